"""How the review workbook names the units, and what its sheets and columns are called."""

from reconcile.model import Unit
from reconcile.vocabulary.terms import term
from reconcile.vocabulary.text import fold, one_line

_COMMITTEE = "ủy"


def lower_word(unit: Unit) -> str:
    """Name the lower unit in a sentence by what it is: ``xã``, ``phường``, ``Đảng ủy``."""
    if unit.party:
        return term("review", "party")
    return unit.word or term("review", "unit")


def upper_word(unit: Unit) -> str:
    """Name the upper unit likewise: ``tỉnh``, ``thành phố``, ``Tỉnh ủy``, else ``cấp trên``."""
    if unit.party:
        first = one_line(unit.name).split()[:2]
        # Only a committee is called by two words: Tỉnh ủy, Thành ủy.
        named = len(first) == 2 and fold(first[1]) == _COMMITTEE
        return " ".join(first) if named else term("review", "upper")
    return unit.word or term("review", "upper")


def say(section: str, name: str, upper: Unit, lower: Unit) -> str:
    """Return a term of the glossary with the words of the two units in it."""
    return with_words(term(section, name), upper, lower)


def with_words(text: str, upper: Unit, lower: Unit) -> str:
    """Put the words of the two units into a text that leaves room for them."""
    above, below = upper_word(upper), lower_word(lower)
    parts = {"upper": above, "lower": below, "UPPER": above.upper(), "LOWER": below.upper()}
    for part, word in parts.items():
        text = text.replace(f"{{{part}}}", word)
    return text
