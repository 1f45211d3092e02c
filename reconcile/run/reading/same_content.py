"""Files of the lower side that are not to be counted: copies, older versions, the upper plan."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from rapidfuzz import fuzz, process

from reconcile.model import Finding, Where
from reconcile.normalise.repeated import Content
from reconcile.run.reading.kept_tables import Held
from reconcile.run.reading.parse import Share
from reconcile.vocabulary.findings import finding
from reconcile.vocabulary.terms import term

_SENT_BACK = 0.9
"""From that share of equal tasks on a file is the upper plan itself."""
_MOSTLY = 0.5
"""More than that share of the tasks of a plan that is not the unit's own are led from above."""
_LEAST = 3
"""Of fewer tasks a share says nothing."""
_TYPED_ANEW, _NEARLY = 0.6, 85
"""Under the upper letterhead: that share of tasks whose first words are so alike, 0 to 100."""
_SHOWN = 2
"""Tasks that a message names."""
_MARKED = (".xlsx", ".xlsm", ".docx")
"""Formats of which the unit gets a copy with marks in it."""


@dataclass(frozen=True, slots=True)
class Sent:
    """What one unit has in a file, where that is kept, and when the file was last changed."""

    share: Share
    content: Content
    """What the unit has there."""
    held: Held
    digest: str
    changed: int
    folder: str = ""
    """Sub-folder that the file lies in."""


@dataclass(frozen=True, slots=True)
class AbovePlan:
    """The upper plan as it may come back from below."""

    issuer: str
    digests: frozenset[str]
    tasks: frozenset[str]
    """What stands for each of its tasks with lead, support and deadline."""
    given: frozenset[str] = frozenset()
    """What stands for each of its tasks with lead and deadline."""
    texts: tuple[str, ...] = ()
    """The first words of its tasks."""

    def is_sent_back(self, sent: Sent) -> bool:
        """Tell whether a lower file is the upper plan itself.

        A unit that copies every word has a letterhead of its own; this file has the upper one's
        or none.
        """
        if sent.digest in self.digests:
            return True
        content = sent.content
        if self._says_the_same(content) and content.issuer in ("", self.issuer):
            return True
        return self.has_letterhead_of(sent) and self._is_typed_anew(content)

    def is_renamed(self, sent: Sent) -> bool:
        """Tell whether a lower file is the upper plan under the unit's own letterhead.

        Who copies a plan as their own lets their own offices lead; in this one bodies of the
        province still lead most tasks, and everything else is the upper plan's, too.
        """
        content = sent.content
        led_above = sum(task.provincial for task in content.tasks)
        return self._says_the_same(content) and led_above > _MOSTLY * len(content.tasks)

    def _says_the_same(self, content: Content) -> bool:
        """Tell whether nearly all tasks of a file are the upper ones, with who and when."""
        same = sum(task.whole in self.tasks for task in content.tasks)
        return same >= max(_LEAST, _SENT_BACK * len(content.tasks))

    def has_letterhead_of(self, sent: Sent) -> bool:
        """Tell whether a lower file names nobody but the issuer of the upper plan."""
        return bool(self.issuer) and sent.content.issuer == self.issuer

    def _is_typed_anew(self, content: Content) -> bool:
        """Tell whether most tasks are the upper ones, but for how they are spelt and cut."""
        near = sum(
            process.extractOne(task.text, self.texts, scorer=fuzz.ratio, score_cutoff=_NEARLY)
            is not None
            for task in content.tasks
        )
        return near >= max(_LEAST, _TYPED_ANEW * len(content.tasks))

    def is_copied(self, sent: Sent) -> bool:
        """Tell whether a unit only copied: whom and by when the upper plan asks, too."""
        tasks = sent.content.tasks
        same = sum(task.given in self.given for task in tasks if task.given)
        return same >= max(_LEAST, _SENT_BACK * len(tasks))


@dataclass(slots=True)
class Sorting:
    """Goes over the files of one unit, and keeps each content once."""

    above: AbovePlan
    kept: list[Sent] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)

    def take(self, files: Sequence[Sent]) -> None:
        """Sort the files of a unit, in their order."""
        for sent in files:
            if self.above.is_sent_back(sent):
                self._say("upper-sent-back", sent.share.file, what=term("sent_back", "same"))
            elif self.above.is_renamed(sent):
                self._say("upper-sent-back", sent.share.file, what=term("sent_back", "renamed"))
            elif not self._is_copy(sent):
                if self.above.is_copied(sent):
                    self._say("upper-copied", sent.share.file)
                self._doubt_owner(sent)
                self._take_newer(sent)

    def _is_copy(self, sent: Sent) -> bool:
        """Tell whether a file that is there already says the same; say so."""
        for place, other in enumerate(self.kept):
            if sent.digest == other.digest or sent.content.same_as(other.content):
                first, copy = sorted((other, sent), key=_order)
                self.kept[place] = first
                self._say("content-repeated", copy.share.file, other=first.share.file)
                return True
        return False

    def _take_newer(self, sent: Sent) -> None:
        """Keep a file, or of two versions of one plan the newer; ask which one is meant."""
        for place, other in enumerate(self.kept):
            if sent.share.file != other.share.file and _are_versions(sent, other):
                newer, older, why = _newer(sent, other)
                self.kept[place] = newer
                told = "; ".join(_differences(newer.content, older.content))
                parts = {"other": older.share.file, "why": why, "differences": told}
                self._say("plan-versions", newer.share.file, **parts)
                return
        self.kept.append(sent)

    def _doubt_owner(self, sent: Sent) -> None:
        """Ask whose a file is that names nobody but the issuer of the upper plan."""
        unit, file = sent.share.owner.unit, sent.share.file
        if self.above.has_letterhead_of(sent) and unit.id == self.above.issuer:
            parts = {"unit": unit.name, "file": file, "why": term("unit_guess", "above")}
            asked = finding("unit-guessed", Where(file), **parts)
            fix = term("unit_guess", "above_fix").format(file=file)
            self.findings.append(replace(asked, fix=fix))

    def _say(self, code: str, file: str, **parts: str) -> None:
        """Note a finding on a file."""
        self.findings.append(finding(code, Where(file), **parts))


def _order(sent: Sent) -> tuple[bool, int]:
    """Sort the one that is used first of files that say the same.

    In the first formats a copy goes back to the unit with marks in it. And what computers call a
    copy has the longer name: “a (1).xlsx”, “a - Copy.xlsx”.
    """
    file = sent.share.file
    return not file.lower().endswith(_MARKED), len(file)


def _are_versions(one: Sent, other: Sent) -> bool:
    """Tell whether two files are versions of one plan."""
    return one.content.version_of(other.content)


def _newer(one: Sent, other: Sent) -> tuple[Sent, Sent, str]:
    """Tell which of two versions is the newer: by their own dates, else by those of the files."""
    first, second = one.content.issued, other.content.issued
    if first and second and first != second:
        pair = (one, other) if first > second else (other, one)
        return *pair, term("newer", "issued")
    if one.changed != other.changed:
        pair = (one, other) if one.changed > other.changed else (other, one)
        return *pair, term("newer", "changed")
    return other, one, term("newer", "first")


def _differences(newer: Content, older: Content) -> Iterator[str]:
    """Say what two versions have that the other has not."""
    for name, own, against in (("newer", newer, older), ("older", older, newer)):
        tasks = own.differing(against)
        if tasks:
            shown = ", ".join(f"“{task.text}” (dòng {task.row})" for task in tasks[:_SHOWN])
            more = ", …" if len(tasks) > _SHOWN else ""
            yield term("version_has", name).format(count=len(tasks), shown=shown + more)
