"""What tracking writes: the workbook, the documents, the calendar, and the file for programs."""

from reconcile.run.documents import Outputs
from reconcile.tracking.outcome import ProgressOutcome

WORKBOOK, JSON = "outputs/tien-do.xlsx", "outputs/tien-do.json"


def progress_outputs(outcome: ProgressOutcome) -> Outputs:
    """List the outputs of a tracking by their paths in the working folder, and what makes each."""
    return {
        WORKBOOK: lambda: _workbook(outcome),
        JSON: lambda: _json(outcome),
    }


def _workbook(outcome: ProgressOutcome) -> bytes:
    """Make the workbook; what only workbooks need is imported here."""
    from reconcile.report.progress.workbook import progress_book
    from reconcile.workbook.xlsx.write import workbook_bytes

    return workbook_bytes(progress_book(outcome))


def _json(outcome: ProgressOutcome) -> bytes:
    """Make the file for programs."""
    from reconcile.report.for_programs.progress_json import progress_bytes

    return progress_bytes(outcome)
