"""Beside the review: rows that cite a plan further up, and whether they carry its task directly."""

from collections.abc import Iterable
from dataclasses import replace

from flask import Blueprint, abort
from werkzeug.wrappers import Response

from reconcile.run.page.answer import Refused
from reconcile.run.page.direct_items import DirectItem, direct_items
from reconcile.run.page.snapshot import OpenedUnit
from reconcile.vocabulary.answers import PAIR, answer
from reconcile.web.answering import both_told, given_on, keep_step
from reconcile.web.site import go, keep_typed, show, site, tell, typed_again, visitor

views = Blueprint("direct", __name__)


@views.get("/ra-soat/<unit>/truc-tiep")
def page(unit: str) -> str:
    """Show the rows of a unit that cite a plan further up than the one right above."""
    opened = site().desk.opened(unit)
    items = _items(opened)
    return show(
        "direct.html",
        "review",
        unit=opened,
        items=items,
        left=_left(items),
        verdicts=PAIR,
        person=visitor().kept.get("person", ""),
        typed=typed_again(),
        steps=len(visitor().kept.get("steps", ())),
    )


@views.post("/ra-soat/<unit>/truc-tiep/<task>/y-kien")
def say(unit: str, task: str) -> Response:
    """Keep an answer on such a row."""
    desk = site().desk
    opened, given = desk.opened(unit), replace(given_on(task), past=True)
    pairs = {(e.upper.task.key, e.lower.key) for e in desk.unit_desk(opened).direct_pairs()}
    if given.verdict not in PAIR:
        abort(400)
    if (task, given.lower) not in pairs:
        abort(404)
    done = desk.save(opened, given)
    if isinstance(done, Refused):
        keep_typed(f"{task}-{given.lower}")
        tell(both_told(given.verdict, done), tone="alert")
    else:
        keep_step(opened, "", done)
        tell(f"Đã lưu “{answer(given.verdict)}”. Còn {_left(_items(opened))}.")
    return go("direct.page", unit=unit, _anchor=f"{task}-{given.lower}")


def _items(opened: OpenedUnit) -> tuple[DirectItem, ...]:
    """List the rows of a unit with what stands on them now."""
    desk = site().desk
    return direct_items(desk.unit_desk(opened), desk.log(opened.unit.id))


def _left(items: Iterable[DirectItem]) -> int:
    """Count those that wait for an answer."""
    return sum(each.is_open for each in items)
