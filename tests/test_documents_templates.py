"""Templates that a clerk edits: what their tags may use, and what is told before any is filled."""

import re
from collections.abc import Callable
from contextlib import closing
from itertools import pairwise
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import docx
import pytest
from click.testing import CliRunner
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Cm
from docx.table import Table
from docx.text.paragraph import Paragraph

from by_path import SHIPPED, fill, template
from drawing.templates import TEMPLATES
from papers import (
    CHAINS,
    COVERAGES,
    OF_PLANS,
    OUTCOMES,
    PER_UNIT,
    drafted,
    filled,
    filled_chain,
    filled_overall,
    in_its_own_words,
)
from reconcile.cli.documents import KINDS, templates
from reconcile.config import Config, DocumentKind, parse_config
from reconcile.errors import OutputError, TemplateError, UsageError
from reconcile.report.documents.kinds import Document, unit_document
from reconcile.report.templates import language
from reconcile.report.templates.check import check_template, old_fields
from reconcile.report.templates.comments import COMMENT
from reconcile.report.templates.fields import fields_of, template_names
from reconcile.report.templates.fill import PROPERTIES
from reconcile.report.templates.open_template import LARGEST
from reconcile.run.writing.documents import read_templates
from reconcile.run.writing.own_templates import check_own_templates, copy_template, list_templates
from reconcile.store.files import Files

Draw = Callable[[str], Path]


def checked(folder: Path) -> None:
    """Check the templates of a working folder, as a run does first."""
    with closing(Files(folder)) as files:
        check_own_templates(files)


@pytest.fixture
def draw(tmp_path: Path) -> Draw:
    """Save a template for a Báo cáo: a line a paragraph, a line of ``|`` a row of one table."""

    def make(text: str) -> Path:
        document = docx.Document()
        table = None
        for line in text.strip("\n").split("\n"):
            if not line.startswith("|"):
                document.add_paragraph(line)
                continue
            cells = [cell.strip() for cell in line.strip("|").split("|")]
            table = table or document.add_table(0, len(cells))
            row = table.add_row()
            for cell, said in zip(row.cells, cells, strict=True):
                cell.text = said
        document.save(str(tmp_path / "bao-cao.docx"))
        return tmp_path / "bao-cao.docx"

    return make


@pytest.mark.parametrize("name", TEMPLATES)
def test_the_shipped_templates_are_sound(name: str) -> None:
    assert check_template(SHIPPED[Path(name).stem]) == ()


def test_every_shipped_template_is_listed_and_every_kind_is_made_from_one() -> None:
    assert {f"{name}.docx" for name in template_names()} == set(TEMPLATES)
    assert set(KINDS) == set(OF_PLANS)


def paths(value: object, path: str = "") -> set[str]:
    """The paths of the fields of a context, as the list of fields writes them."""
    if isinstance(value, dict):
        inside = (paths(each, f"{path}.{name}".strip(".")) for name, each in value.items())
        return set().union(*inside)
    if isinstance(value, list):
        return set().union(*(paths(each, f"{path}[]") for each in value))
    return {path}


@pytest.mark.parametrize("kind", OF_PLANS)
def test_the_listed_fields_are_those_that_fill_the_documents(
    kind: DocumentKind, tmp_path: Path
) -> None:
    if kind is DocumentKind.OVERALL:
        made = [filled_overall(covered, tmp_path)[1] for covered in COVERAGES.values()]
    elif kind is DocumentKind.CHAIN:
        made = [filled_chain(each, tmp_path)[1] for each in CHAINS.values()]
    else:
        made = [drafted(kind, result) for result in OUTCOMES.values()]
        # Only a whole plan has the unit's own words, and both are made from one template.
        whole = DocumentKind.PLAN if kind is DocumentKind.SUPPLEMENT else kind
        made.append(drafted(whole, in_its_own_words()))
    given = {
        path
        for document in made
        for path in paths({k: v for k, v in document.context.items() if k != PROPERTIES})
        if f".{COMMENT}" not in path
    }
    name = "ke-hoach" if kind is DocumentKind.SUPPLEMENT else str(kind)
    listed = {field.path for field in fields_of(name)}
    assert given <= listed
    assert {path for path in listed - given if not path.endswith("[]")} == set()


FAULTS = {
    "an unknown field": ("Một\n{{ trich_yếu }}", "Đoạn › dòng 2", "trường không có: “trich_yếu”"),
    "an unknown part of a row": (
        "{%p for dong in so_lieu %}\n{{ dong.tong_cong }}\n{%p endfor %}",
        "Đoạn › dòng 2",
        "trường không có: “dong.tong_cong”",
    ),
    "a part of a text": ("{{ trich_yeu.dong }}", "Đoạn › dòng 1", "“trich_yeu.dong”"),
    "a field of another document": ("{{ muc_dich }}", "Đoạn › dòng 1", "“muc_dich”"),
    "a field of another document in a condition": (
        "A\n{%p if muc_dich %}\nB\n{%p endif %}",
        "Đoạn › dòng 2",
        "“muc_dich”",
    ),
    "a loop over a text": (
        "{%p for dong in trich_yeu %}\n{{ dong }}\n{%p endfor %}",
        "Đoạn › dòng 1",
        "không phải là danh sách: “trich_yeu”",
    ),
    "a tag without an end": ("Một\n\n{{ trich_yeu", "Đoạn › dòng 3", "thẻ viết dở"),
    "a tag without a beginning": ("trich_yeu }}", "Đoạn › dòng 1", "thẻ viết dở"),
    "a tag over two paragraphs": ("{{ trich_yeu\n}}", "Đoạn › dòng 1", "thẻ viết dở"),
    "a tag that is no tag": ("{{ trich_yeu mo_dau }}", "Đoạn › dòng 1", "sai cú pháp"),
    "curly quotes": ("{{ noi_nhan | join(“; ”) }}", "Đoạn › dòng 1", "dấu nháy cong (“”)"),
    "a single curly quote": ("{{ noi_nhan | join(’; ’) }}", "Đoạn › dòng 1", "nháy cong (’)"),
    "a sign that nobody sees between the braces": (
        "{\u200b{ trich_yeu }}",
        "Đoạn › dòng 1",
        "U+200B",
    ),
    "a sign that nobody sees": ("{{ trich\u200b_yeu }}", "Đoạn › dòng 1", "ký tự ẩn"),
    "two signs that nobody sees": (
        "{{ trich\u200b_yeu }}{{ \ufefftrich_yeu }}",
        "Đoạn › dòng 1",
        "(dấu cách không có độ rộng U+200B)",
    ),
    "braces with a space between them": ("{ { trich_yeu } }", "Đoạn › dòng 1", "dấu cách giữa"),
    "a loop with a space in its brace": (
        "{%p for d in ket_qua % }\n{{ d }}\n{%p endfor %}",
        "Đoạn › dòng 1",
        "“% }”",
    ),
    "lists inside of lists": (
        (
            "{% for a in noi_nhan %}{% for b in noi_nhan %}{% for c in noi_nhan %}A"
            "{% endfor %}{% endfor %}{% endfor %}"
        ),
        "Đoạn › dòng 1",
        "lồng nhau quá 2 danh sách: “noi_nhan”",
    ),
    "lists of one name inside of lists": (
        (
            "{% for d in noi_nhan %}{% for d in ket_qua %}{% for d in dat_duoc %}A"
            "{% endfor %}{% endfor %}{% endfor %}"
        ),
        "Đoạn › dòng 1",
        "lồng nhau quá 2 danh sách: “dat_duoc”",
    ),
    "a loop that runs code where it chooses": (
        "{% for d in ket_qua if d.__class__ %}{{ d }}{% endfor %}",
        "Đoạn › dòng 1",
        "gọi lệnh không được phép",
    ),
    "an unknown word": ("{% lặp x %}", "Đoạn › dòng 1", "sai cú pháp"),
    "an end without a beginning": ("A\n{%p endfor %}", "Đoạn › dòng 2", "sai cú pháp"),
    "a loop that is not closed": (
        "A\n{%p for d in ket_qua %}\n{{ d }}",
        "Đoạn › dòng 2",
        "chưa được đóng",
    ),
    "text beside a tag of a paragraph": (
        "Gồm: {%p for d in ket_qua %}\n{{ d }}\n{%p endfor %}",
        "Đoạn › dòng 1",
        "phải đứng một mình trong đoạn",
    ),
    "a loop over rows outside of a table": (
        "{%tr for d in ket_qua %}\n{{ d }}\n{%tr endfor %}",
        "Đoạn › dòng 1",
        "phải đứng một mình trong dòng của bảng",
    ),
    "a loop in the cell of a row with text": (
        "| A | B |\n| {%tr for d in so_lieu %} | {{ d.da }} |\n| {%tr endfor %} | |",
        "Bảng 1 › dòng 2",
        "phải đứng một mình trong dòng của bảng",
    ),
    "a loop that ends in another cell": (
        "| {% for d in ket_qua %} | {{ d }} {% endfor %} |",
        "Bảng 1 › dòng 1",
        "đóng ở chỗ khác",
    ),
    "a loop that begins outside and ends in a table": (
        "{%p for d in ket_qua %}\n| {{ d }} | {%p endfor %} |",
        "Bảng 1 › dòng 1",
        "đóng ở chỗ khác",
    ),
    "a loop of rows that ends as one of paragraphs": (
        "| {%tr for d in ket_qua %} |\n| {{ d }} |\n| {%p endfor %} |",
        "Bảng 1 › dòng 3",
        "đóng ở chỗ khác",
    ),
    "a tag that runs code": (
        "A\n{{ trich_yeu.__class__.__mro__ }}",
        "Đoạn › dòng 2",
        "gọi lệnh không được phép",
    ),
    "a tag that calls": ("{{ trich_yeu.upper() }}", "Đoạn › dòng 1", "gọi lệnh không được phép"),
    "a tag that takes in a file": ("{% include 'a' %}", "Đoạn › dòng 1", "gọi lệnh"),
    "a filter of no use": ("{{ trich_yeu|pprint }}", "Đoạn › dòng 1", "gọi lệnh"),
}


@pytest.mark.parametrize(("text", "place", "problem"), FAULTS.values(), ids=FAULTS)
def test_a_fault_is_told_with_its_place_and_a_next_step(
    text: str, place: str, problem: str, draw: Draw
) -> None:
    problems = check_template(template(draw(text)))
    assert problems
    first = problems[0]
    assert problem in first.problem
    assert str(first.where) == f"bao-cao.docx › {place}"
    assert first.fix
    assert first.exit_code == 4


def test_all_faults_are_told_at_once(draw: Draw) -> None:
    found = check_template(template(draw("{{ một }}\n{{ trich_yeu }}\n{{ hai }}\n{{ hai.ba }}")))
    assert [problem.where.row if problem.where else 0 for problem in found] == [1, 3, 4]


def test_harmless_tags_are_let_through(draw: Draw) -> None:
    text = (
        "{# ghi chú #}{{ trich_yeu|upper }} {% if ho_ten %}{{ ho_ten }}{% else %}…{% endif %}\n"
        "{%p for d in so_lieu %}\n{{ loop.index }}. {{ d['da'] }} {{ noi_nhan[0] }}\n"
        "{%p endfor %}\n"
        "| {%tr for d in da_cu_the_hoa.dong %} |\n| {{ d.noi_dung }} |\n| {%tr endfor %} |"
    )
    assert [str(problem) for problem in check_template(template(draw(text)))] == []


SPLIT = {
    "over two looks": (
        "<w:r><w:t>{{ trich</w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>_yeu }}</w:t></w:r>",
        True,
    ),
    "for no reason": ("<w:r><w:t>{{ trich</w:t></w:r><w:r><w:t>_yeu }}</w:t></w:r>", True),
    "inside its brace": ("<w:r><w:t>{</w:t></w:r><w:r><w:t>{ trich_yeu }}</w:t></w:r>", True),
    "by the spelling marks of Word": (
        (
            '<w:r><w:t xml:space="preserve">{{ </w:t></w:r><w:proofErr w:type="spellStart"/>'
            '<w:r><w:t>trich_yeu</w:t></w:r><w:proofErr w:type="spellEnd"/>'
            "<w:r><w:t> }}</w:t></w:r>"
        ),
        False,
    ),
    "by the revision marks of Word": (
        '<w:r><w:t>{{ trich</w:t></w:r><w:r w:rsidR="00A1"><w:t>_yeu }}</w:t></w:r>',
        False,
    ),
}


@pytest.mark.parametrize(("runs", "refused"), SPLIT.values(), ids=SPLIT)
def test_a_tag_split_over_runs_is_refused_unless_word_itself_cut_it(
    runs: str, *, refused: bool, draw: Draw
) -> None:
    path = draw("A")
    document = docx.Document(str(path))
    body = document.element.body
    body.insert(1, parse_xml(f"<w:p {nsdecls('w')}>{runs}</w:p>"))
    document.save(str(path))
    problems = check_template(template(path))
    assert bool(problems) == refused
    for problem in problems:
        assert "bị tách" in problem.problem
        assert str(problem.where) == "bao-cao.docx › Đoạn › dòng 2"


def test_a_fault_in_the_header_of_a_page_is_found(tmp_path: Path) -> None:
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "{{ khong_co }}"
    document.save(str(tmp_path / "ke-hoach.docx"))
    (problem,) = check_template(template(tmp_path / "ke-hoach.docx"))
    assert str(problem.where) == "ke-hoach.docx › Đầu trang › dòng 1"


_MC = "'http://schemas.openxmlformats.org/markup-compatibility/2006'"
PLACES = {
    "a content control": (
        "<w:sdt><w:sdtContent><w:p>{run}</w:p></w:sdtContent></w:sdt>",
        "Đoạn › dòng 2",
    ),
    "a text box": (
        "<w:p><w:r><w:pict><w:txbxContent><w:p>{run}</w:p></w:txbxContent></w:pict></w:r></w:p>",
        "Đoạn › dòng 2",
    ),
    "what was deleted": (
        "<w:p><w:del><w:r><w:delText>{{{{ khong_co }}}}</w:delText></w:r></w:del></w:p>",
        "Đoạn › dòng 2",
    ),
    "the branch for older programs": (
        (
            f"<w:p><w:r><mc:AlternateContent xmlns:mc={_MC}><mc:Choice Requires='wps'/>"
            "<mc:Fallback><w:pict><w:txbxContent><w:p>{run}</w:p></w:txbxContent></w:pict>"
            "</mc:Fallback></mc:AlternateContent></w:r></w:p>"
        ),
        "Thân văn bản",
    ),
    "what is said of a picture": (
        "<w:p><w:r><w:pict><v:rect xmlns:v='urn:v' alt='{{{{ khong_co }}}}'/></w:pict></w:r></w:p>",
        "Thân văn bản",
    ),
    "a row in a content control": (
        (
            "<w:tbl><w:sdt><w:sdtContent><w:tr><w:tc><w:p>{run}</w:p></w:tc></w:tr></w:sdtContent>"
            "</w:sdt></w:tbl>"
        ),
        "Bảng 1 › dòng 1",
    ),
}


@pytest.mark.parametrize(("xml", "place"), PLACES.values(), ids=PLACES)
def test_a_fault_is_found_wherever_a_template_can_have_a_tag(
    xml: str, place: str, draw: Draw
) -> None:
    path = draw("A")
    document = docx.Document(str(path))
    held = xml.format(run="<w:r><w:t>{{ khong_co }}</w:t></w:r>")
    wrapped = parse_xml(f"<w:body {nsdecls('w')}>{held}</w:body>")
    document.element.body.insert(1, wrapped[0])
    document.save(str(path))
    (problem,) = check_template(template(path))
    assert str(problem.where) == f"bao-cao.docx › {place}"


def test_a_fault_in_a_table_of_the_header_is_found(tmp_path: Path) -> None:
    document = docx.Document()
    table = document.sections[0].header.add_table(1, 1, Cm(9))
    table.cell(0, 0).text = "{{ khong_co }}"
    document.save(str(tmp_path / "ke-hoach.docx"))
    (problem,) = check_template(template(tmp_path / "ke-hoach.docx"))
    assert str(problem.where) == "ke-hoach.docx › Đầu trang › dòng 2"


@pytest.mark.parametrize("page", ["first_page", "even_page"])
@pytest.mark.parametrize("part", ["header", "footer"])
def test_a_fault_is_found_on_pages_of_every_kind(page: str, part: str, tmp_path: Path) -> None:
    document = docx.Document()
    getattr(document.sections[0], f"{page}_{part}").paragraphs[0].text = "{{ 'a' * 9 }}"
    document.save(str(tmp_path / "ke-hoach.docx"))
    (problem,) = check_template(template(tmp_path / "ke-hoach.docx"))
    title = "Đầu trang" if part == "header" else "Chân trang"
    assert str(problem.where) == f"ke-hoach.docx › {title} › dòng 1"
    assert "gọi lệnh" in problem.problem


def test_a_fault_in_a_footnote_is_found(tmp_path: Path) -> None:
    document = docx.Document()
    xml = f"<w:footnotes {nsdecls('w')}>{{}}</w:footnotes>".format(
        '<w:footnote w:id="2"><w:p><w:r><w:t>{{ khong_co }}</w:t></w:r></w:p></w:footnote>'
    )
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
    package = document.part.package
    notes = Part(PackURI("/word/footnotes.xml"), kind, xml.encode(), package)
    document.part.relate_to(notes, RELATIONSHIP_TYPE.FOOTNOTES)
    document.save(str(tmp_path / "ke-hoach.docx"))
    (problem,) = check_template(template(tmp_path / "ke-hoach.docx"))
    assert str(problem.where) == "ke-hoach.docx › Cước chú › dòng 1"


def test_what_was_not_checked_does_not_run_either(draw: Draw, tmp_path: Path) -> None:
    document = docx.Document(str(draw("{{ trich_yeu }}")))
    document.core_properties.title = "{{ trich_yeu * 9 }}"
    document.element.body.insert(0, parse_xml(f"<w:p {nsdecls('w')}>{_HIDDEN}</w:p>"))
    document.save(str(tmp_path / "bao-cao.docx"))
    with pytest.raises(TemplateError, match="gọi lệnh không được phép"):
        fill(tmp_path / "bao-cao.docx", {"trich_yeu": "A"}, tmp_path / "ra.docx")


_HIDDEN = "<w:r><w:pict><v:rect xmlns:v='urn:v' alt='{{ trich_yeu * 3000000000 }}'/></w:pict></w:r>"


def test_a_loop_over_a_long_list_inside_of_itself_ends_in_time(
    draw: Draw, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(language, "MOST", 500_000)
    text = "{% for a in noi_nhan %}{% for b in noi_nhan %}{{ b }}{% endfor %}{% endfor %}"
    context = {"noi_nhan": ["- Các thôn, tổ dân phố trên địa bàn xã và các cơ quan;"] * 200}
    with pytest.raises(TemplateError, match="dài hơn mức cho phép"):
        fill(draw(text), context, tmp_path / "ra.docx")


def test_a_template_that_unpacks_to_too_much_is_refused(draw: Draw) -> None:
    path = draw("A")
    with ZipFile(path, "a", ZIP_DEFLATED) as archive:
        archive.writestr("word/media/anh.bmp", bytes(LARGEST))
    (problem,) = check_template(template(path))
    assert "quá lớn khi mở ra" in problem.problem


def test_a_file_of_another_name_or_kind_is_told(tmp_path: Path) -> None:
    docx.Document().save(str(tmp_path / "mau-moi.docx"))
    (problem,) = check_template(template(tmp_path / "mau-moi.docx"))
    assert "không trùng với mẫu văn bản nào" in problem.problem
    (tmp_path / "ke-hoach.docx").write_text("không phải Word", "utf-8")
    (problem,) = check_template(template(tmp_path / "ke-hoach.docx"))
    assert "không phải là tệp Word" in problem.problem


def test_a_copy_is_made_once_and_wins(tmp_path: Path) -> None:
    path = copy_template(tmp_path, "cong-van")
    assert path == tmp_path / "templates" / "cong-van.docx"
    with pytest.raises(OutputError, match="đã có mẫu này"):
        copy_template(tmp_path, "cong-van.docx")
    with pytest.raises(UsageError, match="không có mẫu văn bản “cong-vang”"):
        copy_template(tmp_path, "cong-vang")
    report = list_templates(tmp_path)
    assert [listed.name for listed in report.listed if listed.own] == ["cong-van"]
    assert report.problems == ()
    checked(tmp_path)


def test_a_wrong_template_stops_before_anything_is_made(tmp_path: Path, draw: Draw) -> None:
    path = draw("{{ khong_co }}")
    (tmp_path / "templates").mkdir()
    path.rename(tmp_path / "templates" / path.name)
    with pytest.raises(TemplateError, match="khong_co"):
        checked(tmp_path)


OLD = Path(__file__).parent / "templates_0_1"
"""Templates of before: their fields hold whole sentences."""


@pytest.mark.parametrize(
    "name", ["many tasks", "all carried", "all in doubt", "all in part", "one task missed"]
)
def test_the_sentences_of_a_template_say_what_its_fields_said_before(
    name: str, tmp_path: Path
) -> None:
    for kind in (DocumentKind.LETTER, DocumentKind.REPORT):
        assert_same_words(*filled(kind, OUTCOMES[name], tmp_path))


@pytest.mark.parametrize("name", ["many tasks", "all missed", "its own words"])
def test_a_plan_of_an_earlier_template_says_the_same_but_for_the_table_by_office(
    name: str, tmp_path: Path
) -> None:
    result = in_its_own_words() if name not in OUTCOMES else OUTCOMES[name]
    for kind in (DocumentKind.PLAN, DocumentKind.SUPPLEMENT):
        path, made = filled(kind, result, tmp_path)
        fill(OLD / "ke-hoach.docx", made.context, tmp_path / "cu.docx")
        old, new = (_text_before_annexes(each) for each in (tmp_path / "cu.docx", path))
        who = next(at for at, text in enumerate(new) if text.endswith("TỔ CHỨC THỰC HIỆN"))
        assert old[: who + 1] == new[: who + 1]
        assert old[-1] == new[-1]


# Figures plan by plan came later: version 0.1 knew one upper plan.
@pytest.mark.parametrize("name", [name for name in COVERAGES if not COVERAGES[name].upper.parts])
def test_the_sentences_of_the_report_over_all_units_say_what_its_fields_said(
    name: str, tmp_path: Path
) -> None:
    office = parse_config(
        '[issuer]\nparent = "UBND tỉnh An Khê"\nname = "Sở Tài chính"\n', "a.toml"
    )
    for config in (Config(), office):
        path, made = filled_overall(COVERAGES[name], tmp_path, config)
        if made.template.stem == path.stem:
            assert_same_words(path, made)


OFFICES = {
    "a division": ("UBND XÃ VĨNH HẠ", "PHÒNG VĂN HÓA - XÃ HỘI", "Phòng Văn hóa - Xã hội"),
    "a department": ("UBND tỉnh An Khê", "Sở Tài chính", "UBND xã Vĩnh Hạ"),
}


@pytest.mark.parametrize(("parent", "office", "speaks"), OFFICES.values(), ids=OFFICES)
def test_an_offices_own_report_template_says_who_speaks_and_prints_rows_without_asking(
    parent: str, office: str, speaks: str, draw: Draw, tmp_path: Path
) -> None:
    own = draw(
        """
        {{ so_ky_hieu }}
        {{ co_quan }} báo cáo: đã cụ thể hóa {{ so_cu_the_hoa }}.
        |STT|Nhiệm vụ|
        | {%tr for dong in chua_cu_the_hoa.dong %} | |
        |{{ dong.stt }}|{{ dong.noi_dung }}|
        | {%tr endfor %} | |
        """.replace("        ", "")
    )
    assert check_template(template(own)) == ()
    config = parse_config(f'[issuer]\nparent = "{parent}"\nname = "{office}"\n', "a.toml")
    made = unit_document(DocumentKind.REPORT, OUTCOMES["many tasks"], config, SHIPPED)
    fill(own, made.context, tmp_path / "a.docx")
    written = docx.Document(str(tmp_path / "a.docx"))
    assert f"{speaks} báo cáo: đã cụ thể hóa" in written.paragraphs[1].text
    (table,) = written.tables
    missed = made.context["chua_cu_the_hoa"]
    assert isinstance(missed, dict)
    # Headings of groups are rows as well.
    assert len(table.rows) == 1 + len(missed["dong"])


@pytest.mark.parametrize("name", CHAINS)
def test_the_sentences_of_the_report_over_a_chain_say_what_its_fields_said(
    name: str, tmp_path: Path
) -> None:
    path, made = filled_chain(CHAINS[name], tmp_path)
    if made.template.stem == "bao-cao-chuoi":
        assert_same_words(path, made)


def assert_same_words(path: Path, made: Document) -> None:
    """Hold a document against what the template of version 0.1 makes of the same context.

    That has one annex alone, and points to no other.
    """
    fill(OLD / path.name, made.context, path.with_name("cu.docx"))
    old, new = (_text_before_annexes(each) for each in (path.with_name("cu.docx"), path))
    assert old == new


def _text_before_annexes(path: Path) -> list[str]:
    texts = [p.text.replace("\u00a0", " ") for p in docx.Document(str(path)).paragraphs]
    begin = next((at for at, text in enumerate(texts) if text.startswith("Phụ lục")), len(texts))
    pointer = re.compile(r" \((?:chi tiết tại )?Phụ lục[^)]*\)")
    # The gap behind a table, which is no words, was one empty paragraph then.
    return [pointer.sub("", text) for text in texts[:begin] if text]


def test_a_field_that_goes_with_the_next_release_is_told_and_still_filled(tmp_path: Path) -> None:
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates/cong-van.docx").write_bytes((OLD / "cong-van.docx").read_bytes())
    report = list_templates(tmp_path)
    assert report.problems == ()
    assert [notice.problem.split("”")[0] for notice in report.notices] == [
        "trường “mo_dau", "trường “ket_qua", "trường “yeu_cau", "trường “noi_dung",
        "trường “ket_thuc",
    ]  # fmt: skip
    assert all(notice.where and notice.where.row for notice in report.notices)
    done = CliRunner().invoke(templates, [str(tmp_path)])
    assert done.exit_code == 0
    assert "Cảnh báo: cong-van.docx › Đoạn › dòng" in done.output


def test_no_shipped_template_has_a_field_that_goes() -> None:
    for name in template_names():
        assert old_fields(SHIPPED[name]) == ()


def test_sentences_of_a_template_are_spelt_as_the_settings_ask(tmp_path: Path) -> None:
    config = parse_config('[documents]\ntone_marks = "hoà, uỷ"\n', "reconcile.toml")
    path, _ = filled(DocumentKind.LETTER, OUTCOMES["many tasks"], tmp_path, config)
    said = "\n".join(p.text for p in docx.Document(str(path)).paragraphs)
    assert "mới được cụ thể hoá một phần" in said
    assert "hóa" not in said


def test_words_that_lead_to_a_table_stay_on_its_page(tmp_path: Path) -> None:
    for kind, said in ((DocumentKind.REPORT, "như sau:"), (DocumentKind.PLAN, "như sau:")):
        path, _ = filled(kind, OUTCOMES["many tasks"], tmp_path)
        inside = list(docx.Document(str(path)).iter_inner_content())
        led = [a for a, b in pairwise(inside) if isinstance(b, Table) and isinstance(a, Paragraph)]
        words = [each for each in led if each.text.endswith(said)]
        assert words
        assert all(each.paragraph_format.keep_with_next for each in words)


def test_a_changed_template_makes_documents_anew(tmp_path: Path) -> None:
    _, before = read_templates(Files(tmp_path))
    copy_template(tmp_path, "ke-hoach")
    _, after = read_templates(Files(tmp_path))
    assert after != before


def test_the_command_lists_fields_and_tells_faults(tmp_path: Path, draw: Draw) -> None:
    fine = CliRunner().invoke(templates, [str(tmp_path)])
    assert fine.exit_code == 0
    assert "ke-hoach.docx (mẫu có sẵn)" in fine.output
    assert "  trich_yeu: Trích yếu nội dung. Ví dụ: Kết quả cụ thể hóa" in fine.output
    copied = CliRunner().invoke(templates, [str(tmp_path), "--copy", "ke-hoach"])
    assert "Đã chép mẫu" in copied.output
    draw("{{ khong_co }}").rename(tmp_path / "templates" / "bao-cao.docx")
    wrong = CliRunner().invoke(templates, [str(tmp_path)])
    assert wrong.exit_code == 4
    assert "Lỗi: bao-cao.docx › Đoạn › dòng 1: thẻ dùng trường không có" in wrong.output


def test_party_fields_are_those_of_the_government_but_for_the_receiver() -> None:
    for kind in PER_UNIT:
        name = "ke-hoach" if kind is DocumentKind.SUPPLEMENT else str(kind)
        own = {field.path for field in fields_of(name)}
        party = {field.path for field in fields_of(f"{name}-dang")}
        assert own - party <= {"kinh_gui"}
        assert party <= own
    assert Config().documents.party_profile == "hd05"
