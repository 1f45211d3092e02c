"""What is true in the example: which lower row carries which upper task, as its author meant it.

One row per pair and per task without a pair, in the columns of ``COLUMNS``. Relations:
``full`` and ``partial`` links; ``missed`` an upper task that no row carries; ``own`` a lower
task that carries none; ``trap`` a pair that looks alike and is no link; ``ambiguous`` a pair
that two careful readers may settle differently. ``outcome`` is that of the upper task in this
unit: ``carried`` (also by partial links that together cover it), ``partial``, ``missed``, or
``any`` where only ambiguous pairs speak; ``role`` is the communes' role in it. Rows are
1-based, of the sheet or, in Word, of the task table; ``lower_stt`` is the number a reader sees,
automatic numbers included.
"""

import csv
import io
import re
from collections.abc import Iterator
from typing import NamedTuple

from example.grid import lay_out
from example.texts import Entry, Text

COLUMNS = (
    "unit",
    "upper_stt",
    "upper_row",
    "role",
    "outcome",
    "lower_stt",
    "lower_row",
    "relation",
    "note",
)
_MARK = re.compile(r"([~&!?]?)(\d+)|(\+)")
_RELATIONS = {"": "full", "~": "partial", "&": "partial", "!": "trap", "?": "ambiguous"}

Row = tuple[str, ...]


def truth_csv(upper: Text, lowers: tuple[Text, ...]) -> str:
    """Write the truth of all units as CSV with a header line."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for lower in lowers:
        writer.writerows(truth_of(upper, lower))
    return out.getvalue()


def truth_of(upper: Text, lower: Text) -> tuple[Row, ...]:
    """Give the truth of one unit: its pairs in the lower order, then what it missed."""
    pairs = tuple(_pairs(lower))
    signs: dict[str, set[str]] = {}
    for pair in pairs:
        signs.setdefault(pair.upper, set()).add(pair.sign)
    tasks = {entry.says("stt"): (row, entry) for row, entry in table_rows(upper)}
    heads = {
        stt: (lower.unit, stt, str(row), entry.says("role"), _outcome(signs.get(stt, set())))
        for stt, (row, entry) in tasks.items()
    }
    own = (lower.unit, "", "", "", "")
    found = (
        (*heads.get(pair.upper, own), pair.stt, str(pair.row), pair.relation, pair.note)
        for pair in pairs
    )
    missed = (head for head in heads.values() if head[-1] == "missed")
    return (*found, *((*head, "", "", "missed", "") for head in missed))


def table_rows(text: Text) -> tuple[tuple[int, Entry], ...]:
    """Number the tasks as the user's program does: rows of the sheet, or of the Word table."""
    if text.format == "docx":
        numbered = enumerate(text.entries(), start=2)
        return tuple((row, entry) for row, entry in numbered if entry.kind == "task")
    lines = enumerate(lay_out(text), start=1)
    return tuple((row, line.entry) for row, line in lines if line.entry and line.kind == "task")


class _Pair(NamedTuple):
    """A mark on a lower row: the upper task it speaks of, or none for an own task."""

    upper: str
    sign: str
    stt: str
    row: int
    relation: str
    note: str


def _pairs(lower: Text) -> Iterator[_Pair]:
    for row, entry in table_rows(lower):
        marks, _, note = entry.says("truth").partition("|")
        for hit in _MARK.finditer(marks):
            sign = hit[3] or hit[1]
            relation = "own" if hit[3] else _RELATIONS[sign]
            yield _Pair(hit[2] or "", sign, entry.says("stt"), row, relation, note.strip())


def _outcome(signs: set[str]) -> str:
    """Tell what became of an upper task from the signs of its pairs, the strongest first."""
    told = (("", "carried"), ("&", "carried"), ("~", "partial"), ("?", "any"))
    return next((outcome for sign, outcome in told if sign in signs), "missed")
