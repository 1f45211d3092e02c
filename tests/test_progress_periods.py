"""The report on progress of each kind of period: its own parts, in its own length."""

import os
import re
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import docx
import pytest

import progress
from by_path import SHIPPED, fill, template
from papers import PARTY
from reconcile.config import Config
from reconcile.layout.check import check_document
from reconcile.model import PeriodKind, Unit
from reconcile.report.documents.kinds import Document, progress_document
from reconcile.report.documents.progress_report import text_tables
from reconcile.report.documents.progress_report.addressed import addressee, by_addressee
from reconcile.report.templates.check import check_template
from reconcile.tracking.outcome import ProgressOutcome
from schema import schema_errors

KEPT = Path(__file__).parent / "templates_kept"
"""A template that somebody copied before the periods had parts of their own."""
RULE = ((100.0, 10.0), (50.0, 6.0), (30.0, 2.5))
UNIT, OTHER = progress.UNITS
DECEMBER = date(2026, 12, 20)


LATER = progress.later()


def at(kind: PeriodKind, *, party: bool = False) -> ProgressOutcome:
    return progress.outcome(LATER, kind=kind, party=party, day=DECEMBER, rule=RULE)


def paper(outcome: ProgressOutcome, unit: Unit | None = None) -> Document:
    return progress_document(outcome, unit, Config(), SHIPPED)


def filled(made: Document, folder: Path) -> Any:
    fill(made.template, made.context, folder / "a.docx")
    return docx.Document(str(folder / "a.docx"))


def lines(document: Any) -> list[str]:
    """The paragraphs of the text, without its annexes."""
    said = [p.text.replace("\u00a0", " ") for p in document.paragraphs if p.text.strip()]
    end = next((n for n, each in enumerate(said) if each.startswith("Trên đây là")), len(said))
    return said[:end]


_ROMAN = ("I", "II", "III", "IV", "V", "VI")


def headings(document: Any) -> list[str]:
    return [each for each in lines(document) if each.split(".")[0] in _ROMAN]


PARTS = {
    PeriodKind.WEEK: [
        "I. NHIỆM VỤ HOÀN THÀNH TRONG TUẦN", "II. NHIỆM VỤ ĐANG THỰC HIỆN",
        "III. NHIỆM VỤ CHẬM, QUÁ HẠN", "IV. NHIỆM VỤ TUẦN TỚI",
    ],
    PeriodKind.MONTH: ["I. KẾT QUẢ THỰC HIỆN NHIỆM VỤ TRONG THÁNG", "II. NHIỆM VỤ THÁNG TỚI"],
    PeriodKind.QUARTER: [
        "I. CÔNG TÁC CHỈ ĐẠO, THEO DÕI VÀ THỐNG KÊ NHIỆM VỤ",
        "II. KẾT QUẢ THỰC HIỆN THEO NHÓM NHIỆM VỤ", "III. TỒN TẠI, HẠN CHẾ VÀ NGUYÊN NHÂN",
        "IV. NHIỆM VỤ QUÝ TỚI", "V. ĐỀ XUẤT, KIẾN NGHỊ",
    ],
    PeriodKind.YEAR: [
        "I. CÔNG TÁC CHỈ ĐẠO, THEO DÕI VÀ THỐNG KÊ NHIỆM VỤ",
        "II. KẾT QUẢ THỰC HIỆN THEO NHÓM NHIỆM VỤ", "III. TỒN TẠI, HẠN CHẾ VÀ NGUYÊN NHÂN",
        "IV. XẾP HẠNG, BIỂU DƯƠNG, NHẮC NHỞ", "V. PHƯƠNG HƯỚNG, NHIỆM VỤ NĂM TỚI",
        "VI. ĐỀ XUẤT, KIẾN NGHỊ",
    ],
    PeriodKind.AD_HOC: [],
}  # fmt: skip


@pytest.mark.parametrize("kind", PARTS)
@pytest.mark.parametrize("party", [False, True], ids=["government", "party"])
def test_each_period_has_its_own_parts_in_both_layouts(
    kind: PeriodKind, *, party: bool, tmp_path: Path
) -> None:
    document = filled(paper(at(kind, party=party)), tmp_path)
    assert headings(document) == PARTS[kind]
    data = (tmp_path / "a.docx").read_bytes()
    errors = check_document(data, "a.docx").breaches
    assert [(e.rule.id, str(e.where), e.found) for e in errors] == []


@pytest.mark.parametrize("kind", [PeriodKind.HALF, PeriodKind.NINE_MONTHS])
def test_half_a_year_and_nine_months_have_the_parts_of_a_quarter(kind: PeriodKind) -> None:
    quarter, this = (paper(at(each)).context for each in (PeriodKind.QUARTER, kind))
    assert this["phan"] == quarter["phan"]
    assert this["hien"] == quarter["hien"]


@pytest.mark.soak
def test_no_period_breaks_the_schema_of_word(tmp_path: Path) -> None:
    # All are made from one template; a week has tables in its text, a year has most of the parts.
    for kind in PARTS if os.environ.get("RECONCILE_SOAK") else (PeriodKind.WEEK, PeriodKind.YEAR):
        filled(paper(at(kind)), tmp_path)
        assert schema_errors(tmp_path / "a.docx") == []


def test_a_week_lists_its_tasks_in_tables_of_the_same_columns_and_has_no_annex(
    tmp_path: Path,
) -> None:
    week = progress.outcome(LATER, kind=PeriodKind.WEEK, day=date(2026, 12, 13))
    document = filled(paper(week), tmp_path)
    said = lines(document)
    assert "Hoàn thành 01 nhiệm vụ trong kỳ:" in said
    tables = [t for t in document.tables if t.cell(0, 0).text == "STT"]
    assert len({tuple(cell.text for cell in t.rows[0].cells) for t in tables}) == 1
    rows = [[cell.text for cell in row.cells][1:] for t in tables for row in t.rows[1:]]
    assert rows[0][1:] == ["Sở Nội vụ", "20/11/2026", "Hoàn thành ngày 11/12/2026 (quá hạn)"]
    late = next(row for row in rows if row[1] == "UBND xã Vĩnh Hạ")
    assert late[3].startswith("Quá hạn 43 ngày; đang thực hiện; 01/02 đơn vị đã hoàn thành")
    assert late[3].endswith("nguyên nhân: UBND xã Vĩnh Hạ: chưa bố trí được kinh phí")
    assert "Nội dung đề nghị lãnh đạo cho ý kiến:" in said
    assert not any("Phụ lục" in p.text for p in document.paragraphs)
    # A unit does not name itself in every row.
    own = filled(paper(week, UNIT), tmp_path)
    (heads,) = {
        tuple(c.text for c in t.rows[0].cells) for t in own.tables if len(t.rows[0].cells) > 2
    }
    assert heads == ("STT", "Nhiệm vụ", "Thời hạn", "Kết quả, tiến độ")


def test_a_week_lists_tasks_under_the_plan_that_gave_them_where_there_are_several(
    tmp_path: Path,
) -> None:
    week = progress.outcome(LATER, kind=PeriodKind.WEEK, day=date(2026, 11, 15))
    document = filled(paper(progress.of_two_plans(week)), tmp_path)
    (late,) = (t for t in document.tables if len(t.rows) == 5 and t.cell(4, 4).text[:3] == "Quá")
    first = [row.cells[0].text.replace("\u00a0", " ") for row in late.rows]
    # The longest overdue first, each under its plan, numbered through.
    assert first[1].startswith("Kế hoạch số 90/KH-UBND")
    assert first[3].startswith("Kế hoạch số 186/KH-UBND")
    assert [first[2], first[4]] == ["1", "2"]
    errors = check_document((tmp_path / "a.docx").read_bytes(), "a.docx").breaches
    assert [(e.rule.id, e.found) for e in errors] == []


def test_a_week_with_much_under_way_lists_what_there_is_news_of(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    week = progress.outcome(LATER, kind=PeriodKind.WEEK, day=date(2026, 12, 13))
    listed: Any = paper(week).context["bang_dang_lam"]
    assert [row["thoi_han"] for row in listed] == ["30/6/2027", "30/6/2027"]
    monkeypatch.setattr(text_tables, "_ALL_RUNNING", 1)
    context: Any = paper(week).context
    assert ["số\u00a010" in row["noi_dung"] for row in context["bang_dang_lam"]] == [True]
    assert context["so_khong_neu"].replace("\u00a0", " ") == "01 nhiệm vụ"


def test_a_month_tells_what_moved_and_what_came_new(tmp_path: Path) -> None:
    before = progress.before_the_tenth()
    month = progress.outcome(LATER, before=before, day=DECEMBER)
    said = lines(filled(paper(month), tmp_path))
    assert "6. Nhiệm vụ mới được theo dõi trong kỳ" in said
    assert "Có thêm 01 nhiệm vụ được theo dõi so với kỳ trước:" in said
    assert any(s.startswith("- Nhiệm vụ số 10: ") and s.endswith("(UBND cấp xã).") for s in said)
    (running,) = [s for s in said if "còn trong hạn" in s]
    assert running.startswith("Có 02 nhiệm vụ đang thực hiện, chưa thực hiện, còn trong hạn (")
    assert running.endswith(", trong đó 01 nhiệm vụ có báo cáo trong kỳ:")
    assert any(
        s.startswith("Có 03 nhiệm vụ quá hạn") and ", trong đó 02 nhiệm vụ đã quá hạn từ kỳ" in s
        for s in said
    )
    # Where nothing is new the point says so.
    same = progress.outcome(LATER, before=progress.until_november(), day=DECEMBER)
    said = lines(filled(paper(same), tmp_path))
    assert said[said.index("6. Nhiệm vụ mới được theo dõi trong kỳ") + 1] == "Không có."
    # Without a report before nobody knows what is new, and the point is not there.
    alone = lines(filled(paper(at(PeriodKind.MONTH)), tmp_path))
    assert not any("mới được theo dõi" in each for each in alone)


def test_a_quarter_tells_each_group_and_each_overdue_task(tmp_path: Path) -> None:
    said = lines(filled(paper(at(PeriodKind.QUARTER)), tmp_path))
    begin = said.index("1. Chuyển đổi số")
    assert said[begin + 1] == (
        "Có 05 nhiệm vụ; đã hoàn thành 02 (đều quá hạn), đạt 50% nhiệm vụ có thời hạn đã có thông"
        " tin; chưa hoàn thành 02 (trong hạn 01, quá hạn 01); tính riêng 01 nhiệm vụ thường xuyên."
        " Hoàn thành trong kỳ:"
    )
    assert "2. Cải cách hành chính" in said
    late = [s for s in said if "; quá hạn " in s and s.startswith("- ")]
    assert [s.split(" (")[1] for s in late] == [
        "Sở Nội vụ; thời hạn 30/9/2026; quá hạn 75 ngày); nguyên nhân: thiếu nhân lực.",
        (
            "UBND xã Vĩnh Hạ; thời hạn 31/10/2026; quá hạn 44 ngày); nguyên nhân: UBND xã Vĩnh Hạ:"
            " chưa bố trí được kinh phí."
        ),
        "UBND phường An Bình; thời hạn 31/10/2026; quá hạn 44 ngày); chưa ghi nhận nguyên nhân.",
    ]
    assert "2. Công tác theo dõi, đôn đốc" in said
    # Whom a proposal asks stands over it; those that ask nobody by name come last.
    asked_of = [s for s in said if s.startswith("Đối với") or s == "Nội dung khác:"]
    assert asked_of == ["Đối với Sở Tài chính:", "Nội dung khác:"]


def test_words_before_the_groups_of_a_plan_stand_on_the_page_of_the_first(tmp_path: Path) -> None:
    document = filled(paper(at(PeriodKind.QUARTER)), tmp_path)
    (leads,) = [p for p in document.paragraphs if p.text.endswith("Kết quả theo nhóm như sau:")]
    assert leads.paragraph_format.keep_with_next


def test_the_upper_side_does_not_call_its_own_plan_that_of_the_upper_level() -> None:
    own: Any = paper(at(PeriodKind.QUARTER)).context
    unit: Any = paper(at(PeriodKind.QUARTER), UNIT).context
    assert [row["pham_vi"] for row in own["so_lieu"]] == [
        "Nhiệm vụ của kế hoạch",
        "Nhiệm vụ của kế hoạch tại các đơn vị",
    ]
    assert unit["so_lieu"][0]["pham_vi"] == "Nhiệm vụ cấp trên giao tại đơn vị"


def test_a_plan_without_groups_lists_what_was_finished(tmp_path: Path) -> None:
    quarter = at(PeriodKind.QUARTER)
    rows = tuple(replace(r, task=replace(r.task, group=())) for r in quarter.at_closing.rows)
    bare = replace(quarter, at_closing=replace(quarter.at_closing, rows=rows))
    document = filled(paper(bare), tmp_path)
    assert headings(document)[1] == "II. KẾT QUẢ THỰC HIỆN NHIỆM VỤ TRONG QUÝ"
    assert any(s.startswith("- Nhiệm vụ số 3: ") for s in lines(document))


def test_a_year_ranks_bodies_by_the_rule_and_looks_ahead_by_quarters(tmp_path: Path) -> None:
    year = at(PeriodKind.YEAR)
    document = filled(paper(year), tmp_path)
    said = lines(document)
    begin = said.index("IV. XẾP HẠNG, BIỂU DƯƠNG, NHẮC NHỞ")
    assert said[begin + 1 : begin + 3] == [
        (
            "Kết quả xếp hạng theo tỷ lệ hoàn thành đúng hạn trên nhiệm vụ chủ trì đã đến hạn"
            " nêu tại Phụ lục VI; dẫn đầu: UBND xã Vĩnh Hạ (50%)."
        ),
        (
            "Đề nghị xem xét nhắc nhở, làm rõ trách nhiệm do còn nhiệm vụ quá hạn: UBND xã Vĩnh Hạ"
            " (01 nhiệm vụ), UBND phường An Bình (01 nhiệm vụ) và Sở Nội vụ (01 nhiệm vụ)."
        ),
    ]
    quarters = said.index("+ Trong quý II năm 2027: 02 nhiệm vụ đến hạn.")
    assert re.fullmatch(r"- Hoàn thành 0\d nhiệm vụ đến hạn .*:", said[quarters - 1])
    ranking = document.tables[-1]
    assert [[cell.text for cell in row.cells] for row in ranking.rows[2:]] == [
        ["1", "UBND xã Vĩnh Hạ", "04", "02", "50%", "6"],
        ["2", "UBND phường An Bình", "04", "0", "0%", "0"],
    ]
    # Without a rule nobody is ranked, and no annex is pointed to.
    bare = paper(replace(year, rule=())).context
    assert bare["xep_hang"] == {}
    assert bare["phu_luc_xep_hang"] == ""
    # A unit's own report names no others.
    assert "xep_hang" not in str(paper(year, UNIT).context["phan"]).replace("'xep_hang': ''", "")


def test_a_report_on_request_is_its_figures_and_one_table(tmp_path: Path) -> None:
    document = filled(paper(at(PeriodKind.AD_HOC)), tmp_path)
    (table,) = [t for t in document.tables if len(t.rows) > 3]
    assert [row.cells[0].text for row in table.rows[1:]] == [str(n) for n in range(1, 11)]
    stands = [row.cells[4].text.replace("\u00a0", " ") for row in table.rows[1:]]
    assert stands[5] == (
        "Quá hạn 81 ngày; chưa thực hiện; nguyên nhân: thiếu nhân lực; đề xuất: bố trí thêm nguồn"
        " lực cho việc số 6"
    )
    assert stands[7] == "Chưa có thông tin"
    assert not any("Phụ lục" in p.text for p in document.paragraphs)


def test_a_year_and_the_year_before_are_compared_once() -> None:
    then = replace(progress.earlier(), last_day=date(2025, 12, 14))
    year = replace(at(PeriodKind.YEAR), before=then, year_before=then)
    context = paper(year).context
    assert context["ky_truoc"] == {}
    assert context["nam_truoc"]


def test_whom_a_proposal_asks_is_read_behind_the_verb_alone() -> None:
    assert addressee("Đề nghị Sở Tài chính bố trí kinh phí") == "Sở Tài chính"
    assert addressee("UBND xã A: kiến nghị với Sở Nội vụ cho tuyển thêm") == "Sở Nội vụ"
    assert addressee("Kiến nghị Bộ Nội vụ sớm hướng dẫn") == "Bộ Nội vụ"
    assert addressee("Đề nghị UBND tỉnh trình Thủ tướng Chính phủ") == "UBND tỉnh"
    assert addressee("Đề nghị bố trí kinh phí qua Sở Tài chính") == ""
    assert addressee("Xin gia hạn đến 31/12/2026") == ""
    line = {"noi_dung": "Xin gia hạn", "nhiem_vu": "nhiệm vụ số 1"}
    assert [each["ten"] for each in by_addressee([line])] == [""]


def test_a_template_that_was_copied_before_still_makes_every_period(tmp_path: Path) -> None:
    kept = template(KEPT / "bao-cao-tien-do.docx")
    assert check_template(kept) == ()
    for kind in (PeriodKind.WEEK, PeriodKind.YEAR, PeriodKind.AD_HOC):
        made = paper(at(kind))
        said = headings(filled(replace(made, template=kept), tmp_path))
        assert [each.split(".")[0] for each in said] == ["I", "II", "III", "IV", "V"]
        errors = check_document((tmp_path / "a.docx").read_bytes(), "a.docx").breaches
        assert [(e.rule.id, e.found) for e in errors] == []


def test_nobody_is_named_by_a_party_committee_s_unit_either(tmp_path: Path) -> None:
    made = paper(at(PeriodKind.YEAR, party=True), replace(PARTY, id=UNIT.id))
    said = "\n".join(lines(filled(made, tmp_path)))
    assert "BIỂU DƯƠNG" not in said
    assert "V. ĐỀ XUẤT, KIẾN NGHỊ" in said
