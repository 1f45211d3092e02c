"""The tables of the documents of tracking: figures by scope and by body, lists of tasks."""

from collections.abc import Iterable, Sequence

from reconcile.report.documents.annexes import Row
from reconcile.report.documents.progress_report.scope import ProgressScope
from reconcile.report.documents.progress_report.words import difficulty, told
from reconcile.report.documents.wording import figure, percent, short_day
from reconcile.tracking.counts import ProgressFigures, overdue_days
from reconcile.tracking.first_deadline import first_deadline
from reconcile.tracking.parts_done import parts_done
from reconcile.tracking.progress import UNITS, StateBasis, TrackedKind, TrackedTask
from reconcile.vocabulary.terms import term
from reconcile.vocabulary.text import capitalised, clean, one_line

_UNITS = term("progress", "parts_units")
_LEAST = 2
"""With fewer bodies there is nothing to set beside each other."""


def figure_row(figures: ProgressFigures) -> Row:
    """Write the figures of a row; what counts apart is one number, so that all add up."""
    apart = figures.no_deadline + figures.recurring + figures.stopped + figures.done_undated
    return {
        "tong": figure(figures.total),
        "dung_han": figure(figures.done_in_time),
        "muon": figure(figures.done_late),
        "trong_han": figure(figures.open_in_time),
        "qua_han": figure(figures.open_late),
        "rieng": figure(apart),
        "chua_ro": figure(figures.unknown),
        "ty_le": _rate(figures.done_rate),
        "cap_nhat": _rate(figures.reported_rate),
    }


def scope_rows(scopes: Iterable[ProgressScope]) -> list[Row]:
    """Write the table of figures in the text: one row for each kind of tracked tasks.

    The upper side's own plan is no “kế hoạch cấp trên” in its own report.
    """
    return [
        {
            "pham_vi": term("tracked_kind" if each.body_id else "own_tracked_kind", each.kind),
            **figure_row(each.figures),
        }
        for each in scopes
        if each.figures.total
    ]


def body_rows(scope: ProgressScope) -> list[Row]:
    """Write the figures of each office, then of each unit."""
    named: dict[tuple[TrackedKind, str], str] = {}
    for kind in (TrackedKind.UPPER, TrackedKind.ASSIGNED):
        for row in scope.outcome.at_closing.of(kind):
            if row.body_id not in ("", UNITS):
                named.setdefault((kind, row.body_id), row.body)
    if len(named) < _LEAST:
        return []
    rows: list[Row] = []
    for (kind, body), name in named.items():
        figures = scope.outcome.states.figures(kind, body)
        rows.append({"stt": str(len(rows) + 1), "don_vi": name, **figure_row(figures)})
    return rows


def late_rows(scope: ProgressScope) -> list[Row]:
    """List what is overdue; where units lead a task, those of them that have it overdue."""
    return [
        {
            **row,
            "don_vi": body_of(scope, each),
            "kho_khan": "; ".join(scope.hindered_at(each)),
        }
        if each.body_id == UNITS
        else row
        for each, row in zip(scope.late, overdue_rows(scope, scope.late), strict=True)
    ]


def body_of(scope: ProgressScope, row: TrackedTask) -> str:
    """Name who has a task; where units lead it and it is overdue, those that have it so."""
    late_at = scope.outcome.late_at.get(row.task.key, ())
    return "; ".join(late_at) if row.body_id == UNITS and late_at else row.body


def hindrance(row: TrackedTask) -> str:
    """Return what was told to hinder a task, without the stop behind it."""
    return difficulty(row).rstrip(" .")


def deadline(row: TrackedTask) -> str:
    """Write the last day of a task; of one that was granted another, the first stays beside it."""
    last = row.state.last_day
    if last is None:
        return row.task.deadline.text
    first = first_deadline(row)
    granted = term("progress", "first_was").format(day=short_day(first)) if first else ""
    return f"{short_day(last)}{granted}"


def overdue_rows(scope: ProgressScope, rows: Sequence[TrackedTask]) -> list[Row]:
    """List overdue tasks with the days by which they are late, and why."""
    return [
        {
            **cells,
            "so_ngay": figure(overdue_days(row.state, scope.day)),
            "kho_khan": one_line(row.standing.entry.difficulty) if row.standing else "",
        }
        for row, cells in zip(rows, due_rows(scope, rows), strict=True)
    ]


def due_rows(scope: ProgressScope, rows: Sequence[TrackedTask]) -> list[Row]:
    """List tasks with their last days."""
    return [
        {
            **_cells(scope, number, row),
            "thoi_han": deadline(row) if row.state.last_day else "",
        }
        for number, row in enumerate(rows, start=1)
    ]


def apart_rows(scope: ProgressScope) -> list[Row]:
    """List tasks that count apart, with why, and with the day of the last report on them."""
    return [
        {
            **_cells(scope, number, row),
            "loai": term("state_class", row.counted),
            "tinh_hinh": capitalised(last_report(scope, row)),
        }
        for number, row in enumerate(scope.apart, start=1)
    ]


def last_report(scope: ProgressScope, row: TrackedTask) -> str:
    """Write what was told last of a task without a clock, and when; or that nobody told anything.

    That it recurs, or has no deadline, says its kind already.
    """
    if not row.reported:
        return term("state_basis", row.basis)
    if row.basis is StateBasis.SUM:
        told_at, every = scope.reported_at(row)
        pattern = term("progress", "parts_reported")
        many = pattern.format(told=figure(told_at), all=figure(every), whom=_UNITS)
        return with_parts(row, many)
    if row.standing is None:
        by_links = row.basis is StateBasis.LINKS
        return term("progress", "by_links") if by_links else term("state_basis", row.basis)
    said, day = told(row), f"báo cáo gần nhất ngày {short_day(row.standing.entry.day)}"
    again = said.casefold() in ("", term("state_class", row.counted).casefold())
    return with_parts(row, capitalised(day) if again else f"{said} ({day})")


def _cells(scope: ProgressScope, number: int, row: TrackedTask) -> Row:
    """Write what every list shows of a task."""
    return {
        "stt": str(number),
        "noi_dung": clean(row.task.text),
        # A body's own list does not name it in every row.
        "don_vi": "" if scope.body_id else row.body,
        "tinh_hinh": capitalised(
            with_parts(row, told(row) or term("progress_state", row.state.progress))
        ),
    }


def with_parts(row: TrackedTask, said: str) -> str:
    """Add how many of the bodies under a task have done it, where anything is known of them."""
    return "; ".join(filter(None, (said, parts_done(row, figure))))


def _rate(rate: float | None) -> str:
    """Write a rate; a dash for none."""
    return "-" if rate is None else percent(rate)
