"""Figures of the level above in a task: a commune's own share of them is for the commune to say."""

import re

from reconcile.vocabulary.quantities import find_figures
from reconcile.vocabulary.tables import table
from reconcile.vocabulary.totals import ends_list, is_total

_TIMES = "|".join(table("numbers")["times"])
# “2,5 triệu cây” is one number and what it counts; of money the blank is filled in by the million.
_SAID = re.compile(rf"^\S+(?: (?:{_TIMES})(?! đồng)(?!\w))*", re.IGNORECASE)
OWN_FIGURE = "[chỉ tiêu của {word}]"


def with_own_figures(text: str, word: str) -> tuple[str, str]:
    """Put a blank in the place of each total of the level above.

    Args:
        text: of the upper task.
        word: what the unit is: ``xã``, ``phường`` …; empty for ``đơn vị``.

    Returns:
        The text; and the sentence for the comment, empty where no total was found.

    """
    totals = [f for f in find_figures(text) if is_total(f, text) and not ends_list(f.text, text)]
    blank, named = OWN_FIGURE.format(word=word or "đơn vị"), []
    for figure in totals:
        number = "".join(_SAID.findall(figure.text)[:1])
        if figure.text in text:
            rest = figure.text.removeprefix(number)
            text = text.replace(figure.text, f"{blank}{rest}", 1)
            named.append(figure.text)
    if not named:
        return text, ""
    # “Lao động của tỉnh” is the province's; the commune's own are of the commune.
    text = re.sub(
        rf"({re.escape(blank)}[^,;.]*? (?:của|trong)) tỉnh\b", rf"\1 {word or 'đơn vị'}", text
    )
    return text, f"Cấp trên giao chung: {'; '.join(named)}; đề nghị xác định chỉ tiêu của đơn vị."
