"""Texts of separated values (.csv, .tsv): the encoding and the delimiter found by trying."""

import csv
import re
import unicodedata
from collections import Counter
from io import StringIO
from itertools import pairwise

# The semicolon first: Excel writes it where the comma is the decimal sign, as in Vietnam.
_DELIMITERS = (";", ",", "\t", "|")
_TRIED = 200_000
_LINES, _FEWEST, _SHARE = 200, 3, 0.6
"""Of a text whose name says nothing: the lines looked at, how few are no table, what is most."""
_WESTERN = 0xFF
_LOST = re.compile(r"[^\W\d_]\?[^\W\d_]")
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
    """Find the delimiter that cuts most rows into the same number of cells, at least two.

    Only the beginning of a long text is tried. Where it is the right one, a quoted cell of many
    lines is part of one row; under any other its lines are rows of many lengths.
    """
    # Cut at the end of a line, for half a line has another number of cells.
    head = text if len(text) <= _TRIED else text[: text.rfind("\n", 0, _TRIED) + 1] or text[:_TRIED]

    def fit(mark: str) -> tuple[float, int]:
        lines = [line for line in csv.reader(StringIO(head, newline=""), delimiter=mark) if line]
        widths = Counter(len(line) for line in lines if len(line) > 1)
        width, count = max(widths.items(), key=lambda kv: (kv[1], kv[0]), default=(0, 0))
        return (count / max(1, len(lines)), width)

    return max(_DELIMITERS, key=fit)


def is_table(data: bytes) -> bool:
    """Tell whether bytes are a text in which one mark cuts most lines into as many cells."""
    try:
        text = decode(data[:_TRIED] if len(data) > _TRIED else data)
    except UnicodeDecodeError:
        return False
    lines = [line for line in text.splitlines() if line.strip()][:_LINES]
    if len(lines) < _FEWEST or not all(c.isprintable() or c in "\t\r\n\ufeff" for c in text):
        return False
    counts = (Counter(line.count(mark) for line in lines) for mark in ("\t", ";"))
    usual = (max(each.items(), key=lambda kv: (kv[0] > 0, kv[1])) for each in counts)
    return any(cells and times >= _SHARE * len(lines) for cells, times in usual)


def lost_letters(text: str) -> bool:
    """Tell whether Vietnamese letters were saved as question marks: ``N?i dung nhi?m v?``."""
    lost = len(_LOST.findall(text))
    # A letter that was saved as another, “tŕnh” for “trình”, lies beyond Western ones as well;
    # in a text that lost none such letters are everywhere, and question marks inside words rare.
    kept = sum(ord(letter) > _WESTERN for letter in text if letter.isalpha())
    return lost >= _FEWEST and lost > kept


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
