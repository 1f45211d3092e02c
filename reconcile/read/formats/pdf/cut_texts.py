"""Texts of a PDF that the edge of a column cuts off: the page does not show them whole.

A sheet whose cells are not wrapped shows of a long text what finds room before the next cell that
is not empty. The last letter shown reaches into that cell, line for line at the same place.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from reconcile.errors import UnreadableFileError
from reconcile.model import Where
from reconcile.read.formats.pdf.shapes import base_y

_FEWEST = 3
"""So many lines that are cut off at one place are no chance."""
_SHARE = 0.04
"""The same as a share of all lines of the document."""
_LEVEL = 1.0
"""Points by which letters of one line may stand higher or lower."""
_REACH = 0.5
"""Points by which a letter reaches into the next cell, at least."""
_PRINTED_TWICE = 0.3
"""Share of its width by which a letter must stand left of the next one: else it is one in bold."""
_TENTHS = 2
"""Into so many parts of a point the place of an edge is told."""


@dataclass(slots=True)
class CutTexts:
    """What was seen of cut texts on the pages of a document."""

    lines: set[tuple[int, int]] = field(default_factory=set)
    """All lines: page, height."""
    cut: set[tuple[int, int]] = field(default_factory=set)
    """Those with a text that is cut off."""

    def look(self, chars: Sequence[Any], page: int) -> None:
        """Look at the letters of a page, in the order in which they were written."""
        at: dict[int, set[tuple[int, int]]] = defaultdict(set)
        for before, char in pairwise(chars):
            line = (page, round(base_y(char)))
            self.lines.add(line)
            if _reaches(before, char):
                at[round(float(char["x0"]) * _TENTHS)].add(line)
        for place, lines in at.items():
            near = lines | at.get(place + 1, set())
            if len(near) >= _FEWEST:
                self.cut |= near

    def refuse(self, file: str) -> None:
        """Stop where many texts are cut off.

        Raises:
            UnreadableFileError: they are; with what to ask for.

        """
        if len(self.cut) <= _SHARE * len(self.lines):
            return
        page = min(page for page, _ in self.cut)
        raise UnreadableFileError(
            f"chữ trong ô bị cắt ở mép cột, tại {len(self.cut)} dòng (ô của bảng tính không tự"
            " xuống dòng), nên trang in không có đủ nội dung để đọc",
            where=Where(file, f"Trang {page}"),
            fix="xin tệp gốc .xlsx hoặc .docx; hoặc mở tệp gốc, chọn cả bảng, bật Wrap Text,"
            " chọn Format › AutoFit Row Height rồi xuất lại tệp PDF",
        )


def _reaches(before: Any, char: Any) -> bool:
    """Tell whether a letter begins over the end of the one before it, which is another one."""
    if before["text"].isspace() or char["text"].isspace():
        return False
    if abs(base_y(before) - base_y(char)) > _LEVEL or before["fontname"] != char["fontname"]:
        return False
    wide = float(before["x1"] - before["x0"])
    over = float(before["x1"] - char["x0"])
    return over >= _REACH and float(char["x0"] - before["x0"]) >= _PRINTED_TWICE * wide
