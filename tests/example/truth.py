"""What is true in the example: which lower row carries which upper task, as its author meant it.

One row per pair and per task without a pair, in the columns of ``COLUMNS``. Relations:
``full`` and ``partial`` links; ``missed`` an upper task that no row carries; ``own`` a lower
task that carries none; ``trap`` a pair that looks alike and is no link; ``ambiguous`` a pair
that two careful readers may settle differently. Rows are 1-based, of the sheet or, in Word, of
the task table; ``lower_stt`` is the number a reader sees, automatic numbers included.
"""

import csv
import io
import re
from collections.abc import Iterator

from example.grid import lay_out
from example.texts import Entry, Text

COLUMNS = ("unit", "upper_stt", "upper_row", "lower_stt", "lower_row", "relation", "note")
_MARK = re.compile(r"([~!?]?)(\d+)|(\+)")
_RELATIONS = {"": "full", "~": "partial", "!": "trap", "?": "ambiguous"}
_LINKS = {"full", "partial", "ambiguous"}

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
    places = {entry.says("stt"): str(row) for row, entry in table_rows(upper)}
    pairs = tuple(_pairs(lower, places))
    linked = {row[1] for row in pairs if row[5] in _LINKS}
    missed = ((lower.unit, stt, places[stt], "", "", "missed", "") for stt in places)
    return (*pairs, *(row for row in missed if row[1] not in linked))


def table_rows(text: Text) -> tuple[tuple[int, Entry], ...]:
    """Number the tasks as the user's program does: rows of the sheet, or of the Word table."""
    if text.format == "docx":
        numbered = enumerate(text.entries(), start=2)
        return tuple((row, entry) for row, entry in numbered if entry.kind == "task")
    lines = enumerate(lay_out(text), start=1)
    return tuple((row, line.entry) for row, line in lines if line.entry and line.kind == "task")


def _pairs(lower: Text, places: dict[str, str]) -> Iterator[Row]:
    for row, entry in table_rows(lower):
        marks, _, note = entry.says("truth").partition("|")
        for hit in _MARK.finditer(marks):
            stt = hit[2] or ""
            relation = "own" if hit[3] else _RELATIONS[hit[1]]
            place = places[stt] if stt else ""
            said = (stt, place, entry.says("stt"), str(row), relation, note.strip())
            yield (lower.unit, *said)
