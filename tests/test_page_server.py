"""Where the local page listens, for whom, and what a browser may send that is none."""

import socket
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Thread
from time import sleep

import pytest

from pages import COOKIE, HOST, VIEWS, Browser, beside, folder, serve_until_closed
from reconcile.errors import OutputError, UsageError
from reconcile.web import password
from reconcile.web.app import create_app
from reconcile.web.password import TRIES, gate_of, set_password
from reconcile.web.serve import LOOPBACK, Serving, is_local, listen


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return folder(tmp_path / "thu-muc")


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
def served(home: Path) -> Iterator[tuple[str, int]]:
    """The page listening on a port of its own."""
    here = listen(home, Serving(port=0))
    thread = Thread(target=serve_until_closed, args=(here.server,), daemon=True)
    thread.start()
    name, _, port = here.address.strip("/").rpartition("/")[2].partition(":")
    yield name, int(port)
    here.server.close()
    thread.join(5)


def test_who_has_just_closed_the_page_may_open_it_again(home: Path) -> None:
    with socket.create_server((LOOPBACK, 0)) as before:
        port = before.getsockname()[1]
        with pytest.raises(OutputError, match=f"cổng {port} đang có chương trình khác"):
            listen(home, Serving(port=port))
        with socket.create_connection((LOOPBACK, port)) as browser:
            # Who hangs up first is the one whose port the system keeps for a while.
            before.accept()[0].close()
            browser.recv(1)
    again = listen(home, Serving(port=port))
    again.server.close()
    assert again.address.endswith(f":{port}/")


def ask(served: tuple[str, int]) -> bytes:
    """Ask for a view as a browser does."""
    with socket.create_connection(served, 10) as line:
        line.sendall(
            b"GET /bat-dau HTTP/1.0\r\nHost: %s:%d\r\n\r\n" % (served[0].encode(), served[1])
        )
        return b"".join(iter(lambda: line.recv(65536), b""))


def test_who_sends_slowly_keeps_nobody_else_waiting(served: tuple[str, int]) -> None:
    slow = [socket.create_connection(served, 10) for _ in range(20)]
    for each in slow:
        each.sendall(b"POST /bat-dau/nhan/lower HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n")
    assert ask(served).startswith(b"HTTP/1.0 200")
    for each in slow:
        each.close()


def test_an_upload_of_two_gigabytes_is_refused_before_it_is_read(served: tuple[str, int]) -> None:
    with socket.create_connection(served, 10) as line:
        line.sendall(
            b"POST /bat-dau/nhan/lower HTTP/1.1\r\nHost: x\r\nContent-Length: 2000000000\r\n\r\n"
        )
        assert b" 413 " in line.recv(100)
    assert ask(served).startswith(b"HTTP/1.0 200")


@pytest.mark.parametrize(
    "sent",
    [
        b"GET / HTTP/1.1\r\n\r\n",
        b"\x00\xff\x00\r\n\r\n",
        b"GET " + b"/" * 300_000 + b" HTTP/1.1\r\n\r\n",
        b"POST /dung HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
    ],
)
def test_what_is_no_request_breaks_nothing(served: tuple[str, int], sent: bytes) -> None:
    with socket.create_connection(served, 10) as line:
        line.sendall(sent)
        line.shutdown(socket.SHUT_WR)
        said = line.recv(100)
    assert not said.startswith(b"HTTP/1.1 200")
    assert ask(served).startswith(b"HTTP/1.0 200")


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
    before = gated.client.get_cookie(COOKIE, domain="127.0.0.1")
    assert "Bắt đầu" in enter(gated, "mat khau dai")
    after = gated.client.get_cookie(COOKIE, domain="127.0.0.1")
    assert before
    assert after
    assert before.value != after.value
    assert "Trang này có mật khẩu" in beside(gated).get("/bat-dau").text


def test_passwords_guessed_at_once_are_weighed_one_after_the_other(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    weighed: list[str] = []

    def slowly(_: str, said: str) -> bool:
        weighed.append(said)
        sleep(0.001)
        return False

    monkeypatch.setattr(password, "check_password_hash", slowly)
    gate = password.Gate("")
    with ThreadPoolExecutor(4 * TRIES) as pool:
        assert not any(pool.map(gate.is_right, map(str, range(4 * TRIES))))
    assert len(weighed) == TRIES


def test_guessing_passwords_is_stopped_even_for_the_right_one(
    gated: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The real check takes its time on purpose; here the counting is looked at.
    monkeypatch.setattr(password, "check_password_hash", lambda _, said: said == "mat khau dai")
    for _ in range(TRIES):
        assert "Mật khẩu không đúng." in enter(gated, "doan mo")
    assert "Nhập sai quá nhiều lần." in enter(beside(gated), "mat khau dai")


def test_a_short_password_is_refused(home: Path) -> None:
    with pytest.raises(UsageError, match="từ 10"):
        set_password(home, "ngan")
