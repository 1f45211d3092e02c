"""The letterhead of an official document: who issues it, under which number, where and when."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile

from reconcile.layout.document.paper import Paper, PaperLine, PaperTable, Para
from reconcile.layout.document.typed_columns import Halves, halves, is_parted
from reconcile.layout.rules.rules import kinds
from reconcile.vocabulary.text import UPPER, bare, fold

_MOTTO = re.compile(r"^cong hoa xa hoi")
_CREED = re.compile(r"doc lap.*tu do.*hanh phuc")
_PARTY = re.compile(r"^dang cong san viet nam")
# Drafts leave the number blank, in spaces, dots or strokes, before “/KH-UBND”.
_NUMBER = re.compile(r"^\s*Số\b\s*:?\s*[\d\s.…_]*[-–/].", re.IGNORECASE)
_DATE = re.compile(r"ngày.*tháng.*năm", re.IGNORECASE)
_ABOUT = re.compile(r"^(V/v|v/v|Về việc|về việc)\b")
_PLACE_AND_DATE = re.compile(rf"^[{UPPER}][^,\t]{{0,40}},\s*ngày\b", re.IGNORECASE)
ADDRESS = re.compile(r"^Kính (gửi|trình)\b", re.IGNORECASE)
_TYPED_RULE = re.compile(r"^[\s_\-–—=*]+$")
_LONG = 80
"""Characters from which a line is text, and no line of a letterhead."""
HEAD = 25
"""Paragraphs at the beginning among which the letterhead stands."""


@dataclass(frozen=True, slots=True)
class Head:
    """The letterhead; what it lacks is None or empty."""

    grid: PaperTable | None
    paras: tuple[Para, ...]
    motto: PaperLine | None
    creed: PaperLine | None
    party: PaperLine | None
    number: PaperLine | None
    date: PaperLine | None
    star: PaperLine | None
    about: tuple[PaperLine, ...]
    """Subject of a công văn, under its number."""
    names: tuple[PaperLine, ...]
    """Who issues the document, from the top."""
    typed: bool = False
    """Whether its two columns are typed with spaces or tabs."""


def is_drawn(para: Para) -> bool:
    """Tell whether a paragraph is a line: empty with a border or a shape, or typed strokes."""
    if not para.text:
        return para.shape.bordered or bool(para.drawn)
    return bool(_TYPED_RULE.match(para.text))


def type_of(text: str) -> str:
    """Return the name of a type that a line is; empty for other lines."""
    plain = fold(text).upper()
    named = (k for k in (*kinds().types, *kinds().party_types) if fold(k).upper() == plain)
    inside = (k for k in kinds().internal if plain.startswith(fold(k).upper()))
    return next(named, "") or next(inside, "")


def find_head(paper: Paper) -> Head:
    """Find the letterhead: the table with the motto or the Party's name, else the first lines."""
    early = paper.flow[: HEAD * 2]
    lines = [line for para in early for line in para.lines if line.text]
    motto = next((x for x in lines if _MOTTO.match(bare(x.text))), None)
    party = next((x for x in lines if _PARTY.match(bare(x.text))), None)
    anchor = motto or party
    grid = anchor.para.table if anchor else None
    parted = _typed_columns(paper) if grid is None else ()
    if any(left and right and _is_right(right.text) for left, right in parted):
        return _typed_head(parted)
    if grid is not None:
        paras = tuple(para for para in paper.flow if para.table is grid)
    else:
        paras = tuple(takewhile(_is_heading, paper.flow[:HEAD])) if anchor else ()
    held = [line for para in paras for line in para.lines if line.text]
    left = [line for line in held if line.para.column == 0] if grid is not None else held
    number = next((x for x in left if _NUMBER.match(x.raw)), None)
    # Only in a table's column is it known that what follows the number stands under it.
    about = _about(left, number if grid is not None else None)
    return Head(
        grid=grid,
        paras=paras,
        motto=motto,
        creed=next((x for x in held if _CREED.search(bare(x.text))), None),
        party=party,
        number=number,
        date=next((x for x in held if _DATE.search(x.text) and x not in about), None),
        star=next((x for x in held if x.text == "*"), None),
        about=about,
        names=tuple(_names(left, number)),
    )


def _typed_columns(paper: Paper) -> tuple[Halves, ...]:
    """Part the first lines of a document into columns; none where they hold no letterhead."""
    lines = [line for para in paper.flow[:HEAD] for line in para.lines if line.text]
    above = list(takewhile(_is_above_title, lines))
    found = tuple(halves(line, _is_right) for line in above)
    known = any(right and _MOTTO.match(bare(right.text)) for _, right in found)
    party = any(right and _PARTY.match(bare(right.text)) for _, right in found)
    return found if known or party else ()


def _typed_head(parted: Sequence[Halves]) -> Head:
    """Make the letterhead of lines whose columns are typed."""
    left = [one for one, _ in parted if one]
    right = [other for _, other in parted if other]
    number = next((x for x in left if _NUMBER.match(x.raw)), None)

    def first(pattern: re.Pattern[str]) -> PaperLine | None:
        return next((x for x in right if pattern.search(bare(x.text))), None)

    return Head(
        grid=None,
        paras=tuple(dict.fromkeys(line.para for line in (*left, *right))),
        motto=first(_MOTTO),
        creed=first(_CREED),
        party=first(_PARTY),
        number=number,
        date=next((x for x in right if _DATE.search(x.text)), None),
        star=next((x for x in left if x.text == "*"), None),
        about=_about(left, number),
        names=tuple(_names(left, number)),
        typed=True,
    )


def _is_right(text: str) -> bool:
    """Tell whether a text is one of the right column."""
    plain = bare(text)
    known = any(pattern.search(plain) for pattern in (_MOTTO, _CREED, _PARTY))
    return known or bool(_PLACE_AND_DATE.match(text))


def _is_above_title(line: PaperLine) -> bool:
    """Tell whether a line can stand in a letterhead, above the type, Kính gửi or the text."""
    if line.para.table is not None or type_of(line.text) or ADDRESS.match(line.text):
        return False
    return is_parted(line) or len(line.text) <= _LONG


def _is_heading(para: Para) -> bool:
    """Tell whether a paragraph can be part of a letterhead without a table."""
    known = (_MOTTO, _CREED, _PARTY)
    text = para.bare
    if any(pattern.search(text) for pattern in known) or not text:
        return True
    # Capitals are the names of agencies, up to the name of the type.
    return bool(_NUMBER.match(para.text) or _DATE.search(para.text)) or (
        para.text.upper() == para.text and not type_of(para.text)
    )


def _about(left: Sequence[PaperLine], number: PaperLine | None) -> tuple[PaperLine, ...]:
    """Find the subject of a công văn: from ``V/v`` on, or what stands under the number.

    Capitals under the number are a stamp, not a subject.
    """
    start = next((i for i, line in enumerate(left) if _ABOUT.match(line.text)), None)
    if start is None and number is not None:
        start = left.index(number) + 1
    if start is None:
        return ()
    return tuple(takewhile(_is_about, left[start:]))


def _is_about(line: PaperLine) -> bool:
    """Tell whether a line can be part of the subject of a công văn."""
    return not (_DATE.search(line.text) or line.is_upper or ADDRESS.match(line.text))


def _names(left: Sequence[PaperLine], number: PaperLine | None) -> Iterator[PaperLine]:
    """Yield the lines that name who issues the document."""
    for line in left:
        known = (_MOTTO, _CREED, _PARTY)
        if line is number or _ABOUT.match(line.text):
            return
        if _TYPED_RULE.match(line.text) or any(p.search(bare(line.text)) for p in known):
            continue
        if not _DATE.search(line.text):
            yield line
