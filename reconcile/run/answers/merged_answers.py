"""The answers on two units that are one now, brought together in the log."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from sqlite3 import Connection

from reconcile.model import Decision, Finding, Unit, Where
from reconcile.run.answers.untold import keep_untold
from reconcile.store.database import NAME, writing
from reconcile.store.decisions import append, current, history
from reconcile.store.unit_ids import carry_units
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

    Nobody who answered about the one unit has seen the answers on the other. Nor has who took an
    answer on the one back taken back what was said of the other. Each task or pair on which they
    differ is to be told, with both answers.

    Args:
        database: the working folder's, open.
        old: id of the unit whose answers go over.
        new: the unit that takes them.
        name: what the first was called.

    """
    with writing(database, lasting=True):
        said = {each.subject: each for each in current(database, new.id)}
        told, stand = list[Finding](), dict(said)
        for theirs in (of_unit(each, new.id) for each in current(database, old)):
            ours = said.get(theirs.subject, theirs)
            stand[theirs.subject] = theirs if theirs.when < ours.when else ours
            if not agree(theirs, ours):
                told.append(_told((theirs, name), (ours, new.name)))
        carry_units(database, {old: new.id})
        append(database, _said_again(history(database, new.id), stand.values()))
        keep_untold(database, f"{old} → {new.id}", told)


def _told(one: tuple[Decision, str], other: tuple[Decision, str]) -> Finding:
    """Say that two answers differ, each given with what its unit is called."""
    (theirs, unit), (ours, now) = one, other
    earlier = theirs if theirs.when < ours.when else ours
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
