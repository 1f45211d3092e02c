"""Columns of a filled table that no row fills: left out, and their room given to the texts."""

import tomllib
from functools import cache
from importlib.resources import files

from docx.document import Document as DocumentObject
from docx.oxml.ns import qn
from lxml.etree import _Element as Element

from reconcile.vocabulary.text import one_line

_ROW, _CELL, _COLUMN = qn("w:tr"), qn("w:tc"), qn("w:gridCol")
_WIDTH, _SPAN, _MERGE = qn("w:w"), qn("w:gridSpan"), qn("w:vMerge")
_VAL = qn("w:val")


def drop_empty_columns(document: DocumentObject) -> None:
    """Leave out the columns that a plan does not have, such as that of the documents cited.

    Only columns whose title is listed in ``columns.toml``: what people are to write in stays.
    A table with cells that stand over some of its columns only stays as it is.
    """
    for table in list(document.element.body.iterchildren(qn("w:tbl"))):
        while _drop_one(table):
            pass


def _drop_one(table: Element) -> bool:
    """Leave out the first empty column of a table; tell whether there was one."""
    rows = [list(row.iterchildren(_CELL)) for row in table.iterchildren(_ROW)]
    columns = table.findall(f"{qn('w:tblGrid')}/{_COLUMN}")
    head, *body = rows or [[]]
    whole = [cells for cells in body if len(cells) == len(columns)]
    over = [cells for cells in body if len(cells) == 1 and _span(cells[0]) == len(columns)]
    plain = len(head) == len(columns) and len(whole) + len(over) == len(body)
    if not (whole and plain) or any(True for _ in table.iter(_MERGE)):
        return False
    for at, cell in enumerate(head):
        if _said(cell) in _optional() and not any(_said(cells[at]) for cells in whole):
            _take_out(columns, [head, *whole], over, at)
            return True
    return False


def _take_out(
    columns: list[Element], whole: list[list[Element]], over: list[list[Element]], at: int
) -> None:
    """Take out a column; the widest of the others gets its width."""
    widths = [int(column.get(_WIDTH) or 0) for column in columns]
    widest = max((each for each in range(len(widths)) if each != at), key=widths.__getitem__)
    width = str(widths[widest] + widths[at])
    columns[widest].set(_WIDTH, width)
    _remove(columns[at])
    for cells in whole:
        for said in cells[widest].iterfind(f"{qn('w:tcPr')}/{qn('w:tcW')}"):
            said.set(_WIDTH, width)
        _remove(cells[at])
    for (cell,) in over:
        for span in cell.iterfind(f"{qn('w:tcPr')}/{_SPAN}"):
            span.set(_VAL, str(len(columns) - 1))


def _remove(each: Element) -> None:
    """Take an element out of the one that it stands in."""
    above = each.getparent()
    if above is not None:
        above.remove(each)


def _span(cell: Element) -> int:
    """Return over how many columns a cell stands."""
    found = cell.find(f"{qn('w:tcPr')}/{_SPAN}")
    return 1 if found is None else int(found.get(_VAL) or 1)


def _said(cell: Element) -> str:
    """Return what a cell says, on one line."""
    return one_line("".join(text.text or "" for text in cell.iter(qn("w:t")))).strip()


@cache
def _optional() -> frozenset[str]:
    """Return the titles of the columns that are left out where they are empty."""
    told = files("reconcile.report.templates").joinpath("columns.toml").read_text("utf-8")
    return frozenset(tomllib.loads(told)["optional"])
