"""A person's answers: as they are shown, as they are typed, and which of them are the same."""

import re
import zlib
from collections.abc import Iterable
from dataclasses import replace
from functools import cache
from itertools import product

from reconcile.model import Decision, Subject, Topic, Verdict
from reconcile.vocabulary.terms import term
from reconcile.vocabulary.text import bare, clean, fold

PAIR = (Verdict.YES, Verdict.PARTLY, Verdict.NO)
"""Answers on a pair, in the order in which they are offered."""
UPPER = (Verdict.MISSED, Verdict.OTHER_DOCUMENT, Verdict.DONE, Verdict.NOT_OURS)
"""Answers on an upper task. Source: docs/design.md."""
LOWER = (Verdict.OWN, Verdict.DUPLICATE)
"""Answers on a lower task."""
WRITING = (Verdict.WRITE, Verdict.LEAVE_OUT, Verdict.REWRITE)
"""Answers on how a missed upper task is to stand in the unit's plan."""
OVERTAKEN_BY_WORK = (Verdict.MISSED, Verdict.OTHER_DOCUMENT)
"""Answers on an upper task that a new row of the lower plan may make untrue. Source:
docs/design.md: an answer is about what was seen."""
OF_ONE_UNIT = (Verdict.DONE, Verdict.NOT_OURS)
"""Answers on an upper task that no row of a plan shows: they are said of a unit alone, and of none
that takes it over."""
MEANS_YES = (Verdict.YES, Verdict.PARTLY)
"""Answers that say that a pair is one, wholly or in part."""

_MOST_MARKS = 30
"""Answers on one subject that are remembered as known; who has them all has the latest, too."""
_ROW = re.compile(r"dong\s*\d+")


def answer(verdict: Verdict) -> str:
    """Return an answer as people see it."""
    return term("verdict", verdict)


def answer_told(decision: Decision) -> str:
    """Return a given answer as people see it, with what it is about and what was written in it."""
    entry = decision.entry
    said = [answer(decision.verdict), *filter(None, (entry.text, entry.lead, entry.deadline))]
    if decision.document:
        said.append(decision.document)
    about = f"{term('topic', decision.topic)}: " if decision.topic else ""
    return f"{about}{': '.join((said[0], '; '.join(said[1:]))) if said[1:] else said[0]}"


def choices(upper: str, lower: str) -> tuple[Verdict, ...]:
    """Return the answers that tasks may have, by the keys that are named.

    Returns:
        Those on a pair, on an upper task (of both topics) or on a lower task; empty where no
        task is named.

    """
    if upper and lower:
        return PAIR
    if upper:
        return (*UPPER, *WRITING)
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
    # “Không”, “Sửa” begin many a note.
    return bool(said) and any(said == fold(answer(v)) for v in Verdict if v not in WRITING)


def is_everywhere(decision: Decision) -> bool:
    """Tell whether an answer was given by a mark on another unit's row of the same content.

    The column that it came from says so.
    """
    return decision.where.column == term("review_column", "everywhere")


def lines_by_subject(log: Iterable[Decision]) -> dict[Subject, list[Decision]]:
    """Gather the lines of the log on each subject, in their order."""
    lines: dict[Subject, list[Decision]] = {}
    for each in log:
        lines.setdefault(each.subject, []).append(each)
    return lines


def same_answer(one: Decision, other: Decision) -> bool:
    """Tell whether two answers on one subject say the same, whoever gave them and when."""
    return (one.verdict, clean(one.document), clean(one.note), one.entry) == (
        other.verdict,
        clean(other.document),
        clean(other.note),
        other.entry,
    )


def agree(one: Decision, other: Decision) -> bool:
    """Tell whether two answers do not contradict each other."""
    return (one.verdict, one.entry) == (other.verdict, other.entry) and (
        # A document that one of them leaves out is unknown, and unknown never differs.
        not (one.document and other.document) or clean(one.document) == clean(other.document)
    )


def accepting(decision: Decision) -> Decision | None:
    """Return what an answer of 0.1.0 said besides: that the task is to be written in.

    Returns:
        None for an answer on anything but an upper task, and for one that was never an acceptance.

    """
    if decision.lower or decision.topic or decision.verdict is not Verdict.MISSED:
        return None
    return replace(
        decision,
        verdict=Verdict.WRITE,
        topic=Topic.WRITING_IN,
        document="",
        note="",
        seen="",
        base="",
    )


def topic_of(verdict: Verdict) -> Topic:
    """Return what an answer is about by its word; one that takes back does not say of what."""
    return Topic.WRITING_IN if verdict in WRITING else Topic.COVERAGE


def answer_mark(decision: Decision) -> str:
    """Return by what one line of the log is known again: when it was said, and a sum of the rest.

    The time stands first, so that of two marks on one subject the later is told by comparing.
    """
    entry = decision.entry
    said = (decision.verdict, clean(decision.document), clean(decision.note), decision.person)
    rest = "|".join((*said, *(each for each in (entry.text, entry.lead, entry.deadline) if each)))
    return f"{decision.when}~{zlib.crc32(rest.encode()):08x}"


def is_marked(decision: Decision, mark: str) -> bool:
    """Tell whether a mark is of a line that said the same, whenever that was."""
    return answer_mark(decision).partition("~")[2] == mark.partition("~")[2]


def says_again(decision: Decision, mark: str) -> bool:
    """Tell whether a mark is of a line that said the same, also before a note or a name was added.

    Of lines of a note, and of people, those that stand last may be the added ones.
    """
    notes = _beginnings(clean(decision.note), "\n")
    names = _beginnings(decision.person, ", ")
    return any(
        is_marked(replace(decision, note=note, person=name), mark)
        for note, name in product(notes, names)
    )


def _beginnings(text: str, between: str) -> list[str]:
    """Return a text, and what it was before the last of its parts were added, down to nothing."""
    parts = text.split(between)
    return [between.join(parts[:end]) for end in range(len(parts), -1, -1)]


def known_with(decision: Decision) -> str:
    """Return the marks of all answers that one knows of who sees this one, as ``Decision.base``."""
    marks = dict.fromkeys((answer_mark(decision), *decision.base.split()))
    return " ".join(tuple(marks)[:_MOST_MARKS])


def adds_nothing(known: Decision, said: Decision) -> bool:
    """Tell whether an answer says the same as one that is known, and names nobody new."""
    return same_answer(known, said) and people(said.person) <= people(known.person)


def tells_what_was_seen(said: Decision, known: Decision) -> bool:
    """Tell whether an answer says what its author saw, where that counts and a known one does not.

    It counts for an answer that new rows of the lower plan may overtake.
    """
    counts = said.verdict in OVERTAKEN_BY_WORK and not said.lower
    return counts and bool(said.seen) and not known.seen


def people(text: str) -> frozenset[str]:
    """Return the people that a cell names, parted by commas, semicolons or lines."""
    return frozenset(fold(name) for name in re.split(r"[,;\n]", text) if name.strip())


@cache
def _typed() -> dict[str, Verdict]:
    """Map each answer without its diacritics."""
    return {bare(answer(verdict)): verdict for verdict in Verdict}
