"""A form that a unit has filled in: known by its sheet of marks, whatever the file is called."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from reconcile.errors import NoTaskTableError, ReconcileError
from reconcile.model import Finding, Line, RowKind, Source, Table, Where
from reconcile.read.form.rows import FormPlace, FormWalk
from reconcile.read.form.without_marks import marks_left, titles
from reconcile.read.formats.open_bytes import open_bytes
from reconcile.read.grid import Grid, GridRow, Opened
from reconcile.read.safety.sniff import sniff
from reconcile.vocabulary.findings import finding
from reconcile.vocabulary.form_columns import FormColumn, Mark
from reconcile.vocabulary.same_name import fitting
from reconcile.vocabulary.terms import term
from reconcile.vocabulary.text import fold, one_line
from reconcile.vocabulary.units import unit_id

_LEAST = 3
"""A row with fewer of the form's headers is not its header row."""
_BY_PLACE = "theo vị trí của cột trong biểu"
_OTHER_UNIT = "tên ghi trong biểu khác tên đơn vị được gửi biểu ({})"


@dataclass(frozen=True, slots=True)
class Form:
    """What the sheet of marks tells of a form."""

    sheet: str
    """Name of the sheet of marks."""
    unit: str
    """Official name of the unit that it was made for; empty in a form for any unit."""
    upper: str
    """Number and symbol of the upper plan."""
    titles: Mapping[FormColumn, str]
    marks: Mapping[str, str]
    """Key of each upper task → the mark of its text."""


def is_form(path: Path) -> bool:
    """Tell whether a file is a form of the program; False for one that cannot be read."""
    try:
        data = path.read_bytes()
        opened = open_bytes(sniff(data, path.name), data, path.name)
    # KeyError: an archive has no module that opens it.
    except (OSError, KeyError, ReconcileError):
        return False
    return find_form(opened.grids) is not None


def find_form(grids: Sequence[Grid]) -> Form | None:
    """Find the sheet of marks among the sheets of a file; None where it is no form."""
    for grid in grids:
        if grid.rows and grid.rows[0].text(0) == Mark.FORM:
            return _form(grid)
    return None


def find_bare_form(grids: Sequence[Grid]) -> Form | None:
    """Tell by its keys or headers a form that has lost its sheet of marks; None for any other."""
    marks = marks_left(grids)
    return None if marks is None else Form("", "", "", titles(), marks)


def read_form(file: str, opened: Opened, form: Form) -> Source:
    """Read the answers of a form, each with the key of the upper task that it answers.

    Rows that were left empty stay as context: their upper tasks have no answer.

    Raises:
        NoTaskTableError: no row is filled in, or the form's own columns are gone.

    """
    grids = [grid for grid in opened.grids if not grid.hidden and grid.name != form.sheet]
    if not form.sheet:  # a document has no sheets, and its tables no names
        grids = [grid for grid in opened.grids if not grid.hidden]
    heads = list(_heads(grids, form))
    if not heads:
        raise _unusable(file, "không thấy dòng tiêu đề cột của biểu", "xin lại tệp")
    tables = tuple(_table(file, grid, head, form) for grid, head in heads)
    if not any(row.kind is RowKind.TASK for table in tables for row in table.rows):
        content = FormColumn.CONTENT.header
        fix = f"đề nghị đơn vị điền cột “{content}” rồi gửi lại"
        raise _unusable(file, "biểu chưa được điền nội dung nào", fix)
    grid, head = heads[0]
    unit = _unit(file, [*_above(grid, head), *(line.text for line in opened.lines)], form)
    lost = () if form.sheet else (finding("form-marks-lost", Where(file), file=file),)
    return Source(
        file=file,
        tables=tables,
        lines=tuple(_lines(file, grid, unit.name, form)) or opened.lines,
        findings=(*opened.findings, *unit.findings, *lost),
        sheets=tuple(_described(grid, heads) for grid in grids),
    )


def _form(grid: Grid) -> Form:
    """Read the sheet of marks."""
    titles: dict[FormColumn, str] = {}
    marks: dict[str, str] = {}
    said: dict[str, tuple[str, str]] = {}
    for row in grid.rows:
        what, first, second = (one_line(row.text(index)) for index in range(3))
        if what == Mark.COLUMN and first in list(FormColumn):
            titles[FormColumn(first)] = second
        elif what == Mark.TASK:
            marks[first] = second
        else:
            said[what] = (first, second)
    unit, upper = said.get(Mark.UNIT, ("", "")), said.get(Mark.UPPER, ("", ""))
    return Form(grid.name, unit[1], upper[0], titles, marks)


@dataclass(frozen=True, slots=True)
class _Head:
    """The header row of a form, and where its columns are now."""

    row: GridRow
    places: Mapping[FormColumn, FormPlace]


def _heads(grids: Sequence[Grid], form: Form) -> Iterator[tuple[Grid, _Head]]:
    """Find the header of each sheet; a table that goes on without one has that before it."""
    last: _Head | None = None
    for grid in grids:
        head = _header(grid, form)
        if head is None and last and not form.sheet and grid.rows and grid.width >= _LEAST:
            head = _Head(GridRow(0, ()), last.places)
        if head:
            last = head
            yield grid, head


def _header(grid: Grid, form: Form) -> _Head | None:
    """Find the row with the most of the form's headers."""
    titles = {fold(title): column for column, title in form.titles.items()}
    best = max(grid.rows, key=lambda row: _known(row, titles), default=None)
    if best is None or _known(best, titles) < _LEAST:
        return None
    found: dict[FormColumn, int] = {}
    for index in best.filled:
        column = titles.get(fold(best.text(index)))
        if column and column not in found:
            found[column] = index
    return _Head(best, _places(best, found, list(form.titles)))


def _known(row: GridRow, titles: Mapping[str, FormColumn]) -> int:
    """Count the form's headers in a row."""
    return len({titles.get(fold(row.text(index))) for index in row.filled} - {None})


def _places(
    row: GridRow, found: Mapping[FormColumn, int], order: Sequence[FormColumn]
) -> dict[FormColumn, FormPlace]:
    """Place every column: by its header, else as the only one between its neighbours."""
    places = {
        column: FormPlace(index, one_line(row.text(index)))
        for column, index in sorted(found.items())
    }
    for at, column in enumerate(order):
        if column in found:
            continue
        before = max((found[c] for c in order[:at] if c in found), default=-1)
        after = min((found[c] for c in order[at + 1 :] if c in found), default=len(row.values))
        between = [index for index in range(before + 1, after) if index not in found.values()]
        headed = [index for index in between if row.text(index)] or between
        # Of two neighbours that both lost their headers nothing tells which is which.
        alone = sum(c not in found for c in order[_left(order, at, found) : at + 2]) == 1
        # The keys are never guessed: without them the text of the upper task tells which one it is.
        if len(headed) == 1 and alone and column is not FormColumn.KEY:
            places[column] = FormPlace(headed[0], one_line(row.text(headed[0])), guessed=True)
    return places


def _left(order: Sequence[FormColumn], at: int, found: Mapping[FormColumn, int]) -> int:
    """Return where the run of columns that lost their headers begins."""
    while at and order[at - 1] not in found:
        at -= 1
    return at


def _table(file: str, grid: Grid, head: _Head, form: Form) -> Table:
    """Read the rows under a header."""
    if FormColumn.CONTENT not in head.places:
        title = form.titles.get(FormColumn.CONTENT, FormColumn.CONTENT.header)
        fix = "chép nội dung đã điền sang một biểu mới rồi gửi lại"
        raise _unusable(file, f"biểu không còn cột “{title}”", fix)
    walk = FormWalk(file, grid, head.places, form.marks)
    walk.take([row for row in grid.rows if row.number > head.row.number])
    where = Where(file, grid.name, head.row.number)
    guessed = tuple(_guessed(where, head.places))
    return Table(where, walk.headings, tuple(walk.rows), (*guessed, *walk.findings))


def _guessed(where: Where, places: Mapping[FormColumn, FormPlace]) -> Iterator[Finding]:
    """Say which columns bear another header than the program gave them."""
    for column, place in places.items():
        if place.guessed:
            spot = Where(where.file, where.sheet, where.row, place.header)
            header = place.header or f"cột {place.index + 1}"
            parts = {"header": header, "column": column.header, "why": _BY_PLACE}
            yield finding("column-guessed", spot, file=where.file, **parts)


@dataclass(frozen=True, slots=True)
class _Unit:
    """Whose form it is, and what is doubtful about that."""

    name: str
    findings: tuple[Finding, ...] = ()


def _above(grid: Grid, head: _Head) -> Iterator[str]:
    """Yield the rows above a header, each as one line."""
    for row in grid.rows:
        if row.number < head.row.number:
            yield one_line(" ".join(row.text(index) for index in row.filled))


def _unit(file: str, above: Sequence[str], form: Form) -> _Unit:
    """Take the unit that the form shows; where it shows none, the one that it was made for."""
    label = fold(term("form", "unit"))
    said = next((text for text in above if fold(text).startswith(label)), "")
    shown = said[len(label) :].strip(" .…_")
    # Units pass forms on: the name written in it counts, and that it is another one is told.
    name = shown or form.unit
    if not form.unit:
        return _Unit(name)
    if unit_id(name) == unit_id(form.unit) or fitting(name, [form.unit]):
        return _Unit(form.unit)
    why = _OTHER_UNIT.format(form.unit)
    return _Unit(name, (finding("unit-guessed", Where(file), unit=name, why=why, file=file),))


def _lines(file: str, grid: Grid, unit: str, form: Form) -> Iterator[Line]:
    """Say whose plan it is, and which plan it carries out, as a plan's own lines would."""
    if unit:
        yield Line(Where(file, grid.name), unit)
    if form.upper:
        yield Line(Where(file, grid.name), f"Thực hiện Kế hoạch số {form.upper}")


def _described(grid: Grid, heads: Sequence[tuple[Grid, _Head]]) -> str:
    """Describe a sheet in a few words."""
    row = next((head.row.number for other, head in heads if other is grid), 0)
    if row:
        return f"{grid.name}: biểu do chương trình lập, tiêu đề ở dòng {row}"
    return f"{grid.name}: không có bảng nhiệm vụ"


def _unusable(file: str, problem: str, fix: str) -> NoTaskTableError:
    """Say why a form cannot be used."""
    return NoTaskTableError(problem, where=Where(file), fix=fix)
