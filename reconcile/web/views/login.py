"""The one view that stands before the others where the page listens for other machines."""

from flask import Blueprint, request
from werkzeug.wrappers import Response

from reconcile.web.site import alone, go, site, tell

views = Blueprint("login", __name__)


@views.get("/dang-nhap")
def page() -> str | Response:
    """Ask for the password."""
    return alone("login.html") if site().gate else go("start.home")


@views.post("/dang-nhap")
def enter() -> Response:
    """Let a browser in that knows the password, under a new session."""
    here = site()
    gate = here.gate
    if gate is None:
        return go("start.home")
    if gate.is_shut:
        tell("Nhập sai quá nhiều lần. Đợi 5 phút rồi thử lại.", tone="alert")
        return go("login.page")
    if not gate.is_right(request.form.get("mat-khau", "")):
        tell("Mật khẩu không đúng.", tone="alert")
        return go("login.page")
    known = here.visitors.new()
    known.is_known = True
    response = go("start.home")
    response.set_cookie(here.visitors.cookie, known.key, httponly=True, samesite="Strict")
    return response
