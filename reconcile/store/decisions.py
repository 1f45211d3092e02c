"""What people decided: a log to which lines are only ever added."""

import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from reconcile.model import Decision, PlanEntry, Topic, Unit, Verdict, Where
from reconcile.store.database import writing
from reconcile.store.unit_ids import of_now, of_then, units_now
from reconcile.vocabulary.answers import adds_nothing
from reconcile.vocabulary.task_keys import of_unit

_WHOSE = "COALESCE((SELECT new FROM unit_now WHERE old = {0}.unit), {0}.unit)"
"""The id that the unit of a line goes by now, whatever it was called then."""
_COLUMNS = (
    "unit, upper, lower, verdict, upper_text, lower_text, document, note, person, said_at,"
    ' file, sheet, "row", "column", score, plan, seen, base,'
    " topic, entry_text, entry_lead, entry_deadline, writing"
)
_SUBJECT = "unit = ? AND upper = ? AND lower = ? AND topic = ?"
_LATER = (
    f"SELECT 1 FROM decision AS later WHERE {_WHOSE.format('later')} = {_WHOSE.format('decision')}"  # noqa: S608 - constant text
    " AND later.upper = decision.upper AND later.lower = decision.lower"
    " AND later.topic = decision.topic"
    " AND later.id > decision.id"
)
_STANDS = f"NOT EXISTS ({_LATER}) AND verdict != '{Verdict.WITHDRAWN}'"
_TAKEN_BACK = f"NOT EXISTS ({_LATER}) AND verdict = '{Verdict.WITHDRAWN}'"


def record(database: sqlite3.Connection, decisions: Iterable[Decision]) -> int:
    """Add to the log the answers that say something else than what stands now.

    All are added or none, and they survive a power failure once this returns. An answer is the
    same when verdict, document and note are: who repeats it adds nothing, unless that names a
    person whom the answer that stands does not. What was withdrawn stands no more, so that to
    withdraw again adds nothing, and to answer again does.

    Args:
        database: the working folder's, open, with no transaction begun.
        decisions: in the order in which they were given; each is held against those before it.

    Returns:
        How many were added.

    """
    with writing(database, lasting=True):
        return sum(add(database, each) for each in decisions)


def add(database: sqlite3.Connection, decision: Decision) -> bool:
    """Do the same for one answer, inside a transaction that the caller has begun.

    Returns:
        Whether a line was added.

    """
    stands = _last(database, decision)
    # What a log that is lost had known of may be taken back in the one that follows it.
    withdrawn = stands.verdict is Verdict.WITHDRAWN if stands else not decision.base
    if (withdrawn and decision.verdict is Verdict.WITHDRAWN) or (
        stands and adds_nothing(stands, decision) and decision.seen in ("", stands.seen)
    ):
        return False
    append(database, [decision])
    return True


def _last(database: sqlite3.Connection, about: Decision) -> Decision | None:
    """Return the latest line on the subject of an answer, whatever its unit was called then."""
    now = units_now(database)
    unit = now.get(about.unit, about.unit)
    if unit in now.values():
        subject = of_unit(about, unit).subject
        lines = (each for each in reversed(history(database, unit)) if each.subject == subject)
        return next(lines, None)
    line = database.execute(
        f"SELECT {_COLUMNS} FROM decision WHERE {_SUBJECT} ORDER BY id DESC LIMIT 1",  # noqa: S608 - constant text
        about.subject,
    ).fetchone()
    return _decision(line) if line else None


def append(database: sqlite3.Connection, lines: Iterable[Decision]) -> None:
    """Add lines to the log as they are, whatever stands, inside a transaction of the caller."""
    now = units_now(database)
    for each in lines:
        values = _values(of_unit(each, of_then(each, now)))
        marks = ", ".join("?" * len(values))
        database.execute(f"INSERT INTO decision ({_COLUMNS}) VALUES ({marks})", values)  # noqa: S608 - constant text


def withdraw(decision: Decision, *, when: str, person: str = "", where: Where) -> Decision:
    """Return the line that takes an answer back; the answer itself stays in the log."""
    return Decision(
        unit=decision.unit,
        verdict=Verdict.WITHDRAWN,
        upper=decision.upper,
        lower=decision.lower,
        topic=decision.topic,
        upper_text=decision.upper_text,
        lower_text=decision.lower_text,
        person=person,
        when=when,
        where=where,
    )


def current(database: sqlite3.Connection, unit: str | None = None) -> tuple[Decision, ...]:
    """Return the answers that stand: the latest on each subject, unless it was withdrawn.

    Args:
        database: the working folder's, open.
        unit: id of a lower unit; None for all of them.

    Returns:
        In the order of ``Decision.subject``.

    """
    return _standing(database, unit, withdrawn=False)


def taken_back(database: sqlite3.Connection, unit: str) -> tuple[Decision, ...]:
    """Return the lines about a unit that took an answer back, where none was given since.

    In the order of ``Decision.subject``.
    """
    return _standing(database, unit, withdrawn=True)


def history(database: sqlite3.Connection, unit: str | None = None) -> tuple[Decision, ...]:
    """Return every line of the log, withdrawn and outdated ones too, in the order of its growth.

    Args:
        database: the working folder's, open.
        unit: id of a lower unit; None for all of them.

    """
    return _select(database, "TRUE", unit, "id")


def count_lines(database: sqlite3.Connection, unit: str | None = None) -> int:
    """Return how many lines the log has about a unit, or all, withdrawn and outdated ones too."""
    asked = f"{_WHOSE.format('decision')} = ?"
    whose, values = ("TRUE", ()) if unit is None else (asked, (unit,))
    row = database.execute(f"SELECT COUNT(*) FROM decision WHERE {whose}", values).fetchone()  # noqa: S608 - constant text
    return int(row[0])


def all_units(database: sqlite3.Connection) -> dict[str, str]:
    """Return the official name of every unit that was ever run or decided about, by its id.

    A unit whose name was never told goes by its id. The ids are in order.
    """
    rows = database.execute(
        "SELECT DISTINCT decision.unit, COALESCE(unit.name, decision.unit) FROM decision"
        " LEFT JOIN unit ON unit.id = decision.unit UNION SELECT id, name FROM unit ORDER BY 1"
    )
    gone = units_now(database)
    return {unit: name for unit, name in rows.fetchall() if unit not in gone}


def files_of_writing(database: sqlite3.Connection, writing: str) -> tuple[str, ...]:
    """Return the names of the files that answers were given in which are one review workbook."""
    rows = database.execute(
        "SELECT DISTINCT file FROM decision WHERE writing = ? ORDER BY file", (writing,)
    )
    return tuple(file for (file,) in rows)


def answered_units(database: sqlite3.Connection) -> dict[str, int]:
    """Return how many answers stand on each unit, by the id that it goes by now, in order."""
    counted = Counter(each.unit for each in current(database))
    return dict(sorted(counted.items()))


def name_units(database: sqlite3.Connection, units: Iterable[Unit]) -> None:
    """Keep the official names of units, so that an id can be shown to a person."""
    known = dict(database.execute("SELECT id, name FROM unit").fetchall())
    named = [(unit.id, unit.name) for unit in units if known.get(unit.id) != unit.name]
    if named:
        with writing(database):
            database.executemany(
                "INSERT INTO unit VALUES (?, ?)"
                " ON CONFLICT (id) DO UPDATE SET name = excluded.name",
                named,
            )


def history_after(database: sqlite3.Connection, last: int) -> Iterator[tuple[int, Decision]]:
    """Yield the lines behind one, each with its number, in the order of the log's growth."""
    rows = database.execute(
        f"SELECT id, {_COLUMNS} FROM decision WHERE id > ? ORDER BY id",  # noqa: S608 - constant text
        (last,),
    )
    now = units_now(database)
    for number, *line in rows.fetchall():
        yield number, of_now(_decision(tuple(line)), now)


def office_time() -> str:
    """Return the office's own date and time, in the form that a decision bears."""
    return datetime.now().astimezone().replace(tzinfo=None).isoformat(timespec="seconds")


def _standing(
    database: sqlite3.Connection, unit: str | None, *, withdrawn: bool
) -> tuple[Decision, ...]:
    """Return the latest line on each subject that takes an answer back, or that does not."""
    heirs = sorted(set(units_now(database).values()))
    there = heirs if unit is None else [unit] if unit in heirs else []
    # What was said under another name is on another key: the lines themselves tell the latest.
    lines = (line for each in there for line in history(database, each))
    last = {each.subject: each for each in lines}.values()
    found = [each for each in last if (each.verdict is Verdict.WITHDRAWN) is withdrawn]
    if unit is None or not there:
        asked = _TAKEN_BACK if withdrawn else _STANDS
        others = _select(database, asked, unit, "unit, upper, lower, topic")
        found += [each for each in others if each.unit not in there]
    return tuple(sorted(found, key=lambda each: each.subject))


def _select(
    database: sqlite3.Connection, condition: str, unit: str | None, order: str
) -> tuple[Decision, ...]:
    """Read lines of the log.

    Raises:
        sqlite3.Error: the log is damaged.

    """
    asked = f"{_WHOSE.format('decision')} = ?"
    whose, values = ("TRUE", ()) if unit is None else (asked, (unit,))
    rows = database.execute(
        f"SELECT {_COLUMNS} FROM decision WHERE {whose} AND {condition} ORDER BY {order}",  # noqa: S608 - constant text
        values,
    )
    now = units_now(database)
    try:
        return tuple(of_now(_decision(line), now) for line in rows)
    except (TypeError, ValueError) as error:
        raise sqlite3.DatabaseError("có dòng ý kiến không hiểu được") from error


def _values(decision: Decision) -> tuple[str | int | float | None, ...]:
    """Return a decision as a line of the log."""
    said = (decision.verdict.value, decision.upper_text, decision.lower_text)
    more = (decision.document, decision.note, decision.person, decision.when)
    where = decision.where
    place = (where.file, where.sheet, where.row, where.column)
    given_on = (decision.plan, decision.seen, decision.base)
    entry = (decision.entry.text, decision.entry.lead, decision.entry.deadline)
    *tasks, topic = decision.subject
    values = (*tasks, *said, *more, *place, decision.score, *given_on, topic, *entry)
    return (*values, decision.writing)


def _decision(line: tuple[Any, ...]) -> Decision:
    """Return a line of the log as a decision."""
    unit, upper, lower, verdict, upper_text, lower_text, document, note, *rest = line
    person, when, file, sheet, row, column, score, plan, seen, base, topic, *entry, writing = rest
    return Decision(
        unit=unit,
        verdict=Verdict(verdict),
        upper=upper,
        lower=lower,
        topic=Topic(topic),
        upper_text=upper_text,
        lower_text=lower_text,
        document=document,
        entry=PlanEntry(*entry),
        note=note,
        person=person,
        when=when,
        where=Where(file, sheet, row, column),
        score=score,
        plan=plan,
        seen=seen,
        base=base,
        writing=writing,
    )
