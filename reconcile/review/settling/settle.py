"""A person's word over the score: outcomes of both plans, settled by what people answered."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from reconcile.model import (
    CARRIED_DOWN,
    MOST_CANDIDATES,
    Candidate,
    DecidedBy,
    Decision,
    Evidence,
    Finding,
    LowerOutcome,
    LowerResult,
    Outcome,
    Proof,
    Relation,
    Role,
    UpperResult,
    Verdict,
)
from reconcile.review.settling.contradictions import Agreed, answers_that_hold
from reconcile.vocabulary.answers import MEANS_YES
from reconcile.vocabulary.terms import term

PERSON = "person"
"""The rule of the reason that a person gives a pair."""
_RELATIONS = {Verdict.YES: Relation.FULL, Verdict.PARTLY: Relation.PARTIAL}
_PROOFS = {Verdict.OTHER_DOCUMENT: Proof.OTHER_DOCUMENT, Verdict.DONE: Proof.DONE}


@dataclass(frozen=True, slots=True)
class Settled:
    """Both plans after people had their say, and what is odd in it."""

    uppers: tuple[UpperResult, ...]
    lowers: tuple[LowerResult, ...]
    findings: tuple[Finding, ...]
    """``stale-decision`` and ``contradicting-answers``, in ``Finding.order``."""


def settle(
    uppers: Sequence[UpperResult], lowers: Sequence[LowerResult], decisions: Iterable[Decision]
) -> Settled:
    """Put what people decided over what the program made of the scores.

    - A pair: Đúng and Đúng một phần assert it, Không phải keeps it from being asserted. A task
      whose every asserted pair was rejected is in review until the task itself is answered.
    - An upper task: missed; carried by another document or done; not ours, that is role none.
    - A lower task: its own or a duplicate; its own is linked to nothing.
    - On writing an upper task in: kept with the task, whatever its outcome; no outcome changes.

    Answers that contradict each other, and those whose task has gone, are findings; of two that
    contradict the earlier stands, and neither where they are equally old.

    Args:
        uppers: as matched, with their roles, in the order of the upper plan.
        lowers: as matched, in the order of the lower plan.
        decisions: the answers that stand on the unit, one for each subject.

    """
    agreed = answers_that_hold(
        decisions, {u.task.key for u in uppers}, {low.task.key for low in lowers}
    )
    settled = tuple(_upper(upper, agreed) for upper in uppers)
    return Settled(settled, _lowers(lowers, settled, agreed), agreed.findings)


def _upper(upper: UpperResult, agreed: Agreed) -> UpperResult:
    """Settle one upper task."""
    key = upper.task.key
    upper = replace(upper, writing=agreed.answers.writings.get(key))
    said = agreed.answers.on(key)
    rejected = {low for low, each in said.items() if each.verdict is Verdict.NO}
    rejected |= agreed.own - {low for low, each in said.items() if each.verdict in MEANS_YES}
    told = agreed.answers.uppers.get(key)
    links = _links(upper, said, rejected)
    known = {c.lower for c in (*upper.links, *upper.candidates)}
    if not (said or told or rejected & known or key in agreed.open):
        return upper
    changed = _by_pairs(upper, links, said)
    # After the pairs, for an answer on the task itself outranks those on them.
    if told:
        changed = _by_answer(changed, told)
    # What was said of the task itself counts, whatever is open between its pairs and their rows.
    elif key in agreed.open:
        changed = replace(changed, outcome=Outcome.REVIEW, decided_by=DecidedBy.RULE)
    return replace(changed, candidates=_candidates(upper, changed.links, rejected))


def _links(
    upper: UpperResult, said: Mapping[str, Decision], rejected: set[str]
) -> tuple[Candidate, ...]:
    """Return the pairs asserted now: a person's first, then the program's, best first."""
    known = {c.lower: c for c in (*upper.candidates, *upper.links)}
    hers = [
        # A pair that was never proposed rests on a person's word alone, and that is sure.
        _asserted(known.get(low) or Candidate(upper.task.key, low, 1.0), each.verdict)
        for low, each in said.items()
        if each.verdict in MEANS_YES
    ]
    hers.sort(key=lambda c: (-c.score, c.lower))
    given = {c.lower for c in hers} | rejected
    return (*hers, *(c for c in upper.links if c.lower not in given))


def _asserted(pair: Candidate, verdict: Verdict) -> Candidate:
    """Mark a pair as asserted by a person; the score stays what the program thought."""
    others = tuple(e for e in pair.evidence if e.rule != PERSON)
    reason = Evidence(PERSON, 0.0, term("review", "decided"))
    return replace(pair, relation=_RELATIONS[verdict], evidence=(reason, *others))


def _by_pairs(
    upper: UpperResult, links: tuple[Candidate, ...], said: Mapping[str, Decision]
) -> UpperResult:
    """Settle a task by the answers on its pairs."""
    hers = tuple(c for c in links if c.lower in said)
    if hers:
        # Of a doubtful task the program's own links were guesses: only hers are sure.
        kept = links if upper.outcome in CARRIED_DOWN else hers
        outcome = _outcome(upper, kept)
        return _standing(upper, outcome, kept, DecidedBy.PERSON)
    if upper.outcome not in CARRIED_DOWN or links == upper.links:
        return replace(upper, links=links)
    outcome = _outcome(upper, links) if links else Outcome.REVIEW
    return _standing(upper, outcome, links, upper.decided_by)


def _outcome(upper: UpperResult, links: Sequence[Candidate]) -> Outcome:
    """Say whether links carry the whole of a task: one does, or all that did together are left."""
    if any(c.relation is Relation.FULL for c in links):
        return Outcome.CARRIED
    together = upper.outcome is Outcome.CARRIED and all(
        c.relation is Relation.PARTIAL and c.lower in {link.lower for link in links}
        for c in upper.links
    )
    return Outcome.CARRIED if together else Outcome.PARTIAL


def _standing(
    upper: UpperResult, outcome: Outcome, links: tuple[Candidate, ...], by: DecidedBy
) -> UpperResult:
    """Put an outcome and its links in the place of the program's."""
    uncovered = upper.uncovered if outcome is Outcome.PARTIAL else ()
    return replace(upper, outcome=outcome, links=links, decided_by=by, uncovered=uncovered)


def _by_answer(upper: UpperResult, told: Decision) -> UpperResult:
    """Settle a task by the answer on itself."""
    by = DecidedBy.PERSON
    if told.verdict is Verdict.NOT_OURS:
        # Nothing else: what the unit carries all the same stays carried, listed apart.
        return replace(upper, role=Role.NONE, decided_by=by)
    if told.verdict is Verdict.MISSED:
        return replace(upper, outcome=Outcome.MISSED, links=(), uncovered=(), decided_by=by)
    kept = upper.links if upper.outcome in CARRIED_DOWN else ()
    proof = _PROOFS[told.verdict]
    return replace(
        upper, outcome=Outcome.CARRIED, links=kept, uncovered=(), decided_by=by, proof=proof
    )


def _candidates(
    upper: UpperResult, links: tuple[Candidate, ...], rejected: set[str]
) -> tuple[Candidate, ...]:
    """Return the links, then the best others that nobody rejected."""
    linked = {c.lower for c in links} | rejected
    pool = {c.lower: c for c in (*upper.links, *upper.candidates)}
    others = [c for low, c in pool.items() if low not in linked]
    others.sort(key=lambda c: -c.score)
    return (*links, *others[: max(MOST_CANDIDATES - len(links), 0)])


def _lowers(
    lowers: Sequence[LowerResult], uppers: Sequence[UpperResult], agreed: Agreed
) -> tuple[LowerResult, ...]:
    """Settle the lower tasks by what became of the upper ones, then by the answers on them."""
    carried: dict[str, list[Candidate]] = {}
    possible: dict[str, list[Candidate]] = {}
    for upper in uppers:
        for pair in upper.links if upper.outcome in CARRIED_DOWN else ():
            carried.setdefault(pair.lower, []).append(pair)
        for pair in upper.links if upper.outcome is Outcome.REVIEW else ():
            possible.setdefault(pair.lower, []).append(pair)
    return tuple(
        _lower(
            each,
            _best(carried.get(each.task.key, ())),
            _best(possible.get(each.task.key, ())),
            agreed,
        )
        for each in lowers
    )


def _best(pairs: Sequence[Candidate]) -> tuple[str, ...]:
    """Return the upper keys of pairs, the best first."""
    return tuple(c.upper for c in sorted(pairs, key=lambda c: -c.score))


def _lower(
    lower: LowerResult, carried: tuple[str, ...], possible: tuple[str, ...], agreed: Agreed
) -> LowerResult:
    """Settle one lower task."""
    key = lower.task.key
    told = agreed.answers.lowers.get(key)
    if told:
        outcome = LowerOutcome(told.verdict.value)
        return replace(lower, outcome=outcome, uppers=carried)
    if carried:
        twice = lower.outcome is LowerOutcome.DUPLICATE
        return replace(
            lower, outcome=lower.outcome if twice else LowerOutcome.LINKED, uppers=carried
        )
    if lower.outcome in (LowerOutcome.LINKED, LowerOutcome.DUPLICATE):
        outcome = LowerOutcome.REVIEW if possible else LowerOutcome.OWN
        return replace(lower, outcome=outcome, uppers=possible)
    # Where every upper task that came near was rejected, the task is the unit's own.
    near = tuple(up for up in lower.uppers if (up, key) not in agreed.rejected)
    if lower.outcome is LowerOutcome.REVIEW and lower.uppers and not near:
        return replace(lower, outcome=LowerOutcome.OWN, uppers=())
    return replace(lower, uppers=near)
