"""Nothing that a person wrote is replaced, by example."""

import os
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from reconcile.errors import OutputError, UsageError
from reconcile.store.database import NAME, open_database
from reconcile.store.files import Files
from reconcile.store.outputs import Placed, place

REPORT = "outputs/UBND xã An Bình/bao-cao.docx"
Put = Callable[[str, str], Placed]


@pytest.fixture
def database(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    with open_database(tmp_path) as opened:
        yield opened


@pytest.fixture
def put(database: sqlite3.Connection, tmp_path: Path) -> Put:
    """Place a report of this content, made from these things."""

    def write(content: str, made_from: str) -> Placed:
        return place(database, Files(tmp_path), REPORT, made_from, content.encode)

    return write


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in (folder / REPORT).parent.iterdir())


def test_an_output_made_from_the_same_things_is_not_made_again(put: Put) -> None:
    assert put("một", "a").written
    assert not put("khác", "a").written


def test_an_output_made_from_other_things_is_replaced(put: Put, tmp_path: Path) -> None:
    put("một", "a")
    assert put("hai", "b").written
    assert (tmp_path / REPORT).read_text("utf-8") == "hai"
    assert names(tmp_path) == ["bao-cao.docx"]


def test_an_output_that_a_person_edited_stays_and_the_new_one_is_laid_beside_it(
    put: Put, tmp_path: Path
) -> None:
    put("một", "a")
    (tmp_path / REPORT).write_text("đã sửa tay", "utf-8")
    placed = put("hai", "b")
    assert (tmp_path / REPORT).read_text("utf-8") == "đã sửa tay"
    assert placed.path.name == "bao-cao (bản mới).docx"
    assert placed.edited == tmp_path / REPORT
    assert placed.path.read_text("utf-8") == "hai"


def test_the_new_one_beside_it_is_replaced_until_a_person_edits_that_too(
    put: Put, tmp_path: Path
) -> None:
    put("một", "a")
    (tmp_path / REPORT).write_text("đã sửa tay", "utf-8")
    put("hai", "b")
    assert put("ba", "c").path.name == "bao-cao (bản mới).docx"
    put("ba", "c").path.write_text("cũng sửa tay", "utf-8")
    assert put("bốn", "d").path.name == "bao-cao (bản mới 2).docx"
    assert names(tmp_path) == [
        "bao-cao (bản mới 2).docx",
        "bao-cao (bản mới).docx",
        "bao-cao.docx",
    ]


def test_a_file_of_unknown_origin_is_a_persons(put: Put, tmp_path: Path) -> None:
    (tmp_path / REPORT).parent.mkdir(parents=True)
    (tmp_path / REPORT).write_text("của người khác", "utf-8")
    assert put("một", "a").path.name == "bao-cao (bản mới).docx"
    assert (tmp_path / REPORT).read_text("utf-8") == "của người khác"


def test_after_the_database_is_lost_an_output_as_it_would_be_written_is_ours_again(
    put: Put, database: sqlite3.Connection, tmp_path: Path
) -> None:
    put("một", "a")
    database.execute("DELETE FROM output")
    placed = put("một", "a")
    assert (placed.path, placed.written, placed.edited) == (tmp_path / REPORT, False, None)
    assert names(tmp_path) == ["bao-cao.docx"]


def test_an_output_that_cannot_be_replaced_says_what_to_do_and_leaves_nothing_behind(
    put: Put, tmp_path: Path
) -> None:
    (tmp_path / REPORT).mkdir(parents=True)
    with pytest.raises(OutputError) as caught:
        put("một", "a")
    assert str(caught.value).startswith(f"{REPORT}: không ghi được tệp kết quả\n  → đóng tệp")
    assert names(tmp_path) == ["bao-cao.docx"]


def test_a_failure_while_writing_leaves_the_old_output_whole(
    put: Put, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put("một", "a")

    def fail(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(OutputError):
        put("hai", "b")
    assert (tmp_path / REPORT).read_text("utf-8") == "một"
    assert names(tmp_path) == ["bao-cao.docx"]


def test_a_database_of_a_newer_program_is_refused_and_not_touched(tmp_path: Path) -> None:
    with open_database(tmp_path) as opened:
        opened.execute("PRAGMA user_version = 999")
    before = (tmp_path / NAME).read_bytes()
    with pytest.raises(UsageError, match="phiên bản mới hơn"), open_database(tmp_path):
        pass
    assert (tmp_path / NAME).read_bytes() == before


def test_a_damaged_database_is_told_and_not_touched(tmp_path: Path) -> None:
    (tmp_path / NAME).write_bytes(b"not a database at all, but long enough to be taken for one")
    with pytest.raises(OutputError, match="cơ sở dữ liệu"), open_database(tmp_path):
        pass
    assert (tmp_path / NAME).read_bytes().startswith(b"not a database")
