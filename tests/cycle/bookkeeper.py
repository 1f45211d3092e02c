"""An independent bookkeeper: who typed what, on which texts, and what must have become of it.

It knows no rule of the program but those of the design: an answer counts on the texts that it
was given on, what did not see the standing answer does not replace it, nothing vanishes.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from csv import reader
from dataclasses import dataclass, field
from io import StringIO
from itertools import combinations
from typing import Protocol

from cycle.authors import Authors, Reading, read
from cycle.invented import Item
from cycle.lines import (
    IN_PLAN,
    WITHDRAWN,
    WORDS,
    LogLine,
    Subject,
    as_line,
    in_plan,
    plain,
    plainly,
    standing,
)
from cycle.paper import Claim, Paper, Sitting
from reconcile.model import Decision
from reconcile.vocabulary.task_keys import task_key
from reconcile.vocabulary.terms import term
from reconcile.vocabulary.units import make_unit

GONE = "Chưa cụ thể hóa"
OVERTAKEN = (GONE, "Đã triển khai tại văn bản khác")
YES = ("Đúng", "Đúng một phần")
LEFT_OUT = in_plan("Không")


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

    @property
    def names(self) -> list[str]:
        """Return what the unit was ever called."""

    def lines(self) -> list[LogLine]:
        """Return the log."""

    def papers(self) -> Mapping[str, Paper]:
        """Return the workbooks of the folder by their paths."""


@dataclass
class Bookkeeper:
    """Holds every run against what people typed."""

    believed: dict[Subject, LogLine] = field(default_factory=dict)
    """What stood after the last run."""
    authors: Authors = field(default_factory=Authors)
    excused: set[Subject] = field(default_factory=set)
    """Subjects that a person herself has taken from every place at once."""

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
        readings = read(papers)
        wrong = list(self.of_log(before, after, readings))
        stands = standing(after)
        _take(readings, standing(before))
        wrong += self._claims(readings, after, view, office.names)
        wrong += self._vanished(stands, after, papers, view)
        wrong += outcomes(stands, view)
        wrong += written_in(stands, view)
        wrong += self._complied(office.lower, stands, view)
        self.believed = dict(stands)
        self.excused.clear()
        _take(readings, stands)
        self.authors.lie(papers, office.papers())
        return wrong

    def check_killed(
        self, before: Sequence[LogLine], papers: Mapping[str, Paper], office: Office
    ) -> list[str]:
        """Return what is wrong in the log that a killed run leaves."""
        wrong = list(self.of_log(before, office.lines(), read(papers)))
        self.authors.lie(papers, office.papers(), killed=True)
        return wrong

    def lose(self, office: Office) -> None:
        """Excuse what no workbook of the folder was written on, when the database is lost."""
        self.excused |= self.believed.keys() - self._held(self.believed, office.papers())
        self.authors.lay.clear()

    def lay_over(self, before: Mapping[str, Paper], office: Office) -> None:
        """Excuse what only a workbook still held that a person has laid another over, or removed.

        That is so while the log is an older one, or none: no run has read the workbook since, and
        the answer is gone from both by her own hand. A copy that she lays back holds it again.

        Args:
            before: the workbooks that lay there until then, by their paths.
            office: with those that lie there now.

        """
        stands = standing(office.lines())
        lost = {
            subject: line
            for subject, line in self.believed.items()
            if subject not in stands or stands[subject].said != line.said
        }
        if lost:
            held, holds = self._held(lost, before), self._held(lost, office.papers())
            self.excused = (self.excused | (held - holds)) - holds

    def _held(
        self, lines: Mapping[Subject, LogLine], papers: Mapping[str, Paper]
    ) -> frozenset[Subject]:
        """Return the subjects of the lines that workbooks hold, whatever the log has."""
        readings = [(each, _asked_of(each.paper)) for each in read(papers)]
        # What was answered on the page alone no workbook says that was not written since,
        # though in one of before somebody had typed the same.
        return frozenset(
            subject
            for subject, line in lines.items()
            if any(
                each.says(line) if line.stood in self.authors.came else each.shows(line)
                for each, asked in readings
                if asked is None or subject[0] in asked
            )
        )

    def check_import(
        self, before: Sequence[LogLine], after: Sequence[LogLine], text: str, *, refused: bool
    ) -> list[str]:
        """Return what is wrong after a CSV file was read, of which the export said ``text``."""
        wrong = [] if list(after[: len(before)]) == list(before) else ["the log was changed"]
        new = after[len(before) :]
        if refused and new:
            wrong.append("refused, and taken in all the same")
        shown = _exported(text)
        stood = standing(before)
        for line in new:
            old = stood.get(line.subject)
            known = old and old.stood in self.authors.knew.get(line.stood, ())
            known = known or bool(old and (old.subject, old.when) in shown)
            if old and old.said != line.said and not known:
                wrong.append(f"{line} from a file replaced {old}, which the file does not show")
            self.believed[line.subject] = line
            self.authors.hear_from_file(line, before)
        return wrong

    def check_rebuilt(
        self, before: Sequence[LogLine], after: Sequence[LogLine], papers: Mapping[str, Paper]
    ) -> Iterator[str]:
        """Return what is wrong after the database was made again from the log and the workbooks."""
        left, readings = list(before), read(papers)
        for at, line in enumerate(after):
            if left and line == left[0]:
                del left[0]
            else:
                yield from self.authors.take(line, after[:at], readings)
                later = next((each for each in left if each.subject == line.subject), None)
                yield from self._put_before(line, later)
        if left:
            yield f"lost, or in another order: {left[0]}"
        # Of two logs, one of which was lost, each may have had the same answer at its own time.
        for line, count in Counter(after).items():
            if count > max(1, before.count(line)):
                yield f"doubled: {line}"

    def _put_before(self, line: LogLine, later: LogLine | None) -> Iterator[str]:
        """See that a line that is put before a kept one is not denied by it unseen."""
        if later and line.said != later.said and not self.authors.knows(later, line):
            yield f"{line} was put before {later}, whose author had not seen it"

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
            if old and line.repeats(old):
                yield f"doubled by the page: {line}"
            self.authors.hear(line, map(as_line, before), plan)
            self.believed[line.subject] = line
            if line.said == WITHDRAWN:
                del self.believed[line.subject]

    def of_log(
        self, before: Sequence[LogLine], after: Sequence[LogLine], readings: Sequence[Reading]
    ) -> Iterator[str]:
        """Look at what a run has added to the log."""
        if list(after[: len(before)]) != list(before):
            yield "the log was changed"
        new = list(after[len(before) :])
        for line in new:
            yield from self.authors.take(line, before, readings)
        for one, other in combinations(new, 2):
            if one.subject == other.subject and one.said != other.said:
                yield f"one run took in both {one} and {other}"
        last: dict[Subject, LogLine] = {}
        for at, line in enumerate(after):
            known = last.get(line.subject)
            if at >= len(before) and known and line.repeats(known):
                yield f"doubled: {line}"
            last[line.subject] = line

    def _claims(
        self,
        readings: Iterable[Reading],
        after: Sequence[LogLine],
        view: View,
        names: Iterable[str],
    ) -> Iterator[str]:
        """See to what every workbook says of a person's own."""
        stands = standing(after)
        ever = {(line.subject, line.said) for line in after}
        clashes = [each for each in view.findings if each.code == "contradicting-answers"]
        for each in readings:
            name, paper = each.place[0], each.paper
            texts = by_key(paper, names)
            about = [(texts.get(t.task, t.task), t) for t in clashes]
            told = {task for task, t in about if t.file == name or name in t.message}
            for claim in paper.claims():
                subject = plainly(claim.subject)
                there = stands.get(subject)
                if (there.said if there else WITHDRAWN) == claim.verdict:
                    continue
                if (subject, claim.verdict) in ever and self._was_taken(claim, each):
                    continue
                task = subject[0] or subject[1]
                if task not in told and not any(
                    named == task and f"“{_told(claim)}”" in t.message for named, t in about
                ):
                    yield f"not taken and not told, in {name}: {claim.verdict} on {subject}"
            yield from self._cleared(each, stands, told)
            for torn in paper.torn():
                if (plain(torn[0]) or plain(torn[1])) not in told:
                    yield f"two answers in {name} are not told: {torn}"

    def _was_taken(self, claim: Claim, reading: Reading) -> bool:
        """Tell whether an answer was taken from this workbook once."""
        said = plainly(claim.subject), claim.verdict
        taken = ((path, stood[:2]) for path, stood in reading.paper.taken)
        # The same words in a copy of the same writing: nobody can tell it from the old one.
        return (reading.place[0], said) in taken or reading.place in self.authors.places(said)

    def _cleared(
        self, reading: Reading, stands: Mapping[Subject, LogLine], told: set[str]
    ) -> Iterator[str]:
        """See that what was taken from a copy alone and cleared there is told."""
        name = reading.place[0]
        for subject in map(plainly, reading.paper.cleared):
            line = stands.get(subject)
            came = self.authors.came.get(line.stood) if line else None
            if not line or came != {reading.place} or "UBND" in name:
                continue
            if not reading.says(line) and (subject[0] or subject[1]) not in told:
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
                given = self.authors.given.get(line.stood, ()) if line else ()
                seen = set(map(plain, given))
                if line and line.said == GONE and seen and plain(item.text) not in seen:
                    yield f"taken up and missing in silence: {upper} by {item.text}"


def by_key(paper: Paper, names: Iterable[str]) -> dict[str, str]:
    """Return the texts of a workbook by all keys that findings may name them by.

    A lower task goes by another key under each name of its unit.
    """
    found = {key: plain(text) for key, text in paper.written.texts.items()}
    for name in names:
        for key, text in paper.written.texts.items():
            _, sign, number = key.partition("-")
            found.setdefault(f"{task_key(make_unit(name).id, text)}{sign}{number}", plain(text))
    return found


def _told(claim: Claim) -> str:
    """Return a claim as findings quote it: what is taken back does not say itself of what."""
    on_plan = claim.subject[1] == IN_PLAN and claim.verdict == WITHDRAWN
    return in_plan(WITHDRAWN) if on_plan else claim.verdict


def _asked_of(paper: Paper) -> frozenset[str] | None:
    """Return the upper tasks of which a workbook holds the answers; None for all of the unit's.

    That of all units shows what is doubtful or answered in the plans of its day: of a task that
    has no row there it holds nothing, also not what was said on a lower row that is gone since.
    """
    if not paper.written.unit:
        return None
    keys = Sitting(paper.copy()).rows("pairs")
    return frozenset(plain(paper.written.texts[key.partition("|")[0]]) for key in keys)


def _exported(text: str) -> set[tuple[Subject, str]]:
    """Return the subjects of the lines of an exported file, each with its time."""
    head, *rows = reader(StringIO(text, newline=""), delimiter=";")
    lines = [dict(zip(head, row, strict=False)) for row in rows]
    upper, lower, when, topic = (
        term("decision", each) for each in ("upper_text", "lower_text", "when", "topic")
    )
    on_plan = term("topic", "writing-in")
    return {
        (plainly((e[upper], IN_PLAN if e[topic] == on_plan else e[lower])), e[when]) for e in lines
    }


def _take(readings: Iterable[Reading], stands: Mapping[Subject, LogLine]) -> None:
    """Note which claims of the workbooks are what stands."""
    for each in readings:
        for claim in each.paper.claims():
            subject = plainly(claim.subject)
            there = stands.get(subject)
            stood = there.stood if there else (subject, WITHDRAWN, "")
            if stood[1] == claim.verdict:
                each.paper.taken |= {(each.place[0], stood)}


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
