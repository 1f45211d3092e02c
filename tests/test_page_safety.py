"""What the local page refuses, and what it shows as plain text: requests, uploads, names, links."""

import io
import re
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from hostile import HOSTILE
from pages import HOST, ORIGIN, Browser, beside, browser, folder
from reconcile.errors import UsageError
from reconcile.run.decisions import list_decisions
from reconcile.run.page.received import Side, safe_name
from reconcile.web import app as application
from reconcile.web.app import create_app
from reconcile.web.password import TRIES, gate_of, set_password
from reconcile.web.serve import Serving, is_local, listen

VIEWS = (
    "/bat-dau", "/tong-quan", "/doi-chieu", "/doi-chieu?dang=danh-sach", "/ra-soat", "/van-ban",
    "/sai-lech", "/lich-su", "/thiet-lap",
)  # fmt: skip
CHANGES = (
    "/bat-dau/nhan/upper", "/bat-dau/bo/lower/0123456789", "/doi-chieu-lai", "/dung",
    "/van-ban/lap", "/thiet-lap", "/giao-dien", "/ra-soat/hoan-tac",
)  # fmt: skip
FOREIGN_HOSTS = (
    "evil.example", "127.0.0.1", "127.0.0.1:80", "127.0.0.1:8765.evil.example",
    "localhost.evil:8765", "[::1]:8765", "0.0.0.0:8765", "",
)  # fmt: skip
FOREIGN_ORIGINS = (
    "http://evil.example", "https://127.0.0.1:8765", "http://127.0.0.1:8766", "null",
    "http://localhost", f"http://{HOST}.evil.example",
)  # fmt: skip
NAMES = (
    ("../../ngoai.xlsx", "ngoai.xlsx"), ("/etc/passwd.csv", "passwd.csv"),
    ("C:\\Windows\\xa.xlsx", "xa.xlsx"), ("..", "don-vi"), (".an.xlsx", "an.xlsx"),
    ("con.xlsx", "con_.xlsx"), ("a\x00b\n.xlsx", "a-b-.xlsx"), ("<b>.xlsx", "-b-.xlsx"),
    ("~$xa.xlsx", "$xa.xlsx"), ("x" * 300 + ".xlsx", None),
)  # fmt: skip


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return folder(tmp_path / "thu-muc")


@pytest.fixture
def page(home: Path) -> Browser:
    return browser(home)


def upload(page: Browser, name: str, data: bytes, side: str = "lower") -> str:
    return page.post(f"/bat-dau/nhan/{side}", {"tep": (io.BytesIO(data), name)}).text


def still_answers(page: Browser) -> bool:
    return page.get("/tong-quan").status_code == 200


@pytest.mark.parametrize("host", FOREIGN_HOSTS)
def test_a_foreign_host_is_refused(page: Browser, host: str) -> None:
    done = page.client.get("/tong-quan", headers={"Host": host})
    assert done.status_code == 403
    assert "An Bình" not in done.text


@pytest.mark.parametrize("origin", FOREIGN_ORIGINS)
def test_a_change_from_a_foreign_page_is_refused(page: Browser, origin: str, home: Path) -> None:
    address, key = page.page_of("Tuyên truyền"), page.item("Tuyên truyền").key
    done = page.post(f"{address}/y-kien", {"verdict": "done", "task": key}, Origin=origin)
    assert done.status_code == 403
    assert not list_decisions(home).decisions


def test_a_change_that_does_not_say_where_it_comes_from_is_refused(page: Browser) -> None:
    data = {"token": page.token()}
    done = page.client.post("/dung", data=data, headers=Browser.HEADERS)
    assert done.status_code == 403


@pytest.mark.parametrize("address", CHANGES)
def test_no_change_without_a_token(page: Browser, address: str) -> None:
    page.get("/thiet-lap")
    for said in ("", "0" * 64, "á"):
        headers = Browser.HEADERS | {"Origin": ORIGIN}
        done = page.client.post(address, data={"token": said}, headers=headers)
        assert done.status_code == 403


def test_the_token_of_another_session_is_refused(page: Browser) -> None:
    other = beside(page).token()
    assert other != page.token()
    assert page.post("/dung", {"token": other}).status_code == 403


@pytest.mark.parametrize("address", CHANGES)
def test_nothing_is_changed_by_looking(page: Browser, address: str, home: Path) -> None:
    before = (home / "reconcile.toml").read_bytes()
    assert page.get(address).status_code in (200, 404, 405, 422)
    assert (home / "reconcile.toml").read_bytes() == before


@pytest.mark.parametrize("method", ["put", "delete", "patch", "options", "trace"])
def test_other_methods_are_refused(page: Browser, method: str) -> None:
    done = page.client.open("/thiet-lap", method=method.upper(), headers=Browser.HEADERS)
    assert done.status_code == 405


@pytest.mark.parametrize("address", [*VIEWS, "/khong-co", "/static/page.css"])
def test_every_answer_forbids_framing_foreign_scripts_and_keeping(
    page: Browser, address: str
) -> None:
    said = page.get(address).headers
    policy = said["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert said["X-Frame-Options"] == "DENY"
    assert said["Cache-Control"] == "no-store"
    assert said["X-Content-Type-Options"] == "nosniff"


def test_the_cookie_is_for_this_page_alone(page: Browser) -> None:
    fresh = page.app.test_client().get("/bat-dau", headers=Browser.HEADERS)
    assert "HttpOnly" in fresh.headers["Set-Cookie"]
    assert "SameSite=Strict" in fresh.headers["Set-Cookie"]


@pytest.mark.parametrize("address", VIEWS)
def test_no_view_has_anything_inline_or_from_outside(page: Browser, address: str) -> None:
    shown = page.get(address).text
    assert not re.search(r"<script(?! src=\"/static/)", shown)
    assert not re.search(r"<style|\sstyle=|\son[a-z]+=|javascript:", shown)
    assert not re.search(r"(?:src|href|action)=\"(?:https?:)?//", shown)
    assert len(shown.encode()) < 1_000_000


def test_text_from_files_is_shown_and_never_run(page: Browser) -> None:
    shown = page.get(page.page_of("Công khai")).text
    assert "&lt;b&gt;thủ" in shown
    assert "{{ 7 * 7 }}" in " ".join(re.sub(r"<[^>]*>", "", shown).split())
    assert "49 tại một" not in shown
    own = page.get(f"/ra-soat/{page.units()[0].short}/nhiem-vu-don-vi").text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in own


def test_what_a_person_types_is_shown_as_text(page: Browser) -> None:
    nasty = "<img src=x onerror=alert(1)> {{ config }}"
    page.answer("Tuyên truyền", "done", note=nasty, person=nasty)
    for address in ("/lich-su", page.page_of("Tuyên truyền")):
        shown = page.get(address).text
        assert "<img" not in shown
        assert "{{ config }}" in shown
    assert "<img" not in page.get("/doi-chieu?tim=<img src=x>").text


def test_names_of_files_are_shown_as_text(page: Browser, home: Path) -> None:
    upload(page, "<script>{{ 8*8 }}.xlsx", b"khong phai excel")
    shown = page.get("/bat-dau").text
    assert "<script>{{" not in shown
    assert "{{ 8-8 }}.xlsx" in shown
    assert not (home / "inputs/lower/<script>{{ 8*8 }}.xlsx").exists()


@pytest.mark.parametrize(("name", "kept"), NAMES)
def test_the_name_of_an_upload_is_never_a_path(name: str, kept: str | None) -> None:
    found = safe_name(name)
    assert "/" not in found
    assert "\\" not in found
    assert len(found) <= 90
    if kept is not None:
        assert found == kept


def test_an_upload_lands_in_its_folder_whatever_it_is_called(page: Browser, home: Path) -> None:
    before = {path for path in home.parent.rglob("*") if path.is_file()}
    upload(page, "../../../ngoai.xlsx", b"PK")
    after = {path for path in home.parent.rglob("*") if path.is_file()}
    assert {path.relative_to(home).as_posix() for path in after - before} == {
        "inputs/lower/ngoai.xlsx"
    }


def test_other_kinds_of_files_are_not_taken(page: Browser, home: Path) -> None:
    for name in ("virus.exe", "reconcile.toml", "a.py", "trang.svg", "khong-duoi"):
        assert "không nhận" in upload(page, name, b"x")
    assert sorted(each.name for each in (home / "inputs/lower").iterdir()) == [
        "AN BÌNH.xlsx",
        "PHÚ LỘC.xlsx",
    ]


def test_a_file_of_the_same_name_is_moved_aside_and_not_lost(page: Browser, home: Path) -> None:
    old = (home / "inputs/lower/AN BÌNH.xlsx").read_bytes()
    assert "đã thay tệp cũ" in upload(page, "AN BÌNH.xlsx", b"moi")
    assert (home / "inputs/cu/AN BÌNH.xlsx").read_bytes() == old
    assert "đã có sẵn" in upload(page, "AN BÌNH.xlsx", b"moi")


def test_an_upload_that_is_too_large_is_refused(page: Browser) -> None:
    page.app.config["MAX_CONTENT_LENGTH"] = 100_000
    shown = page.post("/bat-dau/nhan/lower", {"tep": (io.BytesIO(b"x" * 200_000), "to.xlsx")})
    assert shown.status_code == 413
    assert "quá lớn hoặc quá nhiều" in shown.text
    assert application.MOST_BYTES < 2_000_000_000
    assert still_answers(page)


# Werkzeug leaves it to the collector to close what had come before the refusal.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_too_many_files_at_once_are_refused(page: Browser, home: Path) -> None:
    files = [(io.BytesIO(b"x"), f"{at}.xlsx") for at in range(application.MOST_FILES + 60)]
    assert page.post("/bat-dau/nhan/lower", {"tep": files}).status_code == 413
    assert len(list((home / "inputs/lower").iterdir())) == 2
    assert still_answers(page)


def test_fifty_uploads_at_once_all_land(page: Browser, home: Path) -> None:
    token, headers = page.token(), Browser.HEADERS | {"Origin": ORIGIN}
    cookie = page.client.get_cookie("reconcile-phien", domain="127.0.0.1")
    assert cookie

    def send(at: int) -> int:
        client = page.app.test_client()
        client.set_cookie("reconcile-phien", cookie.value, domain="127.0.0.1")
        data = {"token": token, "tep": (io.BytesIO(f"so {at}".encode()), f"{at}.csv")}
        return client.post("/bat-dau/nhan/lower", data=data, headers=headers).status_code

    with ThreadPoolExecutor(16) as pool:
        assert set(pool.map(send, range(50))) == {303}
    assert len(list((home / "inputs/lower").glob("*.csv"))) == 50


@pytest.mark.slow
def test_a_zip_bomb_is_told_of_and_the_rest_goes_on(page: Browser, tmp_path: Path) -> None:
    HOSTILE["bombs.zip"](tmp_path / "bom.zip")
    upload(page, "bom.zip", (tmp_path / "bom.zip").read_bytes())
    page.site.desk.read()
    assert "bom.zip" in page.get("/tong-quan").text
    assert len(page.units()) == 2


def test_folders_of_inputs_that_lead_elsewhere_are_not_written_to(
    page: Browser, home: Path, tmp_path: Path
) -> None:
    outside = tmp_path / "ngoai"
    outside.mkdir()
    (home / "inputs/lower").rename(tmp_path / "cu")
    (home / "inputs/lower").symlink_to(outside, target_is_directory=True)
    assert "dẫn ra ngoài" in upload(page, "xa.xlsx", b"x")
    assert not list(outside.iterdir())


def test_a_link_in_the_place_of_an_upload_is_never_written_through(
    page: Browser, home: Path, tmp_path: Path
) -> None:
    secret = tmp_path / "bi-mat.xlsx"
    secret.write_bytes(b"giu nguyen")
    (home / "inputs/lower/link.xlsx").symlink_to(secret)
    upload(page, "link.xlsx", b"moi")
    assert secret.read_bytes() == b"giu nguyen"
    assert (home / "inputs/lower/link.xlsx").read_bytes() == b"moi"


def test_a_link_in_the_place_of_a_document_is_not_handed_out(
    page: Browser, home: Path, tmp_path: Path
) -> None:
    secret = tmp_path / "bi-mat.docx"
    secret.write_bytes(b"bi mat")
    unit = page.units()[0]
    place = home / "outputs" / unit.lower.place.path
    place.mkdir(parents=True)
    (place / "ke-hoach.docx").symlink_to(secret)
    (home / "outputs/tong-hop.xlsx").symlink_to(secret)
    assert page.get(f"/van-ban/{unit.short}/ke-hoach/tai").status_code == 404
    assert page.get("/van-ban/tong-hop/0").status_code == 404
    assert b"bi mat" not in page.get("/van-ban/tat-ca.zip").data


@pytest.mark.parametrize(
    "address",
    [
        "/static/../app.py", "/static/%2e%2e/app.py", "/van-ban/../reconcile.db/ke-hoach/tai",
        "/van-ban/%2e%2e%2f%2e%2e/ke-hoach/tai", "/bat-dau/tep/..%2freconcile.toml",
        "/ra-soat/x/y", "/van-ban/x/ke-hoach", "/bat-dau/tep/khong-co", "/reconcile.db",
    ],
)  # fmt: skip
def test_nothing_outside_the_views_is_handed_out(page: Browser, address: str) -> None:
    done = page.get(address)
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


def test_a_folder_that_is_not_there_is_told_and_not_made(tmp_path: Path) -> None:
    with pytest.raises(UsageError):
        create_app(tmp_path / "khong-co", [HOST])
    assert not (tmp_path / "khong-co").exists()


@pytest.mark.parametrize("host", ["0.0.0.0", "192.168.1.5", "::", "evil.example", ""])  # noqa: S104
def test_the_page_listens_for_this_machine_alone(host: str, home: Path) -> None:
    with pytest.raises(UsageError, match="chỉ mở được trên chính máy này"):
        listen(home, Serving(host=host, port=0))
    assert all(map(is_local, ("127.0.0.1", "localhost", "::1")))


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "evil.example"])  # noqa: S104
def test_a_password_opens_one_address_and_not_all(host: str, home: Path) -> None:
    set_password(home, "mat khau dai")
    with pytest.raises(UsageError, match="không phải địa chỉ của một máy"):
        listen(home, Serving(host=host, port=0))


@pytest.fixture
def gated(home: Path) -> Browser:
    """The page as another machine sees it, before the password."""
    set_password(home, "mat khau dai")
    app = create_app(home, [HOST], gate_of(home))
    return Browser(app, app.test_client())


def enter(page: Browser, said: str) -> str:
    """Type a password."""
    token = page.get("/dang-nhap").text.partition('name="token" value="')[2].partition('"')[0]
    return page.post("/dang-nhap", {"token": token, "mat-khau": said}).text


def test_without_the_password_no_view_is_seen(gated: Browser, home: Path) -> None:
    for address in (*VIEWS, "/trang-thai", "/khong-co"):
        shown = gated.get(address).text
        assert "Trang này có mật khẩu" in shown
        assert "AN BÌNH" not in shown
    assert "mat khau dai" not in (home / "reconcile.password").read_text("utf-8")


def test_with_the_password_a_new_session_begins(gated: Browser) -> None:
    gated.get("/dang-nhap")
    before = gated.client.get_cookie("reconcile-phien", domain="127.0.0.1")
    assert "Bắt đầu" in enter(gated, "mat khau dai")
    after = gated.client.get_cookie("reconcile-phien", domain="127.0.0.1")
    assert before
    assert after
    assert before.value != after.value
    assert "Trang này có mật khẩu" in beside(gated).get("/bat-dau").text


def test_guessing_passwords_is_stopped_even_for_the_right_one(gated: Browser) -> None:
    for _ in range(TRIES):
        assert "Mật khẩu không đúng." in enter(gated, "doan mo")
    assert "Nhập sai quá nhiều lần." in enter(beside(gated), "mat khau dai")


def test_a_short_password_is_refused(home: Path) -> None:
    with pytest.raises(UsageError, match="từ 10"):
        set_password(home, "ngan")


def test_sides_are_a_closed_list(page: Browser) -> None:
    assert [each.value for each in Side] == ["upper", "lower"]
    assert page.post("/bat-dau/nhan/..%2f..").status_code == 404
    assert page.post("/bat-dau/nhan/templates").status_code == 404
