"""Which body a name means where offices are tracked: the same for short and long names."""

from reconcile.model import Task
from reconcile.vocabulary.agencies import find_agencies, provincial_bodies
from reconcile.vocabulary.text import one_line
from reconcile.vocabulary.units import unit_id

# Entries of the agency table under which several bodies are known: Thuế tỉnh is not BHXH tỉnh.
_SEVERAL = ("nganh-doc-tinh", "cac-so", "cac-phong", "ubnd")
_APART = ";"
_EVERY = "cac-so"
"""The entry of the table for all offices of a province together."""


def body_id(name: str) -> str:
    """Give the id of a body, the same for ``Sở KH&CN`` and ``Sở Khoa học và Công nghệ``."""
    found = find_agencies(name)
    return found[0] if len(found) == 1 and found[0] not in _SEVERAL else unit_id(name)


def lead_bodies(task: Task) -> tuple[str, ...]:
    """Name the bodies that lead a task, as its lead cell does; empty where it names none."""
    named = provincial_bodies(task.lead)
    if named or not task.lead.strip():
        return named
    parts = (one_line(part) for part in task.lead.replace("\n", _APART).split(_APART))
    return tuple(dict.fromkeys(part for part in parts if part))


def has_part(task: Task, body: str) -> bool:
    """Tell whether a task is an office's: it leads it, helps, or is one of “các sở, ngành”."""
    if not any(map(str.isalpha, body)):
        # A table that names nobody beside others that do.
        return False
    named = {*map(body_id, lead_bodies(task)), *find_agencies(f"{task.lead}; {task.support}")}
    return body in named or _EVERY in named
