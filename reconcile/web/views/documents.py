"""Văn bản: choose, make, look through, take away."""

from collections.abc import Sequence
from pathlib import Path

from flask import Blueprint, abort, request
from werkzeug.wrappers import Response

from reconcile.report.documents.kinds import OF_A_UNIT
from reconcile.run.open_folder import Asked
from reconcile.run.page.papers import (
    blank_forms,
    letters,
    packed,
    papers_of,
    progress_of,
    workbooks_of,
    zipped,
)
from reconcile.run.page.snapshot import OpenedUnit, Snapshot
from reconcile.run.page.states import periods_offered
from reconcile.run.watch import Watch
from reconcile.run.writing.documents_again import Reported, WantedDocuments, report_folder
from reconcile.run.writing.forms import make_forms
from reconcile.run.writing.mail import make_mail
from reconcile.web.downloads import archive, marked, taken_away
from reconcile.web.site import Site, begin, go, nothing_yet, show, site, tell, visitor
from reconcile.web.views.printed import (
    OVER_ALL,
    Pane,
    ShownPaper,
    pane_of,
    paper_at,
    papers_over_all,
    progress_papers,
    still_to_come,
)

views = Blueprint("documents", __name__)
MAKING = "lập văn bản"


@views.get("/van-ban")
def page() -> str | Response:
    """Show the documents of one unit, and those over all."""
    here = site()
    snapshot = here.desk.snapshot
    if snapshot is None:
        return nothing_yet()
    opened = _asked(snapshot)
    config = snapshot.upper.config
    log = here.desk.log(opened.unit.id)
    papers = papers_of(here.folder, opened, config)
    made = [paper_at(opened.short, each.kind.value) for each in papers if each.path]
    pane = _pane([*made, *progress_papers(opened)])
    return show(
        "documents.html",
        "documents",
        units=snapshot.units,
        unit=opened,
        ticked=_ticked(opened),
        papers=papers,
        looked={each.place[1]: here.papers.checked(each.path) for each in made},
        pane=pane,
        left=still_to_come(pane, made) if pane else 0,
        beside=["/".join(each.place) for each in made],
        asked=config.documents.kinds,
        files=_files(here.folder, opened),
        overall=papers_over_all(),
        periods=periods_offered(snapshot.tracking),
        period=config.tracking.period,
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
    chosen, every = _chosen(), "tat-ca" in said
    back = {"don-vi": said.get("dang-xem", "")}
    if not kinds or not (chosen or every):
        missing = "đơn vị" if kinds else "loại văn bản"
        tell(f"Chưa chọn {missing} nào.", tone="alert")
        return go("documents.page", **back)
    asked = Asked(units=() if every else tuple(each.unit.id for each in chosen))
    wanted = WantedDocuments(kinds=kinds, final="chinh-thuc" in said)
    begin(MAKING, lambda watch: _made(here, asked, wanted, watch))
    return go("documents.page", **back)


@views.post("/van-ban/goi.zip")
def chosen_zip() -> Response:
    """Hand out one archive of the units that are ticked."""
    here = site()
    chosen, snapshot = _chosen(), here.desk.snapshot
    if not chosen or snapshot is None:
        tell("Chưa chọn đơn vị nào.", tone="alert")
        return go("documents.page", **{"don-vi": request.form.get("dang-xem", "")})
    return archive(zipped(here.folder, chosen, snapshot.upper.config), "van-ban.zip")


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


@views.get("/van-ban/<unit>/<kind>/tai")
def take(unit: str, kind: str) -> Response:
    """Hand a document out."""
    return taken_away(paper_at(unit, kind).path)


@views.get("/van-ban/<unit>/tep/<mark>")
def workbook(unit: str, mark: str) -> Response:
    """Hand out a workbook of a unit, or what a report on progress left of it."""
    here = site()
    return marked(_files(here.folder, here.desk.opened(unit)), mark)


@views.get("/van-ban/tong-hop/<mark>/tai")
def overall(mark: str) -> Response:
    """Hand out what stands over all units."""
    return marked(papers_over_all(), mark)


@views.get("/van-ban/tat-ca.zip")
def everything() -> Response:
    """Hand out one archive: of one unit, or of all with what stands over them."""
    here = site()
    snapshot = here.desk.snapshot
    if snapshot is None:
        abort(404)
    config = snapshot.upper.config
    if request.args.get("don-vi"):
        return archive(zipped(here.folder, (_asked(snapshot),), config), "van-ban.zip")
    every = zipped(here.folder, snapshot.units, config, papers_over_all())
    return archive(every, "van-ban.zip")


def _files(folder: Path, opened: OpenedUnit) -> dict[str, Path]:
    """List what may be taken away of a unit beside its documents."""
    return workbooks_of(folder, opened) | progress_of(folder, opened.lower.place.path)


def _pane(made: Sequence[ShownPaper]) -> Pane | None:
    """Return what is shown beside the list: what the address asks for, else the first."""
    wanted = request.args.get("xem", "")
    if wanted.startswith(f"{OVER_ALL}/"):
        return pane_of(paper_at(OVER_ALL, wanted.partition("/")[2]))
    asked = sorted(made, key=lambda each: each.place[1] != wanted)
    return pane_of(asked[0]) if asked else None


def _chosen() -> tuple[OpenedUnit, ...]:
    """Return the units that a form ticks, and keep them ticked for what is done next."""
    snapshot, ticked = site().desk.snapshot, request.form.getlist("don-vi")
    visitor().kept["ticked"] = ticked
    return tuple(each for each in snapshot.units if each.short in ticked) if snapshot else ()


def _ticked(opened: OpenedUnit) -> list[str]:
    """Return what is ticked: the last choice, where the unit that is looked at is of it."""
    kept: list[str] = visitor().kept.get("ticked", [])
    return kept if opened.short in kept else [opened.short]


def _made(here: Site, asked: Asked, wanted: WantedDocuments, watch: Watch) -> Reported:
    """Make documents, then read the folder again: the answers may have come from elsewhere."""
    done = report_folder(here.folder, asked, wanted, watch)
    here.desk.read()
    return done


def _asked(snapshot: Snapshot) -> OpenedUnit:
    """Return the unit of the address, else the one this browser looked at last."""
    wanted = request.args.get("don-vi") or visitor().kept.get("unit", "")
    found = next((each for each in snapshot.units if each.short == wanted), snapshot.units[0])
    visitor().kept["unit"] = found.short
    return found
