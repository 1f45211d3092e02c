"""A person's word over the score: what becomes of tasks once people have answered."""

from collections.abc import Sequence
from typing import Any

import pytest

from outcomes import linked, stands, task
from reconcile.model import (
    Candidate,
    DecidedBy,
    Decision,
    LowerOutcome,
    LowerResult,
    Outcome,
    Proof,
    Relation,
    Role,
    UpperResult,
    Verdict,
)
from reconcile.review import Settled, settle

UPPER = task("Số hóa hồ sơ", row=7, file="tinh.xlsx")
OTHER_UPPER = task("Niêm yết thủ tục", row=8, file="tinh.xlsx")
LOWERS = tuple(task(f"Việc {n} của xã", row=n, file="xa.xlsx") for n in range(4))
A, B, C, D = (low.key for low in LOWERS)


def said(verdict: Verdict, upper: str = UPPER.key, lower: str = "", **more: Any) -> Decision:
    return Decision(unit="xa", verdict=verdict, upper=upper, lower=lower, **more)


def doubtful(*scores: float, links: int = 0) -> UpperResult:
    """An upper task in review, with a guess for each score."""
    found = tuple(Candidate(UPPER.key, low.key, s) for low, s in zip(LOWERS, scores, strict=False))
    return UpperResult(UPPER, Outcome.REVIEW, Role.LEAD, found[:links], found)


def carried(*lows: int, relation: Relation = Relation.FULL) -> UpperResult:
    return linked(UPPER, [LOWERS[n] for n in lows], relation=relation)


def settled(upper: UpperResult, *decisions: Decision) -> UpperResult:
    return settle([upper], [stands(low) for low in LOWERS], decisions).uppers[0]


def links(upper: UpperResult) -> list[tuple[str, str]]:
    return [(c.lower, c.relation.value) for c in upper.links]


# ---- pairs --------------------------------------------------------------------------------------


def test_without_answers_nothing_changes() -> None:
    uppers, lowers = (doubtful(0.6), carried(1)), (stands(LOWERS[0]), stands(LOWERS[1], [UPPER]))
    assert settle(uppers[1:], lowers, ()) == Settled(uppers[1:], lowers, ())
    assert settled(uppers[0]) == uppers[0]


@pytest.mark.parametrize("before", [doubtful(0.4, 0.3), linked(UPPER, [])])
@pytest.mark.parametrize(
    ("verdict", "outcome", "relation"),
    [
        (Verdict.YES, Outcome.CARRIED, "full"),
        (Verdict.PARTLY, Outcome.PARTIAL, "partial"),
    ],
)
def test_a_pair_that_a_person_asserts_carries_the_task(
    before: UpperResult, verdict: Verdict, outcome: Outcome, relation: str
) -> None:
    after = settled(before, said(verdict, lower=B))
    assert (after.outcome, after.decided_by) == (outcome, DecidedBy.PERSON)
    assert links(after) == [(B, relation)]
    assert after.candidates[0] == after.links[0]
    assert "Người rà soát đã xác nhận" in after.links[0].reasons


def test_a_pair_keeps_the_programs_score_and_a_pair_never_proposed_is_sure() -> None:
    after = settled(doubtful(0.4), said(Verdict.YES, lower=A), said(Verdict.YES, lower=D))
    assert [(c.lower, c.score) for c in after.links] == [(D, 1.0), (A, 0.4)]


def test_a_pair_that_a_person_rejects_is_never_asserted_nor_shown_as_a_guess() -> None:
    after = settled(carried(0, 1), said(Verdict.NO, lower=A))
    assert (after.outcome, after.decided_by) == (Outcome.CARRIED, DecidedBy.RULE)
    assert links(after) == [(B, "full")]
    assert A not in {c.lower for c in after.candidates}


@pytest.mark.parametrize("before", [carried(0), carried(0, relation=Relation.PARTIAL)])
def test_a_task_whose_every_pair_was_rejected_is_in_review_until_it_is_answered(
    before: UpperResult,
) -> None:
    rejected = said(Verdict.NO, lower=A)
    assert settled(before, rejected).outcome is Outcome.REVIEW
    assert settled(doubtful(0.6), rejected).outcome is Outcome.REVIEW
    assert settled(before, rejected, said(Verdict.MISSED)).outcome is Outcome.MISSED


def test_a_missed_task_stays_missed_when_its_nearest_guess_is_rejected() -> None:
    guess = Candidate(UPPER.key, A, 0.1)
    before = UpperResult(UPPER, Outcome.MISSED, Role.LEAD, candidates=(guess,))
    after = settled(before, said(Verdict.NO, lower=A))
    assert (after.outcome, after.candidates) == (Outcome.MISSED, ())


def test_parts_that_together_carried_the_task_do_so_while_all_are_left() -> None:
    pairs = tuple(Candidate(UPPER.key, low.key, 0.9, Relation.PARTIAL) for low in LOWERS[:2])
    before = UpperResult(UPPER, Outcome.CARRIED, Role.LEAD, pairs, pairs)
    confirmed = settled(before, said(Verdict.PARTLY, lower=A))
    assert (confirmed.outcome, len(confirmed.links)) == (Outcome.CARRIED, 2)
    assert settled(before, said(Verdict.NO, lower=A)).outcome is Outcome.PARTIAL


def test_many_lower_tasks_may_carry_one_upper_task_and_one_many() -> None:
    uppers = [doubtful(0.4, 0.3), linked(OTHER_UPPER, [])]
    yes = [said(Verdict.YES, lower=A), said(Verdict.YES, lower=B)]
    yes.append(said(Verdict.YES, OTHER_UPPER.key, A))
    after = settle(uppers, [stands(low) for low in LOWERS], yes)
    assert [u.outcome for u in after.uppers] == [Outcome.CARRIED] * 2
    assert [low.uppers for low in after.lowers] == [
        (OTHER_UPPER.key, UPPER.key),
        (UPPER.key,),
        (),
        (),
    ]


# ---- upper tasks --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("verdict", "proof"),
    [(Verdict.OTHER_DOCUMENT, Proof.OTHER_DOCUMENT), (Verdict.DONE, Proof.DONE)],
)
@pytest.mark.parametrize("before", [doubtful(0.6, links=1), linked(UPPER, [])])
def test_another_document_or_done_carries_the_task(
    before: UpperResult, verdict: Verdict, proof: Proof
) -> None:
    after = settled(before, said(verdict, document="15/QĐ-UBND"))
    assert (after.outcome, after.proof, after.decided_by, after.links) == (
        Outcome.CARRIED,
        proof,
        DecidedBy.PERSON,
        (),
    )


def test_a_task_answered_as_missed_has_no_links_whatever_the_score() -> None:
    after = settled(carried(0, 1), said(Verdict.MISSED))
    assert (after.outcome, after.links, after.decided_by) == (
        Outcome.MISSED,
        (),
        DecidedBy.PERSON,
    )


def test_a_task_that_is_not_ours_loses_its_role_and_nothing_else() -> None:
    after = settled(carried(0), said(Verdict.NOT_OURS))
    assert (after.role, after.outcome, after.decided_by) == (
        Role.NONE,
        Outcome.CARRIED,
        DecidedBy.PERSON,
    )


# ---- lower tasks --------------------------------------------------------------------------------


def lowers_after(
    upper: UpperResult, *decisions: Decision, lowers: Sequence[LowerResult] = ()
) -> list[str]:
    given = lowers or [stands(low) for low in LOWERS]
    return [each.outcome.value for each in settle([upper], given, decisions).lowers]


def test_lower_tasks_follow_what_became_of_the_upper_ones() -> None:
    before = [stands(LOWERS[0], [UPPER]), stands(LOWERS[1])]
    assert lowers_after(carried(0), said(Verdict.NO, lower=A), lowers=before) == ["own", "own"]
    assert lowers_after(doubtful(0.4), said(Verdict.YES, lower=B), lowers=before) == [
        "own",
        "linked",
    ]
    maybe = [LowerResult(LOWERS[0], LowerOutcome.REVIEW, (UPPER.key,))]
    assert lowers_after(doubtful(0.4), lowers=maybe) == ["review"]
    assert lowers_after(doubtful(0.4), said(Verdict.NO, lower=A), lowers=maybe) == ["own"]


def test_a_lower_task_that_is_its_own_carries_nothing() -> None:
    own = said(Verdict.OWN, "", A)
    after = settle([carried(0)], [stands(LOWERS[0], [UPPER])], [own])
    assert (after.uppers[0].outcome, after.uppers[0].links) == (Outcome.REVIEW, ())
    assert after.lowers[0].outcome is LowerOutcome.OWN


def test_a_duplicate_keeps_what_it_carries() -> None:
    twice = said(Verdict.DUPLICATE, "", A)
    after = settle([carried(0)], [stands(LOWERS[0], [UPPER])], [twice])
    assert after.uppers[0].outcome is Outcome.CARRIED
    assert after.lowers[0] == LowerResult(LOWERS[0], LowerOutcome.DUPLICATE, (UPPER.key,))


# ---- what cannot be meant -----------------------------------------------------------------------

CLASHES = pytest.mark.parametrize("denied", [said(Verdict.MISSED), said(Verdict.OWN, "", A)])


@CLASHES
def test_of_two_answers_that_contradict_the_earlier_stands_and_both_are_shown(
    denied: Decision,
) -> None:
    yes = said(Verdict.YES, lower=A, when="2026-11-20T08:00:00")
    later = said(denied.verdict, denied.upper, denied.lower, when="2026-11-21T08:00:00")
    after = settle([doubtful(0.6)], [stands(LOWERS[0])], [later, yes])
    assert after.uppers[0].outcome is Outcome.CARRIED
    assert [f.code for f in after.findings] == ["contradicting-answers"]
    assert "“Đúng”" in after.findings[0].message


@CLASHES
def test_of_two_answers_equally_old_neither_counts(denied: Decision) -> None:
    yes = said(Verdict.YES, lower=A)
    after = settle([carried(0)], [stands(LOWERS[0], [UPPER])], [yes, denied])
    assert (after.uppers[0].outcome, after.uppers[0].decided_by) == (
        Outcome.REVIEW,
        DecidedBy.RULE,
    )
    assert [f.code for f in after.findings] == ["contradicting-answers"]


def test_an_answer_on_the_task_counts_while_a_pair_and_its_row_contradict_each_other() -> None:
    yes, own = said(Verdict.YES, lower=A), said(Verdict.OWN, "", A)
    after = settle([doubtful(0.6)], [stands(LOWERS[0])], [yes, own, said(Verdict.DONE)])
    assert (after.uppers[0].outcome, after.uppers[0].proof) == (Outcome.CARRIED, Proof.DONE)
    assert [f.code for f in after.findings] == ["contradicting-answers"]


def test_done_and_a_pair_that_carries_the_task_go_together() -> None:
    after = settle(
        [doubtful(0.6)],
        [stands(LOWERS[0])],
        [said(Verdict.YES, lower=A), said(Verdict.DONE)],
    )
    assert after.findings == ()
    assert (after.uppers[0].proof, links(after.uppers[0])) == (Proof.DONE, [(A, "full")])


def test_an_answer_whose_task_is_gone_is_told_and_settles_nothing() -> None:
    gone = said(Verdict.YES, lower="xa.xlsx:99", lower_text="Việc đã bỏ")
    after = settle([doubtful(0.6)], [stands(LOWERS[0])], [gone])
    assert after.uppers[0].outcome is Outcome.REVIEW
    assert [f.code for f in after.findings] == ["stale-decision"]
    assert "Việc đã bỏ" in after.findings[0].message
