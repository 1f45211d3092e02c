"""The workbook of all units: what each gives to it is kept, and it is laid down when all are there.

Workers make the parts; the parent only puts them together, so that it costs little. It holds one
part at a time: those of a whole country take more memory than there is.
"""

import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from sqlite3 import Connection
from typing import IO, TYPE_CHECKING

import msgspec

from reconcile.model import Plan
from reconcile.run.answers.take_in_answers import ShownDrafts, note_placed
from reconcile.run.settle import REVIEWS, SettledUnit
from reconcile.run.writing.outputs import PlacedOutputs, put_in_place
from reconcile.store.cache import fingerprint, keep, kept_as_made, pack, recall, unpack
from reconcile.store.decisions import count_lines
from reconcile.store.files import Files
from reconcile.store.laid_aside import LaidAside
from reconcile.store.outputs import written_names

if TYPE_CHECKING:
    from reconcile.review import JointPart

JOINT = f"{REVIEWS}/tat-ca.xlsx"
_PART = "joint"


def packed_part(settled: SettledUnit) -> bytes:
    """Take of a unit what the workbook of all units shows of it, in a worker."""
    from reconcile.run.writing.unit_review import part_of

    return zlib.compress(pack(part_of(settled)), 1)


def has_part(database: Connection, unit: str, made_from: str) -> bool:
    """Tell whether what a unit gives is kept, as it is now."""
    return kept_as_made(database, _PART, unit, made_from)


def keep_part(database: Connection, unit: str, made_from: str, part: bytes) -> None:
    """Keep what a unit gives."""
    keep(database, _PART, unit, made_from, part)


def place_joint(
    database: Connection, files: Files, upper: Plan, as_of: date, units: Sequence[tuple[str, str]]
) -> PlacedOutputs:
    """Put the workbook of all units in its place, where more than one has something to ask.

    Args:
        database: the working folder's, open.
        files: of the working folder.
        upper: the upper plan.
        as_of: the day that the figures stand for.
        units: id of each, and what its outcome was made from; in the order of the names.

    """
    made_from = fingerprint("joint", units)
    asking = recall(database, "asking", JOINT, made_from, int)
    parts = _Parts(database, units)
    if asking is None:
        asking = parts.count_asking()
        keep(database, "asking", JOINT, made_from, asking)
    # One unit alone has a workbook of its own; but who has begun in this one finds it again.
    if not asking or (asking == 1 and JOINT not in written_names(database, JOINT)):
        return PlacedOutputs(files.folder)
    # Two writings that show the same are two, where people answered in between.
    generation = fingerprint(made_from, count_lines(database))[:16]

    def make() -> IO[bytes]:
        from reconcile.review import joint_book
        from reconcile.workbook.xlsx.write import workbook_file

        with LaidAside() as aside:
            return workbook_file(joint_book(upper, as_of, parts, generation, aside))

    done = put_in_place(database, files, made_from, {JOINT: make})
    note_placed(database, files, done.placed, ShownDrafts("", (), generation))
    return done


class _Asks(msgspec.Struct):
    """Of what a unit gives only whether it has rows; nothing of them is unpacked."""

    rows: list[msgspec.Raw]


@dataclass(frozen=True, slots=True)
class _Parts:
    """What the units give, as it was kept: read one by one, each time that they are asked for."""

    database: Connection
    units: Sequence[tuple[str, str]]

    def __iter__(self) -> "Iterator[JointPart]":
        """Read them in the order of the units."""
        from reconcile.review import JointPart

        return (unpack(packed, JointPart) for packed in self._kept())

    def count_asking(self) -> int:
        """Count the units that have something to ask."""
        return sum(bool(unpack(packed, _Asks).rows) for packed in self._kept())

    def _kept(self) -> Iterator[bytes]:
        """Read what was kept."""
        for unit, made_from in self.units:
            if packed := recall(self.database, _PART, unit, made_from, bytes):
                yield zlib.decompress(packed)
