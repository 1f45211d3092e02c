"""The database grows with the program, and never loses what it holds."""

import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from effort import HANGS
from reconcile.errors import OutputError, UsageError
from reconcile.store.cache import keep, recall
from reconcile.store.database import NAME, hold_open, open_database, writing
from reconcile.store.files import Files
from reconcile.store.outputs import place
from reconcile.store.salvage import TABLES
from reconcile.store.schema import MIGRATIONS


def version_of(folder: Path) -> int:
    with sqlite3.connect(folder / NAME) as opened:
        found: int = opened.execute("PRAGMA user_version").fetchone()[0]
    opened.close()
    return found


def made_by_version(folder: Path, number: int) -> None:
    """Make the database that the program had once, with an output and a kept value."""
    opened = sqlite3.connect(folder / NAME, isolation_level=None)
    for script in MIGRATIONS[:number]:
        opened.executescript(script)
    opened.execute(f"PRAGMA user_version = {number}")
    opened.execute(
        "INSERT INTO output (path, sha256, made_from) VALUES ('outputs/a.docx',"
        " '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08', 'x')"
    )
    keep(opened, "source", "lower/xa.xlsx", "abc", ["đã đọc"])
    opened.close()


def test_every_table_but_the_cache_is_saved_when_a_database_is_made_again(tmp_path: Path) -> None:
    with open_database(tmp_path) as database:
        found = database.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
    names = {name for (name,) in found if not name.startswith("sqlite_")}
    assert names - {"cache"} == set(TABLES)


@pytest.mark.parametrize("number", range(1, len(MIGRATIONS) + 1))
def test_a_database_of_every_older_version_is_brought_up_to_date_with_what_it_holds(
    tmp_path: Path, number: int
) -> None:
    made_by_version(tmp_path, number)
    output = tmp_path / "outputs" / "a.docx"
    output.parent.mkdir()
    output.write_text("test", "utf-8")
    with open_database(tmp_path) as opened:
        assert recall(opened, "source", "lower/xa.xlsx", "abc", list[str]) == ["đã đọc"]
        placed = place(opened, Files(tmp_path), "outputs/a.docx", "x", bytes)
        assert (placed.path, placed.written, placed.edited) == (output, False, None)
        assert place(opened, Files(tmp_path), "outputs/a.docx", "y", bytes).path == output
    assert version_of(tmp_path) == len(MIGRATIONS)


def test_a_database_of_every_older_version_is_the_same_in_the_end(tmp_path: Path) -> None:
    shapes = set()
    for number in range(len(MIGRATIONS) + 1):
        folder = tmp_path / str(number)
        folder.mkdir()
        if number:
            made_by_version(folder, number)
        with open_database(folder) as opened:
            rows = opened.execute("SELECT type, name, sql FROM sqlite_master ORDER BY 1, 2")
            shapes.add(tuple(rows.fetchall()))
    assert len(shapes) == 1


def test_a_database_of_a_newer_program_keeps_its_bytes_and_its_neighbours(tmp_path: Path) -> None:
    opened = sqlite3.connect(tmp_path / NAME, isolation_level=None)
    opened.execute("CREATE TABLE later (what TEXT)")
    opened.execute("PRAGMA user_version = 999")
    opened.close()
    before = (tmp_path / NAME).read_bytes()
    with pytest.raises(UsageError, match="phiên bản mới hơn"), open_database(tmp_path):
        pass
    assert (tmp_path / NAME).read_bytes() == before
    assert [path.name for path in tmp_path.iterdir()] == [NAME]


def test_what_is_written_together_is_kept_together_or_not_at_all(tmp_path: Path) -> None:
    def fail_halfway(database: sqlite3.Connection) -> None:
        with writing(database, lasting=True):
            database.execute("INSERT INTO unit VALUES ('a', 'UBND xã An Bình')")
            raise KeyboardInterrupt

    with open_database(tmp_path) as opened:
        with pytest.raises(KeyboardInterrupt):
            fail_halfway(opened)
        assert opened.execute("SELECT COUNT(*) FROM unit").fetchone() == (0,)
        with writing(opened):
            opened.execute("INSERT INTO unit VALUES ('a', 'UBND xã An Bình')")
        assert opened.execute("SELECT COUNT(*) FROM unit").fetchone() == (1,)


OPEN = """
import sys
from pathlib import Path
from reconcile.store.database import open_database
with open_database(Path(sys.argv[1])) as opened:
    print(opened.execute("PRAGMA user_version").fetchone()[0])
"""


@pytest.mark.slow
def test_a_new_database_opened_by_many_programs_at_once_is_made_once(tmp_path: Path) -> None:
    for attempt in range(3):
        folder = tmp_path / str(attempt)
        folder.mkdir()
        started = [
            subprocess.Popen(
                [sys.executable, "-c", OPEN, str(folder)],
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                encoding="utf-8",
            )
            for _ in range(6)
        ]
        said = [process.communicate(timeout=HANGS) for process in started]
        assert said == [(f"{len(MIGRATIONS)}\n", "")] * 6


def test_ctrl_c_right_after_a_writing_began_stays_ctrl_c(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(database: sqlite3.Connection, sql: str) -> None:
        database.execute(sql)
        raise KeyboardInterrupt

    with open_database(tmp_path) as database:
        monkeypatch.setattr("reconcile.store.database._patiently", interrupted)
        with pytest.raises(KeyboardInterrupt), writing(database):
            pass
        monkeypatch.undo()
        assert not database.in_transaction


def test_a_page_over_a_database_that_cannot_be_read_says_so(tmp_path: Path) -> None:
    (tmp_path / NAME).write_bytes(b"no database" * 100)
    with pytest.raises(OutputError, match="decisions rebuild"):
        hold_open(tmp_path)
