"""What a run did with people's answers, in words: the same on the screen and in the workbook."""

from collections.abc import Sequence

from reconcile.model import AnswerAccount
from reconcile.vocabulary.terms import term

_NAMED = 5
"""So many files or units are named at most."""


def account_told(account: AnswerAccount) -> tuple[str, ...]:
    """Say in short parts what was done with people's answers; one part where there were none."""
    new = sum(count for _, count in account.new)
    through = sum(count for _, count in account.through)
    counts = {
        "new": (new, _named(account.new)),
        "everywhere": (account.everywhere, ""),
        "taken_back": (account.taken_back, ""),
        "kept": (account.kept, ""),
        "asked_again": (account.asked_again, ""),
        "overtaken": (account.overtaken, ""),
        "gone": (account.gone, ""),
        "contradicting": (account.contradicting, ""),
        "not_understood": (account.not_understood, ""),
        "taught": (account.taught, ""),
        "through": (through, _named(account.through)),
    }
    said = [
        term("answer_account", name).format(count=count, whose=whose)
        for name, (count, whose) in counts.items()
        if count
    ]
    return tuple(said) or (term("answer_account", "none"),)


def _named(counts: Sequence[tuple[str, int]]) -> str:
    """Name files or units with their counts, and say how many more there are."""
    names = [f"{name} ({count})" for name, count in counts[:_NAMED]]
    if len(counts) > _NAMED:
        names.append(term("answer_account", "others").format(count=len(counts) - _NAMED))
    return ", ".join(names)
