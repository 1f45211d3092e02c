"""The progress of a run: a bar on a terminal, plain lines elsewhere; all on standard error."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    SpinnerColumn,
    Task,
)
from rich.text import Text

from reconcile.run.watch import Watch

READING, GATHERING = "Đang đọc các tệp", "Đang lập bảng tổng hợp"
_NAMED = 3
"""So many units at work are named on the bar at most."""
_LINES = 10
"""So many lines are printed where there is no terminal at most, but for the first and last."""


@contextmanager
def watching() -> Iterator[Watch]:
    """Show the progress of a run."""
    console = Console(stderr=True)
    if not console.is_terminal:
        yield LineWatch(lambda line: console.print(line, markup=False, soft_wrap=True))
        return
    columns = (SpinnerColumn(), _What(), BarColumn(), MofNCompleteColumn(), _HowLong())
    with Progress(*columns, console=console, transient=True) as bar:
        yield BarWatch(bar)


class BarWatch(Watch):
    """Moves a bar: what is at work, how many are done, how long it has taken and will take."""

    def __init__(self, bar: Progress) -> None:
        self.bar = bar
        self.task = bar.add_task(READING, total=None)
        self.at_work: list[str] = []

    def expects(self, units: int) -> None:
        """Give the bar its length."""
        self.bar.reset(self.task, total=units)

    def begins(self, unit: str) -> None:
        """Name the unit."""
        self.at_work.append(unit)
        self._describe()

    def ends(self, unit: str) -> None:
        """Move on."""
        if unit in self.at_work:
            self.at_work.remove(unit)
        self._describe()
        self.bar.advance(self.task)

    def gathers(self) -> None:
        """Say what is left."""
        self.bar.update(self.task, description=GATHERING)

    def _describe(self) -> None:
        """Name the units at work."""
        more = len(self.at_work) - _NAMED
        names = ", ".join(self.at_work[:_NAMED]) + (f" và {more} đơn vị khác" if more > 0 else "")
        self.bar.update(self.task, description=names)


class LineWatch(Watch):
    """Prints a line now and then."""

    def __init__(
        self, say: Callable[[str], None], clock: Callable[[], float] = time.monotonic
    ) -> None:
        self.say = say
        self.clock = clock
        self.begun = clock()
        self.units = self.done = self.told = 0
        say(f"{READING}…")

    def expects(self, units: int) -> None:
        """Begin to count, or go on: plans of levels between come after the units."""
        self.units = self.done + units

    def ends(self, unit: str) -> None:
        """Say how many are done, a tenth of them at a time."""
        self.done += 1
        if self.done * _LINES // self.units > self.told:
            self.told = self.done * _LINES // self.units
            left = self.units - self.done
            spent = _duration(self.clock() - self.begun)
            self.say(f"[{self.done}/{self.units}] {unit} (còn {left} đơn vị, đã chạy {spent})")

    def gathers(self) -> None:
        """Say what is left."""
        self.say(f"{GATHERING}…")


class _What(ProgressColumn):
    """What is at work; text from files is never markup."""

    def render(self, task: Task) -> Text:
        """Show it."""
        return Text(task.description, overflow="ellipsis", no_wrap=True)


class _HowLong(ProgressColumn):
    """How long it has taken, and about how long it will."""

    def render(self, task: Task) -> Text:
        """Show both."""
        spent = f"đã chạy {_duration(task.elapsed or 0)}"
        left = task.time_remaining
        return Text(spent if left is None else f"{spent}, còn khoảng {_duration(left)}")


def _duration(seconds: float) -> str:
    """Say how long."""
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes} phút {rest:02d} giây" if minutes else f"{rest} giây"
