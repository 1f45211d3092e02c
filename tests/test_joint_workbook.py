"""One workbook to decide in: the doubtful pairs of all units, answered once, taken in as ever."""

import json
import os
import shutil
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl.comments import Comment

from kept import kept
from office import workbook
from reconcile.cli.show import show_run
from reconcile.review import Review, read_reviews
from reconcile.run.answers.decisions import list_decisions
from reconcile.run.answers.rebuild_decisions import rebuild_decisions
from reconcile.run.checking.store import check_store
from reconcile.run.folder import RunReport, run_folder
from reconcile.run.open_folder import Asked
from reconcile.vocabulary.terms import term
from reviewing import KEY, NOTE, PAIR, PAIRS, PERSON, TASK, Desk

pytestmark = pytest.mark.slow
SOAK = pytest.mark.skipif("RECONCILE_SOAK" not in os.environ, reason="`make soak` runs it")
"""What the model of the cycle tries as well, if less plainly."""

UPPER = """
| UBND TỈNH HÀ SƠN |
| STT | Nội dung nhiệm vụ | Thời hạn | Chủ trì |
| 1 | Rà soát hộ nghèo, hộ cận nghèo cuối năm | 30/11/2026 | UBND cấp xã |
| 2 | Nạo vét kênh mương nội đồng trước vụ xuân | 30/12/2026 | UBND cấp xã |
"""
LOWER = """
| UBND XÃ {name} |
| STT | Nội dung nhiệm vụ | Thời hạn | Chủ trì |
| 1 | {said} | 20/12/2026 | Phòng Kinh tế |
| 2 | Tổ chức hội khỏe Phù Đổng cấp xã | 20/12/2026 | Phòng Văn hóa - Xã hội |
"""
DITCHES = "Dọn cỏ, khơi thông các tuyến mương ra đồng"
OTHERWISE = "Dọn cỏ, khơi thông mọi tuyến mương ra đồng"
SAID = {"An Bình": DITCHES, "Bình Hòa": DITCHES, "Cẩm Sơn": DITCHES.upper(), "Đông Hà": OTHERWISE}
BOOK = "outputs/review/tat-ca.xlsx"
ASKED, APPLIED = term("review_sheet", "joint"), term("review_sheet", "applied")
EVERYWHERE = term("review_column", "everywhere")
UNIT = term("review_column", "unit")


def begun(home: Path, communes: dict[str, str]) -> Path:
    """A folder of communes that word one task in a way that leaves doubt, after its first run."""

    def make(folder: Path) -> None:
        for part in ("inputs/upper", "inputs/lower"):
            (folder / part).mkdir(parents=True)
        (folder / "reconcile.toml").write_text("[documents]\nkinds = []\n", "utf-8")
        workbook(folder / "inputs/upper/tinh.xlsx", UPPER)
        for name, said in communes.items():
            drawing = LOWER.format(name=name.upper(), said=said)
            workbook(folder / f"inputs/lower/{name}.xlsx", drawing)
        ran(folder)

    return kept(home, ("joint", *communes.items()), make)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return begun(tmp_path, SAID)


def ran(home: Path) -> RunReport:
    return run_folder(home, Asked(as_of=date(2026, 11, 20), jobs=1))


def keys(desk: Desk) -> dict[str, str]:
    """The first row of each commune that asks about a pair: name → its key."""
    at, whose = desk.column(KEY) - 1, desk.column(UNIT) - 1
    found: dict[str, str] = {}
    for row in desk.rows():
        if row[at] and "|@" not in row[at]:
            found.setdefault(row[whose].removeprefix("UBND xã "), row[at])
    return found


def say(home: Path, name: str, sheet: str = ASKED, **said: str) -> None:
    """Type into the row of a commune in the workbook of all."""
    titles = {"pair": PAIR, "task": TASK, "mark": EVERYWHERE, "note": NOTE, "person": PERSON}
    titles["other"] = term("review_column", "other")
    desk = Desk(home / BOOK, sheet)
    desk.write(keys(desk)[name], {titles[key]: text or None for key, text in said.items()}).save()


def say_alone(home: Path, name: str, **said: str) -> None:
    """Type into the row of a commune in its own workbook."""
    desk = Desk(home / f"outputs/review/UBND xã {name}.xlsx", PAIRS)
    at = desk.column(KEY) - 1
    key = next(row[at] for row in desk.rows() if row[at] and DITCHES[8:18] in str(row).lower())
    desk.write(key, {{"pair": PAIR, "task": TASK}[k]: v or None for k, v in said.items()}).save()


def standing(home: Path) -> dict[str, tuple[str, str, str]]:
    """What stands in the log: commune → answer, who, note."""
    listed = list_decisions(home)
    return {
        listed.names[each.unit].removeprefix("UBND xã "): (each.verdict, each.person, each.note)
        for each in listed.decisions
    }


def result(home: Path, name: str) -> Any:
    return json.loads((home / f"outputs/result/UBND xã {name}.json").read_text("utf-8"))


def test_the_same_doubt_of_all_communes_stands_together(home: Path) -> None:
    desk = Desk(home / BOOK, ASKED)
    whose, lower = desk.column(UNIT) - 1, desk.column("Nhiệm vụ của đơn vị") - 1
    rows = [(row[whose].removeprefix("UBND xã "), str(row[lower]).lower()) for row in desk.rows()]
    assert [name for name, text in rows if DITCHES.lower() in text] == [*SAID][:3]
    assert [name for name, _ in rows].index("Đông Hà") in (0, 3)
    assert ran(home).written == 0


def test_one_commune_alone_needs_no_second_workbook(tmp_path: Path) -> None:
    home = begun(tmp_path, {"An Bình": DITCHES})
    assert not (home / BOOK).exists()


def test_an_answer_counts_as_if_given_in_the_workbook_of_its_commune(home: Path) -> None:
    say(home, "Bình Hòa", pair="Đúng", person="Bà Tư", note="đã gọi điện")
    ran(home)
    assert standing(home) == {"Bình Hòa": ("yes", "Bà Tư", "đã gọi điện")}
    own = Desk(home / "outputs/review/UBND xã Bình Hòa.xlsx", PAIRS)
    assert [row for row in own.rows() if "Bà Tư" in row and "Đúng" in row]
    assert ran(home).written == 0


@pytest.mark.parametrize(
    ("typed", "counts"),
    [("UBND xã An Bình", {}), ("UBND xã Đông Hà", {"Đông Hà": "yes"}), ("", {"Đông Hà": "yes"})],
)
def test_another_commune_typed_over_a_row_is_told_and_gets_no_answer_of_it(
    home: Path, typed: str, counts: dict[str, str]
) -> None:
    desk = Desk(home / BOOK, ASKED)
    desk.write(keys(desk)["Đông Hà"], {UNIT: typed or None, PAIR: "Đúng"}).save()
    done = ran(home)
    assert {name: said[0] for name, said in standing(home).items()} == counts
    told = [each.code for each in done.findings if each.where.file == BOOK]
    assert ("no-such-row" in told) == (not counts)


@pytest.mark.soak
@SOAK
def test_two_answers_in_two_workbooks_are_both_told_and_neither_is_chosen(home: Path) -> None:
    say(home, "Bình Hòa", pair="Đúng")
    say_alone(home, "Bình Hòa", pair="Không phải")
    ran(home)
    assert standing(home) == {}
    told = [f for f in result(home, "Bình Hòa")["findings"] if f["code"] == "contradicting-answers"]
    assert len(told) == 1
    assert "tat-ca" in f"{told[0]['file']} {told[0]['message']}"
    assert (home / BOOK.replace(".xlsx", " (bản mới).xlsx")).exists()


@pytest.mark.soak
@SOAK
def test_who_sorts_what_she_sees_answers_about_what_she_reads(home: Path) -> None:
    desk = Desk(home / BOOK, ASKED)
    at, whose = desk.column(KEY) - 1, desk.column(UNIT) - 1
    rows = desk.rows()
    left = [row[at] for row in rows]
    rows.sort(key=lambda row: str(row[whose]), reverse=True)
    rows = [[*row[:at], key, *row[at + 1 :]] for row, key in zip(rows, left, strict=True)]
    answered = next(row for row in rows if row[whose].endswith("Cẩm Sơn") and DITCHES.upper() in
                    str(row[desk.column("Nhiệm vụ của đơn vị") - 1]))  # fmt: skip
    answered[desk.column(PAIR) - 1] = "Đúng một phần"
    desk.put(rows).save(home / "outputs/review/bản của Lan.xlsx")
    ran(home)
    assert {name: said[0] for name, said in standing(home).items()} == {"Cẩm Sơn": "partly"}


@pytest.mark.soak
@SOAK
def test_a_mark_that_still_lies_about_does_not_give_again_what_was_taken_back(home: Path) -> None:
    say(home, "An Bình", pair="Đúng", mark="Áp dụng")
    shutil.copy(home / BOOK, home / "outputs/review/bản gửi lại.xlsx")
    ran(home)
    say(home, "Bình Hòa", APPLIED, pair="")
    ran(home)
    assert set(standing(home)) == {"An Bình", "Cẩm Sơn"}


def test_a_mark_never_touches_a_row_that_somebody_has_settled_or_answers_now(home: Path) -> None:
    say_alone(home, "Bình Hòa", task="Đã hoàn thành")
    say(home, "Cẩm Sơn", pair="Không phải")
    say(home, "An Bình", pair="Đúng", mark="Áp dụng")
    ran(home)
    said = {name: answer[0] for name, answer in standing(home).items()}
    assert said == {"An Bình": "yes", "Bình Hòa": "done", "Cẩm Sơn": "no"}


def test_a_mark_gives_the_answer_beside_it_whatever_the_cell_for_another_row_says(
    home: Path,
) -> None:
    # Row 3 of the commune's file is the one that the pair is about.
    say(home, "An Bình", pair="Đúng một phần", other="dòng 3", mark="Áp dụng")
    found = read(home)
    assert [each.decision.verdict for each in found["bình-hòa"].everywhere] == ["partly"]
    assert "unread-answers" not in [f.code for f in found["an-bình"].findings]


@pytest.mark.soak
@SOAK
def test_a_lost_database_is_made_again_from_the_workbook_of_all(home: Path) -> None:
    say(home, "An Bình", pair="Đúng", mark="Áp dụng", person="Bà Tư")
    ran(home)
    before = standing(home)
    for name in SAID:
        (home / f"outputs/review/UBND xã {name}.xlsx").unlink()
    for path in home.glob("reconcile.db*"):
        path.unlink()
    rebuild_decisions(home)
    assert sorted(standing(home).values()) == sorted(before.values())


def test_a_marked_answer_counts_for_every_commune_of_the_same_content_and_is_listed(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    say(home, "An Bình", pair="Đúng", mark="x", person="Bà Tư")
    waiting = [f for f in check_store(home).findings if f.code == "answers-not-taken-in"]
    assert [(f.where.file, "3" in f.message) for f in waiting] == [(BOOK, True)]
    report = ran(home)
    origin = "Theo ý kiến về UBND xã An Bình"
    assert standing(home) == {
        "An Bình": ("yes", "Bà Tư", ""),
        "Bình Hòa": ("yes", "Bà Tư", origin),
        "Cẩm Sơn": ("yes", "Bà Tư", origin),
    }
    assert result(home, "Bình Hòa")["answers"]["everywhere"] == 1
    show_run(report, home)
    told = term("answer_account", "everywhere").format(count=2, whose="")
    assert told in " ".join(capsys.readouterr().out.split())
    assert set(keys(Desk(home / BOOK, APPLIED))) == {"Bình Hòa", "Cẩm Sơn"}
    say(home, "Bình Hòa", APPLIED, pair="")
    ran(home)
    assert set(standing(home)) == {"An Bình", "Cẩm Sơn"}
    assert set(keys(Desk(home / BOOK, APPLIED))) == {"Cẩm Sơn"}
    assert ran(home).written == 0


def read(home: Path) -> dict[str, Review]:
    """What the workbook of all says of each commune."""
    reviews = read_reviews((home / BOOK).read_bytes(), file=BOOK)
    return {each.unit.removeprefix("ubnd-xã-"): each for each in reviews}


def test_two_marks_that_differ_on_one_content_give_nobody_an_answer(home: Path) -> None:
    say(home, "An Bình", pair="Đúng", mark="Áp dụng")
    say(home, "Bình Hòa", pair="Không phải", mark="Áp dụng")
    found = read(home)
    assert not any(each.everywhere for each in found.values())
    assert [f.code for f in found["cẩm-sơn"].findings] == ["contradicting-answers"]


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"mark": "Áp dụng"}, "unread-answers"),
        ({"task": "Đã hoàn thành", "mark": "Áp dụng"}, "unread-answers"),
        ({"pair": "Đúng", "mark": "mọi nơi"}, "unknown-answer"),
    ],
)
def test_a_mark_that_cannot_be_followed_is_told(
    home: Path, said: dict[str, str], code: str
) -> None:
    say(home, "An Bình", **said)
    found = read(home)
    assert [f.code for f in found["an-bình"].findings] == [code]
    assert not any(each.everywhere for each in found.values())


def test_a_comment_on_a_row_of_a_commune_is_told_as_that_communes(home: Path) -> None:
    desk = Desk(home / BOOK, ASKED)
    desk.cell(keys(desk)["An Bình"], PAIR).comment = Comment("Đã hoàn thành nhé", "Lan")
    desk.save()
    found = {unit: review for unit, review in read(home).items() if review.findings}
    assert set(found) == {"an-bình"}
    (told,) = found["an-bình"].findings
    assert (told.code, told.where.column) == ("unread-answers", PAIR)
    assert "“Đã hoàn thành nhé”" in told.message
    assert not found["an-bình"].is_replaceable


def test_a_workbook_of_all_units_that_is_in_peoples_hands_keeps_its_meaning() -> None:
    file = Path(__file__).parent / "upgrades" / "review-3.xlsx"
    around, *units = read_reviews(file.read_bytes(), file=file.name)
    assert (around.unit, around.findings, around.statements) == ("", (), ())
    assert [[d.verdict.value for d in each.decisions] for each in units] == [["partly"], [], []]
    assert [len(each.everywhere) for each in units] == [0, 1, 1]
    given = units[2].everywhere[0].decision
    assert (given.unit, given.person) == ("ubnd-xã-cẩm-sơn", "Bà Tư")
