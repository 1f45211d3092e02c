"""Lines of a filled document that must fit: names in their column, drawn lines under a text."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import pairwise
from typing import Any

from docx.document import Document as DocumentObject
from docx.section import Section
from docx.shared import Length, Pt
from docx.styles.style import ParagraphStyle
from docx.table import Table
from docx.text.paragraph import Paragraph

from reconcile.office.text_width import Face, text_width, wrap

_RULE = re.compile(r"Kẻ ngang (\d+)%")
"""Style of a drawn line: its length, in per cent of the last line of the text above it."""


@dataclass(frozen=True, slots=True)
class _StyleLook:
    """What a style says of its letters, itself or by the styles that it is based on."""

    name: str
    size: float
    bold: bool
    italic: bool


StyleLooks = dict[str | None, _StyleLook]
"""Id of a style as a paragraph bears it → its look; to look one up goes through all styles."""


@dataclass(frozen=True, slots=True)
class _Placed:
    """A paragraph with the width of its column, in pt."""

    paragraph: Paragraph
    width: float
    look: _StyleLook

    @property
    def style(self) -> str:
        """Name of its style."""
        return self.look.name

    @property
    def size(self) -> float:
        """Size of its type, in pt: of its first run, else of its style."""
        said = (run.font.size for run in self.paragraph.runs[:1])
        return next((size.pt for size in said if size is not None), self.look.size)

    @property
    def face(self) -> Face:
        """Face of its type, likewise."""
        fonts = [run.font for run in self.paragraph.runs[:1]]
        if next((font.bold for font in fonts if font.bold is not None), self.look.bold):
            return Face.BOLD
        italic = next((f.italic for f in fonts if f.italic is not None), self.look.italic)
        return Face.ITALIC if italic else Face.REGULAR

    @property
    def fits(self) -> bool:
        """Whether its text stands on one line, with some room."""
        room: float = _rules()["room"]
        return self.longest + room <= self.width

    @property
    def longest(self) -> float:
        """Width of its widest line as typed, in pt."""
        return max(
            text_width(line, self.size, self.face) for line in self.paragraph.text.split("\n")
        )

    @property
    def lines(self) -> tuple[str, ...]:
        """Its text as it breaks over its column."""
        return wrap(self.paragraph.text, self.size, self.width, self.face)


def fit_letterhead(document: DocumentObject, looks: StyleLooks, *, small: bool) -> None:
    """Make the names of the letterhead fit their columns, and draw the lines under texts.

    Lines that are too wide step down to the smallest size allowed; where that is not enough,
    the columns of the letterhead share their width anew, and names break into lines.

    Args:
        document: filled.
        looks: of the styles of its template, as far as they are known; those asked for are added.
        small: whether the smallest sizes are wanted from the start (12/13/13).

    """
    placed = list(_placed(document, looks))
    for smallest in _rules()["together"]:
        group = [p for p in placed if p.style in smallest]
        for each in group if small else ():
            _resize(each.paragraph, smallest[each.style])
        _step_down(group, smallest)
    for table in document.tables:
        _share_width(table, looks)
    # Once more, since the columns have other widths now.
    placed = list(_placed(document, looks))
    for each in placed:
        # What just fits by our measure breaks before its last word in another program.
        broken = _rules()["broken"]
        tight: float = broken["across"].get(each.style, broken["tight"])
        if each.style in broken["styles"] and each.longest + tight > each.width:
            _break_evenly(each)
    for above, below in pairwise(placed):
        rule = _RULE.fullmatch(below.style)
        if rule:
            _draw(below, above, int(rule[1]) / 100)


def _step_down(group: list[_Placed], smallest: dict[str, float]) -> None:
    """Make the lines of a group smaller, all alike, until they fit or may not shrink further."""
    while not all(p.fits for p in group):
        if not any(p.size > smallest[p.style] for p in group):
            return
        for each in group:
            _resize(each.paragraph, max(each.size - 1, smallest[each.style]))


def _share_width(table: Table, looks: StyleLooks) -> None:
    """Give the columns of a letterhead the widths that their lines need.

    Where there is not enough for both, the right one comes first: names on the left can break
    into lines, a date cannot. Neither column gets less than a share of both, however long a name
    of the other is: Word breaks what no column can hold.
    """
    rules = _rules()
    styles = {style for smallest in rules["together"] for style in smallest}
    placed = [p for p in _in_table(table, looks) if p.style in styles]
    if all(p.fits for p in placed):
        return
    names = [p.longest for p in placed if p.style in rules["broken"]["styles"]]
    rigid = [p.longest for p in placed if p.style not in rules["broken"]["styles"]]
    left, right = (_points(cell.width) for cell in table.rows[0].cells)
    beside = left + right - max(names, default=0) - rules["room"]
    needed = max(rigid, default=0) + rules["room"]
    # What neither side needs is shared: letters of another font than ours may be wider.
    spare = (beside - needed) / 2 if beside > needed else rules["room"]
    wanted = max(min(right, beside), needed + (spare if needed > right else 0))
    least = rules["least"] * (left + right)
    wanted = min(max(wanted, least), left + right - least)
    for column, width in zip(table.columns, (left + right - wanted, wanted), strict=True):
        column.width = Pt(width)
        for cell in column.cells:
            cell.width = Pt(width)


def _break_evenly(placed: _Placed) -> None:
    """Break a line into as many as it needs, the widest of them as narrow as can be."""
    text, size, face = _bound(placed.paragraph.text), placed.size, placed.face
    narrow, wide = 0.0, placed.width * _rules()["filled"]
    needed = len(wrap(text, size, wide, face))
    # Halved until a point is left: the width of lines is known only by breaking them.
    while wide - narrow > 1:
        middle = (narrow + wide) / 2
        if len(wrap(text, size, middle, face)) > needed:
            narrow = middle
        else:
            wide = middle
    lines = _before_area(placed, needed) or wrap(text, size, wide, face)
    run = placed.paragraph.runs[0]
    for other in placed.paragraph.runs[1:]:
        other.text = ""
    run.text = "\n".join(lines)


def _before_area(placed: _Placed, needed: int) -> tuple[str, ...]:
    """Break the name of a body before its area, where each part then fits a line; else none."""
    rules = _rules()["broken"]
    hit = re.fullmatch(rules["before_area"], placed.paragraph.text, re.IGNORECASE)
    if hit is None or needed != len(hit.groups()) or placed.style not in rules["names"]:
        return ()
    wide = placed.width * _rules()["filled"]
    fits = all(text_width(part, placed.size, placed.face) <= wide for part in hit.groups())
    return hit.groups() if fits else ()


def _bound(text: str) -> str:
    """Put a fixed space into the words that stay whole: ``Kế / hoạch`` reads badly in a title."""
    whole = _whole_words().sub(lambda hit: hit[0].replace(" ", "\u00a0"), text)
    # A line may end with the hyphen of a name, and never begins with it.
    return whole.replace(" - ", "\u00a0- ")


@cache
def _whole_words() -> re.Pattern[str]:
    """Return the pattern of the words that stay whole."""
    words = "|".join(map(re.escape, _rules()["broken"]["whole"]))
    return re.compile(rf"(?<!\w)(?:{words})(?!\w)", re.IGNORECASE)


def _draw(rule: _Placed, above: _Placed, share: float) -> None:
    """Give a drawn line its length: a share of the last line of the text above, centred."""
    last = above.lines[-1].strip()
    length = min(text_width(last, above.size, above.face) * share, rule.width)
    indent = Pt((rule.width - length) / 2)
    spacing = rule.paragraph.paragraph_format
    spacing.left_indent = spacing.right_indent = indent


def _placed(document: DocumentObject, looks: StyleLooks) -> Iterator[_Placed]:
    """Walk the paragraphs that are not in task tables, each with the width of its column."""
    sections = iter(document.sections)
    width = _text_width(next(sections))
    for block in document.iter_inner_content():
        if isinstance(block, Table):
            yield from _in_table(block, looks)
            continue
        yield _place(block, width, looks)
        if block.paragraph_format.element.find(f"{_W}pPr/{_W}sectPr") is not None:
            width = _text_width(next(sections))


def _place(paragraph: Paragraph, width: float, looks: StyleLooks) -> _Placed:
    """Put a paragraph together with the width of its column."""
    style = paragraph.paragraph_format.element.style
    if style not in looks:
        looks[style] = _look(paragraph)
    return _Placed(paragraph, width, looks[style])


_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def _in_table(table: Table, looks: StyleLooks) -> Iterator[_Placed]:
    """Walk the paragraphs of a table that has no borders: what stands side by side.

    Source: measured on rendered pages. Such tables hold at most a few rows.
    """
    # Letterhead and signature have two columns, every table of tasks has more.
    if len(table.columns) != 2:
        return
    for row in table.rows:
        for cell in row.cells:
            for paragraph in cell.paragraphs:
                yield _place(paragraph, _points(cell.width), looks)


def _text_width(section: Section) -> float:
    """Return the width between the margins of a section, in pt."""
    return (
        _points(section.page_width)
        - _points(section.left_margin)
        - _points(section.right_margin)
        - _points(section.gutter)
    )


def _points(length: Length | None) -> float:
    """Return a length in pt; 0 where the file gives none."""
    return length.pt if length is not None else 0.0


def _styles(paragraph: Paragraph) -> Iterator[ParagraphStyle]:
    """Walk a paragraph's style and the styles that it is based on."""
    style = paragraph.style
    while isinstance(style, ParagraphStyle):
        yield style
        style = style.base_style


def _look(paragraph: Paragraph) -> _StyleLook:
    """Look up what a paragraph's style says; 14 pt where no style has a size."""
    fonts = [style.font for style in _styles(paragraph)]
    return _StyleLook(
        str(paragraph.style.name) if paragraph.style is not None else "",
        next((font.size.pt for font in fonts if font.size is not None), 14.0),
        next((font.bold for font in fonts if font.bold is not None), False),
        next((font.italic for font in fonts if font.italic is not None), False),
    )


def _resize(paragraph: Paragraph, size: float) -> None:
    """Set the size of every run of a paragraph."""
    for run in paragraph.runs:
        run.font.size = Pt(size)


@cache
def _rules() -> dict[str, Any]:
    """Read ``letterhead.toml`` once."""
    return tomllib.loads(
        files("reconcile.report.templates").joinpath("letterhead.toml").read_text("utf-8")
    )
