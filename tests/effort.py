"""What work costs, told apart from how busy the machine is: CPU time, against a reference."""

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from io import BytesIO

from openpyxl import Workbook, load_workbook

HANGS = 900
"""Seconds after which a process that waits for something is given up; nothing is judged by it."""


def cpu() -> float:
    """Return the CPU seconds that this process and the children it waited for have spent."""
    children = os.times()
    return time.process_time() + children.children_user + children.children_system


@cache
def reference() -> float:
    """Return the CPU seconds of a fixed piece of work on this machine in this run: the best of 3.

    It is a workbook of 400 rows written and read again, what most tests here spend their time on.
    """
    return min(_spent() for _ in range(3))


@contextmanager
def at_most(times: float, work: str = "this") -> Iterator[None]:
    """Refuse work that costs more than so many times the reference.

    It guards against work without end, so give it several times what the work costs: other
    programs on the same cores make CPU time up to twice as long.
    """
    before = cpu()
    yield
    cost = (cpu() - before) / reference()
    assert cost <= times, f"{work} took {cost:.0f} times the reference, at most {times:g} were due"


def _spent() -> float:
    """Do the reference work once."""
    start = time.process_time()
    book, kept = Workbook(), BytesIO()
    for number in range(400):
        book.worksheets[0].append([number, *(f"Nhiệm vụ {number}, cột {at}" for at in range(7))])
    book.save(kept)
    sheet = load_workbook(kept).worksheets[0]
    assert sheet.max_row == 400
    return time.process_time() - start
