"""The very hidden sheet by which answers in the workbook of progress are known again.

Its first row bears the mark and the number of the format; each other row begins with the kind of
line that it is. Kinds that are not known are passed over, so that lines may be added without a new
number; a change of what a line means takes one.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256

from reconcile.model import StatusCells
from reconcile.review.ask.written_seals import sheet_seals
from reconcile.review.keys.hidden_sheet import AnswerForm, AskedRow
from reconcile.review.keys.seals import seal, shown
from reconcile.review.keys.sheet_seals import SheetSeals
from reconcile.vocabulary.terms import term
from reconcile.workbook.content.grid import Book, Entry, Lines, Row, Sheet, SheetTable, Visibility
from reconcile.workbook.content.names import sheet_names

MARK, VERSION = "reconcile-tra-loi-tien-do", 1
WIDTH = 10
"""Cells of the widest line."""
KEY, TEXT, PROPOSED = "key", "text", "proposed"
ANSWERS = ("ruling", "number", "said_state", "whose", "remark")
"""Names of the columns that people fill in, in the order of ``StatusCells.texts``."""
_COLUMN, _ROW, _SUM = "column", "row", "sum"


@dataclass(frozen=True, slots=True)
class StatusMarks:
    """What the program wrote in a workbook of progress."""

    form: AnswerForm
    proposed: Mapping[str, str]
    """Key of a row → key of the one task that it was shown beside."""
    sums: Mapping[str, str]
    """Title of a sheet → the sum of all that the program wrote there."""


def with_marks(book: Book) -> Book:
    """Add the hidden sheet to a workbook that asks something; one that asks nothing stays as it is.

    Args:
        book: the workbook of progress.

    """
    asked = next((table for sheet in book.sheets for table in sheet.tables if _asks(table)), None)
    if asked is None:
        return book
    rows = tuple(tuple(map(Entry, line)) for line in _lines(book, asked))
    title = term("progress_sheet", "marks")
    marks = Sheet(title, (Lines(rows),), (16.0,) * WIDTH, Visibility.VERY_HIDDEN)
    return replace(book, sheets=(*book.sheets, marks))


def read_marks(lines: Iterable[Sequence[object]]) -> StatusMarks | None:
    """Read the sheet back; None where it is another sheet, or of a later format.

    Args:
        lines: the values of its rows, from the first.

    """
    rows = [[shown(value) for value in line] for line in lines]
    if not rows or rows[0][:2] != [MARK, str(VERSION)]:
        return None
    titles = {row[1]: row[2] for row in rows if row[0] == _COLUMN}
    asked = [row for row in rows if row[0] == _ROW]
    form = AnswerForm(
        name="statuses",
        program=(TEXT,),
        answers=ANSWERS,
        titles=titles,
        rows=tuple(AskedRow(r[1], (r[2],), tuple(r[4 : 4 + len(ANSWERS)])) for r in asked),
    )
    sums = {row[1]: row[2] for row in rows if row[0] == _SUM}
    return StatusMarks(form, {row[1]: row[3] for row in asked}, sums)


def sum_of(sealed: SheetSeals) -> str:
    """Sum up what stands on a sheet, wherever its rows and columns went."""
    counts: Counter[str] = Counter()
    for (_, text), count in sealed.counts.items():
        counts[text] += count
    return sha256(repr(sorted(counts.items())).encode()).hexdigest()[:16]


def cells_of(texts: Sequence[str]) -> StatusCells:
    """Make what stood in the answer cells of a row of their texts."""
    return StatusCells(*(*texts, *[""] * len(ANSWERS))[: len(ANSWERS)])


def _asks(table: SheetTable) -> bool:
    """Tell whether a table has a row with a key."""
    names = [each.name for each in table.columns]
    if not {KEY, *ANSWERS} <= set(names):
        return False
    return any(row[names.index(KEY)].value for row in table.rows)


def _lines(book: Book, asked: SheetTable) -> Iterator[tuple[str, ...]]:
    """Lay out what the way back needs to know."""
    yield MARK, str(VERSION)
    yield from ((_COLUMN, each.name, each.title) for each in asked.columns)
    at = {each.name: number for number, each in enumerate(asked.columns)}
    for row in asked.rows:
        key = shown(row[at[KEY]].value)
        if key:
            text, proposed = seal(row[at[TEXT]].value), shown(row[at[PROPOSED]].value)
            yield _ROW, key, text, proposed, *(shown(row[at[name]].value) for name in ANSWERS)
    for title, sheet in zip(sheet_names(s.title for s in book.sheets), book.sheets, strict=True):
        blocks = [_unanswered(b, at) if b is asked else b for b in sheet.blocks]
        yield _SUM, title, sum_of(sheet_seals(blocks))


def _unanswered(table: SheetTable, at: Mapping[str, int]) -> SheetTable:
    """Leave the answer cells of a table empty."""
    places = {at[name] for name in ANSWERS}

    def emptied(row: Row) -> Row:
        return tuple(Entry() if n in places else cell for n, cell in enumerate(row))

    return replace(table, rows=tuple(map(emptied, table.rows)))
