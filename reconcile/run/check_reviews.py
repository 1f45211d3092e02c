"""The review workbooks held against the log: what has not been read, and what cannot be."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from sqlite3 import Connection

from reconcile.errors import ReconcileError
from reconcile.model import Finding, Where
from reconcile.review import Review, gather, read_review, unread
from reconcile.run.review_files import may_hold_answers, review_files
from reconcile.run.settle import REVIEWS
from reconcile.run.take_in_answers import opened_review
from reconcile.store.cache import kept_as
from reconcile.store.decisions import history, office_time, units_now
from reconcile.store.files import Files
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
    found = CheckedReviews()
    reviews: list[Review] = []
    for path in review_files(files.folder / REVIEWS):
        found.count += 1
        name = path.relative_to(files.folder).as_posix()
        if not may_hold_answers(path):
            found.findings.append(unread(Where(name), "other_type"))
            continue
        try:
            file = opened_review(files, path, name)
            if is_as_written(database, name, file.sha256):
                continue
            review = read_review(file.data, file=name, when=office_time())
        except ReconcileError as error:
            parts = {"problem": error.problem, "fix": error.fix}
            found.findings.append(finding(error.code, Where(name), **parts))
            continue
        if review is None:
            found.findings.append(finding("answers-not-taken-in", Where(name), count=_UNCLEAR))
        else:
            reviews.append(review)
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
    return (each.decision.base for each in review.statements if each.decision.base)


def _was_read(database: Connection, review: Review) -> bool:
    """Tell whether a run has read a workbook as it is."""
    return is_known(database, review.file, review.digest) or kept_as(
        database, "review", review.file, review.digest
    )
