"""From probabilities to answers: which pairs are asserted, and what becomes of every task."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import msgspec
import numpy as np

from reconcile.config import Thresholds
from reconcile.match.left_out import are_all_kept, is_split_elsewhere, may_say_otherwise
from reconcile.match.measures import Sight
from reconcile.match.other_thing import tells_another_round
from reconcile.match.plan_pair import PlanLevel, PlanPair
from reconcile.match.relation import Places, find_others, find_uncovered, relate
from reconcile.match.score import Style
from reconcile.match.weighing import Weighed
from reconcile.match.weights import DecisionLimits
from reconcile.model import LowerOutcome, Outcome, Relation


@dataclass(frozen=True, slots=True)
class Answer:
    """What becomes of one upper task: its outcome, the lower tasks asserted, what they leave."""

    outcome: Outcome
    links: Places
    """Best first."""
    relations: Mapping[int, Relation]
    uncovered: tuple[str, ...] = ()


_MISSED = Answer(Outcome.MISSED, (), {})


def adapt(
    decision: DecisionLimits, style: Style, whole: PlanPair, thresholds: Thresholds
) -> tuple[DecisionLimits, DecisionLimits]:
    """Fit the program's thresholds to the pair of plans, and put the user's own in their place.

    Returns:
        The thresholds, and what they would be without people's answers on these two plans.

    """
    fitted = [
        _adapt(decision, (style.usual, whole.level, carried), thresholds)
        for carried in (whole.carried, whole.untaught)
    ]
    return fitted[0], fitted[1]


def _adapt(
    decision: DecisionLimits, seen: tuple[float, PlanLevel, float], thresholds: Thresholds
) -> DecisionLimits:
    """Fit the thresholds to how a plan copies, how plain it is, and how much it carries."""
    usual, level, share = seen
    plain = _between(level.plain, decision.official_to, decision.plain_from)
    everyday = _between(level.everyday, decision.everyday_from, decision.plain_from)
    strange = 1 - _between(level.common, decision.strange_to, decision.familiar_from)
    copied = _between(usual, decision.condensed_to, decision.copied_from)
    if share < decision.related_from:
        sure = decision.certain
    else:
        sure = decision.carried + (decision.carried_plain - decision.carried) * plain
    # By equal ratios, since all are small chances: half-way from 0.045 to 0.15 lies 0.08.
    own = decision.missed
    own *= (decision.missed_copied / decision.missed) ** copied
    own *= (decision.missed_plain / decision.missed) ** plain
    own *= (decision.missed_strange / own) ** (everyday * strange)
    missed = own if thresholds.missed is None else thresholds.missed
    carried = sure if thresholds.carried is None else thresholds.carried
    return msgspec.structs.replace(
        decision,
        carried=carried,
        # A threshold of the user's own may lie beyond the others, and none may cross another.
        missed=min(missed, carried),
        linked=min(decision.linked, carried),
    )


def _between(value: float, low: float, high: float) -> float:
    """Tell how far a value has gone from one bound to the other, 0 to 1."""
    return min(1.0, max(0.0, (value - low) / (high - low)))


def settle_uppers(weighed: Weighed, usual: float) -> list[Answer]:
    """Answer for every upper task.

    Args:
        weighed: the pairs; its policy says where the answers fall. The pairs in whose wording
            people saw a part carried carry none whole by such words alone.
        usual: of ``find_usual``.

    """
    sight, chances, policy = weighed.sight, weighed.chances, weighed.policy
    at = policy.decision
    links: dict[int, list[int]] = {}
    for row, low in zip(
        *(found.tolist() for found in np.nonzero(chances >= at.linked)), strict=True
    ):
        links.setdefault(row, []).append(low)
    twins = np.array(sight.twins[1])
    answers: list[Answer] = []
    for row, best in enumerate(chances.max(axis=1).tolist()):
        if best < at.missed:
            answers.append(_MISSED)
            continue
        ranked = sorted(links.get(row, ()), key=lambda low: (-chances[row, low], low))
        order = _of_its_round(weighed, row, ranked)
        others = find_others(chances[row], twins, order)
        relations = relate(sight, usual, row, others, policy.relating)
        answer = Answer(Outcome.REVIEW, order, relations)
        sure = bool(order) and chances[row, order[0]] >= at.carried
        if not sure or _is_left_to_a_person(sight, row, order):
            pass
        elif whole := [(row, low) for low, said in relations.items() if said is Relation.FULL]:
            if not all(pair in weighed.in_part and pair not in sight.exact for pair in whole):
                answer = replace(answer, outcome=Outcome.CARRIED)
        else:
            uncovered = find_uncovered(sight, usual, row, order, policy.relating)
            several = len(order) > 1 and are_all_kept(sight, row, order)
            several = several or others[order[0]] >= policy.relating.sibling
            answer = _in_parts(answer, uncovered, several=several)
        answers.append(answer)
    return answers


def _of_its_round(weighed: Weighed, row: int, links: Sequence[int]) -> Places:
    """Leave out the links to another round of a task, where one to its own round is there.

    Two rounds of one work differ by a number alone, and each has a deadline of its own: held
    against the other's it would be called late.
    """
    sight, told = weighed.sight, weighed.told
    own = [at for at in links if (row, at) in told or not tells_another_round(sight, row, at)]
    return tuple(own or links)


def _is_left_to_a_person(sight: Sight, row: int, links: Places) -> bool:
    """Tell whether it takes a person to say what links leave out of a task."""
    return is_split_elsewhere(sight, row, links) or may_say_otherwise(sight, row, links)


def _in_parts(answer: Answer, uncovered: tuple[str, ...], *, several: bool) -> Answer:
    """Say whether links that each carry a part of an upper task carry the whole of it together.

    Args:
        answer: its links.
        uncovered: clauses that none of them covers.
        several: whether more than one of them is likely, or they share its duties out.

    """
    # A single link that carries a part leaves something open, even where no clause tells what.
    whole = several and not uncovered
    outcome = Outcome.CARRIED if whole else Outcome.PARTIAL
    return replace(answer, outcome=outcome, uncovered=uncovered)


def settle_lower(best: float, carried: Places, decision: DecisionLimits) -> LowerOutcome:
    """Answer for one lower task.

    Args:
        best: probability of its best pair.
        carried: the upper tasks that were decided to be carried by it.
        decision: where the answers fall.

    """
    if carried:
        return LowerOutcome.LINKED
    return LowerOutcome.OWN if best < min(decision.own, decision.missed) else LowerOutcome.REVIEW
