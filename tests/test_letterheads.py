"""Who issues a plan: letterheads of two lines, names with a hyphen, official names."""

from collections import Counter
from pathlib import Path

import pytest

from office import document
from reconcile.config import UnitSettings
from reconcile.model import Finding, Level, Line, Source, Where
from reconcile.normalise import to_plan
from reconcile.normalise.issuer import issuer_by_name, issuer_in
from reconcile.normalise.whose import Owner, known_units, owner_of, unclear
from reconcile.read import read_file
from reconcile.vocabulary.communes import communes, with_marks
from reconcile.vocabulary.text import fold
from reconcile.vocabulary.units import make_unit, read_unit


def issuer(*lines: str) -> str:
    said = tuple(Line(Where("a.docx"), line) for line in lines)
    unit = issuer_in([Source("a.docx", lines=said)])
    return unit.name if unit else ""


@pytest.mark.parametrize(
    ("above", "below", "name"),
    [
        ("UBND TỈNH TÂN THỬ", "SỞ Y TẾ", "Sở Y tế"),
        ("ỦY BAN NHÂN DÂN TỈNH TÂN THỬ", "SỞ CÔNG THƯƠNG", "Sở Công Thương"),
        ("UBND THÀNH PHỐ HUẾ", "SỞ VĂN HOÁ VÀ THỂ THAO", "Sở Văn hóa và Thể thao"),
        ("UBND TỈNH TÂN THỬ", "SỞ QUY HOẠCH - KIẾN TRÚC", "Sở Quy hoạch - Kiến trúc"),
        ("UBND TỈNH TÂN THỬ", "SỞ AN TOÀN THỰC PHẨM", "Sở An toàn thực phẩm"),
        ("UBND THÀNH PHỐ HÀ NỘI", "BAN QUẢN LÝ KHU KINH TẾ", "Ban quản lý khu kinh tế"),
        ("TỈNH ỦY TÂN THỬ", "BAN CHỈ ĐẠO CHUYỂN ĐỔI SỐ", "Ban Chỉ đạo chuyển đổi số"),
        ("ĐẢNG ỦY XÃ BẾN THỬ", "ỦY BAN KIỂM TRA", "Ủy ban Kiểm tra Đảng ủy xã Bến Thử"),
        ("TỈNH ỦY TÂN THỬ", "ỦY BAN KIỂM TRA", "Ủy ban Kiểm tra Tỉnh ủy Tân Thử"),
        ("UBND XÃ BẾN THỬ", "BAN CHỈ ĐẠO MÙA HÈ SỐ", "Ban Chỉ đạo mùa hè số xã Bến Thử"),
        ("ĐẢNG ỦY XÃ BẾN THỬ", "BAN CHỈ ĐẠO", "Ban Chỉ đạo xã Bến Thử"),
        (
            "ĐẢNG BỘ TỈNH TÂN THỬ",
            "BAN CHỈ ĐẠO 57 ĐẢNG ỦY XÃ BẾN THỬ",
            "Ban Chỉ đạo 57 Đảng ủy xã Bến Thử",
        ),
        ("BỘ Y TẾ", "CỤC AN TOÀN THỰC PHẨM", "Cục an toàn thực phẩm"),
        ("ĐẢNG ỦY XÃ BẾN THỬ", "CHI BỘ THÔN 3", "Chi bộ thôn 3 xã Bến Thử"),
        ("UBND XÃ BẾN THỬ", "TRƯỜNG TIỂU HỌC HOA SEN", "Trường Tiểu học Hoa Sen xã Bến Thử"),
        ("ĐẢNG ỦY XÃ BẾN THỬ", "HỘI NÔNG DÂN", "Hội Nông dân xã Bến Thử"),
        ("ĐẢNG ỦY XÃ BẾN THỬ", "CHI BỘ XÓM ĐOÀI", "Chi bộ xóm Đoài xã Bến Thử"),
        ("CÔNG AN TỈNH TÂN THỬ", "CÔNG AN XÃ BẾN THỬ", "Công an xã Bến Thử"),
        ("HỘI NÔNG DÂN TỈNH TÂN THỬ", "HỘI NÔNG DÂN XÃ BẾN THỬ", "Hội Nông dân xã Bến Thử"),
        ("SỞ Y TẾ TỈNH TÂN THỬ", "TRUNG TÂM KIỂM NGHIỆM", "Trung tâm kiểm nghiệm"),
        ("HỘI ĐỒNG NHÂN DÂN", "XÃ BẾN THỬ", "HĐND xã Bến Thử"),
        ("MTTQ VIỆT NAM XÃ BẾN THỬ", "HỘI NÔNG DÂN XÃ", "Hội Nông dân xã Bến Thử"),
        ("UBND PHƯỜNG BẾN THỬ", "HỘI CỰU CHIẾN BINH PHƯỜNG", "Hội Cựu chiến binh phường Bến Thử"),
        ("HĐND XÃ BẾN THỬ", "BAN KINH TẾ - NGÂN SÁCH", "Ban Kinh tế - Ngân sách xã Bến Thử"),
        ("UBND THÀNH PHỐ TÂN THỬ", "TRUNG TÂM Y TẾ", "Trung tâm Y tế"),
        ("TỈNH ỦY TÂN THỬ", "BAN TUYÊN GIÁO VÀ DÂN VẬN", "Ban Tuyên giáo và Dân vận"),
        ("ĐẢNG BỘ XÃ BẾN THỬ", "CHI BỘ TRƯỜNG THCS", "Chi bộ Trường THCS xã Bến Thử"),
        ("PHÒNG VĂN HÓA - XÃ HỘI", "TRƯỜNG TIỂU HỌC HOA SEN", "Trường Tiểu học Hoa Sen"),
        ("SỞ Y TẾ TÂN THỬ", "BỆNH VIỆN KHU VỰC SÔNG ĐOÀI", "Bệnh viện khu vực Sông Đoài"),
        ("BỘ TÀI CHÍNH", "KHO BẠC NHÀ NƯỚC KHU VỰC VII", "Kho bạc Nhà nước khu vực VII"),
        ("BỘ TÀI CHÍNH", "THUẾ TỈNH TÂN THỬ", "Thuế tỉnh Tân Thử"),
        ("MTTQ VIỆT NAM TỈNH TÂN THỬ", "BAN THƯỜNG TRỰC", "Ủy ban MTTQ Việt Nam tỉnh Tân Thử"),
        ("LĐLĐ TỈNH TÂN THỬ", "CÔNG ĐOÀN PHƯỜNG BẾN THỬ", "Công đoàn phường Bến Thử"),
        ("HỘI LHPN TỈNH TÂN THỬ", "HỘI LHPN XÃ BẾN THỬ", "Hội LHPN xã Bến Thử"),
        ("ỦY BAN NHÂN DÂN", "PHƯỜNG BẾN THỬ - BÃI DÀI", "UBND phường Bến Thử - Bãi Dài"),
        ("UBND XÃ BẾN THỬ - TỔ CÔNG NGHỆ SỐ", "KẾ HOẠCH", "UBND xã Bến Thử"),
        ("UBND PHƯỜNG BẾN THỬ -", "BÃI DÀI", "UBND phường Bến Thử - Bãi Dài"),
        ("UBND PHƯỜNG BẾN THỬ", "- BÃI DÀI", "UBND phường Bến Thử - Bãi Dài"),
        ("UBND XÃ BẾN THỬ", "- PHÒNG KINH TẾ", "UBND xã Bến Thử"),
        # What a commune's office issues is the commune's.
        ("UBND XÃ BẾN THỬ", "PHÒNG KINH TẾ", "UBND xã Bến Thử"),
        ("UBND XÃ BẾN THỬ", "TRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG", "UBND xã Bến Thử"),
        ("UBND TỈNH TÂN THỬ", "UBND XÃ BẾN THỬ", "UBND xã Bến Thử"),
        ("UBND TỈNH TÂN THỬ", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "UBND tỉnh Tân Thử"),
        ("UBND TỈNH TÂN THỬ", "KẾ HOẠCH", "UBND tỉnh Tân Thử"),
        ("UBND TỈNH TÂN THỬ", "THỐNG KÊ NHIỆM VỤ", "UBND tỉnh Tân Thử"),
        ("DANH MỤC NHIỆM VỤ", "TRƯỜNG TIỂU HỌC SỐ NĂM 2026", ""),
    ],
)  # fmt: skip
def test_the_lower_line_of_a_letterhead_issues(above: str, below: str, name: str) -> None:
    assert issuer(above, below, "Số: 15/KH-UBND", "KẾ HOẠCH") == name


def test_a_letterhead_that_is_there_on_two_sheets_names_its_board_with_capitals() -> None:
    head = ("ĐẢNG BỘ XÃ BẾN THỬ", "BAN CHỈ ĐẠO 57", "ĐẢNG ỦY XÃ BẾN THỬ", "BAN CHỈ ĐẠO 57")
    said = tuple(Line(Where("a.xlsx"), line) for line in head)
    unit = issuer_in([Source("a.xlsx", lines=said)])
    assert unit
    assert (unit.name, unit.level) == ("Ban Chỉ đạo 57 Đảng ủy xã Bến Thử", Level.COMMUNE)


@pytest.mark.parametrize(
    ("lines", "name"),
    [
        (("BAN CHỈ ĐẠO MÙA HÈ SỐ", "XÃ BẾN THỬ"), "Ban Chỉ đạo mùa hè số xã Bến Thử"),
        (
            ("BAN CHỈ ĐẠO PHÁT TRIỂN KHOA HỌC,", "CÔNG NGHỆ VÀ MÙA HÈ SỐ", "PHƯỜNG BẾN THỬ"),
            "Ban Chỉ đạo phát triển khoa học, công nghệ và mùa hè số phường Bến Thử",
        ),
        (("BAN CHỈ ĐẠO MÙA HÈ SỐ TỈNH TÂN THỬ",), "Ban Chỉ đạo mùa hè số tỉnh Tân Thử"),
        (("BAN CHỈ ĐẠO XÃ BẾN THỬ VỀ MÙA HÈ SỐ",), "Ban Chỉ đạo xã Bến Thử về mùa hè số"),
        (("BAN CHẤP HÀNH HỘI NÔNG DÂN", "XÃ BẾN THỬ"), "Hội Nông dân xã Bến Thử"),
        (
            ("HỘI LHPN TỈNH TÂN THỬ", "BAN CHẤP HÀNH HỘI LIÊN HIỆP", "PHỤ NỮ XÃ BẾN THỬ"),
            "Hội Liên hiệp Phụ nữ xã Bến Thử",
        ),
        (("BCH HỘI CỰU CHIẾN BINH", "PHƯỜNG 5"), "Hội Cựu chiến binh Phường 5"),
        (("BAN THƯỜNG VỤ HỘI CỰU GIÁO CHỨC XÃ BẾN THỬ",), "Hội cựu giáo chức xã Bến Thử"),
        (("ỦY BAN KIỂM TRA", "ĐẢNG ỦY XÃ BẾN THỬ"), "Ủy ban Kiểm tra Đảng ủy xã Bến Thử"),
        (("ĐẢNG BỘ TỈNH TÂN THỬ", "BAN CHẤP HÀNH", "ĐẢNG BỘ XÃ BẾN THỬ"), "Đảng ủy xã Bến Thử"),
        # A board that names no area is nobody's yet: the file's name has to tell.
        (("BAN CHỈ ĐẠO MÙA HÈ SỐ",), ""),
    ],
)  # fmt: skip
def test_boards_and_unions_issue_under_their_own_names(lines: tuple[str, ...], name: str) -> None:
    assert issuer(*lines, "Số: 15/KH-BCĐ", "KẾ HOẠCH") == name


@pytest.mark.parametrize(
    ("file", "name"),
    [
        ("KH phường Cam Ly - Đà Lạt.xlsx", "UBND phường Cam Ly - Đà Lạt"),
        (
            "KH phường Văn Miếu – Quốc Tử Giám - gửi tỉnh.xlsx",
            "UBND phường Văn Miếu - Quốc Tử Giám",
        ),
        ("KH xã Bến Thử - bản cuối.xlsx", "UBND xã Bến Thử"),
        ("12-KH-xa-Ben-Thu.xlsx", "UBND xã Ben Thu"),
        ("ke-hoach-phuong-xuan-huong-da-lat.xlsx", "UBND phường Xuan Huong - Da Lat"),
        ("kh_phuong_van_mieu_quoc_tu_giam_2026.xlsx", "UBND phường Van Mieu - Quoc Tu Giam"),
    ],
)
def test_the_hyphen_of_a_name_is_kept_that_a_file_is_called_by(file: str, name: str) -> None:
    assert issuer_by_name(file).name == name


def test_two_departments_of_one_province_are_two_units(tmp_path: Path) -> None:
    table = "| STT | Nhiệm vụ | Chủ trì | Thời hạn |\n| 1 | Sửa cầu Bến | A | 30/6/2026 |"
    names = []
    for at, department in enumerate(("SỞ Y TẾ", "SỞ CÔNG THƯƠNG")):
        head = f"| UBND TỈNH TÂN THỬ¶{department}¶Số: 15/KH | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM |"
        path = document(tmp_path / f"{at}.docx", head, "KẾ HOẠCH", table)
        plan = to_plan([read_file(path)])
        names.append((plan.unit.name, plan.unit.level))
    assert names == [("Sở Y tế", Level.PROVINCE), ("Sở Công Thương", Level.PROVINCE)]


@pytest.mark.parametrize("number", ["Số: 88/KH-SYT", "Số: 88/KH-UBND", "Số:      /KH-SYT"])
def test_a_department_stands_in_the_province_of_the_line_above_it(number: str) -> None:
    lines = ("UBND TỈNH TÂN THỬ", "SỞ Y TẾ", number, "KẾ HOẠCH")
    unit = issuer_in([Source("a.xlsx", lines=tuple(Line(Where("a.xlsx"), x) for x in lines))])
    assert unit
    assert (unit.name, unit.word, unit.place) == ("Sở Y tế", "tỉnh", "Tân Thử")


def test_a_cell_and_a_base_committee_are_the_party_s() -> None:
    head = ("ĐẢNG ỦY XÃ BẾN THỬ", "CHI BỘ THÔN 3", "KẾ HOẠCH")
    cell = issuer_in([Source("a.docx", lines=tuple(Line(Where("a.docx"), line) for line in head))])
    assert cell is not None
    assert cell.party
    assert make_unit("Đảng ủy UBND xã Bến Thử").party
    assert not make_unit("Hội Nông dân xã Bến Thử").party


def test_the_list_of_communes_is_that_of_july_2025() -> None:
    words = Counter(word for named in communes().values() for word, _ in named)
    assert len(communes()) == 34
    assert words == {"xã": 2621, "phường": 687, "đặc khu": 13}
    assert not any(name.startswith(("Huyện", "Quận", "Thị")) for name in communes())


@pytest.mark.slow
def test_every_official_name_is_read_whole() -> None:
    for named in communes().values():
        for word, place in named:
            for text in (f"UBND {word} {place}", f"UBND {word} {place}".upper()):
                unit = read_unit(text)
                assert unit is not None, text
                assert fold(unit.place) == fold(place).replace("’", "'"), text


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("UBND PHƯỜNG VĂN MIẾU - QUỐC TỬ GIÁM", "Văn Miếu - Quốc Tử Giám"),
        ("UBND phường Xuân Hương - Đà Lạt", "Xuân Hương - Đà Lạt"),
        ("Ủy ban nhân dân xã Chân Mây – Lăng Cô", "Chân Mây - Lăng Cô"),
        ("UBND xã An Bình - Phụ lục 1", "An Bình"),
    ],
)
def test_a_name_with_a_hyphen_is_whole(text: str, place: str) -> None:
    unit = read_unit(text)
    assert unit is not None
    assert unit.place == place


@pytest.mark.parametrize(
    ("typed", "official"),
    [
        ("UBND xa Chuyen My", "UBND xã Chuyên Mỹ"),
        ("UBND phuong Hoan Kiem", "UBND phường Hoàn Kiếm"),
        ("ke-hoach-phuong-xuan-huong-da-lat", "UBND phường Xuân Hương - Đà Lạt"),
        ("KH-Phuong-Cam-Ly-Da-Lat", "UBND phường Cam Ly - Đà Lạt"),
        # Several communes are written otherwise, or none is called so.
        ("UBND xa Ben Thu", "UBND xã Ben Thu"),
        ("UBND xã Chuyên Mỹ", "UBND xã Chuyên Mỹ"),
    ],
)
def test_a_name_without_marks_is_mended_by_the_official_list(typed: str, official: str) -> None:
    unit = read_unit(typed)
    assert unit is not None
    assert with_marks(unit).name == official
    assert with_marks(make_unit("Sở Y tế")).name == "Sở Y tế"


@pytest.mark.parametrize(
    ("lines", "name"),
    [
        (("Số: 12/KH-SYT", "KẾ HOẠCH"), "Sở Y tế"),
        (("Số: 30/KH-BYT", "KẾ HOẠCH"), "Bộ Y tế"),
        (("UBND tỉnh Tân Thử", "Số: 7/KH-SGDĐT"), "Sở Giáo dục và Đào tạo"),
        (("UBND tỉnh Tân Thử", "Số: 7/KH-UBND"), "UBND tỉnh Tân Thử"),
        (("UBND tỉnh Tân Thử", "Số: 7/KH-BYT"), "Bộ Y tế"),
        (("UBND TỈNH TÂN THỬ", "BAN DÂN TỘC", "Số: 7/KH-BDTTG"), "Ban Dân tộc"),
        # The letters of two departments; a body of every level; what only encloses the plan.
        (("Số: 12/KH-SNV", "KẾ HOẠCH"), ""),
        (("Số: 12/KH-UBND", "KẾ HOẠCH"), ""),
        (("UBND xã Bến Thử", "(Kèm theo Công văn số 12/SYT-VP)"), "UBND xã Bến Thử"),
    ],
)  # fmt: skip
def test_the_symbol_of_a_number_tells_whose_plan_it_is(lines: tuple[str, ...], name: str) -> None:
    assert issuer(*lines) == name


def owned(*lines: str, listed: str = "") -> tuple[Owner, list[Finding]]:
    said = tuple(Line(Where("a.docx"), line) for line in lines)
    units = known_units({listed: UnitSettings()} if listed else {})
    owner = owner_of(Source("a.docx", lines=said), units)
    return owner, list(unclear(owner, "a.docx"))


@pytest.mark.parametrize("listed", ["", "UBND xã Bến Thử"])
def test_a_commune_whose_file_has_the_number_of_a_department_is_asked_about(listed: str) -> None:
    owner, told = owned("UBND xã Bến Thử", "Số: 12/KH-SYT", listed=listed)
    assert owner.unit.name == "UBND xã Bến Thử"
    assert [found.code for found in told] == ["unit-guessed"]
    assert "12/KH-SYT (Sở Y tế)" in told[0].message


@pytest.mark.parametrize(
    ("name", "near"),
    [
        ("UBND xã Chuyên Mĩ", "Chuyên Mỹ"),
        ("UBND xã Chuyên Mỵ", "Chuyên Mỹ"),
        ("UBND phường Hoàn Kiến", "Hoàn Kiếm"),
        ("UBND xã Chuyên Mỹ", ""),
        ("UBND xã Bến Thử", ""),
        ("UBND Phường 5", ""),
    ],
)
def test_a_commune_that_the_official_list_calls_otherwise_is_told(name: str, near: str) -> None:
    owner, told = owned(name, "KẾ HOẠCH")
    assert owner.unit.name == name
    assert [found.code for found in told] == (["unit-misspelt"] if near else [])
    assert all(near in found.message for found in told)
    assert owned(name, "KẾ HOẠCH", listed=name)[1] == []


@pytest.mark.parametrize("alias", ["phường Bến Thử", "Phường Bến Thử"])
def test_an_alias_without_its_body_means_the_committee_of_the_letterhead(alias: str) -> None:
    listed = "UBND phường Bến Thử - Bãi Dài"
    said = (Line(Where("KH.docx"), "UBND PHƯỜNG BẾN THỬ"),)
    units = known_units({listed: UnitSettings(aliases=(alias,))})
    assert owner_of(Source("KH.docx", lines=said), units).unit.name == listed
    party = known_units({"Đảng ủy phường Bến Thử": UnitSettings(aliases=(alias,))})
    owner = owner_of(Source("KH.docx", lines=said), party)
    assert owner.unit.name == "UBND phường Bến Thử"


@pytest.mark.parametrize(
    "lines",
    [
        ("Kính gửi: Văn phòng UBND xã", "Em gửi kế hoạch của phường ạ.", "UBND PHƯỜNG BẾN THỬ"),
        ("Kính gửi: UBND tỉnh Tân Thử", "UBND PHƯỜNG BẾN THỬ", "KẾ HOẠCH"),
        ("KÍNH GỬI: ĐẢNG ỦY XÃ GÒ MỚI", "ỦY BAN NHÂN DÂN", "PHƯỜNG BẾN THỬ"),
    ],
)
def test_whom_a_letter_is_for_has_not_written_it(lines: tuple[str, ...]) -> None:
    assert issuer(*lines) == "UBND phường Bến Thử"


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("TRƯỜNG THCS BẾN THỬ", "Trường THCS Bến Thử"),
        ("TRƯỜNG TH VÀ THCS BẾN THỬ", "Trường TH và THCS Bến Thử"),
        ("TRƯỜNG THPT GÒ MỚI", "Trường THPT Gò Mới"),
    ],
)
def test_letters_in_the_name_of_a_school_stay_capitals(line: str, name: str) -> None:
    assert issuer("PHÒNG VĂN HÓA - XÃ HỘI", line) == name
