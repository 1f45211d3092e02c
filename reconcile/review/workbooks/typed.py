"""What a person typed into a cell, as she sees it there: the file may hold it in another way."""

import datetime as dt

from openpyxl.utils.escape import unescape

from reconcile.review.workbooks.struck import StruckText
from reconcile.vocabulary.deadlines import show_day


def typed(value: object) -> object:
    """Return what a cell shows of what a person typed: nothing struck through, days as written.

    Args:
        value: of a cell that she answers in, as a reader of workbooks gives it.

    """
    if isinstance(value, StruckText):
        value = value.standing
    # What exporting systems write for a line break: “_x000D_”.
    if isinstance(value, str) and "_x" in value:
        return unescape(value)
    # “15/12/2026” typed into Excel is kept as a day.
    return show_day(value) if isinstance(value, dt.date) else value
