"""Texts of separated values (.csv, .tsv): the encoding and the delimiter found by trying."""

import csv
import unicodedata
from collections import Counter
from io import StringIO
from itertools import pairwise

# The semicolon first: Excel writes it where the comma is the decimal sign, as in Vietnam.
_DELIMITERS = (";", ",", "\t", "|")
_TRIED = 200_000
_TONES = "\u0300\u0301\u0303\u0309\u0323"
_MARKED = frozenset("aăâeêioôơuưy")


def decode(data: bytes) -> str:
    """Decode a text by its mark, else as UTF-8, else by the letters that come out.

    Raises:
        UnicodeDecodeError: there is a zero byte in it, which no text has.

    """
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16")
    # UTF-16 without its mark: every second byte of plain letters is zero.
    if data[1:2] == b"\x00" and data[3:4] == b"\x00":
        return data.decode("utf-16-le")
    if b"\x00" in data:
        raise UnicodeDecodeError("utf-8", data[:1], 0, 1, "zero byte")
    return data.decode("utf-8-sig", "replace") if is_mostly_utf8(data) else _windows(data)


def delimiter(text: str) -> str:
    """Find the delimiter that cuts most lines into the same number of cells, at least two.

    Only the beginning of a long text is tried.
    """
    # Cut at the end of a line, for half a line has another number of cells.
    head = text if len(text) <= _TRIED else text[: text.rfind("\n", 0, _TRIED) + 1] or text[:_TRIED]

    def fit(mark: str) -> tuple[int, int]:
        lines = csv.reader(StringIO(head, newline=""), delimiter=mark)
        widths = Counter(len(line) for line in lines if len(line) > 1)
        width, count = max(widths.items(), key=lambda kv: (kv[1], kv[0]), default=(0, 0))
        return (count, width)

    return max(_DELIMITERS, key=fit)


def is_mostly_utf8(data: bytes) -> bool:
    """Tell whether a text is UTF-8, a few damaged bytes allowed; plain ASCII is."""
    text = data.decode("utf-8", "replace")
    bad = text.count("\ufffd")
    # Right letters of several bytes must outweigh the damaged ones by far.
    return not bad or bad * 10 <= len(data) - len(text)


def _windows(data: bytes) -> str:
    """Decode as Vietnamese Windows text where its tone marks stand on vowels, else as Western."""
    vietnamese = data.decode("cp1258", "replace")
    apart = unicodedata.normalize("NFD", vietnamese).casefold()
    on_vowel = on_other = 0
    for before, char in pairwise(apart):
        if char in _TONES:
            fits = before in _MARKED or unicodedata.combining(before)
            on_vowel, on_other = on_vowel + bool(fits), on_other + (not fits)
    # In Western text the same bytes are letters: as tone marks they would stand on consonants too.
    if on_vowel > 5 * on_other:
        return vietnamese
    return data.decode("cp1252", "replace")
