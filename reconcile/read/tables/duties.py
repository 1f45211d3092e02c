"""Plans in sentences: the numbered duties under their headings, who and when inside them."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from reconcile.model import Cell, Column, Heading, Line, Row, RowKind, Table, Where
from reconcile.read.tables.outline import PartKind, Point, gathered, outline, points_of
from reconcile.read.tables.prose import DETAIL, GROUP, OUTSIDE
from reconcile.read.tables.row_signs import is_sign
from reconcile.read.tables.sentences import Assignment, office_at, told, words_of
from reconcile.vocabulary.findings import finding
from reconcile.vocabulary.text import fold, one_line

WHY = "theo câu văn của nhiệm vụ"
_ENOUGH = 2
"""So many duties at least say who or when, or the paragraphs are no plan."""
_TITLE_LINES = 15
_GROUP_WORDS = 25
"""What is longer than that and says nobody and no time is a duty with its details."""


@dataclass(slots=True)
class _Duty:
    """A duty: its paragraph, what belongs to it, and what is said of it."""

    point: Point
    text: str
    told: Assignment
    group: tuple[str, ...]
    details: list[Point] = field(default_factory=list)


def read_duties(file: str, lines: Sequence[Line]) -> Table | None:
    """Read the duties of a plan written in sentences; None where there are none.

    Duties by office, as “Tổ chức thực hiện” gives them, count only where the plan has no other.

    Args:
        file: the file's name.
        lines: the paragraphs outside tables, in order.

    """
    end = next((at for at, line in enumerate(lines) if _ends(line.text)), len(lines))
    if not lines or _is_no_plan(lines[:_TITLE_LINES]):
        return None
    points = points_of(lines[:end])
    parts = outline(points)
    found = _found(parts) if parts else _handed_out(points) or _listed(points)
    if len(found) < _ENOUGH:
        return None
    rows = tuple(_rows(lines, found))
    sheet = lines[0].where.sheet
    heads = (Heading(Column.TASK, "", 0, WHY), *_headings(found))
    seen = finding(
        "prose-read", Where(file, sheet), count=len(found), part=_part_of(found[0], lines)
    )
    return Table(Where(file, sheet), heads, rows, (seen,))


def _found(parts: Sequence[Point]) -> list[_Duty]:
    """Find the duties: under the headings that say so, else by office."""
    by_office = [
        d for part in parts if part.part is PartKind.ORGANISATION for d in _by_office(part)
    ]
    named = [part for part in parts if part.part is PartKind.DUTIES]
    rest = [part for part in parts if part.part is PartKind.OTHER and part.number]
    duties = [duty for part in named or rest for duty in _duties(part)]
    evident = sum(map(_is_told, duties))
    # Of parts whose headings say nothing the sentences have to.
    wanted = _ENOUGH if named else max(_ENOUGH, len(duties) // 2)
    # A plan that says who does what only office by office has its duties above all the same.
    shared = named and len(duties) >= _ENOUGH and len(by_office) >= _ENOUGH
    if duties and (evident >= wanted or shared):
        return duties
    return by_office


def _handed_out(points: Sequence[Point]) -> list[_Duty]:
    """Find the duties of a notice that hands them out office by office, under no heading.

    ``1. Giao Sở Y tế: …``: at least two offices are named, and some duty is said to be handed over.
    """
    first = next((at for at, p in enumerate(points) if p.number and _office(p.text)[0]), 0)
    if not first:
        return []
    part = gathered(points[first - 1].line, points[first:])
    duties = [*_by_office(part)]
    offices = {duty.told.lead for duty in duties}
    handed = any(_is_handed(each.text) for each in part.points)
    return duties if handed and len(offices) >= _ENOUGH else []


def _listed(points: Sequence[Point]) -> list[_Duty]:
    """Find the duties that a plan numbers under no heading: most of them say who or when."""
    title = _title([each.line for each in points])
    first = next((at for at, p in enumerate(points) if p.number and at > title >= 0), 0)
    if not first:
        return []
    part = gathered(points[first - 1].line, points[first:])
    duties = [duty for each in part.points for duty in _under(each, (), "")]
    return duties if 3 * sum(map(_is_told, duties)) >= 2 * len(duties) else []


def _title(lines: Sequence[Line]) -> int:
    """Find the line that calls a document a plan; -1 where none does."""
    kinds = words_of("sections", "plan")
    called = (
        at
        for at, line in enumerate(lines[:_TITLE_LINES])
        if line.text.isupper() and fold(line.text).startswith(kinds)
    )
    return next(called, -1)


def _part_of(duty: _Duty, lines: Sequence[Line]) -> str:
    """Name what a duty stands under: a part of the plan, or its title."""
    return duty.group[0] if duty.group else one_line(lines[_title(lines)].text)


def _is_handed(text: str) -> bool:
    """Tell whether a text hands a duty over."""
    return fold(text).startswith(tuple(f"{word} " for word in words_of("who", "handed")))


def _is_told(duty: _Duty) -> bool:
    """Tell whether a duty says who or when."""
    return bool(duty.told)


def _duties(part: Point) -> Iterator[_Duty]:
    """Yield the duties of a part."""
    for each in part.points:
        yield from _under(each, (one_line(part.line.text),), "")


def _under(each: Point, group: tuple[str, ...], lead: str) -> Iterator[_Duty]:
    """Yield a point as a duty, or the duties under it."""
    if each.part is PartKind.ASIDE and (each.points or _is_bare(each)):
        return
    if _is_group(each):
        if _is_duty_above(each):
            yield _Duty(each, each.text, each.told, group)
        inner = (*group, one_line(each.line.text))
        handed = office_at(each.text) or each.told.lead or lead
        for below in each.points:
            yield from _under(below, inner, handed)
        return
    said = each.told
    if lead and not said.lead:
        said = Assignment(lead, said.support, said.due)
    yield _Duty(each, each.text, said, group, [p for below in each.under for p in below.all()])


def _is_bare(each: Point) -> bool:
    """Tell whether a point is a heading with nothing but plain text under it."""
    return bool(each.under) and not each.told


def _is_group(each: Point) -> bool:
    """Tell whether a point heads duties, rather than being one with its details."""
    if not each.points:
        return False
    # Who a duty's details name helps with it; only a point of its own says by when or who leads.
    evident = sum(bool(below.told) for below in each.points)
    if each.told:
        return evident * 2 > len(each.points)
    if evident:
        return True
    ended = each.text.rstrip().endswith((".", ";"))
    return not ended and len(each.text.split()) <= _GROUP_WORDS


def _is_duty_above(each: Point) -> bool:
    """Tell whether a point over duties is one itself: it says who and by when, and ends there."""
    said = each.told
    return bool(said.lead and said.due) and not each.text.rstrip().endswith(":")


def _by_office(part: Point) -> Iterator[_Duty]:
    """Yield what a part lays on each office: what is said behind its name, or under it."""
    for each in part.points:
        name, rest = _office(each.text)
        group = (one_line(part.line.text),)
        if name and rest:
            said = told(rest)
            details = [p for below in each.under for p in below.all()]
            yield _Duty(each, rest, Assignment(name, said.support, said.due), group, details)
        elif name:
            for below in each.points or each.under:
                said = below.told
                details = [p for inner in below.under for p in inner.all()]
                lead = Assignment(name, said.support, said.due)
                yield _Duty(below, below.text, lead, (*group, one_line(each.line.text)), details)


def _office(text: str) -> tuple[str, str]:
    """Split ``Công an xã: Giữ trật tự`` into the office and its duty, either of them empty."""
    for word in sorted(words_of("who", "handed"), key=len, reverse=True):
        if fold(text).startswith(f"{word} "):
            text = text[len(word) :].lstrip()
            break
    name = office_at(text)
    if not name:
        return "", ""
    rest = text[len(name) :].lstrip(" ,")
    if rest.startswith(":"):
        return name, rest[1:].strip(" .")
    # “… có trách nhiệm:” only leads over to the points below.
    leads_over = not rest or (rest.endswith(":") and len(rest.split()) <= 6)
    return name, "" if leads_over else text


def _ends(text: str) -> bool:
    """Tell whether a paragraph stands behind the duties: receivers, signature, last sentence."""
    return is_sign("footer", text) or fold(text[:80]).startswith(words_of("sections", "closing"))


def _is_no_plan(lines: Iterable[Line]) -> bool:
    """Tell whether a title says that this sets no duties, as a report's does."""
    kinds = words_of("sections", "no_plan")
    return any(line.text.isupper() and fold(line.text).startswith(kinds) for line in lines)


def _headings(found: Sequence[_Duty]) -> Iterator[Heading]:
    """Name the columns that some duty fills."""
    for index, column in enumerate((Column.LEAD, Column.SUPPORT, Column.DEADLINE), 1):
        if any(_said(duty.told)[column] for duty in found):
            yield Heading(column, "", index, WHY)


def _said(said: Assignment) -> dict[Column, str]:
    """Give what a sentence says by column."""
    return {Column.LEAD: said.lead, Column.SUPPORT: said.support, Column.DEADLINE: said.due}


def _rows(lines: Sequence[Line], found: Sequence[_Duty]) -> Iterator[Row]:
    """Turn every paragraph into a row, in order."""
    duties = {id(duty.point.line): duty for duty in found}
    details = {id(each.line): duty for duty in found for each in duty.details}
    groups = {
        text: duty.group[: depth + 1] for duty in found for depth, text in enumerate(duty.group)
    }
    path: tuple[str, ...] = ()
    for line in lines:
        number, text = line.where.row, line.text
        if duty := duties.get(id(line)):
            path = duty.group
            yield _task(duty)
        elif duty := details.get(id(line)):
            why = DETAIL.format(duty.point.line.where.row)
            yield Row(number, RowKind.JOINED, (), path, text, why)
        elif one_line(text) in groups:
            path = groups[one_line(text)]
            yield Row(number, RowKind.GROUP, (), path, text, GROUP)
        else:
            yield Row(number, RowKind.CONTEXT, (), path, text, OUTSIDE)


def _task(duty: _Duty) -> Row:
    """Make a task of a duty: its sentence whole, for who and when are words of it."""
    text = "\n".join((duty.text, *(each.line.text for each in duty.details)))
    cells = [Cell(Column.TASK, text)]
    cells += [Cell(column, said) for column, said in _said(duty.told).items() if said]
    if duty.point.number:
        cells.append(Cell(Column.STT, duty.point.number))
    return Row(duty.point.line.where.row, RowKind.TASK, tuple(cells), duty.group)
