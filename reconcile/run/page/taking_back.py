"""An answer that stands, whoever gave it and wherever, taken back on the page."""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from reconcile.model import Decision, Verdict, Where
from reconcile.run.page.answer import PageStep, Refused
from reconcile.store.cache import fingerprint
from reconcile.store.database import open_database, writing
from reconcile.store.decisions import append, history, office_time, withdraw
from reconcile.vocabulary.answers import answer_mark, known_with
from reconcile.vocabulary.terms import term


def line_mark(line: Decision) -> str:
    """Return by what a line of the log goes in a form."""
    return fingerprint(line.subject, answer_mark(line))[:16]


def marks_that_stand(log: Iterable[Decision]) -> frozenset[str]:
    """Return the marks of the answers that can be taken back: the latest on their subjects."""
    last = {each.subject: each for each in log}
    return frozenset(
        line_mark(each) for each in last.values() if each.verdict is not Verdict.WITHDRAWN
    )


def take_back(folder: Path, unit: str, mark: str, person: str = "") -> PageStep | Refused | None:
    """Take an answer back, as the cell of a workbook that is cleared does.

    Args:
        folder: the working folder.
        unit: id of the unit that the answer is on.
        mark: ``line_mark`` of the answer.
        person: who takes it back; may be empty.

    Returns:
        What was added to the log; what stands now, where somebody has answered since; None where
        the log has no such answer.

    Raises:
        OutputError: the database cannot be written.

    """
    with open_database(folder) as database, writing(database, lasting=True):
        log = history(database, unit)
        given = next((each for each in reversed(log) if line_mark(each) == mark), None)
        if given is None or given.verdict is Verdict.WITHDRAWN:
            return None
        last = next(each for each in reversed(log) if each.subject == given.subject)
        if line_mark(last) != mark:
            return Refused(given.verdict, last)
        line = replace(
            withdraw(given, when=office_time(), person=person, where=Where(term("page", "place"))),
            base=known_with(given),
        )
        append(database, [line])
        return PageStep((line,), (given,))
