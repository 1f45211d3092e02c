"""``reconcile check``: what is wrong with the store of a folder is said, and nothing is changed."""

import json
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from answers import said
from office import workbook
from reconcile.model import Unit, Verdict
from reconcile.run.answers.decisions import list_decisions
from reconcile.run.checking.store import StoreCheck, check_store
from reconcile.store.database import NAME, open_database
from reconcile.store.decisions import name_units, record, withdraw
from reconcile.store.schema import MIGRATIONS
from test_run_reviews import BOOK, LOWER, UNIT, say
from test_store_rebuilt import DITCHES, GAP, answered, home, outcomes, ran
from typed import reconcile

__all__ = ["answered", "home"]

pytestmark = pytest.mark.slow

REPORT = f"outputs/{UNIT}/bao-cao.docx"
RESULT = f"outputs/result/{UNIT}.json"


def told(check: StoreCheck) -> list[tuple[str, str]]:
    return [(each.code, each.where.file) for each in check.findings]


def every_byte(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def only_the_log(home: Path, sql: str) -> None:
    """Change the database behind the program's back."""
    opened = sqlite3.connect(home / NAME)
    opened.execute("DROP TRIGGER IF EXISTS decision_is_never_removed")
    opened.execute(sql)
    opened.commit()
    opened.close()


def test_a_folder_after_a_run_is_sound(home: Path) -> None:
    check = check_store(home)
    assert told(check) == []
    assert (check.is_sound, check.standing, check.workbooks) == (True, 2, 1)


def test_a_new_folder_is_sound(tmp_path: Path) -> None:
    (tmp_path / "reconcile.toml").touch()
    assert check_store(tmp_path).is_sound
    assert [path.name for path in tmp_path.iterdir()] == ["reconcile.toml"]


def test_a_check_changes_no_byte_of_the_folder(home: Path) -> None:
    say(home / BOOK, DITCHES, task="Đã hoàn thành")
    (home / REPORT).write_bytes(b"sua")
    before = every_byte(home)
    check_store(home)
    assert every_byte(home) == before


def test_a_database_of_an_older_program_is_looked_at_and_left_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "reconcile.toml").touch()
    opened = sqlite3.connect(tmp_path / NAME, isolation_level=None)
    for script in MIGRATIONS[:3]:
        opened.executescript(script)
    opened.execute("PRAGMA user_version = 3")
    opened.close()
    before = every_byte(tmp_path)
    assert check_store(tmp_path).is_sound
    assert every_byte(tmp_path) == before


def cut(data: bytes) -> bytes:
    return data[:30_000]


def overwritten(data: bytes) -> bytes:
    return data[:100] + bytes(3996) + data[4096:]


def another_file(_: bytes) -> bytes:
    return "ghi chú của cơ quan".encode() * 500


@pytest.mark.parametrize("harm", [cut, overwritten, another_file], ids=lambda f: f.__name__)
def test_a_damaged_database_is_told_with_the_command_that_makes_it_again(
    home: Path, harm: Callable[[bytes], bytes]
) -> None:
    (home / NAME).write_bytes(harm((home / NAME).read_bytes()))
    before = every_byte(home)
    (found,) = check_store(home).findings
    assert (found.code, found.severity) == ("database-damaged", "error")
    assert "reconcile decisions rebuild" in found.fix
    assert every_byte(home) == before
    assert reconcile("check", home).returncode == 1


def test_a_line_of_the_log_that_nobody_can_understand_is_damage(home: Path) -> None:
    opened = sqlite3.connect(home / NAME)
    opened.execute("DROP TRIGGER decision_is_never_changed")
    opened.execute("UPDATE decision SET verdict = 'dfne' WHERE id = 1")
    opened.commit()
    opened.close()
    (found,) = check_store(home).findings
    assert found.code == "database-damaged"
    assert "1 dòng của nhật ký" in found.message
    told = reconcile("decisions", "list", "--all", home)
    assert (told.returncode, "decisions rebuild" in told.stderr) == (5, True)


def test_a_cell_of_the_log_that_is_no_text_any_more_is_damage(home: Path) -> None:
    opened = sqlite3.connect(home / NAME)
    opened.execute("DROP TRIGGER decision_is_never_changed")
    opened.execute("UPDATE decision SET person = CAST(X'c3c3c3' AS TEXT) WHERE id = 1")
    opened.commit()
    opened.close()
    assert [each.code for each in check_store(home).findings] == ["database-damaged"]
    assert reconcile("decisions", "rebuild", home).returncode == 0
    assert check_store(home).is_sound


def test_a_workbook_with_an_answer_that_no_run_has_read_is_named(home: Path) -> None:
    say(home / BOOK, DITCHES, task="Đã hoàn thành")
    (found,) = check_store(home).findings
    assert (found.code, found.where.file) == ("answers-not-taken-in", BOOK)
    assert found.message.endswith("chưa có trong nhật ký: 1")
    ran(home)
    assert check_store(home).is_sound


def test_a_workbook_that_cannot_be_read_is_named(home: Path) -> None:
    (home / "outputs/review/hỏng.xlsx").write_bytes(b"PK\x03\x04" + bytes(200))
    (home / "outputs/review/góp ý.docx").write_bytes(b"PK")
    assert told(check_store(home)) == [
        ("unread-answers", "outputs/review/góp ý.docx"),
        ("unreadable", "outputs/review/hỏng.xlsx"),
    ]


def test_an_older_database_that_was_put_back_is_told(home: Path) -> None:
    shutil.copy(home / "hôm qua.db", home / NAME)
    for part in ("-wal", "-shm"):
        (home / f"{NAME}{part}").unlink(missing_ok=True)
    check = check_store(home)
    found = {each.code for each in check.findings}
    assert {"database-behind", "answers-not-taken-in"} <= found
    assert not found & {"output-edited", "output-unrecorded"}
    reconcile("decisions", "rebuild", home)
    ran(home)
    # What the old database cannot know was not edited stays, with the new one beside it.
    assert {each.code for each in check_store(home).findings} <= {"output-edited", "output-gone"}


def test_outputs_without_any_database_are_told_and_made_sound_again(home: Path) -> None:
    (home / NAME).unlink()
    assert "database-behind" in {each.code for each in check_store(home).findings}
    reconcile("decisions", "rebuild", home)
    before = outcomes(home)
    ran(home)
    assert outcomes(home) == before
    assert {each.code for each in check_store(home).findings} <= {"output-edited"}


def test_an_outcome_that_no_line_of_the_log_supports_is_told(home: Path) -> None:
    only_the_log(home, "DELETE FROM decision WHERE verdict = 'done' AND upper_text LIKE 'Rà soát%'")
    (found,) = check_store(home).findings
    assert (found.code, GAP in found.message) == ("answer-not-used", True)
    only_the_log(home, "DELETE FROM decision WHERE upper_text LIKE 'Rà soát%'")
    (found,) = check_store(home).findings
    assert (found.code, GAP in found.message) == ("outcome-without-answer", True)
    assert reconcile("decisions", "rebuild", home).returncode == 0
    assert check_store(home).is_sound


def test_an_answer_that_the_outcomes_do_not_follow_yet_is_told_until_the_next_run(
    home: Path,
) -> None:
    stands = next(d for d in list_decisions(home).decisions if d.verdict is Verdict.DONE)
    with open_database(home) as database:
        record(database, [withdraw(stands, when="2026-11-28T08:00:00", where=stands.where)])
    (found,) = [f for f in check_store(home).findings if f.code == "outcome-without-answer"]
    assert (found.where.file, GAP in found.message) == (RESULT, True)
    with open_database(home) as database:
        record(database, [stands])
    assert check_store(home).is_sound
    given = next(t for t in json.loads((home / RESULT).read_text("utf-8"))["lower"]["tasks"][1:])
    own = said(Verdict.OWN, "", given["id"], unit=stands.unit)
    with open_database(home) as database:
        record(database, [own])
    assert [f.code for f in check_store(home).findings] == (
        [] if given["outcome"] == "own" else ["answer-not-used"]
    )


def test_answers_without_a_unit_or_a_task_are_told(home: Path) -> None:
    unit = list_decisions(home).decisions[0].unit
    with open_database(home) as database:
        name_units(database, [Unit("xã-cũ", "UBND xã Cũ")])
        record(
            database,
            [
                said(Verdict.MISSED, "u9", unit="xã-cũ"),
                said(Verdict.MISSED, "không còn nhiệm vụ này", unit=unit),
            ],
        )
    found = {each.code: each for each in check_store(home).findings}
    assert set(found) == {"answers-without-unit", "stale-decision"}
    assert "UBND xã Cũ" in found["answers-without-unit"].message


def test_an_edited_a_strange_and_a_lost_output_are_told_and_those_laid_aside_are_not(
    home: Path,
) -> None:
    (home / REPORT).write_bytes(b"sua tay")
    (home / "outputs/cu").mkdir(exist_ok=True)
    (home / "outputs/cu/bất kỳ.docx").write_bytes(b"")
    (home / f"outputs/{UNIT}/bao-cao - Copy.docx").write_bytes(b"")
    (home / "outputs/tong-hop.xlsx").unlink()
    assert told(check_store(home)) == [
        ("output-unrecorded", f"outputs/{UNIT}/bao-cao - Copy.docx"),
        ("output-edited", REPORT),
        ("output-gone", "outputs/tong-hop.xlsx"),
    ]


def test_an_output_that_only_went_asks_for_nobody(home: Path) -> None:
    (home / "outputs/tong-hop.xlsx").unlink()
    assert check_store(home).is_sound


def test_the_command_says_that_all_is_well_or_what_is_not(home: Path) -> None:
    done = reconcile("check", home)
    assert (done.returncode, done.stderr) == (0, "")
    assert "Không có sai lệch." in done.stdout
    say(home / BOOK, DITCHES, task="Đã hoàn thành")
    done = reconcile("check", home)
    assert done.returncode == 1
    assert "Cảnh báo: outputs/review" in done.stdout
    assert "→ lưu và đóng tệp" in done.stdout
    data = json.loads(reconcile("check", home, "--json").stdout)
    assert (data["sound"], data["findings"][0]["code"]) == (False, "answers-not-taken-in")


def test_a_folder_that_is_none_of_ours_is_refused(tmp_path: Path) -> None:
    assert reconcile("check", tmp_path).returncode == 2


def test_a_unit_that_left_the_inputs_is_told_with_its_answers(home: Path) -> None:
    (home / "inputs/lower/xa.xlsx").unlink()
    workbook(home / "inputs/lower/khac.xlsx", LOWER.replace("AN BÌNH", "VĨNH HẠ"))
    ran(home)
    assert "answers-without-unit" in {each.code for each in check_store(home).findings}
