"""Tổng quan: where each unit stands, what is missing first, and what to do next."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import Blueprint, request
from werkzeug.wrappers import Response

from reconcile.model import Outcome, Summary, Task
from reconcile.run.page.papers import awaits_documents, overall_files
from reconcile.run.page.runs import RunFigures
from reconcile.run.page.snapshot import OpenedUnit, Snapshot
from reconcile.tracking.coverage_parts import by_plan
from reconcile.tracking.figures import combine
from reconcile.web.site import nothing_yet, show, site

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
        return nothing_yet()
    wanted, cluster = request.args.get("don-vi", ""), request.args.get("cum", "")
    one = next((each for each in snapshot.units if each.short == wanted), None)
    clusters = _clusters(snapshot)
    asked = _asked_units(snapshot, one, cluster)
    waiting = site().desk.waiting()
    proposals = next((each for each in asked if each.figures.waiting), None)
    is_settled = not (proposals or any(waiting[each.unit.id] for each in asked))
    whole = request.args.get("tat-ca") == "1" or len(asked) <= _MANY
    return show(
        "overview.html",
        "overview",
        coverage=snapshot.coverage,
        one=one,
        cluster=cluster if len(asked) < len(snapshot.units) and not one else "",
        total=_total(asked),
        units=asked if whole else asked[:_FIRST],
        count=len(asked),
        waiting=sum(waiting[each.unit.id] for each in asked),
        doubtful=[each for each in asked if waiting[each.unit.id]],
        most=most_missed(snapshot.upper.plan.tasks, asked),
        plans=by_plan(snapshot.coverage),
        clusters=clusters,
        open_tasks=_open_tasks(snapshot, one),
        points=_over_time(snapshot, asked),
        proposals=proposals,
        unmade=_unmade(snapshot, asked) if is_settled else (),
        overall=overall_files(site().folder) if is_settled else {},
        undecided=sum(each.figures.waiting for each in asked),
    )


def _unmade(snapshot: Snapshot, units: Sequence[OpenedUnit]) -> list[OpenedUnit]:
    """List the units whose documents are to be made, or made again."""
    here, config = site(), snapshot.upper.config
    logs = {each.short: here.desk.log(each.unit.id) for each in units}
    answered = {short: log[-1].when if log else "" for short, log in logs.items()}
    return [
        each for each in units if awaits_documents(here.folder, each, config, answered[each.short])
    ]


def _asked_units(
    snapshot: Snapshot, one: OpenedUnit | None, cluster: str
) -> tuple[OpenedUnit, ...]:
    """Return the unit, or those of the cluster, that are asked about: what misses most first.

    Where they miss as much, they stand as a person looks them up. A cluster that is none is not
    asked about.
    """
    within = [each for each in snapshot.units if cluster and each.digest.cluster == cluster]
    asked = [one] if one else within or snapshot.units
    return tuple(sorted(asked, key=lambda each: -each.digest.summary.missed))


def _total(units: Sequence[OpenedUnit]) -> Summary:
    """Add units up."""
    return combine((each.digest.standings, each.digest.summary) for each in units)


def _over_time(snapshot: Snapshot, units: Sequence[OpenedUnit]) -> list[TimedFigures]:
    """List the figures after each of the last runs, then those of now where they are others."""
    runs = site().runs.runs(snapshot, [each.unit.id for each in units])
    points = [TimedFigures(each.id, each.at, each.figures) for each in runs]
    total = _total(units)
    now = RunFigures(total.missed, total.review, total.partial, total.carried)
    if points and points[-1].figures != now:
        points.append(TimedFigures(0, "", now))
    return points[-_POINTS:] if len(points) > 1 else []


def most_missed(tasks: Sequence[Task], units: Sequence[OpenedUnit]) -> tuple[MissedTask, ...]:
    """List the tasks that most of some units have not carried down."""
    found = []
    for index, task in enumerate(tasks):
        stand = [each.digest.standings[index] for each in units]
        counted = [each for each in stand if each.counts]
        missing = sum(each.outcome is Outcome.MISSED for each in counted)
        found.append(MissedTask(index + 1, task, missing, len(counted)))
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
        (name, len(units), _total(units))
        for name, units in sorted(sorted_out.items(), key=lambda item: (not item[0], item[0]))
    ]


def _open_tasks(
    snapshot: Snapshot, one: OpenedUnit | None
) -> tuple[tuple[int, Task, Outcome], ...]:
    """List what one unit has not carried down, the missed first."""
    if one is None:
        return ()
    tasks = snapshot.upper.plan.tasks
    open_ = (*one.digest.missed, *one.digest.review)
    return tuple((each.index + 1, tasks[each.index], each.standing.outcome) for each in open_)
