"""The log held against the outcomes: nothing decided without an answer, no answer passed over."""

from collections.abc import Iterator, Mapping, Sequence
from sqlite3 import Connection

import msgspec

from reconcile.model import Decision, Finding, Topic, Verdict, Where
from reconcile.run.answers.hold_answers import stale_finding
from reconcile.run.settle import RESULTS
from reconcile.store.database import NAME
from reconcile.store.decisions import all_units, current
from reconcile.store.history import history_of
from reconcile.store.outputs import written_names
from reconcile.store.unit_paths import unit_paths
from reconcile.tracking.reopening import carry_over
from reconcile.vocabulary.answers import MEANS_YES, answer_told
from reconcile.vocabulary.findings import finding
from reconcile.vocabulary.text import one_line, shorten

_TOLD = ("answer-overtaken", "answer-of-merged-unit", "contradicting-answers")
"""Findings of a run that say why an answer on a task does not count."""
_SHORT = 80


class LinkRead(msgspec.Struct, frozen=True):
    """A pair that a result file asserts."""

    lower: str


class WritingRead(msgspec.Struct, frozen=True):
    """What a person said on writing a task into the unit's plan."""

    answer: str


class TaskRead(msgspec.Struct, frozen=True):
    """A task of a result file, as far as answers can settle it."""

    id: str
    text: str
    outcome: str
    role: str = ""
    decided_by: str = ""
    evidence: str = ""
    links: tuple[LinkRead, ...] = ()
    writing_in: WritingRead | None = None


class SideRead(msgspec.Struct, frozen=True):
    """One plan of a result file."""

    unit: str
    tasks: tuple[TaskRead, ...]


class FindingRead(msgspec.Struct, frozen=True):
    """A finding of a result file."""

    code: str
    task: str = ""


class ResultRead(msgspec.Struct, frozen=True):
    """A result file, as far as it is held against the log."""

    upper: SideRead
    lower: SideRead
    findings: tuple[FindingRead, ...] = ()


def read_result(data: bytes) -> ResultRead | None:
    """Read a result file; None for what is none of ours."""
    try:
        return msgspec.json.decode(data, type=ResultRead)
    except (msgspec.MsgspecError, UnicodeDecodeError):
        return None


def check_answers(
    database: Connection, results: Mapping[str, tuple[str, ResultRead]]
) -> tuple[Finding, ...]:
    """Hold the answers that stand against the outcomes of the last run.

    Args:
        database: the working folder's, or a copy.
        results: name of each unit → its result file's name, and what it says.

    Returns:
        Answers without unit or task, answers that an outcome passes over, and outcomes decided
        by a person that no answer supports.

    """
    found: list[Finding] = []
    names, recorded = all_units(database), written_names(database, f"{RESULTS}/")
    paths = unit_paths(names.items())
    answers: dict[str, list[Decision]] = {}
    for each in current(database):
        answers.setdefault(each.unit, []).append(each)
    for unit in sorted({*names, *answers}):
        given, name = answers.get(unit, []), names.get(unit, unit)
        if name in results:
            found += _of_unit(database, unit, given, *results[name])
        # Where its result file is recorded it has only been moved away, and that is told of it.
        elif given and recorded and f"{RESULTS}/{paths[unit]}.json" not in recorded:
            count = str(len(given))
            found.append(finding("answers-without-unit", Where(NAME), unit=name, count=count))
    return tuple(found)


def _of_unit(
    database: Connection, unit: str, given: Sequence[Decision], file: str, result: ResultRead
) -> Iterator[Finding]:
    """Hold the answers on one unit against its outcome."""
    uppers = {task.id: task for task in result.upper.tasks}
    lowers = {task.id: task for task in result.lower.tasks}
    history = history_of(database, unit)
    # A result file tells of the plan right above alone.
    given = [each for each in given if each.topic is not Topic.DIRECT]
    above = {each.upper: each.upper_text for each in given if each.upper}
    below = {each.lower: each.lower_text for each in given if each.lower}
    carried = carry_over(
        given,
        history.trace("upper", above, {key: task.text for key, task in uppers.items()}),
        history.trace("lower", below, {key: task.text for key, task in lowers.items()}),
    )
    yield from map(stale_finding, carried.stale)
    told = {each.task for each in result.findings if each.code in _TOLD}
    settling = [each for each in carried.live if each.topic is Topic.COVERAGE]
    whole = {each.upper for each in settling if not each.lower}
    for each in carried.live:
        heard = _is_heard(each, uppers.get(each.upper), lowers.get(each.lower), whole)
        if not (heard or {each.upper, each.lower} & told):
            text = _shown(each.upper_text or each.lower_text)
            said = {"answer": answer_told(each), "text": text}
            yield finding("answer-not-used", each.where, task=each.upper or each.lower, **said)
    supported = {each.upper for each in settling}
    for key, task in uppers.items():
        if task.decided_by == "person" and key not in supported:
            parts = {"text": _shown(task.text)}
            yield finding("outcome-without-answer", Where(file), task=key, **parts)


def _is_heard(
    said: Decision, upper: TaskRead | None, lower: TaskRead | None, whole: set[str]
) -> bool:
    """Tell whether an outcome follows an answer."""
    if said.topic is Topic.WRITING_IN:
        return upper is None or bool(
            upper.writing_in and upper.writing_in.answer == said.verdict.value
        )
    if upper and lower:
        linked = any(link.lower == lower.id for link in upper.links)
        # An answer on the task itself outranks those on its pairs.
        return upper.id in whole or linked == (said.verdict in MEANS_YES)
    if upper:
        came_to = {
            Verdict.NOT_OURS: upper.role == "none",
            Verdict.MISSED: upper.outcome == "missed",
        }
        as_said = came_to.get(said.verdict, upper.evidence == said.verdict.value)
        return upper.decided_by == "person" and as_said
    return lower is None or lower.outcome == said.verdict.value


def _shown(text: str) -> str:
    """Return the beginning of a text, on one line."""
    return shorten(one_line(text), _SHORT)
