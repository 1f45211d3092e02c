"""Word documents as offices write them: tracked changes, numbering, merges, nested tables."""

from pathlib import Path

from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from office import document, draw, fill_table, put_paragraph, track
from reconcile.model import Column, RowKind, Source
from reconcile.read import read_file

HEAD = "| STT | Nhiệm vụ | Chủ trì | Thời hạn |\n"


def texts(source: Source, column: Column = Column.TASK) -> list[str]:
    rows = (row for table in source.tables for row in table.rows)
    return [row.says(column) for row in rows if row.kind is RowKind.TASK]


def groups(source: Source) -> list[tuple[str, ...]]:
    rows = (row for table in source.tables for row in table.rows)
    return [row.group for row in rows if row.kind is RowKind.TASK]


def test_letterhead_and_signature_tables_are_passed_over(tmp_path: Path) -> None:
    path = document(
        tmp_path / "given.docx",
        "| UBND XÃ SUỐI MƠ | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM |",
        "KẾ HOẠCH",
        HEAD + "| 1 | Mở lớp | Phòng A | 2026 |",
        "| Nơi nhận: | TM. ỦY BAN NHÂN DÂN |",
    )
    source = read_file(path)
    assert [str(table.where) for table in source.tables] == ["given.docx › Bảng 2 › dòng 1"]
    assert [line.text for line in source.lines] == [
        "UBND XÃ SUỐI MƠ",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "KẾ HOẠCH",
        "Nơi nhận:",
        "TM. ỦY BAN NHÂN DÂN",
    ]
    assert str(source.lines[2].where) == "given.docx › Đoạn › dòng 1"


def test_a_table_broken_in_two_goes_on_without_a_header(tmp_path: Path) -> None:
    path = document(
        tmp_path / "given.docx",
        HEAD + "| I. Việc chung | < | < | < |\n| 1 | Mở lớp | Phòng A | 2026 |",
        "",
        "| 2 | Họp thôn | Phòng A | 2026 |\n| II. Việc riêng | < | < | < |\n"
        "| 1 | Lắp mạng | Phòng B | 2026 |",
    )
    source = read_file(path)
    assert texts(source) == ["Mở lớp", "Họp thôn", "Lắp mạng"]
    assert groups(source) == [("I. Việc chung",), ("I. Việc chung",), ("II. Việc riêng",)]
    assert source.sheets[1] == "Bảng 2: bảng nhiệm vụ, tiếp bảng trước, 2 nhiệm vụ"


def test_a_task_broken_over_two_tables_is_one_task(tmp_path: Path) -> None:
    path = document(
        tmp_path / "given.docx",
        HEAD + "| 1 | Mở lớp, | Phòng | 2026 |",
        "",
        "| | tập huấn chữ ký số. | A | |\n| 2 | Họp thôn | nt | 2026 |\n| 3 | Thi | nt | 2026 |",
    )
    source = read_file(path)
    assert texts(source) == ["Mở lớp, tập huấn chữ ký số.", "Họp thôn", "Thi"]
    assert texts(source, Column.LEAD) == ["Phòng A"] * 3


def test_merged_cells_are_read_once_each(tmp_path: Path) -> None:
    path = document(
        tmp_path / "given.docx",
        """
        | STT | Nhiệm vụ | Cơ quan thực hiện | < | Thời hạn |
        | ^   | ^        | Chủ trì | Phối hợp | ^ |
        | 1   | Mở lớp   | Phòng A | Các thôn | 2026 |
        | 2   | Họp thôn | ^       | Công an  | 2026 |
        """,
    )
    source = read_file(path)
    assert texts(source, Column.LEAD) == ["Phòng A", "Phòng A"]
    assert texts(source, Column.SUPPORT) == ["Các thôn", "Công an"]


def test_tracked_insertions_are_read_and_deletions_left_out(tmp_path: Path) -> None:
    made = Document()
    table = fill_table(made.add_table(2, 4), draw(HEAD + "| 1 | | Phòng A | 2026 |"))
    put_paragraph(table, 1, 1, track("Mở ", inserted="03 lớp", deleted="02 lớp"))
    made.save(str(tmp_path / "given.docx"))
    source = read_file(tmp_path / "given.docx")
    assert texts(source) == ["Mở 03 lớp"]
    (said,) = source.findings
    assert (said.code, "2 chỗ" in said.message) == ("tracked-change", True)


def test_a_deleted_row_is_left_out(tmp_path: Path) -> None:
    made = Document()
    rows = draw(HEAD + "| 1 | Mở lớp | Phòng A | 2026 |\n| 2 | Họp thôn | Phòng A | 2026 |")
    table = fill_table(made.add_table(3, 4), rows)
    gone = parse_xml(f'<w:trPr {nsdecls("w")}><w:del w:id="3" w:author="A"/></w:trPr>')
    table.rows[1]._tr.insert(0, gone)  # noqa: SLF001  python-docx cannot track changes
    made.save(str(tmp_path / "given.docx"))
    source = read_file(tmp_path / "given.docx")
    assert texts(source) == ["Họp thôn"]
    assert [finding.code for finding in source.findings] == ["tracked-change"]


def test_automatic_numbers_are_read_as_the_page_shows_them(tmp_path: Path) -> None:
    made = Document()
    rows = draw(HEAD + "| | Mở lớp | Phòng A | 2026 |\n| | Họp thôn | Phòng A | 2026 |")
    table = fill_table(made.add_table(3, 4), rows)
    for row in table.rows[1:]:
        row.cells[0].paragraphs[0].style = "List Number"
    made.add_paragraph("Tổ chức thực hiện", style="List Number")
    made.add_paragraph("Nội dung khác", style="List Bullet")
    made.save(str(tmp_path / "given.docx"))
    source = read_file(tmp_path / "given.docx")
    assert texts(source, Column.STT) == ["1.", "2."]
    assert [line.text for line in source.lines] == ["3. Tổ chức thực hiện", "- Nội dung khác"]


def test_text_in_content_controls_and_text_boxes_is_read(tmp_path: Path) -> None:
    made = Document()
    table = fill_table(made.add_table(2, 4), draw(HEAD + "| 1 | | Phòng A | 2026 |"))
    control = (
        f"<w:p {nsdecls('w')}><w:sdt><w:sdtContent><w:r><w:t>Mở lớp</w:t></w:r>"
        "</w:sdtContent></w:sdt></w:p>"
    )
    put_paragraph(table, 1, 1, control)
    box = (
        f"<w:r {nsdecls('w')}><w:pict><w:txbxContent><w:p><w:r><w:t>DỰ THẢO</w:t></w:r></w:p>"
        "</w:txbxContent></w:pict></w:r>"
    )
    made.add_paragraph("KẾ HOẠCH")._p.append(parse_xml(box))  # noqa: SLF001  no public way
    made.save(str(tmp_path / "given.docx"))
    source = read_file(tmp_path / "given.docx")
    assert texts(source) == ["Mở lớp"]
    assert [line.text for line in source.lines] == ["KẾ HOẠCH", "DỰ THẢO"]


def test_a_task_table_inside_a_layout_table_is_found(tmp_path: Path) -> None:
    made = Document()
    outer = made.add_table(1, 2)
    inner = outer.cell(0, 1).add_table(2, 4)
    fill_table(inner, draw(HEAD + "| 1 | Mở lớp | Phòng A | 2026 |"))
    made.save(str(tmp_path / "given.docx"))
    source = read_file(tmp_path / "given.docx")
    assert texts(source) == ["Mở lớp"]
    assert source.tables[0].where.sheet == "Bảng 2"


def test_line_breaks_and_hard_hyphens_stay_in_a_cell(tmp_path: Path) -> None:
    made = Document()
    table = fill_table(made.add_table(2, 4), draw(HEAD + "| 1 | | Phòng A | 2026 |"))
    broken = (
        f"<w:p {nsdecls('w')}><w:r><w:t>Mở lớp:</w:t><w:br/><w:t>- 02 lớp số;</w:t>"
        "<w:cr/><w:t>12</w:t><w:noBreakHyphen/><w:t>KH</w:t></w:r></w:p>"
    )
    put_paragraph(table, 1, 1, broken)
    made.save(str(tmp_path / "given.docx"))
    assert texts(read_file(tmp_path / "given.docx")) == ["Mở lớp:\n- 02 lớp số;\n12-KH"]
