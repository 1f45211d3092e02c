"""What the order of a table's rows shows: numbers left out, groups empty or repeated."""

import re
from collections.abc import Iterator, Sequence

from reconcile.model import Column, Finding, Row, RowKind, Source, Where
from reconcile.vocabulary.findings import finding
from reconcile.vocabulary.text import shorten

_NUMBER = re.compile(r"([IVX]+(?:\.\d+)*|[A-ZĐ](?:\.\d+)*|\d+(?:\.\d+)*)\s*[.)/:]?\s+\S")
_SHOWN = 80

Placed = tuple[Where, Row]


def order_findings(source: Source) -> tuple[Finding, ...]:
    """Find what is odd in the numbers and groups of a file, in the order of its rows."""
    found: list[Finding] = []
    for rows in _runs(source):
        found.extend(_numbers(rows))
        found.extend(_repeated_groups(rows))
        found.extend(_empty_groups(rows))
    return tuple(found)


def _runs(source: Source) -> list[list[Placed]]:
    """Put together the tables that go on without a header of their own."""
    runs: list[list[Placed]] = []
    for table in source.tables:
        if table.has(Column.KEY):  # a form: its numbers are the upper plan's, and people sort it
            continue
        if table.where.row or not runs:
            runs.append([])
        heads = {head.column: head.text for head in table.headings}
        runs[-1].extend(
            (Where(table.where.file, table.where.sheet, row.number, heads.get(Column.STT, "")), row)
            for row in table.rows
            if row.kind in (RowKind.TASK, RowKind.GROUP, RowKind.SKIPPED)
        )
    return runs


def _numbers(rows: Sequence[Placed]) -> Iterator[Finding]:
    """Find whole numbers that leave some out, or come twice, until they begin anew."""
    last, group, met = 0, None, dict[int, int]()
    for where, row in rows:
        if row.kind is RowKind.SKIPPED:  # the tasks of another unit, whose numbers are not here
            last, met = 0, {}
        # A group beside tasks takes a number of theirs: 2, group 3 with 3.1, then 4.
        if last and row.kind is RowKind.GROUP and row.text.startswith(f"{last + 1}. "):
            last += 1
        bare = row.says(Column.STT).strip(" .()/:")
        if row.kind is not RowKind.TASK or not bare.isdecimal():
            continue
        number = int(bare)
        # A second 1 right below the first one, in one group, is a repetition.
        if number == 1 and (row.group != group or last > 1):
            last, met = 0, {}
        if number in met:
            yield finding("stt-repeated", where, stt=number, other=met[number])
        elif last and number > last + 1:
            yield finding("stt-gap", where, before=last, after=number)
        met.setdefault(number, row.number)
        last, group = max(last, number), row.group


def _repeated_groups(rows: Sequence[Placed]) -> Iterator[Finding]:
    """Find groups that bear a number already used beside them."""
    met: dict[tuple[tuple[str, ...], str], int] = {}
    for where, row in rows:
        hit = _NUMBER.match(row.text) if row.kind is RowKind.GROUP else None
        if hit is None:
            continue
        place = (row.group[:-1], hit[1])
        if place in met:
            parts = {"group": shorten(row.text, _SHOWN), "number": hit[1]}
            yield finding("group-repeated", where.whole_row, other=met[place], **parts)
        met.setdefault(place, row.number)


def _empty_groups(rows: Sequence[Placed]) -> Iterator[Finding]:
    """Find groups with no task before the next group that is not inside them."""
    for place, (where, row) in enumerate(rows):
        if row.kind is RowKind.GROUP and not _has_tasks(rows, place):
            yield finding("group-empty", where.whole_row, group=shorten(row.text, _SHOWN))


def _has_tasks(rows: Sequence[Placed], place: int) -> bool:
    """Tell whether a task stands in the group that begins at a place."""
    depth = len(rows[place][1].group)
    for _, row in rows[place + 1 :]:
        if row.kind in (RowKind.TASK, RowKind.SKIPPED):
            return True
        if len(row.group) <= depth:
            return False
    return False
