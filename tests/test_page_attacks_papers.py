"""What an attacker tries on documents shown, on runs, periods and files handed out by a mark."""

import io
import re
import socket
import threading
import zipfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event

import pytest

from kept import kept
from office import workbook
from pages import HOST, LOWER, ORIGIN, Browser, beside, browser, folder, serve_until_closed
from reconcile.config import load_config
from reconcile.run.folder import run_folder
from reconcile.run.open_folder import Asked
from reconcile.run.page import printed_pages
from reconcile.run.page.snapshot import short_id
from reconcile.run.writing.documents_again import WantedDocuments, report_folder
from reconcile.web.serve import Serving, listen
from reconcile.web.views import printed

ENDLESS = "9" * 5000
"""Python itself refuses to read so long a number."""


def papers(home: Path) -> Path:
    """Lay out a folder whose documents are made."""

    def make(made: Path) -> None:
        folder(made)
        report_folder(made, Asked(), WantedDocuments())

    return kept(home, "page with documents", make)


@pytest.fixture(scope="module")
def kept_page(tmp_path_factory: pytest.TempPathFactory) -> Browser:
    """A page that no test changes."""
    return browser(papers(tmp_path_factory.mktemp("kept") / "thu-muc"))


@pytest.fixture
def seen(kept_page: Browser) -> Browser:
    """A browser of its own before that page."""
    return beside(kept_page)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return papers(tmp_path / "thu-muc")


@pytest.fixture
def page(home: Path) -> Browser:
    return browser(home)


def at(page: Browser, address: str) -> str:
    """Fill in which unit an address is about."""
    return address.replace("UNIT", page.units()[0].short)


PLACES = (
    "/van-ban/UNIT/bao-cao", "/van-ban/UNIT/bao-cao/con-cho", "/van-ban/UNIT/bao-cao/trang/1.png",
    "/van-ban/UNIT/bao-cao/tai", "/van-ban/tat-ca.zip", "/van-ban/bieu.zip", "/lich-su/1",
    "/lich-su/y-kien.csv",
)  # fmt: skip


@pytest.mark.parametrize("place", PLACES)
def test_what_is_shown_or_handed_out_takes_no_other_method(seen: Browser, place: str) -> None:
    for method in ("PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "PROPFIND", "POST"):
        headers = {"Host": HOST, "Origin": ORIGIN, "X-Token": seen.token()}
        done = seen.client.open(at(seen, place), method=method, headers=headers)
        assert done.status_code == 405, method


@pytest.mark.parametrize("place", PLACES)
def test_another_page_gets_no_document_picture_or_file(seen: Browser, place: str) -> None:
    for mode, dest in (("no-cors", "image"), ("no-cors", "script"), ("cors", "empty")):
        asked = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": mode, "Sec-Fetch-Dest": dest}
        assert seen.get(at(seen, place), **asked).status_code == 403
    done = seen.get(at(seen, place))
    assert done.headers["X-Content-Type-Options"] == "nosniff"
    assert done.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    "place",
    [f"/lich-su/{ENDLESS}", f"/lich-su/{2**80}", "/lich-su/-1", "/lich-su/1_0", "/lich-su/1%00",
     f"/van-ban/UNIT/bao-cao/trang/{ENDLESS}.png", "/van-ban/UNIT/bao-cao/trang/0.png",
     "/van-ban/UNIT/bao-cao/trang/-1.png"],
)  # fmt: skip
def test_a_run_or_a_sheet_that_is_not_there_is_no_page(seen: Browser, place: str) -> None:
    assert seen.get(at(seen, place)).status_code == 404


@pytest.mark.parametrize(
    "place",
    ["/van-ban/UNIT%2f..%2f/bao-cao", "/van-ban/UNIT/..%2fbao-cao/tai", "/van-ban/%2e%2e/tep/x",
     "/van-ban/UNIT/bao-cao/..%5c..%5creconcile.db/tai",
     "/van-ban/UNIT/bao-cao/trang-in.pdf%00", "/van-ban/tong-hop/..%2f..%2freconcile.toml/tai",
     "/van-ban/UNIT/%252e%252e/tai", "/van-ban?xem=tong-hop/../../reconcile.toml",
     "/van-ban/UNIT/tep/%252e%252e%252freconcile.db", "/van-ban/UNIT/bao-cao/con-cho?kem=../..",
     "/van-ban/UNIT/bao-cao/con-cho?kem=tong-hop/..%2f..%2freconcile.toml"],
)  # fmt: skip
def test_no_separator_in_disguise_leads_out_of_the_documents(seen: Browser, place: str) -> None:
    done = seen.get(at(seen, place))
    assert done.status_code in (404, 422)
    assert "Ghi chú của người dùng" not in done.text


@pytest.mark.slow
def test_a_file_is_handed_out_by_the_mark_of_its_own_unit_alone(page: Browser) -> None:
    run_folder(page.site.folder, Asked())
    one, other = page.units()
    theirs = short_id(f"{other.unit.name}.xlsx")
    assert page.get(f"/van-ban/{other.short}/tep/{theirs}").status_code == 200
    assert page.get(f"/van-ban/{one.short}/tep/{theirs}").status_code == 404
    for mark in ("", "0" * 10, "reconcile.db", short_id("reconcile.db"), short_id("../a"), "%00"):
        assert page.get(f"/van-ban/{one.short}/tep/{mark}").status_code == 404
        assert page.get(f"/tien-do/tep/{mark}").status_code == 404


def test_thousands_of_names_in_an_address_open_no_thousands_of_files(
    seen: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = []
    found = printed.paper_at

    def counted(unit: str, kind: str) -> printed.ShownPaper:
        opened.append(kind)
        return found(unit, kind)

    monkeypatch.setattr(printed, "paper_at", counted)
    beside_it = "&".join([at(seen, "kem=UNIT/bao-cao")] * 5000)
    done = seen.get(at(seen, f"/van-ban/UNIT/bao-cao/con-cho?{beside_it}"))
    assert done.status_code == 200
    assert len(opened) < 10


@pytest.mark.parametrize(
    "view",
    ["/lich-su", "/lich-su/1", "/van-ban", "/van-ban/UNIT/bao-cao", "/tien-do", "/tong-quan"],
)
def test_odd_and_endless_values_change_nothing_of_the_newer_views(seen: Browser, view: str) -> None:
    names = ("trang", "dang", "lan", "ky", "xep", "don-vi", "tim", "cum", "nhom", "mo")
    for odd in (ENDLESS, "-5", "<script>alert(1)</script>", "%7B%7B7*7%7D%7D" * 2000, "%f0%28%8c"):
        asked = "&".join(f"{name}={odd}" for name in (*names, *names))
        done = seen.get(at(seen, f"{view}?{asked}"))
        assert done.status_code == 200, odd[:9]
        assert "<script>alert" not in done.text
        assert len(done.data) < 1_000_000


@pytest.mark.parametrize("field", ["documents.reply_days", "proposals.days_before"])
def test_a_number_without_end_is_refused_beside_its_field(seen: Browser, field: str) -> None:
    before = (seen.site.folder / "reconcile.toml").read_bytes()
    saw = seen.get("/thiet-lap").text.partition('name="saw" value="')[2][:16]
    for typed in (ENDLESS, "-1", "1e400", "NaN", "١٢", "0x10", "5,5"):
        shown = seen.post("/thiet-lap", {"saw": saw, field: typed})
        assert f'id="{field}-loi"' in shown.text, typed[:9]
        assert shown.status_code in (200, 422)
    assert (seen.site.folder / "reconcile.toml").read_bytes() == before


@pytest.mark.parametrize("typed", [ENDLESS, "-1", "1048577", "dòng 6", "٣", "1e3", "<b>"])
def test_a_header_row_that_is_none_is_refused_beside_its_field(seen: Browser, typed: str) -> None:
    snapshot = seen.site.desk.snapshot
    assert snapshot
    said = {"header_row": typed, "dung": "1"}
    shown = seen.post(f"/bat-dau/tep/{snapshot.readings[0].short}", said)
    assert shown.status_code == 200
    assert 'aria-describedby="dong-tieu-de-loi"' in shown.text
    assert "<b>" not in shown.text
    assert load_config(seen.site.folder / "reconcile.toml").files == {}


def test_a_way_of_reading_that_finds_no_table_is_not_kept(seen: Browser) -> None:
    snapshot = seen.site.desk.snapshot
    assert snapshot
    said = {"header_row": "900", "dung": "1"}
    shown = seen.post(f"/bat-dau/tep/{snapshot.readings[0].short}", said).text
    assert "Chưa lưu cách đọc này: không thấy bảng nhiệm vụ" in shown
    assert load_config(seen.site.folder / "reconcile.toml").files == {}


@pytest.mark.parametrize("which", [ENDLESS, "-1", "7", "٠", ""])
def test_which_body_a_state_is_of_is_a_closed_list(page: Browser, which: str) -> None:
    shown = page.get("/tien-do?nhom=tat-ca&pham-vi=assigned").text
    row = re.findall(r'<tr id="([0-9a-f]+)">', shown)[0]
    said = {"dong": row, "tinh-trang": "done", "co-quan": which}
    assert page.post("/tien-do/ghi", said).status_code == 400


@pytest.mark.parametrize("period", [ENDLESS, "<script>alert(1)</script>", "../../x", "{{ 7*7 }}"])
def test_a_period_that_is_none_is_text_at_most(page: Browser, period: str) -> None:
    done = page.post("/tien-do/lap", {"ky": period, "ve": "//evil.example"})
    page.site.background.wait()
    assert done.status_code in (200, 400)
    assert done.request.host == HOST
    shown = page.get("/tien-do").text
    assert "<script>alert" not in shown
    assert not list(page.site.folder.parent.glob("x*"))


@pytest.fixture
def office(monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Event, list[int]]]:
    """A LibreOffice that makes a page once it is let, and how many of it ran at once."""
    let, at_once, most = Event(), [0], [0]

    def make(*_: object) -> bytes:
        at_once[0] += 1
        most[0] = max(most[0], at_once[0])
        let.wait(20)
        at_once[0] -= 1
        return b"%PDF-1.4"

    monkeypatch.setattr(printed_pages, "find_office", lambda: "office")
    monkeypatch.setattr(printed_pages, "as_pdf", make)
    yield let, most
    let.set()


def test_forty_previews_at_once_start_one_office_and_keep_no_answer_waiting(
    page: Browser, office: tuple[Event, list[int]]
) -> None:
    let, most = office
    address = at(page, "/van-ban/UNIT/bao-cao/trang-in.pdf")
    browsers = [beside(page) for _ in range(40)]
    with ThreadPoolExecutor(40) as pool:
        asked = [pool.submit(each.get, address) for each in browsers]
        said = page.answer("Tuyên truyền", "done").text
        assert "Đã lưu “Đã hoàn thành”" in said
        let.set()
        codes = [each.result().status_code for each in asked]
    assert set(codes) <= {200, 404, 422}
    assert codes.count(422) >= 30
    assert most == [1]


def place_of(page: Browser) -> Path:
    """Return where the report of the first unit lies."""
    with page.app.app_context():
        return printed.paper_at(page.units()[0].short, "bao-cao").path


def test_a_document_that_is_a_bomb_is_told_of_and_the_page_goes_on(page: Browser) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", b"<Types/>")
        archive.writestr("word/document.xml", b" " * 60_000_000)
    place_of(page).write_bytes(packed.getvalue())
    page.get(at(page, "/van-ban/UNIT/bao-cao?dang=chu"))
    page.site.papers.drain_checks()
    shown = page.get(at(page, "/van-ban/UNIT/bao-cao?dang=chu")).text
    assert "Không mở được văn bản" in shown
    assert page.get("/tong-quan").status_code == 200


@pytest.mark.parametrize(
    "how", ["", "?dang=chu", "/trang/1.png", "/trang-in.pdf", "/tai", "/con-cho"]
)
def test_a_link_in_the_place_of_a_document_is_not_shown(
    page: Browser, tmp_path: Path, how: str
) -> None:
    secret, place = tmp_path / "bi-mat.docx", place_of(page)
    place.rename(secret)
    place.symlink_to(secret)
    assert page.get(at(page, f"/van-ban/UNIT/bao-cao{how}")).status_code == 404


@pytest.mark.slow
def test_names_of_units_and_clusters_are_text_on_the_newer_views(tmp_path: Path) -> None:
    home = folder(tmp_path / "thu-muc")
    nasty = "{{ 7*7 }}<script>alert(1)</script>"
    workbook(home / "inputs/lower/AN BÌNH.xlsx", LOWER.replace("{name}", nasty))
    settings = home / "reconcile.toml"
    told = f"{settings.read_text('utf-8')}\n[units.\"UBND xã Phú Lộc\"]\ncluster = '{nasty}'\n"
    settings.write_text(told, "utf-8")
    report_folder(home, Asked(), WantedDocuments())
    page = browser(home)
    run = page.site.runs.runs(page.site.desk.snapshot)[0].id  # type: ignore[arg-type]
    for view in (f"/lich-su/{run}", "/lich-su", "/van-ban", "/tong-quan", "/ra-soat?xep=nhiem-vu",
                 at(page, "/van-ban/UNIT/bao-cao?dang=chu")):  # fmt: skip
        page.get(view)
        page.site.papers.drain_checks()
        shown = page.get(view).text
        assert "<script>alert" not in shown.lower(), view
        assert "49<" not in shown


@pytest.fixture
def served(home: Path) -> Iterator[tuple[str, int]]:
    """The page behind its real server."""
    found = listen(home, Serving(port=0, opens_browser=False))
    threading.Thread(target=serve_until_closed, args=(found.server,), daemon=True).start()
    host, port = found.address.rpartition("//")[2].rstrip("/").split(":")
    yield host, int(port)
    found.server.close()


@pytest.mark.parametrize(
    "double",
    ["Host: {host}\r\nHost: evil.example", "Host: evil.example\r\nHost: {host}",
     "Host: {host}\r\nContent-Length: 0\r\nContent-Length: 9",
     "Host: {host}\r\nOrigin: http://{host}\r\nOrigin: http://evil.example",
     "Host: {host}\r\nCookie: a=1\r\nCookie: b=2\r\nX-Token: 0\r\nX-Token: 1"],
)  # fmt: skip
def test_a_header_sent_twice_changes_nothing(served: tuple[str, int], double: str) -> None:
    host = f"{served[0]}:{served[1]}"
    said = f"POST /dung HTTP/1.1\r\n{double.format(host=host)}\r\nConnection: close\r\n\r\n"
    with socket.create_connection(served, timeout=20) as line:
        line.sendall(said.encode())
        line.shutdown(socket.SHUT_WR)
        answer = b"".join(iter(lambda: line.recv(65536), b""))
    assert int(answer.split()[1]) in (400, 403)
    assert b"Traceback" not in answer
