"""Rules on receivers and signature of government documents."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from reconcile.layout.checks.faults import Fault
from reconcile.layout.checks.looks import capitals, look
from reconcile.layout.document.anatomy import Anatomy
from reconcile.layout.document.paper import PaperLine
from reconcile.layout.rules.rules import Rule, kinds

_LABEL = "Nơi nhận:"
_KEPT = re.compile(r"^- Lưu:? ")
_NO_BODY = "không thấy “Nơi nhận:”"


def signature(doc: Anatomy, rule: Rule) -> Iterator[Fault]:
    """Yield what is wrong with who signs."""
    ending = doc.ending
    if ending.label is None:
        yield Fault(None, _NO_BODY)
        return
    if ending.grid is None and not ending.typed:
        yield Fault(ending.label, "“Nơi nhận” và khối ký không đặt cạnh nhau trong bảng hai cột")
    # A draft holds the place of a name open with dots, strokes or brackets.
    lines = [x for x in ending.signers if not set(x.text) <= set(". …_[]")]
    titles, name = split_signers(lines)
    if not titles:
        yield Fault(ending.label, "không thấy quyền hạn, chức vụ của người ký")
        return
    wrong = re.compile(kinds().signature["wrong_government"])
    for line in titles:
        yield from capitals(line)
        yield from look(line, rule.measures.text["quyen_han"])
        if wrong.match(line.text):
            yield Fault(line, f"ghi “{line.text[:12]}”")
    yield from names(name, rule)


def names(lines: Sequence[PaperLine], rule: Rule) -> Iterator[Fault]:
    """Yield what is wrong with the name of who signs."""
    degrees = re.compile(kinds().signature["degrees"])
    for line in lines:
        yield from look(line, rule.measures.text["ho_ten"])
        if degrees.match(line.text):
            yield Fault(line, "họ tên ghi kèm học hàm, học vị")
        if len(line.text) > 1 and line.is_upper:
            yield Fault(line, "họ tên in hoa")


def split_signers(lines: Sequence[PaperLine]) -> tuple[list[PaperLine], list[PaperLine]]:
    """Tell titles and name apart: the name comes last, behind empty lines or in small letters."""
    if len(lines) < 2:
        return list(lines), []
    last = lines[-1]
    before = lines[-2]
    # A draft without a name ends with the position, in capitals right under the authority.
    alone = not last.is_upper or _empty_between(before, last)
    return (list(lines[:-1]), [last]) if alone else (list(lines), [])


def receivers(doc: Anatomy, rule: Rule) -> Iterator[Fault]:
    """Yield what is wrong with Nơi nhận."""
    label = doc.ending.label
    if label is None:
        yield Fault(None, _NO_BODY)
        return
    if label.text != _LABEL:
        yield Fault(label, f"ghi “{label.text}”")
    yield from look(label, rule.measures.text["noi_nhan"])
    listed = doc.ending.receivers
    for line in listed:
        yield from look(line, rule.measures.text["noi_nhan_dong"], aligned=False)
    yield from _list_marks(listed)
    if not listed or not listed[-1].text.startswith("- Lưu: VT"):
        last = listed[-1] if listed else label
        yield Fault(last, f"dòng cuối ghi “{last.text}”")


def as_above(doc: Anatomy, _rule: Rule) -> Iterator[Fault]:
    """Yield a list of receivers that should begin with those of Kính gửi."""
    listed = doc.ending.receivers
    if doc.address and listed and listed[0].text not in ("- Như trên;", "- Như trên."):
        yield Fault(listed[0], f"dòng đầu ghi “{listed[0].text}”")


def list_ends(listed: Sequence[PaperLine], end: str) -> Iterator[Fault]:
    """Yield receivers that do not end as they should; a receiver may go on over lines."""
    for line, after in pairwise(listed):
        # Seen: “- Các cơ quan chuyên trách tham mưu,” with “giúp việc Tỉnh ủy,” on the next line.
        if after.text.startswith("-") and not line.text.endswith(end):
            yield Fault(line, f"dòng nơi nhận không kết thúc bằng “{end}”")
    if listed and not listed[-1].text.endswith("."):
        yield Fault(listed[-1], "dòng cuối không kết thúc bằng “.”")


def _list_marks(listed: Sequence[PaperLine]) -> Iterator[Fault]:
    """Yield receivers without their hyphen or their end."""
    if listed and not listed[0].text.startswith("- "):
        yield Fault(listed[0], "dòng nơi nhận không bắt đầu bằng “- ”")
    for line in listed:
        if line.text.startswith("-") and not line.text.startswith("- "):
            yield Fault(line, "không có dấu cách sau gạch đầu dòng")
    yield from list_ends(listed, ";")


def _empty_between(above: PaperLine, below: PaperLine) -> bool:
    """Tell whether something empty stands between two lines."""
    if above.para is below.para:
        lines = above.para.lines
        return lines.index(below) - lines.index(above) > 1
    cell = below.para.element.getparent()
    held = list(cell) if cell is not None else []
    if above.para.element not in held:
        return True
    return held.index(below.para.element) - held.index(above.para.element) > 2
