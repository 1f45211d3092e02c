"""What Excel and LibreOffice need of any workbook that the program writes."""

import datetime as dt
import re
import subprocess
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from lxml import etree
from openpyxl import Workbook, load_workbook
from openpyxl.cell.rich_text import CellRichText

from by_path import write_workbook
from coverage_sample import AS_OF, UNITS, commune, province
from dump import dump_xlsx
from effort import HANGS
from reconcile.report.coverage.workbook import coverage_book
from reconcile.tracking.coverage import Coverage, digest
from reconcile.workbook.content.grid import (
    Book,
    Choices,
    Entry,
    Kind,
    Lines,
    Listing,
    PieceMark,
    Sheet,
    SheetColumn,
    SheetTable,
    TextPiece,
    Tone,
    Visibility,
)
from reconcile.workbook.content.measure import count_lines, row_height
from reconcile.workbook.content.names import (
    CUT,
    LONGEST_TEXT,
    header_names,
    sheet_names,
    table_names,
)
from reconcile.workbook.xlsx import spool
from reconcile.workbook.xlsx.write import workbook_bytes


def sample() -> Book:
    upper = province()
    units = tuple(digest(commune(name, n, upper)) for n, name in enumerate(UNITS))
    return coverage_book(Coverage(upper, AS_OF, units))


def opened(book: Book, **options: bool) -> Workbook:
    return load_workbook(BytesIO(workbook_bytes(book)), **options)


def one_table(*rows: tuple[Entry, ...], columns: tuple[SheetColumn, ...] = ()) -> Book:
    known = columns or (SheetColumn("Nội dung", 40),)
    block = SheetTable("bang", known, rows, "Không có gì.")
    return Book("Thử", (Sheet("Thử", (block,)),), AS_OF)


@pytest.mark.parametrize("text", ["=1+1", "+84 là mã vùng", "-1 biên chế", "@nhóm", "#N/A", "1"])
def test_text_is_never_taken_for_a_formula_or_a_number(text: str) -> None:
    cell = opened(one_table((Entry(text),))).worksheets[0]["A2"]
    assert (cell.value, cell.data_type) == (text, "s")
    assert cell.quotePrefix == (text[0] in "=+-@")


def test_what_a_cell_cannot_hold_is_taken_out() -> None:
    written = opened(one_table((Entry("Sở\x00 KH&CN\x0b <b>\r\nhai\ufffe"),)))
    assert written.worksheets[0]["A2"].value == "Sở KH&CN <b>\nhai"


def test_a_text_longer_than_a_cell_is_cut_and_says_so() -> None:
    value = opened(one_table((Entry("dài 𝄞" * 9000),))).worksheets[0]["A2"].value
    assert value.endswith(CUT)
    assert len(value.encode("utf-16-le")) // 2 <= LONGEST_TEXT


@pytest.mark.parametrize(
    ("titles", "names"),
    [
        (["Xã A/B: [1]?*"], ["Xã A B 1"]),
        (["", "History"], ["Trang", "Trang History"]),
        (["Đơn vị", "đơn vị"], ["Đơn vị", "đơn vị (2)"]),
        (["x" * 40, "x" * 40], ["x" * 31, "x" * 27 + " (2)"]),
    ],
)
def test_sheet_names_are_those_that_excel_takes(titles: list[str], names: list[str]) -> None:
    assert sheet_names(titles) == names


def test_table_names_and_headers_are_those_that_excel_takes() -> None:
    assert table_names(["Tổng quan", "Tổng quan", "A1", "1", "R"]) == [
        "tong_quan",
        "tong_quan_2",
        "bang_a1",
        "bang_1",
        "bang_r",
    ]
    assert header_names(["Xã A", "xã a", "", "Hai\ndòng"]) == [
        "Xã A",
        "xã a (2)",
        "Cột",
        "Hai dòng",
    ]


def test_writing_twice_gives_the_same_bytes(tmp_path: Path) -> None:
    first, second = tmp_path / "1.xlsx", tmp_path / "2.xlsx"
    write_workbook(sample(), first)
    write_workbook(sample(), second)
    assert first.read_bytes() == second.read_bytes()
    assert dump_xlsx(first).startswith("== Tổng quan A1:")
    assert load_workbook(first).properties.modified == dt.datetime(2026, 11, 22)  # noqa: DTZ001


def test_a_sheet_too_long_to_be_held_is_written_as_a_short_one_is(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    book = sample()
    short = workbook_bytes(book)
    monkeypatch.setattr(spool, "_AT_ONCE", 200)
    assert workbook_bytes(book) == short


def every_cell() -> Book:
    """Lay out a book with every kind of value in every kind of column, and in merged cells."""
    rich = (
        TextPiece("một "),
        TextPiece("hai", PieceMark.ADDED),
        TextPiece(" 3 < 4", PieceMark.SAME),
    )
    values = (None, " đầu\ncuối ", "<b>&amp;", "=A1", 7, 0.125, 2 / 3, AS_OF, rich, "𝄞 Ế\u0301")
    cells = [Entry(value, tone) for tone in (Tone.BODY, Tone.HEADING) for value in values]
    lines = Lines(
        tuple((Entry(each.value, each.tone, span=n % 4 + 1),) for n, each in enumerate(cells))
    )
    columns = tuple(SheetColumn(f"Cột {kind}", 20, kind) for kind in Kind)
    table = SheetTable("mọi", columns, tuple((each,) * len(columns) for each in cells), "Không.")
    return Book("Thử", (Sheet("Thử", (lines, table)),), AS_OF)


@pytest.mark.parametrize("book", [every_cell(), sample()])
def test_a_row_is_written_as_openpyxl_would_write_it(book: Book) -> None:
    written, again = workbook_bytes(book), BytesIO()
    load_workbook(BytesIO(written), rich_text=True).save(again)
    assert rows_of(written) == rows_of(again.getvalue())


def in_one_order(rows: etree._Element) -> etree._Element:
    """Put the parts of fonts in one order: openpyxl does not keep to that of the schema."""
    for font in rows.iter("{*}rPr"):
        font[:] = sorted(font, key=lambda part: str(part.tag))
    return rows


def test_a_space_between_two_marked_pieces_is_kept_for_excel() -> None:
    pieces = (
        TextPiece("thôn.", PieceMark.ADDED),
        TextPiece(" "),
        TextPiece("tổ", PieceMark.REMOVED),
    )
    (rows,) = rows_of(
        workbook_bytes(Book("Thử", (Sheet("Thử", (Lines(((Entry(pieces),),)),)),), AS_OF))
    )
    # Excel drops a piece of spaces alone that is not marked so, and the words run together.
    assert '<t xml:space="preserve"> </t>' in rows


def rows_of(file: bytes) -> list[str]:
    """Return the rows of the worksheets, as they stand in their parts."""
    with ZipFile(BytesIO(file)) as parts:
        sheets = [parts.read(name) for name in parts.namelist() if "worksheets/sheet" in name]
    found = (etree.fromstring(sheet).find("{*}sheetData") for sheet in sheets)
    return [
        etree.tostring(in_one_order(rows), encoding="unicode") for rows in found if rows is not None
    ]


def test_lines_of_text_are_merged_over_what_a_page_shows() -> None:
    lines = Lines(((Entry("Tiêu đề", Tone.TITLE, span=0),),))
    block = SheetTable("t", tuple(SheetColumn(str(n), 10) for n in range(5)), (), "Không có gì.")
    worksheet = opened(Book("Thử", (Sheet("Thử", (lines, block)),), AS_OF)).worksheets[0]
    assert [str(area) for area in worksheet.merged_cells.ranges] == ["A1:E1"]


# ---- what the review workbook will need ---------------------------------------------------------


def test_a_dropdown_takes_its_answers_from_a_very_hidden_sheet() -> None:
    choices = Choices("Kết luận", "Không có trong danh sách", "Chọn một câu trả lời.")
    columns = (
        SheetColumn("Khóa", 10, hidden=True),
        SheetColumn("Kết luận", 20, Kind.WORD, choices=choices),
    )
    book = one_table((Entry("k1"), Entry(None, Tone.ANSWER)), columns=columns)
    listed = Book(
        book.title, book.sheets, AS_OF, listings=(Listing("Kết luận", ("Đúng", "Không phải")),)
    )
    written = opened(listed)
    answers, lists = written.worksheets
    assert lists.sheet_state == Visibility.VERY_HIDDEN.value
    assert [cell.value for cell in lists["A"]] == ["Đúng", "Không phải"]
    (rule,) = answers.data_validations.dataValidation
    assert (rule.formula1, rule.showErrorMessage, str(rule.sqref)) == ("ket_luan", True, "B2")
    assert written.defined_names["ket_luan"].attr_text == f"'{lists.title}'!$A$1:$A$2"
    assert answers.column_dimensions["A"].hidden


def test_differences_between_two_texts_are_marked_inside_the_cell() -> None:
    pieces = (
        TextPiece("giảm "),
        TextPiece("30%", PieceMark.REMOVED),
        TextPiece("20%", PieceMark.ADDED),
    )
    cell = opened(one_table((Entry(pieces),)), rich_text=True).worksheets[0]["A2"]
    assert isinstance(cell.value, CellRichText)
    assert str(cell.value) == "giảm 30%20%"


# ---- heights ------------------------------------------------------------------------------------


def test_a_text_takes_as_many_lines_as_its_words_need() -> None:
    assert count_lines("", 100, size=11) == 1
    assert count_lines("một\nhai\nba", 100, size=11) == 3
    assert count_lines("Ủy ban nhân dân", 200, size=11) == 1
    assert count_lines("Ủy ban nhân dân", 45, size=11) == 2
    assert count_lines("W" * 100, 100, size=10) == 10
    assert row_height(1000, 11) == 409


@pytest.mark.slow
def test_every_row_is_as_high_as_libreoffice_would_make_it(tmp_path: Path, soffice: str) -> None:
    raw = workbook_bytes(sample())
    (tmp_path / "auto.xlsx").write_bytes(_without_heights(raw))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [soffice, profile, "--headless", "--convert-to", "fods", "auto.xlsx"]
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True, timeout=HANGS)
    wanted = _heights(tmp_path / "auto.fods")
    for worksheet in load_workbook(BytesIO(raw)).worksheets:
        ours = {row: d.height for row, d in worksheet.row_dimensions.items() if d.height}
        low = {
            row: (height, ours[row])
            for row, height in wanted[worksheet.title].items()
            if row in ours and any(cell.value for cell in worksheet[row]) and ours[row] < height
        }
        assert low == {}, worksheet.title


def _without_heights(raw: bytes) -> bytes:
    """Take the row heights out of a workbook, so that the program opening it sets its own."""
    out = BytesIO()
    with ZipFile(BytesIO(raw)) as given, ZipFile(out, "w", ZIP_DEFLATED) as bare:
        for name in given.namelist():
            content = given.read(name)
            if name.startswith("xl/worksheets/sheet"):
                content = re.sub(rb' (?:customHeight|ht)="[^"]*"', b"", content)
            bare.writestr(name, content)
    return out.getvalue()


def _heights(flat: Path) -> dict[str, dict[int, float]]:
    """Read the row heights, in points, of each sheet of a flat OpenDocument file."""
    root = etree.parse(flat).getroot()
    spaces = {prefix: uri for prefix, uri in root.nsmap.items() if prefix}
    style, table = f"{{{spaces['style']}}}", f"{{{spaces['table']}}}"
    heights = {
        row.getparent().get(f"{style}name"): _points(row.get(f"{style}row-height", ""))  # type: ignore[union-attr]  # a style's properties always lie in a style
        for row in root.iter(f"{style}table-row-properties")
    }
    found: dict[str, dict[int, float]] = {}
    for sheet in root.iterfind(".//office:spreadsheet/table:table", spaces):
        rows = found[sheet.get(f"{table}name", "")] = {}
        number = 0
        for row in sheet.iter(f"{table}table-row"):
            height = heights.get(row.get(f"{table}style-name", ""))
            for _ in range(int(row.get(f"{table}number-rows-repeated", "1")) if height else 0):
                number += 1
                rows[number] = height or 0.0
    return found


def _points(length: str) -> float:
    """Turn a length as OpenDocument writes it into points."""
    value, unit = re.fullmatch(r"([\d.]+)(in|cm|mm|pt)", length).groups()  # type: ignore[union-attr]  # always a length
    return float(value) * {"in": 72.0, "cm": 72 / 2.54, "mm": 72 / 25.4, "pt": 1.0}[unit]
