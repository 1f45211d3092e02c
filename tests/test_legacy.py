"""Text from before Unicode, by example and on real files."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook
from python_calamine import CalamineWorkbook
from rapidfuzz.distance import Levenshtein

from reconcile.read.formats.values import Values
from reconcile.vocabulary.legacy import Encoding, decode, detect
from reconcile.vocabulary.syllables import is_syllable
from shared_cases import each_case

TCVN3 = {
    "Thùc hiÖn nhiÖm vô th\u00adêng xuyªn": "Thực hiện nhiệm vụ thường xuyên",
    "§¬n vÞ chñ tr×": "Đơn vị chủ trì",
    "UBND tØnh": "UBND tỉnh",
    "ChuyÓn ®æi sè": "Chuyển đổi số",
}
VNI = {
    "Thöïc hieän nhieäm vuï thöôøng xuyeân": "Thực hiện nhiệm vụ thường xuyên",
    "Ñôn vò chuû trì": "Đơn vị chủ trì",
    "UÛY BAN NHAÂN DAÂN": "ỦY BAN NHÂN DÂN",
    "Chuyeån ñoåi soá": "Chuyển đổi số",
}
UNICODE = (
    "",
    "UBND",
    "Thuc hien nhiem vu",
    "Thực hiện nhiệm vụ",
    "Báo cáo công tác hành chính",
    "thành lập",
    "“Thành phố” – 5 °C…",
    "Hà Nội",
    "Nhân\u00addân",
    "café Windows® ©2025 10µm § 5",
    "São Paulo",
)


@pytest.mark.parametrize(("text", "meant"), TCVN3.items(), ids=TCVN3.values())
def test_tcvn3_is_known_by_its_letters_and_read(text: str, meant: str) -> None:
    assert detect(text) is Encoding.TCVN3
    assert decode(text, Encoding.TCVN3) == meant


@pytest.mark.parametrize(("text", "meant"), VNI.items(), ids=VNI.values())
def test_vni_is_known_by_its_letters_and_read(text: str, meant: str) -> None:
    assert detect(text) is Encoding.VNI
    assert decode(text, Encoding.VNI) == meant


@pytest.mark.parametrize("text", UNICODE)
def test_unicode_and_plain_text_are_never_converted(text: str) -> None:
    assert detect(text) is None


@pytest.mark.parametrize("font", [".VnTime", ".VnTimeH", "VNI-Times"])
@pytest.mark.parametrize("text", ["Thực hiện", "Báo cáo", "Thuc hien"])
def test_unicode_left_in_an_old_font_stays_as_it_is(text: str, font: str) -> None:
    assert detect(text, font) is None


def test_the_font_settles_what_letters_leave_open() -> None:
    assert detect("cã") is None
    assert detect("cã", ".VnTime") is Encoding.TCVN3
    assert detect("Quyeát ñònh", "VNI-Times") is Encoding.VNI


def test_a_font_of_capitals_shows_capitals() -> None:
    encoding = detect("danh s¸ch", ".VnTimeH")
    assert encoding is Encoding.TCVN3_CAPITALS
    assert decode("danh s¸ch", encoding) == "DANH SÁCH"


def test_the_cells_before_it_settle_a_short_one() -> None:
    values = Values()
    assert [values.text(cell) for cell in ("Tæng sè tiÒn", "Ghi chó")] == [
        "Tổng số tiền",
        "Ghi chú",
    ]
    assert Values().text("Ghi chó") == "Ghi chó"


@pytest.mark.parametrize("word", ["nghiêng", "Quý", "giếng", "gì", "uỷ", "ỦY", "khuỷu", "được"])
def test_words_of_the_language_are_syllables(word: str) -> None:
    assert is_syllable(word)


@pytest.mark.parametrize("word", ["", "BLĐTBXH", "tàc", "windows", "µm", "hậáp"])
def test_other_words_are_none(word: str) -> None:
    assert not is_syllable(word)


FILES = (
    "tcvn3__2006-Bang-bieu",
    "tcvn3__2006-Bieu-ban-hanh-kem-theo-TT04",
    "vni__2006-Mau22_CKTC_NSH-1",
)


@pytest.mark.parametrize("name", FILES)
def test_real_files_read_as_their_unicode_text(name: str, shared: Path) -> None:
    truth = _letters((shared / "files" / "truth" / f"{name}.txt").read_text("utf-8"))
    sheets = list(_sheets(shared / "files" / f"{name}.xls"))
    one_by_one = _letters("".join(_read(t, detect(t)) for cells in sheets for t in cells))
    values = Values()
    together = _letters("".join(values.letters(text) for cells in sheets for text in cells))
    assert _share(one_by_one, truth) >= 0.995
    assert _share(together, truth) >= 0.999


@each_case("upper.xlsx", "lower.xlsx")
def test_no_cell_of_the_cases_is_taken_for_legacy_text(case: Path) -> None:
    for file in sorted(case.glob("*.xlsx")):
        for sheet in load_workbook(file, data_only=True).worksheets:
            texts = [str(v) for row in sheet.values for v in row if isinstance(v, str)]
            assert not any(map(detect, texts)), file


def _sheets(file: Path) -> Iterator[list[str]]:
    book = CalamineWorkbook.from_path(file)
    for name in book.sheet_names:
        rows = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
        yield [cell for row in rows for cell in row if isinstance(cell, str)]


def _read(text: str, encoding: Encoding | None) -> str:
    return decode(text, encoding) if encoding else text


def _letters(text: str) -> str:
    return "".join(c for c in text if c.isalpha())


def _share(text: str, truth: str) -> float:
    return 1 - Levenshtein.distance(text, truth) / len(truth)


@given(st.text(), st.sampled_from(["", ".VnTime", ".VnArialH", "VNI-Times", "Arial"]))
def test_no_text_raises(text: str, font: str) -> None:
    encoding = detect(text, font)
    if encoding:
        decode(text, encoding)
