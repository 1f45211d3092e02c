"""The tasks of one unit as they are answered on the page: which are open, in which order."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from reconcile.model import (
    Decision,
    DirectPair,
    LowerOutcome,
    LowerResult,
    Outcome,
    Role,
    Topic,
    UpperResult,
    Verdict,
)
from reconcile.review.ask.questions import Question, questions, row_key
from reconcile.review.settling.answers_by_subject import by_subject
from reconcile.run.settle import SettledUnit
from reconcile.tracking.reopening import Reopened
from reconcile.vocabulary.answers import MEANS_YES, UPPER

_CLOSING = frozenset({*MEANS_YES, *UPPER})


@dataclass(frozen=True, slots=True)
class Item:
    """An upper task at a unit, with what was said on it."""

    upper: UpperResult
    rows: tuple[Question, ...]
    """The pairs that are asked about, best first."""
    is_open: bool
    """Whether it still waits for a conclusion."""
    first: bool
    """Whether its answer tells most about the others."""
    said: tuple[Decision, ...]
    """The answers that stand on it and its pairs, the latest last."""
    again: tuple[Reopened, ...]
    """Former answers, on other texts, about which it is asked again."""

    @property
    def key(self) -> str:
        """The key of the upper task."""
        return self.upper.task.key

    @property
    def told(self) -> Decision | None:
        """The answer that concludes it; None where nobody has."""
        said = (each for each in reversed(self.said) if each.verdict in _CLOSING)
        return next(said, None)

    @property
    def writing(self) -> Decision | None:
        """What was said on writing it into the unit's plan."""
        said = (each for each in reversed(self.said) if each.topic is Topic.WRITING_IN)
        return next(said, None)

    @property
    def is_missed(self) -> bool:
        """Whether the unit has a role in it, and does not carry it."""
        if self.upper.role is Role.NONE or self.is_open:
            return False
        if self.told is not None:
            return self.told.verdict is Verdict.MISSED
        return self.upper.outcome is Outcome.MISSED


@dataclass(frozen=True, slots=True, kw_only=True)
class TeachingGain:
    """What the answers that were asked for first have brought."""

    answers: int
    """How many of them people have given."""
    concluded: tuple[Item, ...]
    """Tasks that waited then, and that the program has settled since."""
    left: int
    """Tasks that still wait."""
    added: int
    """Tasks about which it was in no doubt then, and is now."""


@dataclass(slots=True)
class Teaching:
    """The tasks of a unit that are asked about first, as they stood when they were chosen."""

    first: frozenset[str] = frozenset()
    """Their keys; none where too few are in doubt."""
    doubtful: frozenset[str] = frozenset()
    """Keys of all tasks that waited then."""

    def gain(self, items: Sequence[Item]) -> TeachingGain | None:
        """Return what their answers have brought; None while one of them still waits.

        Args:
            items: the tasks of the unit as they stand now.

        """
        left = {each.key for each in items if each.is_open}
        if not self.first or self.first & left:
            return None
        answered = {each.key for each in items if each.told}
        gone = self.doubtful - left - answered
        return TeachingGain(
            answers=len(self.first & answered),
            concluded=tuple(each for each in items if each.key in gone),
            left=len(left),
            added=len(left - self.doubtful),
        )


@dataclass
class UnitDesk:
    """One unit settled, and the order in which its tasks are shown from then on."""

    settled: SettledUnit
    order: list[str] = field(default_factory=list)
    """Keys of the tasks as they were first shown: nothing moves under somebody's hands."""
    past: list[str] = field(default_factory=list)
    """The same of the rows that cite a plan further up."""
    teaching: Teaching = field(default_factory=Teaching)
    """What is asked about first: chosen once, and not anew with each answer."""

    def __post_init__(self) -> None:
        """Work out once what all views of the unit ask for."""
        self._asked = self._rows()
        self._again: dict[str, list[Reopened]] = {}
        for each in self.settled.shown_answers[1]:
            self._again.setdefault(each.upper, []).append(each)
        self._shown: tuple[int, tuple[Item, ...]] = (-1, ())
        if not self.teaching.first:
            self.teaching = self._teaching()
        self._untouched = {key: self._item(key, (), moved=False) for key in self._asked}

    def items(self, log: Sequence[Decision]) -> tuple[Item, ...]:
        """List the tasks with what stands on them now.

        Args:
            log: every line about the unit, in the order of its growth.

        """
        # The log only grows: as long as it has as many lines, nothing was said since.
        if self._shown[0] != len(log):
            self._shown = len(log), self._as_of(log)
        return self._shown[1]

    def _as_of(self, log: Sequence[Decision]) -> tuple[Item, ...]:
        """List the tasks with what stands on them by a log."""
        # What was said of rows that have gone stays in the log, and concludes nothing.
        gone = set(self.settled.answers.stale)
        stand = [each for each in standing_in(log) if each not in gone]
        known = set(self.settled.lower.answers) - gone
        by_upper: dict[str, list[Decision]] = {}
        for each in stand:
            by_upper.setdefault(each.upper, []).append(each)
        # What has been said or taken back since the unit was settled; whether a missed task is
        # written in changes nothing of its being missed.
        said = known.symmetric_difference(stand)
        moved = {each.upper for each in said if each.topic is Topic.COVERAGE}
        touched = by_upper.keys() | moved
        return tuple(
            self._item(key, by_upper.get(key, ()), moved=key in moved)
            if key in touched
            else self._untouched[key]
            for key in _ordered(self.order, self._asked)
        )

    def own_tasks(self) -> tuple[LowerResult, ...]:
        """List the lower tasks that answer no upper one, and those that repeat another."""
        return tuple(
            each for each in self.settled.result.lowers if each.outcome is not LowerOutcome.LINKED
        )

    def direct_pairs(self) -> tuple[DirectPair, ...]:
        """List the rows that cite a plan further up than the one right above."""
        pairs = {
            row_key(each.upper.task.key, each.lower.key, Topic.DIRECT): each
            for each in self.settled.direct.pairs
        }
        return tuple(pairs[key] for key in _ordered(self.past, pairs))

    def _item(self, key: str, said: Iterable[Decision], *, moved: bool) -> Item:
        """Put together what is shown of one task."""
        rows = self._asked[key]
        upper = rows[0].upper
        stand = tuple(sorted(said, key=lambda each: each.when))
        settled = any(each.verdict in _CLOSING for each in stand if not each.topic)
        # Where answers are newer than the outcome, they alone tell.
        is_open = not settled and upper.counts if moved else upper.is_doubtful
        return Item(
            upper=upper,
            rows=tuple(sorted(rows, key=_by_score)),
            is_open=is_open,
            first=key in self.teaching.first,
            said=stand,
            again=tuple(self._again.get(key, ())),
        )

    def _teaching(self) -> Teaching:
        """Choose what is asked about first."""
        first = {key for key, rows in self._asked.items() if any(each.first for each in rows)}
        waits = (key for key, rows in self._asked.items() if rows[0].upper.is_doubtful)
        return Teaching(frozenset(first), frozenset(waits) if first else frozenset())

    def _rows(self) -> dict[str, list[Question]]:
        """Return what is asked of each task, in the order in which it is asked."""
        stand, reopened = self.settled.shown_answers
        pairs = [(each.upper, each.lower) for each in reopened if each.upper and each.lower]
        rows: dict[str, list[Question]] = {}
        for each in questions(self.settled.result, by_subject(stand), pairs):
            rows.setdefault(each.upper.task.key, []).append(each)
        return rows


def _ordered(order: list[str], rows: Mapping[str, object]) -> list[str]:
    """Keep the order that was shown; what is new goes to the end."""
    known = set(order)
    left = [key for key in order if key in rows]
    order[:] = [*left, *(key for key in rows if key not in known)]
    return order


def _by_score(row: Question) -> float:
    """Put the likeliest pair first, and a row without a pair last."""
    return -(row.candidate.score if row.candidate else 0.5 if row.lower else -1.0)


def standing_in(log: Iterable[Decision]) -> tuple[Decision, ...]:
    """Return the latest answer on each subject, unless it was taken back."""
    last = {each.subject: each for each in log}
    return tuple(each for each in last.values() if each.verdict is not Verdict.WITHDRAWN)
