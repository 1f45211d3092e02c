"""The sheets that list: tasks missed, tasks to review, deviations, own tasks."""

from collections.abc import Callable, Iterable, Iterator

from reconcile.model import Finding, LowerOutcome, Severity
from reconcile.report.coverage.cells import (
    headed,
    number_entry,
    numbered,
    plan_columns,
    plan_entry,
    role_entry,
)
from reconcile.tracking.coverage import Coverage, Digest
from reconcile.tracking.listed_tasks import Guess, OpenTask, OwnTask
from reconcile.tracking.other_plan import lower_kind
from reconcile.vocabulary.findings import catalogue
from reconcile.vocabulary.terms import term
from reconcile.vocabulary.text import capitalised
from reconcile.workbook.content.columns import column
from reconcile.workbook.content.grid import (
    Entry,
    Kind,
    LazyRows,
    Row,
    Sheet,
    SheetColumn,
    SheetTable,
    Tone,
)
from reconcile.workbook.content.task_numbers import sortable_number
from reconcile.workbook.content.tones import SEVERITY_TONES

_NUMBER = column("column", "stt", 5.5, Kind.NUMBER)
_UNIT = column("label", "unit", 18)
_STT = column("coverage", "stt_upper", 7, Kind.WORD)
_ROLE = column("label", "role", 10, Kind.WORD)
_SCORE = column("label", "score", 9, Kind.SCORE, bar=True)
_MISSED = (
    *(_NUMBER, _UNIT, _STT),
    column("label", "upper_task", 46),
    _ROLE,
    column("column", "deadline", 16.5),
    column("coverage", "due", 11, Kind.DATE),
    column("column", "lead", 19),
    column("coverage", "nearest", 36),
    _SCORE,
)
_REVIEW = (
    *(_NUMBER, _UNIT, _STT),
    column("label", "upper_task", 40),
    _ROLE,
    column("label", "lower_task", 40),
    _SCORE,
    column("label", "reasons", 34),
    column("label", "place", 22),
)
_DEVIATIONS = (
    *(_NUMBER, column("label", "unit", 16)),
    column("label", "severity", 9, Kind.WORD),
    column("coverage", "finding_kind", 18),
    column("column", "task", 34),
    column("label", "finding", 34),
    column("label", "fix", 28),
    column("coverage", "file", 16),
    column("coverage", "sheet", 10),
    column("coverage", "row", 7, Kind.NUMBER),
    column("coverage", "header", 12),
    # In English, for filters and for docs/findings.md: on the screen alone.
    column("coverage", "code", 11, printed=False),
)
_OWN = (
    *(_NUMBER, _UNIT),
    column("coverage", "stt_lower", 8, Kind.WORD),
    column("label", "lower_task", 60),
    column("column", "deadline", 16),
    column("column", "lead", 22),
    column("coverage", "kind", 18),
    column("label", "place", 24),
)


def missed_sheet(coverage: Coverage) -> Sheet:
    """Describe the sheet with one row for each unit and task that it has not carried down."""

    def rows() -> Iterator[Row]:
        return (_missed(coverage, unit, task) for unit in coverage.units for task in unit.missed)

    return _listed(coverage, "missed", _with_plan(coverage, _MISSED), rows)


def review_sheet(coverage: Coverage) -> Sheet:
    """Describe the sheet with one row for each pair that a person should look at."""

    def rows() -> Iterator[Row]:
        return (
            _review(coverage, unit, task, guess)
            for unit in coverage.units
            for task in unit.review
            # A task with nothing near it is in doubt, too, and keeps a row.
            for guess in task.guesses or (None,)
        )

    return _listed(coverage, "review", _with_plan(coverage, _REVIEW), rows)


def deviations_sheet(coverage: Coverage) -> Sheet:
    """Describe the sheet of all findings, the gravest first.

    Of each weight those on files not used, on the upper plan, then on each unit.
    """

    def rows() -> Iterator[Row]:
        # A pass for each weight: the findings of a whole country are never held at once.
        for severity in Severity:
            for unit, told in _told(coverage):
                of_weight = (each for each in told if each[0].severity is severity)
                yield from _findings(unit, of_weight)

    return _listed(coverage, "deviations", _DEVIATIONS, rows)


def _told(coverage: Coverage) -> Iterator[tuple[str, Iterable[tuple[Finding, str]]]]:
    """Yield whose findings follow, and each with the text of its task."""
    upper = coverage.upper
    texts = {task.key: task.text for task in upper.tasks}
    yield "", ((each, "") for each in coverage.failed)
    # Once, and not under each of a hundred units.
    yield upper.unit.name, ((each, texts.get(each.task, "")) for each in upper.findings)
    for unit in coverage.units:
        yield unit.unit.name, unit.told


def own_sheet(coverage: Coverage) -> Sheet:
    """Describe the sheet of the tasks that units added themselves, or wrote twice."""

    def rows() -> Iterator[Row]:
        return (_own(unit, task) for unit in coverage.units for task in unit.own)

    return _listed(coverage, "own", _OWN, rows)


def _listed(
    coverage: Coverage,
    name: str,
    columns: tuple[SheetColumn, ...],
    rows: Callable[[], Iterator[Row]],
) -> Sheet:
    """Put a list under its title; ``name`` is the sheet's key in the glossary."""
    title = term("sheet", name)
    lines = LazyRows(lambda: numbered(rows()))
    table = SheetTable(title, columns, lines, term("coverage", f"no_{name}"), frozen=2)
    return Sheet(title, (headed(coverage, f"{name}_title", f"{name}_note"), table))


def _with_plan(coverage: Coverage, columns: tuple[SheetColumn, ...]) -> tuple[SheetColumn, ...]:
    """Put the plan of each task behind its unit, where there are several plans."""
    return (*columns[:2], *plan_columns(coverage.upper), *columns[2:])


def _task(coverage: Coverage, unit: Digest, task: OpenTask) -> tuple[Entry, ...]:
    """Show whose task it is, and which."""
    upper = coverage.upper.tasks[task.index]
    role = role_entry(task.standing.role)
    plan = plan_entry(coverage.upper, upper)
    number = number_entry(upper, Tone.BODY, None)
    return (Entry(unit.unit.name, Tone.STRONG), *plan, number, Entry(upper.text), role)


def _missed(coverage: Coverage, unit: Digest, task: OpenTask) -> Row:
    """Show a task missed, with what comes nearest."""
    upper = coverage.upper.tasks[task.index]
    nearest = next(iter(task.guesses), None)
    return (
        *_task(coverage, unit, task),
        Entry(upper.deadline.text),
        Entry(upper.deadline.latest),
        Entry(upper.lead),
        Entry(nearest.text if nearest else None),
        Entry(nearest.score if nearest else None),
    )


def _review(coverage: Coverage, unit: Digest, task: OpenTask, guess: Guess | None) -> Row:
    """Show a doubtful pair, or a doubtful task that nothing comes near."""
    head = _task(coverage, unit, task)
    if guess is None:
        return (*head, Entry(term("coverage", "no_guess"), Tone.EMPTY), Entry(), Entry(), Entry())
    return (
        *head,
        Entry(guess.text),
        Entry(guess.score),
        Entry("\n".join(f"- {capitalised(reason)}" for reason in guess.reasons)),
        Entry(str(guess.where.whole_row)),
    )


def _findings(unit: str, told: Iterable[tuple[Finding, str]]) -> list[Row]:
    """Show findings, the gravest first."""
    return [_finding(unit, *each) for each in sorted(told, key=lambda each: each[0].order)]


def _finding(unit: str, finding: Finding, text: str) -> Row:
    """Show a finding with its place taken apart, so that each part can be filtered."""
    where, kind = finding.where, catalogue().get(finding.code)
    return (
        Entry(unit, Tone.STRONG),
        Entry(term("severity", finding.severity), SEVERITY_TONES[finding.severity]),
        Entry(kind.title if kind else None),
        Entry(text),
        Entry(capitalised(finding.message)),
        Entry(capitalised(finding.fix)),
        Entry(where.file),
        Entry(where.sheet),
        Entry(where.row or None),
        Entry(where.column),
        Entry(finding.code),
    )


def _own(unit: Digest, task: OwnTask) -> Row:
    """Show a task that only the unit has, or that it has twice."""
    twice = task.outcome is LowerOutcome.DUPLICATE
    return (
        Entry(unit.unit.name, Tone.STRONG),
        Entry(sortable_number(task.stt)),
        Entry(task.text),
        Entry(task.deadline),
        Entry(task.lead),
        Entry(
            lower_kind(task.outcome, elsewhere=task.elsewhere), Tone.WARNING if twice else Tone.BODY
        ),
        Entry(str(task.where.whole_row)),
    )
