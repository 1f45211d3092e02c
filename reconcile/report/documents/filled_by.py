"""Which setting fills a blank of a document."""

from collections.abc import Iterator

from reconcile.config import UpperSettings
from reconcile.model import Plan
from reconcile.report.documents.plan_names import names_with_blanks
from reconcile.vocabulary.text import fold
from reconcile.vocabulary.upper_plan_key import upper_plan_key

_Keys = tuple[str, ...]
_REPORTED_WHEN = "bao_cao_khi"
"""The field of a Kế hoạch that says when is reported."""


def filled_by(field: str, text: str, upper: Plan, told: UpperSettings) -> tuple[_Keys, ...]:
    """Return the keys of reconcile.toml that fill the blanks of a text.

    Args:
        field: of the template.
        text: that fills it, with blanks.
        upper: the plan or plans that the document cites.
        told: what the settings say of them.

    """
    if field == _REPORTED_WHEN:
        return (("documents", "reporting"),)
    return tuple(dict.fromkeys(_of_plans(fold(text), upper, told)))


def _of_plans(text: str, upper: Plan, told: UpperSettings) -> Iterator[_Keys]:
    """Yield what is not known of the plans that a folded text names."""
    numbers = {key: said.number for key, said in told.plans.items()}
    for plan in upper.plans:
        if not any(fold(name) in text for name in names_with_blanks(plan)):
            continue
        several = ("upper", "plans", upper_plan_key(plan, numbers)) if upper.parts else None
        if not plan.number:
            yield (*several, "number") if several else ("upper", "plan_number")
        if not plan.issued:
            yield (*several, "dated") if several else ("upper", "plan_dated")
