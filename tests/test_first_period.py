"""A period that closed before the plan was issued: the first one reported on is the plan's own."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import docx
import pytest

from reconcile.model import PeriodKind
from reconcile.run.open_folder import Asked
from reconcile.run.progress.track import AskedTracking, TrackReport, track_folder
from tracking_year import write

HEAD = ["STT", "Nội dung nhiệm vụ", "Thời hạn", "Cơ quan chủ trì"]
TASK = "Rà soát, cập nhật danh mục thủ tục hành chính cấp xã"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A plan of 20 October 2026, and a commune that has reported since."""
    plan = ["Số: 12/KH-UBND", "", "", "Hà Sơn, ngày 20 tháng 10 năm 2026"]
    rows = [["UBND TỈNH HÀ SƠN"], plan, ["KẾ HOẠCH"], HEAD]
    write(tmp_path / "inputs/upper/tinh.csv", [*rows, ["1", TASK, "30/11/2026", "UBND cấp xã"]])
    own = [["UBND XÃ AN BÌNH"], ["KẾ HOẠCH"], HEAD, ["1", TASK, "25/11/2026", "Văn phòng"]]
    write(tmp_path / "inputs/lower/xa.csv", own)
    said = [["Nội dung nhiệm vụ", "Đơn vị", "Trạng thái", "Ngày hoàn thành"]]
    told = [TASK, "UBND xã An Bình", "Đã hoàn thành", "28/10/2026"]
    write(tmp_path / "inputs/status/xa 29-10-2026.csv", [*said, told])
    return tmp_path


def tracked(home: Path, day: date, kind: PeriodKind) -> TrackReport:
    return track_folder(home, Asked(as_of=day), AskedTracking(kind))


def paper(home: Path) -> str:
    document: Any = docx.Document(str(home / "outputs/bao-cao-tien-do.docx"))
    said = "\n".join(each.text for each in document.paragraphs)
    return said.replace("\xa0", " ")


def report(home: Path) -> dict[str, Any]:
    said: dict[str, Any] = json.loads((home / "outputs/tien-do.json").read_text("utf-8"))
    shown: dict[str, Any] = said["report"]
    return shown


def test_before_any_period_of_the_plan_has_closed_the_first_is_reported_on_so_far(
    home: Path,
) -> None:
    done = tracked(home, date(2026, 11, 1), PeriodKind.MONTH)
    (told,) = [each for each in done.findings if each.code == "period-before-plan"]
    assert "kỳ tháng 10 năm 2026 khép lại ngày 14/10/2026" in told.message
    assert "ban hành ngày 20/10/2026" in told.message
    assert "kỳ báo cáo đầu tiên là tháng 11 năm 2026, khép lại ngày 14/11/2026" in told.message
    assert report(home)["last_day"] == "2026-11-01"
    assert report(home)["figures"]["done_in_time"] == 1
    said = paper(home)
    assert "tháng 11 năm 2026" in said
    assert "đến ngày 01/11/2026" in said
    assert (
        "Đây là báo cáo tháng đầu tiên kể từ khi kế hoạch được ban hành (ngày 20/10/2026)" in said
    )
    assert "kỳ báo cáo khép lại ngày 14/11/2026" in said
    assert "tháng 10" not in said


def test_what_was_said_of_a_period_that_goes_on_does_not_stay(home: Path) -> None:
    tracked(home, date(2026, 10, 28), PeriodKind.MONTH)
    assert report(home)["figures"]["unknown"] == 1
    done = tracked(home, date(2026, 11, 16), PeriodKind.MONTH)
    assert [each for each in done.findings if each.code == "period-before-plan"] == []
    assert report(home)["last_day"] == "2026-11-14"
    assert report(home)["figures"]["done_in_time"] == 1
    assert report(home)["before"] is None
    assert "khép lại ngày" not in paper(home)
    tracked(home, date(2026, 12, 14), PeriodKind.MONTH)
    assert report(home)["before"]["last_day"] == "2026-11-14"
    assert "tháng đầu tiên" not in paper(home)


def test_a_week_before_the_plan_is_none_of_its_weeks_and_an_occasion_is_of_its_own_day(
    home: Path,
) -> None:
    # The week of the plan closes on the 25th.
    tracked(home, date(2026, 10, 25), PeriodKind.WEEK)
    assert (report(home)["first_day"], report(home)["last_day"]) == ("2026-10-19", "2026-10-25")
    assert report(home)["before"] is None
    done = tracked(home, date(2026, 10, 21), PeriodKind.WEEK)
    assert report(home)["last_day"] == "2026-10-21"
    assert [each.code for each in done.findings if "period" in each.code]
    done = tracked(home, date(2026, 10, 21), PeriodKind.AD_HOC)
    assert [each.code for each in done.findings if "period" in each.code] == []


def test_a_report_made_of_a_time_before_the_plan_is_compared_with_nothing(home: Path) -> None:
    plan = home / "inputs/upper/tinh.csv"
    dated = plan.read_text("utf-8-sig")
    plan.write_text(dated.replace("Hà Sơn, ngày 20 tháng 10 năm 2026", ""), "utf-8-sig")
    tracked(home, date(2026, 10, 14), PeriodKind.MONTH)
    plan.write_text(dated, "utf-8-sig")
    tracked(home, date(2026, 11, 14), PeriodKind.MONTH)
    assert report(home)["before"] is None
    assert len(tracked(home, date(2026, 11, 14), PeriodKind.MONTH).outcome.trend) == 1


def test_an_office_that_closes_on_another_day_from_now_on_still_compares_with_its_last_report(
    home: Path,
) -> None:
    tracked(home, date(2026, 11, 14), PeriodKind.MONTH)
    (home / "reconcile.toml").write_text("[tracking.closing]\nthang = 10\n", "utf-8")
    tracked(home, date(2026, 12, 12), PeriodKind.MONTH)
    assert report(home)["last_day"] == "2026-12-10"
    assert report(home)["before"]["last_day"] == "2026-11-14"
    assert "So với kỳ trước (số liệu đã báo cáo đến ngày 14/11/2026)" in paper(home)
