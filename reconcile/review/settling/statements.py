"""What a person's cells say: answers by subject, and what is wrong with them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from reconcile.model import AS_PROPOSED, Decision, Finding, Subject, Verdict, Where
from reconcile.review.settling.notes import said_once
from reconcile.vocabulary.answers import answer_told
from reconcile.vocabulary.findings import finding


@dataclass(frozen=True, slots=True)
class Statement:
    """One answer in a workbook, held against what its cell held when the program wrote it."""

    decision: Decision
    before: Verdict | None = None
    """What its subject had there as the answer then."""
    changed: bool = True
    """Whether the person said it; else it is the program's own, left as it was."""

    was: Decision | None = None
    """The line of the log that the program shows here, where the workbook keeps it."""
    shown: Decision | None = None
    """The line that it showed where a person says something now, where the workbook keeps it."""


@dataclass(frozen=True, slots=True)
class AnswerCell:
    """A cell for an answer on a subject; without a verdict it is empty."""

    statement: Statement
    empty: bool = False


def settle_cells(cells: Iterable[AnswerCell]) -> tuple[list[Statement], list[Finding]]:
    """Make one statement of all cells of a workbook that are about one subject.

    Cells that say the same are one answer, with all their notes. An answer whose every cell was
    cleared is withdrawn. Cells that differ are a finding and no answer.

    Args:
        cells: in the order of the sheets.

    """
    by_subject: dict[Subject, list[AnswerCell]] = {}
    for cell in cells:
        by_subject.setdefault(cell.statement.decision.subject, []).append(cell)
    statements: list[Statement] = []
    findings: list[Finding] = []
    for about in by_subject.values():
        given = [cell.statement for cell in about if not cell.empty]
        cleared = [cell.statement for cell in about if cell.empty and cell.statement.before]
        clash = list(_clashes([each.decision for each in given]))
        findings += clash
        if given and not clash:
            statements.append(_joined(given))
        elif cleared and not given:
            statements.append(_withdrawn(cleared[0]))
    return statements, findings


def contradiction(later: Decision, earlier: Decision) -> Finding:
    """Say that two answers on one task or pair differ, both shown."""
    return finding(
        "contradicting-answers",
        later.where,
        task=later.upper or later.lower,
        answer=answer_told(later),
        other=answer_told(earlier),
        place=str(earlier.where),
    )


def _clashes(given: Sequence[Decision]) -> Iterator[Finding]:
    """Find the answers that say another thing than the first."""
    told = {(given[0].verdict, given[0].entry)} if given else set()
    for each in given[1:]:
        if (each.verdict, each.entry) not in told:
            told.add((each.verdict, each.entry))
            yield contradiction(each, given[0])


def _joined(given: Sequence[Statement]) -> Statement:
    """Make one of statements that say the same."""
    decisions = [each.decision for each in given]
    before = next((each.before for each in given if each.before), None)
    # Its place is a cell that a person changed; the others are as the program filled them.
    first = next((each.decision for each in given if each.changed), decisions[0])
    changed = any(each.changed for each in given)
    decision = replace(
        first,
        document="; ".join(_each_once(d.document for d in decisions)),
        note=said_once("note", (d.note for d in decisions)),
        person=said_once("person", (d.person for d in decisions)),
    )
    return Statement(decision, before, changed=changed)


def _each_once(texts: Iterable[str]) -> Iterable[str]:
    """Return the texts that say something, in their order, each once."""
    return dict.fromkeys(text for text in texts if text)


def _withdrawn(cleared: Statement) -> Statement:
    """Say that an answer was taken back."""
    said = cleared.decision
    taken_back = replace(said, verdict=Verdict.WITHDRAWN, document="", note="", entry=AS_PROPOSED)
    return Statement(taken_back, cleared.before)


@dataclass(frozen=True, slots=True)
class Spot:
    """A place under a known header: the row, and the headers by column name."""

    file: str
    sheet: str
    row: int
    titles: Mapping[str, str]

    def at(self, name: str) -> Where:
        """Return the place of a column in the row."""
        return Where(self.file, self.sheet, self.row, self.titles[name])
