"""Which unit a name, a file or a call means: the one rule, by example."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reconcile.config import UnitSettings
from reconcile.errors import UsageError
from reconcile.model import Line, Source, Unit, Where
from reconcile.normalise.absent import absent
from reconcile.normalise.whose import Owner, asked_unit, known_units, owner_of
from reconcile.vocabulary.same_name import entry, fitting
from reconcile.vocabulary.units import make_unit

LISTED = {
    "UBND xã Nà Sen": ("xã Nà Sen", "KH-CDS xa Na Sen (ban cuoi).xlsx"),
    "UBND phường Bến Thượng": ("P. Bến Thượng", "to-nhap"),
    "UBND xã Sơn Hà": (),
    "UBND xã Sơn Hạ": (),
    "UBND xã An Bình": (),
    "Đảng ủy xã An Bình": (),
}
KNOWN = known_units({name: UnitSettings(aliases=said) for name, said in LISTED.items()})


def nfd(text: str) -> str:
    return unicodedata.normalize("NFD", text)


def names(units: tuple[Unit, ...]) -> list[str]:
    return [unit.name for unit in units]


ONE = {
    "the official name": ("UBND xã Nà Sen", "UBND xã Nà Sen"),
    "in full": ("Ủy ban nhân dân xã Nà Sen", "UBND xã Nà Sen"),
    "in full and without diacritics": ("uy ban nhan dan xa na sen", "UBND xã Nà Sen"),
    "decomposed": (nfd("UBND xã Nà Sen"), "UBND xã Nà Sen"),
    "in capitals": ("UBND XÃ NÀ SEN", "UBND xã Nà Sen"),
    "with more spaces": ("  UBND\u00a0 xã   Nà Sen ", "UBND xã Nà Sen"),
    "the old way of setting tone marks": ("Uỷ ban nhân dân xã Nà Sen", "UBND xã Nà Sen"),
    "the short name": ("xã Nà Sen", "UBND xã Nà Sen"),
    "the place": ("Nà Sen", "UBND xã Nà Sen"),
    "the place, decomposed capitals": (nfd("NÀ SEN"), "UBND xã Nà Sen"),
    "without diacritics": ("na sen", "UBND xã Nà Sen"),
    "half of the diacritics": ("xã Na Sen", "UBND xã Nà Sen"),
    "an alias": ("P. Bến Thượng", "UBND phường Bến Thượng"),
    "an alias with a dot is no file": ("p. ben thuong", "UBND phường Bến Thượng"),
    "a file": ("KH-CDS xa Na Sen (ban cuoi).xlsx", "UBND xã Nà Sen"),
    "a file without its ending": ("kh-cds xa na sen (ban cuoi)", "UBND xã Nà Sen"),
    "a file whose alias lacks its diacritics": (
        nfd("KH-CDS xã Nà Sen (bản cuối).XLSX"),
        "UBND xã Nà Sen",
    ),
    "the short name is the People's Committee's": ("xã An Bình", "UBND xã An Bình"),
    "another body by its own name": ("đảng uỷ xã an bình", "Đảng ủy xã An Bình"),
    "diacritics come first": ("Sơn Hạ", "UBND xã Sơn Hạ"),
    "in quotation marks": ("“UBND xã Nà Sen”", "UBND xã Nà Sen"),
}


@pytest.mark.parametrize(("said", "unit"), ONE.values(), ids=ONE)
def test_a_name_that_a_person_would_read_as_the_same_means_the_unit(said: str, unit: str) -> None:
    assert names(KNOWN.fitting(said)) == [unit]


SEVERAL = {
    "two communes without their diacritics": ("son ha", ["UBND xã Sơn Hà", "UBND xã Sơn Hạ"]),
    "half of them": ("xã Son Ha", ["UBND xã Sơn Hà", "UBND xã Sơn Hạ"]),
    "two bodies of one place": ("An Bình", ["UBND xã An Bình", "Đảng ủy xã An Bình"]),
}


@pytest.mark.parametrize(("said", "units"), SEVERAL.values(), ids=SEVERAL)
def test_a_name_that_fits_several_units_means_none_of_them(said: str, units: list[str]) -> None:
    assert names(KNOWN.fitting(said)) == units


@pytest.mark.parametrize("said", ["", "  ", "***", "xã", "Sơn Hả", "xã Nà Sén", "UBND", "Sen"])
def test_a_name_of_nobody_fits_no_unit(said: str) -> None:
    assert KNOWN.fitting(said) == ()


def test_a_mark_that_is_there_counts_even_where_one_unit_alone_is_near() -> None:
    one = known_units({"UBND xã Sơn Hà": UnitSettings()})
    assert names(one.fitting("son ha")) == ["UBND xã Sơn Hà"]
    assert one.fitting("Sơn Hạ") == ()


def test_a_unit_that_only_files_name_may_have_lost_its_diacritics_there() -> None:
    read = known_units({}, {make_unit("UBND xã Son Ha"): ("Son Ha.xlsx",)})
    assert names(read.fitting("xã Sơn Hà")) == ["UBND xã Son Ha"]
    listed = known_units({"UBND xã Nam Lu": UnitSettings()})
    assert listed.fitting("xã Nam Lừ") == ()


def test_names_of_signs_alone_are_names_too() -> None:
    signs = known_units({name: UnitSettings() for name in ("🏠", "***", "12")})
    assert [names(signs.fitting(name)) for name in ("🏠", "***", "12")] == [["🏠"], ["***"], ["12"]]


@given(st.lists(st.text(), max_size=5), st.text())
def test_any_name_is_held_against_any_units(units: list[str], said: str) -> None:
    known = known_units({unit: UnitSettings(aliases=(said,)) for unit in units})
    assert len(known.fitting(said)) <= len(units)
    for unit in known.all.values():
        assert unit in known.fitting(unit.name)


@given(st.text(), st.sampled_from(sorted(LISTED)))
def test_capitals_spaces_and_the_unicode_form_never_matter(said: str, name: str) -> None:
    for each in (said, name):
        assert KNOWN.fitting(nfd(each)) == KNOWN.fitting(each)
        assert KNOWN.fitting(f"  {each} ".replace(" ", "\u00a0 ")) == KNOWN.fitting(each)
    assert KNOWN.fitting(name.upper()) == KNOWN.fitting(name)


def test_a_call_that_fits_several_units_is_asked_back_with_the_choices() -> None:
    with pytest.raises(UsageError, match="tên “son ha” ứng với 2 đơn vị") as caught:
        asked_unit("son ha", KNOWN, "không có")
    assert caught.value.fix == "nêu rõ một trong các đơn vị: UBND xã Sơn Hà; UBND xã Sơn Hạ"


def test_a_call_of_nobody_is_told_the_nearest_name_and_all_of_them() -> None:
    with pytest.raises(UsageError, match="không có") as caught:
        asked_unit("UBND xã Nà Xen", KNOWN, "không có")
    assert caught.value.fix.startswith("tên gần giống nhất là “UBND xã Nà Sen”; chọn một trong")
    assert "UBND phường Bến Thượng" in caught.value.fix


def test_a_long_list_of_choices_is_cut() -> None:
    many = known_units({f"UBND xã Số {number}": UnitSettings() for number in range(30)})
    with pytest.raises(UsageError) as caught:
        asked_unit("xã Nơi Khác", many, "không có")
    assert caught.value.fix.endswith("; … và 10 đơn vị khác")


def file(name: str, head: str = "") -> Source:
    lines = (Line(Where(name, "Biểu", 1), head),) if head else ()
    return Source(name, lines=lines)


OWNERS = {
    "its letterhead": (file("a.xlsx", "UBND XÃ NÀ SEN"), "UBND xã Nà Sen"),
    "its letterhead without diacritics": (file("a.xlsx", "UBND XA NA SEN"), "UBND xã Nà Sen"),
    "its name, decomposed": (file(nfd("xã Nà Sen.xlsx")), "UBND xã Nà Sen"),
    "its name, the place alone": (file("Nà  SEN.docx"), "UBND xã Nà Sen"),
    "a folder of an archive": (file("gui.zip/Xã Nà Sen/ke hoach.xlsx"), "UBND xã Nà Sen"),
    "an alias that is its whole name, over its letterhead": (
        file("KH-CDS xã Nà Sen (ban cuoi).xlsx", "UBND XÃ SƠN HÀ"),
        "UBND xã Nà Sen",
    ),
    "an alias that is its name without the ending": (
        file("To-Nhap.xlsx", "UBND TỈNH HÀ SƠN"),
        "UBND phường Bến Thượng",
    ),
}


@pytest.mark.parametrize(("source", "unit"), OWNERS.values(), ids=OWNERS)
def test_a_file_is_a_units_by_what_names_it(source: Source, unit: str) -> None:
    owner = owner_of(source, KNOWN)
    assert (owner.unit.name, owner.doubt, owner.choices) == (unit, "", ())


def test_a_file_of_a_commune_that_nobody_listed_stays_its_own() -> None:
    owner = owner_of(file("xã Sơn Hà.xlsx", "UBND XÃ TÂN LẬP"), KNOWN)
    assert owner.unit.name == "UBND xã Tân Lập"
    assert "không có ở mục [units]" in owner.doubt


def test_a_file_whose_name_fits_several_units_is_none_of_theirs() -> None:
    owner = owner_of(file("a.xlsx", "UBND XA SON HA"), KNOWN)
    assert owner == Owner(make_unit("UBND xã Son Ha"), "", ("UBND xã Sơn Hà", "UBND xã Sơn Hạ"))


def test_the_settings_name_the_unit_of_a_file_as_a_call_would() -> None:
    source = file("a.xlsx", "UBND XÃ SƠN HÀ")
    assert owner_of(source, KNOWN, hinted="na sen").unit.name == "UBND xã Nà Sen"
    assert owner_of(source, KNOWN, hinted="son ha").choices == ("UBND xã Sơn Hà", "UBND xã Sơn Hạ")
    office = "Văn phòng UBND xã Nà Sen"
    assert owner_of(source, KNOWN, hinted=office).unit.name == office


def test_of_two_names_that_read_the_same_the_one_written_so_is_meant() -> None:
    assert fitting("Biểu", ["BIỂU", "Biểu", "bieu"]) == ("Biểu",)
    assert fitting("biểu", ["BIỂU", "Biểu", "bieu"]) == ("BIỂU", "Biểu")
    assert fitting("bieu 1", ["Biểu 1", "Biểu 2"]) == ("Biểu 1",)
    assert entry({"A.xlsx": 1, "a.xlsx": 2}, "a.xlsx") == 2
    assert entry({"A.xlsx": 1, "a.xlsx": 2}, "A.XLSX") is None
    assert entry({nfd("Kế  hoạch.xlsx"): 1}, "KẾ hoạch.XLSX") == 1
    assert entry({"Ke hoach.xlsx": 1}, "Kế hoạch.xlsx") is None, "a hint is for one file alone"


def test_a_unit_that_sent_nothing_is_told_with_the_stranger_that_it_may_be() -> None:
    sent = [make_unit("UBND xã Nà Sen"), make_unit("UBND phường Bến Thương")]
    found = {each.message: each.fix for each in absent(KNOWN, sent, Where("inputs/lower"))}
    assert len(found) == len(LISTED) - 1
    near = found["không có tệp nào của đơn vị “UBND phường Bến Thượng”"]
    assert near.startswith("“UBND phường Bến Thương” đã gửi tệp mà không có ở [units]")
    assert found["không có tệp nào của đơn vị “UBND xã Sơn Hà”"].startswith("đôn đốc đơn vị")
