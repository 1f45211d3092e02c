"""A document in short form for the page: its paragraphs and tables as they follow each other."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reconcile.layout.document.paper import Paper, PaperTable, Para

_MOST = 60_000
"""Characters that are shown: some twenty pages, and far below what a view may send."""
_STEP = 6_000
"""Characters of a piece of a long table."""


@dataclass(frozen=True, slots=True)
class QuickPara:
    """A paragraph: its runs, each with how it stands out (``b``, ``i``, ``bi`` or nothing)."""

    align: str
    runs: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class QuickTable:
    """A table: rows of cells, each with the columns that it covers; without lines it is a head."""

    rows: tuple[tuple[tuple[int, tuple[QuickPara, ...]], ...], ...]
    ruled: bool


@dataclass(frozen=True, slots=True)
class QuickView:
    """What is shown of a document where its printed pages are not, or not yet."""

    blocks: tuple[QuickPara | QuickTable, ...]
    cut: bool
    """Whether the document goes on."""


def quick_view(paper: "Paper") -> QuickView:
    """Put a document into short form.

    Args:
        paper: as it was read for the layout check.

    Returns:
        Its blocks in the order of reading; empty paragraphs and text boxes are left out.

    """
    blocks: list[QuickPara | QuickTable] = []
    length = 0
    for block, size in _blocks(paper.flow):
        if length + size > _MOST:
            return QuickView(tuple(blocks), cut=True)
        length += size
        blocks.append(block)
    return QuickView(tuple(blocks), cut=False)


def _blocks(paras: Sequence["Para"]) -> Iterator[tuple[QuickPara | QuickTable, int]]:
    """Yield the blocks with their lengths; the paragraphs of a table come as one."""
    for table, held in groupby(paras, key=lambda para: para.table):
        if table is None:
            yield from ((_para(para), len(para.text)) for para in held if para)
        else:
            yield from _pieces(table, sum(len(para.text) for para in held))


def _pieces(table: "PaperTable", size: int) -> Iterator[tuple[QuickTable, int]]:
    """Yield a table, a long one in pieces of which each counts for itself."""
    step = max(len(table.rows) * _STEP // max(size, 1), 1)
    ruled = table.borders is None or bool(table.borders)
    for first in range(0, len(table.rows), step):
        some = table.rows[first : first + step]
        rows = tuple(
            tuple((cell.spans, tuple(_para(p) for p in cell.paras if p)) for cell in row.cells)
            for row in some
        )
        said = sum(len(para.text) for row in some for cell in row.cells for para in cell.paras)
        yield QuickTable(rows, ruled), said


def _para(para: "Para") -> QuickPara:
    """Put a paragraph into short form, with the number that Word puts before it."""
    runs = [(f"{para.label} ", "")] if para.label else []
    for at, line in enumerate(para.lines):
        runs += [("\n", "")] if at else []
        runs += ((piece.text, _look(piece.type.bold, piece.type.italic)) for piece in line.pieces)
    return QuickPara(para.shape.align, tuple(_joined(runs)))


def _look(bold: bool, italic: bool) -> str:  # noqa: FBT001 - two of one kind
    """Name how a run stands out."""
    return f"{'b' if bold else ''}{'i' if italic else ''}"


def _joined(runs: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Join the runs that look alike."""
    for look, held in groupby(runs, key=lambda run: run[1]):
        yield "".join(text for text, _ in held), look
