"""Rounds, stages and crops that a text names: which of several of one name is meant."""

import re
from collections.abc import Iterator
from functools import lru_cache

from reconcile.vocabulary.roman import from_roman
from reconcile.vocabulary.tables import table
from reconcile.vocabulary.text import one_line

_TABLE = table("rounds")
_WORDS: dict[str, int] = _TABLE["words"]
_NUMBER = rf"(?:\d{{1,2}}(?!\d|\s*(?i:{'|'.join(_TABLE['lasting'])}))|[IVX]{{1,4}}(?![^\W_]))"
_WORD = rf"(?i:{'|'.join(_WORDS)})(?![^\W_])"
# “năm” behind the noun itself is a year: “giai đoạn năm 2026”.
_PLAIN_WORD = rf"(?i:{'|'.join(w for w in _WORDS if w != 'năm')})(?![^\W_])"
_AND = r"\s*(?:,|và|-|–)\s*"
_NUMBERED = re.compile(
    rf"(?<![^\W_])(?<!{r' )(?<!'.join(_TABLE['each'])} )"
    rf"(?P<kind>(?i:{'|'.join(_TABLE['numbered'])}))"
    rf"(?:\s+(?P<which>{_NUMBER}(?:{_AND}{_NUMBER})*|{_PLAIN_WORD})"
    rf"|(?:\s+[^\W\d_]+){{0,2}}\s+(?i:thứ)\s+(?P<told>{_NUMBER}|{_WORD}))"
)
_CROP = re.compile(rf"(?i)(?<![^\W_])vụ\s+(?P<crop>{r'|'.join(_TABLE['crops'])})(?![^\W_])")
_ONE = re.compile(rf"{_NUMBER}|[^\W\d_]+")
_SPAN = re.compile(rf"({_NUMBER})\s*[-–]\s*({_NUMBER})")


@lru_cache(maxsize=1 << 12)
def find_rounds(text: str) -> dict[str, dict[str, str]]:
    """Find the rounds, stages and crops that a text names.

    ``đợt 2`` and ``đợt thứ hai`` are one round, ``đợt 1-3`` are three; a count (``2 đợt``) and a
    span of years (``giai đoạn 2026-2030``) are none.

    Returns:
        What is numbered, in small letters → each of them by its number or name → as it is told.

    """
    found: dict[str, dict[str, str]] = {}
    for kind, which, told in _find(one_line(text)):
        found.setdefault(kind, {}).setdefault(which, told)
    return found


def _find(line: str) -> Iterator[tuple[str, str, str]]:
    """Give what is numbered, which one it is, and how a text tells it; one by one."""
    for hit in _NUMBERED.finditer(line):
        said = hit["kind"].lower()
        kind = said.removesuffix(" thứ")
        for one in _ONE.findall(_SPAN.sub(_between, hit["which"] or hit["told"])):
            number = _number(one)
            if number:
                yield kind, str(number), f"{said} {one}" if hit["which"] else hit[0].lower()
    for hit in _CROP.finditer(line):
        yield "vụ", hit["crop"].lower(), hit[0]


def _between(span: re.Match[str]) -> str:
    """Write out the rounds from one end of a span to the other; what runs backwards is none."""
    return ", ".join(map(str, range(_number(span[1]), _number(span[2]) + 1))) or span[0]


def _number(text: str) -> int:
    """Read a number in figures, Roman ones too, or in words; 0 for what is none."""
    if text.isdecimal():
        return int(text)
    return _WORDS.get(text.lower(), 0) or from_roman(text)
