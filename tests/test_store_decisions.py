"""What people decided is only ever added to, and never asked or told twice."""

import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from answers import AN_BINH, VINH_HA, said
from effort import HANGS
from reconcile.model import Decision, Origin, Unit, Verdict, Where
from reconcile.store.database import open_database
from reconcile.store.decisions import all_units, current, history, name_units, record, withdraw
from reconcile.store.judged_wordings import judged_wordings

YES, NO, PARTLY, MISSED = Verdict.YES, Verdict.NO, Verdict.PARTLY, Verdict.MISSED


@pytest.fixture
def database(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    with open_database(tmp_path) as opened:
        yield opened


def taken_back(decision: Decision) -> Decision:
    return withdraw(decision, when="2026-11-21T09:00:00", person="Cán bộ", where=Where("trang web"))


def test_an_answer_comes_back_as_it_was_given(database: sqlite3.Connection) -> None:
    given = [
        said(YES, lower="l1", note="đã họp"),
        said(MISSED, "u2"),
        said(Verdict.OTHER_DOCUMENT, "u3", document="12/KH-UBND"),
        said(Verdict.OWN, "", "l9"),
    ]
    assert record(database, given) == 4
    assert set(current(database, AN_BINH)) == set(given)
    assert history(database) == tuple(given)


def test_the_latest_answer_stands_and_the_earlier_one_stays_in_the_log(
    database: sqlite3.Connection,
) -> None:
    first, second = said(YES, lower="l1"), said(NO, lower="l1", when="2026-11-21T08:00:00")
    assert record(database, [first]) == 1
    assert record(database, [second]) == 1
    assert current(database, AN_BINH) == (second,)
    assert history(database, AN_BINH) == (first, second)


REPEATED = {
    "the same answer": said(YES, lower="l1", note="đã họp"),
    "by nobody named": said(YES, lower="l1", note="đã họp", person=""),
    "at another time": said(YES, lower="l1", note="đã họp", when="2027-01-01T00:00:00"),
    "its note spaced otherwise": said(YES, lower="l1", note=" đã  họp "),
}


@pytest.mark.parametrize("again", REPEATED.values(), ids=REPEATED)
def test_the_same_answer_again_adds_nothing(database: sqlite3.Connection, again: Decision) -> None:
    record(database, [said(YES, lower="l1", note="đã họp")])
    assert record(database, [again, again]) == 0
    assert len(history(database)) == 1


OTHERS = {
    "another verdict": said(PARTLY, lower="l1"),
    "another note": said(YES, lower="l1", note="xem lại"),
    "the same by another person": said(YES, lower="l1", person="Người khác"),
    "another lower task": said(YES, lower="l2"),
    "the upper task alone": said(MISSED),
    "another unit": said(YES, lower="l1", unit=VINH_HA),
}


@pytest.mark.parametrize("other", OTHERS.values(), ids=OTHERS)
def test_an_answer_that_says_something_else_is_added(
    database: sqlite3.Connection, other: Decision
) -> None:
    record(database, [said(YES, lower="l1")])
    assert record(database, [other]) == 1


def test_an_answer_taken_back_stands_no_more_and_can_be_given_again(
    database: sqlite3.Connection,
) -> None:
    answer = said(YES, lower="l1")
    assert record(database, [taken_back(answer)]) == 0
    record(database, [answer])
    assert record(database, [taken_back(answer), taken_back(answer)]) == 1
    assert current(database, AN_BINH) == ()
    assert record(database, [answer]) == 1
    assert current(database, AN_BINH) == (answer,)
    assert [each.verdict for each in history(database)] == [YES, Verdict.WITHDRAWN, YES]


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE decision SET verdict = 'no'",
        "DELETE FROM decision",
        "INSERT OR REPLACE INTO decision SELECT * FROM decision",
        "REPLACE INTO decision SELECT * FROM decision",
    ],
)
def test_nothing_can_change_or_remove_a_line_of_the_log(
    database: sqlite3.Connection, statement: str
) -> None:
    given = said(YES, lower="l1")
    record(database, [given])
    with pytest.raises(sqlite3.IntegrityError, match="only ever added"):
        database.execute(statement)
    assert history(database) == (given,)


def test_answers_that_fail_halfway_are_all_left_out(database: sqlite3.Connection) -> None:
    def halfway() -> Iterator[Decision]:
        yield said(YES, lower="l1")
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        record(database, halfway())
    assert history(database) == ()


def test_answers_of_all_units_come_in_the_order_of_unit_and_tasks(
    database: sqlite3.Connection,
) -> None:
    given = [said(YES, "u2", "l1", unit=VINH_HA), said(NO, "u1", "l2"), said(NO, "u1", "l1")]
    record(database, given)
    assert [each.subject for each in current(database)] == sorted(d.subject for d in given)
    assert {each.unit for each in current(database, VINH_HA)} == {VINH_HA}


def test_units_go_by_their_official_names_once_those_are_known(
    database: sqlite3.Connection,
) -> None:
    record(database, [said(YES, lower="l1"), said(YES, lower="l1", unit=VINH_HA)])
    name_units(database, [Unit(AN_BINH, "UBND xã An Bình"), Unit("khac", "UBND xã Khác")])
    assert all_units(database) == {
        "khac": "UBND xã Khác",
        AN_BINH: "UBND xã An Bình",
        VINH_HA: VINH_HA,
    }


def test_wordings_judged_in_one_commune_are_known_for_all_with_where_that_was(
    database: sqlite3.Connection,
) -> None:
    name_units(database, [Unit(AN_BINH, "UBND xã An Bình"), Unit(VINH_HA, "UBND xã Vĩnh Hạ")])
    withdrawn = said(YES, "u1", "l3")
    record(
        database,
        [
            said(YES, "u1", "l1"),
            said(PARTLY, "u1", "l1 ", unit=VINH_HA, when="2026-11-19T10:00:00"),
            said(NO, "u1", "l2"),
            said(YES, "u2", "l2"),
            said(MISSED, "u3"),
            withdrawn,
            taken_back(withdrawn),
        ],
    )
    known = judged_wordings(database)
    first = "Nhiệm vụ của xã l1"
    assert known.confirmed == {"u1": (first,), "u2": ("Nhiệm vụ của xã l2",)}
    assert known.rejected == {"u1": ("Nhiệm vụ của xã l2",)}
    assert known.origins["u1"][first] == (
        Origin("2026-11-19T10:00:00", "UBND xã Vĩnh Hạ"),
        Origin("2026-11-20T08:00:00", "UBND xã An Bình"),
    )


ANSWER = """
import sys
from pathlib import Path
sys.path.insert(0, sys.argv[1])
from answers import said
from reconcile.model import Verdict
from reconcile.store.database import open_database
from reconcile.store.decisions import record
folder, who, count = Path(sys.argv[2]), sys.argv[3], int(sys.argv[4])
added = 0
for number in range(count):
    with open_database(folder) as database:
        shared = said(Verdict.YES, f"shared{number}", "l1")
        own = said(Verdict.NO, f"{who}{number}", "l1", person=who)
        added += record(database, [shared, own])
print(added)
"""


def test_two_runs_and_a_writer_at_once_lose_nothing_and_double_nothing(tmp_path: Path) -> None:
    count, people = 60, ("a", "b", "c")
    here = str(Path(__file__).parent)
    started = [
        subprocess.Popen(
            [sys.executable, "-c", ANSWER, here, str(tmp_path), who, str(count)],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
        )
        for who in people
    ]
    said_by = [process.communicate(timeout=HANGS) for process in started]
    assert [errors for _, errors in said_by] == [""] * 3
    with open_database(tmp_path) as database:
        subjects = [each.subject for each in history(database)]
    expected = {f"{who}{n}" for who in (*people, "shared") for n in range(count)}
    assert sorted(upper for _, upper, *_ in subjects) == sorted(expected)
    assert sum(int(out) for out, _ in said_by) == len(expected)
