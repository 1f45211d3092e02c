"""The number of a task (STT) as a cell for readers: one that sorts as people count."""

_MOST_DIGITS = 15
"""Excel keeps no more of a number."""


def sortable_number(stt: str) -> str | int:
    """Return a plain whole number as a number, so that 2 is sorted before 10.

    What else a plan numbers its tasks by (``1.2``, ``a)``, ``II``) stays text as it stands. Sheets
    for other programs keep all of it as text: there a column has one type.
    """
    plain = stt.strip().rstrip(".")
    is_whole = plain.isascii() and plain.isdigit() and len(plain) <= _MOST_DIGITS
    return int(plain) if is_whole else stt
