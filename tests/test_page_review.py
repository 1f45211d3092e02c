"""Answers on the local page: saved at once, the same as in a workbook, never over another's."""

import datetime as dt
import html
import re
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import load_workbook

from office import workbook
from pages import LOWER, UPPER, Browser, beside, browser, folder, na_sen
from reconcile.model import Decision, Verdict
from reconcile.run.answers.decisions import list_decisions
from reconcile.run.folder import run_folder
from reconcile.run.open_folder import Asked
from reconcile.run.page import answer as page_answer
from reconcile.run.page.taking_back import line_mark
from reconcile.run.page.unit_desk import Teaching
from reconcile.store.copied_database import copied_database
from reconcile.store.database import NAME, open_database
from reconcile.store.decisions import record
from reconcile.store.salvage import salvage
from test_run_reviews import say

HOME = Path(__file__).parents[1]
FOREST, DITCH, POOR = "Tuyên truyền", "Nạo vét", "Rà soát hộ nghèo"
UNIT = "UBND xã An Bình"
BACK = ">Rút lại ý kiến<span"
BOOK = f"outputs/review/{UNIT}.xlsx"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return folder(tmp_path)


@pytest.fixture
def page(home: Path) -> Browser:
    return browser(home)


def log(home: Path) -> list[Decision]:
    return list(list_decisions(home, whole=True).decisions)


def verdicts(home: Path) -> list[str]:
    return [each.verdict.value for each in log(home)]


def test_an_answer_is_in_the_log_at_once_and_the_next_task_comes_by_itself(
    page: Browser, home: Path
) -> None:
    shown = page.answer(FOREST, "yes", note="đã hỏi xã", person="Lan").text
    (said,) = log(home)
    assert (said.verdict, said.note, said.person) == (Verdict.YES, "đã hỏi xã", "Lan")
    assert said.upper_text.startswith(FOREST)
    assert said.lower_text.startswith("Họp thôn")
    assert "Đã lưu “Đúng” cho nhiệm vụ 4. Còn 1. Nhiệm vụ tiếp theo 3: Nạo vét" in shown


@pytest.mark.slow
def test_a_note_alone_is_kept_at_once_and_in_the_workbook_and_is_no_answer(
    page: Browser, home: Path
) -> None:
    (row,) = page.item(FOREST).rows
    assert row.lower
    said = {"note": "hỏi lại xã", "lower": row.lower.key}
    assert (
        "Đã lưu ghi chú cho nhiệm vụ 4" in page.post(f"{page.page_of(FOREST)}/ghi-chu", said).text
    )
    shown = browser(home).get(page.page_of(FOREST)).text
    assert "Ghi chú (chưa kèm ý kiến):</b> hỏi lại xã" in shown
    assert 'value="hỏi lại xã"' in shown
    assert page.item(FOREST).is_open
    assert not log(home)
    # What a person typed outlives a damaged database, as answers do.
    with copied_database(home / NAME) as copied:
        kept = salvage(copied / NAME).rows["page_note"]
    assert [each["text"] for each in kept] == ["hỏi lại xã"]
    run_folder(home, Asked(only=UNIT))
    run_folder(home, Asked(only=UNIT))
    sheet = load_workbook(home / BOOK).worksheets[0]
    cells = [cell.value for line in sheet.iter_rows() for cell in line]
    assert cells.count("hỏi lại xã") == 1
    assert not log(home)
    assert "chưa kèm ý kiến):</b> hỏi lại xã" in browser(home).get(page.page_of(FOREST)).text


def test_a_rejected_pair_leaves_the_task_open_and_says_what_is_still_asked(page: Browser) -> None:
    shown = page.answer(FOREST, "no").text
    assert page.item(FOREST).is_open
    assert "Đã lưu “Không phải”" in shown
    assert "duy nhất “Không phải”. Kết luận về nhiệm vụ" in page.get(page.page_of(FOREST)).text


def test_the_last_answer_says_that_nothing_is_left(page: Browser) -> None:
    page.answer(FOREST, "yes")
    shown = page.answer(DITCH, "missed").text
    assert "Không còn nhiệm vụ cần rà soát ở UBND xã An Bình." in shown


def test_another_document_keeps_its_number(page: Browser, home: Path) -> None:
    page.answer(FOREST, "other-document", document="45/KH-UBND")
    assert [each.document for each in log(home)] == ["45/KH-UBND"]


@pytest.mark.slow
def test_who_changes_her_mind_contradicts_nobody(page: Browser, home: Path) -> None:
    page.answer(FOREST, "yes")
    page.answer(FOREST, "missed")
    assert verdicts(home) == ["yes", "withdrawn", "missed"]
    run_folder(home, Asked(only=UNIT))
    assert "contradicting-answers" not in (home / f"outputs/result/{UNIT}.json").read_text("utf-8")


def test_undo_takes_back_the_last_click_and_shows_its_task(page: Browser, home: Path) -> None:
    page.answer(FOREST, "yes")
    shown = page.post("/ra-soat/hoan-tac").text
    assert verdicts(home) == ["yes", "withdrawn"]
    assert "Đã hoàn tác “Đúng” cho nhiệm vụ 4" in shown
    assert page.item(FOREST).is_open


def reasons(page: Browser, lower: str) -> str:
    """Return what stands under “Căn cứ đối chiếu” beside the task of the forest and a row."""
    shown = page.get(f"{page.page_of(FOREST)}?dong={lower}").text
    return shown.partition("Căn cứ đối chiếu")[2].partition("</section>")[0]


def test_an_answer_that_was_taken_back_is_no_reason_any_more_even_before_the_program_learns(
    page: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    (row,) = page.item(FOREST).rows
    assert row.lower
    lower = row.lower.key
    fresh = reasons(page, lower)
    page.answer(FOREST, "yes")
    assert "Người rà soát đã xác nhận" in reasons(page, lower)
    monkeypatch.setattr(page.site.learner, "ask", lambda _: None)
    page.post("/ra-soat/hoan-tac")
    left = reasons(page, lower)
    assert "Người rà soát đã xác nhận" not in left
    # The score was learnt from it; the program's own reasons are what they were.
    assert 'class="score"' not in left
    assert left.count("<li>") == fresh.count("<li>") > 1


@pytest.mark.slow
def test_what_speaks_against_a_pair_stands_last_and_is_called_so(tmp_path: Path) -> None:
    page = browser(na_sen(tmp_path))
    unit = page.units()[0]
    place, low, detail = next(
        (item.key, pair.lower, reason.detail)
        for item in page.site.desk.items(unit)
        for pair in item.upper.candidates
        for reason in pair.evidence
        if reason.points < 0 and reason.detail
    )
    shown = page.get(f"/ra-soat/{unit.short}/{place}?dong={low}").text
    listed = shown.partition("Căn cứ đối chiếu")[2].partition("</section>")[0]
    before, _, against = listed.partition("Chưa khớp:")
    assert detail[1:] in html.unescape(against)
    assert detail[1:] not in html.unescape(before)


@pytest.mark.slow
def test_that_another_task_is_nearer_is_told_among_what_speaks_against_a_pair(
    tmp_path: Path,
) -> None:
    page = browser(na_sen(tmp_path))
    unit = page.units()[0]
    nearer = "gần với nhiệm vụ khác của cấp trên hơn"
    places = [
        (item.key, pair.lower)
        for item in page.site.desk.items(unit)
        for pair in item.upper.candidates
        if any(nearer in each.detail and each.points >= 0 for each in pair.evidence)
    ]
    assert places
    for place, low in places[:3]:
        shown = page.get(f"/ra-soat/{unit.short}/{place}?dong={low}").text
        before, _, against = shown.partition("Chưa khớp:")
        assert nearer in against
        assert nearer not in before


def test_a_settled_task_says_by_whom_over_its_texts(page: Browser) -> None:
    shown = page.get(page.page_of(POOR)).text
    above = shown.partition('<div class="texts">')[0]
    told = " ".join(re.sub(r"<[^>]+>", " ", above).split())
    assert "Đã kết luận: ✕ Chưa cụ thể hóa (chương trình)" in told
    page.answer(FOREST, "missed")
    shown = page.get(page.page_of(FOREST)).text
    told = shown.partition('<div class="texts">')[0].partition("Đã kết luận:")[2]
    assert "“Chưa cụ thể hóa” (" in told


def test_a_rejected_pair_says_who_has_rejected_it_and_when(page: Browser) -> None:
    (row,) = page.item(FOREST).rows
    assert row.lower
    page.answer(FOREST, "no", person="Lan")
    shown = reasons(page, row.lower.key)
    assert "Không có căn cứ nào" not in shown
    assert "Người rà soát đã kết luận “Không phải” (" in shown
    assert re.search(r"\(\d\d/\d\d/\d{4}, \d\d:\d\d, Trang Rà soát, Lan\)</li>", shown)


def test_a_row_that_is_the_unit_s_own_says_so_where_it_stands_beside_an_upper_task(
    page: Browser, home: Path
) -> None:
    (row,) = page.item(FOREST).rows
    assert row.lower
    unit = page.units()[0]
    address = f"/ra-soat/{unit.short}/nhiem-vu-don-vi"
    saw = page.get(address).text.partition(f'action="{address}/{row.lower.key}')[2]
    saw = saw.partition('name="saw" value="')[2][:16]
    page.post(f"{address}/{row.lower.key}/y-kien", {"verdict": "own", "saw": saw})
    assert verdicts(home) == ["own"]
    page.site.learner.drain()
    assert "Người rà soát đã kết luận “Nhiệm vụ đơn vị tự bổ sung”" in reasons(page, row.lower.key)


def taken_back_by(page: Browser, address: str) -> str:
    """Press the first button “Rút lại ý kiến” of a view."""
    shown = page.get(address).text
    form = shown[: shown.index(BACK)].rpartition("<form")[2]
    action = re.search(r'action="([^"]*)"', form)
    assert action
    said = dict(re.findall(r'name="(y-kien|nhiem-vu)" value="([^"]*)"', form))
    return page.post(action[1], said).text


def test_an_answer_of_an_earlier_session_is_taken_back_where_it_is_shown(
    page: Browser, home: Path
) -> None:
    page.answer(FOREST, "yes")
    page.answer(DITCH, "done")
    later = browser(home)
    assert "Đã rút lại “Đúng”" in taken_back_by(later, later.page_of(FOREST))
    assert "Đã rút lại “Đã hoàn thành”" in taken_back_by(later, "/lich-su")
    assert verdicts(home) == ["yes", "done", "withdrawn", "withdrawn"]
    later.site.learner.drain()
    assert later.item(FOREST).is_open
    assert BACK not in later.get("/lich-su").text
    later.post("/ra-soat/hoan-tac")
    assert verdicts(home)[-1] == "done"


def test_an_answer_is_not_taken_back_that_somebody_has_replaced_and_both_are_shown(
    page: Browser, home: Path
) -> None:
    page.answer(FOREST, "yes")
    said = {"y-kien": line_mark(log(home)[0])}
    beside(page).answer(FOREST, "partly")
    shown = page.post(f"/lich-su/{page.units()[0].short}/rut-lai", said).text
    assert "Chưa rút lại. Nội dung này nay có ý kiến “Đúng một phần” (" in shown
    assert "Ý kiến định rút lại: “Đúng”." in shown
    assert verdicts(home) == ["yes", "partly"]
    assert page.post(f"/lich-su/{page.units()[0].short}/rut-lai").status_code == 404


def test_undo_gives_the_answer_before_its_place_back(page: Browser, home: Path) -> None:
    page.answer(FOREST, "yes")
    page.answer(FOREST, "partly")
    page.post("/ra-soat/hoan-tac")
    assert verdicts(home) == ["yes", "partly", "yes"]
    # The click of a page on which there were two steps, sent twice: one of them has gone by then.
    assert "Ý kiến này đã được hoàn tác." in page.post("/ra-soat/hoan-tac", {"buoc": "2"}).text
    assert verdicts(home) == ["yes", "partly", "yes"]


def test_undo_takes_nothing_back_that_somebody_has_replaced(page: Browser, home: Path) -> None:
    page.answer(FOREST, "yes")
    beside(page).answer(FOREST, "partly")
    shown = page.post("/ra-soat/hoan-tac").text
    assert "Không hoàn tác được: ý kiến này đã được thay" in shown
    assert verdicts(home) == ["yes", "partly"]


def test_a_stale_answer_is_refused_with_both_shown_and_may_be_given_again(
    page: Browser, home: Path
) -> None:
    address, old = page.page_of(FOREST), page.item(FOREST)
    beside(page).answer(FOREST, "done")
    lower = old.rows[0].lower
    assert lower
    said = {"verdict": "yes", "lower": lower.key, "saw": "0123456789abcdef"}
    shown = page.post(f"{address}/y-kien", said).text
    assert "<b>Chưa lưu.</b> Nhiệm vụ này đã có ý kiến “Đã hoàn thành”" in shown
    assert "Ý kiến của bạn: “Đúng”" in shown
    assert verdicts(home) == ["done"]
    page.answer(FOREST, "yes")
    assert verdicts(home) == ["done", "yes"]


def test_a_stale_answer_that_repeats_one_and_denies_another_is_refused(
    page: Browser, home: Path
) -> None:
    page.answer(FOREST, "yes")
    address = page.page_of(FOREST)
    hidden = dict(re.findall(r'name="(saw|lower)" value="([^"]*)"', page.get(address).text))
    on_task = replace(log(home)[0], verdict=Verdict.MISSED, lower="", lower_text="")
    with open_database(home) as database:  # as a workbook does, which takes nothing back
        record(database, [on_task])
    shown = page.post(f"{address}/y-kien", hidden | {"verdict": "yes"}).text
    assert "<b>Chưa lưu.</b>" in shown
    assert verdicts(home) == ["yes", "missed"]


def test_the_same_answer_from_two_browsers_is_one_and_is_refused_to_nobody(
    page: Browser, home: Path
) -> None:
    address, old = page.page_of(FOREST), page.item(FOREST)
    page.answer(FOREST, "yes")
    lower = old.rows[0].lower
    assert lower
    said = {"verdict": "yes", "lower": lower.key, "saw": "0123456789abcdef"}
    assert "Chưa lưu" not in beside(page).post(f"{address}/y-kien", said).text
    assert verdicts(home) == ["yes"]


def test_an_answer_counts_although_the_program_was_killed_right_after(
    page: Browser, home: Path, tmp_path: Path
) -> None:
    page.answer(FOREST, "yes")
    # Nothing is closed or written by an end of the program: the files are taken as they lie.
    there = tmp_path.parent / f"{tmp_path.name}-again"
    shutil.copytree(home, there)
    again = browser(there)
    assert not again.item(FOREST).is_open
    assert again.item(DITCH).is_open


@pytest.mark.slow
def test_what_was_answered_on_the_page_stands_in_the_workbook(page: Browser, home: Path) -> None:
    page.answer(FOREST, "partly", note="thiếu kinh phí")
    page.answer(DITCH, "missed")
    run_folder(home, Asked(only=UNIT))
    sheet = load_workbook(home / BOOK)["Đối chiếu"]
    rows = [" | ".join(str(c.value or "") for c in row) for row in sheet.iter_rows()]
    assert any(FOREST in row and "Đúng một phần" in row and "thiếu kinh phí" in row for row in rows)
    assert any(DITCH in row and "Chưa cụ thể hóa" in row for row in rows)


@pytest.mark.slow
def test_what_was_answered_in_the_workbook_stands_on_the_page(page: Browser, home: Path) -> None:
    run_folder(home, Asked(only=UNIT))
    say(home / BOOK, FOREST, pair="Đúng")
    page.site.desk.read()
    assert not page.item(FOREST).is_open
    shown = page.get(page.page_of(FOREST)).text
    assert f"“Đúng” ({dt.datetime.now().astimezone():%d/%m/%Y}" in shown
    assert "UBND xã An Bình.xlsx" in shown


@pytest.mark.slow
def test_page_and_workbook_that_disagree_are_told_and_the_earlier_stands(
    page: Browser, home: Path
) -> None:
    run_folder(home, Asked(only=UNIT))
    page.answer(FOREST, "done")
    say(home / BOOK, FOREST, task="Chưa cụ thể hóa")
    page.site.desk.read()
    assert verdicts(home) == ["done"]
    codes = {each.code for each in page.units()[0].digest.findings}
    assert "contradicting-answers" in codes


@pytest.mark.slow
def test_who_answers_in_a_workbook_that_shows_the_answer_of_the_page_replaces_it(
    page: Browser, home: Path
) -> None:
    page.answer(FOREST, "done")
    run_folder(home, Asked(only=UNIT))
    say(home / BOOK, FOREST, task="Không thuộc trách nhiệm")
    page.site.desk.read()
    assert verdicts(home) == ["done", "not-ours"]


def test_a_row_that_was_not_proposed_can_be_found_and_named(page: Browser, home: Path) -> None:
    address = page.page_of(POOR)
    shown = page.get(f"{address}?tim=hoi khoe").text
    assert "Dòng 6" in shown
    other = next(
        each
        for each in page.site.desk.unit_desk(page.units()[0]).settled.result.lower.tasks
        if each.text.startswith("Tổ chức hội khỏe")
    )
    assert f'name="lower" value="{other.key}"' in page.get(f"{address}?dong={other.key}").text
    page.answer(POOR, "yes", lower=other.key)
    assert [(each.verdict.value, each.lower) for each in log(home)] == [("yes", other.key)]


def test_a_row_of_no_plan_is_no_answer(page: Browser, home: Path) -> None:
    assert page.answer(POOR, "yes", lower="cafe").status_code == 400
    assert verdicts(home) == []


def test_a_missed_task_is_written_in_left_out_or_put_otherwise(page: Browser, home: Path) -> None:
    address = f"/ra-soat/{page.units()[0].short}/de-xuat"
    key = page.item(POOR).key
    assert "Đồng ý 2 đề xuất chưa quyết định" in page.get(address).text
    page.post(f"{address}/dong-y", {"nhiem-vu": key})
    assert [(each.verdict.value, each.upper) for each in log(home)] == [("write", key)]
    page.post("/ra-soat/hoan-tac")
    assert verdicts(home) == ["write", "withdrawn"]
    page.site.learner.drain()
    saw = page.get(address).text.partition(f'id="{key}"')[2].partition('name="saw" value="')[2][:16]
    said = {"verdict": "rewrite", "entry_lead": "Phòng Kinh tế", "saw": saw}
    page.post(f"{address}/{key}/y-kien", said)
    assert log(home)[-1].entry.lead == "Phòng Kinh tế"


def test_a_proposal_stays_where_it_is_while_it_is_accepted_and_undone(page: Browser) -> None:
    unit = page.units()[0].short
    place = f"/ra-soat/{unit}/de-xuat"
    key = page.item(POOR).key
    before = page.get(place).text
    proposed = before.partition(f'id="{key}"')[2].partition("</th><td>")[2].partition("</td>")[0]
    assert proposed
    page.post(f"{place}/dong-y", {"nhiem-vu": key})
    assert page.item(POOR).is_missed  # before the program has learnt of it
    page.site.learner.drain()
    page.post("/ra-soat/hoan-tac")
    after = page.get(place).text
    assert f'{key}"' in after
    assert proposed in after
    page.site.learner.drain()


def test_a_task_of_the_unit_s_own_is_said_to_be_so(page: Browser, home: Path) -> None:
    address = f"/ra-soat/{page.units()[0].short}/nhiem-vu-don-vi"
    shown = page.get(address).text
    action = shown.partition(f'action="{address}/')[2].partition("/")[0]
    saw = shown.partition('name="saw" value="')[2][:16]
    page.post(f"{address}/{action}/y-kien", {"verdict": "own", "saw": saw})
    assert [(each.verdict.value, each.lower) for each in log(home)] == [("own", action)]


def test_words_that_the_unit_left_out_are_marked_and_clauses_are_named(page: Browser) -> None:
    shown = page.get(page.page_of("Số hóa hồ sơ")).text
    assert "1 ý chưa thấy trong kế hoạch của đơn vị" in shown
    assert "“bố trí kinh phí thuê máy quét”" in shown
    assert 'class="dropped"' in shown
    assert "sớm hơn 5 ngày" in shown


def test_the_news_say_whether_somebody_has_answered_elsewhere(page: Browser) -> None:
    shown = page.get(page.page_of(FOREST)).text
    news = shown.partition('data-news="')[2].partition('"')[0]
    assert page.get(news).json == {"changed": False, "taught": ""}
    beside(page).answer(FOREST, "yes")
    assert page.get(news).json["changed"] is True  # type: ignore[index]  # a mapping by now


def teach(page: Browser, *doubtful: str) -> str:
    """Ask about the forest first, as if other tasks waited too, and answer; returns the news."""
    desk = page.site.desk.unit_desk(page.units()[0])
    first, *others = (page.item(each).key for each in (FOREST, *doubtful))
    desk.teaching = Teaching(frozenset({first}), frozenset({first, *others}))
    shown = page.get(page.page_of(FOREST)).text
    page.answer(FOREST, "yes")
    return str(page.get(shown.partition('data-news="')[2].partition('"')[0]).json)


def test_after_the_last_answer_that_was_asked_for_first_the_gain_is_told_once(
    page: Browser,
) -> None:
    # That of poor households is settled by the program: as if by this answer.
    said = teach(page, DITCH, POOR)
    assert "Nhờ 1 câu trả lời, chương trình kết luận thêm 1 nhiệm vụ. Còn 1." in said
    assert f"['2', '{page.page_of(POOR)}']" in said
    assert "câu trả lời" not in page.get(page.page_of(DITCH)).text


def test_after_the_last_answer_that_was_asked_for_first_it_is_told_that_there_was_no_gain(
    page: Browser,
) -> None:
    said = teach(page)
    told = "1 câu trả lời đã được ghi nhận; chưa đủ để kết luận thêm"
    assert f"{told}, chương trình cần hỏi thêm 1 nhiệm vụ. Còn 1." in said


def test_without_script_every_answer_leads_on_by_itself(page: Browser) -> None:
    address = page.page_of(FOREST)
    lower = page.item(FOREST).rows[0].lower
    assert lower
    data = {"token": page.token(), "verdict": "yes", "lower": lower.key}
    saw = page.get(address).text.partition('name="saw" value="')[2][:16]
    headers = Browser.HEADERS | {"Origin": "http://127.0.0.1:8765"}
    done = page.client.post(f"{address}/y-kien", data=data | {"saw": saw}, headers=headers)
    assert done.status_code == 303
    assert done.headers["Location"].startswith("/ra-soat/")


def test_the_same_doubt_of_several_units_is_answered_at_once_and_undone_as_one_step(
    page: Browser, home: Path
) -> None:
    unit, item = page.units()[0], page.item(FOREST)
    row = item.rows[0].lower
    assert row
    assert "Cùng nội dung ở 1 đơn vị khác chưa trả lời." in page.get(page.page_of(FOREST)).text
    address = f"/ra-soat/cung-noi-dung/{unit.short}/{item.key}/{row.key}"
    assert "Áp dụng “Đúng” cho <span data-count>2</span> đơn vị" in page.get(address).text
    ticked = [each.short for each in page.units()]
    shown = page.post(address, {"verdict": "yes", "don-vi": ticked}).text
    assert "Đã lưu “Đúng” cho 2 đơn vị." in shown
    assert [(each.unit, each.verdict.value) for each in log(home)] == [
        ("ubnd-xã-an-bình", "yes"),
        ("ubnd-xã-phú-lộc", "yes"),
    ]
    assert "Đã hoàn tác “Đúng” cho 2 đơn vị." in page.post("/ra-soat/hoan-tac").text
    assert not list_decisions(home).decisions


def test_an_answer_for_many_units_leaves_settled_ones_and_other_texts_alone(
    page: Browser, home: Path
) -> None:
    page.answer(FOREST, "no", unit=1)
    item = page.item(FOREST)
    row = item.rows[0].lower
    assert row
    address = f"/ra-soat/cung-noi-dung/{page.units()[0].short}/{item.key}/{row.key}"
    assert "Đã có ý kiến, giữ nguyên: 1" in page.get(address).text
    page.post(address, {"verdict": "yes", "don-vi": [each.short for each in page.units()]})
    assert [(each.unit, each.verdict.value) for each in list_decisions(home).decisions] == [
        ("ubnd-xã-an-bình", "yes"),
        ("ubnd-xã-phú-lộc", "no"),
    ]


def test_an_answer_that_settles_a_task_is_told_once_beside_its_texts(page: Browser) -> None:
    page.answer(DITCH, "yes", person="Lan")
    shown = page.get(page.page_of(DITCH)).text
    listed = shown.partition('class="plain reasons">')[2].partition("</ul>")[0]
    assert len(re.findall(r"“Đúng” \([^)]*Lan\)", listed)) == 1
    assert shown.count("<b>Đã kết luận:</b> “Đúng” (") == 1


def test_what_a_bulk_answer_did_is_listed_and_taken_back_by_the_line_or_as_a_whole(
    page: Browser, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    minutes = (f"2030-01-15T08:{minute:02}:00" for minute in range(60))
    monkeypatch.setattr(page_answer, "_NOW", lambda: next(minutes))
    item = page.item(FOREST)
    row = item.rows[0].lower
    assert row
    first, second = (each.short for each in page.units())
    address = f"/ra-soat/cung-noi-dung/{first}/{item.key}/{row.key}"
    shown = page.post(address, {"verdict": "yes", "don-vi": [first, second]}).text
    assert "Đã áp dụng “Đúng” cho 2 đơn vị" in shown
    listed = re.findall(r'name="rut" value="([^"]*)".*?cho ([^<]*)<', shown)
    assert [unit for _, unit in listed] == ["UBND xã An Bình", "UBND xã Phú Lộc"]
    # A list that was made stays: who loads the page again still sees it.
    assert "Rút lại tất cả 2 ý kiến" in page.get(address).text
    shown = page.post(f"{address}/rut-lai", {"rut": listed[0][0]}).text
    assert "Đã rút lại “Đúng” ở UBND xã An Bình." in shown
    assert "Đã áp dụng “Đúng” cho 1 đơn vị" in shown
    assert [each.unit for each in list_decisions(home).decisions] == ["ubnd-xã-phú-lộc"]
    # One step, as any other: it can be undone.
    assert "Đã hoàn tác" in page.post("/ra-soat/hoan-tac").text
    shown = page.post(f"{address}/rut-lai", {"tat-ca": "1"}).text
    assert "Đã rút lại “Đúng” ở 2 đơn vị." in shown
    assert "Đã áp dụng" not in shown
    assert not list_decisions(home).decisions


def test_what_a_bulk_answer_could_not_do_is_told_and_nobody_else_s_answer_is_taken_back(
    page: Browser, home: Path
) -> None:
    item = page.item(FOREST)
    row = item.rows[0].lower
    assert row
    first, second = (each.short for each in page.units())
    address = f"/ra-soat/cung-noi-dung/{first}/{item.key}/{row.key}"
    beside(page).answer(FOREST, "no", unit=1, person="Lan")
    shown = page.post(address, {"verdict": "yes", "don-vi": [first, second]}).text
    assert "Đã lưu “Đúng” cho 1 đơn vị." in shown
    assert "Không áp dụng ở UBND xã Phú Lộc: vừa có ý kiến khác" in shown
    assert re.search(r"UBND xã Phú Lộc</a> “Không phải” <span[^>]*>\([^)]*Lan\)", shown)
    page.answer(FOREST, "partly")
    page.post(f"{address}/rut-lai", {"tat-ca": "1"})
    assert [each.verdict.value for each in list_decisions(home).decisions] == ["partly", "no"]


def queue(shown: str) -> list[tuple[str, str]]:
    """Return the numbers of the tasks in a list by tasks, each with how many units wait."""
    listed = shown.partition('<ol class="plain by-task">')[2].partition("</ol>")[0]
    return re.findall(r"(\d+)\. \w+[^<]*<span class=\"small\">(\d+) đơn vị", listed)


def test_what_waits_can_be_gone_through_task_by_task_over_all_units(page: Browser) -> None:
    assert queue(page.get("/ra-soat?xep=nhiem-vu").text) == [("3", "2"), ("4", "2")]
    said = page.answer(DITCH, "done").text
    # The same task of the next unit comes before the next task of this one.
    assert "Nhiệm vụ tiếp theo 3 ở UBND xã Phú Lộc: Nạo vét" in said
    assert queue(said)[:2] == [("3", "1"), ("4", "2")]
    said = page.answer(DITCH, "done", unit=1).text
    assert "Nhiệm vụ tiếp theo 4 ở UBND xã An Bình: Tuyên truyền phòng" in said
    # Another browser goes its own way.
    assert not queue(beside(page).get("/ra-soat").text)


def test_whoever_goes_task_by_task_sees_how_much_is_left_of_the_list_that_she_sees(
    page: Browser,
) -> None:
    shown = page.get("/ra-soat?xep=nhiem-vu").text
    assert '<p class="left"><b>Còn 4</b> · nhiệm vụ này còn ở 2 đơn vị' in shown
    assert "<title>(4) Rà soát" in shown
    assert 'data-title="(4) Rà soát' in shown
    assert "Cần rà soát <b>4</b>" in shown
    said = page.answer(DITCH, "done").text
    assert "cho nhiệm vụ 3. Còn 3." in said
    assert '<p class="left"><b>Còn 3</b> · nhiệm vụ này còn ở 1 đơn vị' in said
    assert '<p class="left"><b>Còn 2</b> · đã xong 0' in page.get("/ra-soat?xep=don-vi").text


def test_the_list_by_tasks_keeps_its_order_and_what_is_new_goes_to_its_end(page: Browser) -> None:
    tasks = queue(page.get("/ra-soat?xep=nhiem-vu").text)
    page.answer(FOREST, "no")
    again = page.get("/ra-soat").text
    assert queue(again)[: len(tasks)] == tasks
    assert queue(again)[len(tasks) :] == [("5", "1")]
    below = re.search(r'id="sau" href="([^"]*)"', again)
    assert below
    assert below[1].startswith(f"/ra-soat/{page.units()[1].short}/")
    assert not queue(page.get("/ra-soat?xep=don-vi").text)


def test_the_list_by_tasks_begins_with_what_changes_most_and_then_with_the_closest_call(
    tmp_path: Path,
) -> None:
    home = folder(tmp_path / "thu-muc")
    # The pair that could be either way more than the other stands behind it in the plan.
    ditch, forest = (next(r for r in UPPER.splitlines() if t in r) for t in (DITCH, FOREST))
    swapped = UPPER.replace(ditch, "?").replace(forest, ditch).replace("?", forest)
    workbook(home / "inputs/upper/tinh.xlsx", swapped)
    page = browser(home)
    assert [n for n, _ in queue(page.get("/ra-soat?xep=nhiem-vu").text)] == ["3", "4"]
    # One unit more in doubt about the other: that weighs more.
    rows = [row for row in LOWER.splitlines() if "kênh mương" not in row]
    more = "\n".join(rows).replace("{name}", "HỒNG PHONG")
    workbook(home / "inputs/lower/HỒNG PHONG.xlsx", more)
    page = browser(home)
    assert queue(page.get("/ra-soat?xep=nhiem-vu").text)[:2] == [("4", "3"), ("3", "2")]


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Browser:
    """The example of this repository, read once."""
    home = tmp_path_factory.mktemp("example") / "vi-du"
    shutil.copytree(HOME / "inputs", home / "inputs")
    shutil.copy(HOME / "reconcile.toml", home)
    return browser(home)


@pytest.mark.slow
def test_five_answers_are_asked_for_first_though_the_program_learns_in_between(
    tmp_path: Path,
) -> None:
    home = na_sen(tmp_path)
    page = browser(home)
    shown = page.get("/ra-soat").text
    for at in range(1, 6):
        assert f"Câu {at} trong 5 câu nên trả lời trước." in shown
        place = re.search(r'action="(/ra-soat/\w+/\w+)/y-kien', shown)
        assert place
        hidden = dict(re.findall(r'type="hidden" name="(saw|lower)" value="([^"]*)"', shown))
        saved = page.post(f"{place[1]}/y-kien", {"verdict": "yes"} | hidden).text
        assert "Đã lưu “Đúng”" in saved
        page.site.learner.drain()
        shown = page.get("/ra-soat").text
    assert "5 câu trả lời đã được ghi nhận; chưa đủ để kết luận thêm" in shown
    assert "câu nên trả lời trước." not in shown


@pytest.mark.slow
def test_what_is_to_be_answered_first_is_counted_and_its_notice_can_be_passed_over(
    example: Browser,
) -> None:
    page, at = example, next(n for n, u in enumerate(example.units()) if "Nà Sen" in u.unit.name)
    unit = page.units()[at].short
    shown = page.get(f"/ra-soat?don-vi={unit}").text
    assert "Câu 1 trong 5 câu nên trả lời trước." in shown
    first = page.site.desk.items(page.units()[at])[0]
    shown = page.answer(first.upper.task.text, "yes", at).text
    assert "●○○○○" in shown
    assert "Câu 2 trong 5 câu nên trả lời trước." in shown
    skip = re.search(r'action="(/ra-soat/[^"]*/bo-qua)"', shown)
    assert skip
    shown = page.post(skip[1]).text
    assert "Đã ẩn lời nhắc ở đơn vị này" in shown
    assert "câu nên trả lời trước." not in shown
    assert "Nên trả lời trước</span>" in shown
    # Of this browser alone.
    assert "Câu 2 trong 5" in beside(page).get(f"/ra-soat?don-vi={unit}").text
