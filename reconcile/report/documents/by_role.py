"""How far tasks of each role are carried down, as reports tell it: in words, and in a table."""

from collections import Counter
from collections.abc import Sequence

from reconcile.model import Outcome, Role, Summary
from reconcile.report.documents.wording import count, figure, out_of, percent
from reconcile.tracking.figures import Standing, role_figures
from reconcile.vocabulary.terms import term
from reconcile.vocabulary.text import capitalised

_IN_THE_TABLE = (Outcome.CARRIED, Outcome.PARTIAL, Outcome.REVIEW, Outcome.MISSED)


def carried_by_role(counted: Counter[Standing], noun: str, none: str) -> str:
    """Say how many tasks are carried down in each role, and what share.

    Args:
        counted: the standings in all tasks.
        noun: what is counted: ``nhiệm vụ``.
        none: what is said of a role of which nothing is carried down.

    """
    said = []
    for role, name in ((Role.LEAD, "chủ trì"), (Role.SUPPORT, "phối hợp")):
        covered, total, rate = role_figures(counted, role)
        done = f"đã cụ thể hóa {out_of(covered, total, noun)}, đạt {percent(rate)}"
        nothing = f"{none} (trong tổng số {count(total, noun)})"
        if total:
            said.append(f"đối với nhiệm vụ {name}, {done if covered else nothing}")
    return f"{capitalised('; '.join(said))}."


def figure_rows(counted: Counter[Standing], summary: Summary) -> list[dict[str, str]]:
    """Return the rows of a table of figures by role; a single role has no row of the sum."""
    rates = {Role.LEAD: summary.rate_lead, Role.SUPPORT: summary.rate_support}
    rows = [
        {"vai_tro": term("role", role), **_cells(counts, rate)}
        for role, rate in rates.items()
        for counts in [[counted[Standing(role, outcome)] for outcome in _IN_THE_TABLE]]
        if any(counts)
    ]
    every = {"vai_tro": "Tổng cộng", **outcome_cells(summary)}
    return [*rows, every] if len(rows) > 1 else rows


def outcome_cells(summary: Summary) -> dict[str, str]:
    """Write the figures of a unit, of one of several plans or of all as the cells of a row."""
    counts = (summary.carried, summary.partial, summary.review, summary.missed)
    cells = _cells(counts, summary.rate)
    # Who was given nothing has no rate, rather than one of 0%.
    return cells if summary.given else {**cells, "ty_le": "-"}


def _cells(counts: Sequence[int], rate: float) -> dict[str, str]:
    """Write the numbers of the outcomes, their sum and the rate as cells."""
    fields = ("da", "mot_phan", "ra_soat", "chua")
    shown = dict(zip(fields, map(figure, counts), strict=True))
    return {"tong": figure(sum(counts)), **shown, "ty_le": percent(rate)}
