"""Sai lệch: everything that was found, gravest first, each with its place and what to do."""

from flask import Blueprint, request
from werkzeug.wrappers import Response

from reconcile.model import Finding, Severity
from reconcile.run.page.snapshot import Snapshot
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
    every = every_finding(snapshot)
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


def every_finding(snapshot: Snapshot) -> list[tuple[str, str, Finding]]:
    """List the findings with the unit that they are of, gravest first."""
    upper = snapshot.upper.plan
    found = [(upper.unit.name, "", each) for each in upper.findings]
    found += [("", "", each) for each in snapshot.findings]
    for unit in snapshot.units:
        found += [(unit.unit.name, unit.short, each) for each in unit.digest.findings]
    return sorted(found, key=lambda each: (each[2].severity.rank, each[0], each[2].order))
