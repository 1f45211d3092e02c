"""The input files as they are read now, each by itself, before anything is matched.

What is read is kept in the database as a run keeps it: the run that follows reads nothing again.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from reconcile.config import Config
from reconcile.errors import ReconcileError
from reconcile.model import Source
from reconcile.normalise import to_plan
from reconcile.normalise.whose import unclear
from reconcile.run.open_folder import open_files
from reconcile.run.page.snapshot import FileReading, reading_of, short_id, told_of
from reconcile.run.reading.ahead import converted_ahead
from reconcile.run.reading.input_files import LOWER, Looked, has_files, look, members
from reconcile.run.reading.kept_tables import Tables
from reconcile.run.reading.levels import parts_above
from reconcile.run.reading.lower_plans import keep_parsed
from reconcile.run.reading.parse import parse, too_heavy
from reconcile.run.reading.unit_list import settings_of
from reconcile.run.watch import Watch
from reconcile.run.workers.pool import spread, workers_for
from reconcile.store.cache import unpack
from reconcile.store.database import open_database


@dataclass(frozen=True, slots=True)
class FileNow:
    """An input file as it is read now."""

    name: str
    """Its path below the inputs of its side; in an archive its name with the archive's."""
    is_lower: bool
    readings: tuple[FileReading, ...] = ()
    """What was read of it, unit by unit; none where it cannot be read."""
    error: ReconcileError | None = None
    """Why it cannot be read."""

    @property
    def short(self) -> str:
        """By what it goes in an address."""
        return short_id(self.name)


def read_files(folder: Path, watch: Watch) -> tuple[FileNow, ...]:
    """Read every input file by itself, those of the plans above first.

    Args:
        folder: the working folder.
        watch: is told of each file as of a unit.

    Raises:
        ReconcileError: the settings or the database cannot be used; a file that cannot be read
            is told as such.

    """
    with open_files(folder) as files, open_database(folder) as database:
        config, _ = settings_of(folder)
        tables = Tables(database)
        parts = [*parts_above(folder, config), LOWER]
        looked = [
            (part, look(found, files, _config_of(part, config), tables))
            for part in parts
            if has_files(folder, part)
            for found in members(files, part)
        ]
        watch.expects(len(looked))
        new = [at for at, (_, each) in enumerate(looked) if not (each.shared or each.error)]
        for _ in range(len(looked) - len(new)):
            watch.ends("")
        for part in dict.fromkeys(part for part, _ in looked):
            here = [at for at in new if looked[at][0] == part]
            ahead = converted_ahead(files, tables, [looked[at][1] for at in here])
            given = (looked[at][1].given(files, tables, ahead) for at in here)
            workers = workers_for(config.run.jobs, len(here))
            for at, parsed in spread(parse, _config_of(part, config), given, workers, too_heavy):
                kept = keep_parsed(looked[here[at]][1], parsed, tables)
                looked[here[at]] = part, kept
                watch.ends(kept.name)
        return tuple(_now(part, each, tables) for part, each in looked)


def _config_of(part: str, config: Config) -> Config:
    """Return the settings that a side is read by."""
    return config if part == LOWER else config.for_above


def _now(part: str, looked: Looked, tables: Tables) -> FileNow:
    """Say what was read of a file."""
    is_lower, name = part == LOWER, looked.place or looked.name
    if looked.shared is None:
        return FileNow(name, is_lower, error=looked.error)
    told = _lower(looked, tables) if is_lower else _upper(looked, tables)
    readings = tuple(replace(each, place=looked.place) for each in told)
    return FileNow(name, is_lower, readings)


def _lower(looked: Looked, tables: Tables) -> Iterator[FileReading]:
    """Yield what was read for each unit that a file is of."""
    for share in looked.shared.shares if looked.shared else ():
        source = unpack(tables.get(looked.held(share).tables), Source)
        told = (*told_of(source), *unclear(share.owner, share.file))
        yield reading_of(source, share.owner.unit.name, told)


def _upper(looked: Looked, tables: Tables) -> Sequence[FileReading]:
    """Say what was read of a file of a plan above."""
    source = unpack(tables.get(looked.tables), Source)
    plan = to_plan([source], upper=True)
    told = tuple(dict.fromkeys((*told_of(source), *plan.findings)))
    # Without its shape: a unit's file with the same headers is not put right with this one.
    return (replace(reading_of(source, plan.unit.name, told), shape=()),)
