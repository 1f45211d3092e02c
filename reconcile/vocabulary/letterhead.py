"""Letterheads of two lines: the body above, and under it the one that issues."""

import re
from collections.abc import Sequence
from itertools import pairwise

from reconcile.model import Level, Unit
from reconcile.vocabulary.agencies import bodies
from reconcile.vocabulary.tables import table
from reconcile.vocabulary.text import bare, fold
from reconcile.vocabulary.units import area_name, is_party, read_unit, unit_id

_TABLE = table("units")["below"]
_LONGEST = 90


def lower_line(lines: Sequence[str]) -> Unit | None:
    """Read who issues from a letterhead of two lines; None where it has no such second line.

    ``UBND TỈNH TÂN THỬ`` over ``SỞ Y TẾ`` gives the department. ``PHÒNG KINH TẾ`` under a
    commune's People's Committee is the commune's own: then there is no lower line either.
    """
    for above, below in pairwise(line.strip() for line in lines if line.strip()):
        over = read_unit(above) if above.isupper() and below.isupper() else None
        if over is None or over.level is Level.UNKNOWN or len(below) > _LONGEST:
            continue
        kind = "commune" if over.level is Level.COMMUNE else "province"
        if re.match(rf"(?:{'|'.join(_TABLE[kind])})\b", bare(below)):
            return _unit(below, over)
    return next((unit for line in lines if (unit := _own_body(line.strip()))), None)


def _own_body(line: str) -> Unit | None:
    """Read a body of its own whose line names the commune: ``CÔNG AN XÃ AN BÌNH``."""
    said = bare(line)
    if not line.isupper() or len(line) > _LONGEST or not said.startswith(tuple(_TABLE["own"])):
        return None
    for body in bodies().values():
        head, of_commune, _ = body.name.partition(" {word}")
        area = " ".join(line.split()[len(head.split()) :])
        unit = read_unit(area) if of_commune and said.startswith(f"{bare(head)} ") else None
        if unit and unit.level is Level.COMMUNE and unit.place:
            name = f"{head} {area_name(unit.word, unit.place)}"
            return Unit(unit_id(name), name, Level.UNKNOWN)
    return None


def _unit(line: str, over: Unit) -> Unit:
    """Make the unit that a second line names."""
    own = read_unit(line)
    if own and own.place and bare(line).startswith(bare(own.name.split()[0])):
        return own
    known = {bare(body.name): body.name for body in bodies().values() if "{" not in body.name}
    said = line.strip(" .:*-_")
    name = known.get(bare(said)) or _cased(said)
    # A cell or a union of a commune has namesakes in every other.
    if over.level is Level.COMMUNE and bare(over.place) not in bare(name):
        name = f"{name} {over.word} {over.place}"
    if over.level is Level.COMMUNE:
        return Unit(unit_id(name), name, Level.UNKNOWN, party=is_party(name))
    # It stands where the body above it does, and on its side.
    return Unit(unit_id(name), name, over.level, over.word, over.place, over.party)


def _cased(line: str) -> str:
    """Write a line of capitals as a name: a school's own name keeps its capitals."""
    small = fold(line)
    for kind in sorted(_TABLE["schools"], key=len, reverse=True):
        head, found, rest = small.partition(kind)
        if head == "trường " and found:
            return f"Trường {kind[:1].upper()}{kind[1:]} {rest.strip().title()}".strip()
    village = re.search(rf"\b(?:{'|'.join(_TABLE['villages'])}) ", small)
    if village:
        small = small[: village.end()] + small[village.end() :].title()
    return small[:1].upper() + small[1:]
