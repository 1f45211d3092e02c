"""The sheet of data: other programs read it as it lies, and reckon the same figures from it."""

import datetime as dt
import re
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from coverage_sample import AS_OF, TEXTS, UNITS, commune, province
from plans import many
from reconcile.report.coverage import data_sheet
from reconcile.report.coverage.workbook import coverage_book
from reconcile.tracking.coverage import Coverage, coverage_of, digest
from reconcile.tracking.proposed import proposed
from reconcile.vocabulary.terms import term
from reconcile.workbook.xlsx.write import workbook_bytes

PAGE = (Path(__file__).parents[1] / "docs" / "api.md").read_text("utf-8")
SECTION = PAGE.partition("## The sheet “Dữ liệu”")[2]
COLUMNS: dict[str, str] = dict(
    re.findall(r"(?m)^\| `([^`]+)` \| (text|number|day|0 or 1|0 to 1) \|", SECTION)
)


def sample(*units: str) -> Coverage:
    upper = province()
    held = tuple(digest(commune(name, n, upper)) for n, name in enumerate(units))
    return Coverage(upper, AS_OF, held)


@pytest.fixture(scope="module")
def data() -> pd.DataFrame:
    """The sheet as pandas reads it, without a word on where its header is."""
    return read(sample(*UNITS))["Dữ liệu"]


def read(coverage: Coverage, **options: Any) -> dict[str, pd.DataFrame]:
    file = BytesIO(workbook_bytes(coverage_book(coverage)))
    # The engine that pandas will take by itself from its next version on.
    return pd.read_excel(file, sheet_name=None, engine="calamine", **options)


def test_the_columns_are_those_of_the_page_in_its_order(data: pd.DataFrame) -> None:
    assert len(COLUMNS) > 10
    assert list(data.columns) == list(COLUMNS)


def test_numbers_are_numbers_days_are_days_and_the_rest_is_text() -> None:
    # As objects: else pandas makes numbers of texts that look like some.
    cells = read(sample(*UNITS), dtype=object)["Dữ liệu"]
    kinds: dict[str, type | tuple[type, ...]]
    kinds = {"number": int, "0 or 1": int, "day": dt.datetime, "text": str, "0 to 1": (int, float)}
    other = [
        name
        for name, kind in COLUMNS.items()
        if not all(isinstance(cell, kinds[kind]) for cell in cells[name].dropna())
    ]
    assert other == []


def test_there_is_one_row_for_each_unit_and_upper_task(data: pd.DataFrame) -> None:
    assert len(data) == len(UNITS) * len(TEXTS)
    assert not data.duplicated(["Đơn vị", "Mã nhiệm vụ cấp trên"]).any()
    assert list(data["Thứ tự"]) == [*range(1, len(TEXTS) + 1)] * len(UNITS)


def test_the_sums_of_two_columns_give_the_coverage_rate(data: pd.DataFrame) -> None:
    sums = data.groupby("Đơn vị")[["Tính vào tỷ lệ", "Tính là đã cụ thể hóa"]].sum()
    rates = sums["Tính là đã cụ thể hóa"] / sums["Tính vào tỷ lệ"]
    units = sample(*UNITS).units
    assert rates.to_dict() == pytest.approx({u.unit.name: u.summary.rate for u in units})


def test_each_row_has_what_carries_the_task_or_comes_nearest_with_its_place() -> None:
    for result in (many(), commune(UNITS[0], 0, province())):
        rows = read(coverage_of(result))["Dữ liệu"]
        lowers = {task.key: task for task in result.lower.tasks}
        some = 0
        for (_, row), each in zip(rows.iterrows(), result.uppers, strict=True):
            assert row["Số nhiệm vụ tương ứng"] == len(each.links)
            pairs = sorted(each.links, key=lambda pair: -pair.score) or proposed(each)
            if not pairs:
                assert row[["Nhiệm vụ của đơn vị", "Tệp", "Mức tin cậy"]].isna().all()
                continue
            task, some = lowers[pairs[0].lower], some + 1
            assert row["Nhiệm vụ của đơn vị"] == task.text
            assert (row["Tệp"], row["Dòng"]) == (task.where.file, task.where.row)
            assert row["Mức tin cậy"] == pytest.approx(pairs[0].score)
        assert some


def test_what_does_not_fit_one_sheet_goes_on_on_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = read(sample(*UNITS[:2]))["Dữ liệu"]
    monkeypatch.setattr(data_sheet, "_MOST_ROWS", 15)
    sheets = read(sample(*UNITS[:2]))
    first, second = sheets["Dữ liệu"], sheets["Dữ liệu (2)"]
    assert (len(first), len(second)) == (15, 5)
    pd.testing.assert_frame_equal(pd.concat([first, second], ignore_index=True), whole)


def test_each_row_has_the_cluster_of_its_unit() -> None:
    coverage = sample(*UNITS[:2])
    units = tuple(replace(u, cluster=f"Cụm {n}") for n, u in enumerate(coverage.units))
    rows = read(replace(coverage, units=units))["Dữ liệu"]
    told = dict(zip(rows["Đơn vị"], rows[term("cluster", "cluster")], strict=True))
    assert told == {unit.unit.name: unit.cluster for unit in units}


def test_without_a_unit_there_is_no_sheet_of_data() -> None:
    assert "Dữ liệu" not in read(sample())
