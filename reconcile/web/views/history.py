"""Lịch sử: the answers as they came, and what has changed since the run before."""

from dataclasses import dataclass

from flask import Blueprint, abort, request
from werkzeug.wrappers import Response

from reconcile.model import Change, Decision, Unit
from reconcile.review.ask.titles import with_words
from reconcile.run.answers.decisions import decisions_csv, import_csv
from reconcile.run.page.received import safe_name
from reconcile.run.page.runs import UnitInRun
from reconcile.run.page.snapshot import OpenedUnit, Snapshot
from reconcile.run.page.taking_back import line_mark, marks_that_stand
from reconcile.vocabulary.answers import answer_told
from reconcile.vocabulary.terms import term
from reconcile.vocabulary.text import bare
from reconcile.web.page_words import on_page, place
from reconcile.web.site import ON_A_PAGE, go, nothing_yet, page_asked, show, site, tell

views = Blueprint("history", __name__)
_TOLD = 5
"""Wrong lines of a file that are told."""
_RUNS = 5
"""Runs that are listed, the latest first, before all are asked for."""
_UNITS = 20
"""Units of a run that are told at once with their changes; of a first run each is one line."""
ToldChange = tuple[str, str, str, str, str]
"""What, task, before, after, by whom."""


@dataclass(frozen=True, slots=True)
class ToldUnit:
    """What changed of a unit in a run, in words."""

    unit: OpenedUnit
    figures: UnitInRun
    changes: tuple[ToldChange, ...]


@views.get("/lich-su")
def page() -> str | Response:
    """Show the log of answers, the latest first."""
    desk = site().desk
    snapshot = desk.snapshot
    if snapshot is None:
        return nothing_yet()
    runs = site().runs.runs(snapshot, _asked_units(snapshot))
    units = {each.unit.id: each for each in snapshot.reviewed}
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
        changes=_changes(next((e for e in snapshot.reviewed if e.short == unit), None)),
        runs=runs[::-1] if request.args.get("lan") == "tat-ca" else runs[::-1][:_RUNS],
        earlier=dict(zip((each.id for each in runs[1:]), runs, strict=False)),
        run_count=len(runs),
        log=log,
        units=units,
        unit=unit,
        search=search,
        at=page_asked(len(log)),
        size=ON_A_PAGE,
        told=answer_told,
        mark=line_mark,
        stands=marks_that_stand(desk.log()),
    )


@views.get("/lich-su/y-kien.csv")
def export() -> Response:
    """Hand out the answers that stand."""
    response = Response(decisions_csv(site().folder), mimetype="text/csv")
    response.headers["Content-Disposition"] = "attachment; filename=y-kien.csv"
    return response


@views.post("/lich-su/nhap")
def take_in() -> Response:
    """Add the answers of a CSV file to the log: all of them, or none and what is wrong."""
    here, sent = site(), request.files.get("tep")
    if sent is None or not sent.filename:
        tell("Chưa chọn tệp .csv nào.", tone="alert")
        return go("history.page")
    done = import_csv(here.folder, sent.read(), safe_name(sent.filename))
    if done.findings:
        wrong = "; ".join(
            f"{place(each.where)}: {on_page(each.message)}" for each in done.findings[:_TOLD]
        )
        tell(f"Không nhập dòng nào. {wrong}", tone="alert")
    else:
        tell(f"Đã nhập {done.added} ý kiến. Bấm “Đối chiếu lại” để áp dụng.")
        here.desk.forget()
    return go("history.page")


@views.get("/lich-su/<int:run>")
def one(run: int) -> str | Response:
    """Show what changed in one run, unit by unit."""
    here = site()
    snapshot = here.desk.snapshot
    if snapshot is None:
        return nothing_yet()
    every = here.runs.runs(snapshot, tuple(each.unit.id for each in snapshot.reviewed))
    at = next((place for place, each in enumerate(every) if each.id == run), None)
    if at is None:
        abort(404)
    chosen, known = every[at], {line.unit for run in every[:at] for line in run.lines}
    size = _UNITS if any(line.unit in known for line in chosen.lines) else ON_A_PAGE
    page = page_asked(len(chosen.lines), size)
    lines = chosen.lines[(page - 1) * size : page * size]
    told = [_told(snapshot, each) for each in here.runs.changes(snapshot, lines)]
    return show(
        "run.html",
        "history",
        run=chosen,
        before=every[at - 1] if at else None,
        after=every[at + 1] if at + 1 < len(every) else None,
        units=[each for each in told if each.figures.before],
        new=[each for each in told if not each.figures.before],
        at=page,
        size=size,
    )


def _asked_units(snapshot: Snapshot) -> tuple[str, ...]:
    """Return the id of the unit that an address asks for; none for all."""
    short = request.args.get("don-vi", "")
    return tuple(each.unit.id for each in snapshot.reviewed if each.short == short)


def _changes(unit: OpenedUnit | None) -> list[ToldChange]:
    """Say what changed in a unit since the run before, by the answers of now."""
    if unit is None:
        return []
    result = site().desk.unit_desk(unit).settled.result
    texts = {each.key: each.text for each in (*result.upper.tasks, *result.lower.tasks)}
    units = result.upper.unit, result.lower.unit
    return [_told_change(each, texts.get(each.task, ""), units) for each in result.changes]


def _told(snapshot: Snapshot, each: UnitInRun) -> ToldUnit:
    """Say what changed of a unit in a run."""
    opened = next(unit for unit in snapshot.reviewed if unit.unit.id == each.unit)
    units = (opened.above or snapshot.upper).plan.unit, opened.unit
    return ToldUnit(opened, each, tuple(_told_change(*said, units) for said in each.changes))


def _told_change(change: Change, text: str, units: tuple[Unit, Unit]) -> ToldChange:
    """Say a change in words."""
    kind, by = term("change", change.kind), term("changed_by", change.by)
    return (with_words(kind, *units), text, change.before, change.after, with_words(by, *units))


def _is_meant(line: Decision, search: str) -> bool:
    """Tell whether a line has what is searched for."""
    said = f"{line.upper_text} {line.lower_text} {line.person} {line.note} {line.where.file}"
    return not search or search in bare(f"{said} {answer_told(line)}")
