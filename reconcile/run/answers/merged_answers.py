"""The answers on two units that are one now, brought together in the log."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from sqlite3 import Connection

from reconcile.model import Decision, Finding, Subject, Unit, Verdict, Where
from reconcile.run.answers.untold import ToTell, keep_untold
from reconcile.store.database import NAME, writing
from reconcile.store.decisions import append, history
from reconcile.store.unit_ids import carry_units, of_now
from reconcile.vocabulary.answers import (
    agree,
    answer_mark,
    answer_told,
    known_with,
    lines_by_subject,
)
from reconcile.vocabulary.findings import finding
from reconcile.vocabulary.task_keys import of_unit


def merge_answers(database: Connection, old: str, new: Unit, name: str) -> None:
    """Let the answers on a unit count for another; of two that differ the earlier stands.

    Who answered about the one unit has not seen the answers on the other. Nor has who took an
    answer on the one back taken back what was said of the other. Each task or pair on which they
    differ is to be told, with both answers. Only where they were one before, as in a log of before
    that was put back, somebody may have answered in sight of both: that answer stands.

    Args:
        database: the working folder's, open.
        old: id of the unit whose answers go over.
        new: the unit that takes them.
        name: what the first was called.

    """
    with writing(database, lasting=True):
        theirs = [of_unit(each, new.id) for each in history(database, old)]
        stand, differ = _brought_together(theirs, history(database, new.id))
        carry_units(database, {old: new.id})
        append(database, _said_again(history(database, new.id), stand))
        told = [ToTell(_told((t, name), (o, new.name)), _first(t, o)) for t, o in differ]
        keep_untold(database, f"{old} → {new.id}", told)


@dataclass(frozen=True, slots=True)
class Differing:
    """Two answers on one task or pair, of units that are one now."""

    theirs: Decision
    """Of the unit whose answers went over, as one on the other."""
    ours: Decision
    old: str
    """Id of the first unit."""

    def told(self, names: Mapping[str, str]) -> ToTell:
        """Say that they differ; the names are those of units by their ids."""
        new = self.ours.unit
        both = (self.theirs, names.get(self.old, self.old)), (self.ours, names.get(new, new))
        return ToTell(_told(*both), _first(self.theirs, self.ours))

    def earlier_of(self, stand: Mapping[Subject, Decision]) -> bool:
        """Tell whether it is the earlier of the two that stands: nobody has decided otherwise."""
        earlier, now = _first(self.theirs, self.ours), stand.get(self.ours.subject)
        return now is not None and answer_mark(now) == answer_mark(earlier)


def in_one_log(
    log: Sequence[Decision], now: Mapping[str, str]
) -> tuple[tuple[Decision, ...], tuple[Differing, ...]]:
    """Make one log of those of units that are one, as ``merge_answers`` does in a database.

    Args:
        log: every line, of units that are apart in it.
        now: which unit of now each of them is, by their ids.

    Returns:
        The log; and on what the units differ.

    """
    found = list[Differing]()
    for old in sorted({each.unit for each in log if now.get(each.unit, each.unit) != each.unit}):
        new = now[old]
        theirs = [of_now(each, {old: new}) for each in log if each.unit == old]
        stand, differ = _brought_together(theirs, [each for each in log if each.unit == new])
        log = [of_now(each, {old: new}) for each in log]
        log += _said_again([each for each in log if each.unit == new], stand)
        found += [Differing(*both, old) for both in differ]
    return tuple(log), tuple(found)


def _brought_together(
    theirs: Iterable[Decision], ours: Iterable[Decision]
) -> tuple[list[Decision], list[tuple[Decision, Decision]]]:
    """Tell what stands of what was said of two units, and on what they differ.

    Args:
        theirs: every line about the unit whose answers go over, as one on the other.
        ours: every line about that.

    Returns:
        The lines that are to stand, of which some take an answer back; and the answers that differ.

    """
    there, here = lines_by_subject(theirs), lines_by_subject(ours)
    stand, differ = list[Decision](), list[tuple[Decision, Decision]]()
    for subject in dict.fromkeys((*here, *there)):
        one, own = there.get(subject, ()), here.get(subject, ())
        latest = [lines[-1] for lines in (one, own) if lines]
        said = [each for each in latest if each.verdict is not Verdict.WITHDRAWN]
        seen = _in_sight_of_both(one, own)
        if seen is not None:
            stand.append(seen)
        elif said:
            stand.append(_first(said[0], said[-1]))
            differ += [] if agree(said[0], said[-1]) else [(said[0], said[-1])]
    return stand, differ


def _in_sight_of_both(one: Sequence[Decision], other: Sequence[Decision]) -> Decision | None:
    """Return the latest line about one unit whose author knew the latest about the other."""
    if not one or not other:
        return None
    earlier, later = (one, other) if _first(one[-1], other[-1]) is one[-1] else (other, one)
    said, known = earlier[-1], later[-1].base.split()
    # The same words said of both units in one second: she may have seen those on her own alone.
    own = {answer_mark(each) for each in later[:-1] if each.where != said.where}
    mark = answer_mark(said)
    return later[-1] if mark in known and mark not in own else None


def _first(theirs: Decision, ours: Decision) -> Decision:
    """Return the earlier of two answers; of two of one time the unit's own."""
    return theirs if theirs.when < ours.when else ours


def _told(one: tuple[Decision, str], other: tuple[Decision, str]) -> Finding:
    """Say that two answers differ, each given with what its unit is called."""
    (theirs, unit), (ours, now) = one, other
    earlier = _first(theirs, ours)
    parts = {"unit": unit, "now": now, "place": str(ours.where)}
    parts |= {"answer": answer_told(theirs), "other": answer_told(ours)}
    parts |= {"stands": answer_told(earlier), "text": theirs.upper_text or theirs.lower_text}
    task = theirs.upper or theirs.lower
    return finding("merged-answers", Where(NAME), task=task, **parts)


def _said_again(log: Iterable[Decision], stand: Iterable[Decision]) -> Iterator[Decision]:
    """Yield the answers that stand behind which the log has another line: its latest line stands.

    Args:
        log: every line about both units, in the order of its growth.
        stand: the answers.

    """
    lines = lines_by_subject(log)
    for each in stand:
        held = lines[each.subject]
        if not agree(held[-1], each):
            said = next(line for line in held if answer_mark(line) == answer_mark(each))
            known = dict.fromkeys((*known_with(held[-1]).split(), *known_with(said).split()))
            known.pop(answer_mark(said), None)
            yield replace(said, base=" ".join(known))
