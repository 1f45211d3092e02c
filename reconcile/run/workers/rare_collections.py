"""Python's search for rings of objects that nobody holds, less often while units are worked on.

It goes through all that there is, plans and modules included, and finds little: it took a
fifteenth of a run.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

_RARELY = (20_000, 5, 5)
"""New objects before the youngest are gone through; then so many times before the next older.

A unit makes some 70,000: the trees of its documents are let go of before many are there.
"""


@contextmanager
def rare_collections() -> Iterator[None]:
    """Search rarely, and pass over what is there already; after it, as it was before."""
    before = gc.get_threshold()
    collect_rarely()
    try:
        yield
    finally:
        gc.set_threshold(*before)
        gc.unfreeze()


def collect_rarely() -> None:
    """Search rarely in this process from now on, and pass over what is there already."""
    gc.freeze()
    gc.set_threshold(*_RARELY)
