"""reconcile.toml → Config: read once, at the door, then only passed on."""

import re
import tomllib
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Literal

import msgspec

from reconcile.errors import ConfigError
from reconcile.model import Column, Where

SETTINGS = "reconcile.toml"
Share = Annotated[float, msgspec.Meta(ge=0, le=1)]
"""A probability, 0 to 1."""
ToneMarks = Literal["hòa, ủy", "hoà, uỷ"]
"""The two ways of writing tone marks, each by two examples."""


class _Section(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A table of reconcile.toml: every key optional, an unknown key an error."""


class FileHints(_Section, frozen=True):
    """What a person says about one input file, where the program guessed wrong."""

    sheet: str = ""
    """Name of the sheet that holds the task table; empty for all."""
    header_row: int = 0
    """1-based row of the last header line; 0 to let the program find it."""
    columns: dict[Column, str] = {}
    """Column → its header text, or its letter (``"C"``)."""
    unit: str = ""
    """Official name of the unit that the file belongs to."""


class RunSettings(_Section, frozen=True):
    """Settings of ``reconcile run``."""

    as_of: date | None = None
    """The day that every date-dependent statement uses; None for the system's."""
    jobs: int = 0
    """Processes at work; 0 for one per processor."""


class Thresholds(_Section, frozen=True):
    """From which probability on the program answers by itself, 0 to 1."""

    carried: Share | None = None
    """A best pair at or above it is taken as carried; None for the program's own."""
    missed: Share | None = None
    """A best pair below it is taken as missed; None for the program's own."""


class Issuer(_Section, frozen=True):
    """Who issues the documents, where it is not the unit's People's Committee itself."""

    parent: str = ""
    name: str = ""
    symbol: str = ""


class Signer(_Section, frozen=True):
    """Who signs, and on whose behalf; each line as it is printed."""

    authority: str | None = None
    """Line over the position; None for the usual one of the unit (``TM. ỦY BAN NHÂN DÂN``),
    ``""`` for none (``KT. CHỦ TỊCH`` alone)."""
    position: str = ""
    """Empty for the usual one of the unit (``CHỦ TỊCH``)."""
    deputy: str = ""
    """``PHÓ CHỦ TỊCH`` puts ``KT. CHỦ TỊCH`` over it."""
    lines: tuple[str, ...] = ()
    """The whole formula as printed, where it is none of these; stands over the three above."""
    name: str = ""


class DocumentKind(StrEnum):
    """The kinds of documents; the value is the name of the file, without its ending."""

    REPORT = "bao-cao"
    PLAN = "ke-hoach"
    SUPPLEMENT = "ke-hoach-bo-sung"
    LETTER = "cong-van"
    OVERALL = "bao-cao-tong-hop"


class DocumentSettings(_Section, frozen=True):
    """What one kind of document of a unit has of its own."""

    number: str = ""
    """Empty to leave it to the văn thư."""
    dated: date | None = None
    """None for that of the unit."""
    signer: Signer | None = None
    """None for that of the unit."""
    recipients: tuple[str, ...] = ()
    """Empty for those of the unit."""


class IssuingSettings(_Section, frozen=True):
    """What a unit's documents need beyond its name."""

    place: str = ""
    """Place name before the date; empty for the unit's own."""
    symbol: str = ""
    """Code of the drafting unit in ``Lưu: VT, …`` and in the number of a công văn."""
    number: str = ""
    """Number of the Báo cáo; other documents have theirs under ``documents``."""
    dated: date | None = None
    """Day of the documents; None for the month of ``as_of`` with a blank day."""
    tone_marks: ToneMarks | None = None
    """None for that of ``[documents]``."""
    signer: Signer = Signer()
    recipients: tuple[str, ...] = ()
    """Lines of ``Nơi nhận`` between ``Như trên`` and ``Lưu``; empty for the usual ones."""
    documents: dict[DocumentKind, DocumentSettings] = {}
    """Kind of document → what it has of its own."""


class UnitSettings(IssuingSettings, frozen=True):
    """What is said about one lower unit."""

    aliases: tuple[str, ...] = ()
    """Other names and file names that mean this unit."""
    takes_over: tuple[str, ...] = ()
    """Earlier units whose answers count for this one, as of communes merged into it."""


class UpperSettings(IssuingSettings, frozen=True):
    """What is said about the upper plan, and about who issued it."""

    name: str = ""
    """Official name of who issued it; empty to read it from the file."""
    reports_to: str = ""
    """``Kính gửi`` of the Báo cáo tổng hợp; empty for the office's parent, if any."""


class Documents(_Section, frozen=True):
    """What all documents have in common."""

    kinds: tuple[DocumentKind, ...] = (
        DocumentKind.REPORT,
        DocumentKind.PLAN,
        DocumentKind.LETTER,
        DocumentKind.OVERALL,
    )
    """The documents that are made where nobody asks for certain ones."""
    party_profile: Literal["hd05", "hd36"] = "hd05"
    """The layout rules of Party documents."""
    header: Literal["13/14/14", "12/13/13"] = "13/14/14"
    """Sizes of Quốc hiệu, Tiêu ngữ, date; a long name may make them smaller still."""
    tone_marks: ToneMarks = "hòa, ủy"
    """Where the tone mark stands in open oa, oe, uy; one way through a document."""
    reporting: str = ""
    """When offices report on a Kế hoạch; empty for the usual ``trước ngày 20 hằng tháng``."""
    reply_days: Annotated[int, msgspec.Meta(ge=0, le=365)] = 10
    """Days that a Công văn đôn đốc gives for the answer."""


class Proposals(_Section, frozen=True):
    """How a missed task is written into a unit's draft."""

    days_before: Annotated[int, msgspec.Meta(ge=0, le=365)] = 5
    """Days by which the unit's deadline comes before the upper one."""
    lead: str = ""
    """Who leads where the agency map names nobody; empty for the unit's own office."""
    agencies: dict[str, tuple[str, ...]] = {}
    """Upper body → the unit's bodies that stand for it; over the program's own table."""


class Config(_Section, frozen=True):
    """Every setting, with the value that it has when the file is silent."""

    run: RunSettings = RunSettings()
    upper: UpperSettings = UpperSettings()
    issuer: Issuer = Issuer()
    units: dict[str, UnitSettings] = {}
    """Official name of a lower unit → its settings."""
    documents: Documents = Documents()
    proposals: Proposals = Proposals()
    columns: dict[Column, tuple[str, ...]] = {}
    """Further header texts by column, for all files."""
    files: dict[str, FileHints] = {}
    """File name → what is said about that file."""
    thresholds: Thresholds = Thresholds()
    synonyms: tuple[tuple[str, ...], ...] = ()
    """Groups of words or phrases that mean the same in this field of work."""


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
        return msgspec.convert(tomllib.loads(text), Config, str_keys=True)
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(
            "tệp cấu hình sai cú pháp TOML",
            where=Where(name, row=_line_of_syntax(str(error))),
            fix="sửa dòng này: mỗi khóa một dòng; chuỗi, và khóa có dấu hoặc dấu cách, đặt trong"
            " dấu nháy kép",
        ) from error
    except msgspec.ValidationError as error:
        raise _explain(str(error), text, name) from error


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
    sections: dict[str, type[_Section]] = {
        "run": RunSettings,
        "upper": UpperSettings,
        "issuer": Issuer,
        "units": UnitSettings,
        "files": FileHints,
        "thresholds": Thresholds,
        "documents": Documents,
        "proposals": Proposals,
    }
    if section == "columns" or section.endswith(".columns"):
        return list(Column)
    if section.endswith("signer"):
        return list(Signer.__struct_fields__)
    if section.endswith(".documents"):
        return list(DocumentKind)
    if ".documents[" in section:
        return list(DocumentSettings.__struct_fields__)
    return list(sections.get(re.split(r"[.\[]", section)[0], Config).__struct_fields__)
