"""Many answers at once in the workbook of all units and in single ones: none lost, none misplaced.

By default 40 answers in one round are given; with RECONCILE_SOAK=1 1,000 in 25 rounds.
"""

import json
import os
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

import pytest

from cycle.invented import WORK, Item, drawing, own_item, upper_item
from cycle.saved_cells import SavedBook, SavedSheet
from office import workbook
from reconcile.model import Decision, Verdict
from reconcile.run.folder import run_folder
from reconcile.run.open_folder import Asked
from reconcile.store.database import open_database
from reconcile.store.decisions import history
from reconcile.vocabulary.answers import PAIR, UPPER, answer, is_everywhere
from reconcile.vocabulary.terms import term
from reconcile.vocabulary.text import fold

ROUNDS = 25 if os.environ.get("RECONCILE_SOAK") else 1
ANSWERS = 40
SETTINGS = """
[documents]
kinds = []
[thresholds]
carried = 1.0
missed = 0.0
"""
"""The program decides as little as it can."""
COMMUNES = ("An Bình", "Bình Hòa", "Cẩm Sơn", "Đông Hà", "Gia Lộc")
REVIEWS = "outputs/review"
JOINT = f"{REVIEWS}/tat-ca.xlsx"

pytestmark = [pytest.mark.slow, pytest.mark.soak]


@dataclass(frozen=True)
class Row:
    """A row that is asked about: where it stands, and whose it is."""

    file: str
    number: int
    unit: str
    upper: str
    lower: str
    """Both task keys."""


@dataclass(frozen=True)
class Typed:
    """An answer that a person typed."""

    row: Row
    verdict: Verdict
    marked: bool = False

    @property
    def subject(self) -> tuple[str, str, str, str]:
        on_pair = self.verdict in PAIR
        return (self.row.unit, self.row.upper, self.row.lower if on_pair else "", "")


def laid_out(home: Path, random: Random) -> None:
    """Five communes, which take over each other's wording."""
    drawn = [upper_item(random, each) for each in random.sample(WORK, 12)]
    upper = [replace(each, cited="", lead="UBND cấp xã") for each in drawn]
    said = [[vague(random, task), vague(random, task)] for task in upper]
    for part in ("inputs/upper", "inputs/lower"):
        (home / part).mkdir(parents=True)
    (home / "reconcile.toml").write_text(SETTINGS, "utf-8")
    workbook(home / "inputs/upper/tinh.xlsx", drawing("UBND TỈNH HÀ SƠN", upper))
    for name in COMMUNES:
        rows = [random.choice(variants) for variants in said]
        rows.append(own_item(random, "Thành lập câu lạc bộ cờ tướng hưu trí"))
        workbook(home / f"inputs/lower/{name}.xlsx", drawing(f"UBND XÃ {name.upper()}", rows))


def vague(random: Random, task: Item) -> Item:
    """Say a task so that nobody can be sure."""
    words = task.text.split()
    first = random.randrange(max(len(words) - 6, 1))
    text = f"Tiếp tục chỉ đạo {' '.join(words[first : first + 5])} theo kế hoạch của xã"
    return Item(text, lead="Phòng Kinh tế")


class Desk:
    """The workbooks on a desk, typed into."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.books = {JOINT: SavedBook((home / JOINT).read_bytes())}
        for name in COMMUNES:
            file = f"{REVIEWS}/UBND xã {name}.xlsx"
            self.books[file] = SavedBook((home / file).read_bytes())
        self.columns: dict[str, dict[str, int]] = {}
        self.texts: dict[str, str] = {}
        self.rows = [row for file in self.books for row in self._rows(file)]

    def sheet(self, file: str) -> SavedSheet:
        title = "joint" if file == JOINT else "pairs"
        return self.books[file].sheet(term("review_sheet", title))

    def _rows(self, file: str) -> Iterator[Row]:
        names = ("key", "pair", "task", "everywhere")
        titles = {term("review_column", name): name for name in names}
        sheet = self.sheet(file)
        heads = {at: titles[v] for at in sheet.cells if (v := sheet.value(*at)) in titles}
        top = next(row for (row, _), name in heads.items() if name == "key")
        columns = self.columns[file] = {n: at for (row, at), n in heads.items() if row == top}
        unit = self._unit(file)
        for row in sorted({row for row, _ in sheet.cells if row > top}):
            key, _, whose = sheet.value(row, columns["key"]).partition("@")
            upper, sign, lower = key.partition("|")
            if sign:
                yield Row(file, row, whose or unit, upper, lower)

    def _unit(self, file: str) -> str:
        """Read the hidden sheet: whose the workbook is, and the texts of the tasks."""
        sheet = self.books[file].sheet(term("review_sheet", "ledger"))
        for row in sorted({row for row, _ in sheet.cells}):
            if sheet.value(row, 1) == "task":
                self.texts[sheet.value(row, 2)] = sheet.value(row, 3)
        return sheet.value(1, 3)

    def says(self, row: Row, column: str) -> str:
        return self.sheet(row.file).value(row.number, self.columns[row.file][column])

    def type(self, row: Row, column: str, text: str) -> None:
        self.sheet(row.file).type(row.number, self.columns[row.file][column], text)

    def save(self) -> None:
        for file, book in self.books.items():
            (self.home / file).write_bytes(book.save())


def answered(desk: Desk, random: Random) -> list[Typed]:
    """Type answers at random, half of them in the workbook of all; none twice in one cell."""
    in_all = [row for row in desk.rows if row.file == JOINT]
    typed: dict[tuple[Row, bool], Typed] = {}
    while len(typed) < min(ANSWERS, 2 * len(in_all)):
        row = random.choice(in_all if random.random() < 0.5 else desk.rows)
        on_pair = bool(row.lower) and random.random() < 0.9
        if (row, on_pair) in typed:
            continue
        verdict = random.choice(PAIR if on_pair else UPPER)
        marked = on_pair and row.file == JOINT and random.random() < 0.6
        typed[row, on_pair] = Typed(row, verdict, marked)
        desk.type(row, "pair" if on_pair else "task", answer(verdict))
        if marked:
            desk.type(row, "everywhere", term("review", "everywhere"))
    desk.save()
    return list(typed.values())


def log(home: Path) -> tuple[Decision, ...]:
    with open_database(home) as database:
        return history(database)


def told(home: Path) -> dict[str, set[str]]:
    """The tasks on which a finding about answers was raised, by the ids of the units."""
    found: dict[str, set[str]] = {}
    for file in (home / "outputs/result").glob("*.json"):
        result: Any = json.loads(file.read_text("utf-8"))
        name = file.stem.removeprefix("UBND xã ").lower().replace(" ", "-")
        codes = ("contradicting-answers", "answer-overtaken")
        odd = {f["task"] for f in result["findings"] if f["code"] in codes}
        found[f"ubnd-xã-{name}"] = odd
    return found


def lost(typed: list[Typed], after: tuple[Decision, ...], odd: dict[str, set[str]]) -> list[Typed]:
    """The answers that are neither what the log says last on their subject nor in a finding."""
    last = {each.subject: each.verdict for each in after}
    return [
        each
        for each in typed
        if last.get(each.subject) is not each.verdict and each.row.upper not in odd[each.row.unit]
    ]


def misplaced(
    typed: list[Typed], before: tuple[Decision, ...], after: tuple[Decision, ...], desk: Desk
) -> list[Decision]:
    """The new lines that nobody meant: neither typed there, nor marked for the same content."""
    said = {(each.subject, each.verdict) for each in typed}
    marks = {
        (each.row.upper, fold(desk.texts[each.row.lower]), each.verdict)
        for each in typed
        if each.marked
    }
    last = {each.subject: each for each in before}
    settled = {s for s, each in last.items() if each.verdict is not Verdict.WITHDRAWN}
    asked = {(row.unit, row.upper, row.lower) for row in desk.rows if row.file == JOINT}

    def is_meant(line: Decision) -> bool:
        if not is_everywhere(line):
            return line.topic != "" or (line.subject, line.verdict) in said
        same = (line.upper, fold(line.lower_text), line.verdict) in marks
        about = {line.subject, (line.unit, line.upper, "", "")}
        touched = about & (settled | {subject for subject, _ in said})
        return same and not touched and (line.unit, line.upper, line.lower) in asked

    return [line for line in after[len(before) :] if not is_meant(line)]


def test_every_answer_is_in_the_log_or_told_and_none_is_on_a_row_that_nobody_meant(
    tmp_path: Path,
) -> None:
    given = spread = 0
    for number in range(ROUNDS):
        random = Random(number)  # noqa: S311 - seeded answers, no secret
        home = tmp_path / str(number)
        laid_out(home, random)
        run_folder(home, Asked(as_of=date(2026, 11, 20), jobs=1))
        before, desk = log(home), Desk(home)
        typed = answered(desk, random)
        run_folder(home, Asked(as_of=date(2026, 11, 20), jobs=1))
        after = log(home)
        assert lost(typed, after, told(home)) == []
        assert misplaced(typed, before, after, desk) == []
        given += len(typed)
        spread += sum(map(is_everywhere, after))
    assert given >= 20 * ROUNDS
    assert spread >= ROUNDS
