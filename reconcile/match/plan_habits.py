"""How a plan writes: its marked words for bare ones, their neighbours, and its register."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from reconcile.vocabulary.text import bare
from reconcile.vocabulary.words import Lexicon

_FEW = 0.2
"""A task with marks on fewer of its words than this was typed without them."""
_SHORTEST = 4
_PLAIN = 1.2
"""A text with more bytes than this for each letter holds marks enough."""


@dataclass(frozen=True, slots=True)
class Usage:
    """Bare word → how often each marked form stands for it; two words → how often side by side."""

    forms: Mapping[str, Mapping[str, int]]
    pairs: Mapping[tuple[str, str], int]


def count_usage(texts: Iterable[Sequence[str]], lexicon: Lexicon) -> Usage:
    """Count how some texts, and the phrases of the lexicon, are written."""
    forms: dict[str, Counter[str]] = {}
    pairs: Counter[tuple[str, str]] = Counter()
    for words in (*texts, *lexicon.phrases):
        pairs.update(pairwise(words))
        for word in words:
            forms.setdefault(bare_word(word), Counter())[word] += 1
    return Usage(forms, pairs)


@dataclass(frozen=True, slots=True)
class Register:
    """In which register a plan is written."""

    official: float
    """The part of its words that every official text says, 0 to 1."""
    length: float
    """Words of a task, on average."""


def read_register(clauses: Sequence[Sequence[str]], tasks: int, lexicon: Lexicon) -> Register:
    """Read the register of a plan from the words of its clauses."""
    words = sum(map(len, clauses))
    said = lexicon.official.__contains__
    official = sum([sum(map(said, pairwise(clause))) for clause in clauses])
    return Register(2 * official / max(words, 1), words / max(tasks, 1))


def is_bare(text: str, words: Iterable[str]) -> bool:
    """Tell whether a text of these words was typed without diacritics."""
    # A marked letter has two or three bytes: this settles most texts without a look at their words.
    if len(text.encode()) > _PLAIN * len(text):
        return False
    letters = [word for word in words if word[0].isalpha()]
    marked = sum(bare_word(word) != word for word in letters)
    return len(letters) >= _SHORTEST and marked < _FEW * len(letters)


@cache
def bare_word(word: str) -> str:
    """Take the marks off one word."""
    return bare(word)
