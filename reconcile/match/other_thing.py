"""Rows that say nearly a task's words of another thing; how near they are, a person has to tell."""

import re
from collections.abc import Callable, Sequence
from typing import Final

from reconcile.match.measures import Sight
from reconcile.match.prepared import Prepared
from reconcile.model import Directive, Evidence
from reconcile.vocabulary.directives import Sameness, compare_documents
from reconcile.vocabulary.duties import says_undone
from reconcile.vocabulary.rounds import find_rounds
from reconcile.vocabulary.words import MANY_WORDS

_SLIGHT = 0.1
"""Meanings of less weight, as a part of the heaviest one's, tell no thing."""
_THING = 0.3
"""What stands in place of something else weighs at least so much on either side."""
_PART = 0.2
"""A thing, and what is the same around it, are each at least so much of the task, 0 to 1."""
_MUCH = 0.3
"""A thing that is more of the task need not be one that the thesaurus knows, 0 to 1."""
_YEAR = re.compile(r"(?<![^\W\d_])năm (20\d\d)(?!\d)")
_SPAN = re.compile(r"(?<![^\W\d_])(?:đến(?: hết)? năm|giai đoạn|nhiệm kỳ)(?![^\W\d_])")
"""What names several years: one of them is part of it."""


def tell_another(sight: Sight, row: int, at: int) -> Evidence | None:
    """Say what shows that a lower row is about another thing than an upper task; None if nothing.

    Args:
        sight: the two plans.
        row: number of the upper task.
        at: number of the lower one.

    """
    if sight.is_whole(row, at):
        return None
    told = next((said for rule in _RULES if (said := rule(sight, row, at))), "")
    return Evidence("other-thing", 0.0, told) if told else None


def tells_another_round(sight: Sight, row: int, at: int) -> bool:
    """Tell whether a lower row is about another round, stage or crop than an upper task.

    Args:
        sight: the two plans.
        row: number of the upper task.
        at: number of the lower one.

    """
    return not sight.is_whole(row, at) and bool(_other_round(sight, row, at))


def _undone(sight: Sight, row: int, at: int) -> str:
    """The lower row says that nothing is done, and the task does not."""
    above, below = sight.upper.tasks[row].text, sight.lower.tasks[at].text
    said = "" if says_undone(above) else says_undone(below)
    return f"đơn vị ghi “{said}”: cần xem có phải là không thực hiện" if said else ""


def _other_year(sight: Sight, row: int, at: int) -> str:
    """Both name years, and none in common."""
    above, below = _years(sight.upper.tasks[row].text), _years(sight.lower.tasks[at].text)
    if not (above and below) or set(above) & set(below):
        return ""
    return f"nêu năm {', '.join(below)}, không phải năm {', '.join(above)}"


def _years(text: str) -> list[str]:
    """List the years that a text names one by one; none where it names a span of them."""
    said = text.lower()
    return [] if _SPAN.search(said) else [*dict.fromkeys(_YEAR.findall(said))]


def _other_round(sight: Sight, row: int, at: int) -> str:
    """Both name rounds, stages or crops of one name, and none in common."""
    above = find_rounds(sight.upper.tasks[row].text)
    below = find_rounds(sight.lower.tasks[at].text)
    for kind in sorted(above.keys() & below.keys()):
        if not above[kind].keys() & below[kind].keys():
            said, given = (", ".join(each[kind].values()) for each in (below, above))
            return f"nêu {said}, không phải {given}"
    return ""


def _other_document(sight: Sight, row: int, at: int) -> str:
    """Both texts name a document of one type and issuer, and the task none that the row names."""
    above, below = sight.upper.tasks[row], sight.lower.tasks[at]
    own = [d for d in below.mentioned if d.number and d.kind]
    named = [d for d in above.mentioned if _in_series(d, own)]
    every = (*above.mentioned, *above.directives)
    if not named or any(_may_be_one(d, other) for d in every for other in own):
        return ""
    return f"nội dung nhắc đến {_list(own)}, không phải {_list(named)}"


def _in_series(document: Directive, others: Sequence[Directive]) -> bool:
    """Tell whether a document is of the type and issuer of another one."""
    series = [(other.kind, other.issuer) for other in others]
    return bool(document.number) and (document.kind, document.issuer) in series


def _may_be_one(one: Directive, two: Directive) -> bool:
    """Tell whether two citations may name one document."""
    return compare_documents(one, two) is not Sameness.DIFFERENT


def _list(documents: Sequence[Directive]) -> str:
    """Name some documents."""
    return ", ".join(dict.fromkeys(document.symbol for document in documents))


def _other_object(sight: Sight, row: int, at: int) -> str:
    """The row says the task's words, and one known thing in the place of another known thing."""
    upper, lower = sight.upper, sight.lower
    above, below = upper.readings[row].names, lower.readings[at].names
    said, told = lower.names(at), upper.names(row)
    places, parts = upper.texts.terms.names, sight.parts
    weights = [parts[places[name]] for name in above]
    strange = [i for i, name in enumerate(above) if name not in said and weights[i] > _SLIGHT]
    # All that the row leaves out stands in one place, behind what it says too.
    if not strange or not strange[0]:
        return ""
    start, end = strange[0], strange[-1] + 1
    thing = above[start:end]
    whole, left_out = sum(weights), sum(weights[start:end])
    least = max(_THING, _PART * whole)
    between = [weights[i] for i in range(start, end) if above[i] in said]
    if left_out < least or whole - left_out < _PART * whole or max(between, default=0) > _SLIGHT:
        return ""
    before = above[start - 1]
    starts = [i + 1 for i, name in enumerate(below) if name == before]
    for other in (_run(below, first, told) for first in starts):
        heavy = sum(_weigh(sight, name) for name in other) >= _THING
        known = left_out >= _MUCH * whole or (_is_known(thing) and _is_known(other))
        if heavy and known:
            own, their = _words(lower, at, other), _words(upper, row, thing)
            return f"viết gần giống, nhưng nói “{own}” ở chỗ “{their}”"
    return ""


def _run(names: Sequence[str], first: int, told: frozenset[str]) -> Sequence[str]:
    """Give the names from a place on that are not told above."""
    end = first
    while end < len(names) and names[end] not in told:
        end += 1
    return names[first:end]


def _weigh(sight: Sight, name: str) -> float:
    """Weigh a meaning of a lower row as a part of the heaviest upper one."""
    weight = sight.terms.lower[sight.lower.texts.terms.names[name]]
    return float(weight) / max(float(sight.terms.upper.max()), 1e-6)


def _is_known(names: Sequence[str]) -> bool:
    """Tell whether some name is that of a meaning which the thesaurus knows."""
    return any(name.startswith(MANY_WORDS) for name in names)


def _words(plan: Prepared, row: int, names: Sequence[str]) -> str:
    """Give the words of a task for some of its meanings."""
    said = plan.said(row)
    return " ".join(said.words(name) for name in dict.fromkeys(names))


_RULES: Final[tuple[Callable[[Sight, int, int], str], ...]] = (
    _undone,
    _other_year,
    _other_round,
    _other_document,
    _other_object,
)
