"""What lies in a working folder's inputs: the upper plan, and each lower unit's files."""

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from reconcile.config import SETTINGS, Config, setting_lines
from reconcile.errors import NoTaskTableError, ReconcileError, UsageError
from reconcile.model import Finding, Plan, Source, Unit, Where
from reconcile.normalise import owned, to_plan
from reconcile.normalise.whose import Owner, absent, hinted_unit, known_units, unclear
from reconcile.read import read_files
from reconcile.read.file import shown_name
from reconcile.read.unused import Met, unused_settings
from reconcile.run.pool import spread, workers_for
from reconcile.store.cache import file_fingerprint, fingerprint, keep, program_fingerprint, recall
from reconcile.vocabulary.findings import finding
from reconcile.vocabulary.same_name import entry_key
from reconcile.vocabulary.text import bare
from reconcile.vocabulary.units import make_unit

_ARCHIVE = ".zip"
UPPER, LOWER = "inputs/upper", "inputs/lower"
_LEFT_BEHIND = ("~", ".", "thumbs.db", "desktop.ini")
"""Beginnings of the names that Office, LibreOffice and the system leave behind."""


@dataclass(frozen=True, slots=True)
class LowerInput:
    """One lower unit with its files as read, and the fingerprint of all that went into it."""

    unit: Unit
    sources: tuple[Source, ...]
    paths: tuple[Path, ...]
    """Where each source was read from: the file, or the archive that holds it."""
    findings: tuple[Finding, ...]
    made_from: str


@dataclass(frozen=True, slots=True)
class _LowerFile:
    """What one file has of a unit; ``path`` is the file itself, or the archive that it lies in."""

    path: Path
    source: Source
    owner: Owner


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
            fix="chép tệp kế hoạch (Excel, Word, CSV, PDF hoặc tệp .zip gồm các tệp đó) vào thư mục"
            " này rồi chạy lại",
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
    hinted = config.upper.name.strip()
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
    read: dict[str, list[_LowerFile]] = {}
    failed: list[Finding] = []
    known = known_units(config.units)
    for path, source in _read_all(input_files(folder, LOWER), config, database, jobs):
        if isinstance(source, ReconcileError):
            failed.append(_as_finding(source, path))
            continue
        for owner, part in owned(source, known, hinted_unit(config.files, source.file)):
            read.setdefault(owner.unit.id, []).append(_LowerFile(path, part, owner))
    gathered = (_gather(files, config) for files in read.values())
    lowers = tuple(sorted(gathered, key=lambda lower: _by_name(lower.unit)))
    return lowers, (*failed, *absent(known, (lower.unit for lower in lowers), Where(LOWER)))


def unused(
    folder: Path,
    config: Config,
    database: sqlite3.Connection,
    lowers: Sequence[LowerInput],
    failed: Sequence[Finding],
) -> tuple[Finding, ...]:
    """Report the settings that fit nothing that was read; both sides are to be read before."""
    if not (config.units or config.files or config.columns):
        return ()
    upper = _read_all(input_files(folder, UPPER), config, database, jobs=1)
    read = (source for _, source in upper if isinstance(source, Source))
    met = Met(
        sources=(*read, *(source for lower in lowers for source in lower.sources)),
        failed=tuple(each.where.file for each in failed),
    )
    return unused_settings(config, met, setting_lines(folder / SETTINGS), SETTINGS)


def _read_all(
    paths: Sequence[Path], config: Config, database: sqlite3.Connection, jobs: int
) -> list[tuple[Path, Source | ReconcileError]]:
    """Read files, or recall those where nothing that they came from has changed; in order.

    An archive gives as many sources as it holds files.
    """
    keys = {path: _fingerprint([path], config) for path in paths}
    read: dict[Path, Sequence[Source | ReconcileError]] = {}
    for path, key in keys.items():
        kept = recall(database, "source", _name(path), key, tuple[Source, ...])
        if kept is not None:
            read[path] = kept
    rest = [path for path in paths if path not in read]
    for at, sources in spread(_read, config, rest, workers_for(jobs, len(rest))):
        read[rest[at]] = sources
        if all(isinstance(source, Source) for source in sources):
            keep(database, "source", _name(rest[at]), keys[rest[at]], sources)
    return [(path, source) for path in paths for source in read[path]]


def _read(config: Config, path: Path) -> tuple[Source | ReconcileError, ...]:
    """Read a file, or those in an archive, with what reconcile.toml says about them."""
    return read_files(path, hints=config.files, columns=config.columns)


def _fingerprint(paths: Sequence[Path], config: Config) -> str:
    """Return the fingerprint of files together with what decides how they are read."""
    said = config.files.items()  # of an archive, of the files in it, or of none of these
    names = {path.name for path in paths if path.suffix.lower() != _ARCHIVE}
    archives = len(names) < len(paths)
    used = {entry_key(config.files, name) for name in names}
    hints = {key: hint for key, hint in said if archives or key in used}
    content = [(shown_name(path.name), file_fingerprint(path)) for path in paths]
    return fingerprint(program_fingerprint(), content, hints, config.columns)


def _gather(files: Sequence[_LowerFile], config: Config) -> LowerInput:
    """Put the files of one unit together, and say what is doubtful about them."""
    unit = files[0].owner.unit
    findings = [each for file in files for each in unclear(file.owner, file.source.file)]
    names = list(dict.fromkeys(file.source.file for file in files))
    if len(names) > 1:
        parts = {"unit": unit.name, "files": ", ".join(names)}
        findings.append(finding("unit-twice", Where(names[0]), **parts))
    return LowerInput(
        unit=unit,
        sources=tuple(file.source for file in files),
        paths=tuple(file.path for file in files),
        findings=tuple(findings),
        made_from=_fingerprint([file.path for file in files], config),
    )


def _as_finding(error: ReconcileError, path: Path) -> Finding:
    """Turn what stopped the reading of one file into a finding, so that the rest goes on."""
    place = error.where or Where(path.name)
    return finding(error.code, place, problem=error.problem, fix=error.fix)


def _by_name(unit: Unit) -> tuple[str, str]:
    """Return the order of units: as a person would look them up."""
    return bare(unit.place or unit.name), unit.id


def _name(path: Path) -> str:
    """Return the name under which a parsed file is kept."""
    return shown_name(f"{path.parent.name}/{path.name}")


def _quoted(path: Path) -> str:
    """Write a path as one word of a command line."""
    return f'"{path}"' if " " in str(path) else str(path)
