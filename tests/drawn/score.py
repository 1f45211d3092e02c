"""What was read of a drawn table, held against what was drawn."""

import re
from dataclasses import dataclass, field
from pathlib import Path

from drawn.around import draw_table
from drawn.carriers import write
from drawn.table import DrawnTable, KnownTask
from reconcile.errors import ReconcileError
from reconcile.model import Task
from reconcile.run.one_file import read_one

OURS = ("deadline", "lead", "support", "directive", "product", "status", "note")
_MOST_RIGHT = 0.9
"""Part of the tasks under which a column must be found for it to count as right."""


_NOUGHT = re.compile(r"\b0(?=\d/)")


@dataclass
class Score:
    """Misses of one table or of many."""

    tables: int = 0
    tasks: int = 0
    columns: int = 0
    lost: list[str] = field(default_factory=list)
    invented: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    """Columns that are not found under their meaning."""
    grouped: list[str] = field(default_factory=list)
    """Tasks under another group than the drawn one."""

    def add(self, other: "Score") -> None:
        """Count another one in."""
        self.tables += other.tables
        self.tasks += other.tasks
        self.columns += other.columns
        for name in ("lost", "invented", "wrong", "grouped"):
            getattr(self, name).extend(getattr(other, name))

    @property
    def misses(self) -> int:
        """How many misses count."""
        return len(self.lost) + len(self.invented) + len(self.wrong)


def score_table(seed: int, folder: Path) -> tuple[Score, Path, DrawnTable]:
    """Draw a table, write it, read it, and count the misses."""
    table, carrier = draw_table(seed)
    file = write(table, carrier, folder / f"ke-hoach-{seed}")
    try:
        tasks = read_one(file, None).plan.tasks
    except ReconcileError:
        tasks = ()
    return compare(seed, table, tasks), file, table


def compare(seed: int, table: DrawnTable, tasks: tuple[Task, ...]) -> Score:
    """Pair drawn tasks with read ones by their texts, and look at their cells."""
    score = Score(tables=1, tasks=len(table.tasks))
    left: dict[str, list[Task]] = {}
    for task in tasks:
        left.setdefault(_same(task.text), []).append(task)
    pairs: list[tuple[KnownTask, Task]] = []
    for known in table.tasks:
        found = left.get(_same(known.text))
        if found:
            pairs.append((known, found.pop(0)))
        else:
            score.lost.append(f"{seed}: {known.text!r}")
    score.invented += [f"{seed}: {t.text!r}" for rest in left.values() for t in rest]
    names = [name for name in OURS if name in table.columns]
    score.columns = len(names) + 1
    # A table that is not read at all has no column right; one that lost a few rows may have all.
    if not pairs:
        score.wrong += [f"{seed}: {name}" for name in ("task", *names)]
        return score
    for name in names:
        right = sum(_says(task, name, known.says.get(name, "")) for known, task in pairs)
        if right < _MOST_RIGHT * len(pairs):
            score.wrong.append(f"{seed}: {name}, {right} of {len(pairs)}")
    score.grouped += [
        f"{seed}: {task.group} for {known.group}"
        for known, task in pairs
        if known.group and not _same_group(known.group, task.group)
    ]
    return score


def _says(task: Task, name: str, means: str) -> bool:
    """Tell whether a task has what was drawn in a column."""
    if name == "directive":
        cited = [str(each) for each in task.directives]
        return any(means in each for each in cited) if means else not cited
    said = task.deadline.text if name == "deadline" else str(getattr(task, name))
    # A real date is shown as offices write it, with noughts or without.
    return _NOUGHT.sub("", _same(said)) == _NOUGHT.sub("", _same(means))


def _same(text: str) -> str:
    """Fold what makes no difference: spaces, capitals, line breaks."""
    return " ".join(text.split()).casefold()


def _same_group(drawn: tuple[str, ...], read: tuple[str, ...]) -> bool:
    """Tell whether the innermost heading is the drawn one, with its number or without."""
    return bool(read) and _same(drawn[-1]).endswith(_same(read[-1]).split(". ")[-1])
