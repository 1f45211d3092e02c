"""Which part of an official document is which: letterhead, title, text, end, annexes."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import dropwhile, pairwise, takewhile
from typing import Literal

from reconcile.layout.document.ending import Ending, find_ending, is_annex
from reconcile.layout.document.letterhead import (
    ADDRESS,
    HEAD,
    Head,
    find_head,
    is_drawn,
    type_of,
)
from reconcile.layout.document.paper import Paper, PaperLine, PaperTable, Para
from reconcile.layout.rules.rules import kinds
from reconcile.vocabulary.text import bare

Kind = Literal["plan", "report", "letter", "internal", "attachment", "other"]
_KINDS: dict[str, Kind] = {"KẾ HOẠCH": "plan", "BÁO CÁO": "report", "CÔNG VĂN": "letter"}
# The brackets are forgotten at times.
_ATTACHED = re.compile(r"^\(?\s?((ban hanh|dinh) )?kem theo\b")
# Of the Party the type stands before the stroke: 05-KH/TU.
_PARTY_SYMBOL = re.compile(r"-[A-ZĐ]{2,4}/[A-ZĐ]")
_HEADING = re.compile(r"(?:[IVXLC]+|\d+|[A-Z])\s*[.)/:-]\s")
_FIRST = 8
"""Lines among which a file that is only an annex says what it goes with."""
_LONGER = 240
_LONG = 60
"""Characters from which a paragraph is text rather than a line of its own."""


@dataclass(frozen=True, slots=True)
class Annex:
    """An annex: its heading, the lines under it up to its text, and its tables."""

    head: PaperLine
    title: tuple[PaperLine, ...]
    attached: PaperLine | None
    """``(Kèm theo …)``."""
    grids: tuple[PaperTable, ...]

    @property
    def is_named_below(self) -> bool:
        """Whether its title stands below the line that says what it goes with."""
        above = self.attached.para.number if self.attached else 0
        return bool(self.title) and 0 < above < self.title[0].para.number


@dataclass(frozen=True, slots=True)
class Anatomy:
    """A document with its parts."""

    paper: Paper
    kind: Kind
    type_name: str
    """As ``kinds.toml`` has it; empty where the document names none."""
    party: bool
    head: Head
    type_line: PaperLine | None
    subject: tuple[PaperLine, ...]
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
    def typed(self) -> frozenset[Para]:
        """The paragraphs whose columns are typed with spaces or tabs."""
        return frozenset((*(self.head.paras if self.head.typed else ()), *self.ending.typed))

    @property
    def data_grids(self) -> tuple[PaperTable, ...]:
        """The tables that hold data rather than what stands side by side."""
        # Letterhead and signature have two columns; a table round other tables only frames them.
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
    head = find_head(paper)
    # Where a file has both, Quốc hiệu decides (docs/layout.md).
    attached = _attached(paper) if head.motto is None and head.party is None else ""
    party = (head.party is not None and head.motto is None) or bool(_PARTY_SYMBOL.search(attached))
    heading = set(head.paras)
    rest = [para for para in paper.flow if para not in heading]
    at, ending = find_ending(rest)
    main, after = rest[:at], rest[at:]
    open_lines = [para for para in main if para.table is None]
    type_line, type_name = _type(open_lines)
    title = _title(open_lines, type_line)
    body = _body(open_lines, (type_line, *title))
    # A Kính gửi that is not among the first lines may stand in a table: the body leaves tables out.
    address = tuple(_address(body)) or tuple(
        _address([p for p in (*main, *head.paras) if p.text], all_of=True)
    )
    body = [p for p in body if p not in address and not (attached and p.text == attached)]
    return Anatomy(
        paper=paper,
        kind=_kind(head, type_name, attached),
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


def _kind(head: Head, type_name: str, attached: str) -> Kind:
    """Tell which kind of document it is."""
    if attached and not head.number:
        return "attachment"
    if type_name in kinds().internal:
        return "internal"
    # A công văn has no type to know it by, only a subject under its number.
    return _KINDS.get(type_name, "letter" if head.about and not type_name else "other")


def _attached(paper: Paper) -> str:
    """Return what tells a file that holds only what goes with a document; empty for others.

    It begins with the heading of an annex, or says at once what it is attached to.
    """
    first = [line for para in paper.flow[:HEAD] for line in para.lines if line.text][:_FIRST]
    said = next((x.para.text for x in first if _ATTACHED.match(bare(x.text))), "")
    return said or (first[0].text if first and is_annex(first[0].para) else "")


def _type(lines: Sequence[Para]) -> tuple[PaperLine | None, str]:
    """Find the line that names the type of a document, before its text begins."""
    for para in lines[:HEAD]:
        for line in para.lines:
            name = type_of(line.text) if line.text else ""
            # Capitals are enough: real plans of a province and a commune set KẾ HOẠCH at the left.
            if name and (line.is_upper or para.shape.align == "center"):
                return line, name
        if len(para.text) > 3 * _LONG and para.shape.align == "justify":
            break
    return None, ""


def _title(lines: Sequence[Para], type_line: PaperLine | None) -> list[PaperLine]:
    """Find the subject: what stands under the type, centred, up to a line or the text."""
    if type_line is None:
        return []
    beside = type_line.para.lines[type_line.para.lines.index(type_line) + 1 :]
    found = [line for line in beside if line.text]
    after = lines[lines.index(type_line.para) + 1 :]
    return [*found, *(x for para in _titled(after, found) for x in para.lines if x.text)]


def _titled(after: Sequence[Para], beside: Sequence[PaperLine]) -> list[Para]:
    """Find the paragraphs of the subject among those behind the type."""
    found: list[Para] = []
    for para in after:
        if not para.text and not found and not beside and not is_drawn(para):
            continue
        centred = para.shape.align == "center" and not para.text.startswith("(")
        # The first line under the type is the subject even where it stands at the left; from the
        # second on only centring tells it from the text.
        begun = bool(found or beside)
        if not para.text or is_drawn(para) or ADDRESS.match(para.text) or (begun and not centred):
            break
        found.append(para)
    return found


def _under(lines: Sequence[Para], title: Sequence[PaperLine]) -> Iterator[Para]:
    """Yield what stands right under the subject: empty paragraphs, lines, hyphens."""
    if not title:
        return
    for para in lines[lines.index(title[-1].para) + 1 :]:
        if para.text and not is_drawn(para):
            return
        yield para


def _body(lines: Sequence[Para], title: Sequence[PaperLine | None]) -> list[Para]:
    """Return the paragraphs of the text that are not empty."""
    start = max((lines.index(line.para) + 1 for line in title if line is not None), default=0)
    held = (para for para in lines[start:] if para.text and not is_drawn(para))
    return list(dropwhile(_is_remark, held))


def _is_remark(para: Para) -> bool:
    """Tell whether a paragraph is a remark in brackets under the subject."""
    # Seen: “(Ban hành kèm theo Nghị quyết số 35-NQ/TU …)” under the subject of a plan.
    return para.text.startswith("(") and para.shape.align == "center"


def _address(body: Sequence[Para], *, all_of: bool = False) -> Iterator[Para]:
    """Yield ``Kính gửi`` and the lines of receivers under it: in the first lines, or in all."""
    for index, para in enumerate(body if all_of else body[:6]):
        if ADDRESS.match(para.text):
            yield para
            yield from takewhile(lambda p: p.text.startswith("-"), body[index + 1 :])
            return


def _is_base(para: Para) -> bool:
    """Tell whether a paragraph names what a document is based on, and says nothing more."""
    text = para.text.lstrip("- ")
    # The last one often leads into the text: “Căn cứ chức năng, …, cụ thể như sau:”.
    return text.startswith("Căn cứ") and not text.endswith(":")


def _annexes(paper: Paper, after: Sequence[Para]) -> Iterator[Annex]:
    """Yield the annexes behind the signature."""
    starts = [i for i, para in enumerate(after) if para.table is None and is_annex(para)]
    for start, end in pairwise((*starts, len(after))):
        inside = after[start:end]
        opening = list(takewhile(lambda p: p.table is None, inside))
        lines = [x for p in opening for x in p.lines if x.text and not is_drawn(p)]
        attached = next((x for x in lines if x.text.startswith("(")), None)
        title = list(takewhile(_may_title, lines[1:]))
        # Some name it below what it goes with.
        if not title and attached and attached in lines:
            below = lines[lines.index(attached) + 1 :]
            title = list(takewhile(lambda x: _is_set_off(x) and not _HEADING.match(x.text), below))
        numbers = {p.table.number for p in inside if p.table is not None}
        grids = tuple(grid for grid in paper.grids if grid.number in numbers)
        yield Annex(lines[0], tuple(filter(_is_set_off, title)), attached, grids)


def _may_title(line: PaperLine) -> bool:
    """Tell whether a line may stand in the title of an annex."""
    return not line.text.startswith("(") and len(line.text) < _LONGER


def _is_set_off(line: PaperLine) -> bool:
    """Tell whether a line is set as a title: centred, or in capitals."""
    return _may_title(line) and (line.para.shape.align == "center" or line.is_upper)
