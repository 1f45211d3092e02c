"""Answers that were taken from a review workbook and are not in it any more."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace

from reconcile.model import AS_PROPOSED, Decision, Finding, Subject, Verdict
from reconcile.review.answers.review import Review
from reconcile.review.settling.statements import Statement, contradiction


def cleared(
    review: Review, lines: Mapping[Subject, Sequence[Decision]], before: Collection[str] = ()
) -> Iterator[Finding]:
    """Report the answers that were taken from a workbook and are not in it any more.

    Who clears a cell of her own copy takes her answer back; but a copy of before, laid over it, is
    as empty, and must take back nobody's. So it is told alone, also where the program has put
    another writing there: that may have been before she answered in this one.

    Args:
        review: the workbook, as read.
        lines: every line of the log by its subject.
        before: names that the workbook was read under before it had that of now.

    """
    writing = review.generation
    if not writing:
        return
    said = {each.decision.subject for each in review.statements if _is_there(each)}
    odd = {f.task for f in review.findings if f.code != "program-cell-edited"}
    for subject, held in lines.items():
        stands = held[-1]
        gone = stands.where.file in (review.file, *before) and stands.writing == writing
        gone = gone and stands.verdict is not Verdict.WITHDRAWN and subject not in said
        # What cannot be read, or says two things, is told already, with the task of its row.
        if gone and (stands.upper or stands.lower) not in odd:
            where = replace(stands.where, file=review.file)
            taken_back = replace(stands, verdict=Verdict.WITHDRAWN, document="", entry=AS_PROPOSED)
            yield contradiction(replace(taken_back, where=where), stands)


def _is_there(said: Statement) -> bool:
    """Tell whether a workbook says anything on a subject now, or takes back what it said.

    That an answer was taken back before it was written is kept in it, and is no answer.
    """
    return said.changed or said.decision.verdict is not Verdict.WITHDRAWN
