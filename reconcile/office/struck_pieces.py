"""Which pieces of a cell's text are struck through, as openpyxl gives rich text."""

from collections.abc import Iterator

from openpyxl.cell.rich_text import CellRichText, TextBlock

Piece = tuple[str, bool]
"""A text, and whether it is struck through."""


def pieces_of(raw: CellRichText, *, whole: bool) -> Iterator[Piece]:
    """Yield the pieces of a rich text.

    Args:
        raw: what the cell holds.
        whole: whether the cell as such is struck through; a piece without a look has that of the
            cell.

    """
    for piece in raw:
        if isinstance(piece, TextBlock):
            yield piece.text, bool(piece.font.strike)
        else:
            yield str(piece), whole
