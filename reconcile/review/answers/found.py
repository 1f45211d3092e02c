"""What reading the cells of a file of answers takes, and what it gives."""

from dataclasses import dataclass

from reconcile.model import Finding
from reconcile.review.answers.drafts import Draft
from reconcile.review.answers.unread import Foreign
from reconcile.review.keys.hidden_sheet import Ledger
from reconcile.review.keys.row_labels import Labels
from reconcile.review.settling.statements import AnswerCell

Found = AnswerCell | Finding | Foreign | Draft


@dataclass(frozen=True, slots=True)
class ReviewContext:
    """What reading the rows of a file needs besides the rows."""

    file: str
    ledger: Ledger
    labels: Labels
    when: str
    seen: str = ""
    """Fingerprint of the lower plan that the workbook shows."""
