"""Answers that the lower plan has gone past: a unit complied after somebody had found a gap.

Source: docs/design.md: an answer is about what was seen, and is asked again when what was not
there then could change it.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from itertools import pairwise
from re import compile as compile_pattern
from re import findall
from zlib import crc32

from reconcile.model import (
    CARRIED_DOWN,
    Candidate,
    Decision,
    Outcome,
    Overtaken,
    Task,
    UpperResult,
    Verdict,
)
from reconcile.vocabulary.answers import MEANS_YES, OF_ONE_UNIT, OVERTAKEN_BY_WORK, answer_mark
from reconcile.vocabulary.text import fold

_MARK = compile_pattern(r"~[0-9a-f]{8}")
_TELLING = 6
"""Words of a text that no other task says by chance."""
_HELD = 2 / 3
"""Share of a task's neighbouring words that no row says by chance: none of 25,000 pairs of real
plans has as much of a task and is no candidate."""
Seen = Mapping[str, frozenset[str]]
"""What an answer was given on (``given_on``) → the texts of that lower plan, folded, or marks of
them (``row_mark``) where only an export tells. Not by its tasks: the same answer goes by other keys
when a plan comes under another name."""


@dataclass(frozen=True, slots=True)
class Kept:
    """An answer that stands, as a workbook keeps it, on a row or on none."""

    decision: Decision
    past: tuple[str, ...] = ()
    """Keys of the lower rows that its author could not see, as far as that matters."""


def texts_of(texts: Iterable[str]) -> frozenset[str]:
    """Fold the texts of a lower plan, as they are compared."""
    return frozenset(map(fold, texts))


def plan_mark(texts: frozenset[str]) -> str:
    """Return the fingerprint of the texts of a lower plan; one without a row has one, too."""
    return sha256("\n".join(sorted(texts)).encode()).hexdigest()[:32]


def row_mark(text: str) -> str:
    """Return by what a folded text of a plan is known where the text itself would be too long."""
    return f"~{crc32(text.encode()):08x}"


def row_marks(seen: frozenset[str]) -> tuple[str, ...]:
    """Return the marks of what was seen of a lower plan, in order."""
    return tuple(sorted({e if _MARK.fullmatch(e) else row_mark(e) for e in seen}))


def _was_seen(text: str, seen: frozenset[str]) -> bool:
    """Tell whether a folded text is among what was seen of a lower plan."""
    return text in seen or row_mark(text) in seen


def given_on(answer: Decision) -> str:
    """Return by what the lower plan that the author of an answer saw is known: its mark or day."""
    return answer.seen or answer.when


def find_overtaken(
    answers: Iterable[Decision],
    uppers: Sequence[UpperResult],
    lowers: Sequence[Task],
    seen: Seen,
    missed: float,
) -> tuple[Overtaken, ...]:
    """Tell which answers a row that was not there then may have made untrue.

    Args:
        answers: those that stand on the unit.
        uppers: as matched, before anybody's answer counts.
        lowers: the tasks of the lower plan.
        seen: what the author of each answer saw; of an answer without it nothing is known, and
            it stands.
        missed: the probability below which a pair cannot be one.

    Returns:
        In the order of the upper plan.

    """
    given = tuple(answers)
    said = {d.upper: d for d in given if not d.lower and d.verdict in OVERTAKEN_BY_WORK}
    rejected = {(d.upper, d.lower) for d in given if d.verdict is Verdict.NO}
    texts = {task.key: fold(task.text) for task in lowers}
    found = []
    for each in uppers:
        answer = said.get(each.task.key)
        known = seen.get(given_on(answer)) if answer else None
        if answer is None or known is None:
            continue
        likely = [c.lower for c in (*each.links, *each.candidates) if c.score >= missed]
        unseen = {low: said for low, said in texts.items() if not _was_seen(said, known)}
        pool = dict.fromkeys((*likely, *_holding(each.task, unseen)))
        new = tuple(low for low in pool if low in unseen and (each.task.key, low) not in rejected)
        if new:
            found.append(Overtaken(answer, new))
    return tuple(found)


def find_given_for_others(
    answers: Iterable[Decision],
    uppers: Iterable[UpperResult],
    lowers: Iterable[Task],
    seen: Seen,
    took_over: Mapping[str, str],
) -> tuple[Overtaken, ...]:
    """Tell which answers were given on a unit alone that this one has taken over since.

    That a task was done, or is not theirs, no row of a plan shows: whoever said so of one commune
    has not said it of another. Where its plan is the same to the letter, only the name is new.

    Args:
        answers: those that stand on the unit.
        uppers: as matched, before anybody's answer counts.
        lowers: the tasks of the lower plan.
        seen: what the author of each answer saw; where it is not known, the answer is asked again.
        took_over: id of each unit that this one has taken over → what that was called.

    Returns:
        In the order of the upper plan; tasks that the unit has no role in are not asked about.

    """
    now = texts_of(task.text for task in lowers)
    said = {d.upper: d for d in answers if _is_of_one_unit(d) and d.given_for in took_over}
    asked = (said[e.task.key] for e in uppers if e.task.key in said and e.counts)
    return tuple(
        Overtaken(each, (), took_over[each.given_for])
        for each in asked
        if not _is_plan_of(each, now, seen)
    )


def _is_of_one_unit(answer: Decision) -> bool:
    """Tell whether an answer is said of a unit, and of no row of its plan."""
    return not answer.lower and answer.verdict in OF_ONE_UNIT


def _is_plan_of(answer: Decision, now: frozenset[str], seen: Seen) -> bool:
    """Tell whether an answer was given on a plan with these very texts."""
    known = seen.get(given_on(answer))
    there = known is not None and row_marks(known) == row_marks(now)
    return there or answer.seen == plan_mark(now)


def _holding(task: Task, texts: Mapping[str, str]) -> Iterator[str]:
    """Yield the lower rows that have the text of a task within theirs, whatever their score.

    A row that a unit has made of many tasks is like none of them by much; the bodies that it names
    in the place of others leave most words beside those that they stood by.
    """
    words = findall(r"\w+", fold(task.text))
    if len(words) >= _TELLING:
        told = set(pairwise(words))
        for low, said in texts.items():
            held = told.intersection(pairwise(findall(r"\w+", said)))
            if len(held) >= _HELD * len(told):
                yield low


def with_held_down(
    uppers: Iterable[UpperResult], held_down: Iterable[Candidate]
) -> tuple[UpperResult, ...]:
    """Put among the candidates of tasks the pairs that only rejections have kept from it.

    A rejection is about what was seen, too: whoever rejected one wording has not seen another.
    """
    more: dict[str, list[Candidate]] = {}
    for each in held_down:
        more.setdefault(each.upper, []).append(each)
    return tuple(_with(each, more.get(each.task.key, ())) for each in uppers)


def _with(upper: UpperResult, more: Sequence[Candidate]) -> UpperResult:
    """Put pairs among the candidates of one task, behind what is linked to it."""
    linked, new = {link.lower for link in upper.links}, {each.lower for each in more}
    left = [each for each in upper.candidates if each.lower in linked or each.lower not in new]
    at = len(upper.links)
    added = [each for each in more if each.lower not in linked]
    return replace(upper, candidates=(*left[:at], *added, *left[at:])) if more else upper


def ask_again(
    uppers: Sequence[UpperResult],
    possible: Iterable[UpperResult],
    lowers: Sequence[Task],
    overtaken: Iterable[Overtaken],
) -> tuple[UpperResult, ...]:
    """Put the tasks of overtaken answers in review, but those that a row repeats to the letter.

    Args:
        uppers: as matched, before anybody's answer counts.
        possible: the same, of ``with_held_down``.
        lowers: the tasks of the lower plan.
        overtaken: of ``find_overtaken``.

    """
    gone = {each.decision.upper for each in overtaken}
    texts = {task.key: fold(task.text) for task in lowers}
    again = {e.task.key: _asked(e, texts) for e in possible if e.task.key in gone}
    return tuple(again.get(each.task.key, each) for each in uppers)


def still_asked(
    overtaken: Iterable[Overtaken], answers: Iterable[Decision]
) -> tuple[Overtaken, ...]:
    """Leave out those whose task somebody has answered since, by a pair with a new row.

    Of what was said of another unit any pair answers it: an answer on a text goes with the text.
    """
    yes = {(d.upper, d.lower) for d in answers if d.verdict in MEANS_YES}
    some = {upper for upper, _ in yes}
    return tuple(
        each
        for each in overtaken
        if not any((each.decision.upper, low) in yes for low in each.lowers)
        and not (each.given_for and each.decision.upper in some)
    )


def to_keep(
    answers: Iterable[Decision], shown: Iterable[Decision], lowers: Sequence[Task], seen: Seen
) -> tuple[Kept, ...]:
    """Return the answers that a workbook keeps: those shown, under their keys of now, and others.

    The others are overtaken, on texts of before, or on tasks that are gone.

    Args:
        answers: those that stand on the unit, under their keys of then.
        shown: those that a workbook shows as given.
        lowers: the tasks of the lower plan.
        seen: what the author of each answer saw, where it matters.

    """
    there = tuple(shown)
    known = set(map(_said, there))
    texts = {task.key: fold(task.text) for task in lowers}
    left = (each for each in answers if _said(each) not in known)
    return tuple(Kept(each, _past(texts, seen.get(given_on(each)))) for each in (*there, *left))


def _said(decision: Decision) -> tuple[str, ...]:
    """Return by what an answer is known when its tasks go by other keys."""
    return (answer_mark(decision), decision.upper_text, decision.lower_text)


def _past(texts: Mapping[str, str], seen: frozenset[str] | None) -> tuple[str, ...]:
    """Return the rows that were not there when an answer was given; none where that is unknown."""
    if seen is None:
        return ()
    return tuple(key for key, text in texts.items() if not _was_seen(text, seen))


def _asked(upper: UpperResult, texts: Mapping[str, str]) -> UpperResult:
    """Put one task in review, unless a row that is linked to it says the same to the letter."""
    same = any(texts[link.lower] == fold(upper.task.text) for link in upper.links)
    if upper.outcome in CARRIED_DOWN and same:
        return upper
    return replace(upper, outcome=Outcome.REVIEW, uncovered=())
