"""Numbers in status cells: a part of a whole, and percents of the work, a target or a period."""

import re
from collections.abc import Iterator

from reconcile.model import Percent, PercentOf
from reconcile.vocabulary.patterns import whole_words
from reconcile.vocabulary.tables import table

_TABLE = table("states")
_OF = _TABLE["percent"]
_WORK = whole_words(_OF["work"])
_PERIOD = whole_words(_OF["period"])
_OVER = whole_words([f"(?:{'|'.join(_OF['over'])})$"])
_AGAINST = whole_words(_OF["against"])
_BEFORE_WORK = whole_words(_OF["before_work"])
_DATED = whole_words(_OF["dated"])
_PERCENT = re.compile(r"(?<![\d.,])(\d+(?:[.,]\d+)?)\s?%")
_TARGET = re.compile(r"(\d+(?:[.,]\d+)?)\s?%\s?/\s?(\d+(?:[.,]\d+)?)\s?%")
_PART = re.compile(
    r"(?<![\d/.,-])(\d[\d.,]*)\s?(?:[^\W\d_]{1,2}\d?)?/\s?(\d[\d.,]*)"
    r"(?!\d|\s?[/.-]\s?\d|\s?[/-]\s?[^\W\d_]|\s?%)(?P<unit>\s*[^\W\d_]+)?"
)
_DAYS, _MONTHS, _YEARS = 31, 12, 1900
_WHOLE = 100.0


def progress_by_figures(clause: str) -> str:
    """Tell what the numbers of a folded clause say; ``""`` where they say nothing.

    Returns:
        A word of the rules: ``done`` where the part is the whole or the work is at 100 %,
        ``under-way`` for less, ``not-begun`` for 0 %, ``period`` for a percent of a period,
        ``doubtful`` for ``xong 5/10``, which may be a day or a part.

    """
    target = _TARGET.search(clause)
    if target:
        return "done" if _number(target[1]) >= _number(target[2]) else "under-way"
    parts = set(_parts(clause))
    if parts:
        return next(word for word in ("doubtful", "under-way", "done") if word in parts)
    percent = find_percent(clause)
    return _of_percent(percent) if percent else ""


def find_percent(clause: str) -> Percent | None:
    """Find the percent of a folded clause, and of what it is."""
    hit = _PERCENT.search(clause)
    if not hit:
        return None
    value = _number(hit[1])
    before, after = clause[: hit.start()].strip(), clause[hit.end() :].strip()
    if _PERIOD.search(after):
        return Percent(value, PercentOf.PERIOD)
    if _OVER.search(before):
        value += _WHOLE
    after = _AGAINST.sub(after).strip()
    # What is left of the words before it is the thing of which it is a share.
    alone = not _BEFORE_WORK.sub(before).strip(" -:")
    first = _WORK.search(after)
    of_work = (alone and not after) or (first is not None and first.start() == 0)
    return Percent(value, PercentOf.WORK if of_work else PercentOf.TARGET)


def _of_percent(percent: Percent) -> str:
    """Tell what a percent says of the progress."""
    if percent.of is PercentOf.PERIOD:
        return "period"
    if percent.value == 0:
        return "not-begun"
    if percent.value < _WHOLE:
        return "under-way"
    # A target that is reached leaves open whether the duty ends with it.
    return "done" if percent.of is PercentOf.WORK else ""


def _parts(clause: str) -> Iterator[str]:
    """Read every ``n/m`` of a clause that is no day and no number of a document."""
    for hit in _PART.finditer(clause):
        # 1.250 is a thousand and more, 3,5 a half more than three.
        part, whole = (_number(n.replace(".", "").strip(",")) for n in hit.groups()[:2])
        dated = _DATED.search(clause[: hit.start()].rstrip()[-12:]) is not None
        if dated or whole >= _YEARS > part or not whole:
            continue
        if not hit["unit"] and part <= _DAYS and whole <= _MONTHS:
            yield "doubtful"
        else:
            yield "done" if part >= whole else "under-way"


def _number(text: str) -> float:
    """Read a number with a comma or a point."""
    return float(text.replace(",", "."))
