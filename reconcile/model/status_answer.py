"""What a person says of a row of a source that the program could not place or understand."""

from dataclasses import dataclass
from enum import StrEnum

from reconcile.model.entry import Side


class StatusRuling(StrEnum):
    """Which task a row is about, as a person says."""

    SAME = "same"
    """The one task that the program proposed."""
    OTHER = "other"
    """The task that the person names."""
    NONE = "none"
    """It is about no task of the plans."""


@dataclass(frozen=True, slots=True)
class StatusCells:
    """The answer cells of a row, as a person left them."""

    ruling: str = ""
    number: str = ""
    """Of the task, in the plan above or in “Dữ liệu”."""
    state: str = ""
    whose: str = ""
    note: str = ""

    @property
    def texts(self) -> tuple[str, ...]:
        """What they say, in the order of the sheet."""
        return self.ruling, self.number, self.state, self.whose, self.note


NOTHING_SAID = StatusCells()


@dataclass(frozen=True, slots=True)
class StatusAnswer:
    """One line of the log of such answers; of one row the last line stands."""

    row: str
    """Key of the row; the same for every delivery of a source that says the same."""
    cells: StatusCells
    ruling: StatusRuling | None = None
    side: Side = Side.UPPER
    task: str = ""
    """Key of the task that is meant, where one is."""
    body: str = ""
    """Id of the body whose row it is, where a person named one."""
    file: str = ""
    """Where the answer came from."""
    when: str = ""
    """ISO date and time, local to the office."""
