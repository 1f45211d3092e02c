"""Many items at once: the same work on each, here or in further processes."""

import os
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from itertools import islice
from multiprocessing import active_children
from signal import SIG_IGN, SIGINT, signal
from typing import Any, TypeVar

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
    work: Callable[[Shared, Item], Made], shared: Shared, items: Iterable[Item], workers: int
) -> Iterator[tuple[int, Made]]:
    """Do a work on every item, as each gets ready.

    An item is asked for only when it is about to be handed out: of a long row of large items no
    more than ``workers + AHEAD`` are there at a time.

    Args:
        work: a function at the top of a module; what it raises stops the rest.
        shared: sent to each process once, not with each item.
        items: what the work is done on.
        workers: processes; with 1 everything is done in this one, in order.

    Yields:
        The position of an item, and what the work made of it.

    """
    if workers == 1:
        yield from ((at, work(shared, item)) for at, item in enumerate(items))
        return
    with ProcessPoolExecutor(workers, initializer=_begin, initargs=(work, shared)) as pool:
        numbered = enumerate(items)
        at_work: dict[Future[Made], int] = {}
        try:
            while True:
                for at, item in islice(numbered, workers + AHEAD - len(at_work)):
                    at_work[pool.submit(_do, item)] = at
                if not at_work:
                    return
                done, _ = wait(at_work, return_when=FIRST_COMPLETED)
                for future in done:
                    yield at_work.pop(future), future.result()
        except BaseException:
            # Workers own nothing, so that what they are at may be dropped: nobody waits for it.
            for worker in active_children():
                worker.terminate()
            # Waits for the thread that watches them; else it would fail as the program ends.
            pool.shutdown(wait=True, cancel_futures=True)
            raise


_HERE: list[Any] = []
"""In a worker: the work, and what all items share."""


def _begin(work: Callable[[Any, Any], Any], shared: object) -> None:
    """Prepare a worker; the parent alone answers Ctrl-C."""
    signal(SIGINT, SIG_IGN)
    _HERE[:] = [work, shared]


def _do(item: object) -> Any:
    """Do the work on one item in a worker."""
    work, shared = _HERE
    return work(shared, item)
