"""What the cited documents say about pairs: the rarer a citation in both plans, the more."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import log

import numpy as np

from reconcile.match.overlap import Matrix
from reconcile.model import Directive
from reconcile.vocabulary.directives import Sameness, compare_documents

Cited = Sequence[tuple[Directive, ...]]
_RARE_ABOVE = 3.5
"""Log-rarity in the upper plan from which a citation counts in full: one row in 33."""
_RARE_BELOW = 3.0
"""The same in the lower plan, which is shorter: one row in 20."""


@dataclass(frozen=True, slots=True)
class Index:
    """The documents that rows cite: row by row, where, and by their numbers."""

    rows: Cited
    documents: dict[Directive, list[int]]
    numbers: dict[int, list[Directive]]
    citing: frozenset[int]
    """The rows that cite anything."""
    counts: dict[Directive, int]
    """In how many rows each document is cited, in any spelling."""


@dataclass(frozen=True, slots=True)
class Rows:
    """What the rows of one plan cite: in the directive cell, and anywhere in cell or text."""

    cells: Index
    every: Index
    texts: Cited
    named: dict[Directive, list[int]]
    """The rows that name each document inside their text."""


@dataclass(frozen=True, slots=True)
class Shared:
    """One document cited by both plans: where, and how much citing it tells."""

    above: Directive
    below: Directive
    uppers: tuple[int, ...]
    lowers: tuple[int, ...]
    tells: float
    """0 when every row cites it, 1 when hardly any other row does."""


@dataclass(frozen=True, slots=True)
class Citations:
    """The measures that citations give: upper rows × lower rows, 0 to 1."""

    same: Matrix
    """Both directive cells cite one document."""
    other: Matrix
    """The lower row cites another document of a series that the upper plan cites."""
    inside: Matrix
    """A document named in one task's text is cited by the other task."""


def cite(cells: Cited, texts: Cited) -> Rows:
    """Index what the rows of a plan cite.

    Args:
        cells: documents of the directive cells, row by row.
        texts: documents named inside the texts, row by row.

    """
    every = [(*a, *b) for a, b in zip(cells, texts, strict=True)]
    named: dict[Directive, list[int]] = {}
    for row, documents in enumerate(texts):
        for document in dict.fromkeys(documents):
            named.setdefault(document, []).append(row)
    return Rows(_index(cells), _index(every), texts, named)


def weigh_citations(upper: Rows, lower: Rows) -> Citations:
    """Measure what directive cells, and documents named in texts, say about every pair."""
    shape = (len(upper.texts), len(lower.texts))
    cells = find_shared(upper.cells, lower.cells)
    same = np.zeros(shape, np.float32)
    other = _other(upper.cells, lower.cells)
    for each in cells:
        _raise(same, (each.uppers, each.lowers), each.tells)
        # A row that shares one document may cite others besides: they do not tell against it.
        other[np.array(each.uppers)[:, None], each.lowers] = 0
    return Citations(same, other, _inside(find_shared(upper.every, lower.every), upper, lower))


def find_shared(upper: Index, lower: Index) -> tuple[Shared, ...]:
    """List the documents that rows of both plans cite, each pair of spellings once."""
    found: list[Shared] = []
    for one, uppers in upper.documents.items():
        for two in _likes(one, lower.numbers):
            tells = _tells(upper.counts[one], len(upper.citing), _RARE_ABOVE)
            tells *= _tells(lower.counts[two], len(lower.citing), _RARE_BELOW)
            lowers = tuple(lower.documents[two])
            found.append(Shared(one, two, tuple(uppers), lowers, tells))
    return tuple(found)


def _tells(rows: int, cited: int, full: float) -> float:
    """Tell how much a citation separates, when ``rows`` of the ``cited`` rows bear it."""
    return min(1.0, max(0.0, log((cited + 1) / (rows + 0.5)) / full))


def _index(rows: Cited) -> Index:
    """Index rows by the documents that they cite."""
    documents: dict[Directive, list[int]] = {}
    for row, cited in enumerate(rows):
        for document in cited:
            documents.setdefault(document, []).append(row)
    # Only documents of one number can be the same: so few are compared, and not all with all.
    numbers: dict[int, list[Directive]] = {}
    for document in documents:
        numbers.setdefault(document.number, []).append(document)
    counts = {
        document: len({row for like in _likes(document, numbers) for row in documents[like]})
        for document in documents
    }
    citing = frozenset(row for row, cited in enumerate(rows) if cited)
    return Index(rows, documents, numbers, citing, counts)


def _likes(document: Directive, numbers: dict[int, list[Directive]]) -> list[Directive]:
    """List the documents that are this one, in any spelling."""
    same = numbers.get(document.number, ())
    # A bare number is not even surely the same as itself: too little is known of it.
    return [d for d in same if d is document or compare_documents(document, d) >= Sameness.POSSIBLE]


def _raise(out: Matrix, pairs: tuple[Sequence[int], Sequence[int]], value: float) -> None:
    """Raise some pairs to a value; the most telling document counts."""
    uppers, lowers = pairs
    if uppers and lowers and value > 0:
        at = np.array(uppers)[:, None], lowers
        out[at] = np.maximum(out[at], value)


def _inside(shared: Sequence[Shared], upper: Rows, lower: Rows) -> Matrix:
    """Measure the pairs where at least one side names the document inside its text."""
    out = np.zeros((len(upper.texts), len(lower.texts)), np.float32)
    for each in shared:
        above = upper.named.get(each.above, ())
        below = lower.named.get(each.below, ())
        _raise(out, (above, each.lowers), each.tells)
        _raise(out, (each.uppers, below), each.tells)
    return out


def _other(upper: Index, lower: Index) -> Matrix:
    """Measure how surely a lower row belongs to a document that the upper row does not cite.

    Only documents of a series (type and issuer) that the upper plan cites too can tell: a row
    that cites the upper plan itself, or a decree, says nothing of its origin.
    """
    out = np.zeros((len(upper.rows), len(lower.rows)), np.float32)
    series = {(document.kind, document.issuer) for document in upper.documents}
    for two, lowers in lower.documents.items():
        if two.issuer and (two.kind, two.issuer) in series:
            uppers = sorted(upper.citing - _only(two, upper))
            _raise(out, (uppers, lowers), _tells(lower.counts[two], len(lower.citing), _RARE_BELOW))
    return out


def _only(document: Directive, index: Index) -> set[int]:
    """List the rows that cite nothing which is surely another document than this one."""
    # A citation without a number may be of any document.
    same_number = (*index.numbers.get(document.number, ()), *index.numbers.get(0, ()))
    maybe = [d for d in same_number if compare_documents(document, d) is not Sameness.DIFFERENT]
    at = {row for d in maybe for row in index.documents[d]}
    return {row for row in at if all(d in maybe for d in index.rows[row])}
