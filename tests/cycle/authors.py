"""Who knew what: an author knows what her workbook shows, and what she has said in it herself.

Told line by line: who knew one “Đúng” does not know another person's “Đúng” of a later day.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from cycle.lines import WITHDRAWN, LogLine, Said, Stood, plainly
from cycle.paper import Paper

Place = tuple[str, str]
"""A path, and which writing of a workbook lay there."""


@dataclass(frozen=True)
class Reading:
    """A workbook as a run found it."""

    place: Place
    paper: Paper
    typed: frozenset[Said]
    """What a person says in it."""

    def says(self, line: LogLine) -> bool:
        """Tell whether it holds a line: typed by a person, or shown as the log had it."""
        return self.types(line) or line.stood in self.paper.written.known.get(line.subject, ())

    def types(self, line: LogLine) -> bool:
        """Tell whether a person says in it what a line says.

        A note that stood there without an answer joins the one that it is shown beside.
        """
        shown = self.paper.written.stood.get(line.subject)
        joined = shown and shown.said == line.said and shown.stood != line.stood
        noted = joined and shown and (shown.note, shown.person) != (line.note, line.person)
        return bool(noted) or (line.subject, line.said) in self.typed


def read(papers: Mapping[str, Paper]) -> list[Reading]:
    """Look at the workbooks of the folder."""
    return [
        Reading(
            (name, paper.written.mark),
            paper,
            frozenset([*((plainly(c.subject), c.verdict) for c in paper.claims()), *paper.noted()]),
        )
        for name, paper in papers.items()
    ]


@dataclass
class Authors:
    """Remembers of each line who gave it where, and what she knew."""

    given: dict[Stood, frozenset[str]] = field(default_factory=dict)
    """Line → the lower plan that its author saw; it may be lost and come back."""
    came: dict[Stood, set[Place]] = field(default_factory=dict)
    """Line → where it was typed when it came into the log."""
    knew: dict[Stood, set[Stood]] = field(default_factory=dict)
    """Line → the others on its subject that its author knew of, in any log that there ever was."""
    lay: dict[str, str] = field(default_factory=dict)
    """Path → the writing that the program put there last, as far as that is told."""

    def lie(
        self, before: Mapping[str, Paper], after: Mapping[str, Paper], *, killed: bool = False
    ) -> None:
        """Note which workbooks a run has laid down; a killed one may not remember it."""
        for path, paper in after.items():
            if before.get(path) is not paper:
                self.lay.pop(path, None)
                if not killed:
                    self.lay[path] = paper.written.mark

    def hear(self, line: LogLine, before: Iterable[LogLine], plan: frozenset[str]) -> None:
        """Note a line of somebody who has seen the whole log, and a lower plan."""
        self.given[line.stood] = plan
        self._learn(line, {e.stood for e in before if e.subject == line.subject})

    def hear_from_file(self, line: LogLine, before: Iterable[LogLine]) -> None:
        """Note a line of a file, which does not say what its author saw of the lower plan."""
        self.given.setdefault(line.stood, frozenset())
        self._learn(line, {e.stood for e in before if e.subject == line.subject})

    def places(self, said: Said) -> Iterator[Place]:
        """Yield where an answer was typed when it came into the log, whenever that was."""
        for stood, came in self.came.items():
            if stood[:2] == said:
                yield from came

    def knows(self, line: LogLine, other: LogLine) -> bool:
        """Tell whether the author of a line knew another one, or gave it in the same place."""
        places = self.came.get(line.stood, set()) & self.came.get(other.stood, set())
        return bool(places) or other.stood in self.knew.get(line.stood, ())

    def take(
        self, line: LogLine, before: Sequence[LogLine], readings: Iterable[Reading]
    ) -> Iterator[str]:
        """Look at a line that comes into the log: somebody said it, and knew what it replaces.

        Args:
            line: the new one.
            before: the log that it is added to.
            readings: the workbooks that lay there.

        """
        support = [each for each in readings if each.says(line)]
        if not support:
            yield f"nobody typed {line}"
            return
        self._note(line, support)
        about = [each for each in before if each.subject == line.subject]
        old = about[-1] if about else None
        # After an answer was taken back whoever has not given that one contradicts nobody.
        echo = any(line.said == each.said for each in about)
        free = old is None or old.said == line.said or (old.said == WITHDRAWN and not echo)
        if old and not free and not any(self._saw(each, line, old) for each in support):
            yield f"{line} replaced {old}, which its author had not seen"
        self._learn(line, {each.stood for each in about})

    def _note(self, line: LogLine, support: Iterable[Reading]) -> None:
        """Note where a line was typed, and what was seen there."""
        typing = [each for each in support if each.types(line)]
        self.came.setdefault(line.stood, set()).update(each.place for each in typing)
        for each in typing:
            self._learn(line, each.paper.written.known.get(line.subject, ()))
        if typing:
            self.given[line.stood] = frozenset(t for e in typing for t in e.paper.written.lowers)

    def _learn(self, line: LogLine, more: Iterable[Stood]) -> None:
        """Add to what the author of a line knew, with all that was known with that."""
        known = self.knew.setdefault(line.stood, set())
        for each in more:
            known |= {each} | self.knew.get(each, set())
        known.discard(line.stood)

    def _saw(self, reading: Reading, line: LogLine, old: LogLine) -> bool:
        """Tell whether the author of a line knew another: it was there, or is her own."""
        left = set(reading.paper.written.known.get(line.subject, ())) | {line.stood}
        left |= {stood for path, stood in reading.paper.taken if path == reading.place[0]}
        path, writing = reading.place
        # Who saves a copy of the same writing under the same name goes on with her workbook, as
        # long as no other writing has been put there since.
        if self.lay.get(path, writing) == writing:
            left |= {s for s, came in self.came.items() if s[0] == line.subject and
                     reading.place in came}  # fmt: skip
        known = {more for each in left for more in self.knew.get(each, ())}
        return old.stood in left | known
