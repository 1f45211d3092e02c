"""Roman numerals and the letters of lists: how plans number what they list, and Word too."""

import re

_VALUES = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"),
    (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip
LIST_LETTERS = "abcdđeghiklmnopqrstuvxy"
"""What lists are lettered with: đ is among them; f, j, w, z and the vowels with marks are not.

Source: Nghị định 30/2020/NĐ-CP, Phụ lục I V.6.b.
"""
_FIGURES = {sign: value for value, sign in _VALUES if sign in "IVXL"}
ROMAN = "(?:[IVXL]{2,}|[IVX])"
"""A numeral in a text as anyone may have typed it, to be put into a pattern; ``lower()`` for small.

L alone is the letter between K and M, and so are C, D and M: no plan has fifty parts.
"""
_ROMAN = re.compile(ROMAN)


def to_roman(number: int) -> str:
    """Write a number from 1 on in Roman figures; any below is empty."""
    out = ""
    for value, sign in _VALUES:
        count, number = divmod(max(number, 0), value)
        out += sign * count
    return out


def from_roman(text: str) -> int:
    """Read a numeral, a misspelt one such as ``IIII`` too; 0 for what is none."""
    if not _ROMAN.fullmatch(text):
        return 0
    values = [_FIGURES[sign] for sign in text]
    after = [*values[1:], 0]
    return sum(-v if v < n else v for v, n in zip(values, after, strict=True))


def is_roman(text: str) -> bool:
    """Tell whether a text is a numeral as it is rightly written."""
    return bool(text) and to_roman(from_roman(text)) == text
