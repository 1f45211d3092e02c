"""Roman numerals, written and read in one place."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reconcile.vocabulary.roman import ROMAN, from_roman, is_roman, to_roman

PARTS = st.integers(min_value=1, max_value=89).filter(lambda number: number != 50)


@given(PARTS)
def test_what_is_written_is_read_again_and_found_in_a_text(number: int) -> None:
    said = to_roman(number)
    assert from_roman(said) == number
    assert is_roman(said)
    assert re.findall(rf"Phụ lục ({ROMAN})", f"Phụ lục {said}.") == [said]
    assert re.fullmatch(ROMAN.lower(), said.lower())


@pytest.mark.parametrize(
    ("number", "said"), [(4, "IV"), (39, "XXXIX"), (1994, "MCMXCIV"), (0, ""), (-3, "")]
)
def test_numbers_of_any_size_are_written_as_word_writes_them(number: int, said: str) -> None:
    assert to_roman(number) == said


@pytest.mark.parametrize("letter", ["L", "C", "D", "M", "A", "l", "", "1", "IA"])
def test_a_letter_that_numbers_groups_is_no_numeral(letter: str) -> None:
    assert from_roman(letter) == 0
    assert not is_roman(letter)


def test_a_misspelt_numeral_is_read_and_known_as_misspelt() -> None:
    assert from_roman("IIII") == 4
    assert not is_roman("IIII")
