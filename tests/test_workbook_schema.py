"""Every kind of workbook that is written keeps to the Office schema."""

from collections.abc import Callable
from pathlib import Path

import pytest

from coverage_sample import AS_OF, commune, province
from reconcile.report.blank_form.workbook import ANY_UNIT, form_book
from reconcile.report.coverage.workbook import coverage_book
from reconcile.review import joint_book, joint_part, review_book
from reconcile.tracking.coverage import coverage_of
from reconcile.workbook.content.grid import Book
from reconcile.workbook.xlsx.font_order import fonts_in_order
from reconcile.workbook.xlsx.page import pages_wide
from reconcile.workbook.xlsx.write import workbook_bytes
from reviewing import UNIT, outcome
from schema import workbook_errors


def joint() -> Book:
    """The workbook of all units, of two."""
    upper = province()
    outcomes = [commune(name, shift, upper) for shift, name in enumerate((UNIT, "Bình Lâm"))]
    return joint_book(upper, AS_OF, [joint_part(each, ()) for each in outcomes], "g")


BOOKS: dict[str, Callable[[], Book]] = {
    "review": lambda: review_book(outcome(), ()),
    "all units": joint,
    "coverage": lambda: coverage_book(coverage_of(outcome())),
    "form": lambda: form_book(province(), ANY_UNIT, lambda task: task.role, AS_OF),
}


@pytest.mark.parametrize("kind", BOOKS)
def test_a_workbook_keeps_to_the_office_schema(kind: str, tmp_path: Path) -> None:
    path = tmp_path / "tệp.xlsx"
    path.write_bytes(workbook_bytes(BOOKS[kind]()))
    assert workbook_errors(path) == []


def test_a_font_has_its_parts_in_the_order_of_the_schema() -> None:
    said = '<rPr><rFont val="Times"/><b/><color rgb="FF"/><sz val="12"/></rPr><font><i/></font>'
    ordered = '<rPr><b/><sz val="12"/><color rgb="FF"/><rFont val="Times"/></rPr><font><i/></font>'
    assert fonts_in_order(said) == ordered


def test_all_that_is_printed_of_the_workbook_of_all_units_stands_side_by_side_on_a_page() -> None:
    asked = joint().sheets[0]
    assert pages_wide(asked.printed_widths, asked.tables[0].frozen, asked.paper) == 1
