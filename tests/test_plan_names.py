"""How documents name the plan above: in full at first, with blanks for what is not known."""

import datetime as dt
from dataclasses import replace
from pathlib import Path

from office import workbook
from plans import many
from reconcile.config import parse_config
from reconcile.model import Plan
from reconcile.report.documents.plan_names import cite, cite_in_title, cite_shortly
from reconcile.run.open_folder import Asked
from reconcile.run.writing.documents_again import report_folder
from test_documents_run import SHORT, UPPER

ABOVE = many().upper
TOLD = """
[run]
as_of = 2026-11-20
[documents]
kinds = ["ke-hoach"]
[upper]
plan_number = "210/KH-UBND"
plan_dated = 2026-10-21
plan_subject = "nhiệm vụ trọng tâm quý IV năm 2026"
"""


def without(plan: Plan) -> Plan:
    """The same plan, of which the file tells nothing but the table."""
    return replace(plan, number="", issued=None, title="")


def test_the_first_citation_has_number_day_issuer_in_full_and_subject() -> None:
    assert cite(ABOVE) == (
        "Kế hoạch số 140/KH-UBND ngày 25/11/2025 của Ủy ban nhân dân tỉnh An Khê về triển khai các"
        " nhiệm vụ trọng tâm về chuyển đổi số năm 2026"
    )
    assert cite_shortly(ABOVE) == "Kế hoạch số 140/KH-UBND ngày 25/11/2025 của UBND tỉnh An Khê"


def test_what_is_not_known_of_it_is_a_blank_where_it_is_first_cited() -> None:
    assert cite(without(ABOVE)) == "Kế hoạch số […] ngày […] của Ủy ban nhân dân tỉnh An Khê"
    assert cite_shortly(without(ABOVE)) == "Kế hoạch của UBND tỉnh An Khê"


def test_a_title_names_the_subject_unless_it_grows_too_long() -> None:
    assert cite_in_title(ABOVE).endswith("nhiệm vụ trọng tâm về chuyển đổi số năm 2026")
    long = replace(ABOVE, title=f"Triển khai {'các nhiệm vụ trọng tâm, ' * 9}năm 2026")
    assert cite_in_title(long) == cite_shortly(ABOVE)


def test_a_plan_whose_title_cites_itself_has_no_subject() -> None:
    own = replace(ABOVE, title="Danh mục thực hiện Kế hoạch số 140/KH-UBND của UBND tỉnh")
    assert cite(own).endswith("của Ủy ban nhân dân tỉnh An Khê")


def test_a_symbol_that_a_title_has_typed_apart_is_cited_as_its_issuer_writes_it() -> None:
    title = "Triển khai Nghị quyết số 57 NQ/TW và Thông báo số 46 - TB/TGV trong 12 tháng"
    assert cite(replace(ABOVE, title=title)).endswith(
        "về triển khai Nghị quyết số 57-NQ/TW và Thông báo số 46-TB/TGV trong 12 tháng"
    )


def test_the_settings_name_a_plan_whose_file_does_not(tmp_path: Path) -> None:
    for part, drawing in (("upper", UPPER), ("lower", SHORT)):
        (tmp_path / "inputs" / part).mkdir(parents=True)
        workbook(tmp_path / f"inputs/{part}/{part}.xlsx", drawing)
    (tmp_path / "reconcile.toml").write_text(TOLD, "utf-8")
    assert parse_config(TOLD).upper.plan_dated == dt.date(2026, 10, 21)
    report_folder(tmp_path, Asked())
    said = (tmp_path / "outputs/UBND xã An Bình/du-lieu/ke-hoach.json").read_text("utf-8")
    assert (
        "Thực hiện Kế hoạch số 210/KH-UBND ngày 21/10/2026 của Ủy ban nhân dân tỉnh Hà Sơn về nhiệm"
        " vụ trọng tâm quý IV năm 2026"
    ) in said.replace("\u00a0", " ")
