"""The sheet of rows that cite a plan further up: do they carry its task directly?

It is there only where there are more than two levels, and some row cites so.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from reconcile.model import Candidate, DirectPair, Unit
from reconcile.review.ask.columns import ROW_KEY, with_units
from reconcile.review.ask.pairs_sheet import ANSWERS as PAIR_ANSWERS
from reconcile.review.ask.pairs_sheet import PROGRAM as PAIR_PROGRAM
from reconcile.review.ask.pairs_sheet import Drafts, Shown, pair_rows
from reconcile.review.ask.questions import Question
from reconcile.tracking.reopening import Reopened
from reconcile.vocabulary.terms import term
from reconcile.vocabulary.text import capitalised
from reconcile.workbook.content.grid import Entry, SheetColumn

DIRECT = "direct"
_TITLES = {"upper": "direct_upper", "why": "direct_why", "pair": "direct_pair"}
"""Columns whose titles tell the sheet from that of pairs."""
_ASKED = ("pair", "note", "person")


def _titled(columns: Iterable[SheetColumn]) -> tuple[SheetColumn, ...]:
    """Give columns the titles that they have here."""
    return tuple(
        replace(each, title=term("review_column", _TITLES.get(each.name, each.name)))
        for each in columns
    )


PROGRAM = _titled(PAIR_PROGRAM)
ANSWERS = _titled(each for each in PAIR_ANSWERS if each.name in _ASKED)


def direct_columns(upper: Unit, lower: Unit) -> tuple[SheetColumn, ...]:
    """Return the columns of the sheet, in their order."""
    return with_units((*PROGRAM, *ANSWERS, ROW_KEY), upper, lower)


def direct_rows(
    pairs: Sequence[DirectPair], units: tuple[Unit, Unit], drafts: Drafts
) -> tuple[Shown, ...]:
    """Show the pairs in their order.

    Args:
        pairs: the doubtful first, the answered last.
        units: the upper and the lower one.
        drafts: what stood beside answers that were not given yet.

    """
    asked = [
        Question(
            pair.upper,
            pair.lower,
            _candidate(pair),
            pair.answer,
            answered=pair.answer is not None,
        )
        for pair in pairs
    ]
    keys = {each.key for each in asked}
    mine = {key: cells for key, cells in drafts.items() if key in keys}
    again = [
        Reopened(pair.before, pair.upper.task.key, pair.lower.key) for pair in pairs if pair.before
    ]
    return tuple(_told(row) for row in pair_rows(asked, units, again, mine))


def _candidate(pair: DirectPair) -> Candidate | None:
    """Return what the program thinks of a pair."""
    known = (*pair.upper.links, *pair.upper.candidates)
    return next((each for each in known if each.lower == pair.lower.key), None)


def _told(row: Shown) -> Shown:
    """Say why the row is asked about, and leave out what is not answered here."""
    reason = f"- {capitalised(term('review', 'cited_above'))}"
    why = "\n".join(filter(None, (reason, str(row.cells["why"].value or ""))))
    kept = {*(each.name for each in (*PROGRAM, *ANSWERS)), ROW_KEY.name}
    cells = {name: cell for name, cell in row.cells.items() if name in kept}
    answers = {name: row.answers[name] for name in _ASKED}
    return replace(row, cells=cells | {"why": Entry(why)}, answers=answers)
