"""The answers that a review workbook keeps in its hidden sheet, each as a line."""

from collections.abc import Sequence

from reconcile.model import Decision, PlanEntry, Topic, Verdict, Where
from reconcile.tracking.overtaken import Kept


def kept_line(kept: Kept) -> tuple[str, ...]:
    """Write an answer that stands."""
    said, where, entry = kept.decision, kept.decision.where, kept.decision.entry
    subject = (said.upper, said.lower, said.topic.value, said.verdict.value)
    texts = (said.upper_text, said.lower_text, said.document, said.note, said.person, said.when)
    place = (where.file, where.sheet, str(where.row), where.column)
    return (
        *(*subject, *texts, *place, said.plan),
        *(entry.text, entry.lead, entry.deadline, said.base, said.writing, " ".join(kept.past)),
        *((said.given_for, said.seen) if said.given_for else ()),
    )


def read_kept(unit: str, cells: Sequence[str]) -> Kept:
    """Read an answer that stood; its last cells may be missing where they are empty.

    Programs of before read no further than what its author could not see, and know no other unit.
    """
    upper, lower, topic, verdict, upper_text, lower_text, *more = (*cells, *[""] * 23)[:23]
    document, note, person, when, file, sheet, row, column, plan, *entry, base, writing = more[:14]
    past, given_for, seen = more[14:]
    decision = Decision(
        unit=unit,
        verdict=Verdict(verdict),
        upper=upper,
        lower=lower,
        topic=Topic(topic),
        upper_text=upper_text,
        lower_text=lower_text,
        document=document,
        entry=PlanEntry(*entry),
        note=note,
        person=person,
        when=when,
        where=Where(file, sheet, int(row or 0), column),
        plan=plan,
        seen=seen,
        base=base,
        writing=writing,
        given_for=given_for,
    )
    return Kept(decision, tuple(past.split()))
