"""What a header means: its words → the column of a task table."""

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from rapidfuzz import fuzz, process

from reconcile.model import Column
from reconcile.vocabulary.text import bare, fold, has_diacritics

# They say whose a deadline is, “(Trung ương giao)”, or number the column, “(2)”.
_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_EDGES = " .,:;*-_"
_LONGEST = 120
"""A header is short; what is longer is no header."""
FORCED = 4
"""The strength of what the user's own settings say."""
_WORDY = 9
"""Headers told by their parts have no more words: a sentence is no header."""


@dataclass(frozen=True, slots=True)
class Named:
    """What a header was taken for, and how sure its words make it."""

    column: Column
    strength: int
    """3 the whole header, 2 its beginning, 1 somewhere in it; 4 as the user's settings say."""
    length: int = 0
    either: tuple[Column, ...] = ()
    """The columns among which the content decides; empty when the words are clear."""
    weak: bool = False
    """Whether tables of other things have this header too."""

    @property
    def rank(self) -> tuple[int, int]:
        """The order between two meanings: the stronger, then the longer."""
        return (self.strength, self.length)


@dataclass(frozen=True, slots=True)
class Naming:
    """The header names in force: the shipped ones, and the user's own on top."""

    own: Mapping[str, Column] = field(default_factory=dict)

    def name(self, header: str) -> Named | None:
        """Tell what a header means; None for one that names no column of a task table."""
        if not header or len(header) > _LONGEST:
            return None
        if self.own and (mine := self.own.get(plain(header)) or self.own.get(fold(header))):
            return Named(mine, FORCED)
        return _name(header)


def naming(columns: Mapping[Column, Sequence[str]]) -> Naming:
    """Put the user's own header texts over the shipped names."""
    own = {
        text: column
        for column, said in columns.items()
        for header in said
        for text in _both(header)
    }
    return Naming(own)


@lru_cache(maxsize=8192)
def plain(header: str) -> str:
    """Fold a header to its bare words: no brackets, no marks at its ends, tight slashes."""
    bare = re.sub(r"\s*/\s*", "/", _BRACKETS.sub(" ", fold(header)))
    return " ".join(bare.split()).strip(_EDGES)


@cache
def proof() -> frozenset[Column]:
    """Return the columns that, beside a task column, make a table one of tasks."""
    return frozenset(Column(name) for name in _shipped()["proof"]["columns"])


@cache
def _shipped() -> dict[str, Any]:
    """Read the shipped header names once."""
    return tomllib.loads(files("reconcile.read.tables").joinpath("headers.toml").read_text("utf-8"))


def _said(column: Column, kind: str) -> list[str]:
    """List the header texts of a kind; none for a column that no list names."""
    texts: list[str] = _shipped().get(column, {}).get(kind, [])
    return texts


def _both(header: str) -> tuple[str, str]:
    """Give the two folded forms under which a user's header text is looked up."""
    return plain(header), fold(header)


@lru_cache(maxsize=8192)
def _name(header: str) -> Named | None:
    """Name a header by the shipped lists alone, as it stands and with its short forms in full."""
    words = plain(header)
    # A short form alone may stand for other things: “CT” for chỉ tiêu, too.
    short = _shipped()["short"] if " " in words else {}
    full = " ".join(short.get(word.strip("."), word) for word in words.split())
    found = [named for said in dict.fromkeys((words, full)) if (named := _name_words(said))]
    return max(found, key=lambda named: named.rank, default=None)


def _name_words(words: str) -> Named | None:
    """Name the bare words of a header."""
    if words in _either():
        choice = _either()[words]
        return Named(choice[0], 3, len(words), choice)
    if words in _whole():
        weak = words in _shipped()["proof"]["weak"]
        return Named(_whole()[words], 3, len(words), weak=weak)
    found = [named for said, column in _starts() if (named := _starting(words, said, column))]
    found += [Named(column, 1, len(said)) for said, column in _holds() if said in words]
    return max(found, key=lambda named: named.rank, default=None) or _by_parts(words)


def is_stranger(header: str) -> bool:
    """Tell whether a header names something that no task table of ours is asked for."""
    words = f" {plain(header)} "
    return any(f" {said} " in words for said in _shipped()["strangers"]["words"])


def begins(header: str) -> bool:
    """Tell whether a header says when work begins, not when it is due."""
    signs, said = _shipped()["begins"], plain(header)
    return said in signs["whole"] or any(f" {word} " in f" {said} " for word in signs["words"])


def speaks_of_tasks(header: str) -> bool:
    """Tell whether a header says ``nhiệm vụ`` or ``việc`` anywhere."""
    return re.search(r"\b(?:nhiệm vụ|việc)\b", plain(header)) is not None


def says_how(texts: Sequence[str]) -> bool:
    """Tell whether a header heads the means to a task, and not the task itself."""
    said = plain(texts[-1]) if texts else ""
    return said.startswith(tuple(_shipped()["means"]["starts"])) and not speaks_of_tasks(said)


def lists_people(headers: Sequence[Sequence[str]]) -> bool:
    """Tell whether headers are those of a list of people, one in each row."""
    return any(plain(text) in _shipped()["people"]["names"] for texts in headers for text in texts)


def _by_parts(words: str) -> Named | None:
    """Name a header by parts of its words, else by the known header that it is most like."""
    if is_stranger(words) or len(words.split()) > _WORDY:
        return None
    said = f" {re.sub(r'[,;/&+-]+', ' ', words)} "
    said = f" {' '.join(said.split())} "
    found = [named for part in _shipped()["parts"] if (named := _part(said, part))]
    return max(found, key=lambda named: named.rank, default=None) or _alike(words)


def _part(said: str, part: Mapping[str, Any]) -> Named | None:
    """Match a header, with a space at each end, against one list of parts."""
    if any(f" {word} " in said for word in part.get("without", ())):
        return None
    found = _held(said, part["any"])
    if "with" not in part:
        return Named(Column(part["column"]), 1, len(found[0])) if found else None
    # Longer words may take in one of the others: “mục việc” in “danh mục việc”.
    for first in found:
        if second := _held(said.replace(first, "", 1), part["with"]):
            return Named(Column(part["column"]), 1, len(first) + len(second[0]))
    return None


def _held(said: str, words: Sequence[str]) -> list[str]:
    """List those of some words that a header has, the longest first."""
    return sorted((word for word in words if f" {word} " in said), key=len, reverse=True)


def _alike(words: str) -> Named | None:
    """Find the known header that a misspelt one, or one without marks, is most like."""
    least, shortest = _shipped()["alike"]["least"], _shipped()["alike"]["shortest"]
    if len(words) < shortest:
        return None
    known = _whole() if has_diacritics(words) else _unmarked()
    hit = process.extractOne(words, known.keys(), scorer=fuzz.ratio, score_cutoff=least)
    return Named(known[hit[0]], 1, len(words)) if hit else None


@cache
def _unmarked() -> dict[str, Column]:
    """Index the headers known as a whole, without their marks."""
    whole = {bare(name): column for name, column in _whole().items()}
    return whole | {bare(name): choice[0] for name, choice in _either().items()}


def _starting(words: str, said: str, column: Column) -> Named | None:
    """Match the beginning of a header, at the end of a word."""
    if not words.startswith(said):
        return None
    whole_word = not said[-1].isalnum() or not words[len(said) : len(said) + 1].isalnum()
    return Named(column, 2, len(said)) if whole_word else None


@cache
def _either() -> dict[str, tuple[Column, ...]]:
    """Index the headers whose content decides."""
    return {
        fold(name): tuple(Column(column) for column in choice["columns"])
        for choice in _shipped()["either"]
        for name in choice["names"]
    }


@cache
def _whole() -> dict[str, Column]:
    """Index the headers known as a whole."""
    return {fold(name): column for column in Column for name in _said(column, "names")}


@cache
def _starts() -> tuple[tuple[str, Column], ...]:
    """List the known beginnings of headers."""
    # Not folded, for that would take off the space in which some of them end.
    return tuple((s.lower(), c) for c in Column for s in _said(c, "starts"))


@cache
def _holds() -> tuple[tuple[str, Column], ...]:
    """List the words known to stand anywhere in a header."""
    return tuple((s.lower(), c) for c in Column for s in _said(c, "holds"))
