"""Bodies in lead and support cells, by example."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reconcile.vocabulary.agencies import (
    bodies,
    district_bodies,
    find_agencies,
    localise,
    provincial_bodies,
)
from reconcile.vocabulary.subjects import office_by_subject
from reconcile.vocabulary.text import bare

FOUND = {
    "Sở KH&CN; Sở Nội vụ": ("so-khcn", "so-noi-vu"),
    "Sở KHCN": ("so-khcn",),
    "Sở KH-CN": ("so-khcn",),
    "Sở Khoa học & Công nghệ": ("so-khcn",),
    "Sở VH,TT&DL": ("so-vhttdl",),
    "Sở Văn hóa, Thể thao và Du lịch; Sở GD&ĐT": ("so-vhttdl", "so-gddt"),
    "Văn phòng UBND tỉnh, Công an tỉnh": ("vp-ubnd-tinh", "cong-an-tinh"),
    "Trung tâm Phục vụ HCC tỉnh": ("ttpvhcc-tinh",),
    "Trung tâm PV HCC tỉnh": ("ttpvhcc-tinh",),
    "Bộ CHQS tỉnh": ("bo-chqs-tinh",),
    "Văn phòng Tỉnh uỷ": ("vp-tinh-uy",),
    "VP HĐND&UBND": ("van-phong",),
    "VP HĐND-UBND xã; TT PVHCC xã": ("van-phong", "ttpvhcc"),
    "Phòng VH-XH": ("phong-vhxh",),
    "Phòng VHXH, Phòng Kinh tế": ("phong-vhxh", "phong-kinh-te"),
    "Phòng Kinh tế, Hạ tầng và Đô thị": ("phong-kthtdt",),
    "CA xã; Ban CHQS xã": ("cong-an", "ban-chqs"),
    "Các sở, ban, ngành; UBND cấp xã": ("cac-so", "ubnd"),
    "Sở Y tế; Sở Y tế": ("so-y-te",),
    "các cơ sở y tế; trụ sở công an": (),
    "Trung tâm Y tế khu vực": (),
    "": (),
}
SUBJECTS = {
    "Công khai thủ tục hành chính, cung cấp dịch vụ công trực tuyến": (
        "Trung tâm Phục vụ hành chính công xã"
    ),
    "Lập hồ sơ hỗ trợ tiền sử dụng sản phẩm, dịch vụ công ích thủy lợi": "Phòng Kinh tế",
    "Thu, nộp Quỹ Phòng, chống thiên tai": "Phòng Kinh tế",
    "Lập danh sách hồ chứa xung yếu trước mùa mưa, lũ": "Phòng Kinh tế",
    "Lập sổ tiêm phòng bệnh dại cho chó, mèo": "Phòng Kinh tế",
    "Kiện toàn Ban Chỉ huy Phòng thủ dân sự": "Ban Chỉ huy Quân sự xã",
}
LOCAL = [
    ("Sở KH&CN", "xã", ("Phòng Văn hóa - Xã hội",)),
    ("Sở Tài chính; Sở NN&MT", "xã", ("Phòng Kinh tế",)),
    ("Sở Tài chính; Sở NN&MT", "phường", ("Phòng Kinh tế, Hạ tầng và Đô thị",)),
    ("Sở Công Thương", "đặc khu", ("Phòng Kinh tế",)),
    ("Sở Y tế", "phường", ("Phòng Văn hóa - Xã hội", "Trạm Y tế phường")),
    ("Sở Tư pháp", "xã", ("Văn phòng HĐND và UBND",)),
    ("Công an tỉnh", "đặc khu", ("Công an đặc khu",)),
    ("Trung tâm PVHCC tỉnh", "xã", ("Trung tâm Phục vụ hành chính công xã",)),
    ("Văn phòng Tỉnh ủy", "xã", ("Văn phòng Đảng ủy",)),
    ("Hội Nông dân tỉnh", "xã", ("Hội Nông dân xã",)),
    ("Bảo hiểm xã hội tỉnh; Thống kê tỉnh", "xã", ()),
    ("UBND cấp xã; Phòng Kinh tế", "xã", ()),
]
PROVINCIAL = {
    "Sở KH&CN, Phòng VH-XH": ("Sở KH&CN",),
    "SỞ Y TẾ": ("SỞ Y TẾ",),
    "Sở Quy hoạch - Kiến trúc": ("Sở Quy hoạch - Kiến trúc",),
    "Hội Khuyến học tỉnh; Công an xã": ("Hội Khuyến học tỉnh",),
    "So KH&CN; Cong an tinh": ("So KH&CN", "Cong an tinh"),
    "UBND xã; các cơ sở giáo dục": (),
    "Bảo hiểm xã hội cơ sở": (),
}
DISTRICT = {
    "UBND huyện Sông Lam": ("UBND huyện Sông Lam",),
    "UBND các huyện, thị xã, thành phố": ("UBND các huyện, thị xã, thành phố",),
    "UBND cấp huyện": ("UBND cấp huyện",),
    "Huyện ủy Sông Lam": ("Huyện ủy",),
    "Công an huyện; Công an xã": ("Công an huyện",),
    "Trung tâm Y tế huyện": ("Trung tâm Y tế huyện",),
    "Phòng Nội vụ": ("Phòng Nội vụ",),
    "Phòng GD&ĐT": ("Phòng GD&ĐT",),
    "Phòng Kinh tế và Hạ tầng": ("Phòng Kinh tế và Hạ tầng",),
    "huyện Sông Lam": ("huyện Sông Lam",),
    "UBND cap huyen": ("UBND cap huyen",),
    "UBND thị trấn Cầu Mới": ("UBND thị trấn Cầu Mới",),
    "Trung tâm Y tế khu vực": (),
    "Phòng Kinh tế, Hạ tầng và Đô thị": (),
    "Phòng Văn hóa - Xã hội; Phòng Kinh tế": (),
    "Trường Tiểu học Bà Huyện Thanh Quan": (),
    "UBND xã Tân Thị; Trung tâm huấn luyện": (),
}


@pytest.mark.parametrize(("cell", "ids"), FOUND.items(), ids=FOUND)
def test_bodies_are_found_however_they_are_written(cell: str, ids: tuple[str, ...]) -> None:
    assert find_agencies(cell) == ids
    assert find_agencies(bare(cell)) == find_agencies(cell.upper()) == ids


@pytest.mark.parametrize(("cell", "word", "names"), LOCAL)
def test_provincial_bodies_have_their_stand_ins_in_the_commune(
    cell: str, word: str, names: tuple[str, ...]
) -> None:
    assert localise(cell, word) == names


@pytest.mark.parametrize(("cell", "names"), PROVINCIAL.items(), ids=PROVINCIAL)
def test_provincial_bodies_are_named_as_written(cell: str, names: tuple[str, ...]) -> None:
    assert provincial_bodies(cell) == names


@pytest.mark.parametrize(("cell", "names"), DISTRICT.items(), ids=DISTRICT)
def test_bodies_of_the_district_level_are_named_as_written(
    cell: str, names: tuple[str, ...]
) -> None:
    assert district_bodies(cell) == names


def test_every_stand_in_is_a_commune_body_of_the_table() -> None:
    table = bodies()
    named = {each for body in table.values() for ids in body.stands.values() for each in ids}
    assert {table[each].level for each in named} == {"commune"}
    assert all(body.source and body.status for body in table.values() if body.stands["xã"])


def test_every_name_of_the_table_finds_its_body() -> None:
    for body in bodies().values():
        for name in body.names:
            shown = name.replace("{tỉnh}", "tỉnh").replace("{xã}", "xã").rstrip("$")
            assert find_agencies(shown) == (body.id,), name


@given(st.text() | st.text("SởUBNDhuyện xãtỉnh,;&-"))
def test_no_text_raises(text: str) -> None:
    find_agencies(text)
    localise(text, text)
    provincial_bodies(text)
    district_bodies(text)


@pytest.mark.parametrize(("task", "office"), SUBJECTS.items())
def test_a_task_falls_to_the_office_of_its_subject(task: str, office: str) -> None:
    assert office_by_subject(task, "xã") == office
