"""The application: views, safety, and what is said when something goes wrong."""

from collections.abc import Iterable
from pathlib import Path

from flask import Flask, g, render_template, request
from jinja2 import StrictUndefined
from werkzeug.exceptions import HTTPException, InternalServerError

from reconcile.errors import ReconcileError
from reconcile.model import Where
from reconcile.office.limits import most
from reconcile.run.open_folder import must_be_folder
from reconcile.vocabulary.terms import term
from reconcile.web import shown
from reconcile.web.fields import form_name, label_at
from reconcile.web.password import Gate
from reconcile.web.safety import guard
from reconcile.web.site import Site, keep_site, new_site, site
from reconcile.web.views import (
    bulk,
    direct,
    documents,
    doubtful,
    findings,
    guides,
    history,
    levels,
    login,
    matrix,
    news,
    overview,
    own,
    preview,
    printed,
    review,
    settings,
    start,
    states,
    taking_back,
)

MOST_BYTES = most("upload")
"""Of one request; more is refused before it is read."""
MOST_FILES = most("upload-files")
"""Of one request."""
_FORM_BYTES = most("form")
"""Of the fields of a form that are no files."""
_VIEWS = (
    bulk,
    direct,
    start,
    overview,
    matrix,
    news,
    own,
    preview,
    printed,
    review,
    documents,
    findings,
    guides,
    history,
    levels,
    login,
    settings,
    states,
    doubtful,
    taking_back,
)
_SAID = {
    400: ("Yêu cầu không đúng dạng.", "Tải lại trang rồi làm lại."),
    403: (
        "Yêu cầu bị từ chối: không gửi từ trang này, hoặc trang mở từ trước lần khởi động này.",
        "Tải lại trang rồi làm lại; ý kiến đã lưu vẫn còn.",
    ),
    404: ("Không có trang này.", "Mở lại từ trang đầu."),
    405: ("Yêu cầu không đúng dạng.", "Tải lại trang rồi làm lại."),
    413: (
        "Tệp gửi lên quá lớn hoặc quá nhiều.",
        f"Mỗi lần tối đa {MOST_FILES} tệp, {MOST_BYTES // 1_000_000} MB; chia thành nhiều lần.",
    ),
}
_BROKEN = (
    "Lỗi ngoài dự kiến của chương trình.",
    "Tải lại trang; nếu vẫn lỗi, báo cho người phụ trách phần mềm. Ý kiến đã lưu vẫn còn.",
)


def create_app(folder: Path, hosts: Iterable[str], gate: Gate | None = None) -> Flask:
    """Make the page of a working folder.

    Args:
        folder: the working folder; it is there.
        hosts: the names by which a browser may call it, each with its port.
        gate: what asks for a password, where other machines can reach the page.

    Raises:
        UsageError: no such folder.

    """
    must_be_folder(folder)
    app = Flask("reconcile.web", template_folder="pages", static_folder="static")
    app.config.update(
        MAX_CONTENT_LENGTH=MOST_BYTES,
        MAX_FORM_PARTS=MOST_FILES + 50,
        MAX_FORM_MEMORY_SIZE=_FORM_BYTES,
    )
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.globals.update(term=term)
    app.jinja_env.filters.update(shown.FILTERS, form_name=form_name, field_label=label_at)
    names = tuple(hosts)
    kept = new_site(folder.resolve(), names[0].rpartition(":")[2], gate)
    keep_site(app.extensions, kept)
    guard(app, kept.visitors, names, gated=gate is not None)
    for view in _VIEWS:
        app.register_blueprint(view.views)
    app.register_error_handler(HTTPException, _refused)
    app.register_error_handler(ReconcileError, _stopped)
    app.register_error_handler(Exception, _broken)
    return app


def kept_site(app: Flask) -> Site:
    """Return what the views of an application stand on."""
    with app.app_context():
        return site()


def _refused(error: HTTPException) -> tuple[str, int]:
    """Say why a request is refused."""
    code = error.code or 500
    said = _SAID.get(code, _BROKEN)
    return _error_page(*said), code


def _stopped(error: ReconcileError) -> tuple[str, int]:
    """Say what stops a view, as a command would."""
    return _error_page(error.problem, error.fix, error.where), 422


def _broken(_error: Exception) -> tuple[str, int]:
    """Say that something went wrong which nobody foresaw; never how it looks inside."""
    return _error_page(*_BROKEN), InternalServerError.code


def _error_page(problem: str, fix: str, where: Where | None = None) -> str:
    """Fill the page that tells an error; it depends on nothing that may be broken."""
    theme = request.cookies.get("giao-dien", "")
    said = {"problem": problem, "fix": fix, "where": where, "theme": theme}
    return render_template("error.html", frame=_way_on(), view="", **said)


def _way_on() -> dict[str, object] | None:
    """Return what leads on from an error: the bar of views; None for who may see no view."""
    visitor = g.get("visitor")
    if visitor is None or (site().gate is not None and not visitor.is_known):
        return None
    return {"snapshot": site().desk.snapshot, "waiting": 0}
