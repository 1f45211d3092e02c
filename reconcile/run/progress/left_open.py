"""What keeps the documents of tracking from being final, body by body."""

from collections import Counter
from collections.abc import Sequence

from reconcile.config import Config
from reconcile.report.documents.progress_report.open_places import (
    open_in_letter,
    open_of_unit,
    open_overall,
)
from reconcile.report.documents.progress_report.scope import led_late
from reconcile.run.units import UnitReport
from reconcile.run.writing.left_open import LeftOpen
from reconcile.tracking.doubtful import DoubtKind
from reconcile.tracking.outcome import ProgressOutcome
from reconcile.tracking.tracked_lists import bodies_of


def left_in_progress(
    outcome: ProgressOutcome, reports: Sequence[UnitReport], config: Config, only: str
) -> tuple[LeftOpen, ...]:
    """Count what waits for a person, and find what is open in the documents.

    Args:
        outcome: of the tracking.
        reports: of the units, settled; their doubtful tasks make figures doubtful.
        config: all settings.
        only: id of the one body whose documents are wanted; empty for all.

    Returns:
        The upper side first, for the report over all, then each body; only where something waits.

    """
    settled = {report.figures.digest.unit.id: report.figures for report in reports}
    bodies, upper = bodies_of(outcome.tracking), outcome.tracking.upper.unit.name
    doubtful = _doubtful(outcome, {*bodies.values()})
    left = (
        []
        if only
        else [LeftOpen(upper, doubtful=doubtful[""], unfinished=open_overall(outcome, config))]
    )
    units = {unit.id: unit for unit in outcome.tracking.units}
    for body, name in bodies.items():
        if only in ("", body):
            figures, unit = settled.get(body), units.get(body)
            report = open_of_unit(outcome, unit, config) if unit else ()
            letter = open_in_letter(outcome, body, config) if led_late(outcome, body) else ()
            left.append(
                LeftOpen(
                    name,
                    review=figures.digest.summary.review if figures else 0,
                    overtaken=figures.overtaken if figures else 0,
                    doubtful=doubtful[name],
                    unfinished=(*report, *letter),
                )
            )
    return tuple(each for each in left if each.waits)


def _doubtful(outcome: ProgressOutcome, bodies: set[str]) -> Counter[str]:
    """Count the doubtful rows by body; under no name those of which nobody knows whose they are."""
    open_rows = (row for row in outcome.doubtful if row.kind is not DoubtKind.ANSWERED)
    return Counter(row.body if row.body in bodies else "" for row in open_rows)
