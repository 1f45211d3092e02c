"""A database made again: what was salvaged of the old one, and the log put together in order."""

import sqlite3
import zlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from typing import Any

import msgspec

from reconcile.model import Decision, PlanEntry, Subject, Topic, Verdict, Where
from reconcile.store.database import writing
from reconcile.store.salvage import TABLES, Row, Salvaged
from reconcile.vocabulary.answers import accepting, agree, answer_mark
from reconcile.vocabulary.text import clean

_TEXTS = ("unit", "upper", "lower", "upper_text", "lower_text", "document", "note", "person")
_PLACE = ("file", "sheet", "column")
_LATER = ("plan", "seen", "base", "topic", "entry_text", "entry_lead", "entry_deadline",
          "writing")  # fmt: skip
"""Columns that a database of an earlier program has not."""
_LOG = "decision"


def restore(database: sqlite3.Connection, salvaged: Salvaged) -> None:
    """Put into a new database what is kept beside the log; rows that cannot be are passed over."""
    with writing(database, lasting=True):
        for table in TABLES:
            if table != _LOG:
                for row in salvaged.rows.get(table, ()):
                    _insert(database, table, row)


def salvaged_lines(salvaged: Salvaged) -> tuple[tuple[Decision, ...], int]:
    """Return the lines of the log that can be understood, in their order; and how many cannot."""
    rows = salvaged.rows.get(_LOG, [])
    lines = [_line(row) for row in rows]
    understood = tuple(line for line in lines if line is not None)
    lost = len(lines) - len(understood)
    before = not any("topic" in row for row in rows)
    return tuple(_with_acceptances(understood)) if before else understood, lost


def in_time(
    log: Sequence[Decision], others: Iterable[Decision], *, heeding: bool
) -> tuple[Decision, ...]:
    """Put lines that a log has lost among those that it has, by the time that they were said.

    The log's own order stays: a line of it may be older than the one before it. On each subject a
    lost line goes before the first that was said after it. Lines that the log has add nothing.

    Args:
        log: in the order of its growth.
        others: in any order.
        heeding: whether lines are left out whose authors did not know of the one before theirs,
            and those that the author of the one after them had not seen and denies.

    """
    known = {_mark(each) for each in log}
    of_subject: dict[Subject, list[tuple[int, Decision]]] = {}
    for at, each in enumerate(log):
        of_subject.setdefault(each.subject, []).append((at, each))
    placed = [((at, 1, ""), each) for at, each in enumerate(log)]
    for each in sorted(others, key=lambda line: line.when):
        about = of_subject.setdefault(each.subject, [])
        later = (n for n, (_, line) in enumerate(about) if line.when > each.when)
        here = next(later, len(about))
        said = [line for _, line in about]
        fits = _may_follow(each, said[:here]) and _may_precede(each, said[here:])
        if (fits or not heeding) and _mark(each) not in known:
            known.add(_mark(each))
            place = about[here][0] if here < len(about) else len(log)
            about.insert(here, (place, each))
            placed.append(((place, 0, each.when), each))
    return tuple(each for _, each in sorted(placed, key=lambda line: line[0]))


def left_out(
    log: Iterable[Decision], others: Iterable[Decision]
) -> Iterator[tuple[Decision, Decision]]:
    """Yield the lines that a log did not take, each with the last that it has on their subject.

    In the order of the others; a line on a subject of which the log has nothing is never left out.
    """
    known, last = set[tuple[object, ...]](), dict[Subject, Decision]()
    for each in log:
        known.add(_mark(each))
        last[each.subject] = each
    for each in others:
        if _mark(each) not in known:
            yield each, last[each.subject]


def _may_follow(line: Decision, before: Sequence[Decision]) -> bool:
    """Tell whether the author of a line knew the one before it, or does not contradict it.

    Logs of which each was lost at its time may be joined here, and none has seen the other.
    """
    last = before[-1] if before else None
    if last is None or _knew(line, last):
        return True
    if last.verdict is Verdict.WITHDRAWN:
        return not any(agree(line, each) for each in before)
    return agree(line, last)


def _may_precede(line: Decision, after: Sequence[Decision]) -> bool:
    """Tell whether the author of the next line knew a line, or does not contradict it.

    Else it would be passed over in silence: the next one stands, given by one who never saw it.
    """
    return not after or _knew(after[0], line) or agree(line, after[0])


def _knew(line: Decision, other: Decision) -> bool:
    """Tell whether the author of a line knew another one."""
    # Who goes on in the workbook in which the other was given gave that one herself.
    own = (other.where.file, other.writing) == (line.where.file, line.writing)
    return answer_mark(other) in line.base.split() or (bool(other.writing) and own)


def _with_acceptances(lines: Iterable[Decision]) -> Iterator[Decision]:
    """Put beside each line of a log of 0.1.0 what it said besides (migration 6)."""
    earlier: dict[Subject, Verdict] = {}
    for each in lines:
        yield each
        accepted = accepting(each)
        if accepted:
            yield accepted
        elif earlier.get(each.subject) is Verdict.MISSED:
            yield replace(
                each, verdict=Verdict.WITHDRAWN, topic=Topic.WRITING_IN, document="", note=""
            )
        earlier[each.subject] = each.verdict


def _mark(line: Decision) -> tuple[object, ...]:
    """Return by what a line is known again, wherever it was read."""
    said = (line.verdict, clean(line.document), clean(line.note), clean(line.person))
    return (*line.subject, line.when, *said, line.entry)


def _insert(database: sqlite3.Connection, table: str, row: Row) -> None:
    """Insert a row as far as the table of now has its columns."""
    # The column is kept packed: what no program can unpack would stop every later run.
    if table == "seen_plan" and not _unpacks(row.get("value")):
        return
    columns = [name for _, name, *_ in database.execute(f"PRAGMA table_info ({table})")]
    held = [name for name in columns if name in row]
    names = ", ".join(f'"{name}"' for name in held)
    marks = ", ".join("?" * len(held))
    with suppress(sqlite3.Error):
        database.execute(
            f"INSERT OR IGNORE INTO {table} ({names}) VALUES ({marks})",  # noqa: S608 - our own names
            [row[name] for name in held],
        )


def _unpacks(value: Any) -> bool:
    """Tell whether the texts of a lower plan can be read."""
    try:
        msgspec.msgpack.decode(zlib.decompress(value), type=list[str])
    except (msgspec.MsgspecError, zlib.error, TypeError):
        return False
    return True


def _line(row: Row) -> Decision | None:
    """Return a row of the log as a decision; None where its cells are not those of one."""
    said = {name: row.get(name) for name in _TEXTS}
    said |= {name: row.get(name, "") for name in _LATER}
    place, when = [row.get(name) for name in _PLACE], row.get("said_at")
    number, score = row.get("row"), row.get("score")
    texts = [*said.values(), *place, when]
    sound = isinstance(number, int) and (score is None or isinstance(score, float))
    if not sound or not said["unit"] or not all(isinstance(text, str) for text in texts):
        return None
    try:
        verdict = Verdict(str(row.get("verdict")))
        topic = Topic(str(said.pop("topic")))
    except ValueError:
        return None
    entry = [said.pop(f"entry_{part}") for part in ("text", "lead", "deadline")]
    file, sheet, column = map(str, place)
    return Decision(
        **{name: str(text) for name, text in said.items()},
        verdict=verdict,
        topic=topic,
        entry=PlanEntry(*map(str, entry)),
        when=str(when),
        where=Where(file, sheet, int(number or 0), column),
        score=score,
    )
