"""A lower plan that answers another upper plan: said as that, and its tasks are no additions."""

import re

from reconcile.model import Plan, Reconciliation
from reconcile.report.documents.plan_names import cite_directive
from reconcile.report.documents.unit_names import named
from reconcile.vocabulary.directives import find_citations, find_directives
from reconcile.vocabulary.text import one_line

_ISSUER = re.compile(
    r" của [^,;.:()]{2,60}?(?= (?:về|v/v|và|triển khai|thực hiện|ban hành)\b|[,;.:(]|$)"
)
"""Who has issued a document, as a text goes on behind its number and day."""


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
    """Name the plan that it answers in the place of ours; empty where that is not told.

    With its day and issuer where the plan's own words have them: it is cited here for the first
    time. Source: ND30 Phụ lục I II.6.b.
    """
    cited = find_directives(result.lower.carries)
    if not (cited and any(each.code == "other-upper-plan" for each in result.findings)):
        return ""
    return _in_own_words(result.lower, cited[0].symbol) or cite_directive(cited[0])


def _in_own_words(lower: Plan, symbol: str) -> str:
    """Name a document as the words of a plan do: with its day, and who has issued it."""
    text = lower.text
    for said in map(one_line, (text.opening, *text.bases, *text.purposes, lower.title)):
        for each in find_citations(said):
            if each.directive.symbol == symbol and each.directive.date:
                issuer = _ISSUER.match(said, each.end)
                return f"{cite_directive(each.directive)}{issuer[0] if issuer else ''}"
    return ""


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
