"""Panics of calamine, which is written in Rust: made errors like those of other readers."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_STDERR = 2


@contextmanager
def panics_as_errors() -> Iterator[None]:
    """Turn a panic of calamine into an error, and keep what it prints from the user.

    A damaged file may make it panic: that prints a backtrace to the error stream itself, and
    raises an exception that is no ``Exception``.
    """
    kept = os.dup(_STDERR)
    try:
        with Path(os.devnull).open("wb") as nowhere:
            os.dup2(nowhere.fileno(), _STDERR)
            yield
    except BaseException as error:
        # By its name, for no module hands that class out.
        if type(error).__name__ == "PanicException":
            raise ValueError(str(error)) from error
        raise
    finally:
        os.dup2(kept, _STDERR)
        os.close(kept)
