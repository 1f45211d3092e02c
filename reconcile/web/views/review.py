"""Rà soát: one doubtful task after the other, answered by click or key, saved at once."""

from typing import Any

from flask import Blueprint, abort, make_response, request, url_for
from werkzeug.wrappers import Response

from reconcile.model import Topic, Verdict
from reconcile.office.limits import most
from reconcile.review import Draft
from reconcile.review.ask.asked_first import MOST
from reconcile.run.page.answer import PageAnswer, Refused
from reconcile.run.page.by_task import Place
from reconcile.run.page.desk import NOTE
from reconcile.run.page.direct_items import direct_items
from reconcile.run.page.review_item import ItemPage, item_page, next_open
from reconcile.run.page.shown_words import side_by_side
from reconcile.run.page.snapshot import OpenedUnit
from reconcile.run.page.taking_back import line_mark
from reconcile.vocabulary.answers import MEANS_YES, PAIR, UPPER, WRITING, answer, answer_told
from reconcile.vocabulary.text import shorten, typed
from reconcile.web.answering import given_on, keep_step, whence
from reconcile.web.site import go, nothing_yet, show, site, tell, visitor, wants_part
from reconcile.web.views.bulk import elsewhere, follow_undone
from reconcile.web.views.news import news_of, number_of
from reconcile.web.ways import by_task, next_place, note_way, places_beside

views = Blueprint("review", __name__)
_SHORT = 60
_OTHER = Verdict.OTHER_DOCUMENT
_DECIDED = (*MEANS_YES, *UPPER, *WRITING)
"""Answers after which the next task comes."""


@views.get("/ra-soat")
def first() -> Response:
    """Lead to the next open task: of the unit that was reviewed last, else of any."""
    here = site()
    snapshot = here.desk.snapshot
    if snapshot is None:
        return nothing_yet()
    note_way()
    asked = request.args.get("don-vi", "")
    queue = None if asked else by_task()
    if queue is not None and queue.places:
        unit, task = queue.places[0]
        return go("review.page", unit=unit.short, task=task)
    last, waiting = asked or visitor().kept.get("unit", ""), here.desk.waiting()
    order = sorted(snapshot.reviewed, key=lambda each: each.short != last)
    units = [each for each in order if waiting[each.unit.id] or each.short == asked]
    unit = (units or order)[0]
    items = here.desk.items(unit)
    return go("review.page", unit=unit.short, task=next_open(items) or items[0].key)


@views.get("/ra-soat/<unit>/<task>")
def page(unit: str, task: str) -> str | Response:
    """Show one task of a unit beside what may carry it."""
    opened = site().desk.opened(unit)
    visitor().kept["unit"] = opened.short
    note_way()
    return _shown(_page_of(opened, task, _asked()))


@views.post("/ra-soat/<unit>/<task>/y-kien")
def say(unit: str, task: str) -> str | Response:
    """Keep an answer, and lead to the next task."""
    desk = site().desk
    opened, given = desk.opened(unit), given_on(task)
    _must_be_there(opened, given)
    if given.verdict is _OTHER and not (given.document.strip() or "ghi-sau" in request.args):
        visitor().kept["no-number"] = (opened.short, task, given)
        return _on(opened, task, request.form.get("lower", ""))
    done = desk.save(opened, given)
    if isinstance(done, Refused):
        visitor().kept["refused"] = (opened.short, task, given, done)
        return _on(opened, task, given.lower)
    keep_step(opened, task, done)
    return _after(opened, given)


@views.post("/ra-soat/<unit>/<task>/ghi-chu")
def note(unit: str, task: str) -> str | Response:
    """Keep a note beside a question, which stays open."""
    desk, said = site().desk, request.form
    opened = desk.opened(unit)
    shown = _page_of(opened, task, (said.get("lower", ""), ""))
    text = typed(said.get("note", ""), most("typed"))
    desk.save_note(opened, Draft(shown.row, NOTE, text, shown.item.upper.task.text))
    number = number_of(shown.item)
    if text:
        tell(f"Đã lưu ghi chú cho nhiệm vụ {number}; nhiệm vụ chưa có ý kiến nào mới.")
    elif desk.notes(opened).get(shown.row):
        tell("Ghi chú này đã nằm trong bảng rà soát Excel; muốn bỏ thì xóa ở đó.", tone="alert")
    else:
        tell(f"Nhiệm vụ {number} không còn ghi chú.")
    return _on(opened, task, said.get("lower", ""))


@views.post("/ra-soat/<unit>/<task>/bo-qua")
def skip(unit: str, task: str) -> str | Response:
    """Hide for this browser what says which tasks of a unit to answer first; its tags stay."""
    opened = site().desk.opened(unit)
    visitor().kept.setdefault("skipped", set()).add(opened.short)
    tell("Đã ẩn lời nhắc ở đơn vị này; nhãn “Nên trả lời trước” trong danh sách vẫn còn.")
    return _on(opened, task)


@views.post("/ra-soat/hoan-tac")
def undo() -> str | Response:
    """Take back the last click of this browser, and show its task again."""
    desk, steps = site().desk, visitor().kept.get("steps", [])
    if not steps:
        tell("Trình duyệt này chưa có ý kiến nào để hoàn tác.")
        return go("review.first")
    if request.form.get("buoc", 0, type=int) > len(steps):
        # The same click sent twice: the second one is no further step.
        tell("Ý kiến này đã được hoàn tác.")
        return go("review.first")
    unit, task, step = steps.pop()
    visitor().kept.pop("first-done", None)
    opened = desk.opened(unit)
    done = desk.undo(step)
    if isinstance(done, Refused):
        tell(f"Không hoàn tác được: ý kiến này đã được thay {whence(done.stands)}.", tone="alert")
    else:
        follow_undone(step, done)
        units = {each.unit for each in step.lines}
        for each in units:
            site().learner.ask(each)
        whose = f" cho {len(units)} đơn vị" if len(units) > 1 else _of_task(opened, task)
        tell(f"Đã hoàn tác “{answer(step.lines[-1].verdict)}”{whose}.")
    if task:
        return _on(opened, task)
    past = any(line.topic is Topic.DIRECT for line in step.lines)
    return go("direct.page" if past else "own.page", unit=unit)


def _asked() -> tuple[str, str]:
    """Return which row an address asks for, and what is searched for."""
    return request.args.get("dong", ""), request.args.get("tim", "")[:200]


def _page_of(opened: OpenedUnit, task: str, asked: tuple[str, str]) -> ItemPage:
    """Gather what the view of a task shows."""
    desk = site().desk
    log = desk.log(opened.unit.id)
    found = item_page(opened, desk.unit_desk(opened), log, task, asked)
    return found if found is not None else abort(404)


def _must_be_there(opened: OpenedUnit, given: PageAnswer) -> None:
    """Refuse an answer on a task or a row that the plans do not have."""
    result = site().desk.unit_desk(opened).settled.result
    uppers, lowers = ({each.key for each in plan} for plan in (result.upper, result.lower))
    if given.upper not in uppers:
        abort(404)
    if given.lower and given.lower not in lowers:
        abort(400)


def _after(opened: OpenedUnit, given: PageAnswer) -> str | Response:
    """Say what was saved, and go on to the next task, or stay where something more is asked."""
    items = {each.key: each for each in site().desk.items(opened)}
    item = items[given.upper]
    queue = by_task(opened)
    left = len(queue.places) if queue else sum(each.is_open for each in items.values())
    if item.first:
        visitor().kept["first-done"] = opened.short
    said = f"Đã lưu “{answer(given.verdict)}” cho nhiệm vụ {number_of(item)}. Còn {left}."
    following = next_place(opened, item.key)
    asks_more = given.verdict is Verdict.MISSED and len(_units()) == 1
    if given.verdict not in _DECIDED or asks_more or not following:
        tell(said)
        return _on(opened, item.key)
    if given.verdict is Verdict.PARTLY:
        said += _still_lacking(opened, given)
    tell(f"{said} {_next_told(opened, following)}")
    return _on(*following)


def _next_told(opened: OpenedUnit, following: Place) -> str:
    """Name the task that comes next, and its unit where that is another one."""
    unit, key = following
    item = next(each for each in site().desk.items(unit) if each.key == key)
    whose = "" if unit.unit.id == opened.unit.id else f" ở {unit.unit.name}"
    text = shorten(item.upper.task.text, _SHORT)
    return f"Nhiệm vụ tiếp theo {number_of(item)}{whose}: {text}"


def _still_lacking(opened: OpenedUnit, given: PageAnswer) -> str:
    """Say how many clauses of a task no row speaks of that carries it in part."""
    result = site().desk.unit_desk(opened).settled.result
    above = next(each.text for each in result.upper if each.key == given.upper)
    unspoken = side_by_side(above, result.lower_task(given.lower).text).unspoken
    return f" Còn {len(unspoken)} ý chưa có; bấm ↑ để thêm dòng khác." if unspoken else ""


def _units() -> tuple[OpenedUnit, ...]:
    """Return all that is reviewed in the folder."""
    snapshot = site().desk.snapshot
    return snapshot.reviewed if snapshot else ()


def _of_task(opened: OpenedUnit, task: str) -> str:
    """Name a task in a sentence; nothing where it is a task of the unit's own."""
    found = (each for each in site().desk.items(opened) if each.key == task)
    named = (
        f" cho nhiệm vụ {number_of(each)}: {shorten(each.upper.task.text, _SHORT)}"
        for each in found
    )
    return next(named, "")


def _on(opened: OpenedUnit, task: str, lower: str = "") -> str | Response:
    """Show a task after a change: a part for our own script, else by its address."""
    place: dict[str, Any] = {"unit": opened.short, "task": task} | (
        {"dong": lower} if lower else {}
    )
    if not wants_part():
        return go("review.page", **place)
    desk = site().desk
    log = desk.log(opened.unit.id)
    shown = item_page(opened, desk.unit_desk(opened), log, task, (lower, ""))
    if shown is None:
        abort(404)
    response = make_response(_shown(shown))
    response.headers["X-Address"] = url_for("review.page", **place)
    return response


def _shown(shown: ItemPage) -> str:
    """Fill the view."""
    kept = visitor().kept
    refused, lacking = (_once(name, shown) for name in ("refused", "no-number"))
    queue = by_task(shown.unit)
    previous, following = places_beside(queue, shown.unit, shown.items, shown.item.key)
    if following:
        site().desk.warm(following[0])
    return show(
        "review.html",
        "review",
        shown=shown,
        units=_units(),
        directly=_directly(shown.unit),
        alone=len(_units()) == 1,
        refused=refused,
        wrong_number=lacking is not None,
        news=news_of(shown.unit),
        typed_note=next((each[2].note for each in (refused, lacking) if each), None),
        other=_OTHER,
        elsewhere=_elsewhere(shown),
        whence=whence,
        mark=line_mark,
        told=answer_told,
        note=site().desk.notes(shown.unit).get(shown.row, ""),
        queue=queue,
        following=following,
        previous=previous,
        first_of=MOST,
        skips=shown.unit.short in kept.get("skipped", ()),
        person=kept.get("person", ""),
        steps=len(kept.get("steps", ())),
        on_pair=PAIR,
        on_task=UPPER,
        on_writing=WRITING,
    )


def _once(name: str, shown: ItemPage) -> Any:
    """Return, once, what is kept about an answer on a task that was not saved; None for nothing."""
    kept = visitor().kept
    is_here = kept.get(name, ())[:2] == (shown.unit.short, shown.item.key)
    return kept.pop(name) if is_here else None


def _directly(opened: OpenedUnit) -> int | None:
    """Count the open rows that cite a plan further up; None where no row does."""
    desk = site().desk
    items = direct_items(desk.unit_desk(opened), desk.log(opened.unit.id))
    return sum(each.is_open for each in items) if items else None


def _elsewhere(shown: ItemPage) -> int:
    """Count the other units in which the same doubt waits for the same answer."""
    snapshot = site().desk.snapshot
    if snapshot is None or shown.shown is None or shown.unit.above or len(snapshot.units) == 1:
        return 0
    found = elsewhere(snapshot, shown.item.upper.task, shown.shown.text).same
    return sum(each.unit.short != shown.unit.short for each in found)
