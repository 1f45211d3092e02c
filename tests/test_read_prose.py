"""Plans whose tasks are numbered paragraphs, with lines that say who and when."""

from pathlib import Path

import pytest

from office import document
from reconcile.errors import NoTaskTableError
from reconcile.model import Column, Row, RowKind, Source
from reconcile.read import read_file


def tasks(source: Source) -> list[Row]:
    return [row for table in source.tables for row in table.rows if row.kind is RowKind.TASK]


def plan(path: Path, *body: str) -> Source:
    """A plan with what stands before and after its tasks."""
    return read_file(
        document(
            path / "given.docx",
            "| UBND XÃ SUỐI MƠ | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM |",
            "KẾ HOẠCH",
            "I. MỤC ĐÍCH, YÊU CẦU",
            "1. Triển khai nghiêm túc kế hoạch của tỉnh.",
            "II. NHIỆM VỤ",
            *body,
            "III. TỔ CHỨC THỰC HIỆN",
            "1. Phòng Kinh tế: theo dõi, đôn đốc.",
            "Nơi nhận:",
        )
    )


def test_numbered_paragraphs_with_lines_below_them_are_tasks(tmp_path: Path) -> None:
    source = plan(
        tmp_path,
        "1. Công tác cán bộ",
        "1.1. Mở lớp tập huấn chữ ký số",
        "- Đối tượng: công chức xã.",
        "- Thời gian hoàn thành: Quý I/2026;",
        "- Đơn vị chủ trì: Phòng Văn hóa - Xã hội.",
        "- Đơn vị phối hợp: Các thôn",
        "- Kết quả: Báo cáo.",
        "1.2. Cử người đi học",
        "- Thời hạn: 30/6/2026",
        "- Cơ quan chủ trì: Văn phòng",
    )
    first, second = tasks(source)
    assert first.says(Column.TASK) == "Mở lớp tập huấn chữ ký số\n- Đối tượng: công chức xã."
    assert [first.says(c) for c in (Column.STT, Column.LEAD, Column.SUPPORT, Column.PRODUCT)] == [
        "1.1", "Phòng Văn hóa - Xã hội", "Các thôn", "Báo cáo",
    ]  # fmt: skip
    assert first.group == ("II. NHIỆM VỤ", "1. Công tác cán bộ")
    assert (second.says(Column.DEADLINE), second.says(Column.LEAD)) == ("30/6/2026", "Văn phòng")
    assert str(source.tables[0].where) == "given.docx › Đoạn"


def test_bullets_under_a_heading_share_what_is_said_below_them(tmp_path: Path) -> None:
    source = plan(
        tmp_path,
        "1. Phát triển hạ tầng",
        "- Lắp mạng ở nhà văn hóa thôn.",
        "- Nâng cấp đường truyền của xã.",
        "Đơn vị chủ trì: Phòng Kinh tế; Đơn vị phối hợp: Các thôn.",
        "2. Phát triển nhân lực",
        "- Mở lớp cho tổ công nghệ số.",
        "- Thi kỹ năng số.",
        "Đơn vị chủ trì: Phòng Văn hóa - Xã hội.",
    )
    assert [
        (row.says(Column.TASK), row.says(Column.LEAD), row.group[-1]) for row in tasks(source)
    ] == [
        ("Lắp mạng ở nhà văn hóa thôn.", "Phòng Kinh tế", "1. Phát triển hạ tầng"),
        ("Nâng cấp đường truyền của xã.", "Phòng Kinh tế", "1. Phát triển hạ tầng"),
        ("Mở lớp cho tổ công nghệ số.", "Phòng Văn hóa - Xã hội", "2. Phát triển nhân lực"),
        ("Thi kỹ năng số.", "Phòng Văn hóa - Xã hội", "2. Phát triển nhân lực"),
    ]


def test_what_is_said_at_the_end_of_the_paragraph_is_taken_out_of_it(tmp_path: Path) -> None:
    source = plan(
        tmp_path,
        "1. Mở lớp chữ ký số. Đơn vị chủ trì: Phòng Kinh tế; thời gian hoàn thành: Quý I/2026.",
        "2. Họp thôn (Chủ trì: Trưởng thôn; phối hợp: Công an xã)",
    )
    first, second = tasks(source)
    assert (first.says(Column.TASK), first.says(Column.DEADLINE)) == (
        "Mở lớp chữ ký số.",
        "Quý I/2026",
    )
    assert second.says(Column.TASK) == "Họp thôn"
    assert (second.says(Column.LEAD), second.says(Column.SUPPORT)) == ("Trưởng thôn", "Công an xã")


def test_the_receivers_below_the_last_task_are_no_tasks(tmp_path: Path) -> None:
    path = document(
        tmp_path / "a.docx",
        "KẾ HOẠCH",
        "II. NHIỆM VỤ",
        "1. Sửa hạ tầng",
        "- Lắp mạng ở nhà văn hóa thôn.",
        "- Nâng cấp đường truyền.",
        "Đơn vị chủ trì: Phòng Kinh tế; thời gian: Quý I/2026.",
        "2. Dạy người dân",
        "- Mở lớp cho tổ công nghệ số; chủ trì: Các thôn.",
        "Nơi nhận:",
        "- Sở Khoa học và Công nghệ;",
        "- Các thôn;",
        "- Lưu: VT.",
    )
    read = tasks(read_file(path))
    assert [row.number for row in read] == [4, 5, 8]
    assert [row.says(Column.LEAD) for row in read] == ["Phòng Kinh tế"] * 2 + ["Các thôn"]


def test_every_paragraph_ends_as_something(tmp_path: Path) -> None:
    source = plan(
        tmp_path,
        "1. Mở lớp",
        "Đơn vị chủ trì: A",
        "Thời hạn: 2026",
        "2. Họp thôn",
        "Đơn vị chủ trì: B",
    )
    rows = source.tables[0].rows
    assert len(rows) == sum(line.where.sheet == "Đoạn" for line in source.lines)
    assert all(row.why for row in rows if row.kind is not RowKind.TASK)


def test_a_plan_that_says_nothing_of_who_and_when_holds_no_tasks(tmp_path: Path) -> None:
    with pytest.raises(NoTaskTableError):
        plan(tmp_path, "1. Mở lớp chữ ký số.", "2. Họp thôn.")


@pytest.mark.parametrize(
    ("name", "first", "count"),
    [("laocai_kh_sct_dean08_2026.docx", 40, 27), ("luongminh_xa_kh_baucu_2025.htm", 15, 18)],
)
def test_a_real_plan_in_prose_gives_its_tasks(
    shared: Path, name: str, first: int, count: int
) -> None:
    read = tasks(read_file(shared / "files" / name))
    assert (read[0].number, len(read)) == (first, count)
    assert all(row.says(Column.LEAD) and row.says(Column.SUPPORT) for row in read)


def test_parts_with_letters_end_the_tasks_above_them(tmp_path: Path) -> None:
    path = document(
        tmp_path / "a.docx",
        "| UBND XÃ SUỐI MƠ | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM |",
        "KẾ HOẠCH",
        "A. CĂN CỨ",
        "B. NỘI DUNG",
        "1. Soát trẻ chưa tiêm. Đơn vị thực hiện: Trạm Y tế. Thời gian: Tháng 02/2026.",
        "2. Tiêm vét tại trạm. Đơn vị thực hiện: Trạm Y tế. Thời gian: Quý II/2026.",
        "C. KINH PHÍ",
        "Theo dự toán được duyệt.",
    )
    told = [row.says(Column.TASK) for row in tasks(read_file(path))]
    assert told == ["Soát trẻ chưa tiêm.", "Tiêm vét tại trạm."]
