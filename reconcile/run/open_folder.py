"""A working folder opened: both sides read, people's answers taken in, the units to settle."""

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from reconcile.config import Config
from reconcile.errors import NoTaskTableError, UsageError
from reconcile.model import Decision, Finding, Plan, Source, Unit, Where
from reconcile.normalise import to_plan, with_own_tasks
from reconcile.normalise.whose import asked_unit, known_units
from reconcile.report.marked_copy.copy_names import checked_names
from reconcile.review import KnownPlans
from reconcile.run.answers.renamed import carry_brought, carry_renamed
from reconcile.run.answers.take_in_answers import by_units_of_now, read_workbooks, take_in_reviews
from reconcile.run.chain import LevelPair, level_ids, levels_between
from reconcile.run.reading.input_files import LOWER, input_files
from reconcile.run.reading.kept_tables import LowerInput, Tables
from reconcile.run.reading.lower_plans import read_lowers, unused
from reconcile.run.reading.unit_list import settings_of
from reconcile.run.reading.upper_plans import read_above, read_upper
from reconcile.run.settle import NOTHING, OutputPlace, TakenIn
from reconcile.run.units import UnitJob, UnitsAtWork
from reconcile.run.upper_side import Upper
from reconcile.run.workers.machine_access import MachineAccess
from reconcile.run.writing.documents import read_templates
from reconcile.run.writing.own_templates import check_own_templates
from reconcile.store.cache import fingerprint, unpack
from reconcile.store.database import open_database
from reconcile.store.files import Files
from reconcile.store.judged_wordings import judged_wordings
from reconcile.store.temporary_names import sweep
from reconcile.store.unit_paths import unit_paths

if TYPE_CHECKING:
    from reconcile.run.workers.machines import Machines


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a call asks for, beyond what reconcile.toml says."""

    jobs: int | None = None
    """Processes at work; None for what reconcile.toml says, 0 for one per processor."""
    cluster: str = ""
    """Address of a Dask scheduler whose workers settle the units; empty for this machine."""
    only: str = ""
    """Name or alias of the one unit to settle; empty for all."""
    units: tuple[str, ...] = ()
    """Ids of the units to settle, of those that ``only`` leaves; empty for all."""
    as_of: date | None = None
    """None for what reconcile.toml says, and then the system's day."""


@dataclass(frozen=True, slots=True)
class Work:
    """What there is to do in a working folder, with all that it takes."""

    upper: Upper
    jobs: tuple[UnitJob, ...]
    """The units asked for, in the order of their names."""
    processes: int
    """How many the call or reconcile.toml asks for; 0 for one per processor."""
    findings: tuple[Finding, ...]
    """About files that could not be used, units that sent nothing, settings that fit nothing."""
    files: Files
    tables: Tables
    new_answers: tuple[Decision, ...] = ()
    """The lines about any unit that this run added to the log."""
    machines: "Machines | None" = None
    """Those that settle the units; None for this one."""
    levels: tuple[LevelPair, ...] = ()
    """The plans above the units held against each other, from the topmost pair on."""

    @property
    def units(self) -> UnitsAtWork:
        """The units of the folder, to be settled."""
        return UnitsAtWork(self.upper, self.files, self.tables, self.machines)


@contextmanager
def open_work(folder: Path, asked: Asked) -> Iterator[Work]:
    """Open a working folder: both sides are read, and people's answers taken in.

    Raises:
        UsageError: there is no such folder, no such unit, or no such cluster.
        ConfigError: reconcile.toml cannot be used.
        TemplateError: a template of the user's own is wrong.
        OutputError: a review workbook is open in another program.
        ReconcileError: the upper plan cannot be read, or no lower file could.

    """
    with open_files(folder) as files:
        config, listed = settings_of(folder)
        check_own_templates(files)
        machines = MachineAccess(asked.cluster, config.cluster, folder)
        with open_database(folder) as database, _opened(machines) as opened:
            sweep(folder / "outputs")
            work = _read(files, config, database, asked)
            yield replace(work, findings=(*listed, *work.findings), machines=opened)


def _opened(access: MachineAccess) -> "AbstractContextManager[Machines | None]":
    """Open the machines that are asked for; Dask is loaded only then."""
    if not access.address:
        return nullcontext()
    from reconcile.run.workers.machines import open_machines

    return open_machines(access)


@contextmanager
def open_files(folder: Path) -> Iterator[Files]:
    """Open the files of a working folder.

    Raises:
        UsageError: no such folder.

    """
    must_be_folder(folder)
    files = Files(folder)
    try:
        yield files
    finally:
        files.close()


def _read(files: Files, config: Config, database: sqlite3.Connection, asked: Asked) -> Work:
    """Read the inputs and the answers of a working folder."""
    as_of = asked.as_of or config.run.as_of or date.today()  # noqa: DTZ011 - the office's own day
    processes = config.run.jobs if asked.jobs is None else asked.jobs
    tables = Tables(database)
    above, made_above = read_above(files, config, tables)
    plan, made_from = read_upper(files, config, tables)
    lowers, failed = read_lowers(files, config, tables, processes)
    if not lowers:
        raise _nothing_read(files.folder, failed)
    tables.forget_unused(lowers)
    between = level_ids((*above, plan), files.folder, config)
    lowers, _ = carry_renamed(database, config, lowers, between)
    workbooks = read_workbooks(files, database, _known_plans(plan, lowers, tables))
    # A workbook may be the first to tell of a unit that is called otherwise by now.
    brought = carry_brought(database, config, lowers, workbooks.everyone)
    taken = take_in_reviews(database, workbooks)
    # Told is what is true once all is taken in.
    lowers, since = carry_renamed(database, config, brought.lowers, between)
    since = (*brought.findings(database), *since)
    said = by_units_of_now(database, taken.units)
    idle = (*unused(files, config, tables, failed), *dict.fromkeys(since))
    templates, own = read_templates(files)
    mark = fingerprint(made_from, own, config.shown, as_of.isoformat())
    mark = fingerprint(mark, made_above) if above else mark
    upper = Upper(plan, config, as_of, templates, mark, judged_wordings(database), above)
    jobs = _asked(_jobs(lowers, said), config, asked.only)
    jobs = tuple(j for j in jobs if not asked.units or j.lower.known_unit.id in asked.units)
    told = (*failed, *taken.findings, *idle)
    done = Work(upper, jobs, processes, told, files, tables, taken.new)
    return replace(done, levels=levels_between(upper, above, files.folder, said))


def _known_plans(upper: Plan, lowers: Sequence[LowerInput], tables: Tables) -> KnownPlans:
    """Offer the plans of this run to workbooks that do not say what they are about."""
    by_unit = {lower.known_unit: lower for lower in lowers}

    def plan_of(unit: Unit) -> Plan:
        read = (unpack(packed, Source) for packed in tables.of(by_unit[unit]))
        sources = [with_own_tasks(source, upper.tasks) for source in read]
        return to_plan(sources, unit=unit)

    return KnownPlans(upper, tuple(by_unit), plan_of)


def must_be_folder(folder: Path) -> None:
    """Refuse a working folder that is not there.

    Raises:
        UsageError: no such folder.

    """
    if not folder.is_dir():
        raise UsageError(
            "không có thư mục này",
            where=Where(str(folder)),
            fix="kiểm tra đường dẫn, hoặc tạo thư mục làm việc mới bằng lệnh: reconcile init",
        )


def _jobs(lowers: Sequence[LowerInput], taken: Mapping[str, TakenIn]) -> tuple[UnitJob, ...]:
    """Give each unit its path."""
    paths = unit_paths((lower.unit.id, lower.unit.name) for lower in lowers)
    return tuple(
        UnitJob(lower, _place(lower, paths[lower.unit.id]), taken.get(lower.known_unit.id, NOTHING))
        for lower in lowers
    )


def _asked(jobs: tuple[UnitJob, ...], config: Config, only: str) -> tuple[UnitJob, ...]:
    """Keep the unit that a call asks for; all of them where it asks for none.

    Raises:
        UsageError: no unit is called so, or several are.

    """
    if not only:
        return jobs
    others = {
        job.lower.unit: (job.place.path, *(held.file for held in job.lower.held)) for job in jobs
    }
    nobody = f"không có đơn vị “{only}” trong {LOWER}"
    wanted = asked_unit(only, known_units(config.units, others), nobody)
    return tuple(job for job in jobs if job.lower.unit.id == wanted.id)


def _place(lower: LowerInput, path: str) -> OutputPlace:
    """Settle where the outputs of a unit go.

    Files that came in an archive get no copy: there is no file of theirs to copy.
    """
    own = dict.fromkeys(held.file for held in lower.held if held.original)
    return OutputPlace(path, checked_names(tuple(own)), lower.unit.id)


def _nothing_read(folder: Path, failed: Sequence[Finding]) -> NoTaskTableError:
    """Say that no lower file could be used, and why the first could not."""
    files = input_files(folder, LOWER)
    first = failed[0]
    return NoTaskTableError(
        f"không tệp nào trong {len(files)} tệp của {LOWER} dùng được; tệp đầu tiên: "
        f"{first.where}: {first.message}",
        where=Where(LOWER),
        fix=first.fix,
    )
