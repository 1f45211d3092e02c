"""What the bookkeeper of the cycle expects when the database is lost and workbooks are laid over.

An answer may vanish from the log and from the workbooks by people's own hands alone.
"""

from random import Random

import pytest

from cycle.bookkeeper import Bookkeeper, by_key
from cycle.invented import WAYS, WORK, Item, complied, upper_item
from cycle.lines import LogLine, plain
from cycle.memory import Filed, Memory
from cycle.paper import Sitting
from cycle.script import (
    DisagreementError,
    Script,
    brings_back,
    restores,
    runs,
    saves_apart,
    tidies,
)

YES = "Đúng"


def chance() -> Random:
    """Each time the same."""
    return Random("always the same")  # noqa: S311 - no secret


def answered() -> tuple[Script, dict[str, Filed]]:
    """A person has answered a pair in a workbook, and a run has taken the answer in.

    Returns:
        The folder, and copies of its workbooks of before.

    """
    random = chance()
    upper = [upper_item(random, each) for each in WORK[:4]]
    rows: list[Item] = [row for each in upper for row in complied(random, each, WAYS[0])]
    script = Script(Memory(upper, rows, neighbour=""))
    runs(script, chance())
    before = dict(script.office.books)
    opened(script, next(iter(before.values())))
    sitting = script.sitting
    assert sitting is not None
    key = next(key for key, column in sorted(sitting.paper.about) if column == "pair")
    sitting.type("pairs", key, "pair", YES)
    saved(script)
    runs(script, chance())
    assert stands(script)
    return script, before


def opened(script: Script, filed: Filed) -> None:
    """A person opens a workbook."""
    script.sitting = Sitting(filed.paper.copy())


def saved(script: Script) -> str:
    """She saves it under another name, by chance over one that lies there."""
    return saves_apart(script, chance())


def stands(script: Script) -> list[LogLine]:
    """The answers of the log."""
    return [line for line in script.lines() if line.said == YES]


def loses_the_database(script: Script) -> None:
    """No backup was made."""
    assert restores(script, chance()) == "nothing left"


def leaves_alone(script: Script, filed: Filed) -> None:
    """Of the workbooks of the folder this one is left; a person has removed the others."""
    kept = next(name for name, each in script.office.books.items() if each is filed)
    for name in sorted(script.office.books):
        if name != kept:
            del script.office.books[name]


def the_answered(script: Script) -> Filed:
    """The workbook that was answered in."""
    return next(each for each in script.office.books.values() if each.paper.claims())


def test_an_answer_in_a_workbook_comes_back_when_the_database_is_lost() -> None:
    script, _ = answered()
    leaves_alone(script, the_answered(script))
    loses_the_database(script)
    runs(script, chance())
    assert stands(script)


def test_a_person_who_saves_over_the_only_workbook_with_an_answer_loses_it_herself() -> None:
    script, before = answered()
    leaves_alone(script, the_answered(script))
    loses_the_database(script)
    opened(script, next(iter(before.values())))
    assert saved(script) in script.office.books
    runs(script, chance())
    assert not stands(script)


def test_a_person_who_removes_the_only_workbook_with_an_answer_loses_it_herself() -> None:
    script, _ = answered()
    leaves_alone(script, the_answered(script))
    loses_the_database(script)
    assert tidies(script, chance())
    runs(script, chance())
    assert not stands(script)


def test_an_answer_is_expected_again_where_a_copy_of_its_workbook_is_laid_back() -> None:
    script, before = answered()
    copy = the_answered(script)
    leaves_alone(script, copy)
    loses_the_database(script)
    opened(script, next(iter(before.values())))
    name = saved(script)
    assert script.books.excused
    script.desk = [(name, copy)]
    assert brings_back(script, chance())
    assert not script.books.excused
    runs(script, chance())
    assert stands(script)


def test_an_answer_that_is_gone_by_no_hand_of_a_person_is_a_disagreement() -> None:
    script, before = answered()
    leaves_alone(script, the_answered(script))
    loses_the_database(script)
    # As a program would that writes its workbook over that of a person.
    script.office.books = dict(before)
    with pytest.raises(DisagreementError, match="vanished"):
        runs(script, chance())


def test_an_answer_that_the_log_has_stands_whatever_is_laid_over_its_workbook() -> None:
    script, before = answered()
    leaves_alone(script, the_answered(script))
    opened(script, next(iter(before.values())))
    saved(script)
    assert not script.books.excused
    runs(script, chance())
    assert stands(script)


def test_a_task_is_known_by_the_key_that_it_has_under_each_name_of_its_unit() -> None:
    script, _ = answered()
    paper = the_answered(script).paper
    text = next(iter(sorted(paper.written.lowers)))
    named = by_key(paper, [*script.names, "UBND xã Tân An"])
    keys = [key for key, found in named.items() if found == plain(text)]
    assert {key for key, each in paper.written.texts.items() if each == text} < set(keys)
    script.office.names.append("UBND xã Tân An")
    script.office.restore(None)
    script.office.books.clear()
    script.office.run()
    (now,) = script.office.books.values()
    assert {key for key, each in now.paper.written.texts.items() if each == text} < set(keys)


def test_a_database_in_which_the_later_of_two_communes_answers_stands_is_wrong() -> None:
    task = ("Rà soát hộ nghèo", "")
    first = LogLine(task, "Đã hoàn thành", "", "", "2026-11-20T08:00:00")
    later = LogLine(task, "Chưa cụ thể hóa", "", "", "2026-11-20T09:00:00")
    log, apart = [first, later], [[later], [first]]
    (wrong,) = Bookkeeper().check_rebuilt(log, log, {}, apart)
    assert "another had said otherwise before" in wrong
    assert list(Bookkeeper().check_rebuilt(log, [*log, first], {}, apart)) == []


def test_who_was_shown_the_other_communes_answer_is_followed_and_nothing_is_told() -> None:
    task = ("Rà soát hộ nghèo", "")
    theirs = LogLine(task, "Đã hoàn thành", "", "", "2026-11-20T08:00:00")
    ours = LogLine(task, "Chưa cụ thể hóa", "", "", "2026-11-20T09:00:00")
    then = LogLine(task, "Không thuộc trách nhiệm", "", "", "2026-11-20T10:00:00")
    books = Bookkeeper()
    books.authors.hear(then, [ours, theirs], frozenset(), "UBND xã An Bình")
    log, apart = [theirs, ours, then], [[theirs], [ours, then]]
    assert list(books.check_rebuilt(log, log, {}, apart)) == []
    wrong, *_ = books.check_rebuilt(log, [*log, theirs], {}, apart)
    assert "somebody saw it and said otherwise since" in wrong
    assert books.untold == []
