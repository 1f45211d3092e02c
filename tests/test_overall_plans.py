"""The Báo cáo tổng hợp of several upper plans: figures and tasks plan by plan."""

from dataclasses import replace
from pathlib import Path

import docx

from papers import annex_tables, chain, coverage, filled_chain, filled_overall, of_two_plans
from reconcile.model import Chain, Level, Unit
from reconcile.report.coverage.workbook import coverage_book


def shown(path: Path) -> list[list[list[str]]]:
    """The tables of a document, cell by cell."""
    tables = docx.Document(str(path)).tables
    return [
        [[cell.text.replace("\xa0", " ") for cell in row.cells] for row in table.rows]
        for table in tables
    ]


def test_the_figures_of_each_of_several_plans_stand_under_those_of_the_roles(
    tmp_path: Path,
) -> None:
    covered = of_two_plans(7)
    path, _ = filled_overall(covered, tmp_path)
    (table,) = (table for table in shown(path) if table[0][0] == "Kế hoạch")
    assert [row[1:] for row in table[1:]] == [
        ["49", "37", "0", "0", "12", "75,5%"],
        ["21", "03", "0", "0", "18", "14,3%"],
        ["70", "40", "0", "0", "30", "57,1%"],
    ]
    assert [row[0] for row in table[1:]] == [
        "Kế hoạch số 140/KH-UBND ngày 25/11/2025 của UBND tỉnh An Khê",
        "Kế hoạch số 98/KH-UBND ngày 01/3/2026 của UBND tỉnh An Khê",
        "Tổng cộng",
    ]
    text = "\n".join(p.text for p in docx.Document(str(path)).paragraphs).replace("\xa0", " ")
    assert "Số liệu theo từng kế hoạch như sau:" in text


def test_a_task_that_most_missed_is_named_with_the_plan_that_gives_it(tmp_path: Path) -> None:
    path, _ = filled_overall(of_two_plans(7), tmp_path)
    text = "\n".join(p.text for p in docx.Document(str(path)).paragraphs).replace("\xa0", " ")
    # All plans are cited in full above.
    assert "(giai đoạn 6)” (Kế hoạch số 140/KH-UBND; 06/07 đơn vị)" in text


def test_the_annex_of_missed_tasks_lists_them_plan_by_plan_numbered_through(
    tmp_path: Path,
) -> None:
    covered = of_two_plans(7)
    path, _ = filled_overall(covered, tmp_path)
    table = annex_tables(path)[-1]
    first = [row.cells[0].text.replace("\xa0", " ") for row in table.rows[1:]]
    assert first == [
        "I. Kế hoạch số 140/KH-UBND ngày 25/11/2025 của UBND tỉnh An Khê",
        "1",
        "2",
        "II. Kế hoạch số 98/KH-UBND ngày 01/3/2026 của UBND tỉnh An Khê",
        "3",
        "4",
        "5",
    ]
    tasks = [row.cells[1].text for row in table.rows[1:] if row.cells[0].text.isdigit()]
    missed = [index for index in range(10) if covered.missing(index)]
    # Abbreviations are spelt out; each text ends with a phase of its own.
    phases = [covered.upper.tasks[index].text.rpartition("(")[2] for index in missed]
    assert [text.rpartition("(")[2] for text in tasks] == phases


def test_a_template_of_a_user_that_knows_no_plans_shows_each_as_a_row(tmp_path: Path) -> None:
    _, made = filled_overall(of_two_plans(7), tmp_path)
    annex = made.context["nhiem_vu"]
    assert isinstance(annex, dict)
    heads = [row for row in annex["dong"] if row["nhom"]]
    assert heads[1]["noi_dung"].startswith("II. Kế hoạch số 98/KH-UBND")
    assert {len(row) for row in annex["dong"]} == {8}


def test_of_one_plan_nothing_is_said_plan_by_plan(tmp_path: Path) -> None:
    path, made = filled_overall(coverage(7), tmp_path)
    assert made.context["theo_ke_hoach"] == []
    assert "Kế hoạch" not in {table[0][0] for table in shown(path)}
    assert all(row.cells[0].text.isdigit() for row in annex_tables(path)[-1].rows[1:])


def test_of_several_topmost_plans_the_chain_names_the_one_that_gives_each_task(
    tmp_path: Path,
) -> None:
    followed = of_two_topmost_plans()
    path, made = filled_chain(followed, tmp_path)
    lost = made.context["dung_lai"]
    assert isinstance(lost, dict)
    assert lost["dong"][0]["noi_dung"].endswith("(Nghị quyết số 03/NQ-CP của Chính phủ)")
    said = "\n".join(each.text for each in docx.Document(str(path)).paragraphs)
    assert "của Chính phủ và Văn phòng Trung ương Đảng có 02 nhiệm vụ" in said.replace("\xa0", " ")
    book = coverage_book(replace(coverage(3), chain=followed))
    for name in ("Chuỗi", "Bảng chuỗi"):
        (table,) = next(sheet for sheet in book.sheets if sheet.title == name).tables
        at = [column.title for column in table.columns].index("Thuộc kế hoạch")
        assert [row[at].value for row in table.rows] == ["03/NQ-CP", "77/KL-TW"]
        assert {len(row) for row in table.rows} == {len(table.columns)}


def of_two_topmost_plans() -> Chain:
    """A chain of two tasks, each of another plan and issuer."""
    followed = chain("above", "whole")
    top = replace(followed.plans[0], issued=None, title="")
    office = Unit("vptw", "Văn phòng Trung ương Đảng", Level.CENTRAL)
    issued = (("03/NQ-CP", top.unit), ("77/KL-TW", office))
    parts = tuple(
        replace(top, unit=unit, number=number, name=number, tasks=(replace(e.task, plan=number),))
        for (number, unit), e in zip(issued, followed.tasks, strict=True)
    )
    given = tuple(part.tasks[0] for part in parts)
    tasks = tuple(replace(e, task=t) for e, t in zip(followed.tasks, given, strict=True))
    together = replace(top, number="", parts=parts, tasks=given)
    return replace(followed, plans=(together, *followed.plans[1:]), tasks=tasks)
