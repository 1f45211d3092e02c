"""What the program knows beforehand: rows of a form, and wordings that people have judged."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from reconcile.match import Heard, Matched, match, near, prepare
from reconcile.model import (
    Decision,
    JudgedWordings,
    LowerOutcome,
    Origin,
    Outcome,
    Relation,
    Task,
    Unit,
    Verdict,
)
from reconcile.store.database import open_database
from reconcile.store.decisions import name_units, record
from reconcile.store.judged_wordings import judged_wordings
from tasks import plan_rows

UPPER = (
    "Rà soát, cắt giảm thành phần hồ sơ của các thủ tục hành chính lĩnh vực đất đai",
    "Tổ chức tập huấn kỹ năng số cho cán bộ thôn và tổ công nghệ số cộng đồng",
    "Kiểm tra việc khai thác cát trái phép trên các tuyến sông; cắm biển cấm đổ thải",
    "Khám sức khỏe định kỳ, lập sổ sức khỏe điện tử cho người cao tuổi",
)
SAID = "Cho các cụ đi khám, ghi chép đầy đủ vào máy"
ORIGINS = (
    Origin("2026-11-02T08:00:00", "UBND xã An Bình"),
    Origin("2026-11-05T08:00:00", "UBND xã Lộc Hà"),
)


def answering(texts: dict[int, str], upper: Sequence[Task]) -> list[Task]:
    """Rows of a form: number of the upper task → what the unit wrote there."""
    rows = plan_rows(list(texts.values()), "bieu")
    return [replace(t, answers=upper[n].key) for t, n in zip(rows, texts, strict=True)]


def filled_in(texts: dict[int, str], *further: str) -> Matched:
    upper = plan_rows(UPPER, "tren")
    form = answering(texts, upper)
    return match(prepare(upper), prepare([*form, *plan_rows(further, "them")]))


def test_a_row_of_a_form_answers_exactly_the_task_where_it_was_filled_in() -> None:
    outcome = filled_in({2: "Công an xã phối hợp lực lượng dân quân tuần tra ban đêm"})
    (link,) = outcome.uppers[2].links
    assert (outcome.uppers[2].outcome, link.score, link.relation) == (
        Outcome.CARRIED,
        1.0,
        Relation.FULL,
    )
    assert link.reasons == ("theo biểu mẫu: đơn vị điền ngay tại nhiệm vụ này",)
    assert outcome.lowers[0].outcome is LowerOutcome.LINKED
    assert outcome.lowers[0].uppers == (outcome.uppers[2].task.key,)


def test_a_row_of_a_form_is_proposed_for_no_other_task_however_alike() -> None:
    outcome = filled_in({0: UPPER[1], 3: UPPER[2]})
    assert [[c.lower for c in upper.candidates] for upper in outcome.uppers] == [
        ["bieu:7"],
        [],
        [],
        ["bieu:8"],
    ]
    assert [upper.outcome for upper in outcome.uppers[1:3]] == [Outcome.MISSED] * 2


def test_the_same_words_at_two_tasks_of_a_form_are_two_answers() -> None:
    outcome = filled_in({0: "Đã đưa vào kế hoạch", 1: "Đã đưa vào kế hoạch"})
    assert [low.outcome for low in outcome.lowers] == [LowerOutcome.LINKED] * 2
    assert [upper.outcome for upper in outcome.uppers[:2]] == [Outcome.CARRIED] * 2


def test_rows_that_a_unit_adds_below_its_form_are_matched_by_their_words() -> None:
    outcome = filled_in({0: "Bớt giấy tờ"}, UPPER[3], "Sưu tầm tư liệu viết lịch sử Đảng bộ xã")
    assert outcome.uppers[3].links[0].lower == "them:7"
    assert outcome.uppers[3].outcome is Outcome.CARRIED


def test_a_form_made_for_tasks_that_are_gone_is_matched_by_its_words() -> None:
    row = replace(plan_rows([UPPER[1]], "bieu")[0], answers="nhiệm vụ đã bỏ")
    outcome = match(prepare(plan_rows(UPPER, "tren")), prepare([row]))
    assert [link.lower for link in outcome.uppers[1].links] == ["bieu:7"]


def knowing(known: JudgedWordings, text: str = SAID) -> Matched:
    lower = (text, "Bớt giấy tờ phải nộp khi làm thủ tục về đất đai", "Sơn lại cổng chào")
    heard = Heard(known)
    return match(prepare(plan_rows(UPPER, "tren")), prepare(plan_rows(lower, "duoi")), heard=heard)


def test_the_reason_says_in_which_units_a_wording_was_confirmed() -> None:
    known = JudgedWordings(confirmed={"tren:10": (SAID,)}, origins={"tren:10": {SAID: ORIGINS}})
    first = knowing(known).uppers[3].candidates[0]
    assert first.reasons[0] == (
        "cách diễn đạt này đã được xác nhận là tương ứng với nhiệm vụ này"
        " tại UBND xã An Bình, UBND xã Lộc Hà"
    )


def test_what_the_store_remembers_is_what_matching_learns_from(tmp_path: Path) -> None:
    asserted = Decision(
        unit="xa", verdict=Verdict.YES, upper="tren:10", lower="xa:7", lower_text=SAID
    )
    with open_database(tmp_path) as database:
        name_units(database, [Unit("xa", "UBND xã An Bình")])
        record(database, [replace(asserted, when=ORIGINS[0].when)])
        known = judged_wordings(database)
    assert known == JudgedWordings({"tren:10": (SAID,)}, {}, {"tren:10": {SAID: ORIGINS[:1]}})
    first = knowing(known).uppers[3].candidates[0]
    assert first.reasons[0].endswith("tương ứng với nhiệm vụ này tại UBND xã An Bình")


def test_a_wording_that_is_only_like_a_confirmed_one_is_told_as_such() -> None:
    known = JudgedWordings(confirmed={"tren:10": (SAID,)}, origins={"tren:10": {SAID: ORIGINS[:1]}})
    first = knowing(known, f"{SAID} tính").uppers[3].candidates[0]
    assert first.reasons[0].startswith("cách diễn đạt gần giống đã được xác nhận")


def test_the_reason_says_where_a_wording_was_rejected() -> None:
    copied = UPPER[0]
    known = JudgedWordings(
        rejected={"tren:7": (copied,)}, origins={"tren:7": {copied: ORIGINS[:1]}}
    )
    reasons = next(
        c.reasons for c in knowing(known, copied).uppers[0].candidates if c.lower == "duoi:7"
    )
    assert reasons[0].endswith(
        "đã được xác định là không tương ứng với nhiệm vụ này tại UBND xã An Bình"
    )


def test_a_copy_that_people_have_rejected_is_not_carried_for_sure() -> None:
    known = JudgedWordings(rejected={"tren:7": (UPPER[0],)})
    assert knowing(known, UPPER[0]).uppers[0].outcome not in {Outcome.CARRIED, Outcome.PARTIAL}


def test_words_that_people_called_a_part_of_a_task_do_not_carry_it_whole_when_they_change() -> None:
    row = "Khám sức khỏe định kỳ, lập sổ sức khỏe cho người cao tuổi"
    known = JudgedWordings(confirmed={"tren:10": (row,)}, in_part={"tren:10": (row,)})
    for text in (row, f"{row} trên địa bàn xã"):
        assert knowing(replace(known, in_part={}), text).uppers[3].outcome is Outcome.CARRIED
        asked = knowing(known, text).uppers[3]
        assert asked.outcome in {Outcome.REVIEW, Outcome.PARTIAL}
        assert "tương ứng một phần" in asked.candidates[0].reasons[0]


def test_a_part_in_one_commune_that_is_the_whole_in_another_is_no_part(tmp_path: Path) -> None:
    said = [
        Decision(unit=unit, verdict=verdict, upper="tren:10", lower=f"{unit}:7", lower_text=SAID)
        for unit, verdict in (("xa", Verdict.PARTLY), ("phuong", Verdict.YES))
    ]
    with open_database(tmp_path) as database:
        name_units(database, [Unit("xa", "UBND xã An Bình"), Unit("phuong", "UBND phường Lộc Hà")])
        record(database, said[:1])
        assert judged_wordings(database).in_part == {"tren:10": (SAID,)}
        record(database, said)
        assert judged_wordings(database).in_part == {}


def test_a_wording_on_which_units_disagree_weighs_nothing_and_is_told() -> None:
    known = JudgedWordings(
        confirmed={"tren:10": (SAID,)},
        rejected={"tren:10": (SAID,)},
        origins={"tren:10": {SAID: ORIGINS}},
    )
    told, untold = (
        {c.lower: c for c in knowing(k).uppers[3].candidates} for k in (known, JudgedWordings())
    )
    assert told["duoi:7"].score == untold["duoi:7"].score
    assert "ý kiến rà soát khác nhau" in told["duoi:7"].reasons[0]


def test_what_a_wording_says_hangs_on_no_other_wording() -> None:
    alone = JudgedWordings(confirmed={"tren:10": (SAID,)})
    others = tuple(f"{text} tại thôn Bản Mới" for text in UPPER)
    among = JudgedWordings(confirmed={"tren:10": (SAID,), "tren:8": others})
    for text in (SAID, f"{SAID} tính", SAID.replace("dân tộc", "phổ thông")):
        pair = [
            next(c for c in knowing(known, text).uppers[3].candidates if c.lower == "duoi:7")
            for known in (alone, among.about(near(sorted(among.texts), [text])))
        ]
        assert pair[0] == pair[1]
        assert near([SAID], [text]) == {SAID}
    assert not near([SAID], ["Sơn lại cổng chào"])
