"""The head of a PDF's first page: the issuer on its left, the motto and the day on its right.

Source: Nghị định 30/2020/NĐ-CP, Phụ lục I, mục IV; Hướng dẫn 36-HD/VPTW.
"""

import re
from collections.abc import Sequence
from typing import Any

from reconcile.read.formats.pdf.shapes import middle_x, middle_y
from reconcile.vocabulary.tables import table
from reconcile.vocabulary.text import bare

_MOTTO = tuple(table("units")["motto"]["starts"])
_DATED = re.compile(r"[^,;.]{2,40}, ngay .{0,8}thang\b")
_LEVEL = 3.0
"""Points by which letters of one line may stand higher or lower."""
_GUTTER = 1.2
"""The least gap between the halves, in sizes of their letters: wider than a space."""
_LINES = 14
"""A head has no more lines."""
_SPACE = 0.15
"""From which gap on, in sizes, two letters belong to two words."""
Letters = list[Any]
Gap = tuple[float, float]


def halves(chars: Sequence[Any]) -> list[Letters]:
    """Part the letters of a first page into those of the head's left, of its right, and the rest.

    Returns:
        The parts that are not empty, in the order in which they are read; all letters in one part
        where no line has a text on the left of the motto or the day.

    """
    lines = _lines(chars)
    head = lines[:_LINES]
    found = ((at, gap) for at, line in enumerate(head) if (gap := _beside_motto(line)))
    at, gap = next(found, (0, None))
    if gap is None:
        return [list(chars)]
    for line in reversed(head[:at]):
        gap = _narrowed(gap, line) or gap
    end = at + 1
    for place, line in enumerate(head[at + 1 :], at + 1):
        narrower = _narrowed(gap, line)
        if narrower is None:
            break
        gap, end = narrower, place + 1
    middle = (gap[0] + gap[1]) / 2
    left = [char for line in lines[:end] for char in line if middle_x(char) < middle]
    right = [char for line in lines[:end] for char in line if middle_x(char) >= middle]
    rest = [char for line in lines[end:] for char in line]
    return [part for part in (left, right, rest) if part]


def _lines(chars: Sequence[Any]) -> list[Letters]:
    """Put letters together to lines over the whole width, from the top down."""
    lines: list[Letters] = []
    for char in sorted(chars, key=middle_y):
        if lines and abs(middle_y(char) - middle_y(lines[-1][0])) <= _LEVEL:
            lines[-1].append(char)
        else:
            lines.append([char])
    return [sorted(line, key=middle_x) for line in lines]


def _gaps(line: Letters) -> list[tuple[Gap, str]]:
    """List the gaps that are wider than a space, each with the text behind it up to the next."""
    told = [char for char in line if not char["text"].isspace()]
    found: list[tuple[Gap, str]] = []
    text = ""
    right = max((float(char["x1"]) for char in told), default=0.0)
    for place in range(len(told) - 1, -1, -1):
        char = told[place]
        text = str(char["text"]) + text
        before = float(told[place - 1]["x1"]) if place else 0.0
        gap = float(char["x0"]) - before
        if gap > _GUTTER * float(char["size"]):
            found.append(((before, float(char["x0"])), text))
            text = ""
        elif gap > _SPACE * float(char["size"]):
            text = f" {text}"
    ends = [gap for gap, _ in found]
    return [*found, *([((right, float("inf")), "")] if ends or told else [])]


def _beside_motto(line: Letters) -> Gap | None:
    """Find the gap left of what only the right half has: the motto, or the place and the day."""
    for gap, text in _gaps(line):
        said = bare(text)
        if gap[0] > 0 and (said.startswith(_MOTTO) or _DATED.match(said)):
            return gap
    return None


def _narrowed(gap: Gap, line: Letters) -> Gap | None:
    """Return what of a gap another line leaves free too; None where its text crosses it."""
    for (left, right), _ in _gaps(line):
        free = (max(gap[0], left), min(gap[1], right))
        if free[1] - free[0] > 1:
            return free
    return None
