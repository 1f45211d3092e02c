"""Near neighbours: a row that says a task's words of another thing is never carried in silence."""

import pytest

from reconcile.match import Heard, match, prepare
from reconcile.match.measures import look
from reconcile.match.other_thing import tell_another
from reconcile.model import JudgedWordings, Outcome, UpperResult
from test_match import rows

CARRIED = (
    ("Kiện toàn Ban Chỉ đạo chuyển đổi số cấp xã", "Kiện toàn Ban Chỉ đạo chuyển đổi số của xã"),
    (
        "Xây dựng kế hoạch cải cách hành chính năm 2026",
        "Ban hành kế hoạch cải cách hành chính năm 2026 của UBND xã",
    ),
    (
        "Rà soát hộ nghèo, hộ cận nghèo theo chuẩn đa chiều",
        "Tổ chức rà soát hộ nghèo, hộ cận nghèo năm 2026 theo chuẩn nghèo đa chiều",
    ),
    (
        "Báo cáo kết quả thực hiện về Sở Nội vụ trước ngày 15/12/2026",
        "Tổng hợp, báo cáo kết quả thực hiện gửi Sở Nội vụ trước ngày 10/12/2026",
    ),
    (
        "Khen thưởng tập thể, cá nhân có thành tích xuất sắc trong phong trào thi đua",
        "Bình xét, khen thưởng tập thể, cá nhân tiêu biểu trong phong trào thi đua",
    ),
    (
        "Bảo đảm 100% hồ sơ công việc được xử lý trên môi trường mạng (trừ hồ sơ mật)",
        "Xử lý hồ sơ công việc trên phần mềm quản lý văn bản đạt 100%, trừ văn bản mật",
    ),
    (
        "Xây dựng chợ đạt tiêu chuẩn an toàn thực phẩm",
        "Xây dựng chợ Vĩnh Hòa đạt tiêu chuẩn an toàn thực phẩm",
    ),
    (
        "Phổ biến chính sách hỗ trợ nhà ở xã hội cho công nhân",
        "Tuyên truyền chính sách hỗ trợ nhà ở xã hội cho người lao động tại cụm công nghiệp",
    ),
    (
        "Huy động trẻ 5 tuổi đến trường mầm non đạt 100%",
        "Đưa hết các cháu 5 tuổi ra lớp mẫu giáo",
    ),
)
ANOTHER = (
    (
        "Tổ chức tập huấn kỹ năng an toàn thông tin cho cán bộ, công chức cấp xã",
        "Tổ chức tập huấn kỹ năng phòng cháy, chữa cháy cho cán bộ, công chức cấp xã",
        "nói “phòng cháy chữa cháy” ở chỗ “an toàn thông tin”",
    ),
    (
        "Rà soát, cập nhật hồ sơ địa chính trên địa bàn, hoàn thành trước ngày 30/9/2026",
        "Rà soát, cập nhật hồ sơ hộ tịch trên địa bàn, hoàn thành trước ngày 30/9/2026",
        "ở chỗ “hồ sơ địa chính”",
    ),
    (
        "Lắp đặt hệ thống camera giám sát an ninh tại các khu dân cư",
        "Lắp đặt hệ thống đèn chiếu sáng công cộng tại các khu dân cư",
        "nói “đèn chiếu sáng công cộng”",
    ),
    (
        "Sửa chữa, nâng cấp đường giao thông nông thôn",
        "Sửa chữa, nâng cấp nhà văn hóa thôn",
        "nói “nhà văn hóa thôn” ở chỗ “đường giao thông nông thôn”",
    ),
    (
        "Quyết toán kinh phí Chương trình mục tiêu quốc gia giảm nghèo bền vững năm 2025",
        "Phân bổ kinh phí Chương trình mục tiêu quốc gia giảm nghèo bền vững năm 2026",
        "nêu năm 2026, không phải năm 2025",
    ),
    (
        "Triển khai Kế hoạch số 215/KH-UBND về chuyển đổi xanh",
        "Triển khai Kế hoạch số 187/KH-UBND về an toàn giao thông",
        "nội dung nhắc đến 187/KH-UBND, không phải 215/KH-UBND",
    ),
    (
        "Hỗ trợ xóa nhà tạm, nhà dột nát cho hộ nghèo, hộ cận nghèo",
        "Không bố trí kinh phí hỗ trợ xóa nhà tạm, nhà dột nát do không còn hộ nào",
        "đơn vị ghi “không bố trí”",
    ),
)
BOTH = (*CARRIED, *((above, below) for above, below, _ in ANOTHER))


@pytest.fixture(scope="module", name="results")
def fixture_results() -> tuple[UpperResult, ...]:
    return matched()


def matched(known: JudgedWordings | None = None) -> tuple[UpperResult, ...]:
    upper, lower = ([pair[side] for pair in BOTH] for side in (0, 1))
    above, below = prepare(rows(upper, "tren.xlsx")), prepare(rows(lower, "duoi.xlsx"))
    return match(above, below, heard=Heard(known or JudgedWordings())).uppers


@pytest.mark.parametrize(("above", "told"), [(above, told) for above, _, told in ANOTHER])
def test_a_near_neighbour_is_asked_about_and_the_difference_is_named(
    results: tuple[UpperResult, ...], above: str, told: str
) -> None:
    result = next(each for each in results if each.task.text == above)
    assert result.outcome is Outcome.REVIEW
    best = result.candidates[0]
    assert told in " | ".join(e.detail for e in best.evidence if e.rule == "other-thing")


@pytest.mark.parametrize("above", [above for above, _ in CARRIED])
def test_a_local_copy_is_carried_as_before(results: tuple[UpperResult, ...], above: str) -> None:
    result = next(each for each in results if each.task.text == above)
    assert result.outcome is Outcome.CARRIED


def test_a_neighbour_that_people_have_confirmed_is_asked_about_no_more() -> None:
    above, below, _ = ANOTHER[0]
    key = f"tren.xlsx:{7 + len(CARRIED)}"
    results = matched(JudgedWordings(confirmed={key: (below,)}))
    result = next(each for each in results if each.task.text == above)
    assert result.task.key == key
    assert result.outcome is Outcome.CARRIED


@pytest.mark.parametrize(
    ("above", "below"),
    [
        ("Đạt 95% dân số tham gia bảo hiểm y tế đến năm 2030", "Đạt 93% dân số năm 2026"),
        ("Thực hiện nếp sống văn minh", "Không tổ chức ăn uống linh đình"),
    ],
)
def test_one_year_of_several_and_an_aim_in_the_negative_are_no_other_thing(
    above: str, below: str
) -> None:
    plans = prepare(rows([above], "tren.xlsx")), prepare(rows([below], "duoi.xlsx"))
    assert tell_another(look(*plans), 0, 0) is None
