"""The review workbook as content: what people are asked, and all that helps them to answer."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from reconcile.model import DecidedBy, Decision, DirectPair, Reconciliation, Verdict
from reconcile.review.answers.drafts import Draft, by_row, merged
from reconcile.review.ask import direct_sheet, own_tasks_sheet, pairs_sheet
from reconcile.review.ask.asked_first import first_note
from reconcile.review.ask.columns import in_columns, listings
from reconcile.review.ask.direct_sheet import direct_rows
from reconcile.review.ask.pairs_sheet import Drafts, Shown
from reconcile.review.ask.questions import questions, row_key, split_key
from reconcile.review.ask.reading_sheets import (
    changes_sheet,
    deviations_sheet,
    guide_sheet,
    headed,
    overview_sheet,
)
from reconcile.review.ask.written_seals import (
    around_seals,
    listing_seals,
    sealed_row,
    sheet_seals,
)
from reconcile.review.keys.hidden_sheet import (
    AnswerForm,
    HeldNote,
    Ledger,
    ledger_sheet,
)
from reconcile.review.keys.row_labels import label_rows
from reconcile.review.keys.sheet_seals import SheetSeals
from reconcile.review.settling.answers_by_subject import AnswersBySubject, by_subject
from reconcile.tracking.overtaken import Kept
from reconcile.tracking.reopening import Reopened
from reconcile.vocabulary.answers import known_with
from reconcile.vocabulary.terms import term
from reconcile.workbook.content.grid import (
    Book,
    Lines,
    Sheet,
    SheetColumn,
    SheetTable,
)

_NONE: Mapping[str, str] = MappingProxyType({})


def review_book(  # noqa: PLR0913, PLR0917 - each is another thing that the workbook holds
    result: Reconciliation,
    decisions: Sequence[Decision],
    reopened: Sequence[Reopened] = (),
    drafts: Sequence[Draft] = (),
    proposals: Mapping[str, str] = _NONE,
    generation: str = "",
    kept_answers: Sequence[Kept] = (),
    direct: Sequence[DirectPair] = (),
) -> Book:
    """Describe the review workbook of one unit.

    Args:
        result: the outcome, settled by the decisions.
        decisions: the answers that stand on the unit's tasks; shown in their cells.
        reopened: answers on texts that have changed since; shown beside the question.
        drafts: of ``Review.drafts``, so that a note without an answer is not lost.
        proposals: key of a missed upper task → how the draft would write it in, in one line.
        generation: what this writing of the workbook goes by.
        kept_answers: all that stand, on a row or on none, and those that were taken back.
        direct: rows that cite a plan further up; none where there are two levels.

    """
    said, kept = by_subject(decisions), by_row(drafts)
    units = result.upper.unit, result.lower.unit
    rows = questions(result, said, pairs_of(reopened))
    asked = pairs_sheet.pair_rows(rows, units, reopened, kept)
    asked = pairs_sheet.with_proposals(asked, proposals)
    note = first_note(len({row.upper.task.key for row in rows if row.first}))
    past = [_direct(result, direct_rows(direct, units, kept))] if direct else []
    forms = (_pairs(result, asked, note), _lowers(result, said, kept, reopened), *past)
    labels = label_rows(result.lower.tasks)
    sheets = _sheets(result, forms, said)
    lists = listings(tuple(labels))
    ledger = replace(
        _ledger(result, forms, labels, direct),
        generation=generation,
        bases=marks_seen(result, (*decisions, *_said_past(direct)), kept_answers),
        sheets=_read_only(sheets, forms) | {term("hidden_sheet", "lists"): listing_seals(lists)},
        held=_homeless(drafts, forms),
        kept=tuple(kept_answers),
    )
    return Book(
        title=f"{term('review', 'title')} – {result.lower.unit.name}",
        sheets=(*sheets, ledger_sheet(term("review_sheet", "ledger"), lambda: (ledger,))),
        as_of=result.as_of,
        footer=result.lower.unit.name,
        listings=lists,
    )


def _sheets(
    result: Reconciliation, forms: Sequence["_Filled"], said: AnswersBySubject
) -> list[Sheet]:
    """Put the sheets in their order: what is answered and what is read."""
    pairs, lowers, *past = forms
    return [
        pairs.sheet,
        guide_sheet(result.upper.unit, result.lower.unit),
        lowers.sheet,
        *(each.sheet for each in past),
        deviations_sheet(result),
        overview_sheet(result, _answered(result, said)),
        *([changes_sheet(result)] if result.changes else []),
    ]


def pairs_of(reopened: Iterable[Reopened]) -> list[tuple[str, str]]:
    """Return the pairs among the subjects that are asked again."""
    return [(each.upper, each.lower) for each in reopened if each.upper and each.lower]


def marks_seen(
    result: Reconciliation, decisions: Iterable[Decision], kept: Iterable[Kept]
) -> dict[str, str]:
    """Return what one knows of who sees the answers that are shown, by the keys of their rows."""
    # Who sees that nothing is answered any more knows that it was taken back.
    gone = (e.decision for e in kept if e.decision.verdict is Verdict.WITHDRAWN)
    # Who answers anew on the same texts has seen the answer that was overtaken, too.
    overtaken = (each.decision for each in result.overtaken)
    seen = (*gone, *overtaken, *decisions)
    return {row_key(d.upper, d.lower, d.topic): known_with(d) for d in seen}


def _read_only(sheets: Iterable[Sheet], forms: Iterable["_Filled"]) -> dict[str, SheetSeals]:
    """Seal the sheets that are read, not answered, by their titles."""
    answered = {form.sheet.title for form in forms}
    return {each.title: sheet_seals(each.blocks) for each in sheets if each.title not in answered}


def _homeless(drafts: Sequence[Draft], forms: Iterable["_Filled"]) -> tuple[HeldNote, ...]:
    """Return the notes that no row shows: their tasks are gone, and may come back."""
    rows = {row.key for form in forms for row in form.form.rows}
    uppers = {split_key(key)[0] for key in rows} - {""}
    return tuple(
        HeldNote(each.key, each.name, each.text, each.upper_text, each.lower_text)
        for each in merged(drafts)
        if each.key not in rows and split_key(each.key)[0] not in uppers
    )


def _ledger(
    result: Reconciliation,
    forms: Iterable["_Filled"],
    labels: dict[str, str],
    direct: Iterable[DirectPair],
) -> Ledger:
    """Put down what the way back needs to know of the workbook."""
    tasks = (*result.upper.tasks, *result.lower.tasks, *(pair.upper.task for pair in direct))
    return Ledger(
        unit=result.lower.unit.id,
        forms=tuple(each.form for each in forms),
        texts={task.key: task.text for task in tasks},
        lowers=labels,
        plan=result.upper.identity,
    )


class _Filled:
    """A sheet to be answered, and what the ledger keeps of it."""

    def __init__(
        self, name: str, columns: tuple[SheetColumn, ...], rows: Sequence[Shown], head: Lines
    ) -> None:
        program, answers = (tuple(each.name for each in part) for part in _PARTS[name])
        title = term("review_sheet", name)
        table = SheetTable(
            title,
            columns,
            tuple(in_columns(row.cells, columns) for row in rows),
            term("review", f"no_{name}"),
            frozen=1,
        )
        self.sheet = Sheet(title, (head, table))
        self.form = AnswerForm(
            name=name,
            program=program,
            answers=answers,
            titles={each.name: each.title for each in columns},
            rows=tuple(sealed_row(row, program, answers) for row in rows),
            around=around_seals((head, table)),
        )


_PARTS = {
    pairs_sheet.PAIRS: (pairs_sheet.PROGRAM, pairs_sheet.ANSWERS),
    own_tasks_sheet.LOWERS: (own_tasks_sheet.PROGRAM, own_tasks_sheet.ANSWERS),
    direct_sheet.DIRECT: (direct_sheet.PROGRAM, direct_sheet.ANSWERS),
}


def _pairs(result: Reconciliation, rows: tuple[Shown, ...], first: str) -> _Filled:
    """Fill the sheet of pairs."""
    columns = pairs_sheet.pair_columns(result.upper.unit, result.lower.unit)
    head = headed(result, "pairs_title", "pairs_note", first=first)
    return _Filled(pairs_sheet.PAIRS, columns, rows, head)


def _lowers(
    result: Reconciliation,
    said: AnswersBySubject,
    drafts: Drafts,
    reopened: Sequence[Reopened],
) -> _Filled:
    """Fill the sheet of the unit's own tasks."""
    columns = own_tasks_sheet.lower_columns(result.upper.unit, result.lower.unit)
    rows = own_tasks_sheet.lower_rows(result, said, drafts, reopened)
    return _Filled(
        own_tasks_sheet.LOWERS, columns, rows, headed(result, "lowers_title", "lowers_note")
    )


def _direct(result: Reconciliation, rows: tuple[Shown, ...]) -> _Filled:
    """Fill the sheet of rows that cite a plan further up."""
    columns = direct_sheet.direct_columns(result.upper.unit, result.lower.unit)
    return _Filled(
        direct_sheet.DIRECT, columns, rows, headed(result, "direct_title", "direct_note")
    )


def _said_past(direct: Iterable[DirectPair]) -> Iterator[Decision]:
    """Yield the answers on rows that cite a plan further up."""
    return (pair.answer for pair in direct if pair.answer)


def _answered(result: Reconciliation, said: AnswersBySubject) -> int:
    """Count the upper tasks that a person has settled."""
    return sum(
        each.decided_by is DecidedBy.PERSON or each.task.key in said.uppers
        for each in result.uppers
    )
