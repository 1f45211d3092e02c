"""What tracking writes: the workbook, the documents, the calendar, and the file for programs."""

from collections.abc import Callable, Sequence

from reconcile.config import Config, DocumentKind
from reconcile.model import Unit
from reconcile.report.documents.kinds import Document, progress_document, urging_document
from reconcile.report.documents.progress_report.scope import led, led_late
from reconcile.report.templates.find import Templates
from reconcile.run.writing.documents import Outputs, both_files
from reconcile.store.unit_paths import unit_paths
from reconcile.tracking.outcome import ProgressOutcome
from reconcile.tracking.progress import TrackedKind, TrackedTask
from reconcile.tracking.tracked_lists import bodies_of, open_tasks

HOME = "outputs"
WORKBOOK, JSON = "outputs/tien-do.xlsx", "outputs/tien-do.json"
CALENDAR = "lich-nhiem-vu.ics"


def progress_outputs(
    outcome: ProgressOutcome, config: Config, templates: Templates, only: str
) -> Outputs:
    """List the outputs of a tracking by their paths in the working folder, and what makes each.

    Args:
        outcome: of the tracking.
        config: all settings.
        templates: all that there are.
        only: id of the one body whose outputs are wanted; empty for all.

    """
    outputs: Outputs = {
        WORKBOOK: lambda: _workbook(outcome),
        JSON: lambda: _json(outcome),
        f"{HOME}/{CALENDAR}": _calendar(
            outcome, open_tasks(outcome.tracking.of(TrackedKind.UPPER))
        ),
    }

    def report(unit: Unit | None) -> Callable[[], Document]:
        return lambda: progress_document(outcome, unit, config, templates)

    def letter(body: str) -> Callable[[], Document]:
        return lambda: urging_document(outcome, body, config, templates)

    outputs |= both_files(DocumentKind.PROGRESS, f"{HOME}/", report(None))
    bodies = bodies_of(outcome.tracking)
    paths = unit_paths(bodies.items())
    for unit in outcome.tracking.units:
        outputs |= both_files(DocumentKind.PROGRESS, f"{HOME}/{paths[unit.id]}/", report(unit))
    for body in bodies:
        ahead = open_tasks(led(outcome, body))
        if ahead:
            outputs[f"{HOME}/{paths[body]}/{CALENDAR}"] = _calendar(outcome, ahead)
        if led_late(outcome, body):
            outputs |= both_files(DocumentKind.URGING, f"{HOME}/{paths[body]}/", letter(body))
    if not only:
        return outputs
    return {
        name: make for name, make in outputs.items() if name.startswith(f"{HOME}/{paths[only]}/")
    }


def _workbook(outcome: ProgressOutcome) -> bytes:
    """Make the workbook; what only workbooks need is imported here."""
    from reconcile.report.progress.workbook import progress_book
    from reconcile.review import with_marks
    from reconcile.workbook.xlsx.write import workbook_bytes

    return workbook_bytes(with_marks(progress_book(outcome)))


def _json(outcome: ProgressOutcome) -> bytes:
    """Make the file for programs."""
    from reconcile.report.for_programs.progress_json import progress_bytes

    return progress_bytes(outcome)


def _calendar(outcome: ProgressOutcome, rows: Sequence[TrackedTask]) -> Callable[[], bytes]:
    """Return what makes a calendar of deadlines; the library is loaded only then."""

    def make() -> bytes:
        from reconcile.report.for_programs.calendar import calendar_bytes

        return calendar_bytes(outcome.tracking, rows)

    return make
