"""What a person says on writing a missed task into the unit's plan, and said before by one word."""

from collections.abc import Iterator
from dataclasses import replace

from reconcile.model import AS_PROPOSED, PlanEntry, Topic, Verdict
from reconcile.review.ask.direct_sheet import DIRECT
from reconcile.review.settling.statements import AnswerCell, Statement
from reconcile.vocabulary.answers import WRITING, accepting, parse_answer, topic_of
from reconcile.vocabulary.deadlines import serial_day, show_day


def chosen(text: str, entry: PlanEntry, *, edited: bool) -> Verdict | None:
    """Tell what a cell of “Đưa vào kế hoạch” says, with what was typed beside it.

    Args:
        text: of the cell.
        entry: what stands in the cells for another wording.
        edited: whether a person typed there since the program wrote them.

    Returns:
        The answer; None for none, and for words that are none.

    """
    verdict = parse_answer(text)
    # Who writes another wording means it to be used, whether or not the word is chosen too.
    if edited and entry != AS_PROPOSED and (not text or verdict is Verdict.WRITE):
        return Verdict.REWRITE
    return verdict if verdict in WRITING else None


def entry_of(text: str, lead: str, deadline: str) -> PlanEntry:
    """Put together what is to be written in place of a proposal.

    Args:
        text: of the task.
        lead: who leads.
        deadline: as it was typed; the number by which a spreadsheet keeps a day means the day.

    """
    day = serial_day(deadline)
    return PlanEntry(text, lead, show_day(day) if day else deadline)


def accepted_besides(cell: AnswerCell) -> Iterator[AnswerCell]:
    """Yield what an answer on a task said besides in workbooks of 0.1.0."""
    said = cell.statement
    was = said.before is Verdict.MISSED
    accepted = accepting(said.decision)
    if accepted is None and not was:
        return
    taken_back = replace(said.decision, verdict=Verdict.WITHDRAWN, topic=Topic.WRITING_IN, base="")
    before = Verdict.WRITE if was else None
    changed = was != (accepted is not None)
    statement = Statement(accepted or taken_back, before, changed=changed)
    yield AnswerCell(statement, empty=accepted is None)


def topic_in(form: str, column: str, verdict: Verdict) -> Topic:
    """Tell what an answer is about: by its sheet, by its column, else by what it says."""
    if form == DIRECT:
        return Topic.DIRECT
    return Topic.WRITING_IN if column == "writing" else topic_of(verdict)
