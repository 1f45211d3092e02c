"""Which column of a table holds what: the header's words first, then what the cells hold."""

from collections.abc import Mapping, Sequence

from reconcile.model import Column, Heading
from reconcile.read.grid import GridRow
from reconcile.read.tables.agendas import is_agenda
from reconcile.read.tables.due_column import claim_to_be_due, due_among
from reconcile.read.tables.header import Block
from reconcile.read.tables.header_words import (
    FORCED,
    Named,
    is_stranger,
    lists_people,
    plain,
    proof,
    says_how,
    speaks_of_tasks,
)
from reconcile.read.tables.row_signs import is_stt
from reconcile.read.tables.sample import Sample
from reconcile.vocabulary.own_column import names_own
from reconcile.vocabulary.terms import term
from reconcile.vocabulary.text import fold, one_line

# The others may come twice: who leads is often a person and a unit, in two columns.
_ONCE = frozenset({Column.STT, Column.TASK, Column.DEADLINE, Column.UNIT})
_LONG = 5
"""From how many words in the middle cell a column is one of long texts."""

BY_NAME = "theo tiêu đề cột"
BY_CONTENT = "theo nội dung các ô trong cột"
BY_USER = "theo reconcile.toml"
LONGEST = "không tiêu đề nào nói đến nhiệm vụ, và cột này có nội dung dài nhất"


def headings(
    block: Block, below: Sequence[GridRow], said: Mapping[Column, str] | None = None
) -> tuple[Heading, ...]:
    """Say what each column of a table holds; nothing when it is no table of tasks.

    Args:
        block: the header.
        below: the rows under it.
        said: the user's own word, column → header text or letter.

    Returns:
        The headings from left to right; empty for a table of something else.

    """
    sample = Sample(below)
    forced = _forced(block, said or {})
    named = {**_given(block, _decided(block, sample), sample), **forced}
    # A table of which the user names a column is one of tasks, whatever its headers say.
    if not forced and (is_agenda(block, named, sample) or not _is_of_tasks(block, named, sample)):
        return ()
    if Column.TASK not in {name.column for name in named.values()}:
        named |= _longest(block, sample, named)
    kept = _one_each(named, sample, block)
    if Column.STT not in {name.column for name in kept.values()}:
        kept |= _numbers(block, sample, kept)
    kept |= _widened(block, sample, kept)
    return tuple(_heading(block, index, kept[index], forced) for index in sorted(kept))


def _decided(block: Block, sample: Sample) -> dict[int, Named]:
    """Settle the headers that two columns share by what the cells hold."""
    clear = {name.column for name in block.named if name and not name.either}
    found = {
        index: _choose(name, sample, index, clear) if name.either else name
        for index, name in enumerate(block.named)
        if name
    }
    return found | due_among(block, found, sample)


def _given(block: Block, named: dict[int, Named], sample: Sample) -> dict[int, Named]:
    """Take what the level above directs for the tasks, where the unit's answer stands beside it.

    ``Chỉ đạo của tỉnh`` beside ``Đơn vị đã làm thế nào`` heads what is asked for, no documents.
    """
    if any(name.column is Column.TASK for name in named.values()):
        return named
    answers = any(texts and names_own(texts[-1]) for texts in block.texts)
    for index, name in named.items():
        if answers and name.column is Column.DIRECTIVE and sample.words(index) >= _LONG:
            either = (Column.DIRECTIVE, Column.TASK)
            return {**named, index: Named(Column.TASK, name.strength, name.length, either)}
    return named


def _choose(name: Named, sample: Sample, index: int, clear: set[Column]) -> Named:
    """Choose between two columns: the one that is not there yet, then the content."""
    first, other = name.either
    if (first in clear) != (other in clear):
        return Named(other if first in clear else first, name.strength, name.length)
    column = other if _looks_other(name.either, sample, index) else first
    # What the header means by itself is no guess.
    guessed = (first, other) if column is not first else ()
    return Named(column, name.strength, name.length, guessed)


def _looks_other(either: tuple[Column, ...], sample: Sample, index: int) -> bool:
    """Tell whether the cells look like the second of two columns rather than the first."""
    if Column.GROUP in either:  # no other column is one of tasks
        return True
    if Column.UNIT in either:
        # Cells that look like neither are units of measure (“%”, “lớp”), and nobody who leads.
        return sample.share(index, "unit") <= 0.5 and sample.share(index, "lead") >= 0.5
    if Column.DEADLINE in either:
        dated = sample.share(index, "deadline") - sample.share(index, "status")
        return dated < 0 if either[0] is Column.DEADLINE else dated > 0
    return sample.share(index, "status") > 0.5


def pointed_at(block: Block, said: Mapping[Column, str]) -> set[Column]:
    """Return the columns that the user named, by header text or letter, and that are there."""
    return {named.column for named in _forced(block, said).values()}


def _forced(block: Block, said: Mapping[Column, str]) -> dict[int, Named]:
    """Find the columns that the user named, by header text or by letter."""
    places = ((column, place_of(block, text)) for column, text in said.items())
    return {place: Named(column, 4) for column, place in places if place is not None}


def place_of(block: Block, said: str) -> int | None:
    """Find a column that the user named, by header text or by letter; None where it is not."""
    wanted = {fold(said), plain(said)}
    for index, texts in enumerate(block.texts):
        heads = {form(part) for part in (*texts, " ".join(texts)) for form in (fold, plain)}
        if (wanted & heads and texts) or letter(index) == said.strip().upper():
            return index
    return None


def letter(index: int) -> str:
    """Write a 0-based column as a spreadsheet does: 0 → A, 27 → AB."""
    head, tail = divmod(index, 26)
    return (letter(head - 1) if head else "") + chr(ord("A") + tail)


def _is_of_tasks(block: Block, named: Mapping[int, Named], sample: Sample) -> bool:
    """Weigh the words of the header and the length of the texts below it."""
    columns = {name.column for name in named.values()}
    proofs = columns & proof()
    tasks = [(index, name) for index, name in named.items() if name.column is Column.TASK]
    if not tasks and _saying_task(block, named) and proofs:
        return True
    if not tasks:
        # The column may be called “Diễn giải”, “Đề mục”: then long texts beside two proofs tell.
        return len(proofs) >= 2 and any(sample.words(i) >= _LONG for i in _unnamed(sample, named))
    if not proofs and lists_people(block.texts):
        return False
    strong = any(not name.weak for _, name in tasks)
    words = max(sample.words(index) for index, _ in tasks)
    if strong and proofs:
        return True
    # “Nội dung” heads budgets, indicators and agendas as well: such weak names need more.
    proofs -= _idle(named, sample)
    if len(proofs) >= 2:
        return True
    return words >= _LONG and (bool(proofs) or (strong and len(columns) >= 2))


def _idle(named: Mapping[int, Named], sample: Sample) -> set[Column]:
    """Find a deadline column that holds no deadline, as that of an agenda with its hours."""
    return {
        name.column
        for index, name in named.items()
        if name.column is Column.DEADLINE
        and sample.texts(index)
        and not sample.share(index, "deadline")
    }


def _unnamed(sample: Sample, named: Mapping[int, Named]) -> list[int]:
    """List the columns that no header names."""
    width = max((len(row.values) for row in sample.looked), default=0)
    return [index for index in range(width) if index not in named]


def _longest(block: Block, sample: Sample, named: Mapping[int, Named]) -> dict[int, Named]:
    """Take the column of the longest texts for the tasks."""
    free = [index for index in _unnamed(sample, named) if index < len(block.texts)]
    if not free:
        return {}
    # A header that says so comes before longer texts under another, as the notes may be.
    saying = _saying_task(block, named)
    best = max(saying or free, key=lambda index: (sample.words(index), -index))
    return {best: Named(Column.TASK, 0, 0, (Column.TASK, Column.TASK))}


def _saying_task(block: Block, named: Mapping[int, Named]) -> list[int]:
    """List the columns not yet named whose header says ``nhiệm vụ`` or ``việc`` of their texts."""
    return [
        index
        for index, texts in enumerate(block.texts)
        if index not in named
        and texts
        and speaks_of_tasks(texts[-1])
        and not is_stranger(texts[-1])
    ]


def _numbers(block: Block, sample: Sample, named: Mapping[int, Named]) -> dict[int, Named]:
    """Take a first column of numbers for the STT, whatever stands over it."""
    for index in range(min(2, len(block.texts))):
        texts = sample.texts(index)
        if index not in named and texts and sum(map(is_stt, texts)) >= 0.6 * len(texts):
            return {index: Named(Column.STT, 0)}
    return {}


def _widened(block: Block, sample: Sample, kept: Mapping[int, Named]) -> dict[int, Named]:
    """Add the columns under a header cell merged over several, where they hold something too."""
    return {
        index: kept[anchor]
        for index, anchor in enumerate(block.under)
        if anchor != index and anchor in kept and index not in kept and sample.texts(index)
    }


def _one_each(named: Mapping[int, Named], sample: Sample, block: Block) -> dict[int, Named]:
    """Keep one column of each kind that a task has only once; the others stay all."""
    kept = dict(named)
    for column in _ONCE:
        rivals = [index for index, name in named.items() if name.column is column]
        if len(rivals) < 2:
            continue
        best = max(rivals, key=lambda i: _claim(named[i], sample, i, block))
        for index in rivals:
            if index != best:
                del kept[index]
    return kept


def _claim(name: Named, sample: Sample, index: int, block: Block) -> tuple[float, ...]:
    """Weigh a column against others of the same kind."""
    fits = {
        Column.TASK: sample.words(index) * (not says_how(block.texts[index])),
        Column.DEADLINE: claim_to_be_due(block, name, sample, index)[0],
    }.get(name.column, 0.0)
    return (float(name.strength == FORCED), fits, float(name.strength), -float(index))


def _heading(block: Block, index: int, name: Named, forced: Mapping[int, Named]) -> Heading:
    """Describe a column for the user, and why it was taken for what it is."""
    anchor = index if block.texts[index] else block.under[index]
    texts = block.texts[anchor]
    why = BY_USER if index in forced or name.strength == FORCED else BY_NAME
    if name.either:
        why = _guess(*name.either)
    elif not name.strength:
        why = BY_CONTENT
    return Heading(name.column, one_line(texts[-1]) if texts else "", index, why, bool(name.either))


def _guess(first: Column, taken: Column) -> str:
    """Say why the content of a column decided what it is taken for."""
    if first is taken:
        return LONGEST
    other, column = term("column", first), term("column", taken)
    return f"tiêu đề này cũng có thể là “{other}”, nhưng các ô trong cột giống “{column}” hơn"
