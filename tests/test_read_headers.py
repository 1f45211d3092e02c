"""What a header means, whatever its words, case, brackets and line breaks."""

import pytest

from reconcile.model import Column
from reconcile.read.tables.header_words import naming

HEADERS = {
    Column.STT: ("STT", "TT", "Stt", "Số TT", "Số\nTT"),
    Column.TASK: (
        "Nội dung nhiệm vụ", "Nhiệm vụ cụ thể", "Nhiệm vụ", "Tên nhiệm vụ", "Nội dung công việc",
        "Nội dung", "Nhiệm vụ/giải pháp", "Tên đề tài/Nhiệm vụ", "NỘI DUNG\nNHIỆM VỤ (2)",
        "Nhiệm vụ được giao trong năm", "Nhiệm vụ / Giải pháp",
    ),
    Column.DIRECTIVE: (
        "Văn bản giao nhiệm vụ", "Căn cứ", "Văn bản chỉ đạo", "Nguồn chỉ đạo", "Nguồn giao",
        "Căn cứ thực hiện", "VĂN BẢN GIAO VIỆC CỦA TRUNG ƯƠNG",
    ),
    Column.DEADLINE: (
        "Thời hạn hoàn thành", "Thời gian thực hiện", "Thời gian hoàn thành", "Thời hạn",
        "Tiến độ", "Hoàn thành trước", "Thời hạn hoàn thành (Trung ương giao)", "Mốc hoàn thành",
        "Thời gian xử lý", "Thời gian tổ chức", "Tháng", "Kế hoạch hoàn thành", "Hạn theo văn bản",
        "Tiến độ theo kế hoạch",
    ),
    Column.LEAD: (
        "Cơ quan chủ trì", "Cơ quan chủ trì /tham mưu", "Cơ quan tham mưu thực hiện",
        "Đơn vị chủ trì", "Chủ trì", "Đơn vị/Cá nhân chủ trì", "Bộ phận chủ trì",
        "Bộ phận chủ trì, tham mưu", "Cơ quan thực hiện", "Người phụ trách",
        "Sở, ngành chủ trì tham mưu", "Ai", "Bộ phận", "Người làm", "Đơn vị nhận nhiệm vụ",
        "Cơ quan được giao nhiệm vụ",
    ),
    Column.SUPPORT: (
        "Cơ quan phối hợp", "Đơn vị phối hợp", "Phối hợp", "Cơ quan, đơn vị phối hợp",
        "Đơn vị phối hợp thực hiện", "Ghi chú & Đơn vị phối hợp", "Tham gia",
        "Đơn vị đồng xử lý", "Thành viên tham gia", "Các bên liên quan",
    ),
    Column.PRODUCT: (
        "Kết quả", "Sản phẩm", "Kết quả yêu cầu", "Yêu cầu sản phẩm", "Sản phẩm đầu ra",
    ),
    Column.STATUS: (
        "Tiến độ thực hiện", "Tình hình thực hiện", "Tình trạng", "Kết quả hiện nay",
    ),
    Column.NOTE: ("Ghi chú",),
}  # fmt: skip
SHORT = {
    "TG hoàn thành": Column.DEADLINE, "VB giao việc": Column.DIRECTIVE,
    "VB chỉ đạo": Column.DIRECTIVE,
    "CQ chủ trì": Column.LEAD, "ĐV p/hợp": Column.SUPPORT, "ND công việc": Column.TASK,
}  # fmt: skip
CASES = [(header, column) for column, headers in HEADERS.items() for header in headers]
CASES += SHORT.items()
OTHERS = (
    "Họ và tên", "Công việc đảm nhận", "Đơn giá", "Số lượng", "Diện tích (ha)", "Năm 2026",
    "Ngày đến", "Trích yếu", "Tên tài sản", "Kết quả tuyển sinh năm (n)", "Chỉ số hoạt động",
)  # fmt: skip


@pytest.mark.parametrize(("header", "column"), CASES, ids=[header for header, _ in CASES])
def test_a_header_is_known_by_its_meaning(header: str, column: Column) -> None:
    named = naming({}).name(header)
    assert named is not None
    assert named.column is column


@pytest.mark.parametrize("header", OTHERS)
def test_headers_of_other_tables_are_not_taken_for_ours(header: str) -> None:
    assert naming({}).name(header) is None


def test_headers_of_the_users_own_come_first() -> None:
    own = naming({Column.STATUS: ("Tiến độ",), Column.LEAD: ("Ai làm (tên)",)})
    found = [own.name(header) for header in ("TIẾN ĐỘ", "Ai làm", "Ai làm (tên)")]
    assert [named.column for named in found if named] == [
        Column.STATUS,
        Column.LEAD,
        Column.LEAD,
    ]
