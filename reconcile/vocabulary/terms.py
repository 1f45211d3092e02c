"""The glossary: every term that a coordinator sees, from one file."""

import tomllib
from enum import StrEnum
from functools import cache
from importlib.resources import files


@cache
def _glossary() -> dict[str, dict[str, str]]:
    """Read the glossary file once."""
    raw = files("reconcile.vocabulary").joinpath("glossary.toml").read_text("utf-8")
    return tomllib.loads(raw)


def term(section: str, name: str | StrEnum) -> str:
    """Return the Vietnamese term of a section of the glossary.

    Args:
        section: a table of ``glossary.toml``, e.g. ``outcome``, ``role``, ``sheet``, ``column``.
        name: the key in it; a closed list's member works as its value.

    Raises:
        KeyError: the glossary has no such term; a mistake of ours, never of the user's.

    """
    return _glossary()[section][str(name)]


def terms(section: str) -> dict[str, str]:
    """Return a whole section of the glossary, in the order of the file."""
    return dict(_glossary()[section])
