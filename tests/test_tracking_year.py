"""Months of reports: every figure of workbook, document and file is that of a plain recount."""

import json
import os
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

import docx
import pytest
from openpyxl import load_workbook

from reconcile.model import PeriodKind
from reconcile.run.open_folder import Asked
from reconcile.run.progress.track import AskedTracking, track_folder
from tracking_year import Year

SOAK = os.environ.get("RECONCILE_SOAK")
MONTHS, COMMUNES, SEEDS = (12, 7, 5) if SOAK else (3, 2, 1)
KINDS = ("done_in_time", "done_late", "open_in_time", "open_late", "unknown")

pytestmark = pytest.mark.soak


def in_document(path: Path) -> dict[str, int]:
    """The figures of the upper plan as the first table of the report shows them."""
    rows: Any = docx.Document(str(path)).tables[1].rows
    # Below a head of two levels.
    cells = [cell.text for cell in rows[2].cells]
    said = dict(zip(("total", *KINDS[:4], "apart", "unknown"), map(int, cells[1:8]), strict=True))
    return {kind: said[kind] for kind in KINDS}


def in_workbook(path: Path) -> dict[str, dict[str, int]]:
    """The figures of each unit's upper tasks, as the sheet of the units shows them."""
    sheet: Any = load_workbook(path)["Theo đơn vị"]
    rows = list(sheet.iter_rows(values_only=True))
    head = next(row for row in rows if "Tổng số" in row)
    titles = {
        "done_in_time": "Hoàn thành đúng hạn",
        "done_late": "Hoàn thành quá hạn",
        "open_in_time": "Chưa hoàn thành, trong hạn",
        "open_late": "Chưa hoàn thành, quá hạn",
        "unknown": "Chưa có thông tin",
    }
    places = {kind: head.index(title) for kind, title in titles.items()}
    given = [row for row in rows if row[1] == "Nhiệm vụ cấp trên giao tại đơn vị"]
    return {row[0]: {kind: row[at] for kind, at in places.items()} for row in given}


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(SEEDS))
def test_each_month_every_figure_is_that_of_a_recount_and_the_month_before_as_reported(
    seed: int, tmp_path: Path
) -> None:
    year = Year(Random(seed), COMMUNES)  # noqa: S311 - a script that is the same each time
    year.write_plans(tmp_path)
    before: dict[str, int] | None = None
    for month in range(1, MONTHS + 1):
        closing = date(2026, month, 14)
        year.month(tmp_path, closing)
        done = track_folder(tmp_path, Asked(as_of=closing), AskedTracking(PeriodKind.MONTH))
        assert done.outcome.doubtful == ()
        wanted = year.recount(closing)
        said = json.loads((tmp_path / "outputs/tien-do.json").read_text("utf-8"))
        assert {k: said["figures"]["upper"][k] for k in KINDS} == wanted["*"]
        assert {
            unit["name"]: {k: unit["assigned"][k] for k in KINDS} for unit in said["units"]
        } == {unit: wanted[unit] for unit in year.units}
        assert in_workbook(tmp_path / "outputs/tien-do.xlsx") == {u: wanted[u] for u in year.units}
        assert in_document(tmp_path / "outputs/bao-cao-tien-do.docx") == wanted["*"]
        reported = said["report"]["before"]
        found = {k: reported["figures"][k] for k in KINDS} if reported else None
        assert found == before
        before = wanted["*"]
