"""Outputs put in their places: the one way by which anything gets under outputs/."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from sqlite3 import Connection

from reconcile.errors import OutputError
from reconcile.model import Finding, Where
from reconcile.store.files import Files
from reconcile.store.outputs import Make, Placed, already_placed, place
from reconcile.vocabulary.findings import finding


@dataclass(slots=True)
class PlacedOutputs:
    """What became of outputs, in the order in which they were put in place."""

    folder: Path
    placed: list[Placed] = field(default_factory=list)
    failures: list[OutputError] = field(default_factory=list)
    """Outputs that could not be written; the others were."""

    def add(self, more: "PlacedOutputs") -> None:
        """Count further outputs in."""
        self.placed += more.placed
        self.failures += more.failures

    @property
    def paths(self) -> tuple[Path, ...]:
        """Every output that is current now, whether written just now or before."""
        return tuple(each.path for each in self.placed)

    @property
    def written(self) -> int:
        """How many of them were written just now."""
        return sum(each.written for each in self.placed)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Say for each output that a person has edited that it stays, and where the new one is."""
        return tuple(
            finding(
                "output-edited",
                Where(each.edited.relative_to(self.folder).as_posix()),
                new=each.path.name,
            )
            for each in self.placed
            if each.edited
        )


def put_in_place(
    database: Connection, files: Files, made_from: str, outputs: Mapping[str, Make]
) -> PlacedOutputs:
    """Put outputs in their places; one that fails does not stop the others.

    Args:
        database: the working folder's, open.
        files: of the working folder.
        made_from: fingerprint of all that goes into the outputs.
        outputs: path in the working folder → what makes the content, called only where needed.

    """
    done = PlacedOutputs(files.folder)
    for name, make in outputs.items():
        try:
            done.placed.append(place(database, files, name, made_from, make))
        except OutputError as error:
            done.failures.append(error)
    return done


def failed_places(folder: Path, failures: Iterable[OutputError]) -> tuple[Path, ...]:
    """List where outputs should have been written that could not: what lies there has its cause."""
    return tuple(folder / error.where.file for error in failures if error.where)


def still_to_make(
    database: Connection, files: Files, made_from: str, names: Iterable[str]
) -> tuple[str, ...]:
    """List the outputs that are not there, or were made from other things; in their order."""
    return tuple(name for name in names if not _is_there(database, files, made_from, name))


def all_in_place(
    database: Connection, files: Files, made_from: str, names: Iterable[str]
) -> PlacedOutputs | None:
    """Find outputs that are there, made from the same things; None where any is to be made."""
    done = PlacedOutputs(files.folder)
    for name in names:
        try:
            there = already_placed(database, files, name, made_from)
        except OutputError:  # what is wrong with its place is told when it is put
            return None
        if there is None:
            return None
        done.placed.append(there)
    return done


def _is_there(database: Connection, files: Files, made_from: str, name: str) -> bool:
    """Tell whether an output is current; what is wrong with its place is told when it is put."""
    try:
        return already_placed(database, files, name, made_from) is not None
    except OutputError:
        return False
