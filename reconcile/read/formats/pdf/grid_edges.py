"""The edges of the cells of a ruled table: which of them are one, and which one a number is."""

from collections.abc import Sequence

_NEAR = 3.0
"""Points within which two edges are one."""


def edges(numbers: Sequence[float]) -> tuple[float, ...]:
    """Return the distinct edges, those that nearly coincide as one."""
    kept: list[float] = []
    for number in sorted(numbers):
        if not kept or number - kept[-1] > _NEAR:
            kept.append(number)
    return tuple(kept)


def place(known: Sequence[float], number: float) -> int:
    """Return which edge a number is."""
    return min(range(len(known)), key=lambda i: abs(known[i] - number))


def alike(own: Sequence[float], others: Sequence[float]) -> bool:
    """Tell whether two parts of a table have their columns at the same places."""
    pairs = zip(own, others, strict=False)
    return len(own) == len(others) and all(abs(a - b) <= 2 * _NEAR for a, b in pairs)
