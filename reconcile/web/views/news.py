"""Rà soát, now and then: what has happened to the task that a browser shows."""

from dataclasses import dataclass

from flask import Blueprint, jsonify, request, url_for
from werkzeug.wrappers import Response

from reconcile.run.page.answer import version
from reconcile.run.page.desk import Taught
from reconcile.run.page.snapshot import OpenedUnit
from reconcile.run.page.unit_desk import Item, TeachingGain
from reconcile.web.site import site, visitor

views = Blueprint("news", __name__)
_MOST_NAMED = 10
"""Tasks that are named with a link each."""


@dataclass(frozen=True, slots=True)
class News:
    """What the program has learnt from answers."""

    text: str = ""
    concluded: tuple[tuple[str, str], ...] = ()
    """Number and address of tasks that it has settled by itself."""


@views.get("/ra-soat/<unit>/<task>/tin")
def news(unit: str, task: str) -> Response:
    """Say whether anything has happened to what a browser shows."""
    here = site()
    opened = here.desk.opened(unit)
    changed = version(here.desk.log(opened.unit.id), task) != request.args.get("da-thay", "")
    is_calm, told = here.learner.is_calm, news_of(opened)
    more: dict[str, object] = {"concluded": told.concluded} if told.concluded else {}
    if not is_calm:
        more["learns"] = True
    return jsonify({"changed": changed, "taught": told.text} | more)


def news_of(opened: OpenedUnit) -> News:
    """Say, once, what the program has learnt about a unit since this browser was last told."""
    here, kept = site(), visitor().kept
    gain = None
    if kept.get("first-done") == opened.short and here.learner.is_calm:
        log = here.desk.log(opened.unit.id)
        desk = here.desk.unit_desk(opened)
        gain = desk.teaching.gain(desk.items(log))
    if gain is None:
        taught = here.learner.tell(opened.unit.id)
        return News(_learnt(taught)) if taught else News()
    # The sum tells what the last of them has brought as well.
    here.learner.tell(opened.unit.id)
    kept.pop("first-done")
    places = (
        (number_of(each), url_for("review.page", unit=opened.short, task=each.key))
        for each in gain.concluded[:_MOST_NAMED]
    )
    return News(_gained(gain), tuple(places))


def number_of(item: Item) -> str:
    """Return by what people call a task."""
    return item.upper.task.stt.rstrip(".") or f"ở dòng {item.upper.task.where.row}"


def _gained(gain: TeachingGain) -> str:
    """Say what the answers asked for first have brought, or that it was nothing."""
    added = f"cần hỏi thêm {gain.added} nhiệm vụ" if gain.added else ""
    if gain.concluded:
        concluded = f"kết luận thêm {len(gain.concluded)} nhiệm vụ"
        said = f"Nhờ {gain.answers} câu trả lời, chương trình {concluded}"
        return f"{said}{', ' if added else ''}{added}. Còn {gain.left}."
    said = f"{gain.answers} câu trả lời đã được ghi nhận; chưa đủ để kết luận thêm"
    return f"{said}{', chương trình ' if added else ''}{added}. Còn {gain.left}."


def _learnt(taught: Taught) -> str:
    """Say what the program has learnt from the answers, and how many are left."""
    more = (
        (taught.concluded, f"kết luận thêm {taught.concluded} nhiệm vụ"),
        (taught.added, f"cần hỏi thêm {taught.added} nhiệm vụ"),
    )
    told = ", ".join(said for count, said in more if count)
    by = "Nhờ" if taught.concluded else "Sau"
    return f"{by} các câu trả lời, chương trình {told}. Còn {taught.left}."
