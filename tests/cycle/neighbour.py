"""Who keeps the book on the neighbour: it gets answers from marks alone, and only those meant."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from cycle.authors import Place
from cycle.bookkeeper import YES
from cycle.lines import WITHDRAWN, LogLine, Subject, as_line, plain, plainly, standing
from cycle.paper import Paper
from reconcile.model import Decision

Meant = tuple[Subject, str]
"""Upper and lower text, and the answer on them."""


@dataclass
class Neighbour:
    """Holds every run against the marks that people have set."""

    meant: set[Meant] = field(default_factory=set)
    """Everything that any mark has ever given."""

    def check(
        self,
        before: Sequence[Decision],
        papers: Mapping[str, Paper],
        after: Sequence[Decision],
        stands: Mapping[Subject, LogLine],
        name: str,
    ) -> list[str]:
        """Return what is wrong after a run.

        Args:
            before: the neighbour's log when the run began.
            papers: the workbooks that lay there then.
            after: its log as the run left it.
            stands: what stands on the unit whose rows were marked.
            name: of the neighbour; empty where there is none now.

        """
        self.meant |= {each for paper in papers.values() for each in _given(paper)}
        then, now = [*map(as_line, before)], [*map(as_line, after)]
        about = {at: paper for at, paper in papers.items() if paper.written.neighbour == name}
        return [*self._added(then, now), *self._given(now, about if name else {}, stands)]

    def new_lines(
        self,
        before: Sequence[Decision],
        papers: Mapping[str, Paper],
        after: Sequence[Decision],
    ) -> Iterator[tuple[LogLine, Place]]:
        """Yield what marks added to the neighbour's log, with the workbooks that they stand in."""
        new = [*map(as_line, after)][len(before) :]
        for name, paper in papers.items():
            given = set(_given(paper))
            for line in new:
                if (line.subject, line.said) in given:
                    yield line, (name, paper.written.mark)

    def _added(self, before: Sequence[LogLine], after: Sequence[LogLine]) -> Iterator[str]:
        """See that every new line was meant, and touched nothing that was settled."""
        if list(after[: len(before)]) != list(before):
            yield "the neighbour's log was changed"
        stood = standing(before)
        for line in after[len(before) :]:
            old = stood.get(line.subject)
            if line.said != WITHDRAWN and (line.subject, line.said) not in self.meant:
                yield f"nobody meant the neighbour: {line}"
            if old and line.said not in (WITHDRAWN, old.said):
                yield f"a mark touched what was settled: {old} by {line}"

    def _given(
        self,
        after: Sequence[LogLine],
        papers: Mapping[str, Paper],
        stands: Mapping[Subject, LogLine],
    ) -> Iterator[str]:
        """See that the neighbour has what was marked, where its row was open."""
        ever = {line.subject for line in after}
        settled = {line.subject[0] for line in standing(after).values() if line.said in YES}
        for name, paper in papers.items():
            asked = {plainly(subject) for subject in paper.asked_beside}
            for subject, said in _given(paper):
                origin = stands.get(subject)
                torn = len({each for about, each in self.meant if about == subject}) > 1
                taken = origin is not None and origin.said == said
                if subject not in asked - ever or subject[0] in settled or torn or not taken:
                    continue
                yield f"marked in {name}, and the neighbour has nothing: {said} on {subject}"


def _given(paper: Paper) -> Iterator[Meant]:
    """Yield what the marks of a workbook say."""
    for key, text in paper.marks.items():
        said, about = paper.now.get((key, "pair"), ""), paper.about[key, "pair"]
        if said:
            yield (plain(about[0]), plain(text)), said
