"""Tổng quan: where each unit stands, what is missing first, and what to do next."""

from dataclasses import dataclass

from flask import Blueprint, request
from werkzeug.wrappers import Response

from reconcile.model import Outcome, Role, Task
from reconcile.run.page.snapshot import OpenedUnit, Snapshot
from reconcile.web.site import go, show, site

views = Blueprint("overview", __name__)
_FIRST = 15
_MANY = 20
_MOST_MISSED = 10


@dataclass(frozen=True, slots=True)
class MissedTask:
    """An upper task, and how many units have not carried it down."""

    number: int
    """1-based position in the upper plan."""
    task: Task
    missing: int
    counted: int
    """Units that have a role in it."""


@views.get("/tong-quan")
def page() -> str | Response:
    """Show the figures over all units, or of one."""
    snapshot = site().desk.snapshot
    if snapshot is None:
        return go("start.page")
    wanted = request.args.get("don-vi", "")
    one = next((each for each in snapshot.units if each.short == wanted), None)
    units = _worst_first(snapshot)
    whole = request.args.get("tat-ca") == "1" or len(units) <= _MANY
    return show(
        "overview.html",
        "overview",
        coverage=snapshot.coverage,
        one=one,
        units=units if whole else units[:_FIRST],
        count=len(units),
        most=most_missed(snapshot),
        open_tasks=_open_tasks(snapshot, one),
        proposals=sum(each.figures.waiting for each in snapshot.units),
    )


def most_missed(snapshot: Snapshot) -> tuple[MissedTask, ...]:
    """List the tasks that most units have not carried down."""
    coverage = snapshot.coverage
    found = [
        MissedTask(
            index + 1,
            task,
            coverage.missing(index),
            sum(each.role is not Role.NONE for each in coverage.standings(index)),
        )
        for index, task in enumerate(coverage.upper.tasks)
    ]
    found.sort(key=lambda each: (-each.missing, each.number))
    return tuple(each for each in found[:_MOST_MISSED] if each.missing)


def _worst_first(snapshot: Snapshot) -> tuple[OpenedUnit, ...]:
    """Put the units that miss most first; where they miss as much, as a person looks them up."""
    return tuple(sorted(snapshot.units, key=lambda each: -each.digest.summary.missed))


def _open_tasks(
    snapshot: Snapshot, one: OpenedUnit | None
) -> tuple[tuple[int, Task, Outcome], ...]:
    """List what one unit has not carried down, the missed first."""
    if one is None:
        return ()
    tasks = snapshot.upper.plan.tasks
    open_ = (*one.digest.missed, *one.digest.review)
    return tuple((each.index + 1, tasks[each.index], each.standing.outcome) for each in open_)
