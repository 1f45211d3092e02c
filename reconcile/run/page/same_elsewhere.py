"""The same doubt of many units in one place: an upper task beside rows that say the same."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from reconcile.model import Decision, Topic, Verdict, Where
from reconcile.run.page.desk import Desk
from reconcile.run.page.snapshot import OpenedUnit
from reconcile.tracking.listed_tasks import Guess
from reconcile.vocabulary.text import fold


@dataclass(frozen=True, slots=True)
class ElsewhereRow:
    """A unit in which the same task is in doubt, and its nearest row."""

    unit: OpenedUnit
    text: str
    where: Where


@dataclass(frozen=True, slots=True)
class SameElsewhere:
    """The units in which a task is, or was, in doubt."""

    same: tuple[ElsewhereRow, ...]
    """Their row says the same to the letter, and nobody has answered."""
    near: tuple[ElsewhereRow, ...]
    """Their row says something else: each pair is looked at by itself."""
    answered: tuple[OpenedUnit, ...]
    """Somebody has answered there: left as it is."""


def same_elsewhere(
    units: Iterable[OpenedUnit], index: int, text: str, answered: set[str]
) -> SameElsewhere:
    """Sort the units by what they have beside an upper task that is in doubt.

    Args:
        units: of the folder, as they were read.
        index: 0-based position of the upper task.
        text: of the lower row that is looked at.
        answered: ids of the units in which somebody has answered on the task.

    """
    same: list[ElsewhereRow] = []
    near: list[ElsewhereRow] = []
    done: list[OpenedUnit] = []
    for unit in units:
        guess = _nearest(unit, index)
        if unit.unit.id in answered:
            done.append(unit)
        elif guess is not None:
            row = ElsewhereRow(unit, guess.text, guess.where)
            (same if fold(guess.text) == fold(text) else near).append(row)
    return SameElsewhere(tuple(same), tuple(near), tuple(done))


def answers_on(log: Iterable[Decision], upper: str) -> tuple[Decision, ...]:
    """Return the answers on an upper task that stand, of all units."""
    last = {each.subject: each for each in log if each.upper == upper}
    stand = (each for each in last.values() if each.verdict is not Verdict.WITHDRAWN)
    return tuple(each for each in stand if each.topic is Topic.COVERAGE)


def answered_units_on(log: Iterable[Decision], upper: str) -> set[str]:
    """Return the ids of the units in which an answer on an upper task stands."""
    return {each.unit for each in answers_on(log, upper)}


def row_saying(desk: Desk, unit: OpenedUnit, upper: str, text: str) -> str:
    """Return the key of the proposed row of a unit that says a text; empty where none does."""
    settled = desk.unit_desk(unit).settled.result
    found = next(each for each in settled.uppers if each.task.key == upper)
    pairs: Sequence[str] = [each.lower for each in (*found.links, *found.candidates)]
    texts = {each.key: fold(each.text) for each in settled.lower.tasks}
    return next((key for key in pairs if texts[key] == fold(text)), "")


def _nearest(unit: OpenedUnit, index: int) -> Guess | None:
    """Return the nearest row of a unit, where the task is in doubt there."""
    for each in unit.digest.review:
        if each.index == index and each.guesses:
            return each.guesses[0]
    return None
