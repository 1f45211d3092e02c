"""Thiết lập: reconcile.toml as a form; what cannot be is refused beside its field."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from flask import Blueprint, request
from werkzeug.wrappers import Response

from reconcile.config.rewrite import Path, Value
from reconcile.model import Plan
from reconcile.run.page.settings import SettingsFile, change_settings, read_settings
from reconcile.run.page.snapshot import Snapshot, short_id
from reconcile.run.page.usual_settings import Usual, upper_plans, usual_settings
from reconcile.vocabulary.units import unit_id
from reconcile.web.fields import (
    FieldError,
    FieldGroup,
    ReadForm,
    SettingField,
    ShownField,
    as_typed,
    form_name,
    groups,
    plan_fields,
    plan_place,
    understood,
    unit_fields,
    with_print,
)
from reconcile.web.site import go, show, site, tell

views = Blueprint("settings", __name__)
_ABSENT = "unit-absent"
_OF_ONE_PLAN = tuple(("upper", f"plan_{key}") for key in ("number", "dated", "subject"))
"""Fields that say something of the one upper plan."""
THEMES = {"": "Theo máy", "light": "Sáng", "dark": "Tối"}


@dataclass(frozen=True, slots=True)
class Known:
    """What a form is filled from."""

    file: SettingsFile
    usual: Mapping[Path, Usual]
    """What counts where the file is silent."""
    typed: Mapping[str, str]
    errors: Mapping[str, str]
    """Both by the names of the fields; empty where nothing was sent."""


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
            "Chưa lưu. Thiết lập đã được sửa ở nơi khác; dưới đây là giá trị bạn nhập,"
            " bấm Lưu lần nữa để thay.",
            tone="alert",
        )
        return _form(read_settings(here.folder), read), 409
    if read.changes:
        tell("Đã lưu thiết lập. Bấm “Đối chiếu lại” để áp dụng.")
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
    plans = upper_plans(snapshot)
    sent = read or ReadForm({}, {})
    known = Known(file, _usual(snapshot, short, unit), sent.typed, sent.errors)
    shown = [
        (group, with_print([_shown(e, e.path, known) for e in _said_in(group, file, plans)]))
        for group in groups()
    ]
    by_plan = [
        (plan_place(key), plan.name, with_print([_shown(*at, known) for at in _under_plan(key)]))
        for key, plan in plans.items()
    ]
    own = with_print([_shown(each, _under(unit, each), known) for each in unit_fields()])
    every = [own, *(fields for _, fields in shown), *(fields for _, _, fields in by_plan)]
    return show(
        "settings.html",
        "settings",
        groups=shown,
        plans=by_plan,
        unit=unit,
        short=short,
        unit_fields=own if unit else [],
        units=units,
        sent=[each.short for each in snapshot.units] if snapshot else [],
        mark=file.mark,
        errors=dict(sent.errors),
        labels={each.name: each.field.label for fields in every for each in fields},
        zip_themes=tuple(THEMES.items()),
    )


def _read(file: SettingsFile) -> ReadForm:
    """Read what the form says, field by field; what is as it was is no change."""
    changes: dict[Path, Value | None] = {}
    errors: dict[str, str] = {}
    typed: dict[str, str] = {}
    _, unit = _asked(_units(site().desk.snapshot, file))
    for setting, path in _fields(unit):
        name = form_name(path)
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
    for key in upper_plans(site().desk.snapshot):
        yield from _under_plan(key)
    if unit:
        yield from ((each, _under(unit, each)) for each in unit_fields())


def _under_plan(key: str) -> Iterator[tuple[SettingField, Path]]:
    """Yield the fields about one of several upper plans with their places."""
    yield from ((each, ("upper", "plans", key, *each.path)) for each in plan_fields())


def _said_in(
    group: FieldGroup, file: SettingsFile, plans: Mapping[str, Plan]
) -> list[SettingField]:
    """Return the fields of a group; of several plans none that names no plan, unless it is set."""
    return [
        each
        for each in group.field
        if not plans or each.path not in _OF_ONE_PLAN or file.value(each.path) is not None
    ]


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


def _usual(snapshot: Snapshot | None, short: str, unit: str) -> dict[Path, Usual]:
    """Return what counts where nothing is set, as far as the folder was read."""
    if snapshot is None:
        return {}
    opened = next((each for each in snapshot.units if each.short == short), None)
    return usual_settings(snapshot, opened, unit)


def _shown(setting: SettingField, path: Path, known: Known) -> ShownField:
    """Fill one field."""
    name, value = form_name(path), known.file.value(path)
    text = as_typed(setting, value)
    usual = known.usual.get(path)
    found = as_typed(setting, usual.value) if usual else ""
    if found == text:
        # The folder was read with what is set: nothing tells what counted without it.
        usual, found = None, ""
    source = "Đọc từ kế hoạch" if usual and usual.is_read else "Mặc định"
    if value is not None:
        source = "Đã đặt; nếu để trống" if found or setting.default else "Đã đặt"
    elif not (found or setting.default):
        source = "Chưa đặt"
    return ShownField(
        field=setting,
        name=name,
        text=known.typed.get(name, text),
        source=source,
        error=known.errors.get(name, ""),
        found=found or setting.default,
        read=found,
    )
