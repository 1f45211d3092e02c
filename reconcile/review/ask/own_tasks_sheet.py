"""The sheet of the unit's own tasks: those that carry no upper task, for all that is known."""

from collections.abc import Mapping, Sequence

from reconcile.model import LowerOutcome, LowerResult, Reconciliation, Task, Unit
from reconcile.review.ask.columns import ON_LOWER, ROW_KEY, with_units
from reconcile.review.ask.pairs_sheet import (
    Drafts,
    Shown,
    answer_entries,
    notes_of,
)
from reconcile.review.ask.questions import row_key
from reconcile.review.ask.said_before import told_before
from reconcile.review.settling.answers_by_subject import AnswersBySubject
from reconcile.tracking.other_plan import answers_other, lower_kind
from reconcile.tracking.reopening import Reopened
from reconcile.vocabulary.answers import answer
from reconcile.vocabulary.terms import term
from reconcile.workbook.content.columns import column
from reconcile.workbook.content.grid import Entry, Kind, SheetColumn, Tone

LOWERS = "lowers"
PROGRAM = (
    column("review_column", "number", 5, Kind.NUMBER),
    column("review_column", "stt", 8, Kind.WORD),
    column("review_column", "lower", 50),
    column("review_column", "deadline", 16),
    column("review_column", "lead", 20),
    column("review_column", "kind", 16, Kind.WORD),
    column("review_column", "nearest", 40),
    column("review_column", "place", 18),
)
"""The columns that the program fills in."""
ANSWERS = (
    column("review_column", "answer", 16, Kind.WORD, choices=ON_LOWER),
    column("review_column", "note", 18),
    column("review_column", "person", 13),
)
"""The columns that people fill in."""
_RANK = (LowerOutcome.REVIEW, LowerOutcome.OWN, LowerOutcome.DUPLICATE, LowerOutcome.LINKED)
_TONES = {
    LowerOutcome.REVIEW: Tone.REVIEW,
    LowerOutcome.DUPLICATE: Tone.WARNING,
    LowerOutcome.OWN: Tone.BODY,
    LowerOutcome.LINKED: Tone.CARRIED,
}


def lower_columns(upper: Unit, lower: Unit) -> tuple[SheetColumn, ...]:
    """Return the columns of the sheet, in their order."""
    return with_units((*PROGRAM, *ANSWERS, ROW_KEY), upper, lower)


def lower_rows(
    result: Reconciliation,
    said: AnswersBySubject,
    drafts: Drafts,
    reopened: Sequence[Reopened] = (),
) -> tuple[Shown, ...]:
    """Show the lower tasks that are linked to nothing or answered about: the answered last.

    Args:
        result: the outcome.
        said: the answers that stand.
        drafts: what stood beside answers that were not given yet.
        reopened: answers on texts that have changed, shown where they are asked again.

    """
    units = result.upper.unit, result.lower.unit
    texts = {each.task.key: each.task.text for each in result.lowers}
    before = {
        each.lower: told_before(each.decision, units, "", texts.get(each.lower, ""))
        for each in reopened
        if not each.upper
    }
    asked = [
        each
        for each in result.lowers
        if each.outcome is not LowerOutcome.LINKED
        or each.task.key in said.lowers
        or each.task.key in before
        # A note without an answer keeps its row, even where the task is linked by now.
        or row_key("", each.task.key) in drafts
    ]
    asked.sort(key=lambda each: (each.task.key in said.lowers, _RANK.index(each.outcome)))
    uppers = {each.task.key: each.task for each in result.uppers}
    held, elsewhere = (said, drafts, before), answers_other(result)
    return tuple(
        _row(number, each, _nearest(each.uppers, uppers), held, elsewhere=elsewhere)
        for number, each in enumerate(asked, start=1)
    )


def _row(
    number: int,
    lower: LowerResult,
    nearest: str,
    held: tuple[AnswersBySubject, Drafts, Mapping[str, Sequence[str]]],
    *,
    elsewhere: bool,
) -> Shown:
    """Show one lower task."""
    said, drafts, before = held
    task, decision = lower.task, said.lowers.get(lower.task.key)
    key = row_key("", task.key)
    answers = {"answer": answer(decision.verdict) if decision else "", **notes_of(decision)}
    lines = [lower_kind(lower.outcome, elsewhere=elsewhere)]
    if decision:
        lines.append(term("review", "answered"))
    else:
        lines += before.get(task.key, ())
    cells = {
        "number": Entry(number),
        "stt": Entry(task.stt),
        "lower": Entry(task.text),
        "deadline": Entry(task.deadline.text),
        "lead": Entry(task.lead),
        "kind": Entry("\n".join(lines), _TONES[lower.outcome]),
        "nearest": Entry(nearest),
        "place": Entry(_place(task)),
        **answer_entries(answers, drafts.get(key, {})),
        "key": Entry(key),
    }
    return Shown(key, cells, answers)


def _nearest(keys: Sequence[str], uppers: Mapping[str, Task]) -> str:
    """Return the upper task that comes nearest."""
    return next((uppers[key].text for key in keys if key in uppers), "")


def _place(task: Task) -> str:
    """Say where the task stands: its sheet and its row."""
    row = term("review", "row").format(row=task.where.row)
    return ", ".join(part for part in (task.where.sheet, row) if part)
