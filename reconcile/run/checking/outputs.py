"""The outputs held against what is recorded of them."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from sqlite3 import Connection

from reconcile.model import Finding, Where
from reconcile.office.left_behind import is_left_behind
from reconcile.read.file import shown_name
from reconcile.run.checking.answers import ResultRead, read_result
from reconcile.run.settle import RESULTS, REVIEWS
from reconcile.run.writing.retire import ASIDE, HOME
from reconcile.store.files import Files
from reconcile.store.outputs import beside, is_known, written_names
from reconcile.vocabulary.findings import finding


@dataclass(slots=True)
class CheckedOutputs:
    """What lies in the folder of outputs."""

    count: int = 0
    edited: list[str] = field(default_factory=list)
    """Recorded, and not as the program wrote them."""
    unrecorded: list[str] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)
    results: dict[str, tuple[str, ResultRead]] = field(default_factory=dict)
    """Name of a unit → its result file, and what it says."""

    @property
    def unknown_results(self) -> list[str]:
        """Result files that the program wrote without this database: nobody edits these."""
        names = {name for name, _ in self.results.values()}
        return [name for name in (*self.edited, *self.unrecorded) if name in names]

    def findings(self) -> Iterator[Finding]:
        """Say what is wrong with each."""
        for name in self.edited:
            yield finding("output-edited", Where(name), new=beside(name).rpartition("/")[2])
        for name in self.unrecorded:
            yield finding("output-unrecorded", Where(name))


def check_outputs(files: Files, database: Connection) -> CheckedOutputs:
    """Look at every output but the review workbooks and what was laid aside."""
    found = CheckedOutputs()
    recorded = written_names(database, f"{HOME}/")
    for path in _there(files.folder):
        found.count += 1
        name = shown_name(path.relative_to(files.folder).as_posix())
        try:
            known = is_known(database, name, files.digest(path))
            result = (
                read_result(path.read_bytes()) if path.parent == files.folder / RESULTS else None
            )
        except OSError:
            known, result = False, None
        if not known:
            # One beside which a run has laid its own was there first.
            ours = name in recorded or beside(name) in recorded
            (found.edited if ours else found.unrecorded).append(name)
        if result and (known or result.lower.unit not in found.results):
            found.results[result.lower.unit] = (name, result)
    found.gone += [name for name in recorded if not (files.folder / name).exists()]
    return found


def _there(folder: Path) -> Iterator[Path]:
    """Yield the files under the outputs, in the order of their names."""
    for path in sorted((folder / HOME).rglob("*")):
        inside = path.relative_to(folder).as_posix()
        skipped = inside.startswith((f"{ASIDE}/", f"{REVIEWS}/"))
        if path.is_file() and not skipped and not is_left_behind(path.relative_to(folder / HOME)):
            yield path
