"""Near neighbours: a row that says a task's words of another thing is never carried in silence."""

import pytest

from reconcile.match import Heard, match, prepare
from reconcile.match.measures import look
from reconcile.match.other_thing import tell_another
from reconcile.model import JudgedWordings, Outcome, UpperResult
from reconcile.vocabulary.rounds import find_rounds
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


ROUNDS = (
    "Tiêm phòng vắc-xin lở mồm long móng cho trâu, bò đợt 1 đạt từ 80% diện tiêm trở lên",
    "Tiêm phòng vắc-xin lở mồm long móng cho trâu, bò đợt 2 đạt từ 80% diện tiêm trở lên",
    "Xây dựng phương án tưới, tiêu phục vụ sản xuất vụ Đông Xuân",
    "Xây dựng phương án tưới, tiêu phục vụ sản xuất vụ Hè Thu",
    "Kiện toàn Ban Chỉ đạo chuyển đổi số cấp xã",
    "Rà soát hộ nghèo, hộ cận nghèo theo chuẩn đa chiều",
    "Huy động trẻ 5 tuổi đến trường mầm non đạt 100%",
)


def rounds_in(below: list[str]) -> dict[str, UpperResult]:
    plans = prepare(rows(list(ROUNDS), "tren.xlsx")), prepare(rows(below, "duoi.xlsx"))
    return {each.task.text: each for each in match(*plans).uppers}


def test_two_rounds_of_one_work_are_each_carried_by_the_row_of_that_round_alone() -> None:
    results = rounds_in(list(ROUNDS))
    for at, text in enumerate(ROUNDS):
        assert results[text].outcome is Outcome.CARRIED
        assert [link.lower for link in results[text].links] == [f"duoi.xlsx:{7 + at}"]


@pytest.mark.parametrize(
    ("left_out", "told"),
    [(0, "nêu đợt 2, không phải đợt 1"), (2, "")],
)
def test_a_round_that_a_plan_leaves_out_is_not_carried_by_the_other_one(
    left_out: int, told: str
) -> None:
    results = rounds_in([text for at, text in enumerate(ROUNDS) if at != left_out])
    result = results[ROUNDS[left_out]]
    assert result.outcome is Outcome.REVIEW
    assert told in " | ".join(e.detail for e in result.candidates[0].evidence)
    assert results[ROUNDS[left_out + 1]].outcome is Outcome.CARRIED


def test_one_row_for_both_rounds_carries_each() -> None:
    both = ROUNDS[0].replace("đợt 1", "đợt 1 và đợt 2, mỗi đợt")
    results = rounds_in([both, *ROUNDS[2:]])
    assert {results[text].outcome for text in ROUNDS[:2]} == {Outcome.CARRIED}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Thực hiện đợt tiêm thứ hai trong năm", {"đợt": {"2": "đợt tiêm thứ hai"}}),
        ("Đại hội lần thứ XI", {"lần": {"11": "lần thứ XI"}}),
        ("đợt 1, đợt II", {"đợt": {"1": "đợt 1", "2": "đợt II"}}),
        ("đợt I - III", {"đợt": {"1": "đợt 1", "2": "đợt 2", "3": "đợt 3"}}),
        ("Tổ chức 02 đợt, mỗi lần 2 ngày, giai đoạn 2026 - 2030, giai đoạn năm 2027", {}),
        ("Báo cáo trong vòng 24 giờ, mỗi đợt 15 ngày, trong vòng 3 tháng", {}),
    ],
)
def test_a_round_is_told_in_figures_and_words_and_a_count_is_none(
    text: str, found: dict[str, dict[str, str]]
) -> None:
    assert find_rounds(text) == found
