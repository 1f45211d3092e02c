"""One file → one Source: sniff, open, lay out, and say what was seen."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from msgspec import structs

from reconcile.config import FileHints, TableHints
from reconcile.errors import NoTaskTableError, UnreadableFileError
from reconcile.model import Column, Finding, Line, RowKind, Source, Table, Where
from reconcile.read.form.own_workbooks import refuse_own
from reconcile.read.form.returned_form import find_bare_form, find_form, read_form
from reconcile.read.formats.archive import only_member
from reconcile.read.formats.open_bytes import collector_at_rest, open_bytes
from reconcile.read.grid import Grid, GridRow, Opened
from reconcile.read.safety.limits import refuse_huge
from reconcile.read.safety.sniff import Format, sniff
from reconcile.read.tables.duties import read_duties
from reconcile.read.tables.header_words import naming
from reconcile.read.tables.lost_rows import refuse_lost_rows
from reconcile.read.tables.prose import read_prose
from reconcile.read.tables.task_tables import Layout
from reconcile.vocabulary.findings import finding
from reconcile.vocabulary.same_name import fitting
from reconcile.vocabulary.terms import term
from reconcile.vocabulary.text import one_line

_NO_HINTS = FileHints()
_PROSE = frozenset({Format.DOCX, Format.DOC, Format.HTML, Format.PDF})
"""The formats in which a plan may be written in paragraphs."""
_UNSEEN = "dòng ẩn, công thức chưa tính, phông chữ"
_SHOWN = 6
"""How many sheets or tables a message shows."""
_ENCODINGS = {"tcvn3": "TCVN3 (ABC)", "tcvn3-capitals": "TCVN3 (ABC)", "vni": "VNI"}


def read_file(
    path: Path,
    *,
    hints: FileHints = _NO_HINTS,
    columns: Mapping[Column, Sequence[str]] | None = None,
    tables: Sequence[TableHints] = (),
) -> Source:
    """Read the task tables of a file, the lines around them, and what was seen on the way.

    Args:
        path: the file; its content decides what it is, not its name.
        hints: what the user says about this file.
        columns: further header texts by column, for all files.
        tables: what the user says about kinds of tables.

    Raises:
        UnreadableFileError: it is damaged, or of a kind that is not read.
        PasswordError: it is protected by a password.
        NoTaskTableError: it was read, and holds no task.

    """
    return read_bytes(load(path), path.name, hints, columns or {}, tables)


def read_bytes(
    data: bytes,
    name: str,
    hints: FileHints,
    columns: Mapping[Column, Sequence[str]],
    tables: Sequence[TableHints] = (),
) -> Source:
    """Read a file whose bytes are there already, as ``read_file`` does.

    An archive is read as the one file that it holds.
    """
    kind = sniff(data, name)
    if kind is Format.ZIP:
        member = only_member(data, Where(name))
        return read_bytes(member.data, member.name, hints, columns, tables)
    with collector_at_rest():
        opened = open_bytes(kind, data, name)
        layout = Layout(name, naming(_named(columns, hints)), hints, tables)
        return _laid_out(name, kind, opened, layout)


def read_words(data: bytes, name: str) -> Source | None:
    """Read the lines of a Word file that holds no task; None for a file of another kind."""
    kind = sniff(data, name)
    if kind not in (Format.DOCX, Format.DOC):
        return None
    with collector_at_rest():
        opened = open_bytes(kind, data, name)
        layout = Layout(name, naming({}), _NO_HINTS)
        held = {grid.name: layout.read(grid) for grid in opened.grids}
        return Source(name, (), _around(opened, held), opened.findings)


def _named(
    columns: Mapping[Column, Sequence[str]], hints: FileHints
) -> Mapping[Column, Sequence[str]]:
    """Put the header texts that the user names for one file beside those for all; no letters."""
    own = {column: (text,) for column, text in hints.columns.items() if len(text.strip()) > 2}
    return {c: (*columns.get(c, ()), *own.get(c, ())) for c in (*columns, *own)}


def _laid_out(name: str, kind: Format, opened: Opened, layout: Layout) -> Source:
    """Lay out the grids of an opened file."""
    where = Where(name)
    refuse_own(opened.grids, name)
    form = find_form(opened.grids) or find_bare_form(opened.grids)
    if form:
        read = read_form(name, opened, form)
        seen = _seen(kind, replace(opened, grids=()), layout.hints, where)
        return replace(read, findings=(*read.findings, *seen))
    hints = _on_its_sheet(opened, layout.hints, where)
    held = {grid.name: layout.read(grid) for grid in opened.grids if _is_read(grid, hints)}
    tables = layout.tables
    _refuse_unknown_columns(layout, where)
    refuse_lost_rows(tables, opened.findings)
    if not any(map(_tasks, tables)):
        prose = _in_paragraphs(name, opened.lines) if kind in _PROSE else None
        if prose is None:
            raise _no_table(opened, where)
        tables = (prose,)
    lost = () if kind is Format.PDF else layout.parted  # a PDF's are told by their pages
    return Source(
        file=name,
        tables=tables,
        lines=_around(opened, held),
        findings=(*opened.findings, *lost, *_seen(kind, opened, hints, where)),
        sheets=tuple(_describe(grid, tables, name) for grid in opened.grids),
    )


def _in_paragraphs(name: str, lines: Sequence[Line]) -> Table | None:
    """Read a plan without a table: by the labels in it, else by its sentences."""
    return read_prose(name, lines) or read_duties(name, lines)


def load(path: Path) -> bytes:
    """Read the bytes of a file.

    Raises:
        UnreadableFileError: it is not there, may not be read, or has a name that is no text.

    """
    name = name_in_text(path)
    try:
        refuse_huge(path)
        return path.read_bytes()
    except OSError as error:
        raise cannot_open(name) from error


def name_in_text(path: Path | str) -> str:
    """Return the name of a file, or the whole of a path that is given as text.

    Raises:
        UnreadableFileError: it is no text.

    """
    name = path if isinstance(path, str) else path.name
    shown = shown_name(name)
    if shown != name:
        raise UnreadableFileError(
            "tên tệp hoặc thư mục có ký tự không đọc được (do giải nén hoặc chép từ máy dùng bảng"
            " mã khác)",
            where=Where(shown),
            fix="đổi tên rồi chạy lại",
        )
    return shown


def cannot_open(name: str) -> UnreadableFileError:
    """Say that a file cannot be opened."""
    return UnreadableFileError(
        "không mở được tệp",
        where=Where(name),
        fix="kiểm tra tệp còn ở đó, không bị khóa và có quyền đọc",
    )


def shown_name(name: str) -> str:
    """Write a file's name as text: bytes that are none, as a system may keep them, become �."""
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def _is_read(grid: Grid, hints: FileHints) -> bool:
    """Tell whether a sheet is read: all that are shown, or the one that the user names."""
    return grid.name == hints.sheet if hints.sheet else not grid.hidden


def _on_its_sheet(opened: Opened, hints: FileHints, where: Where) -> FileHints:
    """Give the sheet that the user names the name that it has; stop where it is none of them."""
    if not hints.sheet:
        return hints
    names = [grid.name for grid in opened.grids]
    meant = fitting(hints.sheet, names)
    if len(meant) == 1:
        return structs.replace(hints, sheet=meant[0])
    raise NoTaskTableError(
        f"tên “{hints.sheet}” ứng với {len(meant)} trang tính"
        if meant
        else f"không có trang tính “{hints.sheet}”",
        where=where,
        fix=f"sửa tên trang ở {_place(where)}; các trang có: {', '.join(meant or names)}",
    )


def _refuse_unknown_columns(layout: Layout, where: Where) -> None:
    """Stop where the user names a column that no table has."""
    columns, unused = layout.hints.columns.items(), layout.hints.unused
    lost = [(f"nêu cho “{term('column', c)}”", t) for c, t in columns if c not in layout.pointed]
    lost += [("nêu là không dùng", text) for text in unused if text not in layout.dropped]
    for why, text in lost:
        if layout.seen:
            raise NoTaskTableError(
                f"không có cột “{text}” ({why})",
                where=where,
                fix=f"sửa tên cột ở {_place(where)}; các cột có: {', '.join(layout.seen)}",
            )


def _tasks(table: Table) -> int:
    """Count the tasks of a table."""
    return sum(row.kind is RowKind.TASK for row in table.rows)


def _around(opened: Opened, held: Mapping[str, Sequence[Line]]) -> tuple[Line, ...]:
    """Put the lines outside tables in the order of the file."""
    lines: list[Line] = []
    place = 0
    for grid in opened.grids:
        lines.extend(opened.lines[place : grid.after])
        place = max(place, grid.after)
        if grid.name in held:
            lines.extend(held[grid.name])
    return (*lines, *opened.lines[place:])


def _seen(kind: Format, opened: Opened, hints: FileHints, where: Where) -> Iterator[Finding]:
    """Say what concerns the file as a whole: hidden sheets, old encodings, blind formats."""
    for grid in opened.grids:
        if grid.hidden and grid.rows and not _is_read(grid, hints):
            place = Where(where.file, grid.name)
            yield finding("hidden-sheet", place, sheet=grid.name, file=where.file)
    for name in dict.fromkeys(_ENCODINGS[encoding] for encoding in opened.converted):
        yield finding("legacy-encoding", where, encoding=name)
    if opened.blind:
        better = ".docx" if kind in (Format.HTML, Format.PDF) else ".xlsx"
        said = {"format": f".{kind}", "better": better}
        if kind is Format.XLSX:
            said = {"format": ".xlsx không theo chuẩn", "better": ".xlsx bằng Excel"}
        yield finding("not-checkable", where, what=_UNSEEN, **said)


def _describe(grid: Grid, tables: Sequence[Table], file: str) -> str:
    """Describe a sheet or table in a few words."""
    own = [table for table in tables if table.where.sheet == grid.name]
    name = grid.name or file
    if own:
        rows = ", ".join(str(table.where.row) for table in own if table.where.row)
        head = f"tiêu đề ở dòng {rows}" if rows else "tiếp bảng trước"
        return f"{name}: bảng nhiệm vụ, {head}, {sum(map(_tasks, own))} nhiệm vụ"
    if not grid.rows:
        return f"{name}: trống"
    return f"{name}: " + ("bị ẩn, không đọc" if grid.hidden else "không có bảng nhiệm vụ")


def _no_table(opened: Opened, where: Where) -> NoTaskTableError:
    """Say what was seen in a file without tasks, and how to point to the table."""
    seen = [text for grid in opened.grids if (text := _glimpse(grid, where.file))]
    more = f"; và {len(seen) - _SHOWN} bảng khác" if len(seen) > _SHOWN else ""
    shown = "; ".join(seen[:_SHOWN]) + more
    return NoTaskTableError(
        "không thấy bảng nhiệm vụ" + (f"; đã xem {shown}" if shown else "; tệp không có bảng nào"),
        where=where,
        fix=f"nếu có bảng nhiệm vụ, nêu trang và dòng tiêu đề (sheet, header_row, columns) ở "
        f"{_place(where)}, hoặc nêu tên cột ở [columns]",
    )


def _place(where: Where) -> str:
    """Name the section of reconcile.toml about a file."""
    return f'[files."{where.file}"] trong reconcile.toml'


def _glimpse(grid: Grid, file: str) -> str:
    """Show the row of a grid that looks most like a header; empty for an empty grid."""
    if not grid.rows:
        return ""
    name = f"“{grid.name or file}”" + (" (bị ẩn)" if grid.hidden else "")
    looked = [row for row in grid.rows[:25] if all(len(v.text) <= 120 for v in row.values)]
    best = max(looked, key=_words, default=None)
    if best is None or len(best.filled) < 2:
        return f"{name} (không có dòng nào giống tiêu đề cột)"
    shown = ", ".join(f"“{one_line(best.text(i))[:30]}”" for i in best.filled[:6])
    return f"{name} (dòng {best.number}: {shown}{', …' if len(best.filled) > 6 else ''})"


def _words(row: GridRow) -> int:
    """Count the cells of a row that hold words, as a header's do."""
    return sum(any(map(str.isalpha, value.text[:3])) for value in row.values)
