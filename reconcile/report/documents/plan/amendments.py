"""What changes in a unit's own plan: tasks written in, cells put right, remarks beside rows."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from reconcile.config import Proposals
from reconcile.model import (
    Column,
    DeadlineKind,
    Finding,
    Level,
    Reconciliation,
    Task,
    Where,
)
from reconcile.report.documents.deviations import deviations
from reconcile.report.documents.plan.corrections import correction
from reconcile.report.documents.plan.offices import local_offices
from reconcile.report.documents.plan.placing import PlacedProposal, place
from reconcile.report.documents.plan.proposals import Proposal, propose
from reconcile.report.documents.plan_names import cite_directive
from reconcile.vocabulary.agencies import provincial_bodies
from reconcile.vocabulary.findings import finding
from reconcile.vocabulary.terms import term
from reconcile.vocabulary.text import capitalised, fold, one_line
from reconcile.vocabulary.written_times import in_full, in_one_way

_ABOVE = "lead-not-localised"
"""The finding on a body of the level above that still leads."""


@dataclass(frozen=True, slots=True)
class NewTask:
    """A missed task as a row of the unit's own plan."""

    after: Where | None
    """The task that it goes behind; None for the end of the plan."""
    heading: str
    """The group that begins with it; empty where none does."""
    cells: Mapping[Column, str]
    comment: str


@dataclass(frozen=True, slots=True)
class Remark:
    """What is said beside a cell of a task, and how the cell should read if that is known."""

    where: Where
    """The row of the task."""
    column: Column
    comment: str
    old: str = ""
    """The words of the cell that are replaced; empty where nothing is."""
    new: str = ""
    bodies: tuple[str, ...] = ()
    """The bodies of the level above that still lead, where it is about them alone."""
    also: str = ""
    """Of how many rows it is said."""

    @property
    def with_new(self) -> str:
        """The comment, with how the cell should read where nothing puts it there."""
        instead = f"{term('comment', 'instead')}: “{self.new}”." if self.new else ""
        said = " ".join(filter(None, (self.also, self.comment)))
        return "\n".join(filter(None, (said, instead)))


@dataclass(frozen=True, slots=True)
class Amendments:
    """All that changes in a unit's own plan."""

    added: tuple[NewTask, ...]
    remarks: tuple[Remark, ...]


def amend(
    result: Reconciliation, settings: Proposals, proposals: tuple[Proposal, ...] | None = None
) -> Amendments:
    """Say what is to change in a unit's plan.

    Args:
        result: the outcome object that every output shows.
        settings: how missed tasks are proposed, and the agency map's own entries.
        proposals: how what is missed is written in, where that is settled already.

    Returns:
        One new task for each proposal, in the order of the upper plan; one remark for each cell
        that something is found about, in the order of the unit's plan.

    """
    said = propose(result, settings) if proposals is None else proposals
    placed = place(result, said)
    added = _added(placed, before_days(result.lower.tasks))
    return Amendments(tuple(added), _in_order([*_remarks(result, settings)], result))


def remarks(result: Reconciliation, settings: Proposals) -> tuple[Remark, ...]:
    """Say what is found about the cells of a unit's own tasks, for comments that change nothing.

    Also who would lead the rows of its own that a body of the province leads, which a copy of its
    own file leaves to it.

    Args:
        result: the outcome object that every output shows.
        settings: the agency map's own entries.

    Returns:
        In the order of the unit's plan.

    """
    return _in_order([*_remarks(result, settings), *_on_leads(result, settings)], result)


def _in_order(found: list[Remark], result: Reconciliation) -> tuple[Remark, ...]:
    """Put remarks in the order of the plan, with those on how its deadlines are written."""
    taken = {each.where for each in found if each.column is Column.DEADLINE}
    every = [*found, *(each for each in _on_times(result) if each.where not in taken)]
    at = {task.where: number for number, task in enumerate(result.lower.tasks)}
    return tuple(sorted(every, key=lambda each: at[each.where]))


def before_days(tasks: Sequence[Task]) -> str:
    """Return what a plan writes before the days of its deadlines: ``Ngày`` or nothing."""
    days = [task.deadline.text for task in tasks if task.deadline.kind is DeadlineKind.DAY]
    word = sum(fold(text).startswith("ngày ") for text in days)
    return "Ngày " if word * 2 > len(days) else ""


def _added(placed: Iterator[PlacedProposal], word: str) -> Iterator[NewTask]:
    """Yield the missed tasks as rows; a heading stands over the first of those under it."""
    under = ""
    for each in placed:
        heading = "" if each.heading == under else each.heading
        under = each.heading or under
        after = each.after.where if each.after else None
        yield NewTask(after, heading, _cells(each.proposal, word), _source(each.proposal))


def _cells(proposal: Proposal, word: str) -> Mapping[Column, str]:
    """Return what the row of a missed task says, column by column; ``word`` stands before a day."""
    task, due = proposal.task, proposal.deadline
    return {
        Column.TASK: proposal.text,
        Column.DIRECTIVE: "\n".join(map(cite_directive, task.directives)),
        Column.DEADLINE: f"{word}{due}" if due[:1].isdecimal() else due,
        Column.LEAD: proposal.lead,
        Column.SUPPORT: capitalised(proposal.support),
        Column.PRODUCT: task.product,
    }


def _source(proposal: Proposal) -> str:
    """Say why a task is written in, and where it stands in the upper plan."""
    decided = (term("comment", "agreed"),) if proposal.accepted else proposal.reasons[1:]
    place_above = f"{term('comment', 'source')}: {proposal.task.where}."
    return "\n".join((proposal.reasons[0], place_above, *decided))


def _remarks(result: Reconciliation, settings: Proposals) -> Iterator[Remark]:
    """Yield what is found about the cells of the unit's own tasks."""
    for deviation in deviations(result, every=True):
        if deviation.task is None:
            yield from _on_table(result, deviation.findings)
            continue
        by_column: dict[Column, list[Finding]] = {}
        for each in deviation.findings:
            by_column.setdefault(_column(deviation.task, each), []).append(each)
        for column, found in by_column.items():
            yield _remark(result, deviation.task, column, found, settings)


def _remark(
    result: Reconciliation,
    task: Task,
    column: Column,
    found: Sequence[Finding],
    settings: Proposals,
) -> Remark:
    """Make the remark about one cell; the first finding that tells how it should read counts."""
    said = "\n".join(dict.fromkeys(map(_said, found)))
    corrections = (correction(each, result, task, settings) for each in found)
    right = next((each for each in corrections if each), None)
    above = all(each.code == _ABOVE for each in found)
    bodies = provincial_bodies(task.lead) if above else ()
    if right is None:
        return Remark(task.where, column, said, bodies=bodies)
    reason = f"{said}\n{right.reason}"
    return Remark(task.where, column, reason, right.old, right.new, bodies)


def _on_times(result: Reconciliation) -> Iterator[Remark]:
    """Yield what is said of deadlines that are abbreviated, or written otherwise than others.

    Where all days or months of a plan are written in one way, it is the unit's, and stays.
    """
    # Within a sentence a time is part of it.
    tasks = [task for task in result.lower.tasks if Column.DEADLINE in dict(task.columns)]
    said = {task.where: one_line(task.deadline.text) for task in tasks}
    # What is in its final form already shows that the plan knows it.
    kinds = {_time_kind(text) for text in said.values() if text and in_one_way(text) == text}
    for where, text in said.items():
        full, alike = in_full(text), in_one_way(text)
        new = alike if _time_kind(alike) in kinds else full
        if new != text:
            yield Remark(where, Column.DEADLINE, term("comment", "times"), text, new)


def _time_kind(text: str) -> str:
    """Tell what kind of time a deadline in its final form begins with: a day, or a word."""
    return "" if text[:1].isdecimal() else fold(text).split(" ")[0]


def _on_leads(result: Reconciliation, settings: Proposals) -> Iterator[Remark]:
    """Yield what is said of a body of the province that leads a row which carries no upper task.

    Of a row that carries one it is a finding.
    """
    if result.lower.unit.level is not Level.COMMUNE:
        return
    carrying = {link.lower for upper in result.uppers for link in upper.links}
    for task in result.lower.tasks:
        bodies = provincial_bodies(task.lead) if task.key not in carrying else ()
        offices = local_offices(task.lead, result.lower.unit, settings) if bodies else ()
        if offices:
            said = {"lead": "; ".join(bodies), "proposal": "; ".join(offices)}
            found = finding(_ABOVE, task.place(Column.LEAD), task=task.key, **said)
            yield _remark(result, task, Column.LEAD, [found], settings)


def _on_table(result: Reconciliation, found: Sequence[Finding]) -> Iterator[Remark]:
    """Yield what is said of a whole table, once, beside its first task."""
    first = {(task.where.file, task.where.sheet): task for task in reversed(result.lower.tasks)}
    for each in found:
        task = first.get((each.where.file, each.where.sheet))
        if task:
            yield Remark(task.where, Column.TASK, f"{term('comment', 'table')}: {_said(each)}")


def _said(found: Finding) -> str:
    """Write a finding as a comment: what is amiss, and what to do."""
    return f"{capitalised(found.message)}. {capitalised(found.fix)}."


def _column(task: Task, found: Finding) -> Column:
    """Return the column of a task that a finding is about; the task itself where it says none."""
    columns = (column for column, header in task.columns if header == found.where.column)
    return next(columns, Column.TASK) if found.where.column else Column.TASK
