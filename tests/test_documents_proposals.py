"""How a missed task is proposed for a commune's own plan: who leads, until when, with what mark."""

import datetime as dt
import re
from dataclasses import replace
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import docx
import pytest

from papers import LEAD, MISSED, OUTCOMES, PARTY, SUPPORT, drafted, filled, under_party
from plans import AS_OF, outcome_of
from reconcile.check.tasks import district_body, past_deadline
from reconcile.config import Config, DocumentKind, Documents, Proposals
from reconcile.model import Column, Reconciliation, Role
from reconcile.report.documents.plan.amendments import amend
from reconcile.report.documents.plan.proposals import Proposal, propose
from reconcile.vocabulary.deadlines import read_deadline
from reconcile.vocabulary.findings import finding

USUAL = Proposals()


def missed(
    lead: str = "Sở KH&CN", support: str = "", due: str = "Ngày 15/12/2026"
) -> Reconciliation:
    """The outcome of a commune that has missed one task."""
    result = outcome_of([(LEAD, MISSED)], grouped=False)
    task = replace(result.uppers[0].task, lead=lead, support=support, deadline=read_deadline(due))
    return replace(result, uppers=(replace(result.uppers[0], task=task),))


def proposed(result: Reconciliation, settings: Proposals = USUAL) -> Proposal:
    """The one proposal for one missed task."""
    (proposal,) = propose(result, settings)
    return proposal


def test_every_missed_task_with_a_role_is_proposed_and_no_other() -> None:
    for result in OUTCOMES.values():
        wanted = [u.task.key for u in result.uppers if u.outcome is MISSED and u.role != Role.NONE]
        assert [proposal.task.key for proposal in propose(result, USUAL)] == wanted
        assert len(wanted) == result.summary.missed


LEADS = {
    "who stands for the department": (
        {"lead": "Sở KH&CN"},
        ("Phòng Văn hóa - Xã hội", "Các cơ quan, đơn vị liên quan"),
    ),
    "by its subject and not who supports": (
        {"lead": "UBND cấp xã", "support": "Sở Nội vụ"},
        ("Phòng Kinh tế", "Phòng Văn hóa - Xã hội"),
    ),
    "two departments": (
        {"lead": "Sở Tài chính", "support": "UBND cấp xã, Công an tỉnh"},
        ("Phòng Kinh tế", "Công an xã"),
    ),
    "nobody that the map knows": (
        {"lead": "UBND cấp xã"},
        ("Phòng Kinh tế", "Các cơ quan, đơn vị liên quan"),
    ),
}


@pytest.mark.parametrize(("said", "offices"), LEADS.values(), ids=LEADS)
def test_lead_and_support_are_those_of_the_commune(
    said: dict[str, str], offices: tuple[str, str]
) -> None:
    proposal = proposed(missed(**said))
    assert (proposal.lead, proposal.support) == offices


WORDS = {
    "with whom it is done": (SUPPORT, "Sở KH&CN", "Phối hợp với Sở Khoa học và Công nghệ mở lớp"),
    "with two": (SUPPORT, "Sở Y tế; Công an tỉnh", "Phối hợp với Sở Y tế và Công an tỉnh mở lớp"),
    "with one that is called as the task begins": (
        *(SUPPORT, "Sở Mở lớp"),
        "Phối hợp với Sở Mở lớp để mở lớp",
    ),
    "with many": (SUPPORT, "Sở Y tế; Sở Nội vụ; Sở Tài chính", "Mở lớp"),
    "by the unit itself": (LEAD, "Sở KH&CN", "Mở lớp"),
    "with those whom it names itself": (SUPPORT, "Sở Y tế", "Các đơn vị mở lớp"),
    "with nobody by name": (SUPPORT, "Các sở, ban, ngành", "Mở lớp"),
}


@pytest.mark.parametrize(("role", "lead", "start"), WORDS.values(), ids=WORDS)
def test_a_task_that_others_lead_is_written_in_as_done_with_them(
    role: Role, lead: str, start: str
) -> None:
    result = outcome_of([(role, MISSED)], grouped=False)
    task = replace(
        result.uppers[0].task,
        text=f"{start if lead == 'Sở Y tế' else 'Mở lớp'} theo Kế hoạch này; cấp tài liệu",
        lead=lead,
    )
    result = replace(result, uppers=(replace(result.uppers[0], task=task),))
    said = proposed(result).text
    assert said.startswith(start)
    # “Kế hoạch này” would be the commune's own there.
    assert f"theo Kế hoạch số {result.upper.number}; cấp tài liệu" in said


def test_what_is_done_all_over_the_province_is_done_in_the_commune() -> None:
    result = outcome_of([(LEAD, MISSED)], grouped=False)
    text = (
        "Trồng 300 ha rừng của tỉnh; vệ sinh môi trường trên địa bàn tỉnh Hà Sơn, gửi tỉnh;"
        " toàn tỉnh có 95% dân số tham gia"
    )
    task = replace(result.uppers[0].task, text=text)
    said = proposed(replace(result, uppers=(replace(result.uppers[0], task=task),))).text
    assert said == (
        "Trồng [chỉ tiêu của xã] ha rừng của xã; vệ sinh môi trường trên địa bàn xã, gửi tỉnh;"
        " toàn xã có 95% dân số tham gia"
    )


@pytest.mark.parametrize(
    ("text", "left_out"),
    [
        ("Căn cứ Kế hoạch này, xây dựng, ban hành kế hoạch của địa phương; gửi Sở Nội vụ", True),
        ("Ban hành kế hoạch thực hiện nhiệm vụ trọng tâm về chuyển đổi số năm 2026 tại xã", True),
        ("Xây dựng kế hoạch đào tạo, bồi dưỡng kỹ năng số cho cán bộ, công chức", False),
        ("Ban hành kế hoạch năm 2026 của địa phương", False),
    ],
)
def test_the_issuing_of_the_plan_itself_is_no_row_of_it(text: str, *, left_out: bool) -> None:
    result = missed()
    (upper,) = result.uppers
    result = replace(result, uppers=(replace(upper, task=replace(upper.task, text=text)),))
    assert (propose(result, USUAL) == ()) == left_out


def test_figures_that_name_groups_are_no_totals() -> None:
    result = missed()
    (upper,) = result.uppers
    text = "Rà soát 04 nhóm: 25, 82, 982, 1.139 thủ tục hành chính"
    said = replace(result, uppers=(replace(upper, task=replace(upper.task, text=text)),))
    assert proposed(said).text == text


def test_nobody_supports_its_own_plan_and_the_party_leads_the_peoples_committee() -> None:
    result = under_party(missed(lead="Sở KH&CN", support="Đảng ủy các xã, phường"))
    result = replace(result, lower=replace(result.lower, unit=PARTY))
    proposal = proposed(result)
    assert proposal.lead == "UBND xã"
    assert "Đảng ủy" not in proposal.support


def test_the_offices_own_table_stands_over_the_programs() -> None:
    own = Proposals(agencies={"Sở KH&CN": ("Tổ chuyển đổi số xã",)}, lead="Văn phòng")
    assert proposed(missed(), own).lead == "Tổ chuyển đổi số xã"
    assert proposed(missed("UBND cấp xã"), own).lead == "Văn phòng"


def test_a_party_committee_names_its_own_offices_only() -> None:
    result = under_party(missed(lead="Ban Tổ chức Tỉnh ủy", support="Sở KH&CN"))
    result = replace(result, lower=replace(result.lower, unit=PARTY))
    (proposal,) = propose(result, USUAL)
    assert proposal.lead == "Ban Xây dựng Đảng"
    assert "Phòng" not in proposal.support


DAYS = {
    "a day": ("Ngày 15/12/2026", "10/12/2026", dt.date(2026, 12, 10), False),
    "a quarter": ("Quý I/2027", "Quý I/2027", dt.date(2027, 3, 31), False),
    "a year": ("Năm 2026", "Năm 2026", dt.date(2026, 12, 31), False),
    "a year alone": ("2027", "Năm 2027", dt.date(2027, 12, 31), False),
    "a month": ("12/2026", "Tháng 12/2026", dt.date(2026, 12, 31), False),
    "so near that nothing can be taken off": (
        *("25/11/2026", "25/11/2026"),
        *(dt.date(2026, 11, 25), False),
    ),
    "today": ("22/11/2026", "22/11/2026", AS_OF, False),
    "past": ("Ngày 30/9/2026", "[…]", dt.date(2026, 9, 30), True),
    "recurring": ("Thường xuyên", "Thường xuyên", None, False),
    "none": ("", "Theo yêu cầu của UBND tỉnh", None, False),
}


@pytest.mark.parametrize(("due", "text", "latest", "overdue"), DAYS.values(), ids=DAYS)
def test_the_deadline_is_before_the_upper_one_and_never_past_without_a_mark(
    due: str, text: str, latest: dt.date | None, *, overdue: bool
) -> None:
    proposal = proposed(missed(due=due))
    assert (proposal.deadline, proposal.latest, proposal.overdue) == (text, latest, overdue)
    assert proposal.overdue or proposal.latest is None or proposal.latest >= AS_OF


def test_the_days_before_can_be_set() -> None:
    assert proposed(missed(), Proposals(days_before=20)).deadline == "25/11/2026"
    assert proposed(missed(), Proposals(days_before=0)).deadline == "15/12/2026"


def test_reasons_are_sentences_that_say_where_each_part_comes_from() -> None:
    source, offices, day = proposed(missed()).reasons
    assert source == (
        "Nhiệm vụ (số thứ tự 1) của UBND tỉnh An Khê giao đơn vị chủ trì, chưa có trong kế hoạch"
        " của đơn vị."
    )
    assert "“Sở KH&CN”" in offices
    assert day == "Thời hạn sớm hơn thời hạn cấp trên giao (Ngày 15/12/2026) 5 ngày."


@pytest.mark.parametrize("kind", [DocumentKind.PLAN, DocumentKind.SUPPLEMENT])
def test_each_proposal_bears_a_comment_and_a_mark_in_italics(
    kind: DocumentKind, tmp_path: Path
) -> None:
    result = OUTCOMES["all missed"]
    path, _ = filled(kind, result, tmp_path)
    document = docx.Document(str(path))
    comments = list(document.comments)
    assert [c.text for c in comments] == ["\n".join(p.reasons) for p in propose(result, USUAL)]
    assert {c.author for c in comments} == {"reconcile"}
    marks = [
        run
        for row in document.tables[-1].rows
        for paragraph in row.cells[1].paragraphs
        for run in paragraph.runs
        if run.text == " (đề xuất)"
    ]
    assert len(marks) == result.summary.missed
    assert all(run.italic for run in marks)
    xml = ZipFile(path).read("word/document.xml").decode()
    anchored = re.findall(r'<w:commentRangeStart w:id="(\d+)"/>', xml)
    assert anchored == [str(number) for number in range(result.summary.missed)]


def test_what_is_found_on_an_own_row_stands_beside_its_cell_and_its_words_stay(
    tmp_path: Path,
) -> None:
    result = outcome_of([], own=1)
    task = replace(
        result.lower.tasks[0],
        text="Rà soát & cập nhật hồ sơ {{ dong }} \ufdd07\ufdd1",
        lead="Phòng Nội vụ huyện",
        deadline=read_deadline("30/9/2026"),
        columns=((Column.DEADLINE, "Thời hạn"), (Column.LEAD, "Chủ trì")),
    )
    result = replace(
        result,
        lower=replace(result.lower, tasks=(task,)),
        findings=(
            *district_body(task),
            *past_deadline(task, AS_OF),
            finding("no-diacritics", task.where, task=task.key),
        ),
    )
    settings = Config(documents=Documents(changes_by="Tổ rà soát"))
    path, _ = filled(DocumentKind.PLAN, result, tmp_path, settings)
    document = docx.Document(str(path))
    cells = document.tables[-1].rows[-1].cells
    shown = [cell.text for cell in cells]
    assert shown[1].startswith("Rà soát & cập nhật hồ sơ {{ dong }} 7")
    assert {"30/9/2026", "Phòng Nội vụ huyện"} <= set(shown)
    said = {comment.comment_id: comment for comment in document.comments}
    assert {comment.author for comment in said.values()} == {"Tổ rà soát"}
    anchored = re.compile(r'commentRangeStart w:id="(\d+)"')
    at: dict[str, list[str]] = {}
    for cell in cells:
        xml = "".join(str(paragraph.paragraph_format.element.xml) for paragraph in cell.paragraphs)
        numbers = map(int, anchored.findall(xml))
        at[cell.text[:10]] = [said[number].text.partition(".")[0] for number in numbers]
    assert at["30/9/2026"] == ["Thời hạn 30/9/2026 đã qua, tính đến ngày 22/11/2026"]
    assert at["Phòng Nội "] == [
        "“Phòng Nội vụ huyện” là cơ quan, đơn vị cấp huyện, không còn từ ngày 01/7/2025"
    ]
    assert at["Rà soát & "] == ["Nội dung gõ không dấu nên chỉ so được theo chữ không dấu"]
    assert len(said) == 3


def test_a_body_of_the_province_that_leads_an_own_row_gets_who_stands_for_it_as_a_comment() -> None:
    result = outcome_of([], own=1)
    task = replace(result.lower.tasks[0], lead="Sở Nội vụ", columns=((Column.LEAD, "Chủ trì"),))
    result = replace(result, lower=replace(result.lower, tasks=(task,)))
    annex: Any = drafted(DocumentKind.PLAN, result).context["phu_luc"]
    row = annex["dong"][-1]
    assert row["chu_tri"] == "Sở Nội vụ"
    assert row["y_kien_chu_tri"].endswith("Đề nghị ghi: “Phòng Văn hóa - Xã hội”.")


def test_what_is_so_of_many_own_rows_is_said_once_with_how_many_there_are() -> None:
    leads = (
        "Sở Nội vụ", "Công an tỉnh", "Sở Nội vụ", "Sở Nội vụ; Công an tỉnh", "Phòng Kinh tế",
        "Công an tỉnh; Sở Tài chính", "Sở Nội vụ",
    )  # fmt: skip
    result = outcome_of([], own=len(leads))
    own = zip(result.lower.tasks, leads, strict=True)
    columns = ((Column.DEADLINE, "Thời hạn"), (Column.LEAD, "Chủ trì"))
    due = read_deadline("30/9/2026")
    tasks = tuple(replace(task, lead=lead, deadline=due, columns=columns) for task, lead in own)
    late = tuple(found for task in tasks for found in past_deadline(task, AS_OF))
    result = replace(result, lower=replace(result.lower, tasks=tasks), findings=late)
    annex: Any = drafted(DocumentKind.PLAN, result).context["phu_luc"]
    said = [row.get("y_kien_chu_tri", "").partition(" là cơ quan")[0] for row in annex["dong"]]
    assert said == [
        "Chung cho 04 dòng, kể từ dòng này: Cơ quan chủ trì vẫn ghi “Sở Nội vụ”,",
        "Chung cho 02 dòng, kể từ dòng này: Cơ quan chủ trì vẫn ghi “Công an tỉnh”,",
        "", "", "", "Cơ quan chủ trì vẫn ghi “Công an tỉnh; Sở Tài chính”,", "",
    ]  # fmt: skip
    days = [row.get("y_kien_thoi_han", "") for row in annex["dong"]]
    assert days[0].startswith("Chung cho 07 dòng, kể từ dòng này: Thời hạn 30/9/2026 đã qua")
    assert days[1:] == [""] * 6
    # In a copy of the unit's own file each change that is to be decided has a comment for itself.
    assert len(amend(result, Proposals()).remarks) == 7


def test_without_proposals_there_is_no_comment(tmp_path: Path) -> None:
    path, _ = filled(DocumentKind.PLAN, OUTCOMES["all carried"], tmp_path)
    assert "word/comments.xml" not in ZipFile(path).namelist()
    assert "đề xuất" not in ZipFile(path).read("word/document.xml").decode()


def test_a_past_deadline_is_a_blank_in_the_draft_and_is_told_beside_it(tmp_path: Path) -> None:
    path, _ = filled(DocumentKind.SUPPLEMENT, missed(due="Ngày 30/9/2026"), tmp_path)
    shown = docx.Document(str(path)).tables[-1].rows[1].cells[3]
    assert shown.text == "[…] (đã quá hạn)"
    assert shown.paragraphs[0].runs[-1].italic
    (comment,) = docx.Document(str(path)).comments
    assert "Thời hạn cấp trên giao (Ngày 30/9/2026) đã qua" in comment.text


TOTALS = {
    "Đào tạo nghề cho 6.000 lao động nông thôn của tỉnh": (
        "Đào tạo nghề cho [chỉ tiêu của xã] lao động nông thôn của xã"
    ),
    "Phấn đấu 60 xã đạt chuẩn nông thôn mới": (
        "Phấn đấu [chỉ tiêu của xã] xã đạt chuẩn nông thôn mới"
    ),
    "Cứng hóa tối thiểu 120 km đường trục thôn": (
        "Cứng hóa tối thiểu [chỉ tiêu của xã] km đường trục thôn"
    ),
    "Trồng 2,5 triệu cây xanh": "Trồng [chỉ tiêu của xã] cây xanh",
    "Huy động 1,2 nghìn tỷ đồng": "Huy động [chỉ tiêu của xã] tỷ đồng",
    "Trả kết quả trong 15 ngày làm việc": "",
    "Tiêm phòng cúm gia cầm tại các hộ nuôi từ 100 con trở lên": "",
    "Đào tạo từ 6.000 lao động trở lên": "Đào tạo từ [chỉ tiêu của xã] lao động trở lên",
    "Xây dựng 05 mô hình điểm trên địa bàn tỉnh": (
        "Xây dựng [chỉ tiêu của xã] mô hình điểm trên địa bàn xã"
    ),
    "Trên toàn tỉnh xây dựng 6 thôn thông minh": (
        "Trên toàn xã xây dựng [chỉ tiêu của xã] thôn thông minh"
    ),
    "Cấp 80% hồ sơ trực tuyến": "",
    "Mở 02 lớp tập huấn cho cán bộ xã": "",
    "Thực hiện Kế hoạch số 140/KH-UBND của tỉnh trong năm 2026": "",
}


@pytest.mark.parametrize(("said", "shown"), TOTALS.items())
def test_a_total_of_the_province_becomes_a_blank_for_that_of_the_commune(
    said: str, shown: str
) -> None:
    result = missed()
    task = replace(result.uppers[0].task, text=said)
    proposal = proposed(replace(result, uppers=(replace(result.uppers[0], task=task),)))
    assert proposal.text == (shown or said)
    assert any("chỉ tiêu của đơn vị" in reason for reason in proposal.reasons) == bool(shown)


def test_a_proposal_stands_behind_the_last_own_task_of_its_group(tmp_path: Path) -> None:
    result = outcome_of([(LEAD, MISSED), (SUPPORT, MISSED)], grouped=False)
    first, second = result.uppers
    upper = (
        replace(first, task=replace(first.task, group=("I. Hạ tầng số",))),
        replace(second, task=replace(second.task, group=("IV. Nhân lực số",))),
    )
    own = outcome_of([], own=2)
    tasks = tuple(
        replace(task, group=(group,))
        for task, group in zip(own.lower.tasks, ("1. HẠ TẦNG SỐ", "2. Dữ liệu số"), strict=True)
    )
    result = replace(result, uppers=upper, lower=replace(own.lower, tasks=tasks))
    _, document = filled(DocumentKind.PLAN, result, tmp_path)
    annex = document.context["phu_luc"]
    assert isinstance(annex, dict)
    assert [row["nhom"] or bool(row["de_xuat"]) for row in annex["dong"]] == [
        "I. HẠ TẦNG SỐ",
        False,
        True,
        "II. Dữ liệu số",
        False,
        "III. Nhiệm vụ bổ sung theo Kế hoạch số 140/KH-UBND ngày 25/11/2025 của UBND tỉnh An Khê",
        True,
    ]
