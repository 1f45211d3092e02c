"""What stands of what was told on a task, and how tasks are counted: small cases, by hand."""

from dataclasses import replace
from datetime import date

import pytest

from reconcile.config import parse_config
from reconcile.errors import ConfigError
from reconcile.model import (
    Deadline,
    DeadlineKind,
    Percent,
    PercentOf,
    PeriodKind,
    Progress,
    Side,
    StatusEntry,
    TaskOf,
    TaskState,
    Timing,
    Where,
)
from reconcile.report.progress.cells import told_words
from reconcile.tracking.counts import Counted, StateClass, class_of, count_states
from reconcile.tracking.entries import standing_entry, state_by
from reconcile.tracking.summed import linked_state, summed_state
from reconcile.vocabulary.periods import (
    closed_period,
    closing_day,
    first_period,
    period_after,
    period_before,
)
from reconcile.vocabulary.states import read_status

DUE = Deadline("30/11/2026", DeadlineKind.DAY, date(2026, 11, 30))
NO_DEADLINE = Deadline()
LATER = date(2026, 12, 20)
DONE = TaskState(Progress.DONE, Timing.IN_TIME, date(2026, 11, 20), DUE.latest)
DONE_LATE = TaskState(Progress.DONE, Timing.LATE, date(2026, 12, 2), DUE.latest)
OPEN = TaskState(Progress.UNDER_WAY, Timing.LATE, last_day=DUE.latest)
NOTHING = TaskState(last_day=DUE.latest)


def told(words: str, day: str, stream: str = "xã", delivery: int = 1) -> StatusEntry:
    duty = TaskOf("ubnd-xa-an-binh", Side.UPPER, "a")
    return StatusEntry(
        duty, date.fromisoformat(day), read_status(words), words, stream, Where("tệp"), delivery
    )


def test_a_bare_figure_that_is_a_percent_is_shown_with_its_sign() -> None:
    entry = told("45; Đang thực hiện; 12 hộ", "2026-11-01")
    work = replace(entry.said, percent=Percent(45, PercentOf.WORK))
    assert told_words(replace(entry, said=work)) == "45%; Đang thực hiện; 12 hộ"
    assert told_words(entry) == entry.words


def state(*entries: StatusEntry, as_of: date = LATER) -> TaskState:
    standing = standing_entry(entries, as_of)
    assert standing is not None
    return state_by(standing, DUE, as_of)


def test_a_later_report_counts_and_an_earlier_one_stays_for_its_own_day() -> None:
    said = told("Đang triển khai", "2026-11-01"), told("Hoàn thành ngày 20/11/2026", "2026-11-25")
    assert state(*said).progress is Progress.DONE
    assert state(*said, as_of=date(2026, 11, 10)).progress is Progress.UNDER_WAY
    assert standing_entry(said, date(2026, 10, 1)) is None


def test_of_two_sources_on_one_day_the_open_one_counts_and_the_contradiction_is_told() -> None:
    said = told("Đang triển khai", "2026-11-20"), told("Đã hoàn thành", "2026-11-20", "sở")
    for entries in (said, said[::-1]):
        standing = standing_entry(entries, LATER)
        assert standing is not None
        assert standing.said.progress is Progress.UNDER_WAY
        assert [each.stream for each in standing.against] == ["sở"]


def test_what_a_source_delivers_again_for_a_day_replaces_what_it_delivered_before() -> None:
    first, again = told("Đang làm", "2026-11-20"), told("Đã xong", "2026-11-20", delivery=2)
    assert state(first, again).progress is Progress.DONE


def test_words_that_nobody_understands_change_nothing_that_is_known() -> None:
    assert state(told("Đang làm", "2026-11-01"), told("xyz", "2026-11-20")).progress is (
        Progress.UNDER_WAY
    )
    assert standing_entry([told("xyz", "2026-11-20")], LATER) is None


def test_an_extension_stays_when_later_reports_do_not_repeat_it() -> None:
    granted = told("Đang làm, được gia hạn đến 31/12/2026", "2026-11-20")
    found = state(granted, told("Đang làm", "2026-12-10"))
    assert (found.last_day, found.timing) == (date(2026, 12, 31), Timing.IN_TIME)


def test_what_was_told_to_be_done_before_the_last_day_was_done_in_time() -> None:
    assert state(told("Đã hoàn thành", "2026-11-20")).timing is Timing.IN_TIME
    # Known only afterwards, and nobody said when: it may have been either.
    assert state(told("Đã hoàn thành", "2026-12-10")).timing is Timing.UNKNOWN
    assert state(told("Hoàn thành ngày 05/12/2026", "2026-12-10")).timing is Timing.LATE


@pytest.mark.parametrize(
    ("parts", "progress"),
    [
        ([DONE, DONE], Progress.DONE),
        ([DONE, OPEN], Progress.UNDER_WAY),
        ([DONE, NOTHING], Progress.UNKNOWN),
        ([NOTHING, NOTHING], Progress.UNKNOWN),
        ([DONE, TaskState(Progress.WITHDRAWN, documented=True)], Progress.DONE),
        ([DONE, TaskState(Progress.WITHDRAWN)], Progress.UNDER_WAY),
        ([TaskState(Progress.NOT_BEGUN), NOTHING], Progress.NOT_DONE),
    ],
)
def test_a_task_of_several_units_is_done_when_all_have_done_it(
    parts: list[TaskState], progress: Progress
) -> None:
    assert summed_state(parts, DUE, LATER).progress is progress


def test_a_task_of_several_units_is_late_when_one_was_late() -> None:
    assert summed_state([DONE, DONE_LATE], DUE, LATER).timing is Timing.LATE


def test_what_carries_a_part_of_a_task_never_makes_it_done() -> None:
    assert linked_state([], [DONE, DONE], DUE, LATER).progress is Progress.UNDER_WAY
    assert linked_state([DONE], [OPEN], DUE, LATER).progress is Progress.DONE
    assert linked_state([DONE, OPEN], [], DUE, LATER).progress is Progress.UNDER_WAY
    assert linked_state([NOTHING], [], DUE, LATER).progress is Progress.UNKNOWN
    assert linked_state([DONE, DONE_LATE], [], DUE, LATER).timing is Timing.LATE


def test_the_classes_add_up_and_unknown_is_never_not_done() -> None:
    states = [
        DONE, DONE_LATE, OPEN, NOTHING, TaskState(Progress.RECURRING),
        TaskState(Progress.DONE, Timing.NO_DEADLINE), TaskState(Progress.PAUSED, documented=True),
        TaskState(Progress.DONE, last_day=DUE.latest),
        TaskState(Progress.NOT_BEGUN, Timing.IN_TIME, last_day=date(2026, 12, 25)),
    ]  # fmt: skip
    counted = [Counted(s, class_of(s), s.progress is not Progress.UNKNOWN) for s in states]
    figures = count_states(counted, LATER)
    each = [getattr(figures, kind.value.replace("-", "_")) for kind in StateClass]
    assert (each, figures.total) == ([1] * 9, 9)
    assert (figures.no_deadline_done, figures.due_soon, figures.reported) == (1, 1, 8)
    assert (figures.done, figures.dated, figures.done_rate) == (3, 5, 0.6)
    assert figures.overdue_by == (0, 1, 0, 0)


def test_a_month_closes_on_the_14th_by_the_decree_and_as_the_office_says() -> None:
    month = closed_period(PeriodKind.MONTH, date(2026, 11, 20), 14)
    assert (month.first, month.last) == (date(2026, 10, 15), date(2026, 11, 14))
    assert closed_period(PeriodKind.MONTH, date(2026, 11, 14), 14) == month
    assert closed_period(PeriodKind.MONTH, date(2026, 11, 13), 14) == period_before(month, 14)
    own = closed_period(PeriodKind.MONTH, date(2026, 2, 28), 0)
    assert (own.first, own.last) == (date(2026, 2, 1), date(2026, 2, 28))
    year = closed_period(PeriodKind.YEAR, date(2026, 12, 14), 14)
    assert (year.first, year.last, year.name) == (
        date(2025, 12, 15), date(2026, 12, 14), "năm 2026"
    )  # fmt: skip
    half = closed_period(PeriodKind.HALF, date(2026, 7, 1), 14)
    assert (half.name, half.first) == ("6 tháng đầu năm 2026", date(2025, 12, 15))


def test_each_kind_of_period_closes_on_its_own_day_where_the_office_says_so() -> None:
    said = parse_config(
        '[tracking]\nclosing_day = 20\n[tracking.closing]\ntuan = 5\nthang = 25\n"6-thang" = 0\n'
    ).tracking

    def closing(kind: PeriodKind, *, party: bool = False) -> int:
        return closing_day(kind, party=party, every=said.closing_day, by_kind=said.closing)

    days = {kind: closed_period(kind, date(2026, 12, 31), closing(kind)) for kind in PeriodKind}
    assert {kind: each.last for kind, each in days.items() if kind is not PeriodKind.AD_HOC} == {
        PeriodKind.WEEK: date(2026, 12, 25),
        PeriodKind.MONTH: date(2026, 12, 25),
        PeriodKind.QUARTER: date(2026, 12, 20),
        PeriodKind.HALF: date(2026, 12, 31),
        PeriodKind.NINE_MONTHS: date(2026, 9, 20),
        PeriodKind.YEAR: date(2026, 12, 20),
    }
    week = days[PeriodKind.WEEK]
    assert week.first == date(2026, 12, 19)
    assert first_period(PeriodKind.WEEK, date(2026, 12, 19), 5).last == date(2026, 12, 25)
    assert period_after(week, 5, 7).last == date(2027, 1, 1)
    # Where the settings are silent: the decree's day, the Party's last, and a week's Sunday.
    assert [closing_day(PeriodKind.YEAR, party=party) for party in (False, True)] == [14, 0]
    assert closing_day(PeriodKind.WEEK, party=True, every=20) == 7


@pytest.mark.parametrize(
    ("said", "problem"),
    [
        ("tuan = 8", "ngày chốt 8 của kỳ “tuan”"),
        ("dot-xuat = 3", "ngày chốt 3 của kỳ “dot-xuat”"),
        ("ngay = 3", "khóa không có trong danh mục: “ngay”"),
        ("thang = 31", "ngày chốt 31 của kỳ “thang”"),
    ],
)
def test_a_closing_day_that_cannot_be_is_told_with_its_line(said: str, problem: str) -> None:
    with pytest.raises(ConfigError, match=problem) as told:
        parse_config(f"[tracking.closing]\n{said}\n")
    assert told.value.where
    assert told.value.where.row == 2


MORE = {
    Progress.DONE: """
        Đã hoàn thành 100% nội dung được giao | Xã đã ban hành QĐ số 45/QĐ-UBND ngày 03/11/2026
        Hoàn thành vượt kế hoạch | Đã tổ chức xong hội nghị tổng kết | xong hết rồi
        Đã nghiệm thu, đưa vào sử dụng ngày 01/11/2026 | Hoàn thành (KH số 12/KH-UBND)
        đã làm xong từ tháng 10 | Hoàn tất ngày 30/10 | Đã công bố kết quả | 15/15 chỉ tiêu đạt
        Đã bàn giao cho Sở Nội vụ | da hoan thanh 100%
        Đã được UBND tỉnh phê duyệt tại QĐ 99/QĐ-UBND ngày 02/11/2026
        """,
    Progress.UNDER_WAY: """
        Đang xây dựng dự thảo kế hoạch | Đã trình HĐND, chờ thông qua | Đã lấy ý kiến lần 2
        Hoàn thành dự thảo | Thực hiện được khoảng 45% khối lượng | Đã rà soát 8/14 thôn
        Đang chờ thẩm định | Đã hoàn thành bước khảo sát | Đã gửi Sở Tài chính thẩm định
        Đã hoàn thành giai đoạn 1, đang làm giai đoạn 2 | Sắp hoàn thành | Hoàn thành một phần
        Mới hoàn thành 3 nội dung | Đang triển khai theo đúng tiến độ | Cơ bản đã xong
        Đã tham mưu UBND xã ban hành, đang chờ ký | dang trien khai | Tiếp tục thực hiện
        Đã có dự thảo, chưa ban hành | Xong phần hồ sơ, chờ kinh phí
        Dự kiến hoàn thành trong tháng 12
        """,
    Progress.NOT_BEGUN: """
        Chưa thực hiện do chưa có hướng dẫn | Chưa tổ chức | chưa làm | Chưa đến kỳ | 0% | Mới giao
        Chưa bắt đầu triển khai
        """,
    Progress.NOT_DONE: """
        Chưa xong | Chưa hoàn thành theo kế hoạch | Quá hạn | không hoàn thành
        Xin gia hạn đến 31/12/2026
        """,
    Progress.RECURRING: """
        Thực hiện thường xuyên, liên tục | Hằng tuần có báo cáo | Đã báo cáo tháng 10 | Duy trì
        Không phát sinh trong kỳ
        """,
    Progress.PAUSED: """
        Tạm dừng theo Công văn số 12/UBND-VX | Tạm dừng chờ sắp xếp
        """,
    Progress.WITHDRAWN: """
        Không thực hiện nữa theo Thông báo số 15/TB-UBND | Đã hủy nhiệm vụ
        """,
    Progress.UNKNOWN: """
        Theo báo cáo | Có | Xem phụ lục | Đã biết | (nt) | Chưa gửi báo cáo
        """,
}
"""Phrases that nobody looked at while the rules were written."""


def test_of_sixty_phrases_more_hardly_one_is_misread_and_none_that_is_open_is_done() -> None:
    wanted = {
        phrase.strip(): progress
        for progress, phrases in MORE.items()
        for line in phrases.strip().splitlines()
        for phrase in line.split("|")
    }
    wrong = {p: said for p in wanted if (said := read_status(p).progress) is not wanted[p]}
    assert len(wanted) >= 60
    assert len(wrong) <= 0.04 * len(wanted), wrong
    assert Progress.DONE not in wrong.values()


@pytest.mark.parametrize(
    ("kind", "issued", "first", "last"),
    [
        (PeriodKind.WEEK, "2026-10-20", "2026-10-19", "2026-10-25"),
        (PeriodKind.WEEK, "2026-10-25", "2026-10-19", "2026-10-25"),
        (PeriodKind.MONTH, "2026-10-20", "2026-10-15", "2026-11-14"),
        (PeriodKind.MONTH, "2026-10-14", "2026-09-15", "2026-10-14"),
        (PeriodKind.QUARTER, "2026-12-15", "2026-12-15", "2027-03-14"),
        (PeriodKind.HALF, "2026-10-20", "2026-06-15", "2026-12-14"),
        (PeriodKind.NINE_MONTHS, "2026-10-20", "2026-12-15", "2027-09-14"),
        (PeriodKind.YEAR, "2026-12-15", "2026-12-15", "2027-12-14"),
    ],
)
def test_the_first_period_is_the_one_that_closes_next_after_the_plan(
    kind: PeriodKind, issued: str, first: str, last: str
) -> None:
    found = first_period(kind, date.fromisoformat(issued), 14)
    assert [str(found.first), str(found.last)] == [first, last]
