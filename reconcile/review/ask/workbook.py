"""The review workbook as content: what people are asked, and all that helps them to answer."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from reconcile.model import DecidedBy, Decision, Reconciliation
from reconcile.review.answers.row_answers import Draft
from reconcile.review.ask import own_tasks_sheet, pairs_sheet
from reconcile.review.ask.columns import in_columns, listings
from reconcile.review.ask.pairs_sheet import Drafts, Shown
from reconcile.review.ask.questions import questions, row_key
from reconcile.review.ask.reading_sheets import (
    changes_sheet,
    deviations_sheet,
    guide_sheet,
    headed,
    overview_sheet,
)
from reconcile.review.keys.hidden_sheet import AnswerForm, AskedRow, Ledger, ledger_sheet
from reconcile.review.keys.row_labels import label_rows
from reconcile.review.keys.seals import seal, shown
from reconcile.review.settling.answers_by_subject import AnswersBySubject, by_subject
from reconcile.tracking.reopening import Reopened
from reconcile.vocabulary.answers import answer_mark
from reconcile.vocabulary.terms import term
from reconcile.workbook.content.grid import (
    Block,
    Book,
    Entry,
    Lines,
    Listing,
    Sheet,
    SheetColumn,
    SheetTable,
)
from reconcile.workbook.content.names import header_names

_NONE: Mapping[str, str] = MappingProxyType({})


def review_book(  # noqa: PLR0913, PLR0917 - each is another thing that the workbook holds
    result: Reconciliation,
    decisions: Sequence[Decision],
    reopened: Sequence[Reopened] = (),
    drafts: Sequence[Draft] = (),
    proposals: Mapping[str, str] = _NONE,
    generation: str = "",
) -> Book:
    """Describe the review workbook of one unit.

    Args:
        result: the outcome, settled by the decisions.
        decisions: the answers that stand on the unit, on tasks that are there; shown in their
            cells.
        reopened: answers on texts that have changed since; shown beside the question.
        drafts: of ``Review.drafts``, so that a note without an answer is not lost.
        proposals: key of a missed upper task → how the draft would write it in, in one line.
        generation: what this writing of the workbook goes by.

    """
    said = by_subject(decisions)
    kept = _by_row(drafts)
    asked = pairs_sheet.pair_rows(questions(result, said), reopened, kept)
    forms = (
        _pairs(result, pairs_sheet.with_proposals(asked, proposals)),
        _lowers(result, said, kept),
    )
    labels = label_rows(result.lower.tasks)
    lists = listings(tuple(labels))
    sheets = [
        forms[0].sheet,
        guide_sheet(result.upper.unit, result.lower.unit),
        forms[1].sheet,
        deviations_sheet(result),
        overview_sheet(result, _answered(result, said)),
        *([changes_sheet(result)] if result.changes else []),
    ]
    known = frozenset(_seals(sheets, lists))
    ledger = _ledger(result, tuple(form.form for form in forms), labels, known)
    bases = {row_key(each.upper, each.lower): answer_mark(each) for each in decisions}
    ledger = replace(ledger, generation=generation, bases=bases)
    return Book(
        title=f"{term('review', 'title')} – {result.lower.unit.name}",
        sheets=(*sheets, ledger_sheet(term("review_sheet", "ledger"), ledger)),
        as_of=result.as_of,
        footer=result.lower.unit.name,
        listings=lists,
    )


def _ledger(
    result: Reconciliation,
    forms: tuple[AnswerForm, ...],
    labels: dict[str, str],
    known: frozenset[str],
) -> Ledger:
    """Put down what the way back needs to know of the workbook."""
    tasks = (*result.upper.tasks, *result.lower.tasks)
    return Ledger(
        unit=result.lower.unit.id,
        forms=forms,
        texts={task.key: task.text for task in tasks},
        lowers=labels,
        known=known,
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
            rows=tuple(_asked(row, program, answers) for row in rows),
        )


_PARTS = {
    pairs_sheet.PAIRS: (pairs_sheet.PROGRAM, pairs_sheet.ANSWERS),
    own_tasks_sheet.LOWERS: (own_tasks_sheet.PROGRAM, own_tasks_sheet.ANSWERS),
}


def _by_row(drafts: Sequence[Draft]) -> dict[str, dict[str, str]]:
    """Sort drafts by row; of several in one cell, from several files, each is kept once."""
    found: dict[str, dict[str, dict[str, None]]] = {}
    for each in drafts:
        found.setdefault(each.key, {}).setdefault(each.name, {})[each.text] = None
    return {
        key: {name: "\n".join(texts) for name, texts in row.items()} for key, row in found.items()
    }


def _pairs(result: Reconciliation, rows: tuple[Shown, ...]) -> _Filled:
    """Fill the sheet of pairs."""
    columns = pairs_sheet.pair_columns(result.upper.unit, result.lower.unit)
    return _Filled(pairs_sheet.PAIRS, columns, rows, headed(result, "pairs_title", "pairs_note"))


def _lowers(result: Reconciliation, said: AnswersBySubject, drafts: Drafts) -> _Filled:
    """Fill the sheet of the unit's own tasks."""
    columns = own_tasks_sheet.lower_columns(result.upper.unit, result.lower.unit)
    rows = own_tasks_sheet.lower_rows(result, said, drafts)
    return _Filled(
        own_tasks_sheet.LOWERS, columns, rows, headed(result, "lowers_title", "lowers_note")
    )


def _asked(row: Shown, program: Sequence[str], answers: Sequence[str]) -> AskedRow:
    """Keep a row as it is written."""
    return AskedRow(
        key=row.key,
        seals=tuple(seal(row.cells[name].value) for name in program),
        # Without the drafts that the cells show: held against this, they are still a person's.
        answers=tuple(row.answers[name] for name in answers),
        score=row.score,
    )


def _answered(result: Reconciliation, said: AnswersBySubject) -> int:
    """Count the upper tasks that a person has settled."""
    return sum(
        each.decided_by is DecidedBy.PERSON or each.task.key in said.uppers
        for each in result.uppers
    )


def _seals(sheets: Iterable[Sheet], lists: Iterable[Listing]) -> Iterable[str]:
    """Seal every cell that the program writes."""
    for sheet in sheets:
        for block in sheet.blocks:
            for entry in _entries(block):
                if shown(entry.value):
                    yield seal(entry.value)
    for listing in lists:
        yield from map(seal, listing.texts)


def _entries(block: Block) -> Iterable[Entry]:
    """Return the cells of a block."""
    if isinstance(block, Lines):
        return (entry for row in block.rows for entry in row)
    if isinstance(block, SheetTable):
        # As they are written: Excel takes no two equal headers in one table.
        titles = (Entry(title) for title in header_names(c.title for c in block.columns))
        rows = (entry for row in (*block.rows, block.total) for entry in row)
        return (*titles, *rows, Entry(block.empty))
    return ()
