"""What the lists of the coverage workbook show of pairs, and what they leave out."""

from dataclasses import replace
from pathlib import Path

import pytest

import progress
from coverage_sample import AS_OF, UNITS, commune, province
from reconcile.cli.show import show_run
from reconcile.model import Candidate, Outcome, Reconciliation, Role, Where
from reconcile.normalise.several import together
from reconcile.report.coverage.workbook import coverage_book
from reconcile.report.for_programs.progress_json import progress_document
from reconcile.report.progress.workbook import progress_book
from reconcile.run.folder import RunReport
from reconcile.tracking.changes import changes_since, standing
from reconcile.tracking.coverage import Coverage, digest
from reconcile.tracking.progress import track
from reconcile.tracking.unit_tasks import AssignedTask, UnitTasks
from reconcile.vocabulary.findings import finding
from reconcile.vocabulary.terms import term, terms
from reconcile.workbook.content.grid import Book, SheetTable


def unlikely(result: Reconciliation) -> Reconciliation:
    """Add a pair of a hundredth without reasons to each task, and leave a missed one no other."""

    def faint(key: str, lower: str) -> Candidate:
        return Candidate(key, lower, 0.011)

    uppers = tuple(
        replace(
            each,
            candidates=(
                *(each.candidates if each.outcome is not Outcome.MISSED else ()),
                faint(each.task.key, result.lowers[0].task.key),
            ),
        )
        for each in result.uppers
    )
    return replace(result, uppers=uppers)


def listed(coverage: Coverage, name: str) -> list[dict[str, object]]:
    """Read a sheet's table as it will be written, by header."""
    return rows_of(sheet_of(coverage_book(coverage), term("sheet", name)))


def sheet_of(book: Book, title: str) -> SheetTable:
    """Return the first table of a sheet."""
    (sheet,) = (each for each in book.sheets if each.title == title)
    return sheet.tables[0]


def rows_of(table: SheetTable) -> list[dict[str, object]]:
    heads = [each.title for each in table.columns]
    return [dict(zip(heads, (cell.value for cell in row), strict=True)) for row in table.rows]


def of_unlikely() -> Coverage:
    upper = province()
    return Coverage(upper, AS_OF, (digest(unlikely(commune("Suối Đá", 0, upper))),))


def test_each_pair_that_is_listed_for_review_has_its_reasons() -> None:
    rows = listed(of_unlikely(), "review")
    assert len(rows) == 3
    assert all(row[term("label", "reasons")] for row in rows)


def test_nothing_is_called_the_nearest_task_of_the_unit_that_is_hardly_like_it() -> None:
    rows = listed(of_unlikely(), "missed")
    assert rows
    assert not any(row[term("coverage", "nearest")] for row in rows)


def test_the_screen_tells_of_each_kind_of_fault_in_the_upper_plan_one_row_and_how_many_there_are(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    serials = tuple(
        finding("date-serial", Where("Kế hoạch tỉnh.xlsx", "Phụ lục", row), number="46203", day="x")
        for row in (7, 8)
    )
    plan = province()
    show_run(
        RunReport(replace(plan, findings=(*plan.findings, *serials)), AS_OF, (), (), (), 0),
        tmp_path,
    )
    said = " ".join(capsys.readouterr().out.split())
    assert said.count("Cảnh báo: Kế hoạch tỉnh.xlsx") == 1
    assert "kế hoạch cấp trên: 2 cảnh báo, 1 lưu ý (trang “Sai lệch”)" in said


def test_progress_names_the_plan_of_each_task_only_where_there_are_several_plans() -> None:
    asked = progress.matter(progress.busy())
    numbers = ("186/KH-UBND", "98/KH-UBND")
    plans = [replace(asked.upper, number=number) for number in numbers]
    both = together(plans, numbers)
    assigned = tuple(AssignedTask(each.key, Role.LEAD) for each in both.tasks)
    own = (replace(both.tasks[0], key="own", plan=""),)
    units = [UnitTasks(progress.UNITS[0], own, assigned)]
    one = progress.outcome(progress.busy())
    two = replace(one, tracking=track(replace(asked, upper=both, units=units), progress.DAY))
    title = term("coverage", "plan")
    for name in ("overdue", "data"):
        sheet_name = term("progress_sheet", name)
        assert title not in [
            each.title for each in sheet_of(progress_book(one), sheet_name).columns
        ]
        rows = rows_of(sheet_of(progress_book(two), sheet_name))
        shared = [
            row for row in rows if row[term("progress", "kind")] != term("tracked_kind", "unit")
        ]
        # Of the second plan nothing was told, so that none of it counts as late.
        assert {row[title] for row in shared} == set(numbers[: 1 if name == "overdue" else 2])
        assert not any(row[title] for row in rows if row not in shared)
    tasks = progress_document(two)["tasks"]
    assert {each["plan"] for each in tasks if each["kind"] != "unit"} == set(numbers)
    assert {each["plan"] for each in tasks if each["kind"] == "unit"} == {""}
    assert {each["plan"] for each in progress_document(one)["tasks"]} == {numbers[0]}


def test_what_the_upper_plan_changed_is_listed_once_however_many_units_there_are() -> None:
    now = province()
    first, second, third = now.tasks[:3]
    soon = replace(second.deadline, text="Ngày 30/6/2026")
    then = (
        replace(first, key="old", text=f"{first.text} (dự thảo)"),
        replace(second, deadline=soon),
        *now.tasks[3:],
        replace(third, key="gone", text="Tổ chức hội thi tin học trẻ cấp xã năm 2026"),
    )
    results = [commune(name, 0, now) for name in ("Suối Đá", "An Khê Thượng")]
    before = [standing(commune(name, 0, replace(now, tasks=then))) for name in UNITS[:2]]
    held = tuple(
        digest(replace(each, changes=changes_since(earlier, standing(each))))
        for each, earlier in zip(results, before, strict=True)
    )
    assert {each.kind for unit in held for each in unit.above} == set(terms("change_above"))
    rows = rows_of(
        sheet_of(coverage_book(Coverage(now, AS_OF, held)), term("coverage", "changes_sheet"))
    )
    told = [
        (row[term("review_column", "change")], row[term("review_column", "before")]) for row in rows
    ]
    assert told == [
        ("Sửa nội dung", f"{first.text} (dự thảo)"),
        ("Đổi thời hạn", "Ngày 30/6/2026"),
        ("Giao thêm", ""),
        ("Không giao nữa", "Tổ chức hội thi tin học trẻ cấp xã năm 2026"),
    ]
    names = [each.title for each in coverage_book(of_unlikely()).sheets]
    assert term("coverage", "changes_sheet") not in names
