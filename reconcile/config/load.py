"""reconcile.toml → Config: read once, at the door, then only passed on."""

import re
import tomllib
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import msgspec

from reconcile.config.hints import FileHints, TableHints
from reconcile.config.settings import (
    ChainSettings,
    ClusterSettings,
    Config,
    DocumentKind,
    Documents,
    DocumentSettings,
    Issuer,
    Proposals,
    RunSettings,
    Signer,
    Thresholds,
    TrackingSettings,
    UnitSettings,
    UpperPlanSettings,
    UpperSettings,
)
from reconcile.errors import ConfigError
from reconcile.model import Column, PeriodKind, Where

SETTINGS = "reconcile.toml"
_CLOSING = {
    PeriodKind.MONTH: (range(29), "ghi số từ 1 đến 28, hoặc 0 cho ngày cuối tháng"),
    PeriodKind.WEEK: (range(1, 8), "ghi số từ 1 (thứ Hai) đến 7 (Chủ nhật)"),
    PeriodKind.AD_HOC: (range(0), "xóa khóa này: số liệu đột xuất lấy đến ngày chạy lệnh"),
}
"""On which days a kind of period can close, and what to do about others; all else is as a month."""

_WORDS: dict[str, tuple[str, ...]] = {
    "columns": tuple(Column),
    "closing": tuple(kind for kind in PeriodKind if kind is not PeriodKind.AD_HOC),
}
"""Keys of the tables that have words of a closed list for them, at whatever depth."""


def load_config(path: Path) -> Config:
    """Read the settings file; a file that is not there gives the defaults.

    Raises:
        ConfigError: the file is not TOML, a key is unknown, or a value cannot be.

    """
    try:
        text = path.read_text("utf-8-sig")
    except FileNotFoundError:
        return Config()
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(
            "không đọc được tệp cấu hình",
            where=Where(path.name),
            fix="lưu lại tệp dạng văn bản UTF-8 (Notepad: Save as › Encoding › UTF-8)",
        ) from error
    return parse_config(text, path.name)


def parse_config(text: str, name: str = SETTINGS) -> Config:
    """Decode the text of a settings file; ``name`` is what messages call it.

    Raises:
        ConfigError: the text is not TOML, a key is unknown, or a value cannot be.

    """
    try:
        config = msgspec.convert(tomllib.loads(text), Config, str_keys=True)
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(
            "tệp cấu hình sai cú pháp TOML",
            where=Where(name, row=_line_of_syntax(str(error))),
            fix="sửa dòng này: mỗi khóa một dòng; chuỗi, và khóa có dấu hoặc dấu cách, đặt trong"
            " dấu nháy kép",
        ) from error
    except msgspec.ValidationError as error:
        raise _explain(str(error), text, name) from error
    _check_closing(config, text, name)
    return config


def _check_closing(config: Config, text: str, name: str) -> None:
    """Refuse a day on which no period of its kind can close.

    Raises:
        ConfigError: such a day.

    """
    for kind, day in config.tracking.closing.items():
        days, fix = _CLOSING.get(kind, _CLOSING[PeriodKind.MONTH])
        if day not in days:
            raise ConfigError(
                f"ngày chốt {day} của kỳ “{kind}” (mục [tracking.closing]) không hợp lệ",
                where=Where(name, row=_line_of_key(text, kind)),
                fix=fix,
            )


def _line_of_syntax(said: str) -> int:
    """Find the line that the TOML reader complains of; 0 where it names none."""
    hit = re.search(r"line (\d+)", said)
    return int(hit[1]) if hit else 0


def _explain(said: str, text: str, name: str) -> ConfigError:
    """Turn the decoder's complaint into our own words, with the line of the key."""
    path = re.search(r"`\$\.?([^`]*)`", said)
    section = path[1] if path else ""
    unknown = re.search(r"unknown field `([^`]*)`|enum value '([^']*)' - at `key` in", said)
    if unknown:
        key = unknown[1] or unknown[2]
        return ConfigError(
            f"khóa không có trong danh mục: “{key}”"
            + (f" (trong mục [{section}])" if section else ""),
            where=Where(name, row=_line_of_key(text, key)),
            fix=f"các khóa dùng được ở đây: {', '.join(_known(section))}",
        )
    section = section.removesuffix("[...]")
    return ConfigError(
        f"giá trị của khóa “{section}” không hợp lệ",
        where=Where(name, row=_line_of_key(text, section.rsplit(".", 1)[-1])),
        fix="xem giá trị mẫu trong tệp reconcile.toml do lệnh “reconcile init” tạo ra",
    )


def setting_lines(path: Path) -> Callable[[str], int]:
    """Return what finds the 1-based line of a key in a file, read only then; 0 if nowhere."""

    def line(key: str) -> int:
        with suppress(OSError, UnicodeDecodeError):
            return _line_of_key(path.read_text("utf-8-sig"), key)
        return 0

    return line


def _line_of_key(text: str, key: str) -> int:
    """Find the 1-based line where a key or a section of that name stands; 0 if nowhere."""
    wanted = re.compile(rf"^\s*(?:\[+[^\]]*?)?[\"']?{re.escape(key)}[\"']?\s*(?:=|\]|\.)")
    lines = enumerate(text.splitlines(), start=1)
    return next((number for number, line in lines if wanted.search(line)), 0)


def _known(section: str) -> list[str]:
    """List the keys of a section, named as the decoder names it (``units[...]``)."""
    sections: dict[str, type[msgspec.Struct]] = {
        "run": RunSettings,
        "upper": UpperSettings,
        "chain": ChainSettings,
        "issuer": Issuer,
        "units": UnitSettings,
        "files": FileHints,
        "tables": TableHints,
        "thresholds": Thresholds,
        "documents": Documents,
        "proposals": Proposals,
        "tracking": TrackingSettings,
        "cluster": ClusterSettings,
    }
    if section.startswith("upper.plans"):
        return list(UpperPlanSettings.__struct_fields__)
    if section.endswith("signer"):
        return list(Signer.__struct_fields__)
    if words := _WORDS.get(section.rsplit(".", 1)[-1]):
        return list(words)
    if section.endswith(".documents"):
        return list(DocumentKind)
    if ".documents[" in section:
        return list(DocumentSettings.__struct_fields__)
    return list(sections.get(re.split(r"[.\[]", section)[0], Config).__struct_fields__)
