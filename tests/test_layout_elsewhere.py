"""Documents that are made in other ways than ours: none is told a fault that it does not have."""

import os
import shutil
import unicodedata
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from docx.document import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.shared import Mm, Pt
from docx.table import Table, _Cell, _Row

import planting as p
from elsewhere import make
from papers import LEAD, MISSED, filled
from plans import outcome_of, unit_named
from reconcile.config import DocumentKind
from reconcile.layout.check import check_document
from reconcile.layout.document.anatomy import dissect
from reconcile.layout.document.open_document import open_paper
from reconcile.layout.fix.fixed_copy import fixed_copy
from reconcile.model import Severity
from reconcile.run.layout_check import check_layout
from test_layout_check import planted

KEPT = sorted((Path(__file__).parent / "made_elsewhere").glob("*.docx"))
_ORIGIN = "http://schemas.openxmlformats.org/package/2006/relationships/digital-signature/origin"


def found(data: bytes, severity: Severity | None = None) -> set[str]:
    """The rules that a document breaks, of one gravity or of any."""
    breaches = check_document(data, "a.docx").breaches
    return {b.rule.id for b in breaches if severity in (None, b.severity)}


@pytest.fixture(scope="session")
def plan(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A sound plan of a few tasks."""
    out = tmp_path_factory.mktemp("goc")
    return filled(DocumentKind.PLAN, outcome_of([(LEAD, MISSED)] * 3), out)[0].read_bytes()


@pytest.fixture(scope="session")
def letter(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A sound công văn of a few tasks."""
    out = tmp_path_factory.mktemp("goc")
    return filled(DocumentKind.LETTER, outcome_of([(LEAD, MISSED)] * 3), out)[0].read_bytes()


def saved(document: WordDocument) -> bytes:
    """A document as the bytes of a file."""
    out = BytesIO()
    document.save(out)
    return out.getvalue()


@pytest.mark.parametrize("path", KEPT, ids=lambda path: path.stem)
def test_a_sound_document_of_another_make_has_no_error(path: Path) -> None:
    assert found(path.read_bytes(), Severity.ERROR) == set()
    typed = {"G49"} if path.stem.startswith("tabs") else set()
    assert found(path.read_bytes()) == typed | {"G48"}


@pytest.mark.slow
@pytest.mark.soak
@pytest.mark.skipif("RECONCILE_SOAK" not in os.environ, reason="`make soak` draws all forty")
def test_forty_sound_documents_that_libreoffice_writes_have_no_error(tmp_path: Path) -> None:
    if shutil.which("soffice") is None:
        pytest.skip("LibreOffice is not installed")
    make(tmp_path, list(range(40)))
    made = sorted(tmp_path.glob("*.docx"))
    wrong = {path.name: found(path.read_bytes(), Severity.ERROR) for path in made}
    assert {name: rules for name, rules in wrong.items() if rules} == {}
    assert len(made) == 40


PLANTED = {
    "G43": (
        "[chỉ tiêu của xã]",
        "[chỉ tiêu\u00a0của\u00a0đặc khu]",
        "[...]",
        "{{ so }}",
        "của của",
    ),
    "G41": ("trước ngày 5/06/2026",),
    "G42": ("theo Nghị quyết số 57 - NQ/TW",),
    "G45": ("gồm 12000 cây",),
}


@pytest.mark.parametrize("path", KEPT, ids=lambda path: path.stem)
def test_what_is_planted_in_a_document_of_another_make_is_found(path: Path) -> None:
    """In a sentence of the text; of an annex that is a table alone, in its heading."""
    before = found(path.read_bytes())

    def plant(said: str) -> p.Plant:
        def add(document: WordDocument) -> None:
            words = "Ủy ban nhân dân xã" if "annex" not in path.stem else "DANH MỤC"
            paragraph = p.find(document, words)
            half = len(said) // 2
            paragraph.add_run(f" {said[:half]}")
            paragraph.add_run(said[half:])

        return add

    for rule, each in PLANTED.items():
        for said in each:
            assert rule in found(planted(path.read_bytes(), plant(said))) - before, said


def test_letters_put_together_from_parts_are_one_fault_and_put_right(plan: bytes) -> None:
    def apart(document: WordDocument) -> None:
        for words in ("ỦY BAN NHÂN DÂN", "CỘNG HÒA", "Độc lập", "Trên đây là", "Nơi nhận:"):
            paragraph = p.find(document, words)
            p.rewrite(paragraph, unicodedata.normalize("NFD", paragraph.text))

    checked = check_document(planted(plan, apart), "a.docx")
    assert {b.rule.id for b in checked.breaches} == {"G07"}
    assert [b.fix for b in checked.breaches] == ["safe"]
    assert found(fixed_copy(checked)) == set()


def test_a_line_that_is_justified_and_not_broken_stands_on_the_left(plan: bytes) -> None:
    def justify(document: WordDocument) -> None:
        p.find(document, "Nơi nhận:").alignment = WD_ALIGN_PARAGRAPH.JUSTIFY

    assert found(planted(plan, justify)) == set()


def test_the_columns_that_are_typed_stay_as_they_are_in_the_copy() -> None:
    path = next(path for path in KEPT if path.stem.startswith("tabs"))
    before = Document(str(path))
    for paragraph in before.paragraphs:
        for run in paragraph.runs:
            run.font.name = "Arial"
    checked = check_document(saved(before), path.name)
    after = Document(BytesIO(fixed_copy(checked)))
    assert [x.text for x in after.paragraphs] == [x.text for x in before.paragraphs]
    assert [x.alignment for x in after.paragraphs] == [x.alignment for x in before.paragraphs]
    assert all(
        run.font.name != "Arial" for x in after.paragraphs for run in x.runs if run.text.strip()
    )


def test_a_paragraph_in_columns_inside_of_the_text_is_only_suggested(plan: bytes) -> None:
    columns = p.insert("Trên đây là", "Họ tên:\t\t\tđơn vị công tác của người được cử đi dự họp là")

    def plant(document: WordDocument) -> None:
        columns(document)
        p.reshape(p.find(document, "Họ tên:"), first=25)

    checked = check_document(planted(plan, plant), "a.docx")
    levels = {b.rule.id: b.fix for b in checked.breaches}
    assert levels["G24"] == "suggested"
    kept = Document(BytesIO(fixed_copy(checked)))
    indent = p.find(kept, "Họ tên:").paragraph_format.first_line_indent
    assert indent is not None
    assert round(indent.mm) == 25


def test_margins_are_not_put_right_where_a_table_would_no_longer_fit(plan: bytes) -> None:
    def plant(document: WordDocument) -> None:
        section = document.sections[0]
        section.left_margin = Mm(20)
        table = document.add_table(2, 3)
        for column in table.columns:
            column.width = Mm(58)
        p.find(document, "Trên đây là")._p.addprevious(table._tbl)  # noqa: SLF001 - no public door

    margins = [
        b for b in check_document(planted(plan, plant), "a.docx").breaches if b.rule.id == "G03"
    ]
    assert [(b.fix, b.mends) for b in margins] == [("suggested", ())]


def test_a_signed_file_is_never_touched(plan: bytes, tmp_path: Path) -> None:
    document = Document(BytesIO(planted(plan, p.look("Trên đây là", name="Arial"))))
    package = document.part.package
    name = PackURI("/_xmlsignatures/origin.sigs")
    kind = "application/vnd.openxmlformats-package.digital-signature-origin"
    package.relate_to(Part(name, kind, b"", package), _ORIGIN)
    path = tmp_path / "da-ky.docx"
    document.save(str(path))
    report = check_layout(path, fix=True)
    assert report.signed
    assert report.copy is None
    assert list(tmp_path.iterdir()) == [path]


def annex(*lines: str) -> WordDocument:
    """A document of centred lines in bold, the last one in italics."""
    document = Document()
    document.styles["Normal"].font.name = "Times New Roman"
    document.styles["Normal"].font.size = Pt(14)
    for line in lines:
        paragraph = document.add_paragraph()
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        run = paragraph.add_run(line)
        run.bold, run.italic = not line.startswith("("), line.startswith("(")
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin, section.right_margin = Mm(30), Mm(15)
    section.top_margin = section.bottom_margin = Mm(20)
    return document


ATTACHMENTS = {
    "an annex": ("Phụ lục III", "BIỂU KIỂM KÊ", "(Kèm theo Báo cáo số 12/BC-UBND)"),
    "a regulation": ("QUY CHẾ", "Làm việc của tổ", "(Ban hành kèm theo Quyết định số 9/QĐ-UBND)"),
    "a title beside": ("PHỤ LỤC SỐ 1: BIỂU KIỂM KÊ", "Kèm theo Kế hoạch số 12/KH-UBND"),
    "a title below": ("Phụ lục", "(Kèm theo Công văn số 7/UBND-VP)", "BIỂU KIỂM KÊ"),
    "a form": ("Mẫu số 02", "PHIẾU ĐĂNG KÝ", "(Kèm theo Kế hoạch số 15-KH/ĐU)"),
}


@pytest.mark.parametrize("name", ATTACHMENTS)
def test_a_file_that_only_goes_with_a_document_needs_no_letterhead(name: str) -> None:
    document = annex(*ATTACHMENTS[name])
    document.add_paragraph("Họ và tên: ........ ngày sinh: ........").runs[0].font.size = Pt(14)
    errors = found(saved(document), Severity.ERROR) - {"G23", "G24", "G25", "P11"}
    assert errors == ({"G43"} if name == "a regulation" else set())


def test_the_line_that_says_what_a_file_goes_with_is_no_text_of_it() -> None:
    said = f"(Kèm theo Kế hoạch số 20/KH-UBND {'của Ủy ban nhân dân xã ' * 4})"
    breaches = check_document(saved(annex("ĐIỀU LỆ", "Giải bóng chuyền", said)), "a.docx").breaches
    assert "G23" not in {breach.rule.id for breach in breaches}


def test_the_title_of_an_annex_stands_above_what_it_goes_with() -> None:
    data = saved(annex("Phụ lục", "(Kèm theo Công văn số 7/UBND-VP)", "BIỂU KIỂM KÊ"))
    heads = [b.found for b in check_document(data, "a.docx").breaches if b.rule.id == "G36"]
    assert heads == ["tên Phụ lục đặt dưới dòng “(Kèm theo …)”"]


def test_receivers_in_the_letterhead_s_own_table_are_those_of_the_letter(letter: bytes) -> None:
    def move(document: WordDocument) -> None:
        address = p.find(document, "Kính gửi")
        cell = new_row(document.tables[0])
        cell[0].merge(cell[1])._tc.append(address._p)  # noqa: SLF001 - no public door
        first = cell[0].paragraphs[0]._p  # noqa: SLF001 - the empty one of a new cell
        cell[0]._tc.remove(first)  # noqa: SLF001 - as above

    assert found(planted(letter, move)) == set()


def test_what_a_letter_goes_back_to_is_a_sentence_of_its_opening(letter: bytes) -> None:
    words = "Căn cứ tình hình thực tế, Ủy ban nhân dân tỉnh yêu cầu như dưới đây"
    assert found(planted(letter, p.insert("1. Bổ sung", words, like="Thực hiện"))) == set()


def new_row(table: Table) -> tuple[_Cell, ...]:
    """The cells of a row that is added to a table."""
    row: _Row = table.add_row()  # type: ignore[no-untyped-call]  # the library left it unannotated
    return row.cells


@pytest.mark.parametrize(("second", "broken"), [("1", False), ("2", True), ("4", False)])
def test_rows_are_numbered_over_all_groups_or_in_each(
    second: str, *, broken: bool, plan: bytes
) -> None:
    def plant(document: WordDocument) -> None:
        table = document.tables[-1]
        row = new_row(table)
        row[0].merge(row[-1]).text = "V. Nhóm việc phát sinh"
        for cell, said in zip(new_row(table), (second, "Sửa kênh mương"), strict=False):
            cell.text = said

    assert ("G40" in found(planted(plan, plant))) == broken


def test_a_place_name_that_begins_a_line_below_its_word_is_no_office(tmp_path: Path) -> None:
    unit = unit_named("đặc khu", "Khuyến Chiềng Nguyễn Bình")
    path, _ = filled(DocumentKind.REPORT, outcome_of([(LEAD, MISSED)], unit=unit), tmp_path)
    names = [line.text for line in dissect(open_paper(path.read_bytes(), path.name)).head.names]
    assert "ĐẶC KHU" in names
    assert found(path.read_bytes(), Severity.ERROR) == set()


def test_the_longest_place_of_a_date_stands_on_one_line(tmp_path: Path) -> None:
    unit = unit_named("phường", "Thành phố Hồ Chí Minh")
    result = outcome_of([(LEAD, MISSED)], unit=unit)
    path, _ = filled(DocumentKind.PLAN, result, tmp_path)
    date = dissect(open_paper(path.read_bytes(), path.name)).head.date
    assert date is not None
    assert date.text.startswith("Thành phố Hồ Chí Minh, ngày")
    assert len(date.wrapped()) == 1
    assert found(path.read_bytes(), Severity.ERROR) == set()


def test_no_line_of_a_title_ends_inside_of_a_word(tmp_path: Path) -> None:
    for place in ("Hòa", "Hòa Bình", "Hòa Bình Thượng", "Hòa Bình Thượng Sơn Trung"):
        result = outcome_of([(LEAD, MISSED)], unit=unit_named("xã", place))
        path, _ = filled(DocumentKind.PLAN, result, tmp_path)
        doc = dissect(open_paper(path.read_bytes(), path.name))
        ends = [line.text.casefold().split()[-1] for line in doc.subject[:-1]]
        assert {"kế", "báo", "thực", "chuyển"} & set(ends) == set()
