"""Review workbooks for tests: made from an invented outcome, then worked on as a person would."""

import subprocess
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from openpyxl import Workbook, load_workbook

from by_path import read_answers
from coverage_sample import commune, province
from effort import HANGS
from reconcile.model import Decision, Reconciliation, Verdict
from reconcile.review import Review, review_book
from reconcile.vocabulary.terms import term
from reconcile.workbook.xlsx.write import workbook_bytes

PAIRS = term("review_sheet", "pairs")
LOWERS = term("review_sheet", "lowers")
KEY = term("review_column", "key")
PAIR, TASK, OTHER = (term("review_column", name) for name in ("pair", "task", "other"))
DOCUMENT, NOTE, PERSON = (term("review_column", name) for name in ("document", "note", "person"))
ANSWER = term("review_column", "answer")
UPPER_TEXT = "Nhiệm vụ tỉnh giao"
UNIT = "Suối Đá"


def outcome() -> Reconciliation:
    """The outcome of one commune: every outcome and role, three guesses for most tasks."""
    return commune(UNIT, 2, province())


def decision(verdict: Verdict, upper: str = "", lower: str = "", **more: Any) -> Decision:
    return Decision(unit=UNIT, verdict=verdict, upper=upper, lower=lower, **more)


def review_file(path: Path, *decisions: Decision) -> Path:
    """Write the workbook of the commune, with the answers given so far in it."""
    path.write_bytes(_written(decisions))
    return path


@cache
def _written(decisions: tuple[Decision, ...]) -> bytes:
    """Write the workbook, once for all tests that begin with the same answers."""
    return workbook_bytes(review_book(outcome(), decisions))


class Desk:
    """A workbook on a person's desk: its cells by row key and header."""

    def __init__(self, path: Path, sheet: str = PAIRS) -> None:
        self.path = path
        self.book: Workbook = load_workbook(path, rich_text=True)
        self.sheet: Any = self.book[sheet]

    def header(self) -> int:
        """Return the row of the headers."""
        rows = self.sheet.iter_rows()
        return next(int(c.row) for row in rows for c in row if c.value == KEY)

    def column(self, title: str) -> int:
        """Return the column of a header."""
        cells = self.sheet[self.header()]
        return next(int(cell.column) for cell in cells if cell.value == title)

    def row(self, key: str) -> int:
        """Return the first row of a key."""
        at = self.column(KEY)
        rows = range(self.header() + 1, self.sheet.max_row + 1)
        return next(number for number in rows if self.sheet.cell(number, at).value == key)

    def cell(self, key: str, title: str) -> Any:
        return self.sheet.cell(self.row(key), self.column(title))

    def write(self, key: str, said: Mapping[str, object]) -> "Desk":
        """Fill cells of a row."""
        for title, value in said.items():
            self.cell(key, title).value = value
        return self

    def rows(self) -> list[list[Any]]:
        """Take the values of the table's rows."""
        found = self.sheet.iter_rows(min_row=self.header() + 1, values_only=True)
        return [list(row) for row in found if any(value is not None for value in row)]

    def put(self, rows: Sequence[Sequence[Any]]) -> "Desk":
        """Lay other rows under the header in place of the present ones."""
        top, last = self.header() + 1, self.sheet.max_row
        for number in range(top, max(last, top + len(rows)) + 1):
            line = rows[number - top] if number - top < len(rows) else ()
            for column in range(1, self.sheet.max_column + 1):
                value = line[column - 1] if column <= len(line) else None
                self.sheet.cell(number, column).value = value
        return self

    def save(self, path: Path | None = None) -> Path:
        self.book.save(path or self.path)
        return path or self.path


def read(path: Path) -> Review:
    """Read a workbook that is a review workbook."""
    found = read_answers(path)
    assert found is not None
    return found


def said(review: Review) -> list[tuple[str, str, str]]:
    """What a person answered: verdict, upper key, lower key."""
    return sorted((d.verdict.value, d.upper, d.lower) for d in review.decisions)


def through_libreoffice(path: Path, soffice: str, profile: Path, kind: str = "xlsx") -> Path:
    """Open a workbook in LibreOffice and save it again, as another kind if wanted."""
    out = path.parent / "saved"
    command = [soffice, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--convert-to"]
    filters = {"xlsx": "xlsx:Calc MS Excel 2007 XML"}
    subprocess.run(
        [*command, filters.get(kind, kind), "--outdir", str(out), str(path)],
        check=True,
        capture_output=True,
        timeout=HANGS,
    )
    return (out / path.name).with_suffix(f".{kind}")
