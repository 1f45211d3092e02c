"""One input file as a table to look at: what each column was taken for, and what to take it for."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from reconcile.config import SETTINGS, FileHints, TableHints, load_config
from reconcile.errors import ReconcileError, UsageError
from reconcile.model import Column, RowKind, Source, Table
from reconcile.read import Member, hints_for, members_of, read_member, said_of
from reconcile.read.file import load, name_in_text, shown_name
from reconcile.read.formats.open_bytes import open_bytes
from reconcile.read.grid import Grid
from reconcile.read.safety.sniff import sniff
from reconcile.read.tables.columns import BY_USER, place_of
from reconcile.read.tables.header import find_blocks
from reconcile.read.tables.header_words import Naming, naming
from reconcile.read.tables.shapes import headings_at, shaped_in
from reconcile.run.page.snapshot import input_names, short_id
from reconcile.run.reading.input_files import LOWER, TOP, UPPER
from reconcile.run.reading.levels import parts_above

ROWS = 50
"""Rows that are shown."""
_WIDEST = 30
"""Columns that are shown."""
_CELL = 200
"""Letters of a cell that are shown."""
_ARCHIVES = (".zip",)


@dataclass(frozen=True, slots=True)
class PreviewColumn:
    """A column of a sheet, and what it was taken for."""

    letter: str
    column: Column | None
    why: str
    is_unused: bool = False
    """Whether a person does not want it read."""


@dataclass(frozen=True, slots=True)
class PreviewRow:
    """A row as the file shows it."""

    number: int
    kind: str
    """``header``, the kind of a row of a table, or empty outside the table."""
    why: str
    """Why it is no task."""
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Preview:
    """A file to look at."""

    name: str
    sheets: tuple[str, ...]
    sheet: str
    header_row: int
    """The last header line; 0 where none was found."""
    unit: str
    """What the settings say whose it is."""
    columns: tuple[PreviewColumn, ...]
    rows: tuple[PreviewRow, ...]
    tasks: int
    problem: str
    """What keeps it from being read."""
    part: str
    """The part of the inputs that it lies in."""

    @property
    def is_lower(self) -> bool:
        """Whether it is of a unit: what is said of it can be said of all such tables."""
        return self.part == LOWER

    @property
    def is_upper(self) -> bool:
        """Whether it is of the plan, or one of the plans, that the units carry out."""
        return self.part == UPPER


def preview(
    folder: Path,
    short: str,
    hints: FileHints | None = None,
    kinds: Sequence[TableHints] | None = None,
) -> Preview:
    """Open an input file for a person to look at.

    Args:
        folder: the working folder.
        short: ``short_id`` of the file's name.
        hints: what to read it by, on trial; None for what the settings say.
        kinds: what is said of kinds of tables, likewise.

    Raises:
        ReconcileError: there is no such file, or it cannot be opened.

    """
    member, part, place = _found(folder, short)
    config = load_config(folder / SETTINGS)
    name, data = member.name, member.data
    told = hints or hints_for(name, said_of(config.files, name, place))
    if kinds is None:
        kinds = [*config.tables.values()] if part == LOWER else []
    kind = sniff(data, name)
    if kind is None:
        raise UsageError("tệp này không có bảng để xem", fix="mở tệp bằng chương trình của nó")
    grids = tuple(each for each in open_bytes(kind, data, name).grids if each.rows)
    read = read_member(Member(name, data), {name: told}, config.columns, kinds)
    source = read if isinstance(read, Source) else Source(name)
    table = _table(source, told.sheet)
    first = grids[0] if grids else Grid("")
    grid = next((each for each in grids if each.name == _sheet(table, told)), first)
    return Preview(
        name=place or name,
        sheets=tuple(each.name for each in grids),
        sheet=_sheet(table, told) or (grids[0].name if grids else ""),
        header_row=table.where.row if table else told.header_row,
        unit=told.unit,
        columns=_columns(grid, table, _unused(grid, table, naming(config.columns), told, kinds)),
        rows=_rows(grid, table, told.header_row),
        tasks=sum(row.kind is RowKind.TASK for each in source.tables for row in each.rows),
        problem=read.problem if isinstance(read, ReconcileError) else "",
        part=part,
    )


def shape_at(folder: Path, short: str, hints: FileHints) -> tuple[str, ...]:
    """Return the headings over the table that hints point to; empty where there are none.

    Raises:
        ReconcileError: of ``preview``.

    """
    member, _, _ = _found(folder, short)
    now = preview(folder, short, hints)
    kind = sniff(member.data, member.name)
    grids = open_bytes(kind, member.data, member.name).grids if kind else ()
    grid = next((each for each in grids if each.name == now.sheet), None)
    columns = load_config(folder / SETTINGS).columns
    return headings_at(grid, naming(columns), now.header_row) if grid else ()


def settings_name(folder: Path, short: str) -> str:
    """Return by what an input file goes in the settings; in an archive with the archive's name.

    Of several files with one name each goes by its path below the inputs of its side.

    Raises:
        ReconcileError: of ``input_member``.

    """
    member, _, place = _found(folder, short)
    same = [path for _, path, _ in _input_paths(folder) if path.name == member.name]
    return place if len(same) > 1 else member.name


def input_member(folder: Path, short: str) -> Member:
    """Find an input file, of any level and in an archive too, by what it goes by in addresses.

    Raises:
        ReconcileError: there is none, or it cannot be opened.

    """
    return _found(folder, short)[0]


def _found(folder: Path, short: str) -> tuple[Member, str, str]:
    """Find an input file as ``input_member`` does, with its part of the inputs and its place there.

    A file in an archive has no place of its own.
    """
    every = _input_paths(folder)
    alone = [each for each in every if not _is_archive(each[1])]
    # Its whole path first: another folder may hold a file of the same name.
    by_path = (each for each in alone if short == short_id(each[0]))
    by_name = (each for each in alone if short == short_id(each[1].name))
    found = next(by_path, None) or next(by_name, None)
    if found:
        name, path, part = found
        return Member(name_in_text(path), load(path)), part, shown_name(name)
    archives = [(path, part) for _, path, part in every if _is_archive(path)]
    return _in_archives(archives, short)


def _in_archives(archives: Iterable[tuple[Path, str]], short: str) -> tuple[Member, str, str]:
    """Find a file in one of the archives of the inputs."""
    for path, part in archives:
        for member in members_of(load(path), name_in_text(path)):
            if short_id(member.name) == short and "/" in member.name:
                if member.error:
                    raise member.error
                return member, part, ""
    raise UsageError(
        "không có tệp này trong thư mục",
        fix="mở lại trang Bắt đầu, chọn tệp trong danh sách “Đã đọc”",
    )


def short_of(folder: Path, file: str) -> str:
    """Return by what an input file goes in addresses, as messages name it; empty for none."""
    for name, path, _ in _input_paths(folder):
        if _is_archive(path):
            if file.startswith(f"{path.name}/"):
                return short_id(file)
        elif file in (shown_name(name), shown_name(path.name)):
            return short_id(name)
    return ""


def _input_paths(folder: Path) -> list[tuple[str, Path, str]]:
    """List the files of all levels, the topmost first: each by its path in its part, and that."""
    try:
        above = parts_above(folder, load_config(folder / SETTINGS))
    except ReconcileError:
        # Settings that cannot be used are told where they are asked for.
        above = (TOP, UPPER)
    # A file of a level that is not read now was read by settings that a person may take back.
    parts = dict.fromkeys((*above, TOP, UPPER, LOWER))
    return [
        (name, folder / part / name, part) for part in parts for name in input_names(folder, part)
    ]


def _is_archive(path: Path) -> bool:
    """Tell whether a file is read as the files that it holds."""
    return path.suffix.lower() in _ARCHIVES


def _table(source: Source, sheet: str) -> Table | None:
    """Return the table that is shown: of the sheet asked for, else the longest."""
    tables = [each for each in source.tables if not sheet or each.where.sheet == sheet]
    return max(tables, key=lambda each: len(each.rows), default=None)


def _sheet(table: Table | None, told: FileHints) -> str:
    """Return the name of the sheet that is shown."""
    return table.where.sheet if table else told.sheet


def _unused(
    grid: Grid, table: Table | None, names: Naming, told: FileHints, kinds: Sequence[TableHints]
) -> frozenset[int | None]:
    """Find the columns that a person does not want read, by their places."""
    if table is None:
        return frozenset()
    pointing = told.header_row or told.columns or told.unused
    shaped = () if pointing else shaped_in(grid, names, kinds)
    said = next((e.unused for e in shaped if e.block.bottom == table.where.row), told.unused)
    block = find_blocks(grid, names, table.where.row)[0]
    return frozenset(place_of(block, each) for each in said)


def _columns(
    grid: Grid, table: Table | None, unused: frozenset[int | None]
) -> tuple[PreviewColumn, ...]:
    """Say of each column what it was taken for."""
    taken = {each.index: each for each in table.headings} if table else {}
    return tuple(
        PreviewColumn(
            _letter(index),
            taken[index].column if index in taken else None,
            taken[index].why if index in taken else BY_USER if index in unused else "",
            is_unused=index in unused,
        )
        for index in range(min(grid.width, _WIDEST))
    )


def _rows(grid: Grid, table: Table | None, chosen: int) -> tuple[PreviewRow, ...]:
    """Show the rows with what became of each; a header that was chosen before its columns were."""
    kinds = {row.number: row for row in table.rows} if table else {}
    header = table.where.row if table else chosen
    shown = []
    for row in grid.rows[:ROWS]:
        known = kinds.get(row.number)
        kind = "header" if row.number == header else known.kind.value if known else ""
        cells = tuple(row.text(at)[:_CELL] for at in range(min(grid.width, _WIDEST)))
        shown.append(PreviewRow(row.number, kind, known.why if known else "", cells))
    return tuple(shown)


def _letter(index: int) -> str:
    """Return the letter of a 0-based column: A, B … Z, then AA."""
    first, last = divmod(index, 26)
    return (chr(64 + first) if first else "") + chr(65 + last)
