"""What all views share: the desk, the work beside it, and what is told to this browser."""

from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from threading import Condition, Thread
from typing import Any, cast

from flask import current_app, g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from reconcile.run.page.board import Board
from reconcile.run.page.desk import Desk, Taught
from reconcile.run.page.preview import short_of
from reconcile.run.page.printed_pages import PaperDesk
from reconcile.run.page.runs import RunHistory
from reconcile.run.watch import Watch
from reconcile.web.background import Background
from reconcile.web.intake import Intake
from reconcile.web.password import Gate
from reconcile.web.safety import Visitor, Visitors

ON_A_PAGE = 100
"""Lines of a long list that are shown at once."""
_NAME = "reconcile"
_CALM = 0.3


class Learner:
    """Settles units again once people have answered, so that no answer waits for it."""

    def __init__(self, desk: Desk) -> None:
        self.calm = _CALM
        """Seconds that pass first: who has just answered is shown the next task before."""
        self.taught: dict[str, Taught] = {}
        """Unit → what was learnt and not told yet."""
        self._desk = desk
        self._asked: OrderedDict[str, None] = OrderedDict()
        self._changed = Condition()
        self._busy = self._drained = False
        self._thread: Thread | None = None

    def ask(self, unit: str) -> None:
        """Ask for a unit to be settled again soon."""
        with self._changed:
            self._asked[unit] = None
            if self._thread is None:
                self._thread = Thread(target=self._work, daemon=True)
                self._thread.start()
            self._changed.notify_all()

    def drain(self) -> None:
        """Wait until nothing is asked for any more."""
        with self._changed:
            self._drained = True
            self._changed.notify_all()
            self._changed.wait_for(lambda: not (self._asked or self._busy))
            self._drained = False

    @property
    def is_calm(self) -> bool:
        """Whether nothing is asked for that has not been done."""
        with self._changed:
            return not (self._asked or self._busy)

    def tell(self, unit: str) -> Taught | None:
        """Return what was learnt about a unit, once."""
        return self.taught.pop(unit, None)

    def _work(self) -> None:
        """Settle what is asked for, one after the other."""
        while True:
            with self._changed:
                self._changed.wait_for(lambda: bool(self._asked))
                self._changed.wait_for(lambda: self._drained, timeout=self.calm)
                unit, _ = self._asked.popitem(last=False)
                self._busy = True
            try:
                taught = self._desk.learn(self._desk.opened(unit))
                if taught.concluded or taught.added:
                    self.taught[unit] = taught
            except Exception:  # noqa: BLE001 - the unit stays as it was settled before
                self.taught.pop(unit, None)
            finally:
                with self._changed:
                    self._busy = False
                    self._changed.notify_all()


@dataclass
class Site:
    """The page of one working folder."""

    folder: Path
    desk: Desk
    learner: Learner
    board: Board
    """How far tasks are."""
    visitors: Visitors
    runs: RunHistory
    """The runs so far."""
    intake: Intake
    """What lies in the inputs, before it is matched."""
    background: Background = field(default_factory=Background)
    papers: PaperDesk = field(default_factory=PaperDesk)
    """What is made of the documents beside the page: their layout checks, their pages."""
    gate: Gate | None = None
    """What asks for a password; None where the page listens for this machine alone."""


def new_site(folder: Path, port: str, gate: Gate | None) -> Site:
    """Make the page of a working folder; nothing is read yet."""
    desk = Desk(folder)
    return Site(
        folder=folder,
        desk=desk,
        learner=Learner(desk),
        board=Board(desk),
        visitors=Visitors(port),
        runs=RunHistory(folder),
        intake=Intake(folder),
        gate=gate,
    )


def site() -> Site:
    """Return what the view of now stands on."""
    return cast("Site", current_app.extensions[_NAME])


def keep_site(extensions: dict[str, Any], kept: Site) -> None:
    """Put what the views stand on where ``site`` finds it."""
    extensions[_NAME] = kept


def visitor() -> Visitor:
    """Return the browser that asks."""
    return cast("Visitor", g.visitor)


def page_asked(count: int, size: int = ON_A_PAGE) -> int:
    """Return which part of a long list an address asks for, from 1; beyond the end the last one."""
    last = max(-(-count // size), 1)
    return min(max(request.args.get("trang", 1, type=int), 1), last)


def tell(text: str, *, tone: str = "status") -> None:
    """Say something on the next view that this browser sees."""
    visitor().kept["told"] = {"text": text, "tone": tone}


def begin(name: str, work: Callable[[Watch], Any]) -> None:
    """Begin a work beside the page; who is refused because of another one is told."""
    background = site().background
    site().intake.rest()
    if background.start(name, work) or background.progress.name == name:
        return
    tell(
        f"Chưa bắt đầu {name}: chương trình đang {background.progress.name}."
        " Chờ xong, hoặc bấm Dừng, rồi bấm lại.",
        tone="alert",
    )


def show(name: str, view: str, /, **values: object) -> str:
    """Fill the page of a view.

    Args:
        name: file of the page.
        view: which view is marked in the navigation.
        values: what it shows.

    """
    return render_template(name, view=view, frame=_frame(view), **values)


def alone(name: str) -> str:
    """Fill a page that stands outside the frame of the views."""
    return render_template(
        name,
        token=site().visitors.token(visitor()),
        theme=request.cookies.get("giao-dien", ""),
        told=visitor().kept.pop("told", None),
    )


def wants_part() -> bool:
    """Tell whether our own script asks, which puts a part of the page in its place."""
    return request.headers.get("X-Part") == "1"


def nothing_yet() -> Response:
    """Lead from a view that has nothing to show to where files are dropped, and say why."""
    tell("Chưa có số liệu để xem. Thả tệp vào đủ hai ô, rồi bấm “Đối chiếu”.")
    return go("start.page")


def keep_typed(row: str) -> None:
    """Keep what a refused form says: the view that is shown next has it in that row again."""
    visitor().kept["typed"] = {"row": row} | request.form.to_dict()


def typed_again() -> dict[str, str]:
    """Return what a form said that was refused just now, once; empty where none was."""
    kept: dict[str, str] = visitor().kept.pop("typed", {})
    return kept


def go(endpoint: str, **values: Any) -> Response:
    """Lead the browser on after a change."""
    return redirect(url_for(endpoint, **values), code=303)


def _told() -> object:
    """Return what is to be told, once; not to our own script that fetches parts of a page."""
    is_quiet = request.headers.get("X-Quiet") == "1"
    return None if is_quiet else visitor().kept.pop("told", None)


def _wrong_file(here: Site) -> str:
    """Return by what a file goes in addresses that kept the last work from its end."""
    error = here.background.progress.error
    return short_of(here.folder, error.where.file) if error and error.where else ""


def _frame(view: str) -> Mapping[str, object]:
    """Gather what stands around every view."""
    here = site()
    snapshot = here.desk.snapshot
    waiting = here.desk.waiting() if snapshot else {}
    return {
        "token": here.visitors.token(visitor()),
        "theme": request.cookies.get("giao-dien", ""),
        "told": _told(),
        "snapshot": snapshot,
        "waiting": sum(waiting.values()),
        "by_unit": waiting,
        "progress": here.background.progress,
        "wrong_file": _wrong_file(here),
        "is_stale": bool(snapshot) and here.desk.is_stale,
        "is_start": view == "start",
    }
