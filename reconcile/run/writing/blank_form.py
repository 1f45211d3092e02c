"""The blank form of one unit, as a file."""

from datetime import date

from reconcile.model import Plan, Role, Task, Unit
from reconcile.normalise import role_in


def form_bytes(upper: Plan, unit: Unit | None, day: date) -> bytes:
    """Make the form of a unit, or that of any unit where it is None.

    Args:
        upper: the plan whose tasks it lists.
        unit: who fills it in.
        day: that the file bears as its date.

    """
    from reconcile.report.blank_form.workbook import ANY_UNIT, form_book
    from reconcile.workbook.xlsx.write import workbook_bytes

    def role(task: Task) -> Role:
        return task.role if unit is None else role_in(task, upper.giver(task).unit, unit)

    return workbook_bytes(form_book(upper, unit or ANY_UNIT, role, day))
