"""A zip archive as it arrives: its files one by one, their names mended."""

import struct
import unicodedata
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import PurePosixPath

from reconcile.errors import PasswordError, ReconcileError, UnreadableFileError
from reconcile.model import Where
from reconcile.office.left_behind import is_left_behind
from reconcile.office.limits import most
from reconcile.read.safety.limits import refuse_bombs, shown, too_large
from reconcile.read.safety.sniff import ZIP_REFUSALS, Format, damaged, sniff

_MEMBERS = most("archive-files")
"""The most files in an archive."""
_DEEPEST = most("archive-depth")
"""An archive of archives is opened, one more level is not."""
_UTF8, _LOCKED = 0x800, 0x1
_UNICODE_PATH = 0x7075
_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Member:
    """A file in an archive, with its content, or with what stops the reading of it."""

    name: str
    """The archive's name and the path in it: ``gui.zip/Xã A/ke-hoach.xlsx``."""
    data: bytes = b""
    error: ReconcileError | None = None


def members(data: bytes, where: Where, *, depth: int = 1) -> Iterator[Member]:
    """Yield the files of an archive in the order of their names, those of inner archives too.

    Args:
        data: the archive.
        where: its name.
        depth: how deep it lies; 1 for a file of its own.

    Raises:
        UnreadableFileError: it is damaged, holds too much, or no file.

    """
    try:
        archive = zipfile.ZipFile(BytesIO(data))
    except ZIP_REFUSALS as error:
        raise damaged(where) from error
    held = _named_apart((_name(info), info) for info in archive.infolist() if _is_file(info))
    refuse_bombs([info for _, info in held], len(data), where)
    if len(held) > _MEMBERS:
        raise too_large(where, f"có hơn {shown(_MEMBERS)} tệp")
    if not held:
        raise UnreadableFileError("tệp nén không có tệp nào", where=where, fix="xin lại tệp")
    for name, info in held:
        yield from _opened(archive, info, f"{where.file}/{name}", depth)


def _named_apart(
    held: Iterable[tuple[str, zipfile.ZipInfo]],
) -> list[tuple[str, zipfile.ZipInfo]]:
    """Put entries in the order of their names; of names that are equal when mended all stay."""
    met: dict[str, int] = {}
    named = []
    for name, info in sorted(held, key=lambda entry: entry[0]):
        met[name] = met.get(name, 0) + 1
        path = PurePosixPath(name)
        other = str(path.with_name(f"{path.stem} ({met[name]}){path.suffix}"))
        named.append((name if met[name] == 1 else other, info))
    return named


def only_member(data: bytes, where: Where) -> Member:
    """Return the one file of an archive that holds one.

    Raises:
        ReconcileError: it cannot be read.
        UnreadableFileError: it holds several files.

    """
    held = list(members(data, where))
    if len(held) > 1:
        names = ", ".join(member.name.removeprefix(f"{where.file}/") for member in held[:_SHOWN])
        more = f" và {len(held) - _SHOWN} tệp khác" if len(held) > _SHOWN else ""
        raise UnreadableFileError(
            f"tệp nén có {len(held)} tệp: {names}{more}",
            where=where,
            fix="giải nén rồi nêu từng tệp; hoặc đặt cả tệp nén vào inputs/lower rồi chạy lệnh:"
            " reconcile run",
        )
    if held[0].error:
        raise held[0].error
    return held[0]


def _opened(
    archive: zipfile.ZipFile, info: zipfile.ZipInfo, name: str, depth: int
) -> Iterator[Member]:
    """Read one file of an archive; an archive in it gives its own files."""
    where = Where(name)
    try:
        content = _content(archive, info, where)
        if not content.startswith(b"PK") or sniff(content, name) is not Format.ZIP:
            yield Member(name, content)
        elif depth < _DEEPEST:
            yield from members(content, where, depth=depth + 1)
        else:
            fix = "giải nén tệp này rồi chạy lại"
            raise UnreadableFileError("tệp nén nằm quá sâu trong tệp nén", where=where, fix=fix)
    except ReconcileError as error:
        yield Member(name, error=error)


def _content(archive: zipfile.ZipFile, info: zipfile.ZipInfo, where: Where) -> bytes:
    """Unpack a file."""
    if info.flag_bits & _LOCKED:
        raise PasswordError(
            "tệp nén được đặt mật khẩu",
            where=where,
            fix="giải nén bằng mật khẩu đó rồi dùng các tệp bên trong",
        )
    try:
        return archive.read(info)
    except ZIP_REFUSALS as error:
        raise damaged(where) from error


def _is_file(info: zipfile.ZipInfo) -> bool:
    """Tell whether an entry is a file that somebody sent, no folder and nothing left behind."""
    path = PurePosixPath(info.filename.replace("\\", "/"))
    return not info.is_dir() and not is_left_behind(path)


def _name(info: zipfile.ZipInfo) -> str:
    """Mend the name of an entry: many programs write it in a code page and do not say in which."""
    name = info.filename
    if not info.flag_bits & _UTF8:
        # zipfile reads an unmarked name as code page 437: written so again, it is as it was.
        raw = info.orig_filename.encode("cp437", "replace")
        name = _unicode_path(info, raw) or _guessed(raw)
    parts = PurePosixPath(unicodedata.normalize("NFC", name).replace("\\", "/")).parts
    return "/".join(part for part in parts if part not in ("/", "..", "."))


def _unicode_path(info: zipfile.ZipInfo, raw: bytes) -> str:
    """Read the name in UTF-8 that some programs add; empty where there is none, or of another name.

    Source: APPNOTE.TXT 4.6.9, Info-ZIP Unicode Path Extra Field.
    """
    extra = info.extra
    while len(extra) >= 4:
        kind, size = struct.unpack_from("<HH", extra)
        said, extra = extra[4 : 4 + size], extra[4 + size :]
        if kind == _UNICODE_PATH and said[1:5] == struct.pack("<I", zlib.crc32(raw)):
            return said[5:].decode("utf-8", "replace")
    return ""


def _guessed(raw: bytes) -> str:
    """Decode a name as UTF-8, which no other text looks like, else as Vietnamese Windows."""
    for encoding in ("utf-8", "cp1258"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return raw.decode("cp437")
