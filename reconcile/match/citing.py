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
    """The lower row cites a document of other upper rows, and none of this one's."""
    inside: Matrix
    """A document named in one task's text is cited by the other task."""


def weigh_citations(upper: Rows, lower: Rows) -> Citations:
    """Measure what directive cells, and documents named in texts, say about every pair."""
    shape = (len(upper.cells), len(lower.cells))
    cells = find_shared(upper.cells, lower.cells)
    same = _spread(cells, shape)
    every = find_shared(upper.all, lower.all)
    return Citations(same, _other(cells, same, upper.cells), _inside(every, upper, lower))


def find_shared(upper: Cited, lower: Cited) -> tuple[Shared, ...]:
    """List the documents that rows of both plans cite, each pair of spellings once.

    Args:
        upper: documents of the upper rows.
        lower: documents of the lower rows.

    """
    above, below = _where(upper), _where(lower)
    cited, cited_below = sum(map(bool, upper)), sum(map(bool, lower))
    found: list[Shared] = []
    for one, uppers in above.items():
        for two, lowers in below.items():
            if _one_document(one, two):
                tells = _tells(_rows(one, above), cited, _RARE_ABOVE)
                tells *= _tells(_rows(two, below), cited_below, _RARE_BELOW)
                found.append(Shared(one, two, tuple(uppers), tuple(lowers), tells))
    return tuple(found)


def _tells(rows: int, cited: int, full: float) -> float:
    """Tell how much a citation separates, when ``rows`` of the ``cited`` rows bear it."""
    return min(1.0, max(0.0, log((cited + 1) / (rows + 0.5)) / full))


def _where(rows: Cited) -> dict[Directive, list[int]]:
    """Index the rows by the documents that they cite."""
    out: dict[Directive, list[int]] = {}
    for row, documents in enumerate(rows):
        for document in documents:
            out.setdefault(document, []).append(row)
    return out


def _one_document(one: Directive, two: Directive) -> bool:
    """Tell whether two citations are likely one document."""
    return one.number == two.number and compare_documents(one, two) >= Sameness.POSSIBLE


def _rows(document: Directive, index: dict[Directive, list[int]]) -> int:
    """Count the rows that cite a document, in any spelling."""
    rows: set[int] = set()
    for other, at in index.items():
        if _one_document(document, other):
            rows.update(at)
    return len(rows)


def _inside(shared: Sequence[Shared], upper: Rows, lower: Rows) -> Matrix:
    """Measure the pairs where at least one side names the document inside its text."""
    out = np.zeros((len(upper.cells), len(lower.cells)), np.float32)
    for each in shared:
        above = [row for row in each.uppers if each.above in upper.texts[row]]
        below = [row for row in each.lowers if each.below in lower.texts[row]]
        for at in (np.ix_(above, each.lowers), np.ix_(each.uppers, below)):
            out[at] = np.maximum(out[at], each.tells)
    return out


def _spread(shared: Sequence[Shared], shape: tuple[int, int]) -> Matrix:
    """Write each shared document over the pairs that it joins; the most telling one counts."""
    out = np.zeros(shape, np.float32)
    for each in shared:
        at = np.ix_(each.uppers, each.lowers)
        out[at] = np.maximum(out[at], each.tells)
    return out


def _other(shared: Sequence[Shared], same: Matrix, cells: Cited) -> Matrix:
    """Measure how surely a lower row belongs to other upper rows by what it cites."""
    tells = np.zeros(same.shape[1], np.float32)
    for each in shared:
        at = list(each.lowers)
        tells[at] = np.maximum(tells[at], each.tells)
    joined = np.zeros(same.shape, bool)
    for each in shared:
        joined[np.ix_(each.uppers, each.lowers)] = True
    cites = np.array([bool(row) for row in cells], bool)
    return (tells[None, :] * (cites[:, None] & ~joined)).astype(np.float32)
