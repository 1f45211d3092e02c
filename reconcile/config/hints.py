"""What a person says about input files that the program reads wrong."""

import msgspec

from reconcile.model import Column


class FileHints(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What a person says about one input file, where the program guessed wrong."""

    sheet: str = ""
    """Name of the sheet that holds the task table; empty for all."""
    header_row: int = 0
    """1-based row of the last header line; 0 to let the program find it."""
    columns: dict[Column, str] = {}
    """Column → its header text, or its letter (``"C"``)."""
    unused: tuple[str, ...] = ()
    """Columns that are not read, each by its header text or letter."""
    unit: str = ""
    """Official name of the unit that the file belongs to."""
    plan: str = ""
    """Upper plan that the file belongs to: its number, or the name of its folder or first file;
    empty to let the program tell."""


class TableHints(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What a person says about a kind of table of lower units' plans, where it is guessed wrong."""

    headings: tuple[str, ...] = ()
    """Its headings from column A on, those of several levels joined; empty for a column without."""
    columns: dict[Column, str] = {}
    """Column → its header text, or its letter (``"C"``)."""
    unused: tuple[str, ...] = ()
    """Columns that are not read, likewise."""
