"""Lịch sử: the answers as they came, and what has changed since the run before."""

from flask import Blueprint, request
from werkzeug.wrappers import Response

from reconcile.model import Decision, Topic, Verdict
from reconcile.review.ask.titles import with_words
from reconcile.run.decisions import decisions_csv, import_csv
from reconcile.run.page.received import safe_name
from reconcile.run.page.snapshot import OpenedUnit
from reconcile.vocabulary.answers import answer_told
from reconcile.vocabulary.terms import term
from reconcile.vocabulary.text import bare
from reconcile.web.site import ON_A_PAGE, go, page_asked, show, site, tell

views = Blueprint("history", __name__)
_TOLD = 5
"""Wrong lines of a file that are told."""


@views.get("/lich-su")
def page() -> str | Response:
    """Show the log of answers, the latest first."""
    desk = site().desk
    snapshot = desk.snapshot
    if snapshot is None:
        return go("start.page")
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
        log=log,
        units=units,
        unit=unit,
        search=search,
        at=page_asked(),
        size=ON_A_PAGE,
        told=answer_told,
        withdrawn=Verdict.WITHDRAWN,
        writing=Topic.WRITING_IN,
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
        wrong = "; ".join(f"{each.where}: {each.message}" for each in done.findings[:_TOLD])
        tell(f"Không nhập dòng nào. {wrong}", tone="alert")
    else:
        tell(f"Đã nhập {done.added} ý kiến. Bấm “Đối chiếu lại” để áp dụng.")
        here.desk.forget()
    return go("history.page")


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
