"""Rà soát, now and then: what has happened to the task that a browser shows."""

from flask import Blueprint, jsonify, request
from werkzeug.wrappers import Response

from reconcile.run.page.answer import version
from reconcile.run.page.desk import Taught
from reconcile.web.site import site, visitor

views = Blueprint("news", __name__)


@views.get("/ra-soat/<unit>/<task>/tin")
def news(unit: str, task: str) -> Response:
    """Say whether anything has happened to what a browser shows."""
    here = site()
    opened = here.desk.opened(unit)
    taught = here.learner.tell(opened.unit.id)
    changed = version(here.desk.log(opened.unit.id), task) != request.args.get("da-thay", "")
    kept, said = visitor().kept, ""
    if taught:
        said = _learnt(taught)
        kept.pop("first-done", None)
    elif kept.get("first-done") == opened.short and here.learner.is_calm:
        kept.pop("first-done")
        said = "Các câu nên trả lời trước đã xong; chưa đủ để chương trình kết luận thêm."
    return jsonify({"changed": changed, "taught": said})


def _learnt(taught: Taught) -> str:
    """Say what the program has learnt from the answers, and how many are left."""
    more = (
        (taught.concluded, f"kết luận thêm {taught.concluded} nhiệm vụ"),
        (taught.added, f"cần hỏi thêm {taught.added} nhiệm vụ"),
    )
    told = ", ".join(said for count, said in more if count)
    by = "Nhờ" if taught.concluded else "Sau"
    return f"{by} các câu trả lời, chương trình {told}. Còn {taught.left}."
