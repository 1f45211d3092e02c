"""Answers that cannot both be meant, and answers about tasks that are gone."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from reconcile.model import Decision, Finding, Subject, Verdict
from reconcile.review.settling.answers_by_subject import AnswersBySubject, by_subject
from reconcile.review.settling.statements import contradiction
from reconcile.vocabulary.answers import MEANS_YES, answer_told
from reconcile.vocabulary.findings import finding
from reconcile.vocabulary.text import one_line, shorten

_SHORT = 80


@dataclass(frozen=True, slots=True)
class Agreed:
    """The answers that hold, and what is said of the others."""

    answers: AnswersBySubject
    open: frozenset[str]
    """Upper keys with two answers of which neither is the earlier."""
    findings: tuple[Finding, ...]

    @property
    def own(self) -> set[str]:
        """Lower tasks that people said to be the unit's own: they carry nothing."""
        said = self.answers.lowers.items()
        return {low for low, each in said if each.verdict is Verdict.OWN}

    @property
    def rejected(self) -> set[tuple[str, str]]:
        """Pairs that people rejected."""
        said = self.answers.pairs.items()
        return {pair for pair, each in said if each.verdict is Verdict.NO}


def answers_that_hold(
    decisions: Iterable[Decision], uppers: Collection[str], lowers: Collection[str]
) -> Agreed:
    """Keep the answers that hold: their tasks are there, and no earlier one says otherwise.

    Args:
        decisions: the answers that stand on one unit.
        uppers: keys of the upper tasks that are there.
        lowers: keys of the lower tasks that are there.

    """
    findings: list[Finding] = []
    live: list[Decision] = []
    for each in decisions:
        there = (not each.upper or each.upper in uppers) and (
            not each.lower or each.lower in lowers
        )
        if there:
            live.append(each)
        elif each.verdict is not Verdict.WITHDRAWN:
            findings.append(stale(each))
    dropped: set[Subject] = set()
    unsettled: set[str] = set()
    for one, other in _clashes(by_subject(live)):
        earlier, later = sorted((one, other), key=lambda d: d.when)
        findings.append(contradiction(later, earlier))
        dropped.add(later.subject)
        if one.when == other.when:
            dropped.add(earlier.subject)
            unsettled.add(one.upper)
    held = by_subject(each for each in live if each.subject not in dropped)
    return Agreed(held, frozenset(unsettled), tuple(sorted(findings, key=lambda f: f.order)))


def stale(decision: Decision) -> Finding:
    """Say that the task of an answer is gone."""
    short = shorten(one_line(decision.lower_text or decision.upper_text), _SHORT)
    task = decision.upper or decision.lower
    return finding(
        "stale-decision", decision.where, task=task, answer=answer_told(decision), text=short
    )


def _clashes(said: AnswersBySubject) -> Iterator[tuple[Decision, Decision]]:
    """Yield the answers on pairs that an answer on one of their tasks denies."""
    for (upper, lower), pair in said.pairs.items():
        if pair.verdict not in MEANS_YES:
            continue
        task = said.uppers.get(upper)
        # Done, or carried by another document, goes together with a pair that carries the task.
        if task and task.verdict is Verdict.MISSED:
            yield pair, task
        own = said.lowers.get(lower)
        # A duplicate keeps what it carries.
        if own and own.verdict is Verdict.OWN:
            yield pair, own
