"""The catalogue of findings: one code, one severity, one wording, from one file."""

import string
from dataclasses import dataclass
from functools import cache

from reconcile.model import Finding, Severity, Where
from reconcile.vocabulary.tables import table


@dataclass(frozen=True, slots=True)
class FindingKind:
    """What a code means: its severity, its title, and the templates of its texts."""

    code: str
    severity: Severity
    title: str
    message: str
    fix: str
    page_title: str = ""
    page_message: str = ""
    page_fix: str = ""
    """How the local page words each; empty where it says the same."""

    @property
    def on_page(self) -> tuple[tuple[str, str], ...]:
        """Each text that the local page words otherwise, with what it says instead."""
        said = (self.title, self.page_title), (self.message, self.page_message)
        return tuple(each for each in (*said, (self.fix, self.page_fix)) if each[1])

    @property
    def parts(self) -> tuple[str, ...]:
        """The names that the templates need, in the order of reading."""
        parsed = string.Formatter().parse(self.message + self.fix)
        return tuple(dict.fromkeys(name for _, name, _, _ in parsed if name))


@cache
def catalogue() -> dict[str, FindingKind]:
    """Return every kind of finding by its code, in the order of the file."""
    return {
        code: FindingKind(code, **{**said, "severity": Severity(said["severity"])})
        for code, said in table("findings").items()
    }


def finding(code: str, where: Where, *, task: str = "", **parts: str | int) -> Finding:
    """Make a finding, its texts filled from the catalogue.

    Args:
        code: one of the catalogue.
        where: the place that a person should look at.
        task: key of the task that it is about, if any.
        parts: what the templates of this code name in braces.

    Raises:
        KeyError: an unknown code, or a part that the templates need and that was not given; a
            mistake of ours, never of the user's.

    """
    kind = catalogue()[code]
    message, fix = (text.format_map(parts) for text in (kind.message, kind.fix))
    unit = str(parts.get("unit", ""))
    return Finding(code, kind.severity, where, message, fix, task, unit)
