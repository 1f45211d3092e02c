"""Two duties in one breath: where “và” joins them, and what becomes of a half left out."""

import pytest

from effort import at_most
from reconcile.match import match, prepare
from reconcile.match.left_out import is_split_elsewhere
from reconcile.match.measures import look
from reconcile.model import Outcome, Relation
from reconcile.vocabulary.duties import split_duties
from test_match_parts import COMMON, task, upper_rows

TWO = (
    "Kiện toàn đội xung kích phòng, chống thiên tai | cắm biển báo tại các ngầm tràn",
    "Rà soát, thống kê hộ nghèo, hộ cận nghèo | cập nhật danh sách hưởng bảo hiểm y tế",
    "Khám sức khỏe định kỳ cho người cao tuổi | lập hồ sơ sức khỏe điện tử",
    "Nạo vét kênh mương nội đồng trước vụ đông xuân | gia cố các cống tiêu úng đầu mối",
    "Ban hành kế hoạch thu gom rác thải | tổ chức tập huấn cho trưởng thôn",
    "Thành lập Ban Quản lý chợ | kịp thời lắp đặt bình chữa cháy tại từng dãy quầy",
    "UBND cấp xã niêm yết bảng giá đất | gửi thông báo nộp thuế đến từng hộ",
    "Số hóa sổ hộ tịch từ năm 1976 | đối chiếu với Cơ sở dữ liệu quốc gia về dân cư",
    "Trồng rừng ngập mặn ven đê | giao khoán cho các hộ dân bảo vệ",
    "Tổ chức hội nghị hiệp thương lần thứ nhất | niêm yết danh sách người ứng cử",
    "Bố trí quỹ đất tái định cư | chi trả tiền bồi thường cho các hộ bị thu hồi đất",
    "Xây dựng quy chế làm việc của Trung tâm | phân công cán bộ trực tại quầy",
    "Tiêm phòng dại cho đàn chó, mèo | phun khử khuẩn các điểm giết mổ",
    "Phát triển vùng chè hữu cơ | xây dựng nhãn hiệu chè của hợp tác xã",
    "Bảo vệ rừng đặc dụng | ngăn chặn khai thác gỗ trái phép",
    "Trang bị máy tập ngoài trời | khám sức khỏe định kỳ cho người cao tuổi",
    "Mở lớp xóa mù chữ | hỗ trợ tài liệu học tập cho học viên",
)
THREE = "Lập danh sách hộ nghèo | khám sàng lọc cho trẻ em | cấp thẻ bảo hiểm y tế cho hộ cận nghèo"
ONE = (
    "Quản lý và sử dụng tài sản công đúng mục đích",
    "Xây dựng và hoàn thiện cơ sở dữ liệu đất đai",
    "Rà soát, sửa đổi, bổ sung và hoàn thiện quy chế làm việc",
    "Báo cáo Sở Nông nghiệp và Môi trường kết quả kiểm kê rừng",
    "Phát triển khoa học và công nghệ trong trường học",
    "Phối hợp với sở giáo dục và đào tạo mở lớp cho giáo viên",
    "Tuyên truyền về phòng, chống ma túy và bảo vệ môi trường",
    "Xây dựng kế hoạch chuyển đổi số và tổ chức thực hiện",
    "Ban hành quyết định giao chỉ tiêu và triển khai thực hiện có hiệu quả",
    "Tiếp nhận, chuyển xử lý và theo dõi phản ánh của người dân",
    "Khẩn trương xây dựng và đưa vào vận hành nền tảng dùng chung",
    "Nâng cao chất lượng dịch vụ công và trải nghiệm của người dân",
    "Hỗ trợ người dân và doanh nghiệp nộp hồ sơ trực tuyến",
    "Vận động các cơ quan, cá nhân và tổ chức kinh tế ủng hộ quỹ",
    "Nâng cao việc làm và thu nhập cho hộ nghèo",
    "Chỉ đạo các phòng cấp tỉnh và cấp xã tổ chức trực ban",
    "Nhằm bảo vệ rừng và phát triển sinh kế cho người dân vùng đệm",
    "Tập huấn kỹ năng giám sát công trình và sử dụng phần mềm kế toán",
    "Ban hành Quy chế quản lý, vận hành và khai thác nền tảng số",
    "Kiểm tra công tác thu gom và xử lý rác thải y tế",
    "Phát triển chăn nuôi và trồng trọt theo hướng hữu cơ",
    "Đẩy nhanh tiến độ giải phóng mặt bằng và thi công đường trục xã",
    "Tổ chức lễ hội truyền thống và gắn kết cộng đồng các thôn",
    "Phòng cháy và chữa cháy rừng mùa khô",
    "Trồng rừng",
    "",
)


@pytest.mark.parametrize("told", [*TWO, THREE])
def test_duties_that_each_have_a_thing_of_their_own_are_told_apart(told: str) -> None:
    parts = tuple(told.split(" | "))
    assert split_duties(" và ".join(parts)) == parts


@pytest.mark.parametrize("text", ONE)
def test_deeds_that_share_their_thing_and_names_are_one_duty(text: str) -> None:
    assert split_duties(text) == (text,)


def test_what_stands_after_a_comma_is_a_duty_only_where_it_is_asked_for() -> None:
    text = "Rà soát hộ nghèo trên địa bàn, cập nhật danh sách hưởng bảo hiểm y tế"
    assert split_duties(text) == (text,)
    assert split_duties(text, commas=True) == tuple(text.split(", "))


HALVES = ("Kiện toàn đội xung kích phòng, chống thiên tai", "cắm biển báo sạt lở ven suối")


@pytest.mark.parametrize("kept", [0, 1])
def test_a_row_that_copies_one_of_two_joined_duties_carries_a_part_and_the_other_is_named(
    kept: int,
) -> None:
    above = task(" và ".join(HALVES), 8)
    lowers = [task(t, row, file="duoi") for row, t in enumerate((HALVES[kept], *COMMON))]
    part, *whole = match(prepare(upper_rows(above)), prepare(lowers)).uppers
    assert [link.relation for link in part.links] == [Relation.PARTIAL]
    assert (part.outcome, part.uncovered) == (Outcome.PARTIAL, (HALVES[1 - kept],))
    assert {upper.outcome for upper in whole} == {Outcome.CARRIED}


def test_two_rows_that_share_two_joined_duties_out_carry_the_whole() -> None:
    above = task(" và ".join(HALVES), 8)
    lowers = [task(t, row, file="duoi") for row, t in enumerate((*HALVES, *COMMON))]
    split = match(prepare(upper_rows(above)), prepare(lowers)).uppers[0]
    assert [link.relation for link in split.links] == [Relation.PARTIAL] * 2
    assert (split.outcome, split.uncovered) == (Outcome.CARRIED, ())


def test_a_row_that_says_both_joined_duties_in_its_own_words_carries_the_whole() -> None:
    above = task(" và ".join(HALVES), 8)
    said = "Củng cố đội xung kích phòng, chống thiên tai, làm biển báo sạt lở ven suối bản Nà"
    lowers = [task(t, row, file="duoi") for row, t in enumerate((said, *COMMON))]
    told = match(prepare(upper_rows(above)), prepare(lowers)).uppers[0]
    assert [link.relation for link in told.links] == [Relation.FULL]
    assert told.outcome is Outcome.CARRIED


def test_a_person_is_asked_where_the_row_may_say_the_second_duty_in_words_of_its_own() -> None:
    above = task(" và ".join(HALVES), 8)
    said = f"{HALVES[0]}; chỗ nào đất đá hay đổ xuống thì dựng bảng cho bà con biết mà tránh"
    lowers = [task(t, row, file="duoi") for row, t in enumerate((said, *COMMON))]
    told = match(prepare(upper_rows(above)), prepare(lowers)).uppers[0]
    assert (told.outcome, told.uncovered) == (Outcome.REVIEW, ())


@pytest.mark.parametrize("joint", [" và ", ", ", "; "])
def test_a_person_is_asked_where_a_row_that_was_not_found_says_what_the_found_one_leaves_out(
    joint: str,
) -> None:
    above = prepare([task(joint.join(HALVES), 8)])
    sight = look(above, prepare([task(t, row) for row, t in enumerate((*HALVES, *COMMON))]))
    assert is_split_elsewhere(sight, 0, (0,))
    assert not is_split_elsewhere(sight, 0, (0, 1))
    without = look(above, prepare([task(t, row) for row, t in enumerate((HALVES[0], *COMMON))]))
    assert not is_split_elsewhere(without, 0, (0,))


def test_a_cell_that_holds_a_whole_plan_is_cut_in_the_time_of_its_length() -> None:
    cell = " ".join(ONE[:-1] * 45)
    with at_most(4, "1,100 duties in one cell"):
        split_duties(cell, commas=True)
