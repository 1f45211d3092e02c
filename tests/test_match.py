"""When two tasks are one task, by example."""

import time
from collections.abc import Sequence

import pytest

from reconcile.config import Thresholds
from reconcile.match import Heard, match, prepare
from reconcile.model import JudgedWordings, LowerOutcome, Outcome, Role, Task, UpperResult, Where
from reconcile.vocabulary.difference import WordChange, difference
from reconcile.vocabulary.directives import find_directives

UPPER = (
    "Rà soát, cắt giảm thành phần hồ sơ của các thủ tục hành chính lĩnh vực đất đai",
    "Tổ chức tập huấn kỹ năng số cho cán bộ thôn và tổ công nghệ số cộng đồng",
    "Kiểm tra việc khai thác cát trái phép trên các tuyến sông",
    "Khám sức khỏe định kỳ, lập sổ sức khỏe điện tử cho người cao tuổi",
    "Vận động nhân dân hiến đất mở rộng đường giao thông nông thôn",
    "Thành lập đội xung kích phòng, chống thiên tai và tìm kiếm cứu nạn",
    "Duy trì sĩ số học sinh bán trú sau kỳ nghỉ Tết",
    "Chi trả trợ cấp người có công qua tài khoản ngân hàng",
)
LOWER = (
    "Bớt giấy tờ phải nộp khi làm thủ tục về đất đai",
    "Mở lớp hướng dẫn kỹ năng số cho cán bộ thôn, Tổ CNSCĐ",
    "Xử lý nghiêm bến bãi và việc đào đãi cát trái phép ven sông",
    "Phối hợp khám sức khỏe định kỳ cho người cao tuổi, lập sổ sức khỏe điện tử",
    "Sưu tầm tư liệu viết lịch sử Đảng bộ xã",
)


def task(text: str, *, row: int = 7, cited: str = "", file: str = "x.xlsx") -> Task:
    where = Where(file, "Phụ lục", row)
    documents = find_directives(cited), find_directives(text)
    return Task(f"{file}:{row}", where, text, "", (), *documents, role=Role.LEAD)


def rows(texts: Sequence[str], file: str) -> list[Task]:
    return [task(text, row=n, file=file) for n, text in enumerate(texts, start=7)]


def reconciled(
    upper: Sequence[str],
    lower: Sequence[str],
    *,
    known: JudgedWordings | None = None,
    thresholds: Thresholds | None = None,
) -> tuple[UpperResult, ...]:
    above, below = prepare(rows(upper, "tren.xlsx")), prepare(rows(lower, "duoi.xlsx"))
    return match(above, below, heard=Heard(known or JudgedWordings()), thresholds=thresholds).uppers


@pytest.mark.parametrize("at", range(4))
def test_a_task_in_plain_words_is_found_first(at: int) -> None:
    best = reconciled(UPPER, LOWER)[at].candidates[0]
    assert best.lower == f"duoi.xlsx:{7 + at}"


def test_a_copied_task_is_carried_and_a_foreign_one_missed() -> None:
    results = reconciled(UPPER, (*UPPER[:6], LOWER[4]))
    assert [r.outcome for r in results[:6]] == [Outcome.CARRIED] * 6
    assert all(r.outcome is not Outcome.CARRIED for r in results[6:])


def test_every_link_gives_reasons_that_can_be_checked() -> None:
    link = reconciled(UPPER, UPPER[:3])[0].links[0]
    assert any("thành phần hồ sơ" in reason for reason in link.reasons)


def test_a_text_typed_without_diacritics_is_read_as_the_plans_write() -> None:
    typed = "Van dong nhan dan hien dat mo rong duong giao thong nong thon"
    assert reconciled(UPPER, (*LOWER[:2], typed))[4].candidates[0].lower == "duoi.xlsx:9"


def test_a_plan_without_tasks_leaves_everything_missed() -> None:
    assert {r.outcome for r in reconciled(UPPER, ())} == {Outcome.MISSED}
    assert reconciled((), LOWER) == ()


def test_tasks_that_nobody_asked_for_are_the_units_own() -> None:
    lowers = match(prepare(rows(UPPER, "a")), prepare(rows((*UPPER[:5], LOWER[4]), "b"))).lowers
    assert [low.outcome for low in lowers][-1] is LowerOutcome.OWN


def test_a_wording_that_a_person_confirmed_is_known_in_the_next_plan() -> None:
    said = "Cho trẻ em vùng sâu ăn ngủ lại trường, không để vắng"
    before = reconciled(UPPER, (*LOWER, said))[6].candidates[0]
    known = JudgedWordings(confirmed={"tren.xlsx:13": (said,)})
    after = reconciled(UPPER, (*LOWER, said), known=known)[6].candidates[0]
    assert after.lower == "duoi.xlsx:12"
    assert after.score > max(before.score, 0.5)


def test_a_wording_that_a_person_rejected_counts_against() -> None:
    before = reconciled(UPPER, LOWER)[1].candidates[0]
    known = JudgedWordings(rejected={"tren.xlsx:8": (LOWER[1],)})
    after = {c.lower: c.score for c in reconciled(UPPER, LOWER, known=known)[1].candidates}
    assert after.get(before.lower, 0) < before.score


def test_the_users_thresholds_outrank_our_own() -> None:
    strict = Thresholds(carried=1.0, missed=0.0)
    results = reconciled(UPPER, UPPER, thresholds=strict)
    assert {r.outcome for r in results} <= {Outcome.REVIEW, Outcome.CARRIED}


def test_the_same_plans_give_the_same_answers() -> None:
    assert reconciled(UPPER, LOWER) == reconciled(UPPER, LOWER)


def test_a_difference_names_changed_figures_and_dropped_words() -> None:
    pieces = difference(
        "Số hóa ít nhất 30% hồ sơ đất đai trước 15/12/2026", "Số hóa ít nhất 20% hồ sơ"
    )
    assert [(p.change, p.before, p.text) for p in pieces] == [
        (WordChange.KEPT, "", "Số hóa ít nhất"),
        (WordChange.FIGURE, "30%", "20%"),
        (WordChange.KEPT, "", "hồ sơ"),
        (WordChange.DROPPED, "", "đất đai trước 15/12/2026"),
    ]


def test_letter_case_and_tone_marks_make_no_difference() -> None:
    assert [p.change for p in difference("Uỷ ban xã họp.", "ủy ban xã họp")] == [WordChange.KEPT]


@pytest.mark.parametrize("clauses", [80, 1100])
def test_texts_of_many_clauses_are_compared_at_once(clauses: int) -> None:
    above = ", ".join(f"sửa cống số {n} ở thôn {n % 7}" for n in range(clauses))
    below = ", ".join(f"sửa cống số {n} tại thôn {n % 5}" for n in range(0, clauses, 2))
    started = time.process_time()
    pieces = difference(above, below)
    assert time.process_time() - started < 5
    kept = [p.text for p in pieces if p.change is not WordChange.DROPPED]
    assert " ".join(kept) == below
    assert any(p.change is WordChange.KEPT for p in pieces)
