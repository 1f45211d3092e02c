"""A column of a sheet: its title in the glossary, its width and what its cells hold, in a row."""

from reconcile.vocabulary.terms import term
from reconcile.workbook.content.grid import Choices, Kind, SheetColumn


def column(  # noqa: PLR0913 - one parameter for each thing that a sheet says of a column
    section: str,
    name: str,
    width: float,
    kind: Kind = Kind.TEXT,
    *,
    bar: bool = False,
    hidden: bool = False,
    choices: Choices | None = None,
    printed: bool = True,
    outlined: bool = False,
) -> SheetColumn:
    """Describe a column that is called as the glossary says.

    Args:
        section: of the glossary, e.g. ``label``.
        name: of the term in that section, and of the column.
        width: in Excel's unit, the digits that fit.
        kind: what its cells hold.
        bar: whether each cell is shaded by its value, 0 to 1.
        hidden: whether no person sees the column.
        choices: the dropdown of its cells, if they have one.
        printed: whether it is on paper.
        outlined: whether it can be folded away with those beside it.

    """
    title = term(section, name)
    return SheetColumn(
        title, width, kind, bar, hidden, choices, str(name), printed, outlined=outlined
    )
