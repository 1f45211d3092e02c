"""An independent bookkeeper: who typed what, on which texts, and what must have become of it.

It knows no rule of the program but those of the design: an answer counts on the texts that it
was given on, what did not see the standing answer does not replace it, nothing vanishes.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import combinations
from typing import Protocol

from cycle.invented import Item
from cycle.paper import IN_PLAN, WITHDRAWN, Claim, Paper, Subject, in_plan
from reconcile.model import Decision

WORDS = {
    "yes": "Đúng",
    "partly": "Đúng một phần",
    "no": "Không phải",
    "missed": "Chưa cụ thể hóa",
    "other-document": "Đã triển khai tại văn bản khác",
    "done": "Đã hoàn thành",
    "not-ours": "Không thuộc trách nhiệm",
    "own": "Nhiệm vụ đơn vị tự bổ sung",
    "duplicate": "Trùng lặp",
    "write": "Đồng ý",
    "leave-out": "Không",
    "rewrite": "Sửa",
    "withdrawn": WITHDRAWN,
}
"""The program's codes, as people type them."""
GONE = "Chưa cụ thể hóa"
OVERTAKEN = (GONE, "Đã triển khai tại văn bản khác")
YES = ("Đúng", "Đúng một phần")
LEFT_OUT = in_plan("Không")


@cache
def plain(text: str) -> str:
    """Leave out what makes no other text of it."""
    return " ".join(text.split()).casefold()


def plainly(subject: Subject) -> Subject:
    """Do the same for both texts of a subject."""
    return plain(subject[0]), plain(subject[1])


@dataclass(frozen=True)
class LogLine:
    """A line of the log, as the bookkeeper reads it."""

    subject: Subject
    said: str
    note: str
    person: str
    when: str
    seen: str = ""
    document: str = ""

    @property
    def stood(self) -> tuple[Subject, str, str]:
        """By what the line is known again when it was lost and came back."""
        return self.subject, self.said, self.when


Stood = tuple[Subject, str, str]
"""A subject, an answer on it, and when it was given."""
Shows = tuple[int, frozenset[Stood], frozenset[str]]
"""What one writing of a workbook shows: lines of the log, answers that stood, lower texts."""
Said = tuple[Subject, str]
"""A subject and an answer on it."""


@dataclass(frozen=True)
class Told:
    """A finding: its code, the file and the task that it names, and its words."""

    code: str
    file: str
    task: str
    message: str


@dataclass(frozen=True)
class UpperStanding:
    """What became of an upper task: outcome, who decided, role, lower texts linked to it."""

    key: str
    outcome: str
    person: bool
    role: str
    links: frozenset[str]
    writing: str = ""
    """What was said on writing it into the plan."""


@dataclass(frozen=True)
class Drafted:
    """How a task stands in the draft of the lower plan."""

    text: str
    lead: str
    deadline: str
    accepted: bool


@dataclass(frozen=True)
class View:
    """What a run left, in plain words."""

    uppers: Mapping[str, UpperStanding]
    """By text."""
    lowers: Mapping[str, tuple[str, str]]
    """Lower text → its key and what it is."""
    findings: tuple[Told, ...]
    draft: Mapping[str, Drafted] | None = None
    """Upper text → how the draft writes it in; None where the draft was not looked at."""

    def told(self, code: str, *tasks: str) -> bool:
        """Tell whether there is a finding on one of the tasks."""
        return any(each.code == code and each.task in tasks for each in self.findings)


class Office(Protocol):
    """What the bookkeeper looks at."""

    @property
    def lower(self) -> list[Item]:
        """Return the rows of the lower plan."""

    def lines(self) -> list[LogLine]:
        """Return the log."""

    def papers(self) -> Mapping[str, Paper]:
        """Return the workbooks of the folder by their paths."""


@dataclass
class Bookkeeper:
    """Holds every run against what people typed."""

    believed: dict[Subject, LogLine] = field(default_factory=dict)
    """What stood after the last run."""
    given: dict[LogLine, frozenset[str]] = field(default_factory=dict)
    """Line → the lower plan that its author saw."""
    came: dict[Stood, set[tuple[str, Shows]]] = field(default_factory=dict)
    """Line, lost and brought back or not → the paths that it came from, and the writings there."""
    excused: set[Subject] = field(default_factory=set)
    """Subjects that a person herself has taken from every place at once."""
    replaced: dict[Said, set[Said]] = field(default_factory=dict)
    """Answer → those that it replaced, and so knew of, in any log that there ever was."""

    def check(
        self,
        before: Sequence[LogLine],
        papers: Mapping[str, Paper],
        office: Office,
        view: View,
    ) -> list[str]:
        """Return what is wrong after a run.

        Args:
            before: the log when the run began.
            papers: the workbooks that lay there then.
            office: as the run left it.
            view: what the run said.

        """
        after = office.lines()
        wrong = list(self.of_log(before, after, papers))
        stands = standing(after)
        _take(papers, standing(before))
        wrong += self._claims(papers, after, stands, view)
        wrong += self._vanished(stands, after, papers, view)
        wrong += outcomes(stands, view)
        wrong += written_in(stands, view)
        wrong += self._complied(office.lower, stands, view)
        self.believed = dict(stands)
        self.excused.clear()
        _take(papers, stands)
        return wrong

    def lose(self, office: Office) -> None:
        """Excuse what no workbook of the folder was written on, when the database is lost."""
        papers = office.papers().values()
        for subject, line in self.believed.items():
            if not any(_says(paper, line) for paper in papers):
                self.excused.add(subject)

    def check_import(
        self, before: Sequence[LogLine], after: Sequence[LogLine], text: str, *, refused: bool
    ) -> list[str]:
        """Return what is wrong after a CSV file was read, of which the export said ``text``."""
        wrong = [] if list(after[: len(before)]) == list(before) else ["the log was changed"]
        new = after[len(before) :]
        if refused and new:
            wrong.append("refused, and taken in all the same")
        stood = standing(before)
        for line in new:
            old = stood.get(line.subject)
            knew = self.replaced.get((line.subject, line.said), set())
            if old is None or old.said == line.said or old.when in text:
                pass
            elif (line.subject, old.said) not in knew:
                wrong.append(f"{line} from a file replaced {old}, which the file does not show")
            self.believed[line.subject] = line
            self.given[line] = frozenset()
        return wrong

    def check_rebuilt(
        self, before: Sequence[LogLine], after: Sequence[LogLine], papers: Mapping[str, Paper]
    ) -> Iterator[str]:
        """Return what is wrong after the database was made again from the log and the workbooks."""
        left = list(before)
        for at, line in enumerate(after):
            if left and line == left[0]:
                del left[0]
            else:
                yield from self._new_line(line, after[:at], papers)
        if left:
            yield f"lost, or in another order: {left[0]}"
        # Of two logs, one of which was lost, each may have had the same answer at its own time.
        for line, count in Counter(after).items():
            if count > max(1, before.count(line)):
                yield f"doubled: {line}"

    def hear(
        self, before: Sequence[Decision], after: Sequence[Decision], lowers: Iterable[str]
    ) -> Iterator[str]:
        """Note what was answered on the page, by people who saw what stood there.

        Args:
            before: the log.
            after: the log then.
            lowers: the lower plan that they saw.

        """
        plan = frozenset(lowers)
        stood = standing(map(as_line, before))
        for line in map(as_line, after[len(before) :]):
            old = stood.get(line.subject)
            if old and _same(old, line):
                yield f"doubled by the page: {line}"
            known = {(e.subject, e.said) for e in map(as_line, before) if e.subject == line.subject}
            said = line.subject, line.said
            self.replaced.setdefault(said, set()).update(known - {said})
            self.given[line] = plan
            self.believed[line.subject] = line
            if line.said == WITHDRAWN:
                del self.believed[line.subject]

    def of_log(
        self, before: Sequence[LogLine], after: Sequence[LogLine], papers: Mapping[str, Paper]
    ) -> Iterator[str]:
        """Look at what a run has added to the log."""
        if list(after[: len(before)]) != list(before):
            yield "the log was changed"
        new = list(after[len(before) :])
        for line in new:
            yield from self._new_line(line, before, papers)
            said = line.subject, line.said
            earlier = {(e.subject, e.said) for e in before if e.subject == line.subject} - {said}
            knew = {more for each in earlier for more in self.replaced.get(each, ())}
            self.replaced.setdefault(said, set()).update(earlier | knew)
        for one, other in combinations(new, 2):
            if one.subject == other.subject and one.said != other.said:
                yield f"one run took in both {one} and {other}"
        last: dict[Subject, LogLine] = {}
        for at, line in enumerate(after):
            known = last.get(line.subject)
            if at >= len(before) and known and _same(known, line):
                yield f"doubled: {line}"
            last[line.subject] = line

    def _new_line(
        self, line: LogLine, before: Sequence[LogLine], papers: Mapping[str, Paper]
    ) -> Iterator[str]:
        """Look at one new line: somebody said it, and knew what it replaces."""
        support = {name: paper for name, paper in papers.items() if _says(paper, line)}
        self.given[line] = frozenset(t for p in support.values() for t in p.written.lowers)
        came = {(name, _shows(paper)) for name, paper in support.items()}
        self.came.setdefault(line.stood, set()).update(came)
        if not support:
            yield f"nobody typed {line}"
            return
        # What its author saw counts also where this log has nothing that it could replace.
        seen = {(e.subject, e.said) for p in support.values() for e in map(as_line, p.written.log)}
        about = {each for each in seen if each[0] == line.subject and each[1] != line.said}
        typed = any(_types(paper, line) for paper in support.values())
        self.replaced.setdefault((line.subject, line.said), set()).update(about if typed else ())
        old = next((each for each in reversed(before) if each.subject == line.subject), None)
        if old is None or old.said == line.said:
            return
        echo = any((line.subject, line.said) == (b.subject, b.said) for b in before)
        # After an answer was taken back whoever has not given that one contradicts nobody.
        if old.said == WITHDRAWN and not echo:
            return
        # Who saves a copy of the same writing under the same name goes on with her workbook.
        # She may have given that answer again there, in a log that was lost since.
        again = (places for stood, places in self.came.items() if stood[:2] == old.stood[:2])
        # A line that comes back with its own time was given where it was given first.
        own = any(self.came[line.stood] & places for places in again)
        if not own and not any(self._saw(*each, line, old) for each in support.items()):
            yield f"{line} replaced {old}, which its author had not seen"

    def _saw(self, name: str, paper: Paper, line: LogLine, old: LogLine) -> bool:
        """Tell whether the author of a line knew an answer: it was there, or is her own.

        What it says may have replaced that answer in another log, by an author who knew, and that
        answer another one before.
        """
        left = {(each.subject, each.said) for each in map(as_line, paper.written.log)}
        left |= {mark[1:] for mark in paper.taken} | {(line.subject, line.said)}
        place = (name, _shows(paper))
        left |= {stood[:2] for stood, places in self.came.items() if place in places}
        known: set[Said] = set()
        while left:
            each = left.pop()
            known.add(each)
            left |= self.replaced.get(each, set()) - known
        return (old.subject, old.said) in known

    def _claims(
        self,
        papers: Mapping[str, Paper],
        after: Sequence[LogLine],
        stands: Mapping[Subject, LogLine],
        view: View,
    ) -> Iterator[str]:
        """See to what every workbook says of a person's own."""
        ever = {(line.subject, line.said) for line in after}
        for name, paper in papers.items():
            texts = {key: plain(text) for key, text in paper.written.texts.items()}
            clashes = [
                (texts.get(each.task, each.task), each)
                for each in view.findings
                if each.code == "contradicting-answers"
            ]
            told = {task for task, t in clashes if t.file == name or name in t.message}
            for claim in paper.claims():
                subject = plainly(claim.subject)
                there = stands.get(subject)
                if (there.said if there else WITHDRAWN) == claim.verdict:
                    continue
                said = (subject, claim.verdict)
                if said in ever and self._was_taken(said, name, paper):
                    continue
                task = subject[0] or subject[1]
                shown = task in told or any(
                    about == task and f"“{_told(claim)}”" in t.message for about, t in clashes
                )
                if not shown:
                    yield f"not taken and not told, in {name}: {claim.verdict} on {subject}"
            yield from self._cleared(name, paper, stands, told)
            for torn in paper.torn():
                if (plain(torn[0]) or plain(torn[1])) not in told:
                    yield f"two answers in {name} are not told: {torn}"

    def _was_taken(self, said: Said, name: str, paper: Paper) -> bool:
        """Tell whether an answer was taken from this workbook once."""
        # The same words in a copy of the same writing: nobody can tell it from the old one.
        place = (name, _shows(paper))
        places = (came for stood, came in self.came.items() if stood[:2] == said)
        return (name, *said) in paper.taken or any(place in came for came in places)

    def _cleared(
        self, name: str, paper: Paper, stands: Mapping[Subject, LogLine], told: set[str]
    ) -> Iterator[str]:
        """See that what was taken from a copy alone and cleared there is told."""
        for subject in map(plainly, paper.cleared):
            line = stands.get(subject)
            if not line or self.came.get(line.stood) != {(name, _shows(paper))} or "UBND" in name:
                continue
            if not _says(paper, line) and (subject[0] or subject[1]) not in told:
                yield f"cleared in {name} alone, and not told: {line}"

    def _vanished(
        self,
        stands: Mapping[Subject, LogLine],
        after: Sequence[LogLine],
        papers: Mapping[str, Paper],
        view: View,
    ) -> Iterator[str]:
        """See that what stood stands, or was replaced, withdrawn or told."""
        claims = [claim for paper in papers.values() for claim in paper.claims()]
        # Taken back in a workbook while the database was lost: then the log says nothing at all.
        back = {plainly(c.subject) for c in claims if c.verdict == WITHDRAWN}
        back |= {plainly(each) for paper in papers.values() for each in paper.cleared}
        for subject, line in self.believed.items():
            there = stands.get(subject)
            if (there and there.said == line.said) or subject in self.excused | back:
                continue
            told = [
                each
                for each in view.findings
                if each.code == "contradicting-answers" and line.said in each.message
            ]
            followed = any(
                each.subject == subject and each.said != line.said and each.when >= line.when
                for each in after
            )
            if not followed and not told:
                yield f"vanished: {line}"

    def _complied(
        self, lower: Iterable[Item], stands: Mapping[Subject, LogLine], view: View
    ) -> Iterator[str]:
        """See that no task is missing in silence that the plan has taken up since."""
        for item in lower:
            for upper in item.carries:
                found = view.uppers.get(upper)
                if not found or found.outcome != "missed":
                    continue
                line = stands.get((plain(upper), ""))
                rejected = stands.get((plain(upper), plain(item.text)))
                if rejected and rejected.said == "Không phải":
                    continue
                if item.whole and not line:
                    yield f"carried to the letter and missing: {upper}"
                seen = {plain(text) for text in self.given.get(line, ())} if line else set()
                if line and line.said == GONE and seen and plain(item.text) not in seen:
                    yield f"taken up and missing in silence: {upper} by {item.text}"


def _told(claim: Claim) -> str:
    """Return a claim as findings quote it: what is taken back does not say itself of what."""
    on_plan = claim.subject[1] == IN_PLAN and claim.verdict == WITHDRAWN
    return in_plan(WITHDRAWN) if on_plan else claim.verdict


def _take(papers: Mapping[str, Paper], stands: Mapping[Subject, LogLine]) -> None:
    """Note which claims of the workbooks are what stands."""
    for name, paper in papers.items():
        for claim in paper.claims():
            there = stands.get(plainly(claim.subject))
            if (there.said if there else WITHDRAWN) == claim.verdict:
                paper.taken |= {(name, plainly(claim.subject), claim.verdict)}


def standing(lines: Iterable[LogLine]) -> dict[Subject, LogLine]:
    """Return the last line on each subject, unless it was taken back."""
    last = {line.subject: line for line in lines}
    return {subject: line for subject, line in last.items() if line.said != WITHDRAWN}


def _same(one: LogLine, other: LogLine) -> bool:
    """Tell whether a line repeats the one before it."""
    return (one.said, one.note, one.person, one.seen) == (
        other.said,
        other.note,
        other.person,
        other.seen,
    )


def _says(paper: Paper, line: LogLine) -> bool:
    """Tell whether a workbook says what a line says, by a person or as it was shown."""
    said = {(plainly(c.subject), c.verdict) for c in paper.claims()}
    # That an answer was taken back is a line like any other, and the workbook keeps it.
    shown = {each.subject: each for each in map(as_line, paper.written.log)}.values()
    return (line.subject, line.said) in said | {(each.subject, each.said) for each in shown}


def _types(paper: Paper, line: LogLine) -> bool:
    """Tell whether a person says in a workbook what a line says."""
    said = {(plainly(c.subject), c.verdict) for c in paper.claims()}
    return (line.subject, line.said) in said


def _shows(paper: Paper) -> Shows:
    """Return what the program showed when it wrote a workbook."""
    log = paper.written.log
    stood = standing(map(as_line, log)).values()
    said = frozenset(each.stood for each in stood)
    return len(log), said, paper.written.lowers


@cache
def as_line(decision: Decision) -> LogLine:
    """Read a line of the log."""
    word, entry = WORDS[decision.verdict.value], decision.entry
    on_plan = decision.topic.value == "writing-in"
    if on_plan and word != WITHDRAWN:
        word = in_plan(word, (entry.text, entry.lead, entry.deadline))
    return LogLine(
        plainly((decision.upper_text, IN_PLAN if on_plan else decision.lower_text)),
        word,
        decision.note,
        decision.person,
        decision.when,
        decision.seen,
        decision.document,
    )


def outcomes(stands: Mapping[Subject, LogLine], view: View) -> Iterator[str]:
    """See that what stands on the texts of now counts, and nothing else does."""
    uppers = {plain(text): each for text, each in view.uppers.items()}
    lowers = {plain(text): each for text, each in view.lowers.items()}
    persons: set[str] = set()
    for (upper, lower), line in stands.items():
        above, below = uppers.get(upper), lowers.get(lower)
        if (upper and not above) or (lower and not below):
            continue
        if above:
            persons.add(upper)
        keys = [above.key] if above else []
        keys += [below[0]] if below else []
        odd = view.told("contradicting-answers", *keys) or view.told("answer-overtaken", *keys)
        # A task that is overtaken may be settled since by an answer on the new row.
        settled = not lower and line.said in OVERTAKEN and _yes_on(upper, stands)
        if odd or settled or any(_denies(line, other) for other in stands.values()):
            continue
        if not _counts(line, above, below, lower):
            yield f"does not count: {line}: {above} {below}"
    for text, each in uppers.items():
        if each.person and text not in persons:
            yield f"decided by nobody: {text}: {each}"


def written_in(stands: Mapping[Subject, LogLine], view: View) -> Iterator[str]:
    """See that the draft has what is missing, as people want it, and nothing else."""
    for upper, each in view.uppers.items():
        line = stands.get((plain(upper), plain(IN_PLAN)))
        said = line.said if line else ""
        if each.writing != said and not view.told("contradicting-answers", each.key):
            yield f"said on writing it in: {said}, heeded: {each.writing}, of {upper}"
        if view.draft is None:
            continue
        drafted = view.draft.get(upper)
        wanted = each.outcome == "missed" and each.role != "none" and each.writing != LEFT_OUT
        if wanted != bool(drafted):
            yield f"in the draft against what was said, or missing there: {upper}: {each}"
        if drafted and drafted.accepted != bool(each.writing):
            yield f"marked as agreed, or not, against what was said: {upper}: {drafted}"
        if drafted and each.writing.startswith(in_plan("Sửa")):
            typed = (drafted.text, drafted.lead, drafted.deadline)
            if not set(each.writing.removeprefix(in_plan("Sửa: ")).split("; ")) <= set(typed):
                yield f"another wording than what was typed: {each.writing}, {drafted}"


def _yes_on(upper: str, stands: Mapping[Subject, LogLine]) -> bool:
    """Tell whether somebody said of a row that it carries a task."""
    return any(line.said in YES for (up, low), line in stands.items() if up == upper and low)


def _denies(line: LogLine, other: LogLine) -> bool:
    """Tell whether two answers on a task and its pair cannot both be meant."""
    (upper, lower), (up, low) = line.subject, other.subject
    pair = line if upper and lower else other
    task = other if pair is line else line
    if not (pair.subject[0] and pair.subject[1]) or pair.said not in YES:
        return False
    same = (up and up == upper) or (low and low == lower)
    return bool(same) and task.said in (GONE, "Nhiệm vụ đơn vị tự bổ sung")


def _counts(
    line: LogLine, above: UpperStanding | None, below: tuple[str, str] | None, lower: str
) -> bool:
    """Tell whether what a person said is what became of it."""
    if above and below:
        linked = lower in {plain(text) for text in above.links}
        if line.said == "Không phải":
            return not linked
        return linked or above.outcome == "missed" or (above.outcome == "carried" and above.person)
    if above:
        if line.said == GONE:
            return above.outcome == "missed" and above.person
        if line.said == "Không thuộc trách nhiệm":
            return above.role == "none"
        return above.outcome == "carried" and above.person
    return below is not None and WORDS.get(below[1]) == line.said
