"""The parts of a font in the order in which the Office schema has them; openpyxl has another.

Source: ECMA-376 Part 1, CT_Font and CT_RPrElt, as the Open XML SDK holds files to them.
"""

import re

_ORDER = (
    *("b", "i", "strike", "condense", "extend", "outline", "shadow", "u", "vertAlign"),
    *("sz", "color", "name", "rFont", "family", "charset", "scheme"),
)
_FONT = re.compile(r"(<(font|rPr)>)(.*?)(</\2>)", re.DOTALL)
_PART = re.compile(r"<(\w+)[^>]*/>")


def fonts_in_order(text: str) -> str:
    """Put the parts of every font in a text of XML in the order of the schema."""
    return _FONT.sub(_in_order, text)


def _in_order(font: re.Match[str]) -> str:
    """Put the parts of one font in order."""
    parts = sorted(_PART.finditer(font[3]), key=lambda part: _ORDER.index(part[1]))
    return font[1] + "".join(part[0] for part in parts) + font[4]
