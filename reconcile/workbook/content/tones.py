"""Which tone an outcome and a severity have, in every workbook."""

from reconcile.model import ChainOutcome, Outcome, Reach, Severity
from reconcile.workbook.content.grid import Tone

OUTCOME_TONES = {
    Outcome.CARRIED: Tone.CARRIED,
    Outcome.PARTIAL: Tone.PARTIAL,
    Outcome.REVIEW: Tone.REVIEW,
    Outcome.MISSED: Tone.MISSED,
}
CHAIN_TONES = {
    ChainOutcome.WHOLE: Tone.CARRIED,
    ChainOutcome.DIRECT: Tone.PARTIAL,
    ChainOutcome.LOST_ABOVE: Tone.MISSED,
    ChainOutcome.LOST_BELOW: Tone.MISSED,
    ChainOutcome.NOT_BELOW: Tone.FADED,
    ChainOutcome.REVIEW: Tone.REVIEW,
}
REACH_TONES = {
    Reach.THROUGH: Tone.CARRIED,
    Reach.PARTIAL: Tone.PARTIAL,
    Reach.DIRECT: Tone.PARTIAL,
    Reach.REVIEW: Tone.REVIEW,
    Reach.MISSED: Tone.MISSED,
    Reach.ABOVE: Tone.MISSED,
    Reach.NONE: Tone.FADED,
}
SEVERITY_TONES = {
    Severity.ERROR: Tone.ERROR,
    Severity.WARNING: Tone.WARNING,
    Severity.INFO: Tone.INFO,
}
