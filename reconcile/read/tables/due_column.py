"""Which of several columns says when duties are due: decided by what their cells hold."""

from collections.abc import Mapping
from dataclasses import replace

from reconcile.model import Column
from reconcile.read.tables.header import Block
from reconcile.read.tables.header_words import FORCED, Named, begins, plain
from reconcile.read.tables.sample import Sample


def due_among(block: Block, found: Mapping[int, Named], sample: Sample) -> dict[int, Named]:
    """Decide by their cells which of several columns says when duties are due.

    The others say how a duty stands, unless they only say when it began.
    """
    rivals = {
        index: name
        for index, name in enumerate(block.named)
        if name and name.strength < FORCED and _may_be_due(name)
    }
    if len(rivals) < 2:
        return {}
    best = max(rivals, key=lambda index: claim_to_be_due(block, rivals[index], sample, index))
    by_name = [index for index in rivals if found[index].column is Column.DEADLINE]
    guessed = (Column.STATUS, Column.DEADLINE) if by_name != [best] and best not in by_name else ()
    settled = {best: replace(rivals[best], column=Column.DEADLINE, either=guessed)}
    for index, name in rivals.items():
        is_status = Column.STATUS in (*name.either, found[index].column)
        if index != best and (is_status or sample.due(index) < sample.share(index, "done")):
            settled[index] = replace(name, column=Column.STATUS, either=())
    return settled


def _may_be_due(name: Named) -> bool:
    """Tell whether a header may say when duties are due."""
    return Column.DEADLINE in (name.column, *name.either)


def claim_to_be_due(block: Block, name: Named, sample: Sample, index: int) -> tuple[float, ...]:
    """Weigh a column against the others that may say when duties are due."""
    said = plain(" ".join(block.texts[index]))
    by_name = 0.3 * (not name.either) + 0.3 * ("hạn" in said.split())
    return (sample.due(index) + by_name - 2 * begins(said), float(name.strength), -float(index))
