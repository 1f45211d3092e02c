"""Who issues a plan: read from the lines around its tables, else from the file's name."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import PurePath

from reconcile.model import Finding, Level, Source, Unit, Where
from reconcile.vocabulary.communes import nearly_official
from reconcile.vocabulary.findings import finding
from reconcile.vocabulary.letterhead import lower_line
from reconcile.vocabulary.plan_facts import own_number
from reconcile.vocabulary.symbol_issuers import office_of
from reconcile.vocabulary.tables import table
from reconcile.vocabulary.text import bare
from reconcile.vocabulary.units import is_body, make_unit, read_unit, unit_id

_LETTERHEAD = 12
"""How many of the first lines may be letterhead."""
_LOOKED = 40
_LONGEST = 160
_TIGHT = re.compile(r"(?<=\S)-|-(?=\S)")
_OPEN = re.compile(r"[^\W\d_]\s*[-–]\s*$")
_GOES_ON = re.compile(r"\s*[-–]\s*(?=[^\W\d_])")
"""A hyphen at the end of a line or where one begins, in the middle of a name."""
_MOTTO = tuple(table("units")["motto"]["starts"])
_ADDRESSED = tuple(table("units")["addressed"]["starts"])


def issuer_in(sources: Sequence[Source]) -> Unit | None:
    """Read the unit from the lines of the first file that names one; None where none does."""
    return next((unit for source in sources if (unit := _issuer(source))), None)


def contradicting_office(source: Source, unit: Unit) -> str:
    """Name the office whose number a file of a commune bears; empty where it bears none's."""
    number = _own_number(source) if unit.level is Level.COMMUNE else ""
    office = office_of(number)
    return f"{number} ({office})" if office else ""


def misspelt(unit: Unit, file: str) -> Iterator[Finding]:
    """Report a commune that the official list does not have, where it has one called nearly so."""
    if near := nearly_official(unit):
        yield finding("unit-misspelt", Where(file), unit=unit.name, near="; ".join(near), file=file)


def _issuer(source: Source) -> Unit | None:
    """Read the unit from a file's lines: the letterhead, and beside it the number's symbol."""
    unit = _named(source)
    if unit is None or (unit.level is Level.PROVINCE and unit.word):
        office = make_unit(office_of(_own_number(source)))
        # A body of a province is none of a ministry whose letters it has: BDTTG.
        lower = unit and office.level is Level.CENTRAL and not unit.name.endswith(unit.place)
        return _placed(office, unit) if office.name and not lower else unit
    return unit


def _placed(office: Unit, over: Unit | None) -> Unit:
    """Give an office the province of the line above it: its letters name both."""
    if over is None or office.place or office.level is not over.level:
        return office
    return replace(office, word=over.word, place=over.place)


def _named(source: Source) -> Unit | None:
    """Read the unit that a file's first lines name."""
    lines = list(_whole([each.text for each in source.lines[:_LOOKED] if _may_name(each.text)]))
    if below := lower_line(lines[:_LETTERHEAD]):
        return below
    head = [unit for text in _joined(lines[:_LETTERHEAD]) if (unit := read_unit(text))]
    # A letterhead may name the body above first: of its first two names the commune's is the
    # issuer. Source: Nghị định 30/2020/NĐ-CP, Phụ lục I.
    communes = [unit for unit in head[:2] if unit.level is Level.COMMUNE]
    rest = (unit for text in lines[_LETTERHEAD:] if (unit := read_unit(text)))
    return next(iter([*communes, *head]), None) or next(rest, None)


def _whole(lines: Sequence[str]) -> Iterator[str]:
    """Yield lines, a name parted at its hyphen as one: ``VĂN MIẾU -`` over ``QUỐC TỬ GIÁM``."""
    held: list[str] = []
    for text in lines:
        over = held[-1] if held else ""
        if over.isupper() and text.isupper() and (_OPEN.search(over) or _GOES_ON.match(text)):
            held = [f"{over.rstrip(' -–')} - {text.lstrip(' -–')}"]
            continue
        yield from held
        held = [text]
    yield from held


def _own_number(source: Source) -> str:
    """Read the number of a file's letterhead."""
    return own_number([line.text for line in source.lines[:_LETTERHEAD]])


def _may_name(text: str) -> bool:
    """Tell whether a line may name the issuer: a short one, no motto, and none for receivers."""
    return len(text) <= _LONGEST and not bare(text).startswith((*_MOTTO, *_ADDRESSED))


def _joined(lines: Sequence[str]) -> Iterator[str]:
    """Yield each line, and before it a name set in two lines as one."""
    for place, text in enumerate(lines):
        below = lines[place + 1] if place + 1 < len(lines) else ""
        parted = read_unit(below) is None or is_body(text)
        if read_unit(text) is None and parted and len(text) < 40:
            yield f"{text} {below}"
        yield text


def issuer_by_name(file: str) -> Unit:
    """Take the unit from a file's name, else from those of the folders that it lies in."""
    path = PurePath(file)
    names = (path.stem, *reversed(path.parts[:-1]))
    # A dash between spaces may be a part of the name; one without stands for a space.
    said = [" ".join(_TIGHT.sub(" ", name.replace("_", " ")).split()) for name in names]
    return next((unit for text in said if (unit := read_unit(text))), None) or make_unit(said[0])


def commune_by_name(file: str, named: Unit | None) -> Unit | None:
    """Take the commune from the name of a file that itself names nobody but a province.

    Tables that the province hands out bear its letterhead when they come back filled in.
    """
    area = named is not None and named.word and named.name.endswith(named.place or "?")
    if named is None or not area or named.level is not Level.PROVINCE:
        return None
    by_name = issuer_by_name(file)
    return by_name if by_name.level is Level.COMMUNE and by_name.place else None


def office_names(source: Source, over: Unit) -> Iterator[str]:
    """Yield what an office may be called that a file's letterhead names below its own committee.

    ``PHÒNG KINH TẾ`` below ``UBND XÃ NÀ SEN`` is the commune's own, unless people list it.
    """
    if over.level is not Level.COMMUNE:
        return
    for line in source.lines[:_LETTERHEAD]:
        name = line.text.strip(" -–")
        yield from (f"{name} {over.word} {over.place}", f"{name} {over.name}")
        # What bears an area is told by its own letterhead.
        if name and not read_unit(name):
            yield name


def in_full(name: str) -> str:
    """Name the People's Committee that an area alone stands for; empty for any other name."""
    unit = read_unit(name)
    return unit.name if unit and unit_id(f"{unit.word} {unit.place}") == unit_id(name) else ""
