"""The real cases, their tables saved in other formats by LibreOffice: the same tasks."""

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from reconcile.errors import NoTaskTableError
from reconcile.model import Column, Row, RowKind
from reconcile.read import read_file
from shared_cases import HELD, NOT_BESIDE, SHARED, each_added_case

pytestmark = pytest.mark.slow
COLUMNS = (Column.STT, Column.TASK, Column.DIRECTIVE, Column.LEAD, Column.SUPPORT, Column.STATUS)
EVERY_SHEET = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1"
STEPS = {
    "ods": ("ods",),
    "xls": ("xls:MS Excel 97",),
    "csv": (EVERY_SHEET,),
    "html": ("html",),
    "docx": ("html", "docx:MS Word 2007 XML"),
}
"""Format → the conversions that lead to it; a table goes to Word through a page."""
USUAL = ("xls",)
"""Tried in the usual run; test_read_drawn.py and test_read_formats.py try all of them there."""
SOAK = "RECONCILE_SOAK" in os.environ
Said = list[tuple[str, ...]]


def tasks(path: Path) -> list[Row]:
    """Read the tasks of a file; a sheet of its own without tasks has none."""
    try:
        tables = read_file(path).tables
    except NoTaskTableError:
        return []
    return [row for table in tables for row in table.rows if row.kind is RowKind.TASK]


def said(rows: list[Row], kind: str) -> Said:
    """Write down what tasks say, lines and spaces of cells made one.

    A day may win or lose a zero; in a CSV, LibreOffice writes it as Americans do.
    """
    out = []
    for row in rows:
        due = "" if kind == "csv" else re.sub(r"\b0(?=\d/)", "", row.says(Column.DEADLINE))
        texts = (*(row.says(column).strip(" .") for column in COLUMNS), due, *row.group)
        out.append(tuple("".join(text.split()) for text in texts))
    return out


@pytest.fixture(scope="module")
def books(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The workbooks of the cases in one folder, so that LibreOffice starts once for a format."""
    if not SHARED.is_dir():
        pytest.skip(NOT_BESIDE)
    folder = tmp_path_factory.mktemp("books")
    for name in HELD:
        for path in sorted((SHARED / "cases" / name).glob("*.xlsx")):
            shutil.copyfile(path, folder / f"{name}-{path.name}")
    return folder


def converted(office: str, books: Path, kind: str) -> Path:
    """Convert all workbooks, step by step."""
    given, suffix = books, "xlsx"
    for step in STEPS[kind]:
        out = books / f"{kind}-{step.partition(':')[0]}"
        more = ["--infilter=HTML (StarWriter)"] if suffix == "html" else []
        call = [office, "--headless", f"-env:UserInstallation=file://{books}/profile", *more]
        call += ["--convert-to", step, "--outdir", str(out)]
        call += [str(path) for path in sorted(given.glob(f"*.{suffix}"))]
        subprocess.run(call, check=True, capture_output=True)
        given, suffix = out, step.partition(":")[0]
    return given


def differing(books: Path, folder: Path, kind: str) -> dict[str, str]:
    """Tell which workbooks say other tasks once saved in another format."""
    differ: dict[str, str] = {}
    for book in sorted(books.glob("*.xlsx")):
        files = sorted(folder.glob(f"{book.stem}[.-]*{kind}"))
        read = [row for path in files for row in tasks(path)]
        wanted, got = said(tasks(book), kind), said(read, kind)
        if got != wanted or not wanted:
            same = sum(a == b for a, b in zip(wanted, got, strict=False))
            differ[book.stem] = f"{len(wanted)} tasks, {len(got)} in {kind}, {same} the same"
    return differ


@pytest.mark.soak
@pytest.mark.parametrize("kind", STEPS if SOAK else USUAL)
def test_every_case_saved_in_another_format_gives_the_same_tasks(
    books: Path, soffice: str, kind: str
) -> None:
    assert differing(books, converted(soffice, books, kind), kind) == {}


@pytest.mark.soak
@pytest.mark.skipif(not SOAK, reason="`make soak` converts the cases that were added")
@each_added_case("upper.xlsx", "lower.xlsx")
def test_a_case_that_was_added_gives_the_same_tasks_in_every_format(
    case: Path, tmp_path: Path, soffice: str
) -> None:
    for path in case.glob("*.xlsx"):
        assert tasks(path)
        shutil.copyfile(path, tmp_path / f"{case.name}-{path.name}")
    differ = [differing(tmp_path, converted(soffice, tmp_path, kind), kind) for kind in STEPS]
    assert differ == [{}] * len(STEPS)
