"""Thiết lập: reconcile.toml as a form; what cannot be is refused beside its field."""

from collections.abc import Iterator, Mapping

from flask import Blueprint, request
from werkzeug.wrappers import Response

from reconcile.config.rewrite import Path, Value
from reconcile.run.page.settings import SettingsFile, change_settings, read_settings
from reconcile.run.page.snapshot import Snapshot, short_id
from reconcile.vocabulary.units import unit_id
from reconcile.web.fields import (
    FieldError,
    ReadForm,
    SettingField,
    ShownField,
    as_typed,
    groups,
    understood,
    unit_fields,
    with_print,
)
from reconcile.web.shown import day
from reconcile.web.site import go, show, site, tell

views = Blueprint("settings", __name__)
_ABSENT = "unit-absent"
THEMES = {"": "Theo máy", "light": "Sáng", "dark": "Tối"}


@views.get("/thiet-lap")
def page() -> str:
    """Show the form as the file stands."""
    return _form(read_settings(site().folder))


@views.post("/thiet-lap")
def save() -> Response | tuple[str, int]:
    """Write what was changed, or show what cannot be."""
    here = site()
    file, saw = read_settings(here.folder), request.form.get("saw", "")
    read = _read(file)
    if read.errors and file.mark == saw:
        return _form(file, read), 422
    if file.mark != saw or (read.changes and not change_settings(here.folder, read.changes, saw)):
        tell(
            "Chưa lưu. reconcile.toml đã được sửa ở nơi khác; dưới đây là giá trị bạn nhập,"
            " bấm Lưu lần nữa để thay.",
            tone="alert",
        )
        return _form(read_settings(here.folder), read), 409
    if read.changes:
        tell("Đã lưu vào reconcile.toml. Bấm “Đối chiếu lại” để áp dụng.")
    else:
        tell("Không có thay đổi nào.")
    return go("settings.page", **{"don-vi": request.form.get("don-vi", "")})


@views.post("/giao-dien")
def theme() -> Response:
    """Remember how this browser wants the page to look."""
    wanted = request.form.get("giao-dien", "")
    response = go("settings.page")
    if wanted in THEMES:
        response.set_cookie("giao-dien", wanted, max_age=31_536_000, samesite="Strict")
    return response


def _form(file: SettingsFile, read: ReadForm | None = None) -> str:
    """Fill the form."""
    snapshot = site().desk.snapshot
    units = _units(snapshot, file)
    short, unit = _asked(units)
    shown = [
        (
            group,
            with_print([_shown(each, each.path, file, read, snapshot) for each in group.field]),
        )
        for group in groups()
    ]
    own = with_print(
        [_shown(each, _under(unit, each), file, read, snapshot) for each in unit_fields()]
    )
    return show(
        "settings.html",
        "settings",
        groups=shown,
        unit=unit,
        short=short,
        unit_fields=own if unit else [],
        units=units,
        sent=[each.short for each in snapshot.units] if snapshot else [],
        mark=file.mark,
        errors=dict(read.errors) if read else {},
        labels={
            each.name: each.field.label for _, fields in [*shown, (None, own)] for each in fields
        },
        zip_themes=tuple(THEMES.items()),
    )


def _read(file: SettingsFile) -> ReadForm:
    """Read what the form says, field by field; what is as it was is no change."""
    changes: dict[Path, Value | None] = {}
    errors: dict[str, str] = {}
    typed: dict[str, str] = {}
    _, unit = _asked(_units(site().desk.snapshot, file))
    for setting, path in _fields(unit):
        name = _name(path)
        if name not in request.form:
            continue
        typed[name] = request.form[name]
        try:
            value = understood(setting, typed[name])
        except FieldError as error:
            errors[name] = str(error)
            continue
        if value != file.value(path):
            changes[path] = value
    return ReadForm(changes, errors, typed)


def _fields(unit: str) -> Iterator[tuple[SettingField, Path]]:
    """Yield every field with its place in the file."""
    for group in groups():
        yield from ((each, each.path) for each in group.field)
    if unit:
        yield from ((each, _under(unit, each)) for each in unit_fields())


def _under(unit: str, setting: SettingField) -> Path:
    """Return the place of a field about one unit."""
    return ("units", unit, *setting.path)


def _units(snapshot: Snapshot | None, file: SettingsFile) -> dict[str, str]:
    """Name the units by what they go by in addresses: who has sent a plan, then who is to.

    Who has sent nothing is told to be given another name here, and so must be among them.
    """
    opened = snapshot.units if snapshot else ()
    found = {each.short: each.unit.name for each in opened}
    known = {id_ for each in opened for id_ in (each.unit.id, unit_id(each.unit.name))}
    written = file.value(("units",))
    findings = snapshot.findings if snapshot else ()
    absent = (each.unit for each in findings if each.code == _ABSENT)
    # As the file writes a name, where it does: what is said of it stands under that.
    for name in (*(written if isinstance(written, Mapping) else ()), *absent):
        if name and unit_id(name) not in known:
            known.add(unit_id(name))
            found[short_id(unit_id(name))] = name
    return found


def _asked(units: Mapping[str, str]) -> tuple[str, str]:
    """Return the unit that is asked for, by its address and its name; both empty for none."""
    wanted = request.values.get("don-vi", "")
    short = wanted if wanted in units else next(iter(units), "")
    return short, units.get(short, "")


def _name(path: Path) -> str:
    """Return by what the form sends a field; the name of a unit is in no field's name."""
    return "don-vi." + ".".join(path[2:]) if path[0] == "units" else ".".join(path)


def _shown(
    setting: SettingField,
    path: Path,
    file: SettingsFile,
    read: ReadForm | None,
    snapshot: Snapshot | None,
) -> ShownField:
    """Fill one field."""
    name, value = _name(path), file.value(path)
    text = as_typed(setting, value)
    found = _found(setting, snapshot)
    source = "Đọc từ kế hoạch" if found else "Mặc định"
    usual = found or setting.default
    if value is not None:
        source = "Đã đặt; nếu để trống" if usual else "Đã đặt"
    return ShownField(
        setting,
        name,
        read.typed.get(name, text) if read else text,
        source,
        read.errors.get(name, "") if read else "",
        usual,
        found,
    )


def _found(setting: SettingField, snapshot: Snapshot | None) -> str:
    """Return what was read from the upper plan for a field, where it is one of those."""
    if snapshot is None or setting.path[0] != "upper":
        return ""
    plan = snapshot.upper.plan
    read = {"name": plan.unit.name, "plan_number": plan.number, "plan_dated": day(plan.issued)}
    return (read | {"plan_subject": plan.title}).get(setting.path[1], "")
