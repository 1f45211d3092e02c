"""What Kế hoạch, Công văn and Báo cáo tổng hợp say: figures in words, verbs, settings, layout."""

import datetime as dt
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import docx
import pytest

from dump import dump_docx
from papers import (
    CARRIED,
    CHAINS,
    COVERAGES,
    LEAD,
    MISSED,
    NONE,
    OUTCOMES,
    PARTIAL,
    PARTY,
    PER_UNIT,
    REVIEW,
    SUPPORT,
    annex_tables,
    coverage,
    filled,
    filled_chain,
    filled_overall,
    under_party,
)
from plans import PROVINCE, lower_task, many, outcome_of, unit_named
from reconcile.config import Config, DocumentKind, parse_config
from reconcile.layout.check import check_document
from reconcile.model import LowerOutcome, LowerResult, Reconciliation, Severity, Unit
from reconcile.office.text_width import Face, text_width
from reconcile.report.documents.plan.duties import spans
from reconcile.report.documents.wording import bound, bound_in_text, most_of
from reconcile.vocabulary.units import make_unit
from schema import schema_errors

PLAN, SUPPLEMENT = DocumentKind.PLAN, DocumentKind.SUPPLEMENT
LETTER, OVERALL = DocumentKind.LETTER, DocumentKind.OVERALL
USUAL = [(LEAD, CARRIED), (LEAD, MISSED), (SUPPORT, PARTIAL), (SUPPORT, REVIEW), (NONE, MISSED)]


def plain(path: Path) -> str:
    """The text of a document with ordinary spaces."""
    return dump_docx(path).replace("\u00a0", " ")


def said(kind: DocumentKind, result: Reconciliation, out: Path, settings: str = "") -> str:
    """The text of a document of a unit, under settings."""
    return plain(filled(kind, result, out, parse_config(settings))[0])


SENTENCES = {
    ("ke-hoach", "many tasks"): "Kế hoạch gồm 54 nhiệm vụ, trong đó bổ sung 10 nhiệm vụ để cụ thể",
    ("ke-hoach", "all carried"): "Kế hoạch gồm 27 nhiệm vụ (chi tiết tại Phụ lục kèm theo).",
    ("ke-hoach", "one task missed"): "Kế hoạch gồm 01 nhiệm vụ để cụ thể hóa nhiệm vụ UBND tỉnh",
    ("ke-hoach", "all missed"): ", gồm 05 nhiệm vụ được giao chủ trì và 05 nhiệm vụ được giao phối",
    ("ke-hoach-bo-sung", "all carried"): "Qua rà soát, không có nhiệm vụ phải bổ sung vào kế hoạch",
    ("ke-hoach-bo-sung", "one task missed"): (
        "Bổ sung 01 nhiệm vụ UBND tỉnh giao, là nhiệm vụ được giao phối hợp (chi tiết"
    ),
    (
        "cong-van",
        "many tasks",
    ): "còn 10 nhiệm vụ chưa cụ thể hóa (chi tiết tại Phụ lục I kèm theo)",
    ("cong-van", "all missed"): "UBND xã chưa cụ thể hóa nhiệm vụ nào trong 10 nhiệm vụ được giao",
    ("cong-van", "one task missed"): "UBND xã chưa cụ thể hóa 01 nhiệm vụ được giao (chi tiết",
    ("cong-van", "all carried"): "UBND xã đã cụ thể hóa đầy đủ toàn bộ 27 nhiệm vụ được giao",
    ("cong-van", "no task with a role"): "không có nhiệm vụ nào giao cấp xã chủ trì hoặc phối hợp",
    ("cong-van", "a Party committee"): "Ban Thường vụ Tỉnh ủy yêu cầu Đảng ủy xã Vĩnh Hạ thực hiện",
    ("cong-van", "a commune under a Party plan"): "Ban Thường vụ Tỉnh ủy đề nghị UBND xã Vĩnh Hạ",
}


@pytest.mark.parametrize(("kind", "name"), SENTENCES)
def test_the_words_agree_with_the_figures(kind: str, name: str, tmp_path: Path) -> None:
    assert SENTENCES[kind, name] in said(DocumentKind(kind), OUTCOMES[name], tmp_path)


OVERALLS = {
    "no unit": "chưa có kế hoạch nào của đơn vị để đối chiếu; còn 02 đơn vị chưa gửi kế hoạch",
    "one unit": "đã nhận và đối chiếu kế hoạch của 01 đơn vị.",
    "two units": (
        "Tỷ lệ cụ thể hóa của từng đơn vị: UBND xã Vĩnh Hạ là 100% (toàn bộ 10 nhiệm vụ); UBND xã"
        " Hòa Bình là 50% (05/10 nhiệm vụ)"
    ),
    "several units, some absent": (
        "kế hoạch của 07/09 đơn vị; còn 02 đơn vị chưa gửi kế hoạch (UBND xã Chưa Gửi 1, UBND xã"
        " Chưa Gửi 2) và 01 tệp không sử dụng được (chi tiết tại Phụ lục III kèm theo)"
    ),
    "many absent": "kế hoạch của 03/12 đơn vị; còn 09 đơn vị chưa gửi kế hoạch (chi tiết tại",
}


@pytest.mark.parametrize("name", OVERALLS)
def test_the_overall_report_says_who_sent_and_who_stands_where(name: str, tmp_path: Path) -> None:
    assert OVERALLS[name] in plain(filled_overall(COVERAGES[name], tmp_path)[0])


@pytest.mark.parametrize("name", COVERAGES)
def test_the_figures_of_the_overall_report_are_those_of_the_coverage(
    name: str, tmp_path: Path
) -> None:
    covered = COVERAGES[name]
    path, document = filled_overall(covered, tmp_path)
    total = covered.total
    annexes = {key: document.context[key] for key in ("don_vi", "nhiem_vu", "chua_gui")}
    rows = {k: v.get("dong", []) for k, v in annexes.items() if isinstance(v, dict)}
    numbered = [row for row in rows["don_vi"] if row["stt"]]
    assert [row["don_vi"] for row in numbered] == [
        u.unit.name
        for u in sorted(covered.units, key=lambda u: -u.summary.rate)  # names are in order
    ]
    for field, whole in (("chua", total.missed), ("da", total.carried)):
        assert sum(int(row[field]) for row in numbered) == whole
    tasks = [row for row in rows["nhiem_vu"] if not row["nhom"]]
    missed = sum(int(row["so_don_vi"].split("/")[0]) for row in tasks)
    assert missed == total.missed
    assert len(rows["chua_gui"]) == len(covered.failed)
    if total.missed:
        assert f"{total.missed:02d} lượt nhiệm vụ chưa cụ thể hóa" in plain(path)


def test_no_task_or_unit_tied_with_those_named_as_the_most_is_left_out() -> None:
    counted = [("a", 6), ("b", 6), ("c", 6), ("d", 6), ("e", 2)]
    assert most_of(counted, 3) == (counted[:4], True)
    assert most_of(counted[2:], 2) == (counted[2:4], True)
    assert most_of([(each, 6) for each in "abcdefg"], 3) == ([(each, 6) for each in "abc"], False)
    # Those above the tie are the most as well.
    tied = [("a", 6), *((each, 5) for each in "bcdefgh")]
    assert most_of(tied, 3) == (tied[:1], True)
    assert most_of([], 3) == ([], True)


def test_who_reports_over_a_chain_asks_nothing_of_itself_its_office_does(tmp_path: Path) -> None:
    text = plain(filled_chain(CHAINS["every way"], tmp_path)[0])
    found, asked = text.split("III. KIẾN NGHỊ")
    own = "UBND tỉnh An Khê 03 nhiệm vụ (sẽ rà soát, bổ sung vào kế hoạch)."
    assert own in found
    assert "UBND tỉnh An Khê" not in asked.split("Trên đây")[0]
    office = parse_config('[issuer]\nparent = "UBND tỉnh An Khê"\nname = "Sở Tài chính"\n')
    said = plain(filled_chain(CHAINS["every way"], tmp_path, office)[0])
    assert "UBND tỉnh An Khê xem xét, bổ sung 06 nhiệm vụ vào kế hoạch." in said
    assert own not in said


def test_short_pairs_stay_on_one_line_and_long_ones_stretch_no_line() -> None:
    # In justified text all that leaves a line with the last word widens the gaps of that line.
    said = "trước ngày 02/12/2026 (Phụ lục IV), ngày 05 tháng 02 năm 2026, số 140/KH-UBND, quý I"
    assert bound_in_text(said).replace("\u00a0", "_") == (
        "trước ngày 02/12/2026 (Phụ lục_IV), ngày_05 tháng_02 năm_2026, số_140/KH-UBND, quý_I"
    )
    # A title is centred, and ends no line before its day.
    assert bound("ngày 02/12/2026").replace("\u00a0", "_") == "ngày_02/12/2026"


def test_an_office_asks_where_its_unit_orders_and_reports_to_it(tmp_path: Path) -> None:
    office = (
        '[issuer]\nparent = "UBND tỉnh An Khê"\nname = "Sở Khoa học và Công nghệ"\n'
        'symbol = "SKHCN"\n[upper]\nsymbol = "CĐS"\n'
    )
    text = said(LETTER, many(), tmp_path, office)
    assert "UBND TỈNH AN KHÊ\nSỞ KHOA HỌC VÀ CÔNG NGHỆ" in text
    assert re.search(r"Số: {6}/SKHCN-CĐS", text)
    assert "Sở Khoa học và Công nghệ đề nghị UBND xã Vĩnh Hạ thực hiện" in text
    assert "| GIÁM ĐỐC\n" in text
    assert "- Lưu: VT, CĐS." in text
    report = plain(filled_overall(coverage(2), tmp_path, parse_config(office))[0])
    assert "Kính gửi: Ủy ban nhân dân tỉnh An Khê." in report
    assert "- Như trên;" in report
    assert "Kính đề nghị UBND tỉnh quan tâm, chỉ đạo các xã, phường, đặc khu" in report


@pytest.mark.parametrize(
    ("lead", "said"),
    [
        ("UBND các xã, phường", "tại các xã, phường"),
        ("UBND các xã, phường, đặc khu", "tại các xã, phường, đặc khu"),
        ("UBND cấp xã", "tại các xã, phường, đặc khu"),
    ],
)
def test_a_plan_that_speaks_to_no_special_zone_is_reported_on_without_one(
    tmp_path: Path, lead: str, said: str
) -> None:
    every = coverage(2)
    tasks = tuple(replace(task, lead=lead) for task in every.upper.tasks)
    every = replace(every, upper=replace(every.upper, tasks=tasks))
    title = plain(filled_overall(every, tmp_path, Config())[0])
    assert f"{said}\n" in title or f"{said} (" in title
    assert ("đặc khu" in title) is said.endswith("đặc khu")


def test_the_unit_itself_reports_to_nobody_unless_told(tmp_path: Path) -> None:
    text = plain(filled_overall(coverage(2), tmp_path)[0])
    assert "Kính gửi" not in text
    assert "Như trên" not in text
    told = parse_config('[upper]\nreports_to = "Thường trực Tỉnh ủy"\n')
    assert "Kính gửi: Thường trực Tỉnh ủy." in plain(filled_overall(coverage(2), tmp_path, told)[0])


def test_offices_are_told_and_party_offices_and_the_front_are_asked(tmp_path: Path) -> None:
    base = outcome_of([], own=4)
    leads = ("Phòng Kinh tế", "Văn phòng Đảng ủy", "Ủy ban MTTQ xã", "UBND xã")
    tasks = tuple(
        replace(lower_task(at, f"Việc {at}"), lead=lead, support="Công an xã")
        for at, lead in enumerate(leads)
    )
    lowers = tuple(LowerResult(task, LowerOutcome.OWN) for task in tasks)
    result = replace(base, lowers=lowers, lower=replace(base.lower, tasks=tasks))
    text = said(PLAN, result, tmp_path)
    table = [line for line in text.split("\n") if line.startswith("| ")]
    told, asked = (
        next(at for at, line in enumerate(table) if line.startswith(f"| UBND xã {verb} |"))
        for verb in ("giao", "đề nghị")
    )
    assert table[told + 1 : asked] == [
        "| 1 | Phòng Kinh tế | 01 nhiệm vụ: 1 |  |",
        "| 2 | Công an xã |  | 04 nhiệm vụ: 1 - 4 |",
    ]
    assert table[asked + 1 : asked + 3] == [
        "| 3 | Văn phòng Đảng ủy | 01 nhiệm vụ: 2 |  |",
        "| 4 | Ủy ban MTTQ Việt Nam xã | 01 nhiệm vụ: 3 |  |",
    ]
    assert "Đối với 01 nhiệm vụ (số thứ tự 4): các cơ quan" in text


def test_bodies_that_no_table_knows_stand_in_the_one_by_office_as_the_plan_names_them(
    tmp_path: Path,
) -> None:
    base = outcome_of([], own=5)
    union = "Hội Chữ thập đỏ xã"
    leads = (f"{union}; Trạm Y tế", "Sở Y tế", "Các thôn", union, "Phòng Y tế huyện")
    tasks = tuple(
        replace(lower_task(at, f"Việc {at}"), lead=lead, support="")
        for at, lead in enumerate(leads)
    )
    lowers = tuple(LowerResult(task, LowerOutcome.OWN) for task in tasks)
    text = said(
        PLAN, replace(base, lowers=lowers, lower=replace(base.lower, tasks=tasks)), tmp_path
    )
    assert "| Các cơ quan, đơn vị, tổ chức khác |" in text
    assert "| Hội Chữ thập đỏ xã | 01 nhiệm vụ: 4 |" in text
    assert "Đối với 02 nhiệm vụ (số thứ tự 2, 3): các cơ quan" in text
    # A body of the district level, gone since 01/7/2025: who stands for it is to be named.
    assert "| […] (thay Phòng Y tế huyện) | 01 nhiệm vụ: 5 |" in text


def planned(tmp_path: Path, leads: Sequence[str], name: str = "", **more: Any) -> str:
    """Say the text of a Kế hoạch whose rows are led so."""
    base = outcome_of([], own=5)
    tasks = tuple(
        replace(lower_task(at, f"Việc {at}"), lead=lead, support="")
        for at, lead in enumerate(leads)
    )
    lowers = tuple(LowerResult(task, LowerOutcome.OWN) for task in tasks)
    unit = replace(base.lower.unit, name=name or base.lower.unit.name, **more)
    lower = replace(base.lower, tasks=tasks, unit=unit)
    return said(PLAN, replace(base, lowers=lowers, lower=lower), tmp_path)


def test_an_office_that_is_written_in_two_ways_stands_once_in_the_table_by_office(
    tmp_path: Path,
) -> None:
    red, itself = ("Hội chữ thập đỏ xã", "Hội Chữ thập đỏ xã"), ("UBND", "Uỷ ban nhân dân")
    text = planned(tmp_path, (*red, *itself, "UBND xã", "Phòng Kinh tế"))
    assert "| Hội chữ thập đỏ xã | 02 nhiệm vụ: 1, 2 |" in text
    assert "Chữ thập đỏ xã | 01" not in text
    # That of the commune is who issues: nobody else is told to do its tasks.
    assert not re.search(r"\| \d \| (?:UBND|Ủy ban nhân dân)(?: xã)? \| ", text)
    assert "Đối với 03 nhiệm vụ (số thứ tự 3 - 5): các cơ quan" in text


def test_the_same_party_organisation_is_told_once_however_it_is_written(tmp_path: Path) -> None:
    led = ("Đảng ủy UBND xã", "Đảng ủy Ủy ban nhân dân xã", "Đảng ủy UBND", "UBND; Công an xã")
    text = planned(tmp_path, led, "Đảng ủy xã Vĩnh Hạ", party=True)
    assert "| Đảng ủy UBND xã | 03 nhiệm vụ: 1 - 3 |" in text
    assert "| UBND xã | 01 nhiệm vụ: 4 |" in text
    # In the old spelling of the tone it is that body too, and none of its own.
    old = ("Đảng uỷ UBND xã", "Đảng ủy Uỷ ban nhân dân xã", "Đảng Uỷ UBND", "Thường trực Đảng uỷ")
    text = planned(tmp_path, old, "Đảng ủy xã Vĩnh Hạ", party=True)
    assert "| Đảng ủy UBND xã | 03 nhiệm vụ: 1 - 3 |" in text
    assert "| Thường trực Đảng ủy | 01 nhiệm vụ: 4 |" in text


def test_parts_that_the_settings_want_are_numbered_with_the_others(tmp_path: Path) -> None:
    wanted = '[documents]\nplan_blocks = ["so-ket", "kinh-phi", "thi-dua", "giam-sat"]\n'
    text = said(PLAN, many(), tmp_path, wanted)
    heads = re.findall(r"\[(?:Mục|Khoản có tên)\] (\S+\. .+)\n", text)
    assert heads[3:] == [
        "II. NHIỆM VỤ", "III. KINH PHÍ THỰC HIỆN", "IV. TỔ CHỨC THỰC HIỆN",
        "1. Văn phòng HĐND và UBND", "2. Các cơ quan, đơn vị", "3. Chế độ báo cáo",
        "4. Giám sát việc thực hiện", "5. Thi đua, khen thưởng", "6. Sơ kết, tổng kết",
    ]  # fmt: skip
    assert "KINH PHÍ" not in said(PLAN, many(), tmp_path)


def test_numbers_of_rows_are_written_in_short() -> None:
    assert spans([1, 2, 3, 4, 7, 9, 10]) == "1 - 4, 7, 9, 10"
    assert spans([]) == ""


def test_products_of_the_units_plan_are_not_lost(tmp_path: Path) -> None:
    base = outcome_of([], own=1)
    task = replace(base.lower.tasks[0], product="Báo cáo kết quả")
    result = replace(base, lower=replace(base.lower, tasks=(task,)))
    assert "| Sản phẩm, kết quả |" in said(PLAN, result, tmp_path)
    assert "| Báo cáo kết quả |" in said(PLAN, result, tmp_path)
    assert "Sản phẩm" not in said(PLAN, base, tmp_path)


@pytest.mark.parametrize("kind", PER_UNIT)
def test_plans_that_cite_no_document_by_row_have_no_empty_column_for_it(
    kind: DocumentKind, tmp_path: Path
) -> None:
    cited = outcome_of([(LEAD, CARRIED), (LEAD, MISSED)] * 3, own=1)
    uppers = [replace(e, task=replace(e.task, directives=())) for e in cited.uppers]
    lowers = [replace(e, task=replace(e.task, directives=())) for e in cited.lowers]
    none = replace(
        cited,
        upper=replace(cited.upper, tasks=tuple(e.task for e in uppers)),
        lower=replace(cited.lower, tasks=tuple(e.task for e in lowers)),
        uppers=tuple(uppers),
        lowers=tuple(lowers),
    )
    assert "Văn bản giao nhiệm vụ" in said(kind, cited, tmp_path)
    path = filled(kind, none, tmp_path)[0]
    assert "Văn bản giao nhiệm vụ" not in plain(path)
    assert schema_errors(path) == []
    faults = check_document(path.read_bytes(), path.name).breaches
    assert [each.rule.id for each in faults if each.severity is Severity.ERROR] == []
    for table in annex_tables(path):
        columns = table._tbl.tblGrid.gridCol_lst  # noqa: SLF001 - the raw widths
        assert sum(each.w.mm for each in columns if each.w) == pytest.approx(247, abs=1)


def test_the_units_own_title_is_the_subject_of_its_plan(tmp_path: Path) -> None:
    base = outcome_of([(LEAD, CARRIED)])
    title = "KẾ HOẠCH Chuyển đổi số xã Vĩnh Hạ năm 2027"
    result = replace(base, lower=replace(base.lower, title=title, number="12/KH-UBND"))
    assert "[Trích yếu] Chuyển đổi số xã Vĩnh Hạ năm 2027\n" in said(PLAN, result, tmp_path)
    assert "rà soát Kế hoạch số 12/KH-UBND của UBND xã Vĩnh Hạ" in said(
        SUPPLEMENT, result, tmp_path
    )


def test_a_past_deadline_is_pressing(tmp_path: Path) -> None:
    late = replace(many(), as_of=dt.date(2026, 12, 31))
    text = said(LETTER, late, tmp_path)
    assert "Các nhiệm vụ này đều đã quá hạn, cần tập trung thực hiện ngay." in text
    assert "Ngày 15/12/2026 (đã quá hạn)" in text
    assert "trước ngày 11/01/2027" in text


SETTINGS = """
[documents]
header = "12/13/13"
tone_marks = "hoà, uỷ"
reporting = "trước ngày 25 hằng tháng"
reply_days = 5
[upper]
dated = 2026-11-24
documents.cong-van = { number = "77", signer = { deputy = "PHÓ CHỦ TỊCH", name = "Lê An" } }
[units."UBND xã Vĩnh Hạ"]
number = "9"
symbol = "VHXH"
[units."UBND xã Vĩnh Hạ".documents.ke-hoach]
number = "5"
dated = 2026-11-25
recipients = ["UBND tỉnh (để b/c)", "Lưu trữ."]
"""


def test_no_answer_is_asked_for_by_a_day_of_rest(tmp_path: Path) -> None:
    result = outcome_of([(LEAD, MISSED)])
    for days, day in ((12, "04/12/2026"), (13, "07/12/2026"), (14, "07/12/2026")):
        told = f"[documents]\nreply_days = {days}\n"
        assert f"trước ngày {day}" in said(LETTER, result, tmp_path, told)


def test_settings_reach_the_kind_of_document_that_they_are_for(tmp_path: Path) -> None:
    plan = said(PLAN, many(), tmp_path, SETTINGS)
    assert "Số: 05/KH-UBND | Vĩnh Hạ, ngày 25 tháng 11 năm 2026" in plan
    assert "- UBND tỉnh (để b/c);\n- Lưu trữ;\n- Lưu: VT, VHXH." in plan
    assert "trước ngày 25 hằng tháng" in plan
    assert re.search(r"Số: {6}/KH-UBND", said(SUPPLEMENT, many(), tmp_path, SETTINGS))
    assert "Số: 09/BC-UBND" in said(DocumentKind.REPORT, many(), tmp_path, SETTINGS)
    letter = said(LETTER, many(), tmp_path, SETTINGS)
    assert "Số: 77/UBND-VP" in letter
    assert "KT. CHỦ TỊCH\nPHÓ CHỦ TỊCH" in letter
    assert "Lê An" in letter
    assert "trước ngày 30/11/2026" in letter
    assert "cụ thể hoá" in letter
    assert "hóa" not in letter


def test_the_smaller_letterhead_is_set_from_the_start(tmp_path: Path) -> None:
    path, _ = filled(PLAN, many(), tmp_path, parse_config(SETTINGS))
    right, date = (row.cells[1] for row in docx.Document(str(path)).tables[0].rows)
    sizes = [p.runs[0].font.size for p in (*right.paragraphs[:2], date.paragraphs[0])]
    assert [size.pt if size else None for size in sizes] == [12, 13, 13]


FORMULAS: Mapping[str, tuple[str, list[list[str]]]] = {
    "TM.": ("", [["TM. ỦY BAN NHÂN DÂN"], ["CHỦ TỊCH"]]),
    "TM. with KT.": (
        'deputy = "PHÓ CHỦ TỊCH"',
        [["TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH"], ["PHÓ CHỦ TỊCH"]],
    ),
    "KT. alone": (
        'authority = ""\ndeputy = "PHÓ CHỦ TỊCH"',
        [["KT. CHỦ TỊCH"], ["PHÓ CHỦ TỊCH"]],
    ),
    "TL.": (
        'lines = ["TL. CHỦ TỊCH", "CHÁNH VĂN PHÒNG"]',
        [["TL. CHỦ TỊCH"], ["CHÁNH VĂN PHÒNG"]],
    ),
    "TL. by a deputy": (
        'lines = ["TL. CHỦ TỊCH", "KT. CHÁNH VĂN PHÒNG", "PHÓ CHÁNH VĂN PHÒNG"]',
        [["TL. CHỦ TỊCH", "KT. CHÁNH VĂN PHÒNG"], ["PHÓ CHÁNH VĂN PHÒNG"]],
    ),
    "TUQ.": (
        'lines = ["TUQ. CHỦ TỊCH", "TRƯỞNG PHÒNG"]',
        [["TUQ. CHỦ TỊCH"], ["TRƯỞNG PHÒNG"]],
    ),
    "Q.": ('position = "Q. CHỦ TỊCH"', [["TM. ỦY BAN NHÂN DÂN"], ["Q. CHỦ TỊCH"]]),
    "the head of an office": ('position = "Trưởng phòng"', [[], ["Trưởng phòng"]]),
    "the deputy of one": (
        'deputy = "PHÓ TRƯỞNG PHÒNG"',
        [["KT. TRƯỞNG PHÒNG"], ["PHÓ TRƯỞNG PHÒNG"]],
    ),
    "the head of an office, for whom is told": (
        'authority = "TL. CHỦ TỊCH"\nposition = "CHÁNH VĂN PHÒNG"',
        [["TL. CHỦ TỊCH"], ["CHÁNH VĂN PHÒNG"]],
    ),
}


@pytest.mark.parametrize(("signer", "lines"), FORMULAS.values(), ids=FORMULAS)
def test_every_signing_formula_can_be_set(
    signer: str, lines: list[list[str]], tmp_path: Path
) -> None:
    settings = f'[units."UBND xã Vĩnh Hạ".signer]\n{signer}\nname = "Nguyễn Văn An"\n'
    path, document = filled(PLAN, many(), tmp_path, parse_config(settings))
    assert [document.context["quyen_han"], document.context["chuc_vu"]] == lines
    shown = "\n".join([*lines[0], *lines[1], "", "", "", "", "Nguyễn Văn An"])
    assert shown in plain(path)


PARTY_FORMULAS: Mapping[str, tuple[str, list[list[str]]]] = {
    "Q.": ('position = "Q. BÍ THƯ"', [["T/M BAN THƯỜNG VỤ", "Q. BÍ THƯ"], []]),
    "T/M": ("", [["T/M BAN THƯỜNG VỤ"], ["BÍ THƯ"]]),
    "the head of an office": ('position = "CHÁNH VĂN PHÒNG"', [[], ["CHÁNH VĂN PHÒNG"]]),
    "the deputy of one": (
        'deputy = "PHÓ CHÁNH VĂN PHÒNG"',
        [["K/T CHÁNH VĂN PHÒNG"], ["PHÓ CHÁNH VĂN PHÒNG"]],
    ),
    "T/M by a deputy": ('deputy = "PHÓ BÍ THƯ"', [["T/M BAN THƯỜNG VỤ"], ["PHÓ BÍ THƯ"]]),
    "T/M ĐẢNG ỦY": ('authority = "T/M ĐẢNG ỦY"', [["T/M ĐẢNG ỦY"], ["BÍ THƯ"]]),
    "T/L": (
        'lines = ["T/L BAN THƯỜNG VỤ", "CHÁNH VĂN PHÒNG"]',
        [["T/L BAN THƯỜNG VỤ"], ["CHÁNH VĂN PHÒNG"]],
    ),
}


@pytest.mark.parametrize(("signer", "lines"), PARTY_FORMULAS.values(), ids=PARTY_FORMULAS)
def test_every_party_formula_can_be_set(
    signer: str, lines: list[list[str]], tmp_path: Path
) -> None:
    settings = f'[units."Đảng ủy xã Vĩnh Hạ".signer]\n{signer}\n'
    _, document = filled(PLAN, under_party(many(PARTY)), tmp_path, parse_config(settings))
    assert [document.context["quyen_han"], document.context["chuc_vu"]] == lines


def test_a_party_office_signs_with_a_slash(tmp_path: Path) -> None:
    settings = (
        '[issuer]\nparent = "Tỉnh ủy An Khê"\nname = "Văn phòng"\n'
        '[upper.signer]\ndeputy = "PHÓ CHÁNH VĂN PHÒNG"\n'
    )
    text = said(LETTER, under_party(many(PARTY)), tmp_path, settings)
    assert "TỈNH ỦY AN KHÊ\nVĂN PHÒNG" in text
    assert re.search(r"Số {6}-CV/VPTU", text)
    assert "K/T CHÁNH VĂN PHÒNG\nPHÓ CHÁNH VĂN PHÒNG" in text
    assert "- Lưu Văn phòng Tỉnh ủy." in text


LONG = (
    ("phường", "Quảng Trị - Đông Hà Nam Cường"), ("xã", "Vĩnh Hòa Hưng Nam"),
    ("phường", "Đông Hưng Thuận"), ("xã", "Nguyễn Nghiêm Trường"), ("xã", "Hoàng Hoa Thám"),
    ("phường", "Thượng Hồng Hương Thủy"), ("xã", "Thạnh Mỹ Tây Phương"), ("xã", "Trường Long Hòa"),
    ("phường", "Nguyễn Trãi Hương Trà"), ("xã", "Phước Hòa Đông Giang"), ("xã", "Chương Dương"),
    ("phường", "Hương Trà Thượng Đông"), ("xã", "Nghĩa Thượng Trường Sơn"), ("xã", "Ô"),
    ("đặc khu", "Hoàng Sa Trường Sa"), ("đặc khu", "Bạch Long Vĩ"), ("phường", "Phường Đúc"),
    ("xã", "Thượng Phước Trường Hưng"), ("xã", "Mường Chương Thượng"), ("xã", "H'Leo Đắk Hương"),
)  # fmt: skip
PROVINCES = ("Bà Rịa - Vũng Tàu Bình Dương", "Thừa Thiên Hương Thủy", "Thành phố Hồ Chí Minh")


@pytest.mark.parametrize("party", [False, True])
@pytest.mark.parametrize("kind", [PLAN, LETTER])
@pytest.mark.parametrize(("word", "place"), LONG)
def test_no_line_of_the_letterhead_is_wider_than_its_column(
    kind: DocumentKind, word: str, place: str, *, party: bool, tmp_path: Path
) -> None:
    unit = unit_named(word, place)
    province = replace(PROVINCE, place=PROVINCES[len(place) % 3])
    province = replace(province, name=f"UBND tỉnh {province.place}")
    result = many(unit)
    if party:
        unit = Unit("đu", f"Đảng ủy {word} {place}", unit.level, word, place, party=True)
        result = under_party(many(unit))
    else:
        result = replace(result, upper=replace(result.upper, unit=province))
    path, _ = filled(kind, result, tmp_path)
    _assert_fits(path)


def _assert_fits(path: Path) -> None:
    """Check every line of a letterhead against the width of its column."""
    for row in docx.Document(str(path)).tables[0].rows:
        for cell in row.cells:
            for paragraph in (p for p in cell.paragraphs if p.text):
                style = paragraph.style
                assert style is not None
                size = paragraph.runs[0].font.size or style.font.size
                assert size is not None
                face = Face.BOLD if style.font.bold else Face.REGULAR
                face = Face.ITALIC if style.font.italic else face
                for line in paragraph.text.split("\n"):
                    assert text_width(line, size.pt, face) < (cell.width or 0) / 12700


def test_the_name_of_a_body_in_the_letterhead_breaks_before_its_area(tmp_path: Path) -> None:
    result = many(make_unit("Ủy ban MTTQ Việt Nam xã Vĩnh Hạ"))
    upper = make_unit("Ủy ban MTTQ Việt Nam tỉnh An Khê")
    path, _ = filled(LETTER, replace(result, upper=replace(result.upper, unit=upper)), tmp_path)
    cell = docx.Document(str(path)).tables[0].rows[0].cells[0]
    assert "ỦY BAN MTTQ VIỆT NAM\nTỈNH AN KHÊ" in cell.text.replace("\u00a0", " ")


def test_the_signature_stays_with_the_last_words(tmp_path: Path) -> None:
    for kind in (PLAN, LETTER):
        document = docx.Document(str(filled(kind, many(), tmp_path)[0]))
        (last,) = [p for p in document.paragraphs if p.style and p.style.name == "Kết thúc"]
        assert last.style is not None
        assert last.style.paragraph_format.keep_with_next
        table = document.tables[1]
        assert "cantSplit" in table.rows[0]._tr.xml  # noqa: SLF001 - no public door
        for paragraph in table.rows[0].cells[1].paragraphs[:-1]:
            assert paragraph.style is not None
            assert paragraph.style.paragraph_format.keep_with_next


GOLDEN: dict[str, Callable[[Path], Path]] = {
    "ke-hoach": lambda out: filled(PLAN, outcome_of(USUAL, own=1, late=1), out)[0],
    "ke-hoach-bo-sung": lambda out: filled(SUPPLEMENT, outcome_of(USUAL), out)[0],
    "ke-hoach-dang": lambda out: filled(PLAN, under_party(outcome_of(USUAL, unit=PARTY)), out)[0],
    "cong-van": lambda out: filled(LETTER, outcome_of(USUAL), out)[0],
    "cong-van-dang": lambda out: filled(LETTER, under_party(outcome_of(USUAL, unit=PARTY)), out)[0],
    "bao-cao-tong-hop": lambda out: filled_overall(coverage(7, absent=2, failed=1), out)[0],
    "bao-cao-tong-hop-dang": lambda out: filled_overall(coverage(1, party=True), out)[0],
    "bao-cao-chuoi": lambda out: filled_chain(CHAINS["every way"], out)[0],
}


@pytest.mark.parametrize("name", GOLDEN)
def test_a_document_reads_as_it_was_approved(
    name: str, tmp_path: Path, golden: Callable[[str, str], None]
) -> None:
    golden(name, dump_docx(GOLDEN[name](tmp_path)))


def test_the_usual_settings_need_no_file() -> None:
    usual = (DocumentKind.REPORT, PLAN, LETTER, OVERALL, DocumentKind.CHAIN)
    assert Config().documents.kinds == usual
