"""What earlier runs left of a unit: against it changes are told and old answers find their task."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal

from reconcile.tracking.changes import RunStanding, texts
from reconcile.tracking.versions import Followed, follow
from reconcile.vocabulary.text import fold

Texts = Mapping[str, str]
"""Task key → text, in the order of a plan."""
Side = Literal["upper", "lower"]
_NONE: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class History:
    """What is kept of a unit's earlier runs."""

    last: RunStanding | None = None
    """Where the last run left its tasks; None before the first."""
    earlier: RunStanding | None = None
    """Where the one before it, which differs, left them."""
    last_at: str = ""
    """ISO date and time of the last run; empty before the first."""
    earlier_at: str = ""
    upper_successors: Mapping[str, str] = field(default_factory=lambda: _NONE)
    """Upper key that is gone → key that its text became, over all versions."""
    lower_successors: Mapping[str, str] = field(default_factory=lambda: _NONE)

    def before(self, now: RunStanding) -> RunStanding | None:
        """Return the last standing that differs from this one: what changes are told against.

        The answer is the same before and after ``now`` is remembered, so that a run again with
        nothing changed tells the same changes. None where there is no such run.
        """
        if self.last is not None and self.last.content == now.content:
            return self.earlier
        return self.last

    def since(self, now: RunStanding) -> str:
        """Return when the standing of ``before`` was; empty where there is none."""
        same = self.last is not None and self.last.content == now.content
        return self.earlier_at if same else self.last_at

    def trace(self, side: Side, asked: Texts, now: Texts) -> Followed:
        """Find what became of tasks that people once decided about, over all versions since.

        Args:
            side: which plan the tasks are of.
            asked: key → text, as decided about; keys that are there now are passed over.
            now: key → text of the plan as it is now.

        Returns:
            For the keys that are not there now. Where no run ever saw a task (its decision came
            from another folder), it is held against all texts of now that nothing else became.

        """
        seen = self._seen(side)
        kept = self.upper_successors if side == "upper" else self.lower_successors
        # The last step may not be kept yet: a run is remembered when it is over.
        links = {**kept, **follow(seen, now).changed}
        lost = {key: text for key, text in asked.items() if key not in now}
        ends = {key: _end(key, links, now) for key in lost}
        changed = {key: end for key, end in ends.items() if end}
        known = {*seen, *links}
        strangers = {key: text for key, text in lost.items() if not ends[key] and key not in known}
        free = {key: text for key, text in now.items() if key not in set(changed.values())}
        changed |= follow(strangers, free).changed
        same = {old: new for old, new in changed.items() if fold(asked[old]) == fold(now[new])}
        return Followed(
            changed={old: new for old, new in changed.items() if old not in same},
            gone=tuple(key for key in lost if key not in changed),
            renamed=same,
        )

    def _seen(self, side: Side) -> Texts:
        """Return the texts that the last run saw on one side."""
        if self.last is None:
            return {}
        return texts(self.last.uppers if side == "upper" else self.last.lowers)


NO_HISTORY = History()


def _end(key: str, links: Mapping[str, str], now: Texts) -> str:
    """Follow a key from version to version to one that is there now; ``""`` where none is."""
    passed: set[str] = set()
    # A text may come back after it was changed, and the steps then go round.
    while key not in now and key not in passed:
        passed.add(key)
        key = links.get(key, "")
    return key if key in now else ""
