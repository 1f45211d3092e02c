"""What one review workbook says, as far as it was read."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from reconcile.model import Decision, Finding
from reconcile.review.answers.drafts import Draft, merged
from reconcile.review.answers.everywhere import SpreadAnswer
from reconcile.review.answers.found import Found
from reconcile.review.answers.unread import Foreign
from reconcile.review.settling.statements import AnswerCell, Statement, settle_cells
from reconcile.vocabulary.task_keys import of_unit


@dataclass(frozen=True, slots=True)
class FileRead:
    """A file whose answers are read: its name for places, its SHA-256 in hex, and when."""

    file: str
    digest: str
    when: str
    """ISO date and time that its answers are given."""


@dataclass(frozen=True, slots=True)
class Review:
    """What one review workbook says."""

    file: str
    """The name that places in it go by."""
    unit: str
    """Id of the lower unit; empty where nothing tells it."""
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
    seen_before: tuple[tuple[str, ...], ...] = ()
    """Of answers that are on no row: what their authors saw of the lower plan, likewise."""
    drafts: tuple[Draft, ...] = ()
    """Notes and names beside answers that were not given yet; a new workbook shows them again."""
    everywhere: tuple[SpreadAnswer, ...] = ()
    """Answers that marks on other units' rows of the same content give this one, where nothing is
    answered here: they count only where the log has nothing either."""
    keyed: bool = True
    """Whether it has our hidden sheet: without it nobody knows what else a person wrote in it."""

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

        def of(said: Decision) -> Decision:
            return replace(of_unit(said, unit), given_for=said.given_for or self.unit)

        statements = tuple(
            replace(
                each,
                decision=of(each.decision),
                was=each.was and of(each.was),
                shown=each.shown and of(each.shown),
            )
            for each in self.statements
        )
        everywhere = tuple(replace(each, decision=of(each.decision)) for each in self.everywhere)
        return replace(self, unit=unit, statements=statements, everywhere=everywhere)

    @property
    def is_replaceable(self) -> bool:
        """Whether a new workbook may take its place: nothing a person wrote would be lost."""
        # Drafts do not count: the new workbook shows them again.
        return self.keyed and not (self.findings or self.foreign)


def review_of(found: Sequence[Found], about: FileRead, unit: str) -> Review:
    """Put together what was found in the cells of a file about a unit, whatever their order."""
    statements, clashes = settle_cells(each for each in found if isinstance(each, AnswerCell))
    findings = [*(each for each in found if isinstance(each, Finding)), *clashes]
    return Review(
        file=about.file,
        unit=unit,
        digest=about.digest,
        statements=tuple(statements),
        findings=tuple(sorted(dict.fromkeys(findings), key=lambda f: f.order)),
        foreign=tuple(each for each in found if isinstance(each, Foreign)),
        drafts=merged(each for each in found if isinstance(each, Draft)),
    )
