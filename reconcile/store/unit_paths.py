"""Names of files and folders that Windows accepts and outputs/ has free, one for each unit."""

import re
import unicodedata
from collections.abc import Iterable
from hashlib import blake2b

OURS = (
    "_UPPER",
    "bao-cao-chuoi",
    "chuoi",
    "bao-cao-tien-do",
    "bao-cao-tong-hop",
    "cu",
    "du-lieu",
    "form",
    "gui",
    "lich-nhiem-vu",
    "mau-chung",
    "result",
    "review",
    "tat-ca",
    "tien-do",
    "tong-hop",
)
"""The fixed names under outputs/ and in its folders, without their endings: no unit's path."""

_FORBIDDEN = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]')
_DEVICES = re.compile(
    r"(?i)(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$)(?= *(?:\.|$))"
)
_FIXED = re.compile(
    rf"(?i)({'|'.join(OURS)})(?=(?: \(bản mới(?: \d+)?\))?(?:\.(?:xlsx|docx|json|ics|zip|pdf))?$)"
)
_HIDDEN = ".~ "
"""What begins a name that systems hide and that we pass over among what people send back."""
_LONGEST = 80
"""Characters; whole paths stay under 240 with a working folder of ordinary depth."""
_HEAVIEST = 180
"""Bytes; Linux holds 255 in a name, and ours get endings and the marks of half-written files."""


def path_name(name: str) -> str:
    """Return a name in NFC that Windows accepts as a file or folder.

    What Windows forbids becomes ``-``, a device's name and a fixed name of ours get ``_`` behind
    them, dots and spaces at the ends go, and a name over 80 characters is cut and told apart by a
    short hash. An empty name becomes ``don-vi``.
    """
    composed = unicodedata.normalize("NFC", name)
    plain = _FORBIDDEN.sub("-", composed)
    plain = " ".join(plain.split()).rstrip(". ").lstrip(_HIDDEN)
    for taken in (_DEVICES, _FIXED):
        plain = taken.sub(r"\1_", plain, count=1) if taken.match(plain) else plain
    if _units(plain) > _LONGEST or len(plain.encode()) > _HEAVIEST:
        plain = f"{_beginning(plain).rstrip('. ')}~{_mark(composed)}"
    return plain or "don-vi"


def unit_paths(names: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Give every unit a path of its own, also where Windows would see one name.

    Args:
        names: (unit id, official name), in any order.

    Returns:
        Unit id → path name. Of units whose names fall together (Windows ignores case), every
        one gets a short hash of its id, so that no path depends on which others are there first.

    """
    wanted = {unit: path_name(name) for unit, name in names}
    folded = [path.casefold() for path in wanted.values()]
    return {
        unit: path if folded.count(path.casefold()) == 1 else f"{path}~{_mark(unit)}"
        for unit, path in sorted(wanted.items())
    }


def _beginning(name: str) -> str:
    """Return as much of a long name as leaves room for the hash."""
    light = name.encode()[: _HEAVIEST - 7].decode(errors="ignore")
    return light.encode("utf-16-le")[: 2 * (_LONGEST - 7)].decode("utf-16-le", "ignore")


def _units(text: str) -> int:
    """Count the characters of a text as Windows does: an emoji is two."""
    return len(text.encode("utf-16-le")) // 2


def _mark(text: str) -> str:
    """Return six hex digits that stand for a text."""
    return blake2b(text.encode(errors="replace"), digest_size=3).hexdigest()
