"""Words for comparing: abbreviations written out, phrases of one meaning, words that say little."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import chain, filterfalse
from typing import NamedTuple

from reconcile.vocabulary.tables import table
from reconcile.vocabulary.text import fold

_TOKEN = re.compile(r"\d+(?:[.,]\d+)*(?:%|[gG]\b)?|[^\W\d_]+(?:[&/-][^\W\d_]+)*")
_CITATION = re.compile(
    r"\d{1,2}[/.-]\d{1,2}[/.-]\d{4}"  # a date
    r"|\d+ ?(?:/ ?\d{4})? ?[-/] ?[A-ZĐ]{1,4}[A-ZĐ0-9]*(?: ?[-/&] ?[A-ZĐ]{2,}[0-9]*)*"
)
_DIGIT = re.compile(r"\d")
_REACH = 3
"""Words on either side that may decide which meaning an abbreviation has."""
_WORTHS = {"place": 0.25, "manner": 0.35, "nothing": 0.0}
"""What a word of each list says; the last list that holds it counts."""
_FIGURE = 0.6
"""What a figure says."""
_LINKING = frozenset({"và", "các", "những", "của", "cho"})
"""Left out inside phrases: khoa học và công nghệ is khoa học, công nghệ."""
MANY_WORDS = "="
"""What the name of a meaning begins with that may be told in several ways."""


@dataclass(frozen=True, slots=True)
class _Sense:
    """One meaning of an abbreviation, with the words that call for it; none for the default."""

    words: tuple[str, ...]
    cues: frozenset[str]


class Node(NamedTuple):
    """A place in the tree of phrases: the meaning that ends here, and the words that may follow."""

    name: str
    """Empty where no phrase ends."""
    after: Mapping[str, "Node"]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Phrases that stand for one another, and words by how little they say."""

    phrases: Mapping[tuple[str, ...], str]
    """Words of a phrase → name of its meaning."""
    tree: Node
    """The same phrases, word by word."""
    nothing: frozenset[str]
    """Words that say nothing."""
    worths: Mapping[str, float]
    """Words and meanings that say less than others, 0 to 1."""
    pair_worths: Mapping[tuple[str, str], float]
    """The same of two words side by side."""
    official: frozenset[tuple[str, str]]
    """Pairs of syllables that official prose says again and again."""

    def worth_of(self, names: Mapping[str, int]) -> list[float]:
        """Tell how much each word or meaning says of which task is meant, 0 to 1.

        Args:
            names: name → its number, from 0 on without a gap.

        """
        out = [1.0] * len(names)
        for name, at in names.items():
            if name.isdigit():
                out[at] = _FIGURE
        for name in self.worths.keys() & names.keys():
            out[names[name]] = self.worths[name]
        return out


class Terms(NamedTuple):
    """The meanings in a text, from its first word to its last.

    ``ends`` counts the words of ``without_linking`` up to the end of each; the next starts there.
    """

    names: tuple[str, ...]
    ends: tuple[int, ...]


def read_words(text: str) -> tuple[str, ...]:
    """List the words (syllables and figures) of a text, folded, abbreviations written out.

    Dates and the numbers of documents are left out: they are compared as what they are.

    Args:
        text: one line in NFC, in any case of letters.

    """
    # No token goes over a space; pieces repeat, and are looked into once.
    pieces = (_CITATION.sub(" ", text) if _DIGIT.search(text) else text).split()
    read = list(map(_words_in, pieces))
    # Neighbours are asked only about tokens of several meanings, which few texts hold.
    return _with_neighbours(pieces) if None in read else tuple(chain(*filter(None, read)))


def _with_neighbours(pieces: Iterable[str]) -> tuple[str, ...]:
    """List the words of a text that holds tokens of several meanings."""
    raw = [token for piece in pieces for token in _TOKEN.findall(piece)]
    found = (_plain(token) or _choose(_senses(token), raw, at) for at, token in enumerate(raw))
    return tuple(chain.from_iterable(found))


@lru_cache(maxsize=1 << 16)
def _words_in(piece: str) -> tuple[str, ...] | None:
    """List the words in a piece between two spaces; None where neighbours must tell a meaning."""
    found = list(map(_plain, _TOKEN.findall(piece)))
    return tuple(chain.from_iterable(found)) if all(found) else None


def read_terms(words: Iterable[str], lexicon: Lexicon) -> Terms:
    """Find the phrases of the lexicon in a text, from left to right, the longest first."""
    kept = without_linking(words)
    names: list[str] = []
    ends: list[int] = []
    follow, count, at = lexicon.tree.after.get, len(kept), 0
    # No phrase goes on with an empty word: the end needs no question of its own.
    padded = (*kept, "")
    while at < count:
        name = padded[at]
        node = follow(name)
        at += 1
        if node:
            reach = at
            while node:
                longer, after = node
                if longer:
                    name, at = longer, reach
                node = after.get(padded[reach])
                reach += 1
        names.append(name)
        ends.append(at)
    return Terms(tuple(names), tuple(ends))


def without_linking(words: Iterable[str]) -> tuple[str, ...]:
    """Leave out the small words that stand inside phrases."""
    return tuple(filterfalse(_LINKING.__contains__, words))


@cache
def load_lexicon(synonyms: tuple[tuple[str, ...], ...] = ()) -> Lexicon:
    """Build the lexicon of the data files, the user's own groups first.

    Args:
        synonyms: groups of words or phrases that mean the same, from reconcile.toml.

    """
    sections = table("thesaurus").values()
    same = [*synonyms, *(g.split("|") for s in sections for g in s["same"])]
    names: dict[tuple[str, ...], str] = {}
    for group in same:
        phrases = [without_linking(read_words(phrase)) for phrase in group]
        # A group that begins with a known phrase joins its meaning; the sign tells it from a word.
        name = names.get(phrases[0], MANY_WORDS + " ".join(phrases[0]))
        for phrase in phrases:
            names.setdefault(phrase, name)
    words = table("words")
    for part in (p for kind in ("manner", "place", "compound") for p in words[kind].split("|")):
        phrase = without_linking(read_words(part))
        names.setdefault(phrase, " ".join(phrase))
    worths = {
        name: worth for kind, worth in _WORTHS.items() for name in _listed(words[kind], names)
    }
    pairs = (
        (name.split(), worth) for name, worth in worths.items() if not name.startswith(MANY_WORDS)
    )
    official = (read_words(pair) for pair in words["official"].split("|"))
    return Lexicon(
        names,
        _grow(names),
        _listed(words["nothing"], names),
        worths,
        {(two[0], two[1]): worth for two, worth in pairs if len(two) == 2},
        frozenset((first, second) for first, second in official),
    )


def _grow(names: Mapping[tuple[str, ...], str]) -> Node:
    """Arrange phrases as a tree."""
    rest: dict[str, dict[tuple[str, ...], str]] = {}
    for phrase, name in names.items():
        if phrase:
            rest.setdefault(phrase[0], {})[phrase[1:]] = name
    return Node(names.get((), ""), {word: _grow(below) for word, below in rest.items()})


def _listed(text: str, names: Mapping[tuple[str, ...], str]) -> frozenset[str]:
    """Read a list of words or of phrases, and name each as the lexicon does."""
    parts = text.split("|") if "|" in text else text.split()
    phrases = (without_linking(read_words(part)) or (fold(part),) for part in parts)
    return frozenset(name for p in phrases for name in (names.get(p, " ".join(p)), " ".join(p)))


@cache
def _abbreviations() -> tuple[dict[str, str], dict[str, str], dict[str, tuple[_Sense, ...]]]:
    """Read the abbreviations: plain ones, ones in capitals, ones of several meanings."""
    data = table("abbreviations")
    plain = {fold(short): full for short, full in data["plain"].items()}
    choices = {
        choice["short"]: tuple(
            _Sense(tuple(sense["text"].split()), frozenset(sense["cues"]))
            for sense in choice["senses"]
        )
        for choice in data["choice"]
    }
    return plain, data["capitals"], choices


@cache
def _plain(token: str) -> tuple[str, ...]:
    """Write a token out, when it has one meaning only; else nothing."""
    senses = _senses(token)
    return senses[0].words if len(senses) == 1 else ()


@cache
def _senses(token: str) -> tuple[_Sense, ...]:
    """List what a token may stand for; a plain word stands for itself."""
    plain, capitals, choices = _abbreviations()
    folded = fold(token)
    if token in choices:
        return choices[token]
    full = capitals.get(token) or plain.get(folded)
    if full:
        return (_Sense(tuple(full.split()), frozenset()),)
    parts = re.split(r"[&/-]", token)
    if len(parts) > 1:
        return (_Sense(tuple(w for p in parts for w in _senses(p)[-1].words), frozenset()),)
    return (_Sense((folded,), frozenset()),)


def _choose(senses: Sequence[_Sense], raw: Sequence[str], at: int) -> tuple[str, ...]:
    """Pick the meaning whose cue stands nearest, the words after it first; else the last."""
    for distance in range(1, _REACH + 1):
        for place in (at + distance, at - distance):
            near = fold(raw[place]) if 0 <= place < len(raw) else ""
            for sense in senses:
                if near in sense.cues:
                    return sense.words
    return senses[-1].words
