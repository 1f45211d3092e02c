"""Which column holds what, where words are new or two columns claim one meaning."""

from pathlib import Path

import pytest

from office import document, workbook
from reconcile.errors import NoTaskTableError
from reconcile.model import Column, RowKind, Source
from reconcile.read import read_file
from reconcile.read.tables.header_words import naming

HEADERS = {
    Column.TASK: (
        "Việc làm", "Việc cần làm", "Nội dung công tác", "Nhiệm vụ cần thực hiện", "Phần việc",
        "Những việc phải lo", "Danh mục việc", "Nội dung, biện pháp", "Nội dung và giải pháp",
        "Mô tả công việc", "Nội dung phải làm", "Noi dung nhiem vu",
    ),
    Column.LEAD: (
        "Ai làm", "Người được giao", "Cán bộ thực hiện", "Người trực tiếp chỉ đạo",
        "Người làm chính", "Cán bộ", "Đảng viên được phân công", "Giao cho ai", "Co quan chu tri",
    ),
    Column.SUPPORT: (
        "Đơn vị tham gia", "Đơn vị hỗ trợ", "Ai cùng làm", "Ban, ngành liên quan", "Cùng làm",
        "Lực lượng tham gia", "Don vi phoi hop",
    ),
    Column.DEADLINE: (
        "Ngày kết thúc", "Kết thúc", "Hạn chót", "Hạn cuối", "Ngày đến hạn", "Đến hạn", "Deadline",
        "Hạn trả lời", "Hạn báo cáo", "Dự kiến hoàn thành", "Hoàn thành dự kiến",
        "Thời gian dự kiến", "Phải xong trước", "Bao giờ xong", "Thời hạng hoàn thành",
        "Ngày phải nộp", "Đến bao giờ", "Khi nào", "Tiến độ yêu cầu",
    ),
    Column.DIRECTIVE: ("Theo văn bản", "Văn bản cấp trên giao", "Cấp giao nhiệm vụ"),
    Column.PRODUCT: ("Kết quả phải có", "Chứng từ kết quả", "Hồ sơ bàn giao"),
    Column.STATUS: ("Đã làm đến đâu", "Mức độ hoàn thành", "Ngày hoàn thành thực tế"),
}  # fmt: skip
STRANGERS = (
    "Ngày bắt đầu", "Ngày giao", "Mã nhiệm vụ", "Số nhiệm vụ", "Người giao việc", "Địa điểm",
    "Kinh phí thực hiện", "Tên văn bản", "Người dân", "Ngày ban hành", "Thành phần", "Mục tiêu",
)  # fmt: skip


def says(source: Source, column: Column) -> list[str]:
    """What the tasks say in a column."""
    rows = (row for table in source.tables for row in table.rows)
    return [row.says(column) for row in rows if row.kind is RowKind.TASK]


@pytest.mark.parametrize(
    ("header", "column"), [(h, column) for column, headers in HEADERS.items() for h in headers]
)
def test_a_header_is_told_by_parts_of_its_words(header: str, column: Column) -> None:
    named = naming({}).name(header)
    assert named is not None
    assert named.column is column


@pytest.mark.parametrize("header", STRANGERS)
def test_headers_of_other_things_stay_strangers(header: str) -> None:
    assert naming({}).name(header) is None


def test_headings_of_everyday_words_make_a_table_of_tasks(tmp_path: Path) -> None:
    path = document(
        tmp_path / "a.docx",
        """
        | TT | Việc phải làm | Ai lo | Ai cùng làm | Bao giờ xong | Theo văn bản nào |
        | 1 | Quét vôi nhà văn hóa | Ông Trưởng thôn | Chi đoàn | 20/7/2026 | CV 12/UBND |
        | 2 | Thay bóng đèn đường | Tổ điện | | Cuối tháng 8/2026 | |
        """,
    )
    source = read_file(path)
    assert says(source, Column.LEAD) == ["Ông Trưởng thôn", "Tổ điện"]
    assert says(source, Column.SUPPORT) == ["Chi đoàn", ""]
    assert says(source, Column.DEADLINE) == ["20/7/2026", "Cuối tháng 8/2026"]
    assert says(source, Column.DIRECTIVE) == ["CV 12/UBND", ""]


def test_the_column_that_says_viec_comes_before_longer_notes(tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "a.xlsx",
        """
        | STT | Danh sách việc 2026 | Diễn giải | Chủ trì | Thời hạn |
        | 1 | Sửa cổng | Cổng cũ gãy bản lề từ bão năm ngoái, đi lại khó | Thôn | 1/4/2026 |
        | 2 | Sơn cổng | Sơn hai lớp, màu xanh như cổng làng bên | Thôn | 9/4/2026 |
        """,
    )
    assert says(read_file(path), Column.TASK) == ["Sửa cổng", "Sơn cổng"]


@pytest.mark.parametrize(
    "done", [("x", "x", ""), ("Đã xong", "", "Chưa"), ("20/2/2026", "", ""), ("100%", "80%", "")]
)
def test_what_was_done_is_no_deadline_whatever_its_header(
    tmp_path: Path, done: tuple[str, str, str]
) -> None:
    path = workbook(
        tmp_path / "a.xlsx",
        f"""
        | STT | Nhiệm vụ | Ngày hoàn thành | Tiến độ thời gian | Người phụ trách |
        | 1 | Xây lại tường bao | {done[0]} | Quý I/2026 | Ông Ba |
        | 2 | Lợp mái nhà xe | {done[1]} | 15/6/2026 | Bà Tư |
        | 3 | Làm vườn thuốc nam | {done[2]} | Tháng 9/2026 | Cô Năm |
        """,
    )
    source = read_file(path)
    assert says(source, Column.DEADLINE) == ["Quý I/2026", "15/6/2026", "Tháng 9/2026"]
    assert says(source, Column.STATUS) == list(done)


def test_when_it_was_done_stands_beside_the_deadline(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(
        "STT,Nhiệm vụ,Chủ trì,Thời hạn,Ngày hoàn thành\n"
        "1,Dựng biển báo,Tổ Một,30/4/2026,28/4/2026\n"
        "2,Kẻ vạch đường,Tổ Hai,31/5/2026,02/6/2026\n"
        "3,Trồng cọc tiêu,Tổ Ba,30/6/2026,\n",
        "utf-8",
    )
    source = read_file(path)
    assert says(source, Column.DEADLINE) == ["30/4/2026", "31/5/2026", "30/6/2026"]


def test_the_beginning_is_no_deadline(tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "a.xlsx",
        """
        | STT | Nhiệm vụ | Chủ trì | Thời gian bắt đầu | Hạn chót |
        | 1 | Dựng biển báo | Tổ Một | 01/4/2026 | 28/4/2026 |
        | 2 | Kẻ vạch đường | Tổ Hai | 05/4/2026 | 02/6/2026 |
        """,
    )
    assert says(read_file(path), Column.DEADLINE) == ["28/4/2026", "02/6/2026"]


@pytest.mark.parametrize(
    "agenda",
    [
        """
        | Thứ | Giờ | Nội dung công việc | Chủ trì | Địa điểm |
        | Thứ Hai | 7h30 | Giao ban khối văn phòng hằng tuần | Chánh Văn phòng | Phòng A |
        | Thứ Ba | 14 giờ | Tiếp đoàn giám sát của Thường trực | Phó Chủ tịch | Phòng B |
        """,
        """
        | Ngày | Nội dung | Chủ trì | Thành phần dự |
        | Thứ Năm 05/3 | Hội ý lãnh đạo về việc bán đấu giá đất | Chủ tịch | Lãnh đạo |
        | Thứ Sáu 06/3 | Dự khánh thành cầu dân sinh thôn Ba | Phó Chủ tịch | Văn phòng |
        """,
        """
        | TT | Thời gian | Nội dung | Người thực hiện |
        | 1 | 8:00 | Đón tiếp đại biểu và phát tài liệu hội nghị | Văn phòng |
        | 2 | 8:15 | Tuyên bố lý do, giới thiệu đại biểu về dự | Ban tổ chức |
        """,
        """
        | TT | Nội dung | Chủ trì | Thời hạn | Ghi chú |
        | 1 | Đón tiếp đại biểu và phát tài liệu | Văn phòng | 7h30 | |
        | 2 | Tuyên bố lý do, giới thiệu đại biểu | Ban tổ chức | 7h45 | |
        """,
    ],
)
def test_an_agenda_is_no_plan(tmp_path: Path, agenda: str) -> None:
    with pytest.raises(NoTaskTableError):
        read_file(workbook(tmp_path / "a.xlsx", agenda))


def test_a_plan_of_courses_with_places_is_a_plan(tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "a.xlsx",
        """
        | TT | Nội dung | Thời gian | Địa điểm | Đơn vị thực hiện |
        | 1 | Tập huấn chữ ký số cho cán bộ xã | Quý II/2026 | Hội trường | Văn phòng |
        | 2 | Diễn tập ứng phó sự cố mạng máy tính | Tháng 9/2026 | Trụ sở | Công an xã |
        """,
    )
    assert says(read_file(path), Column.DEADLINE) == ["Quý II/2026", "Tháng 9/2026"]


@pytest.mark.parametrize("header", ["Thời hạn", "Thời gian"])
@pytest.mark.parametrize("place", ["Địa điểm", "Ghi chú"])
def test_duties_that_are_due_at_an_hour_of_a_day_are_a_plan(
    tmp_path: Path, header: str, place: str
) -> None:
    path = workbook(
        tmp_path / "a.xlsx",
        f"""
        | STT | Nội dung công việc | Chủ trì | {header} | {place} |
        | 1 | Báo cáo thiệt hại do lốc xoáy | Tổ Một | Trước 17h00 ngày 15/9/2026 | |
        | 2 | Phát gạo cho các hộ mất nhà | Tổ Hai | Chậm nhất 10 giờ ngày 16/9/2026 | Thôn |
        | 3 | Dọn bùn ở sân trường | Tổ Ba | 16h30 ngày 18/9/2026 | |
        """,
    )
    assert [d[-9:] for d in says(read_file(path), Column.DEADLINE)] == [
        "15/9/2026",
        "16/9/2026",
        "18/9/2026",
    ]


def test_a_header_may_stand_without_the_header_that_spans_it(tmp_path: Path) -> None:
    """A copy as .csv has no merged cells: what is left of “Thời gian” stands over the first."""
    path = tmp_path / "a.csv"
    path.write_text(
        "TT;Công việc;Chủ trì;Thời gian;\n;;;Từ ngày;Đến ngày\n"
        "1;Điều tra hộ đi làm xa;Thôn Bến;01/4/2026;20/4/2026\n"
        "2;Nhập số liệu vào máy;Thôn Đoài;21/4/2026;05/5/2026\n",
        encoding="utf-8-sig",
    )
    (table,) = read_file(path).tables
    told = [row.says(Column.DEADLINE) for row in table.rows if row.kind is RowKind.TASK]
    assert told == ["20/4/2026", "05/5/2026"]


def test_a_header_of_known_columns_is_found_though_none_is_called_as_in_the_lists(
    tmp_path: Path,
) -> None:
    path = workbook(
        tmp_path / "a.xlsx",
        """
        | Diễn giải chung | Cơ quan chịu trách nhiệm chính | Văn bản chỉ đạo | Lúc phải làm xong |
        | Đo lại ranh giới bãi bồi ven sông | Thôn Bến | | 20/4/2026 |
        | Sửa lại mái nhà văn hóa của thôn | Thôn Đoài | | 05/5/2026 |
        """,
    )
    (table,) = read_file(path).tables
    assert [row.kind for row in table.rows].count(RowKind.TASK) == 2


def test_the_means_to_a_task_are_not_the_task(tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "a.xlsx",
        """
        | STT | Nhiệm vụ | Giải pháp thực hiện | Cơ quan tham mưu | Lộ trình |
        | 1 | Xóa nhà tạm | Góp ngày công và vật liệu của các hộ trong xóm | Thôn Bến | 2026 |
        | 2 | Giảm nghèo | Mỗi đảng viên giúp một hộ vay vốn và học nghề | Thôn Đoài | 2027 |
        """,
    )
    (table,) = read_file(path).tables
    told = [row.says(Column.TASK) for row in table.rows if row.kind is RowKind.TASK]
    assert told == ["Xóa nhà tạm", "Giảm nghèo"]


def test_a_list_of_people_with_duties_is_no_plan(tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "a.xlsx",
        """
        | STT | Họ và tên | Chức vụ | Nhiệm vụ được phân công |
        | 1 | Bùi Thị Thơm | Chủ tịch | Trưởng ban, phụ trách chung các việc |
        | 2 | Đỗ Văn Lộc | Phó Chủ tịch | Phó trưởng ban, lo phần hậu cần |
        """,
    )
    with pytest.raises(NoTaskTableError):
        read_file(path)


def test_who_was_given_a_task_leads_it_and_communes_in_that_column_are_units(
    tmp_path: Path,
) -> None:
    """``Đơn vị được giao`` is decided by what stands under it."""
    path = workbook(
        tmp_path / "a.xlsx",
        """
        | STT | Nội dung giao | Đơn vị được giao | Hạn |
        | 1 | Bàn giao mặt bằng trạm bơm | UBND xã Khe Thử | 20/02/2026 |
        | 2 | Chấn chỉnh việc trực ngày Tết | Các xã, phường | 15/02/2026 |
        | 3 | Tổng hợp thiệt hại do rét | Phòng Kinh tế | 25/01/2026 |
        """,
    )
    assert says(read_file(path), Column.LEAD) == [
        "UBND xã Khe Thử",
        "Các xã, phường",
        "Phòng Kinh tế",
    ]


@pytest.mark.parametrize("months", [("8/2026", "9/2026"), ("Tháng 8", "Tháng 9"), ("T8", "T9")])
def test_a_column_of_months_says_by_when_the_work_of_a_school_is_done(
    tmp_path: Path, months: tuple[str, str]
) -> None:
    path = workbook(
        tmp_path / "a.xlsx",
        f"""
        | Tháng | Nội dung công việc | Bộ phận thực hiện |
        | {months[0]} | Kê bàn ghế, quét vôi lớp học | Tổ văn phòng |
        | | Nhận sách giáo khoa | Thư viện |
        | {months[1]} | Họp cha mẹ học sinh đầu năm | Các chủ nhiệm |
        """,
        merges=["A2:A3"],
    )
    rows = [r for t in read_file(path).tables for r in t.rows if r.kind is RowKind.TASK]
    due = [row.says(Column.DEADLINE) for row in rows]
    assert due == [months[0], months[0], months[1]]
