"""Units: who issues a plan, from a letterhead, a title or a file name."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from reconcile.model import Level, Unit
from reconcile.vocabulary.agencies import bodies
from reconcile.vocabulary.hyphens import spaced
from reconcile.vocabulary.party_names import is_party
from reconcile.vocabulary.plan_facts import PlanFacts, read_plan_facts
from reconcile.vocabulary.same_name import without_ending
from reconcile.vocabulary.tables import table
from reconcile.vocabulary.text import LOWER, UPPER, bare, clean, fold, one_line, unmarked

__all__ = [
    "PlanFacts",
    "area_name",
    "is_body",
    "keeps_word",
    "make_unit",
    "province_word",
    "read_plan_facts",
    "read_unit",
    "unit_id",
]

_TABLE = table("units")
_BODIES: dict[str, str] = _TABLE["bodies"]
_COMMITTEES: dict[str, str] = _TABLE["committees"]
_WORDS: dict[str, str] = _TABLE["words"]
_COMMUNE: list[str] = _TABLE["levels"]["commune"]
_PROVINCE: list[str] = _TABLE["levels"]["province"]
_CAPITAL = (*_COMMUNE, "quận", "thành phố")
"""Words of level that take a capital where they belong to the name."""
_CENTRAL = {bare(name): name for name in _TABLE["central"]["names"]}
_LONGEST_NAME = 5
"""Syllables in the name of a place; fewer where no capital shows its end."""
_LONGEST_SMALL_NAME = 3

_WORD = "|".join(sorted(_WORDS, key=len, reverse=True))
_NAMED = re.compile(
    rf"(?<![a-z])(?:(?P<body>{'|'.join(_BODIES)})\s+(?P<word>{_WORD})"
    rf"|(?P<committee>{'|'.join(_COMMITTEES)}))(?![a-z])"
)
_ALONE = re.compile(
    r"(?<![a-z])(?<!tac )(?<!thi )(?<!cac )(?<!cap )(?P<word>xa|phuong|dac khu)(?![a-z])"
)
_PROVINCE_ALONE = re.compile(r"^(?P<word>tinh|thanh pho|tp\.?)\s(?=\S)")
_STOPS: list[str] = _TABLE["names"]["stop"]
_STOP = re.compile(rf"(?:{'|'.join(_STOPS)})(?![^\W_])")
_STOP_MARKED = re.compile(rf"(?:{'|'.join(_TABLE['names']['stop_marked'])})(?![^\W_])")
_STOP_PLAIN = re.compile(rf"(?:{unmarked('|'.join(_STOPS))})(?![a-z])")
_TOKEN = re.compile(rf"\s*(?P<word>[{UPPER}{LOWER}\d]['’{UPPER}{LOWER}\d-]*)(?P<end>[^\s]*)")
_DATED = re.compile(
    r"\d{5}|(?:19|20|21)\d\d|(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])(?!\d)|\d+(?:/|\D\d)"
)
"""A number that is no part of a name: a year, a day and month, what numbers a document."""
_HYPHEN = re.compile(rf"\s+[-–]\s+(?={'|'.join(_TABLE['names']['after_hyphen'])})")
_SLUG = re.compile(rf"{_HYPHEN.pattern}|\s(?=(?:{'|'.join(_TABLE['names']['in_slugs'])})(?![a-z]))")
"""The same in small letters, where a file name has lost its spaces and its hyphens are spaces."""
_LETTERHEAD = re.compile(rf"(?:(?:{'|'.join(_BODIES)}) )?(?:{_WORD}) ")
_DASH = re.compile(r"\s+[-–]\s+")
_NO_PART = "|".join(_TABLE["names"]["no_last_part"])
_LAST_PART = re.compile(
    rf"{_DASH.pattern}(?!(?:{_NO_PART})(?![a-z]))[a-z']+(?: [a-z']+){{0,2}}$",
)
"""The part of a name behind its hyphen, where it ends the line."""
_LONG_FORMS: dict[str, str] = _TABLE["one_name"]


@dataclass(frozen=True, slots=True)
class _Line:
    """A line as written, and of the same length in small letters, with and without marks."""

    text: str
    small: str
    plain: str


@lru_cache(maxsize=1 << 12)
def unit_id(name: str) -> str:
    """Give the stable folded id of a unit: the same for ``UBND`` and ``Ủy ban nhân dân``.

    Diacritics count: Sơn Hà and Sơn Hạ are two communes. A name of signs alone stays as it is.
    """
    said = fold(name)
    for long, short in _LONG_FORMS.items():
        said = said.replace(long, short)
    return "-".join(re.sub(r"[^\w']+", " ", said).split() or said.split())


def make_unit(name: str) -> Unit:
    """Make a unit from its official name, kept as it is; level and place as far as it tells."""
    unit = read_unit(name)
    if unit is None:
        return Unit(unit_id(name), one_line(name), party=is_party(name))
    if unit_id(unit.name) == unit_id(name):
        return unit
    party = unit.party or is_party(name)
    return replace(unit, id=unit_id(name), name=one_line(name), party=party)


@lru_cache(maxsize=1 << 12)
def read_unit(text: str) -> Unit | None:
    """Read the issuing unit from a letterhead line (or several), a title, or a file's name.

    Of several units in a letterhead the lowest issues; in a sentence the first.

    Returns:
        The unit with its official name in mixed case: ``UBND xã Phú Lạc``, ``UBND Phường 5``.
        None where no unit is named, or only a level (``UBND các xã``).

    """
    line = _line(text)
    whole = _whole_line(line)
    if whole:
        return whole
    found = [unit for unit in _units(line) if unit.place or unit.level is Level.PROVINCE]
    if not found:
        return None
    letterhead = "\n" in clean(text) or line.text.isupper()
    return min(found, key=_rank) if letterhead else next((u for u in found if u.place), found[0])


def is_body(line: str) -> bool:
    """Tell whether a line is a body alone; the next line of its letterhead names the area."""
    return re.fullmatch("|".join(_BODIES), bare(line)) is not None


def area_name(word: str, place: str) -> str:
    """Write the name of an area: ``xã An Bình``; what belongs to it has a capital: ``Phường 5``.

    Source: Nghị định 30/2020/NĐ-CP, Phụ lục II.
    """
    shown = word[:1].upper() + word[1:] if keeps_word(place) and word in _CAPITAL else word
    return f"{shown} {place}"


def keeps_word(place: str) -> bool:
    """Tell whether a place is a number, a person or an event, and so is never without its word.

    Source: Nghị định 30/2020/NĐ-CP, Phụ lục I, II.4; Phụ lục II.
    """
    return place[:1].isdigit() or place.casefold() in _TABLE["names"]["events"]


def province_word(place: str) -> str:
    """Return the word of a province: ``thành phố`` for the cities of its level, else ``tỉnh``."""
    return "thành phố" if bare(place) in _TABLE["levels"]["cities"] else "tỉnh"


def _rank(unit: Unit) -> int:
    """Order units from the lowest level up."""
    return (Level.COMMUNE, Level.UNKNOWN, Level.PROVINCE, Level.CENTRAL).index(unit.level)


def _line(text: str) -> _Line:
    """Put a text on one line; a file name loses its ending and its underscores."""
    line = without_ending(one_line(text)).replace("_", " ").replace("’", "'")
    line = spaced(line) if " " in line else re.sub(r"(?<=[^\W\d])-(?=[^\W\d])", " ", line)
    small = "".join(c if len(c) == 1 else "?" for c in map(str.lower, line))
    return _Line(line, small, unmarked(small))


def _whole_line(line: _Line) -> Unit | None:
    """Read a central issuer or a department, which fill a line of their own."""
    said = line.plain.strip(" .:*-")
    if said in _CENTRAL:
        name = _CENTRAL[said]
        return Unit(unit_id(name), name, Level.CENTRAL)
    for body in bodies().values() if said.startswith("so ") else ():
        name = bare(body.name)
        whole = said == name or said.startswith((f"{name} tinh ", f"{name} thanh pho "))
        if whole and body.level == "province":
            return Unit(unit_id(body.name), body.name, Level.PROVINCE)
    return None


def _units(line: _Line) -> Iterator[Unit]:
    """Read the units of a line in order; a bare ``xã Dân Tiến`` only where no body is named."""
    some = False
    for hit in _NAMED.finditer(line.plain):
        unit = _unit(line, hit)
        if unit:
            some = True
            yield unit
    if some:
        return
    for pattern in (_PROVINCE_ALONE, _ALONE):
        for hit in pattern.finditer(line.plain):
            unit = _unit(line, hit) if _is_word(line, hit) else None
            if unit and unit.place and _stands(line, hit, unit.place):
                yield unit


def _is_word(line: _Line, hit: re.Match[str]) -> bool:
    """Tell whether a word of level is really one: ``xa`` in marked text is far away."""
    said = fold(line.text[hit.start("word") : hit.end("word")])
    return said in _WORDS.values() or (line.text.isascii() and said == bare(said))


def _stands(line: _Line, hit: re.Match[str], place: str) -> bool:
    """Tell whether a name without a body is a unit's: in capitals it must begin the line.

    ``xã hội`` is none, and ``KINH TẾ - XÃ HỘI`` neither.
    """
    mixed = not (line.text.isupper() or line.text.islower())
    if bare(place).startswith("hoi") and not (mixed and " " in place):
        return False
    return not line.text.isupper() or not line.plain[: hit.start()].strip(" .-)(0123456789")


def _unit(line: _Line, hit: re.Match[str]) -> Unit | None:
    """Make the unit of a hit with the name that follows it."""
    groups = hit.groupdict()
    place = _place(line, hit.end())
    if groups.get("committee"):
        body, word = _COMMITTEES[groups["committee"]], ""
        name = f"{body} {place}".strip()
    else:
        body = _official(_BODIES, groups.get("body") or "ubnd")
        word = _official(_WORDS, groups["word"])
        name = f"{body} {area_name(word, place)}".strip()
    level = _level(word or body, place)
    kept = word if level in (Level.COMMUNE, Level.PROVINCE) else ""
    return Unit(unit_id(name), name, level, kept, place, body.endswith(" ủy"))


def _official(names: dict[str, str], said: str) -> str:
    """Give the official writing of a body or word, which a pattern of the table found."""
    return next(name for pattern, name in names.items() if re.fullmatch(pattern, said))


def _level(word: str, place: str) -> Level:
    """Give the level that a word of level or a committee stands for."""
    if word in _COMMUNE:
        return Level.COMMUNE
    if word == "thành phố" and place and bare(place) not in _TABLE["levels"]["cities"]:
        return Level.UNKNOWN
    return Level.PROVINCE if word in _PROVINCE else Level.UNKNOWN


def _place(line: _Line, start: int) -> str:
    """Read the name of a place from a position of a line on."""
    names: list[str] = []
    small = line.text.islower()
    at = start
    longest = _LONGEST_SMALL_NAME if small else _LONGEST_NAME
    while len(names) - names.count("-") < longest:
        hyphen = _hyphen(line, at) if names else None
        if hyphen:
            names.append("-")
            at, longest = hyphen.end(), _LONGEST_NAME
        hit = _TOKEN.match(line.text, at)
        if not hit or not _is_name(line, hit, names, small=small):
            break
        names.append(_titled(hit["word"]))
        at = hit.end("word")
        if hit["end"]:
            break
    return " ".join(names).strip(" -")


def _hyphen(line: _Line, at: int) -> re.Match[str] | None:
    """Find the hyphen of a name: of one that is known, or of a line of a letterhead to its end."""
    known = (_SLUG if line.text.islower() else _HYPHEN).match(line.plain, at)
    if known or not line.text.isupper() or not _LETTERHEAD.match(line.plain):
        return known
    return _LAST_PART.match(line.plain, at) and _DASH.match(line.plain, at)


def _is_name(line: _Line, hit: re.Match[str], names: list[str], *, small: bool) -> bool:
    """Tell whether a word goes on with a name."""
    word = hit["word"]
    if word[0].isdigit():
        rest = line.text[hit.end() :].split()
        counts = bool(rest) and rest[0][0].islower()
        return word.isdigit() and not counts and not _DATED.match(f"{word}{hit['end']}")
    stop = _STOP_PLAIN if line.text.isascii() else _STOP
    if stop.match(line.small, hit.start("word")) and not _begins_name(line, hit, names):
        return False
    if len(names) > 1 and _STOP_MARKED.match(line.small, hit.start("word")):
        return False
    return small or word[0].isupper()


def _begins_name(line: _Line, hit: re.Match[str], names: list[str]) -> bool:
    """Tell whether a word that often ends a name begins one here: xã Quý Lộc, xã Ban Công."""
    rest = line.text[hit.end() :].split()
    return not names and hit["word"][0].isupper() and bool(rest) and rest[0][0].isupper()


def _titled(word: str) -> str:
    """Write a syllable of a name with its capital: TIẾN → Tiến, H'LEO → H'leo."""
    if not (word.isupper() or word.islower()):
        return word
    return "-".join(part[:1].upper() + part[1:].lower() for part in word.split("-"))
