"""Quantities in a task: how much of what."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from reconcile.vocabulary.directives import find_citations
from reconcile.vocabulary.syllables import is_syllable
from reconcile.vocabulary.tables import table
from reconcile.vocabulary.text import fold, one_line

_TABLE = table("numbers")
_NUMBER = re.compile(
    r"(?<![^\W_])(?<!\d[.,/:])(?<!/)(?P<number>\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:[.,]\d+)?)"
    r"(?![\d/:]|[^\W\d_]*\d|[.,]\d)(?P<times>(?:\s(?:"
    + "|".join(_TABLE["times"])
    + r")(?![^\W_]))*)"
)
_DATE = re.compile(
    r"\d{1,2}\s?[/.-]\s?\d{1,2}\s?[/.-]\s?\d{2,4}|\d{1,2}\s?/\s?\d{4}|\d{1,2}\s?[gh]\s?\d{0,2}(?!\w)"
    r"|(?:ngày|tháng|quý|năm)\s+\d{1,4}(?:\s?[,-]\s?\d{1,4})*(?!\s?%)|\d{1,2}/\d{1,2}(?!\d)"
    rf"|(?<!\d)(?<!{' )(?<!'.join(_TABLE['hours_after'])} )\d{{1,2}} giờ(?: \d{{1,2}} phút)?"
    rf"(?!\s(?:{'|'.join(_TABLE['hours_before'])}))"
    r"|(?:19|20)\d\d\s?[-–]\s?(?:19|20)\d\d"
)
# The number of an item in a list counts nothing: “1. Rà soát 3 xã”.
_MARKER = re.compile(r"(?:^|[\n;:.]\s*)\(?\d{1,2}[.)](?=\s)|\(\d{1,2}\)")
_NAMING = re.compile(rf"(?<![^\W_])(?:{'|'.join(_TABLE['naming'])})\s*$")
_NEVER = re.compile(rf"\s*(?:{'|'.join(_TABLE['never'])})(?![^\W_])")
_UNIT = re.compile(
    r"\s*(?P<unit>"
    + "|".join(sorted(_TABLE["units"], key=lambda unit: (-len(unit), unit)))
    + r")(?![^\W_])"
)
_NOUN = re.compile(
    rf"\s(?!(?:{'|'.join(_TABLE['ends'])})(?![^\W_]))(?P<unit>[^\W\d_]+"
    rf"(?:\s(?!(?:{'|'.join(_TABLE['ends'])})(?![^\W_]))[^\W\d_]+)?)"
)
_RANGE = re.compile(r"\s?-\s?\d+(?:[.,]\d+)*(?P<rest>\s?\S+.*)")


@dataclass(frozen=True, slots=True)
class Figure:
    """A quantity in a text: its value, its unit (folded), and how the text writes it.

    ``5 triệu đồng`` is 5000000 ``đồng``; ``1.139 thủ tục`` is 1139, ``15,5%`` is 15.5.
    """

    value: Decimal
    unit: str
    text: str


@lru_cache(maxsize=1 << 14)
def find_figures(text: str) -> tuple[Figure, ...]:
    """Find the quantities of a text, in order, repeats included.

    Dates, years, times of day, document numbers, ordinals and list markers are none. The unit is
    a word of ``numbers.toml``, or else the first two syllables of the noun that follows.
    """
    line = one_line(text)
    said = fold(line)
    # Places are found in the one and shown from the other.
    if len(said) != len(line):
        line = said
    return tuple(_figures(line, _without(said, line)))


def _without(said: str, line: str) -> str:
    """Blank out what is no quantity, keeping every place."""
    for cited in find_citations(line):
        said = _blank(said, cited.start, cited.end)
    for pattern in (_DATE, _MARKER):
        for hit in pattern.finditer(said):
            said = _blank(said, hit.start(), hit.end())
    return said


def _blank(text: str, start: int, end: int) -> str:
    """Put semicolons over a part of a text: nothing is read across it."""
    return text[:start] + ";" * (end - start) + text[end:]


def _figures(line: str, said: str) -> Iterator[Figure]:
    """Read the quantities of a folded text one by one."""
    for hit in _NUMBER.finditer(said):
        if _NAMING.search(said[max(0, hit.start() - 24) : hit.start()]):
            continue
        unit = _unit(said, hit.end())
        if unit is None:
            continue
        name, end = unit
        value = _value(hit["number"]) * _times(hit["times"])
        if name and not (name == "năm" and 1900 <= value <= 2100):
            yield Figure(value, name, line[hit.start() : end].strip())


def _unit(said: str, at: int) -> tuple[str, int] | None:
    """Read what is counted from a place on, and where it ends; None where nothing is."""
    if _NEVER.match(said, at):
        return None
    # “50-60% hộ”: the unit of the first number stands behind the second.
    span = _RANGE.match(said, at)
    if span:
        at = span.start("rest")
    hit = _UNIT.match(said, at) or _NOUN.match(said, at)
    if not hit:
        return None
    unit = hit["unit"]
    first = unit.split()[0]
    # “20 camera an ninh”: a foreign word is whole by itself, without half of the next one.
    if first != unit and first.isalpha() and not is_syllable(first):
        unit = first
    return _TABLE["same"].get(unit, unit), hit.start("unit") + len(unit)


def _value(number: str) -> Decimal:
    """Read a number the Vietnamese way: 1.139 is a thousand and more, 15,5 a half more than 15.

    A point that does not part thousands is a decimal point typed the English way: 15.5.
    """
    if re.fullmatch(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?", number):
        number = number.replace(".", "")
    return Decimal(number.replace(",", "."))


def _times(words: str) -> int:
    """Multiply the words of size: ``nghìn tỷ``."""
    out = 1
    for word in words.split():
        out *= _TABLE["times"][word]
    return out
