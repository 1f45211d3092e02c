"""Beside the review: the unit's own tasks, and what the draft would write in."""

from flask import Blueprint, request
from werkzeug.wrappers import Response

from reconcile.model import Decision, Verdict
from reconcile.run.page.answer import PageAnswer, PageStep, Refused, version
from reconcile.vocabulary.answers import WRITING, answer
from reconcile.web.answering import ON_LOWER, both_told, given_on, keep_step, verdict_of
from reconcile.web.site import go, keep_typed, show, site, tell, typed_again

views = Blueprint("own", __name__)


@views.get("/ra-soat/<unit>/nhiem-vu-don-vi")
def page(unit: str) -> str:
    """Show the unit's tasks that answer no upper one."""
    desk = site().desk
    opened = desk.opened(unit)
    log = desk.log(opened.unit.id)
    said = {each.lower: each for each in log if each.lower and not each.upper}
    rows = [
        (each, _standing(said.get(each.task.key)), version(log, "", each.task.key))
        for each in desk.unit_desk(opened).own_tasks()
    ]
    return show("own_tasks.html", "review", unit=opened, rows=rows, verdicts=ON_LOWER)


@views.post("/ra-soat/<unit>/nhiem-vu-don-vi/<task>/y-kien")
def say(unit: str, task: str) -> Response:
    """Keep an answer on a task of the unit's own."""
    desk = site().desk
    opened = desk.opened(unit)
    given = PageAnswer(verdict=verdict_of(ON_LOWER), lower=task, saw=request.form.get("saw", ""))
    done = desk.save(opened, given)
    if isinstance(done, Refused):
        tell(both_told(given.verdict, done), tone="alert")
    else:
        keep_step(opened, "", done)
        tell(f"Đã lưu “{answer(given.verdict)}”.")
    return go("own.page", unit=unit, _anchor=task)


@views.get("/ra-soat/<unit>/de-xuat")
def proposals(unit: str) -> str:
    """Show the missed tasks, and how the draft would write each in."""
    desk = site().desk
    opened = desk.opened(unit)
    log, unit_desk = desk.log(opened.unit.id), desk.unit_desk(opened)
    proposed = unit_desk.settled.drafts
    rows = [
        (each, proposed.get(each.key, ""), version(log, each.key))
        for each in unit_desk.items(log)
        if each.is_missed
    ]
    undecided = sum(each.writing is None for each, *_ in rows)
    return show(
        "proposals.html",
        "review",
        unit=opened,
        rows=rows,
        verdicts=WRITING,
        undecided=undecided,
        typed=typed_again(),
    )


@views.post("/ra-soat/<unit>/de-xuat/<task>/y-kien")
def decide(unit: str, task: str) -> Response:
    """Keep what is said on one proposal."""
    desk = site().desk
    opened, given = desk.opened(unit), given_on(task)
    done = desk.save(opened, given)
    if isinstance(done, Refused):
        keep_typed(task)
        tell(both_told(given.verdict, done), tone="alert")
    else:
        keep_step(opened, task, done)
        tell(f"Đã lưu “{answer(given.verdict)}”.")
    return go("own.proposals", unit=unit, _anchor=task)


@views.post("/ra-soat/<unit>/de-xuat/dong-y")
def accept(unit: str) -> Response:
    """Accept the proposals that are ticked and that nobody has decided on; one step to undo."""
    desk = site().desk
    opened = desk.opened(unit)
    ticked = set(request.form.getlist("nhiem-vu"))
    lines: list[Decision] = []
    for each in desk.items(opened):
        if each.key in ticked and each.is_missed and each.writing is None:
            saw = version(desk.log(opened.unit.id), each.key)
            done = desk.save(opened, PageAnswer(verdict=Verdict.WRITE, upper=each.key, saw=saw))
            lines += done.lines if isinstance(done, PageStep) else ()
    if lines:
        keep_step(opened, lines[0].upper, PageStep(tuple(lines), tuple(None for _ in lines)))
    tell(f"Đã đồng ý {len(lines)} đề xuất.")
    return go("own.proposals", unit=unit)


def _standing(said: Decision | None) -> Decision | None:
    """Return an answer, unless it was taken back."""
    return said if said and said.verdict is not Verdict.WITHDRAWN else None
