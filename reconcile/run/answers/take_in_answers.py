"""The way back: what people answered in the review workbooks, taken in before anything is made."""

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial

from reconcile.model import Decision, Finding, Subject
from reconcile.review import (
    Draft,
    KnownPlans,
    Review,
    gather,
    merged,
    read_reviews,
    read_unkeyed,
    still_free,
)
from reconcile.run.answers.contested_heirs import leave_to_others
from reconcile.run.answers.page_notes import hand_over, page_notes
from reconcile.run.answers.renamed_workbooks import names_of_before, read_before
from reconcile.run.answers.review_files import read_each
from reconcile.run.settle import TakenIn
from reconcile.store.cache import keep, kept_as_made, program_fingerprint, recall
from reconcile.store.decisions import current, history, office_time, record
from reconcile.store.files import Files, InputFile
from reconcile.store.open_elsewhere import must_be_as_read
from reconcile.store.outputs import Placed, adopt, is_as_written
from reconcile.store.seen import keep_seen, lying, note_lying
from reconcile.store.unit_ids import ids_now, units_now
from reconcile.vocabulary.task_keys import of_unit

_DRAFTS = "drafts"
"""Kind under which the cache keeps what a workbook shows that is as the program wrote it."""


@dataclass(frozen=True, slots=True)
class ShownDrafts:
    """What a workbook shows beside answers that are not given yet, as the program wrote it."""

    unit: str
    """Id of the lower unit; empty for the workbook of all units, whose notes theirs show, too."""
    drafts: tuple[Draft, ...]
    generation: str = ""
    """Of this writing."""

    def of(self, unit: str) -> "ShownDrafts":
        """Return it as one about a unit that goes by another id now."""
        return replace(self, unit=unit)


@dataclass(slots=True)
class Workbooks:
    """What lies in the folder of review workbooks."""

    reviews: list[Review] = field(default_factory=list)
    """Those that people may have worked on, in the order of their names."""
    everyone: list[Review | ShownDrafts] = field(default_factory=list)
    """They, and those that are as the program wrote them: these hold no answer and are not
    opened."""
    digests: dict[str, str] = field(default_factory=dict)
    """Path in the working folder → hash of the bytes that were read."""
    theirs: set[str] = field(default_factory=set)
    """Files that hold more than answers: they stay."""
    untouched: set[str] = field(default_factory=set)
    """Files that are byte for byte as the program wrote them once, so a copy laid back, too."""
    failed: list[Finding] = field(default_factory=list)
    read_before: frozenset[str] = frozenset()
    """Names of the workbooks that earlier runs have read."""


@dataclass(frozen=True, slots=True)
class AnswersTaken:
    """What the review workbooks brought."""

    units: Mapping[str, TakenIn]
    """What remains to be said, by the id of the lower unit."""
    findings: tuple[Finding, ...]
    """On workbooks that could not be read."""
    new: tuple[Decision, ...]
    """The lines that were added to the log, in the order of the units."""


def read_workbooks(files: Files, database: sqlite3.Connection, plans: KnownPlans) -> Workbooks:
    """Read every review workbook that people may have filled in; nothing is kept of it yet.

    One whose hash is that of what this program wrote holds no answer, and is not opened; with
    another database, or none, every one is.

    Raises:
        OutputError: a workbook is open in another program, or was changed while it was read.

    """
    found = Workbooks(read_before=read_before(database))
    found.failed += read_each(files, lambda file: _read(found, file, database, plans))
    must_be_as_read(files, found.digests)
    return found


def take_in_reviews(database: sqlite3.Connection, found: Workbooks) -> AnswersTaken:
    """Keep the answers of the workbooks that were read, each for the unit that it is about now.

    A workbook that holds nothing but answers may be replaced from now on; any other stays.
    """
    taken: dict[str, TakenIn] = {}
    new: list[Decision] = []
    untaken: set[str] = set()
    now = ids_now(database)
    read = (review.of(now.get(review.unit, review.unit)) for review in found.reviews)
    reviews = leave_to_others(read, now, partial(history, database))
    everyone = [each.of(now.get(each.unit, each.unit)) for each in found.everyone]
    before = names_of_before(database, reviews, found.digests, found.read_before)
    typed = page_notes(database)
    for unit in sorted({each.unit for each in everyone} | typed.keys()):
        of_unit = [review for review in reviews if review.unit == unit]
        log, lies = history(database, unit), lying(database)
        gathered = gather(of_unit, log, lies, found.untouched, before)
        keep_seen(database, (seen for each in of_unit for seen in (each.seen, *each.seen_before)))
        record(database, gathered.decisions)
        new += gathered.decisions
        untaken |= gathered.untaken
        shown = (each.drafts for each in everyone if each.unit == unit)
        drafts = merged(draft for each in (*shown, typed.get(unit, ())) for draft in each)
        taken[unit] = TakenIn(gathered.findings, drafts)
    new += take_in_everywhere(database, reviews)
    for file, digest in {each.file: each.digest for each in reviews}.items():
        as_written = is_as_written(database, file, digest)
        # What contradicts another answer is in no log: its workbook is all that holds it.
        if not as_written and file not in untaken | found.theirs:
            adopt(database, file, digest)
    return AnswersTaken(taken, tuple(found.failed), tuple(new))


def by_units_of_now(
    database: sqlite3.Connection, taken: Mapping[str, TakenIn]
) -> dict[str, TakenIn]:
    """Put what remains to be said under the ids that the units go by, once answers are carried.

    A workbook may be the first to bring answers on a unit that is called otherwise by now.
    """
    now = ids_now(database)
    found: dict[str, list[TakenIn]] = {}
    for unit, each in taken.items():
        found.setdefault(now.get(unit, unit), []).append(each)
    return {
        unit: TakenIn(
            tuple(dict.fromkeys(f for each in parts for f in each.findings)),
            merged(draft for each in parts for draft in each.drafts),
        )
        for unit, parts in found.items()
    }


def take_in_everywhere(
    database: sqlite3.Connection, reviews: Sequence[Review]
) -> tuple[Decision, ...]:
    """Keep the answers that marks give to other units of the same content, after all others.

    Returns:
        The lines that were added to the log, in the order of the units.

    """
    stands = by_each_name(database) if any(each.everywhere for each in reviews) else {}
    new = tuple(given_everywhere(reviews, partial(history, database), stands))
    record(database, new)
    return new


def given_everywhere(
    reviews: Sequence[Review],
    log: Callable[[str], Sequence[Decision]],
    stands: Mapping[Subject, Decision],
) -> Iterator[Decision]:
    """Yield the answers that marks give to other units, in the order of the units.

    Args:
        reviews: as read, of any units.
        log: gives every line about a unit, in the order of the log's growth.
        stands: of ``by_each_name``.

    """
    for unit in sorted({each.unit for each in reviews if each.everywhere}):
        of_unit = [review for review in reviews if review.unit == unit]
        given = (each for review in of_unit for each in review.everywhere)
        typed = (each for review in of_unit for each in review.decisions)
        yield from still_free(given, log(unit), typed, stands)


def by_each_name(database: sqlite3.Connection) -> dict[Subject, Decision]:
    """Return the answers that stand by their subjects, under each id that their units had."""
    stands = {each.subject: each for each in current(database)}
    before = {new: old for old, new in units_now(database).items()}
    older = {
        of_unit(each, before[each.unit]).subject: each
        for each in stands.values()
        if each.unit in before
    }
    return older | stands


def note_placed(
    database: sqlite3.Connection, files: Files, placed: Iterable[Placed], shown: ShownDrafts
) -> None:
    """Remember what workbooks show that are in their places now, so that they need not be opened.

    One that is there from before is remembered, too, where that run was killed before it could:
    else a person's change of mind in it would be taken for one in an older writing.
    """
    for each in placed:
        name = each.path.relative_to(files.folder).as_posix()
        if each.written or not kept_as_made(database, _DRAFTS, name, files.digest(each.path)):
            note_lying(database, {name: shown.generation})
            # Last, for it says that all of this is remembered.
            keep(database, _DRAFTS, name, files.digest(each.path), shown)
        hand_over(database, shown.unit, shown.drafts)


def _read(
    found: Workbooks, file: InputFile, database: sqlite3.Connection, plans: KnownPlans
) -> None:
    """Read a workbook, unless it is as the program wrote it, or as it was when it was last read."""
    if is_as_written(database, file.name, file.sha256):
        found.untouched.add(file.name)
        shown = recall(database, _DRAFTS, file.name, file.sha256, ShownDrafts)
        if shown is not None:
            found.everyone += [shown] if shown.unit else []
            found.digests[file.name] = file.sha256
            return
    made_from = program_fingerprint() + file.sha256
    reviews = recall(database, "review", file.name, made_from, tuple[Review, ...])
    if reviews is None:
        reviews = read_reviews(file.data, file=file.name, when=office_time())
        if reviews:
            keep(database, "review", file.name, made_from, reviews)
        else:
            reviews = (read_unkeyed(file.data, plans, file=file.name, when=office_time()),)
    about = [review for review in reviews if review.unit]
    found.reviews += about
    found.everyone += about
    # What is said of no one unit is told with the files.
    found.failed += [told for each in reviews if not each.unit for told in each.findings]
    if not all(review.is_replaceable for review in reviews):
        found.theirs.add(file.name)
    found.digests[file.name] = file.sha256
