"""How much of a plan is carried at all: plans that carry little, strangers, people's answers."""

from collections.abc import Sequence
from dataclasses import replace
from functools import cache

import pytest

from reconcile.match import Heard, Matched, PlanAnswer, match, prepare
from reconcile.model import JudgedWordings, Outcome, Plan, Task, Where
from reconcile.normalise import to_plan
from reconcile.read import read_file
from reconcile.vocabulary.shares import share_told
from test_match_programmes import CASES, DECIDED, gold_of

NAMES = sorted(path.parent.name for path in CASES.glob("*/gold.csv"))
PLAIN_PLANS = CASES / "plain"
FIELDS = sorted({name.split("-")[0] for name in NAMES})


PLAIN = (
    "Dạy nghề cho thanh niên nông thôn",
    "Trồng rừng phòng hộ đầu nguồn",
    "Sửa chữa kênh mương nội đồng",
    "Khám sức khỏe cho người cao tuổi",
    "Tổ chức giải bóng đá thiếu nhi",
)

OPEN = (Outcome.REVIEW, Outcome.CARRIED)


@cache
def plans(name: str) -> tuple[Plan, Plan]:
    case = CASES / name
    upper = to_plan([read_file(case / "upper.csv")], upper=True)
    return upper, to_plan([read_file(case / "lower.csv")])


def thinned(name: str, every: int) -> tuple[Plan, list[Task], dict[int, set[int]]]:
    """A plan that keeps one in so many of the rows that carry anything, and its gold."""
    upper, lower = plans(name)
    links, _ = gold_of(CASES / name)
    carrying = sorted({row for rows in links.values() for row in rows})
    gone = set(carrying) - set(carrying[::every])
    kept = [task for task in lower.tasks if task.where.row not in gone]
    return upper, kept, {row: rows - gone for row, rows in links.items()}


def matched(upper: Sequence[Task], lower: Sequence[Task], *told: PlanAnswer) -> Matched:
    return match(prepare(upper), prepare(lower), heard=Heard(told=told))


@pytest.mark.parametrize("every", [3, 20])
def test_a_plan_that_carries_little_is_answered_and_not_left_whole_to_a_person(every: int) -> None:
    tasks = review = wrong = 0
    for name in NAMES:
        upper, lower, links = thinned(name, every)
        rows = {task.key: task.where.row for task in lower}
        for result in matched(upper.tasks, lower).uppers:
            right = links.get(result.task.where.row, set())
            said = result.outcome in DECIDED
            best = {rows[link.lower] for link in result.links[:1]}
            tasks += 1
            review += result.outcome is Outcome.REVIEW
            wrong += (said and not best & right) or (
                result.outcome is Outcome.MISSED and bool(right)
            )
    assert review <= 0.25 * tasks
    assert wrong <= 0.02 * (tasks - review)


def test_nothing_of_another_programme_is_called_carried() -> None:
    for name, other in zip(NAMES, NAMES[3:] + NAMES[:3], strict=True):
        if name.split("-")[0] != other.split("-")[0]:
            found = matched(plans(name)[0].tasks, plans(other)[1].tasks)
            assert not [u for u in found.uppers if u.outcome in DECIDED], (name, other)


def test_in_a_long_list_of_strangers_nothing_looks_certain() -> None:
    for field in FIELDS:
        upper = next(plans(name)[0] for name in NAMES if name.startswith(field))
        texts = {
            task.text: task
            for name in NAMES
            if not name.startswith(field)
            for plan in plans(name)
            for task in plan.tasks
        }
        strangers = [replace(task, key=f"x{at}") for at, task in enumerate([*texts.values()][:300])]
        found = matched(upper.tasks[:24], strangers)
        assert len(strangers) == 300
        assert not [u.task.text for u in found.uppers if u.outcome in DECIDED]


@pytest.mark.parametrize("every", [1, 3])
def test_the_part_that_is_carried_is_reckoned_within_a_fifth(every: int) -> None:
    for name in NAMES:
        upper, lower, links = thinned(name, every)
        true = sum(bool(rows) for rows in links.values()) / len(upper.tasks)
        assert abs(matched(upper.tasks, lower).share - true) < 0.2, name


def test_a_plan_of_a_few_rows_is_answered_like_a_long_one() -> None:
    upper = [
        Task(f"u{at}", Where("x.xlsx", "", at), text)
        for at, text in enumerate(("Lập danh sách hộ nghèo, hộ cận nghèo của xã", *PLAIN))
    ]
    copied = replace(upper[0], key="l0")
    own = Task("l1", Where("x.xlsx", "", 9), "Lát lại sân chợ, che mái tôn cho khu bán cá")
    found = matched(upper, [copied, own]).uppers
    assert [each.outcome for each in found] == [Outcome.CARRIED, *[Outcome.MISSED] * len(PLAIN)]


def test_a_part_is_told_in_words() -> None:
    told = [share_told(share) for share in (0.01, 0.26, 0.52, 0.98)]
    assert told == [
        "hầu như không có nhiệm vụ nào",
        "khoảng một phần tư",
        "khoảng một nửa",
        "gần như toàn bộ",
    ]


@pytest.mark.parametrize("village", sorted(path.name for path in PLAIN_PLANS.glob("*-*")))
def test_what_a_village_says_in_its_own_words_is_asked_about_and_not_called_missed(
    village: str,
) -> None:
    case = PLAIN_PLANS / village
    upper = to_plan([read_file(case / "upper.csv")], upper=True)
    links, _ = gold_of(case)
    found = matched(upper.tasks, to_plan([read_file(case / "lower.csv")]).tasks)
    missed = [u for u in found.uppers if u.outcome is Outcome.MISSED]
    assert not [u.task.text for u in missed if links.get(u.task.where.row)]


# ---- what people answer on a plan ---------------------------------------------------------------


def answers(name: str, every: int, count: int) -> list[PlanAnswer]:
    """What a person who knows the gold says on the doubtful tasks nearest to an even chance."""
    upper, lower, links = thinned(name, every)
    rows = {task.key: task.where.row for task in lower}
    doubtful = [u for u in matched(upper.tasks, lower).uppers if u.outcome is Outcome.REVIEW]
    doubtful.sort(key=lambda u: abs(u.candidates[0].score - 0.4))
    told = []
    for each in doubtful[:count]:
        right = links.get(each.task.where.row, set())
        hit = next((c.lower for c in each.candidates if rows[c.lower] in right), "")
        told.append(PlanAnswer(each.task.key, hit, bool(hit)))
    return told


def left(found: Matched, told: Sequence[PlanAnswer]) -> set[str]:
    said = {each.upper for each in told}
    return {
        u.task.key for u in found.uppers if u.outcome is Outcome.REVIEW and u.task.key not in said
    }


def test_five_answers_settle_a_third_of_what_was_left_to_a_person() -> None:
    before = after = 0
    for name in NAMES:
        upper, lower, _ = thinned(name, 3)
        told = answers(name, 3, 5)
        before += len(left(matched(upper.tasks, lower), ()))
        after += len(left(matched(upper.tasks, lower, *told), told))
    assert after <= before * 2 / 3


def test_what_is_settled_through_answers_is_marked_and_says_so() -> None:
    marked = []
    for name in NAMES:
        upper, lower, _ = thinned(name, 3)
        told = answers(name, 3, 5)
        was = left(matched(upper.tasks, lower), ())
        found = matched(upper.tasks, lower, *told)
        marked += [u for u in found.uppers if u.after_answers]
        settled = was - left(found, told) - {each.upper for each in told}
        assert {u.task.key for u in found.uppers if u.after_answers} == settled, name
    shown = [u for u in marked if u.candidates]
    assert shown
    assert all("nhờ ý kiến đã cho" in u.candidates[0].reasons[0] for u in shown)


def test_who_rejects_a_pair_has_not_called_its_task_missed() -> None:
    rejected = 0
    for name in NAMES:
        upper, lower, _ = thinned(name, 20)
        texts = {task.key: task.text for task in lower}
        open_before = [u for u in matched(upper.tasks, lower).uppers if u.outcome in OPEN]
        for many in (1, len(lower)):
            pairs = [pair for each in open_before[:5] for pair in each.candidates[:many]]
            told = [PlanAnswer(pair.upper, pair.lower, carried=False) for pair in pairs]
            known = JudgedWordings(rejected={p.upper: (texts[p.lower],) for p in pairs})
            heard = Heard(known, told)
            found = match(prepare(upper.tasks), prepare(lower), heard=heard)
            outcomes = {u.task.key: u.outcome for u in found.uppers}
            assert Outcome.MISSED not in {outcomes[each.upper] for each in told}, name
            rejected += len(told)
    assert rejected > 2 * len(NAMES)


def test_answers_on_one_plan_move_no_other_plan() -> None:
    upper, lower = plans(NAMES[0])
    stranger = PlanAnswer("khong-co", "cung-khong", carried=True)
    assert matched(upper.tasks, lower.tasks, stranger) == matched(upper.tasks, lower.tasks)
    known = JudgedWordings(confirmed={upper.tasks[0].key: (lower.tasks[0].text,)})
    first = match(prepare(upper.tasks), prepare(lower.tasks), heard=Heard(known))
    second = matched(upper.tasks, lower.tasks)
    assert (first.share, first.missed) == (second.share, second.missed)
    assert first.uppers[0].candidates[0].reasons[0].startswith("cách diễn đạt này đã được xác nhận")


def test_one_wrong_answer_of_five_carries_nothing_that_is_not_there() -> None:
    for name in NAMES:
        upper, lower, links = thinned(name, 20)
        told = answers(name, 20, 5)
        if len(told) < 5:
            continue
        wrong = replace(told[1], lower=told[1].lower or lower[0].key, carried=not told[1].carried)
        found = matched(upper.tasks, lower, told[0], wrong, *told[2:])
        rows = {task.key: task.where.row for task in lower}
        for each in found.uppers:
            if each.outcome in DECIDED and each.task.key != wrong.upper:
                assert rows[each.links[0].lower] in links.get(each.task.where.row, set()), name


# ---- why ----------------------------------------------------------------------------------------


def test_reasons_name_whole_words_and_every_shown_pair_has_one() -> None:
    texts = ("Tuân thủ quy chế vụ mùa, mùa khô; lắp 20 camera an ninh", *PLAIN)
    upper = [Task(f"u{at}", Where("x.xlsx", "", at), text) for at, text in enumerate(texts)]
    copied = "Tuân thủ quy chế trong mùa khô; lắp 20 camera an ninh ở chợ"
    lower = [Task("l", Where("x.xlsx", "", 1), copied), *upper[2:]]
    told = matched(upper, lower).uppers[0].candidates[0].reasons
    line = next(each for each in told if "ít gặp" in each)
    assert "“tuân thủ”" in line
    assert "“mùa khô”" in line
    assert "“tuân”" not in line
    assert any(each.endswith("20 camera") for each in told)
    for name in NAMES[:4]:
        above, below = plans(name)
        for each in matched(above.tasks, below.tasks).uppers:
            if each.outcome is Outcome.REVIEW:
                assert all(c.reasons for c in each.candidates if c.score >= 0.02), each.task.text


def test_one_syllable_that_two_texts_share_is_no_reason() -> None:
    texts = ("Dạy học 2 buổi/ngày cho học sinh tiểu học", *PLAIN)
    upper = [Task(f"u{at}", Where("x.xlsx", "", at), text) for at, text in enumerate(texts)]
    lower = [
        Task("l", Where("x.xlsx", "", 1), "Mở chợ phiên trên mạng, mỗi tháng 02 buổi"),
        *upper[1:],
    ]
    told = [c.reasons for c in matched(upper, lower).uppers[0].candidates if c.lower == "l"]
    assert told
    assert not [each for reasons in told for each in reasons if "“buổi”" in each]
