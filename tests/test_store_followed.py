"""The log of answers, followed as it grows: nothing is missed, and nothing is there twice."""

from dataclasses import replace
from pathlib import Path

import pytest

from reconcile.errors import OutputError
from reconcile.model import Decision, Verdict, Where
from reconcile.store.database import NAME, open_database
from reconcile.store.decisions import history, record
from reconcile.store.followed_log import FollowedLog

SAID = Decision(
    unit="xa", verdict=Verdict.YES, upper="u1", lower="l1", upper_text="a", lower_text="b",
    when="2026-11-20T10:00:00", where=Where("x"),
)  # fmt: skip


def add(home: Path, *said: Decision) -> None:
    with open_database(home) as database:
        record(database, said)


def test_what_others_add_is_there_at_once_and_once(tmp_path: Path) -> None:
    log = FollowedLog(tmp_path)
    assert log.whole() == ()
    for at in range(3):
        add(tmp_path, replace(SAID, upper=f"u{at}"), replace(SAID, unit="khac", upper=f"u{at}"))
        with open_database(tmp_path) as database:
            assert log.whole() == history(database)
            assert log.of("xa") == history(database, "xa")
        assert len(log.of("xa")) == at + 1
    assert log.of("khong-co") == ()
    log.close()


def test_a_unit_that_goes_by_another_name_is_found_by_that(tmp_path: Path) -> None:
    log = FollowedLog(tmp_path)
    add(tmp_path, SAID)
    assert len(log.of("xa")) == 1
    with open_database(tmp_path) as database:
        database.execute("INSERT INTO unit_now (old, new) VALUES ('xa', 'xa-moi')")
    assert log.of("xa") == ()
    assert [each.unit for each in log.of("xa-moi")] == ["xa-moi"]
    log.close()


def test_another_database_in_the_place_of_the_first_is_read_from_its_beginning(
    tmp_path: Path,
) -> None:
    log, other = FollowedLog(tmp_path), tmp_path / "khac"
    other.mkdir()
    add(tmp_path, SAID)
    assert len(log.whole()) == 1
    add(other, replace(SAID, verdict=Verdict.NO), replace(SAID, upper="u2"))
    for old in tmp_path.glob(f"{NAME}*"):
        old.unlink()
    (other / NAME).replace(tmp_path / NAME)
    assert [each.verdict for each in log.whole()] == [Verdict.NO, Verdict.YES]
    log.close()


def test_a_database_that_cannot_be_read_is_told_of_as_to_everybody(tmp_path: Path) -> None:
    (tmp_path / NAME).write_bytes(b"day khong phai la co so du lieu" * 100)
    with pytest.raises(OutputError):
        FollowedLog(tmp_path).whole()
