"""A file of several units → the part of each: by its sheets, or by a column. Pure."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from reconcile.model import Column, Level, Row, RowKind, Source, Table, Unit
from reconcile.normalise.issuer import issuer_in
from reconcile.normalise.whose import Owner, Units, is_of_one, owner_of
from reconcile.vocabulary.text import one_line
from reconcile.vocabulary.units import make_unit, read_unit

_MOST = 0.8
"""A column names units when at least this share of the tasks have a unit by it."""
_LONGEST = 60
"""A cell that names one unit is no longer."""
_OTHERS = "nhiệm vụ của đơn vị khác trong cùng bảng"

_NOBODY = Units(())


@dataclass(frozen=True, slots=True)
class Part:
    """What one unit has in a file; ``unit`` is None where the file does not say whose it is."""

    unit: Unit | None
    source: Source


def owned(source: Source, known: Units, hinted: str = "") -> Iterator[tuple[Owner, Source]]:
    """Settle whose a file is, and whose each part of it where it is of several units.

    Args:
        source: the file.
        known: the units of reconcile.toml.
        hinted: the unit that reconcile.toml names for the file; such a file stays whole.

    """
    whole = is_of_one(source.file, known, hinted)
    for part in (Part(None, source),) if whole else split_units(source, known):
        yield owner_of(part.source, known, read=part.unit, hinted=hinted), part.source


def split_units(source: Source, known: Units = _NOBODY) -> tuple[Part, ...]:
    """Split a file into the parts of its units.

    A sheet is one unit's when its name or its letterhead names a commune; a column ``Đơn vị`` names
    units when most of its cells name communes. One unit alone is no reason to split.

    Args:
        source: a lower unit's file, or several units' in one.
        known: the units of reconcile.toml, with their further names.

    Returns:
        The parts in the order of the file; one with the whole file where it is not of several.

    """
    sheets = _by_sheet(source, known)
    if sheets:
        return tuple(_of_sheets(source, sheets))
    rows = _by_row(source, known)
    if rows:
        return tuple(_of_rows(source, rows))
    return (Part(None, source),)


def _by_sheet(source: Source, known: Units) -> dict[str, Unit | None]:
    """Find whose each sheet with tasks is; nothing unless at least two units are named."""
    sheets = list(dict.fromkeys(table.where.sheet for table in source.tables))
    if len(sheets) < 2:
        return {}
    named = {sheet: _unit(sheet, known) for sheet in sheets}
    if _several(named.values()):
        return named
    headed: dict[str, Unit | None] = {}
    last = None
    for sheet in sheets:
        last = _letterhead(source, sheet) or last
        headed[sheet] = last
    return headed if _several(headed.values()) else {}


def _several(units: Iterable[Unit | None]) -> bool:
    """Tell whether there are at least two units."""
    return len({unit.id for unit in units if unit}) > 1


def _letterhead(source: Source, sheet: str) -> Unit | None:
    """Read the commune from the lines over the tables of a sheet."""
    first = next(table.where.row for table in source.tables if table.where.sheet == sheet)
    over = [
        line
        for line in source.lines
        if line.where.sheet == sheet and (line.where.row < first or not first)
    ]
    unit = issuer_in([replace(source, lines=tuple(over))])
    return unit if unit and unit.level is Level.COMMUNE else None


def _unit(text: str, known: Units) -> Unit | None:
    """Read the one unit that a sheet's name or a cell names."""
    said = one_line(text).strip(" .:-")
    named = known.fitting(said)
    if named:  # where several are called so, whose it is gets asked, not lost
        return named[0] if len(named) == 1 else make_unit(said)
    if not said or len(said) > _LONGEST or any(mark in said for mark in ";,"):
        return None
    unit = read_unit(said)
    return unit if unit and unit.level is Level.COMMUNE and unit.place else None


def _by_row(source: Source, known: Units) -> dict[tuple[str, int], Unit]:
    """Find whose each task is by the column that names units; an empty cell repeats the last."""
    found: dict[tuple[str, int], Unit] = {}
    tasks = 0
    for table in source.tables:
        last = None
        for row in table.rows:
            if row.kind is not RowKind.TASK:
                continue
            tasks += 1
            said = row.says(Column.UNIT)
            last = _unit(said, known) if said else last
            if last:
                found[table.where.sheet, row.number] = last
    return found if len(found) >= _MOST * tasks and _several(found.values()) else {}


def _of_sheets(source: Source, owners: Mapping[str, Unit | None]) -> Iterator[Part]:
    """Yield the parts of units that have sheets of their own."""
    for unit in dict.fromkeys(owners.values()):
        own = {sheet for sheet, owner in owners.items() if owner == unit}
        others = set(owners) - own
        lines = [line for line in source.lines if line.where.sheet not in others]
        part = replace(
            source,
            tables=tuple(table for table in source.tables if table.where.sheet in own),
            lines=tuple(sorted(lines, key=lambda line: line.where.sheet not in own)),
            findings=tuple(f for f in source.findings if f.where.sheet not in others),
        )
        yield Part(unit, part)


def _of_rows(source: Source, owners: Mapping[tuple[str, int], Unit]) -> Iterator[Part]:
    """Yield the parts of units that share a table; tasks without a unit are a part too."""
    tasks = [
        (table.where.sheet, row.number)
        for table in source.tables
        for row in table.rows
        if row.kind is RowKind.TASK
    ]
    for unit in dict.fromkeys(owners.get(task) for task in tasks):
        own = {task for task in tasks if owners.get(task) == unit}
        tables = tuple(_cut(table, own) for table in source.tables)
        yield Part(unit, replace(source, tables=tables))


def _cut(table: Table, own: set[tuple[str, int]]) -> Table:
    """Keep the tasks of one unit, and one row for each run of those of others."""
    rows: list[Row] = []
    skipped: set[int] = set()
    aside = False
    for row in table.rows:
        if row.kind is RowKind.TASK:
            aside = (table.where.sheet, row.number) not in own
        elif row.kind is not RowKind.JOINED:
            aside = False
        if not aside:
            rows.append(row)
            continue
        skipped.add(row.number)
        if not (rows and rows[-1].kind is RowKind.SKIPPED):
            rows.append(Row(row.number, RowKind.SKIPPED, (), row.group, "", _OTHERS))
    kept = tuple(found for found in table.findings if found.where.row not in skipped)
    return replace(table, rows=tuple(rows), findings=kept)
