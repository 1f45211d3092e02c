"""The lower side of a working folder: each unit's files, read and gathered."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from reconcile.config import SETTINGS, Config, setting_lines
from reconcile.errors import ReconcileError
from reconcile.model import Finding, Unit, Where
from reconcile.normalise.absent import absent
from reconcile.normalise.whose import known_units, unclear
from reconcile.read.file import shown_name
from reconcile.read.unused import MetInputs, unused_settings
from reconcile.run.reading.ahead import converted_ahead
from reconcile.run.reading.input_files import LOWER, Looked, input_files, look, members
from reconcile.run.reading.kept_tables import LowerInput, Tables
from reconcile.run.reading.levels import parts_above
from reconcile.run.reading.parse import Parsed, Share, parse, too_heavy
from reconcile.run.reading.plan_words import PlanWords
from reconcile.run.reading.same_content import AbovePlan, Sent, Sorting
from reconcile.run.workers.pool import spread, workers_for
from reconcile.store.cache import fingerprint
from reconcile.store.files import Files
from reconcile.vocabulary.findings import finding
from reconcile.vocabulary.text import bare


def read_lowers(
    files: Files, config: Config, tables: Tables, jobs: int
) -> tuple[tuple[LowerInput, ...], tuple[Finding, ...]]:
    """Read the lower files, ``jobs`` at a time, and gather them by unit.

    Returns:
        The units in the order of their names; and the findings about files that could not be
        read and about units that sent nothing.

    """
    looked = [look(each, files, config, tables) for each in members(files, LOWER)]
    new = [at for at, each in enumerate(looked) if each.shared is None and not each.error]
    ahead = converted_ahead(files, tables, [looked[at] for at in new])
    given = (looked[at].given(files, tables, ahead) for at in new)
    workers = workers_for(jobs, len(new))
    for at, parsed in spread(parse, config, given, workers, too_heavy):
        looked[new[at]] = keep_parsed(looked[new[at]], parsed, tables)
    units: dict[str, list[tuple[Looked, Share]]] = {}
    words = PlanWords()
    for each, shared in ((each, each.shared) for each in looked if each.shared):
        tables.facts.append(shared.facts)
        for share in shared.shares:
            if share.words_only:
                words.add(each.sent(share))
            else:
                units.setdefault(share.owner.unit.id, []).append((each, share))
    lowers, told = _gathered(units, words, tables)
    failed = [_as_finding(each.error, each.path) for each in looked if each.error]
    alone = words.alone({lower.unit.id for lower in lowers})
    sent = (lower.unit for lower in lowers)
    missing = absent(known_units(config.units), sent, Where(LOWER))
    return lowers, (*failed, *alone, *told, *missing)


def _gathered(
    units: Mapping[str, Sequence[tuple[Looked, Share]]], words: PlanWords, tables: Tables
) -> tuple[tuple[LowerInput, ...], tuple[Finding, ...]]:
    """Gather the files that count of each unit, and tell of those that do not.

    Unit by unit: what the files of a whole country hold is too much to be unpacked at once.
    """
    above = _above(tables)
    lowers, told = list[LowerInput](), list[Finding]()
    for files in units.values():
        sorting = Sorting(above)
        sorting.take([each.sent(share) for each, share in files])
        told += sorting.findings
        if sorting.kept:
            lowers.append(_gather(sorting.kept, words))
    return tuple(sorted(lowers, key=lambda lower: _by_name(lower.unit))), tuple(told)


def keep_parsed(looked: Looked, parsed: Parsed, tables: Tables) -> Looked:
    """Keep what was read of a file; what could not be read is read again the next time.

    Args:
        looked: the file.
        parsed: what was read of it.
        tables: where it is kept.

    Returns:
        The file with whose it is, or with why it could not be read.

    """
    if parsed.shared is None:
        return replace(looked, error=parsed.error)
    tables.put(looked.tables, parsed.tables)
    for share, part in zip(parsed.shared.shares, parsed.parts, strict=False):
        tables.put(looked.held(share).tables, part)
    tables.share(looked.tables, looked.made_from, parsed.shared)
    return replace(looked, shared=parsed.shared)


def unused(
    files: Files, config: Config, tables: Tables, failed: Sequence[Finding]
) -> tuple[Finding, ...]:
    """Report the settings that fit nothing that was read; both sides are to be read before."""
    if not (config.units or config.files or config.columns or config.tables):
        return ()
    places = tuple(_places(files, config))
    met = MetInputs(tuple(tables.facts), tuple(each.where.file for each in failed), places)
    return unused_settings(config, met, setting_lines(files.folder / SETTINGS), SETTINGS)


def _places(files: Files, config: Config) -> Iterator[str]:
    """Yield the paths of files in folders below the inputs of their sides; not of archives."""
    for part in (*parts_above(files.folder, config), LOWER):
        home = files.folder / part
        found = (path.relative_to(home) for path in input_files(files.folder, part))
        inside = (path for path in found if len(path.parts) > 1 and path.suffix != ".zip")
        yield from (shown_name(path.as_posix()) for path in inside)


def _above(tables: Tables) -> AbovePlan:
    """Gather by what the upper plan is known where a unit sends it back."""
    contents = tables.above.values()
    tasks = frozenset(task.whole for content in contents for task in content.tasks)
    issuer = next((content.issuer for content in contents if content.issuer), "")
    given = frozenset(task.given for content in contents for task in content.tasks)
    texts = tuple(task.text for content in contents for task in content.tasks)
    return AbovePlan(issuer, frozenset(tables.above), tasks, given, texts)


def _gather(files: Sequence[Sent], words: PlanWords) -> LowerInput:
    """Put the files of one unit together, and say what is doubtful about them."""
    unit = files[0].share.owner.unit
    shares = [sent.share for sent in files]
    findings = [each for share in shares for each in unclear(share.owner, share.file)]
    names = list(dict.fromkeys(share.file for share in shares))
    if len(names) > 1:
        parts = {"unit": unit.name, "files": ", ".join(names)}
        findings.append(finding("unit-twice", Where(names[0]), **parts))
    held = (*(sent.held for sent in files), *words.of(unit))
    folder = next((sent.folder for sent in files if sent.folder), "")
    return LowerInput(unit, held, tuple(findings), fingerprint(held), folder=folder)


def _as_finding(error: ReconcileError, path: Path) -> Finding:
    """Turn what stopped the reading of one file into a finding, so that the rest goes on."""
    place = error.where or Where(path.name)
    return finding(error.code, place, problem=error.problem, fix=error.fix)


def _by_name(unit: Unit) -> tuple[str, str]:
    """Return the order of units: as a person would look them up."""
    return bare(unit.place or unit.name), unit.id
