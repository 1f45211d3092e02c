"""What a Báo cáo tổng hợp shows plan by plan, where there are several upper plans."""

from collections.abc import Iterable

from reconcile.model import Plan
from reconcile.report.documents.annexes import Row
from reconcile.report.documents.by_role import outcome_cells
from reconcile.report.documents.plan_names import cite_shortly
from reconcile.tracking.coverage import Coverage
from reconcile.tracking.coverage_parts import by_plan
from reconcile.vocabulary.roman import to_roman


def plan_rows(coverage: Coverage) -> list[Row]:
    """Return the figures of each plan and their sum; nothing where there is one plan.

    Figures count each task once for each unit, as those of the roles do.
    """
    if not (coverage.upper.parts and coverage.total.given):
        return []
    named = [(cite_shortly(plan), summary) for plan, summary in by_plan(coverage)]
    named.append(("Tổng cộng", coverage.total))
    return [{"ke_hoach": name, **outcome_cells(summary)} for name, summary in named]


def under_plans(upper: Plan, tasks: Iterable[tuple[int, Row]]) -> list[Row]:
    """Number rows of tasks through; of several plans each comes under a heading that names its.

    Args:
        upper: the plan, or several of them taken together.
        tasks: position of each task in it, and the cells of its row; the order within a plan stays.

    """
    rows: list[Row] = []
    headings, last = 0, ""
    places = {plan.name: at for at, plan in enumerate(upper.plans)}
    ordered = sorted(tasks, key=lambda each: places.get(upper.tasks[each[0]].plan, 0))
    for stt, (index, cells) in enumerate(ordered, start=1):
        task = upper.tasks[index]
        if upper.parts and task.plan != last:
            headings, last = headings + 1, task.plan
            rows.append(_heading(headings, cite_shortly(upper.giver(task)), cells))
        rows.append({"nhom": "", "stt": str(stt), **cells})
    return rows


def _heading(number: int, plan: str, like: Row) -> Row:
    """Return the row over the tasks of a plan.

    Its cells are filled as those of a task are: templates that were copied before know no headings.
    """
    said = f"{to_roman(number)}. {plan}"
    return {"nhom": said, "stt": "", **dict.fromkeys(like, ""), "noi_dung": said}
