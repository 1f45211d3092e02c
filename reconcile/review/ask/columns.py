"""The columns of the review workbook: their dropdowns, and the words of the units in titles."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from reconcile.model import Unit
from reconcile.review.ask.titles import with_words
from reconcile.vocabulary.answers import LOWER, PAIR, UPPER, WRITING, answer
from reconcile.vocabulary.terms import term
from reconcile.workbook.content.columns import column
from reconcile.workbook.content.grid import Choices, Entry, Listing, Row, SheetColumn

_REFUSED, _CHOOSE = term("review", "refused"), term("review", "choose")
ON_PAIR = Choices("tra_loi_cap", _REFUSED, _CHOOSE)
ON_UPPER = Choices("tra_loi_nhiem_vu", _REFUSED, _CHOOSE)
ON_WRITING = Choices("dua_vao_ke_hoach", _REFUSED, _CHOOSE)
ON_LOWER = Choices("tra_loi_don_vi", _REFUSED, _CHOOSE)
EVERYWHERE = Choices("ap_dung_chung", _REFUSED, term("review", "choose_everywhere"))
LOWER_ROW = Choices("dong_cua_don_vi", _REFUSED, term("review", "choose_row"))
_OFFERED = {
    ON_PAIR.source: tuple(map(answer, PAIR)),
    ON_UPPER.source: tuple(map(answer, UPPER)),
    ON_LOWER.source: tuple(map(answer, LOWER)),
    ON_WRITING.source: tuple(map(answer, WRITING)),
    EVERYWHERE.source: (term("review", "everywhere"),),
}
ROW_KEY = column("review_column", "key", 10, hidden=True)


def with_units(columns: Iterable[SheetColumn], upper: Unit, lower: Unit) -> tuple[SheetColumn, ...]:
    """Put the words of the two units into the titles of columns."""
    return tuple(replace(each, title=with_words(each.title, upper, lower)) for each in columns)


def in_columns(cells: Mapping[str, Entry], columns: Iterable[SheetColumn]) -> Row:
    """Put cells, held by the names of their columns, in the order of these."""
    return tuple(cells[each.name] for each in columns)


def listings(labels: Sequence[str]) -> tuple[Listing, ...]:
    """Return the lists that the dropdowns take their answers from.

    Args:
        labels: of the lower rows, in their order.

    """
    lists = map(offered, (ON_PAIR, ON_UPPER, ON_LOWER, ON_WRITING))
    return (*lists, Listing(LOWER_ROW.source, tuple(labels)))


def offered(choices: Choices) -> Listing:
    """Return the list that a dropdown of answers takes them from."""
    return Listing(choices.source, _OFFERED[choices.source])
