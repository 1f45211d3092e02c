"""Plans whose tasks are sentences: who and when stand inside them, and no label says so."""

from pathlib import Path

import pytest

from office import document
from reconcile.errors import NoTaskTableError
from reconcile.model import Column, Row, RowKind, Source
from reconcile.normalise import to_plan
from reconcile.read import read_file

HEAD = (
    "| UBND XÃ BẾN THỬ | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM |",
    "KẾ HOẠCH",
    "Dọn dẹp kênh mương",
)
AIMS = (
    "I. MỤC ĐÍCH, YÊU CẦU",
    "1. Mục đích",
    "- Giữ cho kênh mương thông suốt trước mùa mưa năm 2026.",
    "2. Yêu cầu",
    "- Các thôn hoàn thành trước ngày 30/4/2026, báo cáo đầy đủ.",
)
OFFICES = (
    "III. TỔ CHỨC THỰC HIỆN",
    "1. Phòng Kinh tế: Chủ trì theo dõi, đôn đốc, báo cáo UBND xã trước ngày 15/12/2026.",
    "2. Các thôn",
    "- Phối hợp với Phòng Kinh tế vận động nhân dân.",
    "Trên đây là Kế hoạch dọn dẹp kênh mương, yêu cầu các đơn vị triển khai thực hiện.",
    "Nơi nhận:",
    "- Như trên;",
    "- Lưu: VT.",
)
LEAD, SUPPORT, DEADLINE = Column.LEAD, Column.SUPPORT, Column.DEADLINE


def plan(path: Path, *body: str, end: tuple[str, ...] = OFFICES) -> Source:
    return read_file(document(path / "kế hoạch.docx", *HEAD, *AIMS, *body, *end))


def tasks(source: Source) -> list[Row]:
    return [row for table in source.tables for row in table.rows if row.kind is RowKind.TASK]


def said(source: Source) -> list[tuple[str, ...]]:
    columns = (Column.STT, Column.TASK, LEAD, SUPPORT, DEADLINE)
    return [tuple(row.says(column) for column in columns) for row in tasks(source)]


def test_numbered_duties_with_who_and_when_in_the_sentence_are_tasks(tmp_path: Path) -> None:
    first = (
        "Giao Phòng Kinh tế chủ trì, phối hợp với Công an xã và các thôn lập danh sách "
        "các đoạn mương bị lấp theo Kế hoạch số 12/KH-UBND ngày 05/01/2026, hoàn thành trước "
        "ngày 31/3/2026."
    )
    second = "Văn phòng HĐND và UBND xã tham mưu bố trí kinh phí trong quý II/2026."
    third = "Khơi thông 12 km mương nội đồng; Phòng Kinh tế chủ trì, xong trong tháng 5 năm 2026."
    fourth = "Tuyên truyền để nhân dân không đổ rác xuống mương."
    source = plan(
        tmp_path,
        "II. NHIỆM VỤ, GIẢI PHÁP",
        f"1. {first}",
        f"2. {second}",
        f"3. {third}",
        f"4. {fourth}",
    )
    assert said(source) == [
        ("1", first, "Phòng Kinh tế", "Công an xã và các thôn", "trước ngày 31/3/2026"),
        ("2", second, "Văn phòng HĐND và UBND xã", "", "trong quý II/2026"),
        ("3", third, "Phòng Kinh tế", "", "trong tháng 5 năm 2026"),
        ("4", fourth, "", "", ""),
    ]
    assert {row.group for row in tasks(source)} == {("II. NHIỆM VỤ, GIẢI PHÁP",)}


def test_duties_under_headings_stand_in_their_groups_with_their_details(tmp_path: Path) -> None:
    source = plan(
        tmp_path,
        "II. NỘI DUNG THỰC HIỆN",
        "1. Về tuyên truyền",
        "a) Phát thanh mỗi tuần; giao Trung tâm Dịch vụ tổng hợp thực hiện trong tháng 4/2026.",
        "b) Treo băng rôn ở các ngã ba.",
        "2. Về hạ tầng",
        "- Đắp lại bờ kênh Một trước ngày 20/5/2026.",
        "+ Dùng đất tại chỗ;",
        "+ Lu lèn ba lớp.",
        "- Thay cánh cống số 3; Phòng Kinh tế chịu trách nhiệm.",
        "3. Giao Công an xã chủ trì lập chốt nhắc nhở người đổ rác, chậm nhất ngày 10/6/2026:",
        "- Chốt 1: cầu;",
        "- Chốt 2: chợ.",
    )
    read = tasks(source)
    assert [(row.says(Column.STT), row.group[1:]) for row in read] == [
        ("a", ("1. Về tuyên truyền",)),
        ("b", ("1. Về tuyên truyền",)),
        ("", ("2. Về hạ tầng",)),
        ("", ("2. Về hạ tầng",)),
        ("3", ()),
    ]
    assert read[2].says(Column.TASK).splitlines()[1:] == ["+ Dùng đất tại chỗ;", "+ Lu lèn ba lớp."]
    assert read[4].says(Column.TASK).splitlines()[1:] == [
        "- Chốt 1: cầu;",
        "- Chốt 2: chợ.",
    ]
    assert [row.says(LEAD) for row in read] == [
        "Trung tâm Dịch vụ tổng hợp", "", "", "Phòng Kinh tế", "Công an xã",
    ]  # fmt: skip
    assert [row.says(DEADLINE) for row in read][2:] == [
        "trước ngày 20/5/2026", "", "chậm nhất ngày 10/6/2026",
    ]  # fmt: skip


def test_targets_and_costs_inside_the_duties_are_none(tmp_path: Path) -> None:
    source = plan(
        tmp_path,
        "II. MỤC TIÊU, NHIỆM VỤ",
        "1. Mục tiêu",
        "- 100% kênh mương thông suốt trong năm 2026.",
        "2. Nhiệm vụ trọng tâm",
        "- Phòng Kinh tế khảo sát toàn tuyến trước ngày 15/3/2026.",
        "- Trưởng các thôn huy động nhân dân ra quân, hoàn thành trong tháng 4/2026.",
        "3. Kinh phí",
        "- Từ ngân sách xã; Phòng Kinh tế lập dự toán trước ngày 01/3/2026.",
    )
    assert [row.says(LEAD) for row in tasks(source)] == ["Phòng Kinh tế", "Trưởng các thôn"]


@pytest.mark.parametrize(
    "end",
    [
        (
            "II. TỔ CHỨC THỰC HIỆN",
            "1. Phòng Kinh tế",
            "- Khảo sát toàn tuyến, hoàn thành trước ngày 15/3/2026.",
            "- Lập dự toán gửi Ủy ban nhân dân xã.",
            "2. Công an xã: Giữ trật tự trong những ngày ra quân.",
            "3. Đề nghị Ủy ban Mặt trận Tổ quốc Việt Nam xã: Vận động hội viên tham gia.",
            "Nơi nhận:",
            "- Thường trực Đảng ủy xã (để báo cáo);",
            "- Các thôn (thực hiện);",
        ),
        (
            "II. PHÂN CÔNG NHIỆM VỤ",
            "1. Phòng Kinh tế có trách nhiệm:",
            "a) Khảo sát toàn tuyến, hoàn thành trước ngày 15/3/2026;",
            "b) Lập dự toán gửi Ủy ban nhân dân xã.",
            "2. Công an xã",
            "Giữ trật tự trong những ngày ra quân.",
            "3. Ủy ban Mặt trận Tổ quốc Việt Nam xã",
            "Vận động hội viên tham gia.",
            "Trên đây là Kế hoạch của xã, đề nghị các đơn vị thực hiện.",
            "TM. ỦY BAN NHÂN DÂN",
        ),
    ],
)
def test_duties_by_office_count_where_the_plan_has_no_other(
    tmp_path: Path, end: tuple[str, ...]
) -> None:
    source = plan(tmp_path, end=end)
    assert [
        (row.says(LEAD), row.says(Column.TASK).split(",")[0][:12]) for row in tasks(source)
    ] == [
        ("Phòng Kinh tế", "Khảo sát toà"),
        ("Phòng Kinh tế", "Lập dự toán "),
        ("Công an xã", "Giữ trật tự "),
        ("Ủy ban Mặt trận Tổ quốc Việt Nam xã", "Vận động hội"),
    ]
    assert tasks(source)[0].says(DEADLINE) == "trước ngày 15/3/2026"


def test_the_receivers_after_the_last_task_are_never_part_of_it(tmp_path: Path) -> None:
    source = plan(
        tmp_path,
        "II. NHIỆM VỤ",
        "- Phòng Kinh tế khảo sát toàn tuyến trước ngày 15/3/2026.",
        "- Công an xã lập chốt trước ngày 20/3/2026.",
        end=(
            "Nơi nhận:",
            "- Sở Nông nghiệp và Môi trường;",
            "- Các thôn;",
            "- Lưu: VT.",
            "CHỦ TỊCH",
        ),
    )
    assert [row.says(Column.TASK)[:12] for row in tasks(source)] == ["Phòng Kinh t", "Công an xã l"]


def test_every_paragraph_ends_as_something_and_the_reading_is_told(tmp_path: Path) -> None:
    source = plan(
        tmp_path,
        "II. NHIỆM VỤ",
        "1. Phòng Kinh tế khảo sát toàn tuyến trước ngày 15/3/2026.",
        "Đi từ đầu nguồn.",
        "2. Công an xã lập chốt trước ngày 20/3/2026.",
    )
    rows = source.tables[0].rows
    assert len(rows) == sum(line.where.sheet == "Đoạn" for line in source.lines)
    assert all(row.why for row in rows if row.kind is not RowKind.TASK)
    (told,) = [f for f in source.tables[0].findings if f.code == "prose-read"]
    assert "2 nhiệm vụ" in told.message


@pytest.mark.parametrize(
    "body",
    [
        ("II. NHIỆM VỤ", "1. Mở lớp chữ ký số.", "2. Họp thôn.", "3. Trồng cây."),
        (
            "II. KẾT QUẢ",
            "1. Phòng Kinh tế đã khảo sát trước ngày 15/3/2026.",
            "2. Công an xã lập chốt.",
        ),
        ("II. NHIỆM VỤ", "Phòng Kinh tế khảo sát toàn tuyến trước ngày 15/3/2026."),
    ],
)
def test_what_names_nobody_and_no_time_or_is_no_duty_is_no_plan(
    tmp_path: Path, body: tuple[str, ...]
) -> None:
    with pytest.raises(NoTaskTableError):
        plan(tmp_path, *body, end=("Nơi nhận:",))


def test_a_report_on_what_was_done_is_no_plan(tmp_path: Path) -> None:
    path = document(
        tmp_path / "a.docx",
        "BÁO CÁO",
        "Kết quả công tác tháng 3",
        "I. KẾT QUẢ",
        "1. Phòng Kinh tế khảo sát toàn tuyến trước ngày 15/3/2026.",
        "II. NHIỆM VỤ THÁNG 4",
        "1. Giao Phòng Kinh tế khảo sát toàn tuyến trước ngày 15/4/2026.",
        "2. Giao Công an xã lập chốt trước ngày 20/4/2026.",
    )
    with pytest.raises(NoTaskTableError):
        read_file(path)


def test_who_stands_in_brackets_behind_a_duty_leads_it_and_no_full_group_is_called_empty(
    tmp_path: Path,
) -> None:
    path = document(
        tmp_path / "a.docx",
        "| UBND XÃ BẾN THỬ | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM |",
        "KẾ HOẠCH",
        "I. NHIỆM VỤ",
        "1. Về cầu đường",
        "- Sửa lan can cầu Bến trước ngày 30/4/2026 (Phòng Kinh tế thực hiện).",
        "- Đắp lại lề đường thôn Đoài trước ngày 30/6/2026 (thôn Đoài chủ trì).",
    )
    plan = to_plan([read_file(path)])
    assert [task.lead for task in plan.tasks] == ["Phòng Kinh tế", "thôn Đoài"]
    assert "group-empty" not in {each.code for each in plan.findings}


def test_a_notice_that_hands_out_duties_office_by_office_needs_no_headings(tmp_path: Path) -> None:
    path = document(
        tmp_path / "thông báo.docx",
        "| UBND TỈNH TÂN THỬ¶VĂN PHÒNG | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM |",
        "THÔNG BÁO",
        "Kết luận của Chủ tịch UBND tỉnh tại phiên họp tháng 3",
        "Sau khi nghe báo cáo, Chủ tịch UBND tỉnh kết luận:",
        "1. Giao Sở Tài chính:",
        "- Cân đối 12 tỷ đồng cho cầu treo Nậm Thử, trình UBND tỉnh trước ngày 20/4/2026.",
        "- Thẩm định dự toán trường nội trú, xong trong tháng 5/2026.",
        "2. Sở Y tế: Rà soát thuốc chống dịch, báo cáo trước ngày 30/4/2026.",
        "3. UBND các xã, phường: Tuyên truyền đến từng hộ dân.",
        "Nơi nhận:",
        "- Như trên;",
    )
    offices = ["Sở Tài chính", "Sở Tài chính", "Sở Y tế", "UBND các xã, phường"]
    assert [row[2] for row in said(read_file(path))] == offices


def test_a_list_of_offices_that_is_handed_nothing_is_no_plan(tmp_path: Path) -> None:
    body = ("Các đơn vị đã báo cáo:", "1. Sở Y tế: đã xong.", "2. Sở Tài chính: chưa xong.")
    with pytest.raises(NoTaskTableError):
        read_file(document(tmp_path / "danh sách.docx", *body))


def test_a_duty_with_its_own_day_over_others_is_a_task_as_well(tmp_path: Path) -> None:
    source = plan(
        tmp_path,
        "II. NHIỆM VỤ",
        "1. Về sổ sách",
        "a) Nhập sổ kết hôn vào phần mềm. Văn phòng thực hiện, chậm nhất ngày 15/12/2026.",
        "- Rà soát tên trùng, Phòng Kinh tế chủ trì, hằng quý.",
        "b) Giao Công an xã hoàn thành trước ngày 30/6/2026 các việc:",
        "- Cấp căn cước cho học sinh lớp 9, xong trước ngày 30/4/2026.",
        "- Gọi từng hộ đến nhận, trước ngày 31/5/2026.",
    )
    assert [row[1].split()[0] for row in said(source)] == ["Nhập", "Rà", "Cấp", "Gọi"]
    assert [row[2] for row in said(source)] == [
        "Văn phòng",
        "Phòng Kinh tế",
        "Công an xã",
        "Công an xã",
    ]


@pytest.mark.parametrize(
    ("sentence", "office"),
    [
        ("Phòng Kinh tế mua 300 bao cát, hoàn thành trong tháng 4/2026.", "Phòng Kinh tế"),
        ("Các thôn tự kiểm tra cống, xong trước ngày 30/4/2026.", "Các thôn"),
        ("Các tổ tự quản trực chốt đến hết ngày 30/9/2026.", "Các tổ tự quản"),
        ("Trạm Y tế sẽ dán lịch tiêm ở chợ trước ngày 30/9/2026.", "Trạm Y tế"),
    ],
)
def test_the_subject_of_a_sentence_ends_before_its_verb(
    tmp_path: Path, sentence: str, office: str
) -> None:
    other = "2. Văn phòng chủ trì niêm yết, xong trước ngày 30/9/2026."
    source = plan(tmp_path, "II. NHIỆM VỤ", f"1. {sentence}", other)
    assert said(source)[0][2] == office


def untitled(path: Path, *body: str, kind: str = "KẾ HOẠCH") -> Source:
    """A document whose duties stand under no heading that says what they are."""
    letterhead = "| UBND XÃ BẾN THỬ | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM |"
    return read_file(
        document(path / "văn bản.docx", letterhead, kind, "Về mùa mưa năm 2026", *body)
    )


def test_a_plan_that_numbers_its_duties_under_no_heading_names_their_leads_in_brackets(
    tmp_path: Path,
) -> None:
    source = untitled(
        tmp_path,
        "Thực hiện chỉ đạo của tỉnh, UBND xã yêu cầu:",
        "1. Gia cố 2 km bờ bao, xong trước ngày 15/5/2026 (Phòng Kinh tế, các thôn).",
        "2. Lập hai chốt trực 24/24 (Ban Chỉ huy quân sự xã), từ tháng 6 đến hết tháng 10/2026.",
        "3. Ký cam kết với 120 hộ ven sông (Công an xã).",
        "Nơi nhận:",
    )
    told = [row[2:] for row in said(source)]
    assert told == [
        ("Phòng Kinh tế, các thôn", "", "trước ngày 15/5/2026"),
        ("Ban Chỉ huy quân sự xã", "", "đến hết tháng 10/2026"),
        ("Công an xã", "", ""),
    ]
    (seen,) = [f for f in source.tables[0].findings if f.code == "prose-read"]
    assert "3 nhiệm vụ được đọc từ các câu dưới “KẾ HOẠCH”" in seen.message


def test_parts_without_telling_words_are_the_groups_of_such_a_plan(tmp_path: Path) -> None:
    source = untitled(
        tmp_path,
        "I. VỀ ĐÊ ĐIỀU",
        "1. Phòng Kinh tế đắp lại 300 m đê thôn Bến, xong trong tháng 4/2026.",
        "2. Các thôn dọn cỏ mái đê, hoàn thành trước ngày 30/4/2026.",
        "II. VỀ Y TẾ",
        "1. Trạm Y tế dự trữ thuốc, xong trước ngày 15/5/2026.",
        kind="PHƯƠNG ÁN",
    )
    assert [row.group for row in tasks(source)] == [("I. VỀ ĐÊ ĐIỀU",)] * 2 + [("II. VỀ Y TẾ",)]


def test_who_is_taught_stands_in_brackets_too_and_leads_nothing(tmp_path: Path) -> None:
    source = plan(
        tmp_path,
        "II. NHIỆM VỤ",
        "1. Mở lớp cho 45 người (trưởng thôn, bí thư chi bộ), xong trong tháng 5/2026.",
        "2. Sửa 3 cống, xong trước ngày 30/6/2026.",
        "3. Văn phòng chủ trì niêm yết danh sách, hằng tháng.",
    )
    assert [row[2] for row in said(source)] == ["", "", "Văn phòng"]


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("BÁO CÁO", ("1. Phòng Kinh tế xong trước 15/5/2026.", "2. Công an xã xong 15/6/2026.")),
        ("KẾ HOẠCH", ("1. Mở lớp chữ ký số.", "2. Họp thôn.", "3. Công an xã (trực).")),
        ("DANH SÁCH", ("1. Sửa cầu (Công an xã).", "2. Trực chốt (Trạm Y tế).")),
    ],
)
def test_without_a_heading_only_a_plan_that_says_who_or_when_is_read(
    tmp_path: Path, kind: str, body: tuple[str, ...]
) -> None:
    with pytest.raises(NoTaskTableError):
        untitled(tmp_path, *body, kind=kind)


@pytest.mark.parametrize(
    ("sentence", "support"),
    [
        ("Trạm Y tế phối hợp với các thôn phun thuốc muỗi, xong trước 30/6/2026.", "các thôn"),
        (
            "Trạm Y tế phối hợp với Công an xã, các trường tiêm phòng, xong tháng 5/2026.",
            "Công an xã, các trường",
        ),
        (
            "Phòng Kinh tế chủ trì, phối hợp với Trung tâm dạy nghề mở lớp hàn, quý II/2026.",
            "Trung tâm dạy nghề",
        ),
    ],
)
def test_the_verb_after_those_who_help_is_no_part_of_their_name(
    tmp_path: Path, sentence: str, support: str
) -> None:
    other = "2. Văn phòng chủ trì niêm yết, xong trước ngày 30/9/2026."
    source = plan(tmp_path, "II. NHIỆM VỤ", f"1. {sentence}", other)
    assert said(source)[0][3] == support


def test_a_body_behind_a_colon_with_a_month_leads_and_a_dated_document_is_no_deadline(
    tmp_path: Path,
) -> None:
    source = plan(
        tmp_path,
        "II. GIẢI PHÁP",
        "- Tiêm phòng đợt 2: Trạm Thú y khu vực, tháng 10/2026.",
        "- Che chắn chuồng trại, Hội Nông dân chủ trì, quý IV/2026.",
        "- Văn phòng chủ trì sao gửi theo Kế hoạch số 12/KH-UBND, ngày 01/02/2026.",
    )
    assert [row[2::2] for row in said(source)] == [
        ("Trạm Thú y khu vực", "tháng 10/2026"),
        ("Hội Nông dân", "quý IV/2026"),
        ("Văn phòng", ""),
    ]
