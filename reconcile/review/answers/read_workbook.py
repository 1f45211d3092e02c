"""The way back: a review workbook that people have worked on → their answers."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from hashlib import sha256

from reconcile.errors import UnreadableFileError
from reconcile.model import Decision, Subject, Where
from reconcile.review.answers.added_cells import read_sheets
from reconcile.review.answers.cell_comments import read_comments
from reconcile.review.answers.drafts import Draft
from reconcile.review.answers.everywhere import read_marks
from reconcile.review.answers.found import Found, ReviewContext
from reconcile.review.answers.part_by_unit import part_by_unit
from reconcile.review.answers.review import FileRead, Review, review_of
from reconcile.review.answers.row_answers import read_form
from reconcile.review.answers.unread import Foreign
from reconcile.review.answers.without_keys import KnownPlans, read_without_keys
from reconcile.review.keys.hidden_sheet import (
    MARK,
    DamagedKeysError,
    Ledger,
    NewerKeysError,
    read_ledgers,
)
from reconcile.review.keys.row_labels import labels_of
from reconcile.review.settling.statements import Statement
from reconcile.review.workbooks.grids import OpenedReview, ReviewGrid
from reconcile.review.workbooks.open_workbook import open_review
from reconcile.tracking.overtaken import Kept, plan_mark, texts_of
from reconcile.vocabulary.answers import OF_ONE_UNIT, known_with
from reconcile.vocabulary.findings import finding
from reconcile.vocabulary.terms import term

# The widest line of the ledger, that of an answer that stands, has 22 cells.
_LEDGER_WIDTH = 24


def read_reviews(data: bytes, *, file: str, when: str = "") -> tuple[Review, ...]:
    """Read what people answered in a workbook, wherever its rows and columns went.

    Args:
        data: a workbook, saved by Excel or another program.
        file: the name for places in it.
        when: ISO date and time that its answers are given.

    Returns:
        One for each unit that it is about, of the workbook of all units before them one for what
        concerns no one unit; none for a workbook without our hidden sheet.

    Raises:
        UnreadableFileError: it cannot be opened as a workbook, or its hidden sheet is damaged.
        PasswordError: it is protected by a password.

    """
    opened = open_review(data, file)
    hidden, ledgers = _ledgers(opened, file)
    if not ledgers:
        return ()
    about = FileRead(file, sha256(data).hexdigest(), when)
    grids = [grid for grid in opened.grids if grid is not hidden]
    shared = _context(ledgers[0], about)
    around = list(_around(opened, about))
    if len(ledgers) == 1:
        found = [*read_sheets(grids, shared), *around]
        return (_review(found, about, shared),)
    return _of_units(grids, shared, [_context(each, about) for each in ledgers[1:]], around, about)


def _of_units(
    grids: Sequence[ReviewGrid],
    shared: ReviewContext,
    contexts: Sequence[ReviewContext],
    around: Sequence[Found],
    about: FileRead,
) -> tuple[Review, ...]:
    """Read the workbook of all units: each unit's rows as if they lay by themselves."""
    parts = part_by_unit(grids, shared.ledger, [context.ledger for context in contexts])
    rest = [*read_sheets(parts.rest, shared), *around]
    found = {
        context.ledger.unit: [
            each
            for located in parts.of.get(context.ledger.unit, ())
            for each in (
                *read_form(located, context),
                *read_comments(located.grid, located, context),
            )
        ]
        for context in contexts
    }
    marked = read_marks(parts.of, contexts, found)
    return (
        _review(rest, about, shared),
        *(
            replace(
                _review([*found[unit], *marked.findings.get(unit, ())], about, context),
                everywhere=marked.answers.get(unit, ()),
            )
            for context in contexts
            for unit in [context.ledger.unit]
        ),
    )


def read_unkeyed(data: bytes, plans: KnownPlans, *, file: str, when: str) -> Review:
    """Read a workbook that lost our hidden sheet, held against the plans of a run.

    Raises:
        UnreadableFileError: it cannot be opened as a workbook.
        PasswordError: it is protected by a password.

    """
    about = FileRead(file, sha256(data).hexdigest(), when)
    return read_without_keys(open_review(data, file), plans, about)


def _ledgers(opened: OpenedReview, file: str) -> tuple[ReviewGrid | None, tuple[Ledger, ...]]:
    """Find the sheet of keys, whatever it is called now."""
    for grid in opened.grids:
        first = next(iter(grid.rows.values()), {})
        try:
            ledgers = read_ledgers(grid.lines(_LEDGER_WIDTH)) if first.get(1) == MARK else ()
        except DamagedKeysError as error:
            raise _refused(file, "damaged") from error
        except NewerKeysError as error:
            raise _refused(file, "newer") from error
        if ledgers:
            return grid, ledgers
    return None, ()


def _context(ledger: Ledger, about: FileRead) -> ReviewContext:
    """Gather what reading the rows of one unit takes."""
    seen = plan_mark(_seen(ledger))
    return ReviewContext(about.file, ledger, labels_of(ledger.lowers), about.when, seen)


def _seen(ledger: Ledger) -> frozenset[str]:
    """Return the texts of the lower plan that a workbook showed."""
    return texts_of(ledger.texts.get(key, "") for key in ledger.lowers.values())


def _around(opened: OpenedReview, about: FileRead) -> Iterator[Found]:
    """Tell what a file holds beside its cells, and what could not be seen of it."""
    where = Where(about.file)
    for each in opened.extras:
        yield Foreign(where, f"{term('review', 'picture')}: {each}")
    if opened.blind:
        parts = {"format": "blind", "what": "unseen", "better": "seen"}
        said = {part: term("review_file", name) for part, name in parts.items()}
        yield finding("not-checkable", where, **said)


def _review(found: Sequence[Found], about: FileRead, context: ReviewContext) -> Review:
    """Put together what was found in the cells about one unit, and what its ledger keeps."""
    ledger = context.ledger
    notes = [Draft(n.key, n.name, n.text, n.upper_text, n.lower_text) for n in ledger.held]
    review = review_of([*found, *notes], about, ledger.unit)
    statements, before = _with_kept(review.statements, ledger)
    return replace(
        review,
        statements=statements,
        generation=ledger.generation,
        seen=tuple(sorted(_seen(ledger))),
        seen_before=before,
    )


def _with_kept(
    statements: Sequence[Statement], ledger: Ledger
) -> tuple[tuple[Statement, ...], tuple[tuple[str, ...], ...]]:
    """Put beside what the rows say the lines of the log that the workbook keeps.

    Returns:
        The statements, those on no row last; and what the authors of the lines saw of the lower
        plan.

    """
    plans = {past: _before(past, ledger) for past in dict.fromkeys(e.past for e in ledger.kept)}
    kept = {
        each.decision.subject: replace(each.decision, seen=_seen_of(each, plans))
        for each in ledger.kept
    }
    shown = {each.decision.subject for each in statements}
    left = (each for subject, each in kept.items() if subject not in shown)
    return (
        (*(_with_line(each, kept) for each in statements), *map(_unshown, left)),
        tuple(tuple(sorted(texts)) for texts in plans.values()),
    )


def _seen_of(kept: Kept, plans: Mapping[tuple[str, ...], frozenset[str]]) -> str:
    """Return the fingerprint of the lower plan that an answer was given on.

    Of a plan that was another unit's the workbook has the fingerprint alone: enough to tell that it
    is not this one, and too little to tell which rows of this one are new.
    """
    told = kept.decision.seen if kept.decision.verdict in OF_ONE_UNIT else ""
    return told or plan_mark(plans[kept.past])


def _before(past: Iterable[str], ledger: Ledger) -> frozenset[str]:
    """Return the texts of the lower plan without the rows that came after an answer."""
    keys = set(ledger.lowers.values()) - set(past)
    return texts_of(ledger.texts.get(key, "") for key in keys)


def _with_line(said: Statement, kept: Mapping[Subject, Decision]) -> Statement:
    """Put beside an answer the line that it shows, or showed before a person wrote there."""
    line = kept.get(said.decision.subject)
    return replace(said, shown=line) if said.changed else replace(said, was=line)


def _unshown(line: Decision) -> Statement:
    """Tell an answer that is on no row, for a log that has lost it."""
    return Statement(replace(line, base=known_with(line)), line.verdict, changed=False, was=line)


def _refused(file: str, why: str) -> UnreadableFileError:
    """Say why the hidden sheet cannot be used."""
    problem, fix = term("review_file", why), term("review_file", f"{why}_fix")
    return UnreadableFileError(problem, where=Where(file), fix=fix)
