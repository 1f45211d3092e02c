"""How a cell should read that something is found about, where the plans themselves tell."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from reconcile.config import Proposals
from reconcile.model import DeadlineKind, Finding, Reconciliation, Task
from reconcile.report.documents.plan.offices import local_offices
from reconcile.report.documents.wording import short_day
from reconcile.vocabulary.directives import find_citations
from reconcile.vocabulary.text import fold, one_line


@dataclass(frozen=True, slots=True)
class Correction:
    """What is replaced in a cell, by what, and where that comes from."""

    old: str
    new: str
    reason: str


def correction(
    found: Finding, result: Reconciliation, task: Task, settings: Proposals
) -> Correction | None:
    """Tell how a cell should read; None where nobody can know but the unit.

    Args:
        found: what is amiss in a cell of the task.
        result: the outcome, with the upper tasks that the task carries.
        task: of the unit.
        settings: the agency map's own entries.

    """
    rule = _RULES.get(found.code)
    right = rule(result, task, settings) if rule else None
    return right if right and right.new and right.new != right.old else None


def _day_above(result: Reconciliation, task: Task, _settings: Proposals) -> Correction | None:
    """Give the earliest deadline of the upper tasks that a task carries, unless it has passed."""
    given = [above for above in _carried(result, task) if above.deadline.is_dated]
    if not given:
        return None
    above = min(given, key=lambda each: (each.deadline.latest or result.as_of, each.where))
    day = above.deadline.latest
    if day is None or day < result.as_of:
        return None
    exact = above.deadline.kind is DeadlineKind.DAY
    # As the cell has it: “Ngày 31/3/2026” stays of that kind.
    word = task.deadline.text.partition(" ")[0] if task.deadline.text[:1].isalpha() else ""
    prefix = f"{word} " if exact and fold(word) == "ngày" else ""
    new = f"{prefix}{short_day(day)}" if exact else one_line(above.deadline.text)
    return Correction(task.deadline.text, new, f"Thời hạn cấp trên giao: {above.where}.")


def _number_above(result: Reconciliation, task: Task, _settings: Proposals) -> Correction | None:
    """Give the symbol of the one document that the upper task cites in the place of a slip."""
    own = {cited.directive for cited in find_citations(_cited(task))}
    above = [each for each in _carried(result, task) if each.directives]
    if len(own) != 1 or len(above) != 1 or len(above[0].directives) != 1:
        return None
    old, new = task.directives[0], above[0].directives[0]
    return Correction(old.symbol, new.symbol, f"Văn bản cấp trên viện dẫn: {above[0].where}.")


def _own_office(result: Reconciliation, task: Task, settings: Proposals) -> Correction | None:
    """Give the unit's own offices in the place of bodies of the province."""
    offices = local_offices(task.lead, result.lower.unit, settings)
    reason = "Theo bảng cơ quan tương ứng của chương trình; đề nghị kiểm tra, phân công cụ thể."
    return Correction(task.lead, "; ".join(offices), reason) if offices else None


_Rule = Callable[[Reconciliation, Task, Proposals], Correction | None]
_RULES: dict[str, _Rule] = {
    "later-deadline": _day_above,
    "impossible-date": _day_above,
    "wrong-directive-number": _number_above,
    "lead-not-localised": _own_office,
}
"""Code of a finding → what tells how its cell should read."""


def _carried(result: Reconciliation, task: Task) -> Iterator[Task]:
    """Yield the upper tasks that a task of the unit carries."""
    for upper in result.uppers:
        if any(link.lower == task.key for link in upper.links):
            yield upper.task


def _cited(task: Task) -> str:
    """Return the documents that a task cites, as their symbols."""
    return "; ".join(each.symbol for each in task.directives)
