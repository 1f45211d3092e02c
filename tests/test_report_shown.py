"""What the lists of the coverage workbook show of pairs, and what they leave out."""

from dataclasses import replace
from pathlib import Path

import pytest

from coverage_sample import AS_OF, commune, province
from reconcile.cli.show import show_run
from reconcile.model import Candidate, Outcome, Reconciliation, Where
from reconcile.report.coverage.workbook import coverage_book
from reconcile.run.folder import RunReport
from reconcile.tracking.coverage import Coverage, digest
from reconcile.vocabulary.findings import finding
from reconcile.vocabulary.terms import term


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
    title = term("sheet", name)
    (sheet,) = (each for each in coverage_book(coverage).sheets if each.title == title)
    heads = [each.title for each in sheet.tables[0].columns]
    rows = sheet.tables[0].rows
    return [dict(zip(heads, (cell.value for cell in row), strict=True)) for row in rows]


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
