"""What the words of a status cell say: how far a task is, when it was done, what shows it.

The words alone; what the day and the deadline make of them is ``tracking/states.py``.
"""

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from reconcile.model import Progress, StatusWords, Timing
from reconcile.vocabulary.directives import Citation, find_citations, find_directives
from reconcile.vocabulary.patterns import whole_words
from reconcile.vocabulary.state_clauses import Clause, clauses_of
from reconcile.vocabulary.state_figures import find_percent
from reconcile.vocabulary.symbols import KIND, WORD
from reconcile.vocabulary.tables import table
from reconcile.vocabulary.text import bare, fold, one_line, unmarked
from reconcile.vocabulary.times import Time, find_times

_TABLE = table("states")
_CLOCK = {name: whole_words(said) for name, said in _TABLE["clock"].items()}
_PRODUCTS = frozenset(_TABLE["document"]["product"])
_OTHER_DAY = whole_words([rf"(?:{'|'.join(_TABLE['day']['not_done'])}) \d[\d/. -]*"])
_BASIS = re.compile(
    rf"(?<!\w)(?:{'|'.join(map(bare, _TABLE['day']['basis']))})\s+(?:{WORD})?\s*(?:so)?\s*$"
)
_NAMED = re.compile(rf"(?i:(?:{WORD}|{KIND})?\s*(?:so)?\s*);")
_NO_FACT = ("to-come", "nothing")
_STILL_OPEN = {"not-done", "not-begun", "to-begin", "to-come", "waiting", "asked"}


@lru_cache(maxsize=1 << 13)
def read_status(text: str) -> StatusWords:
    """Read the words of a status cell.

    Args:
        text: what the cell shows, in any Unicode form, with or without diacritics.

    Returns:
        What the words say, nothing guessed: a step, a forecast, a part or a negated word is never
        done, and words that are not known are ``UNKNOWN``.

    """
    clauses = clauses_of(text)
    progress = _progress(_standing(clauses))
    if not any(clause.says for clause in clauses):
        progress = _by_document(text)
    said = StatusWords(
        progress,
        _timing(progress, clauses),
        percent=next((p for p in (find_percent(c.text) for c in clauses) if p), None),
        documents=find_directives(text),
        extension_asked=any(clause.says == "asked" for clause in clauses),
    )
    granted = [time for c in clauses if c.says == "granted" for time in _times(c.text)]
    if granted:
        said = replace(said, extended_to=_latest(granted))
    if progress is Progress.DONE:
        said = replace(said, done_on=_done_on(text))
    return said


def _standing(clauses: Sequence[Clause]) -> list[str]:
    """Return what the clauses say, without those that a later “đến nay đã …” overtakes."""
    start = max((at for at, c in enumerate(clauses) if c.overtakes and c.says == "done"), default=0)
    return [clause.says for clause in clauses[start:] if clause.says]


def _progress(said: Sequence[str]) -> Progress:
    """Put together what the clauses say: whatever is open outweighs what is done."""
    for apart in (Progress.WITHDRAWN, Progress.PAUSED):
        if apart in said:
            return apart
    begun = [word for word in said if word in {"under-way", "recurring"}]
    if begun:
        # “Đang triển khai, thường xuyên đôn đốc” runs; “Thường xuyên, đang làm” recurs.
        return Progress(begun[0])
    if "done" in said and _STILL_OPEN.intersection(said):
        return Progress.UNDER_WAY
    for words, progress in _WEAKER:
        if words.intersection(said):
            return progress
    return Progress.UNKNOWN


_WEAKER = (
    # Of what is said to run, the work of one period is a part.
    ({"period"}, Progress.RECURRING),
    ({"not-begun", "to-begin"}, Progress.NOT_BEGUN),
    ({"not-done", "asked"}, Progress.NOT_DONE),
    ({"waiting", "to-come"}, Progress.UNDER_WAY),
    ({"doubtful"}, Progress.UNKNOWN),
    ({"done"}, Progress.DONE),
    ({"granted", "late", "in-time", "slow"}, Progress.NOT_DONE),
)
"""The first that is said counts, where nothing is said to run."""


def _timing(progress: Progress, clauses: Sequence[Clause]) -> Timing:
    """Read what is said of the clock, where a clock runs."""
    # A promise to be in time, or the danger of being late, tells nothing of the day.
    said = "; ".join(clause.text for clause in clauses if clause.says not in _NO_FACT)
    done = progress is Progress.DONE
    if not (done or progress.is_open) or any(c.says in {"asked", "granted"} for c in clauses):
        return Timing.UNKNOWN
    # “Chưa quá hạn” names both, and means what it denies.
    if _CLOCK["denied"].search(said):
        return Timing.IN_TIME
    if _CLOCK["late"].search(said) or (done and _CLOCK["late_done"].search(said)):
        return Timing.LATE
    return Timing.IN_TIME if _CLOCK["in_time"].search(said) else Timing.UNKNOWN


def _by_document(text: str) -> Progress:
    """Take a document that stands alone for the product, where it is of a type of products."""
    cited = find_citations(text)
    rest = _NAMED.sub("", unmarked(_without(text, cited)))
    if cited and not re.search(r"\w", rest) and all(c.directive.kind in _PRODUCTS for c in cited):
        return Progress.DONE
    return Progress.UNKNOWN


def _done_on(text: str) -> dt.date | None:
    """Find the day on which a task was done: a day that is named, else that of its document."""
    line, cited = one_line(text), find_citations(text)
    named = _times(_OTHER_DAY.sub(fold(_without(text, cited)), ";"))
    if named:
        return _latest(named)
    dates = [
        c.directive.date
        for c in cited
        # “Theo Kế hoạch số …” names what it rests on.
        if c.directive.date and not _BASIS.search(bare(line[: c.start]))
    ]
    return max(dates, default=None)


def _times(text: str) -> list[Time]:
    """Find the days that a status names, without those of documents and of deadlines."""
    plain = bare(_without(text, find_citations(text)))
    return [time for time in find_times(plain) if time.day and time.exists]


def _latest(times: Sequence[Time]) -> dt.date | None:
    """Return the latest of some days."""
    return max((time.last for time in times), default=None)


def _without(text: str, cited: Sequence[Citation]) -> str:
    """Take the citations out of a text, on one line."""
    line = one_line(text)
    for each in reversed(cited):
        line = f"{line[: each.start]};{line[each.end :]}"
    return line
