"""One unit as a worker settles it: here, in another process, or on another machine."""

from dataclasses import dataclass

from reconcile.model import JudgedWordings
from reconcile.run.settle import Lower, SettledUnit
from reconcile.run.upper_side import Upper
from reconcile.run.writing.joint import packed_part
from reconcile.run.writing.wanted import Wanted
from reconcile.tracking.changes import RunStanding
from reconcile.tracking.coverage import UnitFigures, packed_places, steps_of
from reconcile.tracking.unit_tasks import UnitTasks, unit_tasks


@dataclass(frozen=True, slots=True)
class SharedByUnits:
    """What all units share in a worker."""

    upper: Upper
    wanted: Wanted


@dataclass(frozen=True, slots=True)
class UnitTask:
    """One unit for a worker."""

    lower: Lower
    only: tuple[str, ...] | None
    """Outputs to make; None for all."""


@dataclass(frozen=True, slots=True)
class UnitDone:
    """What a worker made of one unit."""

    figures: UnitFigures
    standing: RunStanding
    contents: dict[str, bytes]
    names: tuple[str, ...]
    """Of all outputs that the unit has."""
    tracked: UnitTasks
    """What tracking needs of it."""
    touching: JudgedWordings
    """What was judged in any unit and touches it."""
    generation: str
    """What its review workbook goes by."""
    part: bytes = b""
    """Packed, what it gives to the workbook of all units, where that is wanted."""


def make_ready(upper: Upper) -> None:
    """Work out and import here what each process needs: those that are forked then have it."""
    import reconcile.report.for_programs.result_json
    import reconcile.report.marked_copy.write_copy
    import reconcile.report.templates.fill
    import reconcile.run.writing.unit_review  # noqa: F401 - it is there for the processes

    # Kept with it.
    _ = upper.prepared, upper.passing


def settle_one(shared: SharedByUnits, task: UnitTask) -> UnitDone:
    """Settle one unit in a worker, and make its outputs."""
    settled = SettledUnit(shared.upper, task.lower)
    summary = settled.digest.summary
    outputs = shared.wanted.outputs(shared.upper, task.lower.place, summary, lambda: settled)
    wanted = outputs if task.only is None else task.only
    return UnitDone(
        _level_figures(settled) if shared.wanted.level else _figures(settled),
        settled.standing,
        {name: outputs[name]() for name in wanted},
        tuple(outputs),
        unit_tasks(settled.result),
        settled.touching,
        settled.generation,
        packed_part(settled) if shared.wanted.reviews and task.only is None else b"",
    )


def _figures(settled: SettledUnit) -> UnitFigures:
    """Return what is kept of a unit."""
    return UnitFigures(
        settled.digest,
        len(settled.proposals),
        len(settled.result.overtaken),
        settled.result.answers,
        settled.own_plan.open if settled.own_plan else 0,
        packed_places(settled.unfinished),
        direct=settled.direct.links,
    )


def _level_figures(settled: SettledUnit) -> UnitFigures:
    """Return what is kept of a level between: it gets no documents."""
    overtaken, steps = len(settled.result.overtaken), steps_of(settled.result)
    return UnitFigures(
        settled.digest,
        0,
        overtaken,
        settled.result.answers,
        direct=settled.direct.links,
        steps=steps,
    )
