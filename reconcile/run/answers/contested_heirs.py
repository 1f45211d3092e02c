"""Units that workbooks say were taken over, each by another one: their answers stay their own."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from reconcile.model import Decision, Finding, Unit, Where
from reconcile.review import Review
from reconcile.review.settling.statements import Statement
from reconcile.store.database import NAME
from reconcile.vocabulary.answers import answer_mark
from reconcile.vocabulary.findings import finding
from reconcile.vocabulary.task_keys import of_unit
from reconcile.vocabulary.units import make_unit


@dataclass(frozen=True, slots=True)
class NamedHeirs:
    """By which units others were taken over, as far as workbooks alone know of it."""

    agreed: dict[str, str] = field(default_factory=dict)
    """Unit → the one that has taken it over."""
    contested: dict[str, dict[str, str]] = field(default_factory=dict)
    """Unit → each that a workbook says has taken it over → the first such workbook."""

    @property
    def units(self) -> Iterator[Unit]:
        """The units about which the workbooks disagree, called as well as their ids tell."""
        ids = dict.fromkeys(each for old, heirs in self.contested.items() for each in (old, *heirs))
        called = (make_unit(each.replace("-", " ")) for each in ids)
        yield from (unit for unit in called if unit.id in ids)

    def findings(self, names: Mapping[str, str], reviews: Iterable[Review]) -> Iterator[Finding]:
        """Ask which unit has taken over each that several are said to have.

        Args:
            names: of units by their ids.
            reviews: of ``parted``.

        """
        said = {
            (each.unit, answer_mark(line.was), line.was.subject)
            for each in reviews
            for line in each.statements
            if line.was
        }
        for old, heirs in self.contested.items():
            (now, file), (other, its_file) = [*heirs.items()][:2]
            parts = {"unit": names.get(old, old), "now": names.get(now, now), "file": file}
            parts |= {"other": names.get(other, other), "other_file": its_file}
            parts["count"] = str(sum(unit == old for unit, *_ in said))
            yield finding("heirs-differ", Where(NAME), **parts)


def named_heirs(reviews: Iterable[Review], now: Mapping[str, str]) -> NamedHeirs:
    """Tell by which units others were taken over: workbooks show on whom an answer was given.

    Args:
        reviews: as read.
        now: which id each unit goes by that has another one already.

    """
    named: dict[str, dict[str, str]] = {}
    for review in reviews:
        unit = now.get(review.unit, review.unit)
        lines = (each.was.given_for for each in review.statements if each.was)
        for old in sorted({*lines} - {"", unit, *now}):
            named.setdefault(old, {}).setdefault(unit, review.file)
    agreed = {old: next(iter(units)) for old, units in named.items() if len(units) == 1}
    # Two that took each other over, as after settings were changed, are none.
    agreed = {old: unit for old, unit in agreed.items() if agreed.get(unit) != old}
    contested = {old: units for old, units in named.items() if len(units) > 1}
    return NamedHeirs(agreed, contested)


def parted(reviews: Iterable[Review], contested: Iterable[str]) -> Iterator[Review]:
    """Yield workbooks, what they only show of units whose heir is contested as of these alone.

    What a person has answered there since, in sight of that, is said of the unit of the workbook.
    """
    units = frozenset(contested)
    for review in reviews:
        theirs = {old: [e for e in review.statements if _shows(e, old)] for old in units}
        gone = [each for said in theirs.values() for each in said]
        yield replace(review, statements=tuple(e for e in review.statements if e not in gone))
        for old, said in sorted(theirs.items()):
            if said:
                shown = tuple(_of(each, old) for each in said)
                yield replace(
                    review, unit=old, statements=shown, findings=(), drafts=(), everywhere=()
                )


def leave_to_others(
    reviews: Iterable[Review], now: Mapping[str, str], log: Callable[[str], Sequence[Decision]]
) -> list[Review]:
    """Leave out of workbooks what they only show of a unit that has the answer itself.

    Args:
        reviews: each under the id that its unit goes by now.
        now: of ``ids_now``.
        log: gives every line on a unit.

    """
    return [replace(each, statements=tuple(_own(each, now, log))) for each in reviews]


def _own(
    review: Review, now: Mapping[str, str], log: Callable[[str], Sequence[Decision]]
) -> Iterator[Statement]:
    """Yield the statements of a workbook that are about its unit."""
    for each in review.statements:
        old = each.was.given_for if each.was else ""
        unit = now.get(old, old)
        if old and unit != review.unit and _shows(each, old):
            marks = {answer_mark(line) for line in log(unit)}
            if each.was and answer_mark(each.was) in marks:
                continue
        yield each


def _shows(statement: Statement, unit: str) -> bool:
    """Tell whether a statement is an answer on a unit that the program had put there."""
    was = statement.was
    return not statement.changed and was is not None and was.given_for == unit


def _of(statement: Statement, unit: str) -> Statement:
    """Return a statement as one on the unit that it was given on."""

    def own(said: Decision) -> Decision:
        return replace(of_unit(said, unit), given_for="")

    was, shown = statement.was, statement.shown
    return replace(
        statement,
        decision=own(statement.decision),
        was=was and own(was),
        shown=shown and own(shown),
    )
