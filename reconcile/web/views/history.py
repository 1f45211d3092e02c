"""Lịch sử: the answers as they came, and what has changed since the run before."""

from flask import Blueprint, request
from werkzeug.wrappers import Response

from reconcile.model import Decision, Topic, Verdict
from reconcile.review.ask.titles import with_words
from reconcile.run.page.snapshot import OpenedUnit
from reconcile.vocabulary.answers import answer_told
from reconcile.vocabulary.terms import term
from reconcile.vocabulary.text import bare
from reconcile.web.site import go, show, site

views = Blueprint("history", __name__)
_ON_A_PAGE = 100


@views.get("/lich-su")
def page() -> str | Response:
    """Show the log of answers, the latest first."""
    desk = site().desk
    snapshot = desk.snapshot
    if snapshot is None:
        return go("start.page")
    units = {each.unit.id: each for each in snapshot.units}
    search = request.args.get("tim", "")[:200]
    unit = request.args.get("don-vi", "")
    log = [
        each
        for each in reversed(desk.log())
        if (not unit or (each.unit in units and units[each.unit].short == unit))
        and _is_meant(each, bare(search))
    ]
    return show(
        "history.html",
        "history",
        changes=_changes(next((e for e in snapshot.units if e.short == unit), None)),
        log=log,
        units=units,
        unit=unit,
        search=search,
        at=max(request.args.get("trang", 1, type=int), 1),
        size=_ON_A_PAGE,
        told=answer_told,
        withdrawn=Verdict.WITHDRAWN,
        writing=Topic.WRITING_IN,
    )


def _changes(unit: OpenedUnit | None) -> list[tuple[str, str, str, str, str]]:
    """Say what changed in a unit since the run before: what, task, before, after, by whom."""
    if unit is None:
        return []
    result = site().desk.unit_desk(unit).settled.result
    texts = {each.key: each.text for each in (*result.upper.tasks, *result.lower.tasks)}
    units = result.upper.unit, result.lower.unit
    return [
        (
            with_words(term("change", each.kind), *units),
            texts.get(each.task, ""),
            each.before,
            each.after,
            with_words(term("changed_by", each.by), *units),
        )
        for each in result.changes
    ]


def _is_meant(line: Decision, search: str) -> bool:
    """Tell whether a line has what is searched for."""
    said = f"{line.upper_text} {line.lower_text} {line.person} {line.note} {line.where.file}"
    return not search or search in bare(f"{said} {answer_told(line)}")
