"""A file as a table: a wrong column, header row, sheet or unit is put right by choosing another."""

from flask import Blueprint, request
from werkzeug.wrappers import Response

from reconcile.config import FileHints
from reconcile.run.page.preview import CHOICES, alike, file_name, hints_of, keep_hints, preview
from reconcile.web.site import go, show, site, tell

views = Blueprint("preview", __name__)
_PREFIX = "cot-"
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
    here, said = site(), request.form
    row = _row()
    hints = _hints(row or 0)
    if row is None or "dung" not in said:
        return _shown(short, hints, wrong_row="" if row is not None else said["header_row"])
    if problem := preview(here.folder, short, hints).problem:
        tell(
            f"Chưa lưu cách đọc này: {problem}. Sửa dòng tiêu đề, trang tính hoặc cột rồi bấm lại.",
            tone="alert",
        )
        return _shown(short, hints)
    others = _alike(short) if "cung-dang" in said else ()
    names = (file_name(here.folder, short), *others)
    keep_hints(here.folder, names, hints)
    here.background.forget_failure()
    tell(f"Đã lưu cách đọc của {len(names)} tệp vào reconcile.toml. Bấm “Đối chiếu” để áp dụng.")
    return go("start.page")


def _shown(short: str, hints: FileHints | None, *, wrong_row: str = "") -> str:
    """Fill the view; with hints, beside how many tasks were read before."""
    folder = site().folder
    now = preview(folder, short, hints)
    return show(
        "preview.html",
        "start",
        short=short,
        file=now,
        before=preview(folder, short).tasks if hints else None,
        alike=_alike(short),
        choices=CHOICES,
        wrong_row=wrong_row[:_SHOWN],
    )


def _alike(short: str) -> tuple[str, ...]:
    """List the files that are put right together with one."""
    snapshot = site().desk.snapshot
    return alike(snapshot.readings, short) if snapshot else ()


def _row() -> int | None:
    """Read which row is the last of the header; 0 for none said, None for what is no row."""
    typed = request.form.get("header_row", "").strip()
    if not typed:
        return 0
    is_row = typed.isascii() and typed.isdigit() and len(typed) <= len(str(_MOST_ROWS))
    return int(typed) if is_row and int(typed) <= _MOST_ROWS else None


def _hints(row: int) -> FileHints:
    """Read the rest of the form."""
    said = request.form
    columns = {
        name.removeprefix(_PREFIX): value
        for name, value in said.items()
        if name.startswith(_PREFIX) and value
    }
    sheet, unit = (said.get(name, "").strip() for name in ("sheet", "unit"))
    return hints_of(sheet, row, unit, columns)
