"""Review workbooks that somebody has given another name since they were read."""

from collections.abc import Collection, Iterable, Mapping
from sqlite3 import Connection

from reconcile.review import Review
from reconcile.store.cache import keep, kept_names, recall
from reconcile.store.decisions import files_of_writing

_NAMES = "workbook-names"


def read_before(database: Connection) -> frozenset[str]:
    """Return the names of the workbooks that earlier runs have read."""
    return kept_names(database, "review")


def names_of_before(
    database: Connection, reviews: Iterable[Review], there: Collection[str], known: Collection[str]
) -> Mapping[str, tuple[str, ...]]:
    """Tell under which names workbooks were read before they had those of now.

    A workbook that is new under its name is the one that was read under another where that is
    gone and both are of one writing. It is settled when it is first seen: a copy that lies beside
    another all along does not become it when that is removed.

    Args:
        database: the working folder's, open.
        reviews: of the workbooks, as read.
        there: names of all that lie there.
        known: of ``read_before``, before these were read.

    """
    found: dict[str, tuple[str, ...]] = {}
    for file, writing in {each.file: each.generation for each in reviews}.items():
        if not writing:
            continue
        names = recall(database, _NAMES, file, writing, tuple[str, ...])
        if names is None:
            gone = () if file in known else files_of_writing(database, writing)
            names = tuple(each for each in gone if each not in there)
            keep(database, _NAMES, file, writing, names)
        found[file] = tuple(each for each in names if each not in there)
    return found
