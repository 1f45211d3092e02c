"""The periodic report and the letter on what is overdue: layout, schema, and what they say."""

import os
from dataclasses import replace
from datetime import date, timedelta
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from typing import Any

import docx
import pytest
from icalendar import Calendar
from openpyxl import load_workbook

import progress
from by_path import SHIPPED, fill, template
from papers import PARTY
from reconcile.config import Config
from reconcile.layout.check import check_document
from reconcile.model import PeriodKind
from reconcile.report.documents.kinds import Document, progress_document, urging_document
from reconcile.report.documents.progress_report import facts, sentences, words
from reconcile.report.documents.progress_report.scope import led_late
from reconcile.report.documents.progress_report.sentences import statistics
from reconcile.report.for_programs.calendar import calendar_bytes
from reconcile.report.progress.workbook import progress_book
from reconcile.report.templates.fields import fields_of
from reconcile.report.templates.fill import PROPERTIES
from reconcile.tracking.asked_proposals import proposed
from reconcile.tracking.counts import ProgressFigures
from reconcile.tracking.outcome import ProgressOutcome
from reconcile.tracking.progress import TrackedKind
from reconcile.tracking.ranking import ranked
from reconcile.tracking.tracked_lists import open_tasks
from reconcile.vocabulary.terms import term
from reconcile.vocabulary.units import make_unit
from reconcile.workbook.content.grid import SheetTable
from reconcile.workbook.xlsx.write import workbook_bytes
from schema import schema_errors
from test_documents_templates import assert_same_words, paths

OUTCOMES: dict[str, ProgressOutcome] = {
    "nothing told": progress.outcome(),
    "a month": progress.outcome(progress.busy(), before=progress.earlier()),
    "a week": progress.outcome(progress.busy(), kind=PeriodKind.WEEK),
    "a quarter": progress.outcome(progress.busy(), kind=PeriodKind.QUARTER),
    "nine months": progress.outcome(progress.busy(), kind=PeriodKind.NINE_MONTHS),
    "on request": progress.outcome(progress.busy(), kind=PeriodKind.AD_HOC),
    "a Party committee": progress.outcome(progress.busy(), before=progress.earlier(), party=True),
}
UNIT = progress.UNITS[0]
RULE = ((100.0, 10.0), (50.0, 6.0))
_HINDERED = progress.told(UNIT.id, 10, "Đang thực hiện", date(2026, 11, 10), why="Thiếu cán bộ.")
OUTCOMES["a year before"] = replace(
    progress.outcome((*progress.busy(), _HINDERED), before=progress.earlier()),
    year_before=replace(progress.earlier(), last_day=date(2025, 11, 14)),
)
OUTCOMES["the first"] = replace(OUTCOMES["a month"], before=None, first_since=date(2026, 11, 1))
_TENTH = date(2026, 11, 10)
_ISSUED = progress.told(
    UNIT.id, 2, "Đã ban hành Kế hoạch số 12/KH-UBND ngày 20/10/2026; hoàn thành 20/10/2026", _TENTH
)
OUTCOMES["a month with results"] = progress.outcome((*progress.busy(), _ISSUED))
_DECEMBER = date(2026, 12, 20)
OTHERS = {
    "a year": progress.outcome(progress.later(), kind=PeriodKind.YEAR, day=_DECEMBER, rule=RULE),
    "a week in November": progress.outcome(
        progress.later(), kind=PeriodKind.WEEK, day=date(2026, 11, 15)
    ),
    "a new task": progress.outcome(
        progress.later(), before=progress.before_the_tenth(), day=_DECEMBER
    ),
}
SOAK = os.environ.get("RECONCILE_SOAK")


def papers(name: str) -> dict[str, Document]:
    outcome = (OUTCOMES | OTHERS)[name]
    unit = replace(PARTY, id=UNIT.id) if "Party" in name else UNIT
    made = {
        "overall": progress_document(outcome, None, Config(), SHIPPED),
        "unit": progress_document(outcome, unit, Config(), SHIPPED),
    }
    late = [body for body in (UNIT.id, "so-noi-vu") if led_late(outcome, body)]
    letters = {each: urging_document(outcome, each, Config(), SHIPPED) for each in late}
    return made | letters


def plain(text: object) -> str:
    return str(text).replace("\u00a0", " ")


def text_of(path: Path) -> str:
    return " ".join(plain(p.text) for p in docx.Document(str(path)).paragraphs)


@pytest.mark.soak
@pytest.mark.parametrize("name", OUTCOMES if SOAK else ("a month", "a Party committee"))
def test_no_document_of_tracking_breaks_a_rule_of_layout_or_schema(
    name: str, tmp_path: Path
) -> None:
    for kind, made in papers(name).items():
        path = tmp_path / f"{kind}.docx"
        fill(made.template, made.context, path)
        errors = check_document(path.read_bytes(), path.name).breaches
        assert [(kind, e.rule.id, str(e.where), e.found) for e in errors] == []
    # One of each template, for the validator is slow.
    assert [
        each for kind in papers(name) for each in schema_errors(tmp_path / f"{kind}.docx")
    ] == []


def test_the_listed_fields_are_those_that_fill_the_documents() -> None:
    for stem in ("bao-cao-tien-do", "cong-van-don-doc-tien-do"):
        listed = {field.path for field in fields_of(stem)}
        given: set[str] = set()
        for name in OUTCOMES | OTHERS:
            for made in papers(name).values():
                if made.template.stem.startswith(stem):
                    given |= paths({k: v for k, v in made.context.items() if k != PROPERTIES})
        assert given <= listed
        assert {path for path in listed - given if not path.endswith("[]")} == set()


def test_the_report_says_what_a_reader_counts(tmp_path: Path) -> None:
    made = papers("a month")["overall"]
    fill(made.template, made.context, tmp_path / "a.docx")
    said = text_of(tmp_path / "a.docx")
    # Ten tasks. Done by all that lead it: the 1st, late, for one of two was. Late: the 2nd, for
    # one commune has not done it, and the 6th of the office. Of the 7th to the 10th nobody has
    # told; the 4th and the 9th recur, as their deadlines say.
    for sentence in (
        "Tổng số 10 nhiệm vụ được theo dõi; 06 nhiệm vụ đã có thông tin (tỷ lệ cập nhật 60%).",
        "đã hoàn thành 01 (quá hạn), đạt 20% nhiệm vụ có thời hạn",
        "chưa hoàn thành 04 (trong hạn 02, quá hạn 02, bằng 20% tổng số)",
        "Tính riêng: 02 nhiệm vụ thường xuyên.",
        "nhiệm vụ hoàn thành tăng 01 nhiệm vụ (từ 0 lên 01)",
        "Có 02 nhiệm vụ quá hạn, gồm 01 nhiệm vụ từ 8 đến 30 ngày và 01 nhiệm vụ từ 31 đến 90 ngày",
        "thiếu nhân lực",
    ):
        assert sentence in said
    # The annex names what hinders each commune, too, where communes lead the task.
    annex = docx.Document(str(tmp_path / "a.docx")).tables
    figures = next(table for table in annex if table.cell(0, 0).text == "Phạm vi")
    assert [plain(figures.cell(at, 9).text) for at in (0, 2)] == ["Tỷ lệ cập nhật", "60%"]
    cells = [cell.text for table in annex for cell in table._cells]  # noqa: SLF001 - far quicker
    assert {"UBND xã Vĩnh Hạ: chưa bố trí được kinh phí", "Thiếu nhân lực"} <= {*cells}
    # Of a task that several lead it says how many of them have done it.
    assert "Đang thực hiện; 01/02 đơn vị đã hoàn thành" in cells
    # The words before a list stay on the page of its first item.
    body = docx.Document(str(tmp_path / "a.docx")).paragraphs
    led = [a for a, b in pairwise(body) if a.text.endswith(":") and b.text.startswith("- ")]
    assert led
    assert all(each.paragraph_format.keep_with_next for each in led)


def test_of_a_task_that_recurs_it_is_told_how_many_report_and_never_how_many_have_done_it() -> None:
    for name, field in (("a month", "tinh_rieng"), ("on request", "bang_nhiem_vu")):
        given: Any = papers(name)["overall"].context[field]
        rows = given["dong"] if field == "tinh_rieng" else given
        (fourth,) = (row for row in rows if "số 4 " in plain(row["noi_dung"]))
        assert fourth["tinh_hinh"] == "01/02 đơn vị đã báo cáo"


def test_a_body_s_own_lists_do_not_name_it_in_every_row(tmp_path: Path) -> None:
    made = papers("a month")
    assert len(made) == 4
    for name, each in made.items():
        fill(each.template, each.context, tmp_path / f"{name}.docx")
        tables = docx.Document(str(tmp_path / f"{name}.docx")).tables
        titles = {plain(cell.text) for table in tables for cell in table.rows[0].cells}
        assert ("Cơ quan, đơn vị" in titles) == (name == "overall")


@pytest.mark.parametrize(("day", "month"), [(30, 11), (31, 12), (45, 12)])
def test_a_report_that_closes_with_the_month_is_signed_in_the_next(day: int, month: int) -> None:
    made = progress.outcome(progress.busy())
    asked = date(2026, 10, 31) + timedelta(day)
    closed = replace(made.states, last_day=date(2026, 11, 30))
    made = replace(made, states=closed, tracking=replace(made.tracking, as_of=asked))
    context = progress_document(made, None, Config(), SHIPPED).context
    assert str(context["dia_danh_ngay"]).endswith(f"tháng {month} năm 2026")
    assert f"tháng {month} năm 2026" in plain(context["kem_theo"])
    assert context["ngay_so_lieu"] == "30/11/2026"


def test_what_nobody_has_told_is_not_said_to_be_in_time_and_a_unit_does_not_name_itself() -> None:
    context = str(papers("a quarter")["overall"].context).replace("\\xa0", " ")
    for said in ("chưa có đơn vị nào báo cáo", "Chưa ghi nhận nhiệm vụ quá hạn; 08 nhiệm vụ chưa"):
        assert said in context
    assert papers("a quarter")["overall"].context["kho_khan"] == ["Chưa ghi nhận."]
    assert papers("a quarter")["overall"].context["kien_nghi"] == ["Chưa ghi nhận."]
    own = str(papers("a month")["unit"].context).replace("\\xa0", " ")
    assert "- Bố trí thêm nguồn lực cho việc số 2 (" in own
    assert "UBND xã Vĩnh Hạ: bố trí" not in own


def test_what_was_done_on_a_day_that_nobody_told_counts_once_and_is_not_called_in_time() -> None:
    done = ProgressFigures(total=6, done_in_time=3, done_undated=2, recurring=1, reported=6)
    said = " ".join(statistics(done))
    assert "đã hoàn thành 05 (đúng hạn 03, chưa rõ ngày hoàn thành 02)" in said
    assert "Tính riêng: 01 nhiệm vụ thường xuyên." in said
    alone = ProgressFigures(total=2, done_undated=2, reported=2)
    assert "đã hoàn thành 02 (đều chưa rõ ngày hoàn thành)" in " ".join(statistics(alone))


def test_the_workbook_counts_as_the_report_does() -> None:
    outcome = OUTCOMES["a month"]
    book = progress_book(outcome)
    figures = outcome.states.figures(TrackedKind.UPPER)
    overview = book.sheets[0].blocks[1]
    assert isinstance(overview, SheetTable)
    assert [entry.value for entry in next(iter(overview.rows))[1:12]] == [
        figures.total, figures.done_in_time, figures.done_late, figures.done_undated,
        figures.open_in_time, figures.open_late, figures.no_deadline, figures.recurring,
        figures.stopped, figures.unknown, figures.due_soon,
    ]  # fmt: skip
    # By how long, and the updating rate beside the done rate, of offices and of units.
    tables = {table.name: table for table in book.sheets[0].tables}
    by_days = [[e.value for e in row[1:]] for row in tables["qua_han_theo_ngay"].rows]
    assert by_days[0] == [figures.open_late, *figures.overdue_by]
    rates = [[e.value for e in row] for row in tables["co_quan"].rows]
    assert ["Sở Nội vụ", 2, 0.0, 0.6667] in rates
    late = next(sheet for sheet in book.sheets if sheet.title == "Quá hạn")
    assert len(tuple(late.tables[0].rows)) == 3
    printed = load_workbook(BytesIO(workbook_bytes(book)))
    seen = [sheet for sheet in printed if sheet.sheet_state == "visible"]
    assert [each.title for each in seen if each.page_setup.fitToWidth != 1] == ["Dữ liệu"]
    # Numbers that sort for readers, and one type in the column for programs.
    assert {type(row[1].value) for row in late.tables[0].rows} == {int}
    data = next(sheet for sheet in book.sheets if sheet.title == term("progress_sheet", "data"))
    assert {type(row[2].value) for row in data.tables[0].rows} == {str}
    # One of the two communes has done the 2nd, and of the other it is told why it has not.
    told = [entry.value for row in late.tables[0].rows for entry in row]
    assert "1/2 đơn vị đã hoàn thành" in told
    assert "1/2 đơn vị đã hoàn thành; 1 đơn vị chưa có thông tin" not in told


def test_a_finished_task_is_told_with_its_result_and_one_under_way_stands_in_an_annex(
    tmp_path: Path,
) -> None:
    made = papers("a month with results")["unit"]
    fill(made.template, made.context, tmp_path / "a.docx")
    said = text_of(tmp_path / "a.docx")
    assert "hoàn thành ngày 20/10/2026 (đúng hạn); kết quả: đã ban hành Kế hoạch số 12/KH-" in said
    annex: Any = made.context["dang_thuc_hien"]
    assert f"còn trong hạn ({annex['ten']})" in said
    assert "ĐANG THỰC HIỆN" in annex["tieu_de"]
    assert [(row["thoi_han"], row["tinh_hinh"]) for row in annex["dong"]] == [
        ("30/6/2027", "Chưa triển khai")
    ]
    assert annex["tieu_de"] in said
    assert papers("on request")["overall"].context["dang_thuc_hien"] == {}
    rows = OUTCOMES["a month with results"].tracking.of(TrackedKind.ASSIGNED, UNIT.id)
    (row,) = (each for each in rows if each.task.stt == "2")
    assert words.result_documents(row) == ""
    assert row.standing
    apart = replace(row.standing.entry, words="Hoàn thành ngày 20/10/2026")
    row = replace(row, standing=replace(row.standing, entry=apart))
    assert (words.result(row), words.result_documents(row)) == ("", "12/KH-UBND")


def test_a_recurring_task_is_listed_with_the_day_of_its_last_report_or_as_not_reported() -> None:
    annex: Any = papers("a month")["unit"].context["tinh_rieng"]
    said = [row["tinh_hinh"].replace("\u00a0", " ") for row in annex["dong"]]
    assert said == ["Báo cáo gần nhất ngày 10/11/2026"]
    annex = papers("nothing told")["overall"].context["tinh_rieng"]
    assert {row["loai"] for row in annex["dong"]} == {"Thường xuyên"}
    assert {row["tinh_hinh"] for row in annex["dong"]} == {"Chưa có báo cáo"}


def test_the_tidy_table_has_what_else_was_told_of_each_task_at_its_end() -> None:
    sheet = next(
        s for s in progress_book(OUTCOMES["a month with results"]).sheets if s.title == "Dữ liệu"
    )
    table = sheet.tables[0]
    assert [each.title for each in table.columns][-7:] == [
        "Khó khăn, vướng mắc", "Đề xuất, kiến nghị", "Số văn bản kết quả", "Cơ quan phối hợp",
        "Đơn vị hoàn thành", "Thời hạn đầu", "Mở",
    ]  # fmt: skip
    ends = [tuple(entry.value or "" for entry in row[-7:-2]) for row in table.rows]
    assert ends[1][-1] == "2/2"
    assert ("", "", "12/KH-UBND, 20/10/2026", "", "") in ends
    why = ("Thiếu nhân lực", "bố trí thêm nguồn lực cho việc số 6", "", "", "")
    assert why in ends


def test_what_two_cells_say_is_one_sentence_in_which_names_keep_their_capitals() -> None:
    cells = "Đang thực hiện; Đã nạo vét 7/12 km; Sở Tài chính chưa có ý kiến; Xin gia hạn"
    asks = progress.told(UNIT.id, 2, cells, _TENTH)
    outcome = progress.outcome((asks,))
    said = [words.told(row) for row in outcome.tracking.rows if row.standing]
    assert "Đang thực hiện; đã nạo vét 7/12 km; Sở Tài chính chưa có ý kiến; xin gia hạn" in said


def test_an_extension_that_is_asked_for_is_a_proposal_and_one_that_was_granted_is_none() -> None:
    asks = progress.told(UNIT.id, 2, "Đang thực hiện, xin gia hạn đến 31/12/2026", _TENTH)
    given = progress.told(UNIT.id, 1, "Đã được đồng ý gia hạn đến 31/12/2026, đang làm", _TENTH)
    outcome = progress.outcome((asks, given))
    said = str(progress_document(outcome, None, Config(), SHIPPED).context["kien_nghi"])
    said = said.replace("\\xa0", " ")
    assert said.count("- UBND xã Vĩnh Hạ: xin gia hạn đến 31/12/2026 (nhiệm vụ số 2") == 1
    assert said.count("gia hạn") == 1
    late = next(sheet for sheet in progress_book(outcome).sheets if sheet.title == "Quá hạn")
    (row,) = [r for r in late.tables[0].rows if r[0].value == "UBND xã Vĩnh Hạ"]
    assert "xin gia hạn đến 31/12/2026" in [entry.value for entry in row]
    assert proposed(replace(asks, words="Đang thực hiện")) == "đề nghị gia hạn"
    assert (
        proposed(replace(asks, proposal="Xin gia hạn đến hết năm.")) == "Xin gia hạn đến hết năm."
    )


def test_the_same_period_of_the_year_before_is_compared_where_a_report_of_it_was_made() -> None:
    then = replace(progress.earlier(), last_day=date(2025, 11, 14))
    outcome = replace(OUTCOMES["a month"], year_before=then)
    context = progress_document(outcome, None, Config(), SHIPPED).context
    said = str(context["so_sanh"]).replace("\\xa0", " ").replace("\u00a0", " ")
    assert "So với cùng kỳ năm trước (số liệu đã báo cáo đến ngày 14/11/2025)" in said
    assert "nhiệm vụ hoàn thành tăng 01 nhiệm vụ (từ 0 lên 01)" in said


def test_bodies_are_ranked_by_the_rule_of_the_office_and_who_had_nothing_due_is_left_out() -> None:
    rule = ((100.0, 10.0), (50.0, 6.0))
    found = ranked(OUTCOMES["a month"].tracking, rule)
    # An Bình did the 2nd late and the 1st late; Vĩnh Hạ the 1st in time, and not the 2nd. Both
    # have told nothing of the 7th.
    assert [(each.place, each.body, each.in_time, each.due, each.points) for each in found] == [
        (1, "UBND xã Vĩnh Hạ", 1, 3, 0),
        (2, "UBND phường An Bình", 0, 3, 0),
        (1, "Sở Nội vụ", 0, 1, 0),
    ]
    outcome = replace(OUTCOMES["a month"], ranking=found)
    assert [s.title for s in progress_book(outcome).sheets if s.title == "Xếp hạng"] == ["Xếp hạng"]
    assert ranked(OUTCOMES["a month"].tracking, ()) == ()


def test_the_calendar_has_the_last_day_of_each_open_task_and_is_the_same_each_time() -> None:
    outcome = OUTCOMES["a month"]
    rows = open_tasks(outcome.tracking.of(TrackedKind.UPPER))
    data = calendar_bytes(outcome.tracking, rows)
    assert data == calendar_bytes(outcome.tracking, rows)
    events: Any = Calendar.from_ical(data).walk("VEVENT")
    # All but the one that is done and the two that recur.
    assert len(events) == 7
    assert len({str(event["uid"]) for event in events}) == 7
    late = next(event for event in events if "số 6 " in event["summary"])
    assert (late["dtstart"].dt, late["categories"].cats[0]) == (date(2026, 9, 30), "Sở Nội vụ")


def test_a_report_on_request_names_its_day_and_speaks_of_no_period(tmp_path: Path) -> None:
    made = papers("on request")["overall"]
    fill(made.template, made.context, tmp_path / "a.docx")
    said = text_of(tmp_path / "a.docx")
    assert "Tiến độ thực hiện nhiệm vụ đến ngày 14/11/2026" in said
    assert "báo cáo tiến độ thực hiện nhiệm vụ đến ngày 14/11/2026 như sau:" in said
    # That would be progress of tasks that came up by chance.
    assert "nhiệm vụ đột xuất" not in said
    assert "trong kỳ" not in said


def test_why_a_task_is_overdue_is_said_once_and_a_cut_text_leads_nowhere(tmp_path: Path) -> None:
    made = papers("a month")["overall"]
    fill(made.template, made.context, tmp_path / "a.docx")
    said = text_of(tmp_path / "a.docx")
    assert said.count("chưa bố trí được kinh phí") == 1
    assert "UBND xã Vĩnh Hạ: chưa bố trí được kinh phí (nhiệm vụ số 2: thực hiện nội dung" in said
    assert "Như nguyên nhân của nhiệm vụ quá hạn nêu trên." in said
    assert " của …" not in said
    assert " và …" not in said


def test_a_province_reports_beside_its_own_party_committee() -> None:
    for kind, committee in (("overall", "Thường trực Tỉnh ủy"), ("unit", "Thường trực Đảng ủy")):
        made = papers("a month")[kind]
        assert f"- {committee};" in str(made.context["noi_nhan"])


@pytest.mark.parametrize("most", [10, 1])
@pytest.mark.parametrize("name", OUTCOMES)
def test_templates_that_were_copied_before_say_what_the_fields_of_version_0_1_said(
    name: str, most: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (facts, sentences, words):
        monkeypatch.setattr(module, "MOST", most)
    for kind in ("overall", "unit"):
        made = papers(name)[kind]
        if made.template.stem == "bao-cao-tien-do":
            kept = Path(__file__).parent / "templates_kept/bao-cao-tien-do.docx"
            fill(template(kept), made.context, tmp_path / kept.name)
            assert_same_words(tmp_path / kept.name, made)


def test_a_report_on_nothing_told_does_not_count_none_and_a_unit_does_not_wait_for_its_own_cause(
    tmp_path: Path,
) -> None:
    made = papers("a quarter")["unit"]
    fill(made.template, made.context, tmp_path / "a.docx")
    said = text_of(tmp_path / "a.docx")
    assert "chưa có thông tin về nhiệm vụ nào." in said
    assert "không có nhiệm vụ nào đã có" not in said
    late = progress_document(
        progress.outcome((progress.told(UNIT.id, 2, "Đang thực hiện", date(2026, 11, 1)),)),
        UNIT, Config(), SHIPPED,
    )  # fmt: skip
    fill(late.template, late.context, tmp_path / "b.docx")
    said = text_of(tmp_path / "b.docx")
    assert "Chưa ghi nhận nguyên nhân trong số liệu cập nhật." in said
    assert "Nhiệm vụ có thời hạn: chưa có nhiệm vụ nào hoàn thành; còn 01 (quá hạn, bằng" in said
    assert "hạn 0" not in said
    assert "chưa báo cáo nguyên nhân" not in said


def test_a_department_gathers_the_progress_of_communes_and_directs_nobody(tmp_path: Path) -> None:
    outcome = OUTCOMES["a month"]
    above = replace(outcome.tracking.upper, unit=make_unit("Sở Nội vụ tỉnh An Khê"))
    outcome = replace(outcome, tracking=replace(outcome.tracking, upper=above))
    made = progress_document(outcome, UNIT, Config(), SHIPPED)
    fill(made.template, made.context, tmp_path / "a.docx")
    assert "kính báo cáo Sở Nội vụ tỉnh An Khê theo dõi, tổng hợp./." in text_of(
        tmp_path / "a.docx"
    )


def test_a_letter_to_who_has_done_nothing_does_not_count_it(tmp_path: Path) -> None:
    late = progress.outcome((progress.told(UNIT.id, 2, "Đang thực hiện", date(2026, 11, 1)),))
    made = urging_document(late, UNIT.id, Config(), SHIPPED)
    fill(made.template, made.context, tmp_path / "a.docx")
    said = text_of(tmp_path / "a.docx")
    assert "chưa hoàn thành nhiệm vụ nào, trong đó 01 nhiệm vụ đã quá hạn (Phụ lục kèm" in said
    assert "hoàn thành 0" not in said


def test_a_letter_names_the_office_that_it_goes_to_in_full() -> None:
    late = progress.outcome(progress.busy())
    rows = [
        replace(row, body="Sở KH&CN") if row.body == "Sở Nội vụ" else row
        for row in late.tracking.rows
    ]
    renamed = replace(late, tracking=replace(late.tracking, rows=tuple(rows)))
    made = urging_document(renamed, "so-noi-vu", Config(), SHIPPED)
    assert made.context["kinh_gui"] == "Sở Khoa học và Công nghệ"


def test_what_was_told_of_a_task_begins_with_a_capital_in_the_annexes() -> None:
    told = progress.told(UNIT.id, 2, "đang lấy ý kiến các phòng", date(2026, 11, 1))
    made: Any = progress_document(progress.outcome((told,)), UNIT, Config(), SHIPPED).context
    said = [plain(row["tinh_hinh"]) for row in made["danh_muc_qua_han"]["dong"]]
    assert said == ["Đang lấy ý kiến các phòng"]
