"""One answer given on the page: into the same log as those of the workbooks, at once.

An answer is refused when the task was answered elsewhere since the page was shown, unless that
says the same: nobody's word is replaced unseen.
"""

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from reconcile.model import AS_PROPOSED, Decision, PlanEntry, Topic, Verdict, Where
from reconcile.office.limits import most
from reconcile.run.settle import SettledUnit
from reconcile.store.cache import fingerprint
from reconcile.store.database import open_database, writing
from reconcile.store.decisions import add, append, history, office_time, withdraw
from reconcile.store.seen import is_kept, keep_seen
from reconcile.store.unit_ids import of_now, units_now
from reconcile.tracking.overtaken import plan_mark, texts_of
from reconcile.vocabulary.answers import (
    MEANS_YES,
    OVERTAKEN_BY_WORK,
    answer_mark,
    known_with,
    same_answer,
    topic_of,
)
from reconcile.vocabulary.terms import term
from reconcile.vocabulary.text import typed

_MOST = most("typed")
"""Letters of a note, or of another text that a person types."""
_NOW = office_time


@dataclass(frozen=True, slots=True, kw_only=True)
class PageAnswer:
    """What a person says on the page about an upper task, a pair or a lower task."""

    verdict: Verdict
    upper: str = ""
    lower: str = ""
    document: str = ""
    note: str = ""
    person: str = ""
    entry: PlanEntry = AS_PROPOSED
    saw: str = ""
    """``version`` of the task when the page was shown."""
    past: bool = False
    """Whether the pair is one of a row with a task further up than the plan right above."""

    @property
    def topic(self) -> Topic:
        """What it is about."""
        return Topic.DIRECT if self.past else topic_of(self.verdict)


@dataclass(frozen=True, slots=True)
class PageStep:
    """What one click has added to the log: undone as a whole."""

    lines: tuple[Decision, ...]
    before: tuple[Decision | None, ...]
    """What stood on the subject of each line."""


@dataclass(frozen=True, slots=True)
class Refused:
    """An answer that was not taken: somebody has answered in the meantime."""

    given: Verdict
    stands: Decision
    """What was said elsewhere; it may be that an answer was taken back."""


def version(log: Iterable[Decision], upper: str, lower: str = "", *, past: bool = False) -> str:
    """Return the mark of all that was said on a task: another one, and the page is old.

    Args:
        log: every line about the unit, in the order of its growth.
        upper: key of the upper task; empty where the lower task is asked about by itself.
        lower: its key then.
        past: whether the upper task is one of a plan further up than the one right above.

    """
    return fingerprint([answer_mark(each) for each in _about(log, upper, lower, past=past)])[:16]


def save_answer(folder: Path, settled: SettledUnit, given: PageAnswer) -> PageStep | Refused:
    """Add an answer to the log, and take back what it cannot stand beside.

    Raises:
        OutputError: the database cannot be written.

    """
    with open_database(folder) as database:
        texts = texts_of(task.text for task in settled.plan.tasks)
        if given.verdict in OVERTAKEN_BY_WORK and not is_kept(database, plan_mark(texts)):
            keep_seen(database, [texts])
        with writing(database, lasting=True):
            log = history(database, settled.plan.unit.id)
            said = _decision(settled, given, log, plan_mark(texts))
            if (other := _met(log, given, said)) is not None:
                return Refused(given.verdict, other)
            lines = (*_taken_back(log, said), said)
            return _added(database, log, lines)


def undo(folder: Path, step: PageStep) -> PageStep | Refused:
    """Take back what one click has added; where it had replaced an answer, that stands again.

    Raises:
        OutputError: the database cannot be written.

    """
    with open_database(folder) as database, writing(database, lasting=True):
        step = _of_now(step, units_now(database))
        units = sorted({line.unit for line in step.lines})
        log = [each for unit in units for each in history(database, unit)]
        for line in step.lines:
            last = _last(log, line)
            if last is None or answer_mark(last) != answer_mark(line):
                return Refused(line.verdict, last or line)
        pairs = zip(step.lines, step.before, strict=True)
        back = [_back(line, before) for line, before in pairs]
        return _added(database, log, back)


def _of_now(step: PageStep, now: Mapping[str, str]) -> PageStep:
    """Return a click as one on the unit that has taken over the one that it was on since."""
    return PageStep(
        tuple(of_now(each, now) for each in step.lines),
        tuple(each and of_now(each, now) for each in step.before),
    )


def _back(line: Decision, before: Decision | None) -> Decision:
    """Return the line that undoes another."""
    if before is None or before.verdict is Verdict.WITHDRAWN:
        return replace(
            withdraw(line, when=_NOW(), person="", where=line.where), base=known_with(line)
        )
    return replace(before, when=_NOW(), base=known_with(line), where=line.where, writing="")


def _added(
    database: sqlite3.Connection, log: Sequence[Decision], lines: Iterable[Decision]
) -> PageStep:
    """Add lines to the log, and keep what had stood before each."""
    kept = [(each, _last(log, each)) for each in lines if _is_added(database, each)]
    return PageStep(tuple(line for line, _ in kept), tuple(before for _, before in kept))


def _is_added(database: sqlite3.Connection, line: Decision) -> bool:
    """Add a line; one that was taken back before is added whatever the log has."""
    if line.verdict is Verdict.WITHDRAWN:
        append(database, [line])
        return True
    return add(database, line)


def _met(log: Sequence[Decision], given: PageAnswer, said: Decision) -> Decision | None:
    """Return what was said elsewhere since the page was shown, unless it says the same."""
    about = _about(log, given.upper, given.lower, past=given.past)
    if given.saw == version(about, given.upper, given.lower, past=given.past):
        return None
    last = about[-1:]
    same = _last(log, said)
    repeats = same is not None and same_answer(same, said)
    # To repeat an answer is harmless, unless it denies what was said elsewhere, unseen.
    if not last or (repeats and not _taken_back(log, said)):
        return None
    return last[0]


def _decision(
    settled: SettledUnit, given: PageAnswer, log: Sequence[Decision], seen: str
) -> Decision:
    """Make the line of an answer, as a workbook's cell would have made it."""
    result = settled.result
    texts = {task.key: task.text for task in (*result.upper.tasks, *result.lower.tasks)}
    if given.past:
        texts |= {pair.upper.task.key: pair.upper.task.text for pair in settled.direct.pairs}
    said = Decision(
        unit=result.lower.unit.id,
        verdict=given.verdict,
        upper=given.upper,
        lower=given.lower,
        topic=given.topic,
        upper_text=texts.get(given.upper, ""),
        lower_text=texts.get(given.lower, ""),
        document=typed(given.document, _MOST) if given.verdict is Verdict.OTHER_DOCUMENT else "",
        entry=given.entry if given.verdict is Verdict.REWRITE else AS_PROPOSED,
        note=typed(given.note, _MOST),
        person=typed(given.person, _MOST),
        when=_NOW(),
        where=Where(term("page", "place")),
        score=_score(settled, given),
        plan=result.upper.identity,
        seen=seen,
    )
    last = _last(log, said)
    return replace(said, base=known_with(last)) if last else said


def _taken_back(log: Sequence[Decision], said: Decision) -> tuple[Decision, ...]:
    """Take back the answers of the same task that an answer denies: its author has seen them."""
    stand: dict[tuple[str, ...], Decision] = {}
    for each in _about(log, said.upper, said.lower if not said.upper else ""):
        stand[each.subject] = each
    return tuple(
        replace(
            withdraw(each, when=said.when, person=said.person, where=said.where),
            base=known_with(each),
        )
        for each in stand.values()
        if each.subject != said.subject and _denies(said, each)
    )


def _denies(said: Decision, other: Decision) -> bool:
    """Tell whether two answers on one upper task cannot both be meant."""
    if said.topic or other.topic:
        return False
    verdicts = {said.verdict, other.verdict}
    return Verdict.MISSED in verdicts and bool(verdicts & set(MEANS_YES))


def _about(
    log: Iterable[Decision], upper: str, lower: str, *, past: bool = False
) -> list[Decision]:
    """List the lines on an upper task and its pairs; without one, those on a lower task.

    Of a pair with a task further up those on that pair: nothing is concluded on such a task.
    """
    if past:
        return [each for each in log if each.subject == (each.unit, upper, lower, Topic.DIRECT)]
    if upper:
        return [each for each in log if each.upper == upper and each.topic is not Topic.DIRECT]
    return [each for each in log if each.lower == lower and not each.upper]


def _last(log: Sequence[Decision], said: Decision) -> Decision | None:
    """Return the latest line on the subject of an answer."""
    return next((each for each in reversed(log) if each.subject == said.subject), None)


def _score(settled: SettledUnit, given: PageAnswer) -> float | None:
    """Return what the program thinks of a pair; None where it has not proposed it."""
    if not (given.upper and given.lower):
        return None
    past = [each.upper for each in settled.direct.pairs] if given.past else []
    found = (e for e in past or settled.result.uppers if e.task.key == given.upper)
    pairs = (pair for each in found for pair in (*each.links, *each.candidates))
    return next((pair.score for pair in pairs if pair.lower == given.lower), None)
