"""Review workbooks that disks, mails and other programs have damaged: told, and nothing stops."""

import json
import os
import zipfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from damage import damage
from reconcile.errors import ReconcileError
from reconcile.model import Verdict
from reconcile.review import Review, read_reviews
from reconcile.vocabulary.terms import term
from reviewing import UNIT, decision, review_file
from test_run_reviews import BOOK, LOWER, first_run, ran, say

MUTATIONS = range(110 if os.environ.get("RECONCILE_SOAK") else 11)
LEDGER = term("review_sheet", "ledger")
OTHER = "UBND xã Vĩnh Hạ"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A working folder of two communes after its first run."""
    other = LOWER.replace("UBND XÃ AN BÌNH", "UBND XÃ VĨNH HẠ")
    return first_run(tmp_path, xa=LOWER, **{"xa khac": other})


def flip_bytes(path: Path) -> None:
    with zipfile.ZipFile(path) as archive:
        start = archive.getinfo("xl/worksheets/sheet1.xml").header_offset + 70
    data = bytearray(path.read_bytes())
    for at in range(start, start + 30):
        data[at] ^= 0x55
    path.write_bytes(bytes(data))


def cut_the_list_of_sheets(path: Path) -> None:
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts["xl/workbook.xml"] = parts["xl/workbook.xml"][:300]
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)


def hidden(work: Callable[[Any], None]) -> Callable[[Path], None]:
    """Do something to the hidden sheet, as only a program can."""

    def done(path: Path) -> None:
        book = load_workbook(path)
        work(book[LEDGER])
        book.save(path)

    return done


def first_row(sheet: Any, kind: str) -> int:
    return next(int(row[0].row) for row in sheet.iter_rows() if row[0].value == kind)


DAMAGED: dict[str, Callable[[Path], None]] = {
    "its packed bytes": flip_bytes,
    "its list of sheets": cut_the_list_of_sheets,
    "the line of a form": hidden(lambda sheet: sheet.delete_rows(2)),
    "a score": hidden(lambda sheet: sheet.cell(3, 4, "abc")),
    "the seals of a row": hidden(lambda sheet: sheet.cell(3, 5, "83dcefb7")),
    "the key of a row": hidden(lambda sheet: sheet.cell(3, 3, "|")),
    "the number of its format": hidden(lambda sheet: sheet.cell(1, 2, "hai")),
    "its unit": hidden(lambda sheet: sheet.cell(1, 3, "")),
    "the seals of a sheet": hidden(
        lambda sheet: sheet.cell(first_row(sheet, "sheet"), 3, "abc 12:zz*x")
    ),
    "the text of a task": hidden(lambda sheet: sheet.delete_rows(first_row(sheet, "task"))),
}


@pytest.mark.parametrize("harm", DAMAGED.values(), ids=DAMAGED)
def test_a_damaged_workbook_costs_its_own_answers_only_and_stays_as_it_is(
    home: Path, harm: Callable[[Path], None]
) -> None:
    say(home / BOOK, "Rà soát hộ nghèo", task="Đã hoàn thành")
    say(home / f"outputs/review/{OTHER}.xlsx", "Rà soát hộ nghèo", task="Đã hoàn thành")
    harm(home / BOOK)
    kept = (home / BOOK).read_bytes()
    report = ran(home)
    told = {f.code for f in report.findings if f.where.file == BOOK}
    assert told & {"unreadable", "unread-answers"}
    assert (home / BOOK).read_bytes() == kept
    result = json.loads((home / f"outputs/result/{OTHER}.json").read_text("utf-8"))
    proofs = [task["evidence"] for task in result["upper"]["tasks"]]
    assert "done" in proofs


def test_a_workbook_of_a_later_version_is_told_as_that(home: Path) -> None:
    hidden(lambda sheet: sheet.cell(1, 2, "99"))(home / BOOK)
    told = [f for f in ran(home).findings if f.code == "unreadable"]
    assert [f.fix for f in told] == [term("review_file", "newer_fix")]


@pytest.mark.soak
@pytest.mark.parametrize("seed", MUTATIONS)
def test_no_mutation_of_a_workbook_stops_anything(seed: int, tmp_path: Path) -> None:
    path = review_file(tmp_path / "phieu.xlsx", decision(Verdict.DONE, "u5"))
    mutated = damage(path.read_bytes(), seed)
    read: tuple[Review, ...] = ()
    with suppress(ReconcileError):
        read = read_reviews(mutated, file=path.name)
    assert {each.unit for each in read} <= {UNIT}
