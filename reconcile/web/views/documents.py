"""Văn bản: choose, make, look through, take away."""

from flask import Blueprint, abort, request
from werkzeug.wrappers import Response

from reconcile.report.documents.kinds import OF_A_UNIT
from reconcile.run.documents_again import Reported, WantedDocuments, report_folder
from reconcile.run.forms import make_forms
from reconcile.run.mail import make_mail
from reconcile.run.open_folder import Asked
from reconcile.run.page.papers import (
    UnitDocument,
    blank_forms,
    can_print,
    checked,
    letters,
    overall_files,
    packed,
    paper_of,
    papers_of,
    printed,
    workbooks_of,
    zipped,
)
from reconcile.run.page.snapshot import OpenedUnit, Snapshot
from reconcile.run.watch import Watch
from reconcile.web.downloads import archive, marked, taken_away
from reconcile.web.site import Site, begin, go, show, site, tell, visitor

views = Blueprint("documents", __name__)
MAKING = "lập văn bản"


@views.get("/van-ban")
def page() -> str | Response:
    """Show the documents of one unit, and those over all."""
    here = site()
    snapshot = here.desk.snapshot
    if snapshot is None:
        return go("start.page")
    opened = _asked(snapshot)
    config = snapshot.upper.config
    log = here.desk.log(opened.unit.id)
    return show(
        "documents.html",
        "documents",
        units=snapshot.units,
        unit=opened,
        papers=papers_of(here.folder, opened, config),
        asked=config.documents.kinds,
        workbooks=workbooks_of(here.folder, opened),
        overall=overall_files(here.folder),
        forms=len(blank_forms(here.folder)),
        letters=len(letters(here.folder)),
        last_answer=log[-1].when if log else "",
        open_tasks=here.desk.waiting()[opened.unit.id],
        made=here.background.progress.result,
        making=MAKING,
    )


@views.post("/van-ban/lap")
def make() -> Response:
    """Make documents beside the page."""
    here, said = site(), request.form
    kinds = tuple(kind for kind in OF_A_UNIT if kind.value in said.getlist("loai"))
    unit = said.get("don-vi", "")
    if not kinds:
        tell("Chưa chọn loại văn bản nào.", tone="alert")
        return go("documents.page", **{"don-vi": unit})
    only = here.desk.opened(unit).unit.name if unit and "tat-ca" not in said else ""
    wanted = WantedDocuments(kinds=kinds, final="chinh-thuc" in said)
    begin(MAKING, lambda watch: _made(here, only, wanted, watch))
    return go("documents.page", **{"don-vi": unit})


@views.post("/van-ban/bieu")
def make_blank() -> Response:
    """Make the forms in which units may write their plans, beside the page."""
    here = site()
    begin("lập biểu", lambda _: make_forms(here.folder))
    return go("documents.page")


@views.post("/van-ban/thu")
def make_letters() -> Response:
    """Make a message to each unit, beside the page; a person sends it."""
    here = site()
    begin("soạn thư", lambda watch: make_mail(here.folder, Asked(), watch))
    return go("documents.page")


@views.get("/van-ban/bieu.zip")
def forms_zip() -> Response:
    """Hand out the forms in one archive."""
    return archive(packed(blank_forms(site().folder)), "bieu.zip")


@views.get("/van-ban/thu.zip")
def letters_zip() -> Response:
    """Hand out the messages in one archive."""
    return archive(packed(letters(site().folder)), "thu-gui-don-vi.zip")


@views.get("/van-ban/<unit>/<kind>")
def one(unit: str, kind: str) -> str:
    """Show what the layout check says of a document, and what is left open in it."""
    opened, paper = _paper(unit, kind)
    if paper.path is None:
        abort(404)
    report = checked(paper.path)
    return show(
        "document.html",
        "documents",
        unit=opened,
        paper=paper,
        report=report.checked,
        can_print=can_print(),
    )


@views.get("/van-ban/<unit>/<kind>/tai")
def take(unit: str, kind: str) -> Response:
    """Hand a document out."""
    _, paper = _paper(unit, kind)
    if paper.path is None:
        abort(404)
    return taken_away(paper.path)


@views.get("/van-ban/<unit>/<kind>/trang-in.pdf")
def pages(unit: str, kind: str) -> Response:
    """Show a document as it is printed."""
    _, paper = _paper(unit, kind)
    data = printed(paper.path) if paper.path else b""
    if not data:
        abort(404)
    return Response(data, mimetype="application/pdf")


@views.get("/van-ban/<unit>/tep/<mark>")
def workbook(unit: str, mark: str) -> Response:
    """Hand a workbook of a unit out."""
    here = site()
    return marked(workbooks_of(here.folder, here.desk.opened(unit)), mark)


@views.get("/van-ban/tong-hop/<mark>")
def overall(mark: str) -> Response:
    """Hand out what stands over all units."""
    return marked(overall_files(site().folder), mark)


@views.get("/van-ban/tat-ca.zip")
def everything() -> Response:
    """Hand out one archive, of one unit or of all."""
    here = site()
    snapshot = here.desk.snapshot
    if snapshot is None:
        abort(404)
    units = (_asked(snapshot),) if request.args.get("don-vi") else snapshot.units
    return archive(zipped(here.folder, units, snapshot.upper.config), "van-ban.zip")


def _made(here: Site, only: str, wanted: WantedDocuments, watch: Watch) -> Reported:
    """Make documents, then read the folder again: the answers may have come from elsewhere."""
    done = report_folder(here.folder, Asked(only=only), wanted, watch)
    here.desk.read()
    return done


def _asked(snapshot: Snapshot) -> OpenedUnit:
    """Return the unit of the address, else the one this browser looked at last."""
    wanted = request.args.get("don-vi") or visitor().kept.get("unit", "")
    found = next((each for each in snapshot.units if each.short == wanted), snapshot.units[0])
    visitor().kept["unit"] = found.short
    return found


def _paper(unit: str, kind: str) -> tuple[OpenedUnit, UnitDocument]:
    """Return the document that an address names."""
    here = site()
    opened = here.desk.opened(unit)
    named = next((each for each in OF_A_UNIT if each.value == kind), None)
    snapshot = here.desk.snapshot
    if named is None or snapshot is None:
        abort(404)
    return opened, paper_of(here.folder, opened, named, snapshot.upper.config)
