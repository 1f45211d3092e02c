"""What is said of answers that could not be taken: what was read, and what to do."""

from reconcile.model import Finding, Where
from reconcile.vocabulary.findings import finding
from reconcile.vocabulary.terms import term


def unread(where: Where, why: str, **parts: str) -> Finding:
    """Say that something that people wrote was not taken as an answer.

    Args:
        where: the file, or the place in it.
        why: key of the reason in the glossary; the next step stands beside it.
        parts: what the reason names in braces.

    """
    problem = term("unread_answers", why).format_map(parts)
    return finding("unread-answers", where, problem=problem, fix=term("unread_answers_fix", why))
