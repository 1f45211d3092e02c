"""Deadlines, by example: every wording seen, and the day that it means."""

import datetime as dt
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reconcile.model import Deadline, DeadlineKind
from reconcile.vocabulary.deadlines import read_deadline, show_day
from reconcile.vocabulary.text import bare

# What is written; kind, latest day, and "R" where the duty comes again.
MEANT = """
Ngày 15/12/2025 | day | 2025-12-15
31/8/2025 | day | 2025-08-31
30/09/2025 | day | 2025-09-30
31-12-2025 | day | 2025-12-31
15.12.2025 | day | 2025-12-15
15//12/2025 | day | 2025-12-15
15/12/25 | day | 2025-12-15
2025-12-15 00:00:00 | day | 2025-12-15
ngày 15 tháng 12 năm 2025 | day | 2025-12-15
Chậm nhất 17h00 ngày 15/12/2025 | day | 2025-12-15
Ngày 15/12/2025 (Nhiệm vụ thường xuyên) | day | 2025-12-15 | R
Trước 15/12/2026 | day | 2026-12-14
Trước ngày 01/01/2026 | day | 2025-12-31
Phải xử lý trước 31/5/2026 | day | 2026-05-30
Quý II/2026, hoàn thành trước 30/6/2026 | day | 2026-06-29
Theo lộ trình từng trường, xong trước 30/11/2026 | day | 2026-11-29
Từ nay đến 31/12/2026 | day | 2026-12-31
01/01/1970 | none |
 | none |
- | none |
12/2025 | month | 2025-12-31
12-2025 | month | 2025-12-31
Tháng 12/2025 | month | 2025-12-31
Tháng 2/2028 | month | 2028-02-29
Dec-26 | month | 2026-12-31
June, 2026 | month | 2026-06-30
Sept 2026 | month | 2026-09-30
Thg12-26 | month | 2026-12-31
2026-02 | month | 2026-02-28
15-Jul-2026 | day | 2026-07-15
15-Jul-26 | day | 2026-07-15
Dec 31, 2026 | day | 2026-12-31
30-Feb-2026 | impossible |
Trong 90 ngày kể từ ngày 01/8/2026 | day | 2026-10-30
Sau 02 tháng kể từ ngày 15 tháng 8 năm 2026 | day | 2026-10-15
100 ngày (tính từ 15/7/2026) | day | 2026-10-23
10 ngày làm việc kể từ ngày 03/8/2026 | day | 2026-08-17
Hằng tháng kể từ ngày 01/8/2026 | recurring | | R
Tháng 3/ 2017 | month | 2017-03-31
Tháng 5 /2018 | month | 2018-05-31
T5/2026 | month | 2026-05-31
Tuần 2 tháng 5/2026 | month | 2026-05-14
tuần thứ ba, tháng 5 năm 2026 | month | 2026-05-21
Tuần 1-2 tháng 5/2026 | month | 2026-05-14
Tuần 1, 2 tháng 5/2026 | month | 2026-05-14
Tuần đầu tháng 02/2026 | month | 2026-02-07
Tuần cuối của tháng 02/2026 | month | 2026-02-28
Hoàn thành trong tháng 5/2026 | month | 2026-05-31
Trước tháng 10/2026 | month | 2026-09-30
Thường xuyên; đợt chính tháng 11/2026 | month | 2026-11-30 | R
Quý IV/2025 | quarter | 2025-12-31
Quý 4 năm 2025 | quarter | 2025-12-31
Quí II/2026 | quarter | 2026-06-30
Q1/2026 | quarter | 2026-03-31
Quý I/2026 và thường xuyên | quarter | 2026-03-31 | R
Năm 2026 | year | 2026-12-31
2025 | year | 2025-12-31
Hết năm 2026 | year | 2026-12-31
2025 - 2026 | range | 2026-12-31
2027-2030 | range | 2030-12-31
giai đoạn 2026 - 2030 | range | 2030-12-31
15/12/2016-15/02/2017 | range | 2017-02-15
15/4 - 15/5/2026 | range | 2026-05-15
Từ 25/12/2016 đến 29/01/2017 | range | 2017-01-29
Từ tháng 3/2017 đến năm 2018 | range | 2018-12-31
Từ tháng 11 đến tháng 2/2026 | range | 2026-02-28
Quý I đến tháng 9/2017 | range | 2017-09-30
Trong Quý I và trước ngày 30/4/2017 | range | 2017-04-29
Tháng 4, 5/2017 và thường xuyên | range | 2017-05-31 | R
Tháng 4-6/2026 | range | 2026-06-30
9-10/2026 | range | 2026-10-31
Tháng 6 và tháng 11/2026 | range | 2026-11-30
Quý II, Quý III/2026 | range | 2026-09-30
Quý III, IV/2026 | range | 2026-12-31
6 tháng đầu năm 2026 | range | 2026-06-30
Năm học 2026-2027 | range | 2027-08-31
Đầu năm học 2026-2027 | range | 2026-09-30
Học kỳ I năm học 2026-2027 | range | 2027-01-31
Kết thúc năm học 2025 - 2026 | range | 2026-05-31
Hè 2026 | range | 2026-08-31
Đầu tháng 6/2026 | month | 2026-06-10
Giữa tháng 6 năm 2026 | month | 2026-06-20
Đến cuối tháng 2/2026 | month | 2026-02-28
Đầu quý III/2026 | quarter | 2026-07-31
Giữa quý II/2026 | quarter | 2026-05-31
Đầu năm 2026 | year | 2026-03-31
Giữa năm 2026 | year | 2026-07-31
Nửa đầu năm 2026 | year | 2026-06-30
Không quá ngày 30/6/2026 | day | 2026-06-30
Chậm nhất là ngày 20/6/2026 | day | 2026-06-20
Hoàn thành trước ngày 15/12/2026 | day | 2026-12-14
Đến hết quý II/2026 | quarter | 2026-06-30
Năm 2026 và hằng năm đến 2030 | range | 2030-12-31 | R
2026-2030; riêng năm 2026 hoàn thành 12 trạm | range | 2030-12-31
2025 và những năm tiếp theo | open |
Quý II/2026 và các năm tiếp theo | open |
Từ năm 2026 | open |
Từ tháng 3/2026 trở đi | open |
Từ năm học 2026-2027 | open |
Thường xuyên | recurring | | R
TX | recurring | | R
Nhiệm vụ thường xuyên | recurring | | R
Hằng năm | recurring | | R
hàng quý | recurring | | R
Định kỳ 6 tháng, hằng năm | recurring | | R
6 tháng một lần | recurring | | R
Thứ Năm hằng tuần | recurring | | R
trước 16 giờ hằng ngày | recurring | | R
Trước ngày 18 hằng tháng | recurring | | R
Trước ngày 20 tháng cuối quý | recurring | | R
Trước 31/3 hằng năm | recurring | | R
Hằng quý (bắt đầu từ quý I/2026) | recurring | | R
Theo kế hoạch của Bộ Nội vụ | words |
Theo Kế hoạch số 140/KH-UBND ngày 25/11/2025 | words |
Kỳ họp giữa năm 2026 | words | 2026-12-31
Kỳ họp thường lệ tháng 7/2026 | words | 2026-07-31
Dự kiến tháng 3/2017 (sau khi có hướng dẫn) | words | 2017-03-31
Dự kiến cuối năm (sau khi có hướng dẫn) | words |
Trước khai giảng năm học 2026-2027 | words | 2026-08-31
Khi có dịch | words |
15/12 | words |
20/01/201 | impossible |
31/11/2025 | impossible |
30/02/2026 | impossible |
Từ 01/11/2025 đến 31/11/2025 | impossible |
Tháng 13/2025 | impossible |
13/2025 | impossible |
T.12/2026                                     | month     | 2026-12-31
Q.III/2026                                    | quarter   | 2026-09-30
9 tháng năm 2026                              | range     | 2026-09-30
3 tháng đầu năm 2026                          | range     | 2026-03-31
"""
WORDINGS = [
    tuple(part.strip() for part in line.split("|")) for line in MEANT.strip("\n").split("\n")
]


def _meaning(kind: str, latest: str = "", again: str = "") -> tuple[DeadlineKind, str, bool]:
    return DeadlineKind(kind), latest, again == "R"


def _read(text: str, on: dt.date | None = None) -> tuple[DeadlineKind, str, bool]:
    deadline = read_deadline(text, on)
    latest = deadline.latest.isoformat() if deadline.latest else ""
    return deadline.kind, latest, deadline.recurring


@pytest.mark.parametrize("wording", WORDINGS, ids=[line[0] for line in WORDINGS])
def test_every_wording_means_its_day(wording: tuple[str, ...]) -> None:
    text, *meaning = wording
    assert _read(text) == _meaning(*meaning)
    assert _read(unicodedata.normalize("NFD", text)) == _meaning(*meaning)


@pytest.mark.parametrize("wording", WORDINGS, ids=[line[0] for line in WORDINGS])
def test_a_wording_without_marks_or_in_capitals_means_the_same(wording: tuple[str, ...]) -> None:
    text, *meaning = wording
    assert _read(bare(text)) == _read(text.upper()) == _meaning(*meaning)


@pytest.mark.parametrize(
    ("text", "latest"),
    [
        ("Ngày 30 tháng Sáu năm 2026", "2026-06-30"),
        ("Trước ngày 15 tháng Tư, năm 2026", "2026-04-14"),
        ("Tháng Năm năm 2026", "2026-05-31"),
        ("Từ tháng Bảy đến tháng Mười Hai năm 2026", "2026-12-31"),
        # By their marks alone they are told from these.
        ("Tháng năm 2026", "2026-12-31"),
        ("Tháng sau", ""),
        ("Mỗi tháng một lần", ""),
    ],
)
def test_a_month_in_words_is_the_month_that_its_marks_tell(text: str, latest: str) -> None:
    assert _read(text)[1] == latest


def test_a_real_date_outranks_the_text_and_is_shown_the_official_way() -> None:
    assert read_deadline("2025-12-05", dt.date(2025, 12, 5)) == Deadline(
        "05/12/2025", DeadlineKind.DAY, dt.date(2025, 12, 5)
    )


def test_words_beside_a_real_date_are_kept() -> None:
    deadline = read_deadline("31/12/2025 (Nhiệm vụ thường xuyên)", dt.date(2025, 12, 31))
    assert deadline.text == "31/12/2025 (Nhiệm vụ thường xuyên)"
    assert (deadline.latest, deadline.recurring) == (dt.date(2025, 12, 31), True)


def test_the_first_day_of_computers_is_no_deadline() -> None:
    assert read_deadline("", dt.date(1970, 1, 1)).kind is DeadlineKind.NONE
    assert read_deadline("", dt.datetime(2025, 12, 5, 7, 30)).latest == dt.date(2025, 12, 5)  # noqa: DTZ001 - as Excel gives it


@pytest.mark.parametrize(
    ("cell", "shown"),
    [
        ("Dec-26", "Tháng 12/2026"),
        ("15-Jul-2026", "15/7/2026"),
        ("Tháng 02/2026", "Tháng 02/2026"),
        ("Tháng 3 năm 2026", "Tháng 3 năm 2026"),
        ("15-16", "15-16"),
        ("Tổ may 2026", "Tổ may 2026"),
        ("Marathon 2026", "Marathon 2026"),
    ],
)
def test_a_month_that_excel_shows_in_english_is_shown_as_ours(cell: str, shown: str) -> None:
    assert read_deadline(cell).text == shown


def test_a_day_counted_from_a_named_day_stands_beside_the_words() -> None:
    said = read_deadline("Trong 90 ngày kể từ ngày 01/8/2026").text
    assert said == "Trong 90 ngày kể từ ngày 01/8/2026 (30/10/2026)"


def test_the_text_stays_as_written() -> None:
    assert read_deadline("Trước  15/12/2026\n").text == "Trước 15/12/2026"


@pytest.mark.parametrize(
    ("day", "shown"),
    [
        (dt.date(2025, 5, 9), "09/5/2025"),
        (dt.date(2025, 4, 1), "01/4/2025"),
        (dt.date(2025, 12, 15), "15/12/2025"),
        (dt.date(2026, 2, 28), "28/02/2026"),
    ],
)
def test_a_day_is_shown_the_official_way(day: dt.date, shown: str) -> None:
    assert show_day(day) == shown


@given(st.dates(dt.date(1971, 1, 1), dt.date(2199, 12, 31)))
def test_a_day_that_is_shown_is_read_back(day: dt.date) -> None:
    assert read_deadline(show_day(day)).latest == day


@given(st.text() | st.text("0123456789/-. ,thángquýnămTừđếnTrướcIV"))
def test_no_text_raises(text: str) -> None:
    deadline = read_deadline(text)
    if deadline.kind in (DeadlineKind.NONE, DeadlineKind.OPEN, DeadlineKind.IMPOSSIBLE):
        assert deadline.latest is None
