"""Names of files and folders that Windows accepts, one for each unit."""

import re
import unicodedata
from collections.abc import Iterable
from hashlib import blake2b

_FORBIDDEN = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f]')
_RESERVED = re.compile(r"(?i)(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$)(?=\.|$)")
_LONGEST = 80
"""Characters; whole paths stay under 240 with a working folder of ordinary depth."""


def path_name(name: str) -> str:
    """Return a name in NFC that Windows accepts as a file or folder.

    What Windows forbids becomes ``-``, a reserved device name gets ``_`` behind it, trailing
    dots and spaces go, and a name over 80 characters is cut and told apart by a short hash.
    An empty name becomes ``don-vi``.
    """
    plain = _FORBIDDEN.sub("-", unicodedata.normalize("NFC", name))
    plain = " ".join(plain.split()).rstrip(". ").lstrip()
    plain = _RESERVED.sub(r"\1_", plain, count=1) if _RESERVED.match(plain) else plain
    if len(plain) > _LONGEST:
        plain = f"{plain[: _LONGEST - 7].rstrip('. ')}~{_mark(name)}"
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


def _mark(text: str) -> str:
    """Return six hex digits that stand for a text."""
    return blake2b(text.encode(), digest_size=3).hexdigest()
