"""Texts of a PDF whose first or last lines are not in the file, for their rows are too low.

A sheet prints of a text that is higher than its row the lines that reach into the row. What is left
begins in the middle of a sentence, or ends in one, and a line of it stands half outside its cell.
Other programs write all lines and hide those outside; such texts are whole.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from reconcile.errors import UnreadableFileError
from reconcile.model import Where
from reconcile.read.formats.pdf.shapes import base_y
from reconcile.read.formats.pdf.table import GrowingTable

_OUT, _FAR = 0.4, 1.6
"""How far a line stands outside its row, in sizes: in part, and so far that no sheet prints it."""
_LOW, _ROUND = 1.2, 1.03
"""How high a row is, in sizes, that is lower than a line; and one that only the letters tell."""
_LINE = 0.3
"""Share of the size by which letters of one line may stand higher or lower."""
_WORD = 4.0
"""How wide the longest syllable is, in sizes: where more room is left, the next one would fit."""
_FEWEST, _SHARE = 3, 0.25
"""How many texts of a column begin with a small letter where their last lines are left."""
_SINGLE = 0.9
"""Share of the texts of such a column that are no more than a line."""
_ROWS = 0.1
"""Share of a table's rows that may be told; with more of them it is not read."""

Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class _Text:
    """What stands in a cell, and where."""

    row: int
    page: int
    letters: int
    small: bool
    """Whether it begins with a small letter."""
    low: bool
    """Whether it is one line in a row that is lower than a line."""
    above: float
    below: float
    """How far its first and its last line stand outside, in sizes."""
    broken: bool
    """Whether the width broke off its last line."""

    @property
    def is_cut(self) -> bool:
        """Whether it surely lacks its first lines, or its last ones."""
        headless = self.small and _OUT < self.above <= _FAR
        return headless or (self.broken and _OUT < self.below <= _FAR)

    @property
    def is_out(self) -> bool:
        """Whether a line stands outside, so that it may lack others."""
        return max(self.above, self.below) > _OUT and not self.is_kept

    @property
    def is_kept(self) -> bool:
        """Whether it has lines that no page shows."""
        return max(self.above, self.below) > _FAR


@dataclass(slots=True)
class HiddenLines:
    """What was seen of the texts of tables, column by column."""

    columns: dict[int, dict[int, list[_Text]]] = field(
        default_factory=lambda: defaultdict(lambda: defaultdict(list))
    )
    """By the table's place among the tables, and by column."""

    def look(
        self,
        table: int,
        place: tuple[int, int, int],
        box: Box,
        letters: Sequence[Any],
        spaced: set[int],
    ) -> None:
        """Look at the text of a cell.

        Args:
            table: which table it is.
            place: its page, its row and its column.
            box: where the cell is.
            letters: the letters of the cell.
            spaced: the letters that a space follows.

        """
        lines = _lines(letters)
        if not lines:
            return
        page, row, column = place
        first, last = lines[0], lines[-1]
        size = float(first[0]["size"])
        high = (box[3] - box[1]) / size
        wide = last[-1]["x1"] - last[0]["x0"]
        self.columns[table][column].append(
            _Text(
                row,
                page,
                sum(map(len, lines)),
                small=first[0]["text"].islower(),
                low=len(lines) == 1 and _ROUND < high <= _LOW,
                above=(box[1] - min(float(char["top"]) for char in first)) / size,
                below=(max(float(char["bottom"]) for char in last) - box[3]) / size,
                broken=id(last[-1]) in spaced and box[2] - box[0] - wide <= _WORD * size,
            )
        )

    def tell(self, tables: Sequence[GrowingTable], file: str) -> None:
        """Mark the rows whose texts may not be whole.

        Raises:
            UnreadableFileError: too many rows of a table are such, so that it would mislead.

        """
        for at, columns in self.columns.items():
            table, held = tables[at], list(columns.values())
            found = [text for texts in held for text in _not_whole(texts)]
            found = found or list(_last_lines(held))
            rows = {text.row for text in found}
            if len(rows) > 1 and len(rows) > _ROWS * len(table.rows):
                raise _refusal(file, min(text.page for text in found), len(rows))
            table.overprinted += sorted(rows)


def _not_whole(texts: Sequence[_Text]) -> Iterator[_Text]:
    """Yield the texts of a column that may lack lines."""
    cut = sum(text.is_cut for text in texts)
    # Where the file has lines that no page shows, it has those of other texts too.
    shown_only = cut >= max(1, sum(text.is_kept for text in texts))
    for text in texts:
        if text.is_cut or (shown_only and text.is_out):
            yield text


def _last_lines(columns: Sequence[Sequence[_Text]]) -> Iterator[_Text]:
    """Yield the texts of which nothing but the last line is left, for rows are lower than a line.

    People begin with small letters too, but not what they say most about, or in several columns.
    """
    most = max(columns, key=lambda held: sum(text.letters for text in held))
    told = [held for held in columns if _is_of_last_lines(held)]
    if most in told or len(told) > 1:
        yield from (text for held in told for text in held if text.small)


def _is_of_last_lines(texts: Sequence[_Text]) -> bool:
    """Tell whether texts of a column begin in the middle of a sentence, in low rows."""
    small = sum(text.small and text.low for text in texts)
    single = sum(text.low for text in texts)
    return single >= _SINGLE * len(texts) and small >= max(_FEWEST, _SHARE * len(texts))


def _lines(letters: Sequence[Any]) -> list[list[Any]]:
    """Put the letters of a cell together to lines, from the top down."""
    lines: list[list[Any]] = []
    for char in sorted((c for c in letters if not c["text"].isspace()), key=base_y):
        if lines and base_y(char) - base_y(lines[-1][0]) <= _LINE * float(char["size"]):
            lines[-1].append(char)
        else:
            lines.append([char])
    return [sorted(line, key=lambda char: float(char["x0"])) for line in lines]


def _refusal(file: str, page: int, rows: int) -> UnreadableFileError:
    """Say that a page does not show enough of the texts."""
    return UnreadableFileError(
        f"dòng của bảng thấp hơn nội dung nên nhiều ô chỉ in ra một phần chữ, ở {rows} dòng của"
        " bảng, nên trang in không có đủ nội dung để đọc",
        where=Where(file, f"Trang {page}"),
        fix="xin tệp gốc .xlsx hoặc .docx; hoặc mở tệp gốc, chọn cả bảng,"
        " chọn Format › AutoFit Row Height rồi xuất lại tệp PDF",
    )
