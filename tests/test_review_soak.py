"""Review workbooks under random work: every answer in the file is kept or told, and no other."""

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

import pytest

from by_path import write_workbook
from reconcile.model import Decision, Verdict
from reconcile.review import Review, gather, review_book
from reconcile.store.database import open_database
from reconcile.store.decisions import current, history, record
from reconcile.tracking.overtaken import Kept
from reconcile.vocabulary.answers import LOWER, UPPER, answer
from reconcile.vocabulary.answers import PAIR as ON_PAIR
from reconcile.vocabulary.text import unmarked
from reviewing import (
    ANSWER,
    KEY,
    LOWERS,
    OTHER,
    PAIR,
    PAIRS,
    TASK,
    UNIT,
    Desk,
    outcome,
    read,
    through_libreoffice,
)

BOOKS = range(300 if os.environ.get("RECONCILE_SOAK") else 30)
EDITS = 20
OFFERED = {PAIR: ON_PAIR, TASK: UPPER, ANSWER: LOWER}
JUNK = ("chắc đúng", "?", "xem lại", "Đúng/Sai", "1")
TYPED: tuple[Callable[[str], str], ...] = (
    str,
    str.upper,
    str.lower,
    unmarked,
    lambda text: f"  {text.replace(' ', '  ')} ",
    lambda text: f"{unmarked(text).upper()}.",
)
Subject = tuple[str, str]
Told = tuple[Subject, str]
"""What a cell says: about what, and the verdict; ``""`` for words that are no answer."""


@dataclass
class Row:
    """A row on the desk, and what the person knows that it says."""

    key: str
    cells: dict[str, Any]
    told: dict[str, Told] = field(default_factory=dict)
    """By column."""
    stands: dict[str, Subject] = field(default_factory=dict)
    """Columns that held an answer when the program wrote the row, with what it is about."""

    def copy(self) -> "Row":
        return Row(self.key, dict(self.cells), dict(self.told), dict(self.stands))


class Worker:
    """A person who works on one sheet at random, and remembers what she answered."""

    def __init__(self, desk: Desk, random: Random) -> None:
        self.desk = desk
        self.random = random
        self.titles = [c.value for c in desk.sheet[desk.header()]]
        self.written = list(self.titles)
        self.rows = [self._row(values) for values in desk.rows()]
        self.answers = [title for title in OFFERED if title in self.titles]

    def _row(self, values: Sequence[Any]) -> Row:
        """Take a row as the program wrote it, with the answers that stand."""
        cells = dict(zip(self.titles, values, strict=True))
        row = Row(str(cells[KEY]), cells)
        for title, offered in OFFERED.items():
            verdict = next((v for v in offered if answer(v) == cells.get(title)), None)
            if verdict:
                row.told[title] = (self._subject(row, title), verdict.value)
                row.stands[title] = self._subject(row, title)
        return row

    def _subject(self, row: Row, title: str) -> Subject:
        upper, _, lower = row.key.partition("|")
        return (upper, "") if title == TASK else (upper, lower)

    def work(self) -> None:
        """Do one thing."""
        things = (
            *(self.answer,) * 4,
            self.answer_nonsense,
            self.name_another_row,
            self.clear,
            self.sort,
            self.delete,
            self.duplicate,
            self.swap,
            self.insert,
            self.move_a_column,
            self.add_a_column,
            self.edit,
        )
        self.random.choice(things)()

    def some(self) -> Row | None:
        """Pick a row of the program's."""
        ours = [row for row in self.rows if row.key]
        return self.random.choice(ours) if ours else None

    def answer(self) -> None:
        row, title = self.some(), self.random.choice(self.answers)
        if row is None or (title == PAIR and row.key.endswith("|")):
            return
        verdict = self.random.choice(OFFERED[title])
        row.cells[title] = self.random.choice(TYPED)(answer(verdict))
        row.told[title] = (self._subject(row, title), verdict.value)

    def answer_nonsense(self) -> None:
        row, title = self.some(), self.random.choice(self.answers)
        if row:
            row.cells[title] = self.random.choice(JUNK)
            row.told[title] = (self._subject(row, title), "")

    def name_another_row(self) -> None:
        row = self.some()
        if row is None or OTHER not in self.titles:
            return
        lower = self.random.choice(outcome().lower.tasks)
        number = lower.where.row
        row.cells[OTHER] = self.random.choice([f"dòng {number}", f"DONG {number}", number])
        row.told[OTHER] = ((row.key.partition("|")[0], lower.key), Verdict.YES.value)

    def clear(self) -> None:
        row, title = self.some(), self.random.choice(self.answers)
        if row:
            row.cells[title] = None
            row.told.pop(title, None)

    def sort(self) -> None:
        title = self.random.choice(self.titles)
        self.rows.sort(key=lambda row: str(row.cells.get(title) or ""))

    def delete(self) -> None:
        if len(self.rows) > 1:
            self.rows.pop(self.random.randrange(len(self.rows)))

    def duplicate(self) -> None:
        row = self.some()
        if row:
            self.rows.insert(self.random.randrange(len(self.rows)), row.copy())

    def swap(self) -> None:
        one, two = (self.random.randrange(len(self.rows)) for _ in range(2))
        self.rows[one], self.rows[two] = self.rows[two], self.rows[one]

    def insert(self) -> None:
        """Type a row of her own, with an answer on it."""
        title = self.random.choice(self.answers)
        cells = {title: answer(self.random.choice(OFFERED[title]))}
        row = Row("", cells, {title: (("", ""), "")})
        self.rows.insert(self.random.randrange(len(self.rows) + 1), row)

    def move_a_column(self) -> None:
        title = self.written.pop(self.random.randrange(len(self.written)))
        self.written.insert(self.random.randrange(len(self.written) + 1), title)

    def add_a_column(self) -> None:
        title = f"Cột thêm {len(self.written)}"
        self.written.insert(self.random.randrange(len(self.written) + 1), title)
        for row in self.rows:
            row.cells[title] = "ghi thêm"

    def edit(self) -> None:
        row = self.some()
        ours = [title for title in self.titles[1:5] if title not in OFFERED]
        if row:
            row.cells[self.random.choice(ours)] = f"sửa {self.random.random()}"

    def lay_down(self) -> None:
        """Write the rows and columns as they are now."""
        top = self.desk.header()
        for line in self.desk.sheet.iter_rows(min_row=top):
            for cell in line:
                cell.value = None
        for column, title in enumerate(self.written, start=1):
            self.desk.sheet.cell(top, column).value = title
            for number, row in enumerate(self.rows, start=top + 1):
                self.desk.sheet.cell(number, column).value = row.cells.get(title)

    def places(self) -> list[tuple[int, str, Told]]:
        """Return every cell that says something, with the row that it ended on."""
        top = self.desk.header()
        return [
            (number, title, told)
            for number, row in enumerate(self.rows, start=top + 1)
            for title, told in row.told.items()
        ]

    def cleared(self) -> set[Subject]:
        """Return what she took back: the answer's cell is there and empty."""
        told = {subject for row in self.rows for subject, verdict in row.told.values()}
        return {
            subject
            for row in self.rows
            for title, subject in row.stands.items()
            if title not in row.told and subject not in told
        }


def standing(random: Random) -> list[Decision]:
    """Some answers that people gave before."""
    made: list[Decision] = []
    for upper in outcome().uppers:
        if random.random() < 0.3:
            made.append(_said(random.choice(UPPER), upper.task.key))
        made += [
            _said(random.choice(ON_PAIR), upper.task.key, pair.lower)
            for pair in upper.candidates[:2]
            if random.random() < 0.2
        ]
    return made


def _said(verdict: Verdict, upper: str, lower: str = "") -> Decision:
    return Decision(unit=UNIT, verdict=verdict, upper=upper, lower=lower, note="", when="2026")


def work(random: Random, path: Path) -> list[Worker]:
    """Do twenty things to a workbook at random, and save it."""
    pairs, lowers = Desk(path, PAIRS), Desk(path, LOWERS)
    lowers.book, lowers.sheet = pairs.book, pairs.book[LOWERS]
    workers = [Worker(desk, random) for desk in (pairs, lowers)]
    for _ in range(EDITS):
        random.choice((workers[0], *workers)).work()
    for worker in workers:
        worker.lay_down()
    pairs.save()
    return workers


@pytest.mark.soak
@pytest.mark.parametrize("seed", BOOKS)
def test_every_answer_in_the_file_is_kept_or_told_and_none_appears(
    seed: int, tmp_path: Path
) -> None:
    random = Random(seed)  # noqa: S311 - seeded work, no secret
    path = tmp_path / "UBND xã Suối Đá.xlsx"
    before = standing(random)
    with open_database(tmp_path) as database:
        record(database, before)
        stand = current(database, UNIT)
        kept_answers = [Kept(each) for each in stand]
        book = review_book(outcome(), stand, generation="g1", kept_answers=kept_answers)
        write_workbook(book, path)
        workers = work(random, path)
        review = read(path)
        record(database, gather([review], history(database, UNIT)).decisions)
        kept = {(d.upper, d.lower): d.verdict.value for d in current(database, UNIT)}
    check(workers, review, kept, before)


@pytest.mark.slow
def test_a_workbook_worked_on_says_the_same_once_libreoffice_has_saved_it(
    tmp_path: Path, soffice: str
) -> None:
    random = Random(2026)  # noqa: S311 - as above
    path = tmp_path / "UBND xã Suối Đá.xlsx"
    write_workbook(review_book(outcome(), standing(random)), path)
    work(random, path)
    given = read(path)
    saved = read(through_libreoffice(path, soffice, tmp_path / "profile"))
    assert given.decisions
    assert given.findings
    assert (saved.decisions, saved.findings) == (given.decisions, given.findings)
    assert {each.text for each in saved.foreign} == {each.text for each in given.foreign}


def check(
    workers: Sequence[Worker], review: Review, kept: dict[Subject, str], before: Sequence[Decision]
) -> None:
    """Hold what was read against what the person remembers."""
    cells = [
        (worker.desk.sheet.title, number, title, told)
        for worker in workers
        for number, title, told in worker.places()
    ]
    told_at = {(f.where.sheet, f.where.row, f.where.column) for f in review.findings}
    rows_told = {(f.where.sheet, f.where.row) for f in review.findings if f.code == "no-such-row"}
    said: dict[Subject, set[str]] = {}
    for sheet, number, title, (subject, verdict) in cells:
        if not verdict:
            assert (sheet, number, title) in told_at or (sheet, number) in rows_told
            continue
        said.setdefault(subject, set()).add(verdict)
    stood = {(d.upper, d.lower): d.verdict.value for d in before}
    clashing = {s for s, verdicts in said.items() if len(verdicts) > 1}
    assert {
        tuple(f.task.split()) for f in review.findings if f.code == "contradicting-answers"
    } == {(subject[0] or subject[1],) for subject in clashing}
    expected = dict(stood)
    for subject, verdicts in said.items():
        if subject not in clashing:
            expected[subject] = next(iter(verdicts))
    for worker in workers:
        junk = {subject for *_, (subject, verdict) in worker.places() if not verdict}
        for subject in worker.cleared() - junk - set(said):
            expected.pop(subject, None)
    assert kept == expected
