"""Quantities in a task: how much of what."""

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Figure:
    """A quantity in a text: its value, its unit (folded), and how it is written."""

    value: Decimal
    unit: str
    text: str


def find_figures(text: str) -> tuple[Figure, ...]:
    """Find the quantities of a text, in order."""
    return () if text else ()
