"""Sai lệch: everything that was found, gravest first, each with its place and what to do."""

from flask import Blueprint, request
from werkzeug.wrappers import Response

from reconcile.model import Finding, Severity
from reconcile.run.page.snapshot import Snapshot
from reconcile.tracking.doubtful import status_findings
from reconcile.tracking.progress import Tracking
from reconcile.vocabulary.findings import catalogue
from reconcile.vocabulary.text import bare
from reconcile.web.site import ON_A_PAGE, go, page_asked, show, site

views = Blueprint("findings", __name__)


@views.get("/sai-lech")
def page() -> str | Response:
    """Show the findings that an address asks for."""
    snapshot = site().desk.snapshot
    if snapshot is None:
        return go("start.page")
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
        and (not search or bare(search) in bare(f"{name} {each.message} {each.where}"))
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
    )


def every_finding(
    snapshot: Snapshot, tracking: Tracking | None = None
) -> list[tuple[str, str, Finding]]:
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
