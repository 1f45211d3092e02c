"""The rows of a worksheet as the text of its part: letter for letter what openpyxl would write.

openpyxl keeps an object for each cell, looks for its style by name and builds a tree of it; a
review workbook has ten thousand cells. Here a row is text as soon as it is known.
"""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import NamedTuple
from xml.sax.saxutils import escape

from openpyxl.compat import safe_string
from openpyxl.utils import get_column_letter
from openpyxl.utils.datetime import to_excel
from openpyxl.worksheet.worksheet import Worksheet

from reconcile.workbook.content.grid import Entry, Kind, TextPiece, Tone, Value
from reconcile.workbook.content.names import LONGEST_TEXT, cell_text, starts_a_formula
from reconcile.workbook.xlsx.looks import CellStyles, Look, piece_font
from reconcile.workbook.xlsx.spool import TextSpool

_letter = cache(get_column_letter)
_KEPT_TEXTS = 1 << 12
"""Texts of which it is remembered how they are written."""


class _Content(NamedTuple):
    """What stands inside of a cell."""

    inside: str = ""
    type: str = "n"
    quoted: bool = False
    """Whether it is kept as if typed behind an apostrophe: it stays text when a person edits it."""
    dated: bool = False


_NOTHING = _Content()


@dataclass(slots=True)
class SheetRows:
    """The rows of one worksheet, from the first to the last one added."""

    styles: CellStyles
    number: int = 1
    """Of the next row."""
    first: int = 0
    """Number of the first row that has cells; 0 before there is one."""
    last: int = 0
    width: int = 0
    """Columns of the widest row."""
    texts: TextSpool = field(default_factory=TextSpool)

    def add(self, cells: Iterable[str] = (), width: int = 0, height: float | None = None) -> None:
        """Add a row.

        Args:
            cells: as ``cells`` and ``text`` write them, from the left.
            width: number of the last column that they reach; 0 without cells.
            height: in points; None for Excel's own.

        """
        high = "" if height is None else f' ht="{safe_string(height)}" customHeight="1"'
        self.texts.add(f'<row r="{self.number}"{high}>{"".join(cells)}</row>')
        if width:
            self.first, self.last = self.first or self.number, self.number
            self.width = max(self.width, width)
        self.number += 1

    def cells(self, column: int, entry: Entry, kind: Kind, span: int) -> Iterator[str]:
        """Write the next row's cell for an entry, and those that it covers.

        Args:
            column: the first, 1-based.
            entry: what it says and means.
            kind: what it holds.
            span: columns that it covers, two or more.

        """
        said = _content(entry.value, entry.tone)
        look = Look(entry.tone, entry.kind or kind, said.quoted, said.dated)
        first, *covered = self.styles.merged(look, span)
        yield self._cell(column, first, said)
        for at, style in enumerate(covered, start=column + 1):
            if style:  # without a border there is nothing to write of a cell that is covered
                yield self._cell(at, style, _NOTHING)

    def cell(self, column: int, entry: Entry, kind: Kind) -> str:
        """Write the next row's cell for an entry that covers no other."""
        value, tone, held = entry.value, entry.tone, entry.kind or kind
        # Marked pieces stand in one cell alone, and take longer to look up than to write.
        write = _behind if isinstance(value, tuple) else _behind_again
        behind = write(self.styles, value, tone, held)
        return f'<c r="{_letter(column)}{self.number}"{behind}'

    def text(self, column: int, text: str) -> str:
        """Write a cell of the next row that says a text and has no look."""
        said = _text(text)
        return self._cell(column, self.styles.quoted if said.quoted else 0, said)

    def mark_corners(self, worksheet: Worksheet) -> None:
        """Let a worksheet know how far its rows reach."""
        if self.first:
            worksheet.cell(self.first, 1)
            worksheet.cell(self.last, self.width)

    def _cell(self, column: int, style: int, said: _Content) -> str:
        """Write a cell of the next row."""
        return f'<c r="{_letter(column)}{self.number}"{_ended(style, said)}'


def _behind(styles: CellStyles, value: Value, tone: Tone, kind: Kind) -> str:
    """Write what stands behind the place of a cell."""
    said = _content(value, tone)
    return _ended(styles.number(Look(tone, kind, said.quoted, said.dated)), said)


# By type as well: 1 and 1.0 are equal, and a yes is to them.
_behind_again = lru_cache(_KEPT_TEXTS, typed=True)(_behind)
"""Most of what stands in a table stands in many cells."""


def _ended(style: int, said: _Content) -> str:
    """Write a cell from behind its place to its end."""
    look = f' s="{style}"' if style else ""
    return f'{look} t="{said.type}">{said.inside}</c>'


def _content(value: Value, tone: Tone) -> _Content:
    """Write what a cell says; text stays text, whatever it begins with."""
    match value:
        case None | "":
            return _NOTHING
        case str() as text:
            return _text(text)
        case tuple() as pieces:
            # Only plain text is cut where it is too long: rather the words without their marks.
            whole = "".join(piece.text for piece in pieces)
            if len(whole) > LONGEST_TEXT:
                return _text(whole)
            return _Content(f"<is>{_pieces(pieces, tone)}</is>", "inlineStr")
        case dt.date() as day:
            number = to_excel(day)  # type: ignore[no-untyped-call]  # its stubs leave types out
            return _Content(f"<v>{safe_string(number)}</v>", dated=True)
        case number:
            return _Content(f"<v>{safe_string(number)}</v>")


@lru_cache(_KEPT_TEXTS)
def _text(text: str) -> _Content:
    """Write a text; those of the upper plan stand in every workbook, and in many rows."""
    kept = cell_text(text)
    inside = f"<is>{_written(kept)}</is>" if kept else ""
    return _Content(inside, "inlineStr", starts_a_formula(kept))


def _pieces(pieces: Iterable[TextPiece], tone: Tone) -> str:
    """Write marked pieces; those without text are left out."""
    return "".join(
        f"<r>{piece_font(piece.mark, tone)}{_written(cell_text(piece.text))}</r>"
        for piece in pieces
        if piece.text
    )


def _written(text: str) -> str:
    """Write a text as an element; spaces at its ends are kept, and a text of spaces alone.

    openpyxl marks no piece of spaces alone, and Excel would drop that.
    """
    kept = ' xml:space="preserve"' if text != text.strip() else ""
    return f"<t{kept}>{escape(text)}</t>"
