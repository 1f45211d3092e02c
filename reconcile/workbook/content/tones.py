"""Which tone an outcome and a severity have, in every workbook."""

from reconcile.model import Outcome, Severity
from reconcile.workbook.content.grid import Tone

OUTCOME_TONES = {
    Outcome.CARRIED: Tone.CARRIED,
    Outcome.PARTIAL: Tone.PARTIAL,
    Outcome.REVIEW: Tone.REVIEW,
    Outcome.MISSED: Tone.MISSED,
}
SEVERITY_TONES = {
    Severity.ERROR: Tone.ERROR,
    Severity.WARNING: Tone.WARNING,
    Severity.INFO: Tone.INFO,
}
