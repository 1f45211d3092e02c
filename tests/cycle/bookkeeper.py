"""An independent bookkeeper: who typed what, on which texts, and what must have become of it.

It knows no rule of the program but those of the design: an answer counts on the texts that it
was given on, what did not see the standing answer does not replace it, nothing vanishes.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
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
from cycle.merging import Met, met
from cycle.paper import Claim, Paper, Sitting
from reconcile.model import Decision
from reconcile.vocabulary.task_keys import task_key
from reconcile.vocabulary.terms import term
from reconcile.vocabulary.units import make_unit

GONE = "Chưa cụ thể hóa"
OVERTAKEN = (GONE, "Đã triển khai tại văn bản khác")
YES = ("Đúng", "Đúng một phần")
LEFT_OUT = in_plan("Không")
OF_ONE_COMMUNE = ("Đã hoàn thành", "Không thuộc trách nhiệm")


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
    of_unit_alone: bool = False
    """Whether the findings on the folder as a whole were not looked at."""

    def told_at_all(self, code: str) -> bool:
        """Tell whether there is such a finding."""
        return any(each.code == code for each in self.findings)

    def told(self, code: str, *tasks: str) -> bool:
        """Tell whether there is a finding on one of the tasks."""
        return any(each.code == code and each.task in tasks for each in self.findings)


@dataclass
class OfOthers:
    """Subjects of answers that were said of a commune alone that another has taken over."""

    asked: set[Subject] = field(default_factory=set)
    """To be asked again."""
    unclear: set[Subject] = field(default_factory=set)
    """It cannot be told from outside whether they are to be."""


class Office(Protocol):
    """What the bookkeeper looks at."""

    @property
    def lower(self) -> list[Item]:
        """Return the rows of the lower plan."""

    @property
    def given(self) -> list[Item]:
        """Return the tasks of all upper plans."""

    @property
    def names(self) -> list[str]:
        """Return what the unit was ever called."""

    def lines(self) -> list[LogLine]:
        """Return the log."""

    def papers(self) -> Mapping[str, Paper]:
        """Return the workbooks of the folder by their paths."""


class Communes(Protocol):
    """What it looks at when a file is read: which communes are one by now."""

    def commune_of(self, unit: str) -> str:
        """Return which commune an id means, by the first of its names."""


@dataclass
class Bookkeeper:
    """Holds every run against what people typed."""

    believed: dict[Subject, LogLine] = field(default_factory=dict)
    """What stood after the last run."""
    authors: Authors = field(default_factory=Authors)
    excused: set[Subject] = field(default_factory=set)
    """Subjects that a person herself has taken from every place at once."""
    commune: str = "UBND xã An Bình"
    """The commune that the unit is now, by its first name."""
    untold: list[tuple[Subject, Met]] = field(default_factory=list)
    """On what communes differed that became one in a run that was killed."""

    def check(
        self,
        before: Sequence[LogLine],
        papers: Mapping[str, Paper],
        office: Office,
        view: View,
        apart: Sequence[Sequence[LogLine]] = (),
    ) -> list[str]:
        """Return what is wrong after a run.

        Args:
            before: the log when the run began.
            papers: the workbooks that lay there then.
            office: as the run left it.
            view: what the run said.
            apart: the log of each commune, where several are one only since that run.

        """
        after = office.lines()
        readings = read(papers)
        one = met(apart, self.authors)
        wrong = list(self.of_merged(apart, one, standing(after), view))
        wrong += misjudged(one, standing(after))
        before, after = self._joined(one, before, after)
        wrong += self.of_log(before, after, readings)
        stands = standing(after)
        _take(readings, standing(before))
        wrong += self._claims(readings, after, view, office.names)
        wrong += self._vanished(stands, after, papers, view)
        wrong += outcomes(stands, view, self._of_others(stands, after, view, office.given))
        wrong += written_in(stands, view)
        wrong += self._complied(office.lower, stands, view)
        self.believed = dict(stands)
        self.excused.clear()
        _take(readings, stands)
        self.authors.lie(papers, office.papers())
        return wrong

    def check_killed(
        self,
        before: Sequence[LogLine],
        papers: Mapping[str, Paper],
        office: Office,
        apart: Sequence[Sequence[LogLine]] = (),
    ) -> list[str]:
        """Return what is wrong in the log that a killed run leaves."""
        one, after = met(apart, self.authors), office.lines()
        wrong = list(misjudged(one, standing(after)))
        before, after = self._joined(one, before, after)
        wrong += self.of_log(before, after, read(papers))
        self.excused |= contested(one)
        self.untold += differing(one)
        self.authors.lie(papers, office.papers(), killed=True)
        return wrong

    def merge(self, beside: Iterable[LogLine], commune: str) -> None:
        """Note that two communes are one from now on.

        Args:
            beside: the log of the one on whose rows nobody works.
            commune: what the one is that the other has become, by its first name.

        """
        self.believed = standing(beside) | self.believed
        self.commune = commune

    def of_merged(
        self,
        apart: Sequence[Sequence[LogLine]],
        one: Mapping[Subject, Met],
        stands: Mapping[Subject, LogLine],
        view: View,
    ) -> Iterator[str]:
        """See that a run which makes one commune of several tells it, and what they differ on.

        It tells what is true when all is taken in: nothing, where somebody who saw what stood
        has said otherwise since.
        """
        told = [each.message for each in view.findings if each.code == "merged-answers"]
        every = [*self.untold, *one.items()] if not view.of_unit_alone else []
        due = [each.words for at, each in every if each.told and each.holds(stands.get(at))]
        for said in due:
            if not any(_names(told, said)):
                yield f"two communes differ, and it is not told: {said}"
        # What is said in words that differ elsewhere, too, may be told of that.
        spared = [*due, *(each.words for _, each in every if each.told is None)]
        for at, each in every:
            over = each.told is False or not each.may_hold(stands.get(at))
            over = over and len(each.words) > 1 and each.words not in spared
            if over and any(_names(told, each.words)):
                yield f"told to differ, and somebody saw it and said otherwise: {each.latest}"
        self.untold.clear()
        self.excused |= contested(one)
        there = [lines for lines in map(standing, apart) if lines]
        if len(there) > 1 and not view.of_unit_alone and not view.told_at_all("unit-renamed"):
            yield "answers of several communes are counted as one's, and it is not told"

    def _joined(
        self, one: Mapping[Subject, Met], before: Sequence[LogLine], after: Sequence[LogLine]
    ) -> tuple[list[LogLine], list[LogLine]]:
        """Put what a run says again behind the log of before, and note beside what it stands."""
        first, rest = joined(one, before, after)
        for line in first[len(before) :]:
            self.authors.join(line, before)
        return first, rest

    def _of_others(
        self,
        stands: Mapping[Subject, LogLine],
        after: Sequence[LogLine],
        view: View,
        given: Iterable[Item],
    ) -> "OfOthers":
        """Tell which answers that stand were said of a commune alone that is another's by now.

        That a task was done, or is not its own, is said of a commune, and of no row of its plan.
        It counts for the one that has taken it over where their plans are the same.
        """
        now, found = frozenset(map(plain, view.lowers)), OfOthers()
        # What the plan gives to others nobody asks a commune about.
        idle = {plain(each.text) for each in given if "xã" not in each.lead}
        for subject, line in stands.items():
            of_one = line.said in OF_ONE_COMMUNE and not subject[1]
            whose = self.authors.whose.get(line.stood, {self.commune})
            if not of_one or self.commune in whose:
                continue
            plans = {frozenset(map(plain, each)) for each in self.authors.plans.get(line.stood, ())}
            about = (each for each in after if each.subject == subject)
            own = [e for e in about if self.commune in self.authors.whose.get(e.stood, ())]
            either = subject[0] in idle or (own and own[-1].said == line.said)
            if either or len(plans) != 1:
                found.unclear.add(subject)
            elif plans != {now}:
                found.asked.add(subject)
        return found

    def lose(self, office: Office) -> None:
        """Excuse what no workbook of the folder was written on, when the database is lost."""
        self.excused |= self.believed.keys() - self._held(self.believed, office.papers())
        self.authors.lay.clear()
        self.untold.clear()

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
        self,
        before: Sequence[LogLine],
        after: Sequence[LogLine],
        text: str,
        office: Communes,
        *,
        refused: bool,
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
            units = {subject: unit for (subject, _), unit in shown.items()}
            whose = office.commune_of(units.get(line.subject, ""))
            self.authors.hear_from_file(line, before, whose)
        return wrong

    def check_rebuilt(
        self,
        before: Sequence[LogLine],
        after: Sequence[LogLine],
        papers: Mapping[str, Paper],
        apart: Sequence[Sequence[LogLine]] = (),
    ) -> Iterator[str]:
        """Return what is wrong after the database was made again from the log and the workbooks.

        Args:
            before: the log until then, of one commune or of several that are one since.
            after: the log since.
            papers: the workbooks.
            apart: the log of each of these communes.

        """
        one = met(apart, self.authors)
        yield from self._made_one(one, standing(after))
        again = _said_again(one, before, after)
        for line in again:
            self.authors.join(line, before)
        left = [*before, *again]
        before, readings = list(left), read(papers)
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

    def _made_one(
        self, one: Mapping[Subject, Met], stands: Mapping[Subject, LogLine]
    ) -> Iterator[str]:
        """See that what is to stand does; the next run is to tell on what they differ."""
        yield from misjudged(one, stands)
        for subject, each in one.items():
            if each.told and stands.get(subject) in each.latest:
                self.untold.append((subject, each))
        self.excused |= contested(one)

    def _put_before(self, line: LogLine, later: LogLine | None) -> Iterator[str]:
        """See that a line that is put before a kept one is not denied by it unseen."""
        if later and line.said != later.said and not self.authors.knows(later, line):
            yield f"{line} was put before {later}, whose author had not seen it"

    def hear(
        self,
        before: Sequence[Decision],
        after: Sequence[Decision],
        lowers: Iterable[str],
        commune: str,
        again: Iterable[Decision] = (),
    ) -> Iterator[str]:
        """Note what was answered on the page, by people who saw what stood there.

        Args:
            before: the log.
            after: the log then.
            lowers: the lower plan that they saw.
            commune: the one that they answered about.
            again: answers that stand again by what they did.

        """
        earlier = [as_line(each) for each in again]
        plan = frozenset(lowers)
        stood = standing(map(as_line, before))
        for line in map(as_line, after[len(before) :]):
            old = stood.get(line.subject)
            if old and line.repeats(old):
                yield f"doubled by the page: {line}"
            self.authors.hear(line, map(as_line, before), plan, commune)
            for each in earlier:
                if (each.subject, each.said) == (line.subject, line.said):
                    self.authors.hear_again(line, each)
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
        # Changed in the workbook that showed it, by somebody whose word is taken or told.
        shown = [(claim.paper.written.stood.get(plainly(claim.subject)), claim) for claim in claims]
        changed = {was.stood for was, claim in shown if was and was.said != claim.verdict}
        for subject, line in self.believed.items():
            there = stands.get(subject)
            if (there and there.said == line.said) or subject in self.excused | back:
                continue
            if line.stood in changed:
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


def _exported(text: str) -> dict[tuple[Subject, str], str]:
    """Return the subjects of the lines of an exported file, each with its time → unit's id."""
    head, *rows = reader(StringIO(text, newline=""), delimiter=";")
    lines = [dict(zip(head, row, strict=False)) for row in rows]
    upper, lower, when, topic, unit = (
        term("decision", each) for each in ("upper_text", "lower_text", "when", "topic", "unit_id")
    )
    on_plan = term("topic", "writing-in")
    return {
        (plainly((e[upper], IN_PLAN if e[topic] == on_plan else e[lower])), e[when]): e[unit]
        for e in lines
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


def contested(one: Mapping[Subject, Met]) -> set[Subject]:
    """Return the subjects on which communes that are one from now on differ, or may."""
    return {subject for subject, each in one.items() if each.told is not False or each.in_sight}


def differing(one: Mapping[Subject, Met]) -> list[tuple[Subject, Met]]:
    """Return these subjects on which they do."""
    return [(subject, each) for subject, each in one.items() if each.told]


def misjudged(one: Mapping[Subject, Met], stands: Mapping[Subject, LogLine]) -> Iterator[str]:
    """See that of what was said of several communes the right line stands, if any of them does."""
    for subject, each in one.items():
        now = stands.get(subject)
        if now is None or now not in each.latest or now.stood in each.stands:
            continue
        if each.in_sight:
            yield f"{now} stands, and somebody saw it and said otherwise since: {each.latest}"
        else:
            yield f"{now} stands, and of two communes another had said otherwise before"


def joined(
    one: Mapping[Subject, Met], before: Sequence[LogLine], after: Sequence[LogLine]
) -> tuple[list[LogLine], list[LogLine]]:
    """Put what a run says again, to make one log of several, behind the log of before.

    What is to stand, and is not the last line, is said again.

    Returns:
        The log before the run with these lines, and the log after it in that order.

    """
    last = {line.subject: line for line in before}
    first, rest = list(before), list(after[len(before) :])
    for subject, each in one.items():
        right = {line.said for line in each.latest if line.stood in each.stands}
        if last[subject].said in right and len(right) == 1:
            continue
        ours = {e for e in each.stands if e[1] != last[subject].said}
        again = next((e for e in rest if e.stood in ours), None)
        if again:
            rest.remove(again)
            first.append(again)
    return first, [*after[: len(before)], *first[len(before) :], *rest]


def _said_again(
    one: Mapping[Subject, Met], before: Sequence[LogLine], after: Sequence[LogLine]
) -> list[LogLine]:
    """Return what is said again behind the lines of before, where they are made one log."""
    left, rest = list(before), list[LogLine]()
    for line in after:
        if left and line == left[0]:
            del left[0]
        else:
            rest.append(line)
    first, _ = joined(one, before, [*before, *rest])
    again = first[len(before) :]
    return sorted(again, key=rest.index)


def _names(messages: Iterable[str], words: Collection[str]) -> Iterator[bool]:
    """Tell of each message whether it quotes all the words."""
    return (all(f"“{word}”" in message for word in words) for message in messages)


def _asked_again(above: UpperStanding, view: View) -> bool:
    """Tell whether a task is asked about again; a row that says it to the letter settles it."""
    told = view.told("answer-of-merged-unit", above.key)
    return told and not above.person and (above.outcome == "review" or bool(above.links))


def _heard_again(line: LogLine, stands: Mapping[Subject, LogLine], view: View) -> bool:
    """Tell whether a task is asked about again, or answered on one of its rows."""
    above = next((e for text, e in view.uppers.items() if plain(text) == line.subject[0]), None)
    again = above is None or _asked_again(above, view)
    return again or _yes_on(line.subject[0], stands)


def _asked_of_heir(
    asked: Iterable[Subject], stands: Mapping[Subject, LogLine], view: View
) -> Iterator[str]:
    """See that what was said of a commune alone is asked of the one that has taken it over."""
    for subject in asked:
        if not _heard_again(stands[subject], stands, view):
            yield f"said of another commune, and not asked again: {stands[subject]}"


def outcomes(
    stands: Mapping[Subject, LogLine], view: View, others: OfOthers | None = None
) -> Iterator[str]:
    """See that what stands on the texts of now counts, and nothing else does."""
    others = others or OfOthers()
    uppers = {plain(text): each for text, each in view.uppers.items()}
    lowers = {plain(text): each for text, each in view.lowers.items()}
    persons: set[str] = set()
    yield from _asked_of_heir(others.asked, stands, view)
    for (upper, lower), line in stands.items():
        above, below = uppers.get(upper), lowers.get(lower)
        if (upper and not above) or (lower and not below) or (upper, lower) in others.asked:
            continue
        if above:
            persons.add(upper)
        keys = [above.key] if above else []
        keys += [below[0]] if below else []
        odd = view.told("contradicting-answers", *keys) or view.told("answer-overtaken", *keys)
        odd = odd or ((upper, lower) in others.unclear and _heard_again(line, stands, view))
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
