"""Who in a unit leads and supports a task: who stands for the bodies that the upper plan names."""

import re
from dataclasses import dataclass
from functools import lru_cache

from reconcile.config import Proposals
from reconcile.model import Level, Plan, Task, Unit
from reconcile.report.documents.issuers import issuer_kind
from reconcile.report.documents.sender import coordinator
from reconcile.report.documents.unit_names import named
from reconcile.report.documents.wording import TYPED, respelt, words
from reconcile.vocabulary.agencies import bodies, localise, provincial_bodies
from reconcile.vocabulary.subjects import office_by_subject
from reconcile.vocabulary.text import fold, one_line

_KEPT_CELLS = 1 << 10
"""Cells of which it is remembered who stands for their bodies: a plan names few, many times."""


@dataclass(frozen=True, slots=True)
class Offices:
    """Who would lead and support, and why."""

    lead: str
    support: str
    reason: str


def offices_for(task: Task, unit: Unit, settings: Proposals) -> Offices:
    """Settle who leads and supports: who stands for the bodies that the upper plan names."""
    found = local_offices(task.lead, unit, settings)
    # Who supports above is not made to lead below, where the level above names the unit itself.
    support = [n for n in local_offices(task.support, unit, settings) if n not in found]
    others: str = words("duties")["support"]
    if not found:
        lead, reason = _by_subject(task, unit, settings)
        return Offices(lead, ", ".join(n for n in support if n != lead) or others, reason)
    reason = (
        f"Cơ quan chủ trì được xác định theo cơ quan cấp trên giao: “{_named_above(task)}”; đề"
        " nghị kiểm tra, phân công cụ thể."
    )
    return Offices(found[0], ", ".join([*found[1:], *support]) or others, reason)


def _by_subject(task: Task, unit: Unit, settings: Proposals) -> tuple[str, str]:
    """Settle who leads where the level above names nobody's counterpart: by what the task is."""
    above = _named_above(task)
    commune = unit.level is Level.COMMUNE and not unit.party
    lead = office_by_subject(task.text, unit.word) if commune and not settings.lead else ""
    if lead:
        return lead, (
            f"Cấp trên giao “{above}”; đề xuất {lead} chủ trì theo nội dung nhiệm vụ, đề nghị kiểm"
            " tra, phân công cụ thể."
        )
    lead = settings.lead or coordinator(unit)
    return lead, (
        f"Chưa xác định được cơ quan tương ứng với “{above}”; tạm đề xuất {lead}"
        " chủ trì, đề nghị phân công cụ thể."
    )


def _named_above(task: Task) -> str:
    """Return what the upper plan names, lead and support."""
    return "; ".join(one_line(cell) for cell in (task.lead, task.support) if one_line(cell)) or "…"


def local_offices(cell: str, unit: Unit, settings: Proposals) -> list[str]:
    """Name who in the unit stands for the bodies of a cell; the settings' own entries first."""
    rest = one_line(cell)
    own: list[str] = []
    for body, offices in settings.agencies.items():
        pattern = re.compile(rf"(?<!\w){re.escape(one_line(body))}(?!\w)", re.IGNORECASE)
        if pattern.search(rest):
            own.extend(offices)
            # Taken out, so that the usual map names nobody else for the same body.
            rest = pattern.sub(" ", rest)
    ourselves = (fold(named(unit).short), fold(named(unit).name))
    usual = (name for name in _usual(rest, unit) if fold(name) not in ourselves)
    return list(dict.fromkeys([*own, *usual]))


def named_in_plan(office: str, plan: Plan) -> str:
    """Name an office of the State as a Party committee's own plan does: by its Party organisation.

    ``Đảng ủy UBND xã`` where the plan has its People's Committee led so.
    """
    if not plan.unit.party:
        return office
    through = re.compile(rf"(?:Đảng ủy|Đảng bộ|Chi bộ) {re.escape(office)}(?!\w)", re.IGNORECASE)
    found = (through.search(respelt(one_line(task.lead), TYPED)) for task in plan.tasks)
    return next((hit[0] for hit in found if hit), office)


@lru_cache(_KEPT_CELLS)
def _usual(cell: str, unit: Unit) -> tuple[str, ...]:
    """Name who usually stands for the bodies of a cell: in a commune, in its Party committee.

    A province is named by its own bodies.
    """
    if unit.level is Level.PROVINCE:
        return provincial_bodies(cell)
    names = localise(cell, unit.word)
    independent = issuer_kind(unit.name, party=unit.party, usual="office")["independent"]
    if not (unit.party or independent):
        return names
    # A Party committee gives no tasks to the offices of the People's Committee, nor does the Front;
    # but the Party leads the People's Committee itself.
    known = words("duties")["asked" if unit.party else "asked_by_party"]
    own = {_local(body, unit) for body in known}
    others = [_local("ubnd", unit)] if unit.party and any(n not in own for n in names) else []
    return tuple(dict.fromkeys([*(name for name in names if name in own), *others]))


def _local(body: str, unit: Unit) -> str:
    """Name a body of a commune."""
    return bodies()[body].name.replace("{word}", unit.word).strip()
