"""Whether a folder in which nothing changes gives the same the next time."""

from collections.abc import Iterable

from reconcile.model import Finding

_PASSING = frozenset({"unreadable", "no-task-table", "password", "network-drive"})
"""Findings that may go though no byte of the folder changes: LibreOffice was installed, a machine
had more time; and the times of files on another machine are told late."""


def is_lasting(findings: Iterable[Finding], failures: Iterable[Exception]) -> bool:
    """Tell whether what a call did depends on nothing but the folder, the day and the program."""
    return not (any(failures) or any(each.code in _PASSING for each in findings))
