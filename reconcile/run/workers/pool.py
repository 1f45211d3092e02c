"""Many items at once: the same work on each, here or in further processes."""

import os
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from itertools import islice
from multiprocessing import active_children, connection, parent_process
from signal import SIG_IGN, SIGINT, signal
from threading import Thread
from typing import Any, TypeVar

from reconcile.office.limits import most
from reconcile.run.workers.process_limits import limit_memory, limit_time
from reconcile.run.workers.rare_collections import collect_rarely, rare_collections

Shared = TypeVar("Shared")
Item = TypeVar("Item")
Made = TypeVar("Made")

WORTH_A_POOL = 12
"""Items from which starting further processes pays off."""
AHEAD = 2
"""Items handed out beyond one for each process, so that none waits for the next."""


def workers_for(asked: int, items: int) -> int:
    """Settle how many processes work.

    Args:
        asked: what the user asked for; 0 for one per processor where that pays off.
        items: how many items there are.

    Returns:
        1 or more; 1 means that no further process is started.

    """
    if asked == 0:
        asked = (os.cpu_count() or 1) if items >= WORTH_A_POOL else 1
    return max(1, min(asked, items))


def spread(
    work: Callable[[Shared, Item], Made],
    shared: Shared,
    items: Iterable[Item],
    workers: int,
    lost: Callable[[Item], Made] | None = None,
) -> Iterator[tuple[int, Made]]:
    """Do a work on every item, as each gets ready.

    An item is asked for only when it is about to be handed out: of a long row of large items no
    more than ``workers + AHEAD`` are there at a time.

    Args:
        work: a function at the top of a module; what it raises stops the rest.
        shared: sent to each process once, not with each item.
        items: what the work is done on.
        workers: processes; with 1 everything is done in this one, in order.
        lost: a function at the top of a module: what an item comes to that takes more memory or
            time than a worker has. Without one workers have no limit, and the end of one stops
            the rest.

    Yields:
        The position of an item, and what the work made of it.

    """
    numbered, worker = enumerate(items), _Worker(work, shared, lost)
    with rare_collections():
        if workers == 1:
            yield from ((at, _bounded(work, shared, item, lost)) for at, item in numbered)
            return
        while suspects := (yield from _together(worker, numbered, workers)):
            # A worker has come to its end. One by one: only who ends another one is to blame.
            for at, item in suspects:
                yield at, _alone(worker, item)


@dataclass(frozen=True, slots=True)
class _Worker:
    """What a worker begins with."""

    work: Callable[[Any, Any], Any]
    shared: Any
    lost: Callable[[Any], Any] | None

    def pool(self, workers: int) -> ProcessPoolExecutor:
        """Start so many."""
        return ProcessPoolExecutor(workers, initializer=_begin, initargs=(self,))


def _together(
    worker: _Worker, numbered: Iterator[tuple[int, Any]], workers: int
) -> Generator[tuple[int, Any], None, list[tuple[int, Any]]]:
    """Do the work on items until none is left, or a worker comes to its end.

    Returns:
        The items that were at work then; none where all are done.

    """
    at_work: dict[int, Any] = {}
    with worker.pool(workers) as pool:
        try:
            yield from _handed_out(pool, numbered, workers + AHEAD, at_work)
        except BrokenProcessPool:
            if worker.lost is None:
                raise
        except BaseException:
            # Workers own nothing, so that what they are at may be dropped: nobody waits for it.
            for process in active_children():
                process.terminate()
            # Waits for the thread that watches them; else it would fail as the program ends.
            pool.shutdown(wait=True, cancel_futures=True)
            raise
    return sorted(at_work.items())


def _handed_out(
    pool: ProcessPoolExecutor,
    numbered: Iterator[tuple[int, Any]],
    room: int,
    at_work: dict[int, Any],
) -> Iterator[tuple[int, Any]]:
    """Hand items out as there is room for them, and yield what was made of each."""
    futures: dict[Future[Any], int] = {}
    while True:
        for at, item in islice(numbered, room - len(futures)):
            # Before it is handed out: that may show that a worker has come to its end.
            at_work[at] = item
            futures[pool.submit(_do, item)] = at
        if not futures:
            return
        done, _ = wait(futures, return_when=FIRST_COMPLETED)
        for future in done:
            made, at = future.result(), futures.pop(future)
            del at_work[at]
            yield at, made


def _alone(worker: _Worker, item: Any) -> Any:
    """Do the work on one item in a process of its own."""
    with worker.pool(1) as pool:
        try:
            return pool.submit(_do, item).result()
        except BrokenProcessPool:
            if worker.lost is None:
                raise
            return worker.lost(item)


_HERE: list[_Worker] = []
"""In a worker: what it began with."""


def _begin(worker: _Worker) -> None:
    """Prepare a worker; the parent alone answers Ctrl-C."""
    signal(SIGINT, SIG_IGN)
    Thread(target=_end_with_parent, daemon=True).start()
    collect_rarely()
    _HERE[:] = [worker]
    if worker.lost is not None:
        limit_memory(most("memory"))


def _end_with_parent() -> None:
    """End this worker when its parent ends, however: one that was killed tells nobody."""
    if parent := parent_process():
        connection.wait([parent.sentinel])
        os._exit(1)


def _do(item: object) -> Any:
    """Do the work on one item in a worker."""
    (worker,) = _HERE
    if worker.lost is not None:
        limit_time(most("reading"))
    return _bounded(worker.work, worker.shared, item, worker.lost)


def _bounded(
    work: Callable[[Shared, Item], Made],
    shared: Shared,
    item: Item,
    lost: Callable[[Item], Made] | None,
) -> Made:
    """Do the work on one item; where there is no memory for it, it is lost."""
    try:
        return work(shared, item)
    except MemoryError:
        if lost is None:
            raise
        return lost(item)
