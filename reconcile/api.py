"""Reconcile from Python: the same work as the commands, and its outcome as pandas frames.

Nothing is printed, and what stops a call is a ``ReconcileError``. How to use it, and what each
column means: docs/api.md. pandas is loaded when the first frame is asked for.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, get_args

from reconcile.errors import ReconcileError, UsageError
from reconcile.model import Plan

if TYPE_CHECKING:
    import pandas as pd

    from reconcile.report.for_programs.frames import FrameName
    from reconcile.tracking.coverage import Coverage

__all__ = [
    "ReadTasks",
    "ReconcileError",
    "Results",
    "Tracked",
    "read_tasks",
    "reconcile_files",
    "reconcile_folder",
    "track_folder",
]

PathName = str | PathLike[str]
_OfFile = Literal["tasks", "findings"]


@dataclass(frozen=True, slots=True)
class ReadTasks:
    """The tasks of one file as they were read."""

    plan: Plan
    """The file understood as a plan of its own."""

    def to_frame(self, name: "_OfFile" = "tasks") -> "pd.DataFrame":
        """Return the tasks, or what was found wrong in the file.

        Raises:
            UsageError: there is no frame of that name.

        """
        from reconcile.report.for_programs.frames import findings_frame, task_frame
        from reconcile.report.for_programs.result_json import task_document

        _must_be_one_of(name, get_args(_OfFile))
        unit = self.plan.unit.name
        if name == "findings":
            return findings_frame((unit, found) for found in self.plan.findings)
        return task_frame(unit, map(task_document, self.plan.tasks))


@dataclass(frozen=True, slots=True)
class Results:
    """What became of the tasks in one lower plan or in many."""

    coverage: "Coverage"
    """The upper plan, and each unit in short."""
    documents: tuple[bytes, ...] = field(repr=False)
    """The outcome of each unit as in outputs/result/UNIT.json, in the order of the units."""
    outputs: tuple[Path, ...] = ()
    """Every output of the working folder that is current now."""
    failures: tuple[ReconcileError, ...] = ()
    """Outputs that could not be written; the frames are whole all the same."""

    @property
    def as_of(self) -> date:
        """The day that everything which depends on the day is told by."""
        return self.coverage.as_of

    def to_frame(self, name: "FrameName" = "tasks") -> "pd.DataFrame":
        """Return one of the frames of docs/api.md, over all units.

        Raises:
            UsageError: there is no frame of that name.

        """
        from reconcile.report.for_programs.frames import DTYPES, result_frame

        _must_be_one_of(name, tuple(DTYPES))
        return result_frame(name, self.documents, self.coverage)


@dataclass(frozen=True, slots=True)
class Tracked:
    """How far the tasks of a working folder are at a day."""

    document: Mapping[str, Any]
    """What outputs/tien-do.json holds: figures, the report of the period, every task."""
    outputs: tuple[Path, ...] = ()
    failures: tuple[ReconcileError, ...] = ()
    """Outputs that could not be written; the document is whole all the same."""

    def to_frame(self) -> "pd.DataFrame":
        """Return the tracked tasks, one row for each."""
        from reconcile.report.for_programs.progress_frame import progress_frame

        return progress_frame(self.document["tasks"])


def read_tasks(file: PathName, *, config: PathName | None = None) -> ReadTasks:
    """Read the tasks of one file, as ``reconcile read`` does.

    Args:
        file: any input file.
        config: the reconcile.toml to use, if any.

    Raises:
        ReconcileError: the file cannot be read, or holds no task table.

    """
    from reconcile.run.one_file import read_one

    return ReadTasks(read_one(Path(file), _path(config)).plan)


def reconcile_files(
    upper: PathName,
    lower: PathName,
    *,
    config: PathName | None = None,
    as_of: date | None = None,
) -> Results:
    """Hold one file against another, as ``reconcile match`` does; nothing is written.

    Args:
        upper: the upper plan.
        lower: the lower plan.
        config: the reconcile.toml to use, if any.
        as_of: None for what the settings say, and then the system's day.

    Raises:
        ReconcileError: a file cannot be read, or holds no task table.

    """
    from reconcile.report.for_programs.result_json import result_bytes
    from reconcile.run.two_files import match_two
    from reconcile.tracking.coverage import coverage_of

    result = match_two(Path(upper), Path(lower), _path(config), as_of)
    return Results(coverage_of(result), (result_bytes(result),))


def reconcile_folder(
    folder: PathName, *, only: str = "", as_of: date | None = None, jobs: int = 1
) -> Results:
    """Do the main job on a working folder, as ``reconcile run`` does: its outputs are written.

    Args:
        folder: the working folder.
        only: name or alias of the one unit to settle; empty for all.
        as_of: None for what reconcile.toml says, and then the system's day.
        jobs: processes at work, 0 for one per processor. A script that asks for more than this
            one begins with ``if __name__ == "__main__"``, or Python runs it again in each.

    Raises:
        ReconcileError: the folder, its settings, its upper plan or all of its lower plans cannot
            be used, or the outcome of a unit could not be written.

    """
    from reconcile.run.folder import run_folder
    from reconcile.run.open_folder import Asked
    from reconcile.tracking.coverage import Coverage

    done = run_folder(Path(folder), Asked(jobs=jobs, only=only, as_of=as_of))
    files = done.result_files
    if len(files) < len(done.units):
        raise done.failures[0]
    coverage = Coverage(done.upper, done.as_of, done.units, done.findings, done.absent, done.chain)
    documents = tuple(path.read_bytes() for path in files)
    return Results(coverage, documents, done.outputs, done.failures)


def track_folder(
    folder: PathName,
    *,
    period: str = "",
    only: str = "",
    as_of: date | None = None,
    again: bool = False,
) -> Tracked:
    """Track progress on a working folder, as ``reconcile track`` does: its outputs are written.

    Args:
        folder: the working folder.
        period: that is reported on (``tuan``, ``thang`` …); empty for that of the settings.
        only: name or alias of the one unit; empty for all.
        as_of: None for what reconcile.toml says, and then the system's day.
        again: make a report that was made already again, by what is known now.

    Raises:
        ReconcileError: the folder, its settings, its upper plan or all of its lower plans cannot
            be used, or there is no such period.

    """
    from reconcile.model import PeriodKind
    from reconcile.report.for_programs.progress_json import progress_document
    from reconcile.run.open_folder import Asked
    from reconcile.run.progress.track import AskedTracking
    from reconcile.run.progress.track import track_folder as tracked

    if period:
        _must_be_one_of(period, tuple(PeriodKind), "kỳ báo cáo")
    wanted = AskedTracking(PeriodKind(period) if period else None, again)
    done = tracked(Path(folder), Asked(only=only, as_of=as_of), wanted)
    return Tracked(progress_document(done.outcome), done.outputs, done.failures)


def _path(name: PathName | None) -> Path | None:
    """Take a path as people write it; None stays None."""
    return None if name is None else Path(name)


def _must_be_one_of(name: str, names: tuple[str, ...], what: str = "bảng dữ liệu") -> None:
    """Refuse a name that there is not; ``what`` says of what.

    Raises:
        UsageError: no such name.

    """
    if name not in names:
        raise UsageError(
            f"không có {what} “{name}”", fix=f"dùng một trong các tên: {', '.join(names)}"
        )
