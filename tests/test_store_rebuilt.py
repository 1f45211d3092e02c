"""The database made again: deleted, damaged or put back, no answer and no outcome is lost."""

import json
import os
import shutil
import sqlite3
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

import pytest

from damage import damage
from office import workbook
from reconcile.errors import OutputError
from reconcile.model import Verdict
from reconcile.run.answers.decisions import export_decisions, list_decisions
from reconcile.run.answers.rebuild_decisions import rebuild_decisions
from reconcile.run.folder import run_folder
from reconcile.run.open_folder import Asked
from reconcile.store.copied_database import faults
from reconcile.store.database import NAME, open_database
from reconcile.store.decisions import record
from reconcile.store.restored import in_time
from reconcile.vocabulary.answers import answer_mark
from reviewing import decision
from test_run_reviews import BOOK, LOWER, UNIT, UPPER, say
from typed import reconcile

pytestmark = pytest.mark.slow

GAP, DITCHES, RECORDS = "Rà soát hộ nghèo", "Nạo vét kênh mương", "Số hóa hồ sơ"
ASIDE = f"{NAME}.ban-*"


def ran(home: Path) -> None:
    run_folder(home, Asked(as_of=date(2026, 11, 20)))


def outcomes(home: Path) -> list[tuple[Any, ...]]:
    """What each task came to, and through whom."""
    result = json.loads((home / f"outputs/result/{UNIT}.json").read_text("utf-8"))
    above = [
        (t["text"], t["outcome"], t["decided_by"], t["evidence"], [x["lower"] for x in t["links"]])
        for t in result["upper"]["tasks"]
    ]
    return [*above, *((t["text"], t["outcome"]) for t in result["lower"]["tasks"])]


def standing(home: Path) -> list[tuple[str, str, str, str]]:
    """What stands in the log: verdict, upper text, note, when."""
    return [(d.verdict, d.upper_text, d.note, d.when) for d in list_decisions(home).decisions]


def put_back(home: Path) -> None:
    """Lay the database of yesterday in the place of today's."""
    shutil.copy(home / "hôm qua.db", home / NAME)
    for part in ("-wal", "-shm"):
        (home / f"{NAME}{part}").unlink(missing_ok=True)


def lines(home: Path) -> list[str]:
    return [d.verdict.value for d in list_decisions(home, whole=True).decisions]


@pytest.fixture(scope="module")
def answered(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A working folder in which people have answered, changed their minds and taken back."""
    home = tmp_path_factory.mktemp("việc")
    for part in ("inputs/upper", "inputs/lower"):
        (home / part).mkdir(parents=True)
    workbook(home / "inputs/upper/tinh.xlsx", UPPER)
    workbook(home / "inputs/lower/xa.xlsx", LOWER)
    ran(home)
    say(home / BOOK, GAP, task="Chưa cụ thể hóa", chú="đã hỏi xã")
    say(home / BOOK, DITCHES, task="Đã hoàn thành")
    ran(home)
    shutil.copy(home / NAME, home / "hôm qua.db")
    say(home / BOOK, GAP, task="Đã hoàn thành")
    say(home / BOOK, DITCHES, task="")
    say(home / BOOK, RECORDS, pair="Đúng một phần")
    ran(home)
    ran(home)
    return home


@pytest.fixture
def home(answered: Path, tmp_path: Path) -> Path:
    """A copy of it."""
    return Path(shutil.copytree(answered, tmp_path / "việc"))


def cut(data: bytes, random: Random) -> bytes:
    return data[: random.randrange(len(data))]


def strewn(data: bytes, random: Random) -> bytes:
    """Whole pages of noise, as a failing disk leaves them."""
    noisy = bytearray(data)
    for _ in range(4):
        at = random.randrange(1, len(data) // 4096) * 4096
        noisy[at : at + 4096] = random.randbytes(4096)
    return bytes(noisy)


def noisy(data: bytes, random: Random) -> bytes:
    return damage(data, random.randrange(1000))


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(4 if "RECONCILE_SOAK" in os.environ else 1))
@pytest.mark.parametrize("harm", [cut, strewn, noisy], ids=lambda f: f.__name__)
def test_after_a_damaged_database_was_made_again_every_task_comes_out_as_before(
    home: Path, harm: Callable[[bytes, Random], bytes], seed: int
) -> None:
    before, stood = outcomes(home), standing(home)
    data = harm((home / NAME).read_bytes(), Random(seed))  # noqa: S311  the same harm each time
    (home / NAME).write_bytes(data)
    rebuilt = rebuild_decisions(home)
    assert rebuilt.aside is not None
    assert rebuilt.aside.read_bytes() == data
    assert not faults(home / NAME)
    ran(home)
    assert outcomes(home) == before
    assert {line[:3] for line in standing(home)} >= {line[:3] for line in stood}


def test_a_deleted_database_is_made_again_from_the_workbooks_with_the_time_of_each_answer(
    home: Path,
) -> None:
    before, stood = outcomes(home), standing(home)
    (home / NAME).unlink()
    rebuilt = rebuild_decisions(home)
    assert (rebuilt.aside, rebuilt.kept, rebuilt.sources) == (None, 0, {BOOK: 3})
    assert standing(home) == stood
    ran(home)
    assert outcomes(home) == before
    assert standing(home) == stood


def test_an_older_database_that_was_put_back_gets_the_answers_given_since(home: Path) -> None:
    before, stood = outcomes(home), standing(home)
    put_back(home)
    rebuilt = rebuild_decisions(home)
    assert rebuilt.kept == 2
    assert rebuilt.sources == {BOOK: 3}
    assert [line[:3] for line in standing(home)] == [line[:3] for line in stood]
    ran(home)
    assert outcomes(home) == before


def test_an_answer_of_another_log_that_has_not_seen_what_stands_is_told_and_replaces_nothing(
    home: Path,
) -> None:
    for left in (NAME, f"{NAME}-wal", f"{NAME}-shm", BOOK):
        (home / left).unlink(missing_ok=True)
    ran(home)
    hers = Path(shutil.copy(home / BOOK, home / "outputs/review/bản của Lan.xlsx"))
    say(hers, GAP, task="Không thuộc trách nhiệm")
    ran(home)
    hers.unlink()
    put_back(home)
    rebuilt = rebuild_decisions(home)
    assert [said for said, text, *_ in standing(home) if GAP in text] == ["missed"]
    told = [each.message for each in rebuilt.findings if each.code == "contradicting-answers"]
    assert len(told) == 1
    assert "Chưa cụ thể hóa" in told[0]
    assert "Không thuộc trách nhiệm" in told[0]


def test_an_answer_is_not_put_in_silence_before_a_later_one_that_denies_it_unseen() -> None:
    early = decision(Verdict.MISSED, "u1", when="2026-11-20T08:00:00")
    later = decision(Verdict.DONE, "u1", when="2026-11-21T08:00:00")
    assert in_time([later], [early], heeding=True) == (later,)
    knew = replace(later, base=answer_mark(early))
    assert in_time([knew], [early], heeding=True) == (early, knew)


def test_a_whole_database_loses_no_line_when_it_is_made_again(home: Path) -> None:
    whole, stood, before = lines(home), standing(home), outcomes(home)
    rebuilt = rebuild_decisions(home)
    assert (rebuilt.kept, rebuilt.sources, rebuilt.damaged) == (len(whole), {}, False)
    assert (lines(home), standing(home)) == (whole, stood)
    assert run_folder(home, Asked(as_of=date(2026, 11, 20))).written == 0
    assert outcomes(home) == before


def test_what_an_exported_file_alone_still_has_takes_its_place_in_time(home: Path) -> None:
    stood = standing(home)
    export_decisions(home, home / "y-kien.csv")
    (home / NAME).unlink()
    (home / BOOK).unlink()
    rebuilt = rebuild_decisions(home, [home / "y-kien.csv"])
    assert rebuilt.sources == {"y-kien.csv": 2}
    assert standing(home) == stood
    shutil.copy(home / "hôm qua.db", home / NAME)
    rebuild_decisions(home, [home / "y-kien.csv"])
    assert set(stood) <= set(standing(home))


def test_what_an_exported_file_says_and_nobody_here_had_seen_is_told_and_replaces_nothing(
    home: Path,
) -> None:
    export_decisions(home, home / "y-kien.csv")
    (home / BOOK).unlink()
    put_back(home)
    gap = next(each for each in list_decisions(home).decisions if each.upper_text.startswith(GAP))
    other = replace(gap, verdict=Verdict.NOT_OURS, when="2099-01-01T08:00:00", base="", writing="")
    with open_database(home) as database:
        record(database, [other])
    rebuilt = rebuild_decisions(home, [home / "y-kien.csv"])
    assert [f.where.file for f in rebuilt.findings if f.code == "contradicting-answers"] == [
        "y-kien.csv"
    ]
    log = list_decisions(home, whole=True).decisions
    about = [each.verdict for each in log if each.subject == gap.subject]
    assert about == [Verdict.MISSED, Verdict.NOT_OURS]


def test_an_answer_typed_since_the_last_run_is_taken_in_too(home: Path) -> None:
    say(home / BOOK, DITCHES, task="Không thuộc trách nhiệm")
    (home / NAME).unlink()
    rebuild_decisions(home)
    assert "not-ours" in lines(home)


def test_a_workbook_that_cannot_be_read_is_named_and_the_rest_is_taken(home: Path) -> None:
    (home / "outputs/review/hỏng.xlsx").write_bytes(b"PK\x03\x04" + bytes(200))
    (home / NAME).unlink()
    rebuilt = rebuild_decisions(home)
    assert [each.where.file for each in rebuilt.findings] == ["outputs/review/hỏng.xlsx"]
    assert len(standing(home)) == 2


def test_a_database_that_a_run_has_open_is_not_made_again(home: Path) -> None:
    opened = sqlite3.connect(home / NAME)
    opened.execute("SELECT count(*) FROM decision").fetchone()
    before = lines(home)
    with pytest.raises(OutputError, match="một lần chạy khác"):
        rebuild_decisions(home)
    opened.close()
    assert list(home.glob(ASIDE)) == []
    assert lines(home) == before


def test_the_command_says_how_many_lines_were_kept_and_from_which_files(home: Path) -> None:
    shutil.copy(home / "hôm qua.db", home / NAME)
    done = reconcile("decisions", "rebuild", home)
    assert done.returncode == 0, done.stderr
    assert "nhật ký cũ: 2" in done.stdout
    assert f"{BOOK}: 3" in done.stdout
    (aside,) = home.glob(ASIDE)
    assert aside.name in done.stdout
