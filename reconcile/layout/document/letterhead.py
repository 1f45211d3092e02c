"""The letterhead of an official document: who issues it, under which number, where and when."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile

from reconcile.layout.document.paper import Paper, PaperLine, PaperTable, Para
from reconcile.layout.document.typed_columns import Halves, halves, is_parted
from reconcile.layout.rules.rules import kinds
from reconcile.vocabulary.text import UPPER, bare, fold

_MOTTO = re.compile(r"^cong hoa xa hoi")
_CREED = re.compile(r"doc lap.*tu do.*hanh phuc")
_PARTY = re.compile(r"^dang cong san viet nam")
_FIXED = (_MOTTO, _CREED, _PARTY)
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
    motto, party = _first(lines, _MOTTO), _first(lines, _PARTY)
    anchor = motto or party
    grid = anchor.para.table if anchor else None
    parted = _typed_columns(paper) if grid is None else ()
    if any(left and right and _is_right(right.text) for left, right in parted):
        return _typed_head(parted)
    paras = _paras(paper, grid) if anchor else ()
    held = [line for para in paras for line in para.lines if line.text]
    left = [line for line in held if line.para.column == 0] if grid is not None else held
    number = _number(left)
    # Only in a table's column is it known that what follows the number stands under it.
    about = _about(left, number if grid is not None else None)
    return Head(
        grid=grid,
        paras=paras,
        motto=motto,
        creed=_first(held, _CREED),
        party=party,
        number=number,
        date=next((x for x in held if _DATE.search(x.text) and x not in about), None),
        star=_star(held),
        about=about,
        names=tuple(_names(left, number)),
    )


def _paras(paper: Paper, grid: PaperTable | None) -> tuple[Para, ...]:
    """Return the paragraphs of the letterhead: those of its table, else the first that can be."""
    if grid is not None:
        return tuple(para for para in paper.flow if para.table is grid)
    return tuple(takewhile(_is_heading, paper.flow[:HEAD]))


def _first(lines: Iterable[PaperLine], said: re.Pattern[str]) -> PaperLine | None:
    """Return the first line that says something, however its letters are marked."""
    return next((line for line in lines if said.search(bare(line.text))), None)


def _number(left: Iterable[PaperLine]) -> PaperLine | None:
    """Return the line with the number of the document."""
    return next((line for line in left if _NUMBER.match(line.raw)), None)


def _star(lines: Iterable[PaperLine]) -> PaperLine | None:
    """Return the star under the names of a Party organisation."""
    return next((line for line in lines if line.text == "*"), None)


def _typed_columns(paper: Paper) -> tuple[Halves, ...]:
    """Part the first lines of a document into columns; none where they hold no letterhead."""
    lines = [line for para in paper.flow[:HEAD] for line in para.lines if line.text]
    above = list(takewhile(_is_above_title, lines))
    found = tuple(halves(line, _is_right) for line in above)
    right = [other for _, other in found if other]
    return found if _first(right, _MOTTO) or _first(right, _PARTY) else ()


def _typed_head(parted: Sequence[Halves]) -> Head:
    """Make the letterhead of lines whose columns are typed."""
    left = [one for one, _ in parted if one]
    right = [other for _, other in parted if other]
    number = _number(left)
    return Head(
        grid=None,
        paras=tuple(dict.fromkeys(line.para for line in (*left, *right))),
        motto=_first(right, _MOTTO),
        creed=_first(right, _CREED),
        party=_first(right, _PARTY),
        number=number,
        date=next((x for x in right if _DATE.search(x.text)), None),
        star=_star(left),
        about=_about(left, number),
        names=tuple(_names(left, number)),
        typed=True,
    )


def _is_right(text: str) -> bool:
    """Tell whether a text is one of the right column."""
    return _is_fixed(bare(text)) or bool(_PLACE_AND_DATE.match(text))


def _is_fixed(plain: str) -> bool:
    """Tell whether a text without diacritics is the motto, the creed or the Party's name."""
    return any(pattern.search(plain) for pattern in _FIXED)


def _is_above_title(line: PaperLine) -> bool:
    """Tell whether a line can stand in a letterhead, above the type, Kính gửi or the text."""
    if line.para.table is not None or type_of(line.text) or ADDRESS.match(line.text):
        return False
    return is_parted(line) or len(line.text) <= _LONG


def _is_heading(para: Para) -> bool:
    """Tell whether a paragraph can be part of a letterhead without a table."""
    if _is_fixed(para.bare) or not para.bare:
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
        if line is number or _ABOUT.match(line.text):
            return
        if _TYPED_RULE.match(line.text) or _is_fixed(bare(line.text)):
            continue
        if not _DATE.search(line.text):
            yield line
