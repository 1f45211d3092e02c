"""Văn bản as they are printed, within the page: pages, the layout check, what is left open."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from flask import Blueprint, abort, jsonify, request
from werkzeug.wrappers import Response

from reconcile.errors import ReconcileError
from reconcile.report.documents.kinds import OF_A_UNIT
from reconcile.run.page.papers import (
    office_files,
    overall_files,
    paper_of,
    progress_files,
    progress_of,
)
from reconcile.run.page.printed_pages import (
    LookedThrough,
    PrintedPages,
    can_print,
    can_show,
    printed,
)
from reconcile.run.page.snapshot import OpenedUnit, short_id
from reconcile.tracking.coverage import OpenPlace
from reconcile.vocabulary.terms import term
from reconcile.vocabulary.text import capitalised
from reconcile.web.shown import file_told
from reconcile.web.site import show, site

views = Blueprint("printed", __name__)
OVER_ALL = "tong-hop"
"""In addresses, in the place of a unit."""
_PAPER = ".docx"


@dataclass(frozen=True, slots=True)
class ShownPaper:
    """A document that can be looked at within the page."""

    title: str
    path: Path
    place: tuple[str, str]
    """By what it goes in addresses: its unit, and its kind or the mark of its name."""
    left: tuple[OpenPlace, ...] = ()
    """What keeps it from being signed."""
    unit: OpenedUnit | None = None
    """None for one over all units."""


@dataclass(frozen=True, slots=True)
class Pane:
    """What is shown of a document: a printed page, or its text until there is one."""

    paper: ShownPaper
    looked: LookedThrough | ReconcileError | None
    """None while the layout is checked."""
    pages: PrintedPages | None
    """None while they are made, where they can be shown at all."""
    number: int
    """Of the page that is shown."""
    wants_text: bool
    """Whether the text was asked for in the place of the pages."""
    can_show: bool
    can_print: bool

    @property
    def waits_for_pages(self) -> bool:
        """Whether its pages are still to come."""
        return self.can_show and not self.wants_text and self.pages is None

    @property
    def error(self) -> ReconcileError | None:
        """What kept it from being opened."""
        return self.looked if isinstance(self.looked, ReconcileError) else None

    @property
    def count(self) -> int:
        """How many printed pages can be shown."""
        return self.pages.count if self.pages and not self.wants_text else 0


def papers_over_all() -> dict[str, Path]:
    """List the files over all units and of offices that may be taken away or looked at.

    Returns:
        By their names; those of an office with its folder: ``Sở Y tế/lich-nhiem-vu.ics``.

    """
    folder, snapshot = site().folder, site().desk.snapshot
    if snapshot is None:
        return overall_files(folder) | progress_files(folder)
    found = overall_files(folder, snapshot.levels) | progress_files(folder)
    return found | office_files(folder, snapshot.units)


def progress_papers(opened: OpenedUnit) -> list[ShownPaper]:
    """List the documents on progress of a unit that can be looked at."""
    found = progress_of(site().folder, opened.lower.place.path)
    return [
        ShownPaper(capitalised(file_told(name)), path, (opened.short, short_id(name)), unit=opened)
        for name, path in found.items()
        if name.endswith(_PAPER)
    ]


def pane_of(paper: ShownPaper) -> Pane:
    """Gather what is shown of a document; what takes time is made beside the page."""
    papers = site().papers
    wants_text = request.args.get("dang") == "chu"
    shows = can_show()
    pages = papers.pages(paper.path) if shows and not wants_text else None
    number = max(request.args.get("trang", 1, type=int), 1)
    return Pane(
        paper=paper,
        looked=papers.checked(paper.path),
        pages=pages,
        number=min(number, pages.count) if pages and pages.count else 1,
        wants_text=wants_text,
        can_show=shows,
        can_print=can_print(),
    )


def paper_at(unit: str, kind: str) -> ShownPaper:
    """Return the document that an address names; there is no such page without one."""
    here = site()
    if unit == OVER_ALL:
        found = papers_over_all()
        name = next((n for n in found if short_id(n) == kind and n.endswith(_PAPER)), "")
        if not name:
            abort(404)
        return ShownPaper(capitalised(file_told(name)), found[name], (unit, kind))
    opened, snapshot = here.desk.opened(unit), here.desk.snapshot
    tracked = next((each for each in progress_papers(opened) if each.place[1] == kind), None)
    if tracked:
        return tracked
    named = next((each for each in OF_A_UNIT if each.value == kind), None)
    if named is None or snapshot is None:
        abort(404)
    paper = paper_of(here.folder, opened, named, snapshot.upper.config)
    if paper.path is None:
        abort(404)
    place = opened.short, named.value
    return ShownPaper(term("paper", named), paper.path, place, paper.unfinished, opened)


@views.get("/van-ban/<unit>/<kind>")
def one(unit: str, kind: str) -> str:
    """Show a document: its pages, what the layout check says of it, and what is left open."""
    paper = paper_at(unit, kind)
    pane = pane_of(paper)
    return show("document.html", "documents", pane=pane, left=still_to_come(pane))


@views.get("/van-ban/<unit>/<kind>/trang/<int:number>.png")
def image(unit: str, kind: str, number: int) -> Response:
    """Show one printed page."""
    drawn = site().papers.image(paper_at(unit, kind).path, number)
    return Response(drawn, mimetype="image/png") if drawn else abort(404)


@views.get("/van-ban/<unit>/<kind>/trang-in.pdf")
def whole(unit: str, kind: str) -> Response:
    """Show a document as it is printed, in what the browser shows PDF with."""
    path = paper_at(unit, kind).path
    known = site().papers.pages(path) if can_show() else None
    data = known.pdf if known else printed(path)
    return Response(data, mimetype="application/pdf") if data else abort(404)


@views.get("/van-ban/<unit>/<kind>/con-cho")
def left(unit: str, kind: str) -> Response:
    """Say how much of what a view waits for is still to come, for the script that asks."""
    # A view has as many beside as there are kinds; nobody makes us open thousands of files.
    places = (each.partition("/") for each in request.args.getlist("kem")[: len(OF_A_UNIT)])
    beside = [paper_at(unit, kind) for unit, _, kind in places]
    return jsonify({"left": still_to_come(pane_of(paper_at(unit, kind)), beside)})


def still_to_come(pane: Pane, beside: Iterable[ShownPaper] = ()) -> int:
    """Count what a view waits for: pages, and the layout checks of the documents beside."""
    checks = [pane.looked, *(site().papers.checked(each.path) for each in beside)]
    return sum(each is None for each in checks) + pane.waits_for_pages
