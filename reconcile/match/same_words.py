"""Lower tasks that repeat an upper one word for word: no measure should doubt them."""

from typing import Final

from reconcile.match.prepared import Prepared
from reconcile.model import Evidence

SAME: Final = Evidence("same", 8.0, "nguyên văn nhiệm vụ cấp trên")
"""What the very same words weigh, in log-odds: as much as a wording that a person confirmed."""


def find_exact(upper: Prepared, lower: Prepared) -> frozenset[tuple[int, int]]:
    """Find the pairs of the same words; a text without words is like no other.

    Letter case, the style of tone marks, punctuation and abbreviations make no difference.
    """
    above, below = upper.texts.rows, lower.texts.rows
    same = above.keys() & below.keys()
    return frozenset((row, low) for words in same for row in above[words] for low in below[words])
