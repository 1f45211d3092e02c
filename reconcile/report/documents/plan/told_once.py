"""Remarks that say the same of many rows of a plan, folded into that on the first of them."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from reconcile.report.documents.plan.amendments import Remark
from reconcile.report.documents.wording import figure
from reconcile.vocabulary.agencies import find_agencies
from reconcile.vocabulary.terms import term
from reconcile.vocabulary.text import fold


def told_once(found: Sequence[Remark]) -> tuple[Remark, ...]:
    """Say what is amiss on many rows once: on the first of them, with on how many it is so.

    What is said of who leads is about each body that it names: of a row that several bodies lead
    nothing is said where all of them, and who is to lead in their place, were told before.

    Args:
        found: in the order of the plan.

    """
    kept: list[_Kept] = []
    first: dict[str, _Kept] = {}
    for remark in found:
        keys, offices = _subjects(remark), {fold(each) for each in remark.new.split("; ")}
        before = [first[key] for key in keys if key in first]
        told = set[str]().union(*(each.offices for each in before))
        if len(before) < len(keys) or not offices <= told:
            kept.append(_Kept(remark, offices))
            before = [kept[-1]]
        for key in keys:
            first.setdefault(key, kept[-1])
        for each in {id(each): each for each in before}.values():
            each.rows += 1
    return tuple(each.said for each in kept)


@dataclass(slots=True)
class _Kept:
    """A remark that stays, who is to lead by it, and on how many rows it is so."""

    remark: Remark
    offices: set[str] = field(default_factory=set)
    rows: int = 0

    @property
    def said(self) -> Remark:
        """The remark, with the number of rows where there are several."""
        if self.rows == 1:
            return self.remark
        return replace(self.remark, also=term("comment", "rows").format(rows=figure(self.rows)))


def _subjects(remark: Remark) -> tuple[str, ...]:
    """Return what a remark is about: each of the bodies that it names, else its words."""
    if not remark.bodies:
        return (f"{remark.column} {remark.with_new.casefold()}",)
    return tuple(
        dict.fromkeys("; ".join(find_agencies(each)) or fold(each) for each in remark.bodies)
    )
