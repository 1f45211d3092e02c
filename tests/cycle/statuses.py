"""Offices report how far tasks are, and correct themselves: of their words none is lost or doubled.

The files lie in inputs/status as they were sent. Whatever becomes of the database, ``track`` takes
in what lies there; an independent recount says which word stands on a task, and which word of
another source contradicts it.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from cycle.memory import AS_OF, Memory
from reconcile.model import Progress, Side, StatusEntry, TaskOf, Where
from reconcile.store.cache import fingerprint
from reconcile.store.database import writing
from reconcile.store.status_entries import add_entries, all_entries, deliver
from reconcile.tracking.entries import standing_entry
from reconcile.vocabulary.states import read_status

WORDS = {
    "Đã hoàn thành": Progress.DONE,
    "Đang triển khai": Progress.UNDER_WAY,
    "Chưa triển khai": Progress.NOT_BEGUN,
}
DONE = "Đã hoàn thành"
SOURCES = ("Sở Tài chính", "Sở Tư pháp", "UBND xã")
Told = tuple[str, str, date, str]
"""What counts of an entry: task key, source, day, words."""


@dataclass(frozen=True)
class Report:
    """A file that a source has sent."""

    number: int
    """In the order in which they came."""
    source: str
    day: date
    rows: tuple[tuple[str, str], ...]
    """Task key and words."""

    @property
    def sha256(self) -> str:
        """The hash of its content."""
        return fingerprint(self.number, self.source, self.rows)


@dataclass
class Statuses:
    """What lies in inputs/status."""

    reports: list[Report] = field(default_factory=list)

    def report(self, office: Memory, random: Random) -> str:
        """A source tells of some tasks, for a day that it may have told of before."""
        keys = sorted(task.key for task in office.shown.result.upper.tasks) if office.shown else []
        if not keys or len(self.reports) > 11:
            return ""
        told = random.sample(keys, min(len(keys), random.randint(1, 4)))
        day = AS_OF - timedelta(days=7 * random.randint(0, 4))
        rows = tuple((key, random.choice(list(WORDS))) for key in told)
        new = Report(len(self.reports), random.choice(SOURCES), day, rows)
        again = any((each.source, each.day) == (new.source, day) for each in self.reports)
        self.reports.append(new)
        return f"{'corrects' if again else 'new'}: {new.source}, {day}, {len(rows)} rows"

    def track(self, office: Memory) -> tuple[str, Iterable[str]]:
        """Take in all that lies there, as ``track`` does; return what is wrong."""
        if not self.reports:
            return "", ()
        added = 0
        for each in self.reports:
            with writing(office.database, lasting=True):
                told = each.day, len(each.rows)
                to = deliver(office.database, each.source, f"{each.number}.xlsx", each.sha256, told)
                added += add_entries(office.database, to, _entries(each))
        return f"{added} new", self.check(office)

    def check(self, office: Memory) -> Iterator[str]:
        """See that each word is there once, and that of each task the right one stands."""
        entries = all_entries(office.database)
        there = Counter((e.duty.task, e.stream, e.day, e.words) for e in entries)
        given = Counter(told for each in self.reports for told in _told(each))
        for lost in given - there:
            yield f"lost: {lost}"
        for doubled in there - given:
            yield f"doubled, or said by nobody: {doubled}"
        for task in {each.duty.task for each in entries}:
            stands = standing_entry([e for e in entries if e.duty.task == task], AS_OF)
            words, against = self.recount(task)
            if stands is None or stands.said.progress is not WORDS[words]:
                yield f"{words} is the last word on {task}, and {stands} stands"
            elif {each.stream for each in stands.against} != against:
                yield f"contradicted by {against}, and told is {stands.against}"

    def recount(self, task: str) -> tuple[str, set[str]]:
        """Return the last word on a task, and the sources whose last word contradicts it.

        The latest day counts, and of a source and a day what it sent last; on one day what is
        open outweighs what is done, and what came later what came before.
        """
        sent = {(e.source, e.day): e for e in self.reports if task in dict(e.rows)}
        in_time = sorted(sent.values(), key=lambda each: (each.day, each.number))
        said = [(each.source, each.day, dict(each.rows)[task]) for each in in_time]
        open_then = [words for _, day, words in said if day == said[-1][1] and words != DONE]
        stands = open_then[-1] if open_then else DONE
        last = {source: words for source, _, words in said}
        against = {source for source, words in last.items() if words == DONE != stands}
        return stands, against


def _told(report: Report) -> Iterator[Told]:
    """Yield what a report says."""
    for key, words in report.rows:
        yield key, report.source, report.day, words


def _entries(report: Report) -> Iterator[tuple[str, StatusEntry]]:
    """Yield the entries of a report, each with its place."""
    for row, (key, words) in enumerate(report.rows, start=2):
        duty = TaskOf("", Side.UPPER, key)
        where = Where(f"{report.number}.xlsx", "Trang1", row)
        said = read_status(words)
        yield str(row), StatusEntry(duty, report.day, said, words, report.source, where)
