"""A lower plan that answers another upper plan: said as that, and its tasks are no additions."""

from reconcile.model import Reconciliation
from reconcile.report.documents.plan_names import cite_directive
from reconcile.report.documents.unit_names import named
from reconcile.vocabulary.directives import find_directives


def other_plan_said(result: Reconciliation) -> str:
    """Say which plan it answers, as far as it tells; without an end mark."""
    we, they = named(result.lower.unit).short, named(result.upper.unit).short
    instead = carried_instead(result)
    if instead:
        return (
            f"kế hoạch của {we} được ban hành để thực hiện {instead}, không phải kế hoạch nêu trên"
        )
    return (
        f"kế hoạch của {we} cụ thể hóa rất ít nhiệm vụ {they} giao, có thể được ban hành để thực"
        " hiện kế hoạch khác"
    )


def carried_instead(result: Reconciliation) -> str:
    """Name the plan that it answers in the place of ours; empty where that is not told."""
    cited = find_directives(result.lower.carries)
    told = any(each.code == "other-upper-plan" for each in result.findings)
    return cite_directive(cited[0]) if cited and told else ""


def other_plan_reason(result: Reconciliation) -> str:
    """Give it as the reason for what is missed; empty where it is not sure."""
    instead = carried_instead(result)
    if not instead:
        return ""
    we = named(result.lower.unit).short
    return (
        f"Các nhiệm vụ nêu trên chưa được cụ thể hóa do kế hoạch của {we} được xây dựng để thực"
        f" hiện {instead}."
    )
