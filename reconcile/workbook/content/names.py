"""Names and texts that Excel accepts: sheets, tables, headers, cells."""

import re
import unicodedata
from collections.abc import Iterable

from reconcile.vocabulary.text import bare, one_line

LONGEST_TEXT = 32_767
"""Characters that a cell holds, as Excel counts them (UTF-16 units)."""
CUT = " … [nội dung bị cắt bớt: vượt quá số ký tự mà một ô Excel chứa được]"

_FORBIDDEN_IN_SHEETS = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
_LONGEST_SHEET = 31
_LONGEST_HEADER = 255
_NOT_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
# Addresses of both styles: A1 and R1C1, of which R and C are short forms.
_LOOKS_LIKE_A_CELL = re.compile(r"[a-z]{1,3}\d+|r\d*c?\d*|c\d*")
_STARTS_A_FORMULA = tuple("=+-@")


def sheet_names(titles: Iterable[str]) -> list[str]:
    """Turn titles into sheet names, in order: valid, at most 31 characters, all different."""
    plain = (_FORBIDDEN_IN_SHEETS.sub(" ", cell_text(title)) for title in titles)
    # No name of a sheet may begin or end with an apostrophe.
    wanted = (one_line(title).strip("' ") or "Trang" for title in plain)
    # Excel keeps the name History for itself.
    return _all_different(
        ("Trang History" if w == "History" else w for w in wanted), _LONGEST_SHEET
    )


def table_names(names: Iterable[str]) -> list[str]:
    """Turn names into table names, in order: ASCII letters, digits and ``_``, all different."""
    plain = (re.sub(r"[^a-z0-9]+", "_", bare(name)).strip("_") for name in names)
    safe = (f"bang_{n}".rstrip("_") if _needs_prefix(n) else n for n in plain)
    return _all_different(safe, _LONGEST_HEADER, "_{}")


def header_names(titles: Iterable[str]) -> list[str]:
    """Turn titles into the headers of one table: one line each, none empty, all different."""
    return _all_different((one_line(cell_text(t)) or "Cột" for t in titles), _LONGEST_HEADER)


def cell_text(text: str) -> str:
    """Return the text that a cell can hold: what XML forbids taken out, cut where too long."""
    # What can be printed holds no control characters; that is quickly asked, and mostly so.
    kept = text if text.isprintable() else _without_controls(text)
    kept = unicodedata.normalize("NFC", kept)
    if _fits(kept):
        return kept
    room = LONGEST_TEXT - len(CUT)
    # Cut in the units that Excel counts; half of a pair at the edge is left out.
    return kept.encode("utf-16-le")[: 2 * room].decode("utf-16-le", "ignore") + CUT


def starts_a_formula(text: str) -> bool:
    """Tell whether a spreadsheet would take the text for a formula when a person retypes it."""
    return text.startswith(_STARTS_A_FORMULA)


def _needs_prefix(name: str) -> bool:
    """Tell whether a name is no name for a table: empty, a number first, a cell's address."""
    return not name or name[0].isdigit() or bool(_LOOKS_LIKE_A_CELL.fullmatch(name))


def _all_different(names: Iterable[str], longest: int, pattern: str = " ({})") -> list[str]:
    """Number names that Excel would take for the same, and hold them to a length."""
    taken: set[str] = set()
    # Of a thousand equal names the last does not try all the numbers of those before it.
    tried: dict[str, int] = {}
    out: list[str] = []
    for name in names:
        number = tried.get(name, 1)
        new = _numbered(name, number, longest, pattern)
        while new.casefold() in taken:
            number += 1
            new = _numbered(name, number, longest, pattern)
        tried[name] = number
        taken.add(new.casefold())
        out.append(new)
    return out


def _numbered(name: str, number: int, longest: int, pattern: str) -> str:
    """Write a name with its number behind it; the first has none."""
    tail = pattern.format(number) if number > 1 else ""
    return _first(name, longest - len(tail)) + tail


def _first(text: str, units: int) -> str:
    """Return as much of a text as fits, measured as Excel measures."""
    return text.encode("utf-16-le")[: 2 * units].decode("utf-16-le", "ignore").rstrip()


def _without_controls(text: str) -> str:
    """Take out what XML forbids, and end every line in one way."""
    return _NOT_XML.sub("", text).replace("\r\n", "\n").replace("\r", "\n")


def _fits(text: str) -> bool:
    """Tell whether a cell holds a text, counted as Excel does."""
    # No character takes more than two units: the units of most texts need not be counted.
    return 2 * len(text) <= LONGEST_TEXT or len(text.encode("utf-16-le")) // 2 <= LONGEST_TEXT
