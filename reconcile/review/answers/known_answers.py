"""What of a workbook's answers the log has already."""

from collections.abc import Sequence

from reconcile.model import Decision
from reconcile.review.settling.statements import Statement
from reconcile.vocabulary.answers import adds_nothing, answer_mark, tells_what_was_seen


def last_line(lines: Sequence[Decision], file: str | None = None) -> Decision | None:
    """Return the latest line, of one file or of all."""
    return next((d for d in reversed(lines) if file is None or d.where.file == file), None)


def is_lost(said: Statement, held: Sequence[Decision], *, ours: bool) -> bool:
    """Tell whether the log has no line for an answer that the program put into the workbook.

    One that stands without what its author saw, as out of an export, is lost as far as that goes
    (a commune that has complied since would stay accused), unless the writing is of this log.
    """
    mark = said.decision.base.partition(" ")[0]
    if not mark:
        return not held
    last = last_line(held)
    stands = not ours and last and mark == answer_mark(last)
    if said.was and last and stands and tells_what_was_seen(said.was, last):
        return True
    # What a later line knew of was in the log that this one follows upon.
    return all(mark != answer_mark(each) and mark not in each.base.split() for each in held)


def is_known(decision: Decision, held: Sequence[Decision]) -> bool:
    """Tell whether the log has the answer: as what stands, or as the last of its workbook.

    The same word said again on another version of the plan is another answer.
    """
    # The last of its own workbook too: an old copy that lies about says again what was overtaken.
    # In another writing, though its file is called the same, somebody says it anew.
    last = last_line(held)
    # Who says it of a unit that this one took over says nothing new where it was said of this one.
    if last and decision.given_for and not last.given_for and adds_nothing(last, decision):
        return True
    own = last_line(held, decision.where.file)
    if own and own.writing and decision.writing and own.writing != decision.writing:
        own = None
    return any(
        each is not None
        and adds_nothing(each, decision)
        and (not each.seen or not decision.seen or each.seen == decision.seen)
        and not (each is last and tells_what_was_seen(decision, each))
        # Said of another unit, and now of this one.
        and not (each.given_for and not decision.given_for and decision.seen not in ("", each.seen))
        for each in (last, own)
    )
