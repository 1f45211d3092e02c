"""A person's answers: as they are shown, as they are typed, and which of them are the same."""

import re
import zlib
from functools import cache

from reconcile.model import Decision, Verdict
from reconcile.vocabulary.terms import term
from reconcile.vocabulary.text import bare, clean, fold

PAIR = (Verdict.YES, Verdict.PARTLY, Verdict.NO)
"""Answers on a pair, in the order in which they are offered."""
UPPER = (Verdict.MISSED, Verdict.OTHER_DOCUMENT, Verdict.DONE, Verdict.NOT_OURS)
"""Answers on an upper task. Source: docs/design.md."""
LOWER = (Verdict.OWN, Verdict.DUPLICATE)
"""Answers on a lower task."""
OVERTAKEN_BY_WORK = (Verdict.MISSED, Verdict.OTHER_DOCUMENT)
"""Answers on an upper task that a new row of the lower plan may make untrue. Source:
docs/design.md: an answer is about what was seen."""
MEANS_YES = (Verdict.YES, Verdict.PARTLY)
"""Answers that say that a pair is one, wholly or in part."""

_ROW = re.compile(r"dong\s*\d+")


def answer(verdict: Verdict) -> str:
    """Return an answer as people see it."""
    return term("verdict", verdict)


def choices(upper: str, lower: str) -> tuple[Verdict, ...]:
    """Return the answers that a subject may have, by the task keys that it names.

    Returns:
        Those on a pair, on an upper task or on a lower task; empty where no task is named.

    """
    if upper and lower:
        return PAIR
    if upper:
        return UPPER
    return LOWER if lower else ()


def parse_answer(text: str) -> Verdict | None:
    """Read an answer as typed, with or without diacritics or capitals; None for other words."""
    return _typed().get(bare(text).strip(" ."))


def reads_as_answer(text: str) -> bool:
    """Tell whether a text is an answer, or begins with one and a mark behind it.

    ``Đúng``, ``dung``, ``Đúng, đã hỏi xã``, ``dòng 12``; not ``Đúng hạn`` or ``Dùng chung``.
    """
    if parse_answer(text) or _ROW.fullmatch(bare(text)):
        return True
    first = re.split(r"[,.;:()\n–]| - ", clean(text), maxsplit=1)[0]
    said = fold(first)
    return bool(said) and any(said == fold(answer(verdict)) for verdict in Verdict)


def same_answer(one: Decision, other: Decision) -> bool:
    """Tell whether two answers on one subject say the same, whoever gave them and when."""
    return (one.verdict, clean(one.document), clean(one.note)) == (
        other.verdict,
        clean(other.document),
        clean(other.note),
    )


def answer_mark(decision: Decision) -> str:
    """Return by what one line of the log is known again: when it was said, and a sum of the rest.

    The time stands first, so that of two marks on one subject the later is told by comparing.
    """
    rest = "|".join(
        (decision.verdict, clean(decision.document), clean(decision.note), decision.person)
    )
    return f"{decision.when}~{zlib.crc32(rest.encode()):08x}"


def adds_nothing(known: Decision, said: Decision) -> bool:
    """Tell whether an answer says the same as one that is known, and names nobody new."""
    return same_answer(known, said) and people(said.person) <= people(known.person)


def people(text: str) -> frozenset[str]:
    """Return the people that a cell names, parted by commas, semicolons or lines."""
    return frozenset(fold(name) for name in re.split(r"[,;\n]", text) if name.strip())


@cache
def _typed() -> dict[str, Verdict]:
    """Map each answer without its diacritics."""
    return {bare(answer(verdict)): verdict for verdict in Verdict}
