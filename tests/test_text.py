"""One Unicode form for showing, one folded form for comparing, by example."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reconcile.vocabulary.syllables import rejoined
from reconcile.vocabulary.text import bare, clean, fold, has_diacritics, one_line, unmarked

SAME = {
    "old and new tone style": ("hoà bình", "hòa bình"),
    "uỷ and ủy": ("Uỷ ban", "ỦY BAN"),
    "khoẻ and khỏe": ("khoẻ mạnh", "khỏe mạnh"),
    "quý typed with its tone on the u": ("qúy", "quý"),
    "composed and decomposed": ("tiếp tục", unicodedata.normalize("NFD", "tiếp tục")),
    "a tone typed before the vowel's own mark": ("tấn", "ta\u0301\u0302n"),
    "a Latin eth for Đ": ("\u00d0ảng bộ", "Đảng bộ"),
    "the letter that PDF copies put for ư": ("th\u01a3ờng", "thường"),
    "non-breaking and zero-width spaces": ("số\u00a057\u200b", "số 57"),
    "every kind of hyphen": ("14\u2011TB \u2013 x", "14-TB - x"),
    "line breaks": ("một\r\n hai\n\n", "một hai"),
}
KEPT_APART = {
    "tones": ("sơn hà", "sơn hạ"),
    "closed syllables": ("toán", "toản"),
    "đ and d": ("đa", "da"),
}


@pytest.mark.parametrize(("one", "two"), SAME.values(), ids=SAME)
def test_two_spellings_of_one_text_fold_to_the_same(one: str, two: str) -> None:
    assert fold(one) == fold(two)


@pytest.mark.parametrize(("one", "two"), KEPT_APART.values(), ids=KEPT_APART)
def test_two_texts_stay_two(one: str, two: str) -> None:
    assert fold(one) != fold(two)


def test_the_shown_text_keeps_its_lines_and_its_own_tone_marks() -> None:
    assert clean(" Uỷ\u00a0ban \r\n\r\n nhân   dân\u200b ") == "Uỷ ban\nnhân dân"
    assert one_line(" Uỷ ban \n nhân dân ") == "Uỷ ban nhân dân"


def test_the_bare_text_has_no_marks() -> None:
    assert bare("Đảng uỷ xã Hoà Bình") == "dang uy xa hoa binh"
    assert unmarked("Đảng ỦY") == "Dang UY"


@pytest.mark.parametrize(("text", "has"), [("xã", True), ("Xa Tan Lap", False), ("", False)])
def test_text_typed_without_marks_is_known_as_such(text: str, *, has: bool) -> None:
    assert has_diacritics(text) is has


@given(st.text())
def test_folding_twice_changes_nothing_more(text: str) -> None:
    assert fold(fold(text)) == fold(text)
    assert clean(clean(text)) == clean(text)
    assert bare(bare(text)) == bare(text)


@given(st.text())
def test_a_text_without_marks_keeps_its_length(text: str) -> None:
    line = one_line(text)
    assert len(unmarked(line)) == len(line)


@pytest.mark.parametrize(
    ("broken", "whole"),
    [
        ("Đẩy mạnh chươ-\nng trình", "Đẩy mạnh chương trình"),
        ("dịch vụ trực tuyế-\nn", "dịch vụ trực tuyến"),
        ("mạng inter-\nnet", "mạng internet"),
        ("văn hóa-\nxã hội", "văn hóa-\nxã hội"),
        ("Kế hoạch số 14/KH-\nUBND", "Kế hoạch số 14/KH-\nUBND"),
        ("năm 2026-\n2030", "năm 2026-\n2030"),
        ("- Mở lớp\n- Họp thôn", "- Mở lớp\n- Họp thôn"),
        ("Xuân Hương -\nĐà Lạt", "Xuân Hương -\nĐà Lạt"),
    ],
)
def test_a_word_that_the_end_of_a_line_parts_is_put_together(broken: str, whole: str) -> None:
    assert rejoined(broken) == whole
