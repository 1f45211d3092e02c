"""The tasks of a file as CSV for a spreadsheet: the frame of tasks, in the words of people."""

from collections.abc import Sequence

from reconcile.model import Column, Task
from reconcile.report.for_programs.frames import task_frame
from reconcile.report.for_programs.result_json import task_document
from reconcile.vocabulary.terms import term

_HEADERS = {
    "file": "Tệp",
    "sheet": "Trang",
    "row": "Dòng",
    "stt": term("column", Column.STT),
    "group": term("label", "group"),
    "text": term("column", Column.TASK),
    "directives": term("column", Column.DIRECTIVE),
    "deadline": term("column", Column.DEADLINE),
    "latest": "Ngày muộn nhất",
    "lead": term("column", Column.LEAD),
    "support": term("column", Column.SUPPORT),
    "product": term("column", Column.PRODUCT),
    "status": term("column", Column.STATUS),
    "note": term("column", Column.NOTE),
}
"""Column of the frame → what people call it; the others are of use to programs only."""


def task_csv(tasks: Sequence[Task]) -> str:
    """Return tasks as CSV text that a spreadsheet opens without taking a cell for a formula."""
    frame = task_frame("", map(task_document, tasks))[list(_HEADERS)].rename(columns=_HEADERS)
    text = frame.select_dtypes(include=["string"]).columns
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
