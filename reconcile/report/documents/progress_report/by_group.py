"""The results of a longer period by the groups of the plan, as facts for the template."""

from collections.abc import Iterable, Sequence

from reconcile.report.documents.annexes import group_name
from reconcile.report.documents.around_text import Context
from reconcile.report.documents.progress_report.scope import ProgressScope
from reconcile.report.documents.progress_report.words import (
    MOST,
    counted_apart,
    done_within,
    finished_line,
    open_within,
    rate_or_nothing,
    some,
)
from reconcile.report.documents.wording import figure
from reconcile.tracking.counts import ProgressFigures
from reconcile.tracking.progress import TrackedTask

_LEAST = 2
"""With fewer groups there is nothing to set beside each other."""


def group_facts(scope: ProgressScope) -> Context:
    """Return what each group of the plan came to; none where the plan has no groups."""
    by_group = _by_group(scope.rows)
    return {
        "nhom_nhiem_vu": [
            _group(scope, number, name, rows)
            for number, (name, rows) in enumerate(by_group.items(), start=1)
        ],
        "so_co_van_ban": some(sum(_has_document(row) for row in scope.done)),
    }


def _by_group(rows: Iterable[TrackedTask]) -> dict[str, list[TrackedTask]]:
    """Part rows by their group; those of none stand at the end."""
    found: dict[str, list[TrackedTask]] = {}
    for row in rows:
        found.setdefault(group_name(row.task.group[0]) if row.task.group else "", []).append(row)
    named = {name: each for name, each in found.items() if name}
    if len(named) < _LEAST:
        return {}
    return named | ({"Nhiệm vụ khác": found[""]} if "" in found else {})


def _group(
    scope: ProgressScope, number: int, name: str, rows: Sequence[TrackedTask]
) -> dict[str, object]:
    """Return the figures of a group, and what was done of it within the period."""
    figures: ProgressFigures = scope.outcome.states.figures_of(row.identity for row in rows)
    kept = {row.identity for row in rows}
    done = [row for row in scope.done if row.identity in kept]
    return {
        "muc": f"{number}. ",
        "ten": name,
        "so_tong": some(figures.total),
        "so_hoan_thanh": figure(figures.done) if figures.done else "",
        "hoan_thanh_gom": done_within(figures),
        "ty_le": rate_or_nothing(figures.done_rate or None),
        "so_dang_lam": figure(figures.open) if figures.open else "",
        "dang_lam_gom": open_within(figures, share=False),
        "so_rieng": counted_apart(figures),
        "so_chua_ro": some(figures.unknown),
        "viec_xong": [finished_line(row) for row in done[:MOST]],
        "so_xong_khac": some(len(done) - MOST),
    }


def _has_document(row: TrackedTask) -> bool:
    """Tell whether a task that is done came to a document with a number."""
    return any(each.number for each in row.standing.said.documents) if row.standing else False
