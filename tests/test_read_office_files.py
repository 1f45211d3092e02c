"""What offices and their programs make of a file: read all the same, or named for what it is."""

import csv
import unicodedata
import zipfile
from collections.abc import Callable
from io import BytesIO, StringIO
from pathlib import Path

import pytest
from docx import Document
from openpyxl import Workbook, load_workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font

from effort import at_most
from office import document, workbook
from reconcile.errors import UnreadableFileError
from reconcile.model import Column, RowKind, Source, Where
from reconcile.read import read_file
from reconcile.read.file import load
from reconcile.read.formats.archive import members

TABLE = """
| STT | Nội dung nhiệm vụ | Chủ trì | Thời hạn |
| 1 | Sơn lại cầu Bến Thử | Tổ Một | 30/6/2026 |
| 2 | Trồng tre ven sông | Tổ Hai | 31/7/2026 |
| 3 | Dựng cột cờ ở đình | Tổ Ba | 31/8/2026 |
"""
NO_PICTURE = (
    b'<Relationship Id="rId99" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
    b'relationships/image" Target="NULL"/></Relationships>'
)
TEXTS = ["Sơn lại cầu Bến Thử", "Trồng tre ven sông", "Dựng cột cờ ở đình"]


def texts(source: Source) -> list[str]:
    rows = (row for table in source.tables for row in table.rows)
    return [row.says(Column.TASK) for row in rows if row.kind is RowKind.TASK]


def codes(source: Source) -> list[str]:
    return [each.code for each in source.findings]


def changed(path: Path, change: Callable[[str, bytes], bytes | None], **more: bytes) -> Path:
    """Write an Office file again with its parts changed; None drops a part."""
    with zipfile.ZipFile(path) as packed:
        parts = {name: packed.read(name) for name in packed.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, data in parts.items():
            if (new := change(name, data)) is not None:
                packed.writestr(name, new)
        for name, data in more.items():
            packed.writestr(name, data)
    return path


def strict(name: str, data: bytes) -> bytes:
    """Write a part as Strict Open XML has it."""
    if not name.endswith((".xml", ".rels")):
        return data
    for kind in (b"spreadsheetml", b"wordprocessingml", b"officeDocument", b"drawingml"):
        old = b"http://schemas.openxmlformats.org/" + kind + b"/2006/"
        data = data.replace(old, b"http://purl.oclc.org/ooxml/" + kind + b"/")
    return data


@pytest.mark.parametrize("make", [workbook, document], ids=["xlsx", "docx"])
def test_strict_open_xml_is_read(tmp_path: Path, make: Callable[..., Path]) -> None:
    path = make(tmp_path / ("a.xlsx" if make is workbook else "a.docx"), TABLE)
    assert texts(read_file(changed(path, strict))) == TEXTS


@pytest.mark.parametrize(
    ("part", "old", "new"),
    [
        ("word/_rels/document.xml.rels", b"styles.xml", b"khong-co.xml"),
        ("word/_rels/document.xml.rels", b"</Relationships>", NO_PICTURE),
        ("word/styles.xml", b"<w:styles", b"<w:styles <<"),
        ("_rels/.rels", b"docProps/core.xml", b"docProps/mat.xml"),
    ],
)  # fmt: skip
def test_one_dead_link_or_odd_part_never_costs_a_document(
    tmp_path: Path, part: str, old: bytes, new: bytes
) -> None:
    path = document(tmp_path / "a.docx", "UBND XÃ BẾN THỬ", TABLE)
    changed(path, lambda name, data: data.replace(old, new) if name == part else data)
    source = read_file(path)
    assert texts(source) == TEXTS
    assert source.lines[0].text == "UBND XÃ BẾN THỬ"


def test_escapes_of_exporting_systems_are_the_signs_that_they_mean(tmp_path: Path) -> None:
    table = TABLE.replace("Sơn lại cầu", "Sơn lại_x000D_¶cầu").replace(
        "30/6/2026", "30/6/2026_x000D_"
    )
    source = read_file(workbook(tmp_path / "a.xlsx", table.replace("Tổ Hai", "Tổ_x005F_Hai")))
    first, second, _ = (row for row in source.tables[0].rows if row.kind is RowKind.TASK)
    assert first.says(Column.TASK) == "Sơn lại\ncầu Bến Thử"
    assert first.says(Column.DEADLINE) == "30/6/2026"
    assert second.says(Column.LEAD) == "Tổ_Hai"


def test_struck_through_text_of_a_workbook_is_left_out_and_told(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", TABLE)
    book = load_workbook(path)
    sheet = book.worksheets[0]
    for column in range(1, 5):
        sheet.cell(3, column).font = Font(strike=True)
    struck = TextBlock(InlineFont(strike=True), "đình ")
    sheet["B4"] = CellRichText("Dựng cột cờ ở ", struck, TextBlock(InlineFont(b=True), "trường"))
    book.save(path)
    source = read_file(path)
    assert texts(source) == ["Sơn lại cầu Bến Thử", "Dựng cột cờ ở trường"]
    (told,) = [each for each in source.findings if each.code == "struck-text"]
    assert "dòng 3, 4" in told.message


def test_struck_through_text_of_an_open_document_sheet_is_left_out_and_told(tmp_path: Path) -> None:
    spaces = "".join(
        f' xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for name in ("office", "style", "table", "text")
    )

    def cell(said: str, style: str = "") -> str:
        look = f' table:style-name="{style}"' if style else ""
        kind = ' office:value-type="string"'
        return f"<table:table-cell{look}{kind}><text:p>{said}</text:p></table:table-cell>"

    part = 'Dựng cột cờ <text:span text:style-name="T1">ở đình </text:span>ở trường'
    rows = [
        [cell(said) for said in ("STT", "Nhiệm vụ", "Chủ trì", "Thời hạn")],
        [cell(said, "ce1") for said in ("1", "Sơn cổng chào", "Tổ 2", "30/6/2026")],
        [cell(said) for said in ("2", part, "Đoàn xã", "15/5/2026")],
    ]
    line = '<style:text-properties style:text-line-through-style="solid"/>'
    table = "".join(f"<table:table-row>{''.join(row)}</table:table-row>" for row in rows)
    content = (
        f"<office:document-content{spaces}><office:automatic-styles>"
        f'<style:style style:name="ce1" style:family="table-cell">{line}</style:style>'
        f'<style:style style:name="T1" style:family="text">{line}</style:style>'
        "</office:automatic-styles><office:body><office:spreadsheet>"
        f'<table:table table:name="Bảng">{table}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    path = tmp_path / "a.ods"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
        archive.writestr("content.xml", content)
        archive.writestr("styles.xml", f"<office:document-styles{spaces}/>")
    source = read_file(path)
    rows_read = [row for row in source.tables[0].rows if row.kind is RowKind.TASK]
    assert [row.says(Column.TASK) for row in rows_read] == ["Dựng cột cờ ở trường"]
    (told,) = [each for each in source.findings if each.code == "struck-text"]
    assert "dòng 2, 3" in told.message


def test_struck_through_text_of_a_page_is_left_out_and_told(tmp_path: Path) -> None:
    path = tmp_path / "a.htm"
    path.write_text(
        """<meta charset="utf-8"><style>.xl65 {color:red; text-decoration:line-through;}</style>
        <table><tr><td>STT<td>Nhiệm vụ<td>Chủ trì<td>Thời hạn</tr>
        <tr><td>1<td>Dựng cột cờ <s>ở đình</s> ở trường<td>Đoàn xã<td>15/5/2026</tr>
        <tr><td class="xl65">2<td class="xl65">Sơn cổng<td class="xl65">Tổ 2<td></tr></table>""",
        "utf-8",
    )
    source = read_file(path)
    rows = [row for row in source.tables[0].rows if row.kind is RowKind.TASK]
    assert [row.says(Column.TASK) for row in rows] == ["Dựng cột cờ ở trường"]
    assert codes(source).count("struck-text") == 1


def test_struck_through_text_of_a_document_is_left_out_and_told(tmp_path: Path) -> None:
    path = document(tmp_path / "a.docx", TABLE)
    made = Document(str(path))
    for cell in made.tables[0].rows[2].cells:
        cell.paragraphs[0].runs[0].font.strike = True
    made.tables[0].rows[1].cells[1].paragraphs[0].add_run(" và cầu Mới").font.double_strike = True
    made.save(str(path))
    source = read_file(path)
    assert texts(source) == [TEXTS[0], TEXTS[2]]
    assert codes(source).count("struck-text") == 1


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig", "utf-8"])
@pytest.mark.parametrize("name", ["a.xls", "a.xlsx", "a.dat"])
def test_tab_separated_text_is_a_table_whatever_its_name(
    tmp_path: Path, name: str, encoding: str
) -> None:
    rows = [[cell.strip() for cell in line.strip("| ").split("|")] for line in TABLE.split("\n")]
    (tmp_path / name).write_text("\n".join("\t".join(row) for row in rows), encoding)
    assert texts(read_file(tmp_path / name)) == TEXTS


@pytest.mark.parametrize("name", ["xã Bến Thử - Shortcut.lnk", "bảng.gsheet", "kế hoạch.url"])
def test_a_shortcut_is_named_for_what_it_is(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b'L\x00\x00\x00{"url": "https://docs.example"}')
    with pytest.raises(UnreadableFileError, match="lối tắt"):
        read_file(tmp_path / name)


def test_plain_text_that_is_no_table_stays_unread(tmp_path: Path) -> None:
    (tmp_path / "a.xls").write_text("Xin gửi anh tệp kế hoạch.\nCảm ơn.", "utf-8")
    with pytest.raises(UnreadableFileError, match="bị hỏng"):
        read_file(tmp_path / "a.xls")


@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_cells_of_many_lines_with_other_marks_keep_the_delimiter(tmp_path: Path, mark: str) -> None:
    out = StringIO()
    writer = csv.writer(out, delimiter=mark)
    writer.writerow(["STT", "Nội dung nhiệm vụ", "Chủ trì", "Thời hạn"])
    leads = "Bà Tư; ĐT 11;\nÔng Năm, ĐT 12;\nCô Ba | ĐT 13;\nChú Sáu, ĐT 14; nhà 2"
    for n, text in enumerate(TEXTS, 1):
        writer.writerow([n, f"{text};\ngồm: một, hai; ba,\nbốn; năm", leads, "30/6/2026"])
    (tmp_path / "a.csv").write_text(out.getvalue(), "utf-8")
    source = read_file(tmp_path / "a.csv")
    assert [text.split(";")[0] for text in texts(source)] == TEXTS


@pytest.mark.parametrize("letters", ["cp1252", "cp1250", "cp874"])
def test_a_csv_whose_letters_are_lost_says_so(tmp_path: Path, letters: str) -> None:
    said = TABLE.replace(" | ", ";").replace("| ", "").replace(" |", "")
    # Of some letters another one is left instead of a question mark.
    said += "4;Trình Ủy ban nhân dân xã, ghi lại đầy đủ ý kiến;Tổ Ba;30/6/2026\n"
    (tmp_path / "a.csv").write_bytes(said.encode(letters, "replace"))
    with pytest.raises(UnreadableFileError, match="mất chữ") as caught:
        read_file(tmp_path / "a.csv")
    assert "CSV UTF-8" in caught.value.fix


def test_questions_in_a_csv_are_no_lost_letters(tmp_path: Path) -> None:
    said = "STT;Nội dung nhiệm vụ;Chủ trì\n1;Hỏi đáp: làm gì? ở đâu?;Tổ Một\n2;Vì sao?;Tổ Hai\n"
    (tmp_path / "a.csv").write_text(said, "utf-8")
    assert len(texts(read_file(tmp_path / "a.csv"))) == 2


def test_two_names_in_an_archive_that_look_the_same_are_both_read() -> None:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        for form in ("NFC", "NFD"):
            packed.writestr(unicodedata.normalize(form, "xã Bến Thử.csv"), form)
        packed.writestr("thư mục/a.csv", "1")
        packed.writestr("thư mục\\a.csv", "2")
    held = list(members(out.getvalue(), Where("gói.zip")))
    assert len({member.name for member in held}) == 4
    assert sorted(member.data for member in held) == [b"1", b"2", b"NFC", b"NFD"]


@pytest.mark.slow
def test_cells_far_to_the_right_cost_nothing_and_are_told(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", TABLE)
    far = b"".join(b'<row r="%d"><c r="XFD%d"><v>1</v></c></row>' % (n, n) for n in range(20, 8020))

    def widened(name: str, data: bytes) -> bytes:
        is_sheet = name == "xl/worksheets/sheet1.xml"
        return data.replace(b"</sheetData>", far + b"</sheetData>") if is_sheet else data

    with at_most(10):
        source = read_file(changed(path, widened))
    assert texts(source) == TEXTS
    assert "cells-cut" in codes(source)


def test_a_cell_beyond_the_last_column_of_excel_is_cut(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", TABLE)
    cell = b'<row r="99"><c r="ZZZZ99"><v>1</v></c></row></sheetData>'
    changed(
        path, lambda name, data: data.replace(b"</sheetData>", cell) if "sheet1" in name else data
    )
    assert texts(read_file(path)) == TEXTS


def test_a_file_of_gigabytes_is_refused_before_it_is_read(tmp_path: Path) -> None:
    with (tmp_path / "a.xlsx").open("wb") as out:
        out.truncate(4_000_000_000)
    with pytest.raises(UnreadableFileError, match="tệp quá lớn"):
        load(tmp_path / "a.xlsx")


def test_a_workbook_of_many_narrow_rows_is_read_whole(tmp_path: Path) -> None:
    book = Workbook()
    book.worksheets[0].append(["STT", "Nội dung nhiệm vụ", "Chủ trì"])
    for n in range(1, 301):
        book.worksheets[0].append([n, f"Việc số {n} của thôn Bến", "Tổ Một"])
    book.save(tmp_path / "a.xlsx")
    source = read_file(tmp_path / "a.xlsx")
    assert (len(texts(source)), "cells-cut" in codes(source)) == (300, False)
