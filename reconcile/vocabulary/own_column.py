"""Headers of tables that a unit answers in: the column of the level above, and the unit's own."""

import re
from collections.abc import Sequence

from reconcile.vocabulary.tables import table
from reconcile.vocabulary.text import fold


def own_claim(header: str) -> int:
    """Weigh whether a header says what the unit itself does.

    Returns:
        2 where it names the unit and what it does, 1 where it only begins so, 0 for any other.

    """
    words, said = table("units")["own_column"], fold(header)
    if _holds(said, words["others"]):
        return 0
    return 2 * names_own(said) or int(said.startswith(tuple(words["what"])))


def names_own(header: str) -> bool:
    """Tell whether a header names the unit, and what it does."""
    words, said = table("units")["own_column"], fold(header)
    return _holds(said, words["whose"]) and _holds(said, words["what"])


def names_givers(header: str) -> bool:
    """Tell whether a header says that what stands under it comes from the level above."""
    return _holds(fold(header), table("units")["own_column"]["givers"])


def _holds(said: str, words: Sequence[str]) -> bool:
    """Tell whether one of the words stands in a header."""
    return any(re.search(rf"(?<!\w){re.escape(word)}(?!\w)", said) for word in words)
