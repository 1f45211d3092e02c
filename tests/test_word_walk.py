"""What stands in a Word document is the same for who reads plans and for who checks the layout."""

from pathlib import Path

import pytest
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from office import document
from reconcile.layout.document.open_document import open_paper
from reconcile.layout.document.paper import Paper
from reconcile.model import Source
from reconcile.read import read_file

_SPACES = (
    nsdecls("w")
    + ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    + ' xmlns:v="urn:schemas-microsoft-com:vml"'
)


def said(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(inner: str) -> str:
    return f"<w:p>{inner}</w:p>"


def box(*held: str) -> str:
    return (
        f"<v:shape><v:textbox><w:txbxContent>{''.join(held)}</w:txbxContent></v:textbox></v:shape>"
    )


def twice(shown: str, older: str, *, needs: str = "wps") -> str:
    """Alternatives: what Word shows, and the copy for older programs."""
    choice = f'<mc:Choice Requires="{needs}">{shown}</mc:Choice>'
    return f"<mc:AlternateContent>{choice}<mc:Fallback>{older}</mc:Fallback></mc:AlternateContent>"


def control(inner: str) -> str:
    return f"<w:sdt><w:sdtPr/><w:sdtContent>{inner}</w:sdtContent></w:sdt>"


def cell(inner: str) -> str:
    return f"<w:tc>{paragraph(inner)}</w:tc>"


def row(*cells: str) -> str:
    return f"<w:tr>{''.join(cells)}</w:tr>"


def table(*rows: str) -> str:
    return f"<w:tbl><w:tblPr/><w:tblGrid/>{''.join(rows)}</w:tbl>"


INNER = "<w:r><w:pict>" + box(paragraph(said("khung trong"))) + "</w:pict></w:r>"
BLOCKS = (
    paragraph(
        said("Đầu")
        + "<w:r>"
        + twice(
            f"<w:drawing>{box(paragraph(said('khung') + INNER))}</w:drawing>",
            f"<w:pict>{box(paragraph(said('khung')))}</w:pict>",
        )
        + "</w:r>"
    ),
    control(paragraph(said("khối") + "<w:r><w:tab/><w:t>sau tab</w:t></w:r>")),
    twice(paragraph(said("nhánh mới")), paragraph(said("nhánh cũ"))),
    paragraph(
        twice(said("chạy mới"), said("chạy cũ"))
        + control(said(" trong ô"))
        + f'<w:ins w:id="1" w:author="a">{said(" chèn")}</w:ins>'
        + f"<w:smartTag>{said(' thẻ')}</w:smartTag>"
        + '<w:del w:id="2" w:author="a"><w:r><w:delText>xóa</w:delText></w:r></w:del>'
        + "<w:r><w:t> x</w:t>"
        + twice("<w:sym/>", "<w:t>☺</w:t>", needs="w16se")
        + "<w:br/><w:t>dòng hai</w:t></w:r>"
    ),
    paragraph(said("trang một") + '<w:r><w:br w:type="page"/></w:r>' + said("trang hai")),
)
TASKS = table(
    row(cell(said("STT")), cell(said("Nhiệm vụ")), cell(said("Chủ trì")), cell(said("Thời hạn"))),
    control(
        row(
            cell(said("1")),
            control(cell(said("Mở") + control("<w:r><w:tab/><w:t>lớp</w:t></w:r>") + INNER)),
            cell(said("Phòng A")),
            twice(cell(said("2026")), cell(said("2025"))),
        )
    ),
)
LINES = [
    *("Đầu", "khung", "khung trong", "khối sau tab", "nhánh mới"),
    *("chạy mới trong ô chèn thẻ x☺", "dòng hai", "trang một", "trang hai"),
]
CELLS = ["STT", "Nhiệm vụ", "Chủ trì", "Thời hạn", "1", "Mở lớp", "Phòng A", "2026"]


@pytest.fixture
def odd_file(tmp_path: Path) -> Path:
    path = document(tmp_path / "odd.docx", "xóa đi")
    made = Document(str(path))
    body = made.element.body
    body.remove(body[0])
    parsed = parse_xml(f"<w:body {_SPACES}>{''.join(BLOCKS)}{TASKS}</w:body>")
    for at, block in enumerate(list(parsed)):
        body.insert(at, block)
    made.save(str(path))
    return path


@pytest.fixture
def source(odd_file: Path) -> Source:
    return read_file(odd_file)


@pytest.fixture
def paper(odd_file: Path) -> Paper:
    return open_paper(odd_file.read_bytes(), "odd.docx")


def _shown(text: str) -> list[str]:
    return [" ".join(line.split()) for line in text.split("\n") if line.strip()]


def test_a_plan_is_read_with_one_branch_and_with_what_controls_hold(source: Source) -> None:
    assert [line.text for line in source.lines] == LINES
    (tasks,) = source.tables
    assert [cell.text for row in tasks.rows for cell in row.cells] == [
        *("1", "Mở lớp\nkhung trong", "Phòng A", "2026")
    ]


def test_the_layout_checker_sees_the_same_lines_in_the_same_order(paper: Paper) -> None:
    outside = [line for p in paper.flow if p.table is None for line in _shown(p.text)]
    assert outside == [line for line in LINES if "khung" not in line]
    assert [p.text for p in paper.boxes] == ["khung", "khung trong", "khung trong"]
    inside = [line for p in paper.flow if p.table is not None for line in _shown(p.text)]
    assert inside == CELLS


def test_a_tab_and_a_control_stay_one_paragraph(paper: Paper) -> None:
    (tabbed,) = (p for p in paper.flow if p.text.startswith("khối"))
    assert tabbed.text == "khối\tsau tab"
    assert [p.number for p in paper.flow if p.table is None] == [1, 2, 3, 4, 5]
