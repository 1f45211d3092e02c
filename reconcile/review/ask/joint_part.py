"""What one unit gives to the workbook of all units: its doubtful rows, ready to be laid down."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import msgspec

from reconcile.model import Decision, Reconciliation, Role, Unit
from reconcile.review.answers.drafts import Draft, by_row
from reconcile.review.ask import pairs_sheet
from reconcile.review.ask.columns import EVERYWHERE
from reconcile.review.ask.pairs_sheet import Shown
from reconcile.review.ask.questions import Question, questions
from reconcile.review.ask.workbook import marks_seen, pairs_of
from reconcile.review.ask.written_seals import sealed_row
from reconcile.review.keys.hidden_sheet import AskedRow
from reconcile.review.keys.row_labels import label_rows
from reconcile.review.keys.unit_keys import with_unit
from reconcile.review.settling.answers_by_subject import by_subject
from reconcile.tracking.overtaken import Kept
from reconcile.tracking.reopening import Reopened
from reconcile.vocabulary.answers import is_everywhere
from reconcile.workbook.content.columns import column
from reconcile.workbook.content.grid import Entry, Kind, SheetColumn, TextPiece, Tone
from reconcile.workbook.content.task_numbers import sortable_number

_WIDTHS = {"upper": 33.0, "lower": 33.0, "why": 27.0, "other": 13.0, "note": 12.0}
"""Of columns that leave room for those of this workbook alone, so that all that is printed stands
on one page side by side."""


def _narrowed(columns: Iterable[SheetColumn]) -> Iterator[SheetColumn]:
    """Fit the columns of the workbook of one unit into this one."""
    for each in columns:
        fitted = replace(each, width=_WIDTHS.get(each.name, each.width))
        # No list: each unit has rows of its own, and Excel one list for the whole column.
        fitted = replace(fitted, choices=None) if each.name == "other" else fitted
        yield replace(fitted, printed=False) if each.name == "writing" else fitted


_NUMBER, *_REST = _narrowed(pairs_sheet.PROGRAM)
PROGRAM: tuple[SheetColumn, ...] = (
    _NUMBER,
    column("review_column", "unit", 16),
    column("review_column", "stt", 5.5, Kind.WORD),
    *_REST,
)
"""The columns that the program fills in: as in the workbook of one unit, with whose row it is."""
_PAIR, *_BESIDE = _narrowed(pairs_sheet.ANSWERS)
ANSWERS: tuple[SheetColumn, ...] = (
    _PAIR,
    column("review_column", "everywhere", 11.5, Kind.WORD, choices=EVERYWHERE),
    *_BESIDE,
)
"""The columns that people fill in."""
_LEAD = 2.0
"""A task that the unit leads weighs so many that it only supports. Source: issue 14."""


@dataclass(frozen=True, slots=True)
class JointCell:
    """A cell of a row, light to keep."""

    value: str | int | float | tuple[TextPiece, ...] | None = None
    tone: Tone = Tone.BODY


@dataclass(frozen=True, slots=True)
class JointRow:
    """A row of one unit."""

    asked: AskedRow
    cells: bytes
    """Packed until the row is written; its number is given when all units are laid together."""
    upper: str
    """Key of the upper task."""
    lower: str
    """Key of the lower task; empty for none."""
    open: bool
    """Whether something is asked here still."""
    applied: bool
    """Whether its answer was given by a mark on another unit's row."""
    weight: float
    """How much an answer would change, on the first open row of a task; 0 on the others."""


@dataclass(frozen=True, slots=True)
class JointPart:
    """All that one unit gives."""

    unit: str
    """Id."""
    name: str
    rows: tuple[JointRow, ...]
    texts: Mapping[str, str]
    """Key of each lower task → its text."""
    labels: Mapping[str, str]
    """Label of each lower row → its task key."""
    bases: Mapping[str, str]
    kept: tuple[Kept, ...]
    """The answers that its rows show."""


def joint_part(  # noqa: PLR0913, PLR0917 - each is another thing that the workbook holds
    result: Reconciliation,
    decisions: Sequence[Decision],
    reopened: Sequence[Reopened] = (),
    drafts: Sequence[Draft] = (),
    proposals: Mapping[str, str] | None = None,
    kept_answers: Sequence[Kept] = (),
) -> JointPart:
    """Take of one unit what is doubtful or answered; the arguments are those of ``review_book``."""
    said = by_subject(decisions)
    again = pairs_of(reopened)
    rows = [each for each in questions(result, said, again) if _belongs(each, again)]
    units = result.upper.unit, result.lower.unit
    shown = pairs_sheet.pair_rows(rows, units, reopened, by_row(drafts))
    shown = pairs_sheet.with_proposals(shown, proposals or {})
    uppers = {each.upper.task.key for each in rows}
    lower = result.lower
    return JointPart(
        unit=lower.unit.id,
        name=lower.unit.name,
        rows=tuple(_rows(rows, shown, lower.unit)),
        texts={task.key: task.text for task in lower.tasks},
        labels=label_rows(lower.tasks),
        bases=marks_seen(result, decisions, kept_answers),
        kept=tuple(each for each in kept_answers if each.decision.upper in uppers),
    )


def _belongs(row: Question, again: Collection[tuple[str, str]]) -> bool:
    """Tell whether a row is doubtful, asked again or answered; what the program is sure of is not.

    Args:
        row: of the workbook of the unit.
        again: pairs that were answered on texts which have changed.

    """
    said = row.pair or row.task or row.writing
    reopened = row.lower is not None and (row.upper.task.key, row.lower.key) in again
    return row.upper.is_doubtful or reopened or said is not None


def _rows(rows: Sequence[Question], shown: Sequence[Shown], unit: Unit) -> Iterable[JointRow]:
    """Put each row beside what else the workbook of all units says of it."""
    met: set[str] = set()
    for row, cells in zip(rows, shown, strict=True):
        key = row.upper.task.key
        first = not row.answered and key not in met
        met |= {key} if first else set()
        yield JointRow(
            asked=_asked(row, cells, unit),
            cells=_cells(row, cells, unit),
            upper=key,
            lower=row.lower.key if row.lower else "",
            open=not row.answered,
            applied=row.pair is not None and is_everywhere(row.pair),
            weight=_weight(row) if first else 0.0,
        )


def _all_cells(row: Question, shown: Shown, unit: Unit) -> dict[str, Entry]:
    """Return the cells of a row, with those that only this workbook has."""
    return {
        **shown.cells,
        "unit": Entry(unit.name),
        "stt": Entry(sortable_number(row.upper.task.stt)),
        "everywhere": Entry(None, Tone.ANSWER),
        "key": Entry(with_unit(shown.key, unit.id)),
    }


def _asked(row: Question, shown: Shown, unit: Unit) -> AskedRow:
    """Keep a row as it is written."""
    cells = _all_cells(row, shown, unit)
    whole = replace(shown, cells=cells, answers={**shown.answers, "everywhere": ""})
    return sealed_row(whole, names(PROGRAM), names(ANSWERS))


def _cells(row: Question, shown: Shown, unit: Unit) -> bytes:
    """Pack the cells of a row as they are kept."""
    cells = _all_cells(row, shown, unit)
    kept = {name: _light(entry) for name, entry in cells.items() if name != _NUMBER.name}
    return msgspec.msgpack.encode(kept)


def unpacked_cells(cells: bytes) -> dict[str, JointCell]:
    """Unpack the cells of a row, by column."""
    return msgspec.msgpack.decode(cells, type=dict[str, JointCell])


def _light(entry: Entry) -> JointCell:
    """Take the value and the meaning of a cell; none of these rows holds a day."""
    value = entry.value
    kept = value if isinstance(value, str | int | float | tuple) else None
    return JointCell(kept, entry.tone)


def _weight(row: Question) -> float:
    """Tell how much an answer on a task would change: most where yes and no weigh the same."""
    best = max((each.score for each in row.upper.candidates), default=0.0)
    return best * (1 - best) * (_LEAD if row.upper.role is Role.LEAD else 1.0)


def names(columns: Iterable[SheetColumn]) -> tuple[str, ...]:
    """Return what the program calls columns."""
    return tuple(each.name for each in columns)
