"""Documents on the local page: looked at as they are printed, checked, and made for a period."""

import io
import re
import shutil
import threading
import zipfile
from collections.abc import Iterator
from pathlib import Path
from threading import Event

import pytest

from kept import kept
from pages import STATUS, Browser, browser, folder, whole_folder
from pdf_pages import pdf, text
from reconcile.config import DocumentKind
from reconcile.report.documents.kinds import OVER_ALL
from reconcile.run.open_folder import Asked
from reconcile.run.page import printed_pages
from reconcile.run.page.made_beside import MadeBeside
from reconcile.run.page.snapshot import short_id
from reconcile.run.progress.track import AskedTracking, track_folder
from reconcile.run.writing.documents_again import WantedDocuments, report_folder
from reconcile.web.shown import file_told
from test_page_views import plain


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A folder whose documents are made."""

    def make(made: Path) -> None:
        folder(made)
        report_folder(made, Asked(), WantedDocuments())

    return kept(tmp_path, "page with documents", make)


@pytest.fixture
def page(home: Path) -> Browser:
    return browser(home)


@pytest.fixture
def office(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Event]:
    """A LibreOffice that makes two pages once it is let."""
    let = Event()
    pages = pdf(tmp_path / "hai-trang.pdf", text(50, 700, "Trang 1"), text(50, 700, "Trang 2"))
    monkeypatch.setattr(printed_pages, "find_office", lambda: "office")
    monkeypatch.setattr(
        printed_pages, "as_pdf", lambda *_: pages.read_bytes() if let.wait(20) else b""
    )
    yield let
    let.set()


def test_the_layout_of_each_document_is_told_beside_it(page: Browser) -> None:
    page.get("/van-ban?dang=chu")
    page.site.papers.drain()
    shown = plain(page.get("/van-ban?dang=chu").text)
    assert shown.count("0 lỗi") == 4
    assert "Đang kiểm tra" not in shown
    assert "Thể thức: 0 lỗi" in shown


def test_the_text_of_a_document_is_shown_until_its_pages_are_there(
    page: Browser, office: Event
) -> None:
    pytest.importorskip("pypdfium2", reason="the extra [pdf] is not installed")
    unit = page.units()[0].short
    address = f"/van-ban?don-vi={unit}&xem=ke-hoach"
    page.get(address)
    # The layout check alone: LibreOffice is still at work.
    page.site.papers.drain_checks()
    shown = page.get(address).text
    assert "Đang dựng trang… Tải về không phải chờ." in shown
    assert "KẾ HOẠCH" in plain(shown)
    assert page.get(f"/van-ban/{unit}/ke-hoach/tai").data[:2] == b"PK"
    assert "Đã lưu “Đúng”" in page.answer("Tuyên truyền", "yes").text
    waits = re.search(r'data-waits="([^"]*)"', shown)
    assert waits
    asked = waits[1].replace("&amp;", "&")
    assert page.get(asked).json == {"left": 1}
    office.set()
    page.site.papers.drain()
    assert page.get(asked).json == {"left": 0}
    shown = page.get(f"{address}&trang=2").text
    assert 'alt="Trang 2 trong 2 của Kế hoạch.' in shown
    assert page.get(f"/van-ban/{unit}/ke-hoach/trang/2.png").data[:4] == b"\x89PNG"
    assert page.get(f"/van-ban/{unit}/ke-hoach/trang/3.png").status_code == 404
    assert page.get(f"/van-ban/{unit}/ke-hoach/trang-in.pdf").data[:4] == b"%PDF"


def test_a_document_that_was_made_again_is_shown_as_it_is_now(
    page: Browser, home: Path, office: Event
) -> None:
    office.set()
    unit = page.units()[0]
    address = f"/van-ban/{unit.short}/bao-cao"
    page.get(address)
    page.site.papers.drain()
    assert "Đang kiểm tra" not in page.get(address).text
    path = home / f"outputs/{unit.lower.place.path}/bao-cao.docx"
    path.write_bytes(b"not a document")
    page.get(address)
    page.site.papers.drain()
    assert "Không mở được văn bản" in page.get(address).text


def test_without_libreoffice_a_document_is_read_in_short_form(
    page: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(printed_pages, "find_office", lambda: None)
    page.get("/van-ban?xem=cong-van")
    page.site.papers.drain()
    shown = page.get("/van-ban?xem=cong-van").text
    assert "Bản xem nhanh. Trang in xem được khi máy có LibreOffice" in shown
    assert "Kính gửi" in plain(shown)
    assert "trang-in.pdf" not in shown
    assert len(shown.encode()) < 1_000_000


def test_what_stands_over_all_units_is_looked_at_as_well(page: Browser) -> None:
    mark = short_id("bao-cao-tong-hop.docx")
    page.get(f"/van-ban/tong-hop/{mark}?dang=chu")
    page.site.papers.drain()
    shown = plain(page.get(f"/van-ban/tong-hop/{mark}?dang=chu").text)
    assert "Báo cáo tổng hợp" in shown
    assert "Thể thức: 0 lỗi" in shown
    assert f"/van-ban/tong-hop/{mark}" in page.get(f"/van-ban?xem=tong-hop/{mark}&dang=chu").text
    for nobody in (short_id("tat-ca.xlsx"), "bao-cao", ".."):
        assert page.get(f"/van-ban/tong-hop/{nobody}").status_code == 404


@pytest.mark.slow
def test_what_a_report_on_progress_leaves_of_a_unit_and_of_all_is_listed_shown_and_taken_away(
    page: Browser, home: Path
) -> None:
    (home / "reconcile.toml").write_text("[run]\nas_of = 2026-12-25\n", "utf-8")
    (home / "inputs/status").mkdir()
    (home / "inputs/status/bao-cao.csv").write_text(STATUS, "utf-8")
    track_folder(home, Asked(), AskedTracking())
    (home / "outputs/review").mkdir(exist_ok=True)
    for name in ("review/tat-ca.xlsx", "tong-hop.xlsx"):
        (home / f"outputs/{name}").write_bytes(b"PK")
    unit = page.units()[0]
    (home / "outputs/Sở Y tế").mkdir()
    shutil.copy(home / "outputs/lich-nhiem-vu.ics", home / "outputs/Sở Y tế")
    shown = page.get(f"/van-ban?don-vi={unit.short}&dang=chu").text
    own = ("bao-cao-tien-do.docx", "cong-van-don-doc-tien-do.docx", "lich-nhiem-vu.ics")
    for name in own:
        address = f"/van-ban/{unit.short}/tep/{short_id(name)}"
        path = home / f"outputs/{unit.lower.place.path}/{name}"
        assert address in shown
        assert page.get(address).data == path.read_bytes()
    assert "công văn đôn đốc tiến độ" in shown
    mark = short_id("cong-van-don-doc-tien-do.docx")
    page.get(f"/van-ban?don-vi={unit.short}&xem={mark}&dang=chu")
    page.site.papers.drain()
    pane = page.get(f"/van-ban?don-vi={unit.short}&xem={mark}&dang=chu").text
    assert "Xem trước: Công văn đôn đốc tiến độ" in pane
    assert "Kính gửi" in plain(pane)
    assert page.get(f"/van-ban/tong-hop/{short_id('Sở Y tế/lich-nhiem-vu.ics')}/tai").data
    assert "Sở Y tế – lich-nhiem-vu.ics" in shown
    one = _members(page, f"?don-vi={unit.short}")
    assert {f"{unit.lower.place.path}/{name}" for name in own} <= one
    overall = {"tat-ca.xlsx", "tong-hop.xlsx", "tien-do.xlsx", "bao-cao-tong-hop.docx"}
    every = _members(page)
    assert one | overall | {"bao-cao-tien-do.docx", "Sở Y tế/lich-nhiem-vu.ics"} <= every
    assert not one & overall


def test_the_review_between_two_levels_is_taken_away_as_that_of_a_unit(tmp_path: Path) -> None:
    page = browser(whole_folder(tmp_path))
    (tmp_path / "outputs/review").mkdir(parents=True, exist_ok=True)
    (tmp_path / "outputs/review/_UPPER.xlsx").write_bytes(b"PK")
    shown = plain(page.get("/van-ban").text)
    assert "_UPPER.xlsx (bảng rà soát giữa hai kế hoạch cấp trên)" in shown
    assert page.get(f"/van-ban/tong-hop/{short_id('_UPPER.xlsx')}/tai").data == b"PK"


def test_every_document_over_all_units_is_called_by_what_it_is() -> None:
    told = [file_told(f"{kind}.docx") for kind in (*OVER_ALL, DocumentKind.PROGRESS)]
    assert told == ["báo cáo tổng hợp", "báo cáo chuỗi nhiệm vụ", "báo cáo tiến độ"]


def _members(page: Browser, asked: str = "") -> set[str]:
    """List what lies in the archive that the view hands out."""
    data = page.get(f"/van-ban/tat-ca.zip{asked}").data
    return set(zipfile.ZipFile(io.BytesIO(data)).namelist())


def test_text_of_a_document_is_text_in_its_preview(page: Browser) -> None:
    page.get("/van-ban?xem=ke-hoach&dang=chu")
    page.site.papers.drain()
    shown = page.get("/van-ban?xem=ke-hoach&dang=chu").text
    assert "&lt;b&gt;thủ tục&lt;/b&gt; {{ 7 * 7 }}" in shown
    assert "<b>thủ tục" not in shown


@pytest.mark.slow
@pytest.mark.parametrize(("period", "named"), [("quy", "Quý III năm 2026"), ("nam", "Năm 2025")])
def test_a_report_on_progress_is_made_for_the_period_that_is_chosen(
    page: Browser, period: str, named: str
) -> None:
    assert f"{named} (đến " in page.get("/van-ban").text
    page.post("/tien-do/lap", {"ky": period, "ve": "van-ban"})
    assert page.site.background.wait().error is None
    mark = short_id("bao-cao-tien-do.docx")
    page.get(f"/van-ban?xem=tong-hop/{mark}&dang=chu")
    page.site.papers.drain()
    shown = plain(page.get(f"/van-ban?xem=tong-hop/{mark}&dang=chu").text)
    assert f"Tiến độ thực hiện nhiệm vụ {named[0].lower()}{named[1:]}" in shown


def test_a_fault_over_one_file_keeps_nobody_waiting(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(threading, "excepthook", lambda _: None)

    def make(path: Path) -> str:
        if path.stem == "hong":
            raise RuntimeError
        return path.name

    bad, good = tmp_path / "hong.docx", tmp_path / "tot.docx"
    for file in (bad, good):
        file.write_bytes(b"a")
    beside = MadeBeside(make, waiting=2, kept=3)
    assert (beside.ask(bad), beside.ask(good)) == (None, None)
    beside.drain()
    beside.ask(good)
    beside.drain()
    assert beside.ask(good) == "tot.docx"


def test_one_thing_is_made_at_a_time_and_few_wait(tmp_path: Path) -> None:
    let, at_once, most = Event(), [0], [0]

    def make(path: Path) -> str:
        at_once[0] += 1
        most[0] = max(most[0], at_once[0])
        assert let.wait(9)
        at_once[0] -= 1
        return path.name

    files = [tmp_path / f"{number}.docx" for number in range(4)]
    for file in files:
        file.write_bytes(b"a")
    beside = MadeBeside(make, waiting=2, kept=3)
    assert [beside.ask(each) for each in files] == [None] * 4
    let.set()
    beside.drain()
    # The fourth found no place; who asks again is in turn.
    assert [beside.ask(each) for each in files[:3]] == ["0.docx", "1.docx", "2.docx"]
    assert beside.ask(files[3]) is None
    beside.drain()
    assert beside.ask(files[3]) == "3.docx"
    assert most == [1]
    files[3].write_bytes(b"another")
    assert beside.ask(files[3]) is None
    beside.drain()
