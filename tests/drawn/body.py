"""The rows of a drawn table: groups, numberings, tasks, merged cells, breaks, leavings."""

from dataclasses import dataclass
from random import Random

from drawn.columns import Leaf
from drawn.table import DrawnTable, KnownTask, Value
from drawn.words import (
    ROMAN,
    body,
    day,
    deadline,
    document,
    group_text,
    pick,
    shown,
    task_text,
)

_LETTERS = "abcdđeghiklmnopq"
_LENT = ("lead", "support", "deadline", "directive")
"""Columns whose cells may be merged over several rows."""


@dataclass
class _Style:
    """What a table keeps to from its first row to its last."""

    groups: str
    """``none``, ``merged``, ``roman``, ``bare``, ``parents`` or ``two`` levels."""
    numbers: str
    level: str
    """Whose bodies: ``province`` or ``commune``."""
    merged: bool
    carrier: str


class BodyWriter:
    """Writes the rows of one table."""

    def __init__(self, random: Random, table: DrawnTable, leaves: list[Leaf], carrier: str) -> None:
        self.random = random
        self.table = table
        self.leaves = leaves
        self.at = {leaf.holds: place for place, leaf in enumerate(leaves)}
        self.row = table.grid.height
        self.counted = 0
        kinds = ("none", "merged", "roman", "bare", "parents", "two")
        groups = random.choices(kinds, (3, 3, 3, 1, 2, 2))[0]
        # A row that is not numbered and stands alone is a group only where others are numbered.
        if "stt" not in self.at and groups in {"roman", "bare", "parents"}:
            groups = "merged"
        numbers = ("{n}", "{n}", "{n}.", "{n:02d}", "{g}.{n}", "{letter})")
        style = random.choices(numbers, (6, 2, 3, 1, 2, 1))[0]
        if groups == "none" and style in {"{g}.{n}", "{letter})"}:
            style = "{n}"
        if groups == "parents":
            style = "{g}.{n}"
        merged = carrier != "csv" and random.random() < 0.35
        level = random.choice(("province", "commune"))
        self.style = _Style(groups, style, level, merged, carrier)
        table.traits += [f"groups {groups}", f"numbers {style}"]
        self.restarts = style in {"{g}.{n}", "{letter})"} or random.random() < 0.5
        self.shown: dict[str, str] = {}
        self.dates = carrier == "xlsx" and random.random() < 0.3
        """Whether days are typed as dates that the program formats."""
        self.rows: list[int] = []
        """Row of each task."""
        self.number = 1
        self.outer = ""

    def write(self) -> None:
        """Write all groups and their tasks."""
        random = self.random
        if self.style.groups == "none":
            self._tasks(random.randint(4, 24), ())
        else:
            for number in range(random.randint(2, 5)):
                self._group(number)
        if random.random() < 0.08 and "stt" in self.at:
            self.table.traits.append("empty numbered rows")
            for _ in range(random.randint(1, 4)):
                self.counted += 1
                self._put("stt", str(self.counted))
                self.row += 1
        self.table.grid.height = max(self.table.grid.height, self.row)

    def _group(self, number: int) -> None:
        """Write a group, its headings and its tasks; one may be empty."""
        random, title = self.random, group_text(self.random)
        if self.restarts:
            self.counted = 0
        self.number = number + 1
        if self.style.groups == "two" and number % 2 == 0:
            self.outer = f"{'ABCDEF'[number // 2]}. {group_text(random).upper()}"
            self._merged_row(self.outer)
        path: tuple[str, ...] = (title,)
        match self.style.groups:
            case "merged":
                path = (self._merged_row(f"{ROMAN[number]}. {title}"),)
            case "two":
                path = (self.outer, self._merged_row(f"{ROMAN[number]}. {title}"))
            case "roman":
                said = title.upper() if random.random() < 0.3 else title
                path = (self._heading(said, ROMAN[number]),)
            case "parents":
                self._heading(title, str(number + 1))
            case "bare":
                path = (self._heading(title.upper()),)
        empty = self.style.groups == "merged" and random.random() < 0.03
        many = 0 if empty else random.randint(2, 9)
        lends = self.style.groups == "roman" and self.style.merged and random.random() < 0.15
        self._tasks(many, path, self.row - 1 if lends and "lead" in self.at else -1)

    def _heading(self, text: str, number: str = "") -> str:
        """Write a heading into the column of the tasks; some say something beside it."""
        if number:
            self._put("stt", self.random.choice((number, f"{number}.")))
        self._put("task", text)
        if "note" in self.at and self.random.random() < 0.1:
            self.table.traits.append("a group with a note")
            self._put("note", "Theo dõi riêng")
        self.row += 1
        return text

    def _merged_row(self, text: str) -> str:
        """Write a heading over the whole width."""
        self.table.grid.put(self.row, 0, text)
        self.table.grid.merge((self.row, 0), (self.row, len(self.leaves) - 1))
        self.row += 1
        return text

    def _tasks(self, many: int, path: tuple[str, ...], lender: int = -1) -> None:
        """Write some tasks in a row; the row of the heading may lend them who leads."""
        runs = {name: self._runs(name, many) for name in _LENT if name in self.at}
        lead = body(self.random, self.style.level) if lender >= 0 else ""
        if lead:
            self.table.traits.append("a lead lent by the heading")
            self.table.grid.put(lender, self.at["lead"], lead)
            runs["lead"] = {}
        for number in range(many):
            inside = any(f < number < f + c for run in runs.values() for f, c in run.items())
            self._breaks(inside=inside or bool(lead))
            known = KnownTask(task_text(self.random), path, {})
            self._task(known, runs, number, lead)
            self.table.tasks.append(known)
            self.row += 1
        for name, lengths in runs.items():
            self._merge_runs(name, lengths, many)
        if lead:
            place = self.at["lead"]
            self.table.grid.merge((lender, place), (self.row - 1, place))

    def _task(
        self, known: KnownTask, runs: dict[str, dict[int, int]], number: int, lead: str
    ) -> None:
        """Write the row of one task."""
        self.counted += 1
        if "stt" in self.at:
            letter = _LETTERS[(self.counted - 1) % len(_LETTERS)]
            said = self.style.numbers.format(n=self.counted, g=self.number, letter=letter)
            self._put("stt", int(said) if said.isdigit() and said[0] != "0" else said)
        self.rows.append(self.row)
        self._put("task", known.text)
        for leaf in self.leaves:
            if lead and leaf.holds == "lead":
                known.says["lead"] = lead
            elif leaf.holds not in {"stt", "task"}:
                self._value(leaf.holds, known, runs, number)
        self._split(known)

    def _runs(self, name: str, many: int) -> dict[int, int]:
        """Draw which cells of a column are merged over which rows: first number → how many."""
        if not self.style.merged or many < 3 or self.random.random() < 0.6:
            return {}
        first = self.random.randrange(many - 1)
        count = min(self.random.randint(2, 4), many - first)
        self.table.traits.append(f"{name} lent to {count} rows")
        return {first: count}

    def _merge_runs(self, name: str, lengths: dict[int, int], many: int) -> None:
        """Merge the cells of runs, now that it is known which rows the tasks stand in."""
        rows = self.rows[-many:] if many else []
        for first, count in lengths.items():
            place = self.at[name]
            self.table.grid.merge((rows[first], place), (rows[first + count - 1], place))

    def _value(self, name: str, known: KnownTask, runs: dict[str, dict[int, int]], at: int) -> None:
        """Write one cell of a task, or let it be lent by the merged one above."""
        for first, count in runs.get(name, {}).items():
            if first < at < first + count:
                known.says[name] = self.table.tasks[-(at - first)].says[name]
                return
        lent = at in runs.get(name, {})
        said, means = self._draw(name, always=lent)
        self._put(name, said)
        known.says[name] = means

    def _draw(self, name: str, *, always: bool) -> tuple[Value, str]:
        """Draw what a cell shows, and what it means."""
        random = self.random
        empty = {"deadline": 0.06, "lead": 0.05, "support": 0.2, "directive": 0.15}.get(name, 0.4)
        if not always and random.random() < empty:
            # Below an empty cell “nt” would say nothing.
            self.shown.pop(name, None)
            return "", ""
        if name == "deadline" and self.dates and random.random() < 0.7:
            date = day(random)
            return date, shown(date)
        if name == "directive":
            return self._cited(always=always)
        said = self._said(name)
        return said, said

    def _said(self, name: str) -> str:
        """Draw what a cell shows that means just that."""
        match name:
            case "deadline":
                return deadline(self.random)
            case "start":
                return "01/01/2026"
            case "lead":
                return body(self.random, self.style.level)
            case "support" if self.random.random() < 0.2:
                return pick(self.random, "body", "all")
            case "support":
                return body(self.random, self.style.level, 3)
            case _:
                return pick(self.random, f"{name}_words", "texts")

    def _cited(self, *, always: bool) -> tuple[str, str]:
        """Draw a document, or a sign that it is that of the row above."""
        before = self.shown.get("directive", "")
        if before and not always and self.random.random() < 0.15:
            return pick(self.random, "document", "same"), before
        said, number = document(self.random)
        self.shown["directive"] = number
        return said, number

    def _split(self, known: KnownTask) -> None:
        """Let some tasks go on in a second row, as at the end of a page."""
        if self.style.carrier == "csv" or "stt" not in self.at or self.random.random() > 0.015:
            return
        words = known.text.split(" ")
        if len(words) < 8 or "\n" in known.text:
            return
        self.table.traits.append("a task over two rows")
        half = len(words) // 2
        grid, place = self.table.grid, self.at["task"]
        grid.cells[self.row, place] = " ".join(words[:half])
        self.row += 1
        grid.put(self.row, place, " ".join(words[half:]))

    def _breaks(self, *, inside: bool) -> None:
        """Now and then leave a row empty, or say the header again; not inside merged cells."""
        if inside:
            return
        numbered = "stt" in self.at and self.rows and self.rows[-1] == self.row - 1
        if self.style.carrier == "docx" and numbered and self.random.random() < 0.02:
            self.table.traits.append("broken in two")
            self.table.broken = self.row
        elif self.random.random() < 0.01:
            self.table.traits.append("an empty row")
            self.row += 1
            self.table.grid.height = max(self.table.grid.height, self.row)
        if self.random.random() < 0.008 and not any(leaf.over for leaf in self.leaves):
            self.table.traits.append("the header again")
            for at, leaf in enumerate(self.leaves):
                self.table.grid.put(self.row, at, leaf.said)
            self.row += 1

    def _put(self, name: str, value: Value) -> None:
        """Write into a column by what it holds."""
        self.table.grid.put(self.row, self.at[name], value)
