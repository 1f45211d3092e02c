"""The shipped example: made again from its texts, and its truth speaks of rows that exist."""

import csv
import re
import unicodedata
from collections import Counter
from pathlib import Path

import docx
import openpyxl
import pytest
from docx.oxml.ns import qn
from python_calamine import CalamineWorkbook

from example.books import holds_rows
from example.make import INPUTS, write
from example.status import status_files, write_status
from example.texts import HERE, Text, lower_texts, upper_text, value
from example.truth import COLUMNS, table_rows, truth_csv
from reconcile.config import load_config
from reconcile.model import Role

UPPER, LOWERS = upper_text(), lower_texts()
TEXTS = {text.file: text for text in (UPPER, *LOWERS)}
TRACKED = re.compile(r"\[([+-])(.+?)\1\]")
RELATIONS = {"full", "partial", "missed", "own", "trap", "ambiguous"}


def shipped(text: Text) -> Path:
    """Give the file in inputs/ that holds a plan."""
    return INPUTS / ("upper" if text is UPPER else "lower") / text.file


def dump(path: Path) -> list[str]:
    """Write a file's content as lines of text: values and what hides or changes them."""
    if path.suffix == ".xlsx":
        return _dump_workbook(path)
    if path.suffix == ".docx":
        document = docx.Document(str(path))
        return [str(part.xml) for part in document.element.body.iterchildren()]
    return path.read_bytes().decode("utf-8").splitlines(keepends=True)


def _dump_workbook(path: Path) -> list[str]:
    lines: list[str] = []
    for sheet in openpyxl.load_workbook(path).worksheets:
        merged = sorted(str(area) for area in sheet.merged_cells.ranges)
        hidden = sorted(n for n, row in sheet.row_dimensions.items() if row.hidden)
        lines.append(f"{sheet.title} {sheet.sheet_state} {merged} {hidden}")
        lines += [repr(row) for row in sheet.iter_rows(values_only=True)]
    return lines


def rows_of_truth() -> list[dict[str, str]]:
    with (HERE / "truth.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


MADE = {name: text for name, text in TEXTS.items() if text.format != "xls"}


@pytest.mark.parametrize("text", MADE.values(), ids=MADE)
def test_making_the_example_again_gives_the_shipped_file(text: Text, tmp_path: Path) -> None:
    write(text, tmp_path)
    assert dump(tmp_path / text.file) == dump(shipped(text))


def test_the_old_excel_file_holds_the_rows_of_its_text() -> None:
    text = next(text for text in LOWERS if text.format == "xls")
    assert holds_rows(shipped(text), text)


def test_no_other_file_lies_among_the_inputs() -> None:
    found = {path for path in INPUTS.rglob("*") if path.is_file() and path.name[0] != "."}
    told = {INPUTS / "status" / name for name in status_files()}
    assert found == {shipped(text) for text in TEXTS.values()} | told


@pytest.mark.parametrize("name", status_files())
def test_making_the_files_of_statuses_again_gives_the_shipped_ones(
    name: str, tmp_path: Path
) -> None:
    write_status(tmp_path)
    assert dump(tmp_path / name) == dump(INPUTS / "status" / name)


def test_the_example_is_as_large_and_as_mixed_as_the_readme_says() -> None:
    entries = Counter(entry.kind for entry in UPPER.entries())
    tasks = {text.unit: len(table_rows(text)) for text in LOWERS}
    assert (entries["task"], entries["group"]) == (48, 5)
    assert len(tasks) == 7
    assert all(18 <= count <= 45 for count in tasks.values()), tasks
    assert Counter(text.format for text in LOWERS) == {"xlsx": 3, "docx": 2, "xls": 1, "csv": 1}
    assert [unit.split()[1] for unit in tasks].count("xã") == 5


def test_the_truth_is_the_one_that_the_texts_tell() -> None:
    assert (HERE / "truth.csv").read_text("utf-8") == truth_csv(UPPER, LOWERS)


def test_the_truth_speaks_of_rows_that_exist_and_of_every_task() -> None:
    truth = rows_of_truth()
    assert tuple(truth[0]) == COLUMNS
    assert {row["relation"] for row in truth} == RELATIONS
    assert {row["role"] for row in truth if row["upper_stt"]} == set(Role)
    uppers = {(entry.says("stt"), str(row)) for row, entry in table_rows(UPPER)}
    for text in LOWERS:
        mine = [row for row in truth if row["unit"] == text.unit]
        lowers = {(entry.says("stt"), str(row)) for row, entry in table_rows(text)}
        settled = [row for row in mine if row["relation"] not in {"own", "trap"}]
        assert {(row["upper_stt"], row["upper_row"]) for row in settled} == uppers
        assert {(row["lower_stt"], row["lower_row"]) for row in mine if row["lower_row"]} == lowers


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_the_rows_counted_are_those_of_the_file(text: Text) -> None:
    found = dict(_task_cells(shipped(text), text))
    for row, entry in table_rows(text):
        assert found[row] == TRACKED.sub(_as_printed, str(value(entry.says("task"))))


def _as_printed(change: re.Match[str]) -> str:
    return change[2] if change[1] == "+" else ""


def _task_cells(path: Path, text: Text) -> list[tuple[int, str]]:
    """Give the row number and the text of every cell in the task column."""
    column = [head.field for head in text.columns].index("task")
    if text.format == "docx":
        return _word_cells(path, text, column)
    if text.format == "csv":
        with path.open(encoding="utf-8-sig", newline="") as file:
            return [(n, row[column]) for n, row in enumerate(csv.reader(file, delimiter=";"), 1)]
    sheets = CalamineWorkbook.from_path(path)
    rows = sheets.get_sheet_by_name(text.sheet).to_python(skip_empty_area=False)
    return [(number, str(row[column])) for number, row in enumerate(rows, start=1)]


def _word_cells(path: Path, text: Text, column: int) -> list[tuple[int, str]]:
    """Read the cells with insertions and without deletions, as a reader of the print sees them."""
    tables = docx.Document(str(path)).tables
    table = next(table for table in tables if len(table.columns) == len(text.columns))
    rows = (row.tc_lst for row in table._tbl.tr_lst)  # noqa: SLF001 - .text drops insertions
    cells = (row[column] if len(row) > column else row[0] for row in rows)
    words = ("".join(str(t.text) for t in cell.iter(qn("w:t"))) for cell in cells)
    return list(enumerate(words, start=1))


def test_the_settings_name_every_unit_and_the_day() -> None:
    config = load_config(INPUTS.parent / "reconcile.toml")
    assert config.run.as_of is not None
    assert {text.unit for text in LOWERS} <= set(config.units)


def test_the_texts_are_composed_and_the_province_names_no_district() -> None:
    for path in (HERE / "upper.toml", *(HERE / "communes").iterdir()):
        said = path.read_text("utf-8")
        assert unicodedata.is_normalized("NFC", said), path.name
    assert "huyện" not in (HERE / "upper.toml").read_text("utf-8").casefold()
