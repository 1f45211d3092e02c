"""Communes that are one from now on: what stands of what was said of each, and what is told."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import permutations

from cycle.authors import Authors
from cycle.lines import WITHDRAWN, LogLine, Stood, Subject


@dataclass(frozen=True)
class Met:
    """What was said last on one subject of each of the communes of which anything was."""

    latest: tuple[LogLine, ...]
    stands: frozenset[Stood]
    """One of these lines counts; several that agree, or where it cannot be told from outside."""
    told: bool | None
    """Whether it is to be told that they differ; None where that cannot be told from outside."""
    in_sight: bool = False
    """Whether the later one was said in sight of the other, and otherwise."""

    @property
    def words(self) -> frozenset[str]:
        """Return what stood of each."""
        return frozenset(line.said for line in self.latest if line.said != WITHDRAWN)

    def holds(self, now: LogLine | None) -> bool:
        """Tell whether what was to stand does, as this very line."""
        return now is not None and now.stood in self.stands

    def may_hold(self, now: LogLine | None) -> bool:
        """Tell whether what stands says the same as what was to."""
        return now is not None and now.said in {said for _, said, _ in self.stands}


def met(apart: Sequence[Sequence[LogLine]], authors: Authors) -> Mapping[Subject, Met]:
    """Tell what is to stand where several logs are made one.

    Who was shown what was said last of the other commune is followed, also where she takes it
    back: somebody lets it count for both. What did not see the other replaces nothing: of answers
    that differ the earlier stands, and both are told; nobody's withdrawal is about what was said
    of another commune.

    Args:
        apart: the log of each commune.
        authors: who knew what.

    """
    about: dict[Subject, list[list[LogLine]]] = {}
    for log in apart:
        for subject, lines in _by_subject(log).items():
            about.setdefault(subject, []).append(lines)
    return {subject: _met(lines, authors) for subject, lines in about.items()}


def _met(logs: Sequence[Sequence[LogLine]], authors: Authors) -> Met:
    """Tell it of one subject, of which each log has something."""
    latest = tuple(lines[-1] for lines in logs)
    there = [line for line in latest if line.said != WITHDRAWN]
    sights = list(_sights(logs, authors))
    if len(logs) == 2 and len(sights) == 1 and sights[0][1] is True:
        stands = _saying(latest, {sights[0][0].said})
        return Met(latest, stands, told=False, in_sight=len({e.said for e in latest}) > 1)
    if any(seen is not False for _, seen in sights):
        return Met(latest, frozenset(line.stood for line in latest), told=None)
    first = min((line.when for line in there), default="")
    stands = _saying(latest, {line.said for line in there if line.when == first})
    return Met(latest, stands, told=len({line.said for line in there}) > 1)


def _saying(latest: Iterable[LogLine], words: Collection[str]) -> frozenset[Stood]:
    """Return the lines that say one of the words: of those that agree any may be the last."""
    return frozenset(line.stood for line in latest if line.said in words)


def _sights(
    logs: Sequence[Sequence[LogLine]], authors: Authors
) -> Iterator[tuple[LogLine, bool | None]]:
    """Yield the lines that are not older than one of another commune, with whether they saw it."""
    for mine, others in permutations(logs, 2):
        if mine[-1].when >= others[-1].when:
            yield mine[-1], authors.has_seen(mine[-1], others[-1], mine[:-1])


def _by_subject(log: Sequence[LogLine]) -> dict[Subject, list[LogLine]]:
    """Gather lines by their subjects, in their order."""
    found: dict[Subject, list[LogLine]] = {}
    for line in log:
        found.setdefault(line.subject, []).append(line)
    return found
