"""The blank form that units fill in: its columns, and the marks by which it is known again."""

from enum import StrEnum
from functools import cache
from hashlib import blake2b

from reconcile.model import Verdict
from reconcile.vocabulary.answers import UPPER, parse_answer
from reconcile.vocabulary.tables import table
from reconcile.vocabulary.terms import term
from reconcile.vocabulary.text import fold

MARKER = "reconcile-form"
"""First cell of the sheet of marks."""
ANNEXES_MARKER = "reconcile-letter-annexes"
"""The same of the workbook of a letter's annexes, which is for people to answer in."""
REVIEW_MARKER = "reconcile-review"
"""The same of a review workbook, in which people answer as well."""
_EDGES = " .,:;-–—…_*/+"


class FormColumn(StrEnum):
    """A column of the form, in the order in which it is written."""

    STT = "stt"
    GROUP = "group"
    TASK = "task"
    DIRECTIVE = "directive"
    DEADLINE = "deadline"
    ROLE = "role"
    CONTENT = "content"
    LEAD = "lead"
    SUPPORT = "support"
    DUE = "due"
    DOCUMENT = "document"
    NOTE = "note"
    KEY = "key"

    @property
    def header(self) -> str:
        """The header that people see."""
        return term("form_column", self)


GIVEN = (
    FormColumn.STT,
    FormColumn.GROUP,
    FormColumn.TASK,
    FormColumn.DIRECTIVE,
    FormColumn.DEADLINE,
    FormColumn.ROLE,
)
"""The columns that the program fills in."""
ASKED = (
    FormColumn.CONTENT,
    FormColumn.LEAD,
    FormColumn.SUPPORT,
    FormColumn.DUE,
    FormColumn.DOCUMENT,
    FormColumn.NOTE,
)
"""The columns that the unit fills in."""


class Mark(StrEnum):
    """What a row of the sheet of marks tells; stands in its first cell."""

    FORM = MARKER
    """Version of this layout."""
    UNIT = "unit"
    """Id and official name of the unit; both empty in a form for any unit."""
    UPPER = "upper"
    """Number and symbol of the upper plan, name of its unit."""
    PROGRAM = "program"
    """Version of the program."""
    COLUMN = "column"
    """A ``FormColumn`` and its header."""
    TASK = "task"
    """Key of an upper task, and the mark of its text."""


def text_mark(text: str) -> str:
    """Return what stands for a task's text, whatever its spacing, case and style of tone marks."""
    return blake2b(fold(text).encode(), digest_size=8).hexdigest()


def shown_key(text: str) -> str:
    """Return what stands for an upper task in a form that has lost its keys: its text."""
    return f"text:{text_mark(text)}"


def says_nothing(text: str) -> bool:
    """Tell whether a cell is as good as empty: no letter, or only a word such as ``Không``."""
    said = fold(text).strip(_EDGES)
    return not said or said in _nothing()


def upper_answer(text: str) -> Verdict | None:
    """Read a cell that is no content but an answer on the upper task, such as ``Đã hoàn thành``."""
    verdict = parse_answer(text)
    return verdict if verdict in UPPER else None


@cache
def _nothing() -> frozenset[str]:
    """Return the folded words that mean nothing was written."""
    return frozenset(map(fold, table("forms")["nothing"]))
