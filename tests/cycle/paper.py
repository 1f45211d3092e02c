"""A review workbook as people have it: opened with openpyxl, typed into, sorted, saved."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from io import BytesIO
from random import Random
from typing import Any

from openpyxl import load_workbook

from reconcile.model import Decision
from reconcile.vocabulary.terms import term

Subject = tuple[str, str]
"""Upper text and lower text as the person saw them; one of them may be empty."""
Cell = tuple[str, str]
"""Key of the row, and the column's name."""
SHEETS = {"pairs": ("pair", "task", "other"), "lowers": ("answer",)}
WITHDRAWN = "Rút lại ý kiến"
KEY = term("review_column", "key")


@dataclass(frozen=True)
class Written:
    """What the program showed when it wrote a workbook."""

    texts: Mapping[str, str]
    """Task key → text, of both plans."""
    lowers: frozenset[str]
    """Texts of the lower plan."""
    log: tuple[Decision, ...]
    """Every line that the log had then."""
    rows: Mapping[int, str]
    """Row of the lower plan → text."""


@dataclass(frozen=True)
class Claim:
    """What a workbook says in the end about one subject, of a person's own."""

    subject: Subject
    verdict: str
    paper: "Paper"


@dataclass
class Paper:
    """A workbook, and what people know that they have typed into it."""

    written: Written
    make: Callable[[], bytes]
    """Gives its bytes; those of the program's own are made when somebody opens them."""
    before: dict[Cell, str] = field(default_factory=dict)
    """What the program had written into the cells of answers."""
    now: dict[Cell, str] = field(default_factory=dict)
    about: dict[Cell, Subject] = field(default_factory=dict)
    taken: frozenset[tuple[str, Subject, str]] = frozenset()
    """Path, subject and answer of what stood in the log after it was read there."""

    def copy(self) -> "Paper":
        """Copy the file."""
        return replace(self, before=dict(self.before), now=dict(self.now), about=dict(self.about))

    def claims(self) -> list[Claim]:
        """List what is a person's, one for each subject; what differs within is no claim."""
        said: dict[Subject, set[str]] = {}
        touched: set[Subject] = set()
        for cell, subject in self.about.items():
            text = self.now.get(cell, "")
            if text:
                said.setdefault(subject, set()).add(text)
            if text != self.before.get(cell, ""):
                touched.add(subject)
        return [
            Claim(subject, next(iter(said.get(subject, {WITHDRAWN}))), self)
            for subject in sorted(touched)
            if len(said.get(subject, ())) < 2
        ]

    def torn(self) -> set[Subject]:
        """Return the subjects of which it says two things."""
        said: dict[Subject, set[str]] = {}
        for cell, subject in self.about.items():
            if self.now.get(cell):
                said.setdefault(subject, set()).add(self.now[cell])
        return {subject for subject, texts in said.items() if len(texts) > 1}


class Sitting:
    """A person at a workbook that is open."""

    def __init__(self, paper: Paper) -> None:
        self.paper = paper
        self.book: Any = load_workbook(BytesIO(paper.make()), rich_text=True)
        self.tops: dict[str, int] = {}
        self.columns: dict[str, dict[str, int]] = {}
        for name in SHEETS:
            self._find(name)
        if not paper.about:
            for name in SHEETS:
                self._take(name)

    def sheet(self, name: str) -> Any:
        """Return one of the sheets that are answered."""
        return self.book[term("review_sheet", name)]

    def _find(self, name: str) -> None:
        """Find the headers."""
        titles = {term("review_column", each): each for each in (*SHEETS[name], "note", "person")}
        titles[KEY] = "key"
        for row in self.sheet(name).iter_rows():
            found = {titles[c.value]: c.column for c in row if c.value in titles}
            if "key" in found:
                self.tops[name], self.columns[name] = row[0].row, found
                return
        raise AssertionError(name)

    def rows(self, name: str) -> dict[str, int]:
        """Return the rows of a sheet: key → number."""
        sheet, at = self.sheet(name), self.columns[name]["key"]
        numbers = range(self.tops[name] + 1, sheet.max_row + 1)
        found = {sheet.cell(number, at).value: number for number in numbers}
        return {str(key): number for key, number in found.items() if key}

    def _take(self, name: str) -> None:
        """Note what the program wrote into the cells of answers."""
        for key, number in self.rows(name).items():
            upper, _, lower = key.partition("|")
            texts = self.paper.written.texts
            for column in SHEETS[name]:
                if (column == "pair" and not lower) or column == "other":
                    continue
                whose = (texts[upper], "") if column == "task" else None
                subject = whose or (texts.get(upper, ""), texts[lower])
                self.paper.about[key, column] = subject
                cell = self.sheet(name).cell(number, self.columns[name][column])
                if cell.value:
                    self.paper.before[key, column] = str(cell.value)
        self.paper.now = dict(self.paper.before)

    def type(self, name: str, key: str, column: str, text: str) -> None:
        """Type an answer; nothing clears the cell."""
        number = self.rows(name)[key]
        self.sheet(name).cell(number, self.columns[name][column]).value = text or None
        self.paper.now[key, column] = text

    def point(self, key: str, number: int) -> None:
        """Name another row of the lower plan that carries the upper task."""
        row = self.rows("pairs")[key]
        self.sheet("pairs").cell(row, self.columns["pairs"]["other"]).value = f"dòng {number}"
        upper = self.paper.written.texts[key.partition("|")[0]]
        self.paper.about[key, "other"] = (upper, self.paper.written.rows[number])
        self.paper.now[key, "other"] = "Đúng"

    def write_beside(self, name: str, key: str, column: str, text: str) -> None:
        """Write a note or a name into a row."""
        row = self.rows(name)[key]
        self.sheet(name).cell(row, self.columns[name][column]).value = text

    def sort(self, name: str, random: Random) -> None:
        """Put the rows in another order, as a filter's arrows do."""
        sheet, top = self.sheet(name), self.tops[name]
        last = top + len(self.rows(name))
        lines = [
            [sheet.cell(number, column).value for column in range(1, sheet.max_column + 1)]
            for number in range(top + 1, last + 1)
        ]
        random.shuffle(lines)
        for number, line in enumerate(lines, start=top + 1):
            for column, value in enumerate(line, start=1):
                sheet.cell(number, column).value = value

    def save(self) -> Paper:
        """Save the file."""
        out = BytesIO()
        self.book.save(out)
        data = out.getvalue()
        self.paper.make = lambda: data
        return self.paper
