"""Tiến độ: rows of sources that count nowhere are answered as in the workbook of progress."""

from flask import Blueprint, abort, request
from werkzeug.wrappers import Response

from reconcile.model import NOTHING_SAID, StatusCells, StatusRuling
from reconcile.run.page.doubtful_rows import (
    AskedOnRow,
    RowOvertaken,
    RowRefused,
    answer_row,
    asked_rows,
)
from reconcile.run.page.states import FolderTracking
from reconcile.vocabulary.terms import term
from reconcile.vocabulary.text import capitalised, typed
from reconcile.web.page_words import on_page, place
from reconcile.web.shown import moment
from reconcile.web.site import go, site, tell
from reconcile.web.views.states import shown_states

views = Blueprint("doubtful", __name__)
GROUP = "can-ra-soat"
_MOST = 200
_FIELDS = {"state": "tinh-trang", "whose": "noi"}
"""What is wrong → its field; all else is about the number of the task."""


@views.post("/tien-do/dong")
def answer() -> str | tuple[str, int] | Response:
    """Keep an answer on a row, or show what cannot be."""
    tracked, row = _row()
    cells = _cells()
    if cells == NOTHING_SAID and "rut-lai" not in request.form:
        return _again(row, "so", "Chưa có trả lời: bấm một nút, hoặc điền một ô.")
    done = answer_row(site().folder, tracked, row, cells, request.form.get("saw", ""))
    if isinstance(done, RowRefused):
        said = f"{capitalised(on_page(done.problem))}; {on_page(done.fix)}."
        return _again(row, _FIELDS.get(done.why, "so"), said)
    if isinstance(done, RowOvertaken) and any(cells.texts[1:]):
        return _again(row, "so", _both(done, cells).removeprefix("Chưa lưu. "))
    if isinstance(done, RowOvertaken):
        tell(_both(done, cells), tone="alert")
    else:
        site().desk.put_taken(done)
        tell(f"Đã rút lại trả lời{_of(row)}." if cells == NOTHING_SAID else f"Đã lưu{_of(row)}.")
    return go("states.page", nhom=GROUP, _anchor=row.id)


def _row() -> tuple[FolderTracking, AskedOnRow]:
    """Return the row that a form is about."""
    snapshot, said = site().desk.snapshot, request.form.get("dong", "")
    rows = asked_rows(snapshot.tracking) if snapshot else []
    found = next((each for each in rows if each.id == said), None)
    if snapshot is None or found is None:
        abort(404)
    return snapshot.tracking, found


def _cells() -> StatusCells:
    """Read the answer as the cells of the workbook would have it."""
    said = request.form
    if "rut-lai" in said:
        return NOTHING_SAID
    ruling = next((each for each in StatusRuling if each.value == said.get("tra-loi")), None)
    names = ("so", "tinh-trang", "noi", "ghi-chu")
    number, state, whose, note = (typed(said.get(name, ""), _MOST) for name in names)
    chosen = term("status_ruling", ruling) if ruling else ""
    return StatusCells(chosen, number, state, whose, note)


def _again(row: AskedOnRow, field: str, problem: str) -> tuple[str, int]:
    """Show the view again with what cannot be beside its field."""
    shown = shown_states({row.id: {field: problem}}, request.form.to_dict())
    return shown or abort(404), 422


def _both(met: RowOvertaken, cells: StatusCells) -> str:
    """Say what was not saved, and what was answered in the meantime."""
    stands = "; ".join(filter(None, met.stands.cells.texts)) or "đã rút lại"
    own = "; ".join(filter(None, cells.texts)) or "rút lại"
    return (
        f"Chưa lưu. Dòng này đã được trả lời “{stands}” ({moment(met.stands.when)},"
        f" {met.stands.file}). Trả lời của bạn: “{own}”; muốn thay thì bấm lại."
    )


def _of(row: AskedOnRow) -> str:
    """Name a row in a sentence."""
    return f" cho dòng {place(row.row.row.where)}"
