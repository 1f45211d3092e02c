"""Quantities in a task, by example: how much of what, and what is none."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reconcile.vocabulary.quantities import find_figures

COUNTED = {
    "phấn đấu đạt 30%": [("30", "%")],
    "15,5% và 15.5 %": [("15.5", "%"), ("15.5", "%")],
    "30 phần trăm": [("30", "%")],
    "1.139 thủ tục hành chính": [("1139", "thủ tục")],
    "02 mô hình, 03 tháng": [("2", "mô hình"), ("3", "tháng")],
    "ít nhất 120 dự án": [("120", "dự án")],
    "300 triệu đồng; 1,5 tỷ đồng": [("300000000", "đồng"), ("1500000000", "đồng")],
    "25 DVCTT": [("25", "dịch vụ")],
    "4,8 km kênh, 2.340 ha rừng": [("4.8", "km"), ("2340", "ha")],
    "50-60% hộ": [("50", "%"), ("60", "%")],
    "dân số 100.000 người": [("100000", "người")],
    "114 cơ sở dữ liệu quốc gia": [("114", "cơ sở dữ liệu")],
    "tăng 15% so với năm 2025": [("15", "%")],
    "trồng 12 gốc đào phai": [("12", "gốc đào")],
    "1. Rà soát 3 xã": [("3", "xã")],
}
NONE = (
    "",
    "ngày 15/12/2025, tháng 12/2025, quý 4, năm 2026",
    "giai đoạn 2021-2025, 2026 - 2030",
    "Thông báo số 46-TB/TGV ngày 30/9/2025, KH02, Đề án 06",
    "chính quyền địa phương 2 cấp",
    "lúc 16h30 và 17 giờ 00 phút",
    "phủ sóng 5G, trực 24/7, phương châm 4 tại chỗ",
    "(1) Rà soát; (2) báo cáo",
    "Điều 5, khoản 2, phụ lục 3, thôn 5",
    "6 tháng đầu năm 2026",
)


@pytest.mark.parametrize(("text", "figures"), COUNTED.items(), ids=COUNTED)
def test_quantities_are_read_with_their_unit(text: str, figures: list[tuple[str, str]]) -> None:
    found = [(each.value, each.unit) for each in find_figures(text)]
    assert found == [(Decimal(value), unit) for value, unit in figures]


@pytest.mark.parametrize("text", NONE)
def test_dates_documents_and_ordinals_are_no_quantities(text: str) -> None:
    assert find_figures(text) == ()


def test_a_quantity_is_shown_as_the_text_writes_it() -> None:
    (figure,) = find_figures("Cắt giảm 1.139 Thủ tục hành chính")
    assert figure.text == "1.139 Thủ tục"


@given(st.integers(1, 10**7), st.sampled_from(["mô hình", "thủ tục", "người", "%"]))
def test_a_quantity_written_the_official_way_is_read_back(value: int, unit: str) -> None:
    counted = Decimal(value)
    written = f"{value:,} {unit}".replace(",", ".")
    (figure,) = find_figures(f"đạt {written}.")
    assert (figure.value, figure.unit, figure.text) == (counted, unit, written)


@given(st.text() | st.text("0123456789.,%/- xãhộtỷnăm"))
def test_no_text_raises(text: str) -> None:
    find_figures(text)
