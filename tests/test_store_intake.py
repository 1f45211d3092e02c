"""Lines of a CSV of decisions: each is taken, known already, or told wrong at its cell."""

import sqlite3
import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from answers import AN_BINH, said
from reconcile.model import Decision, Verdict
from reconcile.store.database import open_database
from reconcile.store.decisions import current, history, name_units, record
from reconcile.store.decisions_csv import from_csv, to_csv
from reconcile.store.decisions_import import Imported, take_in
from reconcile.vocabulary.answers import known_with
from reconcile.vocabulary.units import make_unit

NOW = "2026-11-25T10:00:00"
PAIR = said(Verdict.NO, "u1", "l1")


@pytest.fixture
def database(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    with open_database(tmp_path) as opened:
        yield opened


def take(database: sqlite3.Connection, *decisions: Decision, **swap: str) -> Imported:
    """Take in a file of these decisions, some of its words swapped for others."""
    text = to_csv(decisions, {AN_BINH: "UBND xã An Bình"})
    for old, new in swap.items():
        text = text.replace(old.replace("_", " "), new)
    return take_in(database, from_csv(text, "y-kien.csv"), NOW)


WRONG = {
    "no answer of the list": ({"Không_phải": "sai bét"}, "unknown-answer", "Ý kiến"),
    "an answer on an upper task": ({"Không_phải": "Đã hoàn thành"}, "unknown-answer", "Ý kiến"),
    "an answer on a lower task": ({"Không_phải": "Trùng lặp"}, "unknown-answer", "Ý kiến"),
    "no task": ({"nv-u1;nv-l1": ";"}, "no-such-row", ""),
    "no day": ({"2026-11-20T08:00:00": "31/02/2026"}, "unreadable", "Thời điểm"),
    "a cell too many": ({"nv-u1": "nv-u1;"}, "unreadable", ""),
}


@pytest.mark.parametrize(("swap", "code", "column"), WRONG.values(), ids=WRONG)
def test_a_wrong_line_is_told_by_its_cell_and_the_others_wait(
    database: sqlite3.Connection, swap: dict[str, str], code: str, column: str
) -> None:
    other = said(Verdict.MISSED, "u9", when="2026-11-19T08:00:00")
    imported = take(database, other, PAIR, **swap)
    assert [(f.code, f.where.row, f.where.column) for f in imported.findings] == [(code, 3, column)]
    assert (imported.added, history(database)) == (0, ())


def test_two_answers_on_one_pair_are_contradicting_answers(database: sqlite3.Connection) -> None:
    imported = take(database, PAIR, replace(PAIR, verdict=Verdict.YES))
    (found,) = imported.findings
    assert (found.code, found.where.row, found.task) == ("contradicting-answers", 3, "u1")
    assert "y-kien.csv › dòng 2" in found.message
    assert history(database) == ()


def test_one_answer_twice_in_a_file_is_one_answer(database: sqlite3.Connection) -> None:
    imported = take(database, PAIR, replace(PAIR, person=""))
    assert (imported.added, imported.known) == (1, 1)


def test_two_people_who_say_the_same_in_one_file_are_both_in_the_log(
    database: sqlite3.Connection,
) -> None:
    take(database, PAIR, replace(PAIR, person="Người khác"))
    assert [each.person for each in history(database)] == [PAIR.person, "Người khác"]
    assert len(current(database)) == 1


NEWER = replace(PAIR, verdict=Verdict.YES, when="2026-11-24T08:00:00")


def test_an_answer_of_another_folder_outranks_the_one_that_its_author_knew(
    database: sqlite3.Connection,
) -> None:
    record(database, [PAIR])
    newer = replace(NEWER, base=known_with(PAIR))
    assert take(database, newer) == Imported(added=1, changed=1)
    assert current(database) == (newer,)


def test_an_answer_of_another_folder_replaces_none_that_its_author_never_saw(
    database: sqlite3.Connection,
) -> None:
    record(database, [PAIR])
    (found,) = take(database, NEWER).findings
    assert (found.code, "chưa biết" in found.message) == ("contradicting-answers", True)
    assert current(database) == (PAIR,)
    (edited,) = take(database, NEWER, **{";Đúng;": ";Đúng một phần;"}).findings
    assert edited.code == "contradicting-answers"


def test_an_export_of_before_that_names_no_known_answers_goes_by_time(
    database: sqlite3.Connection,
) -> None:
    record(database, [PAIR])
    assert take(database, NEWER, Mã_các_ý_kiến_đã_biết="") == Imported(added=1, changed=1)


def test_who_edits_an_export_knew_the_answer_in_it(database: sqlite3.Connection) -> None:
    record(database, [PAIR])
    assert take(database, PAIR, Không_phải="Đúng").added == 1
    (stands,) = current(database)
    assert (stands.verdict, stands.base) == (Verdict.YES, known_with(PAIR))


def test_an_answer_older_than_its_withdrawal_is_not_revived(database: sqlite3.Connection) -> None:
    withdrawn = replace(PAIR, verdict=Verdict.WITHDRAWN, when="2026-11-24T08:00:00")
    record(database, [PAIR, withdrawn])
    assert take(database, PAIR).added == 0
    other = replace(PAIR, when="2026-11-19T08:00:00")
    assert [f.code for f in take(database, other).findings] == ["contradicting-answers"]
    assert current(database) == ()


def test_a_line_edited_in_an_older_export_does_not_replace_what_its_author_had_not_seen(
    database: sqlite3.Connection,
) -> None:
    later = replace(PAIR, verdict=Verdict.YES, when="2026-11-24T08:00:00")
    record(database, [PAIR, later])
    edited = replace(PAIR, verdict=Verdict.PARTLY)
    (found,) = take(database, edited).findings
    assert (found.code, "Đúng" in found.message) == ("contradicting-answers", True)
    assert current(database) == (later,)
    assert take(database, later, **{";Đúng;": ";Đúng một phần;"}).added == 1


def test_an_answer_without_a_time_is_one_of_now(database: sqlite3.Connection) -> None:
    record(database, [PAIR])
    emptied = {"Không_phải": "Đúng", ";2026-11-20T08:00:00;": ";;"}
    assert take(database, PAIR, **emptied).added == 1
    (stands,) = current(database)
    assert (stands.verdict, stands.when, stands.where.row) == (Verdict.YES, NOW, 2)


def test_a_time_that_excel_rewrote_is_understood(database: sqlite3.Connection) -> None:
    assert take(database, PAIR, **{";2026-11-20T08:00:00;": ";20/11/2026 08:00;"}).added == 1
    assert current(database) == (PAIR,)


TEXTS = (
    "=1+1",
    "'=1",
    "''+x",
    "- gạch đầu dòng",
    "@ai",
    "01/02",
    "12/2026",
    "1e5",
    "'12",
    'có; dấu, và "nháy"',
    "hai\ndòng",
    "12 xã",
)


@pytest.mark.parametrize("text", TEXTS)
def test_every_text_comes_back_as_it_was(database: sqlite3.Connection, text: str) -> None:
    given = replace(PAIR, note=text, person=text, upper_text=text)
    assert take(database, given).added == 1
    assert current(database) == (given,)
    assert take(database, given) == Imported(known=1)


NAMED = {
    "with its diacritics": ("UBND xã Sơn Hạ", "ubnd-xã-sơn-hạ"),
    "in capitals, decomposed": (unicodedata.normalize("NFD", "UBND XÃ SƠN HẠ"), "ubnd-xã-sơn-hạ"),
    "without them, where one unit alone is meant": ("ubnd xa an binh", AN_BINH),
    "of a unit that is not known": ("UBND xã Tân Lập", "ubnd-xã-tân-lập"),
}


@pytest.mark.parametrize(("name", "unit"), NAMED.values(), ids=NAMED)
def test_a_line_without_an_id_is_the_units_that_its_name_means(
    database: sqlite3.Connection, name: str, unit: str
) -> None:
    imported = take_named(database, name)
    assert (imported.added, imported.findings) == (1, ())
    assert [each.unit for each in history(database)] == [unit]


def test_a_name_that_may_be_two_communes_is_asked_back(database: sqlite3.Connection) -> None:
    (found,) = take_named(database, "ubnd xa son ha").findings
    assert (found.code, found.where.column) == ("unit-unclear", "Đơn vị")
    assert "UBND xã Sơn Hà; UBND xã Sơn Hạ" in found.message
    assert history(database) == ()


def take_named(database: sqlite3.Connection, name: str) -> Imported:
    """Take in a line that names its unit so, and bears no id."""
    known = ("UBND xã An Bình", "UBND xã Sơn Hà", "UBND xã Sơn Hạ")
    name_units(database, map(make_unit, known))
    lines = from_csv(to_csv([PAIR], {AN_BINH: name}), "y-kien.csv")
    return take_in(database, [replace(x, cells={**x.cells, "unit_id": ""}) for x in lines], NOW)
