"""The lines of a PDF's pages → its paragraphs: a line that fills the width goes on in the next."""

import re
from collections.abc import Iterator, Sequence

from reconcile.model import Line
from reconcile.read.tables.row_signs import label
from reconcile.vocabulary.syllables import rejoined

_FULL = 0.8
"""A line of at least this share of the longest usual line was broken by the width."""
_USUAL = 0.9
"""Which share of the lines is not longer than the longest usual one."""
_LEAST = 60
"""Letters of a line that fills a page, at least; of a letterhead alone the lengths say nothing."""
_ENDED = re.compile(r"[.;:!?…]\W*$")
_BEGINS = re.compile(r"\s*(?:[-–+•*]\s|\([^)]{1,3}\))")
_CAPITALS = re.compile(r"\s*[A-ZĐ]{2,}[^a-z]*$")
_LAST = 24
"""The last words of a sentence may be no more than “UBND.” or “III/2026;”."""


def paragraphs(lines: Sequence[Line], breaks: Sequence[int]) -> tuple[list[Line], list[int]]:
    """Put the lines of paragraphs together; each keeps the place of its first line.

    Args:
        lines: of all pages.
        breaks: before which lines tables stand, in order; no paragraph goes on over a table.

    Returns:
        The paragraphs, and before which of them the tables stand.

    """
    lengths = sorted(len(line.text) for line in lines)
    usual = max(_LEAST, lengths[int(_USUAL * (len(lengths) - 1))] if lengths else 0)
    out: list[Line] = []
    places: list[int] = []
    start = 0
    for end in (*breaks, len(lines)):
        out.extend(_joined(lines[start:end], usual))
        places.append(len(out))
        start = end
    return out, places[:-1]


def _joined(lines: Sequence[Line], usual: int) -> Iterator[Line]:
    """Yield the paragraphs of lines that no table parts."""
    held: list[Line] = []
    for line in lines:
        if held and not _goes_on(held[-1].text, line.text, usual):
            yield _paragraph(held)
            held = []
        held.append(line)
    if held:
        yield _paragraph(held)


def _paragraph(lines: Sequence[Line]) -> Line:
    """Make one line of several."""
    return Line(lines[0].where, rejoined("\n".join(line.text for line in lines)).replace("\n", " "))


def _goes_on(above: str, text: str, usual: int) -> bool:
    """Tell whether a line is broken off from the one above it by the width alone."""
    if _BEGINS.match(text) or label(text) != ("", "") or text[:1] == "*":
        return False
    last = len(text) <= _LAST and text.rstrip()[-1:] in (".", ";", ",") and not above.isupper()
    # Below a title in capitals begins what it is about.
    if (_CAPITALS.match(text) and not last) or (above.isupper() and not text.isupper()):
        return False
    if text[:1].islower():
        return len(above) > usual // 2
    return len(above) >= _FULL * usual and _ENDED.search(above) is None
