"""What the cited documents say about pairs: the rarer a citation in both plans, the more."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import log

import numpy as np

from reconcile.match.bags import Matrix
from reconcile.model import Directive
from reconcile.vocabulary.directives import Sameness, compare_documents

Cited = Sequence[tuple[Directive, ...]]
_RARE_ABOVE = 3.5
"""Log-rarity in the upper plan from which a citation counts in full: one row in 33."""
_RARE_BELOW = 3.0
"""The same in the lower plan, which is shorter: one row in 20."""


@dataclass(frozen=True, slots=True)
class Index:
    """The documents that rows cite: where, and by their numbers."""

    documents: dict[Directive, list[int]]
    numbers: dict[int, list[Directive]]


@dataclass(frozen=True, slots=True)
class Rows:
    """What the rows of one plan cite: in the directive cell, and inside the text."""

    cells: Cited
    texts: Cited

    @property
    def all(self) -> Cited:
        """Cell and text together."""
        return [(*a, *b) for a, b in zip(self.cells, self.texts, strict=True)]


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


def weigh_citations(upper: Rows, lower: Rows) -> Citations:
    """Measure what directive cells, and documents named in texts, say about every pair."""
    shape = (len(upper.cells), len(lower.cells))
    cells = find_shared(upper.cells, lower.cells)
    same = np.zeros(shape, np.float32)
    for each in cells:
        _raise(same, (each.uppers, each.lowers), each.tells)
    other = _other(upper.cells, lower.cells)
    for each in cells:
        other[np.ix_(each.uppers, each.lowers)] = 0
    return Citations(same, other, _inside(find_shared(upper.all, lower.all), upper, lower))


def find_shared(upper: Cited, lower: Cited) -> tuple[Shared, ...]:
    """List the documents that rows of both plans cite, each pair of spellings once.

    Args:
        upper: documents of the upper rows.
        lower: documents of the lower rows.

    """
    above, below = _where(upper), _where(lower)
    cited, cited_below = sum(map(bool, upper)), sum(map(bool, lower))
    found: list[Shared] = []
    for one, uppers in above.documents.items():
        for two in _likes(one, below):
            tells = _tells(_count(one, above), cited, _RARE_ABOVE)
            tells *= _tells(_count(two, below), cited_below, _RARE_BELOW)
            lowers = tuple(below.documents[two])
            found.append(Shared(one, two, tuple(uppers), lowers, tells))
    return tuple(found)


def _tells(rows: int, cited: int, full: float) -> float:
    """Tell how much a citation separates, when ``rows`` of the ``cited`` rows bear it."""
    return min(1.0, max(0.0, log((cited + 1) / (rows + 0.5)) / full))


def _where(rows: Cited) -> Index:
    """Index the rows by the documents that they cite."""
    documents: dict[Directive, list[int]] = {}
    for row, cited in enumerate(rows):
        for document in cited:
            documents.setdefault(document, []).append(row)
    numbers: dict[int, list[Directive]] = {}
    for document in documents:
        numbers.setdefault(document.number, []).append(document)
    return Index(documents, numbers)


def _likes(document: Directive, index: Index) -> list[Directive]:
    """List the documents of an index that are this one, in any spelling."""
    same_number = index.numbers.get(document.number, ())
    return [d for d in same_number if compare_documents(document, d) >= Sameness.POSSIBLE]


def _count(document: Directive, index: Index) -> int:
    """Count the rows that cite a document, in any spelling."""
    return len({row for like in _likes(document, index) for row in index.documents[like]})


def _raise(out: Matrix, pairs: tuple[Sequence[int], Sequence[int]], value: float) -> None:
    """Raise some pairs to a value; the most telling document counts."""
    at = np.ix_(*pairs)
    out[at] = np.maximum(out[at], value)


def _inside(shared: Sequence[Shared], upper: Rows, lower: Rows) -> Matrix:
    """Measure the pairs where at least one side names the document inside its text."""
    out = np.zeros((len(upper.cells), len(lower.cells)), np.float32)
    for each in shared:
        above = [row for row in each.uppers if each.above in upper.texts[row]]
        below = [row for row in each.lowers if each.below in lower.texts[row]]
        _raise(out, (above, each.lowers), each.tells)
        _raise(out, (each.uppers, below), each.tells)
    return out


def _other(upper: Cited, lower: Cited) -> Matrix:
    """Measure how surely a lower row belongs to a document that the upper row does not cite.

    Only documents of a series (type and issuer) that the upper plan cites too can tell: a row
    that cites the upper plan itself, or a decree, says nothing of its origin.
    """
    out = np.zeros((len(upper), len(lower)), np.float32)
    above, below = _where(upper), _where(lower)
    series = {(document.kind, document.issuer) for document in above.documents}
    citing = {row for row, documents in enumerate(upper) if documents}
    cited = sum(map(bool, lower))
    for two, lowers in below.documents.items():
        if two.issuer and (two.kind, two.issuer) in series:
            uppers = citing - _only(two, above, upper)
            value = _tells(_count(two, below), cited, _RARE_BELOW)
            _raise(out, (sorted(uppers), lowers), value)
    return out


def _only(document: Directive, index: Index, rows: Cited) -> set[int]:
    """List the rows that cite nothing which is surely another document than this one."""
    same_number = (*index.numbers.get(document.number, ()), *index.numbers.get(0, ()))
    maybe = [d for d in same_number if compare_documents(document, d) is not Sameness.DIFFERENT]
    at = {row for d in maybe for row in index.documents[d]}
    return {row for row in at if all(d in maybe for d in rows[row])}
