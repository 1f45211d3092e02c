"""Figures of a province's task that count over all its communes, and are none of a single one."""

import re
from typing import Any

from reconcile.vocabulary.quantities import Figure
from reconcile.vocabulary.tables import table
from reconcile.vocabulary.text import fold


def is_total(figure: Figure, text: str) -> bool:
    """Tell whether a figure counts over all communes: no share, and many, or told so in words.

    Source: ``numbers.toml``, [totals].
    """
    many = not _is_share(figure) and figure.value >= _rule()["least"]
    return many or is_told_total(figure, text)


def is_told_total(figure: Figure, text: str) -> bool:
    """Tell whether words say of a figure that it counts over all communes."""
    told = any(word in fold(text) for word in _rule()["over_all"])
    return not _is_share(figure) and (told or figure.unit.split(" ")[0] in _rule()["units"])


def is_least(figure: Figure, text: str) -> bool:
    """Tell whether words say of a figure that it is the least: ``ít nhất 70%``, ``90% trở lên``."""
    said, written = fold(text), re.escape(fold(figure.text))
    before, behind = (f"(?:{'|'.join(_rule()[name])})" for name in ("least_before", "least_behind"))
    return bool(re.search(rf"{before} {written}(?!\w)|{written}\W*{behind}", said))


def _is_share(figure: Figure) -> bool:
    """Tell whether a figure is a share, a time or a kind, which holds for each commune as well."""
    return figure.unit.split(" ")[0] in _rule()["shares"]


def _rule() -> dict[str, Any]:
    """Return the words and numbers of the rule."""
    rule: dict[str, Any] = table("numbers")["totals"]
    return rule
