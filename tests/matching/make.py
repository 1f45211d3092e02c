"""Make the matching cases again: ``python tests/matching/make.py [--xlsx FOLDER]``.

Writes beside this file one folder for each commune of texts/: upper.csv, lower.csv, gold.csv,
roles.csv; and the same under plain/ for the villages of plain/texts/, whose plans are written in
everyday words only. With --xlsx the folders go under FOLDER and the plans are workbooks with the
same row numbers, as the shared scorer wants them. Every number of a document is invented or
unchecked.
"""

import csv
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import openpyxl

if __name__ == "__main__":  # run as a script: the package is the folder above
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from matching.plan_text import PLAIN, TEXTS, Answer, PlanText, read_plan

GOLD = ("upper_row", "lower_row", "relation", "difficulty", "ignore", "note")
Row = list[str]


def sources() -> list[Path]:
    """Return the lower plans, each ``<programme>-<commune>.txt``: communes' first, then plain."""
    return [*sorted(TEXTS.glob("*-*.txt")), *sorted(PLAIN.glob("*-*.txt"))]


def gold_rows(upper: PlanText, lower: PlanText) -> list[Row]:
    """Return the lines of gold.csv: upper tasks in their order, then the commune's own.

    Raises:
        ValueError: a lower task without an answer, an answer for an upper task that is not
            there, a pair twice, or a missed task that is also carried.

    """
    links = list(_links(lower))
    pairs = [(answer.upper, row) for answer, row in links]
    if len(pairs) != len(set(pairs)):
        raise ValueError(f"twice: {sorted({p for p in pairs if pairs.count(p) > 1}, key=str)}")
    notes = {answer.upper: answer for answer in lower.missed}
    strangers = {a.upper for a, _ in links} | set(notes)
    if strangers - {None, *range(1, len(upper.tasks) + 1)}:
        raise ValueError("no such upper task")
    rows: list[Row] = []
    for number, task in enumerate(upper.tasks, start=1):
        mine = [(answer, row) for answer, row in links if answer.upper == number]
        if all(answer.relation == "ambiguous" for answer, _ in mine):
            missed = notes.pop(number, Answer(number, "missed", "", ""))
            rows.append(_gold(task.row, None, missed))
        rows += [_gold(task.row, row, answer) for answer, row in mine]
    if notes:
        raise ValueError(f"missed and carried: {sorted(map(str, notes))}")
    return rows + [_gold(None, row, answer) for answer, row in links if answer.upper is None]


def _links(lower: PlanText) -> Iterator[tuple[Answer, int]]:
    for task in lower.tasks:
        if not task.answers:
            raise ValueError(f"no answer for lower row {task.row}")
        firm = {a.relation for a in task.answers} - {"ambiguous"}
        if "own" in firm and len(firm) > 1:
            raise ValueError(f"own and carrying: lower row {task.row}")
        yield from ((answer, task.row) for answer in task.answers)


def _gold(upper: int | None, lower: int | None, answer: Answer) -> Row:
    cells = ["" if row is None else str(row) for row in (upper, lower)]
    ignore = str(int(answer.relation == "ambiguous"))
    return [*cells, answer.relation, answer.difficulty, ignore, answer.note]


def write_csv(rows: list[Row], path: Path) -> None:
    """Write rows as comma-separated text, one line a row."""
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(rows)


def write_xlsx(rows: list[Row], path: Path) -> None:
    """Write rows as a workbook of one sheet, with the row numbers of the csv."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for place, row in enumerate(rows, start=1):
        for column, text in enumerate(row, start=1):
            if text:
                sheet.cell(place, column, int(text) if text.isdigit() else text)
    book.save(path)


def make_case(
    source: Path, folder: Path, write: Callable[[list[Row], Path], None], kind: str
) -> None:
    """Write one case into a folder, its plans by ``write`` as files of that kind."""
    programme = source.stem.partition("-")[0]
    upper, lower = read_plan(source.with_stem(programme)), read_plan(source)
    folder.mkdir(parents=True, exist_ok=True)
    write(upper.rows, folder / f"upper.{kind}")
    write(lower.rows, folder / f"lower.{kind}")
    write_csv([list(GOLD), *gold_rows(upper, lower)], folder / "gold.csv")
    roles = [[str(task.row), task.role] for task in upper.tasks if task.role]
    write_csv([["upper_row", "role"], *roles], folder / "roles.csv")


def main(arguments: list[str]) -> None:
    """Write every case, as csv beside this file or as workbooks under a folder."""
    books = arguments[:1] == ["--xlsx"]
    for source in sources():
        if books:
            make_case(source, Path(arguments[1]) / source.stem, write_xlsx, "xlsx")
        else:
            make_case(source, source.parents[1] / source.stem, write_csv, "csv")


if __name__ == "__main__":
    main(sys.argv[1:])
