"""The workbook of progress: the calendar with its tasks, and what was granted another day."""

from dataclasses import replace
from datetime import date
from io import BytesIO
from typing import Any

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

import progress
from by_path import SHIPPED
from reconcile.config import Config
from reconcile.report.documents.kinds import progress_document
from reconcile.report.for_programs.progress_frame import progress_frame
from reconcile.report.for_programs.progress_json import (
    progress_document as progress_document_for_programs,
)
from reconcile.report.progress.workbook import progress_book
from reconcile.tracking.outcome import ProgressOutcome
from reconcile.vocabulary.terms import term
from reconcile.workbook.content.grid import FileLink
from reconcile.workbook.xlsx import links
from reconcile.workbook.xlsx.write import workbook_bytes

UNIT = progress.UNITS[0]
_GRANTED = "Đã được đồng ý gia hạn đến 30/11/2026, đang làm"
_TENTH = date(2026, 11, 10)


def book_of(outcome: ProgressOutcome) -> dict[str, Worksheet]:
    placed = replace(outcome, places={"bao cao.xlsx": "../inputs/status/bao cao.xlsx"})
    return {s.title: s for s in load_workbook(BytesIO(workbook_bytes(progress_book(placed))))}


def rows_of(sheet: Worksheet, first: str) -> list[dict[str, object]]:
    """The rows under the header that begins with a word."""
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    top = next(n for n, row in enumerate(rows) if row[0] == first)
    return [dict(zip(map(str, rows[top]), row, strict=True)) for row in rows[top + 1 :] if row[0]]


def shown(outcome: ProgressOutcome, title: str) -> list[dict[str, object]]:
    """The rows of a sheet as content, without writing the workbook."""
    sheet = next(each for each in progress_book(outcome).sheets if each.title == title)
    heads = [column.title for column in sheet.tables[0].columns]
    rows = ([entry.value for entry in row] for row in sheet.tables[0].rows)
    return [dict(zip(heads, row, strict=True)) for row in rows]


def links_of(sheet: Worksheet) -> list[Any]:
    return [cell.hyperlink for row in sheet.iter_rows() for cell in row if cell.hyperlink]


def test_the_calendar_lists_the_tasks_of_each_month_and_opens_their_sources() -> None:
    book = book_of(progress.outcome(progress.later()))
    calendar = rows_of(book["Lịch"], "Tháng")
    assert [row["Tháng"] for row in calendar] == [
        *["09/2026"] * 2, *["10/2026"] * 2, *["11/2026"] * 2, *["06/2027"] * 2,
    ]  # fmt: skip
    assert [row["STT"] for row in calendar] == [1, 6, 2, 7, 3, 8, 5, 10]
    assert "2 nhiệm vụ không có ngày đến hạn không nêu" in str(book["Lịch"]["A3"].value)
    opened = links_of(book["Lịch"])
    assert len([row for row in calendar if row["Mở"]]) == len(opened) == 2
    assert {link.target for link in opened} == {"../inputs/status/bao%20cao.xlsx"}
    # A month leads to the first of its tasks.
    months = book["Theo tháng"]
    places = [link.location for link in links_of(months)]
    assert [str(book["Lịch"][place.split("!")[1]].value) for place in places] == [
        "09/2026", "10/2026", "11/2026", "06/2027",
    ]  # fmt: skip
    assert [row["Tổng số"] for row in rows_of(months, "Tháng")] == [2, 2, 2, 2]


def test_each_row_of_the_tidy_table_opens_the_row_that_told_of_it() -> None:
    data = book_of(progress.outcome(progress.busy()))[term("progress_sheet", "data")]
    told = [row for row in rows_of(data, "Loại") if row["Nguồn"]]
    assert told
    assert all(row["Mở"] for row in told)
    assert len(links_of(data)) == len(told)


def test_of_a_task_that_nobody_told_of_the_plan_is_opened() -> None:
    outcome = replace(progress.outcome(), places={"tinh.xlsx": "../inputs/upper/tinh.xlsx"})
    book = progress_book(outcome)
    calendar = next(sheet for sheet in book.sheets if sheet.title == "Lịch")
    links = [row[-1].link for row in calendar.tables[0].rows]
    assert links[:2] == [
        FileLink("../inputs/upper/tinh.xlsx", "KH", 1),
        FileLink("../inputs/upper/tinh.xlsx", "KH", 6),
    ]


def test_a_sheet_has_no_more_links_than_excel_opens(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(links, "MOST", 3)
    data = book_of(progress.outcome(progress.busy()))[term("progress_sheet", "data")]
    assert len(links_of(data)) == 3


def test_a_deadline_that_was_moved_keeps_the_first_one_beside_it() -> None:
    said = progress.told("so-noi-vu", 6, _GRANTED, _TENTH)
    first = date(2026, 9, 30)
    (soon,) = (r for r in shown(progress.outcome((said,)), "Lịch") if r["STT"] == 6)
    assert (soon["Tháng"], soon["Thời hạn đầu"]) == ("11/2026", first)
    # What is late by the day that was granted is late, and both days are told.
    late = progress.outcome((said,), day=date(2026, 12, 20))
    (row,) = shown(late, "Quá hạn")
    assert (row["Số ngày quá hạn"], row["Thời hạn đầu"]) == (14, first)
    assert book_of(late)["Quá hạn"].page_setup.fitToWidth == 1
    annex = progress_document(late, None, Config(), SHIPPED).context["danh_muc_qua_han"]
    assert "'thoi_han': '30/11/2026 (thời hạn đầu: 30/9/2026)'" in str(annex)
    # Done after the first day, and in time by the one that was granted.
    done = progress.told("so-noi-vu", 6, "Hoàn thành ngày 25/11/2026", date(2026, 11, 26))
    finished = progress.outcome((said, done), day=late.period.last)
    (row,) = (r for r in shown(finished, "Lịch") if r["STT"] == 6)
    assert (row["Trạng thái"], row["Thời hạn đầu"]) == ("Hoàn thành", first)
    # Where nothing was granted the column is not there.
    assert "Thời hạn đầu" not in shown(progress.outcome(), "Lịch")[0]


def test_programs_are_given_what_the_workbook_shows() -> None:
    granted = progress.told("so-noi-vu", 6, _GRANTED, _TENTH)
    outcome = progress.outcome(
        (*progress.later(), granted), before=progress.before_the_tenth(),
        day=date(2026, 12, 20), rule=((50.0, 6.0),),
    )  # fmt: skip
    book, said = book_of(outcome), progress_document_for_programs(outcome)
    tidy = rows_of(book[term("progress_sheet", "data")], "Loại")
    assert len(tidy) == len(said["tasks"])
    for row, task in zip(tidy, said["tasks"], strict=True):
        shown = [
            row["Nhóm nhiệm vụ"], row["Cơ quan chủ trì"], row["Thời hạn"], row["Số ngày quá hạn"],
            row["Số lần gia hạn"], row["Khó khăn, vướng mắc"], row["Đề xuất, kiến nghị"],
            row["Số văn bản kết quả"], row["Cơ quan phối hợp"], str(row["Thời hạn đầu"] or "")[:10],
        ]  # fmt: skip
        assert [each or "" for each in shown] == [
            " › ".join(task["group"]), task["lead"], task["deadline"], task["days_late"] or "",
            task["extensions"] or "", task["difficulty"], task["proposal"],
            "; ".join(task["documents"]), task["support"], task["first_deadline"] or "",
        ]  # fmt: skip
    for sheet, key, name in (
        ("Theo cơ quan", "offices", "Cơ quan, đơn vị"),
        ("Theo nhóm", "groups", "Nhóm nhiệm vụ"),
        ("Theo tháng", "months", "Tháng"),
    ):
        parts = {row[name]: row["Tổng số"] for row in rows_of(book[sheet], name)}
        assert {part: parts[part] for part in parts if part != "Cộng"} == {
            each.get("name", each.get("month")): each["total"] for each in said[key]
        }
    moved = rows_of(book["Thay đổi từ kỳ trước"], "Thay đổi")
    assert [term("move", each["move"]) for each in said["moves"]] == [r["Thay đổi"] for r in moved]
    assert [each["body"] for each in said["ranking"]] == [
        row["Cơ quan, đơn vị"] for row in rows_of(book["Xếp hạng"], "Hạng")
    ]
    # The document is of the closing day, and so is the ranking of its report.
    assert said["report"]["ranking"] == said["ranking"]
    assert [each["last_day"] for each in said["report"]["trend"]] == ["2026-11-14", "2026-12-14"]
    frame = progress_frame(said["tasks"])
    late = frame[frame["first_deadline"].notna()]
    assert set(late["extensions"]) == {1}


def test_rows_are_no_higher_than_their_tasks_need() -> None:
    outcome = progress.outcome(progress.later())
    group = ("III. XÂY DỰNG NÔNG THÔN MỚI, GIẢM NGHÈO VÀ BẢO VỆ MÔI TRƯỜNG",)
    rows = (replace(r, task=replace(r.task, group=group)) for r in outcome.tracking.rows)
    grouped = replace(outcome, tracking=replace(outcome.tracking, rows=tuple(rows)))
    book = book_of(grouped)
    units, tidy = book["Theo đơn vị"], book["Dữ liệu"]
    named = [cell.row for cell in units["B"] if str(cell.value).startswith("Nhiệm vụ")]
    assert named
    assert {units.row_dimensions[row].height for row in named} == {17.25}
    # Three lines: of a group in capitals, as of most tasks.
    assert max(tidy.row_dimensions[row].height or 0 for row in range(2, tidy.max_row + 1)) <= 45
