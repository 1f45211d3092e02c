"""What stands in a workbook and is no answer that could be taken: what is said and kept of it."""

from collections.abc import Iterator
from dataclasses import dataclass

from reconcile.model import Finding, Where
from reconcile.vocabulary.answers import reads_as_answer
from reconcile.vocabulary.findings import finding
from reconcile.vocabulary.terms import term
from reconcile.vocabulary.text import one_line, shorten

SHORT = 80
"""Letters of a text that a finding quotes."""


@dataclass(frozen=True, slots=True)
class Foreign:
    """Something in a workbook that the program did not ask for and would not write again."""

    where: Where
    text: str


def unread(where: Where, why: str, *, task: str = "", **parts: str) -> Finding:
    """Say that something that people wrote was not taken as an answer.

    Args:
        where: the file, or the place in it.
        why: key of the reason in the glossary; the next step stands beside it.
        task: key of the task that it is about; empty where nothing tells it.
        parts: what the reason names in braces.

    """
    problem = term("unread_answers", why).format_map(parts)
    fix = term("unread_answers_fix", why)
    return finding("unread-answers", where, task=task, problem=problem, fix=fix)


def misplaced(where: Where, text: str) -> Iterator[Finding | Foreign]:
    """Report what a person wrote where nothing is asked; an answer there is told, not taken."""
    if reads_as_answer(text):
        yield unread(where, "outside", text=shorten(one_line(text), SHORT))
    yield Foreign(where, text)
