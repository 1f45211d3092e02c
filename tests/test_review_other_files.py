"""Answers that come back in other kinds of files: read, or named with the true cause and a step."""

import csv
from io import StringIO
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from reconcile.model import Finding
from reconcile.run.folder import RunReport
from reconcile.vocabulary.terms import term
from test_own_workbooks import home as both
from test_read_office_files import changed, strict
from test_review_files import verdicts
from test_run_reviews import BOOK, home, ran, say

__all__ = ["both", "home"]

REVIEWS = "outputs/review"
JOINT = f"{REVIEWS}/tat-ca.xlsx"


def told(report: RunReport, name: str) -> Finding:
    """What is said of a file in outputs/review."""
    (found,) = [each for each in report.findings if each.where.file == f"{REVIEWS}/{name}"]
    return found


def answered(home: Path) -> list[list[str]]:
    """Answer in a copy of the review workbook, and take the cells of its first sheet."""
    copy = home / "copy.xlsx"
    copy.write_bytes((home / BOOK).read_bytes())
    say(copy, "Rà soát hộ nghèo", task="Đã hoàn thành")
    rows = load_workbook(copy).worksheets[0].values
    return [["" if cell is None else str(cell) for cell in row] for row in rows]


def separated(rows: list[list[str]], mark: str) -> str:
    out = StringIO()
    csv.writer(out, delimiter=mark).writerows(rows)
    return out.getvalue()


def test_a_workbook_saved_as_strict_open_xml_is_read(home: Path) -> None:
    answered(home)
    changed((home / "copy.xlsx").rename(home / REVIEWS / "tra loi.xlsx"), strict)
    ran(home)
    assert verdicts(home) == ["done"]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig"])
def test_text_that_a_system_exports_under_the_name_of_a_workbook_is_read(
    home: Path, encoding: str
) -> None:
    text = separated(answered(home), "\t")
    (home / REVIEWS / "tra loi.xls").write_bytes(text.encode(encoding))
    ran(home)
    assert verdicts(home) == ["done"]


def test_a_csv_whose_letters_are_lost_says_so(home: Path) -> None:
    lost = separated(answered(home), ";").encode("cp1252", "replace")
    (home / REVIEWS / "tra loi.csv").write_bytes(lost)
    found = told(ran(home), "tra loi.csv")
    assert "mất chữ tiếng Việt" in found.message
    assert "CSV UTF-8" in found.fix
    assert verdicts(home) == []


@pytest.mark.parametrize(
    ("name", "data", "problem", "step"),
    [
        ("web.xls", b"<html><table><tr><td>x</td></tr></table></html>", "không đọc được", ".xlsx"),
        ("goi.zip", b"PK\x03\x04", "tệp nén", "giải nén"),
        ("Bê.rar", b"Rar!", "tệp nén", "giải nén"),
        ("tra loi.gsheet", b"{}", "lối tắt", "dạng .xlsx"),
        (".phieu.xlsx.icloud", b"bplist00", "lối tắt", "dạng .xlsx"),
    ],
)
def test_what_cannot_be_read_is_named_for_what_it_is(
    home: Path, name: str, data: bytes, problem: str, step: str
) -> None:
    (home / REVIEWS / name).write_bytes(data)
    found = told(ran(home), name)
    assert problem in found.message
    assert step in found.fix


@pytest.mark.parametrize("name", ["chung.xlsx", "UBND xã An Bình.xlsx"])
@pytest.mark.parametrize("keys", [True, False], ids=["with keys", "without keys"])
def test_the_sheet_of_all_units_alone_is_told_with_the_rows_that_were_answered(
    both: Path, name: str, *, keys: bool
) -> None:
    sheet = load_workbook(both / JOINT).worksheets[0]
    rows = [list(row) for row in sheet.values]
    pair = term("review_column", "pair")
    head = next(at for at, row in enumerate(rows) if pair in row)
    rows[head + 1][rows[head].index(pair)] = "Đúng"
    book = Workbook()
    for row in rows:
        book.worksheets[0].append(row if keys else row[:-1])
    (both / BOOK).unlink()
    book.save(both / REVIEWS / name)
    (found,) = [each for each in ran(both).findings if each.code == "unread-answers"]
    assert (found.where.file, found.where.row) == (f"{REVIEWS}/{name}", head + 2)
    assert f"1 dòng ý kiến (dòng {head + 2})" in found.message
    assert JOINT in found.fix
    assert verdicts(both) == []
