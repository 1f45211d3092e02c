"""Tables of separated values (.csv, .tsv): the encoding and the delimiter found by trying."""

import csv
import unicodedata
from collections import Counter
from io import StringIO
from itertools import pairwise

from reconcile.read.formats.values import Values
from reconcile.read.grid import Grid, GridRow, Opened
from reconcile.read.safety.sniff import is_mostly_utf8

# The semicolon first: Excel writes it where the comma is the decimal sign, as in Vietnam.
_DELIMITERS = (";", ",", "\t", "|")
_TRIED = 200_000
_TONES = "\u0300\u0301\u0303\u0309\u0323"
_MARKED = frozenset("aăâeêioôơuưy")
REFUSALS = (csv.Error, UnicodeDecodeError)
"""What reading raises over a file that holds no text."""


def open_file(data: bytes, _name: str) -> Opened:
    """Read a table of separated values as one sheet without a name.

    Raises:
        one of ``REFUSALS``: it is no text, or a quoted cell never ends.

    """
    text = decode(data)
    values = Values()
    lines = csv.reader(StringIO(text, newline=""), delimiter=delimiter(text))
    rows = []
    for number, line in enumerate(lines, start=1):
        shown = tuple(values.of(raw) for raw in line)
        if any(value.text for value in shown):
            rows.append(GridRow(number, shown))
    return Opened((Grid("", tuple(rows)),), converted=tuple(values.encodings), blind=True)


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
