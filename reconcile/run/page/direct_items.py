"""Rows that cite a plan further up, as the page asks of them: do they carry its task directly?"""

from collections.abc import Sequence
from dataclasses import dataclass

from reconcile.model import Decision, DirectPair, Outcome, Topic, Verdict
from reconcile.review.ask.said_before import told_before
from reconcile.run.page.answer import version
from reconcile.run.page.shown_words import SideBySide, side_by_side
from reconcile.run.page.unit_desk import UnitDesk


@dataclass(frozen=True, slots=True)
class DirectItem:
    """One such row beside the task, with what was said on the two."""

    pair: DirectPair
    plan: str
    """Of whom the task is, and the number of the plan."""
    said: Decision | None
    """The answer that stands on it now."""
    saw: str
    """``version`` of the pair."""
    words: SideBySide
    reasons: tuple[str, ...]
    """Why the program thinks of it; none of a pair that a person has rejected."""
    before: tuple[str, ...]
    """What was answered on former texts, and what has changed since."""

    @property
    def mark(self) -> str:
        """By what its row goes in an address."""
        return f"{self.pair.upper.task.key}-{self.pair.lower.key}"

    @property
    def is_open(self) -> bool:
        """Whether it waits for an answer."""
        return self.said is None and self.pair.upper.outcome is Outcome.REVIEW


def direct_items(desk: UnitDesk, log: Sequence[Decision]) -> tuple[DirectItem, ...]:
    """List such rows of a unit with what stands on them now.

    Args:
        desk: the unit settled.
        log: every line about it, in the order of the log's growth.

    """
    said = {(each.upper, each.lower): each for each in log if each.topic is Topic.DIRECT}
    plans = {
        task.key: f"{above.plan.unit.name}{f' ({above.plan.number})' if above.plan.number else ''}"
        for above in desk.settled.upper.passing
        for task in above.plan.tasks
    }
    return tuple(
        _item(desk, log, pair, plans, said.get((pair.upper.task.key, pair.lower.key)))
        for pair in desk.direct_pairs()
    )


def _item(
    desk: UnitDesk,
    log: Sequence[Decision],
    pair: DirectPair,
    plans: dict[str, str],
    said: Decision | None,
) -> DirectItem:
    """Gather what is shown of one row."""
    upper, lower, result = pair.upper.task, pair.lower, desk.settled.result
    units = result.upper.unit, result.lower.unit
    known = (*pair.upper.links, *pair.upper.candidates)
    return DirectItem(
        pair=pair,
        plan=plans.get(upper.key, ""),
        said=said if said and said.verdict is not Verdict.WITHDRAWN else None,
        saw=version(log, upper.key, lower.key, past=True),
        words=side_by_side(upper.text, lower.text),
        reasons=next((each.reasons for each in known if each.lower == lower.key), ()),
        before=tuple(told_before(pair.before, units, upper.text, lower.text))
        if pair.before
        else (),
    )
