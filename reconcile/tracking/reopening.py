"""What a new version of a plan does to the answers that were given on the one before."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from reconcile.model import Decision, Topic
from reconcile.tracking.versions import Followed

_About = tuple[str, str, Topic]
"""Upper key, lower key and topic."""


@dataclass(frozen=True, slots=True)
class Reopened:
    """An answer on a text that has changed since: asked again, with this answer shown."""

    decision: Decision
    """With the keys and texts of then."""
    upper: str
    """Upper key of now; ``""`` where the answer is on a lower task alone."""
    lower: str
    """Lower key of now; ``""`` where the answer is on an upper task alone."""
    given_for: str = ""
    """Name of the unit that it was given on, where another has taken that over; else empty."""


@dataclass(frozen=True, slots=True)
class CarriedOver:
    """Every answer on a unit, by what became of its tasks; each in the order of its subject."""

    live: tuple[Decision, ...]
    """On tasks that are there, wherever they stand now; under their keys of now."""
    reopened: tuple[Reopened, ...]
    """At most one for each subject of now, and none where that has an answer of its own."""
    stale: tuple[Decision, ...]
    """On tasks that are gone."""


def carry_over(decisions: Iterable[Decision], uppers: Followed, lowers: Followed) -> CarriedOver:
    """Tell which answers stand, which are to be asked again, and which have lost their task.

    Args:
        decisions: the answers that stand on one unit, one for each subject.
        uppers: what became of the upper keys that they name.
        lowers: what became of the lower keys that they name.

    """
    live: dict[_About, Decision] = {}
    renamed: dict[_About, Decision] = {}
    moved: dict[_About, Decision] = {}
    stale: list[Decision] = []
    for each in sorted(decisions, key=lambda d: (d.when, d.subject)):  # the latest comes last
        upper, lower = uppers.now(each.upper), lowers.now(each.lower)
        about = upper, lower, each.topic
        if (upper, lower) == (each.upper, each.lower):
            live[about] = each
        elif each.upper in uppers.gone or each.lower in lowers.gone:
            stale.append(each)
        elif each.upper in uppers.changed or each.lower in lowers.changed:
            moved[about] = each
        else:
            renamed[about] = replace(each, upper=upper, lower=lower)
    # An answer under the key of now outranks one that came along from another key.
    live = renamed | live
    return CarriedOver(
        live=tuple(sorted(live.values(), key=lambda d: d.subject)),
        reopened=tuple(
            Reopened(each, *about[:2]) for about, each in sorted(moved.items()) if about not in live
        ),
        stale=tuple(sorted(stale, key=lambda d: d.subject)),
    )
