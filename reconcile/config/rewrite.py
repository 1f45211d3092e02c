"""reconcile.toml changed by a program: one value at a time, the file's own comments kept."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

import tomlkit
from tomlkit.exceptions import TOMLKitError
from tomlkit.items import Item

from reconcile.config.load import SETTINGS, parse_config
from reconcile.errors import ConfigError
from reconcile.model import Where

Path = tuple[str, ...]
"""Keys from the top of the file down to a value."""
Value = str | int | float | dt.date | list[str] | list[list[str]]


def rewritten(text: str, changes: Mapping[Path, Value | None]) -> str:
    """Put values into the text of a settings file; None takes a key out.

    Raises:
        ConfigError: the text is not TOML, or is no settings file once it is changed.

    """
    try:
        document = tomlkit.parse(text)
        for path, value in changes.items():
            _put(document, path, value)
    except TOMLKitError as error:
        raise ConfigError(
            "tệp cấu hình sai cú pháp TOML",
            where=Where(SETTINGS),
            fix="sửa tệp bằng Notepad, hoặc chuyển tệp đi rồi thiết lập lại ở trang này",
        ) from error
    changed = tomlkit.dumps(document)
    parse_config(changed)
    return changed


def written_values(text: str) -> dict[str, Any]:
    """Return what a settings file itself says, without the defaults.

    Raises:
        ConfigError: the text is not TOML, or is no settings file.

    """
    parse_config(text)
    said: dict[str, Any] = tomlkit.parse(text).unwrap()
    return said


def _put(document: Any, path: Path, value: Value | None) -> None:
    """Put one value in its place; tables on the way are made."""
    place = document
    *tables, name = path
    for key in tables:
        if key not in place:
            if value is None:
                return
            place[key] = tomlkit.table()
        place = place[key]
    if value is None:
        if name in place:
            del place[name]
    else:
        place[name] = _item(value)


def _item(value: Value) -> Item:
    """Write a value as people would: long lists one entry a line."""
    item = tomlkit.item(value)
    if isinstance(value, list) and len(value) > 2:
        item.multiline(multiline=True)  # type: ignore[attr-defined]  # an array by now
    return item
