"""Status cells parted into clauses, and what each clause says by the rules of ``states.toml``."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from rapidfuzz.distance import OSA

from reconcile.vocabulary.patterns import FoldedPattern, both_ways, whole_words
from reconcile.vocabulary.state_figures import progress_by_figures
from reconcile.vocabulary.tables import table
from reconcile.vocabulary.text import bare, fold, has_diacritics


@dataclass(frozen=True, slots=True)
class _Rule:
    """What a clause says where one of the words stands in it."""

    says: str
    words: FoldedPattern
    unless: FoldedPattern
    """Before the words."""
    unless_all: FoldedPattern
    """Anywhere in the clause."""

    def fits(self, clause: str) -> bool:
        """Tell whether the rule speaks of a clause."""
        hit = self.words.search(clause)
        if not hit or self.unless_all.search(clause):
            return False
        return not self.unless.search(clause[: hit.start()])


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause, folded, and what it says: a word of the rules, ``""`` for nothing known."""

    text: str
    says: str
    overtakes: bool = False
    """Whether it begins with “đến nay”: it stands for what was said before it."""


_TABLE = table("states")
_RULES = tuple(
    _Rule(
        rule["says"],
        whole_words(rule.get("words", ())),
        whole_words(rule.get("unless", ())),
        whole_words(rule.get("unless_all", ())),
    )
    for rule in _TABLE["rule"]
)
_PARTS = both_ways("|".join(_TABLE["parts"]))
_OVERTAKES = whole_words([f"^(?:{'|'.join(_TABLE['overtakes'])})"])
_NEVER = whole_words(_TABLE["never"]["phrases"])
_SHORT = tuple((whole_words([each["said"]]), each["means"]) for each in _TABLE["short"])
_JOINED = tuple((whole_words([each["said"]]), each["means"]) for each in _TABLE["joined"])
_PLAIN = {bare(word): word for word in _TABLE["plain"]}
_MISSPELT = tuple((tuple(pair.split()), tuple(bare(pair).split())) for pair in _TABLE["misspelt"])
"""Each pair with its marks and without."""
_COMPOUNDS = tuple((both_ways(each), each.replace(" ", "")) for each in _TABLE["compounds"])
_NOT_MISSPELT = frozenset(_TABLE["not_misspelt"])
_LONG = 4
"""Letters from which on a syllable may have one that is wrong."""


def clauses_of(text: str) -> tuple[Clause, ...]:
    """Part a status cell into its clauses, and tell of each what it says."""
    said = _NEVER.sub(spelt_out(text))
    parts = [part.strip(" -:.,*") for part in _PARTS.split(said) if part]
    return tuple(Clause(part, _says(part), _overtakes(part)) for part in parts if part)


@lru_cache(maxsize=1 << 13)
def spelt_out(text: str) -> str:
    """Fold a status, write its abbreviations out and mend what is misspelt."""
    said = fold(text.replace("\n", "; "))
    marked = has_diacritics(said)
    for pattern, means in _SHORT:
        said = pattern.sub(said, means if marked else bare(means))
    said = _mended(said, marked=marked)
    for pattern, numbers in _JOINED:
        said = pattern.sub(said, numbers)
    for pattern, joined in _COMPOUNDS:
        said = pattern.sub(said, joined if marked else bare(joined))
    return said


def _says(clause: str) -> str:
    """Return what the first rule that fits says of a clause."""
    for rule in _RULES:
        says = progress_by_figures(clause) if rule.says == "figures" else rule.says
        if says and (rule.says == "figures" or rule.fits(clause)):
            return says
    return ""


def _overtakes(clause: str) -> bool:
    """Tell whether a clause says how things are now."""
    return _OVERTAKES.search(clause) is not None


def _mended(said: str, *, marked: bool) -> str:
    """Write known pairs of syllables right where one of them is misspelt."""
    words = [_PLAIN.get(word, word) if marked else word for word in said.split(" ")]
    right = dict(_right_pairs(words, marked=marked))
    for at, pair in right.items():
        for place, syllable in enumerate(pair, at):
            # What stands around the word, such as a bracket, stays.
            core = words[place].strip("(),.;:")
            words[place] = words[place].replace(core, syllable)
    return " ".join(words)


def _right_pairs(words: list[str], *, marked: bool) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Find the places of misspelt pairs, and how they are spelt."""
    for at, both in enumerate(pairwise(words)):
        typed = (both[0].lstrip("(,.;:"), both[1].rstrip("),.;:"))
        if " ".join(typed) in _NOT_MISSPELT:
            continue
        low = (bare(typed[0]), bare(typed[1]))
        for pair, plain in _MISSPELT:
            if typed != pair and _means(typed, low, pair, plain):
                yield at, pair if marked else plain


def _means(
    typed: tuple[str, ...], low: tuple[str, ...], pair: tuple[str, ...], plain: tuple[str, ...]
) -> bool:
    """Tell whether two syllables as typed are a known pair: at most one of them is wrong."""
    if low[0][:1] != plain[0][:1] or low[1][:1] != plain[1][:1]:
        return False
    if typed == low == plain:
        return True
    right = any(one in both for one, both in zip(typed, zip(pair, plain, strict=True), strict=True))
    return right and all(map(_near, low, plain))


def _near(typed: str, right: str) -> bool:
    """Tell whether a syllable without marks is another, or has one letter wrong or swapped."""
    if typed == right:
        return True
    return len(right) >= _LONG and OSA.distance(typed, right) == 1
