"""How a line looks against how its kind should look, and the lines drawn under texts."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from reconcile.layout.checks.faults import Fault, Mend
from reconcile.layout.document.letterhead import is_drawn
from reconcile.layout.document.paper import POINT, Paper, PaperLine, Para
from reconcile.layout.fix import mends
from reconcile.layout.rules.measures import Text
from reconcile.layout.rules.rules import number
from reconcile.office.text_width import text_width

_SIZE_TOLERANCE = 0.25
_HIGHER = 2
"""Paragraphs above a text on which the line under it may hang."""
_ALIGN = {
    "left": "căn trái",
    "right": "căn phải",
    "center": "căn giữa",
    "justify": "căn đều hai bên",
}


def look(line: PaperLine, text: Text, *, aligned: bool = True) -> Iterator[Fault]:
    """Yield where a line differs from its kind: size, bold, italic, underline, alignment."""
    # One column of two that are typed looks as the other does; that it is typed is told by G49.
    if line.typed:
        return
    yield from sized(line, text)
    for name, wanted, there, absent in (
        ("bold", text.bold, "chữ đậm", "chữ không đậm"),
        ("italic", text.italic, "chữ nghiêng", "chữ không nghiêng"),
        ("underline", text.underline, "chữ gạch chân", "chữ không gạch chân"),
    ):
        if wanted and not line.all(name):  # type: ignore[arg-type]  # a literal in a tuple is a str
            yield Fault(line, absent)
        if not wanted and line.any(name):  # type: ignore[arg-type]  # as above
            yield Fault(line, there)
    if aligned and _printed_align(line) != text.align:
        puts: tuple[Mend, ...] = (partial(mends.align, line.para, text.align),)
        yield Fault(line, _ALIGN[line.para.shape.align], puts)


def _printed_align(line: PaperLine) -> str:
    """Return how a line stands on the page: one that is not broken stands left if justified."""
    said = line.para.shape.align
    alone = len(line.para.lines) == 1 and len(line.wrapped()) == 1
    return "left" if said == "justify" and alone else said


def sized(line: PaperLine, text: Text) -> Iterator[Fault]:
    """Yield the sizes of a line that its kind does not allow."""
    low, high = text.sizes
    wrong = [s for s in line.sizes if not low - _SIZE_TOLERANCE <= s <= high + _SIZE_TOLERANCE]
    if wrong:
        nearest = min(max(wrong[0], low), high)
        yield Fault(line, f"cỡ chữ {sizes(wrong)}", (partial(mends.resize, line, nearest),))


def sizes(found: Sequence[float]) -> str:
    """Say sizes of type."""
    return ", ".join(map(number, found))


def capitals(line: PaperLine) -> Iterator[Fault]:
    """Yield a line that is not in capitals."""
    if not line.is_upper:
        yield Fault(line, "không in hoa")


@dataclass(frozen=True, slots=True)
class Drawn:
    """A line under a text: its length in mm where that is known."""

    at: Para
    length: float
    """0 when not known."""
    typed: bool


def drawn_under(line: PaperLine, paper: Paper) -> Drawn | None:
    """Find the line drawn under a text: at its own paragraph, or at the next one or two.

    Args:
        line: the last line of the text.
        paper: whose reading order tells what is next.

    """
    for para in _near(line.para, paper):
        if not para.text and para.shape.bordered:
            return Drawn(para, para.room if para.width else 0, typed=False)
        if para.drawn:
            return Drawn(para, para.drawn[0], typed=False)
        if para.text and para is not line.para and is_drawn(para):
            return Drawn(para, 0, typed=True)
    return None


def rule_faults(line: PaperLine, paper: Paper, shares: tuple[float, float]) -> Iterator[Fault]:
    """Yield what is wrong with the line under a text; ``shares`` is its least and most length."""
    drawn = drawn_under(line, paper)
    if line.typed:
        return
    if drawn is None:
        yield Fault(line, "không có đường kẻ ở dưới")
    elif drawn.typed:
        yield Fault(line, f"đường kẻ gõ bằng ký tự “{drawn.at.text[:5]}”")
    elif drawn.length:
        printed = [text_width(x.strip(), line.size, line.face) * POINT for x in line.wrapped()]
        share = drawn.length / printed[-1]
        # Where a text breaks depends on the printer: its longest line counts as well as its last.
        if not any(shares[0] <= drawn.length / width <= shares[1] for width in printed if width):
            yield Fault(line, f"đường kẻ dài bằng {share:.0%} dòng chữ")


def _near(para: Para, paper: Paper) -> Iterator[Para]:
    """Yield a paragraph, the empty or drawn ones behind it, and drawings that hang before it.

    All of them in the same cell: a line can hang on a paragraph that is higher up than it prints.
    """
    yield para
    at = paper.flow.index(para)
    for after in paper.flow[at + 1 : at + 4]:
        if not _is_beside(after, para):
            break
        yield after
        if after.text:
            break
    for before in reversed(paper.flow[max(at - _HIGHER, 0) : at]):
        if before.drawn and _is_beside(before, para):
            yield before


def _is_beside(one: Para, other: Para) -> bool:
    """Tell whether two paragraphs stand in the same cell, or both in none."""
    return (one.table, one.row, one.column) == (other.table, other.row, other.column)
