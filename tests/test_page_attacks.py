"""What an attacker tries: another page in the same browser, crafted requests, crafted files."""

import io
import pickle
import re
import zipfile
from base64 import b64encode
from pathlib import Path
from urllib.parse import quote

import pytest

from pages import COOKIE, HOST, ORIGIN, VIEWS, Browser, beside, browser, folder
from reconcile.config import load_config
from reconcile.run.answers.decisions import list_decisions
from reconcile.run.page.received import safe_name
from reconcile.web.safety import Visitors

FORM = "application/x-www-form-urlencoded"
HEADERS = {"Host": HOST, "Origin": ORIGIN}
NO_TEXT = "\x00\r\n\u202e\u2066"


@pytest.fixture(scope="module")
def kept_page(tmp_path_factory: pytest.TempPathFactory) -> Browser:
    """A page that no test changes."""
    return browser(folder(tmp_path_factory.mktemp("kept") / "thu-muc"))


@pytest.fixture
def seen(kept_page: Browser) -> Browser:
    """A browser of its own before that page."""
    return beside(kept_page)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return folder(tmp_path / "thu-muc")


@pytest.fixture
def page(home: Path) -> Browser:
    return browser(home)


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
@pytest.mark.parametrize(
    ("mode", "dest", "code"),
    [("no-cors", "image", 403), ("cors", "empty", 403), ("navigate", "iframe", 403),
     ("navigate", "document", 200)],
)  # fmt: skip
def test_another_page_may_link_to_a_view_and_not_fetch_it(
    seen: Browser, site: str, mode: str, dest: str, code: int
) -> None:
    said = {"Sec-Fetch-Site": site, "Sec-Fetch-Mode": mode, "Sec-Fetch-Dest": dest}
    assert seen.get("/tong-quan", **said).status_code == code
    assert seen.post("/dung", None, **said).status_code == 403


def test_a_page_of_another_port_that_floods_us_ends_nobody_s_session() -> None:
    visitors = Visitors("8765")
    ours = visitors.new()
    visitors.of(ours.key)
    for _ in range(1200):
        visitors.new()
    assert visitors.of(ours.key) is ours


def test_two_working_folders_in_one_browser_do_not_end_each_other_s_session() -> None:
    assert Visitors("8765").cookie != Visitors("8766").cookie


@pytest.mark.parametrize(
    "cookie", ["x=1", "../../etc/passwd", b64encode(pickle.dumps(Path("/"))).decode(), "a" * 3900]
)
def test_a_made_up_cookie_is_no_session_and_is_never_kept(seen: Browser, cookie: str) -> None:
    client = seen.app.test_client()
    client.set_cookie(COOKIE, cookie, domain="127.0.0.1")
    done = client.get("/bat-dau", headers=seen.HEADERS)
    assert done.status_code == 200
    assert cookie not in done.headers["Set-Cookie"]
    sent = {"token": "0" * 64}
    assert client.post("/dung", data=sent, headers=HEADERS).status_code == 403


@pytest.mark.parametrize(
    "kind", ["text/plain", "application/json", "multipart/form-data", "application/xml", ""]
)
def test_a_form_of_another_kind_brings_no_token_along(seen: Browser, kind: str) -> None:
    body = f"token={seen.token()}&verdict=done"
    done = seen.client.post("/dung", data=body, content_type=kind, headers=HEADERS)
    assert done.status_code in (400, 403)


@pytest.mark.parametrize("said", ["X-HTTP-Method-Override", "X-Method-Override", "X-HTTP-Method"])
def test_no_header_makes_looking_a_change(seen: Browser, said: str) -> None:
    assert seen.get("/dung", **{said: "POST"}).status_code == 405
    assert seen.get("/giao-dien?_method=POST&giao-dien=dark").status_code == 405


@pytest.mark.parametrize("said", ["X-Forwarded-Host", "X-Original-URL", "Forwarded", "X-Host"])
def test_no_header_says_who_we_are_but_the_host(seen: Browser, said: str) -> None:
    done = seen.client.get("/", headers={"Host": HOST, said: "evil.example"})
    assert "evil" not in f"{done.headers}{done.text}"
    foreign = seen.client.get("/", headers={"Host": "evil.example", said: HOST})
    assert foreign.status_code == 403


@pytest.mark.parametrize(
    "address",
    ["//evil.example", "//evil.example/..", "/%2f%2fevil.example", "/\\evil.example", "/bat-dau/",
     "/dang-nhap?next=//evil.example", "/?url=http://evil.example"],
)  # fmt: skip
def test_nothing_leads_to_another_site(seen: Browser, address: str) -> None:
    done = seen.client.get(address, headers=seen.HEADERS)
    assert re.fullmatch(rf"(?:(?:{ORIGIN})?/(?![/\\]).*)?", done.headers.get("Location", ""))


@pytest.mark.parametrize(
    "address",
    ["/ra-soat/x%0d%0aSet-Cookie:%20a=b/y", "/bat-dau/tep/%0d%0a", "/doi-chieu?tim=%0d%0aX:%20y"],
)
def test_line_ends_in_an_address_make_no_header(seen: Browser, address: str) -> None:
    done = seen.client.get(address, headers=seen.HEADERS)
    assert "X" not in done.headers
    assert "a=b" not in str(done.headers)


@pytest.mark.parametrize(
    "shown", ["/khong-co/<script>x", "/bat-dau/tep/<script>x", "/tro-giup/<b>"]
)
def test_what_is_not_there_is_not_repeated(seen: Browser, shown: str) -> None:
    done = seen.get(quote(shown))
    assert done.status_code in (404, 422)
    assert "<script>x" not in done.text
    assert "<b>x" not in done.text


@pytest.mark.parametrize(
    "address",
    ["/static/%00", "/static/..%5c..%5capp.py", "/static/%252e%252e/app.py", "/static//etc/passwd",
     "/van-ban/tong-hop/99999999999999999999", "/van-ban/tong-hop/-1", "/tien-do/tep/7",
     "/bat-dau/tep/..%2f..%2freconcile.db", "/van-ban/%00/ke-hoach/tai", "/tro-giup/..%2fREADME"],
)  # fmt: skip
def test_no_odd_address_hands_a_file_out_or_breaks_anything(seen: Browser, address: str) -> None:
    done = seen.get(address)
    assert done.status_code in (404, 422)
    assert "def create_app" not in done.text


@pytest.mark.parametrize("view", [*VIEWS, "/tien-do?nhom=tat-ca&pham-vi=assigned"])
def test_odd_and_endless_values_in_an_address_are_only_values(seen: Browser, view: str) -> None:
    sign = "&" if "?" in view else "?"
    for odd in ("9" * 30, "-5", "%00%ff%fe((((((a+)+)+)+)+${{7*7}}" + "a" * 50_000):
        names = ("tim", "trang", "don-vi", "ket-qua", "nhom", "pham-vi", "thang", "noi", "ma")
        asked = "&".join(f"{name}={odd}" for name in names)
        done = seen.get(f"{view}{sign}{asked}")
        assert done.status_code == 200, (view, odd[:9])
        assert len(done.data) < 1_000_000


@pytest.mark.parametrize(
    "asked",
    [{"Range": "bytes=0-99999999999"}, {"Range": "bytes=" + "0-1," * 2000}, {"Range": "bytes=9-1"},
     {"Upgrade": "websocket", "Connection": "Upgrade"}, {"Accept-Encoding": "gzip;q=nan"},
     {"If-Modified-Since": "x" * 5000}, {"Content-Length": "-1"}, {"Accept-Language": "*" * 9000}],
)  # fmt: skip
def test_odd_headers_change_nothing(seen: Browser, asked: dict[str, str]) -> None:
    for address in ("/static/page.css", "/tong-quan"):
        done = seen.get(address, **asked)
        assert done.status_code in (200, 206, 304, 400, 416)
        assert len(done.data) < 1_000_000


def test_asking_for_leave_across_sites_gets_none(seen: Browser) -> None:
    asked = {"Origin": "http://evil.example", "Access-Control-Request-Method": "POST"}
    done = seen.client.options("/dung", headers=seen.HEADERS | asked)
    assert not [name for name, _ in done.headers if name.startswith("Access-Control")]
    assert "Access-Control-Allow-Origin" not in seen.get("/tong-quan", **asked).headers


@pytest.mark.parametrize("view", VIEWS)
def test_a_head_says_as_much_as_a_look_and_has_no_body(seen: Browser, view: str) -> None:
    done = seen.client.head(view, headers=seen.HEADERS, follow_redirects=True)
    assert (done.status_code, done.data) == (200, b"")
    assert done.headers["Cache-Control"] == "no-store"


def test_a_form_of_endless_fields_is_refused(seen: Browser) -> None:
    body = f"token={seen.token()}&note=" + "x" * 3_000_000
    done = seen.client.post("/dung", data=body, content_type=FORM, headers=HEADERS)
    assert done.status_code == 413
    assert seen.get("/tong-quan").status_code == 200


def test_bytes_that_are_no_text_are_kept_as_text(page: Browser, home: Path) -> None:
    page.answer("Tuyên truyền", "done", note=f"ghi{NO_TEXT}chú", person="x" * 9000)
    (said,) = list_decisions(home).decisions
    assert not set(NO_TEXT) & set(said.note) - {"\n"}
    assert len(said.person) <= 200
    body = f"token={page.token()}&verdict=done&note=".encode() + b"\xff\xfe\xed\xa0\x80"
    address = f"{page.page_of('Tuyên truyền')}/y-kien"
    done = page.client.post(address, data=body, content_type=FORM, headers=HEADERS)
    assert done.status_code == 403


def test_no_value_of_a_setting_becomes_a_setting(page: Browser, home: Path) -> None:
    saw = page.get("/thiet-lap").text.partition('name="saw" value="')[2][:16]
    nasty = 'A"\n[run]\njobs = 64\n["'
    said = {"saw": saw, "upper.name": nasty, "run.jobs": "64", "upper": "x", "files.x.unit": "y"}
    page.post("/thiet-lap", said)
    kept = load_config(home / "reconcile.toml")
    assert kept.run.jobs != 64
    assert "jobs = 64" in kept.upper.name
    assert kept.files == {}


@pytest.mark.parametrize(
    ("name", "kept"),
    [("a.xlsx::$DATA", "a.xlsx--$DATA"), ("a\u202excod.xlsx", "axcod.xlsx"),
     ("..\\..\\x.xlsx", "x.xlsx"), ("nul", "don-vi.nul"), (" .xlsx ", "don-vi.xlsx"),
     ("a.xlsx.", "a.xlsx")],
)  # fmt: skip
def test_no_odd_name_of_an_upload_leads_anywhere(name: str, kept: str) -> None:
    assert safe_name(name) == kept


def test_an_archive_of_links_and_paths_writes_nothing_outside(page: Browser, home: Path) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        link = zipfile.ZipInfo("lien-ket.csv")
        link.external_attr = 0o120777 << 16
        archive.writestr(link, "/etc/passwd")
        for name in ("../../../ngoai.csv", "/ngoai.csv", "C:\\ngoai.csv"):
            archive.writestr(name, "STT;Nội dung nhiệm vụ\n1;Trồng cây\n")
    before = {path for path in home.parent.rglob("*") if path.is_file()}
    page.post("/bat-dau/nhan/lower", {"tep": (io.BytesIO(packed.getvalue()), "goi.zip")})
    page.site.desk.read()
    after = {path for path in home.parent.rglob("*") if path.is_file()}
    new = {path.relative_to(home).as_posix() for path in after - before}
    assert {name for name in new if not name.startswith("reconcile.db")} == {"inputs/lower/goi.zip"}
    for address in ("/bat-dau", "/tong-quan", "/sai-lech"):
        assert "root:" not in page.get(address).text


def test_a_workbook_that_refers_elsewhere_brings_nothing_in(page: Browser) -> None:
    outside = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("[Content_Types].xml", f"{outside}<Types>&e;</Types>")
        archive.writestr("xl/workbook.xml", f"{outside}<workbook>&e;</workbook>")
        archive.writestr("xl/externalLinks/externalLink1.xml", f"{outside}<externalLink/>")
    page.post("/bat-dau/nhan/lower", {"tep": (io.BytesIO(packed.getvalue()), "la.xlsx")})
    page.site.desk.read()
    shown = page.get("/tong-quan").text
    assert "la.xlsx" in shown
    assert "root:" not in shown


def test_folders_of_outputs_that_lead_elsewhere_hand_nothing_out(
    page: Browser, home: Path, tmp_path: Path
) -> None:
    secret = tmp_path / "kin"
    secret.mkdir()
    (secret / "bi-mat.xlsx").write_bytes(b"bi mat")
    for place in ("outputs/form/tien-do", "outputs/gui"):
        (home / place).parent.mkdir(parents=True, exist_ok=True)
        (home / place).symlink_to(secret, target_is_directory=True)
    for address in ("/tien-do/bieu.zip", "/van-ban/thu.zip", "/van-ban/bieu.zip"):
        assert b"bi mat" not in page.get(address).data
        assert b"bi-mat" not in page.get(address).data


def test_a_state_of_a_task_is_shown_as_text(page: Browser) -> None:
    shown = page.get("/tien-do?nhom=tat-ca&pham-vi=assigned").text
    row = re.findall(r'<tr id="([0-9a-f]+)">', shown)[0]
    nasty = "<script>alert(1)</script>{{ config }}"
    page.post("/tien-do/ghi", {"dong": row, "tinh-trang": "done", "ghi-chu": nasty, "nguoi": nasty})
    shown = page.get(f"/tien-do?nhom=tat-ca&pham-vi=assigned&mo={row}").text
    assert "&lt;script&gt;alert(1)" in shown
    assert "<script>alert" not in shown
    assert "{{ config }}" in shown
