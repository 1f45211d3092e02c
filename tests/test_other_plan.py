"""A plan that answers another upper plan is said to, and its tasks are no additions of the unit."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from by_path import SHIPPED
from papers import CARRIED, LEAD, MISSED
from plans import outcome_of
from reconcile.config import Config, DocumentKind
from reconcile.model import PlanText, Reconciliation, Where
from reconcile.report.coverage.list_sheets import own_sheet
from reconcile.report.documents.kinds import overall_document, unit_document
from reconcile.review.ask.own_tasks_sheet import lower_rows
from reconcile.review.settling.answers_by_subject import AnswersBySubject
from reconcile.tracking.coverage import coverage_of
from reconcile.vocabulary.findings import finding
from reconcile.vocabulary.terms import term
from reconcile.workbook.content.grid import SheetTable

CITES = finding("other-upper-plan", Where("xa.xlsx"), carries="129/KH-UBND", upper="140/KH-UBND")
HOLDS = finding("other-programme", Where("xa.xlsx"), share="rất ít")


def answering(told: Any, own: int = 46) -> Reconciliation:
    """The outcome of a unit whose plan answers another one."""
    result = outcome_of([(LEAD, CARRIED)] * 3 + [(LEAD, MISSED)] * 9, own=own)
    return replace(
        result,
        lower=replace(result.lower, carries="129/KH-UBND"),
        findings=(*result.findings, told),
    )


def said(kind: DocumentKind, result: Reconciliation) -> str:
    context = unit_document(kind, result, Config(), SHIPPED).context
    return str(context["ket_qua_khac" if kind is DocumentKind.REPORT else "ket_qua_chung"])


@pytest.mark.parametrize("kind", [DocumentKind.REPORT, DocumentKind.LETTER])
def test_the_plan_that_it_answers_is_named(kind: DocumentKind) -> None:
    text = said(kind, answering(CITES)).replace("\\xa0", " ").replace("\xa0", " ")
    assert "được ban hành để thực hiện Kế hoạch số 129/KH-UBND, không phải kế hoạch nêu" in text
    assert "xã tự bổ sung 46" not in text


@pytest.mark.parametrize("kind", [DocumentKind.REPORT, DocumentKind.LETTER])
def test_it_is_cited_with_the_day_and_the_issuer_that_the_units_own_words_give(
    kind: DocumentKind,
) -> None:
    result = answering(CITES)
    opening = (
        "Thực hiện Kế hoạch số 129/KH-UBND ngày 14/11/2025 của UBND tỉnh An Khê về phát triển số,"
        " UBND xã ban hành kế hoạch như sau:"
    )
    own = replace(result.lower, text=PlanText(opening=opening))
    text = said(kind, replace(result, lower=own)).replace("\\xa0", " ").replace("\xa0", " ")
    named = "Kế hoạch số 129/KH-UBND ngày 14/11/2025 của UBND tỉnh An Khê, không phải kế hoạch nêu"
    assert f"được ban hành để thực hiện {named}" in text


@pytest.mark.parametrize("kind", [DocumentKind.REPORT, DocumentKind.LETTER])
def test_a_plan_of_another_programme_is_told_as_that(kind: DocumentKind) -> None:
    text = said(kind, answering(HOLDS))
    assert "có thể được ban hành để thực hiện kế hoạch khác" in text
    assert "xã tự bổ sung 46" not in text


def test_a_plan_that_mostly_carries_ours_has_added_the_rest() -> None:
    assert "tự bổ sung 02 nhiệm vụ" in said(DocumentKind.REPORT, answering(CITES, own=2))


def causes(result: Reconciliation) -> str:
    context = unit_document(DocumentKind.REPORT, result, Config(), SHIPPED).context
    return str(context["nguyen_nhan"])


def test_what_is_short_is_no_reason_for_itself() -> None:
    assert causes(outcome_of([(LEAD, CARRIED), (LEAD, MISSED)], late=1)) == "[]"


def test_a_plan_that_is_older_than_the_upper_one_is_a_reason() -> None:
    result = outcome_of([(LEAD, CARRIED), (LEAD, MISSED)])
    older = replace(result, lower=replace(result.lower, issued=date(2025, 11, 3)))
    text = causes(older)
    assert "UBND xã ban hành ngày 03/11/2025, trước khi UBND tỉnh ban hành kế hoạch" in (
        text.replace("\\xa0", " ")
    )
    whole = outcome_of([(LEAD, CARRIED)])
    assert causes(replace(whole, lower=older.lower)) == "[]"


def test_a_plan_for_another_one_is_a_reason() -> None:
    assert "để thực hiện Kế hoạch số 129/KH-UBND" in causes(answering(CITES)).replace("\\xa0", " ")


def test_the_report_over_all_units_takes_no_wrong_number_for_another_plan() -> None:
    for result, names in ((answering(CITES), True), (answering(CITES, own=2), False)):
        context = overall_document(coverage_of(result), Config(), SHIPPED).context
        assert ("có thể được ban hành" in str(context["nguyen_nhan"])) == names


def test_the_workbooks_call_its_tasks_no_additions_either() -> None:
    nobody = AnswersBySubject({}, {}, {}, {})
    elsewhere, added = term("lower_kind", "elsewhere"), term("lower_outcome", "own")
    for result, kind in ((answering(CITES), elsewhere), (answering(CITES, own=2), added)):
        shown = lower_rows(result, nobody, {})
        assert {each.cells["kind"].value for each in shown} == {kind}
        (unit,) = coverage_of(result).units
        assert unit.summary.own == (0 if kind == elsewhere else 2)
        (_, table) = own_sheet(coverage_of(result)).blocks
        assert isinstance(table, SheetTable)
        assert all(kind in [cell.value for cell in row] for row in table.rows)
