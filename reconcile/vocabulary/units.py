"""Units: who issues a plan, from a letterhead, a title or a file name."""

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass

from reconcile.model import Level, Unit
from reconcile.vocabulary.text import fold, one_line

_UNIT = re.compile(r"(ubnd|ủy ban nhân dân|đảng ủy) (xã|phường|đặc khu) ([^,;(]+)")


@dataclass(frozen=True, slots=True)
class PlanFacts:
    """What a plan says about itself; each part empty when it does not say."""

    number: str = ""
    issued: dt.date | None = None
    title: str = ""
    carries: str = ""


def unit_id(name: str) -> str:
    """Give the stable folded id of a unit's official name."""
    return "-".join(fold(name).replace("ủy ban nhân dân", "ubnd").split())


def make_unit(name: str) -> Unit:
    """Make a unit from its official name."""
    return read_unit(name) or Unit(unit_id(name), one_line(name))


def read_unit(text: str) -> Unit | None:
    """Read a unit from a letterhead line, a title or a file name."""
    hit = _UNIT.search(fold(text))
    if not hit:
        return None
    party = hit[1] == "đảng ủy"
    place = hit[3].strip().title()
    name = f"{'Đảng ủy' if party else 'UBND'} {hit[2]} {place}"
    return Unit(unit_id(name), name, Level.COMMUNE, hit[2], place, party)


def read_plan_facts(lines: Sequence[str]) -> PlanFacts:
    """Read number, date, title and upper plan from the lines around a table."""
    return PlanFacts(title=one_line(lines[0]) if lines else "")
