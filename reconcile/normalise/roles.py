"""The role that an upper task gives a lower unit."""

from reconcile.model import Column, Level, Role, Task, Unit
from reconcile.vocabulary.agencies import find_agencies
from reconcile.vocabulary.roles import role_from_text, role_of

_ANYONE = Unit("", "")


def role_in(task: Task, upper: Unit, lower: Unit = _ANYONE) -> Role:
    """Tell the role of a lower unit in an upper task.

    Args:
        task: of the upper plan.
        upper: who issued the upper plan; ``địa phương`` means another level in a central plan.
        lower: the unit whose role is asked; by default any unit of the next level.

    Returns:
        The role by the lead and support cells; where the table has neither column, by the text,
        and a text that names nobody speaks to whoever receives the plan: ``lead``.

    """
    level = Level.PROVINCE if upper.level is Level.UNKNOWN else upper.level
    columns = {column for column, _ in task.columns}
    if columns & {Column.LEAD, Column.SUPPORT}:
        return role_of(task.lead, task.support, upper=level, lower=lower.level, place=lower.place)
    guessed = role_from_text(task.text, upper=level, lower=lower.level)
    named = guessed is not Role.NONE or find_agencies(task.text)
    return guessed if named else Role.LEAD
