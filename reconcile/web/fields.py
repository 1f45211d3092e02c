"""The fields of Thiết lập: how a value is shown in one, and what typed text means."""

import datetime as dt
import re
import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from importlib.resources import files
from typing import Any, Literal

import msgspec

from reconcile.config.rewrite import Path, Value
from reconcile.report.mail import mail_addresses
from reconcile.run.page.snapshot import short_id
from reconcile.vocabulary.deadlines import read_deadline
from reconcile.vocabulary.text import one_line
from reconcile.web.shown import day

_LONGEST = 500
_MOST_LINES = 200
_MOST_DAYS = 365
_MOST_DIGITS = 9
"""Python itself refuses to read a number of thousands of digits."""
_PLANS = ("upper", "plans")
_PLACE = re.compile(r"\{([\w.]*)\}")


class FieldError(ValueError):
    """What was typed cannot be; the message is shown beside the field."""


class SettingField(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A field of the form."""

    path: tuple[str, ...]
    label: str
    kind: Literal["text", "day", "number", "lines", "words", "choice", "addresses"]
    example: str = ""
    default: str = ""
    """What counts where nothing is set, in words; empty for what is read from the plan."""
    choices: dict[str, str] = {}
    printed: str = ""
    """How the value stands on paper, as the file of fields describes it; empty for no example."""
    most: int = _MOST_DAYS
    """Of a number."""
    part: str = ""
    """What it and the fields behind it are about, where another part of them begins."""

    @property
    def name(self) -> str:
        """By what the form sends it."""
        return ".".join(self.path)


class FieldGroup(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Fields that belong together."""

    name: str
    id: str
    field: tuple[SettingField, ...]
    note: str = ""


class _Fields(msgspec.Struct, frozen=True):
    """The file of fields."""

    group: tuple[FieldGroup, ...]
    unit: tuple[SettingField, ...]
    plan: tuple[SettingField, ...]


@dataclass(frozen=True, slots=True)
class ShownField:
    """A field as it is filled in now."""

    field: SettingField
    name: str
    text: str
    source: str
    """Where the value comes from, in words."""
    error: str = ""
    found: str = ""
    """What was read from the plan, or the default, where nothing is set."""
    read: str = ""
    """What counts where nothing is set, as it is printed: read from a plan, or usual."""
    printed: str = ""
    """How it will be printed."""
    is_example: bool = False
    """Whether that shows the example, for nothing is known yet."""


@dataclass(frozen=True, slots=True)
class ReadForm:
    """What a form says: the values that change, and what cannot be, by the names of the fields."""

    changes: Mapping[Path, Value | None]
    errors: Mapping[str, str]
    typed: Mapping[str, str] = field(default_factory=dict)


@cache
def groups() -> tuple[FieldGroup, ...]:
    """Return the fields about all units."""
    return _read().group


@cache
def unit_fields() -> tuple[SettingField, ...]:
    """Return the fields about one unit."""
    return _read().unit


@cache
def plan_fields() -> tuple[SettingField, ...]:
    """Return the fields about one of several upper plans."""
    return _read().plan


def form_name(path: Path) -> str:
    """Return by what the form sends a value, and an address leads to its field.

    A name that people gave, of a unit or of a plan, is in no field's name.
    """
    if path[0] == "units":
        return ".".join(("don-vi", *path[2:]))
    if path[:2] == _PLANS:
        return ".".join((plan_place(path[2]), *path[3:]))
    return ".".join(path)


def plan_place(key: str) -> str:
    """Return by what the fields about one of several upper plans go in an address."""
    return f"ke-hoach-{short_id(key)}"


def label_at(path: Path) -> str:
    """Return how the field of a value is called; empty where there is none."""
    if path[:2] == _PLANS:
        fields, own = plan_fields(), path[3:]
    else:
        fields, own = tuple(each for group in groups() for each in group.field), path
    return next((each.label for each in fields if each.path == own), "")


def with_print(fields: Sequence[ShownField]) -> list[ShownField]:
    """Show beside the fields of one group how they will be printed together."""
    values = {each.field.name: each.text or each.read for each in fields}
    examples = {each.field.name: each.field.example for each in fields}
    return [_with_print(each, values, examples) for each in fields]


def _with_print(
    shown: ShownField, values: Mapping[str, str], examples: Mapping[str, str]
) -> ShownField:
    """Fill the print of one field: what is set or read, else its example."""
    if not shown.field.printed:
        return shown
    own, known = values[shown.field.name], bool(values[shown.field.name])
    others = values if known else examples

    def filled(line: str) -> str:
        return _PLACE.sub(
            lambda at: (values[at[1]] or others[at[1]] or "…") if at[1] else line,
            shown.field.printed,
        )

    said = own or shown.field.example
    lines = said.splitlines() if shown.field.kind == "lines" else [said]
    printed = "\n".join(map(filled, lines))
    return replace(shown, printed=printed, is_example=not known)


def as_typed(setting: SettingField, value: Any) -> str:
    """Write a value as a person would type it."""
    if value is None:
        return ""
    if setting.kind == "day":
        return day(value)
    if setting.kind == "lines":
        return "\n".join(value)
    if setting.kind == "words":
        return "\n".join("; ".join(words) for words in value)
    return str(value)


def understood(setting: SettingField, typed: str) -> Value | None:
    """Return what typed text means; None for nothing.

    Raises:
        FieldError: it means nothing that the field may hold.

    """
    text = typed.strip()
    if not text:
        return None
    read: dict[str, Callable[[str], Value]] = {
        "day": read_day,
        "number": lambda said: _number(said, setting.most),
        "lines": _lines,
        "words": lambda said: [_parted(line) for line in _lines(said)],
        "choice": lambda said: _choice(setting, said),
        "text": _text,
        "addresses": _addresses,
    }
    return read[setting.kind](text)


def read_day(text: str) -> dt.date:
    """Read a day, also as ``20-11-26``.

    Raises:
        FieldError: it is none.

    """
    found = read_deadline(text)
    if found.kind == "day" and found.latest:
        return found.latest
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        pass
    problem = "Ngày không có thật" if found.kind == "impossible" else "Không hiểu ngày này"
    raise FieldError(f"{problem}: {text[:40]}. Nhập theo dạng ngày/tháng/năm.")


def _number(text: str, most: int) -> int:
    """Read a number of days, or of a day."""
    is_number = text.isascii() and text.isdigit() and len(text) <= _MOST_DIGITS
    if not is_number or int(text) > most:
        raise FieldError(f"Nhập một số từ 0 đến {most}.")
    return int(text)


def _text(text: str) -> str:
    """Read a text of one line."""
    if len(text) > _LONGEST:
        raise FieldError(f"Dài quá {_LONGEST} chữ cái.")
    return one_line(text)


def _lines(text: str) -> list[str]:
    """Read one entry a line."""
    lines = [_text(line) for line in text.splitlines() if line.strip()]
    if len(lines) > _MOST_LINES:
        raise FieldError(f"Nhiều quá {_MOST_LINES} dòng.")
    return lines


def _parted(line: str) -> list[str]:
    """Read words of one meaning."""
    words = [word.strip() for word in line.split(";") if word.strip()]
    if len(words) < 2:
        raise FieldError("Mỗi dòng cần ít nhất hai từ ngữ, cách nhau bằng dấu chấm phẩy.")
    return words


def _addresses(text: str) -> str:
    """Read addresses of mail: what is none would be left out of every letter unseen."""
    said = _text(text)
    for each in filter(None, re.split(r"[,;\s]+", said)):
        if not mail_addresses(each, ""):
            raise FieldError(
                f"Không phải địa chỉ thư điện tử: {each[:40]}. Nhập theo dạng ten@coquan.vn."
            )
    return said


def _choice(setting: SettingField, text: str) -> str:
    """Read one of the choices."""
    if text not in setting.choices:
        raise FieldError("Chọn một mục trong danh sách.")
    return text


def _read() -> _Fields:
    """Read the file of fields."""
    raw = files("reconcile.web").joinpath("fields.toml").read_text("utf-8")
    return msgspec.convert(tomllib.loads(raw), _Fields)
