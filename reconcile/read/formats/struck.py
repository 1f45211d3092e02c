"""Struck-through text in workbooks: for a reader of the sheet it is deleted, so it is left out."""

from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.cell.rich_text import CellRichText

from reconcile.model import Finding, Where
from reconcile.office.struck_pieces import pieces_of
from reconcile.vocabulary.findings import finding

_SHOWN = 10
"""Rows that a message names."""


class Struck:
    """Leaves struck-through text out of cells, and remembers where it stood."""

    def __init__(self, file: str) -> None:
        self.file = file
        self._rows: dict[str, dict[int, None]] = {}

    def standing(self, cell: Cell | MergedCell, raw: object) -> object:
        """Return what of a cell is not struck through; None where all is."""
        if isinstance(raw, CellRichText):
            pieces = pieces_of(raw, whole=bool(cell.font.strike))
            kept = "".join(piece for piece, struck in pieces if not struck)
            if kept != str(raw):
                self._note(cell)
            return kept
        if cell.font.strike:
            self._note(cell)
            return None
        return raw

    def findings(self) -> list[Finding]:
        """Say on which rows of each sheet something is struck through."""
        return [
            finding("struck-text", Where(self.file, sheet, min(rows)), places=listed(sorted(rows)))
            for sheet, rows in self._rows.items()
        ]

    def _note(self, cell: Cell | MergedCell) -> None:
        """Remember the row of a cell."""
        self._rows.setdefault(cell.parent.title, {})[cell.row or 1] = None


def listed(rows: list[int]) -> str:
    """List rows, and say how many more there are."""
    more = f" và {len(rows) - _SHOWN} dòng khác" if len(rows) > _SHOWN else ""
    return f"dòng {', '.join(map(str, rows[:_SHOWN]))}{more}"
