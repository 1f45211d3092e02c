"""Figures of the level above in a task: a commune's own share of them is for the commune to say."""

from reconcile.report.documents.wording import words
from reconcile.vocabulary.quantities import Figure, find_figures
from reconcile.vocabulary.text import fold

OWN_FIGURE = "[chỉ tiêu của {word}]"


def with_own_figures(text: str, word: str) -> tuple[str, str]:
    """Put a blank in the place of each total of the level above.

    Args:
        text: of the upper task.
        word: what the unit is: ``xã``, ``phường`` …; empty for ``đơn vị``.

    Returns:
        The text; and the sentence for the comment, empty where no total was found.

    """
    totals = [figure for figure in find_figures(text) if _is_total(figure, text)]
    blank, named = OWN_FIGURE.format(word=word or "đơn vị"), []
    for figure in totals:
        number = figure.text.split(" ")[0]
        if figure.text in text:
            rest = figure.text.removeprefix(number)
            text = text.replace(figure.text, f"{blank}{rest}", 1)
            named.append(figure.text)
    if not named:
        return text, ""
    return text, f"Cấp trên giao chung: {'; '.join(named)}; đề nghị xác định chỉ tiêu của đơn vị."


def _is_total(figure: Figure, text: str) -> bool:
    """Tell whether a figure counts over all communes: no share, and many, or told so in words.

    Source: ``documents.toml``, [totals].
    """
    rule = words("totals")
    unit = figure.unit.split(" ")[0]
    if unit in rule["shares"]:
        return False
    over_all = any(word in fold(text) for word in rule["over_all"])
    return over_all or unit in rule["units"] or figure.value >= rule["least"]
