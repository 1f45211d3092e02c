"""Decisions from a CSV file into the log: all of them, or none and what is wrong with them."""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime

from reconcile.model import AS_PROPOSED, Decision, Finding, Subject, Unit, Verdict, Where
from reconcile.store.database import writing
from reconcile.store.decisions import add, all_units, history, name_units
from reconcile.store.decisions_csv import (
    KEY_PREFIX,
    CsvLine,
    base_told,
    entry_told,
    score_told,
    seen_told,
    topic_told,
    writing_told,
)
from reconcile.store.seen import keep_told
from reconcile.store.unit_ids import of_now, units_now
from reconcile.vocabulary.answers import (
    WRITING,
    accepting,
    agree,
    answer,
    answer_mark,
    choices,
    lines_by_subject,
    parse_answer,
    same_answer,
)
from reconcile.vocabulary.findings import finding
from reconcile.vocabulary.same_name import fitting
from reconcile.vocabulary.units import make_unit

Log = Mapping[Subject, Sequence[Decision]]
_TEXTS = ("upper_text", "lower_text", "document", "note", "person")
_DAYS = ("%d/%m/%Y %H:%M:%S", "%d/%m/%Y %H:%M", "%d/%m/%Y")
"""Ways in which a Vietnamese Excel rewrites a date and time."""


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did; with findings it did nothing."""

    added: int = 0
    """New lines of the log."""
    changed: int = 0
    """How many of them outrank an answer that stood before."""
    known: int = 0
    """Lines of the file that the log had already."""
    empty: int = 0
    """Lines without an answer."""
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class _Answered:
    """A line of the file as understood."""

    line: CsvLine
    decision: Decision
    unit: Unit


def take_in(database: sqlite3.Connection, lines: Sequence[CsvLine], now: str) -> Imported:
    """Add the answers of a CSV file to the log, unless something is wrong with one of them.

    A line that the log holds already, or that says what stands, adds nothing: to import an
    export changes nothing, even when answers have changed since. A line that was edited by hand
    is an answer of now; a line of another folder keeps its time.

    Args:
        database: the working folder's, open, with no transaction begun.
        lines: as read, in the order of the file.
        now: ISO date and time, local to the office.

    """
    with writing(database, lasting=True):
        read, ids = list(_read(lines, all_units(database))), units_now(database)
        findings = [each for each in read if isinstance(each, Finding)]
        answered = [each for each in read if isinstance(each, _Answered)]
        answered = [replace(e, decision=of_now(e.decision, ids)) for e in answered]
        log = lines_by_subject(history(database))
        new = [each for each in answered if not _is_known(each.decision, log)]
        findings += [*_contradictions(answered), *_unseen(new, log)]
        if findings:
            return Imported(findings=tuple(sorted(findings, key=lambda f: f.order)))
        keep_told(database, (seen_told(each.line.cells) for each in new))
        added = [each for each in new if add(database, _dated(each, log, now))]
    name_units(database, _unnamed(database, answered))
    return Imported(
        added=len(added),
        changed=sum(_stands(log, each.decision) is not None for each in added),
        known=len(answered) - len(added),
        empty=sum(not line.cells.get("verdict") for line in lines),
    )


def answers_in(
    lines: Iterable[CsvLine], units: Mapping[str, str]
) -> tuple[tuple[Decision, ...], tuple[Unit, ...], tuple[Finding, ...]]:
    """Understand a CSV file line by line, whatever the log says.

    Args:
        lines: as read.
        units: official names of the units that are known, by id.

    Returns:
        The answers with their units, in the order of the file; and what is wrong with the rest.

    """
    read = tuple(_read(lines, units))
    answered = [each for each in read if isinstance(each, _Answered)]
    return (
        tuple(each.decision for each in answered),
        tuple(each.unit for each in answered),
        tuple(each for each in read if isinstance(each, Finding)),
    )


def _read(lines: Iterable[CsvLine], units: Mapping[str, str]) -> Iterator[_Answered | Finding]:
    """Understand each line; those without an answer are passed over."""
    for line in lines:
        if line.extra:
            yield _unreadable(line.where, "dòng có nhiều ô hơn dòng tiêu đề")
        elif line.cells.get("verdict"):
            read = _understood(line, units)
            yield read
            # An export of 0.1.0 has no such column: one answer meant both there.
            if isinstance(read, _Answered) and "topic" not in line.cells:
                accepted = accepting(read.decision)
                yield from [replace(read, decision=accepted)] if accepted else []


def _understood(line: CsvLine, units: Mapping[str, str]) -> _Answered | Finding:
    """Understand a line that holds an answer."""
    cells = line.cells
    upper, lower = (cells.get(side, "").removeprefix(KEY_PREFIX) for side in ("upper", "lower"))
    offered = (*choices(upper, lower), Verdict.WITHDRAWN)
    verdict = parse_answer(cells["verdict"])
    if not (upper or lower) or not (cells.get("unit") or cells.get("unit_id")):
        return finding("no-such-row", line.where)
    if verdict is None or verdict not in offered:
        said = ", ".join(f"“{answer(each)}”" for each in offered)
        place = line.place("verdict")
        return finding("unknown-answer", place, answer=cells["verdict"], choices=said)
    when = _moment(cells.get("when", ""))
    if when is None:
        return _unreadable(line.place("when"), f"không hiểu thời điểm “{cells['when']}”")
    called = _called(cells, units)
    if len(called) > 1:
        names = "; ".join(unit.name for unit in called)
        parts = {"unit": cells["unit"], "units": names, "place": "ở cột này"}
        return finding("unit-unclear", line.place("unit"), **parts)
    unit = called[0]
    decision = _decision(cells, unit.id, verdict, when, line.where)
    base, (seen, _) = base_told(cells, decision), seen_told(cells)
    given_in = writing_told(cells, decision)
    return _Answered(line, replace(decision, base=base, seen=seen, writing=given_in), unit)


def _called(cells: Mapping[str, str], units: Mapping[str, str]) -> tuple[Unit, ...]:
    """Find whose answer it is: the id where the file has it, else the name; one unit or several."""
    name = cells.get("unit", "")
    made = make_unit(name).id
    unit = cells.get("unit_id") or (made if made in units else "")
    if unit:
        return (Unit(unit, name or unit),)
    fits = fitting(name, units.values())
    found = tuple(Unit(unit, called) for unit, called in units.items() if called in fits)
    return found if len(found) > 1 else (Unit(found[0].id if found else made, name),)


def _decision(
    cells: Mapping[str, str], unit: str, verdict: Verdict, when: str, line: Where
) -> Decision:
    """Make the decision of a line; one that does not say where it came from came from there."""
    upper, lower = (cells.get(side, "").removeprefix(KEY_PREFIX) for side in ("upper", "lower"))
    said = {name: cells.get(name, "") for name in _TEXTS}
    file, row = cells.get("file", ""), cells.get("row", "")
    number = int(row) if row.isdecimal() and len(row) < 8 else 0
    where = Where(file, cells.get("sheet", ""), number, cells.get("column", ""))
    return Decision(
        unit=unit,
        verdict=verdict,
        upper=upper,
        lower=lower,
        topic=topic_told(cells, verdict),
        entry=entry_told(cells) if verdict in WRITING else AS_PROPOSED,
        when=when,
        where=where if file else line,
        score=score_told(cells),
        **said,
    )


def _moment(text: str) -> str | None:
    """Read a date and time; ``""`` for an empty cell, None for words that are neither."""
    if not text:
        return ""
    with suppress(ValueError):
        return datetime.fromisoformat(text).replace(tzinfo=None).isoformat(timespec="seconds")
    for form in _DAYS:
        with suppress(ValueError):
            return datetime.strptime(text, form).isoformat(timespec="seconds")  # noqa: DTZ007 - the office's own
    return None


def _stands(log: Log, decision: Decision) -> Decision | None:
    """Return the answer that stands on the same subject."""
    last = next(reversed(log.get(decision.subject, ())), None)
    return None if last is None or last.verdict is Verdict.WITHDRAWN else last


def _is_known(decision: Decision, log: Log) -> bool:
    """Tell whether the log holds this very answer, or one that stands says the same."""
    stands = _stands(log, decision)
    if stands is None:
        known = decision.verdict is Verdict.WITHDRAWN
    else:
        known = same_answer(stands, decision)
    return known or any(
        each.when == decision.when and same_answer(each, decision)
        for each in log.get(decision.subject, ())
    )


def _is_edited(decision: Decision, log: Log) -> bool:
    """Tell whether a line was exported from this log and then edited by hand."""
    return any(each.when == decision.when for each in log.get(decision.subject, ()))


def _dated(answered: _Answered, log: Log, now: str) -> Decision:
    """Give an answer that was given in the file itself the time and place of that."""
    decision = answered.decision
    if decision.when and not _is_edited(decision, log):
        return decision
    return replace(decision, when=now, where=answered.line.place("verdict"), writing="")


def _contradictions(answered: Iterable[_Answered]) -> Iterator[Finding]:
    """Find lines of one file that answer one subject in two ways."""
    first: dict[Subject, _Answered] = {}
    for each in answered:
        other = first.setdefault(each.decision.subject, each)
        if not same_answer(each.decision, other.decision):
            yield _contradiction(each, other.decision, str(other.line.where))


def _unseen(new: Iterable[_Answered], log: Log) -> Iterator[Finding]:
    """Find answers whose authors have not seen what the log says otherwise by now.

    A line that was edited by hand in an older export bears the time of the answer that its author
    saw there, and not of the one that stands by now.
    """
    for each in new:
        last = next(reversed(log.get(each.decision.subject, ())), None)
        if last is None or answer_mark(last) in each.decision.base.split():
            continue
        if each.decision.when and last.when > each.decision.when:
            if not (_is_edited(each.decision, log) and last.verdict is each.decision.verdict):
                yield _contradiction(each, last, f"ý kiến có sau, lúc {last.when}")
        elif each.line.cells.get("known") and not agree(each.decision, last):
            yield _contradiction(each, last, f"ý kiến mà tệp này chưa biết, lúc {last.when}")


def _contradiction(each: _Answered, other: Decision, place: str) -> Finding:
    """Say that two answers on one subject differ."""
    said = {"answer": answer(each.decision.verdict), "other": answer(other.verdict)}
    task = each.decision.upper or each.decision.lower
    return finding(
        "contradicting-answers", each.line.place("verdict"), task=task, place=place, **said
    )


def _unreadable(where: Where, problem: str) -> Finding:
    """Say that a cell or line cannot be understood."""
    fix = "sửa lại dòng này theo các dòng khác, hoặc xuất lại tệp rồi chép ý kiến sang"
    return finding("unreadable", where, problem=problem, fix=fix)


def _unnamed(database: sqlite3.Connection, answered: Iterable[_Answered]) -> list[Unit]:
    """List the units of a file whose names the folder does not know yet."""
    names = all_units(database)
    return [each.unit for each in answered if names.get(each.unit.id, each.unit.id) == each.unit.id]
