"""Sai lệch: everything that was found, gravest first, each with its place and what to do."""

from flask import Blueprint, abort, request
from werkzeug.wrappers import Response

from reconcile.model import Finding, Severity
from reconcile.run.page.snapshot import Snapshot, short_id
from reconcile.run.page.upper_choice import (
    ASKED,
    asked_files,
    choose_plan,
    chosen_plan,
    plan_choices,
)
from reconcile.tracking.doubtful import status_findings
from reconcile.tracking.progress import Tracking
from reconcile.vocabulary.findings import catalogue
from reconcile.vocabulary.text import bare
from reconcile.web.page_words import on_page, place
from reconcile.web.site import ON_A_PAGE, go, nothing_yet, page_asked, show, site, tell

views = Blueprint("findings", __name__)


@views.get("/sai-lech")
def page() -> str | Response:
    """Show the findings that an address asks for."""
    snapshot = site().desk.snapshot
    if snapshot is None:
        return nothing_yet()
    said = request.args
    states = site().board.now()
    every = every_finding(snapshot, states.tracking if states else None)
    severity, code, search = (said.get(name, "") for name in ("muc-do", "ma", "tim"))
    unit = said.get("don-vi", "")
    found = [
        (name, short, each)
        for name, short, each in every
        if (not severity or each.severity == severity)
        and (not code or each.code == code)
        and (not unit or short == unit)
        and (
            not search
            or bare(search) in bare(f"{name} {on_page(each.message)} {place(each.where)}")
        )
    ]
    return show(
        "findings.html",
        "findings",
        found=found,
        counts={each: sum(f.severity is each for *_, f in every) for each in Severity},
        codes=sorted({each.code: catalogue()[each.code].title for *_, each in every}.items()),
        units=snapshot.units,
        severity=severity,
        code=code,
        unit=unit,
        search=search,
        at=page_asked(len(found)),
        size=ON_A_PAGE,
        kinds=catalogue(),
        asked=ASKED,
        choices=lambda file: plan_choices(site().folder, snapshot, file),
        chosen=lambda file: chosen_plan(site().folder, file),
    )


@views.post("/sai-lech/ke-hoach")
def choose() -> Response:
    """Keep which upper plan a file belongs to."""
    here, said = site(), request.form
    snapshot = here.desk.snapshot
    file = next((f for f in asked_files(snapshot) if short_id(f) == said.get("tep")), "")
    if snapshot is None or not file:
        abort(404)
    choices = plan_choices(here.folder, snapshot, file)
    choice = next((each for each in choices if each.id == said.get("ke-hoach")), None)
    if choice is None:
        tell("Chưa chọn kế hoạch của tệp.", tone="alert")
    else:
        choose_plan(here.folder, file, choice)
        of = "là một kế hoạch riêng" if choice.is_own else f"thuộc kế hoạch {choice.value}"
        tell(f"Đã lưu: tệp “{file}” {of}. Bấm “Đối chiếu lại” để áp dụng.")
    return go("findings.page", ma=ASKED)


def every_finding(snapshot: Snapshot, tracking: Tracking | None) -> list[tuple[str, str, Finding]]:
    """List the findings with the unit that they are of, gravest first.

    Args:
        snapshot: the folder when it was last read.
        tracking: the states by all that was told; None where there are none.

    """
    plans = (*snapshot.upper.above, snapshot.upper.plan)
    found = [(plan.unit.name, "", each) for plan in plans for each in plan.findings]
    states = status_findings(tracking.rows) if tracking else ()
    told = (*snapshot.findings, *snapshot.tracking.taken.findings, *states)
    found += [("", "", each) for each in dict.fromkeys(told)]
    for unit in snapshot.units:
        found += [(unit.unit.name, unit.short, each) for each in unit.digest.findings]
    return sorted(found, key=lambda each: (each[2].severity.rank, each[0], each[2].order))
