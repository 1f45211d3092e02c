"""The whole journey in a real browser, by what a person sees: labels and roles, never classes."""

import re
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from docx import Document

from browsers import served
from full_size import draw_full_size
from office import workbook
from pages import LOWER, SETTINGS, STATUS, TOP, UPPER, VIEWS
from reconcile.run.answers.decisions import list_decisions
from reconcile.run.open_folder import Asked
from reconcile.run.page import board
from reconcile.run.page.files_now import FileNow, read_files
from reconcile.run.watch import Watch
from reconcile.run.writing.documents_again import WantedDocuments, report_folder
from reconcile.tracking.progress import TrackedKind
from reconcile.web import intake
from reconcile.web.site import Site

pytestmark = pytest.mark.slow
_CALM = 350
"""Milliseconds after which a key counts again: a person reads first."""
_PATIENCE = 300_000
"""Milliseconds. What is waited for is a state, however long a loaded machine takes for it."""


@dataclass
class Visit:
    """A person before the page: every click and key is counted."""

    page: Any
    site: Site
    address: str
    actions: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def click(self, role: str, name: str, *, exact: bool = False) -> None:
        self.actions.append(f"click {name}")
        self.page.get_by_role(role, name=name, exact=exact).first.click()

    def press(self, key: str) -> None:
        self.actions.append(f"key {key}")
        self.page.wait_for_timeout(_CALM)
        self.page.keyboard.press(key)

    def choose(self, label: str, files: list[Path]) -> None:
        """Choose files in the system's dialog: three clicks, on the button, the file and OK."""
        self.actions += ["click choose", "click file", "click ok"]
        self.page.get_by_label(label).set_input_files(files)

    def sees(self, text: str) -> None:
        self.page.get_by_text(text).first.wait_for()

    def opens(self, heading: str) -> None:
        """Wait for another view, with what listens to its keys."""
        self.page.get_by_role("heading", name=heading).wait_for()
        self.page.wait_for_load_state("load")

    def says(self) -> str:
        return str(self.page.get_by_role("status").first.inner_text())


@pytest.fixture
def visit(chromium: Any, tmp_path: Path) -> Iterator[Visit]:
    """The page of an empty folder, opened in a window of a small laptop."""
    home = tmp_path / "thư mục làm việc"
    home.mkdir()
    (home / "reconcile.toml").write_text(SETTINGS, "utf-8")
    window = {"width": 1366, "height": 600}
    context = chromium.new_context(viewport=window, accept_downloads=True)
    context.set_default_timeout(_PATIENCE)
    page = context.new_page()
    with served(home) as (site, address):
        visit = Visit(page, site, f"{address}/")
        page.on("pageerror", lambda error: visit.complaints.append(str(error)))
        page.on(
            "console", lambda said: visit.complaints.append(said.text) if _is_bad(said) else None
        )
        yield visit
        context.close()
    assert visit.complaints == []


def _is_bad(said: Any) -> bool:
    """Tell whether the browser complains, of a blocked script or style for one."""
    return str(said.type) in ("error", "warning")


@pytest.fixture
def plans(tmp_path: Path) -> tuple[Path, Path]:
    """The two files that a clerk has on a stick; the column of tasks has a header nobody uses."""
    odd = LOWER.replace("{name}", "AN BÌNH").replace("Nội dung nhiệm vụ", "Phần việc")
    upper, lower = tmp_path / "tinh.xlsx", tmp_path / "xa.xlsx"
    workbook(upper, UPPER)
    workbook(lower, odd)
    return upper, lower


def matched(visit: Visit, plans: tuple[Path, Path]) -> None:
    """Drop two files, and let them be matched."""
    visit.page.goto(visit.address)
    visit.choose("Chọn tệp 1. Kế hoạch cấp trên", [plans[0]])
    visit.sees("1 tệp trong thư mục")
    visit.choose("Chọn tệp 2. Kế hoạch của các đơn vị", [plans[1]])
    visit.sees(f"“{plans[1].name}”: đã nhận.")
    # Who works by keyboard goes on at the heading, not through the bar again.
    visit.page.wait_for_load_state("load")
    assert visit.page.evaluate("document.activeElement.textContent") == "Bắt đầu"
    visit.click("button", "Đối chiếu")
    visit.sees("Đã đối chiếu 1 đơn vị")


def test_what_was_read_is_shown_before_anything_is_matched(
    visit: Visit, plans: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    go_on = threading.Event()

    def slowly(folder: Path, watch: Watch) -> tuple[FileNow, ...]:
        watch.expects(2)
        go_on.wait(20)
        return read_files(folder, watch)

    monkeypatch.setattr(intake, "read_files", slowly)
    visit.page.goto(visit.address)
    visit.page.get_by_label("Chọn tệp 1. Kế hoạch cấp trên").set_input_files([plans[0]])
    visit.sees("Đang đọc…")
    # Nobody waits for that: the second file is sent meanwhile, and nothing is taken from under it.
    visit.page.get_by_label("Chọn tệp 2. Kế hoạch của các đơn vị").set_input_files([plans[1]])
    visit.sees("“xa.xlsx”: đã nhận.")
    go_on.set()
    visit.page.get_by_role("heading", name="Đã đọc 2 tệp").wait_for()
    row = visit.page.get_by_role("row", name="xa.xlsx")
    assert "UBND xã An Bình 5" in " ".join(row.inner_text().split())
    assert "Đã đọc 2 tệp" in visit.says()
    visit.page.get_by_role("button", name="Đối chiếu 1 đơn vị").wait_for()
    assert visit.site.desk.snapshot is None


def test_from_two_files_to_the_plan_in_few_clicks_and_keys(
    visit: Visit, plans: tuple[Path, Path]
) -> None:
    matched(visit, plans)
    visit.click("link", "Rà soát 2 nhiệm vụ")
    visit.sees("Đọc hai nội dung rồi bấm số của ý kiến.")
    visit.press("1")
    visit.sees("Đã lưu “Đúng” cho nhiệm vụ 4. Còn 1.")
    visit.press("u")
    visit.sees("Đã hoàn tác “Đúng” cho nhiệm vụ 4")
    visit.press("1")
    visit.sees("Còn 1. Nhiệm vụ tiếp theo 3")
    visit.press("4")
    visit.sees("Đưa nhiệm vụ này vào dự thảo kế hoạch?")
    visit.press("8")
    visit.sees("Đã lưu “Đồng ý”")
    visit.click("link", "Xem đề xuất")
    visit.click("button", "Đồng ý 2 đề xuất chưa quyết định")
    visit.sees("Đã đồng ý 2 đề xuất.")
    cells = plan_taken_away(visit)
    assert any("Nạo vét kênh mương" in text for text in cells)
    assert len(visit.actions) <= 22
    said = [each.verdict.value for each in list_decisions(visit.site.folder, whole=True).decisions]
    assert said == ["yes", "withdrawn", "yes", "missed", "write", "write", "write"]


def answer_all(visit: Visit) -> None:
    """Say yes to whatever is asked; what the program learns beside the page may add to that."""
    while True:
        while (title := str(visit.page.title())).startswith("("):
            visit.press("1")
            visit.page.wait_for_function("before => document.title !== before", arg=title)
        visit.site.learner.drain()
        if not sum(visit.site.desk.waiting().values()):
            return
        visit.click("link", "Cần rà soát")


def plan_taken_away(visit: Visit) -> list[str]:
    """Make the documents, download the plan, and return the texts of its cells."""
    visit.click("link", "Đến Văn bản")
    visit.click("button", "Lập văn bản")
    # That it is being done may not be shown yet, or no more: that it is done stays.
    visit.sees("Đã lập xong trong")
    visit.actions.append("click download")
    with visit.page.expect_download() as wanted:
        visit.page.get_by_role("link", name="Tải .docx Kế hoạch").click()
    document = Document(BytesIO(Path(wanted.value.path()).read_bytes()))
    return [cell.text for table in document.tables for row in table.rows for cell in row.cells]


PACE = {"click": 2.0, "key": 0.3}
"""Seconds that a person takes for each."""
LOOKS = 6.0
"""Seconds over each doubtful pair."""
PROGRAM = 10.0
"""Seconds that the program may take of all that; `benchmarks/page.py` measures them."""


def test_an_ordinary_plan_is_ready_in_thirty_clicks_and_keys_and_five_minutes(
    visit: Visit, tmp_path: Path
) -> None:
    (visit.site.folder / "reconcile.toml").unlink()
    matched(visit, draw_full_size(tmp_path))
    visit.click("link", "xa.xlsx")
    visit.actions.append("click the list of meanings")
    visit.page.get_by_label("Cột E").select_option(label="Cơ quan phối hợp")
    visit.click("button", "Dùng cách đọc này")
    visit.sees("Đã lưu cách đọc này")
    visit.click("button", "Đối chiếu")
    visit.sees("Đã đối chiếu 1 đơn vị")
    doubtful = sum(visit.site.desk.waiting().values())
    assert 4 <= doubtful <= 9
    visit.click("link", f"Rà soát {doubtful} nhiệm vụ")
    visit.sees("Nhiệm vụ cấp trên giao")
    answer_all(visit)
    visit.click("link", "Xem đề xuất")
    visit.click("button", "đề xuất chưa quyết định")
    cells = plan_taken_away(visit)
    missed = ("Niêm yết công khai thủ tục", "Lắp đặt camera an ninh", "Rà soát, xử lý nhà ở")
    assert any(text.startswith(missed) for text in cells)
    assert len(visit.actions) <= 30
    at_that_pace = sum(PACE[each.partition(" ")[0]] for each in visit.actions) + LOOKS * doubtful
    assert at_that_pace + PROGRAM < 300


def test_a_column_is_put_right_by_choosing_what_it_is(
    visit: Visit, plans: tuple[Path, Path]
) -> None:
    matched(visit, plans)
    visit.click("link", "xa.xlsx")
    # A click on any cell of a row takes it for the header.
    header = visit.page.get_by_label("Dòng tiêu đề", exact=True)
    visit.click("cell", "Số hóa hồ sơ hộ tịch")
    visit.page.wait_for_function("() => document.getElementById('dong-tieu-de').value === '3'")
    visit.click("cell", "Phần việc")
    visit.page.wait_for_function("() => document.getElementById('dong-tieu-de').value === '2'")
    assert header.input_value() == "2"
    visit.page.get_by_label("Cột C").select_option(label="Ghi chú")
    visit.click("button", "Xem thử")
    visit.sees("Đọc được 5 nhiệm vụ (trước: 5)")
    visit.click("button", "Dùng cách đọc này")
    visit.sees("Đã lưu cách đọc này cho mọi tệp của đơn vị có cùng các tiêu đề cột.")
    settings = (visit.site.folder / "reconcile.toml").read_text("utf-8")
    assert settings.startswith(SETTINGS.splitlines()[0])
    assert 'note = "Căn cứ"' in settings


def test_a_folder_that_is_dropped_is_taken_in_with_its_sub_folders(
    visit: Visit, tmp_path: Path
) -> None:
    stick = tmp_path / "các xã"
    for unit in ("An Bình", "Phú Lộc"):
        (stick / unit).mkdir(parents=True)
        workbook(stick / unit / "ke-hoach.xlsx", LOWER.replace("{name}", unit.upper()))
    visit.page.goto(visit.address)
    field = visit.page.get_by_role("region", name="2. Kế hoạch của các đơn vị").get_by_text(
        "Kéo tệp"
    )
    box = field.bounding_box()
    # What the system hands over when a folder is let go of above the page: its entries.
    session = visit.page.context.new_cdp_session(visit.page)
    data = {"items": [], "files": [str(stick)], "dragOperationsMask": 1}
    for kind in ("dragEnter", "dragOver", "drop"):
        at = {"x": box["x"] + 5, "y": box["y"] + 5}
        session.send("Input.dispatchDragEvent", {"type": kind, "data": data, **at})
    visit.sees("đã nhận.")
    lying = visit.site.folder / "inputs/lower"
    found = sorted(path.relative_to(lying).as_posix() for path in lying.rglob("*.xlsx"))
    assert found == ["các xã/An Bình/ke-hoach.xlsx", "các xã/Phú Lộc/ke-hoach.xlsx"]


def test_no_key_answers_while_somebody_types_or_an_input_method_composes(
    visit: Visit, plans: tuple[Path, Path]
) -> None:
    matched(visit, plans)
    visit.page.goto(f"{visit.address}ra-soat")
    visit.press("n")
    for key in ("1", "4", "u", "Backspace", "Enter"):
        visit.press(key)
    visit.sees("Đã lưu ghi chú cho nhiệm vụ 4; nhiệm vụ chưa có ý kiến nào mới.")
    assert visit.page.get_by_label("Ghi chú").input_value() == "14"
    visit.press("n")
    visit.press("Escape")
    composed = "{key: 'Process', keyCode: 229, code: 'Digit1', bubbles: true}"
    visit.page.evaluate(f"document.body.dispatchEvent(new KeyboardEvent('keydown', {composed}))")
    visit.sees("Bộ gõ vừa ghép phím, chưa có ý kiến nào được lưu.")
    for key in ("Control+1", "Alt+1", "Enter", " ", "Tab", "Backspace", "Delete", "s", "f"):
        visit.press(key)
    visit.press("?")
    visit.page.get_by_label("Dùng phím tắt một phím").uncheck()
    visit.press("Escape")
    visit.press("1")
    visit.page.wait_for_timeout(_CALM)
    assert list_decisions(visit.site.folder).decisions == ()


def test_the_number_of_another_document_is_asked_for_once(
    visit: Visit, plans: tuple[Path, Path]
) -> None:
    matched(visit, plans)
    visit.page.goto(f"{visit.address}ra-soat")
    visit.press("5")
    visit.sees("Ghi số, ký hiệu văn bản khác rồi bấm Enter")
    visit.page.keyboard.type("45/KH-UBND")
    visit.page.keyboard.press("Enter")
    visit.sees("Đã lưu “Đã triển khai tại văn bản khác”")
    (said,) = list_decisions(visit.site.folder).decisions
    assert said.document == "45/KH-UBND"


def test_proposals_and_own_tasks_are_answered_row_by_row_with_keys(
    visit: Visit, plans: tuple[Path, Path]
) -> None:
    matched(visit, plans)
    visit.page.goto(f"{visit.address}ra-soat")
    visit.click("link", "Đề xuất")
    visit.opens("Đề xuất đưa vào kế hoạch – ")
    for key in ("ArrowDown", "8"):
        visit.press(key)
    visit.sees("Đã lưu “Đồng ý”.")
    # The next row is in focus by then.
    visit.press("9")
    visit.sees("Đã lưu “Không”.")
    visit.click("link", "Về Rà soát")
    visit.click("link", "Nhiệm vụ của đơn vị")
    visit.opens("Nhiệm vụ của đơn vị – ")
    for key in ("ArrowDown", "b"):
        visit.press(key)
    visit.sees("Đã lưu “Nhiệm vụ đơn vị tự bổ sung”.")
    said = sorted(each.verdict.value for each in list_decisions(visit.site.folder).decisions)
    assert said == ["leave-out", "own", "write"]


def test_the_matrix_is_walked_by_arrow_keys_and_enter_opens_the_pair(
    visit: Visit, plans: tuple[Path, Path]
) -> None:
    matched(visit, plans)
    visit.page.goto(f"{visit.address}doi-chieu?sap=stt")
    visit.page.get_by_role("gridcell", name="Đã có").first.focus()
    visit.page.keyboard.press("ArrowDown")
    visit.sees("UBND xã An Bình – nhiệm vụ 2. Rà soát hộ nghèo")
    # From the first row on up are the heads: Enter sorts by one, and the keyboard stays there.
    for key in ("ArrowUp", "ArrowUp", "Enter"):
        visit.page.keyboard.press(key)
    head = visit.page.get_by_role("columnheader", name="UBND xã An Bình")
    visit.page.wait_for_function("() => location.hash && document.activeElement.closest('th')")
    assert head.get_attribute("aria-sort") == "descending"
    # Over the sorting stands the name, which leads to the unit.
    visit.page.keyboard.press("ArrowUp")
    visit.sees("Xem riêng đơn vị: UBND xã An Bình")
    visit.page.keyboard.press("ArrowDown")
    visit.page.keyboard.press("ArrowDown")
    visit.sees("UBND xã An Bình – nhiệm vụ 2. Rà soát hộ nghèo")
    visit.page.keyboard.press("Enter")
    visit.page.get_by_role("heading", name="Rà soát – UBND xã An Bình").wait_for()
    assert "Rà soát hộ nghèo" in visit.page.get_by_role("main").inner_text()


def test_everything_can_be_read_and_answered_without_script(
    chromium: Any, visit: Visit, plans: tuple[Path, Path]
) -> None:
    matched(visit, plans)
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{visit.address}ra-soat")
    page.get_by_role("button", name="Đúng", exact=False).first.click()
    page.get_by_text("Đã lưu “Đúng” cho nhiệm vụ 4.").wait_for()
    context.close()
    said = [each.verdict.value for each in list_decisions(visit.site.folder).decisions]
    assert said == ["yes"]


def test_files_are_sent_without_script_and_no_word_is_the_browsers_own(
    chromium: Any, visit: Visit, plans: tuple[Path, Path]
) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(visit.address)
    chosen = page.get_by_text("Đã chọn tệp.").first
    field = page.get_by_label("Chọn tệp 1. Kế hoạch cấp trên")
    # The button that browsers draw of it speaks their language.
    assert field.evaluate("at => getComputedStyle(at).clipPath") == "inset(50%)"
    assert not chosen.is_visible()
    field.set_input_files([plans[0]])
    assert chosen.is_visible()
    page.get_by_role("button", name="Gửi tệp").first.click()
    page.get_by_text(f"“{plans[0].name}”: đã nhận.").wait_for()
    context.close()


def test_what_is_told_of_files_covers_nothing_of_the_view(
    visit: Visit, plans: tuple[Path, Path]
) -> None:
    visit.page.goto(visit.address)
    visit.choose("Chọn tệp 1. Kế hoạch cấp trên", [plans[0]])
    visit.sees(f"“{plans[0].name}”: đã nhận.")
    told = visit.page.get_by_role("status").first.bounding_box() or {}
    heading = visit.page.get_by_role("heading", name="Bắt đầu").bounding_box() or {}
    assert told["y"] + told["height"] <= heading["y"]


@pytest.mark.parametrize("width", [1366, 683])
def test_heads_of_a_long_table_stay_while_its_rows_scroll(
    visit: Visit, plans: tuple[Path, Path], width: int
) -> None:
    matched(visit, plans)
    visit.page.set_viewport_size({"width": width, "height": 300})
    visit.page.goto(f"{visit.address}doi-chieu?dang=danh-sach")
    last = visit.page.get_by_role("row").last
    last.scroll_into_view_if_needed()
    head = visit.page.get_by_role("columnheader", name="Nhiệm vụ").bounding_box() or {}
    assert 0 <= head["y"] < (last.bounding_box() or {})["y"] < 300


def test_at_125_percent_all_figures_of_the_overview_stand_on_one_line(
    visit: Visit, plans: tuple[Path, Path]
) -> None:
    matched(visit, plans)
    visit.page.set_viewport_size({"width": 1093, "height": 614})
    visit.page.goto(f"{visit.address}tong-quan")
    tops = (
        visit.page.locator("main")
        .get_by_role("list")
        .first.get_by_role("listitem")
        .evaluate_all("all => all.map((each) => each.getBoundingClientRect().top)")
    )
    assert len(tops) == 6
    assert len(set(tops)) == 1


def papers_and_runs(visit: Visit) -> tuple[str, ...]:
    """Make the documents, and return the addresses of what is shown of them and of the run."""
    report_folder(visit.site.folder, Asked(), WantedDocuments())
    snapshot = visit.site.desk.snapshot
    assert snapshot
    unit = snapshot.units[0].short
    items = visit.site.desk.items(snapshot.units[0])
    key, row = next((e.key, r.lower.key) for e in items for r in e.rows if r.lower)
    visit.page.goto(f"{visit.address}van-ban/{unit}/ke-hoach")
    visit.page.get_by_text("Thể thức: 0 lỗi").first.wait_for()
    visit.site.papers.drain()
    run = visit.site.runs.runs(snapshot)[0].id
    return (
        f"/van-ban/{unit}/ke-hoach", f"/van-ban/{unit}/ke-hoach?dang=chu", f"/lich-su/{run}",
        f"/ra-soat/cung-noi-dung/{unit}/{key}/{row}",
    )  # fmt: skip


RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]}


def complaints(visit: Visit) -> str:
    """Return what a view breaks of WCAG 2.1 A and AA; empty for nothing."""
    axe = pytest.importorskip(
        "axe_playwright_python.sync_playwright", reason="axe-playwright-python is not installed"
    )
    found = axe.Axe().run(visit.page, options=RULES)
    return str(found.generate_report()) if found.violations_count else ""


def test_no_view_breaks_a_rule_of_accessibility(visit: Visit, plans: tuple[Path, Path]) -> None:
    # It puts its script into the page, which our own policy would forbid.
    visit.page.context.set_default_timeout(60_000)
    (visit.site.folder / "inputs/top").mkdir(parents=True)
    workbook(visit.site.folder / "inputs/top/nghi-quyet.xlsx", TOP)
    (visit.site.folder / "inputs/status").mkdir()
    (visit.site.folder / "inputs/status/bao-cao.csv").write_text(STATUS, "utf-8")
    matched(visit, plans)
    snapshot = visit.site.desk.snapshot
    assert snapshot
    unit, file = snapshot.units[0].short, snapshot.readings[1].short
    states = visit.site.board.now()
    assert states
    row = board.row_id(states.tracking.of(TrackedKind.ASSIGNED)[0])
    inner = (
        f"/ra-soat/{unit}/de-xuat", f"/ra-soat/{unit}/nhiem-vu-don-vi", f"/bat-dau/tep/{file}",
        f"/ra-soat/{unit}/truc-tiep", f"/tien-do?nhom=tat-ca&mo={row}", "/tien-do?nhom=don-vi",
        "/tien-do?nhom=can-ra-soat", "/chuoi", "/tro-giup", *papers_and_runs(visit),
    )  # fmt: skip
    for scheme in ("light", "dark"):
        visit.page.emulate_media(color_scheme=scheme)
        for view in (*VIEWS, *inner):
            visit.page.goto(f"{visit.address.rstrip('/')}{view}")
            assert complaints(visit) == "", f"{view} {scheme}"


_REACHABLE = """() => [...document.querySelectorAll(
    "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex='0']"
)].filter((each) => !each.disabled && each.tabIndex >= 0 && each.checkVisibility()).length"""
_AT = """() => {
    const at = document.activeElement;
    if (!at || at === document.body) return null;
    if (at.dataset.met) return "again";
    at.dataset.met = "1";
    // Of a field that lies hidden in its label the label shows the ring.
    const ring = getComputedStyle(at.closest("label.pick") ?? at);
    const box = at.getBoundingClientRect();
    const shown = ring.outlineStyle !== "none" && parseFloat(ring.outlineWidth) >= 2;
    return shown && box.bottom >= 0 && box.top <= innerHeight ? "ring" : at.outerHTML.slice(0, 200);
}"""


def walked(visit: Visit, view: str) -> list[str]:
    """Go through a view by Tab, and return what was reached and shows no ring, or is not seen."""
    visit.page.goto(f"{visit.address.rstrip('/')}{view}")
    visit.page.wait_for_load_state("load")
    there = visit.page.evaluate(_REACHABLE)
    # From the top: a heading has the focus by then.
    visit.page.evaluate("document.activeElement.blur(); scrollTo(0, 0)")
    wrong, reached = [], 0
    for _ in range(3 * there + 5):
        visit.page.keyboard.press("Tab")
        at = visit.page.evaluate(_AT)
        if at == "again":
            break
        reached += at is not None
        wrong += [at] if at not in (None, "ring") else []
    return wrong if reached >= there else [*wrong, f"{view}: {reached} of {there} reached"]


def two_units_one_answered(visit: Visit, plans: tuple[Path, Path]) -> None:
    """Match the plans of two units, and answer once: there is something in every view by then."""
    other = plans[1].with_name("xa-2.xlsx")
    workbook(other, LOWER.replace("{name}", "PHÚ LỘC"))
    visit.page.goto(visit.address)
    visit.page.get_by_label("Chọn tệp 1. Kế hoạch cấp trên").set_input_files([plans[0]])
    visit.sees("1 tệp trong thư mục")
    lower = visit.page.get_by_label("Chọn tệp 2. Kế hoạch của các đơn vị")
    lower.set_input_files([plans[1], other])
    visit.sees("đã nhận.")
    visit.click("button", "Đối chiếu")
    visit.sees("Đã đối chiếu 2 đơn vị")
    visit.page.goto(f"{visit.address}ra-soat")
    visit.press("6")
    visit.sees("Đã lưu “Đã hoàn thành”")
    visit.site.learner.drain()


def test_everything_on_every_view_is_reached_by_keyboard_and_shows_where_one_is(
    visit: Visit, plans: tuple[Path, Path]
) -> None:
    two_units_one_answered(visit, plans)
    # Without it the page still glides to what was reached when it is asked where that is.
    visit.page.emulate_media(reduced_motion="reduce")
    for view in (*VIEWS, "/ra-soat?xep=nhiem-vu", *papers_and_runs(visit)):
        assert walked(visit, view) == [], view
    for scheme in ("light", "dark"):
        visit.page.emulate_media(color_scheme=scheme)
        # The line over time, and the list by tasks, need two runs and two units.
        visit.page.goto(f"{visit.address}tong-quan")
        visit.page.get_by_role("img", name="Tỷ lệ cụ thể hóa từ").wait_for()
        assert complaints(visit) == "", f"overview {scheme}"
        visit.page.goto(f"{visit.address}ra-soat?xep=nhiem-vu")
        assert complaints(visit) == "", f"by tasks {scheme}"


def test_what_is_shown_of_a_document_is_whole_on_paper(
    visit: Visit, plans: tuple[Path, Path]
) -> None:
    matched(visit, plans)
    _, text, *_ = papers_and_runs(visit)
    # A blank of the Báo cáo leads to its field, with the cursor in it.
    visit.page.goto(f"{visit.address}van-ban")
    visit.page.get_by_text("chỗ chưa hoàn chỉnh").first.click()
    visit.click("link", "Điền “Số, ký hiệu của kế hoạch cấp trên”")
    named = visit.page.get_by_label("Số, ký hiệu của kế hoạch cấp trên")
    visit.page.wait_for_function("() => document.activeElement.id === 'upper.plan_number'")
    assert named.is_visible()
    here = visit.page
    for view in (text, "/van-ban?dang=chu"):
        here.emulate_media(media="screen")
        here.goto(f"{visit.address.rstrip('/')}{view}")
        shown = here.get_by_role("region", name="Bản xem nhanh của")
        here.emulate_media(media="print")
        # On the screen it scrolls; paper does not.
        assert shown.evaluate("at => at.scrollHeight - at.clientHeight") <= 0
        assert not here.get_by_role("link", name="Về Văn bản").is_visible()
        assert not here.get_by_role("button", name="Lập báo cáo tiến độ").is_visible()
    here.emulate_media(media="screen")
    here.goto(f"{visit.address}van-ban")
    if here.get_by_text("Trang in xem được khi").count() == 0:
        sheet = here.get_by_role("img", name="Trang 1 trong")
        sheet.wait_for(timeout=90_000)
        here.emulate_media(media="print")
        # A sheet of A4 lying has 186 mm within its margins, a heading and a line of figures above.
        assert sheet.evaluate("at => at.getBoundingClientRect().height") <= 150 / 25.4 * 96 + 1


def test_a_table_wider_than_the_window_says_so_and_without_script_the_matrix_names_the_list(
    chromium: Any, visit: Visit, plans: tuple[Path, Path]
) -> None:
    matched(visit, plans)
    snapshot = visit.site.desk.snapshot
    assert snapshot
    visit.page.set_viewport_size({"width": 683, "height": 384})
    visit.page.goto(f"{visit.address}bat-dau/tep/{snapshot.readings[1].short}")
    told = visit.page.get_by_text(re.compile(r"Còn [1-9] cột ở bên phải; cuộn ngang để xem\."))
    told.wait_for()
    table = visit.page.get_by_role("region", name="Bảng trong tệp, cuộn được")
    table.evaluate("at => { at.scrollLeft = at.scrollWidth; }")
    told.wait_for(state="hidden")
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{visit.address}doi-chieu")
    assert not page.get_by_text("dùng các phím mũi tên").is_visible()
    page.get_by_role("link", name="dạng danh sách").click()
    page.get_by_role("cell", name="UBND xã").first.wait_for()
    context.close()


COLOURED = """() => [...document.querySelectorAll("main *")].filter((each) => {
  if (!each.checkVisibility() || each.closest("defs")) return false;
  const style = getComputedStyle(each);
  const drawn = each instanceof SVGElement && each.tagName !== "svg" ? style.fill : "none";
  const black = style.color === "rgb(0, 0, 0)";
  const ground = ["rgba(0, 0, 0, 0)", "rgb(255, 255, 255)"].includes(style.backgroundColor);
  return !black || !ground || !/^(none|url|rgb\\(255, 255, 255\\)|rgb\\(0, 0, 0\\))/.test(drawn)
    || (each.matches(".stack .missed") && drawn !== "rgb(255, 255, 255)");
}).map((each) => each.outerHTML.slice(0, 120))"""


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_paper_is_black_on_white_and_no_bar_is_filled_with_toner(
    visit: Visit, plans: tuple[Path, Path], theme: str
) -> None:
    two_units_one_answered(visit, plans)
    for view in ("tong-quan", "doi-chieu", "doi-chieu?dang=danh-sach", "sai-lech", "lich-su"):
        visit.page.emulate_media(media="screen")
        visit.page.goto(f"{visit.address}{view}")
        visit.page.evaluate(f"document.documentElement.dataset.theme = '{theme}'")
        visit.page.emulate_media(media="print")
        assert visit.page.evaluate(COLOURED) == [], view


def test_drawings_take_the_colours_of_a_system_that_forces_its_own(
    visit: Visit, plans: tuple[Path, Path]
) -> None:
    two_units_one_answered(visit, plans)
    here = visit.page
    for scheme, theme in (("light", "dark"), ("dark", "light")):
        here.emulate_media(forced_colors="active", color_scheme=scheme)
        here.goto(f"{visit.address}tong-quan")
        here.evaluate(f"document.documentElement.dataset.theme = '{theme}'")
        drawn = here.get_by_role("img", name="Tỷ lệ cụ thể hóa từ")
        letters = drawn.evaluate("at => getComputedStyle(at.querySelector('text')).fill")
        text = here.evaluate("getComputedStyle(document.querySelector('main p')).color")
        assert letters == text, scheme


def test_at_twice_the_size_no_view_is_wider_than_the_window(
    visit: Visit, plans: tuple[Path, Path]
) -> None:
    two_units_one_answered(visit, plans)
    visit.page.set_viewport_size({"width": 683, "height": 384})
    for view in (*VIEWS, "/ra-soat?xep=nhiem-vu", "/tro-giup", *papers_and_runs(visit)):
        visit.page.goto(f"{visit.address.rstrip('/')}{view}")
        wider = visit.page.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert wider <= 0, view


def tab_to(visit: Visit, name: str) -> None:
    """Go by Tab to what has a name, as a screen reader says it."""
    main = visit.page.get_by_role("main")
    main.get_by_text(name).or_(main.get_by_label(name)).first.wait_for()
    for _ in range(150):
        visit.page.keyboard.press("Tab")
        said = visit.page.evaluate(
            "() => { const at = document.activeElement;"
            " const said = at.getAttribute('aria-label') ?? (at.labels?.[0] ?? at).textContent;"
            " return at === document.body ? '' : said; }"
        )
        if name in " ".join(str(said).split()):
            return
    pytest.fail(f"no Tab leads to {name}")


def test_from_the_first_answer_to_the_printed_page_no_mouse_is_needed(
    visit: Visit, plans: tuple[Path, Path]
) -> None:
    matched(visit, plans)
    press = visit.page.keyboard.press
    tab_to(visit, "Rà soát 2 nhiệm vụ")
    press("Enter")
    visit.sees("Nhiệm vụ cấp trên giao")
    visit.press("1")
    visit.sees("Còn 1. Nhiệm vụ tiếp theo 3")
    visit.press("4")
    visit.sees("Đưa nhiệm vụ này vào dự thảo kế hoạch?")
    visit.press("8")
    visit.sees("Đã lưu “Đồng ý”")
    tab_to(visit, "Xem đề xuất")
    press("Enter")
    tab_to(visit, "đề xuất chưa quyết định")
    press("Enter")
    visit.sees("Đã đồng ý 2 đề xuất.")
    tab_to(visit, "Đến Văn bản")
    press("Enter")
    make_and_look(visit)


def make_and_look(visit: Visit) -> None:
    """Make documents, turn the pages of one and take it away, all by keyboard."""
    press = visit.page.keyboard.press
    tab_to(visit, "Lập văn bản")
    press("Enter")
    # That it is being done may not be shown yet, or no more: that it is done stays.
    visit.sees("Đã lập xong trong")
    box = visit.page.get_by_label("Lập Công văn đôn đốc")
    before = box.is_checked()
    tab_to(visit, "Lập Công văn đôn đốc")
    press("Space")
    tab_to(visit, "Xem trước Kế hoạch")
    press("Enter")
    visit.page.get_by_role("heading", name="Xem trước: Kế hoạch").wait_for()
    visit.sees("Thể thức: ")
    # What was ticked stays: the preview alone has changed.
    assert box.is_checked() is not before
    if visit.page.get_by_text("Trang in xem được khi").count() == 0:
        visit.page.get_by_role("img", name="Trang 1 trong").wait_for(timeout=90_000)
        tab_to(visit, "Trang sau")
        press("Enter")
        visit.page.get_by_role("img", name="Trang 2 trong").wait_for()
        assert box.is_checked() is not before
    visit.page.evaluate("document.activeElement.blur()")
    tab_to(visit, "Tải .docx Kế hoạch")
    with visit.page.expect_download() as wanted:
        press("Enter")
    assert Document(BytesIO(Path(wanted.value.path()).read_bytes())).tables
