"""A working folder opened: both sides read, people's answers taken in, the units to settle."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from reconcile.config import SETTINGS, Config, load_config
from reconcile.errors import NoTaskTableError, UsageError
from reconcile.model import Finding, Where
from reconcile.normalise.whose import asked_unit, known_units
from reconcile.run.decisions import as_memory
from reconcile.run.documents import templates_mark
from reconcile.run.inputs import LOWER, LowerInput, input_files, read_lowers, read_upper, unused
from reconcile.run.own_templates import check_own_templates
from reconcile.run.take_in_answers import NOTHING, TakenIn, take_in_reviews
from reconcile.run.unit import UnitJob, Upper
from reconcile.store.cache import fingerprint
from reconcile.store.database import open_database
from reconcile.store.judged_wordings import known_wordings
from reconcile.store.temporary_names import sweep
from reconcile.store.unit_paths import unit_paths


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a call asks for, beyond what reconcile.toml says."""

    jobs: int | None = None
    """Processes at work; None for what reconcile.toml says, 0 for one per processor."""
    only: str = ""
    """Name or alias of the one unit to settle; empty for all."""
    as_of: date | None = None
    """None for what reconcile.toml says, and then the system's day."""


@dataclass(frozen=True, slots=True)
class Work:
    """What there is to do in a working folder."""

    upper: Upper
    jobs: tuple[UnitJob, ...]
    """The units asked for, in the order of their names."""
    processes: int
    """How many the call or reconcile.toml asks for; 0 for one per processor."""
    findings: tuple[Finding, ...]
    """About files that could not be used, units that sent nothing, settings that fit nothing."""


def open_work(folder: Path, asked: Asked) -> Work:
    """Open a working folder.

    Raises:
        UsageError: there is no such folder, or no such unit.
        ConfigError: reconcile.toml cannot be used.
        TemplateError: a template of the user's own is wrong.
        OutputError: a review workbook is open in another program.
        ReconcileError: the upper plan cannot be read, or no lower file could.

    """
    must_be_folder(folder)
    config = load_config(folder / SETTINGS)
    check_own_templates(folder)
    as_of = asked.as_of or config.run.as_of or date.today()  # noqa: DTZ011 - the office's own day
    processes = config.run.jobs if asked.jobs is None else asked.jobs
    with open_database(folder) as database:
        sweep(folder / "outputs")
        plan, made_from = read_upper(folder, config, database)
        lowers, failed = read_lowers(folder, config, database, processes)
        if not lowers:
            raise _nothing_read(folder, failed)
        idle = unused(folder, config, database, lowers, failed)
        taken, unread = take_in_reviews(folder, database)
        wordings = known_wordings(database)
    mark = fingerprint(made_from, templates_mark(folder), config, as_of.isoformat(), wordings)
    upper = Upper(folder, plan, config, as_of, mark, as_memory(wordings))
    jobs = _asked(_jobs(lowers, taken), config, asked.only)
    return Work(upper, jobs, processes, (*failed, *unread, *idle))


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


def _jobs(lowers: Sequence[LowerInput], taken: dict[str, TakenIn]) -> tuple[UnitJob, ...]:
    """Give each unit its path."""
    paths = unit_paths((lower.unit.id, lower.unit.name) for lower in lowers)
    return tuple(
        UnitJob(lower, paths[lower.unit.id], taken.get(lower.unit.id, NOTHING)) for lower in lowers
    )


def _asked(jobs: tuple[UnitJob, ...], config: Config, only: str) -> tuple[UnitJob, ...]:
    """Keep the unit that a call asks for; all of them where it asks for none.

    Raises:
        UsageError: no unit is called so, or several are.

    """
    if not only:
        return jobs
    others = {
        job.lower.unit: (job.path, *(source.file for source in job.lower.sources)) for job in jobs
    }
    nobody = f"không có đơn vị “{only}” trong {LOWER}"
    wanted = asked_unit(only, known_units(config.units, others), nobody)
    return tuple(job for job in jobs if job.lower.unit.id == wanted.id)


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
