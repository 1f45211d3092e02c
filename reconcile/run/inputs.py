"""What lies in a working folder's inputs: the upper plan, and each lower unit's files."""

import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from reconcile.config import Config, FileHints
from reconcile.errors import NoTaskTableError, ReconcileError, UsageError
from reconcile.model import Finding, Plan, Source, Unit, Where
from reconcile.normalise import to_plan, unit_of
from reconcile.run.pair import read_source
from reconcile.run.pool import spread, workers_for
from reconcile.store.cache import file_fingerprint, fingerprint, keep, program_fingerprint, recall
from reconcile.vocabulary.findings import finding
from reconcile.vocabulary.terms import term
from reconcile.vocabulary.text import bare
from reconcile.vocabulary.units import make_unit, unit_id

UPPER, LOWER = "inputs/upper", "inputs/lower"
_LEFT_BEHIND = ("~", ".", "thumbs.db", "desktop.ini")
"""Beginnings of the names that Office, LibreOffice and the system leave behind."""


@dataclass(frozen=True, slots=True)
class LowerInput:
    """One lower unit with its files as read, and the fingerprint of all that went into it."""

    unit: Unit
    sources: tuple[Source, ...]
    findings: tuple[Finding, ...]
    made_from: str


@dataclass(frozen=True, slots=True)
class _LowerFile:
    """One file of a unit as read; ``doubt`` is why the unit's name is doubtful, or empty."""

    path: Path
    source: Source
    doubt: str


def input_files(folder: Path, part: str) -> tuple[Path, ...]:
    """List the input files of one side, in the order of their names.

    Raises:
        UsageError: the working folder, or that part of it, is not there.
        NoTaskTableError: that part holds no file.

    """
    place = folder / part
    if not place.is_dir():
        raise UsageError(
            f"không có thư mục {part}",
            where=Where(str(folder)),
            fix=f"tạo thư mục làm việc mẫu bằng lệnh: reconcile init {_quoted(folder)}",
        )
    files = sorted(
        path
        for path in place.rglob("*")
        if path.is_file() and not path.name.lower().startswith(_LEFT_BEHIND)
    )
    if not files:
        raise NoTaskTableError(
            "thư mục chưa có tệp nào",
            where=Where(part),
            fix="chép tệp kế hoạch (.xlsx, .xls, .ods, .csv, .docx) vào thư mục này rồi chạy lại",
        )
    return tuple(files)


def read_upper(folder: Path, config: Config, database: sqlite3.Connection) -> tuple[Plan, str]:
    """Read the upper plan: several files are one plan.

    Returns:
        The plan, and the fingerprint of all that it was read from.

    Raises:
        ReconcileError: a file cannot be read, or the plan holds no task; an upper plan that
            reads as empty stops everything.

    """
    files = input_files(folder, UPPER)
    sources = []
    for _, source in _read_all(files, config, database, jobs=1):
        if isinstance(source, ReconcileError):
            raise source
        sources.append(source)
    hinted = config.upper.name
    plan = to_plan(sources, unit=make_unit(hinted) if hinted else None, upper=True)
    if not plan.tasks:
        raise NoTaskTableError(
            "kế hoạch cấp trên không có nhiệm vụ nào",
            where=Where(UPPER),
            fix="kiểm tra lại tệp; nếu bảng có tiêu đề cột khác thường, nêu tên cột ở mục"
            " [columns] trong reconcile.toml",
        )
    return plan, _fingerprint(files, config)


def read_lowers(
    folder: Path, config: Config, database: sqlite3.Connection, jobs: int
) -> tuple[tuple[LowerInput, ...], tuple[Finding, ...]]:
    """Read the lower files, ``jobs`` at a time, and gather them by unit.

    Returns:
        The units in the order of their names; and the findings about files that could not be
        read and about units that sent nothing.

    """
    read: dict[Unit, list[_LowerFile]] = {}
    failed: list[Finding] = []
    for path, source in _read_all(input_files(folder, LOWER), config, database, jobs):
        if isinstance(source, ReconcileError):
            failed.append(_as_finding(source, path))
            continue
        unit, doubt = _unit(source, path, config)
        read.setdefault(unit, []).append(_LowerFile(path, source, doubt))
    lowers = tuple(_gather(unit, read[unit], config) for unit in sorted(read, key=_by_name))
    return lowers, (*failed, *_absent(config, read))


def _read_all(
    paths: Sequence[Path], config: Config, database: sqlite3.Connection, jobs: int
) -> list[tuple[Path, Source | ReconcileError]]:
    """Read files, or recall those where nothing that they came from has changed; in order."""
    keys = {path: _fingerprint([path], config) for path in paths}
    read: dict[Path, Source | ReconcileError] = {}
    for path, key in keys.items():
        kept = recall(database, "source", _name(path), key, Source)
        if kept is not None:
            read[path] = kept
    rest = [path for path in paths if path not in read]
    for at, source in spread(_read, config, rest, workers_for(jobs, len(rest))):
        read[rest[at]] = source
        if isinstance(source, Source):
            keep(database, "source", _name(rest[at]), keys[rest[at]], source)
    return [(path, read[path]) for path in paths]


def _read(config: Config, path: Path) -> Source | ReconcileError:
    """Read one file; what stops the reading of it is a value, so that the rest goes on."""
    try:
        return read_source(path, config)
    except ReconcileError as error:
        return error


def _fingerprint(paths: Sequence[Path], config: Config) -> str:
    """Return the fingerprint of files together with what decides how they are read."""
    hints = {path.name: config.files.get(path.name) for path in paths}
    content = [(path.name, file_fingerprint(path)) for path in paths]
    return fingerprint(program_fingerprint(), content, hints, config.columns)


def _unit(source: Source, path: Path, config: Config) -> tuple[Unit, str]:
    """Settle whose file it is: reconcile.toml first, then the file itself, then its name.

    Returns:
        The unit, and why its name is doubtful; empty where it is not.

    """
    hinted = config.files.get(path.name, FileHints()).unit
    if hinted:
        return make_unit(hinted), ""
    unit, guessed = unit_of(source)
    for name, settings in config.units.items():
        if unit_id(name) == unit.id or _named(settings.aliases, unit.name, path.stem):
            return make_unit(name), ""
    if guessed:
        return unit, term("unit_guess", "by_file")
    return unit, term("unit_guess", "unlisted") if config.units else ""


def _named(aliases: Iterable[str], *names: str) -> bool:
    """Tell whether one of the aliases is one of the names, as people would read them."""
    folded = {bare(name) for name in names}
    return any(bare(alias) in folded or bare(Path(alias).stem) in folded for alias in aliases)


def _gather(unit: Unit, files: Sequence[_LowerFile], config: Config) -> LowerInput:
    """Put the files of one unit together, and say what is doubtful about them."""
    findings = [
        finding("unit-guessed", Where(name), unit=unit.name, why=file.doubt, file=name)
        for file in files
        for name in [file.path.name]
        if file.doubt
    ]
    if len(files) > 1:
        names = ", ".join(file.path.name for file in files)
        first = Where(files[0].path.name)
        findings.append(finding("unit-twice", first, unit=unit.name, files=names))
    return LowerInput(
        unit=unit,
        sources=tuple(file.source for file in files),
        findings=tuple(findings),
        made_from=_fingerprint([file.path for file in files], config),
    )


def _absent(config: Config, read: Iterable[Unit]) -> list[Finding]:
    """Report the units that reconcile.toml names and that sent no file."""
    present = {unit.id for unit in read}
    return [
        finding("unit-absent", Where(LOWER), unit=name)
        for name in config.units
        if unit_id(name) not in present
    ]


def _as_finding(error: ReconcileError, path: Path) -> Finding:
    """Turn what stopped the reading of one file into a finding, so that the rest goes on."""
    place = error.where or Where(path.name)
    return finding(error.code, place, problem=error.problem, fix=error.fix)


def _by_name(unit: Unit) -> tuple[str, str]:
    """Return the order of units: as a person would look them up."""
    return bare(unit.place or unit.name), unit.id


def _name(path: Path) -> str:
    """Return the name under which a parsed file is kept."""
    return f"{path.parent.name}/{path.name}"


def _quoted(path: Path) -> str:
    """Write a path as one word of a command line."""
    return f'"{path}"' if " " in str(path) else str(path)
