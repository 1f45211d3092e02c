"""Outputs while others are at work: a person, a second run, a program that has the file open."""

import datetime as dt
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from by_path import content
from reconcile.errors import OutputError
from reconcile.model import Where
from reconcile.store.database import open_database
from reconcile.store.files import Files
from reconcile.store.open_elsewhere import must_be_as_read
from reconcile.store.outputs import adopt, place
from reconcile.workbook.content.grid import Book, Sheet
from reconcile.workbook.xlsx.write import workbook_file

BOOK = "outputs/review/UBND xã An Bình.xlsx"


@pytest.fixture
def database(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    with open_database(tmp_path) as opened:
        yield opened


@pytest.fixture
def filled_in(database: sqlite3.Connection, tmp_path: Path) -> Path:
    """A workbook that the program wrote and a person filled in."""
    place(database, Files(tmp_path), BOOK, "a", content("trống"))
    (tmp_path / BOOK).write_text("đã điền", "utf-8")
    return tmp_path / BOOK


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_workbook_whose_answers_are_kept_is_replaced(
    database: sqlite3.Connection, tmp_path: Path, filled_in: Path
) -> None:
    adopt(database, BOOK, Files(tmp_path).digest(filled_in))
    placed = place(database, Files(tmp_path), BOOK, "b", content("mới"))
    assert (placed.path, placed.edited) == (filled_in, None)
    assert filled_in.read_text("utf-8") == "mới"


def test_a_workbook_that_changed_after_its_answers_were_read_stays(
    database: sqlite3.Connection, tmp_path: Path, filled_in: Path
) -> None:
    adopt(database, BOOK, Files(tmp_path).digest(filled_in))
    filled_in.write_text("điền thêm", "utf-8")
    placed = place(database, Files(tmp_path), BOOK, "b", content("mới"))
    assert placed.edited == filled_in
    assert filled_in.read_text("utf-8") == "điền thêm"


def test_a_file_that_a_person_saves_while_the_new_one_is_made_stays(
    database: sqlite3.Connection, tmp_path: Path
) -> None:
    place(database, Files(tmp_path), BOOK, "a", content("một"))

    def make() -> bytes:
        (tmp_path / BOOK).write_text("vừa sửa", "utf-8")
        return b"hai"

    placed = place(database, Files(tmp_path), BOOK, "b", make)
    assert placed.edited == tmp_path / BOOK
    assert (tmp_path / BOOK).read_text("utf-8") == "vừa sửa"
    assert placed.path.read_text("utf-8") == "hai"
    assert names((tmp_path / BOOK).parent) == [placed.path.name, (tmp_path / BOOK).name]


def test_an_output_that_another_run_swept_away_half_made_is_written_again(
    database: sqlite3.Connection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    swept: list[Path] = []
    replace = Path.replace

    def sweeping(trial: Path, target: Path) -> Path:
        if not swept:
            swept.append(trial)
            trial.unlink()
        return replace(trial, target)

    monkeypatch.setattr(Path, "replace", sweeping)
    assert place(database, Files(tmp_path), BOOK, "a", content("hai")).written
    assert names((tmp_path / BOOK).parent) == [(tmp_path / BOOK).name]
    assert (tmp_path / BOOK).read_text("utf-8") == "hai"


def test_an_output_that_is_always_swept_away_is_an_error_and_not_an_endless_loop(
    database: sqlite3.Connection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def sweeping(trial: Path, target: Path) -> Path:
        trial.unlink()
        raise FileNotFoundError(target)

    monkeypatch.setattr(Path, "replace", sweeping)
    with pytest.raises(OutputError, match="không ghi được tệp kết quả"):
        place(database, Files(tmp_path), BOOK, "a", content("hai"))


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no disk here that is always full")
def test_a_full_disk_for_what_is_laid_aside_is_told_and_leaves_the_old_output(
    database: sqlite3.Connection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = place(database, Files(tmp_path), BOOK, "a", content("cũ")).path
    full = Path("/dev/full")
    monkeypatch.setattr("reconcile.workbook.xlsx.write.TemporaryFile", lambda: full.open("w+b"))
    with pytest.raises(OutputError, match="thư mục tạm của máy đã đầy") as told:
        place(
            database,
            Files(tmp_path),
            BOOK,
            "b",
            lambda: workbook_file(Book("Thử", (Sheet("Thử", ()),), dt.date(2026, 11, 20))),
        )
    assert told.value.where == Where(BOOK)
    assert old.read_text("utf-8") == "cũ"
    assert names(old.parent) == [old.name]


def test_a_run_killed_before_it_renamed_its_output_knows_the_old_one_still(
    database: sqlite3.Connection, tmp_path: Path
) -> None:
    place(database, Files(tmp_path), BOOK, "a", content("một"))
    adopt(database, BOOK, "0" * 64)  # what a killed run has remembered and never put in place
    placed = place(database, Files(tmp_path), BOOK, "b", content("hai"))
    assert (placed.written, placed.edited) == (True, None)


def test_of_an_output_written_over_and_over_only_the_last_hashes_are_kept(
    database: sqlite3.Connection, tmp_path: Path
) -> None:
    for number in range(20):
        placed = place(database, Files(tmp_path), BOOK, str(number), content(f"lần {number}"))
        assert placed.edited is None
    (count,) = database.execute("SELECT COUNT(*) FROM output").fetchone()
    assert count == 8


def test_a_workbook_that_changed_since_it_was_read_stops_the_run_and_no_other_does(
    tmp_path: Path, filled_in: Path
) -> None:
    read = {BOOK: Files(tmp_path).digest(filled_in)}
    must_be_as_read(Files(tmp_path), {**read, "outputs/moi.xlsx": ""})
    filled_in.write_text("điền thêm", "utf-8")
    with pytest.raises(OutputError) as caught:
        must_be_as_read(Files(tmp_path), read)
    assert str(caught.value).startswith(f"{BOOK}: tệp vừa được sửa")
    assert "\n  → lưu và đóng tệp rồi chạy lại" in str(caught.value)


@pytest.mark.parametrize("lock", ["~$UBND xã An Bình.xlsx", ".~lock.UBND xã An Bình.xlsx#"])
def test_a_workbook_that_is_open_stops_the_run_and_names_the_lock(
    tmp_path: Path, filled_in: Path, lock: str
) -> None:
    filled_in.with_name(lock).touch()
    with pytest.raises(OutputError) as caught:
        must_be_as_read(Files(tmp_path), {BOOK: Files(tmp_path).digest(filled_in)})
    assert "đang được mở trong Excel hoặc LibreOffice" in str(caught.value)
    assert f"“{lock}”" in str(caught.value)
