"""The lines of a PDF's cell → its text: where only the width of the column broke it."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any

from reconcile.read.formats.pdf.shapes import base_y
from reconcile.vocabulary.syllables import is_syllable

_WRAP = re.compile(
    r"(?:(?<=\w[-/])()|(?<=/2)(?=\n0\d\d\b)()|(?<=/20)(?=\n\d\d\b)()|(?<=/20\d)(?=\n\d\b)()"
    r"|(?=\n[;,:)])()|(?<=[^\W\d_])(?=\n(?:n|ng|nh|c|ch|m|p|t|g|h)(?![\w).:/]))()|)"
    r"\n(?![-–+•*] )"
)
"""A line's end within a text; with a group where it breaks a year or words that a mark ties, stands
before a mark that no space goes before, or before the end of a syllable, which is none itself."""
_SYMBOL = re.compile(
    r"(\d/[A-ZĐ]{1,8})\n(?=[A-ZĐ]{0,6}-[A-ZĐ])"
    r"|(?<=\d/)([A-ZĐ])\n(?=[A-ZĐ]-)"
    r"|(?<=-)(U|UB|UBN|H|HĐ|HĐN)\n(?=(?:UBND|BND|ND|D|ĐND)\b)"
)
"""A symbol that a narrow column broke: ``12/QĐ``, ``-UBND``; ``12/NQ-HĐ``, ``ND``."""


_CUT = re.compile(r"(?<![^\W\d_])([^\W\d_]{2,})\n(NG|NH|CH|[NCMPT])(?![\w).:/])")
"""A word in capitals of which a narrow column broke off the end: ``NGUYÊ``, ``N``."""
Extent = tuple[float, float]
_DASH = re.compile("[-–+•*] ")
_LEADS_ON = (".", ":", ";", ",", "!", "?")
_HALF = re.compile(r"\S*[-/]\S*[A-ZĐ]")
_REST = re.compile(r"[A-ZĐ]{1,3}(?![\w.:/)-])")
"""The halves of a symbol; a space that finds no room is not written, so that words look alike."""
_LEVEL = 2.0
"""Points by which letters of one line may stand higher or lower."""
_FULL = 1.0
"""Points that the room beside a full line may be measured too wide."""


def unwrapped(text: str) -> str:
    """Put the lines of a cell together where only its width broke them, not before a bullet."""
    text = _CUT.sub(_mended, _with_dashed_name(text))
    tied = _SYMBOL.sub(lambda hit: hit[hit.lastindex or 0], text)
    return _WRAP.sub(lambda hit: "" if hit.lastindex else " ", tied)


def _mended(hit: re.Match[str]) -> str:
    """Put the end of a word in capitals to it where only both together are a syllable."""
    first, whole = hit[1], hit[1] + hit[2]
    return whole if first.isupper() and not is_syllable(first) and is_syllable(whole) else hit[0]


def _with_dashed_name(text: str) -> str:
    """Put the only line with a dash to the one above: no list, but a body with a dash in its name.

    ``Phòng Văn hóa - Xã hội`` in a narrow column.
    """
    lines = text.split("\n")
    dashed = [at for at, line in enumerate(lines) if _DASH.match(line)]
    if len(dashed) != 1 or dashed == [0] or lines[dashed[0] - 1].endswith(_LEADS_ON):
        return text
    (at,) = dashed
    return "\n".join([*lines[: at - 1], f"{lines[at - 1]} {lines[at]}", *lines[at + 1 :]])


def spaced_letters(chars: Sequence[Any]) -> set[int]:
    """Return the ids of a page's letters that a written space follows, be it over the next cell."""
    return {
        id(char)
        for char, after in pairwise(chars)
        if after["text"].isspace() and abs(base_y(char) - base_y(after)) <= _LEVEL
    }


def with_whole_words(text: str, letters: Sequence[Any], cell: Extent, spaced: set[int]) -> str:
    """Put a symbol together that is wider than its cell: ``TB/CQTTBC`` over ``Đ``.

    Args:
        text: the lines of a cell.
        letters: the letters of the cell.
        cell: where it begins and ends.
        spaced: the letters that a space follows.

    """
    lines = text.split("\n")
    if len(lines) < 2:
        return text
    broken = set(_broken(letters, cell, spaced))
    parts = [lines[0]]
    for above, line in pairwise(lines):
        parts.append("" if above in broken and _REST.match(line) else "\n")
        parts.append(line)
    return "".join(parts)


def _broken(letters: Sequence[Any], cell: Extent, spaced: set[int]) -> Iterator[str]:
    """Yield the lines of one word each that fill a cell, and may go on below."""
    for above, line in pairwise(_lines(letters)):
        word, first = "".join(char["text"] for char in above), line[0]
        # The same margin is on both sides.
        room = (cell[1] - above[-1]["x1"]) - (above[0]["x0"] - cell[0])
        full = room < first["x1"] - first["x0"] + _FULL
        if full and _HALF.fullmatch(word) and id(above[-1]) not in spaced:
            yield word


def _lines(letters: Sequence[Any]) -> list[list[Any]]:
    """Put letters together to lines, from the top down."""
    lines: list[list[Any]] = []
    for char in sorted(letters, key=base_y):
        if lines and base_y(char) - base_y(lines[-1][0]) <= _LEVEL:
            lines[-1].append(char)
        else:
            lines.append([char])
    return [sorted(line, key=lambda char: float(char["x0"])) for line in lines]
