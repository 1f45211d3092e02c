"""The coverage workbook, as the coordinator finds it: written, then opened again."""

import datetime as dt
import re
from dataclasses import replace
from io import BytesIO
from itertools import product
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from coverage_sample import AS_OF, TEXTS, UNITS, commune, province
from papers import coverage as communes
from reconcile.model import (
    Finding,
    LowerOutcome,
    LowerResult,
    Outcome,
    Role,
    Severity,
    Summary,
    Task,
    UpperResult,
    Where,
)
from reconcile.report.coverage.workbook import coverage_book
from reconcile.tracking.coverage import Coverage, digest
from reconcile.tracking.figures import combine, summarise
from reconcile.vocabulary.terms import term, terms
from reconcile.workbook.content.grid import Book
from reconcile.workbook.xlsx.write import workbook_bytes

BROKEN = Finding(
    "unreadable",
    Severity.ERROR,
    Where("KH xã Tân Lập (2).xlsx"),
    "tệp bị hỏng",
    "mở bằng Excel và lưu lại",
)


def sample(texts: tuple[str, ...] = TEXTS, units: tuple[str, ...] = UNITS) -> Coverage:
    upper = province(texts)
    held = tuple(digest(commune(name, n, upper)) for n, name in enumerate(units))
    return Coverage(upper, AS_OF, held, (BROKEN,))


def opened(book: Book, **options: bool) -> Workbook:
    return load_workbook(BytesIO(workbook_bytes(book)), **options)


def sheet(coverage: Coverage, name: str) -> Any:
    return opened(coverage_book(coverage))[term("sheet", name)]


def table_rows(worksheet: Any) -> list[dict[str, Any]]:
    """Read the first real table of a sheet, row by row, by header."""
    (table,) = worksheet.tables.values()
    head, *rows = worksheet[table.ref]
    return [{h.value: c.value for h, c in zip(head, row, strict=True)} for row in rows]


# ---- the figures --------------------------------------------------------------------------------


def upper(role: Role, outcome: Outcome) -> UpperResult:
    return UpperResult(Task("k", Where("t.xlsx"), "Việc", role=role), outcome, role)


def lower(outcome: LowerOutcome) -> LowerResult:
    return LowerResult(Task("k", Where("x.xlsx"), "Việc"), outcome)


def test_the_rate_counts_whole_and_part_over_all_that_the_unit_has_a_role_in() -> None:
    every = [upper(role, outcome) for role, outcome in product(Role, Outcome)]
    more = [upper(Role.LEAD, Outcome.CARRIED), upper(Role.SUPPORT, Outcome.REVIEW)]
    assert summarise([*every, *more], [lower(o) for o in LowerOutcome]) == Summary(
        total=14,
        lead=5,
        support=5,
        none=4,
        carried=3,
        partial=2,
        review=3,
        missed=2,
        missed_lead=1,
        missed_support=1,
        own=1,
        duplicate=1,
        rate=0.5,
        rate_lead=0.6,
        rate_support=0.4,
    )


def test_no_task_at_all_gives_a_rate_of_zero() -> None:
    assert summarise([], []) == Summary()
    assert summarise([upper(Role.NONE, Outcome.CARRIED)], []).rate == 0.0


def test_the_figures_of_all_units_are_those_of_their_tasks_together() -> None:
    plan = province()
    results = [commune(name, n, plan) for n, name in enumerate(UNITS)]
    digests = [digest(result) for result in results]
    uppers = [u for result in results for u in result.uppers]
    lowers = [lower for result in results for lower in result.lowers]
    assert combine((d.standings, d.summary) for d in digests) == summarise(uppers, lowers)


# ---- what the sheets say ------------------------------------------------------------------------


def test_the_sheets_are_named_and_ordered_as_the_glossary_has_them() -> None:
    assert opened(coverage_book(sample())).sheetnames == list(terms("sheet").values())


def test_the_overview_has_the_total_on_top_and_the_units_by_what_they_miss() -> None:
    coverage = sample()
    overview = sheet(coverage, "overview")
    rows = table_rows(overview)
    missed = [row[term("outcome", "missed")] for row in rows]
    assert missed == sorted((unit.summary.missed for unit in coverage.units), reverse=True)
    by_name = {unit.unit.name: unit.summary for unit in coverage.units}
    for row in rows:
        summary = by_name[row[term("label", "unit")]]
        assert row[term("label", "rate")] == summary.rate
        by_role = [row[term("coverage", f"missed_{role}")] for role in ("lead", "support")]
        assert by_role == [summary.missed_lead, summary.missed_support]
        better = sum(other.rate > summary.rate for other in by_name.values())
        assert row[term("coverage", "rank")] == better + 1
    (table,) = overview.tables.values()
    total = overview[overview[table.ref][0][0].row - 1]
    assert total[1].value == term("coverage", "total")
    assert total[10].value == coverage.total.rate
    charts = overview._charts  # noqa: SLF001  openpyxl offers no other look at charts
    # On the first page, below the table that they show, beside each other.
    last = int(re.findall(r"\d+", table.ref)[-1])
    assert [chart.anchor._from.row for chart in charts] == [last + 2] * 2  # noqa: SLF001
    chart, counts = charts
    assert counts.anchor._from.col > chart.anchor._from.col  # noqa: SLF001
    named = {overview[_cell(each.tx.strRef.f)].value for each in counts.series}
    assert named == {term("outcome", outcome) for outcome in Outcome}
    assert all(each.id > chart.anchor._from.row for each in overview.row_breaks.brk)  # noqa: SLF001


def _cell(reference: str) -> str:
    """The cell of a reference of a chart."""
    return reference.rpartition("!")[2].replace("$", "")


def test_what_most_units_missed_is_told_apart_by_role_and_may_be_unclear() -> None:
    said = [c.value for row in sheet(sample(), "overview") for c in row if c.value]
    lead, support = (said.index(term("coverage", f"most_missed_{r}")) for r in ("lead", "support"))
    assert lead < support
    # No task is missed by more than half of the units; of one unit alone each one is.
    assert term("coverage", "perhaps_unclear") not in said
    alone = [c.value for row in sheet(sample(units=UNITS[:1]), "overview") for c in row]
    assert term("coverage", "perhaps_unclear") in alone


def test_the_clusters_of_the_units_stand_beside_their_names() -> None:
    coverage = sample()
    clusters = ("Cụm 2", "Cụm 1")
    units = tuple(replace(u, cluster=clusters[n % 2]) for n, u in enumerate(coverage.units))
    rows = table_rows(sheet(replace(coverage, units=units), "overview"))
    told = {row[term("label", "unit")]: row[term("cluster", "cluster")] for row in rows}
    assert told == {unit.unit.name: unit.cluster for unit in units}


def test_the_months_of_the_upper_plan_add_up_to_the_whole() -> None:
    coverage = sample()
    rows = table_rows(sheet(coverage, "deadlines"))
    assert sum(row[term("coverage", "given")] for row in rows) == coverage.total.given
    assert sum(row[term("outcome", "missed")] for row in rows) == coverage.total.missed
    assert sum(row[term("label", "total")] for row in rows) == len(coverage.upper.tasks)


def test_each_office_has_the_tasks_that_it_leads_and_the_units_have_theirs() -> None:
    coverage = sample()
    told = {row[term("coverage", "office")]: row for row in table_rows(sheet(coverage, "offices"))}
    leads: dict[str, list[int]] = {}
    for index, task in enumerate(coverage.upper.tasks):
        units = any(s.role is Role.LEAD for s in coverage.standings(index))
        for name in [term("coverage", "units_lead")] if units else task.lead.split("; "):
            leads.setdefault(name, []).append(index)
    assert told.keys() == leads.keys()
    for name, indices in leads.items():
        held = [s for index in indices for s in coverage.standings(index) if s.counts]
        missed = sum(s.outcome is Outcome.MISSED for s in held)
        keys = (("label", "total"), ("coverage", "given"), ("outcome", "missed"))
        shown = [told[name][term(*key)] for key in keys]
        assert shown == [len(indices), len(held), missed]


def test_what_could_not_be_read_stands_in_the_overview_with_its_reason() -> None:
    said = [c.value for row in sheet(sample(), "overview") for c in row if c.value]
    assert "KH xã Tân Lập (2).xlsx" in said
    assert "Tệp bị hỏng. Mở bằng Excel và lưu lại." in said


def test_tasks_without_a_role_come_last_and_count_for_nobody() -> None:
    rows = table_rows(sheet(sample(), "matrix"))
    column = term("label", "role")
    assert [row[column] == term("role", "none") for row in rows] == [False] * 8 + [True] * 2
    assert [row[term("coverage", "missing_units")] for row in rows[-2:]] == [None, None]
    assert {row["Xã Suối Đá"] for row in rows[:8]} == {terms("short_outcome")[o] for o in Outcome}


def test_each_open_task_is_listed_under_its_unit() -> None:
    coverage = sample()
    missed = table_rows(sheet(coverage, "missed"))
    assert len(missed) == coverage.total.missed
    first = missed[0]
    assert first[term("label", "unit")] == "UBND xã Suối Đá"
    assert first[term("label", "upper_task")] == TEXTS[1]
    assert first[term("coverage", "due")] == dt.datetime(2026, 12, 31)  # noqa: DTZ001  as in Excel
    review = table_rows(sheet(coverage, "review"))
    assert len({(r[term("label", "unit")], r[term("label", "upper_task")]) for r in review}) == (
        coverage.total.review
    )
    assert review[0][term("label", "reasons")].startswith("- Cùng viện dẫn 27-KH/BCĐ")
    assert review[0][term("label", "place")] == "KH xã Suối Đá.xlsx › Phụ lục › dòng 13"


def test_a_finding_of_the_upper_plan_is_said_once_and_each_has_its_place() -> None:
    rows = table_rows(sheet(sample(), "deviations"))
    code, unit = term("coverage", "code"), term("label", "unit")
    assert [row[unit] for row in rows if row[code] == "stt-gap"] == ["UBND tỉnh Sơn Hải"]
    weights = [row[term("label", "severity")] for row in rows]
    assert weights == sorted(weights, key=list(terms("severity").values()).index)
    late = next(row for row in rows if row[code] == "later-deadline")
    assert late[term("column", "task")].startswith("Nhiệm vụ thứ 3 của xã")
    assert late[term("coverage", "finding_kind")] == "Thời hạn muộn hơn cấp trên giao"
    assert [late[term("coverage", key)] for key in ("file", "sheet", "row", "header")] == [
        "KH xã An Khê Thượng.xlsx",
        "Phụ lục",
        12,
        "Thời hạn hoàn thành",
    ]


def test_the_deviations_print_without_the_codes_by_which_the_screen_is_filtered() -> None:
    deviations = sheet(sample(), "deviations")
    (table,) = deviations.tables.values()
    *_, header, code = deviations[table.ref][0]
    assert code.value == term("coverage", "code")
    assert header.column_letter == deviations.print_area.rpartition("$")[0].rpartition("$")[2]


def test_a_lower_task_written_twice_is_told_from_one_that_the_unit_added() -> None:
    kinds = [row[term("coverage", "kind")] for row in table_rows(sheet(sample(), "own"))]
    assert kinds[:2] == [term("lower_outcome", "duplicate"), term("lower_outcome", "own")]


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("overview", "no_units"),
        ("matrix", "no_tasks"),
        ("missed", "no_missed"),
        ("review", "no_review"),
        ("deviations", "no_deviations"),
        ("own", "no_own"),
    ],
)
def test_a_sheet_with_nothing_to_list_says_so_in_its_table(name: str, said: str) -> None:
    nothing = Coverage(replace(province(()), findings=()), AS_OF, ())
    (row,) = table_rows(sheet(nothing, name))
    assert [value for value in row.values() if value] == [term("coverage", said)]


def test_whole_numbers_of_tasks_are_numbers_that_sort_and_other_ones_stay_as_written() -> None:
    plan = province(TEXTS[:4])
    numbered = {"1": 1, "1.2": "1.2", "10.": 10, "a)": "a)"}
    tasks = tuple(replace(t, stt=s) for t, s in zip(plan.tasks, numbered, strict=True))
    plan = replace(plan, tasks=tasks)
    held = tuple(digest(commune(name, n, plan)) for n, name in enumerate(UNITS))
    book = opened(coverage_book(Coverage(plan, AS_OF, held)))
    shown = {
        name: {row[term(*head)] for row in table_rows(book[term("sheet", name)])}
        for name, head in {
            "matrix": ("column", "stt"),
            "missed": ("coverage", "stt_upper"),
            "own": ("coverage", "stt_lower"),
            "data": ("coverage", "stt_upper"),
        }.items()
    }
    assert shown["matrix"] == set(numbered.values())
    assert shown["missed"] == set(numbered.values())
    assert shown["own"] == {5, 6}
    # For programs a column has one type; it has its order beside it.
    assert shown["data"] == set(numbered)


def test_two_units_of_one_name_keep_a_column_each() -> None:
    rows = table_rows(sheet(sample(units=("Tân Lập", "Tân Lập")), "matrix"))
    assert {"Xã Tân Lập", "Xã Tân Lập (2)"} <= set(rows[0])


def test_every_sheet_is_a_real_table_with_filters_under_a_frozen_header() -> None:
    for worksheet in opened(coverage_book(sample())).worksheets:
        (table,) = worksheet.tables.values()
        head = worksheet[table.ref][0]
        assert [cell.value for cell in head] == table.column_names
        assert table.autoFilter.ref == table.ref
        assert worksheet.freeze_panes == f"C{head[0].row + 1}"


def test_every_sheet_prints_on_a4_the_matrix_on_a3_with_its_header_on_each_page() -> None:
    worksheet: Any
    matrix = term("sheet", "matrix")
    for worksheet in opened(coverage_book(sample())).worksheets[1:]:
        setup = worksheet.page_setup
        assert (setup.orientation, setup.paperSize) == (
            "landscape",
            8 if worksheet.title == matrix else 9,
        )
        assert (setup.fitToWidth, setup.fitToHeight) == (1, 0)
        assert worksheet.sheet_properties.pageSetUpPr.fitToPage
        (table,) = worksheet.tables.values()
        top = worksheet[table.ref][0][0].row
        assert worksheet.print_title_rows == f"${top}:${top}"
        assert worksheet.oddFooter.center.text == "Trang &P/&N"


def test_twenty_units_stand_side_by_side_on_one_page_of_a3_in_letters_that_can_be_read() -> None:
    setup = sheet(sample(TEXTS[:2], tuple(f"Số {n}" for n in range(20))), "matrix").page_setup
    assert (setup.paperSize, setup.fitToWidth) == (8, 1)


def test_many_units_go_over_several_pages_with_the_task_repeated_on_each() -> None:
    matrix = sheet(sample(units=tuple(f"Số {n}" for n in range(60))), "matrix")
    assert matrix.page_setup.fitToWidth > 1
    assert matrix.print_title_cols == "$A:$B"


def test_more_than_forty_units_have_a_matrix_for_each_cluster_that_their_names_lead_to() -> None:
    held = sample(TEXTS[:2], tuple(f"Số {n}" for n in range(41))).units
    clusters = ("Cụm 10", "Cụm 2", "")
    units = tuple(replace(unit, cluster=clusters[n % 3]) for n, unit in enumerate(held))
    book = opened(coverage_book(replace(sample(TEXTS[:2]), units=units)))
    title = term("sheet", "matrix")
    named = [f"{title} – {name}" for name in ("Cụm 2", "Cụm 10", "(chưa xếp cụm)")]
    assert [each for each in book.sheetnames if each.startswith(title)] == named
    overview = book[term("sheet", "overview")]
    for cell in [row[1] for row in overview[overview.tables["tong_quan"].ref]][1:]:
        sheet_name, place = cell.hyperlink.location.split("!")
        head = book[sheet_name.strip("'")][place]
        assert cell.value == f"UBND {head.value[:1].lower()}{head.value[1:]}"


def test_over_each_unit_of_the_matrix_stands_its_rate_and_leads_to_what_it_has_left_out() -> None:
    held = communes(3)
    book = opened(coverage_book(held))
    matrix = book[term("sheet", "matrix")]
    (table,) = matrix.tables.values()
    head = matrix[table.ref][0]
    for unit, name in zip(held.units, head[-len(held.units) :], strict=True):
        over = matrix.cell(name.row - 1, name.column)
        assert over.value == pytest.approx(unit.summary.rate)
        title, row = _led_to(book, over)
        if unit.missed:
            task = held.upper.tasks[unit.missed[0].index]
            assert title == term("sheet", "missed")
            assert (row[1], row[3]) == (unit.unit.name, task.text)
        else:
            assert (title, row[1]) == (term("sheet", "overview"), unit.unit.name)
    assert {bool(unit.missed) for unit in held.units} == {True, False}


def test_a_task_that_units_have_left_out_leads_to_the_first_of_them() -> None:
    held = sample()
    book = opened(coverage_book(held))
    matrix = book[term("sheet", "matrix")]
    (table,) = matrix.tables.values()
    led = 0
    for stt, text, *others in matrix[table.ref][1:]:
        if others[3].value:
            title, row = _led_to(book, stt)
            assert (title, row[3]) == (term("sheet", "missed"), text.value)
            assert _led_to(book, others[3]) == (title, row)
            led += 1
        else:
            assert (stt.hyperlink, others[3].hyperlink) == (None, None)
    assert led


def _led_to(book: Workbook, cell: Any) -> tuple[str, list[Any]]:
    """Where a click on a cell leads: the sheet, and the row there."""
    title, place = cell.hyperlink.location.replace("'", "").split("!")
    worksheet: Any = book[title]
    return title, [each.value for each in worksheet[worksheet[place].row]]
