"""The columns of the review workbook: titles, kinds, widths, dropdowns."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from reconcile.model import Unit
from reconcile.review.ask.titles import say
from reconcile.vocabulary.answers import LOWER, PAIR, UPPER, answer
from reconcile.vocabulary.terms import term
from reconcile.workbook.content.grid import Choices, Entry, Kind, Listing, Row, TableColumn

_KINDS = {
    "number": Kind.NUMBER,
    "outcome": Kind.WORD,
    "score": Kind.SCORE,
    "pair": Kind.WORD,
    "task": Kind.WORD,
    "answer": Kind.WORD,
    "kind": Kind.WORD,
    "stt": Kind.WORD,
    "severity": Kind.WORD,
    "count": Kind.NUMBER,
    "share": Kind.PERCENT,
}
_LISTS = {"pair": "tra_loi_cap", "task": "tra_loi_nhiem_vu", "answer": "tra_loi_don_vi"}
_ROWS = "dong_cua_don_vi"


@dataclass(frozen=True, slots=True)
class Named:
    """A column by its name in the glossary."""

    name: str
    column: TableColumn


def columns(
    names: Sequence[str], widths: Sequence[float], upper: Unit, lower: Unit
) -> tuple[Named, ...]:
    """Return columns by their names in the glossary, with the words of the two units."""
    return tuple(
        Named(
            name,
            TableColumn(
                say("review_column", name, upper, lower),
                width,
                _KINDS.get(name, Kind.TEXT),
                bar=name == "score",
                hidden=name == "key",
                choices=_choices(name),
            ),
        )
        for name, width in zip(names, widths, strict=True)
    )


def in_columns(cells: Mapping[str, Entry], named: Sequence[Named]) -> Row:
    """Put cells in the order of their columns."""
    return tuple(cells[each.name] for each in named)


def titled(named: Sequence[Named]) -> tuple[TableColumn, ...]:
    """Return the columns without their names."""
    return tuple(each.column for each in named)


def listings(labels: Sequence[str]) -> tuple[Listing, ...]:
    """Return the lists that the dropdowns take their answers from.

    Args:
        labels: of the lower rows, in their order.

    """
    offered = {"pair": PAIR, "task": UPPER, "answer": LOWER}
    lists = [Listing(_LISTS[name], tuple(map(answer, said))) for name, said in offered.items()]
    return (*lists, Listing(_ROWS, tuple(labels)))


def _choices(name: str) -> Choices | None:
    """Return the dropdown of a column, if it has one."""
    title = term("review", "refused")
    if name in _LISTS:
        return Choices(_LISTS[name], title, term("review", "choose"))
    return Choices(_ROWS, title, term("review", "choose_row")) if name == "other" else None
