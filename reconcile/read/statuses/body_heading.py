"""Rows that name the body whose tasks follow: “I. UBND xã An Bình” over its tasks."""

import re
from dataclasses import dataclass

from reconcile.read.grid import GridRow
from reconcile.vocabulary.status_tables import names_body
from reconcile.vocabulary.text import one_line

_NUMBERED = re.compile(r"^\s*(?:[IVXLivxl]+|\d+|[A-Za-zđĐ])\s*[.)/]\s+")
_MOST = 2
"""Cells of such a row: a number and the name."""
_Look = tuple[tuple[int, ...], str]


@dataclass(slots=True)
class BodyHeading:
    """The body that the rows of a table are under."""

    body: str = ""
    look: _Look | None = None
    """Of the rows that have named a body."""

    def takes(self, row: GridRow) -> bool:
        """Take a row in where it names a body; a row that looks the same ends what is under one."""
        if not row.filled or len(row.filled) > _MOST:
            return False
        text = one_line(row.text(row.filled[-1]))
        name, look = _NUMBERED.sub("", text), _look(row)
        if names_body(name):
            self.look = look
        elif look != self.look:
            return False
        # Of an office whose name is not known as one, a person says whose the rows are.
        self.body = name
        return True


def _look(row: GridRow) -> _Look:
    """Tell by what rows of one kind are alike: the cells that are filled, and the numbering."""
    first = row.text(row.filled[0]).strip(" .)")
    kind = "number" if first.isdecimal() else "sign" if len(row.filled) > 1 else "text"
    return row.filled, kind
