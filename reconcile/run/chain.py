"""Levels above the units: each plan held against that above it, and all put together."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from reconcile.config import Config
from reconcile.model import Chain, Plan
from reconcile.run.reading.kept_tables import LowerInput
from reconcile.run.reading.levels import level_id, parts_above, review_place
from reconcile.run.settle import NOTHING, OutputPlace, TakenIn
from reconcile.run.units import UnitJob, UnitReport, UnitsAtWork
from reconcile.run.upper_side import Upper
from reconcile.run.watch import UNWATCHED, Watch
from reconcile.run.writing.wanted import Wanted
from reconcile.store.cache import fingerprint
from reconcile.tracking.chain import PlanLinks, UnitLinks, compose
from reconcile.tracking.coverage import UnitFigures


@dataclass(frozen=True, slots=True)
class LevelPair:
    """A plan above the units, held against the plan above it as a unit's plan is."""

    upper: Upper
    job: UnitJob


def levels_between(
    upper: Upper, above: Sequence[Plan], folder: Path, taken: Mapping[str, TakenIn]
) -> tuple[LevelPair, ...]:
    """Set out the pairs of plans above the units; none where there are two levels.

    Args:
        upper: what the units are held against.
        above: the plans over it, from the topmost on.
        folder: the working folder.
        taken: what review workbooks hold, by the id of whom they are about.

    """
    if not above:
        return ()
    parts = parts_above(folder, upper.config)
    plans = (*above, upper.plan)
    pairs = []
    for at in range(1, len(plans)):
        over = replace(upper, plan=plans[at - 1], above=plans[: at - 1])
        pairs.append(_pair(over, plans[at], parts[at], taken))
    return tuple(pairs)


def _pair(upper: Upper, plan: Plan, part: str, taken: Mapping[str, TakenIn]) -> LevelPair:
    """Hold a plan against that above it; what is said of it is kept apart from any unit's."""
    unit = replace(plan.unit, id=level_id(part, plan.unit.id))
    own = replace(plan, unit=unit)
    lower = LowerInput(unit, (), (), fingerprint(part, plan.files, [task.key for task in plan]))
    place = OutputPlace(review_place(part), {})
    return LevelPair(upper, UnitJob(lower, place, taken.get(unit.id, NOTHING), own))


BETWEEN = Wanted(level=True)


def level_ids(plans: Sequence[Plan], folder: Path, config: Config) -> tuple[str, ...]:
    """List the ids under which answers on the plans of levels between are kept.

    Args:
        plans: from the topmost to that which the units carry out.
        folder: the working folder.
        config: all settings.

    """
    parts = parts_above(folder, config)
    return tuple(
        level_id(part, plan.unit.id) for part, plan in zip(parts[1:], plans[1:], strict=True)
    )


def settle_levels(
    pairs: Iterable[LevelPair],
    units: UnitsAtWork,
    wanted: Wanted = BETWEEN,
    watch: Watch = UNWATCHED,
) -> tuple[UnitReport, ...]:
    """Settle the pairs of plans above the units, and put in place what is wanted of each."""
    return tuple(
        report
        for pair in pairs
        for report in UnitsAtWork(pair.upper, units.files, units.tables).settle(
            [pair.job], wanted, 1, watch
        )
    )


def chain_of(
    upper: Upper,
    pairs: Sequence[LevelPair],
    levels: Sequence[UnitReport],
    units: Sequence[UnitReport],
) -> Chain | None:
    """Put all levels together; None where there are two.

    Args:
        upper: what the units are held against.
        pairs: the plans above the units, from the topmost pair on.
        levels: what became of each pair.
        units: what became of each unit.

    """
    plans = (*(pair.upper.plan for pair in pairs), upper.plan)
    figures = (tuple(report.figures for report in reports) for reports in (levels, units))
    return chain_by(plans, *figures)


def chain_by(
    plans: Sequence[Plan], levels: Sequence[UnitFigures], units: Sequence[UnitFigures]
) -> Chain | None:
    """Put all levels together by their figures; None where there are two.

    Args:
        plans: from the topmost to that which the units carry out.
        levels: the figures of each pair of them.
        units: those of each unit.

    """
    if len(plans) < 2:
        return None
    direct = {
        (above, below): links
        for below, each in enumerate(levels, start=1)
        for above, links in enumerate(each.direct)
    }
    links = PlanLinks(tuple(plans), tuple(each.steps for each in levels), direct)
    return compose(
        links, [UnitLinks(each.digest.unit, each.digest.standings, each.direct) for each in units]
    )
