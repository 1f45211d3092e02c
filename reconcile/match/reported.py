"""Rows of a source of statuses → the tasks that they are about: surely, perhaps, or none.

A row names its task by a key of ours, by its text, cut or reworded, or by a number beside it. What
is not sure is never taken: a person says which task a doubtful row is about.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from rapidfuzz import fuzz

from reconcile.match.pairing import match
from reconcile.match.prepared import Prepared, prepare
from reconcile.model import StatusRow, Task
from reconcile.vocabulary.text import bare, fold

_CUT = re.compile(r"\s*(?:\.{2,}|…)\s*$")
_NUMBERED = re.compile(r"\(?nhiem vu so (\d+)\b")
_FIGURES = re.compile(r"\d+")
_NAMING, _AT_MOST_ONE_BETWEEN = 4, r"(?: \S+)? "
"""Words that name a task as “Xóa điểm lõm sóng” names “Xóa các điểm lõm sóng di động …”."""
_LONG = 30
"""Letters from which on a beginning tells a task."""
_SAME, _NEAR = 92.0, 60.0
"""Likeness, 0 to 100: of a text that was hardly changed, and of one that goes with its number."""
_APART = 6.0
"""By how much the likeness must be greater than that of any other task."""
_SURE, _RIVAL, _WORTH = 0.97, 0.1, 0.2
"""Probability of a pair that is taken, of a rival that makes it doubtful, of one worth a look."""
_FAR = 62
"""Days between two deadlines that one task hardly has."""
_SHOWN = 3
"""Tasks that are shown for a doubtful row."""


class FoundBy(StrEnum):
    """By what a row was known to be about a task."""

    KEY = "key"
    LINK = "link"
    TEXT = "text"
    NUMBER = "number"
    MATCHER = "matcher"


@dataclass(frozen=True, slots=True)
class About:
    """Which task a row is about."""

    task: str = ""
    """Key; empty where that is not sure."""
    by: FoundBy | None = None
    perhaps: tuple[str, ...] = ()
    """Keys of the tasks that it may be about, the likeliest first; empty with none likely."""


class TaskFinder:
    """Finds the tasks of one plan that rows are about."""

    def __init__(self, prepared: Prepared, synonyms: Sequence[Sequence[str]] = ()) -> None:
        self.prepared = prepared
        self.tasks = prepared.tasks
        self._synonyms = tuple(map(tuple, synonyms))
        self._texts = {task.key: bare(task.text) for task in self.tasks}
        self._by_text: dict[str, list[str]] = defaultdict(list)
        for task in self.tasks:
            self._by_text[fold(task.text)].append(task.key)
        stts = Counter(task.stt for task in self.tasks)
        self._by_stt = {task.stt: task.key for task in self.tasks if stts[task.stt] == 1}

    def find(self, rows: Sequence[StatusRow], links: Mapping[str, str]) -> list[About]:
        """Find the task of each row.

        Args:
            rows: of one source.
            links: what earlier deliveries called a task, folded → its key.

        """
        found = [self._plainly(row, links) for row in rows]
        left = [at for at, about in enumerate(found) if about is None]
        texts = list(dict.fromkeys(fold(rows[at].text) for at in left))
        guessed = dict(zip(texts, self._guess(texts, [rows[at] for at in left]), strict=True))
        abouts = [
            self._checked(row, about or guessed[fold(row.text)])
            for row, about in zip(rows, found, strict=True)
        ]
        return _without_rivals(rows, abouts)

    def plainly(self, row: StatusRow) -> About | None:
        """Find the task of one row by its text alone, without guessing; None where none fits."""
        about = self._plainly(row, {})
        return about if about and about.task else None

    def _plainly(self, row: StatusRow, links: Mapping[str, str]) -> About | None:
        """Find a task by a key, a link, its text or its number; None where nothing is plain."""
        if row.key in self._texts:
            return About(row.key, FoundBy.KEY)
        for called in (row.own_id, row.text):
            if called and (key := links.get(fold(called))) in self._texts:
                return About(str(key), FoundBy.LINK)
        same = self._by_text.get(fold(row.text), ())
        if same:
            return About(same[0], FoundBy.TEXT) if len(same) == 1 else About(perhaps=tuple(same))
        return self._by_beginning(row.text) or self._by_likeness(row)

    def _by_beginning(self, text: str) -> About | None:
        """Find the one task that begins as a text that was cut."""
        start = fold(_CUT.sub("", text))
        if len(start) < _LONG:
            return None
        keys = [task.key for task in self.tasks if fold(task.text).startswith(start)]
        if not keys:
            return None
        return About(keys[0], FoundBy.TEXT) if len(keys) == 1 else About(perhaps=tuple(keys))

    def _by_likeness(self, row: StatusRow) -> About | None:
        """Find a task by a text that was changed a little, or by its number and a like text."""
        text = bare(row.text)
        scored = sorted(
            ((fuzz.token_sort_ratio(text, said), key) for key, said in self._texts.items()),
            key=lambda each: -each[0],
        )
        (best, key), (second, _) = (*scored, (0.0, ""), (0.0, ""))[:2]
        alone = best - second >= _APART and self._figures_agree(text, key)
        if best >= _SAME and alone:
            return About(key, FoundBy.TEXT)
        named = _NUMBERED.search(text)
        number = self._by_stt.get(named[1] if named else row.stt, "")
        if not number:
            return None
        begins = fuzz.partial_ratio(text[:80], self._texts[number])
        agrees = alone and best >= _NEAR and key == number
        return About(number, FoundBy.NUMBER) if agrees or (named and begins > _NEAR) else None

    def _figures_agree(self, text: str, key: str) -> bool:
        """Tell whether two texts name the same numbers: “20%” and “30%” are two tasks."""
        here, there = (Counter(_FIGURES.findall(said)) for said in (text, self._texts.get(key, "")))
        return not here - there

    def _guess(self, texts: Sequence[str], rows: Sequence[StatusRow]) -> list[About]:
        """Ask the matcher for the tasks of texts that are plainly none's."""
        if not texts:
            return []
        by_text = {fold(row.text): row for row in rows}
        lows = tuple(
            Task(key=str(at), where=by_text[text].where, text=by_text[text].text)
            for at, text in enumerate(texts)
        )
        pairs: dict[str, list[tuple[float, str]]] = defaultdict(list)
        for upper in match(self.prepared, prepare(lows, synonyms=self._synonyms)).uppers:
            for pair in upper.candidates:
                pairs[pair.lower].append((pair.score, pair.upper))
        return [self._named(low.text, _about(sorted(pairs[low.key], reverse=True))) for low in lows]

    def _named(self, text: str, about: About) -> About:
        """Take the likeliest task where its words, and no other's, hold those of a short name."""
        words = bare(text).split()
        if about.task or not about.perhaps or len(words) < _NAMING:
            return about
        said = re.compile(rf"\b{_AT_MOST_ONE_BETWEEN.join(map(re.escape, words))}\b")
        held = [key for key, whole in self._texts.items() if said.search(whole)]
        return About(held[0], FoundBy.MATCHER) if held == [about.perhaps[0]] else about

    def _checked(self, row: StatusRow, about: About) -> About:
        """Doubt what was only guessed where the row has another deadline than the task."""
        if about.by is not FoundBy.MATCHER or row.deadline is None:
            return about
        task = next(task for task in self.tasks if task.key == about.task)
        last = task.deadline.latest
        if last is None or abs((last - row.deadline).days) <= _FAR or row.said.extended_to:
            return about
        return About(perhaps=(about.task,))


def _about(pairs: Sequence[tuple[float, str]]) -> About:
    """Take the likeliest task where nothing else comes near."""
    likely = [key for score, key in pairs if score >= _WORTH][:_SHOWN]
    if pairs and pairs[0][0] >= _SURE and (len(pairs) < 2 or pairs[1][0] < _RIVAL):
        return About(pairs[0][1], FoundBy.MATCHER)
    return About(perhaps=tuple(likely))


def _without_rivals(rows: Sequence[StatusRow], abouts: Sequence[About]) -> list[About]:
    """Doubt guesses on one task that two rows of a body, of other texts, lay claim to."""
    claims: dict[tuple[str, str], set[str]] = defaultdict(set)
    for row, about in zip(rows, abouts, strict=True):
        if about.task:
            claims[fold(row.who), about.task].add(fold(row.text))
    return list(_doubted(rows, abouts, claims))


def _doubted(
    rows: Sequence[StatusRow],
    abouts: Sequence[About],
    claims: Mapping[tuple[str, str], set[str]],
) -> Iterator[About]:
    """Yield each answer, one that is guessed beside another claim only as a possible one."""
    for row, about in zip(rows, abouts, strict=True):
        rivals = claims.get((fold(row.who), about.task), set())
        guessed = about.by in (FoundBy.MATCHER, FoundBy.NUMBER)
        if guessed and len(rivals) > 1:
            yield replace(about, task="", by=None, perhaps=(about.task,))
        else:
            yield about
