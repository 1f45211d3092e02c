"""What keeps a document from being signed is found with its place, and stops --final."""

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from office import workbook
from papers import LEAD, MISSED, without_blanks
from plans import outcome_of
from reconcile.check.tasks import district_body
from reconcile.cli.documents import report
from reconcile.config import Config, DocumentKind, Proposals
from reconcile.model import Column, Outcome, Reconciliation
from reconcile.report.documents.kinds import unfinished_in
from reconcile.report.documents.plan.amendments import amend
from reconcile.report.documents.plan.context import plan_context
from reconcile.vocabulary.deadlines import read_deadline
from reconcile.vocabulary.findings import finding
from test_documents_run import SHORT, UPPER

LATER = "viện dẫn văn bản đề ngày sau ngày của văn bản này"
PLAN, LETTER = DocumentKind.PLAN, DocumentKind.LETTER


def found(
    result: Reconciliation, kind: DocumentKind = PLAN, config: Config | None = None
) -> list[tuple[str, str]]:
    settings = config or without_blanks(Config())
    return [(each.place, each.what) for each in unfinished_in([kind], result, settings)]


def own(text: str = "Xây dựng mô hình điểm số của xã", due: str = "31/12/2026") -> Reconciliation:
    """The outcome of a commune with one task of its own."""
    result = outcome_of([], own=1)
    task = replace(result.lower.tasks[0], text=text, deadline=read_deadline(due))
    return replace(result, lower=replace(result.lower, tasks=(task,)))


def test_a_plan_in_which_all_is_told_keeps_nothing_open() -> None:
    assert found(own()) == []


def test_a_blank_of_the_text_is_told_by_what_it_is_for() -> None:
    ((place, what),) = found(own(), config=Config())
    assert place == "“Kỳ hạn báo cáo”"
    assert what == "còn chỗ trống […]"


def test_a_total_and_a_day_that_the_commune_has_to_say_are_told_by_their_row() -> None:
    result = outcome_of([(LEAD, MISSED)], grouped=False)
    task = replace(
        result.uppers[0].task,
        text="Cứng hóa 120 km đường trục thôn",
        deadline=read_deadline("30/9/2026"),
    )
    result = replace(result, uppers=(replace(result.uppers[0], task=task),))
    assert found(result) == [
        ("Phụ lục, STT 1", "còn chỗ trống [chỉ tiêu của xã]"),
        ("Phụ lục, STT 1", "còn chỗ trống […]"),
    ]


def test_an_own_row_without_diacritics_or_with_a_past_day_is_told() -> None:
    assert found(own("So hoa ho so ho tich con hieu luc")) == [
        ("Phụ lục, STT 1", "nội dung gõ không dấu")
    ]
    assert found(own(due="31/10/2026")) == [("Phụ lục, STT 1", "thời hạn đã qua")]
    mistyped = [("Phụ lục, STT 1", "thời hạn gõ sai hoặc không có trong lịch")]
    assert found(own(due="31/11/2026")) == found(own(due="31/12/202")) == mistyped


def test_a_comment_on_an_own_row_is_told_until_the_unit_has_settled_it() -> None:
    result = own()
    (task,) = result.lower.tasks
    lead = replace(task, lead="Phòng Nội vụ huyện")
    said = found(replace(result, findings=(*result.findings, *district_body(lead))))
    assert said == [
        (
            "Phụ lục, STT 1",
            "còn ý kiến chưa xử lý: “Phòng Nội vụ huyện” là cơ quan, đơn vị cấp huyện, không …",
        )
    ]


def test_a_total_of_the_province_in_an_own_row_is_told_until_the_unit_has_settled_it() -> None:
    result = own()
    (task,) = result.lower.tasks
    copied = finding("copied-total", task.place(Column.TASK), task=task.key, figures="5.000 ha")
    said = found(replace(result, findings=(*result.findings, copied)))
    assert said == [
        (
            "Phụ lục, STT 1",
            "còn ý kiến chưa xử lý: Ghi nguyên 5.000 ha, là số cấp trên tính chung cho các đơn …",
        )
    ]


@pytest.mark.parametrize(
    ("dues", "news"),
    [
        (["TX", "31/12/2026"], ["Thường xuyên"]),
        (["T12/2026"], ["Tháng 12/2026"]),
        (["12/2026", "Tháng 11/2026"], ["Tháng 12/2026"]),
        (["30/11/2026", "01/1/2027"], ["01/01/2027"]),
        # Written in one way throughout, it is the unit's.
        (["12/2026", "11/2026"], []),
        (["Hằng quý", "Thường xuyên"], []),
    ],
)
def test_an_own_deadline_that_is_abbreviated_or_unlike_others_is_proposed_anew_and_never_changed(
    dues: list[str], news: list[str]
) -> None:
    result = outcome_of([], own=len(dues))
    pairs = zip(result.lower.tasks, dues, strict=True)
    tasks = tuple(replace(task, deadline=read_deadline(due)) for task, due in pairs)
    result = replace(result, lower=replace(result.lower, tasks=tasks))
    remarks = amend(result, Proposals()).remarks
    assert [each.new for each in remarks] == news
    rows = plan_context(result, Config(), PLAN, ())["phu_luc"]
    assert isinstance(rows, dict)
    assert [due for due in dues if "/1/" not in due] == [
        row["thoi_han"] for row in rows["dong"] if row["thoi_han"] in dues
    ]
    assert [bool(row.get("y_kien_thoi_han")) for row in rows["dong"]].count(True) == len(news)


def test_a_document_cited_that_is_dated_after_this_one_is_told() -> None:
    result = own()
    late = replace(result.upper, issued=result.as_of + dt.timedelta(days=9))
    whats = {what for _, what in found(replace(result, upper=late))}
    assert whats == {"viện dẫn văn bản đề ngày sau ngày của văn bản này"}


def test_a_row_that_cites_a_document_of_a_later_day_is_told() -> None:
    late = "Thực hiện Quyết định số 15/QĐ-UBND ngày 30/12/2026 của UBND xã"
    assert ("Phụ lục, STT 1", LATER) in found(own(late))


def test_a_report_tells_its_own_rows_without_diacritics_and_a_letter_quotes_them() -> None:
    result = outcome_of([(LEAD, Outcome.CARRIED), (LEAD, MISSED)], grouped=False)
    bare = "So hoa ho so ho tich con hieu luc"
    tasks = tuple(replace(task, text=bare) for task in result.lower.tasks)
    result = replace(result, lower=replace(result.lower, tasks=tasks))
    whats = [what for _, what in found(result, DocumentKind.REPORT)]
    assert whats == ["nội dung gõ không dấu"]
    assert found(result, LETTER) == []


def test_past_days_of_the_tasks_that_a_letter_lists_are_what_it_is_about() -> None:
    result = outcome_of([(LEAD, MISSED)], grouped=False)
    task = replace(result.uppers[0].task, deadline=read_deadline("30/9/2026"))
    result = replace(result, uppers=(replace(result.uppers[0], task=task),))
    assert found(result, LETTER) == []


def test_final_names_each_place_and_writes_nothing(tmp_path: Path) -> None:
    for part, drawing in (("upper", UPPER), ("lower", SHORT)):
        (tmp_path / "inputs" / part).mkdir(parents=True)
        workbook(tmp_path / f"inputs/{part}/{part}.xlsx", drawing)
    kinds = ["--kind", "bao-cao", "--kind", "bao-cao-tong-hop"]
    call = [str(tmp_path), *kinds, "--final", "--as-of", "2026-11-20"]
    done = CliRunner().invoke(report, call)
    assert done.exit_code == 1
    assert "bao-cao.docx › “Kế hoạch số […]" in done.output
    # So it is over all units.
    assert "bao-cao-tong-hop.docx › “Kế hoạch số […]" in done.output
    assert not (tmp_path / "outputs/UBND xã An Bình/bao-cao.docx").exists()
