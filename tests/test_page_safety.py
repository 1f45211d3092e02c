"""What the local page refuses of browsers, and what it shows of files as plain text."""

import re
from pathlib import Path

import pytest

from pages import HOST, ORIGIN, VIEWS, Browser, beside, browser, folder
from reconcile.run.answers.decisions import list_decisions

CHANGES = (
    "/bat-dau/nhan/upper", "/bat-dau/bo/lower/0123456789", "/doi-chieu-lai", "/dung",
    "/lich-su/nhap", "/van-ban/lap", "/tien-do/ghi", "/tien-do/rut-lai", "/tien-do/lap",
    "/van-ban/goi.zip", "/sai-lech/ke-hoach", "/tien-do/dong",
    "/tien-do/bieu", "/van-ban/bieu", "/van-ban/thu", "/bat-dau/giu-ca-hai/0",
    "/thiet-lap", "/giao-dien", "/ra-soat/hoan-tac", "/lich-su/x/rut-lai",
    "/ra-soat/x/y/ghi-chu",
)  # fmt: skip
FOREIGN_HOSTS = (
    "evil.example", "127.0.0.1", "127.0.0.1:80", "127.0.0.1:8765.evil.example",
    "localhost.evil:8765", "[::1]:8765", "0.0.0.0:8765", "",
)  # fmt: skip
FOREIGN_ORIGINS = (
    "http://evil.example", "https://127.0.0.1:8765", "http://127.0.0.1:8766", "null",
    "http://localhost", f"http://{HOST}.evil.example",
)  # fmt: skip


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return folder(tmp_path / "thu-muc")


@pytest.fixture
def page(home: Path) -> Browser:
    return browser(home)


@pytest.fixture(scope="module")
def kept_page(tmp_path_factory: pytest.TempPathFactory) -> Browser:
    """A page that no test changes: whatever is sent to it is refused, or looks only."""
    return browser(folder(tmp_path_factory.mktemp("kept") / "thu-muc"))


@pytest.fixture
def seen(kept_page: Browser) -> Browser:
    """A browser of its own before that page."""
    return beside(kept_page)


@pytest.mark.parametrize("host", FOREIGN_HOSTS)
def test_a_foreign_host_is_refused(seen: Browser, host: str) -> None:
    done = seen.client.get("/tong-quan", headers={"Host": host})
    assert done.status_code == 403
    assert "An Bình" not in done.text


@pytest.mark.parametrize("origin", FOREIGN_ORIGINS)
def test_a_change_from_a_foreign_page_is_refused(seen: Browser, origin: str) -> None:
    address, key = seen.page_of("Tuyên truyền"), seen.item("Tuyên truyền").key
    done = seen.post(f"{address}/y-kien", {"verdict": "done", "task": key}, Origin=origin)
    assert done.status_code == 403
    assert not list_decisions(seen.site.folder).decisions


def test_a_change_that_does_not_say_where_it_comes_from_is_refused(seen: Browser) -> None:
    data = {"token": seen.token()}
    done = seen.client.post("/dung", data=data, headers=Browser.HEADERS)
    assert done.status_code == 403


@pytest.mark.parametrize("address", CHANGES)
def test_no_change_without_a_token(seen: Browser, address: str) -> None:
    seen.get("/thiet-lap")
    for said in ("", "0" * 64, "á"):
        headers = Browser.HEADERS | {"Origin": ORIGIN}
        done = seen.client.post(address, data={"token": said}, headers=headers)
        assert done.status_code == 403


def test_the_token_of_another_session_is_refused(seen: Browser) -> None:
    other = beside(seen).token()
    assert other != seen.token()
    assert seen.post("/dung", {"token": other}).status_code == 403


@pytest.mark.parametrize("address", CHANGES)
def test_nothing_is_changed_by_looking(seen: Browser, address: str) -> None:
    before = (seen.site.folder / "reconcile.toml").read_bytes()
    assert seen.get(address).status_code in (200, 404, 405, 422)
    assert (seen.site.folder / "reconcile.toml").read_bytes() == before


@pytest.mark.parametrize("method", ["put", "delete", "patch", "options", "trace"])
def test_other_methods_are_refused(seen: Browser, method: str) -> None:
    done = seen.client.open("/thiet-lap", method=method.upper(), headers=Browser.HEADERS)
    assert done.status_code == 405


@pytest.mark.parametrize("address", [*VIEWS, "/khong-co", "/static/page.css"])
def test_every_answer_forbids_framing_foreign_scripts_and_keeping(
    seen: Browser, address: str
) -> None:
    said = seen.get(address).headers
    policy = said["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert said["X-Frame-Options"] == "DENY"
    assert said["Cache-Control"] == "no-store"
    assert said["X-Content-Type-Options"] == "nosniff"


def test_the_cookie_is_for_this_page_alone(seen: Browser) -> None:
    fresh = seen.app.test_client().get("/bat-dau", headers=Browser.HEADERS)
    assert "HttpOnly" in fresh.headers["Set-Cookie"]
    assert "SameSite=Strict" in fresh.headers["Set-Cookie"]


@pytest.mark.parametrize("address", VIEWS)
def test_no_view_has_anything_inline_or_from_outside(seen: Browser, address: str) -> None:
    shown = seen.get(address).text
    assert not re.search(r"<script(?! src=\"/static/)", shown)
    assert not re.search(r"<style|\sstyle=|\son[a-z]+=|javascript:", shown)
    assert not re.search(r"(?:src|href|action)=\"(?:https?:)?//", shown)
    assert len(shown.encode()) < 1_000_000


def test_text_from_files_is_shown_and_never_run(seen: Browser) -> None:
    shown = seen.get(seen.page_of("Công khai")).text
    assert "&lt;b&gt;thủ" in shown
    assert "{{ 7 * 7 }}" in " ".join(re.sub(r"<[^>]*>", "", shown).split())
    assert "49 tại một" not in shown
    own = seen.get(f"/ra-soat/{seen.units()[0].short}/nhiem-vu-don-vi").text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in own


def test_what_a_person_types_is_shown_as_text(page: Browser) -> None:
    nasty = "<img src=x onerror=alert(1)> {{ config }}"
    page.answer("Tuyên truyền", "done", note=nasty, person=nasty)
    for address in ("/lich-su", page.page_of("Tuyên truyền")):
        shown = page.get(address).text
        assert "<img" not in shown
        assert "{{ config }}" in shown
    assert "<img" not in page.get("/doi-chieu?tim=<img src=x>").text


@pytest.mark.parametrize(
    "address",
    [
        "/static/../app.py", "/static/%2e%2e/app.py", "/van-ban/../reconcile.db/ke-hoach/tai",
        "/van-ban/%2e%2e%2f%2e%2e/ke-hoach/tai", "/bat-dau/tep/..%2freconcile.toml",
        "/ra-soat/x/y", "/van-ban/x/ke-hoach", "/bat-dau/tep/khong-co", "/reconcile.db",
    ],
)  # fmt: skip
def test_nothing_outside_the_views_is_handed_out(seen: Browser, address: str) -> None:
    done = seen.get(address)
    assert done.status_code in (404, 422)
    assert "SQLite" not in done.text


def test_no_failure_shows_how_the_program_looks_inside(
    page: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("bí mật ở /home/ai-do/reconcile.py")

    monkeypatch.setattr(type(page.site.desk), "waiting", broken)
    done = page.get("/tong-quan")
    assert done.status_code == 500
    assert "Lỗi ngoài dự kiến" in done.text
    assert "bí mật" not in done.text
    assert "Traceback" not in done.text
