"""What tracking writes: the workbook, the documents, the calendar, and the file for programs."""

from collections.abc import Callable

from reconcile.config import Config, DocumentKind
from reconcile.model import Unit
from reconcile.report.documents.kinds import Document, progress_document, urging_document
from reconcile.report.documents.progress_report.scope import led_late
from reconcile.report.templates.find import Templates
from reconcile.run.documents import Outputs, both_files
from reconcile.store.unit_paths import unit_paths
from reconcile.tracking.outcome import ProgressOutcome
from reconcile.tracking.progress import UNITS, TrackedKind

HOME = "outputs"
WORKBOOK, JSON = "outputs/tien-do.xlsx", "outputs/tien-do.json"


def progress_outputs(outcome: ProgressOutcome, config: Config, templates: Templates) -> Outputs:
    """List the outputs of a tracking by their paths in the working folder, and what makes each."""
    outputs: Outputs = {
        WORKBOOK: lambda: _workbook(outcome),
        JSON: lambda: _json(outcome),
    }

    def report(unit: Unit | None) -> Callable[[], Document]:
        return lambda: progress_document(outcome, unit, config, templates)

    def letter(body: str) -> Callable[[], Document]:
        return lambda: urging_document(outcome, body, config, templates)

    outputs |= both_files(DocumentKind.PROGRESS, f"{HOME}/", report(None))
    bodies = _bodies(outcome)
    paths = unit_paths(bodies.items())
    for unit in outcome.tracking.units:
        outputs |= both_files(DocumentKind.PROGRESS, f"{HOME}/{paths[unit.id]}/", report(unit))
    for body in bodies:
        if led_late(outcome, body):
            outputs |= both_files(DocumentKind.URGING, f"{HOME}/{paths[body]}/", letter(body))
    return outputs


def _bodies(outcome: ProgressOutcome) -> dict[str, str]:
    """Name the units, then the offices that lead a task alone, by their ids."""
    tracking = outcome.tracking
    named = {unit.id: unit.name for unit in tracking.units}
    for row in tracking.of(TrackedKind.UPPER):
        if row.body_id not in ("", UNITS) and ";" not in row.body_id:
            named.setdefault(row.body_id, row.body)
    return named


def _workbook(outcome: ProgressOutcome) -> bytes:
    """Make the workbook; what only workbooks need is imported here."""
    from reconcile.report.progress.workbook import progress_book
    from reconcile.workbook.xlsx.write import workbook_bytes

    return workbook_bytes(progress_book(outcome))


def _json(outcome: ProgressOutcome) -> bytes:
    """Make the file for programs."""
    from reconcile.report.for_programs.progress_json import progress_bytes

    return progress_bytes(outcome)
