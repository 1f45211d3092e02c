"""What people decide about tasks and pairs: kept for good, and stronger than any score."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from reconcile.model.finding import Where

NOWHERE = Where("")
Subject = tuple[str, str, str, str]
"""What an answer is about: unit, upper key, lower key, topic."""


class Verdict(StrEnum):
    """A person's answer; the first three are on a pair, the next four on an upper task.

    ``OWN`` and ``DUPLICATE`` are on a lower task; ``WRITE``, ``LEAVE_OUT`` and ``REWRITE`` are on
    how an upper task that is missed is to stand in the unit's own plan; ``WITHDRAWN`` takes back
    the answer on the same subject. Source: docs/design.md, a person's answers.
    """

    YES = "yes"
    PARTLY = "partly"
    NO = "no"
    MISSED = "missed"
    OTHER_DOCUMENT = "other-document"
    DONE = "done"
    NOT_OURS = "not-ours"
    OWN = "own"
    DUPLICATE = "duplicate"
    WRITE = "write"
    LEAVE_OUT = "leave-out"
    REWRITE = "rewrite"
    WITHDRAWN = "withdrawn"


class Topic(StrEnum):
    """What an answer on a task or pair is about.

    To confirm a gap is not to accept a proposal: the two are answered apart.
    """

    COVERAGE = ""
    """Whether the lower plan carries the task down."""
    WRITING_IN = "writing-in"
    """Whether and how a missed upper task is written into the unit's plan."""
    DIRECT = "direct"
    """Whether a row carries a task of a plan further up, past the plans between."""


@dataclass(frozen=True, slots=True)
class PlanEntry:
    """How a person wants a task to stand in the unit's plan; what is empty stands as proposed."""

    text: str = ""
    lead: str = ""
    deadline: str = ""


AS_PROPOSED = PlanEntry()


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """One answer of one person, as a line of the log.

    ``upper`` and ``lower`` are task keys: both for a pair, ``upper`` alone for an upper task in
    this unit, ``lower`` alone for a lower task. The texts are what the person saw.
    """

    unit: str
    """Id of the lower unit."""
    verdict: Verdict
    upper: str = ""
    lower: str = ""
    topic: Topic = Topic.COVERAGE
    upper_text: str = ""
    lower_text: str = ""
    document: str = ""
    """Number and symbol of the other document, with ``OTHER_DOCUMENT``."""
    entry: PlanEntry = AS_PROPOSED
    """What the person wrote in the place of the proposal, with ``REWRITE``."""
    note: str = ""
    person: str = ""
    """Who answered, as typed; empty where nobody said."""
    when: str = ""
    """ISO date and time with seconds, local to the office."""
    where: Where = NOWHERE
    """The cell, page or file that the answer came from."""
    score: float | None = None
    """What the program thought of the pair then; None where it had not proposed it."""
    plan: str = ""
    """Identity of the upper plan that it was given on: issuer, number, day; empty where unknown."""
    seen: str = ""
    """Fingerprint of the lower plan that the person saw; empty where that is not known."""
    base: str = ""
    """Marks of the answers on the same subject that the person knew of when giving this one: that
    which stood, then those that it had replaced, parted by spaces; empty for none."""
    writing: str = ""
    """Generation of the review workbook that it was given in; empty where there was none."""
    given_for: str = field(default="", compare=False)
    """Id of the unit that it was given on, where it counts for another by now; else empty."""

    @property
    def subject(self) -> Subject:
        """What the answer is about: (unit, upper key, lower key, topic)."""
        return (self.unit, self.upper, self.lower, self.topic)


@dataclass(frozen=True, slots=True, order=True)
class Origin:
    """Where a wording was judged: when (ISO date and time), and the official name of the unit."""

    when: str
    unit: str


@dataclass(frozen=True, slots=True)
class JudgedWordings:
    """What people have answered on pairs, in any unit: the log remembers, matching learns.

    Texts that differ only in spacing, capitals or the style of tone marks are one.
    """

    confirmed: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Key of the upper task → lower texts, in order."""
    rejected: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Likewise; a text on which units disagree is in both."""
    origins: Mapping[str, Mapping[str, tuple[Origin, ...]]] = field(default_factory=dict)
    """Upper key → lower text as given above → where it was judged, the earliest first."""
    in_part: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Of those confirmed: the ones of which nobody said that they carry the whole."""

    @property
    def texts(self) -> frozenset[str]:
        """Every lower text that was judged."""
        judged = (*self.confirmed.values(), *self.rejected.values())
        return frozenset(text for texts in judged for text in texts)

    def about(self, texts: Collection[str]) -> "JudgedWordings":
        """Keep what was answered on some lower texts, and leave out the others."""
        origins = {
            upper: {text: judged for text, judged in by_text.items() if text in texts}
            for upper, by_text in self.origins.items()
        }
        return JudgedWordings(
            _only(self.confirmed, texts),
            _only(self.rejected, texts),
            {upper: by_text for upper, by_text in origins.items() if by_text},
            _only(self.in_part, texts),
        )


def _only(
    judged: Mapping[str, tuple[str, ...]], texts: Collection[str]
) -> Mapping[str, tuple[str, ...]]:
    """Keep the tasks for which some of these texts were judged, with these texts alone."""
    kept = {key: tuple(text for text in said if text in texts) for key, said in judged.items()}
    return {key: said for key, said in kept.items() if said}


@dataclass(frozen=True, slots=True)
class AnswerAccount:
    """What a run did with people's answers on one unit, or on all."""

    new: tuple[tuple[str, int], ...] = ()
    """File → how many came from it since things last stood otherwise; in the files' order."""
    everywhere: int = 0
    """How many of those came by a mark on another unit's row of the same content."""
    taken_back: int = 0
    """Answers that were withdrawn; counted over a run, and not for one unit."""
    kept: int = 0
    """Answers that stand on tasks that are there, and stood before."""
    asked_again: int = 0
    """Answers on texts that were changed since."""
    overtaken: int = 0
    gone: int = 0
    """Answers, and notes, on tasks that no plan has any more; they stay in the log."""
    contradicting: int = 0
    not_understood: int = 0
    taught: int = 0
    """Tasks that the program settles only through the answers on others of the same plan."""
    through: tuple[tuple[str, int], ...] = ()
    """Name of another unit → tasks settled by the program on an answer given there first; in
    the names' order."""


@dataclass(frozen=True, slots=True)
class Overtaken:
    """An answer on an upper task that the lower plan has gone past since it was given."""

    decision: Decision
    lowers: tuple[str, ...]
    """Keys of the rows that may carry the task and that the person could not see, best first."""
    given_for: str = ""
    """Name of the unit that it was given on, where another has taken that over; else empty."""
