"""The policy of matching: the weight of every reason, and where decisions fall."""

import tomllib
from functools import cache
from importlib.resources import files

import msgspec


class Decision(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Probabilities at which the program answers by itself, 0 to 1."""

    carried: float
    """A best pair at or above it makes a task carried, or partly."""
    missed: float
    """A best pair below it makes a task missed."""
    linked: float
    """Further pairs at or above it are asserted too."""
    full: float
    """A pair that covers at least this part of the upper task carries the whole of it."""


class Policy(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Weights in log-odds: a pair is first weighed by itself, then among its rivals."""

    bias: float
    alone: dict[str, float]
    """Measure of ``measures.py`` → weight; the first look at a pair."""
    bias_among: float
    among: dict[str, float]
    """Standing of ``score.py`` → weight; ``alone`` is the outcome of the first look."""
    decision: Decision


@cache
def load_policy() -> Policy:
    """Read the weights that travel with the program."""
    raw = files("reconcile.match").joinpath("weights.toml").read_text("utf-8")
    return msgspec.convert(tomllib.loads(raw), Policy)
