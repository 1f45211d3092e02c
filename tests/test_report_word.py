"""The Báo cáo as a Word file: what it says, how it is laid out, what a template may do."""

import datetime as dt
import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from zipfile import ZipFile

import pytest
from docx import Document
from docxtpl.template import DocxTemplate
from jinja2 import Environment

from by_path import fill
from dump import dump_docx
from papers import filled
from plans import COMMUNE, PROVINCE, many, outcome_of, unit_named
from reconcile.config import Config, DocumentKind, Issuer, Signer, UnitSettings
from reconcile.errors import TemplateError
from reconcile.model import Level, Outcome, Reconciliation, Role, Unit
from reconcile.office.text_width import Face, text_width
from reconcile.report.documents.kinds import template_name
from reconcile.report.documents.unit_report.context import report_context
from reconcile.report.templates.fields import retired_in
from reconcile.report.templates.fill import PROPERTIES
from reconcile.report.templates.find import template_path
from reconcile.vocabulary.roman import to_roman

LEAD, SUPPORT, NONE = Role.LEAD, Role.SUPPORT, Role.NONE
CARRIED, PARTIAL, REVIEW, MISSED = Outcome.CARRIED, Outcome.PARTIAL, Outcome.REVIEW, Outcome.MISSED
PARTY = Unit("đảng-ủy", "Đảng ủy xã Vĩnh Hạ", Level.COMMUNE, "xã", "Vĩnh Hạ", party=True)

OUTCOMES: dict[str, Reconciliation] = {
    "many tasks": many(),
    "all carried": outcome_of([(LEAD, CARRIED)] * 27),
    "all missed": outcome_of([(LEAD, MISSED), (SUPPORT, MISSED)] * 5),
    "all in doubt": outcome_of([(SUPPORT, REVIEW)] * 12),
    "all in part": outcome_of([(LEAD, PARTIAL)] * 3, late=3),
    "no task with a role": outcome_of([(NONE, MISSED)] * 5, own=3),
    "one task carried": outcome_of([(LEAD, CARRIED)], grouped=False),
    "one task missed": outcome_of([(SUPPORT, MISSED)], grouped=False),
    "one task in part": outcome_of([(SUPPORT, PARTIAL)], late=1),
    "missed and in doubt": outcome_of([(LEAD, MISSED), (SUPPORT, REVIEW)] * 2),
    "a Party committee": many(PARTY),
}
EVERY = pytest.mark.parametrize("name", OUTCOMES)
Reports = dict[str, tuple[Path, dict[str, object]]]


def report(
    outcome: Reconciliation, out: Path, settings: UnitSettings | None = None
) -> tuple[Path, dict[str, object]]:
    """Fill the Báo cáo of an outcome; give the file and the context that filled it."""
    config = Config(units={outcome.lower.unit.name: settings or UnitSettings()})
    path, made = filled(DocumentKind.REPORT, outcome, out, config)
    return path, made.context


def used_for(outcome: Reconciliation) -> str:
    """The name of the template that the Báo cáo of an outcome is made from."""
    return template_name(DocumentKind.REPORT, outcome.lower.unit, Config())


@pytest.fixture(scope="session")
def reports(tmp_path_factory: pytest.TempPathFactory) -> Reports:
    """The report of every outcome, filled once."""
    return {
        name: report(outcome, tmp_path_factory.mktemp("bao-cao"))
        for name, outcome in OUTCOMES.items()
    }


def plain(path: Path) -> str:
    """The text of a document with ordinary spaces."""
    return dump_docx(path).replace("\u00a0", " ")


@pytest.fixture
def template(tmp_path: Path) -> Callable[[str], Path]:
    """A template whose body is the lines given, in the user's own folder."""

    def make(text: str) -> Path:
        document = Document()
        for line in text.splitlines():
            document.add_paragraph(line)
        document.save(str(tmp_path / "bao-cao.docx"))
        return tmp_path / "bao-cao.docx"

    return make


@EVERY
def test_a_report_leaves_no_tag_and_no_hole(name: str, reports: Reports) -> None:
    text = plain(reports[name][0])
    for residue in ("{{", "}}", "{%", "%}", "None", "nan", "[...]", "???", "()"):
        assert residue not in text
    assert not re.search(r"có không có|\b(\w+ \w+) \1\b.* \1 \1", text)


@EVERY
def test_the_figures_of_a_report_are_those_of_the_outcome(name: str, reports: Reports) -> None:
    path, context = reports[name]
    summary, tables = OUTCOMES[name].summary, Document(str(path)).tables
    annexes = [table for table in tables if table.rows[0].cells[0].text == "STT"]
    listed = sum(row.cells[0].text.isdecimal() for table in annexes for row in table.rows)
    deviating = len(_rows(context, "sai_lech"))
    assert listed - deviating == summary.lead + summary.support
    assert len(_rows(context, "da_cu_the_hoa")) == summary.carried + summary.partial
    assert len(_rows(context, "chua_cu_the_hoa")) == summary.missed + summary.review
    text = plain(path)
    assert f"có {summary.total:02d} nhiệm vụ" in text
    if summary.carried and summary.partial:
        assert f"{summary.carried:02d} nhiệm vụ cụ thể hóa đầy đủ" in text


@EVERY
def test_the_template_uses_exactly_the_fields_that_the_context_gives(
    name: str, reports: Reports
) -> None:
    fresh = DocxTemplate(str(template_path(used_for(OUTCOMES[name]), None)))
    used = fresh.get_undeclared_template_variables(Environment(autoescape=True))
    retired = retired_in(used_for(OUTCOMES[name]))
    assert used == set(reports[name][1]) - {PROPERTIES} - retired


@EVERY
def test_an_annex_without_rows_is_left_out_and_the_others_are_numbered(
    name: str, reports: Reports
) -> None:
    path, context = reports[name]
    there = [
        annex["ten"]
        for field in ("da_cu_the_hoa", "chua_cu_the_hoa", "sai_lech")
        for annex in [context[field]]
        if isinstance(annex, dict) and annex
    ]
    numbered = [f"Phụ lục {to_roman(n)}" for n in range(1, len(there) + 1)]
    assert there == (["Phụ lục"] if len(there) == 1 else numbered)
    document = Document(str(path))
    headings = [p.text for p in document.paragraphs if p.style and p.style.name == "Phụ lục"]
    assert headings == there
    assert len(document.sections) == 1 + len(there)
    cited = re.findall(r"Phụ lục(?: [IVX]+)?", plain(path).split("[Phụ lục]")[0])
    assert set(cited) == set(there)


SENTENCES = {
    "many tasks": "UBND xã đã cụ thể hóa 40/60 nhiệm vụ được giao, đạt tỷ lệ 66,7%",
    "all carried": "UBND xã đã cụ thể hóa đầy đủ toàn bộ 27 nhiệm vụ được giao, đạt tỷ lệ 100%",
    "all missed": "UBND xã chưa cụ thể hóa nhiệm vụ nào trong 10 nhiệm vụ được giao",
    "all in doubt": "Toàn bộ 12 nhiệm vụ được giao cần rà soát thêm để kết luận",
    "all in part": "UBND xã mới cụ thể hóa được một phần nội dung của toàn bộ 03 nhiệm vụ",
    "no task with a role": "không có nhiệm vụ nào giao cấp xã chủ trì hoặc phối hợp",
    "one task carried": "UBND xã đã cụ thể hóa đầy đủ 01 nhiệm vụ được giao, đạt tỷ lệ 100%",
    "one task missed": "UBND xã chưa cụ thể hóa 01 nhiệm vụ được giao",
    "missed and in doubt": "Trong 04 nhiệm vụ được giao, có 02 nhiệm vụ chưa cụ thể hóa và 02",
}


@pytest.mark.parametrize("name", SENTENCES)
def test_the_words_agree_with_the_figures(name: str, reports: Reports) -> None:
    assert SENTENCES[name] in plain(reports[name][0])


def test_a_report_reads_as_it_was_approved(
    tmp_path: Path, golden: Callable[[str, str], None]
) -> None:
    standings = [
        (LEAD, CARRIED),
        (LEAD, MISSED),
        (SUPPORT, PARTIAL),
        (SUPPORT, REVIEW),
        (NONE, MISSED),
    ]
    golden("bao-cao", dump_docx(report(outcome_of(standings, own=1, late=1), tmp_path)[0]))


def test_a_party_report_reads_as_it_was_approved(
    tmp_path: Path, golden: Callable[[str, str], None]
) -> None:
    outcome = outcome_of([(LEAD, CARRIED), (SUPPORT, MISSED)], unit=PARTY)
    above = Unit("tỉnh-ủy", "Tỉnh ủy An Khê", Level.PROVINCE, "tỉnh", "An Khê", party=True)
    outcome = replace(outcome, upper=replace(outcome.upper, unit=above, number="15-KH/TU"))
    golden("bao-cao-dang", dump_docx(report(outcome, tmp_path)[0]))


def test_without_settings_number_day_and_name_are_left_blank(tmp_path: Path) -> None:
    text = plain(report(many(), tmp_path)[0])
    assert re.search(r"Số: {6}/BC-UBND", text)
    assert re.search(r"Vĩnh Hạ, ngày {6}tháng 11 năm 2026", text)
    assert "TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH" in text
    assert "- Lưu: VT." in text


def test_settings_fill_number_day_signer_and_receivers(tmp_path: Path) -> None:
    settings = UnitSettings(
        place="Vĩnh Hạ Đông",
        symbol="VHXH",
        number="7",
        dated=dt.date(2026, 2, 5),
        signer=Signer(deputy="PHÓ CHỦ TỊCH", name="Nguyễn Văn An"),
        recipients=("Sở Khoa học và Công nghệ", "- Phòng Kinh tế;"),
    )
    text = plain(report(many(), tmp_path, settings)[0])
    assert "Số: 07/BC-UBND | Vĩnh Hạ Đông, ngày 05 tháng 02 năm 2026" in text
    assert "TM. ỦY BAN NHÂN DÂN\nKT. CHỦ TỊCH\nPHÓ CHỦ TỊCH" in text
    assert "- Như trên;\n- Sở Khoa học và Công nghệ;\n- Phòng Kinh tế;\n- Lưu: VT, VHXH." in text
    assert "(Kèm theo Báo cáo số 07/BC-UBND ngày 05 tháng 02 năm 2026 của UBND xã Vĩnh Hạ)" in text


FORMULAS: Mapping[str, tuple[Signer, list[object]]] = {
    "TM.": (Signer(), [["TM. ỦY BAN NHÂN DÂN"], ["CHỦ TỊCH"]]),
    "KT. alone": (
        Signer(authority="", deputy="PHÓ CHỦ TỊCH"),
        [["KT. CHỦ TỊCH"], ["PHÓ CHỦ TỊCH"]],
    ),
    "TL.": (
        Signer(lines=("TL. CHỦ TỊCH", "CHÁNH VĂN PHÒNG")),
        [["TL. CHỦ TỊCH"], ["CHÁNH VĂN PHÒNG"]],
    ),
    "Q.": (Signer(position="Q. CHỦ TỊCH"), [["TM. ỦY BAN NHÂN DÂN"], ["Q. CHỦ TỊCH"]]),
}


@pytest.mark.parametrize(("signer", "lines"), FORMULAS.values(), ids=FORMULAS)
def test_every_signing_formula_can_be_set(signer: Signer, lines: list[object]) -> None:
    context = report_context(many(), UnitSettings(signer=signer), Issuer())
    assert [context["quyen_han"], context["chuc_vu"]] == lines


def test_an_office_signs_for_its_own_unit_only() -> None:
    ours = Issuer("UBND xã Vĩnh Hạ", "Phòng Văn hóa - Xã hội", "VHXH")
    theirs = Issuer("UBND tỉnh An Khê", "Sở Khoa học và Công nghệ", "SKHCN")
    mine = report_context(many(), UnitSettings(), ours)
    assert mine["co_quan_chu_quan"] == ["UBND XÃ VĨNH HẠ"]
    assert str(mine["so_ky_hieu"]).endswith("/BC-VHXH")
    assert report_context(many(), UnitSettings(), theirs)["co_quan_chu_quan"] == []


def test_groups_are_numbered_anew_and_tasks_through() -> None:
    rows = _rows(report_context(many(), UnitSettings(), Issuer()), "da_cu_the_hoa", groups=True)
    groups = [row["nhom"] for row in rows if row["nhom"]]
    assert groups == [
        "I. Thông báo kết luận của Ban Chỉ đạo",
        "I.1. Nhóm 8 - Hạ tầng số",
        "I.2. Nhóm 9 - Nhân lực số",
        "II. Nhiệm vụ theo Nghị quyết số 57-NQ/TW",
    ]
    assert [row["stt"] for row in rows if not row["nhom"]] == [str(n) for n in range(1, 41)]


def test_one_style_of_tone_marks_goes_through_a_document() -> None:
    settings = UnitSettings(tone_marks="hoà, uỷ")
    unit = unit_named("xã", "Hòa Thủy")
    context = str(report_context(many(unit), settings, Issuer()))
    assert "UBND xã Hoà Thuỷ" in context
    assert "cụ thể hoá" in context
    assert not re.search("hóa|ủy|ỦY", context)


def test_text_from_a_plan_is_never_a_tag_and_never_markup(tmp_path: Path) -> None:
    outcome = outcome_of([(LEAD, MISSED)], grouped=False)
    said = (
        "{{ 7*7 }} {% for x in y %} {_{ }_} {%tr endfor %} A & B <b>đậm</b> 'x' \"y\""
        "\x07\x00\x1b\nhết"
    )
    task = replace(outcome.uppers[0].task, text=said)
    evil = replace(outcome, uppers=(replace(outcome.uppers[0], task=task),))
    shown = Document(str(report(evil, tmp_path)[0])).tables[-1].rows[1].cells[1].text
    assert shown == (
        "{{ 7*7 }} {% for x in y %} {_{ }_} {%tr endfor %} A & B <b>đậm</b> 'x' \"y\"\nhết"
    )


def test_the_same_outcome_gives_the_same_bytes(tmp_path: Path) -> None:
    first = report(many(), tmp_path)[0].read_bytes()
    assert report(many(), tmp_path)[0].read_bytes() == first


def test_the_file_says_who_made_it_what_it_is_and_of_which_day(tmp_path: Path) -> None:
    upper = replace(PROVINCE, name="UBND tỉnh A & B", place="A & B")
    outcome = many()
    outcome = replace(outcome, upper=replace(outcome.upper, unit=upper))
    properties = Document(str(report(outcome, tmp_path)[0])).core_properties
    assert properties.title.startswith("Báo cáo kết quả cụ thể hóa Kế hoạch số 140/KH-UBND")
    assert "của UBND tỉnh A & B về triển khai" in properties.title
    assert properties.author == "UBND xã Vĩnh Hạ"
    assert properties.created is not None
    assert properties.created.date() == dt.date(2026, 11, 22)


LONG = (
    ("xã", "Vĩnh Hòa Hưng Nam"),
    ("phường", "Đông Hưng Thuận"),
    ("đặc khu", "Côn Đảo Bắc Phú Quốc"),
    ("phường", "Quảng Trị - Đông Hà Nam Cường"),
    ("xã", "Ô"),
)


@pytest.mark.parametrize(("word", "place"), LONG)
@pytest.mark.parametrize("day", [None, dt.date(2026, 10, 29)])
def test_no_line_of_the_letterhead_is_wider_than_its_column(
    word: str, place: str, day: dt.date | None, tmp_path: Path
) -> None:
    path, _ = report(many(unit_named(word, place)), tmp_path, UnitSettings(dated=day))
    table = Document(str(path)).tables[0]
    assert sum(cell.width or 0 for cell in table.rows[0].cells) == pytest.approx(5940425, rel=0.002)
    for cell in (cell for row in table.rows for cell in row.cells):
        for paragraph in (p for p in cell.paragraphs if p.text):
            style = paragraph.style
            assert style is not None
            size = paragraph.runs[0].font.size or style.font.size
            assert size is not None
            assert size.pt >= 12
            face = Face.BOLD if style.font.bold else Face.REGULAR
            for line in paragraph.text.split("\n"):
                assert text_width(line, size.pt, face) < (cell.width or 0) / 12700


def test_lines_under_the_letterhead_have_the_length_that_the_rule_asks_for(tmp_path: Path) -> None:
    left, right = Document(str(report(many(), tmp_path)[0])).tables[0].rows[0].cells
    for cell, size, share in ((left, 13, 0.4), (right, 14, 1.0)):
        text, rule = cell.paragraphs[-2:]
        spacing = rule.paragraph_format
        indents = (spacing.left_indent or 0) + (spacing.right_indent or 0)
        drawn = ((cell.width or 0) - indents) / 12700
        assert drawn == pytest.approx(share * text_width(text.text, size, Face.BOLD), rel=0.02)


def test_the_users_own_template_wins(tmp_path: Path) -> None:
    assert template_path("bao-cao", tmp_path / "none").parent.name == "templates"
    own = tmp_path / "bao-cao.docx"
    own.write_bytes(template_path("bao-cao.docx", None).read_bytes())
    assert template_path("bao-cao", tmp_path) == own
    with pytest.raises(TemplateError, match=r"khong-co\.docx: không tìm thấy mẫu"):
        template_path("khong-co", tmp_path)


BROKEN = {
    "a field that there is not": ("Mở đầu\n{{ trich_yếu }}", "Đoạn › dòng 2", "“trich_yếu”"),
    "a field of a row that there is not": (
        "{%p for dong in so_lieu %}\n{{ dong.tong_cong }}\n{%p endfor %}",
        "Đoạn › dòng 2",
        "“dong.tong_cong”",
    ),
    "a tag that is no tag": ("Một\nHai\n{{ trich_yeu mo_dau }}", "Đoạn › dòng 3", "sai cú pháp"),
    "a loop that is not closed": (
        "{%p for d in ket_qua %}\n{{ d }}",
        "Đoạn › dòng 1",
        "chưa được đóng",
    ),
    "an end without a beginning": ("Một\n{%p endfor %}", "Đoạn › dòng 2", "sai cú pháp"),
    "a tag that runs code": (
        "Một\n{{ trich_yeu.__class__.__mro__ }}",
        "Đoạn › dòng 2",
        "không được phép",
    ),
    "a loop over what is no list": (
        "{%p for d in 5 %}\n{{ d }}\n{%p endfor %}",
        "Đoạn › dòng 1",
        "không phải là danh sách",
    ),
    "an index of what is too short": ("{{ ket_qua[99] }}", "", "không phù hợp"),
}


@pytest.mark.parametrize(("text", "place", "problem"), BROKEN.values(), ids=BROKEN)
def test_a_wrong_template_is_refused_with_place_and_next_step(
    text: str, place: str, problem: str, template: Callable[[str], Path], tmp_path: Path
) -> None:
    context = report_context(many(), UnitSettings(), Issuer())
    with pytest.raises(TemplateError) as caught:
        fill(template(text), context, tmp_path / "out.docx")
    assert problem in caught.value.problem
    assert str(caught.value.where) == " › ".join(part for part in ("bao-cao.docx", place) if part)
    assert caught.value.fix
    assert not (tmp_path / "out.docx").exists()


def test_a_loop_that_begins_outside_a_table_and_ends_in_it_is_refused(tmp_path: Path) -> None:
    document = Document()
    document.add_paragraph("{% for d in ket_qua %}")
    document.add_table(1, 2).rows[0].cells[1].text = "{{ d }}{% endfor %}"
    document.save(str(tmp_path / "bao-cao.docx"))
    context = report_context(many(), UnitSettings(), Issuer())
    with pytest.raises(TemplateError, match="mở ở một chỗ, đóng ở chỗ khác"):
        fill(tmp_path / "bao-cao.docx", context, tmp_path / "out.docx")


def test_a_template_that_is_no_word_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "bao-cao.docx").write_text("không phải Word", "utf-8")
    with pytest.raises(TemplateError, match="không phải là tệp Word"):
        fill(tmp_path / "bao-cao.docx", {}, tmp_path / "out.docx")
    with ZipFile(tmp_path / "bao-cao.docx", "w") as archive:
        archive.writestr("a.txt", "a")
    with pytest.raises(TemplateError, match="không phải là tệp Word"):
        fill(tmp_path / "bao-cao.docx", {}, tmp_path / "out.docx")


def test_a_unit_of_which_nothing_is_known_still_gets_a_report(tmp_path: Path) -> None:
    nobody = Unit("x", "")
    outcome = many(Unit("nhóm", "Trung tâm Dịch vụ tổng hợp"))
    outcome = replace(
        outcome, upper=replace(outcome.upper, unit=nobody, number="", issued=None, title="")
    )
    text = plain(report(outcome, tmp_path)[0])
    assert "TRUNG TÂM DỊCH\nVỤ TỔNG HỢP" in text
    assert re.search(r"Số: {6}/BC-TTDVTH", text)
    assert "Thực hiện Kế hoạch số […] ngày […] của cơ quan cấp trên, Trung tâm Dịch vụ" in text


def _rows(
    context: Mapping[str, object], name: str, *, groups: bool = False
) -> list[dict[str, str]]:
    """The rows of an annex in a context; without group headings unless asked for."""
    annex = context[name]
    assert isinstance(annex, dict)
    rows: list[dict[str, str]] = annex.get("dong", [])
    return [row for row in rows if groups or not row.get("nhom")]


def test_the_commune_of_these_tests_is_one_that_the_program_can_name() -> None:
    assert COMMUNE.name == f"UBND {COMMUNE.word} {COMMUNE.place}"
