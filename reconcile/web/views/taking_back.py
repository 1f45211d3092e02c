"""Rút lại ý kiến: an answer of any day, browser or workbook, taken back on the page."""

from flask import Blueprint, abort, request
from werkzeug.wrappers import Response

from reconcile.run.page.answer import Refused
from reconcile.vocabulary.answers import answer, answer_told
from reconcile.web.answering import keep_step, whence
from reconcile.web.site import go, site, tell, visitor

views = Blueprint("taking_back", __name__)


@views.post("/lich-su/<unit>/rut-lai")
def withdraw(unit: str) -> Response:
    """Take one answer back, unless somebody has answered since."""
    here, said = site(), request.form
    opened, task = here.desk.opened(unit), said.get("nhiem-vu", "")
    person = visitor().kept.get("person", "")
    done = here.desk.take_back(opened, said.get("y-kien", ""), person)
    if done is None:
        abort(404)
    if isinstance(done, Refused):
        tell(
            f"Chưa rút lại. Nội dung này nay có ý kiến “{answer_told(done.stands)}”"
            f" {whence(done.stands)}. Ý kiến định rút lại: “{answer(done.given)}”.",
            tone="alert",
        )
    else:
        keep_step(opened, done.lines[0].upper, done)
        told = ", ".join(answer_told(each) for each in done.before if each)
        tell(f"Đã rút lại “{told}”; cần giữ lại thì bấm Hoàn tác ở Rà soát.")
    if task:
        return go("review.page", unit=opened.short, task=task)
    return go("history.page")
