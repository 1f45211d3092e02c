"""A workbook that lost our hidden sheet: its answers by the visible keys, else by the texts."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from reconcile.model import Finding, Plan, Task, Unit, Where
from reconcile.review.answers.cell_comments import read_comments
from reconcile.review.answers.found import Found, ReviewContext
from reconcile.review.answers.joint_without_keys import is_exported, joint_lost
from reconcile.review.answers.locate_form import KEY, Located, locate
from reconcile.review.answers.review import FileRead, Review, review_of
from reconcile.review.answers.row_answers import read_form
from reconcile.review.answers.unread import unread
from reconcile.review.answers.whose_workbook import named_unit
from reconcile.review.ask import own_tasks_sheet, pairs_sheet
from reconcile.review.ask.marked_words import marked
from reconcile.review.ask.questions import split_key
from reconcile.review.keys.hidden_sheet import AnswerForm, AskedRow, Ledger
from reconcile.review.keys.row_labels import label_rows, labels_of
from reconcile.review.keys.seals import seal, shown
from reconcile.review.workbooks.grids import Line, OpenedReview, ReviewGrid
from reconcile.review.workbooks.typed import typed
from reconcile.vocabulary.answers import parse_answer
from reconcile.vocabulary.terms import term
from reconcile.vocabulary.text import one_line, shorten

_SHORTEST = 12
"""Letters of a task's text, from which finding it in a cell tells the task."""
_SHORT = 80


@dataclass(frozen=True, slots=True)
class KnownPlans:
    """The plans of a run, for files that do not say themselves what they are about."""

    upper: Plan
    units: tuple[Unit, ...]
    lower: Callable[[Unit], Plan]
    """Gives the plan of a unit; it is asked for only where it is needed."""


def read_without_keys(opened: OpenedReview, plans: KnownPlans, about: FileRead) -> Review:
    """Read a workbook without our hidden sheet, or a sheet of one that was saved by itself.

    Where its column of keys is left and the texts beside a key are those of its tasks, the
    answers count. Other answers beside texts of tasks are quoted, to be confirmed.
    """
    if any(map(is_exported, opened.grids)):
        return _nothing(about, "", "exported")
    joint = joint_lost(opened.grids, about)
    if joint is not None:
        told = Review(about.file, "", about.digest, (), joint, keyed=False)
        return told if joint else _nothing(about, "", "no_answers")
    unit = named_unit(opened.grids, about.file, plans.units)
    if unit is None:
        return _nothing(about, "", "no_unit")
    reader = _Reader(plans.upper, plans.lower(unit), about)
    found = [each for grid in opened.grids for each in reader.read(grid)]
    review = replace(review_of(found, about, unit.id), keyed=False)
    if not (review.statements or review.findings or review.drafts):
        return _nothing(about, unit.id, "no_answers")
    return review


def _nothing(about: FileRead, unit: str, why: str) -> Review:
    """Say of a whole file that nothing was taken from it."""
    told = unread(Where(about.file), why)
    return Review(about.file, unit, about.digest, (), (told,), keyed=False)


class _Reader:
    """Reads the sheets of one file against the plans as they are now."""

    def __init__(self, upper: Plan, lower: Plan, about: FileRead) -> None:
        self.about = about
        self.uppers = {task.key: task for task in upper.tasks}
        self.lowers = {task.key: task for task in lower.tasks}
        self.unit = lower.unit
        self.forms = _forms(upper.unit, lower.unit)
        self.upper_texts = _texts(self.uppers)
        both = {**self.upper_texts, **_texts(self.lowers)}
        self.shown = {key: text for key, text in both.items() if len(text) >= _SHORTEST}

    def read(self, grid: ReviewGrid) -> Iterator[Found]:
        """Yield what people wrote on a sheet."""
        located = locate(grid, self.forms)
        if located is None:
            # The answers to choose from stand beside the unit's rows there: nobody gave them.
            if grid.hidden and grid.title == term("hidden_sheet", "lists"):
                return
            for number, line in grid.rows.items():
                yield from self._by_texts(grid, number, line, line.values())
            return
        sure: dict[int, AskedRow] = {}
        for number, line in grid.rows.items():
            asked = self._asked(located, line) if number > located.header else None
            if asked:
                sure[number] = asked
        yield from self._by_keys(located, sure)
        names = [name for name in located.form.answers if name in located.columns]
        for number, line in grid.rows.items():
            if number > located.header and number not in sure:
                said = [typed(located.says(line, name)) for name in names]
                yield from self._by_texts(grid, number, line, said)

    def _asked(self, located: Located, line: Line) -> AskedRow | None:
        """Make the row that a key names, where the texts beside it are those of its tasks."""
        key = shown(located.says(line, KEY))
        upper, lower = split_key(key)
        known = (not upper or upper in self.uppers) and (not lower or lower in self.lowers)
        if not (upper or lower) or not known or not self._agrees(located, line, (upper, lower)):
            return None
        form = located.form
        seals = tuple(seal(located.says(line, name)) for name in form.program)
        return AskedRow(key, seals, ("",) * len(form.answers))

    def _agrees(self, located: Located, line: Line, keys: tuple[str, str]) -> bool:
        """Tell whether the cells of the two tasks say what these say now."""
        upper, lower = keys
        said = shown(located.says(line, "upper"))
        if upper and upper not in _named(said, self.upper_texts):
            return False
        if not lower:
            return True
        text = self.lowers[lower].text
        if upper:
            pieces = marked(self.uppers[upper].text, text)
            return shown(pieces) in shown(located.says(line, "lower"))
        return shown(located.says(line, "lower")) == shown(text)

    def _by_keys(self, located: Located, sure: Mapping[int, AskedRow]) -> Iterator[Found]:
        """Read the rows whose keys and texts agree, as those of a workbook that we know."""
        rows = {number: located.grid.rows[number] for number in (located.header, *sure)}
        form = replace(located.form, rows=tuple(dict.fromkeys(sure.values())))
        texts = {key: task.text for key, task in (*self.uppers.items(), *self.lowers.items())}
        ledger = Ledger(self.unit.id, (form,), texts, {})
        labels = replace(labels_of(label_rows(tuple(self.lowers.values()))), rows={})
        context = ReviewContext(self.about.file, ledger, labels, self.about.when)
        grid = replace(located.grid, rows=rows)
        known = replace(located, form=form, grid=grid, renamed={})
        yield from read_form(known, context)
        yield from read_comments(located.grid, known, context)

    def _by_texts(
        self, grid: ReviewGrid, number: int, line: Line, said: Iterable[object]
    ) -> Iterator[Finding]:
        """Quote the answers on a row beside a task's text, to be confirmed."""
        cells = [shown(value) for value in line.values()]
        tasks = [key for cell in cells for key in _named(cell, self.shown)]
        answers = [shown(value) for value in said if parse_answer(shown(value))]
        if tasks:
            text = shorten(self.shown[tasks[0]], _SHORT)
            for each in answers:
                where = Where(self.about.file, grid.title, number)
                yield unread(where, "confirm", answer=each, text=text)


def _texts(tasks: Mapping[str, Task]) -> dict[str, str]:
    """Return the texts of tasks as cells show them."""
    return {key: shown(one_line(task.text)) for key, task in tasks.items()}


def _forms(upper: Unit, lower: Unit) -> tuple[AnswerForm, ...]:
    """Describe the sheets that are answered, with no row yet."""
    parts = (
        (
            pairs_sheet.PAIRS,
            pairs_sheet.PROGRAM,
            pairs_sheet.ANSWERS,
            pairs_sheet.pair_columns(upper, lower),
        ),
        (
            own_tasks_sheet.LOWERS,
            own_tasks_sheet.PROGRAM,
            own_tasks_sheet.ANSWERS,
            own_tasks_sheet.lower_columns(upper, lower),
        ),
    )
    return tuple(
        AnswerForm(
            name,
            tuple(each.name for each in program),
            tuple(each.name for each in answers),
            {each.name: each.title for each in columns},
            (),
        )
        for name, program, answers, columns in parts
    )


def _named(cell: str, texts: Mapping[str, str]) -> list[str]:
    """Return the tasks whose whole text a cell holds, but for those that are part of another's."""
    held = {key: text for key, text in texts.items() if text and text in cell}
    return [
        key
        for key, text in held.items()
        if not any(text != other and text in other for other in held.values())
    ]
