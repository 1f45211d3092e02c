"""Real plans with known answers: every task is read, and none is made up."""

import csv
from pathlib import Path

import pytest

from effort import at_most
from reconcile.errors import NoTaskTableError
from reconcile.model import Column, Row, RowKind, Source
from reconcile.read import read_file
from shared_cases import READ, each_case

NO_TASKS = (
    "chamdiemcchc_KHTS.xlsx",
    "laocai_baocao_ccn_vp_ubnd_2026.docx",
    "phumybac_baocao_thang.docx",
    "phutho_sovanbanden_html.doc",
    "qlts_tinhuykh_SoTSCDm1.xlsx",
    "qlts_tinhuykh_TT144_10a.xls",
    "qlts_tinhuykh_taisan_VP_2019.xls",
    "tcvn3__2006-Bang-bieu.xls",
    "tcvn3__2006-Bieu-ban-hanh-kem-theo-TT04.xls",
    "vni__2006-Mau22_CKTC_NSH-1.xls",
)


def tasks(source: Source) -> list[Row]:
    return [row for table in source.tables for row in table.rows if row.kind is RowKind.TASK]


@pytest.mark.parametrize("side", ["upper", "lower"])
@each_case("gold.csv", "upper.xlsx", "lower.xlsx", held=READ)
def test_every_task_of_a_case_is_read_and_none_is_made_up(case: Path, side: str) -> None:
    with (case / "gold.csv").open(encoding="utf-8") as lines:
        told = {int(row[f"{side}_row"]) for row in csv.DictReader(lines) if row[f"{side}_row"]}
    assert [row.number for row in tasks(read_file(case / f"{side}.xlsx"))] == sorted(told)


@pytest.mark.parametrize("side", ["upper", "lower"])
def test_the_word_annex_gives_the_same_tasks_as_the_workbook(shared: Path, side: str) -> None:
    folder = shared / "cases" / "quangngai-dantien"
    book, word = (tasks(read_file(folder / f"{side}.{kind}")) for kind in ("xlsx", "docx"))
    for column in (Column.TASK, Column.DIRECTIVE, Column.LEAD, Column.SUPPORT):
        assert [" ".join(row.says(column).split()) for row in word] == [
            " ".join(row.says(column).split()) for row in book
        ]
    assert [row.group for row in word] == [row.group for row in book]


@pytest.mark.parametrize("name", NO_TASKS)
def test_a_file_without_tasks_says_what_was_seen_and_what_to_do(shared: Path, name: str) -> None:
    with at_most(40), pytest.raises(NoTaskTableError) as caught:
        read_file(shared / "files" / name)
    assert "đã xem “" in caught.value.problem
    assert f'[files."{name}"]' in caught.value.fix


@pytest.mark.parametrize(
    ("name", "count"),
    [("luongminh_xa_kh_baucu_2025.htm", 18), ("laocai_kh_sct_dean08_2026.docx", 27)],
)
def test_a_plan_in_prose_gives_its_tasks_each_with_who_leads(
    shared: Path, name: str, count: int
) -> None:
    source = read_file(shared / "files" / name)
    read = tasks(source)
    assert len(read) == count
    assert all(row.says(Column.LEAD) and row.group for row in read)
    assert {table.where.sheet for table in source.tables} == {"Đoạn"}
