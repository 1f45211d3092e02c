"""What a run did with people's answers, counted."""

from collections import Counter
from collections.abc import Iterable

from reconcile.model import (
    CARRIED_DOWN,
    AnswerAccount,
    Candidate,
    DecidedBy,
    Decision,
    Outcome,
    Reconciliation,
    UpperResult,
    Verdict,
)
from reconcile.tracking.reopening import CarriedOver
from reconcile.vocabulary.answers import is_everywhere

_CONTRADICTING = "contradicting-answers"
_NOT_UNDERSTOOD = frozenset({"unread-answers", "unknown-answer", "no-such-row"})
_GONE = "stale-decision"


def account_of(result: Reconciliation, carried: CarriedOver, since: str) -> AnswerAccount:
    """Count what became of the answers on one unit.

    Args:
        result: the outcome, with everything that was found.
        carried: the answers, by what became of their tasks.
        since: ISO date and time of the run against which changes are told; empty for none.

    """
    overtaken = {each.decision for each in result.overtaken}
    stand = [each for each in carried.live if each not in overtaken]
    new = [each for each in stand if each.when > since]
    found = Counter(each.code for each in result.findings)
    return AnswerAccount(
        new=_by_file(new),
        everywhere=sum(map(is_everywhere, new)),
        kept=len(stand) - len(new),
        asked_again=len(carried.reopened),
        overtaken=len(overtaken),
        gone=found[_GONE],
        contradicting=found[_CONTRADICTING],
        not_understood=sum(found[code] for code in _NOT_UNDERSTOOD),
        taught=sum(
            each.after_answers and each.decided_by is DecidedBy.RULE for each in result.uppers
        ),
        through=_through(result),
    )


def account_of_run(accounts: Iterable[AnswerAccount], taken: Iterable[Decision]) -> AnswerAccount:
    """Add the accounts of units up, with what this run took in for what is new.

    Args:
        accounts: of the units that were settled.
        taken: the lines about them that the run added to the log, withdrawals too.

    """
    every, lines = tuple(accounts), tuple(taken)
    given = [each for each in lines if each.verdict is not Verdict.WITHDRAWN]
    standing = sum(each.kept + sum(dict(each.new).values()) for each in every)
    return AnswerAccount(
        new=_by_file(given),
        everywhere=sum(map(is_everywhere, given)),
        taken_back=len(lines) - len(given),
        # Two workbooks may give one answer.
        kept=max(standing - len({each.subject for each in given}), 0),
        asked_again=sum(each.asked_again for each in every),
        overtaken=sum(each.overtaken for each in every),
        gone=sum(each.gone for each in every),
        contradicting=sum(each.contradicting for each in every),
        not_understood=sum(each.not_understood for each in every),
        taught=sum(each.taught for each in every),
        through=_merged(each.through for each in every),
    )


def _by_file(answers: Iterable[Decision]) -> tuple[tuple[str, int], ...]:
    """Count answers by the files that they came from, in the order of the names."""
    return _sorted(Counter(each.where.file for each in answers))


def _through(result: Reconciliation) -> tuple[tuple[str, int], ...]:
    """Count the tasks that the program settled on answers in other units, by the first of these."""
    others = (_other(each, result.lower.unit.name) for each in result.uppers)
    return _sorted(Counter(unit for unit in others if unit))


def _other(upper: UpperResult, own: str) -> str:
    """Return the unit whose answer settled a task; empty where none did."""
    if upper.decided_by is DecidedBy.PERSON:
        return ""
    if upper.outcome in CARRIED_DOWN:
        return _whose(upper.links, own, sign=1)
    return _whose(upper.candidates, own, sign=-1) if upper.outcome is Outcome.MISSED else ""


def _whose(pairs: Iterable[Candidate], own: str, *, sign: int) -> str:
    """Return the first other unit whose answer speaks for, or against, one of some pairs."""
    reasons = (each for pair in pairs for each in pair.evidence)
    units = (unit for each in reasons if each.points * sign > 0 for unit in each.units)
    return next((unit for unit in units if unit != own), "")


def _merged(counts: Iterable[Iterable[tuple[str, int]]]) -> tuple[tuple[str, int], ...]:
    """Add counts by name up."""
    added: Counter[str] = Counter()
    for each in counts:
        added.update(dict(each))
    return _sorted(added)


def _sorted(counts: Counter[str]) -> tuple[tuple[str, int], ...]:
    """Put counts in the order of the names."""
    return tuple(sorted(counts.items()))
