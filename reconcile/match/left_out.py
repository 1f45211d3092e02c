"""Which duties of a task are left out by the rows that carry another of its duties."""

from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from itertools import chain

from reconcile.match.joined_duties import Joined, JoinedDuty
from reconcile.match.measures import Sight
from reconcile.vocabulary.duties import split_duties
from reconcile.vocabulary.words import read_terms, read_words

_KEPT = 0.8
"""A row that says so much of what one duty alone says carries it, 0 to 1."""
_LEFT_OUT = 0.1
"""A row that says less than this of what another one alone says leaves it out, 0 to 1."""
_SLIGHT = 1.0
"""A duty that alone says less than the rarest word weighs is not held apart."""
_EXPLAINED = 0.2
"""A duty of a lower row of which the task says less is its own, or one of the task's reworded."""
_KEPT_CLAUSE = 0.5
"""The same as ``_KEPT`` for a whole clause, whose cover is damped."""
_CLAUSE_LEFT_OUT = 0.15
"""The same as ``_LEFT_OUT``."""
_COPIED = 0.8
"""A clause of which so much is said leaves no duty out, 0 to 1."""


def find_left_out(sight: Sight, row: int, links: Iterable[int]) -> tuple[JoinedDuty, ...]:
    """Find the duties that rows leave out which carry the one that “và” joins with them.

    Args:
        sight: the two plans.
        row: number of the upper task.
        links: numbers of the lower rows, taken together.

    """
    return _left_out(sight, sight.upper.joined(row, commas=False), links)


def are_all_kept(sight: Sight, row: int, links: Sequence[int]) -> bool:
    """Tell whether rows together carry every duty that “và” joins in a task; it must join some."""
    joined = sight.upper.joined(row, commas=False)
    said = _said(sight, links) if joined else frozenset[str]()
    duties = list(chain.from_iterable(joined))
    return bool(duties) and all(_weigh(sight, duty, said)[0] >= _KEPT for duty in duties)


def is_split_elsewhere(sight: Sight, row: int, links: Sequence[int]) -> bool:
    """Tell whether a duty that the links leave out is said by a row that is none of them.

    Then the plan may have made several tasks of one, and not all of them were found.

    Args:
        sight: the two plans.
        row: number of the upper task.
        links: numbers of the lower rows, taken together.

    """
    if any(sight.is_whole(row, at) for at in links):
        return False
    clauses = sight.clauses_of(row)
    one = clauses[:, links[0]] if len(links) == 1 else clauses[:, list(links)].max(axis=1)
    told = one.tolist()
    if max(told) >= _KEPT_CLAUSE and min(told) < _CLAUSE_LEFT_OUT:
        left_out = clauses[one < _CLAUSE_LEFT_OUT]
        if left_out.max() >= _KEPT_CLAUSE:
            return True
    if min(told) >= _COPIED:
        return False
    missing = _left_out(sight, sight.upper.joined(row, commas=True), links)
    return any(_is_said(sight, duty, links) for duty in missing)


def may_say_otherwise(sight: Sight, row: int, links: Sequence[int]) -> bool:
    """Tell whether links may say in other words what they seem to leave out of joined duties.

    They may where they give a duty that the task does not explain.

    Args:
        sight: the two plans.
        row: number of the upper task.
        links: numbers of the lower rows, taken together.

    """
    if not find_left_out(sight, row, links):
        return False
    told = sight.upper.names(row)
    return any(_is_unexplained(sight, at, told) for at in links)


def _is_unexplained(sight: Sight, at: int, told: AbstractSet[str]) -> bool:
    """Tell whether a lower row gives a duty of which a task that says ``told`` says hardly any."""
    lower, places = sight.lower, sight.lower.texts.terms.names
    for clause in sight.lower.readings[at].clauses:
        for duty in split_duties(clause, commas=True):
            said = set(read_terms(read_words(duty), lower.lexicon).names) & places.keys()
            weights = {name: float(sight.terms.lower[places[name]]) for name in said}
            known = sum(weight for name, weight in weights.items() if name in told)
            if known < _EXPLAINED * sum(weights.values()):
                return True
    return False


def _left_out(
    sight: Sight, joined: Iterable[Joined], links: Iterable[int]
) -> tuple[JoinedDuty, ...]:
    """Find the duties of some clauses that are left out where another one is carried."""
    if not joined:
        return ()
    said = _said(sight, links)
    missing: list[JoinedDuty] = []
    for duties in joined:
        told = [(duty, *_weigh(sight, duty, said)) for duty in duties]
        if any(kept >= _KEPT for _, kept, _ in told):
            missing += [d for d, kept, whole in told if kept < _LEFT_OUT and whole >= _SLIGHT]
    return tuple(missing)


def _is_said(sight: Sight, duty: JoinedDuty, links: Iterable[int]) -> bool:
    """Tell whether a row that is none of the links says what a duty alone says."""
    rows = set(range(len(sight.lower.readings))).difference(links)
    return any(_weigh(sight, duty, _said(sight, (at,)))[0] >= _KEPT for at in rows)


def _said(sight: Sight, rows: Iterable[int]) -> AbstractSet[str]:
    """List the meanings in lower rows."""
    told = [sight.lower.names(at) for at in rows]
    return told[0] if len(told) == 1 else frozenset(chain.from_iterable(told))


def _weigh(sight: Sight, duty: JoinedDuty, said: AbstractSet[str]) -> tuple[float, float]:
    """Give the part of a duty's own meanings that is said, 0 to 1, and the weight of them all.

    Weights are parts of the heaviest meaning in the two plans.
    """
    names = sight.upper.texts.terms.names
    weights = {name: sight.parts[names[name]] for name in duty.own if name in names}
    whole = sum(weights.values())
    kept = sum(weight for name, weight in weights.items() if name in said)
    return (kept / whole if whole else 1.0), whole
