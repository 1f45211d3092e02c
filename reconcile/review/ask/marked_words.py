"""The text of a lower task with what it adds to the upper one, drops of it or counts otherwise."""

from reconcile.review.ask.said_before import is_kindred
from reconcile.vocabulary.difference import WordChange, difference
from reconcile.vocabulary.text import one_line
from reconcile.workbook.content.grid import PieceMark, TextPiece

_MARKS = {
    WordChange.KEPT: PieceMark.SAME,
    WordChange.ADDED: PieceMark.ADDED,
    WordChange.DROPPED: PieceMark.REMOVED,
}


def marked(upper_text: str, lower_text: str) -> tuple[TextPiece, ...]:
    """Mark what a lower text adds to the upper one, drops of it or counts otherwise.

    Two texts that share little are left unmarked: the marks would hide the words.
    """
    pieces = difference(upper_text, lower_text)
    if not is_kindred(pieces, lower_text):
        return (TextPiece(one_line(lower_text)),)
    shown: list[TextPiece] = []
    for piece in pieces:
        if piece.change is WordChange.FIGURE:
            shown += [
                TextPiece(piece.before, PieceMark.REMOVED),
                TextPiece(piece.text, PieceMark.ADDED),
            ]
        else:
            shown.append(TextPiece(piece.text, _MARKS[piece.change]))
    spaced = [part for piece in shown for part in (piece, TextPiece(" "))]
    return tuple(spaced[:-1])
