"""Names of organisations of the Party that name a body or a place of the State behind it."""

from reconcile.vocabulary.tables import table
from reconcile.vocabulary.text import bare

_STARTS = tuple(f"{start} " for start in table("units")["party"]["starts"])


def is_party(name: str) -> bool:
    """Tell by its first words whether a body is an organisation of the Party."""
    return bare(name).startswith(_STARTS)
