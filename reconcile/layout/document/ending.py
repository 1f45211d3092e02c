"""The end of an official document: who receives it, who signs it, and where annexes begin."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile

from reconcile.layout.document.paper import PaperLine, PaperTable, Para
from reconcile.layout.document.typed_columns import halves
from reconcile.vocabulary.roman import ROMAN
from reconcile.vocabulary.text import bare

_RECEIVERS = re.compile(r"^noi nhan\b")
_SIGNING = re.compile(r"^(t/?m|k/?t|t/?l|tuq|q)\.? ")
# Seen in issued documents: PHỤ LỤC, Phụ lục 1, Phụ lục số 01:
_ANNEX = re.compile(rf"^phu luc(\s*(so\s*)?({ROMAN.lower()}|\d+[a-z]?|[a-z]))?\s*[:.]?$")
_LONG = 60
"""Characters from which a paragraph is text rather than a line of its own."""


@dataclass(frozen=True, slots=True)
class Ending:
    """Receivers and signature."""

    grid: PaperTable | None
    label: PaperLine | None
    """``Nơi nhận:``."""
    receivers: tuple[PaperLine, ...]
    signers: tuple[PaperLine, ...]
    typed: tuple[Para, ...] = ()
    """Its paragraphs, where its two columns are typed with spaces or tabs."""


def find_ending(rest: Sequence[Para]) -> tuple[int, Ending]:
    """Find receivers and signature, and where they begin among the paragraphs."""
    for index, para in enumerate(rest):
        label = next((x for x in para.lines if _RECEIVERS.match(bare(x.text))), None)
        if label is None:
            continue
        if para.table is not None and len(label.text) <= _LONG:
            grid = para.table
            inside = [p for p in rest if p.table is grid]
            return rest.index(inside[0]), _signed_table(grid, label, inside)
        after = list(takewhile(lambda p: not is_annex(p), rest[index:]))
        typed = _typed_ending(after)
        if typed is not None:
            return index, typed
        if len(label.text) > _LONG:
            continue
        lines = [x for p in after for x in p.lines if x.text and x is not label]
        # Without a table the receivers run on into who signs, whose lines are in capitals.
        listed = tuple(takewhile(lambda x: not x.is_upper, lines))
        return index, Ending(None, label, listed, tuple(lines[len(listed) :]))
    # A real report has annexes and no Nơi nhận at all: its text still ends where they begin.
    at = next((i for i, para in enumerate(rest) if is_annex(para)), len(rest))
    return at, Ending(None, None, (), ())


def is_annex(para: Para) -> bool:
    """Tell whether a paragraph begins with the heading of an annex."""
    return any(_ANNEX.match(bare(x.text)) for x in para.lines[:1] if x.text)


def _typed_ending(after: Sequence[Para]) -> Ending | None:
    """Take receivers and signature apart that are typed side by side; None where they are not."""
    lines = [line for para in after for line in para.lines if line.text]
    parted = [halves(line, _is_signing) for line in lines]
    if not any(left and right for left, right in parted):
        return None
    left = [one for one, _ in parted if one]
    # What stands at the left without a hyphen is a signer's line that was set with an indent.
    own = [x for x in left[1:] if x.text.startswith("-")]
    strayed = {x for x in left[1:] if not x.text.startswith("-")}
    signers = [
        x for one, other in parted for x in (one, other) if x and (x is other or x in strayed)
    ]
    return Ending(None, left[0] if left else None, tuple(own), tuple(signers), tuple(after))


def _is_signing(text: str) -> bool:
    """Tell whether a text begins with a signing formula."""
    return bool(_SIGNING.match(bare(text)))


def _signed_table(grid: PaperTable, label: PaperLine, inside: Sequence[Para]) -> Ending:
    """Take the table of receivers and signature apart."""
    lines = [x for para in inside for x in para.lines if x.text]
    own = [x for x in lines if x.para.column == label.para.column]
    others = [x for x in lines if x.para.column != label.para.column]
    return Ending(grid, label, tuple(own[own.index(label) + 1 :]), tuple(others))
