"""What keeps the documents of tracking from being signed: blanks, and words taken over as typed."""

from collections.abc import Iterator

from reconcile.config import Config, DocumentKind
from reconcile.model import StatusEntry, Task, Unit
from reconcile.report.documents.progress_report.context import (
    overall_progress_context,
    unit_progress_context,
)
from reconcile.report.documents.progress_report.letter import urging_context
from reconcile.report.documents.progress_report.scope import ProgressScope, led_late
from reconcile.report.documents.unfinished import cites_later, is_bare, unfinished
from reconcile.tracking.coverage import OpenPlace
from reconcile.tracking.outcome import ProgressOutcome
from reconcile.tracking.progress import TrackedKind, TrackedTask
from reconcile.vocabulary.terms import term

_SAYS = ("words", "difficulty", "proposal")


def open_overall(outcome: ProgressOutcome, config: Config) -> tuple[OpenPlace, ...]:
    """Find what is open in the report over all; what its own plan says is its own, too."""
    scope = ProgressScope(outcome, TrackedKind.UPPER)
    context = overall_progress_context(outcome, config)
    rows = scope.shown
    told = [row for row in scope.told_rows if row.kind is TrackedKind.ASSIGNED]
    return _every(
        unfinished(DocumentKind.PROGRESS, context, outcome.tracking.upper, config.upper),
        _of_tasks(DocumentKind.PROGRESS, rows, scope),
        _of_reports(rows, scope),
        # Of a task at a unit this report says only what hinders, and what is proposed.
        _of_reports(told, scope, _SAYS[1:]),
    )


def open_of_unit(outcome: ProgressOutcome, unit: Unit, config: Config) -> tuple[OpenPlace, ...]:
    """Find what is open in the report of a unit; the tasks given to it are quoted."""
    scope = ProgressScope(outcome, TrackedKind.ASSIGNED, unit.id)
    context = unit_progress_context(outcome, unit, config)
    upper = outcome.tracking.upper
    places = unfinished(DocumentKind.PROGRESS, context, upper, config.upper)
    return _every(places, _of_reports(scope.shown, scope))


def open_in_letter(outcome: ProgressOutcome, body_id: str, config: Config) -> tuple[OpenPlace, ...]:
    """Find what is open in the letter on what a body has overdue; what it told is quoted."""
    scope = ProgressScope(outcome, TrackedKind.UPPER)
    context = urging_context(outcome, body_id, config)
    return _every(
        unfinished(DocumentKind.URGING, context, outcome.tracking.upper, config.upper),
        _of_tasks(DocumentKind.URGING, led_late(outcome, body_id), scope),
    )


def _every(places: tuple[OpenPlace, ...], *more: Iterator[OpenPlace]) -> tuple[OpenPlace, ...]:
    """Put together what is open, each place once."""
    return tuple(dict.fromkeys((*places, *(place for each in more for place in each))))


def _of_tasks(
    kind: DocumentKind, rows: list[TrackedTask], scope: ProgressScope
) -> Iterator[OpenPlace]:
    """Yield what is open in the texts of the issuer's own tasks."""
    for row in rows:
        place = f"{_called(row.task)} ({row.task.where})"
        yield from (OpenPlace(str(kind), place, what) for what in _in_words(row.task.text, scope))


def _of_reports(
    rows: list[TrackedTask], scope: ProgressScope, says: tuple[str, ...] = _SAYS
) -> Iterator[OpenPlace]:
    """Yield what is open in what was told of tasks, with the row of the source."""
    for row in rows:
        entry = row.standing.entry if row.standing else None
        for what in _in_entry(entry, scope, says):
            place = f"{row.body}, {_called(row.task)}"
            at = f"{place} ({entry.where})" if entry else place
            yield OpenPlace(str(DocumentKind.PROGRESS), at, what)


def _in_entry(
    entry: StatusEntry | None, scope: ProgressScope, says: tuple[str, ...]
) -> Iterator[str]:
    """Say what is open in what was told of a task."""
    for name in says if entry else ():
        yield from _in_words(getattr(entry, name), scope)


def _in_words(text: str, scope: ProgressScope) -> Iterator[str]:
    """Say what is open in a text that is taken over as it was typed."""
    if is_bare(text):
        yield term("unfinished", "no_diacritics")
    if cites_later(text, scope.day):
        yield term("unfinished", "later_citation")


def _called(task: Task) -> str:
    """Name a task by its number; where it has none its row follows."""
    return f"nhiệm vụ số {task.stt}" if task.stt else "nhiệm vụ"
