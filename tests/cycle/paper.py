"""A review workbook as people have it: opened, typed into, sorted, saved."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from hashlib import sha256
from random import Random

from cycle.lines import (
    IN_PLAN,
    WITHDRAWN,
    LogLine,
    Said,
    Stood,
    Subject,
    as_line,
    in_plan,
    plainly,
    standing,
)
from cycle.saved_cells import SavedBook, SavedSheet
from reconcile.model import Decision
from reconcile.vocabulary.terms import term

Cell = tuple[str, str]
"""Key of the row, and the column's name."""
SHEETS = {"pairs": ("pair", "task", "other", "writing"), "lowers": ("answer",)}
ON_TASKS = ("pair", "task", "writing")
ENTRY = ("entry_text", "entry_lead", "entry_deadline")
"""What is typed beside “Sửa”."""
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
    unit: str = ""
    """In the workbook of all units, the id of the unit whose rows people work on."""
    beside: Mapping[str, str] = field(default_factory=dict)
    """Task key → text, of the neighbour's plan."""
    commune: str = ""
    """The commune that it is about, by its first name."""
    neighbour: str = ""
    """In the workbook of all units, the name of the other one."""
    log_beside: tuple[Decision, ...] = ()
    """Every line that the log had on that then."""
    joined: bool = False
    """Whether the two are one by now."""

    @cached_property
    def known(self) -> Mapping[Subject, frozenset[Stood]]:
        """Subject → every line on it that the log had then."""
        return _by_subject(self.log)

    @cached_property
    def known_beside(self) -> Mapping[Subject, frozenset[Stood]]:
        """Do the same for the neighbour's rows, where that is the same commune by now."""
        return _by_subject(self.log_beside) if self.joined else {}

    @cached_property
    def stood(self) -> Mapping[Subject, LogLine]:
        """Subject → the answer that stood on it then."""
        return standing(map(as_line, self.log))

    def about(self, subject: Subject) -> list[LogLine]:
        """Return every line on a subject that the log had then, in its order."""
        return [line for line in map(as_line, self.log) if line.subject == subject]

    @cached_property
    def mark(self) -> str:
        """By what it is known again: the same writing is made of the same, and shows the same."""
        stood = sorted(each.stood for each in self.stood.values())
        shown = (len(self.log), stood, sorted(self.texts.items()), sorted(self.lowers))
        return sha256(repr(shown).encode()).hexdigest()


def _by_subject(log: tuple[Decision, ...]) -> Mapping[Subject, frozenset[Stood]]:
    """Gather lines by their subjects."""
    found: dict[Subject, set[Stood]] = {}
    for line in map(as_line, log):
        found.setdefault(line.subject, set()).add(line.stood)
    return {subject: frozenset(lines) for subject, lines in found.items()}


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
    marks: dict[str, str] = field(default_factory=dict)
    """Keys of the rows that are marked to count for every unit → the lower text."""
    asked_beside: frozenset[Subject] = frozenset()
    """What it asks about the neighbour."""
    back_beside: frozenset[Subject] = frozenset()
    """Of what a person has taken back here that a mark had given to the neighbour."""
    beside: frozenset[str] = frozenset()
    """Keys of the rows with a note or a name of hers."""
    cleared: frozenset[Subject] = frozenset()
    """Subjects of which a person has taken back an answer here."""
    taken: frozenset[tuple[str, Stood]] = frozenset()
    """What was said in it and stood in the log after it was read there, with the path."""

    def copy(self) -> "Paper":
        """Copy the file."""
        before, now, about = dict(self.before), dict(self.now), dict(self.about)
        return replace(self, before=before, now=now, about=about, marks=dict(self.marks))

    def noted(self) -> Iterator[Said]:
        """Yield the answers beside which a person has written: she says them again."""
        for (key, column), text in self.now.items():
            if text and key in self.beside:
                yield plainly(self.about[key, column]), text

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
        self.book = SavedBook(paper.make())
        self.tops: dict[str, int] = {}
        self.columns: dict[str, dict[str, int]] = {}
        self.forms = tuple(name for name in SHEETS if not paper.written.unit or name == "pairs")
        for name in self.forms:
            self._find(name)
        if not paper.about:
            for name in self.forms:
                self._take(name)
            self.paper.asked_beside = frozenset(self._beside())

    def sheet(self, name: str) -> SavedSheet:
        """Return one of the sheets that are answered."""
        title = "joint" if self.paper.written.unit and name == "pairs" else name
        return self.book.sheet(term("review_sheet", title))

    def _find(self, name: str) -> None:
        """Find the headers."""
        columns = (*SHEETS[name], *ENTRY, "note", "person", "everywhere")
        titles = {term("review_column", each): each for each in columns}
        titles[KEY] = "key"
        sheet = self.sheet(name)
        found = {
            (row, titles[sheet.value(row, column)]): column
            for row, column in sheet.cells
            if sheet.value(row, column) in titles
        }
        top = next(row for row, title in found if title == "key")
        self.tops[name] = top
        self.columns[name] = {title: at for (row, title), at in found.items() if row == top}

    def rows(self, name: str) -> dict[str, int]:
        """Return the rows of a sheet: key → number."""
        if name not in self.forms:
            return {}
        whose = f"@{self.paper.written.unit}" if self.paper.written.unit else ""
        found = self._every_row(name)
        return {k.removesuffix(whose): number for k, number in found.items() if k.endswith(whose)}

    def _every_row(self, name: str) -> dict[str, int]:
        """Return the rows of a sheet, of every unit: key → number."""
        sheet, at = self.sheet(name), self.columns[name]["key"]
        numbers = sorted({row for row, _ in sheet.cells if row > self.tops[name]})
        found = {sheet.value(number, at): number for number in numbers}
        return {key: number for key, number in found.items() if key}

    def _take(self, name: str) -> None:
        """Note what the program wrote into the cells of answers."""
        for key, number in self.rows(name).items():
            upper, _, lower = key.partition("|")
            texts = self.paper.written.texts
            for column in SHEETS[name]:
                if (column == "pair" and not lower) or column == "other":
                    continue
                about = {"task": "", "writing": IN_PLAN}
                other = about[column] if column in about else texts[lower]
                self.paper.about[key, column] = (texts.get(upper, ""), other)
                value = self._said(name, number, column)
                if value:
                    self.paper.before[key, column] = value
        self.paper.now = dict(self.paper.before)

    def _said(self, name: str, number: int, column: str) -> str:
        """Return what the cell of an answer says, with what belongs to it."""
        cells = (column, *ENTRY) if column == "writing" else (column,)
        word, *entry = (self.sheet(name).value(number, self.columns[name][each]) for each in cells)
        return in_plan(word, entry) if column == "writing" else word

    def _beside(self) -> Iterator[Subject]:
        """Yield the pairs that the sheet asks about of the neighbour."""
        for key in self._every_row("pairs") if self.paper.written.unit else ():
            upper, _, lower = key.partition("@")[0].partition("|")
            if lower in self.paper.written.beside:
                yield self.paper.written.texts[upper], self.paper.written.beside[lower]

    def type(self, name: str, key: str, column: str, text: str) -> None:
        """Type an answer; nothing clears the cell."""
        self.write_beside(name, key, column, text)
        if column == "writing":
            self._entry(key, "", "", "")
        self._note(key, column, text)

    def write_in(self, key: str, word: str, *entry: str) -> None:
        """Say whether a task is to be written into the plan, and how."""
        self.write_beside("pairs", key, "writing", word)
        self._entry(key, *entry)
        self._note(key, "writing", in_plan(word, entry))

    def _entry(self, key: str, *entry: str) -> None:
        """Type how a task is to stand in the plan."""
        for column, text in zip(ENTRY, entry, strict=True):
            self.write_beside("pairs", key, column, text)

    def _note(self, key: str, column: str, text: str) -> None:
        """Remember what a cell says now."""
        if not text and self.paper.now.get((key, column)):
            self.paper.cleared |= {self.paper.about[key, column]}
        if text:  # whoever answers anew has not left the cell empty
            self.paper.cleared -= {self.paper.about[key, column]}
        self.paper.now[key, column] = text

    def point(self, key: str, number: int) -> None:
        """Name another row of the lower plan that carries the upper task."""
        self.write_beside("pairs", key, "other", f"dòng {number}")
        upper = self.paper.written.texts[key.partition("|")[0]]
        self.paper.about[key, "other"] = (upper, self.paper.written.rows[number])
        self.paper.now[key, "other"] = "Đúng"

    def mark(self, key: str) -> None:
        """Mark a row to count for every unit of the same content."""
        self.write_beside("pairs", key, "everywhere", term("review", "everywhere"))
        self.paper.marks[key] = self.paper.written.texts[key.partition("|")[2]]

    def take_back_beside(self, random: Random) -> str:
        """Clear an answer that a mark gave to the neighbour; return what it was."""
        title = term("review_sheet", "applied")
        if title not in self.book.names:
            return ""
        sheet = self.book.sheet(title)
        pair = term("review_column", "pair")
        top, at = next((r, c) for r, c in sheet.cells if sheet.value(r, c) == pair)
        rows = sorted({row for row, _ in sheet.cells if row > top and sheet.value(row, at)})
        if not rows:
            return ""
        row = random.choice(rows)
        said = sheet.value(row, at)
        sheet.type(row, at, "")
        key = next(c for r, c in sheet.cells if sheet.value(r, c) == KEY)
        upper, _, lower = sheet.value(row, key).partition("@")[0].partition("|")
        about = self.paper.written.texts[upper], self.paper.written.beside[lower]
        self.paper.back_beside |= {plainly(about)}
        return f"row {row}: {said}"

    def write_beside(self, name: str, key: str, column: str, text: str) -> None:
        """Write into a row without an answer: a note or a name."""
        if column in ("note", "person"):
            self.paper.beside |= {key}
        self.sheet(name).type(self.rows(name)[key], self.columns[name][column], text)

    def sort(self, name: str, random: Random) -> None:
        """Put the rows in another order, as a filter's arrows do."""
        order = sorted(self._every_row(name).values())
        first = self.tops[name] + 1
        random.shuffle(order)
        self.sheet(name).reorder(first, order)

    def save(self) -> Paper:
        """Save the file."""
        data = self.book.save()
        self.paper.make = lambda: data
        return self.paper
