"""Names as people read them: one name, whatever its capitals, spaces and Unicode form."""

import re
from collections.abc import Iterable, Mapping
from pathlib import PurePosixPath
from typing import TypeVar

from reconcile.vocabulary.text import fold, unmarked

Value = TypeVar("Value")
_ENDING = re.compile(
    r"\.(?:xlsx?|xlsm|xlsb|ods|csv|tsv|docx?|odt|rtf|txt|pdf|html?|zip)$", re.IGNORECASE
)


def fitting(said: str, names: Iterable[str]) -> tuple[str, ...]:
    """Find the names that a name means: those written so, else those read so, else likely ones.

    Diacritics come first: ``Sơn Hà`` and ``Sơn Hạ`` are two, and ``son ha`` may be either.

    Returns:
        In the order given, each once; several where the name fits them alike.

    """
    offered = tuple(dict.fromkeys(names))
    for fits in (_is_written_so, is_read_so, _is_likely):
        found = tuple(name for name in offered if fits(said, name))
        if found:
            return found
    return ()


def entry(entries: Mapping[str, Value], *names: str) -> Value | None:
    """Look up what is said under a name, typed with whatever capitals, spaces and Unicode form.

    Args:
        entries: what is said, by name.
        names: those to look for, the best first.

    Returns:
        The entry; None where there is none, and where two fit alike.

    """
    keys = (key for name in names if (key := entry_key(entries, name)) is not None)
    return next((entries[key] for key in keys), None)


def entry_key(entries: Iterable[str], name: str) -> str | None:
    """Return the one key that a name is written or read as; None where none or several are."""
    keys = tuple(entries)
    if name in keys:
        return name
    found = [key for key in keys if is_read_so(name, key)]
    return found[0] if len(found) == 1 else None


def is_read_so(said: str, name: str) -> bool:
    """Tell whether two names read the same, diacritics included."""
    return fold(said) == fold(name)


def could_be(said: str, name: str) -> bool:
    """Tell whether a folded name is another whose diacritics were left out, all or some.

    A mark that is there counts: ``son hạ`` is never ``sơn hà``.
    """
    return len(said) == len(name) and all(
        one in (other, unmarked(other)) for one, other in zip(said, name, strict=True)
    )


def without_ending(file: str) -> str:
    """Take the ending off a file's name; what follows another dot stays: ``TT. Cầu Mới``."""
    return _ENDING.sub("", file)


def has_ending(name: str) -> bool:
    """Tell whether a name is a file's, by its ending."""
    return _ENDING.search(name) is not None


def _is_written_so(said: str, name: str) -> bool:
    """Tell whether two names are the same to the letter."""
    return said == name


def _is_likely(said: str, name: str) -> bool:
    """Tell whether either of two names is the other without its diacritics."""
    one, other = fold(said), fold(name)
    return could_be(one, other) or could_be(other, one)


def with_archive(file: str) -> tuple[str, ...]:
    """Return a file's name with the archive that it lies in, and its own name alone."""
    return tuple(dict.fromkeys((file, PurePosixPath(file).name or file)))


def whole_names(file: str) -> tuple[str, ...]:
    """Return the names of a file that have its ending: who writes one so means that file."""
    return tuple(name for name in with_archive(file) if has_ending(name))


def stem(file: str) -> str:
    """Return a file's own name without its ending."""
    return without_ending(with_archive(file)[-1])
