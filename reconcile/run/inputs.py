"""What lies in a working folder's inputs: the upper plan, and each lower unit's files."""

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from reconcile.config import Config
from reconcile.errors import NoTaskTableError, ReconcileError, UsageError
from reconcile.model import Finding, Plan, Source, Unit, Where
from reconcile.normalise import Part, split_units, to_plan, unit_of
from reconcile.read import read_files
from reconcile.run.pool import spread, workers_for
from reconcile.store.cache import file_fingerprint, fingerprint, keep, program_fingerprint, recall
from reconcile.vocabulary.findings import finding
from reconcile.vocabulary.terms import term
from reconcile.vocabulary.text import bare
from reconcile.vocabulary.units import make_unit, unit_id

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
    """What one file has of a unit; ``doubt`` is why the unit's name is doubtful, or empty.

    ``path`` is the file itself, or the archive that it lies in.
    """

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
    known = _known(config)
    for path, source in _read_all(input_files(folder, LOWER), config, database, jobs):
        if isinstance(source, ReconcileError):
            failed.append(_as_finding(source, path))
            continue
        for part in _parts(source, config, known):
            unit, doubt = _unit(part, config)
            read.setdefault(unit, []).append(_LowerFile(path, part.source, doubt))
    lowers = tuple(_gather(unit, read[unit], config) for unit in sorted(read, key=_by_name))
    return lowers, (*failed, *_absent(config, read))


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
    hints = {name: hint for name, hint in said if archives or name in names}
    content = [(path.name, file_fingerprint(path)) for path in paths]
    return fingerprint(program_fingerprint(), content, hints, config.columns)


def _known(config: Config) -> Mapping[str, Unit]:
    """Index the units of reconcile.toml by all the names that they may have in a file."""
    known: dict[str, Unit] = {}
    for name, settings in config.units.items():
        unit = make_unit(name)
        for said in (name, unit.place, *settings.aliases):
            if bare(said):
                known.setdefault(bare(said), unit)
    return known


def _hinted(source: Source, config: Config) -> str:
    """Return the unit that reconcile.toml names for a file; empty for none."""
    hints = (config.files.get(name) for name in (source.file, Path(source.file).name))
    return next((hint.unit for hint in hints if hint and hint.unit), "")


def _parts(source: Source, config: Config, known: Mapping[str, Unit]) -> tuple[Part, ...]:
    """Split a file into the parts of its units; one whose unit the user names stays whole."""
    return (Part(None, source),) if _hinted(source, config) else split_units(source, known)


def _unit(part: Part, config: Config) -> tuple[Unit, str]:
    """Settle whose part it is: reconcile.toml first, then the file itself, then its name.

    Returns:
        The unit, and why its name is doubtful; empty where it is not.

    """
    hinted = _hinted(part.source, config)
    if hinted:
        return make_unit(hinted), ""
    file = Path(part.source.file)
    unit, guessed = (part.unit, False) if part.unit else unit_of(part.source)
    for name, settings in config.units.items():
        if unit_id(name) == unit.id or _named(settings.aliases, unit.name, file.stem):
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
        for name in [file.source.file]
        if file.doubt
    ]
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
