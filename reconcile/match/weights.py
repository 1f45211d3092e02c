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
    best: float
    """For the part covered of the clause that is covered best: who copies one leaves others out."""
    shorter: float
    """For how much less than the upper task the lower one says."""
    several: float
    """For the chance that another row carries the same upper task too."""
    part: float
    """From this probability on a link is said to carry a part only, 0 to 1: the plainest omission
    is one that is called whole."""
    sibling: float
    """From this probability on a further link helps to carry the whole, 0 to 1."""
    clause: float
    """A clause covered less than this part of what is usual in the plan is uncovered, 0 to 1."""


class PlanWeights(_Table, frozen=True):
    """Weights, in log-odds, by which all pairs of two plans are moved together."""

    bias: float
    slope: float
    """What the log-odds of a pair among its rivals count."""
    level: dict[str, float]
    """Measure of ``plan_pair.PlanLevel`` → weight."""
    duty: dict[str, float]
    """Role of the lower level in an upper task → weight, against the others of its plan."""


class DecisionLimits(_Table, frozen=True):
    """Probabilities at which the program answers by itself, 0 to 1."""

    carried: float
    """A best pair at or above it makes a task carried, or partly, in a plan of official words."""
    carried_plain: float
    """The same in a plan of plain words, where no right pair is near a copy."""
    missed: float
    """A best pair below it makes a task missed, in a plan that condenses."""
    missed_copied: float
    """The same in a plan that copies: there a task carried would be a copy."""
    missed_plain: float
    """The same in a plan of plain words only, which may carry a task and share no word with it."""
    missed_strange: float
    """The same in a plan of everyday words that the upper plan does not know: what is not
    understood is no sign that a task is missed."""
    condensed_to: float
    """Usual likeness of the likely pairs up to which a plan counts as condensing, 0 to 1."""
    copied_from: float
    """Usual likeness from which it counts as copying."""
    official_to: float
    """How much plainer than the upper plan a plan may be and still counts as official, 0 to 1."""
    plain_from: float
    """How much plainer it must be to count as plain."""
    everyday_from: float
    """How much plainer a plan, however short, must be before it may be strange."""
    strange_to: float
    """Up to this part of its words said above, too, such a plan is strange, 0 to 1."""
    familiar_from: float
    """From this part on it is not."""
    related_from: float
    """With less than this part of the upper plan carried, it hardly is of this programme."""
    certain: float
    """In such a plan, ``carried`` is this: near-copies alone are carried."""
    linked: float
    """Further pairs at or above it are asserted too."""
    own: float
    """A lower task whose best pair is below it is the unit's own, in every plan."""


class Policy(_Table, frozen=True):
    """Weights in log-odds: a pair is first weighed by itself, then among its rivals."""

    bias: float
    alone: dict[str, float]
    """Measure of ``measures.py`` → weight; the first look at a pair."""
    bias_among: float
    among: dict[str, float]
    """Measure, or standing of ``score.py`` → weight; ``alone`` is the outcome of the first look."""
    plan: PlanWeights
    relating: Relating
    decision: DecisionLimits


@cache
def load_policy() -> Policy:
    """Read the weights that travel with the program."""
    raw = files("reconcile.match").joinpath("weights.toml").read_text("utf-8")
    return msgspec.convert(tomllib.loads(raw), Policy)
