"""What was answered before on a row, and what has changed since: shown where it is asked again."""

from reconcile.model import Decision, Unit
from reconcile.review.ask.titles import with_words
from reconcile.vocabulary.answers import answer_told
from reconcile.vocabulary.difference import ComparedWords, WordChange, difference
from reconcile.vocabulary.terms import term
from reconcile.vocabulary.text import fold, one_line

KINDRED = 0.5
"""Share of a text that the other one has too, from which showing the differences helps."""
_TOLD = {
    WordChange.ADDED: "word_added",
    WordChange.DROPPED: "word_dropped",
    WordChange.FIGURE: "word_figure",
}


def told_before(
    decision: Decision,
    units: tuple[Unit, Unit],
    upper_text: str,
    lower_text: str,
    given_for: str = "",
) -> list[str]:
    """Say what was answered, why it is asked again, and what is worded otherwise since.

    Args:
        decision: the answer, with the texts that it was given on.
        units: the upper and the lower one.
        upper_text: of now; empty where the row has no upper task.
        lower_text: of now; empty where it has no lower one.
        given_for: what the unit was called that it was given on, where the lower one has taken
            that over; else empty.

    """
    pairs = ((decision.upper_text, upper_text), (decision.lower_text, lower_text))
    changed = [(then, now) for then, now in pairs if then and now and fold(then) != fold(now)]
    # Where the texts are the same, the unit has written something else that may carry the task.
    name = "reopened" if changed or decision.lower else "overtaken"
    name = "given_for_other" if given_for else name
    said = term("review", name).replace("{answer}", answer_told(decision))
    said = said.replace("{unit}", given_for).replace("{now}", units[1].name)
    lines = [with_words(said, *units)]
    lines += [_what_changed(then, now) for then, now in changed]
    if decision.note:
        lines.append(term("review", "reopened_note").format(note=one_line(decision.note)))
    return lines


def is_kindred(pieces: tuple[ComparedWords, ...], text: str) -> bool:
    """Tell whether so much of a text was kept that marking the differences helps the eye."""
    kept = sum(len(p.text.split()) for p in pieces if p.change is WordChange.KEPT)
    return kept >= KINDRED * len(text.split())


def _what_changed(then: str, now: str) -> str:
    """Tell the words that were changed; of a text that is another one altogether, what it was."""
    pieces = difference(then, now)
    if not is_kindred(pieces, now):
        return term("review", "text_before").format(text=one_line(then))
    words = "; ".join(
        term("review", _TOLD[each.change]).format(text=each.text, before=each.before)
        for each in pieces
        if each.change in _TOLD
    )
    return term("review", "changed_words").format(words=words)
