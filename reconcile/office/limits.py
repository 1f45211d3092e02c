"""What a file, a worker or a request may cost at most: the one table of limits."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Limit:
    """One limit, in the words of docs/security.md."""

    value: int
    unit: str
    """byte, count or second."""
    about: str
    usual: str
    """What offices send."""
    then: str
    """What comes of more."""


@cache
def limits() -> dict[str, Limit]:
    """Return all limits by their names, in the order of the table."""
    raw = files("reconcile.office").joinpath("limits.toml").read_text("utf-8")
    return {name: Limit(**said) for name, said in tomllib.loads(raw)["limit"].items()}


def most(name: str) -> int:
    """Return the value of a limit."""
    return limits()[name].value
