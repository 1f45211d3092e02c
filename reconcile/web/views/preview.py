"""A file as a table: a wrong column, header row, sheet or unit is put right by choosing another."""

from flask import Blueprint, request
from werkzeug.wrappers import Response

from reconcile.config import FileHints, TableHints
from reconcile.run.page.corrected import CHOICES, alike, hints_of, keep_hints, keep_kind, kind_of
from reconcile.run.page.preview import Preview, preview, settings_name, shape_at
from reconcile.run.page.snapshot import short_id
from reconcile.run.page.upper_choice import PlanChoice, choose_plan, chosen_plan, plan_choices
from reconcile.web.page_words import on_page
from reconcile.web.shown import ended
from reconcile.web.site import go, show, site, tell

views = Blueprint("preview", __name__)
_PREFIX = "cot-"
_SHOWN_AS = "da-hien-"
"""Before the letter of a column: what it was taken for when the form was made."""
_MOST_ROWS = 1_048_576
"""Of a sheet of Excel."""
_SHOWN = 20
"""Letters of what was typed in the place of a number that are shown again."""


@views.get("/bat-dau/tep/<short>")
def page(short: str) -> str:
    """Show a file as it is read now."""
    return _shown(short, None)


@views.post("/bat-dau/tep/<short>")
def change(short: str) -> str | Response:
    """Try another way of reading, or keep it."""
    said = request.form
    if "dong" in said:
        # Columns that were chosen under another header say nothing of this one.
        return _shown(short, hints_of(*_sheet_and(_row("dong") or 0), {}))
    row = _row("header_row")
    hints = _hints(row or 0)
    if row is None or "dung" not in said:
        return _shown(short, hints, wrong_row="" if row is not None else said["header_row"])
    if problem := preview(site().folder, short, hints).problem:
        tell(
            f"Chưa lưu cách đọc này: {ended(on_page(problem))}"
            " Sửa dòng tiêu đề, trang tính hoặc cột rồi bấm lại.",
            tone="alert",
        )
        return _shown(short, hints)
    _keep(short, hints, of_all="cung-dang" in said)
    return go("start.page")


def _keep(short: str, hints: FileHints, *, of_all: bool) -> None:
    """Keep a way of reading: of every table of its kind where its headings tell it, else of one."""
    folder = site().folder
    name, kind = settings_name(folder, short), _kind(short, hints) if of_all else None
    done = "Đã lưu cách đọc này cho mọi tệp của đơn vị có cùng các tiêu đề cột."
    if kind:
        keep_kind(folder, name, hints, kind, _alike(short))
    else:
        keep_hints(folder, name, hints)
        done = "Đã lưu cách đọc của riêng tệp này."
    for choice in _plans(short, preview(folder, short)):
        if choice.id == request.form.get("ke-hoach"):
            choose_plan(folder, name, choice)
    if of_all and not kind:
        done = f"{done} Các tiêu đề cột không đủ để nhận ra tệp khác cùng dạng."
    site().background.forget_failure()
    tell(f"{done} Bấm “Đối chiếu” để áp dụng.")


def _kind(short: str, hints: FileHints) -> TableHints | None:
    """Return what is said of all tables of a kind; None where the headings do not tell it."""
    folder = site().folder
    now = preview(folder, short, hints)
    headings = shape_at(folder, short, hints) if now.is_lower else ()
    kind = kind_of(hints, headings)
    own = FileHints(sheet=hints.sheet, unit=hints.unit)
    tells = bool(headings) and preview(folder, short, own, [kind]).rows == now.rows
    return kind if tells else None


def _shown(short: str, hints: FileHints | None, *, wrong_row: str = "") -> str:
    """Fill the view; with hints, beside how many tasks were read before."""
    folder = site().folder
    now, name = preview(folder, short, hints), settings_name(folder, short)
    return show(
        "preview.html",
        "start",
        short=short,
        file=now,
        before=preview(folder, short).tasks if hints else None,
        alike=_alike(short),
        choices=CHOICES,
        wrong_row=wrong_row[:_SHOWN],
        plans=_plans(short, now),
        plan=request.form.get("ke-hoach") or short_id(chosen_plan(folder, name)),
    )


def _plans(short: str, file: Preview) -> tuple[PlanChoice, ...]:
    """List the plans that an upper file may belong to; none where there is one file."""
    folder, snapshot = site().folder, site().desk.snapshot
    if snapshot is None or not file.is_upper or len(snapshot.upper.plan.files) < 2:
        return ()
    return plan_choices(folder, snapshot, settings_name(folder, short))


def _alike(short: str) -> tuple[str, ...]:
    """List the files that are put right together with one."""
    snapshot = site().desk.snapshot
    return alike(snapshot.readings, short) if snapshot else ()


def _row(name: str) -> int | None:
    """Read which row is the last of the header; 0 for none said, None for what is no row."""
    typed = request.form.get(name, "").strip()
    if not typed:
        return 0
    is_row = typed.isascii() and typed.isdigit() and len(typed) <= len(str(_MOST_ROWS))
    return int(typed) if is_row and int(typed) <= _MOST_ROWS else None


def _hints(row: int) -> FileHints:
    """Read the rest of the form."""
    columns = {
        name.removeprefix(_PREFIX): value
        for name, value in request.form.items()
        if name.startswith(_PREFIX) and value
    }
    shown = [each[len(_SHOWN_AS) :] for each in request.form if each.startswith(_SHOWN_AS)]
    # What was shown as something, and is to be nothing now.
    unused = [each for each in shown if each not in columns]
    return hints_of(*_sheet_and(row), columns, unused)


def _sheet_and(row: int) -> tuple[str, int, str]:
    """Read the sheet and the unit; with the row of the header between them."""
    sheet, unit = (request.form.get(name, "").strip() for name in ("sheet", "unit"))
    return sheet, row, unit
