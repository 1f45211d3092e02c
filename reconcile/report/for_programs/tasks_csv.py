"""Frames for people who use Python, and the CSV that is made of them."""

from collections.abc import Sequence

import pandas as pd

from reconcile.model import Column, Task
from reconcile.vocabulary.terms import term


def task_frame(tasks: Sequence[Task]) -> pd.DataFrame:
    """Return tasks as a frame: one row each, in their order, columns named as people see them."""
    rows = [
        {
            "Tệp": task.where.file,
            "Trang": task.where.sheet,
            "Dòng": task.where.row,
            term("column", Column.STT): task.stt,
            term("label", "group"): " › ".join(task.group),
            term("column", Column.TASK): task.text,
            term("column", Column.DIRECTIVE): "; ".join(map(str, task.directives)),
            term("column", Column.DEADLINE): task.deadline.text,
            "Ngày muộn nhất": task.deadline.latest,
            term("column", Column.LEAD): task.lead,
            term("column", Column.SUPPORT): task.support,
            term("column", Column.PRODUCT): task.product,
            term("column", Column.STATUS): task.status,
            term("column", Column.NOTE): task.note,
        }
        for task in tasks
    ]
    return pd.DataFrame(rows)


def task_csv(tasks: Sequence[Task]) -> str:
    """Return tasks as CSV text that a spreadsheet opens without taking a cell for a formula."""
    frame = task_frame(tasks)
    # Texts are of the type string since pandas 3, and objects before.
    text = frame.select_dtypes(include=["object", "string"]).columns
    frame[text] = frame[text].map(_inert)
    # Lines end as Excel ends them and RFC 4180 has it.
    return frame.to_csv(index=False, lineterminator="\r\n")


def _inert(value: object) -> object:
    """Keep a spreadsheet from running a cell that a plan begins with a formula's sign.

    Source: OWASP, CSV injection. A list's leading hyphen is such a sign only before a digit or
    a letter; ``- Rà soát`` stays as it is.
    """
    if not isinstance(value, str) or not value.startswith(("=", "+", "@", "-")):
        return value
    return value if value.startswith("- ") else f"'{value}"
