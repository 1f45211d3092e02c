"""Rows of sources that are doubtful: a person settles them in the workbook, and nothing is lost."""

from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from reconcile.model import Progress, StatusRuling
from reconcile.run.open_folder import Asked
from reconcile.run.progress.track import AskedTracking, TrackReport, track_folder
from reconcile.store.database import NAME, open_database
from reconcile.tracking.progress import TrackedKind
from reconcile.vocabulary.status_answers import parse_ruling
from test_status_files import DAY, report, tracked
from test_status_files import home as home  # noqa: PLC0414 - the fixture

BOOK = "outputs/tien-do.xlsx"
RULING, NUMBER, STATE = "Trả lời", "Số nhiệm vụ", "Tình trạng đúng"
WHOSE = "Của cơ quan, đơn vị"
VAGUE = "Hoàn thành công trình;xã An Bình;Đã xong\n"
ODD = "Hoàn thành công trình số 2 tại thôn 2;xã An Bình;Theo tinh thần chung\n"
OTHERS = "Hoàn thành công trình số 4 tại thôn 4;Ban quản lý lạ;Đang thực hiện\n"
LAUNCH = "Tổ chức lễ ra mắt;xã An Bình;Đã xong\n"


def asked(sheet: Worksheet) -> tuple[range, dict[str, int]]:
    """The rows with answer cells, and the columns by their titles."""
    for number, row in enumerate(sheet.iter_rows(values_only=True), start=1):
        if "Trả lời" in row:
            columns = {str(text): at for at, text in enumerate(row, start=1)}
            return range(number + 1, sheet.max_row + 1), columns
    raise AssertionError(sheet.title)


def answer(home: Path, answers: dict[str, dict[str, str]], book: str = BOOK) -> None:
    """Fill in the answer cells of the rows that say a text."""
    opened = load_workbook(home / book)
    sheet = opened["Cần rà soát"]
    rows, columns = asked(sheet)
    for number in rows:
        text = sheet.cell(number, columns["Nội dung trong nguồn"]).value
        for name, said in answers.get(str(text), {}).items():
            sheet.cell(number, columns[name]).value = said or None
    opened.save(home / book)


def shown(home: Path, book: str = BOOK) -> list[tuple[str, str]]:
    """Why each row is on the sheet, and what is answered on it."""
    sheet = load_workbook(home / book)["Cần rà soát"]
    rows, columns = asked(sheet)
    answers = (RULING, NUMBER, STATE, WHOSE)
    said = [
        (
            str(sheet.cell(n, columns["Lý do"]).value),
            [sheet.cell(n, columns[c]).value for c in answers],
        )
        for n in rows
    ]
    return [(why, "; ".join(str(text) for text in texts if text)) for why, texts in said]


def reported(done: TrackReport) -> dict[str, Progress]:
    rows = done.outcome.tracking.of(TrackedKind.ASSIGNED)
    return {row.task.stt: row.state.progress for row in rows if row.reported}


def for_one_unit(home: Path) -> TrackReport:
    """Track without making the workbook again."""
    return track_folder(home, Asked(as_of=DAY, only="UBND xã An Bình"), AskedTracking())


@pytest.mark.slow
def test_a_person_settles_doubtful_rows_in_the_workbook_and_takes_it_back(home: Path) -> None:
    report(home, "báo cáo 15-11-2026.csv", VAGUE + ODD + OTHERS + LAUNCH)
    assert (reported(tracked(home)), len(shown(home))) == ({}, 5)
    vague, odd, others, launch = (t.split(";")[0] for t in (VAGUE, ODD, OTHERS, LAUNCH))
    answers = {
        vague: {RULING: "Đưa về nhiệm vụ số …", NUMBER: "3"},
        odd: {STATE: "Đang thực hiện"},
        others: {WHOSE: "UBND xã An Bình"},
        launch: {RULING: "Không phải nhiệm vụ nào"},
    }
    answer(home, answers)
    book = load_workbook(home / BOOK)["Cần rà soát"]
    leads = {cell.hyperlink.target for row in book.iter_rows() for cell in row if cell.hyperlink}
    assert leads == {"../inputs/status/báo%20cáo%2015-11-2026.csv"}
    # The next delivery of the source says the same, and is settled by the same answers.
    report(home, "báo cáo 20-11-2026.csv", VAGUE + ODD + OTHERS + LAUNCH)
    done = tracked(home)
    settled = {"2": Progress.UNDER_WAY, "3": Progress.DONE, "4": Progress.UNDER_WAY}
    assert (reported(done), done.outcome.doubtful) == (settled, ())
    assert [path.name for path in (home / "outputs").glob("tien-do*.xlsx")] == ["tien-do.xlsx"]
    assert shown(home) == [("Đã trả lời", "; ".join(each.values())) for each in answers.values()]
    # A log that was lost comes back from the workbook.
    (home / NAME).unlink()
    assert reported(for_one_unit(home)) == settled
    answer(home, {vague: {RULING: "", NUMBER: ""}, odd: {STATE: ""}})
    assert reported(for_one_unit(home)) == {"4": Progress.UNDER_WAY}
    with open_database(home) as database:
        lines = database.execute("SELECT ruling FROM status_answer ORDER BY id").fetchall()
    assert [ruling for (ruling,) in lines] == ["other", "", "", "none", "", ""]


@pytest.mark.slow
def test_an_answer_that_is_not_understood_is_told_and_stays_where_it_was_written(
    home: Path,
) -> None:
    wrong = [
        ({RULING: "Đưa về nhiệm vụ số …", NUMBER: "99"}, "“99”"),
        ({RULING: "chắc là vậy"}, "“chắc là vậy”"),
        ({RULING: "Không phải nhiệm vụ nào", NUMBER: "3"}, "vừa trả lời"),
        ({RULING: "Đúng nhiệm vụ nêu bên"}, "không nêu đúng một nhiệm vụ"),
        ({WHOSE: "Ban quản lý lạ"}, "“Ban quản lý lạ”"),
        ({STATE: "như trên"}, "“như trên”"),
    ]
    rows = [f"Tổ chức lễ {at};xã An Bình;Đã xong\n" for at in ("a", "b", "c", "d", "e", "g")]
    report(home, "báo cáo 15-11-2026.csv", "".join(rows))
    tracked(home)
    names = [row.split(";")[0] for row in rows]
    answer(home, dict(zip(names, (cells for cells, _ in wrong), strict=True)))
    done = tracked(home)
    told = [each.message for each in done.findings if each.code == "status-answer"]
    assert [said in message for (_, said), message in zip(wrong, told, strict=True)] == [True] * 6
    assert len(done.outcome.doubtful) == 6
    assert [said for _, said in shown(home)[:6]] == ["; ".join(c.values()) for c, _ in wrong]
    # Said otherwise in the new workbook since, the old one does not outrank it.
    answer(home, {names[0]: {RULING: "đưa về nhiệm vụ số 5"}}, "outputs/tien-do (bản mới).xlsx")
    again = for_one_unit(home)
    assert reported(again) == {"5": Progress.DONE}
    assert "hai trả lời khác nhau" in " ".join(each.message for each in again.findings)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", (None, "")),
        ("Đưa về nhiệm vụ số …", (StatusRuling.OTHER, "")),
        ("đưa về nhiệm vụ số 12", (StatusRuling.OTHER, "12")),
        ("nhiệm vụ số 3.1", (StatusRuling.OTHER, "3.1")),
        ("về số 7", (StatusRuling.OTHER, "7")),
        ("48", (StatusRuling.OTHER, "48")),
        ("Khong phai nhiem vu nao", (StatusRuling.NONE, "")),
        ("không", (StatusRuling.NONE, "")),
        ("Đúng nhiệm vụ nêu bên", (StatusRuling.SAME, "")),
        ("đúng", (StatusRuling.SAME, "")),
        ("không rõ", None),
        ("không đúng", None),
        ("hỏi lại xã", None),
    ],
)
def test_the_words_of_an_answer_are_read_with_goodwill_and_never_guessed(
    text: str, said: tuple[StatusRuling | None, str] | None
) -> None:
    assert parse_ruling(text) == said
