"""What a request must be before any view sees it, and what every answer forbids the browser.

Other sites that a person has open can send requests to this page as well: none of theirs may
read or change anything.
"""

import hmac
import secrets
from collections.abc import Iterable
from dataclasses import dataclass, field
from threading import Lock
from time import monotonic
from typing import Any

from flask import Flask, Response, abort, g, redirect, request
from werkzeug.wrappers import Response as BaseResponse

_COOKIE = "reconcile-phien"
TOKEN = "token"  # noqa: S105 - the name of a form's field
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self';"
    " form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_HEADERS = {
    "Content-Security-Policy": _POLICY,
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    # Not "no-referrer": browsers would then hide from us where a form was sent from.
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
_ELSEWHERE = frozenset({"cross-site", "same-site"})
"""What browsers say of a request that another page has sent; another port is “same-site”."""
_METHODS = frozenset({"GET", "HEAD", "POST"})
_BEFORE_THE_GATE = ("login.page", "login.enter", "static")
"""What a browser sees that has not given the password."""
_IDLE = 8 * 3600.0
"""Seconds after which a session that nobody uses is forgotten."""
_FORM_BYTES = 2_000_000
"""Of a form without files, which is read whole."""
_MOST = 500
"""Sessions that are kept; the one that was used longest ago goes first."""


@dataclass
class Visitor:
    """One browser, for as long as it keeps its cookie."""

    key: str
    used: float
    came_back: bool = False
    """Whether it has sent its cookie: what never does may be a page that floods us."""
    is_known: bool = False
    """Whether the password was given, where there is one."""
    kept: dict[str, Any] = field(default_factory=dict)
    """What the views remember of it: its last answers, its name, what is to be told next."""


class Visitors:
    """The browsers that have been here since the program was started."""

    def __init__(self, port: str = "") -> None:
        # Browsers keep cookies by the machine: two working folders at once would mix them up.
        self.cookie = f"{_COOKIE}-{port}" if port else _COOKIE
        self._secret = secrets.token_bytes(32)
        self._visitors: dict[str, Visitor] = {}
        self._lock = Lock()

    def of(self, key: str) -> Visitor | None:
        """Return the browser of a cookie, unless it was away for too long."""
        with self._lock:
            found = self._visitors.get(key)
            if found is None or monotonic() - found.used > _IDLE:
                self._visitors.pop(key, None)
                return None
            found.used = monotonic()
            found.came_back = True
            return found

    def new(self) -> Visitor:
        """Begin a session."""
        visitor = Visitor(secrets.token_urlsafe(24), monotonic())
        with self._lock:
            self._visitors[visitor.key] = visitor
            while len(self._visitors) > _MOST:
                others = (v for v in self._visitors.values() if v is not visitor)
                gone = min(others, key=lambda v: (v.is_known, v.came_back, v.used))
                del self._visitors[gone.key]
        return visitor

    def token(self, visitor: Visitor) -> str:
        """Return what a form of this browser has to bring along."""
        return hmac.new(self._secret, visitor.key.encode(), "sha256").hexdigest()

    def is_token(self, visitor: Visitor, said: str) -> bool:
        """Tell whether a form was made for this browser."""
        return hmac.compare_digest(self.token(visitor).encode(), said.encode())


def guard(app: Flask, visitors: Visitors, hosts: Iterable[str], *, gated: bool) -> None:
    """Hold every request against the rules, before any view.

    Args:
        app: the application.
        visitors: the browsers.
        hosts: the names by which it may be called.
        gated: whether only who has given the password sees anything.

    """
    allowed = frozenset(hosts)

    @app.before_request
    def _check() -> BaseResponse | None:
        _check_call(visitors, allowed)
        if gated and not g.visitor.is_known and request.endpoint not in _BEFORE_THE_GATE:
            return redirect("/dang-nhap", code=303)
        return None

    @app.after_request
    def _close(response: Response) -> Response:
        for name, said in _HEADERS.items():
            response.headers[name] = said
        response.headers.pop("Server", None)
        if g.get("is_new") and g.get("visitor"):
            response.set_cookie(visitors.cookie, g.visitor.key, httponly=True, samesite="Strict")
        return response


def _check_call(visitors: Visitors, hosts: frozenset[str]) -> None:
    """Refuse what no browser of ours asks for, and know the browser that does."""
    if request.method not in _METHODS:
        abort(405)
    if request.headers.get("Host", "") not in hosts:
        abort(403)
    if _is_from_elsewhere():
        abort(403)
    visitor = visitors.of(request.cookies.get(visitors.cookie, ""))
    if request.method == "POST":
        _check_change(visitors, visitor, hosts)
    g.is_new = visitor is None
    g.visitor = visitor or visitors.new()


def _is_from_elsewhere() -> bool:
    """Tell whether another page asks, in a browser that says so: following a link is no asking."""
    said = request.headers
    follows = said.get("Sec-Fetch-Mode") == "navigate" and said.get("Sec-Fetch-Dest") == "document"
    return said.get("Sec-Fetch-Site") in _ELSEWHERE and not (follows and request.method == "GET")


def _check_change(visitors: Visitors, visitor: Visitor | None, hosts: frozenset[str]) -> None:
    """Refuse a change that was not sent from a form of our own, in this browser."""
    if request.headers.get("Origin") not in {f"http://{host}" for host in hosts}:
        abort(403)
    if request.mimetype != "multipart/form-data":
        request.max_content_length = _FORM_BYTES
    # The header first: a form is not even parsed for who has no token in it.
    said = request.headers.get("X-Token") or request.form.get(TOKEN, "")
    if visitor is None or not visitors.is_token(visitor, said):
        abort(403)
