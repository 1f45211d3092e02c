"""Tables that go on in the next one, sheet or page: by numbers, by groups, by what stands where."""

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from click.testing import CliRunner
from openpyxl import Workbook

from office import document, draw, fill, workbook
from pages import UPPER, browser
from reconcile.cli.main import cli
from reconcile.model import Column, Finding, Row, RowKind, Source
from reconcile.read import read_file

Written = Callable[[Path, Sequence[str]], Path]


def as_word(path: Path, tables: Sequence[str]) -> Path:
    """Write tables into a Word file, an empty paragraph between two."""
    blocks = [block for table in tables for block in (table, "")]
    return document(path.with_suffix(".docx"), *blocks)


def as_sheets(path: Path, tables: Sequence[str]) -> Path:
    """Write each table on a sheet of its own."""
    book = Workbook()
    for at, table in enumerate(tables):
        sheet = book.create_sheet(f"Tờ {at + 1}") if at else book.worksheets[0]
        fill(sheet, draw(table))
    book.save(path.with_suffix(".xlsx"))
    return path.with_suffix(".xlsx")


def as_page(path: Path, tables: Sequence[str]) -> Path:
    """Write tables into a page, as a text program saves one."""
    rows = (
        "".join(
            "<tr>" + "".join(f"<td>{cell or ''}</td>" for cell in row) + "</tr>"
            for row in draw(table)
        )
        for table in tables
    )
    body = "<p>&nbsp;</p>".join(f"<table>{each}</table>" for each in rows)
    page = f'<html><head><meta charset="utf-8"></head><body>{body}</body></html>'
    path.with_suffix(".htm").write_text(page, "utf-8")
    return path.with_suffix(".htm")


EACH = pytest.mark.parametrize("written", [as_word, as_sheets, as_page])


def read_tasks(source: Source) -> list[Row]:
    return [row for table in source.tables for row in table.rows if row.kind is RowKind.TASK]


def texts(source: Source) -> list[str]:
    return [row.says(Column.TASK) for row in read_tasks(source)]


def groups(source: Source) -> list[tuple[str, ...]]:
    return [row.group for row in read_tasks(source)]


def told(source: Source) -> list[Finding]:
    return [each for each in source.findings if each.code == "table-parted"]


ABOVE = """
| TT | Nội dung nhiệm vụ | Chủ trì | Hoàn thành |
| VI | Chợ và bến đò | | |
| 1 | Lát lại nền dãy hàng cá | Tổ quản lý chợ | 30/4/2026 |
| 2 | Thay phao cứu sinh ở bến | Tổ đò | Quý II/2026 |
"""


@EACH
def test_a_table_that_goes_on_with_the_next_group_is_read(tmp_path: Path, written: Written) -> None:
    more = """
    | VII | Trạm bơm | | |
    | 1 | Nạo vét bể hút | Tổ thủy nông | 15/5/2026 |
    | 2 | Bọc lại cáp điện trong nhà máy | Tổ điện | Tháng 6/2026 |
    """
    source = read_file(written(tmp_path / "a", [ABOVE, more]))
    assert texts(source)[2:] == ["Nạo vét bể hút", "Bọc lại cáp điện trong nhà máy"]
    assert groups(source) == [("VI. Chợ và bến đò",)] * 2 + [("VII. Trạm bơm",)] * 2


@EACH
def test_a_table_that_goes_on_counting_below_a_group_is_read(
    tmp_path: Path, written: Written
) -> None:
    above = ABOVE.replace("| VI |", "| B |")
    more = """
    | C. | Trạm bơm | | |
    | 3 | Nạo vét bể hút | Tổ thủy nông | |
    | 4 | Bọc lại cáp điện trong nhà máy | Tổ điện | |
    """
    source = read_file(written(tmp_path / "a", [above, more]))
    assert texts(source)[2:] == ["Nạo vét bể hút", "Bọc lại cáp điện trong nhà máy"]
    assert groups(source)[2:] == [("C. Trạm bơm",)] * 2


@EACH
@pytest.mark.parametrize(
    "page",
    [
        "Trang 2",
        "Trang 2/5",
        "- Trang số 2 -",
        "- 2 -",
        "(Trang 2)",
        "PHỤ LỤC I (tiếp theo)",
        "(Tiếp theo trang trước)",
    ],
)
def test_the_number_of_a_page_is_no_heading_and_parts_no_task(
    tmp_path: Path, written: Written, page: str
) -> None:
    head = "| STT | Nhiệm vụ | Chủ trì | Thời hạn | Sản phẩm |\n"
    rows = (
        f"{head}| 1 | Dọn lòng suối đoạn qua chợ và kè | Tổ Một | 30/6/2026 | Biên bản |\n"
        f"| {page} | | | | |\n{head}| | hai bên bờ | | | kèm ảnh |\n"
        "| 2 | Phát quang đường lên đồi | Tổ Hai | 30/9/2026 | Báo cáo |"
    )
    source = read_file(written(tmp_path / "a", [rows]))
    assert texts(source) == [
        "Dọn lòng suối đoạn qua chợ và kè hai bên bờ",
        "Phát quang đường lên đồi",
    ]
    assert {*groups(source)} == {()}


@EACH
def test_two_headings_in_a_row_may_begin_what_goes_on(tmp_path: Path, written: Written) -> None:
    above = """
    | STT | Nhiệm vụ | Người phụ trách | Thời hạn |
    | A | Việc của thôn | | |
    | I | Đường ngõ | | |
    | 1 | Rải đá ngõ số 3 | Ông Tư | 20/3/2026 |
    """
    more = """
    | B | Việc của hội | | |
    | I | Hội viên mới | | |
    | 1 | Gặp các hộ mới về | Bà Năm | 25/3/2026 |
    """
    last = "| II | Quỹ hội | | |\n| 1 | Chốt sổ quỹ | Bà Sáu | 30/3/2026 |"
    source = read_file(written(tmp_path / "a", [above, more, last]))
    assert texts(source) == ["Rải đá ngõ số 3", "Gặp các hộ mới về", "Chốt sổ quỹ"]
    assert groups(source) == [
        ("A. Việc của thôn", "I. Đường ngõ"),
        ("B. Việc của hội", "I. Hội viên mới"),
        ("B. Việc của hội", "II. Quỹ hội"),
    ]


@EACH
def test_a_repeated_header_over_the_next_group_leaves_the_outer_one_open(
    tmp_path: Path, written: Written
) -> None:
    head = "| STT | Nhiệm vụ | Phụ trách | Thời hạn |\n"
    above = head + (
        "| A | Nửa đầu năm | | |\n| I | Học tập | | |\n| 1 | Đọc nghị quyết | Bí thư | 10/02/2026 |"
    )
    more = head + "| II | Kiểm tra | | |\n| 1 | Xem sổ đảng phí | Chi ủy | 12/3/2026 |"
    source = read_file(written(tmp_path / "a", [above, more]))
    assert texts(source) == ["Đọc nghị quyết", "Xem sổ đảng phí"]
    assert groups(source)[1] == ("A. Nửa đầu năm", "II. Kiểm tra")


@EACH
def test_a_table_without_numbers_goes_on_where_its_deadlines_stand(
    tmp_path: Path, written: Written
) -> None:
    above = """
    | Nhiệm vụ | Chủ trì | Thời hạn |
    | Sửa cổng trường | Ban cơ sở vật chất | 05/8/2026 |
    | Kê lại phòng thư viện | Tổ thư viện | 10/8/2026 |
    """
    more = "| Phát sách giáo khoa | Tổ thư viện | 20/8/2026 |\n| Họp cha mẹ | Các lớp | 30/8/2026 |"
    source = read_file(written(tmp_path / "a", [above, more]))
    assert texts(source)[2:] == ["Phát sách giáo khoa", "Họp cha mẹ"]


@EACH
@pytest.mark.parametrize(
    "other",
    [
        """
        | STT | Họ và tên | Chức vụ | Nhiệm vụ được phân công |
        | 1 | Lò Văn Chốt | Bí thư chi bộ | Trưởng ban |
        | 2 | Quàng Thị Mới | Trưởng bản | Phó ban |
        """,
        """
        | TT | Tên vật tư | Đơn vị tính | Số lượng |
        | 3 | Phao tròn | Chiếc | 12 |
        | 4 | Dây neo | Mét | 60 |
        """,
        """
        | Danh sách tổ bốc xếp | | | |
        | 1 | Lò Văn Chốt | Tổ trưởng | Bản Na |
        | 2 | Quàng Thị Mới | Tổ viên | Bản Mường |
        """,
        """
        | I | Chi cho chợ | | |
        | 1 | Gạch lát | 12.500.000 | Ngân sách |
        | 2 | Công thợ | 8.000.000 | Tiểu thương góp |
        """,
    ],
    ids=["people", "things", "title", "costs"],
)
def test_a_table_of_something_else_behind_the_tasks_is_none_of_them(
    tmp_path: Path, written: Written, other: str
) -> None:
    source = read_file(written(tmp_path / "a", [ABOVE, other]))
    assert texts(source) == ["Lát lại nền dãy hàng cá", "Thay phao cứu sinh ở bến"]
    assert not told(source)


@EACH
def test_a_table_that_goes_on_counting_in_other_columns_is_told(
    tmp_path: Path, written: Written
) -> None:
    more = """
    | 3 | Dựng mái che | Tổ quản lý chợ | Hộ kinh doanh | 30/7/2026 |
    | 4 | Kẻ vạch chỗ để xe | Tổ quản lý chợ | Công an xã | 15/8/2026 |
    """
    path = written(tmp_path / "a", [ABOVE, more])
    (found,) = told(read_file(path))
    place = "Tờ 2" if path.suffix == ".xlsx" else "Bảng 2"
    assert (found.where.sheet, "từ số 3" in found.message) == (place, True)
    assert "tiêu đề cột" in found.fix


COMMUNE = """
| UBND XÃ ĐÒ TRẮNG |
| STT | Nội dung nhiệm vụ | Thời gian hoàn thành | Đơn vị chủ trì |
| 1 | Số hóa hồ sơ hộ tịch | 10/12/2026 | Văn phòng |
| 2 | Khơi thông kênh mương | 20/12/2026 | Phòng Kinh tế |
"""
SPLIT = "| 3 | Họp thôn về phòng cháy rừng | Văn phòng | 20/12/2026 | Phòng Kinh tế |"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """Return a folder in which the plan of a commune breaks off, and an upper plan is whole."""
    for part in ("upper", "lower"):
        (tmp_path / "inputs" / part).mkdir(parents=True)
    workbook(tmp_path / "inputs/upper/tinh.xlsx", UPPER)
    as_word(tmp_path / "inputs/lower/Đò Trắng", [COMMUNE, SPLIT])
    return tmp_path


def test_a_run_tells_of_it_on_the_screen_and_in_the_list(home: Path) -> None:
    done = CliRunner().invoke(cli, ["run", str(home), "--as-of", "2026-11-20"])
    assert done.exit_code == 0, done.output
    assert "Cảnh báo: Đò Trắng.docx › Bảng 2: bảng ở đây không có tiêu đề cột" in done.output
    shown = browser(home).get("/sai-lech").text
    assert "Bảng bị ngắt không nối được" in shown


def test_the_page_tells_of_it_before_anything_is_matched(home: Path) -> None:
    page = browser(home)
    page.get("/bat-dau")
    page.site.intake.work.wait()
    assert "các nhiệm vụ từ số này không được đọc" in page.get("/bat-dau").text


def test_reading_one_file_tells_of_it(home: Path) -> None:
    done = CliRunner().invoke(cli, ["read", str(home / "inputs/lower/Đò Trắng.docx")])
    assert "(từ số 3)" in done.output
