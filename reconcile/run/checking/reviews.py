"""The review workbooks held against the log: what has not been read, and what cannot be."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from sqlite3 import Connection

from reconcile.model import Decision, Finding, Where
from reconcile.review import Review, gather, read_reviews
from reconcile.run.answers.review_files import read_each, review_files
from reconcile.run.answers.take_in_answers import by_each_name, given_everywhere
from reconcile.run.settle import REVIEWS
from reconcile.store.cache import kept_as
from reconcile.store.decisions import history, office_time
from reconcile.store.files import Files, InputFile
from reconcile.store.outputs import is_as_written, is_known
from reconcile.store.seen import lying
from reconcile.store.unit_ids import ids_now
from reconcile.vocabulary.answers import answer_mark
from reconcile.vocabulary.findings import finding

_UNCLEAR = "chưa rõ"


@dataclass(slots=True)
class CheckedReviews:
    """What was found in the folder of review workbooks."""

    count: int = 0
    findings: list[Finding] = field(default_factory=list)
    ahead: list[str] = field(default_factory=list)
    """Workbooks that show answers as taken in which the log has not."""


def check_reviews(files: Files, database: Connection) -> CheckedReviews:
    """Read the workbooks that are not as the program wrote them, and say what a run would take.

    Nothing is recorded. The others hold only what the log had already when they were written.
    """
    found = CheckedReviews(count=len(review_files(files.folder / REVIEWS)))
    reviews: list[Review] = []

    def look(file: InputFile) -> None:
        if is_as_written(database, file.name, file.sha256):
            return
        read = read_reviews(file.data, file=file.name, when=office_time())
        if not read:
            where = Where(file.name)
            found.findings.append(finding("answers-not-taken-in", where, count=_UNCLEAR))
        reviews.extend(read)

    found.findings += read_each(files, look)
    now = ids_now(database)
    reviews = [review.of(now.get(review.unit, review.unit)) for review in reviews]
    taken: list[Decision] = []
    for unit in sorted({review.unit for review in reviews}):
        taken += _check_unit(database, unit, [e for e in reviews if e.unit == unit], found)
    new = Counter(each.where.file for each in (*taken, *_given(database, reviews, taken)))
    for file, digest in {review.file: review.digest for review in reviews}.items():
        if new[file] or not _was_read(database, file, digest):
            found.findings.append(finding("answers-not-taken-in", Where(file), count=new[file]))
    return found


def _check_unit(
    database: Connection, unit: str, reviews: Sequence[Review], found: CheckedReviews
) -> tuple[Decision, ...]:
    """Hold the workbooks of one unit against its log; return what a run would take in."""
    log = history(database, unit)
    marks = {answer_mark(each) for each in log}
    gathered = gather(reviews, log, lying(database))
    found.findings += gathered.findings
    for review in reviews:
        ahead = any(base not in marks for base in _bases(review))
        if ahead and review.file not in found.ahead:
            found.ahead.append(review.file)
    return gathered.decisions


def _given(
    database: Connection, reviews: Sequence[Review], taken: Sequence[Decision]
) -> Iterator[Decision]:
    """Yield what marks would give to other units, once the answers are taken in."""
    stands = by_each_name(database) | {each.subject: each for each in taken}

    def log(unit: str) -> tuple[Decision, ...]:
        return (*history(database, unit), *(each for each in taken if each.unit == unit))

    yield from given_everywhere(reviews, log, stands)


def _bases(review: Review) -> Iterator[str]:
    """Yield the marks of the answers that a workbook shows as taken in."""
    bases = (each.decision.base for each in review.statements)
    return (base.split()[0] for base in bases if base)


def _was_read(database: Connection, file: str, digest: str) -> bool:
    """Tell whether a run has read a workbook as it is."""
    return is_known(database, file, digest) or kept_as(database, "review", file, digest)
