"""Which answers, given anywhere, touch a unit: by those alone its outputs are made again.

The wordings that a plan was held against are kept with it, so that a run looks only at those that
have come since, and opens no plan where there are none.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from sqlite3 import Connection

from reconcile.match import near
from reconcile.model import JudgedWordings
from reconcile.store.cache import fingerprint, keep, recall
from reconcile.tracking.unit_tasks import UnitTasks

TRACKED = "tracked"
"""Kind under which the cache keeps what tracking needs of a unit."""
_HELD = "wordings"
_SIZE = 8
"""Bytes by which a wording that touches nothing is known again."""


@dataclass(frozen=True, slots=True)
class HeldWordings:
    """The wordings that the plan of a unit was held against."""

    settled: str
    """Fingerprint of what the unit was settled from."""
    near: tuple[str, ...]
    """Those that touch it, in order."""
    far: bytes
    """Marks of the others, one after the other."""


class WordingsHeard:
    """What people have judged in any unit, held against one plan after the other."""

    def __init__(self, database: Connection, known: JudgedWordings) -> None:
        self.database = database
        self.known = known
        self._marks = {sha256(text.encode()).digest()[:_SIZE]: text for text in known.texts}

    def touching(self, unit: str, made_from: str) -> JudgedWordings | None:
        """Return what touches a unit; None where it has not been settled as it is now.

        Args:
            unit: its id.
            made_from: fingerprint of all that its outcome comes from, but for the wordings.

        """
        held = recall(self.database, _HELD, unit, made_from, HeldWordings)
        if held is None:
            return None
        new = self._new(held)
        if new:
            tasks = recall(self.database, TRACKED, unit, held.settled, UnitTasks)
            if tasks is None:
                return None
            touch = (*held.near, *near(new, [task.text for task in tasks.tasks]))
            self.keep(unit, made_from, held.settled, touch)
            return self.known.about(touch)
        return self.known.about(held.near)

    def keep(self, unit: str, made_from: str, settled: str, touch: Sequence[str]) -> None:
        """Keep which of the wordings touch a unit, and that the others do not."""
        touch = tuple(sorted(self.known.texts & set(touch)))
        far = b"".join(mark for mark, text in self._marks.items() if text not in touch)
        keep(self.database, _HELD, unit, made_from, HeldWordings(settled, touch, far))

    def _new(self, held: HeldWordings) -> list[str]:
        """List the wordings that a plan was not held against yet, in order."""
        far = {held.far[at : at + _SIZE] for at in range(0, len(held.far), _SIZE)}
        seen = set(held.near)
        return sorted(t for mark, t in self._marks.items() if mark not in far and t not in seen)


def touching_plan(known: JudgedWordings, texts: Sequence[str]) -> JudgedWordings:
    """Keep the wordings that touch a plan of these texts."""
    return known.about(near(sorted(known.texts), texts))


def made_with(made_from: str, touching: JudgedWordings) -> str:
    """Return the fingerprint of all that an outcome comes from, the wordings, too."""
    return fingerprint(made_from, touching) if touching.texts else made_from
