"""Rules on what stands between the letterhead and the text of government documents."""

from collections.abc import Iterator, Sequence

from reconcile.layout.checks.faults import Fault
from reconcile.layout.checks.looks import capitals, look, rule_faults, sized
from reconcile.layout.document.anatomy import Anatomy
from reconcile.layout.document.paper import PaperLine, Para
from reconcile.layout.rules.rules import Rule, number


def type_name(doc: Anatomy, rule: Rule) -> Iterator[Fault]:
    """Yield what is wrong with the name of the type; a công văn has none."""
    line = doc.type_line
    if line is None:
        if doc.kind != "letter":
            absent = "không thấy tên loại văn bản, cũng không có trích yếu công văn"
            yield Fault(doc.head.grid, absent)
        return
    if doc.kind == "letter":
        yield Fault(line, "công văn ghi tên loại")
        return
    yield from capitals(line)
    yield from look(line, rule.measures.text["ten_loai"])


def subject(doc: Anatomy, rule: Rule) -> Iterator[Fault]:
    """Yield what is wrong with the subject of a document with a type."""
    if doc.type_line is None or doc.kind == "letter":
        return
    lines = doc.subject
    if not lines:
        yield Fault(doc.type_line, "không thấy trích yếu")
        return
    for line in lines:
        yield from look(line, rule.measures.text["trich_yeu"])
    yield from subject_words(lines, rule)


def subject_words(lines: Sequence[PaperLine], rule: Rule) -> Iterator[Fault]:
    """Yield a subject in capitals, too long, or with a full stop."""
    text = " ".join(line.text for line in lines)
    if text == text.upper():
        yield Fault(lines[0], "trích yếu in hoa")
    printed = sum(len(line.wrapped()) for line in lines)
    if printed > rule.limits["lines"]:
        yield Fault(lines[0], f"trích yếu dài {printed} dòng")
    if text.endswith("."):
        yield Fault(lines[-1], "trích yếu có dấu chấm cuối")


def subject_line(doc: Anatomy, rule: Rule) -> Iterator[Fault]:
    """Yield what is wrong with the line under the subject."""
    lines = doc.subject
    if not lines or doc.kind == "letter":
        return
    for para in doc.under_subject:
        # Hyphens and the star are the Party's; ND30 asks for a drawn line (Phụ lục I, II.5).
        if para.text and set(para.text) <= set("- *"):
            yield Fault(para, f"dùng “{para.text[:5]}” dưới trích yếu")
            return
    low, high = rule.measures.rule["short"].shares
    margin = rule.limits["tolerance"]
    yield from rule_faults(_last_line(doc, lines[-1]), doc.paper, (low - margin, high + margin))


def letter_subject(doc: Anatomy, rule: Rule) -> Iterator[Fault]:
    """Yield what is wrong with the subject of a công văn."""
    if doc.kind != "letter":
        return
    lines = doc.head.about
    if not lines:
        at = doc.head.number or doc.head.grid
        yield Fault(at, "công văn không có trích yếu dưới số, ký hiệu")
        return
    if not lines[0].text.startswith("V/v "):
        yield Fault(lines[0], f"bắt đầu bằng “{lines[0].text[:8]}”")
    for line in lines:
        yield from look(line, rule.measures.text["ve_viec"])
    gap = _gap_above(doc, lines[0])
    if gap is not None and gap < rule.limits["gap"] - rule.limits["tolerance"]:
        yield Fault(lines[0], f"cách số, ký hiệu {number(gap)} pt")


def address(doc: Anatomy, rule: Rule) -> Iterator[Fault]:
    """Yield what is wrong with Kính gửi."""
    if not doc.address:
        if doc.kind == "letter":
            yield Fault(doc.head.number, "công văn không có “Kính gửi:”")
        return
    opening, *listed = doc.address
    for para in doc.address:
        yield from _address_looks(para, rule)
    head, colon, rest = opening.text.partition(":")
    if not colon:
        yield Fault(opening, f"“{head[:10]}” không có dấu hai chấm")
    yield from _receivers(opening, listed, rest.strip())


def _address_looks(para: Para, rule: Rule) -> Iterator[Fault]:
    """Yield how the lines of Kính gửi differ from what they should look like."""
    for line in para.lines:
        if line.text:
            yield from sized(line, rule.measures.text["kinh_gui"])
            if line.any("italic"):
                yield Fault(line, "chữ nghiêng")


def _receivers(opening: Para, listed: Sequence[Para], rest: str) -> Iterator[Fault]:
    """Yield what is wrong with how the receivers are listed."""
    if rest and listed:
        yield Fault(opening, "vừa ghi nơi nhận cùng dòng vừa liệt kê ở dưới")
    if not rest and len(listed) == 1:
        yield Fault(listed[0], "chỉ có một nơi nhận nhưng xuống dòng")
    for para in listed[:-1]:
        if not para.text.endswith(";"):
            yield Fault(para, "dòng nơi nhận không kết thúc bằng “;”")
    if listed and not listed[-1].text.endswith("."):
        yield Fault(listed[-1], "dòng nơi nhận cuối không kết thúc bằng “.”")
    starts = {round(para.shape.left + para.shape.first) for para in listed}
    if len(starts) > 1 or any(para.shape.align == "center" for para in listed):
        yield Fault(listed[0], "các gạch đầu dòng không thẳng hàng")


def _last_line(doc: Anatomy, last: PaperLine) -> PaperLine:
    """Return the line over the drawn one: of the subject, or of a bracket right under it."""
    after = doc.paper.flow[doc.paper.flow.index(last.para) + 1 :][:1]
    # Seen: the subject, then “(Ban hành kèm theo Nghị quyết …)”, and the line under that.
    if after and after[0].text.startswith("(") and after[0].shape.align == "center":
        return [line for line in after[0].lines if line.text][-1]
    return last


def _gap_above(doc: Anatomy, line: PaperLine) -> float | None:
    """Return the gap between a line's paragraph and the one above it; None if it begins later."""
    if line.typed:
        return None
    if line is not next(x for x in line.para.lines if x.text):
        return 0.0
    before = doc.paper.flow[doc.paper.flow.index(line.para) - 1]
    # An empty line between them is gap enough.
    if not before.text:
        return None
    return before.shape.after + line.para.shape.before
