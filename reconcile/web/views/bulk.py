"""The same doubt of many units answered at once: from its own page, never by a key."""

from flask import Blueprint, abort, request
from werkzeug.wrappers import Response

from reconcile.model import Decision, Task, Verdict
from reconcile.run.page.answer import PageAnswer, PageStep, version
from reconcile.run.page.same_elsewhere import (
    SameElsewhere,
    answered_units_on,
    row_saying,
    same_elsewhere,
)
from reconcile.run.page.snapshot import OpenedUnit, Snapshot
from reconcile.vocabulary.answers import PAIR, UPPER, answer
from reconcile.web.answering import keep_step
from reconcile.web.site import go, show, site, tell

views = Blueprint("bulk", __name__)
OFFERED = (*PAIR, *UPPER)


@views.get("/ra-soat/cung-noi-dung/<unit>/<task>/<row>")
def page(unit: str, task: str, row: str) -> str:
    """Show every unit whose row says the same, and those that are left as they are."""
    snapshot = _snapshot()
    opened = site().desk.opened(unit)
    upper, lower = _tasks(opened, task, row)
    wanted = request.args.get("y-kien", Verdict.YES.value)
    return show(
        "bulk.html",
        "review",
        unit=opened,
        upper=upper,
        lower=lower,
        found=elsewhere(snapshot, upper, lower.text),
        verdict=next((each for each in OFFERED if each.value == wanted), Verdict.YES),
        offered=OFFERED,
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
    lines: list[Decision] = []
    before: list[Decision | None] = []
    for each in elsewhere(snapshot, upper, lower.text).same:
        if each.unit.short in ticked:
            step = _answered(each.unit, upper, lower.text, verdict)
            lines += step.lines
            before += step.before
    if lines:
        keep_step(site().desk.opened(unit), task, PageStep(tuple(lines), tuple(before)))
    for told in {each.unit for each in lines}:
        site().learner.ask(told)
    tell(f"Đã lưu “{answer(verdict)}” cho {len({each.unit for each in lines})} đơn vị.")
    return go("review.page", unit=unit, task=task)


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
