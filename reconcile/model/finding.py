"""Places in files, and what is found there."""

from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True, order=True)
class Where:
    """A place in a file that a person can open and look at.

    ``row`` is 1-based, as Excel numbers it; 0 when the place is the whole sheet. In Word,
    ``sheet`` is ``Bảng 2`` (row of that table) or ``Đoạn`` (``row`` is the paragraph's number).
    ``column`` is the header text that the user sees, never a letter or an index.
    """

    file: str
    sheet: str = ""
    row: int = 0
    column: str = ""

    def __str__(self) -> str:
        row = f"dòng {self.row}" if self.row else ""
        column = f"cột “{self.column}”" if self.column else ""
        return " › ".join(part for part in (self.file, self.sheet, row, column) if part)

    @property
    def whole_row(self) -> "Where":
        """The place without the column: where to look for a whole task."""
        return Where(self.file, self.sheet, self.row)


class Severity(StrEnum):
    """How grave a finding is; sorts from the gravest down by ``rank``."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"

    @property
    def rank(self) -> int:
        """0 for an error, 1 for a warning, 2 for information."""
        # By the alphabet information would come before a warning.
        return ("error", "warning", "info").index(self.value)


@dataclass(frozen=True, slots=True)
class Finding:
    """Something wrong or worth knowing, as data: collected, sorted, shown everywhere.

    ``code`` is one of the catalogue in ``vocabulary/findings.toml``; ``task`` is the key of the
    task that it is about, or empty; ``unit`` the name of the unit that its texts name, or empty.
    """

    code: str
    severity: Severity
    where: Where
    message: str
    fix: str
    task: str = ""
    unit: str = ""

    @property
    def order(self) -> tuple[int, Where, str, str]:
        """The order in which findings are shown: gravest first, then by place."""
        return (self.severity.rank, self.where, self.code, self.message)
