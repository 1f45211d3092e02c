"""Rules on the letterhead of government documents."""

import re
from collections.abc import Iterator

from reconcile.layout.checks.faults import Fault
from reconcile.layout.checks.looks import capitals, look, rule_faults
from reconcile.layout.document.anatomy import Anatomy
from reconcile.layout.document.paper import PaperLine
from reconcile.layout.rules.rules import Rule, kinds, number
from reconcile.vocabulary.text import clean


def head_table(doc: Anatomy, rule: Rule) -> Iterator[Fault]:
    """Yield what is wrong with the table that holds the letterhead."""
    grid = doc.head.grid
    if grid is None:
        # Columns that are typed are told by G49.
        if not doc.head.typed and (doc.head.motto or doc.head.party):
            yield Fault(doc.head.motto or doc.head.party, "phần đầu không đặt trong bảng hai cột")
        return
    if grid.borders is None or grid.borders:
        yield Fault(grid, "bảng phần đầu có kẻ khung")
    cells = grid.rows[0].cells
    if len(cells) != 2:
        yield Fault(grid, f"bảng phần đầu có {len(cells)} cột")
        return
    left, right = (cell.width for cell in cells)
    # Quốc hiệu of 12 pt takes 88 mm: a narrower column would break it.
    if right and (right <= left or right < rule.limits["least"] - rule.limits["tolerance"]):
        yield Fault(grid, f"cột trái {number(round(left))} mm, cột phải {number(round(right))} mm")


def motto(doc: Anatomy, rule: Rule) -> Iterator[Fault]:
    """Yield what is wrong with Quốc hiệu."""
    yield from fixed_line(doc.head.motto, rule, "quoc_hieu", "không có Quốc hiệu")


def creed(doc: Anatomy, rule: Rule) -> Iterator[Fault]:
    """Yield what is wrong with Tiêu ngữ."""
    yield from fixed_line(doc.head.creed, rule, "tieu_ngu", "không có Tiêu ngữ")


def creed_line(doc: Anatomy, rule: Rule) -> Iterator[Fault]:
    """Yield what is wrong with the line under Tiêu ngữ."""
    if doc.head.creed:
        margin = rule.limits["percent"] / 100
        yield from rule_faults(doc.head.creed, doc.paper, (1 - margin, 1 + margin))


def agency_names(doc: Anatomy, rule: Rule) -> Iterator[Fault]:
    """Yield what is wrong with the names of the agencies."""
    names = doc.head.names
    if not names:
        yield Fault(doc.head.grid, "không thấy tên cơ quan ban hành")
        return
    own = own_names(names)
    for line in names:
        yield from capitals(line)
        kind = "ban_hanh" if line in own else "chu_quan"
        yield from look(line, rule.measures.text[kind])


def agency_line(doc: Anatomy, rule: Rule) -> Iterator[Fault]:
    """Yield what is wrong with the line under the agency's name."""
    if doc.head.names:
        low, high = rule.measures.rule["short"].shares
        margin = rule.limits["tolerance"]
        yield from rule_faults(doc.head.names[-1], doc.paper, (low - margin, high + margin))


def document_number(doc: Anatomy, rule: Rule) -> Iterator[Fault]:
    """Yield what is wrong with the number and symbol."""
    line = doc.head.number
    if line is None:
        yield Fault(doc.head.grid, "không thấy số, ký hiệu")
        return
    if not re.fullmatch(_number_pattern(doc, rule), line.text):
        yield Fault(line, f"ghi “{shown(line)}”")
    yield from look(line, rule.measures.text["so"])
    date = doc.head.date
    if date is not None and date.para.row != line.para.row:
        yield Fault(line, "không cùng dòng với địa danh, ngày tháng")


def place_and_date(doc: Anatomy, rule: Rule) -> Iterator[Fault]:
    """Yield what is wrong with the place and the date."""
    line = doc.head.date
    if line is None:
        yield Fault(doc.head.grid, "không thấy địa danh, ngày tháng")
        return
    if not re.fullmatch(rule.limits["pattern"], line.text):
        yield Fault(line, f"ghi “{shown(line)}”")
    yield from look(line, rule.measures.text["ngay"])


def size_sets(doc: Anatomy, rule: Rule) -> Iterator[Fault]:
    """Yield sizes of the letterhead that do not go together."""
    lines = [doc.head.motto, doc.head.creed, doc.head.date]
    held = [line.size for line in lines if line is not None and not line.typed]
    if len(held) == len(lines) and held not in rule.limits["sets"]:
        yield Fault(doc.head.motto, f"bộ cỡ {'/'.join(map(number, held))}")


def fixed_line(line: PaperLine | None, rule: Rule, kind: str, absent: str) -> Iterator[Fault]:
    """Yield what is wrong with a line whose words are fixed."""
    if line is None:
        yield Fault(None, absent)
        return
    # Cleaned, so that letters put together from parts are a fault of G07 and of no other rule.
    if not re.fullmatch(rule.limits["pattern"], clean(line.text)):
        yield Fault(line, f"ghi “{line.text}”")
    yield from look(line, rule.measures.text[kind])


def own_names(names: tuple[PaperLine, ...]) -> tuple[PaperLine, ...]:
    """Return the lines that name who issues a document: the last, or a committee with its place.

    A name of several lines is taken from where the bold type begins.
    """
    words = kinds().letterhead
    first, *rest = (line.text.upper() for line in names)
    # Both lines of a committee name it, with none above them: usual everywhere.
    # A long place name may begin in the line below: ĐẶC KHU / KHUYẾN CHIỀNG.
    if first in words["councils"] and rest and f"{rest[0]} ".startswith(words["places"]):
        # A broken place name may go on with a word that begins an office's: TRƯỜNG KHUYẾN.
        own = (at for at in range(1, len(names)) if names[at].para is not names[at - 1].para)
        office = (at for at in own if names[at].text.upper().startswith(words["offices"]))
        return names[next(office, 0) :]
    later = (line.text.upper().startswith(words["offices"]) for line in names[1:])
    if all(line.para is names[0].para for line in names) and not any(later):
        # One name that needs several lines, with none above it.
        return names
    start = next((at for at, line in enumerate(names) if line.all("bold")), len(names) - 1)
    # Of several lines the first is the superior's, even where it is set in bold.
    return names[max(start, 1) if len(names) > 1 else 0 :]


def _number_pattern(doc: Anatomy, rule: Rule) -> str:
    """Return the pattern of the number and symbol of this type of document."""
    if doc.kind == "letter":
        form: str = rule.limits["letter"]
    else:
        form = rule.limits["named" if doc.abbreviation else "other"]
    return form.format(type=doc.abbreviation)


def shown(line: PaperLine) -> str:
    """Show a line with its gaps, on one line."""
    return re.sub(r" {3,}", "   ", line.text)
