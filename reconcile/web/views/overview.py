"""Tổng quan: where each unit stands, what is missing first, and what to do next."""

from dataclasses import dataclass

from flask import Blueprint, request
from werkzeug.wrappers import Response

from reconcile.model import Outcome, Role, Summary, Task
from reconcile.run.page.runs import RunFigures
from reconcile.run.page.snapshot import OpenedUnit, Snapshot
from reconcile.tracking.coverage_parts import by_plan
from reconcile.tracking.figures import combine
from reconcile.web.site import go, show, site

views = Blueprint("overview", __name__)
_FIRST = 15
_MANY = 20
_MOST_MISSED = 10
_POINTS = 10
"""Runs that the line of time shows: of more the figures would not stand beside each other."""


@dataclass(frozen=True, slots=True)
class TimedFigures:
    """The figures at one time."""

    run: int
    """By what the run goes in addresses; 0 for now."""
    at: str
    """When it ended; empty for now."""
    figures: RunFigures


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
        plans=by_plan(snapshot.coverage),
        clusters=_clusters(snapshot),
        open_tasks=_open_tasks(snapshot, one),
        points=_over_time(snapshot, one),
        proposals=sum(each.figures.waiting for each in snapshot.units),
    )


def _over_time(snapshot: Snapshot, one: OpenedUnit | None) -> list[TimedFigures]:
    """List the figures after each of the last runs, then those of now where they are others."""
    runs = site().runs.runs(snapshot, (one.unit.id,) if one else ())
    points = [TimedFigures(each.id, each.at, each.figures) for each in runs]
    total = one.digest.summary if one else snapshot.coverage.total
    now = RunFigures(total.missed, total.review, total.partial, total.carried)
    if points and points[-1].figures != now:
        points.append(TimedFigures(0, "", now))
    return points[-_POINTS:] if len(points) > 1 else []


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


def _clusters(snapshot: Snapshot) -> list[tuple[str, int, Summary]]:
    """Add the units up by their clusters: name, units, figures; nothing where there are none."""
    sorted_out: dict[str, list[OpenedUnit]] = {}
    for each in snapshot.units:
        sorted_out.setdefault(each.digest.cluster, []).append(each)
    if set(sorted_out) <= {""}:
        return []
    return [
        (name, len(units), combine((u.digest.standings, u.digest.summary) for u in units))
        for name, units in sorted(sorted_out.items(), key=lambda item: (not item[0], item[0]))
    ]


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
