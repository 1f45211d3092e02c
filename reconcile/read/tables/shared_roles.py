"""Who leads and who helps, where one cell says both: each in the cell of its own."""

import re
from collections.abc import Sequence
from dataclasses import replace

from reconcile.model import Cell, Column

_OFFICE = r"(?:(?:cơ quan|đơn vị|bộ phận)[\s,]+)*"
_NAMED = re.compile(
    rf"(?is)^[\s•+–-]*{_OFFICE}chủ trì(?:\s+thực hiện)?\s*:\s*(?P<lead>.*?)"
    rf"(?:[\s;.,•+–-]*{_OFFICE}phối hợp(?:\s+thực hiện)?\s*:\s*(?P<support>.*))?$"
)
"""``Chủ trì: …; Phối hợp: …``."""
_WITH = re.compile(
    r"(?is)^(?P<lead>[^,;:()]+?)\s+chủ trì\s*,?\s+phối hợp\s+(?:với|cùng)\s+(?P<support>.+)$"
)
"""``Phòng … chủ trì, phối hợp với …``."""
_BEHIND = re.compile(
    rf"(?i)\s*\(\s*{_OFFICE}(chủ trì|phối hợp)\s*\)"
    r"|\s+[–-]\s*(chủ trì|phối hợp)(?=\s*(?:[,;.\n]|$))"
)
"""The role behind names: ``Phòng … (chủ trì), Hội … (phối hợp)``, ``… - chủ trì; …``."""
_BRIEF = re.compile(r"\s*\(\s*(CT|PH)\s*\)")
_LEADS = ("chủ trì", "ct")
_AROUND = " \n\t,;.•+–-"


def split_roles(cells: tuple[Cell, ...]) -> tuple[Cell, ...]:
    """Split a lead cell that says who helps too: ``Chủ trì: …; Phối hợp: …``."""
    lead = next((cell for cell in cells if cell.column is Column.LEAD), None)
    told = _told(lead.text) if lead else None
    if lead is None or told is None:
        return cells
    leads, support = told
    old = next((cell for cell in cells if cell.column is Column.SUPPORT), None)
    said = "; ".join(part for part in (old.text if old else "", support) if part)
    rest = [cell for cell in cells if cell not in (lead, old)]
    split = [replace(lead, text=leads)]
    if said or old:
        split.append(Cell(Column.SUPPORT, said, None, old.header if old else lead.header))
    return (*rest, *split)


def _told(text: str) -> tuple[str, str] | None:
    """Tell who leads and who helps; None where a cell does not say both apart."""
    if ":" in text and (hit := _NAMED.match(text)):
        return hit["lead"].strip(" ;.\n"), (hit["support"] or "").strip(" ;.\n")
    if hit := _WITH.match(text):
        return hit["lead"].strip(_AROUND), hit["support"].strip(_AROUND)
    marks = list(_BEHIND.finditer(text))
    if not marks:
        # Alone, “CT” may be a chairman.
        marks = list(_BRIEF.finditer(text))
        marks = marks if {mark[1] for mark in marks} == {"CT", "PH"} else []
    return _behind(text, marks) if marks else None


def _behind(text: str, marks: Sequence[re.Match[str]]) -> tuple[str, str] | None:
    """Give each name the role that stands behind it; those behind the last have none and help."""
    held: dict[bool, list[str]] = {True: [], False: []}
    start = 0
    for mark in marks:
        is_lead = next(filter(None, mark.groups())).casefold() in _LEADS
        held[is_lead].append(_name(text[start : mark.start()]))
        start = mark.end()
    held[False].append(_name(text[start:]))
    leads, support = ("; ".join(filter(None, part)) for part in held.values())
    return (leads, support) if leads and support else None


def _name(text: str) -> str:
    """Take from a name what joins it to the one before."""
    return re.sub(r"^(?:và|cùng)\s+", "", text.strip(_AROUND), flags=re.IGNORECASE).strip(_AROUND)
