"""Forms for progress: one for each unit and for each office that leads tasks of the upper plan."""

from collections.abc import Callable, Iterable
from pathlib import Path

from reconcile.run.open_folder import Asked, open_work
from reconcile.run.pair import in_order
from reconcile.run.progress.track import tracked_now
from reconcile.run.writing.forms import FORMS, Forms
from reconcile.run.writing.outputs import put_in_place
from reconcile.store.cache import fingerprint
from reconcile.store.unit_paths import unit_paths
from reconcile.tracking.progress import TrackedKind, TrackedTask, Tracking
from reconcile.tracking.tracked_lists import bodies_of

PLACE = f"{FORMS}/tien-do"


def make_progress_forms(folder: Path, asked: Asked) -> Forms:
    """Write the forms in which bodies report how far their tasks are.

    Raises:
        ReconcileError: of ``open_work``.

    """
    with open_work(folder, asked) as work:
        tracking = tracked_now(work)
        bodies = bodies_of(tracking)
        paths = unit_paths(bodies.items())
        outputs = {
            f"{PLACE}/{paths[body]}.xlsx": _maker(tracking, name, _rows(tracking, body))
            for body, name in bodies.items()
        }
        made_from = fingerprint(work.upper.made_from, tracking.rows)
        done = put_in_place(work.tables.database, work.files, made_from, outputs)
        found = in_order([*work.findings, *done.findings])
        return Forms(work.upper.plan, done.paths, done.written, found, tuple(done.failures))


def _rows(tracking: Tracking, body: str) -> list[TrackedTask]:
    """List the tasks of a body: a unit's upper ones and its own, or what an office leads."""
    kinds = (TrackedKind.ASSIGNED, TrackedKind.UNIT)
    own = [row for kind in kinds for row in tracking.of(kind, body)]
    return own or list(tracking.of(TrackedKind.UPPER, body))


def _maker(tracking: Tracking, name: str, rows: Iterable[TrackedTask]) -> Callable[[], bytes]:
    """Return what makes a form; what only workbooks need is imported then."""

    def make() -> bytes:
        from reconcile.report.blank_form.progress_form import progress_form
        from reconcile.workbook.xlsx.write import workbook_bytes

        return workbook_bytes(progress_form(tracking, name, rows))

    return make
