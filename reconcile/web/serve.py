"""The local page served: on the loopback alone, unless a password is set."""

import ipaddress
import os
import socket
import webbrowser
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from threading import Timer

from waitress.server import BaseWSGIServer, MultiSocketServer, create_server

from reconcile.config import SETTINGS, load_config
from reconcile.errors import OutputError, ReconcileError, UsageError
from reconcile.model import Where
from reconcile.run.open_folder import must_be_folder
from reconcile.run.page.snapshot import input_names
from reconcile.run.reading.input_files import LOWER, UPPER
from reconcile.run.reading.levels import parts_above
from reconcile.store.database import NAME
from reconcile.web.app import MOST_BYTES, create_app, kept_site
from reconcile.web.password import Gate, gate_of
from reconcile.web.site import Site

LOOPBACK = "127.0.0.1"
PORT = 8765
_LOCAL = ("127.0.0.1", "localhost")
_PATIENCE = 60
"""Seconds after which a browser that sends nothing more is let go."""
_THREADS = 8
_MOMENT = 0.3
"""Seconds until the browser is opened: by then the page answers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Serving:
    """How the page is served."""

    host: str = LOOPBACK
    port: int = PORT
    """0 for any that is free."""
    opens_browser: bool = True


@dataclass(frozen=True, slots=True)
class Served:
    """The page of a working folder, listening."""

    server: BaseWSGIServer | MultiSocketServer
    site: Site
    address: str


def serve(folder: Path, asked: Serving, tell: Callable[[str], None]) -> None:
    """Serve the page of a working folder until somebody stops the program.

    Args:
        folder: the working folder; it is there.
        asked: where to listen.
        tell: told the address, once it answers.

    Raises:
        ReconcileError: of ``listen``.

    """
    served = listen(folder, asked)
    read_ahead(served.site)
    tell(served.address)
    if asked.opens_browser:
        Timer(_MOMENT, webbrowser.open, [served.address]).start()
    served.server.run()


def listen(folder: Path, asked: Serving) -> Served:
    """Begin to listen for the page of a working folder; nothing is answered yet.

    Raises:
        UsageError: no such folder, or an address that is not this machine's own alone.
        OutputError: the port is taken.

    """
    must_be_folder(folder)
    local = is_local(asked.host)
    gate = None if local else gate_of(folder)
    if not local:
        _must_be_guarded(asked.host, gate)
    port = _port(asked)
    names = _LOCAL if local else (asked.host,)
    app = create_app(folder, [f"{name}:{port}" for name in names], gate)
    try:
        server = create_server(
            app,
            host=asked.host,
            port=port,
            threads=_THREADS,
            channel_timeout=_PATIENCE,
            max_request_body_size=MOST_BYTES,
            ident=None,
        )
    except OSError as error:
        raise _taken(port) from error
    return Served(server, kept_site(app), f"http://{names[0]}:{port}/")


def read_ahead(here: Site) -> None:
    """Read a folder in which the program has worked before, so that its figures are there."""
    above = (input_names(here.folder, part) for part in _parts_above(here.folder))
    if (here.folder / NAME).exists() and input_names(here.folder, LOWER) and any(above):
        here.background.start("đọc thư mục", here.desk.read)


def _parts_above(folder: Path) -> tuple[str, ...]:
    """Return where plans above the units lie; settings that cannot be used are told when read."""
    try:
        return parts_above(folder, load_config(folder / SETTINGS))
    except ReconcileError:
        return (UPPER,)


def is_local(host: str) -> bool:
    """Tell whether only this machine reaches an address."""
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _must_be_guarded(host: str, gate: Gate | None) -> None:
    """Refuse to listen where other machines reach the page, unless a password is set.

    Raises:
        UsageError: there is no password, or the address is none of one machine.

    """
    if gate is None:
        raise UsageError(
            "trang chỉ mở được trên chính máy này khi chưa đặt mật khẩu",
            where=Where(host),
            fix="bỏ tùy chọn --host, hoặc đặt mật khẩu bằng: reconcile serve --password",
        )
    try:
        known = not ipaddress.ip_address(host).is_unspecified
    except ValueError:
        known = False
    if not known:
        raise UsageError(
            "địa chỉ này không phải địa chỉ của một máy",
            where=Where(host),
            fix="nêu địa chỉ IP của máy này trong mạng của cơ quan, ví dụ --host 192.168.1.20",
        )


def _port(asked: Serving) -> int:
    """Return the port to listen on; a free one where any will do.

    Raises:
        OutputError: the port is taken.

    """
    with socket.socket() as trial:
        # Who has just closed the page may open it again; on Windows the option means another thing.
        if os.name == "posix":
            trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((asked.host, asked.port))
        except OSError as error:
            raise _taken(asked.port) from error
        return int(trial.getsockname()[1])


def _taken(port: int) -> OutputError:
    """Say that another program listens on the port."""
    return OutputError(
        f"cổng {port} đang có chương trình khác dùng",
        fix="nếu trang đã mở từ trước thì mở lại trong trình duyệt theo địa chỉ"
        f" http://{LOOPBACK}:{port}/; nếu không, chọn cổng khác: --port {port + 1}",
    )
