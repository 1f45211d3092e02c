"""Rows that look like tasks and are none, or go on elsewhere: groups with codes, parents, rests."""

from collections.abc import Callable
from pathlib import Path

import pytest

from office import document, workbook
from reconcile.model import Column, RowKind, Source
from reconcile.read import read_file

Made = Callable[..., Path]


def tasks(source: Source) -> list[str]:
    """The texts of the tasks."""
    rows = (row for table in source.tables for row in table.rows)
    return [row.says(Column.TASK) for row in rows if row.kind is RowKind.TASK]


def paths(source: Source) -> list[tuple[str, ...]]:
    """The group path of each task."""
    rows = (row for table in source.tables for row in table.rows)
    return [row.group for row in rows if row.kind is RowKind.TASK]


def says(source: Source, column: Column) -> list[str]:
    """What the tasks say in a column."""
    rows = (row for table in source.tables for row in table.rows)
    return [row.says(column) for row in rows if row.kind is RowKind.TASK]


def test_a_group_row_may_bear_a_code_in_front(tmp_path: Path) -> None:
    """A code before the number."""
    path = workbook(
        tmp_path / "a.xlsx",
        """
        | Mã số | TT | Công việc | Người phụ trách | Thời hạn |
        | Q-01 | A | Chăm sóc cây xanh | | |
        | Q-01-1 | 1 | Tưới hàng bàng | Ông Lộc | 20/5/2026 |
        | Q-02 | B | Vệ sinh kênh | | |
        | Q-02-1 | 2 | Vớt bèo | Bà Thơm | 22/5/2026 |
        """,
    )
    assert paths(read_file(path)) == [("A. Chăm sóc cây xanh",), ("B. Vệ sinh kênh",)]


def test_a_group_row_may_bear_a_page_behind_and_a_dash(tmp_path: Path) -> None:
    path = document(
        tmp_path / "a.docx",
        """
        | STT | Nhiệm vụ | Đơn vị thực hiện | Hạn hoàn thành | Trang |
        | I | Đường làng | - | - | 3 |
        | 1 | Rải đá đoạn đầu làng | Thôn Bến | 30/6/2026 | 3 |
        | II | Nước sạch | - | … | 5 |
        | 2 | Thay van tổng | Tổ cấp nước | 31/7/2026 | 5 |
        """,
    )
    assert paths(read_file(path)) == [("I. Đường làng",), ("II. Nước sạch",)]


def test_a_group_row_without_number_may_bear_a_code(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(
        "STT,Ký hiệu,Nhiệm vụ,Chủ trì,Thời hạn\n"
        ",NV/7,Phong trào đọc sách,,\n"
        "1,NV/7/1,Mở tủ sách ngoài hành lang,Trường Tiểu học,15/9/2026\n"
        "2,NV/7/2,Thi kể chuyện theo sách,Đoàn xã,15/10/2026\n",
        "utf-8",
    )
    assert paths(read_file(path)) == [("Phong trào đọc sách",)] * 2


def test_a_group_row_lends_its_lead_through_merged_cells(tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "a.xlsx",
        """
        | STT | Nhiệm vụ | Cơ quan chủ trì | Thời hạn |
        | I | Bến đò | Công an xã | |
        | 1 | Kiểm tra áo phao | | 10/4/2026 |
        | 2 | Kẻ vạch mớn nước | | 12/4/2026 |
        | II | Chợ phiên | Phòng Kinh tế | |
        | 1 | Kẻ lại ô bán cá | | 15/4/2026 |
        """,
        merges=["C2:C4", "C5:C6"],
    )
    source = read_file(path)
    assert paths(source) == [("I. Bến đò",)] * 2 + [("II. Chợ phiên",)]
    assert says(source, Column.LEAD) == ["Công an xã", "Công an xã", "Phòng Kinh tế"]


@pytest.mark.parametrize("merges", [["B3:B4", "C3:C4"], ["B2:B4", "C3:C4"], ["B3:B5", "C2:C4"]])
def test_tasks_without_numbers_that_share_their_other_cells_are_apart(
    tmp_path: Path, merges: list[str]
) -> None:
    path = workbook(
        tmp_path / "a.xlsx",
        """
        | Nhiệm vụ | Cơ quan chủ trì | Thời hạn |
        | Vớt bèo ở ao làng Đông | Đoàn xã | 10/4/2026 |
        | Sơn lại cổng chào của thôn Bến. Chụp ảnh trước và sau khi làm. | Công an xã | 12/4/2026 |
        | Phát quang hai bên đường ra bến đò; báo cáo kết quả hằng tuần. | | |
        | Kẻ lại ô bán cá ở chợ phiên | Phòng Kinh tế | 15/4/2026 |
        """,
        merges=merges,
    )
    assert [text[:9] for text in says(read_file(path), Column.TASK)] == [
        "Vớt bèo ở", "Sơn lại c", "Phát quan", "Kẻ lại ô "
    ]  # fmt: skip


def test_a_sentence_below_one_that_shares_its_number_is_the_rest_of_it(tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "a.xlsx",
        """
        | STT | Nhiệm vụ | Cơ quan chủ trì |
        | 1 | Vớt bèo ở ao làng Đông | Đoàn xã |
        | 2 | Sơn lại cổng chào của thôn Bến. Chụp ảnh trước và sau khi làm. | Công an xã |
        | | Phát quang hai bên đường ra bến đò; báo cáo kết quả hằng tuần. | |
        | 3 | Kẻ lại ô bán cá ở chợ phiên | Phòng Kinh tế |
        """,
        merges=["A3:A4", "C3:C4"],
    )
    assert len(says(read_file(path), Column.TASK)) == 3


def test_a_group_row_with_a_lead_of_its_own_heads_the_rows_that_say_when(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(
        """STT,Nhiệm vụ,Chủ trì,Phối hợp,Thời hạn
I,Giữ sạch bến đò,Đội tự quản,,
1,Mua thùng rác,Thôn Bến,Hội Phụ nữ,30/5/2026
1.1,Sơn thùng rác,Thôn Bến,,31/5/2026
A.1,Trồng cây,,,
2,Đào hố ven đường,Đoàn xã,,12/6/2026
III,Họp tổng kết,Thôn Bến,,20/12/2026
IV,Bàn việc năm sau,Thôn Bến,,
V,Việc khác,Thôn Bến,,
""",
        "utf-8",
    )
    source = read_file(path)
    assert tasks(source) == [
        "Mua thùng rác",
        "Sơn thùng rác",
        "Đào hố ven đường",
        "Họp tổng kết",
        "Bàn việc năm sau",
        "Việc khác",
    ]
    assert [path[-1:] for path in paths(source)[:3]] == [
        ("I. Giữ sạch bến đò",),
        ("I. Giữ sạch bến đò",),
        ("A.1. Trồng cây",),
    ]


def test_a_text_alone_among_tasks_under_no_heading_is_a_task(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(
        "Nhiệm vụ,Chủ trì,Thời hạn\nSơn cổng chợ,Tổ 1,2/6/2026\nMắc đèn đường vào bến\n"
        "Dọn kênh,Tổ 2,3/6/2026\n",
        "utf-8",
    )
    assert tasks(read_file(path)) == ["Sơn cổng chợ", "Mắc đèn đường vào bến", "Dọn kênh"]


def test_a_parent_row_points_to_the_times_below_it(tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "a.xlsx",
        """
        | TT | Nội dung công việc | Chủ trì | Thời hạn |
        | 4 | Làm lại hệ thống biển chỉ đường | | Theo thời hạn cụ thể sau đây |
        | 4.1 | Đo và vẽ vị trí | Phòng Kinh tế | 01/6/2026 |
        | 4.2 | Thuê thợ dựng biển | Phòng Kinh tế | 01/7/2026 |
        | 5 | Sơn bến xe | Công an xã | 02/7/2026 |
        """,
    )
    source = read_file(path)
    assert tasks(source) == ["Đo và vẽ vị trí", "Thuê thợ dựng biển", "Sơn bến xe"]
    assert paths(source)[-1] == ()


def test_a_numbered_row_over_letters_is_what_they_share(tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "a.xlsx",
        """
        | TT | Việc | Ai phụ trách | Thời hạn |
        | 1 | Đón đoàn kiểm tra | | |
        | a) | Dọn phòng họp | Bà Sen | 02/3/2026 |
        | b) | In tài liệu | Ông Quế | 03/3/2026 |
        | 2 | Gửi thư cảm ơn | Bà Sen | 09/3/2026 |
        """,
    )
    source = read_file(path)
    assert tasks(source) == ["Dọn phòng họp", "In tài liệu", "Gửi thư cảm ơn"]
    assert paths(source) == [("1. Đón đoàn kiểm tra",)] * 2 + [()]


def test_numbers_stand_in_two_columns(tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "a.xlsx",
        """
        | STT | | Nhiệm vụ | Chủ trì | Thời hạn |
        | I | | Giữ rừng | | |
        | | 1 | Phát quang đường băng cản lửa | Kiểm lâm | 15/2/2026 |
        | | 2 | Trực chòi canh | Dân quân | 30/4/2026 |
        | II | | Giữ nước | | |
        | | 1 | Nạo vét hồ Cây Sung | Thôn Thượng | 30/6/2026 |
        """,
        merges=["A1:B1"],
    )
    source = read_file(path)
    assert paths(source) == [("I. Giữ rừng",)] * 2 + [("II. Giữ nước",)]
    assert says(source, Column.STT) == ["1", "2", "1"]


@pytest.mark.parametrize(
    ("first", "second", "task"), [("II", "V", "III"), ("B", "D", "C"), ("2", "4", "3")]
)
def test_a_task_numbered_as_its_neighbour_groups_stands_beside_them(
    tmp_path: Path, first: str, second: str, task: str
) -> None:
    path = workbook(
        tmp_path / "a.xlsx",
        f"""
        | TT | Nội dung công việc | Đơn vị chủ trì | Thời hạn |
        | {first} | Ngày hội khai trường | | |
        | {first}.1 | Treo cờ | Đội Thiếu niên | 04/9/2026 |
        | {task} | Họp cha mẹ học sinh toàn trường | Hiệu trưởng | 12/9/2026 |
        | {second} | Ngày hội đọc | | |
        | {second}.1 | Xếp sách | Thư viện | 02/10/2026 |
        """,
    )
    assert paths(read_file(path))[1] == ()


def test_so_does_one_whose_number_stands_in_its_own_text(tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "a.xlsx",
        """
        | Nội dung công việc | Đơn vị chủ trì | Thời hạn |
        | I. KHAI TRƯỜNG | | |
        | 1. Treo cờ | Đội Thiếu niên | 04/9/2026 |
        | 2. Kê bàn ghế | Tổ Một | 04/9/2026 |
        | II. Họp cha mẹ học sinh toàn trường | Hiệu trưởng | 12/9/2026 |
        | III. NGÀY HỘI ĐỌC | | |
        | 1. Xếp sách | Thư viện | 02/10/2026 |
        """,
    )
    opening, reading = ("I. KHAI TRƯỜNG",), ("III. NGÀY HỘI ĐỌC",)
    assert paths(read_file(path)) == [opening, opening, (), reading]


def test_tasks_that_count_within_a_group_of_their_own_style_stay_in_it(tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "a.xlsx",
        """
        | TT | Nội dung công việc | Đơn vị chủ trì | Thời hạn |
        | 1. Hạ tầng | | | |
        | 1 | Kéo cáp | Tổ Một | 04/9/2026 |
        | 2 | Lắp tủ | Tổ Hai | 12/9/2026 |
        """,
        merges=["A2:D2"],
    )
    assert paths(read_file(path)) == [("1. Hạ tầng",)] * 2


def test_a_heading_below_a_name_is_not_glued_to_it(tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "a.xlsx",
        """
        | TT | Nhiệm vụ | Chủ trì | Thời hạn |
        | 1 | Đặt ghế đá dọc bờ kè trong xã | Hội Phụ nữ | 01/6/2026 |
        | | Phong trào thể thao | | |
        | 2 | Mở giải bóng chuyền | Đoàn xã | 01/7/2026 |
        """,
    )
    source = read_file(path)
    assert tasks(source) == ["Đặt ghế đá dọc bờ kè trong xã", "Mở giải bóng chuyền"]
    assert paths(source) == [(), ("Phong trào thể thao",)]


@pytest.mark.parametrize("nothing", ["-", "–", "3", "…", "12"])
def test_a_row_with_a_mark_for_a_text_is_no_task(tmp_path: Path, nothing: str) -> None:
    path = workbook(
        tmp_path / "a.xlsx",
        f"""
        | TT | Nhiệm vụ | Chủ trì | Thời hạn |
        | 1 | Dựng rạp | Tổ Một | 01/6/2026 |
        | 2 | {nothing} | {nothing} | |
        | 3 | Tháo rạp | Tổ Hai | 03/6/2026 |
        """,
    )
    assert tasks(read_file(path)) == ["Dựng rạp", "Tháo rạp"]


def test_a_row_goes_on_in_a_new_word_table_with_the_header_again(tmp_path: Path) -> None:
    path = document(
        tmp_path / "a.docx",
        """
        | STT | Nhiệm vụ | Chủ trì | Sản phẩm |
        | 1 | Dựng lán tạm cho thợ | Tổ Một | Lán |
        | 2 | Chở cát từ bãi Soi về sân kho rồi | Tổ Hai | Phiếu cân có |
        """,
        "",
        """
        | STT | Nhiệm vụ | Chủ trì | Sản phẩm |
        | | san đều trước ngày mưa | | chữ ký thủ kho |
        | 3 | Trộn vữa | Tổ Ba | Mẻ vữa |
        """,
    )
    source = read_file(path)
    assert tasks(source)[1:] == [
        "Chở cát từ bãi Soi về sân kho rồi san đều trước ngày mưa",
        "Trộn vữa",
    ]
    assert says(source, Column.PRODUCT)[1] == "Phiếu cân có chữ ký thủ kho"


def test_a_row_goes_on_under_a_repeated_header_with_its_numbers(tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "a.xlsx",
        """
        | STT | Nhiệm vụ | Chủ trì | Sản phẩm |
        | (1) | (2) | (3) | (4) |
        | 1 | Lập sổ mượn dụng cụ của kho và | Tổ Một | Sổ |
        | STT | Nhiệm vụ | Chủ trì | Sản phẩm |
        | (1) | (2) | (3) | (4) |
        | | cử người giữ sổ | | |
        | 2 | Khóa kho | Tổ Hai | Khóa |
        """,
    )
    assert tasks(read_file(path)) == ["Lập sổ mượn dụng cụ của kho và cử người giữ sổ", "Khóa kho"]


def test_a_group_stays_open_over_a_repeated_header(tmp_path: Path) -> None:
    path = document(
        tmp_path / "a.docx",
        """
        | STT | Nhiệm vụ | Chủ trì | Thời hạn |
        | I | Bếp ăn | | |
        | 1 | Thay vòi nước | Tổ Một | 01/6/2026 |
        """,
        "",
        """
        | STT | Nhiệm vụ | Chủ trì | Thời hạn |
        | 2 | Lắp lưới chắn ruồi | Tổ Hai | 03/6/2026 |
        """,
    )
    assert paths(read_file(path)) == [("I. Bếp ăn",)] * 2


def test_dashes_in_the_column_of_numbers_stand_under_the_lettered_row_above(
    tmp_path: Path,
) -> None:
    path = workbook(
        tmp_path / "a.xlsx",
        """
        | TT | Việc | Người làm | Thời hạn |
        | a) | Trước ngày hội | | |
        | - | Thuê phông bạt | Ông Lộc | 20/5/2026 |
        | - | Chọn đội văn nghệ | Bà Thơm | 22/5/2026 |
        | b) | Sau ngày hội | | |
        | - | Trả phông bạt | Ông Lộc | 30/5/2026 |
        """,
    )
    source = read_file(path)
    assert tasks(source) == ["Thuê phông bạt", "Chọn đội văn nghệ", "Trả phông bạt"]
    assert paths(source)[1:] == [("a) Trước ngày hội",), ("b) Sau ngày hội",)]


def test_dashes_before_the_first_numbered_task_head_the_numbered_rows(tmp_path: Path) -> None:
    """A dash under a task says more of it; one before all tasks heads what is numbered below."""
    path = workbook(
        tmp_path / "a.xlsx",
        """
        | TT | Việc | Người làm | Thời hạn |
        | - | Lĩnh vực tư pháp | | |
        | 1 | Niêm yết lịch tiếp dân | Ông Lộc | 20/5/2026 |
        | - | Lĩnh vực nội vụ | | |
        | 2 | Lập hồ sơ khen thưởng | Bà Thơm | 22/5/2026 |
        """,
    )
    assert paths(read_file(path)) == [("Lĩnh vực tư pháp",), ("Lĩnh vực nội vụ",)]


def test_a_row_whose_deadline_points_to_the_lettered_rows_below_heads_them(tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "a.xlsx",
        """
        | TT | Việc | Chủ trì | Phối hợp | Thời hạn | Ghi chú |
        | 1 | Chuẩn bị ngày hội | Văn phòng | Các thôn | Theo mốc dưới đây | Xem Phụ lục 2 |
        | a | Thuê phông bạt | Văn phòng | Thôn 2 | 20/5/2026 | |
        | b | Gửi giấy mời | Văn phòng | | 22/5/2026 | |
        | 2 | Mở ngày hội | Văn phòng | Công an xã | 30/5/2026 | |
        """,
    )
    assert paths(read_file(path)) == [("1. Chuẩn bị ngày hội",)] * 2 + [()]


def test_a_lettered_task_that_speaks_like_a_header_is_no_header(tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "a.xlsx",
        """
        | TT | Phần việc được giao | Văn bản căn cứ | Đơn vị thực hiện | Đơn vị phối hợp |
        | d) | Sửa mương thoát nước | | Thôn Bến | Thôn Đoài |
        | đ) | Rà soát tổ hợp tác, tiến độ thực hiện | | Đơn vị chủ trì | Phối hợp |
        | e) | Trồng cau ven đường | | Thôn Đoài | Thôn Bến |
        """,
    )
    assert len(tasks(read_file(path))) == 3


def test_a_heading_alone_above_a_repeated_header_heads_the_rows_below_it(tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "a.xlsx",
        """
        | STT | Việc | Người làm | Thời hạn |
        | | CÔNG TÁC THỦ TỤC | | |
        | STT | Việc | Người làm | Thời hạn |
        | 1 | Thuê phông bạt | Ông Lộc | 20/5/2026 |
        | 2 | Chọn đội văn nghệ | Bà Thơm | 22/5/2026 |
        """,
    )
    assert paths(read_file(path)) == [("CÔNG TÁC THỦ TỤC",)] * 2


@pytest.mark.parametrize("made", [workbook, document])
def test_notes_behind_the_last_task_are_no_tasks(tmp_path: Path, made: Made) -> None:
    path = made(
        tmp_path / f"a.{'docx' if made is document else 'xlsx'}",
        """
        | STT | Nội dung | Chủ trì | Thời gian |
        | 1 | Thay cột điện trước trường | Phòng Kinh tế | 30/4/2026 |
        | 2 | Chụp ảnh 14 ngôi đình | Phòng Văn hóa | 30/6/2026 |
        | Ghi chú: Các bộ phận báo cáo kết quả trước ngày 25 hằng tháng. | | | |
        | * | Nhiệm vụ in đậm là nhiệm vụ trọng tâm | | |
        | (1) | Thực hiện theo Thông báo số 12/TB-UBND | | |
        """,
    )
    assert tasks(read_file(path)) == ["Thay cột điện trước trường", "Chụp ảnh 14 ngôi đình"]


def test_an_asterisk_behind_the_last_task_begins_a_note_and_before_it_none(tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "a.xlsx",
        """
        | STT | Nội dung | Chủ trì | Thời gian |
        | 1 | Thay cột điện trước trường | Phòng Kinh tế | 30/4/2026 |
        | * | Riêng đoạn chợ thay trước | | |
        | 2 | Chụp ảnh 14 ngôi đình | Phòng Văn hóa | 30/6/2026 |
        | (*) | Theo Thông báo số 12/TB-UBND | | |
        """,
    )
    assert "Theo Thông báo số 12/TB-UBND" not in tasks(read_file(path))
    assert "Riêng đoạn chợ thay trước" in tasks(read_file(path))


def test_a_note_in_the_middle_ends_no_table(tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "a.xlsx",
        """
        | STT | Nội dung | Chủ trì | Thời gian |
        | 1 | Thay cột điện trước trường | Phòng Kinh tế | 30/4/2026 |
        | Ghi chú: phần dưới làm sau. | | | |
        | 2 | Chụp ảnh 14 ngôi đình | | |
        | 3 | Kẻ lại biển tên ngõ | Phòng Văn hóa | 30/6/2026 |
        """,
    )
    assert len(tasks(read_file(path))) == 3


def test_the_rest_of_a_broken_name_is_no_heading(tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "a.xlsx",
        """
        | TT | Tên nhiệm vụ | Chủ trì | Thời hạn |
        | 1 | Rải sỏi đường nội đồng thôn Gò | Phòng Kinh tế | 30/4/2026 |
        | | Dài theo hướng dẫn của cấp trên | | |
        | 2 | Kẻ lại biển tên ngõ | Phòng Văn hóa | 30/6/2026 |
        """,
    )
    assert tasks(read_file(path)) == [
        "Rải sỏi đường nội đồng thôn Gò Dài theo hướng dẫn của cấp trên",
        "Kẻ lại biển tên ngõ",
    ]


@pytest.mark.parametrize(
    ("above", "rest"),
    [
        ("Đôn đốc sửa đường thôn Bãi", "Dài gắn với cải cách hành chính"),
        ("Dọn rác ở chợ xóm Cầu", "Đá gắn với tuyên truyền đến từng hộ"),
        ("Kiểm tra kênh đoạn qua bản Nà", "Lại do mưa lũ làm sạt"),
    ],
)
def test_the_rest_of_the_name_of_a_place_is_no_heading(
    tmp_path: Path, above: str, rest: str
) -> None:
    path = workbook(
        tmp_path / "a.xlsx",
        f"""
        | STT | Nhiệm vụ | Chủ trì | Thời hạn |
        | 1 | {above} | Văn phòng | 30/4/2026 |
        | | {rest} | | |
        | 2 | Kẻ lại biển tên ngõ | Công an xã | 30/6/2026 |
        """,
    )
    assert tasks(read_file(path)) == [f"{above} {rest}", "Kẻ lại biển tên ngõ"]


@pytest.mark.parametrize("end", ["Trân trọng cảm ơn!", "Trân trọng./.", "TRÂN TRỌNG KÍNH BÁO"])
def test_a_greeting_ends_a_table_that_was_pasted_from_a_letter(tmp_path: Path, end: str) -> None:
    path = tmp_path / "a.csv"
    rows = "1;Dán lịch tiếp dân;Văn phòng;30/4/2026\n2;Kẻ lại biển;Công an xã;30/6/2026"
    path.write_text(
        f"STT;Nhiệm vụ;Chủ trì;Thời hạn\n{rows}\n;;;\n{end};;;\nNguyễn Văn A - 0912 345;;;\n--;;;",
        "utf-8",
    )
    (table,) = read_file(path).tables
    kinds = [row.kind for row in table.rows]
    assert kinds.count(RowKind.TASK) == 2
    assert RowKind.GROUP not in kinds


def test_the_rest_of_a_broken_body_is_part_of_its_task(tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "a.xlsx",
        """
        | Số thứ tự | Việc thực hiện | Chủ trì | Thời hạn |
        | 1 | Ban hành quy chế làm việc của Ban | Văn phòng | 30/4/2026 |
        | | Chỉ đạo gắn với cải cách hành chính | | |
        | 2 | Gửi báo cáo về Phòng Văn hóa | Trạm Y tế | 31/5/2026 |
        | 3 | Họp giao ban với Ủy ban nhân | Công an xã | 30/6/2026 |
        | | Dân xã An Thử hằng tuần | | |
        """,
    )
    assert tasks(read_file(path)) == [
        "Ban hành quy chế làm việc của Ban Chỉ đạo gắn với cải cách hành chính",
        "Gửi báo cáo về Phòng Văn hóa",
        "Họp giao ban với Ủy ban nhân Dân xã An Thử hằng tuần",
    ]


LENDING = """
| STT | Nhiệm vụ | Chủ trì | Phối hợp | Thời hạn |
| I | Nhóm việc về đất đai | Phòng Kinh tế | | |
| 1 | Chỉnh lý bản đồ địa chính ba thôn | | Các thôn | 31/8/2026 |
| 2 | Trả giấy chứng nhận tồn | | | 30/9/2026 |
| II | Nhóm việc về hộ tịch | Văn phòng | Công an xã | |
| 1 | Số hóa sổ khai sinh | Bộ phận Tư pháp | | 30/11/2026 |
| 2 | Niêm yết lịch tiếp dân | | | 30/11/2026 |
"""


@pytest.mark.parametrize("ending", ["xlsx", "csv"])
def test_a_heading_lends_who_leads_to_tasks_that_name_nobody(tmp_path: Path, ending: str) -> None:
    """And lends nothing in a column in which one of them speaks for itself."""
    path = tmp_path / f"a.{ending}"
    if ending == "xlsx":
        workbook(path, LENDING)
    else:
        drawn = [row.strip("| ").split("|") for row in LENDING.strip().split("\n")]
        rows = (",".join(cell.strip() for cell in row) for row in drawn)
        path.write_text("\n".join(rows), "utf-8-sig")
    source = read_file(path)
    assert says(source, Column.LEAD) == ["Phòng Kinh tế", "Phòng Kinh tế", "Bộ phận Tư pháp", ""]
    assert says(source, Column.SUPPORT) == ["Các thôn", "", "Công an xã", "Công an xã"]


def test_a_parent_with_a_roman_number_that_points_below_heads_the_decimal_rows(
    tmp_path: Path,
) -> None:
    path = workbook(
        tmp_path / "a.xlsx",
        """
        | TT | Công việc | Chủ trì | Phối hợp | Hoàn thành |
        | I | Chuyển đổi số | Văn phòng | | Theo thời hạn từng việc |
        | 1.1 | Gắn mã QR ở 9 nhà văn hóa | | Đoàn xã | 10/5/2026 |
        | 1.2 | Tập huấn chữ ký số | | Công an xã | 20/5/2026 |
        | II | Môi trường | Phòng Kinh tế | | Theo thời hạn từng việc |
        | 2.1 | Đặt 30 thùng rác đôi | | Các thôn | 30/6/2026 |
        """,
    )
    source = read_file(path)
    assert paths(source) == [("I. Chuyển đổi số",)] * 2 + [("II. Môi trường",)]
    assert says(source, Column.LEAD) == ["Văn phòng", "Văn phòng", "Phòng Kinh tế"]


REPEATED = """
| 1. Nghề cá |
| TT | Nhiệm vụ | Chủ trì | Thời gian |
| 1 | Cấp số cho 64 thuyền thúng | Phòng Kinh tế | Quý I/2026 |
| 2. Du lịch |
| TT | Nhiệm vụ | Chủ trì | Thời gian |
| 1 | Niêm yết giá phòng | Phòng Văn hóa | Quý II/2026 |
"""


@pytest.mark.parametrize(
    ("given", "first"),
    [
        (REPEATED, ("1. Nghề cá",)),
        (REPEATED.replace("1. Nghề cá", "Danh mục năm 2026"), ()),
        (REPEATED.replace("1. Nghề cá", "3. Nghề cá"), ()),
        (REPEATED.replace("2. Du lịch", "II. Du lịch"), ()),
    ],
)
def test_the_heading_above_the_first_header_is_a_group_where_later_ones_are(
    tmp_path: Path, given: str, first: tuple[str, ...]
) -> None:
    groups = paths(read_file(workbook(tmp_path / "a.xlsx", f"| UBND XÃ HÒN THỬ |{given}")))
    assert groups[0] == first
    assert len(groups) == 2


def test_a_text_that_ends_in_a_whole_word_does_not_take_in_the_next_row(tmp_path: Path) -> None:
    """“… của cấp trên”, “… mặt bằng” end a task, and lent cells say the rest of the next one."""
    path = workbook(
        tmp_path / "a.xlsx",
        """
        | Nhiệm vụ | Chủ trì | Thời hạn |
        | I. Ngân sách | | |
        | Thu chi theo hướng dẫn của cấp trên | Phòng Kinh tế | 01/8/2026 |
        | Chi trả cho các hộ nhường mặt bằng | | |
        | Lập quỹ đền ơn đáp nghĩa | | |
        """,
        merges=["A2:C2", "B3:B5", "C3:C5"],
    )
    assert len(tasks(read_file(path))) == 3


def test_a_parent_above_a_header_said_again_in_a_table_that_goes_on_heads_its_rows(
    tmp_path: Path,
) -> None:
    path = document(
        tmp_path / "a.docx",
        """
        | TT | Nhiệm vụ | Chủ trì | Thời hạn |
        | 1. | Đất đai | | |
        | 1.1 | Chỉnh lý bản đồ địa chính ba thôn | Phòng Kinh tế | 31/8/2026 |
        | 1.2 | Trả giấy chứng nhận tồn | Văn phòng | 30/9/2026 |
        """,
        "",
        """
        | 1.3 | Đo lại mốc ranh giới | Phòng Kinh tế | 31/10/2026 |
        | 2. | Hộ tịch | | |
        | TT | Nhiệm vụ | Chủ trì | Thời hạn |
        | 2.1 | Số hóa sổ khai sinh | Văn phòng | 30/11/2026 |
        """,
    )
    source = read_file(path)
    assert paths(source) == [("1. Đất đai",)] * 3 + [("2. Hộ tịch",)]
