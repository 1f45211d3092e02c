"""The lines of a PDF's cell → its text: where only the width of the column broke it."""

import re

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


_DASH = re.compile("[-–+•*] ")
_LEADS_ON = (".", ":", ";", ",", "!", "?")


def unwrapped(text: str) -> str:
    """Put the lines of a cell together where only its width broke them, not before a bullet."""
    text = _with_dashed_name(text)
    tied = _SYMBOL.sub(lambda hit: hit[hit.lastindex or 0], text)
    return _WRAP.sub(lambda hit: "" if hit.lastindex else " ", tied)


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
