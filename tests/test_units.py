"""Who issues a plan and what the plan says of itself, by example."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reconcile.model import Level, Unit
from reconcile.vocabulary.units import PlanFacts, make_unit, read_plan_facts, read_unit, unit_id

NAMED = {
    "UBND XÃ SÔNG TRONG": "UBND xã Sông Trong",
    "ỦY BAN NHÂN DÂN\nXÃ SÔNG TRONG": "UBND xã Sông Trong",
    "Uỷ ban nhân dân xã Sông Trong": "UBND xã Sông Trong",
    "UBND HUYỆN ĐỒI CAO\nUBND XÃ SÔNG TRONG": "UBND xã Sông Trong",
    "UBND XÃ SÔNG TRONG     CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM": "UBND xã Sông Trong",
    "ĐẢNG ỦY XÃ SÔNG TRONG": "Đảng ủy xã Sông Trong",
    "ĐẢNG BỘ TỈNH NÚI XANH\nĐẢNG UỶ XÃ SÔNG TRONG": "Đảng ủy xã Sông Trong",
    "BAN CHẤP HÀNH ĐẢNG BỘ XÃ SÔNG TRONG": "Đảng ủy xã Sông Trong",
    "TỈNH ỦY NÚI XANH": "Tỉnh ủy Núi Xanh",
    "THÀNH ỦY HẢI PHÒNG": "Thành ủy Hải Phòng",
    "Ban Thường vụ Tỉnh ủy Núi Xanh": "Tỉnh ủy Núi Xanh",
    "UBND TỈNH QUẢNG NAM": "UBND tỉnh Quảng Nam",
    "UBND TỈNH CAO BẰNG": "UBND tỉnh Cao Bằng",
    "UBND TỈNH BÀ RỊA - VŨNG TÀU": "UBND tỉnh Bà Rịa - Vũng Tàu",
    "UBND PHƯỜNG VĂN MIẾU-QUỐC TỬ GIÁM": "UBND phường Văn Miếu - Quốc Tử Giám",
    "UBND phường Cam Ly –Đà Lạt": "UBND phường Cam Ly - Đà Lạt",
    "UBND XÃ SÔNG-TRONG": "UBND xã Sông-Trong",
    "UBND P. BẾN THỬ": "UBND phường Bến Thử",
    "Đảng ủy X. Sông Trong": "Đảng ủy xã Sông Trong",
    "UBND THÀNH PHỐ HẢI PHÒNG": "UBND thành phố Hải Phòng",
    "CHÍNH PHỦ": "Chính phủ",
    "BỘ TÀI CHÍNH": "Bộ Tài chính",
    "SỞ KHOA HỌC VÀ CÔNG NGHỆ": "Sở Khoa học và Công nghệ",
    "UBND PHƯỜNG 5": "UBND Phường 5",
    "UBND phường 1 Bảo Lộc": "UBND Phường 1 Bảo Lộc",
    "UBND XÃ BẢO LÂM 2": "UBND xã Bảo Lâm 2",
    "UBND XÃ BẢO LÂM 102": "UBND xã Bảo Lâm 102",
    "UBND xã 135": "UBND Xã 135",
    "xa Bao Lam 1045.xlsx": "UBND xã Bao Lam 1045",
    "xã Bảo Lâm 2412.xlsx": "UBND xã Bảo Lâm",
    "xã Bảo Lâm 24.12.xlsx": "UBND xã Bảo Lâm",
    "UBND xã Bảo Lâm 41/KH-UBND": "UBND xã Bảo Lâm",
    "UBND PHƯỜNG ĐIỆN BIÊN PHỦ": "UBND Phường Điện Biên Phủ",
    "UBND XÃ EA H'LEO": "UBND xã Ea H'leo",
    "UBND xã Cư M’gar": "UBND xã Cư M'gar",
    "UBND đặc khu Phú Quốc": "UBND đặc khu Phú Quốc",
    "HĐND xã Sông Trong": "HĐND xã Sông Trong",
    "UBND xã Năm Căn": "UBND xã Năm Căn",
    "UBND xã Chợ Mới": "UBND xã Chợ Mới",
    "UBND xã\u00a0Sông\u00a0Trong": "UBND xã Sông Trong",
    "Xã Hội Sơn": "UBND xã Hội Sơn",
    "(Kèm theo Kế hoạch số     /KH-UBND của UBND xã Sông Trong)": "UBND xã Sông Trong",
    "Kế hoạch của UBND xã Sông Trong thực hiện Kế hoạch số 9 của UBND tỉnh Núi Xanh": (
        "UBND xã Sông Trong"
    ),
    "KH cua UBND xa Song Trong.xlsx": "UBND xã Song Trong",
    "12. Xã Sông Trong - phụ lục.xlsx": "UBND xã Sông Trong",
    "xa-song-trong.xlsx": "UBND xã Song Trong",
    "UBND_xa_Song_Trong_KH140.xls": "UBND xã Song Trong",
    "ubnd xa song trong.xlsx": "UBND xã Song Trong",
    "KH140 - phường Cầu Mới 2025.docx": "UBND phường Cầu Mới",
    "Ke hoach xa Nam Hoa nam 2026": "UBND xã Nam Hoa",
    "UBND HUYỆN ĐỒI CAO": "UBND huyện Đồi Cao",
    "UBND thị trấn Cầu Mới": "UBND thị trấn Cầu Mới",
    "UBND tỉnh": "UBND tỉnh",
}
NO_UNIT = (
    "",
    "*",
    "PHỤ LỤC",
    "UBND xã",
    "UBND các xã, phường",
    "Đảng uỷ các xã",
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    "PHÁT TRIỂN KINH TẾ - XÃ HỘI NĂM 2026",
    "AN SINH XÃ HỘI NĂM 2026",
    "An sinh xã hội",
    "XÃ HỘI HÓA GIÁO DỤC",
    "CÔNG TÁC XÂY DỰNG XÃ NÔNG THÔN MỚI",
    "Liên minh Hợp tác xã tỉnh",
    "Phòng Văn hóa - Xã hội",
    "trên địa bàn xã",
)


@pytest.mark.parametrize(("text", "name"), NAMED.items(), ids=NAMED)
def test_a_unit_is_read_with_its_official_name(text: str, name: str) -> None:
    unit = read_unit(text)
    assert unit is not None
    assert unit.name == name
    assert unit.id == unit_id(name)


@pytest.mark.parametrize("text", NO_UNIT)
def test_other_lines_name_no_unit(text: str) -> None:
    assert read_unit(text) is None


@pytest.mark.parametrize("name", dict.fromkeys(NAMED.values()))
def test_an_official_name_makes_the_unit_that_was_read(name: str) -> None:
    assert make_unit(name) == read_unit(name)
    assert make_unit(name).name == name


def test_a_unit_tells_level_word_place_and_side() -> None:
    assert make_unit("Đảng ủy xã Sông Trong") == Unit(
        "đảng-ủy-xã-sông-trong",
        "Đảng ủy xã Sông Trong",
        Level.COMMUNE,
        "xã",
        "Sông Trong",
        party=True,
    )
    province = make_unit("UBND thành phố Huế")
    assert (province.level, province.word, province.place) == (Level.PROVINCE, "thành phố", "Huế")
    assert make_unit("UBND huyện Đồi Cao").level is Level.UNKNOWN
    assert make_unit("Thành ủy Hải Phòng").level is Level.PROVINCE


def test_two_units_of_one_place_have_two_ids() -> None:
    names = ("UBND xã Sơn Hà", "UBND xã Sơn Hạ", "UBND phường Sơn Hà", "Đảng ủy xã Sơn Hà")
    assert len({unit_id(name) for name in names}) == len(names)


def test_spelling_does_not_change_the_id() -> None:
    assert unit_id("Uỷ ban nhân dân xã Hoà An") == unit_id("UBND  xã Hòa An")


def test_a_name_that_says_nothing_stays_as_it_is() -> None:
    assert make_unit("Tổ công tác số 3") == Unit("tổ-công-tác-số-3", "Tổ công tác số 3")
    assert make_unit("Văn phòng UBND xã Sông Trong").name == "Văn phòng UBND xã Sông Trong"


def test_an_annex_tells_the_subject_of_the_plan_that_it_goes_with() -> None:
    facts = read_plan_facts(
        [
            "PHỤ LỤC",
            "DANH MỤC NHIỆM VỤ",
            "(Kèm theo Kế hoạch số 12/KH-UBND ngày 02/3/2026 của UBND tỉnh Núi Xanh về giảm nghèo)",
        ]
    )
    assert (facts.number, facts.title) == ("12/KH-UBND", "về giảm nghèo")


def test_a_plan_says_its_number_its_day_its_title_and_the_plan_above() -> None:
    lines = [
        "UBND XÃ SÔNG TRONG",
        "Số: 40/KH-UBND",
        "Sông Trong, ngày 05 tháng 02 năm 2026",
        "KẾ HOẠCH",
        "Thực hiện chuyển đổi số trên địa bàn xã năm 2026",
        (
            "Thực hiện Kế hoạch số 12/KH-UBND ngày 20/01/2026 của UBND tỉnh; UBND xã "
            "ban hành kế hoạch như sau:"
        ),
    ]
    assert read_plan_facts(lines) == PlanFacts(
        "40/KH-UBND",
        dt.date(2026, 2, 5),
        "Thực hiện chuyển đổi số trên địa bàn xã năm 2026",
        "12/KH-UBND",
    )


@pytest.mark.parametrize(
    ("below", "title"),
    [
        (
            ("Phòng, chống bão", "Các thôn báo cáo về xã trước ngày 15 hằng tháng."),
            "Phòng, chống bão",
        ),
        (
            ("Phòng, chống bão", "năm 2026.", "Năm 2025 có ba cơn bão."),
            "Phòng, chống bão năm 2026.",
        ),
        (("PHÒNG, CHỐNG BÃO", "TRÊN ĐỊA BÀN XÃ."), "PHÒNG, CHỐNG BÃO TRÊN ĐỊA BÀN XÃ."),
    ],
)
def test_the_first_sentence_of_a_plan_is_no_part_of_its_title(
    below: tuple[str, ...], title: str
) -> None:
    assert read_plan_facts(["Số: 40/KH-UBND", "KẾ HOẠCH", *below]).title == title


@pytest.mark.parametrize(
    "broken",
    [
        ("Bến Thử, ngày 14 tháng 7 năm", "2026"),
        ("Bến Thử, ngày 14 tháng 7", "năm 2026"),
        ("Bến Thử, ngày 14", "tháng 7 năm 2026"),
        ("Bến Thử, ngày 14/7/2026",),
    ],
)
def test_the_day_of_a_plan_is_read_in_figures_and_where_its_line_is_broken(
    broken: tuple[str, ...],
) -> None:
    facts = read_plan_facts(["UBND XÃ BẾN THỬ", "Số: 40/KH-UBND", *broken, "KẾ HOẠCH", "Chống bão"])
    assert facts.issued == dt.date(2026, 7, 14)


def test_an_annex_names_the_plan_that_it_belongs_to() -> None:
    lines = [
        "UBND TỈNH NÚI XANH",
        (
            "DANH MỤC NHIỆM VỤ CHUYỂN ĐỔI SỐ\n"
            "(Kèm theo Kế hoạch số 12/KH-UBND ngày 20/01/2026 của UBND tỉnh)"
        ),
    ]
    assert read_plan_facts(lines) == PlanFacts(
        "12/KH-UBND", dt.date(2026, 1, 20), "DANH MỤC NHIỆM VỤ CHUYỂN ĐỔI SỐ"
    )


def test_a_party_plan_has_its_number_without_a_colon() -> None:
    lines = ["TỈNH ỦY NÚI XANH", "*", "Số 15-KH/TU", "Phụ lục\nDANH SÁCH NHIỆM VỤ"]
    assert read_plan_facts(lines) == PlanFacts("15-KH/TU", title="DANH SÁCH NHIỆM VỤ")


def test_a_plan_may_only_be_based_on_the_plan_above() -> None:
    lines = ["Căn cứ Kế hoạch số 12/KH-UBND ngày 20/01/2026 của UBND tỉnh;"]
    assert read_plan_facts(lines).carries == "12/KH-UBND"


def test_a_plan_that_cites_itself_in_short_does_not_carry_itself_out() -> None:
    lines = [
        "UBND XÃ AN BÌNH",
        "Số: 61/KH-UBND",
        "Phụ lục thực hiện Kế hoạch số 61 và Kế hoạch số 12/KH-UBND của UBND tỉnh",
    ]
    assert read_plan_facts(lines).carries == "12/KH-UBND"


def test_a_blank_number_is_no_number() -> None:
    lines = ["Số:        /KH-UBND", "(Kèm theo Kế hoạch số     /KH-UBND ngày   /11/2025)"]
    assert read_plan_facts(lines) == PlanFacts()


@given(st.text() | st.text("UBNDXÃxãphườngtỉnh PLac-_.'0123\n"))
def test_no_text_raises(text: str) -> None:
    read_unit(text)
    make_unit(text)
    unit_id(text)
    read_plan_facts([text, f"Số: {text}", f"KẾ HOẠCH\n{text}"])


def test_a_name_of_signs_alone_is_an_id_of_its_own() -> None:
    assert [unit_id(name) for name in ("🏠", "* *", "")] == ["🏠", "*-*", ""]
