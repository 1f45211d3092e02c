"""A file as a table: a wrong column, header row, sheet or unit is put right by choosing another."""

from flask import Blueprint, request
from werkzeug.wrappers import Response

from reconcile.config import FileHints
from reconcile.run.page.preview import CHOICES, alike, file_name, hints_of, keep_hints, preview
from reconcile.web.site import go, show, site, tell

views = Blueprint("preview", __name__)
_PREFIX = "cot-"


@views.get("/bat-dau/tep/<short>")
def page(short: str) -> str:
    """Show a file as it is read now."""
    return _shown(short, None)


@views.post("/bat-dau/tep/<short>")
def change(short: str) -> str | Response:
    """Try another way of reading, or keep it."""
    here, said = site(), request.form
    hints = _hints()
    if "dung" not in said:
        return _shown(short, hints)
    others = _alike(short) if "cung-dang" in said else ()
    names = (file_name(here.folder, short), *others)
    keep_hints(here.folder, names, hints)
    here.background.forget_failure()
    tell(f"Đã lưu cách đọc của {len(names)} tệp vào reconcile.toml. Bấm “Đối chiếu” để áp dụng.")
    return go("start.page")


def _shown(short: str, hints: FileHints | None) -> str:
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
    )


def _alike(short: str) -> tuple[str, ...]:
    """List the files that are put right together with one."""
    snapshot = site().desk.snapshot
    return alike(snapshot.readings, short) if snapshot else ()


def _hints() -> FileHints:
    """Read the form."""
    said = request.form
    columns = {
        name.removeprefix(_PREFIX): value
        for name, value in said.items()
        if name.startswith(_PREFIX) and value
    }
    sheet, row, unit = (said.get(name, "").strip() for name in ("sheet", "header_row", "unit"))
    return hints_of(sheet, row, unit, columns)
