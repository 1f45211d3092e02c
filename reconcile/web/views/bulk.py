"""The same doubt of many units answered at once: from its own page, never by a key."""

from collections.abc import Iterable

from flask import Blueprint, abort, request
from werkzeug.wrappers import Response

from reconcile.model import Decision, Task, Verdict
from reconcile.run.page.answer import PageAnswer, PageStep, version
from reconcile.run.page.same_elsewhere import (
    SameElsewhere,
    answered_units_on,
    answers_on,
    row_saying,
    same_elsewhere,
)
from reconcile.run.page.snapshot import OpenedUnit, Snapshot
from reconcile.run.page.taking_back import line_mark
from reconcile.vocabulary.answers import PAIR, UPPER, answer, answer_told
from reconcile.web.answering import keep_step, whence
from reconcile.web.site import go, show, site, tell, visitor

views = Blueprint("bulk", __name__)
OFFERED = (*PAIR, *UPPER)
_APPLIED = "applied"
"""What this browser has answered at once: the marks of the lines."""


@views.get("/ra-soat/cung-noi-dung/<unit>/<task>/<row>")
def page(unit: str, task: str, row: str) -> str:
    """Show every unit whose row says the same, those that are left alone, and what was done."""
    snapshot = _snapshot()
    opened = site().desk.opened(unit)
    upper, lower = _tasks(opened, task, row)
    wanted = request.args.get("y-kien", Verdict.YES.value)
    applied = _applied(upper)
    done = {each.unit for each in applied}
    return show(
        "bulk.html",
        "review",
        unit=opened,
        upper=upper,
        lower=lower,
        found=elsewhere(snapshot, upper, lower.text),
        verdict=next((each for each in OFFERED if each.value == wanted), Verdict.YES),
        offered=OFFERED,
        applied=applied,
        units={each.unit.id: each for each in snapshot.units},
        others=[e for e in answers_on(site().desk.log(), task) if e.unit not in done],
        mark=line_mark,
        told=answer_told,
        whence=whence,
    )


@views.post("/ra-soat/cung-noi-dung/<unit>/<task>/<row>")
def apply(unit: str, task: str, row: str) -> Response:
    """Give one answer in every unit that is ticked; one step to undo."""
    snapshot = _snapshot()
    upper, lower = _tasks(site().desk.opened(unit), task, row)
    verdict = next((e for e in OFFERED if e.value == request.form.get("verdict")), None)
    if verdict is None:
        abort(400)
    ticked = set(request.form.getlist("don-vi"))
    steps = [
        _answered(each.unit, upper, lower.text, verdict)
        for each in elsewhere(snapshot, upper, lower.text).same
        if each.unit.short in ticked
    ]
    done = _kept(unit, task, steps)
    if done:
        visitor().kept[_APPLIED] = frozenset(line_mark(line) for s in steps for line in s.lines)
    said = f"Đã lưu “{answer(verdict)}” cho {len(done)} đơn vị."
    left = [e for e in snapshot.units if e.short in ticked and e.unit.id not in done]
    if left:
        names = ", ".join(each.unit.name for each in left)
        said += f" Không áp dụng ở {names}: vừa có ý kiến khác, hoặc nội dung không còn như vậy."
    tell(said, tone="alert" if left else "status")
    return go("bulk.page", unit=unit, task=task, row=row, **{"y-kien": verdict.value})


@views.post("/ra-soat/cung-noi-dung/<unit>/<task>/<row>/rut-lai")
def withdraw(unit: str, task: str, row: str) -> Response:
    """Take back what was answered at once: one line of it, or all that stands."""
    upper, _ = _tasks(site().desk.opened(unit), task, row)
    wanted = request.form.get("rut", "")
    lines = [e for e in _applied(upper) if "tat-ca" in request.form or line_mark(e) == wanted]
    desk, person = site().desk, visitor().kept.get("person", "")
    steps = [desk.take_back(desk.opened(each.unit), line_mark(each), person) for each in lines]
    done = _kept(unit, task, [each for each in steps if isinstance(each, PageStep)])
    if not done:
        tell("Chưa rút lại: ý kiến này đã được thay ở nơi khác.", tone="alert")
    else:
        alone = desk.opened(next(iter(done))).unit.name
        where = f"{len(done)} đơn vị" if len(done) > 1 else alone
        tell(f"Đã rút lại “{answer(lines[0].verdict)}” ở {where}.")
    return go("bulk.page", unit=unit, task=task, row=row)


def _kept(unit: str, task: str, steps: Iterable[PageStep]) -> frozenset[str]:
    """Remember what was done in many units as one step; return the ids of those units."""
    every = tuple(steps)
    lines = tuple(line for each in every for line in each.lines)
    if lines:
        before = tuple(one for each in every for one in each.before)
        keep_step(site().desk.opened(unit), task, PageStep(lines, before))
    units = frozenset(each.unit for each in lines)
    for each in units:
        site().learner.ask(each)
    return units


def follow_undone(step: PageStep, undone: PageStep) -> None:
    """Let what was answered at once, and stands again by lines of its own, stay in the list."""
    marks = visitor().kept.get(_APPLIED, frozenset())
    again = {before.subject for before in step.before if before and line_mark(before) in marks}
    said = {line_mark(line) for line in undone.lines if line.subject in again}
    visitor().kept[_APPLIED] = marks | said


def _applied(upper: Task) -> tuple[Decision, ...]:
    """Return what this browser answered at once on a task, as far as it still stands."""
    marks = visitor().kept.get(_APPLIED, frozenset())
    stand = answers_on(site().desk.log(), upper.key)
    return tuple(each for each in stand if line_mark(each) in marks)


def elsewhere(snapshot: Snapshot, upper: Task, text: str) -> SameElsewhere:
    """Find the units in which the same task is in doubt."""
    index = next(at for at, t in enumerate(snapshot.upper.plan.tasks) if t.key == upper.key)
    answered = answered_units_on(site().desk.log(), upper.key)
    return same_elsewhere(snapshot.units, index, text, answered)


def _answered(unit: OpenedUnit, upper: Task, text: str, verdict: Verdict) -> PageStep:
    """Give an answer in one unit; nothing where somebody was quicker, or the row has gone."""
    desk = site().desk
    lower = row_saying(desk, unit, upper.key, text) if verdict in PAIR else ""
    if verdict in PAIR and not lower:
        return PageStep((), ())
    saw = version(desk.log(unit.unit.id), upper.key)
    done = desk.save(unit, PageAnswer(verdict=verdict, upper=upper.key, lower=lower, saw=saw))
    return done if isinstance(done, PageStep) else PageStep((), ())


def _snapshot() -> Snapshot:
    """Return the folder as it was read."""
    snapshot = site().desk.snapshot
    return snapshot if snapshot is not None else abort(404)


def _tasks(unit: OpenedUnit, task: str, row: str) -> tuple[Task, Task]:
    """Return the two tasks that an address names."""
    result = site().desk.unit_desk(unit).settled.result
    upper = next((each for each in result.upper if each.key == task), None)
    lower = next((each for each in result.lower if each.key == row), None)
    if upper is None or lower is None or unit.above:
        abort(404)
    return upper, lower
