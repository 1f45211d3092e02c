"""How far the logs have grown that progress is told from."""

import sqlite3

_LOGS = ("status_delivery", "status_entry", "status_answer", "progress_report")
"""Tables to which lines are only ever added."""


def tracking_logs(database: sqlite3.Connection) -> tuple[int, ...]:
    """Return the number of the last line of each log: others, and something was told since."""
    ends = (f"SELECT COALESCE(MAX(id), 0) FROM {log}" for log in _LOGS)  # noqa: S608 - constant text
    return tuple(int(database.execute(end).fetchone()[0]) for end in ends)
