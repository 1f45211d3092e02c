"""An upper task in the words of the unit's own plan: what it calls itself, and whom it supports."""

import re

from reconcile.model import Level, Reconciliation, Role, Task
from reconcile.report.documents.plan_names import document_type
from reconcile.report.documents.unit_names import named
from reconcile.report.documents.wording import joined, lower_first
from reconcile.vocabulary.agencies import bodies, find_agencies, provincial_bodies, spelt_out
from reconcile.vocabulary.text import UPPER, fold

_TOGETHER = ("phối hợp", "tham gia", "cùng ")
"""How a task begins that says already that it is done with others."""
_PROVINCE = re.compile(rf"\b((?i:trên địa bàn|toàn)) tỉnh\b(?: [{UPPER}]\w*)*")
"""Where a task of the level above is carried out; in a commune's plan it is the commune."""
_MANY = "các "
_LED_BY = re.compile(r"chủ trì", re.IGNORECASE)
_SUBJECT = re.compile(
    r"(?:các )?(?:bộ, |sở, |ủy ban|ubnd|cơ quan|đơn vị|địa phương|công an|chủ tịch|thủ trưởng)\b"
)
"""How a task begins that names itself who does it."""
_START, _MOST = 80, 2


def in_own_words(task: Task, role: Role, result: Reconciliation) -> str:
    """Say an upper task as the unit's plan would.

    Args:
        task: of the upper plan.
        role: of the unit in it; what others lead the unit does with them.
        result: the outcome, with both plans.

    Returns:
        The text, in which ``Kế hoạch này`` is the plan above by its number, and which begins with
        whom the unit supports, where the plan above names one or two bodies of its own level.

    """
    upper = result.upper.giver(task)
    kind = document_type(upper)
    which = f"số {upper.number}" if upper.number else f"của {named(upper.unit).short}"
    text = re.sub(rf"\b{kind} này\b", f"{kind} {which}", spelt_out(task.text))
    commune = result.lower.unit
    if commune.level is Level.COMMUNE and commune.word:
        text = _PROVINCE.sub(rf"\1 {commune.word}", text)
    lead = _leads(task) if role is Role.SUPPORT and result.lower.unit.level is Level.COMMUNE else ""
    said = fold(text)
    told = said.startswith(_TOGETHER) or _SUBJECT.match(said) or _LED_BY.search(text[:_START])
    return (
        f"Phối hợp với {lead}{_to(lead, text)} {lower_first(text)}" if lead and not told else text
    )


def _to(lead: str, text: str) -> str:
    """Part a name from a text that begins as it ends: ``Sở Xây dựng để xây dựng``."""
    return " để" if fold(lead).split()[-2:] == fold(text).split()[:2] else ""


def _leads(task: Task) -> str:
    """Name the bodies that lead a task above in full; empty where they are none or many."""
    named_above = provincial_bodies(task.lead)
    full = [_full(name) for name in named_above if not fold(name).startswith(_MANY)]
    return joined(full) if len(full) == len(named_above) <= _MOST else ""


def _full(name: str) -> str:
    """Write a body's official name for the way a cell writes it."""
    known = [bodies()[body].name for body in find_agencies(name)]
    return known[0] if len(known) == 1 and "{" not in known[0] else name
