"""Rules on characters: font, colour, Unicode form."""

from collections.abc import Iterator
from functools import partial

from reconcile.layout.checks.faults import Fault
from reconcile.layout.document.anatomy import Anatomy
from reconcile.layout.document.paper import Piece
from reconcile.layout.fix import mends
from reconcile.layout.rules.rules import Rule


def font(doc: Anatomy, rule: Rule) -> Iterator[Fault]:
    """Yield characters in another font; in our own documents every script must have it."""
    wanted = rule.measures.font
    for para in doc.paper.everywhere:
        for piece in para.pieces:
            if not piece.text.strip():
                continue
            others = set(_faces(piece, own=doc.paper.own)) - {wanted}
            if others:
                found = f"phông {', '.join(sorted(others))}"
                yield Fault(para, found, (partial(mends.set_font, piece, wanted),))


def colour(doc: Anatomy, _rule: Rule) -> Iterator[Fault]:
    """Yield characters that are not black, or not on white."""
    for para in doc.paper.everywhere:
        for piece in para.pieces:
            if not piece.text.strip():
                continue
            put = (partial(mends.blacken, piece),)
            if piece.type.colour:
                yield Fault(para, f"chữ màu {piece.type.colour}", put)
            if piece.type.highlight:
                yield Fault(para, f"chữ tô nền {piece.type.highlight}", put)


def unicode_form(doc: Anatomy, _rule: Rule) -> Iterator[Fault]:
    """Yield paragraphs whose letters are put together from parts."""
    for para in doc.paper.everywhere:
        if para.apart:
            put = (partial(mends.compose, para),)
            yield Fault(para, "chữ có dấu gõ rời (Unicode tổ hợp)", put)


def _faces(piece: Piece, *, own: bool) -> Iterator[str]:
    """Yield the fonts that characters are printed in."""
    text = piece.text.strip()
    if not text.isascii():
        yield piece.type.high
    if any(char.isascii() and not char.isspace() for char in text):
        yield piece.type.ascii
    if own:
        yield from piece.type.others
