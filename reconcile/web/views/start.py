"""Bắt đầu: files are dropped, read, matched; what was read of each is shown."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from flask import Blueprint, abort, jsonify, request, url_for
from werkzeug.datastructures import FileStorage
from werkzeug.wrappers import Response

from reconcile.errors import OutputError
from reconcile.model import Finding
from reconcile.read.file import shown_name
from reconcile.run.folder import run_folder
from reconcile.run.new_folder import start_folder
from reconcile.run.open_folder import Asked
from reconcile.run.page.preview import short_of
from reconcile.run.page.received import (
    PARTS,
    Dropped,
    DroppedSide,
    Received,
    Reception,
    keep_both,
    receive,
    safe_folders,
    take_out,
)
from reconcile.run.page.snapshot import FileReading, Snapshot, input_names, short_id
from reconcile.run.reading.input_files import LOWER, TOP, UPPER
from reconcile.run.watch import Watch
from reconcile.vocabulary.answer_account import account_told
from reconcile.web.site import Site, begin, go, show, site, tell, visitor

views = Blueprint("start", __name__)
RECONCILE = "đối chiếu"
_SAID = {
    Reception.NEW: "đã nhận",
    Reception.SAME: "đã có sẵn, không thay đổi",
    Reception.REPLACED: "đã thay tệp cũ cùng tên (tệp cũ được cất trong thư mục con “cu”)",
    Reception.OTHER_KIND: "không nhận: không phải tệp Excel, Word, CSV, PDF hoặc .zip",
    Reception.EMPTY: "không nhận: tệp rỗng",
}
_A_MOMENT = 0.3
"""Seconds in which few files are read: their page is shown with what was read at once."""
_MANY = 6
"""Files that are told one by one."""


@dataclass(frozen=True, slots=True)
class RunDone:
    """What is told of a run that has come to its end."""

    failures: tuple[OutputError, ...]
    """Files that could not be written."""
    answers: tuple[str, ...]
    """What became of people's answers."""


@views.get("/")
def home() -> Response:
    """Lead to where the work goes on."""
    return go("overview.page" if site().desk.snapshot else "start.page")


@views.get("/bat-dau")
def page() -> str:
    """Show what lies in the folder, and what was read of it."""
    here = site()
    uppers, lowers, tops = (input_names(here.folder, part) for part in (UPPER, LOWER, TOP))
    snapshot = here.desk.snapshot
    is_matched = snapshot is not None and not here.desk.is_stale
    if not is_matched and (uppers or lowers or tops) and not here.background.progress.is_running:
        here.intake.wake()
        here.intake.work.wait(_A_MOMENT)
    return show(
        "start.html",
        "start",
        uppers=_with_ids(uppers),
        lowers=_with_ids(lowers),
        readings=_readings(here, snapshot if is_matched else None),
        unread=() if is_matched else [each for each in here.intake.files if each.error],
        units=_units(here, snapshot if is_matched else None),
        is_matched=is_matched,
        reading=here.intake.work.progress,
        unused=_unused(snapshot) if is_matched else [],
        replaced=visitor().kept.get("replaced", []),
        answers=_account(here),
        tops=_with_ids(tops),
        read=_tasks_read(here),
    )


@views.post("/bat-dau/nhan/<side>")
def drop(side: str) -> Response:
    """Take files in."""
    start_folder(site().folder)
    which = _side(side)
    # Folders mean something where they hold plans: clusters, and several upper plans.
    is_plan = which in (DroppedSide.UPPER, DroppedSide.LOWER)
    paths = request.form.get("duong-dan", "").splitlines() if is_plan else []
    told = receive(site().folder, which, _dropped(request.files.getlist("tep"), paths))
    site().background.forget_failure()
    if told:
        tell(_told(told))
    visitor().kept["replaced"] = [(which, each) for each in told if each.kept is Reception.REPLACED]
    return go("states.page" if which is DroppedSide.STATUS else "start.page")


@views.post("/bat-dau/giu-ca-hai/<mark>")
def keep_old(mark: str) -> Response:
    """Lay a file that was replaced just now back beside the new one."""
    replaced = visitor().kept.get("replaced", [])
    found = next((each for each in replaced if short_id(each[1].name) == mark), None)
    if found is None:
        abort(404)
    replaced.remove(found)
    side, file = found
    name = keep_both(site().folder, side, file)
    if name:
        tell(f"Đã giữ cả hai: tệp cũ nay là “{name}”.")
    else:
        tell("Tệp cũ không còn ở chỗ đã chuyển đến.", tone="alert")
    return go("start.page")


@views.post("/bat-dau/bo/<side>/<short>")
def remove(side: str, short: str) -> Response:
    """Move an input file aside."""
    here, which = site(), _side(side)
    here.background.forget_failure()
    for name in input_names(here.folder, PARTS[which]):
        if short_id(name) == short and take_out(here.folder, which, name):
            tell(f"Đã chuyển “{shown_name(name)}” vào thư mục con “cu”; tệp không bị xóa.")
    return go("start.page")


@views.post("/doi-chieu-lai")
def reconcile() -> Response:
    """Do the main job beside the page."""
    here = site()
    begin(RECONCILE, lambda watch: _run(here, watch))
    return go("start.page")


@views.post("/dung")
def stop() -> Response:
    """Ask what is going on to stop."""
    site().background.stop()
    return go("start.page")


@views.get("/bat-dau/dang-doc")
def reading() -> Response:
    """Say how far the reading of new files is."""
    now = site().intake.work.progress
    return jsonify({"running": now.is_running, "done": now.done, "total": now.total})


@views.get("/trang-thai")
def progress() -> Response:
    """Say how far the work is, for the script that asks now and then."""
    now = site().background.progress
    said = {"name": now.name, "done": now.done, "total": now.total, "left": now.left}
    # With it a page that is open goes on where the program was started again.
    token = site().visitors.token(visitor())
    more = {"running": now.is_running, "next": url_for("start.page"), "token": token}
    return jsonify(said | more)


def _side(said: str) -> DroppedSide:
    """Return which plan an address names."""
    found = next((each for each in DroppedSide if each.value == said), None)
    return found if found is not None else abort(404)


def _run(here: Site, watch: Watch) -> RunDone:
    """Run on the folder, then read it for the page."""
    report = run_folder(here.folder, Asked(), watch)
    # Of a province that is a second, and nobody waits for a page here.
    here.runs.runs(here.desk.read())
    return RunDone(report.failures, account_told(report.answers))


def _account(here: Site) -> tuple[str, ...]:
    """Return what became of people's answers in the run that has just ended."""
    done = here.background.progress.result
    # Before anybody has said anything there is nothing to tell.
    return done.answers if isinstance(done, RunDone) and here.desk.log() else ()


def _readings(here: Site, snapshot: Snapshot | None) -> Sequence[FileReading]:
    """Return what was read of each file: as it was matched, else as it lies there now."""
    if snapshot is not None:
        return snapshot.readings
    return [reading for each in here.intake.files for reading in each.readings]


def _tasks_read(here: Site) -> tuple[int, int]:
    """Count the tasks that lie there now, of the upper side and of the units."""
    counts = {False: 0, True: 0}
    for each in here.intake.files:
        counts[each.is_lower] += sum(told.tasks for told in each.readings)
    return counts[False], counts[True]


def _units(here: Site, snapshot: Snapshot | None) -> int:
    """Count the units that were matched, else those whose files lie there now."""
    if snapshot is not None:
        return len(snapshot.units)
    return len({told.unit for each in here.intake.files if each.is_lower for told in each.readings})


def _dropped(files: Sequence[FileStorage], paths: Sequence[str]) -> Iterable[Dropped]:
    """Read what a browser sent, one file at a time; our script says in which folders each lay."""
    beside = paths if len(paths) == len(files) else [""] * len(files)
    for each, path in zip(files, beside, strict=True):
        if each.filename:
            yield Dropped(each.filename, each.read(), safe_folders(path))


def _told(files: tuple[Received, ...]) -> str:
    """Say what became of the files."""
    if len(files) <= _MANY:
        return " ".join(f"“{each.name}”: {_SAID[each.kept]}." for each in files)
    counts = {kept: sum(each.kept is kept for each in files) for kept in Reception}
    return " ".join(f"{count} tệp {_SAID[kept]}." for kept, count in counts.items() if count)


def _with_ids(names: Iterable[str]) -> list[tuple[str, str]]:
    """Give each file what it goes by in addresses."""
    return [(short_id(name), shown_name(name)) for name in names]


def _unused(snapshot: Snapshot | None) -> list[tuple[Finding, str]]:
    """Return what is said of files that could not be used, each with where it can be looked at."""
    said = snapshot.coverage.uncounted if snapshot else ()
    return [(each, short_of(site().folder, each.where.file)) for each in said]
