"""A new version of a plan keeps every answer: on its task, asked again, or reported."""

import datetime as dt
import random
import sqlite3
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import pytest

from answers import AN_BINH, said
from reconcile.model import (
    Candidate,
    Change,
    ChangedBy,
    Deadline,
    Finding,
    Outcome,
    Plan,
    Proof,
    Reconciliation,
    Role,
    Summary,
    Task,
    Unit,
    UpperResult,
    Verdict,
    Where,
)
from reconcile.run.answers.hold_answers import hold_answers, stale_finding
from reconcile.store.database import open_database
from reconcile.store.decisions import current, record
from reconcile.store.history import history_of, remember_run
from reconcile.tracking.changes import RunStanding, Stated, changes_since, standing
from reconcile.tracking.reopening import CarriedOver, Reopened
from reconcile.tracking.versions import Followed, follow

COMMUNE = Unit(AN_BINH, "UBND xã An Bình")
PROVINCE = Unit("tỉnh", "UBND tỉnh Hà Sơn")
ROADS = "Nâng cấp đường liên thôn từ trụ sở xã đến chợ trung tâm"
ROADS_2 = "Nâng cấp đường liên thôn từ trụ sở xã đến chợ mới"
ROADS_3 = "Nâng cấp, mở rộng đường liên thôn từ trụ sở xã đến chợ mới"
SCHOOLS = "Rà soát cơ sở vật chất các trường học trên địa bàn"


@pytest.fixture
def database(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    with open_database(tmp_path) as opened:
        yield opened


def answers_for(
    database: sqlite3.Connection, above: Plan, below: Plan
) -> tuple[CarriedOver, tuple[Finding, ...]]:
    """Hold the answers that stand against two plans, as a run does."""
    unit = below.unit.id
    held = hold_answers(current(database, unit), history_of(database, unit), above, below)
    return held, tuple(map(stale_finding, held.stale))


def test_a_task_that_only_moved_is_followed_by_nothing() -> None:
    assert follow({"a": ROADS, "b": SCHOOLS}, {"b": SCHOOLS, "a": ROADS}) == Followed()


def test_a_reworded_task_is_paired_and_one_that_is_gone_is_not() -> None:
    seen = follow({"a": ROADS, "b": SCHOOLS}, {"c": ROADS_2})
    assert (dict(seen.changed), seen.gone) == ({"a": "c"}, ("b",))
    assert [seen.now(key) for key in ("a", "b", "z")] == ["c", "", "z"]


SHORT = "Hỗ trợ hộ có vật nuôi tiêu hủy do dịch"
COMPLETED = (
    "Chi trả hỗ trợ hộ có vật nuôi bị tiêu hủy do dịch; công khai danh sách hộ tại nhà văn hóa thôn"
)


def test_a_short_row_that_was_completed_as_the_letter_asks_is_the_same_task() -> None:
    seen = follow({"a": SHORT, "b": SCHOOLS}, {"c": COMPLETED, "b": SCHOOLS})
    assert (dict(seen.changed), seen.gone) == ({"a": "c"}, ())


def test_words_that_are_a_part_of_a_far_longer_text_or_too_few_are_no_task_completed() -> None:
    assert follow({"a": SHORT}, {"c": f"{COMPLETED}; {ROADS}; {SCHOOLS}"}).gone == ("a",)
    assert follow({"a": "Rà soát hộ nghèo"}, {"c": f"Rà soát hộ nghèo và {SCHOOLS}"}).gone == ("a",)


def test_capitals_and_tone_marks_do_not_count_against_a_text() -> None:
    assert follow({"a": "Uỷ ban xã Hoà Bình"}, {"b": "ỦY BAN XÃ HÒA BÌNH"}).changed == {"a": "b"}


def test_seven_tenths_alike_is_enough_and_less_is_not() -> None:
    assert follow({"a": "abcdefghij"}, {"b": "abcdefgxyz"}).changed == {"a": "b"}
    assert follow({"a": "abcdefghij"}, {"b": "abcdefwxyz"}).gone == ("a",)


def test_each_text_is_taken_once_by_the_likest() -> None:
    seen = follow({"a": ROADS, "b": ROADS_3}, {"c": ROADS_2, "d": ROADS})
    assert dict(seen.changed) == {"a": "d", "b": "c"}
    assert follow({"a": ROADS, "b": ROADS_3}, {"c": ROADS_2}).gone == ("a",)


def test_of_equally_like_texts_the_first_in_the_plan_is_taken() -> None:
    seen = follow({"a": "mười chữ a", "b": "mười chữ b"}, {"c": "mười chữ c", "d": "mười chữ d"})
    assert dict(seen.changed) == {"a": "c", "b": "d"}


def test_two_hundred_changed_texts_are_paired_one_to_one() -> None:
    chance = random.Random(7)  # noqa: S311 - invented words, not secrets
    words = [f"từ{n}" for n in range(400)]
    old = {f"o{n}": " ".join(chance.sample(words, 14)) for n in range(200)}
    new = {f"n{n}": f"{old[f'o{n}']} thêm" for n in range(200)}
    shuffled = dict(chance.sample(list(new.items()), len(new)))
    assert follow(old, shuffled).changed == {f"o{n}": f"n{n}" for n in range(200)}


def plan(unit: Unit, texts: Mapping[str, str], deadlines: Mapping[str, str]) -> Plan:
    """Make a plan of these tasks, in this order."""
    tasks = tuple(
        Task(
            key, Where("plan.xlsx", "Phụ lục", row), text, deadline=Deadline(deadlines.get(key, ""))
        )
        for row, (key, text) in enumerate(texts.items(), start=5)
    )
    return Plan(unit, ("plan.xlsx",), tasks)


def ran(
    uppers: Mapping[str, str],
    lowers: Mapping[str, str],
    links: Mapping[str, tuple[str, ...]],
    *,
    review: tuple[str, ...] = (),
    deadlines: Mapping[str, str] | None = None,
) -> RunStanding:
    """Make the standing of an outcome: what is linked is carried, the rest missed."""
    above = plan(PROVINCE, uppers, deadlines or {})
    results = tuple(
        UpperResult(
            task,
            Outcome.CARRIED
            if task.key in links
            else Outcome.REVIEW
            if task.key in review
            else Outcome.MISSED,
            Role.LEAD,
            links=tuple(Candidate(task.key, low, 0.9) for low in links.get(task.key, ())),
        )
        for task in above
    )
    below = plan(COMMUNE, lowers, deadlines or {})
    day = dt.date(2026, 11, 22)
    return standing(Reconciliation(above, below, day, results, (), (), Summary()))


UPPERS = {"u1": "Phát triển hạ tầng giao thông nông thôn", "u2": "Rà soát cơ sở giáo dục"}
LOWERS = {"l1": ROADS, "l2": SCHOOLS}
FIRST = ran(UPPERS, LOWERS, {"u1": ("l1",)}, deadlines={"l1": "Quý I/2027"})
REWORDED_ABOVE = {**UPPERS, "u1": "Phát triển hạ tầng giao thông nông thôn, miền núi"}

CHANGES = {
    "nothing": (FIRST, ()),
    "rows that only moved": (
        ran(UPPERS, {"l2": SCHOOLS, "l1": ROADS}, {"u1": ("l1",)}, deadlines={"l1": "quý I/2027 "}),
        (),
    ),
    "a task newly carried": (
        ran(UPPERS, LOWERS, {"u1": ("l1",), "u2": ("l2",)}, deadlines={"l1": "Quý I/2027"}),
        (Change("newly-carried", "u2", "", SCHOOLS, ChangedBy.RULE),),
    ),
    "a task dropped": (
        ran(UPPERS, {"l2": SCHOOLS}, {}),
        (Change("dropped", "u1", ROADS, "", ChangedBy.LOWER),),
    ),
    "what carried it gone, and another in doubt": (
        ran(UPPERS, {"l2": SCHOOLS}, {}, review=("u1",)),
        (Change("dropped", "u1", ROADS, "", ChangedBy.LOWER),),
    ),
    "a task that the program only doubts now": (ran(UPPERS, LOWERS, {}, review=("u1",)), ()),
    "another wording": (
        ran(
            UPPERS, {"l3": ROADS_2, "l2": SCHOOLS}, {"u1": ("l3",)}, deadlines={"l3": "Quý I/2027"}
        ),
        (Change("text", "u1", ROADS, ROADS_2, ChangedBy.LOWER),),
    ),
    "another wording, in doubt": (
        ran(UPPERS, {"l3": ROADS_2, "l2": SCHOOLS}, {}, review=("u1",)),
        (Change("text", "u1", ROADS, ROADS_2, ChangedBy.LOWER),),
    ),
    "another deadline": (
        ran(UPPERS, LOWERS, {"u1": ("l1",)}, deadlines={"l1": "Quý II/2027"}),
        (Change("deadline", "u1", "Quý I/2027", "Quý II/2027", ChangedBy.LOWER),),
    ),
    "another wording and deadline": (
        ran(UPPERS, {"l3": ROADS_2}, {"u1": ("l3",)}, deadlines={"l3": "Quý II/2027"}),
        (
            Change("text", "u1", ROADS, ROADS_2, ChangedBy.LOWER),
            Change("deadline", "u1", "Quý I/2027", "Quý II/2027", ChangedBy.LOWER),
            Change("lower-dropped", "l2", SCHOOLS, "", ChangedBy.LOWER),
        ),
    ),
    "a second task that carries it": (
        ran(UPPERS, LOWERS, {"u1": ("l2", "l1")}, deadlines={"l1": "Quý I/2027"}),
        (Change("text", "u1", ROADS, f"{ROADS}\n{SCHOOLS}", ChangedBy.RULE),),
    ),
    "the upper task reworded": (
        ran(
            {"u9": REWORDED_ABOVE["u1"], "u2": UPPERS["u2"]},
            LOWERS,
            {"u9": ("l1",)},
            deadlines={"l1": "Quý I/2027", "u9": "2027"},
        ),
        (
            Change("text", "u9", UPPERS["u1"], REWORDED_ABOVE["u1"], ChangedBy.UPPER),
            Change("deadline", "u9", "", "2027", ChangedBy.UPPER),
        ),
    ),
}


@pytest.mark.parametrize(("now", "told"), CHANGES.values(), ids=CHANGES)
def test_what_changed_since_the_last_run(now: RunStanding, told: tuple[Change, ...]) -> None:
    assert changes_since(FIRST, now) == told


def test_before_the_first_run_nothing_has_changed() -> None:
    assert changes_since(None, FIRST) == ()


def test_an_answer_that_carries_a_task_is_named_as_what_carries_it() -> None:
    now = RunStanding(
        {"u2": Stated("Rà soát cơ sở giáo dục")},
        {},
        {"u2": Outcome.CARRIED},
        {},
        {"u2": Proof.DONE},
        settled=("u2",),
    )
    told = Change("newly-carried", "u2", "", "Đã hoàn thành", ChangedBy.REVIEWER)
    assert told in changes_since(FIRST, now)


def test_a_task_that_left_the_upper_plan_and_one_that_is_new_in_it_are_listed() -> None:
    lands = "Đo đạc, lập hồ sơ địa chính"
    now = ran({"u2": UPPERS["u2"], "u3": lands}, {"l1": ROADS, "l2": SCHOOLS}, {})
    assert changes_since(FIRST, now) == (
        Change("upper-new", "u3", "", lands, ChangedBy.UPPER),
        Change("upper-dropped", "u1", UPPERS["u1"], "", ChangedBy.UPPER),
    )


def test_rows_that_a_commune_adds_drops_or_rewords_beside_what_it_carries_are_listed() -> None:
    feast = "Tổ chức ngày hội đại đoàn kết"
    now = ran(UPPERS, {"l1": ROADS, "l9": feast}, {"u1": ("l1",)}, deadlines={"l1": "Quý I/2027"})
    assert changes_since(FIRST, now) == (
        Change("lower-new", "l9", "", feast, ChangedBy.LOWER),
        Change("lower-dropped", "l2", SCHOOLS, "", ChangedBy.LOWER),
    )
    reworded = {"l1": ROADS, "l8": f"{SCHOOLS} năm 2026"}
    now = ran(UPPERS, reworded, {"u1": ("l1",)}, deadlines={"l1": "Quý I/2027"})
    assert changes_since(FIRST, now) == (
        Change("lower-text", "l8", SCHOOLS, f"{SCHOOLS} năm 2026", ChangedBy.LOWER),
    )


def test_a_communes_work_is_told_from_a_reviewers_click_and_from_the_programs_second_thoughts() -> (
    None
):
    feast = "Rà soát các trường học"
    wrote = ran(UPPERS, {**LOWERS, "l3": feast}, {"u1": ("l1",), "u2": ("l3",)})
    clicked = replace(ran(UPPERS, LOWERS, {"u1": ("l1",), "u2": ("l2",)}), settled=("u2",))
    doubted = ran(UPPERS, LOWERS, {"u1": ("l1",), "u2": ("l2",)})
    for now, by in (
        (wrote, ChangedBy.LOWER),
        (clicked, ChangedBy.REVIEWER),
        (doubted, ChangedBy.RULE),
    ):
        assert [c.by for c in changes_since(FIRST, now) if c.kind == "newly-carried"] == [by]
    # Taken back by whom it was given: a click too.
    assert [c.by for c in changes_since(clicked, FIRST) if c.kind == "dropped"] == [
        ChangedBy.REVIEWER
    ]


def test_a_run_again_with_nothing_changed_writes_nothing_and_tells_the_same_changes(
    database: sqlite3.Connection,
) -> None:
    second = CHANGES["another wording"][0]
    moved = CHANGES["rows that only moved"][0]
    assert history_of(database, AN_BINH).before(FIRST) is None
    assert remember_run(database, COMMUNE, FIRST)
    assert not remember_run(database, COMMUNE, FIRST)
    assert not remember_run(database, COMMUNE, moved)
    assert history_of(database, AN_BINH).before(FIRST) is None
    assert history_of(database, AN_BINH).before(second) == FIRST
    assert remember_run(database, COMMUNE, second)
    assert not remember_run(database, COMMUNE, second)
    assert history_of(database, AN_BINH).before(second) == FIRST
    assert history_of(database, AN_BINH).last == second


def test_a_standing_kept_in_another_form_counts_as_none(database: sqlite3.Connection) -> None:
    remember_run(database, COMMUNE, FIRST)
    database.execute("UPDATE run SET value = x'00'")
    assert history_of(database, AN_BINH).last is None
    assert remember_run(database, COMMUNE, CHANGES["another wording"][0])


def test_an_answer_finds_its_task_over_any_number_of_versions(
    database: sqlite3.Connection,
) -> None:
    for lowers in ({"l1": ROADS}, {"l2": ROADS_2}, {"l3": ROADS_3}, {"l4": SCHOOLS, "l3": ROADS_3}):
        remember_run(database, COMMUNE, ran(UPPERS, lowers, {}))
    now = {"l4": SCHOOLS, "l3": ROADS_3}
    seen = history_of(database, AN_BINH).trace(
        "lower", {"l1": ROADS, "l9": "Một việc khác hẳn"}, now
    )
    assert (dict(seen.changed), seen.gone) == ({"l1": "l3"}, ("l9",))


def test_a_text_that_comes_back_has_its_own_answer_again(database: sqlite3.Connection) -> None:
    for lowers in ({"l1": ROADS}, {"l2": ROADS_2}, {"l1": ROADS}):
        remember_run(database, COMMUNE, ran(UPPERS, lowers, {}))
    seen = history_of(database, AN_BINH).trace("lower", {"l1": ROADS, "l2": ROADS_2}, {"l1": ROADS})
    assert (dict(seen.changed), seen.gone) == ({"l2": "l1"}, ())


class Became(NamedTuple):
    """A new version of the lower plan, and the lower keys of what became of one answer."""

    lowers: dict[str, str]
    live: tuple[str, ...] = ()
    reopened: tuple[str, ...] = ()
    stale: tuple[str, ...] = ()


VERSIONS = {
    "the rows moved": Became({"l2": SCHOOLS, "l1": ROADS}, live=("l1",)),
    "the task was reworded": Became({"l2": SCHOOLS, "l3": ROADS_2}, reopened=("l3",)),
    "the task is gone": Became({"l2": SCHOOLS}, stale=("l1",)),
}


@pytest.mark.parametrize("became", VERSIONS.values(), ids=VERSIONS)
@pytest.mark.parametrize("remembered", [True, False], ids=["after the run", "before the run"])
def test_every_answer_stands_is_asked_again_or_is_reported(
    database: sqlite3.Connection, became: Became, *, remembered: bool
) -> None:
    remember_run(database, COMMUNE, FIRST)
    answer = said(Verdict.YES, "u1", "l1")
    record(database, [answer])
    if remembered:
        remember_run(database, COMMUNE, ran(UPPERS, became.lowers, {}))
    now = plan(COMMUNE, became.lowers, {})
    carried, findings = answers_for(database, plan(PROVINCE, UPPERS, {}), now)
    assert tuple(each.lower for each in carried.live) == became.live
    assert carried.reopened == tuple(Reopened(answer, "u1", key) for key in became.reopened)
    assert tuple(each.lower for each in carried.stale) == became.stale
    assert [(each.code, each.where) for each in findings] == [
        ("stale-decision", answer.where) for _ in became.stale
    ]


def test_an_answer_is_not_asked_again_when_only_the_name_of_a_unit_was_corrected(
    database: sqlite3.Connection,
) -> None:
    first = ran({"u1": "Nhiệm vụ cấp trên u1"}, {"l1": "Nhiệm vụ của xã l1"}, {})
    remember_run(database, COMMUNE, first)
    record(database, [said(Verdict.YES, "u1", "l1")])
    above = plan(PROVINCE, {"v1": "Nhiệm vụ cấp trên u1"}, {})
    carried, findings = answers_for(
        database, above, plan(COMMUNE, {"l1": "Nhiệm vụ của xã l1"}, {})
    )
    assert [(each.upper, each.lower, each.verdict) for each in carried.live] == [
        ("v1", "l1", Verdict.YES)
    ]
    assert (carried.reopened, carried.stale, findings) == ((), (), ())


def test_an_answer_asked_again_and_given_is_asked_no_more(database: sqlite3.Connection) -> None:
    remember_run(database, COMMUNE, FIRST)
    record(database, [said(Verdict.YES, "u1", "l1")])
    lowers = {"l3": ROADS_2}
    remember_run(database, COMMUNE, ran(UPPERS, lowers, {}))
    record(database, [said(Verdict.PARTLY, "u1", "l3")])
    remember_run(database, COMMUNE, ran(UPPERS, lowers, {"u1": ("l3",)}))
    above, below = plan(PROVINCE, UPPERS, {}), plan(COMMUNE, lowers, {})
    carried, findings = answers_for(database, above, below)
    assert [each.lower for each in carried.live] == ["l3"]
    assert (carried.reopened, carried.stale, findings) == ((), (), ())


def test_an_answer_from_another_folder_is_held_against_the_texts_of_now(
    database: sqlite3.Connection,
) -> None:
    known = said(Verdict.YES, "u1", "l1")
    record(database, [known])
    texts = {"l7": f"{known.lower_text} đã sửa", "l8": SCHOOLS}
    above = plan(PROVINCE, {"u1": known.upper_text}, {})
    carried, _ = answers_for(database, above, plan(COMMUNE, texts, {}))
    assert carried.reopened == (Reopened(known, "u1", "l7"),)
