"""What is drawn on a PDF's page, and where: lines are edges of tables, shading is not."""

from typing import Any

from pdfplumber.page import Page
from pdfplumber.table import Table

_LINE = 3.0
"""Points: what is thinner is a line, for Word draws lines as filled rectangles too."""


def tables_of(page: Page) -> list[Table]:
    """Find the tables of a page from the top down.

    The shading of a cell is inset by its margin, so that its edges would be taken for those of
    columns. Only where a page has no lines at all are its shapes its tables.
    """
    ruled: list[Table] = page.filter(_is_no_shading).find_tables()
    found: list[Table] = ruled or page.find_tables()
    return sorted(found, key=lambda table: float(table.bbox[1]))


def middle_x(char: Any) -> float:
    """Return where the middle of a letter is, from the left."""
    return float(char["x0"] + char["x1"]) / 2


def middle_y(char: Any) -> float:
    """Return where the middle of a letter is, from the top."""
    return float(char["top"] + char["bottom"]) / 2


def base_y(char: Any) -> float:
    """Return how low on the page the line stands that a letter is written on, whatever its font.

    Not from the top of the page, as its other measures are: of use beside others of its kind alone.
    """
    return -float(char["matrix"][5])


def _is_no_shading(shape: dict[str, Any]) -> bool:
    """Tell whether a thing on the page is anything but a filled surface without an outline."""
    if shape.get("object_type") != "rect":
        return True
    surface = min(float(shape["width"]), float(shape["height"])) > _LINE
    return not (surface and shape.get("fill") and not shape.get("stroke"))
