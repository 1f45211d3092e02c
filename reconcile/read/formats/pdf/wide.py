"""Sheets wider than a page: the pages on which their columns stand side by side, as one page.

A spreadsheet prints the first columns from top to bottom, and the columns on their right on pages
behind those. Each row stands equally high on all of them; what reaches over the edge of a page is
printed on both, at its place.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from statistics import median
from typing import Any

from pdfplumber.page import FilteredPage, Page

from reconcile.read.formats.pdf.shapes import middle_y
from reconcile.read.tables.header_words import Naming
from reconcile.read.tables.row_signs import is_stt, label

_SAME = 1.0
"""Points by which one row may stand higher on another page."""
_RULES = 4
"""Of fewer lines across the heights say nothing."""
_FINE = 3
"""Into so many parts of a point a place is told; letters shown twice are as near as that."""
_OFF = 3.0
"""Points by which the edge of a page may miss that of a column."""
_HEADERS = 400
"""So many letters above the lines, or in the first row between them, may be headers."""
_YEAR = re.compile(r"(?:19|20)\d\d")
Things = list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class PageShape:
    """How high the lines and the texts of a page stand, and what its columns begin with."""

    rules: tuple[float, ...]
    """Heights of the lines across."""
    texts: tuple[float, ...]
    """Heights of the lines of text."""
    heads: frozenset[str]
    """The texts above the first row that has lines, and in it.

    Not those that reach over its edges: a letterhead may stand on two pages."""
    numbered: bool
    """Whether the first column between its lines holds the numbers of rows."""
    counts: bool
    """The same where headers and the rows of groups are passed over."""
    left: float
    right: float
    """Where the lines across begin and end."""


def shape_of(page: Page) -> PageShape:
    """Look at a page."""
    across = [edge for edge in page.edges if edge["orientation"] == "h"]
    rules = _levels([float(edge["top"]) for edge in across])
    left = min((float(edge["x0"]) for edge in across), default=0.0)
    right = max((float(edge["x1"]) for edge in across), default=0.0)
    upright = [float(edge["x0"]) for edge in page.edges if edge["orientation"] == "v"]
    first = next((x for x in _levels(upright) if x > left + _SAME), right)
    shown = [char for char in page.chars if not char["text"].isspace()]
    high = rules[1] if len(rules) > 1 else 0.0
    heads = [char for char in page.chars if float(char["bottom"]) <= high + _SAME][:_HEADERS]
    cells = _cells(rules, [char for char in shown if left - _SAME <= char["x0"] < first])
    return PageShape(
        rules,
        _levels([float(char["bottom"]) for char in shown]),
        frozenset(_runs((char for char in heads if char["x0"] >= left - _SAME), right)),
        _is_numbered(cells),
        _is_numbered([cell for cell in cells if not _is_head(cell)]),
        left,
        right,
    )


def wide_pages(shapes: Sequence[PageShape]) -> list[list[int]]:
    """Find which pages stand side by side: lists of page indexes, from the left to the right.

    Empty where each page is one by itself.
    """
    found: list[list[int]] = []
    at, wide = 0, False
    while at < len(shapes):
        beside = [i for i in range(at + 1, len(shapes)) if _is_beside(shapes[at], shapes[i])]
        if not beside:
            found.append([at])
            at += 1
            continue
        wide = True
        down = beside[0] - at
        group = [[at + row] for row in range(down)]
        at = _take(shapes, group, at + down)
        found += group
    return found if wide else []


def _take(shapes: Sequence[PageShape], group: Sequence[list[int]], at: int) -> int:
    """Put pages beside those on which the first columns stand; return the first that is none."""
    row = len(group)
    while at < len(shapes):
        if _is_beside(shapes[group[0][0]], shapes[at]):
            row = 0
        else:
            row = next((i for i in range(row + 1, len(group)) if _fits(shapes, group[i], at)), -1)
            if row < 0:
                break
        group[row].append(at)
        at += 1
    return at


def _fits(shapes: Sequence[PageShape], pages: Sequence[int], at: int) -> bool:
    """Tell whether all that a page shows stands as high as something on a page further left."""
    first, other = shapes[pages[0]], shapes[at]
    if other.rules:
        alike = _within(other.rules, first.rules) or _same_rows(first, other)
        return alike and not other.numbered
    return _within(other.texts, first.texts)


def _is_beside(first: PageShape, other: PageShape) -> bool:
    """Tell whether a page shows the columns on the right of those on the first page of a sheet.

    Lines at the same heights may be chance where all rows are equally high: then what stands
    above them has to show that it is not the next page of the same columns.
    """
    if not _same_rows(first, other) or other.numbered or first.heads & other.heads:
        return False
    heights = {round(low - high) for high, low in pairwise(first.rules)}
    counts = first.numbered or first.counts
    return counts and bool(other.heads) and (len(heights) > 1 or _has_header(other))


def _same_rows(first: PageShape, other: PageShape) -> bool:
    """Tell whether the rows of two pages are as high; a header may have levels on one alone."""
    common = [rule for rule in first.rules if _within([rule], other.rules)]
    if len(common) < _RULES:
        return False
    alone = [rule for rule in first.rules if not _within([rule], other.rules)]
    alone += [rule for rule in other.rules if not _within([rule], first.rules)]
    return all(common[0] < rule < common[1] for rule in alone) and (not alone or _has_header(other))


def _has_header(shape: PageShape) -> bool:
    """Tell whether one of the texts at the top of a page is known as a column's header."""
    return any(Naming().name(text) for text in shape.heads)


def _within(some: Sequence[float], others: Sequence[float]) -> bool:
    """Tell whether each height is one of others."""
    return all(any(abs(height - other) <= _SAME for other in others) for height in some)


def _levels(heights: Sequence[float]) -> tuple[float, ...]:
    """Return the distinct heights, from the top down."""
    kept: list[float] = []
    for height in sorted(heights):
        if not kept or height - kept[-1] > _SAME:
            kept.append(height)
    return tuple(kept)


def _cells(rules: Sequence[float], chars: Sequence[Any]) -> list[str]:
    """Return what stands in a column between lines, without what is empty."""
    cells: list[str] = []
    for high, low in pairwise(rules):
        cell = [char for char in chars if high < middle_y(char) < low]
        cells.append("".join(char["text"] for char in cell))
    return [cell for cell in cells if cell]


def _is_numbered(cells: Sequence[str]) -> bool:
    """Tell whether most cells hold a number; years are no numbers of rows."""
    return 2 * sum(is_stt(cell) and not _YEAR.fullmatch(cell.strip()) for cell in cells) > len(
        cells
    )


def _is_head(cell: str) -> bool:
    """Tell whether a cell of the first column is a header's, or begins the heading of a group."""
    return label(cell) != ("", "") or Naming().name(cell) is not None


def _runs(chars: Iterator[Any], right: float) -> Iterator[str]:
    """Yield what stands on one line without a wide gap and ends before an edge."""
    lines: dict[int, Things] = {}
    for char in chars:
        lines.setdefault(round(float(char["bottom"])), []).append(char)
    for line in lines.values():
        line.sort(key=lambda char: float(char["x0"]))
        runs: list[Things] = [[line[0]]]
        for before, char in pairwise(line):
            if char["x0"] - before["x1"] > char["size"]:
                runs.append([])
            runs[-1].append(char)
        for run in runs:
            text = " ".join("".join(char["text"] for char in run).split())
            shown = [char for char in run if not char["text"].isspace()]
            if text and float(shown[-1]["x1"]) <= right + _SAME:
                yield text


class WidePage(FilteredPage):
    """Several pages as one: those further right are put behind the edge of the ones before."""

    def __init__(self, pages: Sequence[Page], shapes: Sequence[PageShape]) -> None:
        """Take pages from the left to the right, with their shapes."""
        super().__init__(pages[0], lambda _: True)
        self._pages = pages
        self._shapes = shapes

    @cached_property
    def _joined(self) -> dict[str, Things]:
        """Everything on the pages, moved to its place; what two pages show stands there once."""
        held: dict[str, Things] = {kind: [*own] for kind, own in self._pages[0].objects.items()}
        met = {place for char in held.get("char", []) for place in _places(char, wide=True)}
        edge = self._shapes[0].right
        for page, shape in zip(self._pages[1:], self._shapes[1:], strict=True):
            if not shape.rules:
                continue
            by = edge - shape.left
            edge = shape.right + by
            by += _off(held.get("char", []), page.chars, shape.left, by)
            for kind, own in page.objects.items():
                moved = [_moved(thing, by) for thing in own]
                if kind == "char":
                    moved = [char for char in moved if not met & set(_places(char))]
                    met |= {place for char in moved for place in _places(char, wide=True)}
                held.setdefault(kind, []).extend(moved)
        return held

    @property
    def objects(self) -> dict[str, Things]:
        """Everything on the pages."""
        return self._joined


def _off(chars: Things, others: Things, left: float, by: float) -> float:
    """Tell how much further letters have to be moved so that those shown twice coincide.

    The lines of a page end a hair before or behind its columns.
    """
    at: dict[tuple[str, int], list[float]] = {}
    for char in chars:
        at.setdefault((char["text"], round(float(char["bottom"]))), []).append(float(char["x0"]))
    off: list[float] = []
    for char in others:
        if char["x0"] < left - _SAME and (char["text"].isalnum()):
            same = at.get((char["text"], round(float(char["bottom"]))), [])
            apart = [x - float(char["x0"]) - by for x in same]
            off += [min(apart, key=abs)] if apart else []
    return median(off) if off and abs(median(off)) <= _OFF else 0.0


def _places(char: Mapping[str, Any], *, wide: bool = False) -> Iterator[tuple[str, int, int]]:
    """Yield the place of a letter, and those so near that it may be taken for the same."""
    x, y = round(float(char["x0"]) * _FINE), round(float(char["bottom"]) * _FINE)
    near = (-1, 0, 1) if wide else (0,)
    yield from ((char["text"], x + a, y + b) for a in near for b in near)


def _moved(thing: dict[str, Any], by: float) -> dict[str, Any]:
    """Move a thing to the right."""
    moved = dict(thing, x0=thing["x0"] + by, x1=thing["x1"] + by)
    if "pts" in thing:
        moved["pts"] = [(x + by, y) for x, y in thing["pts"]]
    return moved
