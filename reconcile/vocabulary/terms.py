"""The glossary: every term that a coordinator sees, from one file."""

from enum import StrEnum

from reconcile.vocabulary.tables import table


def term(section: str, name: str | StrEnum) -> str:
    """Return the Vietnamese term of a section of the glossary.

    Args:
        section: a table of ``glossary.toml``, e.g. ``outcome``, ``role``, ``sheet``, ``column``.
        name: the key in it; a closed list's member works as its value.

    Raises:
        KeyError: the glossary has no such term; a mistake of ours, never of the user's.

    """
    text: str = table("glossary")[section][str(name)]
    return text


def terms(section: str) -> dict[str, str]:
    """Return a whole section of the glossary, in the order of the file."""
    return dict(table("glossary")[section])
