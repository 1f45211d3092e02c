"""Plans of every size and shape: what is said word for word is carried, whatever lies around."""

from collections.abc import Sequence

import pytest

from reconcile.match import Matched, match, prepare
from reconcile.model import LowerOutcome, Outcome
from reconcile.vocabulary.text import bare
from tasks import plan_rows

SUBJECTS = (
    "Rà soát, cắt giảm thành phần hồ sơ của các thủ tục hành chính lĩnh vực đất đai",
    "Tổ chức tập huấn kỹ năng số cho cán bộ thôn và tổ công nghệ số cộng đồng",
    "Kiểm tra việc khai thác cát trái phép trên các tuyến sông",
    "Khám sức khỏe định kỳ, lập sổ sức khỏe điện tử cho người cao tuổi",
    "Vận động nhân dân hiến đất mở rộng đường giao thông nông thôn",
    "Thành lập đội xung kích phòng, chống thiên tai và tìm kiếm cứu nạn",
    "Duy trì sĩ số học sinh bán trú sau kỳ nghỉ Tết",
    "Chi trả trợ cấp người có công qua tài khoản ngân hàng",
    "Tiêm phòng dại cho đàn chó, mèo; quản lý giết mổ gia súc",
    "Thu gom vỏ bao thuốc bảo vệ thực vật trên đồng ruộng",
)
FOREIGN = (
    "Bầu Ban Chấp hành Hội Người cao tuổi nhiệm kỳ mới",
    "Nạo vét kênh nội đồng trước vụ đông xuân",
    "Lắp camera tại các nút giao thông",
    "Biên soạn địa chí, tổ chức lễ hội đền làng",
    "Ký hợp đồng tín dụng với tổ tiết kiệm vay vốn",
)
PLACES = ("chợ Đầm", "bến Cốc", "đồng Vôi", "phố Gạch", "xóm Lau", "khu Mỏ", "cầu Ngói", "bãi Sậy")
PLAN = "Kế hoạch số 77/KH-UBND ngày 12/3/2026"


def many(count: int) -> tuple[str, ...]:
    """So many different tasks."""
    placed = [f"{subject} tại {place}" for place in PLACES for subject in SUBJECTS]
    again = [f"{text}, đợt {n}" for n in (2, 3) for text in placed]
    return (*SUBJECTS, *placed, *again)[:count]


def held(
    upper: Sequence[str], lower: Sequence[str], *, cited: tuple[str, str] = ("", "")
) -> Matched:
    above, below = (
        prepare(plan_rows(texts, file, cited=cell))
        for texts, file, cell in zip((upper, lower), ("tren", "duoi"), cited, strict=True)
    )
    return match(above, below)


def assert_all_carried_by_themselves(outcome: Matched, lower: Sequence[str]) -> None:
    """Every upper task is carried, first of all by the row of the same words."""
    for upper in outcome.uppers:
        first = upper.links[0]
        assert upper.outcome is Outcome.CARRIED
        assert bare(lower[int(first.lower.rsplit(":")[-1]) - 7]) == bare(upper.task.text)
        assert first.score >= 0.95


@pytest.mark.parametrize("count", [1, 2, 3, 4, 5, 10])
def test_what_is_copied_is_carried_in_the_smallest_plans(count: int) -> None:
    texts = SUBJECTS[:count]
    assert_all_carried_by_themselves(held(texts, texts[::-1]), texts[::-1])


@pytest.mark.parametrize("count", [1, 2, 3, 4, 5])
def test_small_plans_that_have_nothing_in_common_are_not_taken_for_each_other(count: int) -> None:
    outcome = held(SUBJECTS[:count], FOREIGN[:count])
    assert {upper.outcome for upper in outcome.uppers} <= {Outcome.MISSED, Outcome.REVIEW}


def test_a_whole_plan_of_another_programme_carries_nothing() -> None:
    outcome = held(SUBJECTS, FOREIGN)
    assert {upper.outcome for upper in outcome.uppers} <= {Outcome.MISSED, Outcome.REVIEW}
    assert {low.outcome for low in outcome.lowers} <= {LowerOutcome.OWN, LowerOutcome.REVIEW}


def test_one_task_finds_its_copy_among_a_hundred() -> None:
    lower = many(100)
    assert_all_carried_by_themselves(held(lower[41:42], lower), lower)


def test_one_row_carries_its_task_among_a_hundred_and_no_other_for_certain() -> None:
    upper = many(100)
    outcome = held(upper, upper[:1])
    assert outcome.uppers[0].outcome is Outcome.CARRIED
    carried = [u.task.text for u in outcome.uppers if u.outcome is Outcome.CARRIED]
    assert all(SUBJECTS[0] in text for text in carried)


def test_a_plan_that_is_the_upper_plan_itself_carries_all_of_it() -> None:
    outcome = held(SUBJECTS, SUBJECTS)
    assert_all_carried_by_themselves(outcome, SUBJECTS)
    assert {low.outcome for low in outcome.lowers} == {LowerOutcome.LINKED}


def test_rows_written_twice_carry_the_task_once_more_as_duplicates() -> None:
    lower = (*SUBJECTS, *SUBJECTS)
    outcome = held(SUBJECTS, lower)
    assert_all_carried_by_themselves(outcome, lower)
    assert [low.outcome for low in outcome.lowers[10:]] == [LowerOutcome.DUPLICATE] * 10


def test_a_task_that_the_upper_plan_repeats_is_carried_in_both_places() -> None:
    assert_all_carried_by_themselves(held((*SUBJECTS, *SUBJECTS), SUBJECTS), SUBJECTS)


@pytest.mark.parametrize("cited", [(PLAN, PLAN), (PLAN, ""), ("", PLAN), ("", "")])
def test_one_document_in_every_row_or_none_at_all_changes_no_answer(
    cited: tuple[str, str],
) -> None:
    lower = (*SUBJECTS[:6], *FOREIGN[:2])
    outcome = held(SUBJECTS, lower, cited=cited)
    assert [u.outcome for u in outcome.uppers[:6]] == [Outcome.CARRIED] * 6
    assert not {u.outcome for u in outcome.uppers[6:]} & {Outcome.CARRIED, Outcome.PARTIAL}


@pytest.mark.parametrize("sides", ["lower", "upper", "both"])
def test_texts_without_diacritics_on_either_side_are_read_all_the_same(sides: str) -> None:
    plain = tuple(bare(text) for text in SUBJECTS)
    upper = SUBJECTS if sides == "lower" else plain
    lower = SUBJECTS if sides == "upper" else plain
    outcome = held(upper, lower)
    for row, result in enumerate(outcome.uppers):
        assert (result.outcome, result.links[0].lower) == (Outcome.CARRIED, f"duoi:{row + 7}")


@pytest.mark.parametrize("count", [1, 2, 12])
@pytest.mark.parametrize("mark", ["; ", " "])
def test_tasks_of_three_thousand_letters_are_carried_by_their_copies(count: int, mark: str) -> None:
    parts = many(160)
    texts = [mark.join(parts[n * 7 : n * 7 + 60])[:3000] for n in range(count)]
    assert min(map(len, texts)) > 2500
    assert_all_carried_by_themselves(held(texts, texts), texts)


def test_a_copy_says_that_it_is_one() -> None:
    link = held(SUBJECTS, SUBJECTS[:3]).uppers[0].links[0]
    assert "nguyên văn nhiệm vụ cấp trên" in link.reasons
