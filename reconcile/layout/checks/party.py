"""Rules on Party documents that government documents do not have."""

import re
from collections.abc import Iterator

from reconcile.layout.checks.end import list_ends, names, split_signers
from reconcile.layout.checks.faults import Fault
from reconcile.layout.checks.head import fixed_line, own_names, shown
from reconcile.layout.checks.looks import capitals, look, rule_faults
from reconcile.layout.document.anatomy import Anatomy
from reconcile.layout.document.letterhead import is_drawn
from reconcile.layout.document.paper import PaperLine
from reconcile.layout.rules.rules import Rule, kinds
from reconcile.vocabulary.text import bare

_LABEL = "Nơi nhận:"
_POSITION = re.compile(r"PHÓ BÍ THƯ")


def no_government_parts(doc: Anatomy, _rule: Rule) -> Iterator[Fault]:
    """Yield Quốc hiệu, Tiêu ngữ and ``Số:`` in a Party document."""
    for para in doc.paper.flow:
        for line in para.lines:
            plain = bare(line.text)
            if plain.startswith("cong hoa xa hoi chu nghia viet nam"):
                yield Fault(line, "có Quốc hiệu")
            # The whole line: a text may well speak of independence, freedom and happiness.
            elif re.match(r"^doc lap\W+tu do\W+hanh phuc$", plain):
                yield Fault(line, "có Tiêu ngữ")
    number = doc.head.number
    if number is not None and re.match(r"^Số\s*:", number.text):
        yield Fault(number, "“Số” có dấu hai chấm")


def party_title(doc: Anatomy, rule: Rule) -> Iterator[Fault]:
    """Yield what is wrong with the Party's name, and with the line under it."""
    yield from fixed_line(doc.head.party, rule, "quoc_hieu", "không có “ĐẢNG CỘNG SẢN VIỆT NAM”")
    if doc.head.party:
        margin = rule.limits["percent"] / 100
        yield from rule_faults(doc.head.party, doc.paper, (1 - margin, 1 + margin))


def organisations(doc: Anatomy, rule: Rule) -> Iterator[Fault]:
    """Yield what is wrong with the names of the organisations."""
    lines = doc.head.names
    if not lines:
        yield Fault(doc.head.grid, "không thấy tên tổ chức đảng ban hành")
        return
    alone = lines[-1].text.upper().startswith(kinds().letterhead["committees"])
    if alone and len(lines) > 1:
        yield Fault(lines[0], "Tỉnh ủy, Thành ủy có dòng tổ chức cấp trên")
    own = own_names(lines)
    for line in lines:
        yield from capitals(line)
        kind = "ban_hanh" if line in own else "chu_quan"
        yield from look(line, rule.measures.text[kind])


def star(doc: Anatomy, rule: Rule) -> Iterator[Fault]:
    """Yield what is wrong with the star under the organisation."""
    line, lines = doc.head.star, doc.head.names
    if line is None:
        yield Fault(lines[-1] if lines else doc.head.grid, "không có dấu “*”")
    else:
        yield from look(line, rule.measures.text["sao"])
    left = [p for p in doc.head.paras if p.table is None or p.column == 0]
    # A typed star counts as drawn, too: it stands for the line of government documents.
    if any(is_drawn(para) and para.text != "*" for para in left):
        yield Fault(lines[-1] if lines else None, "có đường kẻ dưới tên tổ chức đảng")


def party_number(doc: Anatomy, rule: Rule) -> Iterator[Fault]:
    """Yield what is wrong with the number and symbol."""
    line = doc.head.number
    if line is None:
        yield Fault(doc.head.grid, "không thấy số, ký hiệu")
        return
    kind = "CV" if doc.kind == "letter" else doc.abbreviation or "[A-ZĐ][A-Za-zĐ]*"
    pattern = rule.limits["named"].format(type=kind)
    if not re.fullmatch(pattern, line.text):
        yield Fault(line, f"ghi “{shown(line)}”")
    yield from look(line, rule.measures.text["so"])


def type_and_subject(doc: Anatomy, rule: Rule) -> Iterator[Fault]:
    """Yield what is wrong with the type and the subject."""
    if doc.kind == "letter":
        return
    if doc.type_line is None:
        yield Fault(doc.head.grid, "không thấy tên loại văn bản")
        return
    yield from look(doc.type_line, rule.measures.text["ten_loai"])
    lines = doc.subject
    for line in lines:
        yield from look(line, rule.measures.text["trich_yeu"])
    if lines and lines[0].text[:1].isupper():
        yield Fault(lines[0], "trích yếu bắt đầu bằng chữ hoa")
    if not lines:
        yield Fault(doc.type_line, "không thấy trích yếu")


def separator(doc: Anatomy, rule: Rule) -> Iterator[Fault]:
    """Yield what is wrong with the hyphens under the subject."""
    if doc.kind == "letter" or doc.type_line is None:
        return
    marked = next((para for para in doc.under_subject if para.text), None)
    at = doc.subject[-1] if doc.subject else doc.type_line
    if marked is None:
        yield Fault(at, "không có “-----” dưới trích yếu")
    elif marked.text != rule.limits["mark"]:
        yield Fault(marked, f"ghi “{marked.text[:10]}”")
    elif marked.shape.align != "center":
        yield Fault(marked, "“-----” không căn giữa")
    if any(is_drawn(para) and not para.text for para in doc.under_subject):
        yield Fault(at, "có đường kẻ dưới trích yếu")


def authority(doc: Anatomy, rule: Rule) -> Iterator[Fault]:
    """Yield what is wrong with the authority that somebody signs with."""
    right = re.compile(kinds().signature["party"])
    wrong = re.compile(kinds().signature["wrong_party"])
    titles, _ = split_signers(doc.ending.signers)
    if not titles:
        yield Fault(doc.ending.label, "không thấy quyền hạn, chức vụ của người ký")
    for line in titles:
        if wrong.match(line.text):
            yield Fault(line, f"ghi “{line.text[:12]}”")
        elif right.match(line.text):
            yield from capitals(line)
            yield from look(line, rule.measures.text["quyen_han"])


def position(doc: Anatomy, rule: Rule) -> Iterator[Fault]:
    """Yield what is wrong with the position of who signs."""
    right = re.compile(kinds().signature["party"])
    wrong = re.compile(kinds().signature["wrong_party"])
    titles, _ = split_signers(doc.ending.signers)
    positions = [x for x in titles if not right.match(x.text) and not wrong.match(x.text)]
    for line in positions:
        yield from capitals(line)
        yield from look(line, rule.measures.text["chuc_vu"])
        if re.search(kinds().signature["committee"], line.text):
            yield Fault(line, "chức vụ ghi kèm tên tổ chức đảng")
    # A committee decides together, so that its deputy signs in its name and not in the head's.
    deputy = any(_POSITION.match(line.text) for line in positions)
    if deputy and any(line.text.startswith("K/T") for line in titles):
        yield Fault(titles[0], "ghi K/T trên “PHÓ BÍ THƯ”")


def signer_name(doc: Anatomy, rule: Rule) -> Iterator[Fault]:
    """Yield what is wrong with the name of who signs."""
    _, name = split_signers(doc.ending.signers)
    yield from names(name, rule)


def receivers_label(doc: Anatomy, rule: Rule) -> Iterator[Fault]:
    """Yield what is wrong with the words Nơi nhận."""
    label = doc.ending.label
    if label is None:
        yield Fault(None, "không thấy “Nơi nhận:”")
        return
    if label.text != _LABEL:
        yield Fault(label, f"ghi “{label.text}”")
    yield from look(label, rule.measures.text["noi_nhan"])


def receivers_list(doc: Anatomy, rule: Rule) -> Iterator[Fault]:
    """Yield what is wrong with the list of receivers."""
    listed = doc.ending.receivers
    for line in listed:
        yield from look(line, rule.measures.text["noi_nhan_dong"], aligned=False)
    yield from list_ends(listed, rule.limits["end"])
    last = _last_item(listed)
    if last is not None and not re.match(r"^- Lưu (?!.*\bVT\b)[^:]*$", last.text):
        yield Fault(last, f"dòng cuối ghi “{last.text}”")


def letter(doc: Anatomy, rule: Rule) -> Iterator[Fault]:
    """Yield what is wrong with what a công văn of the Party has of its own."""
    if doc.kind != "letter":
        return
    lines = doc.head.about
    if not lines:
        yield Fault(doc.head.number, "công văn không có trích yếu dưới số")
    for line in lines:
        yield from look(line, rule.measures.text["ve_viec"])
    if lines and lines[0].text.lower().startswith("v/v"):
        yield Fault(lines[0], "trích yếu ghi “V/v”")
    if not any(para.text.startswith("Kính gửi") for para in doc.address):
        yield Fault(doc.head.number, "công văn không có “Kính gửi”")
    number = doc.head.number
    if number is not None and "-CV/" not in number.text:
        yield Fault(number, f"ký hiệu ghi “{shown(number)}”")


def submission(doc: Anatomy, _rule: Rule) -> Iterator[Fault]:
    """Yield a Tờ trình that does not say Kính trình."""
    said = any(para.text.startswith("Kính trình") for para in doc.address)
    if doc.type_name == "TỜ TRÌNH" and not said:
        at = doc.address[0] if doc.address else doc.type_line
        yield Fault(at, "tờ trình không ghi “Kính trình”")


def _last_item(listed: tuple[PaperLine, ...]) -> PaperLine | None:
    """Return the last receiver, whose name may go on over lines."""
    return next((line for line in reversed(listed) if line.text.startswith("-")), None)
