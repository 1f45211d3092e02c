"""Rà soát by keyboard in a real browser: where one is after an answer, and which keys answer."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from browsers import served
from pages import folder, na_sen
from reconcile.run.answers.decisions import list_decisions
from reconcile.web.site import Site

pytestmark = pytest.mark.slow
_CALM = 350
"""Milliseconds after which a key counts again: a person reads first."""
_AT = "() => document.activeElement.textContent.trim().replace(/\\s+/g, ' ')"


@dataclass
class Review:
    """The review of a folder with two units, each with two tasks in doubt."""

    page: Any
    site: Site
    address: str

    def press(self, key: str) -> None:
        self.page.wait_for_timeout(_CALM)
        self.page.keyboard.press(key)

    def sees(self, text: str) -> None:
        self.page.get_by_text(text).first.wait_for()

    def synthetic(self, key: str, code: str, **more: object) -> None:
        """Send a key as an input method or another layout does."""
        self.page.wait_for_timeout(_CALM)
        said = {"key": key, "code": code, "bubbles": True, "cancelable": True} | more
        self.page.evaluate(
            "said => document.body.dispatchEvent(new KeyboardEvent('keydown', said))", said
        )

    def at(self) -> str:
        """Return the words of what has the focus."""
        return str(self.page.evaluate(_AT))

    def said(self) -> list[str]:
        """Return the answers that are in the log."""
        log = list_decisions(self.site.folder, whole=True).decisions
        return [each.verdict.value for each in log]

    def is_closed(self) -> bool:
        """Wait a moment, and tell whether nothing was answered."""
        self.page.wait_for_timeout(_CALM)
        return not self.said()


@pytest.fixture
def review(chromium: Any, tmp_path: Path) -> Iterator[Review]:
    context = chromium.new_context(viewport={"width": 1366, "height": 600})
    with served(folder(tmp_path)) as (site, address):
        site.desk.read()
        page = context.new_page()
        page.goto(f"{address}/ra-soat")
        yield Review(page, site, address)
        context.close()


def test_who_answers_by_tab_and_enter_goes_on_at_the_same_answer_of_the_next_task(
    review: Review,
) -> None:
    review.page.get_by_role("button", name="Đã hoàn thành").focus()
    review.press("Enter")
    review.sees("Đã lưu “Đã hoàn thành” cho nhiệm vụ 4.")
    assert review.at() == "6 Đã hoàn thành"
    # What was saved and what comes next is said where a screen reader listens all the time.
    said = review.page.get_by_role("status").inner_text()
    assert said.startswith("Đã lưu “Đã hoàn thành” cho nhiệm vụ 4. Còn 1. Nhiệm vụ tiếp theo 3")
    # Held down, Enter answers no second task.
    review.page.wait_for_timeout(_CALM)
    review.page.keyboard.down("Enter")
    review.sees("Đã lưu “Đã hoàn thành” cho nhiệm vụ 3.")
    review.page.wait_for_timeout(_CALM)
    review.page.keyboard.down("Enter")
    review.page.keyboard.up("Enter")
    review.page.wait_for_timeout(_CALM)
    assert review.said() == ["done", "done"]


def test_where_the_pressed_button_is_gone_the_heading_of_the_task_has_the_focus(
    review: Review,
) -> None:
    review.press("1")
    review.sees("Đã lưu “Đúng”")
    review.page.get_by_role("button", name="Hoàn tác").focus()
    review.press("Enter")
    review.sees("Đã hoàn tác “Đúng”")
    assert review.at().startswith("Rà soát – UBND xã An Bình")


def test_answers_by_key_leave_the_focus_where_it_was(review: Review) -> None:
    review.press("1")
    review.sees("Đã lưu “Đúng”")
    assert review.at().startswith("Rà soát – UBND xã An Bình")


@pytest.mark.parametrize(
    ("key", "code", "more"),
    [
        ("!", "Digit1", {"shiftKey": True}),
        ("1", "Digit1", {"shiftKey": True}),
        ("ú", "Digit1", {}),
        ("ú", "KeyU", {}),
        ("ấ", "Digit1", {}),
        ("1", "", {}),
        ("Dead", "Digit6", {}),
        ("End", "Numpad1", {}),
        ("1", "Digit1", {"altKey": True}),
        ("1", "Digit1", {"isComposing": True}),
    ],
)
def test_a_key_that_is_no_plain_digit_answers_nothing(
    review: Review, key: str, code: str, more: dict[str, object]
) -> None:
    review.synthetic(key, code, **more)
    assert review.is_closed()
    if key in "úấ":
        review.sees("Bộ gõ vừa ghép phím, chưa có ý kiến nào được lưu.")


@pytest.mark.parametrize(("key", "code"), [("1", "Digit1"), ("ă", "Digit1"), ("1", "Numpad1")])
def test_digits_answer_on_the_vietnamese_layout_and_on_the_number_pad_too(
    review: Review, key: str, code: str
) -> None:
    review.synthetic(key, code)
    review.sees("Đã lưu “Đúng” cho nhiệm vụ 4.")
    assert review.said() == ["yes"]


def test_escape_closes_the_list_of_keys_and_does_nothing_else(review: Review) -> None:
    review.press("?")
    listed = review.page.get_by_role("group", name="Phím tắt")
    listed.get_by_text("Dùng phím tắt một phím").wait_for()
    review.press("n")
    review.page.keyboard.type("hỏi xã")
    review.press("Escape")
    assert not listed.get_by_text("Dùng phím tắt một phím").is_visible()
    assert review.page.get_by_label("Ghi chú").input_value() == "hỏi xã"
    assert review.page.get_by_text("Đã lưu ghi chú").count() == 0
    # Where nothing else is open it leaves the field, and the note is kept.
    review.page.get_by_label("Ghi chú").focus()
    review.press("Escape")
    review.sees("Đã lưu ghi chú cho nhiệm vụ 4")


def test_another_document_without_its_number_is_asked_for_beside_the_field(
    review: Review,
) -> None:
    number = review.page.get_by_label("Số, ký hiệu văn bản khác")
    assert not number.is_visible()
    review.press("5")
    number.wait_for()
    review.press("Enter")
    refused = review.page.get_by_text("Chưa ghi số, ký hiệu.")
    refused.first.wait_for()
    assert number.get_attribute("aria-invalid") == "true"
    assert number.evaluate("at => document.activeElement === at")
    assert review.is_closed()
    review.press("Enter")
    assert review.is_closed()
    review.page.keyboard.type("45/KH-UBND")
    review.page.keyboard.press("Enter")
    review.sees("Đã lưu “Đã triển khai tại văn bản khác”")
    assert [each.document for each in list_decisions(review.site.folder).decisions] == [
        "45/KH-UBND"
    ]


def test_another_document_whose_number_comes_later_is_saved_by_saying_so(review: Review) -> None:
    review.press("5")
    review.press("Enter")
    review.page.get_by_role("button", name="Lưu, ghi sau").click()
    review.sees("Đã lưu “Đã triển khai tại văn bản khác” cho nhiệm vụ 4.")
    assert review.said() == ["other-document"]


def test_without_script_too_the_number_of_another_document_is_asked_for(
    chromium: Any, review: Review
) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{review.address}/ra-soat")
    page.get_by_role("button", name="Đã triển khai tại văn bản khác").click()
    page.get_by_text("Chưa ghi số, ký hiệu.").wait_for()
    assert not review.said()
    page.get_by_role("button", name="Lưu, ghi sau").click()
    page.get_by_text("Đã lưu “Đã triển khai tại văn bản khác”").wait_for()
    context.close()
    assert review.said() == ["other-document"]


def test_after_the_fifth_answer_asked_for_first_its_gain_is_told_beside_what_was_saved(
    chromium: Any, tmp_path: Path
) -> None:
    page = chromium.new_page(viewport={"width": 1366, "height": 600})
    with served(na_sen(tmp_path)) as (site, address):
        site.desk.read()
        page.goto(f"{address}/ra-soat")
        for left in range(4, 0, -1):
            page.wait_for_timeout(_CALM)
            page.keyboard.press("1")
            page.get_by_text(f"Câu {6 - left} trong 5 câu nên trả lời trước.").wait_for()
            site.learner.drain()
        page.wait_for_timeout(_CALM)
        page.keyboard.press("1")
        gained = page.get_by_text("5 câu trả lời đã được ghi nhận; chưa đủ để kết luận thêm")
        gained.first.wait_for(timeout=5000)
        assert page.get_by_text("Đã lưu “Đúng” cho nhiệm vụ").first.is_visible()
        assert page.get_by_role("status").inner_text().startswith("Đã lưu “Đúng”")
        page.close()


_CUT = """() => {
    const bar = document.getElementById("tra-loi").closest("div").getBoundingClientRect();
    const words = ["Nhiệm vụ cấp trên giao", "Nhiệm vụ của đơn vị", "Căn cứ", "Phương án"];
    const isOne = (head) => words.some((each) => head.textContent.startsWith(each));
    const heads = [...document.querySelectorAll("h2")].filter(isOne);
    const isBelow = (head) => head.getBoundingClientRect().bottom > bar.top;
    const buttons = [...document.querySelectorAll("#tra-loi fieldset button")].slice(0, 7);
    const isCut = (each) => {
        const box = each.getBoundingClientRect();
        const isOut = box.bottom > innerHeight || box.right > innerWidth;
        return isOut || each.scrollWidth > each.clientWidth;
    };
    return {
        heads: heads.length,
        buttons: buttons.length,
        hidden: heads.filter(isBelow).map((each) => each.textContent),
        cut: buttons.filter(isCut).map((each) => each.textContent),
        room: bar.top - heads[0].getBoundingClientRect().bottom,
        reach: bar.bottom <= innerHeight + 1,
    };
}"""
"""What of the view lies below the bar of answers, or out of the window."""


@pytest.mark.parametrize(
    ("width", "height"),
    [(1366, 600), (1366, 768), (1093, 480), (1093, 614), (911, 400), (911, 512)],
)
def test_reasons_and_candidates_stand_beside_the_texts_over_whole_answers(
    review: Review, width: int, height: int
) -> None:
    # 1366 × 600 and 1366 × 768 at 100, 125 and 150 %.
    review.page.set_viewport_size({"width": width, "height": height})
    review.page.reload()
    seen = review.page.evaluate(_CUT)
    assert seen.pop("room") > 0
    assert seen == {"heads": 4, "buttons": 7, "hidden": [], "cut": [], "reach": True}


def test_at_twice_the_size_the_answers_are_seen_and_the_list_is_folded(review: Review) -> None:
    review.page.set_viewport_size({"width": 683, "height": 384})
    review.page.reload()
    seen = review.page.evaluate(_CUT)
    assert (seen["buttons"], seen["cut"], seen["reach"]) == (7, [], True)
    # What is asked stands above the answers, and three lines of its text.
    assert seen["room"] >= 3 * 27
    listed = review.page.get_by_role("complementary", name="Danh sách nhiệm vụ")
    assert not listed.get_by_role("link", name="Đề xuất").is_visible()
    listed.get_by_text("Danh sách (2)").click()
    assert listed.get_by_role("link", name="Đề xuất").is_visible()


def test_what_was_typed_in_a_field_that_is_folded_away_again_goes_with_the_answer(
    review: Review,
) -> None:
    folded = review.page.locator("summary", has_text="Ghi chú")
    folded.click()
    review.page.get_by_label("Người rà soát").fill("Lan")
    review.page.get_by_label("Ghi chú").fill("đã hỏi xã")
    folded.click()
    assert not review.page.get_by_label("Ghi chú").is_visible()
    review.page.get_by_role("button", name="Đúng", exact=False).first.click()
    review.sees("Đã lưu “Đúng”")
    (said,) = list_decisions(review.site.folder).decisions
    assert (said.note, said.person) == ("đã hỏi xã", "Lan")
