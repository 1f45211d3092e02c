"""What keeps the documents of a unit from being final."""

from dataclasses import astuple, dataclass

from reconcile.tracking.coverage import OpenPlace


@dataclass(frozen=True, slots=True)
class LeftOpen:
    """What waits for a person in one unit, before a document of it can be final."""

    unit: str
    """Official name."""
    proposals: int = 0
    """Missed tasks that nobody has decided to write in or to leave out."""
    review: int = 0
    """Tasks in review."""
    overtaken: int = 0
    """Answers that the unit's plan has gone past."""
    changes: int = 0
    """Changes and comments in the copy of its own file that nobody has decided on."""
    doubtful: int = 0
    """Rows of reports on progress of which nobody knows yet what they tell."""
    unfinished: tuple[OpenPlace, ...] = ()
    """What else keeps its documents from being signed, with its place."""

    @property
    def waits(self) -> bool:
        """Whether anything does."""
        return any(astuple(self)[1:])
