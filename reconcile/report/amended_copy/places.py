"""Where the rows and paragraphs of a plan stand in its Word file."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from docx.oxml.ns import qn
from lxml.etree import _Element as Element

from reconcile.model import Column, Row, RowKind, Source, Table, Where
from reconcile.office import word_walk
from reconcile.vocabulary.text import fold

_P = qn("w:p")
_TOLD = slice(12, 52)
"""These letters of a task are held against the file, to be sure of the row; the first may be those
of an automatic number, which is not in the text."""


@dataclass(frozen=True, slots=True)
class Place:
    """A row of a task table, or a paragraph of a plan in prose."""

    element: Element
    row: Row
    table: Table

    @property
    def is_prose(self) -> bool:
        """Whether it is a paragraph."""
        return bool(self.element.tag == _P)

    def cell(self, column: Column) -> tuple[int, Element] | None:
        """Return the cell under a heading, with where in the grid it begins; None without one."""
        index = next((head.index for head in self.table.headings if head.column is column), None)
        if index is None or self.is_prose:
            return None
        cells = word_walk.in_grid(self.element)
        return next(((at, cell) for at, span, cell in cells if at <= index < at + span), None)

    def paragraphs(self, column: Column) -> list[Element]:
        """Return the paragraphs that say what a column holds."""
        if self.is_prose:
            return [self.element]
        found = self.cell(column)
        return list(found[1].iterchildren(_P)) if found else []

    def says_its_task(self) -> bool:
        """Tell whether the file says here what was read here."""
        letters = "".join(fold(self.row.says(Column.TASK)).split())
        read = letters[_TOLD] or letters
        found = self.cell(Column.TASK)
        inner = word_walk.paragraphs(found[1]) if found else (self.element,)
        said = "".join(map(word_walk.text_of, inner)) if found or self.is_prose else ""
        return bool(read) and read in "".join(fold(said).split())


class Places:
    """The places of one file: every row that was read, by sheet and number."""

    def __init__(self, body: Element, source: Source) -> None:
        every = enumerate(word_walk.tables(body), 1)
        numbered = {f"{word_walk.TABLE} {number}": table for number, table in every}
        paragraphs = [block for block in word_walk.blocks(body) if block.tag == _P]
        self._places: dict[tuple[str, int], Place] = {}
        for table in source.tables:
            element = numbered.get(table.where.sheet)
            rows = paragraphs if element is None else list(word_walk.rows(element))
            for row in table.rows:
                if 0 < row.number <= len(rows):
                    at = (table.where.sheet, row.number)
                    # The lines of one paragraph are rows of one number: the task counts.
                    if at not in self._places or row.kind is RowKind.TASK:
                        self._places[at] = Place(rows[row.number - 1], row, table)

    def __iter__(self) -> Iterator[Place]:
        return iter(self._places.values())

    def at(self, where: Where) -> Place:
        """Return the place of a task."""
        return self._places[where.sheet, where.row]

    @property
    def tasks(self) -> list[Place]:
        """The places of the tasks, in the order of the file."""
        return [place for place in self if place.row.kind is RowKind.TASK]

    @property
    def groups(self) -> list[Place]:
        """The places of the group headings, in the order of the file."""
        return [place for place in self if place.row.kind is RowKind.GROUP]

    def end_of(self, task: Place) -> Element:
        """Return the last row or paragraph that belongs to a task: behind it the next may begin."""
        last, found = task.element, False
        for place in self:
            if place is task:
                found = True
            elif found and place.row.kind is RowKind.JOINED and place.table is task.table:
                last = place.element
            elif found:
                break
        return last


def width(rows: Sequence[Element]) -> int:
    """Return how many columns of the grid the widest of some rows covers."""
    ends = [[at + span for at, span, _ in word_walk.in_grid(row)] for row in rows]
    return max((max(each) for each in ends if each), default=1)
