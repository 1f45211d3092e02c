"""The sheet of what the upper plan itself changed, where it changed anything."""

from reconcile.model import Change, Task
from reconcile.report.coverage.cells import headed, numbered, plan_columns, plan_entry
from reconcile.tracking.coverage import Coverage
from reconcile.tracking.coverage_parts import changes_above
from reconcile.vocabulary.terms import term
from reconcile.workbook.content.columns import column
from reconcile.workbook.content.grid import Entry, Kind, Row, Sheet, SheetTable, Tone
from reconcile.workbook.content.task_numbers import sortable_number

_STT = column("column", "stt", 5.5, Kind.NUMBER)
_CHANGE = (
    column("coverage", "stt_upper", 7, Kind.WORD),
    column("review_column", "change", 16),
    column("label", "upper_task", 50),
    column("review_column", "before", 46),
    column("review_column", "after", 46),
)


def changes_sheets(coverage: Coverage) -> tuple[Sheet, ...]:
    """Describe the sheet with one row for each change; none where nothing changed."""
    changes = changes_above(coverage)
    if not changes:
        return ()
    tasks = {task.key: task for task in coverage.upper.tasks}
    columns = (_STT, *plan_columns(coverage.upper), *_CHANGE)
    rows = tuple(numbered(_row(coverage, each, tasks.get(each.task)) for each in changes))
    title = term("coverage", "changes_sheet")
    table = SheetTable("thay_doi_cap_tren", columns, rows, "", frozen=2)
    return (Sheet(title, (headed(coverage, "changes_title", "changes_note"), table)),)


def _row(coverage: Coverage, change: Change, task: Task | None) -> Row:
    """Show one change; what the plan has dropped has neither number nor plan any more."""
    upper = coverage.upper
    return (
        *(plan_entry(upper, task) if task else [Entry()] * len(plan_columns(upper))),
        Entry(sortable_number(task.stt) if task else None),
        Entry(term("change_above", change.kind), Tone.STRONG),
        Entry(task.text if task else change.before),
        Entry(change.before),
        Entry(change.after),
    )
