"""What stands in a Word document, in which order: what a reader of the page would see, once each.

Content controls, tracked insertions, smart tags and hyperlinks only wrap what they hold; of
alternatives one is taken; what is deleted is named and not entered.
"""

from collections.abc import Iterator

from docx.oxml.ns import qn
from lxml.etree import _Element as Element

TABLE, PARAGRAPH = "Bảng", "Đoạn"
"""What a place in a document is called: a table with its number, or the paragraphs outside."""
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_ALTERNATE, _CHOICE, _FALLBACK = (f"{_MC}{n}" for n in ("AlternateContent", "Choice", "Fallback"))
INSERTED = frozenset(map(qn, ("w:ins", "w:moveTo")))
DELETED = frozenset(map(qn, ("w:del", "w:moveFrom")))
_WRAPPERS = INSERTED | frozenset(
    map(
        qn,
        (
            *("w:sdt", "w:sdtContent", "w:smartTag", "w:customXml"),
            *("w:hyperlink", "w:fldSimple", "w:dir", "w:bdo"),
        ),
    )
)
_NOT_ENTERED = DELETED | _WRAPPERS | {_ALTERNATE}
"""What holds nothing, or has had its contents yielded behind it."""
_P, _TBL, _TR, _TC, _R, _T = map(qn, ("w:p", "w:tbl", "w:tr", "w:tc", "w:r", "w:t"))
_BLOCKS = (_P, _TBL)
_VAL = qn("w:val")
_ROW_DELETED = f"{qn('w:trPr')}/{qn('w:del')}"
_ROW_BEFORE = f"{qn('w:trPr')}/{qn('w:gridBefore')}"
_CELL_SPAN = f"{qn('w:tcPr')}/{qn('w:gridSpan')}"
_WIDEST = 200
"""A damaged file may span millions of columns, which would all be laid out."""
_CHARACTERS = {
    qn("w:tab"): "\t",
    qn("w:ptab"): "\t",
    # A break of the page as well: what it parts must not run together.
    qn("w:br"): "\n",
    qn("w:cr"): "\n",
    qn("w:noBreakHyphen"): "-",
    qn("w:softHyphen"): "\u00ad",
}
_DRAWINGS = frozenset(map(qn, ("w:drawing", "w:pict", "w:object")))
_BOX = qn("w:txbxContent")


def standing(container: Element) -> Iterator[Element]:
    """Yield what stands in an element, in order; a wrapper comes before what it holds.

    A deletion is yielded, so that it can be counted, but not what it holds.
    """
    for child in container:
        yield child
        if child.tag in _WRAPPERS:
            yield from standing(child)
        elif child.tag == _ALTERNATE:
            yield from _taken(child)


def blocks(container: Element) -> Iterator[Element]:
    """Yield the paragraphs and tables of a body, a cell or a text box."""
    return (child for child in standing(container) if child.tag in _BLOCKS)


# Not by the rows and cells of python-docx: these leave out what stands in content controls, and
# give a merged cell several times.
def rows(table: Element) -> Iterator[Element]:
    """Yield the rows of a table."""
    return (child for child in standing(table) if child.tag == _TR)


def cells(row: Element) -> Iterator[Element]:
    """Yield the cells of a row."""
    return (child for child in standing(row) if child.tag == _TC)


def in_grid(row: Element) -> Iterator[tuple[int, int, Element]]:
    """Yield the cells of a row: the column of the grid that each begins in, how many it covers."""
    at = _count(row, _ROW_BEFORE, 0)
    for cell in cells(row):
        span = _count(cell, _CELL_SPAN, 1)
        yield at, span, cell
        at += span


def runs(paragraph: Element) -> Iterator[Element]:
    """Yield the runs of a paragraph."""
    return (child for child in standing(paragraph) if child.tag == _R)


def paragraphs(container: Element) -> Iterator[Element]:
    """Yield the paragraphs of a body, a cell or a text box, those in its tables included."""
    for block in blocks(container):
        if block.tag == _P:
            yield block
        else:
            for cell in (cell for row in rows(block) for cell in cells(row)):
                yield from paragraphs(cell)


def tables(container: Element) -> Iterator[Element]:
    """Yield the tables of a body or a text box, in the order in which places number them.

    The tables inside a table come behind it; what hangs on a paragraph comes where that stands.
    """
    for block in blocks(container):
        if block.tag == _TBL:
            yield from _with_inner(block)
        else:
            for box in boxes(block):
                yield from tables(box)


def is_deleted(row: Element) -> bool:
    """Tell whether a row is struck as a tracked change."""
    return row.find(_ROW_DELETED) is not None


def _with_inner(table: Element) -> Iterator[Element]:
    """Yield a table, then those inside its cells."""
    yield table
    for row in rows(table):
        if is_deleted(row):
            continue
        for cell in cells(row):
            for block in blocks(cell):
                if block.tag == _TBL:
                    yield from _with_inner(block)


def characters(run: Element) -> str:
    """Return what a run prints: a tab, a break of the line or the page, a hyphen as its sign."""
    said: list[str] = []
    for child in standing(run):
        # The code of a field and deleted text stand in elements of their own, which print nothing.
        if child.tag == _T:
            said.append(child.text or "")
        elif child.tag in _CHARACTERS:
            said.append(_CHARACTERS[child.tag])
    return "".join(said)


def text_of(paragraph: Element) -> str:
    """Return what a paragraph prints, as it was typed."""
    return "".join(map(characters, runs(paragraph)))


def drawings(paragraph: Element) -> Iterator[Element]:
    """Yield what is drawn at a paragraph."""
    for run in runs(paragraph):
        yield from (child for child in standing(run) if child.tag in _DRAWINGS)


def boxes(paragraph: Element) -> Iterator[Element]:
    """Yield the text boxes that hang on a paragraph; not those that hang on what they hold."""
    if next(paragraph.iter(_BOX), None) is None:  # most have none, and this asks quickly
        return
    for drawing in drawings(paragraph):
        yield from _boxes(drawing)


def _count(element: Element, path: str, default: int) -> int:
    """Read a count from an element's properties; the default where it is none."""
    found = element.find(path)
    said = found.get(_VAL, "") if found is not None else ""
    return min(int(said), _WIDEST) if said.isdecimal() else default


def _boxes(drawing: Element) -> Iterator[Element]:
    """Yield the text boxes of a drawing, at any depth."""
    for child in standing(drawing):
        if child.tag == _BOX:
            yield child
        elif child.tag not in _NOT_ENTERED:
            yield from _boxes(child)


def _taken(alternate: Element) -> Iterator[Element]:
    """Yield what stands in the one branch of alternatives that Word shows.

    That is the first choice. Only emoji (``w16se``) are read from the branch for older programs:
    there they are characters, in the choice they are numbers.
    """
    for choice in alternate.iterchildren(_CHOICE):
        if "w16se" not in choice.get("Requires", "").split():
            yield from standing(choice)
            return
    for fallback in alternate.iterchildren(_FALLBACK):
        yield from standing(fallback)
