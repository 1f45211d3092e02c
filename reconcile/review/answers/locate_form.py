"""Where the rows and columns of a form went in a workbook that a person has worked on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from reconcile.review.keys.hidden_sheet import AnswerForm, AskedRow
from reconcile.review.keys.seals import shown
from reconcile.review.workbooks.grids import Line, ReviewGrid
from reconcile.vocabulary.text import bare

KEY = "key"
IDENTITY = ("upper", "lower")
"""Columns whose texts together tell a row from the others, as a person does."""
# Not all of them: people reword headers and delete columns, that of the hidden keys too.
_LEAST = 3
"""Headers of a form that make a row its header."""


@dataclass(frozen=True, slots=True)
class Located:
    """A form found on a sheet."""

    form: AnswerForm
    grid: ReviewGrid
    header: int
    """1-based row."""
    columns: Mapping[str, int]
    """1-based column by name; those not found are left out."""
    renamed: Mapping[str, str]
    """Column name → header that it has now; ``""`` where the column is gone."""

    def says(self, line: Line, name: str) -> object:
        """Return what a row says in a column; None where it is empty or the column gone."""
        return line.get(self.columns.get(name, 0))


@dataclass(frozen=True, slots=True)
class Met:
    """A row under the header, with the row of the form that it is; None for one of a person's."""

    number: int
    line: Line
    asked: AskedRow | None


def locate(grid: ReviewGrid, forms: Sequence[AnswerForm]) -> Located | None:
    """Find the form that a sheet holds, by the headers; None where it holds none."""
    best: tuple[int, int, AnswerForm] | None = None
    for number, line in grid.rows.items():
        texts = {bare(shown(value)) for value in line.values()}
        for form in forms:
            hits = sum(bare(title) in texts for title in form.titles.values())
            if hits >= _LEAST and (best is None or hits > best[0]):
                best = (hits, number, form)
        # Many rows of answers lie below a header: none of them is held against it.
        if best and number > best[1]:
            break
    return _located(grid, best[1], best[2]) if best else None


def _located(grid: ReviewGrid, header: int, form: AnswerForm) -> Located:
    """Find the columns under a header row."""
    line = grid.rows[header]
    heads = {column: bare(shown(value)) for column, value in sorted(line.items())}
    names = {bare(title): name for name, title in form.titles.items()}
    columns: dict[str, int] = {}
    for column, text in heads.items():
        if text in names:
            columns.setdefault(names[text], column)
    renamed: dict[str, str] = {}
    for place, name in enumerate(form.titles, start=1):
        if name in columns:
            continue
        other = heads.get(place, "")
        free = place not in columns.values() and other not in names
        # A column whose header was reworded is taken by its place, unless another went there.
        if free and (other or name == KEY or _is_used(grid, header, place)):
            columns[name] = place
        renamed[name] = shown(line.get(place)) if free else ""
    return Located(form, grid, header, columns, renamed)


def _is_used(grid: ReviewGrid, header: int, column: int) -> bool:
    """Tell whether a column without a header holds something under it."""
    return any(column in line for number, line in grid.rows.items() if number > header)
