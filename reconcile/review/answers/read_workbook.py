"""The way back: a review workbook that people have worked on → their answers."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from hashlib import sha256

from reconcile.model import Decision, Finding, Where
from reconcile.review.answers.locate_form import locate
from reconcile.review.answers.row_answers import Draft, Foreign, Found, ReviewContext, read_form
from reconcile.review.keys.hidden_sheet import MARK, Ledger, read_ledger
from reconcile.review.keys.row_labels import labels_of
from reconcile.review.keys.seals import seal, shown
from reconcile.review.settling.statements import AnswerCell, Statement, settle_cells
from reconcile.review.workbooks.open_workbook import OpenedReview, ReviewGrid, open_review
from reconcile.tracking.overtaken import plan_mark, texts_of
from reconcile.vocabulary.terms import term

# The widest line of the ledger, that of a row of pairs, has eleven cells.
_LEDGER_WIDTH = 16


@dataclass(frozen=True, slots=True)
class Review:
    """What one review workbook says."""

    file: str
    """The name that places in it go by."""
    unit: str
    """Id of the lower unit."""
    digest: str
    """SHA-256 of the bytes that were read, in hex."""
    statements: tuple[Statement, ...]
    """One for each subject that has an answer in it, or had one and was cleared."""
    findings: tuple[Finding, ...]
    foreign: tuple[Foreign, ...] = ()
    """What it holds that a new workbook would not: added columns, rows, sheets, comments,
    pictures."""
    generation: str = ""
    """Of the writing of the workbook that people worked on; empty where it is not told."""
    seen: tuple[str, ...] = ()
    """The texts of the lower plan that it showed, folded, in order."""
    drafts: tuple[Draft, ...] = ()
    """Notes and names beside answers that were not given yet; a new workbook shows them again."""

    @property
    def decisions(self) -> tuple[Decision, ...]:
        """The answers that a person gave, changed or took back in it, in the order of the rows.

        What the program had put there and nobody touched is not among them.
        """
        return tuple(each.decision for each in self.statements if each.changed)

    def of(self, unit: str) -> "Review":
        """Return it as one about a unit that goes by another id now."""
        if unit == self.unit:
            return self
        statements = tuple(
            replace(each, decision=replace(each.decision, unit=unit)) for each in self.statements
        )
        return replace(self, unit=unit, statements=statements)

    @property
    def is_replaceable(self) -> bool:
        """Whether a new workbook may take its place: nothing a person wrote would be lost."""
        # Drafts do not count: the new workbook shows them again.
        return not (self.findings or self.foreign)


def read_review(data: bytes, *, file: str, when: str = "") -> Review | None:
    """Read what people answered in a workbook, wherever its rows and columns went.

    Args:
        data: an .xlsx file, saved by Excel or another program.
        file: the name for places in it.
        when: ISO date and time that its answers are given.

    Returns:
        None for a workbook that the program did not write as a review workbook.

    Raises:
        UnreadableFileError: it cannot be opened as a workbook.

    """
    opened = open_review(data, file)
    kept = _ledger(opened)
    return None if kept is None else _read(opened, kept, (file, sha256(data).hexdigest(), when))


def _ledger(opened: OpenedReview) -> tuple[ReviewGrid, Ledger] | None:
    """Find the sheet of keys, whatever it is called now."""
    for grid in opened.grids:
        first = next(iter(grid.rows.values()), {})
        ledger = read_ledger(grid.lines(_LEDGER_WIDTH)) if first.get(1) == MARK else None
        if ledger:
            return grid, ledger
    return None


def _read(
    opened: OpenedReview, kept: tuple[ReviewGrid, Ledger], about: tuple[str, str, str]
) -> Review:
    """Read the sheets of a workbook that is ours."""
    hidden, ledger = kept
    name, digest, when = about
    seen = texts_of(ledger.texts.get(key, "") for key in ledger.lowers.values())
    context = ReviewContext(
        file=name,
        ledger=ledger,
        labels=labels_of(ledger.lowers),
        when=when,
        texts_known=lambda value: seal(value) in ledger.known,
        seen=plan_mark(seen),
    )
    found: list[Found] = []
    for grid in opened.grids:
        if grid is not hidden:
            found += _sheet(grid, context)
    found += [Foreign(Where(name), f"{term('review', 'picture')}: {e}") for e in opened.extras]
    statements, clashes = settle_cells(each for each in found if isinstance(each, AnswerCell))
    findings = [*(each for each in found if isinstance(each, Finding)), *clashes]
    return Review(
        file=name,
        unit=ledger.unit,
        digest=digest,
        statements=tuple(statements),
        findings=tuple(sorted(dict.fromkeys(findings), key=lambda f: f.order)),
        foreign=tuple(each for each in found if isinstance(each, Foreign)),
        generation=ledger.generation,
        seen=tuple(sorted(seen)),
        drafts=tuple(each for each in found if isinstance(each, Draft)),
    )


def _sheet(grid: ReviewGrid, context: ReviewContext) -> Iterator[Found]:
    """Read one sheet: its answers if it asks, and what a person has added to it."""
    located = locate(grid, context.ledger.forms)
    until = located.header + 1 if located else None
    yield from _added(grid, context, until)
    if located:
        yield from read_form(located, context)
    for row, _, text in grid.comments:
        yield Foreign(Where(context.file, grid.title, row), text)


def _added(grid: ReviewGrid, context: ReviewContext, until: int | None) -> Iterable[Foreign]:
    """Find the cells that the program did not write, down to a row that is not looked at."""
    for number, line in grid.rows.items():
        if until is not None and number >= until:
            return
        for value in line.values():
            if not context.texts_known(value):
                yield Foreign(Where(context.file, grid.title, number), shown(value))
