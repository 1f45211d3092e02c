"""Files that tell how far tasks are: each row to its task or to a person, never astray."""

import csv
import json
import re
import shutil
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from docx import Document
from openpyxl import Workbook, load_workbook

from reconcile.api import track_folder as track_from_python
from reconcile.cli.track import track
from reconcile.errors import UsageError
from reconcile.model import PeriodKind, Plan, Progress, Side, StatusEntry, TaskState, Timing
from reconcile.read.statuses.file import read_statuses
from reconcile.report.for_programs.progress_frame import PROGRESS
from reconcile.run.folder import run_folder
from reconcile.run.open_folder import Asked
from reconcile.run.progress.forms import make_progress_forms
from reconcile.run.progress.track import AskedTracking, TrackReport, track_folder
from reconcile.store.database import open_database
from reconcile.store.status_entries import all_entries
from reconcile.tracking.bodies import body_id
from reconcile.tracking.entries import StandingEntry, state_by
from reconcile.tracking.progress import StateBasis, TrackedKind
from reconcile.vocabulary.units import unit_id

ROOT = Path(__file__).parent.parent
DAY = date(2026, 11, 20)
_SAID = {
    (Progress.DONE, Timing.IN_TIME): "hoàn thành đúng hạn",
    (Progress.DONE, Timing.LATE): "hoàn thành quá hạn",
    (Progress.UNDER_WAY, Timing.IN_TIME): "đang thực hiện, trong hạn",
    (Progress.UNDER_WAY, Timing.LATE): "đang thực hiện, quá hạn",
    (Progress.NOT_BEGUN, Timing.IN_TIME): "chưa thực hiện, trong hạn",
    (Progress.NOT_BEGUN, Timing.LATE): "chưa thực hiện, quá hạn",
    (Progress.NOT_DONE, Timing.IN_TIME): "chưa thực hiện, trong hạn",
}
_STOPPED = {
    Progress.RECURRING: "thường xuyên",
    Progress.PAUSED: "tạm dừng",
    Progress.WITHDRAWN: "không còn thực hiện",
}


def example(to: Path) -> Path:
    """Copy what a person would give: inputs without files of statuses, and the settings."""
    shutil.copytree(ROOT / "inputs", to / "inputs", ignore=shutil.ignore_patterns("status"))
    shutil.copy(ROOT / "reconcile.toml", to)
    (to / "inputs" / "status").mkdir()
    return to


def tracked(home: Path, day: date = DAY, period: str = "dot-xuat") -> TrackReport:
    return track_folder(home, Asked(as_of=day), AskedTracking(PeriodKind(period)))


def entries_of(home: Path) -> tuple[StatusEntry, ...]:
    with open_database(home) as database:
        return all_entries(database)


def told(state: TaskState) -> str:
    if state.progress in _STOPPED:
        return _STOPPED[state.progress]
    return "không xác định hạn" if not state.last_day else _SAID[state.progress, state.timing]


def alone(entry: StatusEntry, upper: Plan) -> TaskState:
    task = next(task for task in upper.tasks if task.key == entry.duty.task)
    return state_by(StandingEntry(entry, entry.said, entry.day), task.deadline, DAY)


Wanted = dict[str, str]


def judged(row: Wanted, entry: StatusEntry, upper: Plan) -> str:
    """Say what of an entry is otherwise than its reader read the row; empty for nothing."""
    stt = {task.key: task.stt for task in upper.tasks}
    if entry.duty.side is Side.LOWER or stt[entry.duty.task] != row["upper_stt"]:
        return f"task {entry.duty}"
    names = row["unit"], f"UBND {row['unit']}"
    if row["unit"] and entry.duty.unit not in {*map(unit_id, names), body_id(row["unit"])}:
        return f"body {entry.duty}"
    state = alone(entry, upper)
    day = f"{state.done_on:%d/%m/%Y}" if state.done_on else ""
    # Where either of two states is right, either day is.
    if day != row["date_done"] and "|" not in row["state"]:
        return f"day {day}"
    return "" if told(state) in row["state"].split("|") else told(state)


@pytest.mark.slow
def test_every_row_of_the_five_files_is_read_as_its_reader_read_it_or_goes_to_a_person(
    shared: Path, tmp_path: Path
) -> None:
    status = shared / "status"
    if not (status / "truth.csv").is_file():
        pytest.skip(f"{status} is not there")
    home = example(tmp_path)
    for file in status.glob("0*"):
        shutil.copy(file, home / "inputs" / "status")
    done = tracked(home)
    upper = done.outcome.tracking.upper
    from_files = [each for each in entries_of(home) if each.stream.startswith("file:")]
    by_row = {(each.where.file, str(each.where.row)): each for each in from_files}
    with (status / "truth.csv").open(encoding="utf-8-sig", newline="") as lines:
        wanted = {
            (r["file"], r["row"].removeprefix("paragraph ")): r for r in csv.DictReader(lines)
        }
    read = {place: judged(wanted[place], entry, upper) for place, entry in by_row.items()}
    assert {place: fault for place, fault in read.items() if fault} == {}
    doubtful = {(d.row.where.file, str(d.row.where.row)) for d in done.outcome.doubtful}
    said = {(r["file"], r["upper_stt"], r["state"]) for place, r in wanted.items() if place in read}
    lost = [
        place
        for place, r in wanted.items()
        if place not in read
        and place not in doubtful
        # What says nothing is no entry; a report may say a thing twice.
        and r["state"] not in ("", "unknown")
        and (r["file"], r["upper_stt"], r["state"]) not in said
    ]
    assert lost == []
    assert (len(read), len(doubtful)) == (80, 7)
    codes = [each.code for each in done.findings]
    assert {"status-contradiction", "status-word-date"} <= set(codes)


TASKS = tuple(f"Hoàn thành công trình số {at} tại thôn {at}" for at in range(1, 10))


def plan(
    path: Path, issuer: str, tasks: tuple[str, ...] = TASKS, lead: str = "UBND cấp xã"
) -> None:
    head = "STT;Nội dung nhiệm vụ;Thời hạn;Cơ quan chủ trì\n"
    rows = (f"{at};{text};30/11/2026;{lead}\n" for at, text in enumerate(tasks, start=1))
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"{issuer};;;\nKẾ HOẠCH;;;\n{head}{''.join(rows)}", "utf-8-sig")


def report(home: Path, name: str, rows: str) -> None:
    path = home / "inputs" / "status" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"Nhiệm vụ;Đơn vị thực hiện;Trạng thái\n{rows}", "utf-8-sig")


@pytest.fixture
def home(tmp_path: Path) -> Path:
    plan(tmp_path / "inputs/upper/tinh.csv", "UBND TỈNH HÀ SƠN")
    plan(tmp_path / "inputs/lower/xa.csv", "UBND XÃ AN BÌNH", lead="Phòng Kinh tế xã")
    return tmp_path


def lines(count: int, said: str = "Đang thực hiện") -> str:
    return "".join(f"{text};xã An Bình;{said}\n" for text in TASKS[:count])


def test_a_source_that_shrank_by_a_third_is_asked_about_and_what_vanished_is_not_done(
    home: Path,
) -> None:
    report(home, "hệ thống 31-10-2026.csv", lines(9))
    report(home, "hệ thống 15-11-2026.csv", lines(6, "Hoàn thành"))
    done = tracked(home)
    assert [f.code for f in done.findings if f.code == "status-shrunk"] == ["status-shrunk"]
    rows = done.outcome.tracking.of(TrackedKind.ASSIGNED)
    assert [row.state.progress for row in rows] == [Progress.DONE] * 6 + [Progress.UNDER_WAY] * 3


def test_a_row_that_may_be_about_several_tasks_counts_for_none_until_a_person_says_which(
    home: Path,
) -> None:
    report(home, "báo cáo 15-11-2026.csv", "Hoàn thành công trình;xã An Bình;Đã xong\n")
    done = tracked(home)
    assert "status-doubtful" in [each.code for each in done.findings]
    assert not any(row.reported for row in done.outcome.tracking.rows)
    settings = home / "reconcile.toml"
    settings.write_text('[tracking.links]\n"hoàn thành công trình" = "3"\n', "utf-8")
    again = tracked(home)
    found = [r.task.stt for r in again.outcome.tracking.of(TrackedKind.ASSIGNED) if r.reported]
    assert (found, again.outcome.doubtful) == (["3"], ())
    # Said otherwise later, the line goes with it; said to be none's, it counts nowhere.
    settings.write_text('[tracking.links]\n"hoàn thành công trình" = "5"\n', "utf-8")
    found = [r.task.stt for r in tracked(home).outcome.tracking.rows if r.reported]
    assert set(found) == {"5"}
    settings.write_text('[tracking.links]\n"hoàn thành công trình" = "không"\n', "utf-8")
    assert not any(row.reported for row in tracked(home).outcome.tracking.rows)


def test_a_report_once_made_keeps_its_figures_and_a_later_correction_is_told(home: Path) -> None:
    report(home, "báo cáo 31-10-2026.csv", lines(3, "Hoàn thành ngày 20/10/2026"))
    october = tracked(home, date(2026, 10, 31), "thang")
    assert october.outcome.period.last == date(2026, 10, 14)
    tracked(home, date(2026, 11, 14), "thang")
    report(home, "đính chính 10-11-2026.csv", lines(1, "Đang thực hiện"))
    again = tracked(home, date(2026, 11, 14), "thang").outcome
    assert again.states.figures(TrackedKind.ASSIGNED).done == 3
    assert again.at_closing.figures(again.at_closing.of(TrackedKind.ASSIGNED)).done == 2
    december = tracked(home, date(2026, 12, 14), "thang").outcome
    assert december.before == again.states
    assert [r.task.stt for r in december.corrected if r.kind is TrackedKind.ASSIGNED] == ["1"]


def test_a_run_that_finds_nothing_new_adds_and_writes_nothing(home: Path) -> None:
    report(home, "báo cáo 15-11-2026.csv", lines(9))
    first, second = tracked(home), tracked(home)
    assert (first.taken.added, second.taken.added) == (9, 0)
    assert (second.written, first.written > 0) == (0, True)
    # The main job leaves what tracking has written where it is.
    run_folder(home, Asked(as_of=DAY))
    assert (home / "outputs/tien-do.xlsx").is_file()


def test_what_was_reported_as_done_is_not_overdue_in_the_main_job_either(home: Path) -> None:
    def overdue() -> list[str]:
        run_folder(home, Asked(as_of=date(2026, 12, 5)))
        result = json.loads((home / "outputs/result/UBND xã An Bình.json").read_text("utf-8"))
        return [f["task"] for f in result["findings"] if f["code"] == "past-deadline"]

    assert len(overdue()) == 9
    report(home, "báo cáo 01-12-2026.csv", lines(3, "Hoàn thành"))
    assert len(overdue()) == 6
    report(home, "báo cáo 03-12-2026.csv", lines(2) + lines(9)[len(lines(2)) :])
    assert len(overdue()) == 9


def test_rows_and_sheets_that_are_hidden_are_not_counted_and_told() -> None:
    book = Workbook()
    for sheet in (book.worksheets[0], book.create_sheet("cũ")):
        for line in ("TT;Nhiệm vụ;Trạng thái", "1;Việc A;Xong", "2;Việc B;Xong", "3;Việc C;Xong"):
            sheet.append(line.split(";"))
    book["cũ"].sheet_state = "hidden"
    book.worksheets[0].row_dimensions[3].hidden = True
    saved = BytesIO()
    book.save(saved)
    source = read_statuses(saved.getvalue(), "bao cao.xlsx")
    assert [row.text for row in source.rows] == ["Việc A", "Việc C"]
    assert [(f.code, f.where.row) for f in source.findings] == [
        ("hidden-sheet", 0),
        ("status-hidden", 3),
    ]


def test_a_form_that_a_unit_filled_in_comes_back_by_its_keys_whatever_it_is_called(
    home: Path,
) -> None:
    made = make_progress_forms(home, Asked(as_of=date(2026, 11, 10)))
    assert [path.name for path in made.outputs] == ["UBND xã An Bình.xlsx"]
    book = load_workbook(made.outputs[0])
    sheet: Any = book.worksheets[0]
    head = next(row for row in sheet.iter_rows() if row[0].value == "STT")
    place = {cell.value: cell.column for cell in head}
    first = head[0].row + 1
    # Of the tasks of the upper plan the second, of the unit's own the first: the texts are the
    # same, and shortened here; the keys tell them apart.
    for row, state, day in ((first + 1, "Hoàn thành", "05/11/2026"), (first + 9, "Đang làm", "")):
        sheet.cell(row, place["Nội dung nhiệm vụ"], "việc này")
        sheet.cell(row, place["Tình trạng"], state)
        sheet.cell(row, place["Ngày hoàn thành"], day)
        sheet.cell(row, place["Khó khăn, vướng mắc"], "thiếu người")
    (home / "inputs" / "status").mkdir()
    book.save(home / "inputs" / "status" / "biểu gửi lại.xlsx")
    tracking = tracked(home).outcome.tracking
    said = {(r.kind, r.task.stt): r for r in tracking.rows if r.basis is StateBasis.ENTRY}
    # The unit's second task carries the upper one alone: what is told of that is told of it.
    assert [(kind.value, stt) for kind, stt in said] == [
        ("unit", "1"),
        ("unit", "2"),
        ("assigned", "2"),
    ]
    done = said[TrackedKind.ASSIGNED, "2"]
    assert (done.state.done_on, done.state.timing) == (date(2026, 11, 5), Timing.IN_TIME)
    assert done.standing is not None
    assert done.standing.entry.day == date(2026, 11, 10)
    assert done.standing.entry.difficulty == "thiếu người"


def test_python_gets_what_the_file_for_programs_holds(home: Path) -> None:
    report(home, "báo cáo 15-11-2026.csv", lines(2, "Hoàn thành ngày 10/11/2026"))
    found = track_from_python(home, period="dot-xuat", as_of=DAY)
    said = json.loads((home / "outputs/tien-do.json").read_text("utf-8"))
    assert json.loads(json.dumps(found.document)) == said
    frame = found.to_frame()
    assert {name: str(dtype) for name, dtype in frame.dtypes.items() if dtype != "category"} == {
        name: dtype for name, dtype in PROGRESS.items() if isinstance(dtype, str)
    }
    done = frame[(frame["kind"] == "assigned") & (frame["class"] == "done-in-time")]
    assert list(done["stt"]) == ["1", "2"]
    with pytest.raises(UsageError, match="kỳ báo cáo"):
        track_from_python(home, period="hằng ngày")


def test_the_command_tells_the_same_figures_again_and_a_link_to_no_task_is_a_wrong_setting(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    report(home, "báo cáo 15-11-2026.csv", lines(2, "Hoàn thành ngày 10/11/2026"))
    asked = [str(home), "--as-of", "2026-11-20", "--period", "dot-xuat", "--strict"]
    told = CliRunner().invoke(track, asked)
    assert told.exit_code == 0, told.output
    assert "tại đơn vị: 9; hoàn thành 2 (đúng hạn 2, quá hạn 0)" in told.output
    assert "tien-do.xlsx" in told.output
    with monkeypatch.context() as patch:
        # Told by what is kept: no state is told anew.
        patch.setattr("reconcile.run.progress.track._tracked", None)
        again = CliRunner().invoke(track, asked)
    counts = r"mới ghi nhận \d+|\d+ tệp mới ghi"
    assert re.findall(counts, again.output) == ["mới ghi nhận 0", "0 tệp mới ghi"]
    shown, before = (
        re.sub(counts, "", said.output.partition("Tiến độ đến")[2]) for said in (again, told)
    )
    assert shown == before
    (home / "outputs/tien-do.json").unlink()
    assert "(1 tệp mới ghi" in CliRunner().invoke(track, asked).output
    (home / "reconcile.toml").write_text('[tracking.links]\n"x" = "99"\n', "utf-8")
    assert "không có nhiệm vụ nào" in str(CliRunner().invoke(track, asked).exception)


def test_a_report_of_a_body_that_was_not_given_the_task_goes_to_a_person(home: Path) -> None:
    report(home, "báo cáo 15-11-2026.csv", f"{TASKS[0]};Sở Nội vụ;Hoàn thành\n")
    outcome = tracked(home).outcome
    assert [each.kind.value for each in outcome.doubtful] == ["body"]
    assert not any(row.reported for row in outcome.tracking.rows)


def test_a_call_for_one_unit_writes_its_outputs_and_reports_of_all_units_all_the_same(
    home: Path,
) -> None:
    plan(home / "inputs/lower/xa-2.csv", "UBND XÃ HÒA SƠN")
    report(home, "báo cáo 15-11-2026.csv", lines(2, "Hoàn thành ngày 10/11/2026"))
    asked = Asked(as_of=DAY, only="xã An Bình")
    one = track_folder(home, asked, AskedTracking(PeriodKind.AD_HOC))
    assert {path.parent.name for path in one.outputs} == {"UBND xã An Bình", "du-lieu"}
    states = one.outcome.states
    assert len({each.body_id for each in states.tasks if each.kind is TrackedKind.ASSIGNED}) == 2
    assert not (home / "outputs/tien-do.xlsx").exists()


def read_rows(rows: str) -> list[tuple[str, str, date | None]]:
    read = read_statuses(rows.strip().encode("utf-8-sig"), "báo cáo 15-11-2026.csv", 2026)
    return [(r.text, r.said.progress.value, r.said.done_on) for r in read.rows]


WANTED = """
TT;Nhiệm vụ;Kết quả yêu cầu;Ngày hoàn thành theo yêu cầu;Trạng thái
1;Việc A;Hoàn thành 100% hồ sơ;10/11/2026;Đang thực hiện
"""
EXPECTED = """
TT;Nhiệm vụ;Ngày hoàn thành dự kiến;Tiến độ thực hiện
1;Việc A;10/11/2026;60%
"""
SHARE = """
TT;Nhiệm vụ;Tỷ lệ giải ngân;Tình trạng
1;Việc A;100%;Chưa xong
1;Việc B;100%;
"""
MARKS = """
TT;Nhiệm vụ;Đã hoàn thành;Đang thực hiện;Chưa thực hiện
1;Việc A;x;;
2;Việc B;;x;
3;Việc C;;;x
4;Việc D;;;
"""
SEVERAL = """
TT;Nhiệm vụ;Trạng thái;Ngày hoàn thành
1;Việc A;Hoàn thành;02/11/2026
Nhiệm vụ chưa xong;;;
TT;Trạng thái;Nhiệm vụ;Ghi chú
1;Đang làm;Việc B;
"""
TABLES: dict[str, tuple[str, list[tuple[str, str, date | None]]]] = {
    "what is wanted is no state": (WANTED, [("Việc A", "under-way", None)]),
    "what is expected is no state": (EXPECTED, [("Việc A", "under-way", None)]),
    "a share of something else is no progress": (
        SHARE,
        [("Việc A", "not-done", None), ("Việc B", "unknown", None)],
    ),
    "a mark means what stands over it": (
        MARKS,
        [
            ("Việc A", "done", None),
            ("Việc B", "under-way", None),
            ("Việc C", "not-begun", None),
            ("Việc D", "unknown", None),
        ],
    ),
    "each table is read by its own header": (
        SEVERAL,
        [("Việc A", "done", date(2026, 11, 2)), ("Việc B", "under-way", None)],
    ),
}


@pytest.mark.parametrize("name", TABLES)
def test_a_table_of_any_shape_says_no_more_than_it_says(name: str) -> None:
    rows, wanted = TABLES[name]
    assert read_rows(rows) == wanted


def test_a_number_under_a_heading_of_percents_is_kept_as_a_percent() -> None:
    rows = "TT;Nhiệm vụ;Tiến độ (%);Tình trạng\n1;Việc A;45;Đang làm\n2;Việc B;1;Đang làm\n"
    read = read_statuses(rows.encode("utf-8-sig"), "báo cáo 15-11-2026.csv", 2026)
    assert [row.words for row in read.rows] == ["45%; Đang làm", "1; Đang làm"]


SIDE_BY_SIDE = """
STT;Nhiệm vụ;Kết quả thực hiện của các xã;;;
;;Xã Khe Lim;;Xã Suối Trầm;
;;Trạng thái;Ngày hoàn thành;Trạng thái;Ngày hoàn thành
1;Việc A;Hoàn thành;02/11/2026;Chưa hoàn thành;
"""
IN_BLOCKS = """
TT;Nhiệm vụ được giao;Thời hạn;Tình trạng
I;UBND xã Nà Sen;;
1;Việc A;30/11/2026;Hoàn thành
II;Tổ công tác số 2;;
1;Việc A;30/11/2026;Chưa triển khai
"""
BY_MONTH = """
STT;Nhiệm vụ;Đơn vị;09/2026;10/2026;11/2026;12/2026
1;Việc A;Xã Nà Sen;Chưa làm;Đang làm;Hoàn thành;Hoàn thành
2;Việc B;Xã Nà Sen;Hoàn thành;Đang làm;;
"""
BEFORE = """
TT;Nhiệm vụ;Đơn vị;Tình trạng kỳ trước;Tình trạng kỳ này
1;Việc A;Xã Nà Sen;Đang thực hiện;Hoàn thành
"""
TWO_TABLES = """
Xã Khe Lim;;;;Xã Nà Sen;;
STT;Nhiệm vụ;Trạng thái;;STT;Nhiệm vụ;Trạng thái
1;Việc A;Hoàn thành;;1;Việc B;Đang làm
"""
MATRIX = """
STT;Nhiệm vụ;Thời hạn;Xã Khe Lim;Xã Nà Sen
1;Việc A;30/11/2026;Hoàn thành;Đang làm
"""
WHOSE = {
    "tables stand side by side": (
        TWO_TABLES,
        [("Xã Khe Lim", "done", None), ("Xã Nà Sen", "under-way", None)],
    ),
    "units are columns": (
        MATRIX,
        [("Xã Khe Lim", "done", None), ("Xã Nà Sen", "under-way", None)],
    ),
    "columns of several units stand side by side": (
        SIDE_BY_SIDE,
        [("Xã Khe Lim", "done", None), ("Xã Suối Trầm", "not-done", None)],
    ),
    "a row names the body whose tasks follow, whether it is known or not": (
        IN_BLOCKS,
        [("UBND xã Nà Sen", "done", None), ("Tổ công tác số 2", "not-begun", None)],
    ),
    "of months the last one counts that tells anything and is not to come": (
        BY_MONTH,
        [("Xã Nà Sen", "done", None), ("Xã Nà Sen", "under-way", date(2026, 10, 31))],
    ),
    "what was said for the period before does not count": (
        BEFORE,
        [("Xã Nà Sen", "done", None)],
    ),
}


@pytest.mark.parametrize("name", WHOSE)
def test_a_table_says_whose_state_it_tells_and_of_when(name: str) -> None:
    rows, wanted = WHOSE[name]
    read = read_statuses(rows.strip().encode("utf-8-sig"), "báo cáo 15-11-2026.csv", 2026)
    assert [(r.who, r.said.progress.value, r.updated) for r in read.rows] == wanted


def by_sheets(*sheets: tuple[str, str]) -> bytes:
    """Lay tables on sheets of one workbook, each under what stands over it."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for title, head in sheets:
        sheet = book.create_sheet(title)
        for row in (head, "", "TT;Nhiệm vụ;Tình trạng;Tỷ lệ (%)", "1;Việc A;Đang làm;62,5"):
            sheet.append(row.split(";"))
    return saved(book)


def saved(book: Workbook) -> bytes:
    out = BytesIO()
    book.save(out)
    return out.getvalue()


SHEETS = {
    "each sheet is headed by its office": (
        [("A", "SỞ NỘI VỤ"), ("B", "SỞ Y TẾ"), ("C", "VĂN PHÒNG UBND TỈNH")],
        ["SỞ NỘI VỤ", "SỞ Y TẾ", "VĂN PHÒNG UBND TỈNH"],
    ),
    "each sheet is named after its commune": (
        [("Xã Khe Lim", "Biểu 1"), ("Xã Nà Sen", "Biểu 1")],
        ["Xã Khe Lim", "Xã Nà Sen"],
    ),
    "one of them names nobody, and is asked about": (
        [("A", "SỞ NỘI VỤ"), ("Xã Nà Sen", "Biểu 1"), ("Khác", "Biểu 2")],
        ["SỞ NỘI VỤ", "Xã Nà Sen", "?"],
    ),
    "all are one office's": (
        [("A", "SỞ NỘI VỤ"), ("B", "SỞ NỘI VỤ"), ("C", "Biểu 3")],
        ["", "", ""],
    ),
}


@pytest.mark.parametrize("name", SHEETS)
def test_of_a_workbook_with_a_sheet_for_each_body_each_sheet_tells_of_its_own(name: str) -> None:
    sheets, wanted = SHEETS[name]
    read = read_statuses(by_sheets(*sheets), "tong hop 18-11-2026.xlsx", 2026)
    assert [row.who for row in read.rows] == wanted


def test_a_sheet_that_names_nobody_beside_others_that_do_counts_for_no_office(home: Path) -> None:
    plan(home / "inputs/upper/tinh.csv", "UBND TỈNH HÀ SƠN", lead="Các sở, ban, ngành")
    place = home / "inputs/status/tong hop 18-11-2026.xlsx"
    place.parent.mkdir()
    place.write_bytes(by_sheets(("A", "SỞ NỘI VỤ"), ("B", "SỞ Y TẾ"), ("C", "Biểu 3")))
    book = load_workbook(place)
    for sheet in book.worksheets:
        sheet["B4"] = TASKS[0]
    book.save(place)
    tracked(home)
    told = {e.duty.unit for e in entries_of(home) if e.stream.startswith("file:")}
    assert told == {body_id("Sở Nội vụ"), body_id("Sở Y tế")}


ENGLISH = """
ID,Task,Assignee,Due date,Status,% complete,Completed on,Notes
T-1,Việc A,UBND xã Khe Lim,2026-12-31,Completed,100%,2026-11-02,
T-2,Việc B,UBND xã Khe Lim,2026-12-31,In progress,60%,,
T-3,Việc C,UBND xã Khe Lim,2026-12-31,Not started,0%,,
T-4,Việc D,UBND xã Khe Lim,2026-12-31,Completed,80%,,
T-5,Việc E,UBND xã Khe Lim,2026-12-31,On hold,,,
T-6,Việc F,UBND xã Khe Lim,2026-12-31,Closed,,2026-11-02,
"""


def test_an_export_with_english_headers_is_read_and_its_name_tells_the_day() -> None:
    read = read_statuses(ENGLISH.strip().encode(), "tasks_export_2026-11-09.csv", 2026)
    assert [(row.text[-1], row.said.progress.value) for row in read.rows] == [
        ("A", "done"), ("B", "under-way"), ("C", "not-begun"), ("D", "under-way"),
        ("E", "paused"), ("F", "unknown"),
    ]  # fmt: skip
    assert read.rows[0].said.done_on == date(2026, 11, 2)
    assert {row.who for row in read.rows} == {"UBND xã Khe Lim"}
    assert read.day == date(2026, 11, 9)


def test_a_table_in_word_that_goes_on_without_its_header_is_read_by_the_one_before() -> None:
    document = Document()
    for rows in (
        [("TT", "Nhiệm vụ", "Tình trạng"), ("1", "Việc A", "Đã xong")],
        [("2", "Việc B", "Đang làm")],
        [("Người lập", "Thủ trưởng")],
    ):
        table = document.add_table(0, len(rows[0]))
        for row in rows:
            for cell, text in zip(table.add_row().cells, row, strict=True):
                cell.text = text
    data = BytesIO()
    document.save(data)
    read = read_statuses(data.getvalue(), "báo cáo.docx", 2026)
    assert [(r.text, r.said.progress.value) for r in read.rows] == [
        ("Việc A", "done"),
        ("Việc B", "under-way"),
    ]


def test_reports_on_progress_are_final_only_when_nothing_in_them_is_open(home: Path) -> None:
    head = "Nội dung;Đơn vị;Tình trạng;Khó khăn, vướng mắc\n"
    path = home / "inputs/status/báo cáo 12-11-2026.csv"
    path.parent.mkdir()
    bare = f"{TASKS[0]};xã An Bình;Đang thực hiện;thieu nhan luc va kinh phi\n"
    path.write_text(f"{head}{bare}Tổ chức lễ ra mắt;xã An Bình;Đã xong;\n", "utf-8")
    asked = [str(home), "--as-of", "2026-11-20", "--period", "thang", "--final"]
    waits = CliRunner().invoke(track, asked)
    assert waits.exit_code == 1
    for said in (
        "UBND tỉnh Hà Sơn: 1 dòng báo cáo tiến độ chưa rõ",
        "bao-cao-tien-do.docx › “Kế hoạch số […] ngày […]",
        "UBND xã An Bình, nhiệm vụ số 1 (báo cáo 12-11-2026.csv",
        "nội dung gõ không dấu",
    ):
        assert said in waits.output
    assert not (home / "outputs").exists()
    # What was not written has been reported to nobody: what is corrected now counts in it.
    settings = '[upper]\nplan_number = "15/KH-UBND"\nplan_dated = 2026-09-01\n'
    (home / "reconcile.toml").write_text(settings, "utf-8")
    path.write_text(f"{head}{TASKS[0]};xã An Bình;Hoàn thành ngày 05/11/2026;\n", "utf-8")
    done = CliRunner().invoke(track, asked)
    assert done.exit_code == 0, done.output
    made = Document(str(home / "outputs/bao-cao-tien-do.docx"))
    assert any("đã hoàn thành 01" in paragraph.text for paragraph in made.paragraphs)
