"""The numbers that rows and paragraphs bear as typed: taken apart, and gone on with."""

import re
from dataclasses import dataclass

from reconcile.vocabulary.roman import LIST_LETTERS, ROMAN, from_roman, to_roman

_TYPED = re.compile(
    rf"\s*(?P<before>(?:(?:{ROMAN}|\d+)\.)*)"
    rf"(?:(?P<figure>\d+)|(?P<roman>{ROMAN})(?=[.)\s/-]|$)|(?P<letter>[{LIST_LETTERS}])(?=[.)]))"
    r"(?P<after>[.)/]?)"
)
_BULLET = re.compile(r"\s*[-–+•*]")


@dataclass(frozen=True, slots=True)
class Label:
    """A number as typed: ``I.2.`` before it, its count and style, the mark behind it."""

    before: str
    count: int
    style: str
    after: str
    typed: str
    """The whole of it, as it stands."""

    def at(self, count: int) -> str:
        """Write another number of the same series."""
        if self.style == "figure":
            # “01”, “02” … keep their noughts.
            width = len(self.typed.strip().removeprefix(self.before).removesuffix(self.after))
            said = f"{count:0{width}d}"
        elif self.style == "roman":
            said = to_roman(count)
        else:
            said = LIST_LETTERS[count - 1] if 0 < count <= len(LIST_LETTERS) else str(count)
        return f"{self.before}{said}{self.after}"


def read_label(text: str) -> Label | None:
    """Read the number that a text begins with; None where it begins with none."""
    hit = _TYPED.match(text)
    if hit is None:
        return None
    style = next(name for name in ("figure", "roman", "letter") if hit[name])
    return Label(hit["before"], _count(style, hit[style]), style, hit["after"], hit[0])


def bullet(text: str) -> str:
    """Return the bullet that a text begins with; empty where it begins with none."""
    hit = _BULLET.match(text)
    return hit[0] if hit else ""


def _count(style: str, said: str) -> int:
    """Read a number in its way of counting."""
    if style == "figure":
        return int(said)
    return from_roman(said) if style == "roman" else LIST_LETTERS.index(said) + 1
