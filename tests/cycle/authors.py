"""Who knew what: an author knows what her workbook shows, and what she has said in it herself.

Told line by line: who knew one “Đúng” does not know another person's “Đúng” of a later day.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from cycle.lines import WITHDRAWN, Itself, LogLine, Said, Stood, Subject, plainly
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
        return self.types(line) or self.shows(line)

    def shows(self, line: LogLine) -> bool:
        """Tell whether the log had this very line when the program wrote it."""
        return line.stood in self.paper.written.known.get(line.subject, ())

    def says_beside(self, line: LogLine) -> bool:
        """Tell whether it holds a line of the neighbour, where that is the same commune by now."""
        back = line.said == WITHDRAWN and line.subject in self.paper.back_beside
        shown = line.stood in self.paper.written.known_beside.get(line.subject, ())
        return shown or (back and self.paper.written.joined)

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
    about: dict[Subject, set[Stood]] = field(default_factory=dict)
    """Subject → every line on it that ever came from a workbook."""
    knew: dict[Stood, set[Stood]] = field(default_factory=dict)
    """Line → the others on its subject that its author knew of, in any log that there ever was."""
    saw: dict[Itself, set[Itself]] = field(default_factory=dict)
    """Line → the very lines on its subject, of whatever commune, that its author was shown."""
    may_know: dict[Itself, set[Itself]] = field(default_factory=dict)
    """Line → these, and all that lay in the same log or workbook."""
    whose: dict[Stood, set[str]] = field(default_factory=dict)
    """Line → the communes that it was said of, by their first names."""
    plans: dict[Stood, set[frozenset[str]]] = field(default_factory=dict)
    """Line → the lower plans that it was given on, as far as they are known."""
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

    def hear(
        self, line: LogLine, before: Iterable[LogLine], plan: frozenset[str], commune: str
    ) -> None:
        """Note a line of somebody who has seen the whole log, and a commune's plan."""
        self.given[line.stood] = plan
        self.whose[line.stood], self.plans[line.stood] = {commune}, {plan}
        self._learn(line, {e.stood for e in before if e.subject == line.subject})
        self._see(line, [e for e in before if e.subject == line.subject])

    def hear_again(self, line: LogLine, earlier: LogLine) -> None:
        """Note that a line says again what an earlier one had said, of whom and on which plan."""
        self.whose[line.stood] = self.whose.get(earlier.stood, set())
        self.plans[line.stood] = self.plans.get(earlier.stood, set())

    def hear_from_file(self, line: LogLine, before: Iterable[LogLine], commune: str) -> None:
        """Note a line of a file, which does not say what its author saw of the lower plan."""
        self.given.setdefault(line.stood, frozenset())
        self.whose.setdefault(line.stood, {commune})
        self._learn(line, {e.stood for e in before if e.subject == line.subject})
        # What a file shows that was edited, nobody can tell from outside.
        self._see(line, [e for e in before if e.subject == line.subject], shown=False)

    def join(self, line: LogLine, log: Iterable[LogLine]) -> None:
        """Note a line that is said again where logs are made one: it stands beside all of them."""
        self._see(line, [e for e in log if e.subject == line.subject], shown=False)

    def has_seen(self, line: LogLine, other: LogLine, own: Iterable[LogLine]) -> bool | None:
        """Tell whether the author of a line was shown another one, of another commune.

        Args:
            line: hers.
            other: the other.
            own: every line that was said of the commune that hers is about.

        Returns:
            None where that cannot be told from outside.

        """
        if other.itself not in self.may_know.get(line.itself, ()):
            return False
        twice = any(each.itself == other.itself for each in own)
        return True if other.itself in self.saw.get(line.itself, ()) and not twice else None

    def hear_mark(self, line: LogLine, place: Place) -> None:
        """Note a line that a mark gave the neighbour: who set it gave that, too, there."""
        self.came.setdefault(line.stood, set()).add(place)
        self.about.setdefault(line.subject, set()).add(line.stood)

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
        self, line: LogLine, before: Sequence[LogLine], readings: Sequence[Reading]
    ) -> Iterator[str]:
        """Look at a line that comes into the log: somebody said it, and knew what it replaces.

        Args:
            line: the new one.
            before: the log that it is added to.
            readings: the workbooks that lay there.

        """
        support = [each for each in readings if each.says(line) or each.says_beside(line)]
        if not support:
            yield f"nobody typed {line}"
            return
        self._note(line, support)
        about = [each for each in before if each.subject == line.subject]
        old = about[-1] if about else None
        # A line that comes back with its own time was given where it was given first.
        again = not any(each.types(line) for each in support)
        # After an answer was taken back whoever has not given that one contradicts nobody.
        echo = any(line.said == each.said for each in about)
        back = self._taken_back(old, readings) if old else set()
        if old is None and not again:
            back = self._taken_back_beside(line, readings)
        free = old is None or old.said == line.said
        free = free or (bool(back or (old and old.said == WITHDRAWN)) and not echo)
        own = old is not None and again and self.knows(line, old)
        if old and not (free or own or any(self._saw(each, line, old) for each in support)):
            yield f"{line} replaced {old}, which its author had not seen"
        self._learn(line, {each.stood for each in about} | (back if free else set()))
        # That the log had it then is kept in that database alone, and another may be put back.
        self._see(line, about, shown=False)

    def _taken_back(self, old: LogLine, readings: Iterable[Reading]) -> set[Stood]:
        """Return the lines that took an answer back, in a log that workbooks still show."""
        shown = (stood for r in readings for stood in r.paper.written.known.get(old.subject, ()))
        back = {stood for stood in shown if stood[1] == WITHDRAWN}
        return {stood for stood in back if old.stood in self.knew.get(stood, ())}

    def _taken_back_beside(self, line: LogLine, readings: Iterable[Reading]) -> set[Stood]:
        """Return the lines that took another answer back, where the log has nothing any more.

        Who says again what was taken back follows none of them.
        """
        shown = (stood for r in readings for stood in r.paper.written.known.get(line.subject, ()))
        back = {stood for stood in shown if stood[1] == WITHDRAWN}
        gone = {stood[1] for each in back for stood in self.knew.get(each, ())}
        return set() if line.said in gone else back

    def _note(self, line: LogLine, support: Iterable[Reading]) -> None:
        """Note where a line was typed, and what was seen there."""
        typing = [each for each in support if each.types(line)]
        self.came.setdefault(line.stood, set()).update(each.place for each in typing)
        self.about.setdefault(line.subject, set()).add(line.stood)
        # A note may join from elsewhere what was answered in one workbook.
        for each in [e for e in typing if (line.subject, line.said) in e.typed] or typing:
            self.whose.setdefault(line.stood, set()).add(each.paper.written.commune)
            self.plans.setdefault(line.stood, set()).add(each.paper.written.lowers)
        for each in typing:
            written = each.paper.written
            stood = written.stood.get(line.subject)
            self._see(line, written.about(line.subject), shown=False)
            self._see(line, [stood] if stood else [], shown=len(typing) == 1)
            self._learn(line, written.known.get(line.subject, ()))
            self._learn(line, self._own(each, line.subject))
        if typing:
            self.given[line.stood] = frozenset(t for e in typing for t in e.paper.written.lowers)

    def _learn(self, line: LogLine, more: Iterable[Stood]) -> None:
        """Add to what the author of a line knew, with all that was known with that."""
        known = self.knew.setdefault(line.stood, set())
        for each in more:
            known |= {each} | self.knew.get(each, set())
        known.discard(line.stood)

    def _see(self, line: LogLine, log: Sequence[LogLine], *, shown: bool = True) -> None:
        """Note what lay before the author of a line: its latest line is what she was shown."""
        for kept, lines in ((self.may_know, log), (self.saw, log[-1:] if shown else ())):
            seen = kept.setdefault(line.itself, set())
            for each in lines:
                seen |= {each.itself} | kept.get(each.itself, set())
            seen.discard(line.itself)

    def _saw(self, reading: Reading, line: LogLine, old: LogLine) -> bool:
        """Tell whether the author of a line knew another: it was there, or is her own."""
        left = set(reading.paper.written.known.get(line.subject, ())) | {line.stood}
        if reading.says_beside(line):
            left |= reading.paper.written.known_beside.get(line.subject, frozenset())
        left |= {stood for path, stood in reading.paper.taken if path == reading.place[0]}
        left |= set(self._own(reading, line.subject))
        known = {more for each in left for more in self.knew.get(each, ())}
        return old.stood in left | known

    def _own(self, reading: Reading, subject: Subject) -> Iterator[Stood]:
        """Yield what was answered on a subject in the same workbook before.

        Who saves a copy of the same writing under the same name goes on with her workbook, as long
        as no other writing has been put there since.
        """
        path, writing = reading.place
        if self.lay.get(path, writing) == writing:
            for stood in self.about.get(subject, ()):
                if reading.place in self.came[stood]:
                    yield stood
