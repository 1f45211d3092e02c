"""People at the local page: they look at a task, answer it at once or later, and take it back."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from random import Random
from typing import TypeVar
from unittest.mock import patch

from cycle.bookkeeper import GONE, YES, Bookkeeper
from cycle.invented import OWN
from cycle.lines import WITHDRAWN, LogLine, Subject, as_line, standing
from cycle.memory import Memory
from reconcile.model import AS_PROPOSED, Decision, PlanEntry, Verdict
from reconcile.run.page.answer import PageAnswer, PageStep, Refused, save_answer, undo, version
from reconcile.run.settle import SettledUnit
from reconcile.vocabulary.answers import LOWER, PAIR, UPPER, WRITING, topic_of

_ANSWERING = "reconcile.run.page.answer"
Done = TypeVar("Done")


@dataclass(frozen=True)
class Look:
    """A question as the page showed it to somebody."""

    upper: str
    """Key of the upper task; empty for a lower task by itself."""
    lower: str
    saw: str
    """What the page sends back of what it showed."""
    log: tuple[LogLine, ...]
    """All that was said on the task then."""


@dataclass
class Page:
    """Who sits before the page of one working folder."""

    looks: list[Look] = field(default_factory=list)
    steps: list[PageStep] = field(default_factory=list)

    def look(self, office: Memory, random: Random) -> str:
        """Look at a question, without answering it yet."""
        if office.shown is None:
            return ""
        upper, lower = _drawn(office.shown, random)
        about = _about(office.log(), upper, lower)
        self.looks.append(
            Look(upper, lower, version(about, upper, lower), tuple(map(as_line, about)))
        )
        del self.looks[:-5]
        return f"{upper}|{lower}"

    def answer(
        self, office: Memory, books: Bookkeeper, random: Random
    ) -> tuple[str, Iterable[str]]:
        """Answer a question that was looked at; return what was done, and what is wrong."""
        if office.shown is None or not self.looks:
            return "", ()
        look, result = random.choice(self.looks), office.shown.result
        texts = {task.key: task.text for task in (*result.upper.tasks, *result.lower.tasks)}
        if {look.upper, look.lower} - {"", *texts}:
            return "", ()
        given, before = _given(look, random), office.log()
        done = _at(office, lambda shown: save_answer(Path(), shown, given))
        if isinstance(done, PageStep):
            self.steps.append(done)
            del self.steps[:-3]
        after = office.log()
        now = tuple(map(as_line, _about(before, look.upper, look.lower)))
        subject = texts.get(look.upper, ""), texts.get(look.lower, "")
        said = as_line(
            Decision(
                unit="",
                verdict=given.verdict,
                topic=topic_of(given.verdict),
                upper_text=subject[0],
                lower_text=subject[1],
                entry=given.entry,
            )
        )
        wrong = _answered(
            said,
            [*map(as_line, before)],
            [*map(as_line, after)],
            fresh=not now or [*map(_known, look.log)] == [*map(_known, now)],
            refused=isinstance(done, Refused),
        )
        return f"{said.said} on {said.subject}: {len(after) - len(before)} lines", [
            *wrong,
            *books.hear(before, after, {task.text for task in result.lower.tasks}, office.commune),
        ]

    def undo(self, office: Memory, books: Bookkeeper) -> tuple[str, Iterable[str]]:
        """Take back what was answered last on the page."""
        if office.shown is None or not self.steps:
            return "", ()
        step, before = self.steps.pop(), office.log()
        done = _at(office, lambda _: undo(Path(), step))
        after = office.log()
        wrong = _undone(
            step, [*map(as_line, before)], [*map(as_line, after)], refused=isinstance(done, Refused)
        )
        lowers = {task.text for task in office.shown.result.lower.tasks}
        told = books.hear(before, after, lowers, office.commune, tuple(filter(None, step.before)))
        return f"{len(after) - len(before)} lines", [*wrong, *told]


def _at(office: Memory, work: Callable[[SettledUnit], Done]) -> Done:
    """Do something as the server does it, with the database of the office."""
    office.now += timedelta(minutes=1)
    assert office.shown is not None
    with (
        patch(f"{_ANSWERING}.open_database", lambda _: nullcontext(office.database)),
        patch(f"{_ANSWERING}._NOW", office.clock),
    ):
        return work(office.shown)


def _drawn(shown: SettledUnit, random: Random) -> tuple[str, str]:
    """Draw a question: an upper task, a pair, or a lower task by itself."""
    result = shown.result
    if random.random() < 0.2 and result.lowers:
        return "", random.choice(result.lowers).task.key
    upper = random.choice(result.uppers)
    pairs = [pair.lower for pair in (*upper.links, *upper.candidates)]
    return upper.task.key, random.choice(["", *pairs])


def _given(look: Look, random: Random) -> PageAnswer:
    """Draw an answer that the page offers on a question."""
    offered = PAIR if look.upper and look.lower else (*UPPER, *WRITING) if look.upper else LOWER
    verdict, entry = random.choice(offered), AS_PROPOSED
    if verdict is Verdict.REWRITE:
        entry = PlanEntry(f"{random.choice(OWN)} (trang {random.randint(2, 99)})", "", "")
    return PageAnswer(
        verdict=verdict, upper=look.upper, lower=look.lower, entry=entry, saw=look.saw
    )


def _known(line: LogLine) -> tuple[object, ...]:
    """Return by what a line is known again that was lost and came back from a workbook."""
    return (*line.stood, line.note, line.person)


def _about(log: Iterable[Decision], upper: str, lower: str) -> tuple[Decision, ...]:
    """Return the lines on an upper task and its pairs, or on a lower task by itself."""
    if upper:
        return tuple(each for each in log if each.upper == upper)
    return tuple(each for each in log if each.lower == lower and not each.upper)


def _answered(
    said: LogLine,
    before: Sequence[LogLine],
    after: Sequence[LogLine],
    *,
    fresh: bool,
    refused: bool,
) -> Iterator[str]:
    """See that an answer was taken where its author saw all that was said, and else refused.

    Args:
        said: the answer.
        before: the log.
        after: the log then.
        fresh: whether nobody has said anything on the task since its author looked.
        refused: whether she was told that somebody had answered in between.

    """
    stood = standing(before)
    old = stood.get(said.subject)
    # Who says again what stands denies nothing that she has not seen.
    same = old is not None and (old.said, old.note) == (said.said, "")
    same = same and not any(_denied(said, each) for each in _beside(said, stood))
    if list(after[: len(before)]) != list(before):
        yield "the page changed the log"
    if refused and (len(after) > len(before) or same or fresh):
        yield f"refused, and nothing had been said or all was taken: {said}"
    if not refused and not (fresh or same):
        yield f"taken, though somebody had answered in between: {said}"
    if not refused:
        yield from _taken(said, before, after)


def _taken(said: LogLine, before: Sequence[LogLine], after: Sequence[LogLine]) -> Iterator[str]:
    """See that an answer is in the log, and nothing else but what it denies is taken back."""
    stands = standing(after)
    there = stands.get(said.subject)
    if there is None or there.said != said.said:
        yield f"answered on the page and not in the log: {said}"
    for line in after[len(before) :]:
        about = line.subject == said.subject
        if not (about and line.said == said.said) and (about or line.said != WITHDRAWN):
            yield f"the page added what nobody said: {line}"
        if not about and not _denied(said, standing(before).get(line.subject)):
            yield f"the page took back what may stand: {line}"
    for other in _beside(said, stands):
        if _denied(said, other):
            yield f"both stand, and cannot: {said}, {other}"


def _beside(said: LogLine, stands: Mapping[Subject, LogLine]) -> Iterator[LogLine]:
    """Yield what stands on the same upper task."""
    upper = said.subject[0]
    return (each for each in stands.values() if upper and each.subject[0] == upper)


def _denied(said: LogLine, other: LogLine | None) -> bool:
    """Tell whether an answer says that a gap is none, or that what carries a task is a gap."""
    one, two = said.said, other.said if other else ""
    return (one == GONE and two in YES) or (one in YES and two == GONE)


def _undone(
    step: PageStep, before: Sequence[LogLine], after: Sequence[LogLine], *, refused: bool
) -> Iterator[str]:
    """See that what a click has added is taken back, where nobody has answered since."""
    lines = [as_line(each) for each in step.lines]
    # A line that was lost and came back from a workbook is the same one.
    last = {line.subject: line.stood for line in before}
    since = any(last.get(line.subject) != line.stood for line in lines)
    if refused and (not since or len(after) > len(before)):
        yield f"not undone, though nobody has answered since: {lines}"
    if not refused and since:
        yield f"undone, though somebody has answered since: {lines}"
    stands = standing(after)
    for line, earlier in zip(lines, step.before, strict=True) if not refused else ():
        was = as_line(earlier).said if earlier else WITHDRAWN
        there = stands.get(line.subject)
        if (there.said if there else WITHDRAWN) != was:
            yield f"undone, and what stood before does not stand: {was}, {there}"
