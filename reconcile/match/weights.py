"""The policy of matching: the weight of every reason, and where the answers fall."""

import tomllib
from functools import cache
from importlib.resources import files

import msgspec


class _Table(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A table of weights.toml; every key is needed."""


class Relating(_Table, frozen=True):
    """Weights, in log-odds, of a link carrying only a part of the upper task."""

    bias: float
    cover: float
    """For the part of the upper task covered, against what is usual in this plan."""
    several: float
    """For there being further links of the same upper task."""
    clause: float
    """A clause covered less than this part of what is usual in the plan is uncovered, 0 to 1."""
    open: float
    """A link that leaves more than this part of the task uncovered carries a part only, 0 to 1."""
    plain: float
    """Where rows usually cover less than this part of a task, uncovered clauses prove nothing."""


class DecisionLimits(_Table, frozen=True):
    """Probabilities at which the program answers by itself, 0 to 1."""

    carried: float
    """A best pair at or above it makes a task carried, or partly."""
    missed: float
    """A best pair below it makes a task missed, in a plan that condenses into plain words."""
    missed_copied: float
    """The same in a plan that copies: there a task carried would be a copy."""
    plain_to: float
    """Usual likeness of the likely pairs up to which a plan counts as plain, 0 to 1."""
    copied_from: float
    """Usual likeness from which it counts as copying."""
    related_from: float
    """With less than this part of a plan carried, it is hardly of this programme, 0 to 1."""
    certain: float
    """In such a plan, ``carried`` is this: copies alone are carried."""
    doubt: float
    """In such a plan, ``missed`` counts this many times: plain words may hide what is carried."""
    least: float
    """Links that cover less than this part of what is usual in the plan are left to a person."""
    least_copied: float
    """The same in a plan that copies."""
    linked: float
    """Further pairs at or above it are asserted too."""


class Policy(_Table, frozen=True):
    """Weights in log-odds: a pair is first weighed by itself, then among its rivals."""

    bias: float
    alone: dict[str, float]
    """Measure of ``measures.py`` → weight; the first look at a pair."""
    bias_among: float
    among: dict[str, float]
    """Measure, or standing of ``score.py`` → weight; ``alone`` is the outcome of the first look."""
    relating: Relating
    decision: DecisionLimits


@cache
def load_policy() -> Policy:
    """Read the weights that travel with the program."""
    raw = files("reconcile.match").joinpath("weights.toml").read_text("utf-8")
    return msgspec.convert(tomllib.loads(raw), Policy)
