"""Cited documents, by example: every spelling seen, and what is none."""

import datetime as dt
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reconcile.model import Directive
from reconcile.vocabulary.directives import (
    Sameness,
    compare_documents,
    find_citations,
    find_directives,
    is_ditto,
    same_document,
)
from reconcile.vocabulary.text import bare, one_line

# What is written, and number, year, symbol and date of each document as we print them.
CITED = {
    "Thông báo số 14-TB/TGV ngày 21/4/2025": ["14-TB/TGV, 21/4/2025"],
    "Thông báo số 14-TB/TGV ngày 21/4/2025.": ["14-TB/TGV, 21/4/2025"],
    "Thông báo số 46 - TB/TGV ngày 30/09/2025": ["46-TB/TGV, 30/9/2025"],
    "44- TB/TGV": ["44-TB/TGV"],
    "06 - TB/CQTTBCĐ": ["06-TB/CQTTBCĐ"],
    "TB số 46-TB/TGV": ["46-TB/TGV"],
    "TB 46-TB/TGV": ["46-TB/TGV"],
    "TB 47": ["TB 47"],
    "Thông báo kết luận số 46": ["TB 46"],
    "Thông báo Kết luận số 46-TB/TGV": ["46-TB/TGV"],
    "Thông báo 06-TB/BCĐTW": ["06-TB/BCĐTW"],
    "Thông báo 06-TB/BCDTW": ["06-TB/BCĐTW"],
    "Nghị quyết số 71/NQ-CP": ["71/NQ-CP"],
    "NQ 71/NQ-CP": ["71/NQ-CP"],
    "Nghị quyết 71": ["NQ 71"],
    "NQ57": ["NQ 57"],
    "Nghị quyết số 57-NQ/TW": ["57-NQ/TW"],
    "Nghị quyết số 57 NQ/TW": ["57-NQ/TW"],
    "NGHỊ QUYẾT SỐ 57-NQ/TW": ["57-NQ/TW"],
    "Nghị quyết số 57-NQ/TW, ngày 22/12/2024": ["57-NQ/TW, 22/12/2024"],
    "Kế hoạch số 02": ["KH 02"],
    "Kế hoạch số 02 ngày 19/6/2025": ["KH 02, 19/6/2025"],
    "Kế hoạch 02-KH/BCĐTW": ["02-KH/BCĐTW"],
    "Kế hoạch 02/KH-BCĐTW": ["02-KH/BCĐTW"],
    "KH02": ["KH 02"],
    "KH 02": ["KH 02"],
    "Nghị quyết số 214/NQ-CP": ["214/NQ-CP"],
    "Nghị quyết số 04/2025/NQ-CP": ["04/2025/NQ-CP"],
    "Quyết định số 112/2021/QĐ-TTg": ["112/2021/QĐ-TTg"],
    "Quyết định 112/2021/QD-TTG": ["112/2021/QĐ-TTg"],
    "Thông báo số 03-TB/BCĐTW ngày 06/3/2025; Nghị quyết số 71/NQ-CP": [
        "03-TB/BCĐTW, 06/3/2025",
        "71/NQ-CP",
    ],
    "Thông báo số 03-TB/BCĐTW\nNghị quyết số 71/NQ-CP": ["03-TB/BCĐTW", "71/NQ-CP"],
    "Thông báo 03-TB/BCĐTW, Nghị quyết 71/NQ-CP và KH02": ["03-TB/BCĐTW", "71/NQ-CP", "KH 02"],
    "TB 46; TB 44": ["TB 46", "TB 44"],
    "Thông báo số 44, 46 và 47-TB/TGV": ["44-TB/TGV", "46-TB/TGV", "47-TB/TGV"],
    "260/QĐ-BGD ĐT": ["260/QĐ-BGDĐT"],
    "260/QĐ-BGD&ĐT": ["260/QĐ-BGDĐT"],
    "Công văn số 303/VPCP-KGVX": ["303/VPCP-KGVX"],
    "Công văn số 2348/UBND-KGVX ngày 18/11/2025 của UBND tỉnh": ["2348/UBND-KGVX, 18/11/2025"],
    "Số 357-CV/BTCTU": ["357-CV/BTCTU"],
    "Kế hoạch số 140/KH-UBND ngày 25/11/2025 của UBND tỉnh": ["140/KH-UBND, 25/11/2025"],
    "KH số 18/KH-UBND của UBND tỉnh ngày 20/01/2026": ["18/KH-UBND, 20/01/2026"],
    "Chương trình số 12-CTr/TU ngày 05 tháng 6 năm 2025": ["12-CTr/TU, 05/6/2025"],
    "Nghị quyết số 71 của Chính phủ": ["71/NQ-CP"],
    "Nghị quyết 57 của Bộ Chính trị ngày 22/12/2024": ["57-NQ/TW, 22/12/2024"],
    "Thông báo của Tổ Giúp việc số 46": ["TB 46"],
    "Thong bao so 14-TB/TGV ngay 21/4/2025": ["14-TB/TGV, 21/4/2025"],
    "thong bao so 14-tb/tgv ngay 21/4/2025": ["14-TB/TGV, 21/4/2025"],
    "Rà soát theo Kế hoạch số 02-KH/BCĐTW ngày 19/6/2025 (12 việc)": ["02-KH/BCĐTW, 19/6/2025"],
    "việc giao tại KH02, nộp đủ minh chứng": ["KH 02"],
    "Chỉ thị 20/CT-TTg, 12/7/2025": ["20/CT-TTg, 12/7/2025"],
    "Kế hoạch số 15/KH-TTr ngày 14/7/2026": ["15/KH-TTr, 14/7/2026"],
    "Tờ trình số 33/TTr-TTr": ["33/TTr-TTr"],
    "Thông báo 14-TB/TGV ngày 31/11/2025": ["14-TB/TGV"],
    "Nghị quyết 57-NQ/TW; thực hiện NQ57 và Nghị quyết số 57": ["57-NQ/TW"],
    "TB 46 ngày 30/9/2025, tức là 46-TB/TGV": ["46-TB/TGV, 30/9/2025"],
}
LEGISLATURE = {
    "Nghị quyết số 33/2016/QH14": Directive("NQ", 33, 2016, "QH14"),
    "33/2016/QH14": Directive("", 33, 2016, "QH14"),
    "Luật số 72/2025/QH15": Directive("Luật", 72, 2025, "QH15"),
}
NONE = (
    "",
    "15/12/2025",
    "Ngày 15/12/2025, 31-12-2025 và 12/2025",
    "trực 24/7, đạt 30/60 xã, 1/3 số hộ",
    "1.139 thủ tục, 5.000.000 đồng, 15,5%",
    "kế hoạch 5 năm 2021-2025; Kế hoạch 2026",
    "hướng dẫn 02 xã, báo cáo 6 tháng, thông báo 24 giờ, quyết định 3 nội dung",
    "quyết định 15 chỉ tiêu; kế hoạch 30 ngày",
    "phủ sóng 4G/5G, họp lúc 16h30",
    "xem tại nq57.vn",
    "Kế hoạch số      /KH-UBND ngày    /11/2025",
    "24 - UBND xã",
    "Điều 5, khoản 2, Phụ lục 3",
    "² trường",
)


@pytest.mark.parametrize(("text", "documents"), CITED.items(), ids=CITED)
def test_every_spelling_of_a_citation_is_read(text: str, documents: list[str]) -> None:
    assert [str(each) for each in find_directives(text)] == documents


@pytest.mark.parametrize("text", CITED)
def test_decomposed_text_cites_the_same(text: str) -> None:
    assert find_directives(unicodedata.normalize("NFD", text)) == find_directives(text)


@pytest.mark.parametrize("text", [text for text in CITED if "BCDTW" not in text])
def test_text_without_marks_cites_the_same(text: str) -> None:
    for plain, marked in zip(find_directives(bare(text)), find_directives(text), strict=True):
        assert same_document(plain, marked)


@pytest.mark.parametrize(("text", "document"), LEGISLATURE.items(), ids=LEGISLATURE)
def test_a_number_of_the_legislature_is_read(text: str, document: Directive) -> None:
    assert find_directives(text) == (document,)


@pytest.mark.parametrize("text", NONE)
def test_figures_dates_and_blank_numbers_are_no_documents(text: str) -> None:
    assert find_directives(text) == ()


def test_a_citation_tells_where_it_stands() -> None:
    text = "Thực hiện  Kế hoạch số 02-KH/BCĐTW ngày 19/6/2025."
    (cited,) = find_citations(text)
    assert one_line(text)[cited.start : cited.end] == "02-KH/BCĐTW ngày 19/6/2025"


@pytest.mark.parametrize("text", ["nt", "-nt-", ", -nt-,", '"', "“", "như trên", "Nhu tren.", "NT"])
def test_ditto_marks_repeat_the_row_above(text: str) -> None:
    assert is_ditto(text)


@pytest.mark.parametrize("text", ["", "-", "TB 47", "nội dung", "như trên đã nêu tại mục 3"])
def test_other_cells_repeat_nothing(text: str) -> None:
    assert not is_ditto(text)


SAMENESS = [
    ("46-TB/TGV", "TB số 46 - TB/TGV", Sameness.SAME),
    ("02-KH/BCĐTW", "02/KH-BCDTW", Sameness.SAME),
    ("46-TB/TGV ngày 30/9/2025", "46-TB/TGV", Sameness.SAME),
    ("TB 46", "46-TB/TGV", Sameness.POSSIBLE),
    ("Nghị quyết 71", "71/NQ-CP", Sameness.POSSIBLE),
    ("TB 46", "TB 46", Sameness.POSSIBLE),
    ("TB 46", "TB 44", Sameness.DIFFERENT),
    ("71/NQ-CP", "71-NQ/TW", Sameness.DIFFERENT),
    ("46-TB/TGV", "46-KH/TGV", Sameness.DIFFERENT),
    ("04/2025/NQ-CP", "04/2024/NQ-CP", Sameness.DIFFERENT),
    ("04/2025/NQ-CP", "Nghị quyết 04/NQ-CP ngày 05/01/2024", Sameness.DIFFERENT),
    ("140/KH-UBND ngày 25/11/2025", "140/KH-UBND ngày 03/12/2025", Sameness.DIFFERENT),
    ("46-TB/TGV ngày 30/9/2025", "46-TB/TGV ngày 03/9/2025", Sameness.UNKNOWN),
    ("303/VPCP-KGVX", "303/VPCP", Sameness.SAME),
]


@pytest.mark.parametrize(("one", "two", "sameness"), SAMENESS)
def test_two_citations_are_one_document_as_far_as_they_tell(
    one: str, two: str, sameness: Sameness
) -> None:
    (a,), (b,) = find_directives(one), find_directives(two)
    assert compare_documents(a, b) is compare_documents(b, a) is sameness


def test_what_cannot_be_told_is_none() -> None:
    assert same_document(Directive(number=46), Directive("TB", 46, 0, "TGV")) is None
    assert same_document(Directive("TB"), Directive("TB", 46)) is None
    assert same_document(Directive("TB", 46), Directive("TB", 46, 0, "TGV")) is True
    assert same_document(Directive("TB", 46), Directive("TB", 47)) is False


_KINDS = st.sampled_from(["NQ", "QĐ", "CT", "KL", "TB", "KH", "CTr", "QC", "HD", "TTr", "ĐA", "CĐ"])
_DATES = st.none() | st.dates(dt.date(1990, 1, 1), dt.date(2099, 12, 31))
_NUMBERS = st.integers(1, 99999)
_STATE = st.builds(
    Directive,
    st.one_of(_KINDS, st.just("NĐ")),
    _NUMBERS,
    st.one_of(st.just(0), st.integers(1950, 2090)),
    st.sampled_from(["CP", "TTg", "UBND", "HĐND", "BGDĐT", "VPCP", "BKHCN", "XYZ"]),
    _DATES,
)
_PARTY = st.builds(
    Directive,
    st.one_of(_KINDS, st.just("CV")),
    _NUMBERS,
    st.just(0),
    st.sampled_from(["TW", "TU", "ĐU", "TGV", "BCĐTW", "CQTTBCĐ", "XYZ"]),
    _DATES,
    st.just(value=True),
)
_LETTER = st.builds(
    Directive,
    st.just("CV"),
    _NUMBERS,
    st.just(0),
    st.sampled_from(["VPCP-KGVX", "UBND-VHXH", "UBND", "BTTTT-CĐSQG"]),
    _DATES,
)
_ALONE = st.builds(
    Directive,
    st.sampled_from(["NQ", "QĐ", "KL", "TB", "KH", "QC", "ĐA", "CV"]),
    _NUMBERS,
    date=_DATES,
)


@given(st.one_of(_STATE, _PARTY, _LETTER, _ALONE))
def test_what_is_printed_is_read_back(document: Directive) -> None:
    assert find_directives(str(document)) == (document,)
    assert find_directives(f"(theo {document}; {document}.)") == (document,)


_PASSAGES = st.lists(st.sampled_from([*CITED, " ", "\n", "; ", "và ", "(", "ngày 1/2/2026"]))


@given(st.text() | st.text("0123456789 /-.,TBKHNQĐUsố ngày") | _PASSAGES.map("".join))
def test_no_text_raises_and_each_citation_lies_within_its_text(text: str) -> None:
    line = one_line(text)
    assert all(0 <= each.start < each.end <= len(line) for each in find_citations(text))
    assert len(set(find_directives(text))) == len(find_directives(text))
    is_ditto(text)
