"""Lines that hold two columns side by side, typed with spaces or tabs in the place of a table."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

from reconcile.layout.document.paper import PaperLine, Piece

_GAP = re.compile(r" *\t\s*|\s{3,}")
# A number or a day that a pen fills is a gap as well.
_TO_FILL = re.compile(r"(?:\bsố\s?:?|\bngày|\btháng|\bnăm)$", re.IGNORECASE)
_FILLED = re.compile(r"[-/–]|tháng\b|năm\b", re.IGNORECASE)
_TAB = 8
"""Spaces that a tab stands for at least."""
_FAR = 16
"""Spaces from which what follows them stands in the right column."""

IsRight = Callable[[str], bool]
Halves = tuple[PaperLine | None, PaperLine | None]


def halves(line: PaperLine, is_right: IsRight) -> Halves:
    """Part a line into what stands in its left column and in its right one.

    Args:
        line: as typed.
        is_right: tells by its words whether a text belongs to the right column.

    """
    if not line.text:
        return None, None
    start, stop = _inked(line)
    gaps = [hit for hit in _GAP.finditer(line.raw, start, stop) if not _is_to_fill(line.raw, hit)]
    known = (hit for hit in gaps if is_right(line.raw[hit.end() : stop]))
    at = next(known, None) or max(gaps, key=_width, default=None)
    if at is not None:
        return _cut(line, start, at.start()), _cut(line, at.end(), stop)
    whole = _cut(line, start, stop)
    far = _spaces(line.raw[:start]) >= _FAR
    return (None, whole) if far or is_right(line.text) else (whole, None)


def is_parted(line: PaperLine) -> bool:
    """Tell whether something in a line is set apart by a tab or a row of spaces."""
    return any(not _is_to_fill(line.text, gap) for gap in _GAP.finditer(line.text))


def _inked(line: PaperLine) -> tuple[int, int]:
    """Return where the text of a line begins and ends."""
    start = len(line.raw) - len(line.raw.lstrip())
    return start, start + len(line.text)


def _is_to_fill(text: str, gap: re.Match[str]) -> bool:
    """Tell whether a gap is left for a number or a day."""
    return bool(_TO_FILL.search(text[: gap.start()]) or _FILLED.match(text[gap.end() :]))


def _width(gap: re.Match[str]) -> int:
    """Tell how wide a gap is, in spaces."""
    return _spaces(gap[0])


def _spaces(gap: str) -> int:
    """Count the spaces that a gap is worth."""
    return sum(_TAB if sign == "\t" else 1 for sign in gap)


def _cut(line: PaperLine, start: int, stop: int) -> PaperLine:
    """Cut a stretch out of a line."""
    return PaperLine(line.para, tuple(_pieces(line, start, stop)), typed=True)


def _pieces(line: PaperLine, start: int, stop: int) -> Iterator[Piece]:
    """Yield what a stretch holds of each piece of a line."""
    at = 0
    for piece in line.pieces:
        said = piece.text[max(start - at, 0) : max(stop - at, 0)]
        at += len(piece.text)
        if said:
            yield replace(piece, text=said)
