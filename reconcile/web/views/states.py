"""Tiến độ: how far tasks are, and a state entered here is an entry like any other."""

import datetime as dt

from flask import Blueprint, abort, request
from werkzeug.wrappers import Response

from reconcile.model import BY_HAND, PeriodKind, Progress
from reconcile.run.open_folder import Asked
from reconcile.run.page import board
from reconcile.run.page.board import BoardAsked, BoardGroup
from reconcile.run.page.papers import packed, progress_files, progress_forms
from reconcile.run.page.snapshot import Snapshot
from reconcile.run.page.state_entry import (
    StateSaid,
    as_chosen,
    save_state,
    states_mark,
    take_back,
)
from reconcile.run.page.states import StatesNow, moved_since_report, periods_offered
from reconcile.run.progress.forms import make_progress_forms
from reconcile.run.progress.track import AskedTracking, show_folder
from reconcile.tracking.counts import StateClass
from reconcile.tracking.progress import TrackedKind, TrackedTask, Tracking
from reconcile.vocabulary.status_answers import OFFERED_STATES
from reconcile.vocabulary.terms import term
from reconcile.web.doubts import asked_about
from reconcile.web.downloads import archive, marked
from reconcile.web.fields import FieldError, read_day
from reconcile.web.shown import day
from reconcile.web.site import (
    ON_A_PAGE,
    begin,
    go,
    nothing_yet,
    page_asked,
    show,
    site,
    tell,
    visitor,
)
from reconcile.web.state_told import both_told, of_task, saved_told, told_meanwhile

views = Blueprint("states", __name__)
_NAME = 200
_ASKED = ("nhom", "pham-vi", "noi", "thang", "tinh-trang", "tim")
"""What an address may ask for."""


@views.get("/tien-do")
def page() -> str | Response:
    """Show the part of the board that an address asks for."""
    return shown_states({}, {}) or nothing_yet()


@views.post("/tien-do/ghi")
def say() -> str | tuple[str, int] | Response:
    """Keep what a person says of one task, or show what cannot be."""
    states, row = _row()
    said, errors = _read(states.tracking, row)
    if said is None:
        return shown_states({board.row_id(row): errors}, request.form.to_dict()) or abort(404), 422
    met = save_state(site().folder, said)
    if met is not None:
        problem = f"{told_meanwhile(said, met)} Bấm Lưu lần nữa để ghi thông tin của bạn."
        again = {board.row_id(row): {"tinh-trang": problem}}
        return shown_states(again, request.form.to_dict()) or abort(404), 409
    tell(_saved(said, row))
    return _back(row)


@views.post("/tien-do/chon")
def choose() -> Response:
    """Keep which of two sources is right that contradict each other."""
    states, row = _row()
    standing, at = row.standing, request.form.get("nguon", -1, type=int)
    offered = (standing.entry, *standing.against) if standing and standing.against else ()
    if not 0 <= at < len(offered):
        tell("Hai nguồn không còn khác nhau; xem lại dòng này.", tone="alert")
        return _back(row)
    person = visitor().kept.get("person", "")
    said = as_chosen(offered[at], states.tracking.as_of, person, request.form.get("saw", ""))
    met = save_state(site().folder, said)
    tell(both_told(said, met) if met else _saved(said, row), tone="alert" if met else "status")
    return _back(row)


@views.post("/tien-do/rut-lai")
def withdraw() -> Response:
    """Take back the last state that was entered here for one task."""
    _, row = _row()
    gone = take_back(site().folder, board.duties(row)[_which(row)][0])
    if gone is None:
        tell("Không có tình trạng nào nhập ở trang này để rút lại.", tone="alert")
    else:
        tell(f"Đã rút lại “{gone.words}”{of_task(row)}.")
    return _back(row)


@views.post("/tien-do/lap")
def report() -> Response:
    """Make the report on a period beside the page, with all that goes with it."""
    here, said = site(), request.form
    period = next((each for each in PeriodKind if each.value == said.get("ky")), None)
    wanted = AskedTracking(period, again="lap-lai" in said, final="chinh-thuc" in said)
    begin("lập báo cáo tiến độ", lambda watch: show_folder(here.folder, Asked(), wanted, watch))
    return go("documents.page" if said.get("ve") == "van-ban" else "states.page")


@views.post("/tien-do/bieu")
def forms() -> Response:
    """Make the forms in which all bodies report, beside the page."""
    here = site()
    begin("lập biểu", lambda _: make_progress_forms(here.folder, Asked()))
    return go("states.page")


@views.get("/tien-do/tep/<mark>")
def take(mark: str) -> Response:
    """Hand out what the last report has left."""
    return marked(progress_files(site().folder), mark)


@views.get("/tien-do/bieu.zip")
def forms_zip() -> Response:
    """Hand out the forms in one archive."""
    return archive(packed(progress_forms(site().folder)), "bieu-tien-do.zip")


def shown_states(errors: dict[str, dict[str, str]], typed: dict[str, str]) -> str | None:
    """Fill the view; None before the folder was read."""
    here = site()
    snapshot, states = here.desk.snapshot, here.board.now()
    if snapshot is None or states is None:
        return None
    tracking = states.tracking
    asked = _asked(snapshot, tracking)
    rows = board.rows_of(tracking, asked) if asked.group in board.LISTS else []
    at = page_asked(len(rows))
    return show(
        "states.html",
        "progress",
        tracking=tracking,
        asked=asked,
        figures=tracking.figures(tracking.of(asked.kind)),
        counts=board.counts(tracking, asked.kind),
        rows=rows,
        parts=() if asked.group in board.LISTS else board.figures_by(tracking, asked),
        moves=_moves(snapshot, tracking, asked),
        problem=snapshot.tracking.problem,
        **asked_about(snapshot.tracking, shows=asked.group is BoardGroup.DOUBTFUL),
        sources=snapshot.tracking.taken.files,
        at=at,
        size=ON_A_PAGE,
        kinds=[kind for kind in TrackedKind if tracking.of(kind)],
        classes=tuple(StateClass),
        offered=OFFERED_STATES,
        opened=typed.get("dong", "") or request.args.get("mo", ""),
        errors=errors,
        typed=typed,
        person=visitor().kept.get("person", ""),
        **_made(snapshot),
        board=board,
        told=states.on,
        mark=states_mark,
        own=BY_HAND,
        query=_query(),
    )


def _made(snapshot: Snapshot) -> dict[str, object]:
    """Gather what was made of the states, and what can be."""
    folder = site().folder
    return {
        "files": progress_files(folder),
        "made": site().background.progress.result,
        "units": snapshot.units,
        "has_forms": bool(progress_forms(folder)),
        "periods": periods_offered(snapshot.tracking),
        "period": snapshot.upper.config.tracking.period,
    }


def _asked(snapshot: Snapshot, tracking: Tracking) -> BoardAsked:
    """Read which part of the board an address asks for."""
    said = request.args
    # Where there is one unit, its tasks are what somebody can say anything of.
    usual = TrackedKind.ASSIGNED if len(snapshot.units) == 1 else TrackedKind.UPPER
    kind = next((each for each in TrackedKind if each.value == said.get("pham-vi")), usual)
    group = next((each for each in BoardGroup if each.value == said.get("nhom")), None)
    if group is None:
        found = board.counts(tracking, kind)
        group = next((each for each in board.LISTS if found[each]), BoardGroup.ALL)
    return BoardAsked(
        kind=kind,
        group=group,
        body=said.get("noi", ""),
        month=said.get("thang", ""),
        counted=said.get("tinh-trang", ""),
        search=said.get("tim", "")[:200],
    )


def _query() -> dict[str, str]:
    """Return what the address asks for, to be kept over a change."""
    return {name: request.args[name] for name in _ASKED if request.args.get(name)}


def _moves(
    snapshot: Snapshot, tracking: Tracking, asked: BoardAsked
) -> list[tuple[str, TrackedTask]]:
    """Say what is otherwise than in the report of the period before, where that is asked for."""
    if asked.group is not BoardGroup.MOVES:
        return []
    found = moved_since_report(site().folder, tracking, snapshot.tracking.inputs)
    return [(term("move", each.kind), each.row) for each in found if each.row.kind is asked.kind]


def _row() -> tuple[StatesNow, TrackedTask]:
    """Return the row that a form is about."""
    states = site().board.now()
    said = request.form.get("dong", "")
    rows = states.tracking.rows if states else ()
    found = next((row for row in rows if board.row_id(row) == said), None)
    if states is None or found is None or not board.duties(found):
        abort(404)
    return states, found


def _which(row: TrackedTask) -> int:
    """Return which of the bodies of a row a form is about, by its place."""
    at = request.form.get("co-quan", "0")
    if at not in map(str, range(len(board.duties(row)))):
        abort(400)
    return int(at)


def _read(tracking: Tracking, row: TrackedTask) -> tuple[StateSaid | None, dict[str, str]]:
    """Read the form: what is said, or what cannot be by the fields."""
    said, errors = request.form, dict[str, str]()
    progress = next((each for each in OFFERED_STATES if each.value == said.get("tinh-trang")), None)
    if progress is None:
        errors["tinh-trang"] = "Chọn tình trạng."
    told = _day("ngay", errors) or tracking.as_of
    done_on = _day("ngay-xong", errors) if progress is Progress.DONE else None
    if told > tracking.as_of:
        errors["ngay"] = f"Ngày này sau ngày lấy số liệu ({day(tracking.as_of)})."
    if done_on and done_on > told:
        errors["ngay-xong"] = f"Ngày hoàn thành sau ngày của thông tin ({day(told)})."
    kept = visitor().kept
    kept["person"] = said.get("nguoi", kept.get("person", "")).strip()[:_NAME]
    if errors or progress is None:
        return None, errors
    at = _which(row)
    return StateSaid(
        duty=board.duties(row)[at][0],
        progress=progress,
        day=told,
        done_on=done_on,
        document=said.get("van-ban", ""),
        note=said.get("ghi-chu", ""),
        person=kept["person"],
        saw=said.get(f"saw-{at}", ""),
    ), errors


def _day(name: str, errors: dict[str, str]) -> dt.date | None:
    """Read a day of the form; None where it is empty, or wrong and told."""
    typed = request.form.get(name, "").strip()
    try:
        return read_day(typed) if typed else None
    except FieldError as error:
        errors[name] = str(error)
        return None


def _saved(said: StateSaid, row: TrackedTask) -> str:
    """Say what was saved, and how the task stands by it."""
    now = site().board.now()
    return saved_told(said, row, now.tracking.rows if now else ())


def _back(row: TrackedTask) -> Response:
    """Show the same part of the board again."""
    return go("states.page", **_query(), _anchor=board.row_id(row))
