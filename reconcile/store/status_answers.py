"""What people answered on rows of sources: a log to which lines are only ever added."""

import sqlite3
from collections.abc import Iterable, Mapping

from reconcile.model import Side, StatusAnswer, StatusCells, StatusRuling
from reconcile.store.keys_before import key_now, keys_now

_COLUMNS = (
    'row_key, ruling, side, task, body, number, said_ruling, state, whose, note, "file", said_at'
)


def standing_answers(database: sqlite3.Connection) -> dict[str, StatusAnswer]:
    """Return the answer that stands on each row, by the key of the row, in the order of the log."""
    rows = database.execute(f"SELECT {_COLUMNS} FROM status_answer ORDER BY id")  # noqa: S608 - constant text
    now = keys_now(database)
    return {row[0]: _answer(row, now) for row in rows}


def add_answers(database: sqlite3.Connection, answers: Iterable[StatusAnswer]) -> None:
    """Add lines to the log, inside a transaction that the caller has begun."""
    marks = ", ".join("?" * 12)
    database.executemany(
        f"INSERT INTO status_answer ({_COLUMNS}) VALUES ({marks})",  # noqa: S608 - constant text
        map(_line, answers),
    )


def _line(said: StatusAnswer) -> tuple[str, ...]:
    """Write an answer as a line of the table."""
    ruling, cells = said.ruling.value if said.ruling else "", said.cells
    typed = (cells.number, cells.ruling, cells.state, cells.whose, cells.note)
    return (said.row, ruling, said.side.value, said.task, said.body, *typed, said.file, said.when)


def _answer(line: tuple[str, ...], now: Mapping[str, str]) -> StatusAnswer:
    """Read a line of the table, its task under the key of now."""
    row, ruling, side, task, body, number, said, state, whose, note, file, when = line
    return StatusAnswer(
        row=row,
        cells=StatusCells(said, number, state, whose, note),
        ruling=StatusRuling(ruling) if ruling else None,
        side=Side(side),
        task=key_now(now, Side(side), task),
        body=body,
        file=file,
        when=when,
    )
