"""Reports after the issuer of the upper plan is called otherwise: its tasks are still the same."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from reconcile.model import PeriodKind, Progress
from reconcile.run.open_folder import Asked
from reconcile.run.progress.track import AskedTracking, TrackReport, track_folder
from reconcile.tracking.progress import TrackedKind
from reconcile.tracking.reported import MoveKind, moves
from tracking_year import write

HEAD = ["STT", "Nội dung nhiệm vụ", "Thời hạn", "Cơ quan chủ trì"]
TASKS = (
    "Rà soát, cập nhật danh mục thủ tục hành chính cấp xã",
    "Số hóa hồ sơ, giấy tờ còn hiệu lực tại bộ phận một cửa",
)
OFFICE = "Tổng kết việc sắp xếp trụ sở các cơ quan, đơn vị"
NOVEMBER, DECEMBER = date(2026, 11, 14), date(2026, 12, 14)
REPORT = "inputs/status/xa 29-10-2026.csv"


def plan(home: Path, issuer: str = "UBND TỈNH HÀ SƠN", more: str = "") -> None:
    """Lay in the province's plan; ``more`` for a task that it did not have at first."""
    number = ["Số: 12/KH-UBND", "", "", "Hà Sơn, ngày 20 tháng 10 năm 2026"]
    given = [["I", "Cải cách hành chính", "", ""]]
    given += [
        [str(at), text, "30/11/2026", "UBND cấp xã"] for at, text in enumerate(TASKS, start=1)
    ]
    given.append(["II", "Tổ chức bộ máy", "", ""])
    last = [OFFICE, more] if more else [OFFICE]
    given += [[str(at), text, "30/11/2026", "Sở Nội vụ"] for at, text in enumerate(last, start=3)]
    write(home / "inputs/upper/tinh.csv", [[issuer], number, ["KẾ HOẠCH"], HEAD, *given])


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A plan, and a commune and an office that have reported on it."""
    plan(tmp_path)
    own = [["1", text, "25/11/2026", "Văn phòng"] for text in TASKS]
    write(tmp_path / "inputs/lower/xa.csv", [["UBND XÃ AN BÌNH"], ["KẾ HOẠCH"], HEAD, *own])
    said = [["Nội dung nhiệm vụ", "Đơn vị", "Trạng thái", "Ngày hoàn thành"]]
    told = [
        [TASKS[0], "UBND xã An Bình", "Đã hoàn thành", "28/10/2026"],
        [OFFICE, "Sở Nội vụ", "Đang thực hiện", ""],
    ]
    write(tmp_path / REPORT, [*said, *told])
    return tmp_path


def tracked(home: Path, day: date, kind: PeriodKind = PeriodKind.MONTH) -> TrackReport:
    return track_folder(home, Asked(as_of=day), AskedTracking(kind))


def told_in(home: Path, name: str) -> None:
    (home / "reconcile.toml").write_text(f'[upper]\nname = "{name}"\n', "utf-8")


def new_ones(done: TrackReport) -> list[str]:
    found = moves(done.outcome.at_closing, done.outcome.before)
    return [move.row.task.text for move in found if move.kind is MoveKind.NEW]


def figures(home: Path) -> dict[str, Any]:
    said: dict[str, Any] = json.loads((home / "outputs/tien-do.json").read_text("utf-8"))
    shown: dict[str, Any] = said["report"]["figures"]
    return shown


def test_an_issuer_called_otherwise_in_the_settings_makes_no_task_a_new_one(home: Path) -> None:
    tracked(home, NOVEMBER)
    told_in(home, "Ủy ban nhân dân tỉnh Hà Sơn (mới)")
    done = tracked(home, DECEMBER)
    assert done.outcome.before is not None
    assert new_ones(done) == []
    assert done.added == 0


def test_what_is_known_of_a_task_stays_known_though_its_report_is_gone(home: Path) -> None:
    tracked(home, NOVEMBER)
    (home / REPORT).unlink()
    plan(home, issuer="UBND TỈNH HÀ SƠN CŨ")
    done = tracked(home, DECEMBER)
    assert done.outcome.tracking.upper.unit.name == "UBND tỉnh Hà Sơn Cũ"
    assert new_ones(done) == []
    known = {(r.kind, r.body): r.state for r in done.outcome.tracking.rows if r.reported}
    done_on = known[TrackedKind.ASSIGNED, "UBND xã An Bình"].done_on
    assert done_on == date(2026, 10, 28)
    assert known[TrackedKind.UPPER, "Sở Nội vụ"].progress is Progress.UNDER_WAY


def test_a_report_that_is_made_already_is_made_again_as_it_was(home: Path) -> None:
    first = tracked(home, DECEMBER, PeriodKind.QUARTER)
    before = figures(home)
    told_in(home, "Ủy ban nhân dân tỉnh Hà Sơn (mới)")
    again = tracked(home, DECEMBER, PeriodKind.QUARTER)
    assert figures(home) == before
    then, now = ([r.state for r in e.outcome.as_reported.rows] for e in (first, again))
    assert now == then


def test_an_issuer_that_is_called_as_at_first_again_has_all_reports_since(home: Path) -> None:
    tracked(home, date(2026, 10, 31))
    told_in(home, "Ủy ban nhân dân tỉnh Hà Sơn (mới)")
    tracked(home, NOVEMBER)
    told_in(home, "")
    assert new_ones(tracked(home, DECEMBER)) == []


def test_a_task_that_the_plan_has_now_and_had_not_is_new_all_the_same(home: Path) -> None:
    tracked(home, NOVEMBER)
    more = "Lập danh mục dữ liệu dùng chung của tỉnh"
    plan(home, more=more)
    told_in(home, "Ủy ban nhân dân tỉnh Hà Sơn (mới)")
    assert new_ones(tracked(home, DECEMBER)) == [more]


def test_of_two_plans_with_one_text_each_task_is_that_of_its_own_plan(home: Path) -> None:
    number = ["Số: 90/KH-BCĐ", "", "", "Hà Sơn, ngày 21 tháng 10 năm 2026"]
    rows = [["BAN CHỈ ĐẠO CHUYỂN ĐỔI SỐ"], number, ["KẾ HOẠCH"], HEAD]
    write(home / "inputs/upper/ban.csv", [*rows, ["1", OFFICE, "31/12/2026", "Sở Tài chính"]])
    first = tracked(home, NOVEMBER)
    (home / "reconcile.toml").write_text(
        '[upper.plans."12/KH-UBND"]\nname = "UBND tỉnh Hà Sơn (mới)"\n', "utf-8"
    )
    done = tracked(home, DECEMBER)
    assert new_ones(done) == []
    assert done.outcome.before is not None
    then = done.outcome.before.by_identity()
    (theirs,) = (r for r in done.outcome.tracking.rows if r.body == "Sở Tài chính")
    assert then[theirs.identity].last_day == date(2026, 12, 31)
    (ours,) = (r for r in done.outcome.tracking.rows if r.body == "Sở Nội vụ")
    assert then[ours.identity].last_day == date(2026, 11, 30)
    kept = {r.task.key for r in first.outcome.tracking.rows}
    assert (theirs.task.key in kept, ours.task.key in kept) == (True, False)


def test_a_key_that_people_have_in_their_hands_still_names_its_task(home: Path) -> None:
    first = tracked(home, NOVEMBER)
    key = next(r.task.key for r in first.outcome.tracking.rows if r.task.text == OFFICE)
    (home / "reconcile.toml").write_text(
        '[upper]\nname = "Ủy ban nhân dân tỉnh Hà Sơn (mới)"\n'
        f'[tracking.links]\n"Việc trụ sở" = "{key}"\n',
        "utf-8",
    )
    said = ["Nội dung nhiệm vụ", "Đơn vị", "Trạng thái", "Ngày hoàn thành"]
    told = ["Việc trụ sở", "Sở Nội vụ", "Đã hoàn thành", "25/11/2026"]
    write(home / "inputs/status/so 30-11-2026.csv", [said, told])
    done = tracked(home, DECEMBER)
    (row,) = (r for r in done.outcome.tracking.rows if r.body_id == "so-noi-vu")
    assert row.state.done_on == date(2026, 11, 25)
