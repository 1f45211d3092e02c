"""What a plan says of itself above its table: number, date, title, the plan that it carries out."""

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from reconcile.model import Directive
from reconcile.vocabulary.directives import find_citations
from reconcile.vocabulary.roman import ROMAN
from reconcile.vocabulary.same_document import same_document
from reconcile.vocabulary.tables import table
from reconcile.vocabulary.text import bare, clean, one_line
from reconcile.vocabulary.times import calendar_day

_TABLE = table("units")["facts"]
_NUMBER = re.compile(r"so\s?:|so\s?(?=[\d/-])")
_ENCLOSED = re.compile(r"kem theo|dinh kem")
_HEADLINE = re.compile(rf"\W*(?:{'|'.join(_TABLE['types'])}) so\b")
_DAY = re.compile(r"ngay\s*(\d{1,2})\s*thang\s*(\d{1,2})\s*nam\s*(\d{4})")
_IN_FIGURES = re.compile(r"[a-z' -]{2,40}, ngay (\d{1,2})/(\d{1,2})/(\d{4})")
_CUT_DAY = re.compile(r"ngay\s*\d{1,2}(?:\s*thang(?:\s*\d{1,2}(?:\s*nam)?)?)?$")
_ANNEX = re.compile(rf"(?:{'|'.join(_TABLE['annexes'])})(?: (?:so )?(?:{ROMAN.lower()}|\d+))?")
_TITLE = re.compile(rf"(?:{'|'.join(_TABLE['titles'])})(?![a-z])")
_OPENING = re.compile(_TABLE["opening"])
_ABOUT = re.compile(
    r"[Kk]èm theo (?:Kế hoạch|Chương trình|Đề án) số[^()]* của [^()]*? ([Vv]ề [^()]+?)[\s.;]*\)"
)
_LONGEST_TITLE, _LONGEST_ROW = 300, 180
_REACH = 90
"""How far after ``thực hiện`` the plan carried out may be named, in letters."""


@dataclass(frozen=True, slots=True)
class PlanFacts:
    """What a plan says of itself; each part empty when it does not say.

    ``number`` and ``carries`` are symbols such as ``140/KH-UBND``; ``title`` is the trích yếu.
    """

    number: str = ""
    issued: dt.date | None = None
    title: str = ""
    carries: str = ""


def read_plan_facts(lines: Sequence[str]) -> PlanFacts:
    """Read what a plan says of itself from the lines around its table, in their order."""
    rows = [row for text in lines for row in clean(text).split("\n") if row]
    own = _own(rows)
    number = own.symbol if own else ""
    issued = _issued(rows) or (own.date if own else None)
    return PlanFacts(number, issued, _title(rows), _carries(rows, own))


def own_number(lines: Sequence[str]) -> str:
    """Read the number beside ``Số:`` in a letterhead; empty where it has none, or is a draft's."""
    row = next((row for row in lines if _NUMBER.match(bare(row))), "")
    found = _first(row) if row else None
    return found.symbol if found else ""


def is_draft(lines: Sequence[str]) -> bool:
    """Tell whether a letterhead leaves its number open: ``Số:      /KH-UBND``."""
    return any(_NUMBER.match(bare(row)) and _first(row) is None for row in lines)


def headline(lines: Sequence[str]) -> Directive | None:
    """Read the plan that a line of its own names: ``Kế hoạch số 12/KH-UBND ngày 05/01/2026``."""
    named = (_first(row) for row in lines if _HEADLINE.match(bare(row)))
    return next((found for found in named if found and found.kind in _TABLE["issues"]), None)


def enclosed_with(lines: Sequence[str]) -> Directive | None:
    """Read the document that an annex says it goes with, whatever that is."""
    said = (_first(_after(row, _ENCLOSED)) for row in lines if _ENCLOSED.search(bare(row)))
    return next((found for found in said if found), None)


def _own(rows: Sequence[str]) -> Directive | None:
    """Read the plan's own number: beside ``Số:``, else from ``Kèm theo Kế hoạch số …``."""
    for row in rows:
        if _NUMBER.match(bare(row)):
            # Even none: “Số:      /KH-UBND” is a draft, and a number elsewhere is not its own.
            return _first(row)
    return enclosed_with(rows)


def _issued(rows: Sequence[str]) -> dt.date | None:
    """Read the day of issue beside the place: ``Dân Tiến, ngày 05 tháng 02 năm 2026``.

    The line may be broken in it, as in the narrow column of a letterhead in a PDF.
    """
    for row, below in zip_longest(rows, rows[1:], fillvalue=""):
        said = bare(f"{row} {below}" if _CUT_DAY.search(bare(row)) else row)
        # The day of an enclosure is that of the plan it belongs to, and is read with its number.
        hit = _DAY.search(said) or _IN_FIGURES.fullmatch(said.strip(" ."))
        if hit and not _ENCLOSED.search(said) and (said.startswith("ngay") or ", ngay" in said):
            return calendar_day(int(hit[3]), int(hit[2]), int(hit[1]))
    return None


def _title(rows: Sequence[str]) -> str:
    """Read the title: what follows the type on a line of its own, else what begins like one."""
    said = [bare(row) for row in rows]
    for is_type in (_TABLE["types"].__contains__, _ANNEX.fullmatch):
        for at, row in enumerate(said):
            if is_type(row.strip(" .:")):
                title = " ".join(_until_end(rows[at + 1 : at + 6]))
                if title:
                    return title[:_LONGEST_TITLE]
        # An annex may say of its plan what that is about; its own title is the table's.
        if about := next(filter(None, map(_subject, rows)), ""):
            return about[:_LONGEST_TITLE]
    start = (rows[at] for at, row in enumerate(said) if _TITLE.match(row) and len(row) > 12)
    return " ".join(_until_end([next(start, "")]))[:_LONGEST_TITLE]


def _subject(row: str) -> str:
    """Read what a plan is about where its annex names it: ``(Kèm theo Kế hoạch … về …)``."""
    hit = _ABOUT.search(one_line(row))
    return hit[1].strip() if hit else ""


def _until_end(rows: Sequence[str]) -> Iterator[str]:
    """Yield the lines of a title up to where it ends, or the text of the plan begins."""
    for at, row in enumerate(rows):
        said = bare(row)
        if not said or said.startswith(tuple(_TABLE["ends"])):
            return
        # No line of a title ends as a sentence does: it is the text of the plan.
        is_text = row[:1].isupper() and not row.isupper() and row.rstrip().endswith((".", ":"))
        if at and (is_text or len(said) > _LONGEST_ROW or _OPENING.search(said)):
            return
        kept, opened, _ = row.partition("(Kèm theo")
        yield one_line(kept)
        if opened:
            return


def _carries(rows: Sequence[str], own: Directive | None) -> str:
    """Read the upper plan that the plan says it carries out, else one that it is based on."""
    for verb in (_TABLE["carries"], _TABLE["based"]):
        for row in rows:
            for cited in _named_after(row, re.compile(rf"(?<![a-z]){verb}(?![a-z])")):
                if cited.kind in _TABLE["plans"] and not (own and same_document(cited, own)):
                    return cited.symbol
    return ""


def _named_after(row: str, verb: re.Pattern[str]) -> Iterator[Directive]:
    """Yield what a line cites soon after a verb."""
    line = one_line(row)
    said = bare(row)
    # What is found in the one cannot be shown from the other then.
    if len(said) != len(line):
        return
    for hit in verb.finditer(said):
        for cited in find_citations(line):
            if 0 <= cited.start - hit.end() <= _REACH:
                yield cited.directive


def _after(row: str, pattern: re.Pattern[str]) -> str:
    """Give the part of a line that follows a pattern."""
    line = one_line(row)
    hit = pattern.search(bare(row))
    return line[hit.end() :] if hit and len(line) == len(bare(row)) else line


def _first(row: str) -> Directive | None:
    """Give the first document that a line names."""
    found = find_citations(row)
    return found[0].directive if found else None
