"""What deviates and what is wrong, by example: one rule, one code."""

from dataclasses import replace

import pytest

from outcomes import AS_OF, linked, plan, stands, task
from reconcile.check import check
from reconcile.model import (
    Finding,
    LowerOutcome,
    Outcome,
    Plan,
    PlanText,
    Relation,
    Task,
)

UPPER = "UBND tỉnh Hà Sơn"
LOWER = "UBND xã An Bình"


def upper_task(text: str, cited: str = "", due: str = "", lead: str = "UBND cấp xã") -> Task:
    return task(text, cited=cited, due=due, file="tinh.xlsx", lead=lead)


def of_pair(upper: Task, lower: Task, others: tuple[Task, ...] = ()) -> list[Finding]:
    """The findings on one linked pair, the upper plan holding other tasks besides."""
    above: Plan = plan(UPPER, [upper, *others], number="15/KH-UBND")
    below = plan(LOWER, [lower])
    uppers = (linked(upper, [lower]), *(linked(other, []) for other in others))
    return list(check(above, below, uppers, (stands(lower, [upper]),), AS_OF))


def codes(findings: list[Finding]) -> list[str]:
    return [finding.code for finding in findings]


DEADLINES = {
    "a day later": ("15/12/2026", "16/12/2026", ["later-deadline"]),
    "the same day": ("15/12/2026", "15/12/2026", []),
    "a day earlier": ("15/12/2026", "14/12/2026", []),
    "a quarter against its last day": ("31/12/2026", "Quý IV/2026", []),
    "the year after a quarter": ("Quý IV/2026", "Năm 2027", ["later-deadline"]),
    "the upper one is recurring": ("Thường xuyên", "31/12/2027", []),
    "the lower one is recurring": ("15/12/2026", "Hằng quý", []),
    "the lower one is open": ("15/12/2026", "2026 và những năm tiếp theo", []),
    "the upper one is unknown": ("", "31/12/2027", []),
    "the upper one is words": ("Theo kế hoạch của Bộ Nội vụ", "31/12/2027", []),
    "the lower one is a day and recurring": ("15/12/2026", "31/12/2026 và thường xuyên", []),
}


@pytest.mark.parametrize(("given", "own", "expected"), DEADLINES.values(), ids=DEADLINES)
def test_a_later_deadline_is_told_where_both_mean_a_day(
    given: str, own: str, expected: list[str]
) -> None:
    found = of_pair(upper_task("Lập hồ sơ", due=given), task("Lập hồ sơ", due=own))
    assert [code for code in codes(found) if code == "later-deadline"] == expected


def test_a_day_that_its_cell_names_is_not_said_again_as_the_day_before_it() -> None:
    found = of_pair(upper_task("Lập hồ sơ", due="Trước 30/4/2027"), task("Lập", due="31/5/2027"))
    told = next(f for f in found if f.code == "later-deadline")
    assert told.message.endswith("là 31/5/2027, muộn hơn thời hạn cấp trên giao (Trước 30/4/2027)")


def test_a_row_that_carries_one_task_is_not_held_against_another_that_it_only_may_carry() -> None:
    carried, doubtful = upper_task("Mở lớp", due="28/02/2027"), upper_task("Cử", due="31/01/2027")
    row = task("Cử người dự lớp", due="28/02/2027")
    above, below = plan(UPPER, [carried, doubtful]), plan(LOWER, [row])
    in_review = replace(linked(doubtful, [row]), outcome=Outcome.REVIEW)
    found = check(
        above, below, (linked(carried, [row]), in_review), (stands(row, [carried]),), AS_OF
    )
    assert "later-deadline" not in codes(list(found))
    # Where it carries nothing else, the reviewer is told what the pair would deviate in.
    open_row = replace(stands(row), outcome=LowerOutcome.REVIEW)
    assert "later-deadline" in codes(list(check(above, below, (in_review,), (open_row,), AS_OF)))


def test_a_later_deadline_names_both_days_and_the_cell() -> None:
    found = of_pair(
        upper_task("Lập hồ sơ", due="Quý III/2026"), task("Lập hồ sơ", due="Tháng 12/2026")
    )
    told = next(f for f in found if f.code == "later-deadline")
    assert str(told.where) == "ke-hoach.xlsx › Phụ lục › dòng 7 › cột “Thời hạn”"
    assert "Tháng 12/2026 (31/12/2026)" in told.message
    assert "Quý III/2026 (30/9/2026)" in told.message


FIGURES = {
    "a lower share": ("Xử lý đạt 30% hồ sơ", "Xử lý đạt 20% hồ sơ", ["changed-number"]),
    "the same share": ("Xử lý đạt 30% hồ sơ", "Đạt 30% hồ sơ", []),
    "the share is left out": ("Xử lý đạt 30% hồ sơ", "Xử lý hồ sơ", []),
    "one of two shares changed": (
        "Đạt 30% hồ sơ, 95% trả lời đúng hạn",
        "Đạt 30% hồ sơ, 90% trả lời đúng hạn",
        ["changed-number"],
    ),
    "another thing is counted": ("Lập 05 tổ công tác", "Mở 02 lớp tập huấn", []),
    "a part of the province's total": (
        "Đào tạo nghề cho 6.000 lao động của tỉnh",
        "Đào tạo nghề cho 45 lao động",
        [],
    ),
    "a part of all communes": ("Kiện toàn tổ tại 96 xã", "Kiện toàn tổ tại 01 xã", []),
    "more than the province's total": (
        "Trồng 20 ha rừng trên địa bàn tỉnh",
        "Trồng 200 ha rừng",
        ["changed-number"],
    ),
    "a lower share in the province": (
        "Đạt 30% hồ sơ trên địa bàn tỉnh",
        "Đạt 20% hồ sơ",
        ["changed-number"],
    ),
    "more than the least that was asked": (
        "Thu gom rác đạt từ 90% trở lên, ít nhất 02 đợt",
        "Thu gom rác đạt 95%, 03 đợt",
        [],
    ),
    "less than the least that was asked": (
        "Thu gom rác đạt tối thiểu 90%",
        "Thu gom rác đạt 85%",
        ["changed-number"],
    ),
    "more hours than were given": (
        "Báo cáo trong vòng 24 giờ kể từ khi phát hiện",
        "Báo cáo trong vòng 48 giờ kể từ khi phát hiện",
        ["changed-number"],
    ),
    "an hour of the day is no figure": (
        "Báo cáo trước 16 giờ ngày thứ Sáu",
        "Báo cáo trước 10 giờ ngày thứ Năm",
        [],
    ),
    "a date is no figure": ("Xong trước 15/12/2026", "Xong trước 10/12/2026", []),
}


@pytest.mark.parametrize(("given", "own", "expected"), FIGURES.values(), ids=FIGURES)
def test_a_changed_figure_is_told(given: str, own: str, expected: list[str]) -> None:
    found = of_pair(upper_task(given), task(own, due="31/12/2026"))
    assert [code for code in codes(found) if code == "changed-number"] == expected


CITATIONS = {
    "the same document": ("Thông báo số 12-TB/TU", "TB 12-TB/TU ngày 05/3/2026", []),
    "another document": ("Thông báo số 12-TB/TU", "Quyết định số 80/QĐ-TTg", ["other-directive"]),
    "a document of another upper task": (
        "Thông báo số 12-TB/TU",
        "Thông báo số 31-TB/TU",
        ["other-directive"],
    ),
    "a slip of the number": (
        "Thông báo số 12-TB/TU",
        "Thông báo số 21-TB/TU",
        ["wrong-directive-number"],
    ),
    "the upper plan itself": ("Thông báo số 12-TB/TU", "Kế hoạch số 15/KH-UBND", []),
    "nothing is cited": ("Thông báo số 12-TB/TU", "", []),
    "the upper one cites nothing": ("", "Thông báo số 12-TB/TU", []),
    "one of two is the same": ("Thông báo số 12-TB/TU", "80/QĐ-TTg; 12-TB/TU", []),
}


@pytest.mark.parametrize(("given", "own", "expected"), CITATIONS.values(), ids=CITATIONS)
def test_another_citation_is_told(given: str, own: str, expected: list[str]) -> None:
    other = task("Việc khác", row=9, cited="Thông báo số 31-TB/TU", file="tinh.xlsx")
    found = of_pair(
        upper_task("Lập hồ sơ", cited=given),
        task("Lập hồ sơ", cited=own, due="31/12/2026"),
        (other,),
    )
    assert codes(found) == expected


@pytest.mark.parametrize(("rows", "told"), [(3, False), (1, True)])
def test_the_plan_above_that_rows_cite_is_no_other_document_where_its_own_number_is_not_known(
    rows: int, *, told: bool
) -> None:
    given = [upper_task(f"Việc {n}", cited="Thông báo số 12-TB/TU") for n in range(3)]
    cited = ["KH 27/KH-UBND của UBND tỉnh"] * rows + [""] * (3 - rows)
    own = [task(f"Việc {n}", row=7 + n, cited=cited[n], due="31/12/2026") for n in range(3)]
    uppers = tuple(linked(above, [below]) for above, below in zip(given, own, strict=True))
    lowers = tuple(stands(below, [above]) for above, below in zip(given, own, strict=True))
    found = check(plan(UPPER, given), plan(LOWER, own), uppers, lowers, AS_OF)
    assert ("other-directive" in codes(list(found))) == told


def test_a_lead_that_is_still_the_provinces_is_told_with_a_proposal() -> None:
    found = of_pair(
        upper_task("Lập hồ sơ"), task("Lập hồ sơ", lead="Sở Tài chính", due="31/12/2026")
    )
    assert codes(found) == ["lead-not-localised"]
    assert "Sở Tài chính" in found[0].message
    assert "Phòng Kinh tế" in found[0].fix


def test_each_clause_that_was_dropped_is_told() -> None:
    upper, lower = upper_task("Lập hồ sơ; bố trí kinh phí"), task("Lập hồ sơ", due="31/12/2026")
    result = linked(upper, [lower], relation=Relation.PARTIAL, uncovered=("bố trí kinh phí",))
    found = check(
        plan(UPPER, [upper]), plan(LOWER, [lower]), (result,), (stands(lower, [upper]),), AS_OF
    )
    assert [(f.code, f.task) for f in found] == [("dropped-clause", lower.key)]
    assert "“bố trí kinh phí”" in found[0].message


def of_tasks(*tasks: Task) -> list[Finding]:
    """The findings on lower tasks that carry nothing."""
    lowers = tuple(stands(t) for t in tasks)
    return list(check(plan(UPPER, []), plan(LOWER, tasks), (), lowers, AS_OF))


ALONE = {
    "all is well": (task("Lập hồ sơ", due="15/12/2026"), []),
    "no deadline": (task("Lập hồ sơ"), ["no-deadline"]),
    "a recurring duty needs no day": (task("Trực cơ quan", due="Thường xuyên"), []),
    "the day before": (task("Lập hồ sơ", due="19/11/2026"), ["past-deadline"]),
    "the very day is not past": (task("Lập hồ sơ", due="20/11/2026"), []),
    "past, but done": (task("Lập hồ sơ", due="19/11/2026", status="Đã hoàn thành"), []),
    "past, and said not to be done": (
        task("Lập hồ sơ", due="19/11/2026", status="Chưa hoàn thành"),
        ["past-deadline"],
    ),
    "past, and nearly done": (
        task("Lập hồ sơ", due="19/11/2026", status="Cơ bản hoàn thành"),
        ["past-deadline"],
    ),
    "past, and issued": (
        task("Lập hồ sơ", due="19/11/2026", status="Đã ban hành QĐ số 12/QĐ-UBND"),
        [],
    ),
    "past, and at 100 %": (task("Lập hồ sơ", due="19/11/2026", status="100%"), []),
    "past, but an extension was granted": (
        task("Lập hồ sơ", due="19/11/2026", status="Được gia hạn đến 30/11/2026"),
        [],
    ),
    "past, and an extension was only asked for": (
        task("Lập hồ sơ", due="19/11/2026", status="Xin gia hạn đến 30/11/2026"),
        ["past-deadline"],
    ),
    "past, and paused by a document": (
        task("Lập hồ sơ", due="19/11/2026", status="Tạm dừng theo Thông báo số 15/TB-UBND"),
        [],
    ),
    "past, and paused by nobody knows whom": (
        task("Lập hồ sơ", due="19/11/2026", status="Tạm dừng"),
        ["past-deadline"],
    ),
    "no lead": (task("Lập hồ sơ", due="15/12/2026", lead=""), ["no-lead"]),
    "a body of the district": (
        task("Lập hồ sơ", due="15/12/2026", support="UBND huyện Bình Sơn"),
        ["district-body"],
    ),
}


@pytest.mark.parametrize(("given", "expected"), ALONE.values(), ids=ALONE)
def test_what_is_wrong_in_a_task_by_itself_is_told_and_nothing_else(
    given: Task, expected: list[str]
) -> None:
    assert codes(of_tasks(given)) == expected


def test_a_task_that_says_again_what_an_earlier_row_says_is_told_with_that_row() -> None:
    first = task("Rà soát hộ nghèo, hộ cận nghèo", row=8, due="15/12/2026")
    again = task("Rà soát  hộ nghèo, HỘ cận nghèo", row=21, due="15/12/2026")
    found = of_tasks(first, again)
    assert [(f.code, f.where.row) for f in found] == [("duplicate-task", 21)]
    assert "dòng 8" in found[0].message


def test_a_table_without_a_deadline_column_is_told_once() -> None:
    columns = tuple((c, h) for c, h in task("x").columns if h != "Thời hạn")
    bare_tasks = [
        Task(t.key, t.where, t.text, lead=t.lead, columns=columns)
        for t in (task("Lập hồ sơ", row=7), task("Mở lớp", row=8))
    ]
    found = of_tasks(*bare_tasks)
    assert [(f.code, f.where.row) for f in found] == [("no-deadline", 0)]


def test_many_of_a_task_that_a_department_leads_are_those_of_the_province() -> None:
    given, own = "Đào tạo 1.500 học viên", task("Đào tạo 40 học viên", due="31/12/2026")
    led = upper_task(given, lead="Sở Nội vụ")
    assert "changed-number" not in codes(of_pair(led, own))
    assert "changed-number" in codes(of_pair(upper_task(given, lead="UBND xã"), own))


FOREST = "Trồng 5.000 ha rừng trên địa bàn tỉnh"
COPIED = {
    "word by word": (FOREST, FOREST, True),
    "as the commune's own": (FOREST, "Trồng 5.000 ha rừng trên địa bàn xã", True),
    "the number of all communes": ("Có 96 xã đạt chuẩn", "Phấn đấu có 96 xã đạt chuẩn", True),
    "few, where it speaks of all": (
        *("Xây dựng 03 cụm công nghiệp của tỉnh", "Xây dựng 03 cụm công nghiệp của tỉnh"),
        True,
    ),
    "its own figure": (FOREST, "Trồng 40 ha rừng trên địa bàn xã", False),
    "its own beside the total": (FOREST, "Trồng 40 ha trong 5.000 ha rừng của tỉnh", False),
    "its part of it": (FOREST, "Góp phần trồng 5.000 ha rừng của toàn tỉnh", False),
    "a share": ("95% dân số toàn tỉnh có bảo hiểm", "95% dân số có bảo hiểm", False),
    "few, by chance": (
        *("Mở 02 lớp tập huấn trên địa bàn tỉnh", "Mở 02 lớp tập huấn cho cán bộ xã"),
        False,
    ),
    "for each commune": (
        *("Mỗi xã trên địa bàn tỉnh trồng 20 ha rừng", "Trồng 20 ha rừng"),
        False,
    ),
    "told of no province": ("Trồng 50 ha rừng", "Trồng 50 ha rừng", False),
}


@pytest.mark.parametrize(("given", "own", "told"), COPIED.values(), ids=COPIED)
def test_a_total_of_the_province_in_a_communes_own_row_is_told(
    given: str, own: str, *, told: bool
) -> None:
    assert ("copied-total" in codes(of_pair(upper_task(given), task(own)))) == told


def test_a_department_of_the_province_may_give_its_totals() -> None:
    upper, own = upper_task(FOREST), task(FOREST)
    below = plan("Sở Nông nghiệp và Môi trường tỉnh Hà Sơn", [own])
    found = check(
        plan(UPPER, [upper]), below, (linked(upper, [own]),), (stands(own, [upper]),), AS_OF
    )
    assert "copied-total" not in codes([*found])


def test_a_plan_that_cites_the_upper_one_beside_another_carries_it_out() -> None:
    lower = task("Lập hồ sơ", due="15/12/2026")
    own = plan(LOWER, [lower], carries="16-KH/TU")
    said = "Thực hiện Kế hoạch số 16-KH/TU và Kế hoạch số 15/KH-UBND của UBND tỉnh"
    own = replace(own, text=PlanText(opening=said))
    found = check(plan(UPPER, [], number="15/KH-UBND"), own, (), (stands(lower),), AS_OF)
    assert found == ()


@pytest.mark.parametrize("carries", ["KH 15", "Kế hoạch 15", "Kế hoạch số 15"])
def test_a_plan_that_cites_the_upper_one_in_short_carries_it_out(carries: str) -> None:
    lower = task("Lập hồ sơ", due="15/12/2026")
    own = plan(LOWER, [lower], carries=carries)
    found = check(plan(UPPER, [], number="15/KH-UBND"), own, (), (stands(lower),), AS_OF)
    assert found == ()


def test_without_a_number_the_party_and_the_state_still_tell_two_plans_apart() -> None:
    lower = task("Lập hồ sơ", due="15/12/2026")
    for carries, told in (("16-KH/TU", ["other-upper-plan"]), ("16/KH-UBND", [])):
        own = plan(LOWER, [lower], carries=carries)
        found = check(plan(UPPER, []), own, (), (stands(lower),), AS_OF)
        assert [f.code for f in found] == told


def test_a_plan_that_carries_out_another_upper_plan_is_told() -> None:
    lower = task("Lập hồ sơ", due="15/12/2026")
    found = check(
        plan(UPPER, [], number="15/KH-UBND"),
        plan(LOWER, [lower], carries="16/KH-UBND"),
        (),
        (stands(lower),),
        AS_OF,
    )
    assert [f.code for f in found] == ["other-upper-plan"]
