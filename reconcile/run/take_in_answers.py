"""The way back: what people answered in the review workbooks, taken in before anything is made."""

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from reconcile.errors import ReconcileError
from reconcile.model import Finding, Where
from reconcile.review import Draft, Review, gather, read_review
from reconcile.store.cache import file_fingerprint, keep, program_fingerprint, recall
from reconcile.store.decisions import history, office_time, record
from reconcile.store.open_elsewhere import must_be_as_read
from reconcile.store.outputs import adopt, is_as_written
from reconcile.vocabulary.findings import finding
from reconcile.vocabulary.terms import term

REVIEWS = "outputs/review"


@dataclass(frozen=True, slots=True)
class TakenIn:
    """What the workbooks of one unit hold beside the answers that are in the log now."""

    findings: tuple[Finding, ...] = ()
    drafts: tuple[Draft, ...] = ()
    """Notes beside answers that are not given yet."""


NOTHING = TakenIn()


def take_in_reviews(
    folder: Path, database: sqlite3.Connection
) -> tuple[dict[str, TakenIn], tuple[Finding, ...]]:
    """Read every review workbook that people may have filled in, and keep their answers.

    A workbook that holds nothing but answers may be replaced from now on; any other stays.

    Returns:
        What remains to be said, by the id of the lower unit; and the findings on workbooks that
        could not be read.

    Raises:
        OutputError: a workbook is open in another program, or was changed while it was read.

    """
    reviews, failed = _read_all(folder, database)
    must_be_as_read(folder, {review.file: review.digest for review in reviews})
    taken: dict[str, TakenIn] = {}
    for unit in sorted({review.unit for review in reviews}):
        of_unit = [review for review in reviews if review.unit == unit]
        gathered = gather(of_unit, history(database, unit))
        record(database, gathered.decisions)
        drafts = tuple(draft for review in of_unit for draft in review.drafts)
        taken[unit] = TakenIn(gathered.findings, drafts)
    for review in reviews:
        as_written = is_as_written(database, review.file, folder / review.file)
        if review.is_replaceable and not as_written:
            adopt(database, review.file, review.digest)
    return taken, tuple(failed)


def _read_all(folder: Path, database: sqlite3.Connection) -> tuple[Sequence[Review], list[Finding]]:
    """Read the workbooks, in the order of their names; those saved as another type are told."""
    reviews: list[Review] = []
    failed: list[Finding] = []
    for path in sorted((folder / REVIEWS).glob("*.*")):
        name = f"{REVIEWS}/{path.name}"
        if path.name.startswith(("~", ".")) or not path.is_file():
            continue
        if path.suffix.lower() != ".xlsx":
            problem, fix = term("review_file", "other_type"), term("review_file", "save_as")
            failed.append(finding("unreadable", Where(name), problem=problem, fix=fix))
            continue
        try:
            review = _read_kept(path, name, database)
        except ReconcileError as error:
            parts = {"problem": error.problem, "fix": error.fix}
            failed.append(finding(error.code, Where(name), **parts))
            continue
        if review is not None:
            reviews.append(review)
    return reviews, failed


def _read_kept(path: Path, name: str, database: sqlite3.Connection) -> Review | None:
    """Read a workbook, or recall what it said where it has not changed since."""
    made_from = program_fingerprint() + file_fingerprint(path)
    kept = recall(database, "review", name, made_from, Review)
    if kept is not None:
        return kept
    review = read_review(path, file=name, when=office_time())
    if review is not None and made_from.endswith(review.digest):
        keep(database, "review", name, made_from, review)
    return review
