"""Whether two plans were given the wrong way round: the commune's as the upper one."""

from reconcile.model import Finding, Level, Plan, Where
from reconcile.vocabulary.findings import finding
from reconcile.vocabulary.plan_levels import provincial_share, seem_swapped
from reconcile.vocabulary.terms import term

_ABOVE = (Level.CENTRAL, Level.PROVINCE)


def levels_swapped(upper: Plan, lower: Plan) -> list[Finding]:
    """Report two plans whose levels seem swapped, by who issues them or whom they give tasks to."""
    if not (upper.tasks and lower.tasks):
        return []
    above, below = provincial_share(upper.tasks), provincial_share(lower.tasks)
    by_bodies = seem_swapped(above, below)
    # A letterhead may be misread: what the tasks themselves say goes before.
    by_units = upper.unit.level is Level.COMMUNE and lower.unit.level in _ABOVE
    if not by_bodies and not (by_units and (above or 0.0) <= (below or 0.0)):
        return []
    why = term("swapped", "bodies" if by_bodies else "units")
    names = {"upper": upper.unit.name, "lower": lower.unit.name}
    return [finding("levels-swapped", Where(lower.tasks[0].where.file), why=why, **names)]
