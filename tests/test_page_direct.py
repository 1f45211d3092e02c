"""On the page: rows that cite a plan further up, asked about as in the unit's workbook."""

import re
from itertools import count
from pathlib import Path

import pytest
from openpyxl import load_workbook

from kept import kept
from office import workbook
from pages import Browser, beside, browser
from reconcile.model import ChainOutcome, Decision, Topic
from reconcile.run.answers.decisions import list_decisions
from reconcile.run.folder import run_folder
from reconcile.run.open_folder import Asked
from reconcile.run.page import answer as page_answer
from reconcile.web.app import create_app, kept_site

HEAD = "| STT | Nội dung nhiệm vụ | Văn bản | Thời hạn | Chủ trì |"
REGISTERS = "Số hóa hồ sơ hộ tịch còn hiệu lực"
TREES, OURS = "Trồng 5.000 cây xanh phân tán", "Trồng cây phân tán ven đường"
TOP = f"""
| CHÍNH PHỦ |
| Số: 03/NQ-CP |
{HEAD}
| 1 | {REGISTERS} | | 31/12/2026 | UBND các tỉnh, thành phố |
| 2 | {TREES} | | 31/12/2026 | UBND các tỉnh, thành phố |
"""
UPPER = f"""
| UBND TỈNH HÀ SƠN |
| Số: 140/KH-UBND |
{HEAD}
| 1 | {REGISTERS} | | 15/12/2026 | UBND cấp xã |
"""
LOWER = f"""
| UBND XÃ AN BÌNH |
{HEAD}
| 1 | {REGISTERS} | | 10/12/2026 | Công an xã |
| 2 | {OURS} | 03/NQ-CP | 10/12/2026 | Phòng Kinh tế |
"""
UNIT = "UBND xã An Bình"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A working folder of three levels, with one row of which it is in doubt."""

    def make(made: Path) -> None:
        for part, text in (("top", TOP), ("upper", UPPER), ("lower", LOWER)):
            (made / "inputs" / part).mkdir(parents=True)
            workbook(made / f"inputs/{part}/ke-hoach.xlsx", text)
        (made / "reconcile.toml").write_text("[run]\nas_of = 2026-11-20\n", "utf-8")
        kept_site(create_app(made, ["127.0.0.1:8765"])).desk.read()

    return kept(tmp_path, "direct page", make)


@pytest.fixture
def page(home: Path) -> Browser:
    return browser(home)


def place(page: Browser) -> str:
    return f"/ra-soat/{page.units()[0].short}/truc-tiep"


def asked(page: Browser) -> tuple[str, dict[str, str]]:
    """Return where the only row is answered, and the fields that its form brings along."""
    shown = page.get(place(page)).text
    (action,) = re.findall(rf'action="({place(page)}/[^"]*/y-kien)"', shown)
    return action, dict(re.findall(r'type="hidden" name="(saw|lower)" value="([^"]*)"', shown))


def answer(page: Browser, verdict: str, **more: str) -> str:
    address, hidden = asked(page)
    shown = page.post(address, {"verdict": verdict} | hidden | more).text
    page.site.learner.drain()
    return shown


def log(home: Path) -> list[Decision]:
    return list(list_decisions(home, whole=True).decisions)


def outcome(page: Browser) -> ChainOutcome:
    snapshot = page.site.desk.snapshot
    assert snapshot
    assert snapshot.chain
    return snapshot.chain.tasks[1].outcome


def test_a_row_that_may_carry_a_task_past_the_province_is_asked_about_on_the_page(
    page: Browser,
) -> None:
    unit = page.units()[0].short
    review = page.get(f"/ra-soat?don-vi={unit}").text
    assert f'<a href="{place(page)}">Thực hiện trực tiếp <b>1</b></a>' in review
    chain = page.get("/chuoi").text
    assert f'Hỏi về thực hiện trực tiếp: <a href="{place(page)}">{UNIT}</a>' in chain
    shown = page.get(place(page)).text
    assert "<b>Còn 1</b>" in shown
    assert "Dòng này dẫn văn bản của cấp trên cao hơn" in shown
    assert "Chính phủ (03/NQ-CP)" in shown
    assert "Chưa có ý kiến" in shown


def test_what_is_said_of_such_a_row_counts_along_the_chain_and_for_no_task_of_the_province(
    page: Browser, home: Path
) -> None:
    assert outcome(page) is ChainOutcome.REVIEW
    shown = answer(page, "yes", note="đã hỏi xã", person="Lan")
    assert "Đã lưu “Đúng”. Còn 0." in shown
    (said,) = log(home)
    assert (said.topic, said.note, said.person) == (Topic.DIRECT, "đã hỏi xã", "Lan")
    assert (said.upper_text, said.lower_text) == (TREES, OURS)
    assert said.score
    assert outcome(page) is ChainOutcome.DIRECT
    answer(page, "no")
    assert outcome(page) is ChainOutcome.LOST_ABOVE
    assert [each.topic for each in log(home)] == [Topic.DIRECT, Topic.DIRECT]
    assert all(not each.said for each in page.site.desk.items(page.units()[0]))


def test_undo_takes_such_an_answer_back_and_shows_its_row_again(page: Browser, home: Path) -> None:
    answer(page, "yes")
    shown = page.post("/ra-soat/hoan-tac").text
    page.site.learner.drain()
    assert [each.verdict.value for each in log(home)] == ["yes", "withdrawn"]
    assert "<h1>Thực hiện trực tiếp" in shown
    assert outcome(page) is ChainOutcome.REVIEW
    assert "<b>Còn 1</b>" in page.get(place(page)).text


def test_a_stale_answer_on_such_a_row_is_refused_with_what_stands(
    page: Browser, home: Path
) -> None:
    address, old = asked(page)
    answer(beside(page), "no")
    shown = page.post(address, {"verdict": "yes"} | old).text
    assert "Chưa lưu. Nội dung này đã có ý kiến “Thực hiện trực tiếp: Không phải”" in shown
    assert "Ý kiến của bạn: “Đúng”" in shown
    assert [each.verdict.value for each in log(home)] == ["no"]
    # The same answer from two browsers is one, and refused to nobody.
    assert "Chưa lưu" not in page.post(address, {"verdict": "no"} | old).text
    assert len(log(home)) == 1


@pytest.mark.parametrize(
    ("verdict", "lower", "code"), [("missed", None, 400), ("yes", "0123456789", 404)]
)
def test_an_answer_on_a_row_that_is_not_asked_about_is_refused(
    page: Browser, home: Path, verdict: str, lower: str | None, code: int
) -> None:
    address, hidden = asked(page)
    said = hidden | {"verdict": verdict} | ({"lower": lower} if lower else {})
    assert page.post(address, said).status_code == code
    assert not log(home)


def test_a_change_in_a_level_that_goes_by_another_name_is_seen(home: Path) -> None:
    (home / "inputs/upper").rename(home / "inputs/middle")
    levels = '[run]\nas_of = 2026-11-20\n[chain]\nlevels = ["top", "middle", "lower"]\n'
    (home / "reconcile.toml").write_text(levels, "utf-8")
    page = browser(home)
    assert not page.site.desk.is_stale
    workbook(home / "inputs/middle/ke-hoach.xlsx", UPPER.replace("15/12/2026", "16/12/2026"))
    assert page.site.desk.is_stale


@pytest.mark.slow
def test_the_workbook_shows_what_was_said_on_the_page_and_the_page_what_the_workbook_says(
    page: Browser, home: Path
) -> None:
    answer(page, "partly")
    run_folder(home, Asked())
    path = home / f"outputs/review/{UNIT}.xlsx"
    book = load_workbook(path, rich_text=True)
    rows = book["Thực hiện trực tiếp"].iter_rows()
    (cell,) = [cell for row in rows for cell in row if cell.value == "Đúng một phần"]
    cell.value = "Không phải"
    book.save(path)
    run_folder(home, Asked())
    again = browser(home)
    assert outcome(again) is ChainOutcome.LOST_ABOVE
    assert "“Không phải”" in again.get(place(again)).text


@pytest.mark.slow
def test_a_direct_answer_on_a_text_that_has_changed_is_asked_again_with_what_was_said_then(
    page: Browser, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Between two answers of a person lies more than the second that the log counts by.
    minutes = (f"2026-11-20T09:{minute:02d}:00" for minute in count())
    monkeypatch.setattr(page_answer, "_NOW", lambda: next(minutes))
    answer(page, "yes", note="đã hỏi xã", person="Lan")
    run_folder(home, Asked())
    workbook(home / "inputs/lower/ke-hoach.xlsx", LOWER.replace("ven đường", "dọc kênh"))
    run_folder(home, Asked())
    (why,) = said_before(home)
    assert "Ý kiến trước: “Thực hiện trực tiếp: Đúng”" in why
    assert "ven đường" in why
    assert "Ghi chú trước: đã hỏi xã" in why
    again = browser(home)
    shown = again.get(place(again)).text
    assert "<b>Còn 1</b>" in shown
    assert "<b>Hỏi lại.</b> Ý kiến trước: “Thực hiện trực tiếp: Đúng”" in shown
    assert outcome(again) is ChainOutcome.REVIEW
    answer(again, "no")
    assert "Hỏi lại" not in again.get(place(again)).text
    # The same where the text further up has changed.
    workbook(home / "inputs/top/ke-hoach.xlsx", TOP.replace("5.000 cây", "6.000 cây"))
    run_folder(home, Asked())
    (why,) = said_before(home)
    assert "Ý kiến trước: “Thực hiện trực tiếp: Không phải”" in why
    assert "5.000" in why


def said_before(home: Path) -> list[str]:
    """List the cells of the workbook's sheet that tell of a former answer."""
    book = load_workbook(home / f"outputs/review/{UNIT}.xlsx")
    said = [str(cell.value) for row in book["Thực hiện trực tiếp"].iter_rows() for cell in row]
    return [each for each in said if "Ý kiến trước" in each]
