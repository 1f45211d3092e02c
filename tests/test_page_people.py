"""Several people at once, and over time: two browsers and a workbook, and plans that change."""

import os
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest

from office import workbook
from pages import LOWER, Browser, beside, browser, folder
from reconcile.model import Decision, Outcome, Topic
from reconcile.run.answers.decisions import list_decisions
from reconcile.run.folder import run_folder
from reconcile.run.open_folder import Asked
from reconcile.run.page.answer import version
from reconcile.vocabulary.terms import term
from test_run_reviews import say

FOREST = "Tuyên truyền"
UNIT = "UBND xã An Bình"
SAID = ("yes", "partly", "no", "missed", "other-document", "done", "not-ours")


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return folder(tmp_path)


@pytest.fixture
def page(home: Path) -> Browser:
    return browser(home)


def log(home: Path) -> list[Decision]:
    return list(list_decisions(home, whole=True).decisions)


def click(page: Browser, unit: int, at: int, verdict: str, saw: str) -> str:
    """Press a button on a page that was shown some time ago."""
    opened = page.units()[unit]
    item = page.site.desk.items(opened)[at]
    row = item.rows[0].lower
    said = {"verdict": verdict, "saw": saw} | ({"lower": row.key} if row else {})
    return page.post(f"/ra-soat/{opened.short}/{item.key}/y-kien", said).text


def in_the_workbook(random: Random, page: Browser, home: Path) -> None:
    """Answer in a workbook, perhaps while somebody answers on the page: taken in, or told."""
    run_folder(home, Asked(only=UNIT))
    text = random.choice((FOREST, "Nạo vét"))
    stands = {each.verdict for each in page.item(text).said}
    # To leave in a cell what the workbook shows is no answer.
    word = random.choice([each for each in ("missed", "done", "not-ours") if each not in stands])
    if random.random() < 0.5:
        page.answer(text, random.choice(SAID))
    key, before = page.item(text).key, log(home)
    say(home / f"outputs/review/{UNIT}.xlsx", text, task=term("verdict", word))
    page.site.desk.read()
    after = log(home)
    assert after[: len(before)] == before
    assert len([each for each in after[len(before) :] if each.verdict == word]) <= 1
    on_task = [e for e in after if (e.upper, e.lower, e.topic) == (key, "", Topic.COVERAGE)]
    codes = {each.code for each in page.units()[0].digest.findings}
    assert on_task[-1:][0].verdict == word or "contradicting-answers" in codes


def count(answers: int, page: Browser, home: Path, workbook_each: int = 0) -> None:
    """Let two people answer, each on pages that may be old; nothing is lost, doubled or unseen.

    With ``workbook_each`` so many answers are followed by one in a workbook.
    """
    random = Random(f"two people {answers}")  # noqa: S311 - a seeded count
    people = (page, beside(page))
    shown: list[dict[tuple[int, str], str]] = [{}, {}]
    taken = refused = 0
    for at in range(1, answers + 1):
        if workbook_each and at % workbook_each == 0:
            in_the_workbook(random, page, home)
        who, unit, row = random.randrange(2), random.randrange(2), random.choice((0, 1))
        key = page.site.desk.items(page.units()[unit])[row].key
        now = version(page.site.desk.log(page.units()[unit].unit.id), key)
        # What a page shows is of the task: another one may stand in its row by now.
        saw = shown[who].get((unit, key), now) if random.random() < 0.5 else now
        before = log(home)
        text = click(people[who], unit, row, random.choice(SAID), saw)
        after = log(home)
        assert after[: len(before)] == before
        new = after[len(before) :]
        if "<b>Chưa lưu.</b>" in text:
            refused += 1
            assert not new
            assert saw != now
        else:
            taken += 1
            assert len([each for each in new if each.verdict.value != "withdrawn"]) <= 1
            assert saw == now or not new or new[-1].verdict == before[-1].verdict
        shown[who][unit, key] = version(page.site.desk.log(page.units()[unit].unit.id), key)
    assert taken
    assert refused
    for one, other in zip(log(home), log(home)[1:], strict=False):
        assert (one.subject, one.verdict, one.when, one.base) != (
            other.subject, other.verdict, other.when, other.base,
        )  # fmt: skip


def test_two_people_in_two_browsers_lose_and_double_nothing(page: Browser, home: Path) -> None:
    count(16, page, home)


@pytest.mark.soak
@pytest.mark.skipif("RECONCILE_SOAK" not in os.environ, reason="`make soak` gives a thousand")
def test_two_people_for_a_thousand_answers_lose_and_double_nothing(
    page: Browser, home: Path, record_property: Callable[[str, object], None]
) -> None:
    record_property("tried", 1000)
    count(1000, page, home, workbook_each=25)


@pytest.mark.slow
def test_an_answer_on_a_text_that_was_changed_is_asked_again_and_may_be_kept(
    page: Browser, home: Path
) -> None:
    page.answer(FOREST, "partly")
    changed = LOWER.replace("{name}", "AN BÌNH").replace("rừng và nước sạch", "rừng, nước sạch")
    workbook(home / "inputs/lower/AN BÌNH.xlsx", changed)
    page.site.desk.read()
    shown = page.get(page.page_of(FOREST)).text
    assert "<b>Hỏi lại.</b> Ý kiến trước: “Đúng một phần”. Nội dung đã sửa đổi" in shown
    assert "Giữ ý kiến trước: “Đúng một phần”" in shown
    assert '<span class="small">Hỏi lại</span>' in shown
    page.answer(FOREST, "partly")
    assert "Hỏi lại" not in page.get(page.page_of(FOREST)).text
    assert [each.verdict.value for each in log(home)] == ["partly", "partly"]


@pytest.mark.slow
def test_an_answer_on_a_row_that_has_gone_concludes_nothing_on_the_page(
    page: Browser, home: Path
) -> None:
    page.answer(FOREST, "partly")
    without = [line for line in LOWER.splitlines() if "rừng và nước sạch" not in line]
    workbook(home / "inputs/lower/AN BÌNH.xlsx", "\n".join(without).replace("{name}", "AN BÌNH"))
    page.site.desk.read()
    assert page.item(FOREST).upper.outcome is Outcome.MISSED
    assert page.item(FOREST).is_missed
    shown = page.get(page.page_of(FOREST)).text
    assert "Đã kết luận:</b> “Đúng một phần”" not in shown
    assert "Đưa nhiệm vụ này vào dự thảo kế hoạch?" in shown


@pytest.mark.slow
def test_page_workbook_and_page_again_each_see_what_the_other_said(
    page: Browser, home: Path
) -> None:
    page.answer(FOREST, "done", note="đã có")
    run_folder(home, Asked(only=UNIT))
    say(home / f"outputs/review/{UNIT}.xlsx", FOREST, task="Chưa cụ thể hóa")
    page.site.desk.read()
    shown = page.get(page.page_of(FOREST)).text
    assert "“Chưa cụ thể hóa”" in shown
    page.answer(FOREST, "not-ours")
    run_folder(home, Asked(only=UNIT))
    told = [each.verdict.value for each in list_decisions(home).decisions]
    assert told == ["not-ours"]
    assert "contradicting-answers" not in (home / f"outputs/result/{UNIT}.json").read_text("utf-8")
