"""What LibreOffice makes of the tracked changes of documents: all accepted, or all rejected."""

import json
import os
import shutil
import subprocess
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

ACCEPT, REJECT, AS_IT_IS = "AcceptAllTrackedChanges", "RejectAllTrackedChanges", ""
_SCRIPT = Path(__file__).with_name("libreoffice_changes.py")
_PYTHONS = ("/usr/bin/python3", "python3")


class Shown(NamedTuple):
    """What a document says after a command, and how many changes it has left."""

    said: tuple[tuple[str, str], ...]
    """Where and what, paragraph by paragraph, those in cells too."""
    left: int

    @property
    def texts(self) -> list[str]:
        return [text for _, text in self.said if text]


def after(jobs: Sequence[tuple[Path, str]]) -> list[Shown]:
    """Open documents in one LibreOffice, each with a command; without it the test is skipped."""
    python, office = _bridge(), shutil.which("soffice")
    if python is None or office is None:
        missing = "LibreOffice with its bridge to Python (python3-uno) is not installed"
        if os.environ.get("RECONCILE_REQUIRE"):
            pytest.fail(missing)
        pytest.skip(missing)
    given = json.dumps([[str(path), command] for path, command in jobs])
    call = [python, str(_SCRIPT), office]
    done = subprocess.run(call, input=given, text=True, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    return [Shown(_without_lead(tuple(map(tuple, each["said"]))), each["left"]) for each in told]


def _without_lead(said: tuple[tuple[str, str], ...]) -> tuple[tuple[str, str], ...]:
    """Leave out the empty paragraph that LibreOffice shows before a table at the very beginning.

    It does so for any document with changes, those that it has written itself as well.
    """
    return said[1:] if said[0] == ("", "") and said[1][0].startswith("/1") else said


@cache
def _bridge() -> str | None:
    """Find a Python that has the bridge: as a rule the system's, not that of the tests."""
    for name in _PYTHONS:
        path = shutil.which(name)
        if path and not subprocess.run([path, "-c", "import uno"], check=False).returncode:
            return path
    return None
