"""Agendas: tables of meetings with hours, places and chairs, which look like tables of tasks."""

from collections.abc import Mapping
from typing import Protocol

from reconcile.model import Column
from reconcile.read.tables.header import Block
from reconcile.read.tables.header_words import Named, plain
from reconcile.read.tables.row_signs import words

_MOST = 0.5


class Witness(Protocol):
    """What the cells below a header show."""

    def share(self, column: int, kind: str) -> float:
        """Return the share of a column's cells that look like a kind of column."""
        ...


def is_agenda(block: Block, named: Mapping[int, Named], sample: Witness) -> bool:
    """Tell whether a table lists meetings: hours of the day, or weekdays beside a place.

    A plan may well say where its courses are held; what it never has is the hour of every row.
    """
    said = {index: plain(texts[-1]) for index, texts in enumerate(block.texts) if texts}
    timed = [index for index, text in said.items() if text in words("agenda", "time")]
    due = [index for index, name in named.items() if name.column is Column.DEADLINE]
    hours = any(sample.share(index, _hour(said.get(index, ""))) > _MOST for index in {*timed, *due})
    weekdays = any(sample.share(index, "weekday") > _MOST for index in timed)
    if any(name.column in (Column.DIRECTIVE, Column.PRODUCT) for name in named.values()):
        return False
    about = sum(bool({*words("agenda", kind)} & {*said.values()}) for kind in ("place", "people"))
    return hours or (weekdays and about > 0)


def _hour(header: str) -> str:
    """Tell how the hours of meetings look below a header: beside a day a duty may be due."""
    return "hour_alone" if any(word in header for word in words("agenda", "due")) else "hour"
