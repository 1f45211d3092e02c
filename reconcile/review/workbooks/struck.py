"""Struck-through text in review workbooks: whoever looks at the sheet sees it as deleted."""

from collections.abc import Iterable

from reconcile.office.struck_pieces import Piece


class StruckText(str):
    """What a cell holds, all of it: the program strikes through in its own cells as well.

    In a cell that a person answers in only what is left standing counts.
    """

    __slots__ = ("gone", "standing")
    standing: str
    gone: str


def struck_text(pieces: Iterable[Piece]) -> str:
    """Put a cell's text together, and note what of it is struck through.

    Args:
        pieces: of the text, each with whether it is struck through; blanks do not count.

    """
    parts = tuple(pieces)
    text = "".join(piece for piece, _ in parts)
    gone = "".join(piece for piece, struck in parts if struck)
    if not gone.strip():
        return text
    made = StruckText(text)
    made.gone = gone
    made.standing = "".join(piece for piece, struck in parts if not struck)
    return made
