"""Chuỗi: what became of each task of the topmost plan, level by level, and where it was lost."""

from flask import Blueprint, request
from werkzeug.wrappers import Response

from reconcile.model import REACHED, Chain, ChainOutcome, ChainTask, Outcome, Reach, Task
from reconcile.run.page.snapshot import OpenedUnit, Snapshot
from reconcile.vocabulary.chain_told import where_lost
from reconcile.vocabulary.text import bare
from reconcile.web.site import ON_A_PAGE, go, nothing_yet, page_asked, show, site, tell

views = Blueprint("levels", __name__)
_LOST_FIRST = (
    ChainOutcome.LOST_ABOVE, ChainOutcome.LOST_BELOW, ChainOutcome.REVIEW, ChainOutcome.DIRECT,
    ChainOutcome.WHOLE, ChainOutcome.NOT_BELOW,
)  # fmt: skip


@views.get("/chuoi")
def page() -> str | Response:
    """Show the tasks of the topmost plan that an address asks for."""
    snapshot = site().desk.snapshot
    chain = snapshot.chain if snapshot else None
    if snapshot is None:
        return nothing_yet()
    if chain is None:
        tell(
            "Chưa có chuỗi để xem. Thả kế hoạch của cấp cao hơn nữa vào ô ở dưới,"
            " rồi bấm “Đối chiếu”."
        )
        return go("start.page")
    search = request.args.get("tim", "")[:200]
    outcome = request.args.get("ket-qua", "")
    tasks = [task for task in chain.tasks if _is_meant(task, outcome, bare(search))]
    return show(
        "chain.html",
        "chain",
        chain=chain,
        tasks=tasks,
        outcomes=_LOST_FIRST,
        outcome=outcome,
        search=search,
        lost=where_lost,
        reached=REACHED,
        reach=Reach,
        steps=lambda task: _steps(snapshot, chain, task),
        asked=_asked_directly(snapshot, chain),
        at=page_asked(len(tasks)),
        size=ON_A_PAGE,
    )


def _is_meant(task: ChainTask, outcome: str, search: str) -> bool:
    """Tell whether a task fits the filters."""
    said = f"{task.task.stt} {task.task.text} {' '.join(e.text for c in task.carriers for e in c)}"
    return (not outcome or task.outcome == outcome) and (not search or search in bare(said))


def _asked_directly(snapshot: Snapshot, chain: Chain) -> dict[str, list[OpenedUnit]]:
    """Return of each task, by its key, who has a row that may carry it past the plans between."""
    found: dict[str, list[OpenedUnit]] = {}
    for each in snapshot.reviewed:
        for link in each.figures.direct[0] if each.figures.direct else ():
            if link.step.outcome is Outcome.REVIEW:
                found.setdefault(chain.tasks[link.index].task.key, []).append(each)
    return found


def _steps(
    snapshot: Snapshot, chain: Chain, task: ChainTask
) -> list[tuple[OpenedUnit, Task, tuple[Task, ...]]]:
    """Follow a task down: at each level what is held against it, whose, and what carries it."""
    found: list[tuple[OpenedUnit, Task, tuple[Task, ...]]] = []
    above: tuple[Task, ...] = (task.task,)
    for level, carriers in zip(snapshot.levels, task.carriers, strict=True):
        found += [(level, each, carriers) for each in above]
        above = carriers
    if above and len(snapshot.units) <= len(chain.units):
        pairs = zip(snapshot.units, task.reach, strict=True)
        open_ = [unit for unit, way in pairs if way in (Reach.MISSED, Reach.REVIEW)]
        found += [(unit, each, ()) for unit in open_ for each in above]
    return found
