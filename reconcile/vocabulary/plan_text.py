"""How the text of a plan tells its parts: what sections are called, and how lines begin."""

import re
from functools import cache
from typing import Any

from reconcile.vocabulary.agencies import provincial_bodies
from reconcile.vocabulary.roman import ROMAN
from reconcile.vocabulary.tables import table
from reconcile.vocabulary.text import fold, one_line

_SECTION = re.compile(rf"^(?:Phần\s+)?(?:{ROMAN})\s*[.\-)/:]\s*(?=\S)")
_POINT = re.compile(r"^\s*(?:\d+(?:\.\d+)*\s*[.)/-]|[a-zđ]\s?\)|[-–+•*])\s+")
_NUMBERED = re.compile(r"^\s*(?:\d+\s*[.)/-]|[a-zđ]\s?\))\s+")


def plan_words() -> dict[str, Any]:
    """Return the words that tell the parts of a plan."""
    words: dict[str, Any] = table("plan_text")["words"]
    return words


def section_of(line: str) -> tuple[str, str]:
    """Tell which section a line begins, and what it says behind the heading's words.

    Returns:
        The key of ``plan_text.toml``, ``other`` for a section of another name; two empty texts
        where the line begins none.

    """
    hit = _SECTION.match(line)
    if hit is None:
        return "", ""
    heading = line[hit.end() :]
    title, _, rest = heading.partition(":")
    return _kind(title), rest.strip()


def point_kind(line: str) -> str:
    """Tell whether a numbered line only parts purposes from demands; empty where it does not."""
    title = _POINT.sub("", line).strip(" .:")
    kinds = table("plan_text")["section"]
    told = ((kind, name) for kind in ("purposes", "demands") for name in kinds[kind])
    return next((kind for kind, name in told if fold(title) == name), "")


def without_mark(line: str) -> str:
    """Take the mark of a list off a line."""
    return _POINT.sub("", line, count=1).strip()


def is_numbered(line: str) -> bool:
    """Tell whether a line begins with a number or a letter, and no bullet."""
    return _NUMBERED.match(line) is not None


def is_point(line: str) -> bool:
    """Tell whether a line begins with a mark of a list."""
    return _POINT.match(line) is not None


def reporting_day(text: str) -> str:
    """Find in a sentence on reports when is reported; empty where it does not say."""
    line, said = one_line(text), fold(text)
    if not any(word in said for word in plan_words()["reports"]):
        return ""
    hits = (pattern.search(line) for pattern in _when())
    hit = next((hit for hit in hits if hit), None)
    return hit[0][:1].lower() + hit[0][1:] if hit else ""


def reporting_body(text: str) -> str:
    """Find in a sentence on reports which body they go through; empty where it names none.

    ``báo cáo UBND tỉnh (qua Sở Nội vụ)``, ``gửi Sở Nội vụ tổng hợp, báo cáo UBND tỉnh``.
    """
    line, said = one_line(text), fold(text)
    if not any(word in said for word in plan_words()["reports"]):
        return ""
    for hit in re.finditer(plan_words()["through"], line):
        rest = line[hit.end() :]
        named = next(iter(provincial_bodies(rest)), "")
        if named and rest.startswith(named):
            return named
    return ""


def _kind(title: str) -> str:
    """Tell what a section is by its heading."""
    said = fold(title)
    kinds: dict[str, list[str]] = table("plan_text")["section"]
    for begins in (str.startswith, str.__contains__):
        for kind, names in kinds.items():
            if any(begins(said, name) for name in names):
                return kind
    return "other"


@cache
def _when() -> tuple[re.Pattern[str], ...]:
    """Compile how a plan says when is reported."""
    return tuple(re.compile(source, re.IGNORECASE) for source in plan_words()["when"])
