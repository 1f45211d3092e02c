"""The database made again from all that is left: the old log, exported files, the workbooks."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from pathlib import Path
from sqlite3 import Connection
from tempfile import TemporaryDirectory

from reconcile.model import Decision, Finding, Unit, Where
from reconcile.review import Review, contradiction, gather, read_reviews
from reconcile.run.answers.contested_heirs import named_heirs, parted
from reconcile.run.answers.decisions import must_be_working_folder
from reconcile.run.answers.merged_answers import Differing, in_one_log
from reconcile.run.answers.review_files import read_each
from reconcile.run.answers.take_in_answers import take_in_everywhere
from reconcile.run.answers.untold import keep_untold
from reconcile.run.one_file import must_exist
from reconcile.run.pair import in_order
from reconcile.store.copied_database import copied_database, faults, lay_aside, replace_database
from reconcile.store.database import NAME, open_database, writing
from reconcile.store.decisions import (
    all_units,
    append,
    current,
    history,
    name_units,
    office_time,
    record,
)
from reconcile.store.decisions_csv import CsvLine, decoded, from_csv, seen_told
from reconcile.store.decisions_import import answers_in
from reconcile.store.files import Files, InputFile
from reconcile.store.restored import in_time, left_out, restore, salvaged_lines
from reconcile.store.salvage import Salvaged, salvage
from reconcile.store.seen import keep_seen, keep_told, lying
from reconcile.store.unit_ids import carry_units, ids_now, names_before, of_now


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """What a database was made again from."""

    lines: int
    """Of the new log."""
    aside: Path | None
    """Copy of the old database; None where there was none."""
    kept: int
    """Lines of the old log."""
    sources: Mapping[str, int]
    """File → lines that only it still had, in the order in which they were read."""
    damaged: bool
    """Whether a part of the old database could not be read."""
    lost: int = 0
    """Lines of the old log that are there and cannot be understood."""
    findings: tuple[Finding, ...] = ()
    """Files and lines that could not be read, answers that contradict each other."""


@dataclass(slots=True)
class _Left:
    """What is left beside the old database."""

    reviews: list[Review]
    findings: list[Finding]
    lines: dict[str, list[Decision]]
    """File → lines of the log, as they were."""
    units: list[Unit]
    heeded: set[str] = field(default_factory=set)
    """Those of the files whose lines say which answers their authors knew."""


def rebuild_decisions(folder: Path, exported: Sequence[Path] = ()) -> Rebuilt:
    """Make the database again, the old one laid aside first.

    The log is put together from the lines of the old one, from exported files, and from what the
    review workbooks show as answered before; then what people answered in these since is added.
    An answer that contradicts what stands is told, and the earlier stands.

    Args:
        folder: the working folder.
        exported: CSV files of ``reconcile decisions export``.

    Raises:
        UsageError: it is no working folder, there is no such file, or a newer program made the
            database.
        UnreadableFileError: an exported file is none; nothing was changed.
        OutputError: the database is in use, or cannot be written.

    """
    must_be_working_folder(folder)
    files = {file.name: _exported(file) for file in exported}
    _must_not_be_newer(folder / NAME)
    with closing(Files(folder)) as opened:
        left = _left(opened)
    aside = lay_aside(folder)
    old = _salvaged(aside)
    with TemporaryDirectory(prefix="reconcile-") as made:
        with open_database(Path(made)) as database:
            restore(database, old)
            for name, lines in files.items():
                answers, units, wrong = answers_in(lines, all_units(database))
                with writing(database):
                    keep_told(database, (seen_told(line.cells) for line in lines))
                left.lines[name] = list(answers)
                left.heeded |= {name} if any("known" in line.cells for line in lines) else set()
                left.units += units
                left.findings += wrong
            rebuilt = _fill(database, old, left)
        replace_database(folder, Path(made) / NAME)
    return replace(rebuilt, aside=aside)


def _exported(file: Path) -> tuple[CsvLine, ...]:
    """Read an exported file."""
    must_exist(file)
    return from_csv(decoded(file.read_bytes(), file.name), file.name)


def _must_not_be_newer(file: Path) -> None:
    """Refuse a whole database of a newer program, of which this one would leave out a part.

    Raises:
        UsageError: it is one.

    """
    if file.exists():
        with copied_database(file) as copy:
            if not faults(copy / NAME):
                with open_database(copy):
                    pass


def _salvaged(aside: Path | None) -> Salvaged:
    """Read what the old database still gives."""
    if aside is None:
        return Salvaged()
    with copied_database(aside) as copy:
        return salvage(copy / NAME)


def _fill(database: Connection, old: Salvaged, left: _Left) -> Rebuilt:
    """Put the log together, and add what was answered since."""
    kept, lost = salvaged_lines(old)
    heirs = named_heirs(left.reviews, ids_now(database))
    apart = _carry_merged(database, heirs.agreed)
    now = ids_now(database)
    log, differ = in_one_log([of_now(each, apart) for each in kept], now)
    each_unit = (review.of(now.get(review.unit, review.unit)) for review in left.reviews)
    reviews = [*parted(each_unit, heirs.contested)]
    sources, findings = dict[str, int](), list(left.findings)
    log = _with_exported(log, left, now, sources, findings)
    log = _with_shown(log, reviews, sources)
    with writing(database, lasting=True):
        append(database, log)
    known = all_units(database)
    named = (*heirs.units, *left.units)
    name_units(database, (e for e in named if known.get(e.id, e.id) == e.id))
    for unit in sorted({review.unit for review in reviews}):
        findings += _answered(database, unit, reviews, sources)
    for each in take_in_everywhere(database, reviews):
        sources[each.where.file] = sources.get(each.where.file, 0) + 1
    findings += _of_merged(database, differ)
    findings += heirs.findings(all_units(database), reviews)
    return Rebuilt(
        lines=len(history(database)),
        aside=None,
        kept=len(kept),
        sources={name: count for name, count in sources.items() if count},
        damaged=bool(old.damaged),
        lost=lost,
        findings=in_order(findings),
    )


def _carry_merged(database: Connection, heirs: Mapping[str, str]) -> dict[str, str]:
    """Let units be one of which workbooks alone tell that; return as which they were known."""
    apart = ids_now(database)
    with writing(database):
        carry_units(database, heirs)
    return apart


def _with_exported(
    log: tuple[Decision, ...],
    left: _Left,
    now: Mapping[str, str],
    sources: dict[str, int],
    findings: list[Finding],
) -> tuple[Decision, ...]:
    """Add to a log what exported files alone still have; what they bring and deny is noted."""
    for name, lines in left.lines.items():
        said = [of_now(each, now) for each in lines]
        longer = in_time(log, said, heeding=name in left.heeded)
        findings += (
            contradiction(replace(line, where=Where(name)), stands)
            for line, stands in left_out(longer, said)
        )
        sources[name] = len(longer) - len(log)
        log = longer
    return log


def _with_shown(
    log: tuple[Decision, ...], reviews: Iterable[Review], sources: dict[str, int]
) -> tuple[Decision, ...]:
    """Add to a log what workbooks alone still show of one; what they bring is noted."""
    shown = [(each, review.file) for review in reviews for each in _shown(review)]
    # What another log had, by people who have not seen what stands here, is told as a clash.
    longer = in_time(log, (each for each, _ in shown), heeding=True)
    first = dict(reversed(shown))
    added = Counter(first[each] for each in set(longer).difference(log))
    sources |= {file: added[file] for file in dict.fromkeys(file for _, file in shown)}
    return longer


def _of_merged(database: Connection, differ: Sequence[Differing]) -> list[Finding]:
    """Tell on what units differed that are one, where nobody has decided since, and keep it told.

    A run tells it again, for it is in no workbook of now.
    """
    stand = {each.subject: each for each in current(database)}
    before = {old: name for old, _, name in names_before(database) if name}
    names = all_units(database) | before
    told = [each.told(names) for each in differ if each.earlier_of(stand)]
    keep_untold(database, "rebuilt", told)
    return [each.finding for each in told]


def _answered(
    database: Connection, unit: str, reviews: Sequence[Review], sources: dict[str, int]
) -> tuple[Finding, ...]:
    """Add what people answered about a unit since its workbooks were written."""
    of_unit = [review for review in reviews if review.unit == unit]
    keep_seen(database, (seen for each in of_unit for seen in (each.seen, *each.seen_before)))
    gathered = gather(of_unit, history(database, unit), lying(database))
    for each in gathered.decisions:
        sources[each.where.file] = sources.get(each.where.file, 0) + record(database, [each])
    return gathered.findings


def _shown(review: Review) -> Iterator[Decision]:
    """Yield the lines of the log that a workbook shows as they were, with their own time."""
    for each in review.statements:
        if each.was is not None:
            yield each.was


def _left(files: Files) -> _Left:
    """Read every review workbook, also those that are as the program wrote them."""
    found, now = _Left([], [], {}, []), office_time()

    def read(file: InputFile) -> None:
        # Without its hidden sheet it is held against the plans, by the next run.
        found.reviews.extend(read_reviews(file.data, file=file.name, when=now))

    found.findings += read_each(files, read)
    return found
