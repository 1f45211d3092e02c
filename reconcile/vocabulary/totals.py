"""Figures of a province's task that count over all its communes, and are none of a single one."""

import re
from typing import Any

from reconcile.vocabulary.quantities import Figure, find_figures
from reconcile.vocabulary.tables import table
from reconcile.vocabulary.text import fold

_LIST = re.compile(r"\d, $")


def is_total(figure: Figure, text: str) -> bool:
    """Tell whether a figure counts over all communes: no share, and many, or told so in words.

    Source: ``numbers.toml``, [totals].
    """
    many = not _is_share(figure) and figure.value >= _rule()["least"]
    return (many and not _is_size(figure, text)) or is_told_total(figure, text)


def is_told_total(figure: Figure, text: str) -> bool:
    """Tell whether words say of a figure that it counts over all communes."""
    if _is_share(figure) or _is_size(figure, text):
        return False
    told = any(word in fold(text) for word in _rule()["over_all"])
    return told or figure.unit.split(" ")[0] in _rule()["units"]


def copied_totals(given: str, own: str) -> tuple[Figure, ...]:
    """Find the totals over all communes that a commune gives as its own.

    None where it tells a figure of its own beside, or that it does its part of the total. A few of
    anything may be as many in a commune by chance: they count where its text, too, speaks of all.

    Args:
        given: text of the upper task.
        own: of the commune's row.

    """
    rule, said = _rule(), fold(own)
    if any(word in said for word in rule["shared"]):
        return ()
    over_all = any(word in said for word in rule["over_all"])
    totals = {(f.unit, f.value) for f in find_figures(given) if _is_over_all(f, given)}
    others = {f.unit for f in find_figures(own) if (f.unit, f.value) not in totals}
    return tuple(
        figure
        for figure in find_figures(own)
        if (figure.unit, figure.value) in totals - {(unit, figure.value) for unit in others}
        and (over_all or figure.value >= rule["least"])
    )


def _is_over_all(figure: Figure, text: str) -> bool:
    """Tell whether words say of a figure that it counts over all, and none that each has it."""
    each = re.search(rf"(?<!\w)(?:{'|'.join(_rule()['for_each'])})(?!\w)", fold(text))
    return is_told_total(figure, text) and not each and not ends_list(figure.text, text)


def ends_list(said: str, text: str) -> bool:
    """Tell whether a figure ends a list of figures, which name something: ``nhóm 25, 82, 982``."""
    before, found, _ = text.partition(said)
    return bool(found and _LIST.search(before))


def is_least(figure: Figure, text: str) -> bool:
    """Tell whether words say of a figure that it is the least: ``ít nhất 70%``, ``90% trở lên``."""
    said, written = fold(text), re.escape(fold(figure.text))
    before, behind = (f"(?:{'|'.join(_rule()[name])})" for name in ("least_before", "least_behind"))
    return bool(re.search(rf"{before} {written}(?!\w)|{written}\W*{behind}", said))


def _is_size(figure: Figure, text: str) -> bool:
    """Tell whether a figure says how large each of something is: ``hộ nuôi từ 100 con trở lên``."""
    before, behind = (f"(?:{'|'.join(_rule()[name])})" for name in ("size_before", "least_behind"))
    written = re.escape(fold(figure.text))
    return bool(re.search(rf"(?<!\w){before} từ {written}(?: \w+){{0,2}} {behind}", fold(text)))


def _is_share(figure: Figure) -> bool:
    """Tell whether a figure is a share, a time or a kind, which holds for each commune as well."""
    return figure.unit.split(" ")[0] in _rule()["shares"]


def _rule() -> dict[str, Any]:
    """Return the words and numbers of the rule."""
    rule: dict[str, Any] = table("numbers")["totals"]
    return rule
