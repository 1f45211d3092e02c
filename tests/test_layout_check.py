"""The layout checker: nothing in sound documents, and each planted fault found by its rule."""

import os
import re
import unicodedata
from collections import Counter
from collections.abc import Mapping
from io import BytesIO
from itertools import zip_longest
from pathlib import Path

import pytest
from docx import Document
from docx.document import Document as WordDocument
from docx.enum.text import WD_COLOR_INDEX
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt
from docx.table import Table
from docx.text.paragraph import Paragraph

import planting as p
from papers import COVERAGES, OUTCOMES, PER_UNIT, filled, filled_overall, under_party
from papers import PARTY as PARTY_UNIT
from plans import many
from reconcile.config import Config, DocumentKind, parse_config
from reconcile.layout.check import CHECKS, check_document
from reconcile.layout.rules.rules import PROFILES, rules_of
from reconcile.model import Severity

GOVERNMENT, PARTY = many(tasks=21), under_party(many(PARTY_UNIT, tasks=21))
"""Few enough tasks that a hundred faults can be planted in seconds."""
SETTINGS = """
[units."UBND xã Vĩnh Hạ"]
signer = { name = "Nguyễn Văn Bình" }
[units."Đảng ủy xã Vĩnh Hạ"]
signer = { name = "Nguyễn Văn Bình" }
[upper]
signer = { name = "Trần Thị Hoa" }
"""
BASES = {
    "report": (DocumentKind.REPORT, GOVERNMENT),
    "plan": (DocumentKind.PLAN, GOVERNMENT),
    "letter": (DocumentKind.LETTER, GOVERNMENT),
    "party report": (DocumentKind.REPORT, PARTY),
    "party plan": (DocumentKind.PLAN, PARTY),
    "party letter": (DocumentKind.LETTER, PARTY),
}
Bases = Mapping[str, bytes]


def settings() -> Config:
    """Settings that name who signs."""
    return parse_config(SETTINGS, "reconcile.toml")


@pytest.fixture(scope="session")
def bases(tmp_path_factory: pytest.TempPathFactory) -> Bases:
    """A sound document of each kind."""
    made = {}
    for name, (kind, outcome) in BASES.items():
        out = tmp_path_factory.mktemp("goc")
        made[name] = filled(kind, outcome, out, settings())[0].read_bytes()
    return made


def planted(data: bytes, plant: p.Plant) -> bytes:
    """A document with one thing changed."""
    document = Document(BytesIO(data))
    plant(document)
    saved = BytesIO()
    document.save(saved)
    return saved.getvalue()


def rules_found(data: bytes) -> set[str]:
    """The rules that a document breaks."""
    return {breach.rule.id for breach in check_document(data, "van-ban.docx").breaches}


def _landscape_first(document: WordDocument) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(297), Mm(210)


def _decompose(document: WordDocument) -> None:
    paragraph = p.find(document, "Trên đây là")
    p.rewrite(paragraph, unicodedata.normalize("NFD", paragraph.text))


def _borders(table: Table, value: str, colour: str = "000000") -> None:
    for borders in table._tbl.iter(qn("w:tblBorders")):  # noqa: SLF001 - no public door
        for line in borders:
            line.set(qn("w:val"), value)
            line.set(qn("w:color"), colour)


def _rule_length(words: str, after: int, side: float) -> p.Plant:
    def plant(document: WordDocument) -> None:
        held = list(p.paragraphs(document))
        at = next(i for i, x in enumerate(held) if words in x.text)
        held[at + after].paragraph_format.left_indent = Mm(side)
        held[at + after].paragraph_format.right_indent = Mm(side)

    return plant


def _narrow_right(document: WordDocument) -> None:
    for row in document.tables[0].rows:
        row.cells[0].width, row.cells[1].width = Mm(85), Mm(80)


def _shade(table: Table) -> None:
    cell = table.rows[1].cells[0]._tc  # noqa: SLF001 - no public door
    cell.get_or_add_tcPr().append(p.element("w:shd", val="clear", fill="D9D9D9"))


def _widen(table: Table) -> None:
    for column in table._tbl.iter(qn("w:gridCol")):  # noqa: SLF001 - no public door
        column.set(qn("w:w"), str(2 * int(column.get(qn("w:w"), "0"))))


def _number_row(value: str) -> p.Plant:
    def plant(document: WordDocument) -> None:
        cells = [row.cells[0] for row in document.tables[-1].rows]
        cell = next(cell for cell in cells if cell.text == "2")
        p.rewrite(cell.paragraphs[0], value)

    return plant


def _group_rows(table: Table) -> list[Paragraph]:
    rows = [row.cells[0].paragraphs[0] for row in table.rows]
    return [x for x in rows if re.match(r"[IVX]+\.", x.text)]


def _grouped(document: WordDocument) -> Table:
    """The last table with headings of groups."""
    return next(table for table in reversed(document.tables) if _group_rows(table))


def _repeat_group(document: WordDocument) -> None:
    first, second, *_ = [x for x in _group_rows(_grouped(document)) if x.text.startswith("I.")][1:]
    p.rewrite(second, first.text)


def _empty_group(document: WordDocument) -> None:
    table = _grouped(document)._tbl  # noqa: SLF001 - no public door
    last = _group_rows(_grouped(document))[-1]
    row = next(r for r in table.iter(qn("w:tr")) if last._p in set(r.iter(qn("w:p"))))  # noqa: SLF001
    for after in list(row.itersiblings(qn("w:tr"))):
        table.remove(after)


def _shape_cell(document: WordDocument) -> None:
    p.reshape(document.tables[-1].rows[-1].cells[1].paragraphs[0], first=10)


def _size_cell(document: WordDocument) -> None:
    for run in document.tables[-1].rows[3].cells[-1].paragraphs[0].runs:
        run.font.size = Pt(9)


def _no_page_number(document: WordDocument) -> None:
    paragraph = document.sections[0].header.paragraphs[0]
    for run in list(paragraph.runs):
        paragraph._p.remove(run._r)  # noqa: SLF001 - no public door


def _number_on_the_left(document: WordDocument) -> None:
    p.reshape(document.sections[0].header.paragraphs[0], align="left")


def _number_on_the_first_page(document: WordDocument) -> None:
    document.sections[0].different_first_page_header_footer = False


def _small_number(document: WordDocument) -> None:
    for run in document.sections[0].header.paragraphs[0].runs:
        run.font.size = Pt(10)


def _linked_header(document: WordDocument) -> None:
    document.sections[1].header.is_linked_to_previous = True


def _no_restart(document: WordDocument) -> None:
    for number in list(document.element.body.iter(qn("w:pgNumType"))):
        number.attrib.clear()


def _no_title(document: WordDocument) -> None:
    document.core_properties.title = ""


def _no_author(document: WordDocument) -> None:
    document.core_properties.author = ""


def _slash_end(document: WordDocument) -> None:
    last = next(x for x in p.paragraphs(document) if x.style and x.style.name == "Kết thúc")
    p.rewrite(last, f"{last.text.rstrip('.')}./.")


def _no_table(document: WordDocument) -> None:
    table = document.tables[0]._tbl  # noqa: SLF001 - no public door
    for paragraph in list(table.iter(qn("w:p"))):
        table.addprevious(paragraph)
    parent = table.getparent()
    assert parent is not None
    parent.remove(table)


def _contextual(document: WordDocument) -> None:
    for paragraph in p.paragraphs(document):
        if paragraph.style is not None and paragraph.style.name == "Thân văn bản":
            form = paragraph._p.get_or_add_pPr()  # noqa: SLF001 - no public door
            form.append(p.element("w:contextualSpacing"))


def _tab(document: WordDocument) -> None:
    paragraph = p.find(document, "Trên đây là")
    p.rewrite(paragraph, f"\t{paragraph.text}")


def _size_half(document: WordDocument) -> None:
    held = [x for x in p.paragraphs(document) if x.style and x.style.name == "Thân văn bản"]
    for paragraph in held[::2]:
        for run in paragraph.runs:
            run.font.size = Pt(13)


def _star_lines(document: WordDocument) -> None:
    star = p.find(document, "*")
    p.rewrite(star, "-------")


def _typed_letterhead(gap: str) -> p.Plant:
    def plant(document: WordDocument) -> None:
        table = document.tables[0]
        said = [[x.text for x in c.paragraphs if x.text] for r in table.rows for c in r.cells]
        pairs = [*zip(*said[:2], strict=True), *zip(*said[2:], strict=True)]
        lines = [f"   {left}{gap}{right}" for left, right in pairs]
        p.typed(table, lines, like="Số và ký hiệu")

    return plant


def _typed_signature(document: WordDocument) -> None:
    table = next(t for t in document.tables if "Nơi nhận" in t.rows[0].cells[0].text)
    sides = [[x.text for x in cell.paragraphs if x.text] for cell in table.rows[0].cells]
    pairs = zip_longest(*sides, fillvalue="")
    lines = [f"{left}\t\t\t\t{right}" for left, right in pairs]
    p.typed(table, lines, like="Số và ký hiệu")


def _box(words: str) -> p.Plant:
    def plant(document: WordDocument) -> None:
        run = p.find(document, "Trên đây là").add_run()
        said = f"<w:p><w:pPr/><w:r><w:t>{words}</w:t></w:r></w:p>"
        run._r.append(parse_xml(_BOX.format(said=said)))  # noqa: SLF001 - no public door

    return plant


def _watermark(document: WordDocument) -> None:
    run = document.sections[0].header.paragraphs[0].add_run()
    run._r.append(parse_xml(_ART))  # noqa: SLF001 - no public door


_BOX = (
    f'<w:pict {nsdecls("w")} xmlns:v="urn:schemas-microsoft-com:vml"><v:shape'
    ' style="width:90pt;height:30pt"><v:textbox><w:txbxContent>{said}</w:txbxContent></v:textbox>'
    "</v:shape></w:pict>"
)
_ART = (
    f'<w:pict {nsdecls("w")} xmlns:v="urn:schemas-microsoft-com:vml"><v:shape'
    ' style="width:400pt;height:90pt"><v:textpath string="DỰ THẢO"/></v:shape></w:pict>'
)
LEFT = {"align": "left"}
FAULTS: dict[str, tuple[str, str, p.Plant]] = {
    "letter paper": ("G01", "report", p.on_page(page_width=215.9, page_height=279.4)),
    "a first page on its side": ("G02", "report", _landscape_first),
    "a left margin of 20 mm": ("G03", "report", p.on_page(left_margin=20)),
    "a top margin of 30 mm": ("G03", "plan", p.on_page(top_margin=30)),
    "an annex with a margin of 5 mm": ("G04", "report", p.on_page(1, left_margin=5)),
    "a paragraph in Arial": ("G05", "report", p.look("Trên đây là", name="Arial")),
    "a red paragraph": ("G06", "report", p.look("Trên đây là", color="FF0000")),
    "a highlighted paragraph": (
        "G06",
        "plan",
        p.look("Trên đây là", highlight_color=WD_COLOR_INDEX.YELLOW),
    ),
    "letters put together from parts": ("G07", "report", _decompose),
    "a letterhead with borders": ("G08", "report", p.on_table(0, lambda t: _borders(t, "single"))),
    "a letterhead whose right column is narrow": ("G08", "plan", _narrow_right),
    "a letterhead without a table": ("G08", "report", _no_table),
    "Quốc hiệu of 14 pt": ("G09", "report", p.look("CỘNG HÒA", size=14)),
    "Quốc hiệu not bold": ("G09", "plan", p.look("CỘNG HÒA", bold=False)),
    "Quốc hiệu misspelt": (
        "G09",
        "letter",
        p.say("CỘNG HÒA", "CỘNG HÒA XÃ HỘI CHŨ NGHĨA VIỆT NAM"),
    ),
    "Tiêu ngữ without spaces": ("G10", "report", p.say("Độc lập", "Độc lập-Tự do-Hạnh phúc")),
    "Tiêu ngữ with dashes": ("G10", "plan", p.say("Độc lập", "Độc lập – Tự do – Hạnh phúc")),
    "Tiêu ngữ underlined": ("G10", "letter", p.look("Độc lập", underline=True)),
    "a short line under Tiêu ngữ": ("G11", "report", _rule_length("Độc lập", 1, 40)),
    "no line under Tiêu ngữ": ("G11", "plan", p.remove("Độc lập", 1)),
    "an agency not bold": ("G12", "report", p.look("XÃ VĨNH HẠ", bold=False)),
    "an agency in small letters": ("G12", "plan", p.say("XÃ VĨNH HẠ", "Xã Vĩnh Hạ")),
    "a long line under the agency": ("G13", "report", _rule_length("XÃ VĨNH HẠ", 1, 0)),
    "a number below ten without zero": ("G14", "report", p.say("/BC-UBND", "Số: 5/BC-UBND")),
    "a number without colon": ("G14", "plan", p.say("/KH-UBND", "Số 05/KH-UBND")),
    "a công văn with CV": ("G14", "letter", p.swap("/UBND-VP", "/CV-UBND")),
    "a plan with the symbol of a report": ("G14", "plan", p.swap("/KH-", "/BC-")),
    "a symbol with spaces": ("G14", "report", p.say("/BC-UBND", "Số: 05/BC - UBND")),
    "a number of 14 pt": ("G14", "plan", p.look("/KH-UBND", size=14)),
    "a month with needless zero": ("G15", "report", p.swap("tháng 11", "tháng 06")),
    "a place without comma": ("G15", "plan", p.swap("Vĩnh Hạ, ngày", "Vĩnh Hạ ngày")),
    "a date not in italics": ("G15", "letter", p.look("An Khê, ngày", italic=False)),
    "sizes that do not go together": ("G16", "report", p.look("CỘNG HÒA", size=12)),
    "a type not bold": ("G17", "report", p.look("BÁO CÁO", bold=False)),
    "a type on the left": ("G17", "plan", p.shape("KẾ HOẠCH", **LEFT)),
    "a công văn with a type": (
        "G17",
        "letter",
        p.insert("Kính gửi", "CÔNG VĂN", like="Phụ lục"),
    ),
    "a subject with full stop": (
        "G18",
        "report",
        p.swap("số năm 2026", "số năm 2026."),
    ),
    "a subject in regular type": ("G18", "plan", p.look("Triển khai thực hiện", bold=False)),
    "hyphens under the subject": (
        "G19",
        "plan",
        p.insert("Thực hiện Kế", "-----", like="KẾ HOẠCH"),
    ),
    "a long line under the subject": ("G19", "report", _rule_length("Kết quả cụ", 1, 0)),
    "a công văn about something": ("G20", "letter", p.swap("V/v đôn", "Về việc đôn")),
    "a subject of a công văn in bold": ("G20", "letter", p.look("V/v đôn đốc", bold=True)),
    "a subject near to the number": ("G20", "letter", p.shape("V/v đôn đốc", before=0)),
    "receivers that end with commas": (
        "G21",
        "letter",
        p.both(
            p.say("Kính gửi", "Kính gửi:"),
            p.insert("Thực hiện Kế", "- UBND xã A,", "- UBND xã B.", like="- Như trên"),
        ),
    ),
    "a công văn to nobody": ("G21", "letter", p.remove("Kính gửi")),
    "text of two sizes": ("G22", "report", _size_half),
    "text on the left": ("G23", "report", p.shape_all("Thân văn bản", **LEFT)),
    "an indent of 20 mm": ("G24", "report", p.shape("Trên đây là", first=20)),
    "an indent by Tab": ("G24", "plan", _tab),
    "indents of two kinds": ("G24", "report", p.shape("Thực hiện Kế", first=10)),
    "paragraphs without gap": ("G25", "report", p.shape_all("Thân văn bản", after=0, before=0)),
    "gaps that do not count": ("G25", "plan", _contextual),
    "double lines": ("G26", "report", p.shape("Trên đây là", line=2.0)),
    "lines too near": ("G26", "plan", p.shape("Trên đây là", exact=14)),
    "a part that is left out": ("G27", "report", p.swap("II. ĐÁNH GIÁ", "III. ĐÁNH GIÁ")),
    "a heading in small letters": ("G27", "plan", p.say("I. MỤC ĐÍCH", "I. Mục đích, yêu cầu")),
    "a heading not bold": ("G27", "report", p.look("II. ĐÁNH GIÁ", bold=False)),
    "an alphabet that is not ours": ("G27", "plan", p.swap("b) Làm", "c) Làm")),
    "a heading that may part": ("G27", "plan", p.shape("1. Mục đích", keep=False)),
    "a bullet": ("G28", "plan", p.swap("Kế hoạch gồm", "• Kế hoạch gồm")),
    "bases that are upright": (
        "G29",
        "plan",
        p.insert("Thực hiện Kế", "Căn cứ Luật A;", "Căn cứ Luật B."),
    ),
    "no end mark": ("G30", "report", p.swap("./.", ".")),
    "an end mark in the middle": ("G30", "plan", p.swap("a) Cụ thể", "a) ./. Cụ thể")),
    "TM with slash": ("G31", "report", p.swap("TM. ỦY", "T/M ỦY")),
    "TM without space": ("G31", "plan", p.swap("TM. ỦY", "TM.ỦY")),
    "a position not bold": ("G31", "letter", p.look("CHỦ TỊCH", bold=False)),
    "a name with degree": ("G31", "report", p.swap("Nguyễn", "TS. Nguyễn")),
    "Nơi nhận upright": ("G32", "report", p.look("Nơi nhận:", italic=False)),
    "receivers of 13 pt": ("G32", "plan", p.look("- Lưu: VT", size=13)),
    "a last receiver without VT": ("G32", "letter", p.say("- Lưu: VT", "- Lưu.")),
    "a receiver without semicolon": ("G32", "plan", p.swap("Đảng ủy;", "Đảng ủy,")),
    "receivers that leave out those above": ("G33", "report", p.say("- Như trên", "- UBND tỉnh;")),
    "no page number": ("G34", "report", _no_page_number),
    "a page number on the left": ("G34", "plan", _number_on_the_left),
    "a page number on the first page": ("G34", "letter", _number_on_the_first_page),
    "a page number of 10 pt": ("G34", "letter", _small_number),
    "an annex that goes on counting": ("G35", "report", _no_restart),
    "an annex with the header of the text": ("G35", "plan", _linked_header),
    "an annex in capitals": ("G36", "report", p.say("Phụ lục I", "PHỤ LỤC I")),
    "an annex without number": ("G36", "report", p.say("Phụ lục II", "Phụ lục")),
    "an annex numbered alone": ("G36", "plan", p.say("Phụ lục", "Phụ lục I")),
    "a title of an annex not bold": ("G36", "plan", p.look("DANH MỤC", bold=False)),
    "an annex of which nothing is said": (
        "G37",
        "plan",
        p.both(
            p.swap(" (chi tiết tại Phụ lục kèm theo)", ""), *[p.swap("tại Phụ lục", "dưới đây")] * 3
        ),
    ),
    "a table too wide": ("G38", "report", p.on_table(-1, _widen)),
    "headers that are not repeated": ("G38", "plan", p.drop_all("w:tblHeader")),
    "red lines of a table": (
        "G38",
        "letter",
        p.on_table(-1, lambda t: _borders(t, "single", "FF0000")),
    ),
    "a shaded cell": ("G38", "report", p.on_table(-1, _shade)),
    "a small cell": ("G39", "report", _size_cell),
    "an indent in a cell": ("G39", "plan", _shape_cell),
    "a number left out": ("G40", "plan", _number_row("3")),
    "a group number twice": ("G40", "letter", _repeat_group),
    "a group without tasks": ("G40", "letter", _empty_group),
    "a day with a needless zero": ("G41", "report", p.swap("a) Còn", "a) Đến 30/09/2026 còn")),
    "a day without its zero": ("G41", "plan", p.swap("a) Cụ thể", "a) Trước 5/2/2026, cụ thể")),
    "a symbol with a space": ("G42", "report", p.swap("a) Còn", "a) Theo 57 - NQ/TW còn")),
    "a symbol without hyphen": ("G42", "plan", p.swap("a) Cụ thể", "a) Theo 57 NQ/TW cụ thể")),
    "a tag": ("G43", "report", p.swap("a) Còn", "a) Còn {{ so }}")),
    "a hole": ("G43", "plan", p.swap("a) Cụ thể", "a) [...] cụ thể")),
    "a target left to the commune": (
        "G43",
        "plan",
        p.swap("a) Cụ thể", "a) Trồng [chỉ tiêu của xã] ha rừng; cụ thể"),
    ),
    "a number left open": ("G43", "plan", p.swap("a) Cụ thể", "a) Công văn số     /SYT-QL cụ thể")),
    "a day left open": ("G43", "plan", p.swap("a) Cụ thể", "a) Họp ngày     tháng 3 cụ thể")),
    "a figure left open": ("G43", "report", p.swap("a) Còn", "a) Còn ......... đồng, còn")),
    "a figure left open with strokes": (
        "G43",
        "plan",
        p.swap("a) Cụ thể", "a) Gồm ____ hộ, cụ thể"),
    ),
    "a figure left open at the end": (
        "G43",
        "report",
        p.swap("a) Còn", "a) Kinh phí ....... triệu, còn"),
    ),
    "a day of a month left open": (
        "G43",
        "plan",
        p.swap("a) Cụ thể", "a) Trước ngày    /9/2026 cụ thể"),
    ),
    "a number left open by one space": (
        "G43",
        "plan",
        p.swap("a) Cụ thể", "a) Nghị quyết số /NQ-HĐND cụ thể"),
    ),
    "a share left open": ("G43", "plan", p.swap("a) Cụ thể", "a) Đạt ...% cụ thể")),
    "an article left open": ("G43", "report", p.swap("a) Còn", "a) Theo khoản … Điều … còn")),
    "a figure left as crosses": ("G43", "report", p.swap("a) Còn", "a) Còn xxx")),
    "a day left open with dots": ("G43", "plan", p.swap("a) Cụ thể", "a) Trước …/…/2026 cụ thể")),
    "a box that says it is a draft": ("G43", "plan", _box("DỰ THẢO")),
    "a box that counts drafts": ("G43", "report", _box("Dự thảo lần 2")),
    "a draft's mark behind the text": ("G43", "letter", _watermark),
    "a space too many": ("G43", "letter", p.swap("1. Bổ sung", "1. Bổ  sung")),
    "a word twice": ("G43", "report", p.swap("a) Còn", "a) Còn còn".lower().replace("a) ", "a) "))),
    "a district": ("G44", "plan", p.swap("b) Làm cơ sở", "b) Làm cơ sở để UBND huyện,")),
    "a number without dot": ("G45", "report", p.swap("a) Còn", "a) Có 12500 hồ sơ, còn")),
    "a count that the annex denies": (
        "G46",
        "report",
        p.swap("còn 03 nhiệm vụ", "còn 04 nhiệm vụ"),
    ),
    "a count of the plan that the annex denies": (
        "G46",
        "plan",
        p.swap("Kế hoạch gồm ", "Kế hoạch gồm 9"),
    ),
    "marks of two kinds": ("G47", "plan", p.swap("a) Cụ thể hóa", "a) Cụ thể hoá")),
    "a letterhead typed with tabs": ("G49", "plan", _typed_letterhead("\t\t")),
    "a letterhead typed with spaces": ("G49", "report", _typed_letterhead(" " * 14)),
    "a signature typed with tabs": ("G49", "plan", _typed_signature),
    "text without diacritics": (
        "G50",
        "report",
        p.insert("Trên đây là", "Kiem ke dan trau bo va sua kenh muong noi dong."),
    ),
    "a task without diacritics": (
        "G50",
        "plan",
        lambda d: p.rewrite(
            d.tables[-1].rows[-1].cells[1].paragraphs[0], "Sua kenh muong tai cac thon vung cao"
        ),
    ),
    "no title in the properties": ("G48", "report", _no_title),
    "a Party page with a margin of 20 mm": ("P01", "party plan", p.on_page(right_margin=20)),
    "a Party number with colon": ("P02", "party plan", p.say("-KH/ĐU", "Số: 05-KH/ĐU")),
    "a Party name of 14 pt": ("P03", "party plan", p.look("ĐẢNG CỘNG SẢN", size=14)),
    "no line under the Party's name": ("P03", "party report", p.remove("ĐẢNG CỘNG SẢN", 1)),
    "a committee not bold": ("P04", "party plan", p.look("ĐẢNG ỦY XÃ", bold=False)),
    "a bold superior committee": ("P04", "party report", p.look("ĐẢNG BỘ TỈNH", bold=True)),
    "hyphens instead of the star": ("P05", "party plan", _star_lines),
    "a Party symbol as an office's": ("P06", "party plan", p.say("-KH/ĐU", "Số 05/KH-ĐU")),
    "a Party number below ten": ("P06", "party report", p.say("-BC/ĐU", "Số 5-BC/ĐU")),
    "a Party date upright": ("P07", "party plan", p.look("Vĩnh Hạ, ngày", italic=False)),
    "a Party type of 14 pt": ("P08", "party plan", p.look("KẾ HOẠCH", size=14)),
    "a Party subject with capital": ("P08", "party report", p.swap("kết quả", "Kết quả")),
    "three hyphens": ("P09", "party plan", p.say("-----", "---")),
    "no hyphens": ("P09", "party report", p.remove("-----")),
    "Party text on the left": ("P10", "party plan", p.shape_all("Thân văn bản", **LEFT)),
    "a Party indent of 20 mm": ("P10", "party report", p.shape("Trên đây là", first=20)),
    "Party lines of one and a half": ("P11", "party plan", p.shape("Trên đây là", line=1.5)),
    "Party bases without hyphen": (
        "P12",
        "party plan",
        p.insert("Thực hiện Kế", "Căn cứ Quy chế."),
    ),
    "Party headings of two kinds": ("P13", "party plan", p.swap("II. NHIỆM", "II- NHIỆM")),
    "a Party end with slash": (
        "P14",
        "party plan",
        p.swap("nghiêm túc.", "nghiêm túc./."),
    ),
    "Party TM with dot": ("P15", "party plan", p.swap("T/M BAN", "TM. BAN")),
    "Party authority not bold": ("P15", "party report", p.look("T/M BAN", bold=False)),
    "a bold Party position": ("P16", "party plan", p.look("BÍ THƯ", bold=True)),
    "a position with its committee": ("P16", "party report", p.say("BÍ THƯ", "BÍ THƯ ĐẢNG ỦY")),
    "a Party name not bold": ("P17", "party plan", p.look("Nguyễn Văn Bình", bold=False)),
    "Party receivers in bold": ("P18", "party plan", p.look("Nơi nhận:", bold=True)),
    "Party receivers not underlined": ("P18", "party report", p.look("Nơi nhận:", underline=False)),
    "Party receivers with comma": ("P19", "party plan", p.swap("báo cáo);", "báo cáo),")),
    "a last Party receiver with VT": ("P19", "party report", p.say("- Lưu", "- Lưu: VT, VPĐU.")),
    "a Party công văn with V/v": ("P20", "party letter", p.swap("về việc", "V/v")),
    "a Party công văn to nobody": ("P20", "party letter", p.remove("Kính gửi")),
    "a submission without Kính trình": (
        "P21",
        "party report",
        p.both(p.say("BÁO CÁO", "TỜ TRÌNH"), p.swap("-BC/", "-TTr/")),
    ),
    "a Party page number far down": ("P22", "party plan", p.on_page(header_distance=15)),
    "no Party page number": ("P22", "party report", _no_page_number),
    "a bracket that is not closed": ("P23", "party plan", p.swap("xã Vĩnh Hạ)", "xã Vĩnh Hạ")),
    "a Party paragraph in Arial": ("G05", "party plan", p.look("Trên đây là", name="Arial")),
    "a Party tag": ("G43", "party report", p.swap("Trên đây", "{{ x }} Trên đây")),
    "paper of A5": ("G01", "letter", p.on_page(page_width=148, page_height=210)),
    "a first page on its side in a plan": ("G02", "plan", _landscape_first),
    "an annex with a margin of 40 mm": ("G04", "plan", p.on_page(1, left_margin=40)),
    "a heading put together from parts": ("G07", "plan", _decompose),
    "a letter of two sizes": ("G22", "letter", _size_half),
    "a plan that stands in the middle": (
        "G23",
        "plan",
        p.shape_all("Thân văn bản", align="center"),
    ),
    "a bullet in a report": ("G28", "report", p.swap("Trên đây là", "• Trên đây là")),
    "bases that end with a comma in the middle": (
        "G29",
        "plan",
        p.insert("Thực hiện Kế", "Căn cứ Luật A,", "Căn cứ Luật B."),
    ),
    "a letter that leaves out those above": (
        "G33",
        "letter",
        p.say("- Như trên", "- UBND xã Vĩnh Hạ;"),
    ),
    "an annex of a letter of which nothing is said": (
        "G37",
        "letter",
        p.both(*[p.swap("Phụ lục", "bảng")] * 4),
    ),
    "a district committee of the Party": (
        "G44",
        "report",
        p.swap("a) Còn", "a) Theo Huyện ủy, còn"),
    ),
    "a sum without dots": ("G45", "plan", p.swap("a) Cụ thể", "a) Chi 1250000 đồng, cụ thể")),
    "marks of two kinds in a letter": ("G47", "letter", p.swap("Thực hiện", "Uỷ quyền thực hiện")),
    "nobody in the properties": ("G48", "plan", _no_author),
    "a Party page on letter paper": (
        "P01",
        "party report",
        p.on_page(page_width=215.9, page_height=279.4),
    ),
    "a Party letter's number with colon": ("P02", "party letter", p.say("-CV/TU", "Số: 05-CV/TU")),
    "a committee without its star": ("P05", "party report", p.remove("*")),
    "a Party date without comma": ("P07", "party letter", p.swap("An Khê, ngày", "An Khê ngày")),
    "Party lines of 30 pt": ("P11", "party letter", p.shape("Thực hiện Kế", exact=30)),
    "Party bases in italics": (
        "P12",
        "party plan",
        p.both(
            p.insert("Thực hiện Kế", "- Căn cứ Quy chế,"), p.look("- Căn cứ Quy chế", italic=True)
        ),
    ),
    "a Party part that is left out": ("P13", "party report", p.swap("II. ĐÁNH", "III. ĐÁNH")),
    "a Party letter that ends with slash": ("P14", "party letter", _slash_end),
    "a Party name with a degree": ("P17", "party report", p.swap("Nguyễn", "TS. Nguyễn")),
    "a submission made of a plan": (
        "P21",
        "party plan",
        p.both(p.say("KẾ HOẠCH", "TỜ TRÌNH"), p.swap("-KH/", "-TTr/")),
    ),
    "no line under the agency": ("G13", "plan", p.remove("XÃ VĨNH HẠ", 1)),
    "a small date": ("G16", "plan", p.look("Vĩnh Hạ, ngày", size=13)),
    "a title of a Party annex not bold": ("P23", "party report", p.look("DANH MỤC", bold=False)),
}
ALONG: dict[str, set[str]] = {
    "a first page on its side": {"G19"},
    "a letterhead whose right column is narrow": {"G11", "G13"},
    "a letterhead without a table": {"G11", "G13"},
    "Quốc hiệu of 14 pt": {"G16"},
    "a group without tasks": {"G46"},
    "a Party number with colon": {"P06"},
    "a Party letter's number with colon": {"P06"},
    "a first page on its side in a plan": {"G19"},
    "an annex with a margin of 40 mm": {"G38"},
    "a Party page with a margin of 20 mm": {"G38"},
}
"""Rules that the same change breaks too: a line drawn for one width is too long for another."""


@pytest.mark.parametrize("name", BASES)
def test_a_sound_document_breaks_no_rule(name: str, bases: Bases) -> None:
    assert rules_found(bases[name]) == set()


FIRST = {rule: fault for fault, (rule, _, _) in reversed(FAULTS.items())}
"""Rule → the first fault that it is to find: in the usual run one for each is planted."""
PLANTED = FAULTS if "RECONCILE_SOAK" in os.environ else sorted(FIRST.values())


@pytest.mark.soak
@pytest.mark.parametrize("fault", PLANTED)
def test_a_planted_fault_is_found_by_its_rule(fault: str, bases: Bases) -> None:
    rule, base, plant = FAULTS[fault]
    found = rules_found(planted(bases[base], plant))
    assert rule in found
    assert found - {rule} == ALONG.get(fault, set())


def test_every_rule_has_its_check_and_two_planted_faults() -> None:
    known = {rule.id for profile in PROFILES for rule in rules_of(profile)}
    assert known - {"P24"} == set(CHECKS)
    planted = Counter(rule for rule, _, _ in FAULTS.values())
    assert {rule for rule, number in planted.items() if number >= 2} == set(CHECKS)
    assert len(FAULTS) >= 60


@pytest.mark.parametrize("outcome", OUTCOMES)
def test_no_document_of_a_unit_breaks_a_rule(outcome: str, tmp_path: Path) -> None:
    for kind in PER_UNIT:
        path, _ = filled(kind, OUTCOMES[outcome], tmp_path, settings())
        errors = check_document(path.read_bytes(), f"{kind}.docx").breaches
        assert [(e.rule.id, str(e.where), e.found) for e in errors] == []


@pytest.mark.parametrize("covered", COVERAGES)
def test_no_document_over_all_units_breaks_a_rule(covered: str, tmp_path: Path) -> None:
    path, _ = filled_overall(COVERAGES[covered], tmp_path)
    errors = check_document(path.read_bytes(), "tong-hop.docx").breaches
    assert [(e.rule.id, str(e.where), e.found) for e in errors] == []


def test_leftovers_of_a_draft_are_a_warning(bases: Bases) -> None:
    data = planted(bases["report"], p.swap("a) Còn", "a) Còn [...]"))
    for draft, severity in ((False, Severity.ERROR), (True, Severity.WARNING)):
        (breach,) = check_document(data, "a.docx", draft=draft).breaches
        assert (breach.rule.id, breach.severity) == ("G43", severity)


def test_figures_are_held_against_annexes_in_our_own_documents_alone(bases: Bases) -> None:
    def disown(document: WordDocument) -> None:
        p.swap("còn 03 nhiệm vụ", "còn 04 nhiệm vụ")(document)
        document.core_properties.category = ""
        document.styles.element.remove(document.styles["Chức vụ ký"].element)
        document.styles["Quyền hạn ký"].element.set(qn("w:styleId"), "khac")

    found = check_document(planted(bases["report"], disown), "a.docx").breaches
    assert "G46" not in {breach.rule.id for breach in found}
