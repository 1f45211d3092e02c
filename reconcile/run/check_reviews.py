"""The review workbooks held against the log: what has not been read, and what cannot be."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from sqlite3 import Connection

from reconcile.model import Finding, Where
from reconcile.review import Review, gather, read_review
from reconcile.run.review_files import read_each, review_files
from reconcile.run.settle import REVIEWS
from reconcile.store.cache import kept_as
from reconcile.store.decisions import history, office_time, units_now
from reconcile.store.files import Files, InputFile
from reconcile.store.outputs import is_as_written, is_known
from reconcile.store.seen import lying
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

    def read(file: InputFile) -> None:
        if is_as_written(database, file.name, file.sha256):
            return
        review = read_review(file.data, file=file.name, when=office_time())
        if review is None:
            where = Where(file.name)
            found.findings.append(finding("answers-not-taken-in", where, count=_UNCLEAR))
        else:
            reviews.append(review)

    found.findings += read_each(files, read)
    now = units_now(database)
    reviews = [review.of(now.get(review.unit, review.unit)) for review in reviews]
    for unit in sorted({review.unit for review in reviews}):
        _check_unit(database, unit, [each for each in reviews if each.unit == unit], found)
    return found


def _check_unit(
    database: Connection, unit: str, reviews: Sequence[Review], found: CheckedReviews
) -> None:
    """Hold the workbooks of one unit against its log."""
    log = history(database, unit)
    marks = {answer_mark(each) for each in log}
    gathered = gather(reviews, log, lying(database))
    found.findings += gathered.findings
    for review in reviews:
        new = sum(each.where.file == review.file for each in gathered.decisions)
        if any(base not in marks for base in _bases(review)):
            found.ahead.append(review.file)
        if new or not _was_read(database, review):
            found.findings.append(finding("answers-not-taken-in", Where(review.file), count=new))


def _bases(review: Review) -> Iterator[str]:
    """Yield the marks of the answers that a workbook shows as taken in."""
    bases = (each.decision.base for each in review.statements)
    return (base.split()[0] for base in bases if base)


def _was_read(database: Connection, review: Review) -> bool:
    """Tell whether a run has read a workbook as it is."""
    return is_known(database, review.file, review.digest) or kept_as(
        database, "review", review.file, review.digest
    )
