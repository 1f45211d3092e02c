"""The letterhead of an official document: who issues it, under which number, where and when."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile

from reconcile.layout.document.paper import Paper, PaperLine, PaperTable, Para
from reconcile.layout.rules.rules import kinds
from reconcile.vocabulary.text import bare, fold

_MOTTO = re.compile(r"^cong hoa xa hoi")
_CREED = re.compile(r"doc lap.*tu do.*hanh phuc")
_PARTY = re.compile(r"^dang cong san viet nam")
# Drafts leave the number blank, in spaces, dots or strokes, before “/KH-UBND”.
_NUMBER = re.compile(r"^\s*Số\b\s*:?\s*[\d\s.…_]*[-–/].", re.IGNORECASE)
_DATE = re.compile(r"ngày.*tháng.*năm", re.IGNORECASE)
_ABOUT = re.compile(r"^(V/v|v/v|Về việc|về việc)\b")
_TYPED_RULE = re.compile(r"^[\s_\-–—=*]+$")
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


def is_drawn(para: Para) -> bool:
    """Tell whether a paragraph is a line: empty with a border or a shape, or typed strokes."""
    if not para.text:
        return para.shape.bordered or bool(para.drawn)
    return bool(_TYPED_RULE.match(para.text))


def type_of(text: str) -> str:
    """Return the name of a type that a line is; empty for other lines."""
    plain = fold(text).upper()
    return next((k for k in (*kinds().types, *kinds().party_types) if fold(k).upper() == plain), "")


def find_head(paper: Paper) -> Head:
    """Find the letterhead: the table with the motto or the Party's name, else the first lines."""
    early = paper.flow[: HEAD * 2]
    lines = [line for para in early for line in para.lines if line.text]
    motto = next((x for x in lines if _MOTTO.match(bare(x.text))), None)
    party = next((x for x in lines if _PARTY.match(bare(x.text))), None)
    anchor = motto or party
    grid = anchor.para.table if anchor else None
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
    return tuple(takewhile(lambda x: not _DATE.search(x.text) and not x.is_upper, left[start:]))


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
