"""Which part of an official document is which: letterhead, title, text, end, annexes."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile
from typing import Literal

from reconcile.layout.paper import Grid, Line, Para, Paper
from reconcile.layout.rules import kinds
from reconcile.vocabulary.text import bare, fold

Kind = Literal["plan", "report", "letter", "other"]
_KINDS: dict[str, Kind] = {"KẾ HOẠCH": "plan", "BÁO CÁO": "report", "CÔNG VĂN": "letter"}
_MOTTO = re.compile(r"^cong hoa xa hoi")
_CREED = re.compile(r"doc lap.*tu do.*hanh phuc")
_PARTY = re.compile(r"^dang cong san viet nam")
_NUMBER = re.compile(r"^\s*Số\b\s*:?\s*[\d\s.…_]*[-–/].", re.IGNORECASE)
_DATE = re.compile(r"ngày.*tháng.*năm", re.IGNORECASE)
_ABOUT = re.compile(r"^(V/v|v/v|Về việc|về việc)\b")
_ADDRESS = re.compile(r"^Kính (gửi|trình)\b", re.IGNORECASE)
_RECEIVERS = re.compile(r"^noi nhan\b")
_ANNEX = re.compile(r"^phu luc(\s*(so\s*)?([ivxl]+|\d+[a-z]?|[a-z]))?\s*[:.]?$")
_TYPED_RULE = re.compile(r"^[\s_\-–—=*]+$")
_HEAD = 25
"""Paragraphs at the beginning among which the letterhead stands."""
_LONG = 60
"""Characters from which a paragraph is text rather than a line of its own."""


@dataclass(frozen=True, slots=True)
class Head:
    """The letterhead; what it lacks is None or empty."""

    grid: Grid | None
    paras: tuple[Para, ...]
    motto: Line | None
    creed: Line | None
    party: Line | None
    number: Line | None
    date: Line | None
    star: Line | None
    about: tuple[Line, ...]
    """Subject of a công văn, under its number."""
    names: tuple[Line, ...]
    """Who issues the document, from the top."""


@dataclass(frozen=True, slots=True)
class Annex:
    """An annex: its heading, the lines under it up to its text, and its tables."""

    head: Line
    title: tuple[Line, ...]
    attached: Line | None
    """``(Kèm theo …)``."""
    grids: tuple[Grid, ...]


@dataclass(frozen=True, slots=True)
class Ending:
    """Receivers and signature."""

    grid: Grid | None
    label: Line | None
    """``Nơi nhận:``."""
    receivers: tuple[Line, ...]
    signers: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Anatomy:
    """A document with its parts."""

    paper: Paper
    kind: Kind
    type_name: str
    """As ``kinds.toml`` has it; empty where the document names none."""
    party: bool
    head: Head
    type_line: Line | None
    subject: tuple[Para, ...]
    under_subject: tuple[Para, ...]
    """What stands between the subject and the text: a line, hyphens."""
    address: tuple[Para, ...]
    """``Kính gửi`` and the receivers under it."""
    bases: tuple[Para, ...]
    """``Căn cứ …`` before the text."""
    body: tuple[Para, ...]
    """Paragraphs of the text that are not empty, outside tables; bases included."""
    ending: Ending
    annexes: tuple[Annex, ...]

    @property
    def abbreviation(self) -> str:
        """Abbreviation of its type, empty where it names none."""
        own = kinds().party_types if self.party else {}
        return (own | {k: v for k, v in kinds().types.items() if k not in own}).get(
            self.type_name, ""
        )

    @property
    def data_grids(self) -> tuple[Grid, ...]:
        """The tables that hold data rather than what stands side by side."""
        aside = (self.head.grid, self.ending.grid)
        return tuple(
            grid
            for grid in self.paper.grids
            if grid not in aside
            and grid.columns >= 3
            and len(grid.rows) >= 2
            and not any(grid.holds_tables)
        )


def dissect(paper: Paper) -> Anatomy:
    """Find the parts of a document."""
    head = _head(paper)
    party = head.party is not None and head.motto is None
    rest = [para for para in paper.flow if para not in set(head.paras)]
    at, ending = _ending(rest)
    main, after = rest[:at], rest[at:]
    open_lines = [para for para in main if para.table is None]
    type_line, type_name = _type(open_lines)
    title = _title(open_lines, type_line)
    body = _body(open_lines, (type_line, *title))
    address = tuple(_address(body))
    body = [para for para in body if para not in address]
    about = head.about
    kind: Kind = _KINDS.get(type_name, "letter" if about and not type_name else "other")
    return Anatomy(
        paper=paper,
        kind=kind,
        type_name=type_name,
        party=party,
        head=head,
        type_line=type_line,
        subject=tuple(title),
        under_subject=tuple(_under(open_lines, title)),
        address=address,
        bases=tuple(takewhile(_is_base, body)),
        body=tuple(body),
        ending=ending,
        annexes=tuple(_annexes(paper, after)),
    )


def is_drawn(para: Para) -> bool:
    """Tell whether a paragraph is a line: empty with a border or a shape, or typed strokes."""
    if not para.text:
        return para.shape.bordered or bool(para.drawn)
    return bool(_TYPED_RULE.match(para.text))


def _head(paper: Paper) -> Head:
    """Find the letterhead: the table with the motto or the Party's name, else the first lines."""
    early = paper.flow[: _HEAD * 2]
    lines = [line for para in early for line in para.lines if line.text]
    motto = next((x for x in lines if _MOTTO.match(bare(x.text))), None)
    party = next((x for x in lines if _PARTY.match(bare(x.text))), None)
    anchor = motto or party
    grid = anchor.para.table if anchor else None
    if grid is not None:
        paras = tuple(para for para in paper.flow if para.table is grid)
    else:
        paras = tuple(takewhile(_is_heading, paper.flow[:_HEAD])) if anchor else ()
    held = [line for para in paras for line in para.lines if line.text]
    left = [line for line in held if line.para.column == 0] if grid is not None else held
    number = next((x for x in left if _NUMBER.match(x.raw)), None)
    about = _about(left)
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
    return bool(_NUMBER.match(para.text) or _DATE.search(para.text)) or (
        para.text.upper() == para.text and not _type_of(para.text)
    )


def _about(left: Sequence[Line]) -> tuple[Line, ...]:
    """Find the subject of a công văn: from ``V/v`` on, or what stands under the number."""
    for index, line in enumerate(left):
        if _ABOUT.match(line.text):
            return tuple(takewhile(lambda x: not _DATE.match(x.text), left[index:]))
    return ()


def _names(left: Sequence[Line], number: Line | None) -> Iterator[Line]:
    """Yield the lines that name who issues the document."""
    for line in left:
        known = (_MOTTO, _CREED, _PARTY)
        if line is number or _ABOUT.match(line.text):
            return
        if _TYPED_RULE.match(line.text) or any(p.search(bare(line.text)) for p in known):
            continue
        if not _DATE.search(line.text):
            yield line


def _type_of(text: str) -> str:
    """Return the name of a type that a line is; empty for other lines."""
    plain = fold(text).upper()
    return next((k for k in (*kinds().types, *kinds().party_types) if fold(k).upper() == plain), "")


def _type(lines: Sequence[Para]) -> tuple[Line | None, str]:
    """Find the line that names the type of a document, before its text begins."""
    for para in lines[:_HEAD]:
        for line in para.lines:
            name = _type_of(line.text) if line.text and line.is_upper else ""
            if name:
                return line, name
        if len(para.text) > 3 * _LONG and para.shape.align == "justify":
            break
    return None, ""


def _title(lines: Sequence[Para], type_line: Line | None) -> list[Para]:
    """Find the subject: what stands under the type, centred, up to a line or the text."""
    if type_line is None:
        return []
    after = list(lines[lines.index(type_line.para) + 1 :])
    found: list[Para] = []
    for para in after:
        if not para.text and not found:
            if is_drawn(para):
                break
            continue
        centred = para.shape.align == "center" and not para.text.startswith("(")
        if not para.text or is_drawn(para) or _ADDRESS.match(para.text) or (found and not centred):
            break
        found.append(para)
    return found


def _under(lines: Sequence[Para], title: Sequence[Para]) -> Iterator[Para]:
    """Yield what stands right under the subject: empty paragraphs, lines, hyphens."""
    if not title:
        return
    for para in lines[lines.index(title[-1]) + 1 :]:
        if para.text and not is_drawn(para):
            return
        yield para


def _body(lines: Sequence[Para], title: Sequence[Line | Para | None]) -> list[Para]:
    """Return the paragraphs of the text that are not empty."""
    heads = {part.para if isinstance(part, Line) else part for part in title if part is not None}
    start = max((lines.index(para) + 1 for para in heads), default=0)
    return [para for para in lines[start:] if para.text and not is_drawn(para)]


def _address(body: Sequence[Para]) -> Iterator[Para]:
    """Yield ``Kính gửi`` and the lines of receivers under it."""
    for index, para in enumerate(body[:6]):
        if _ADDRESS.match(para.text):
            yield para
            yield from takewhile(lambda p: p.text.startswith("-"), body[index + 1 :])
            return


def _is_base(para: Para) -> bool:
    """Tell whether a paragraph names what a document is based on, and says nothing more."""
    text = para.text.lstrip("- ")
    return text.startswith("Căn cứ") and not text.endswith(":")


def _ending(rest: Sequence[Para]) -> tuple[int, Ending]:
    """Find receivers and signature, and where they begin among the paragraphs."""
    for index, para in enumerate(rest):
        label = next((x for x in para.lines if _RECEIVERS.match(bare(x.text))), None)
        if label is None or len(label.text) > _LONG:
            continue
        if para.table is not None:
            grid = para.table
            inside = [p for p in rest if p.table is grid]
            return rest.index(inside[0]), _signed_table(grid, label, inside)
        after = list(takewhile(lambda p: not _is_annex(p), rest[index:]))
        lines = [x for p in after for x in p.lines if x.text and x is not label]
        return index, Ending(
            None,
            label,
            tuple(x for x in lines if not x.is_upper and x.text.startswith("-")),
            tuple(x for x in lines if not x.text.startswith("-")),
        )
    at = next((i for i, para in enumerate(rest) if _is_annex(para)), len(rest))
    return at, Ending(None, None, (), ())


def _signed_table(grid: Grid, label: Line, inside: Sequence[Para]) -> Ending:
    """Take the table of receivers and signature apart."""
    lines = [x for para in inside for x in para.lines if x.text]
    own = [x for x in lines if x.para.column == label.para.column]
    others = [x for x in lines if x.para.column != label.para.column]
    return Ending(grid, label, tuple(own[own.index(label) + 1 :]), tuple(others))


def _is_annex(para: Para) -> bool:
    """Tell whether a paragraph begins with the heading of an annex."""
    return any(_ANNEX.match(bare(x.text)) for x in para.lines[:1] if x.text)


def _annexes(paper: Paper, after: Sequence[Para]) -> Iterator[Annex]:
    """Yield the annexes behind the signature."""
    starts = [i for i, para in enumerate(after) if para.table is None and _is_annex(para)]
    for start, end in zip(starts, [*starts[1:], len(after)], strict=True):
        inside = after[start:end]
        opening = list(takewhile(lambda p: p.table is None, inside))
        lines = [x for p in opening for x in p.lines if x.text and not is_drawn(p)]
        attached = next((x for x in lines if x.text.startswith("(")), None)
        title = takewhile(lambda x: x is not attached and len(x.text) < 4 * _LONG, lines[1:])
        numbers = {p.table.number for p in inside if p.table is not None}
        grids = tuple(grid for grid in paper.grids if grid.number in numbers)
        named = tuple(x for x in title if x.para.shape.align == "center" or x.is_upper)
        yield Annex(lines[0], named, attached, grids)
