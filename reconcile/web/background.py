"""Long work beside the page: one at a time, told while it goes on, and to be stopped."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from threading import Event, Lock, Thread
from time import monotonic
from typing import Any

from reconcile.errors import OutputError, ReconcileError
from reconcile.run.watch import Watch

_TOO_LITTLE = 2
"""Units after which the time that is left can be told."""


class StoppedError(Exception):
    """Somebody has asked for the work to stop."""


@dataclass(frozen=True, slots=True)
class WorkProgress:
    """How far the work of now is, or how the last one ended."""

    name: str = ""
    """What is done, as people call it; empty before the first."""
    is_running: bool = False
    done: int = 0
    total: int = 0
    began: float = 0.0
    seconds: float = 0.0
    """How long it took, once it has ended."""
    result: Any = None
    error: ReconcileError | None = None
    stopped: bool = False
    broken: str = ""
    """Kind of a failure that nobody foresaw."""

    @property
    def failures(self) -> tuple[OutputError, ...]:
        """The files that the work could not write, though it came to its end."""
        return tuple(getattr(self.result, "failures", ()))

    @property
    def left(self) -> int:
        """Seconds that seem to be left; 0 where that cannot be told."""
        if not self.is_running or self.done < _TOO_LITTLE:
            return 0
        each = (monotonic() - self.began) / self.done
        return round(each * (self.total - self.done))


class Background:
    """The one place where long work is done."""

    def __init__(self) -> None:
        self.progress = WorkProgress()
        self._stop = Event()
        self._lock = Lock()
        self._thread: Thread | None = None

    def start(self, name: str, work: Callable[[Watch], Any]) -> bool:
        """Begin a work; False where another is still going on."""
        with self._lock:
            if self.progress.is_running:
                return False
            self._stop.clear()
            self.progress = WorkProgress(name, is_running=True, began=monotonic())
            self._thread = Thread(target=self._do, args=(work,), daemon=True)
            self._thread.start()
        return True

    def stop(self) -> None:
        """Ask the work to stop after the unit it is at; nothing half-done is left."""
        self._stop.set()

    def forget_failure(self) -> None:
        """Tell no more how the last work failed: what it failed on has been changed."""
        with self._lock:
            if not self.progress.is_running and (self.progress.error or self.progress.broken):
                self.progress = WorkProgress()

    def wait(self, seconds: float | None = None) -> WorkProgress:
        """Wait for the end of what is going on, or only so many seconds."""
        if self._thread is not None:
            self._thread.join(seconds)
        return self.progress

    def _do(self, work: Callable[[Watch], Any]) -> None:
        """Do a work, and keep how it ended."""
        end = {}
        try:
            end = {"result": work(_Noting(self))}
        except StoppedError:
            end = {"stopped": True}
        except ReconcileError as error:
            end = {"error": error}
        except Exception as error:  # noqa: BLE001 - told on the page; the program goes on
            end = {"broken": type(error).__name__}
        now = self.progress
        took = monotonic() - now.began
        self.progress = replace(now, is_running=False, seconds=took, **end)

    def expect(self, units: int) -> None:
        """Note how many more units the work is on: plans of levels between come after the units."""
        self.progress = replace(self.progress, total=self.progress.done + units)

    def count(self) -> None:
        """Note that a unit is done, and stop there if asked to."""
        self.progress = replace(self.progress, done=self.progress.done + 1)
        if self._stop.is_set():
            raise StoppedError


class _Noting(Watch):
    """Tells the page how a run goes."""

    def __init__(self, background: Background) -> None:
        self._background = background

    def expects(self, units: int) -> None:
        """Take note of how many units there are to settle."""
        self._background.expect(units)

    def ends(self, unit: str) -> None:  # noqa: ARG002 - the page counts units
        """Take note that a unit is settled."""
        self._background.count()
