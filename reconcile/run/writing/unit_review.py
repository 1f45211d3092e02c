"""The review workbook of one settled unit, and what the unit gives to the workbook of all units."""

from reconcile.review import JointPart, joint_part, review_book
from reconcile.run.settle import SettledUnit
from reconcile.tracking.overtaken import Kept, to_keep
from reconcile.workbook.xlsx.write import workbook_bytes


def review_bytes(settled: SettledUnit) -> bytes:
    """Make the review workbook of a unit."""
    stand, reopened = settled.shown_answers
    book = review_book(
        settled.result,
        stand,
        reopened,
        (*settled.notes.live, *settled.notes.gone),
        settled.proposals,
        settled.generation,
        _kept(settled),
        settled.direct.pairs,
    )
    return workbook_bytes(book)


def part_of(settled: SettledUnit) -> JointPart:
    """Take of a unit what the workbook of all units shows of it."""
    stand, reopened = settled.shown_answers
    notes, proposals = settled.notes.live, settled.proposals
    return joint_part(settled.result, stand, reopened, notes, proposals, _kept(settled))


def _kept(settled: SettledUnit) -> tuple[Kept, ...]:
    """Return the lines of the log that a workbook keeps for a database that loses them."""
    lower, (stand, _) = settled.lower, settled.shown_answers
    kept = to_keep(lower.answers, stand, settled.plan.tasks, lower.seen)
    return (*kept, *map(Kept, lower.withdrawn))
