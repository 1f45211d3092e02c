"""What the coverage workbook needs of one unit, and no more: what a worker sends back."""

import datetime as dt
import zlib
from dataclasses import dataclass, field, replace

import msgspec

from reconcile.model import (
    AnswerAccount,
    Chain,
    Change,
    DirectLink,
    Finding,
    Outcome,
    Plan,
    Reconciliation,
    Role,
    Step,
    Summary,
    Unit,
)
from reconcile.tracking.figures import Standing, combine
from reconcile.tracking.listed_tasks import (
    Carrier,
    OpenTask,
    OwnTask,
    open_tasks,
    own_tasks,
    packed_carriers,
    unpacked_carriers,
)
from reconcile.tracking.of_upper import upper_changes, without_upper
from reconcile.tracking.other_plan import answers_other

_OF_A_SETTING = "setting-unused"
_QUICK = 1
"""Level of packing: a fifth of the size in a millisecond."""
_SHARED: dict[Standing, Standing] = {}


@dataclass(frozen=True, slots=True)
class _Details:
    """What is open, added or wrong in one unit."""

    missed: tuple[OpenTask, ...]
    review: tuple[OpenTask, ...]
    own: tuple[OwnTask, ...]
    findings: tuple[Finding, ...]
    texts: dict[str, str] = field(default_factory=dict)
    """Key → text of each task that a finding is about; what older releases kept has none."""
    above: tuple[Change, ...] = ()


@dataclass(frozen=True, slots=True)
class Digest:
    """One unit in short: what is open or wrong in it, without the text of the upper plan.

    What is listed of it task by task is packed, and unpacked each time that it is asked for: the
    units of a whole country are held at once, and each is listed on its own.
    """

    unit: Unit
    number: str
    files: tuple[str, ...]
    summary: Summary
    standings: tuple[Standing, ...]
    """One for each task of the upper plan, in its order."""
    details: bytes = field(repr=False)
    cluster: str = ""
    """Cluster (cụm, khối) that the unit belongs to; empty for none."""
    carried_by: bytes = field(default=b"", repr=False)
    """Packed apart: it is asked for by the data alone."""

    def __post_init__(self) -> None:
        """Hold each standing once: the same few of them are in every unit of a country."""
        shared = tuple(_SHARED.setdefault(each, each) for each in self.standings)
        object.__setattr__(self, "standings", shared)

    @property
    def missed(self) -> tuple[OpenTask, ...]:
        """What it has a role in and has not carried down."""
        return self._details.missed

    @property
    def review(self) -> tuple[OpenTask, ...]:
        """What it has a role in and a person has to settle."""
        return self._details.review

    @property
    def own(self) -> tuple[OwnTask, ...]:
        """What answers no upper task, or repeats another lower one."""
        return self._details.own

    @property
    def findings(self) -> tuple[Finding, ...]:
        """The unit's own; those of the upper plan itself are left to the upper plan."""
        return self._details.findings

    @property
    def told(self) -> tuple[tuple[Finding, str], ...]:
        """The same, each with the text of the task that it is about; empty for none."""
        details = self._details
        return tuple((each, details.texts.get(each.task, "")) for each in details.findings)

    @property
    def above(self) -> tuple[Change, ...]:
        """What the upper plan itself changed since the unit last stood otherwise."""
        return self._details.above

    @property
    def carriers(self) -> tuple[Carrier, ...]:
        """What carries each upper task, or comes nearest to it."""
        return unpacked_carriers(self.carried_by)

    @property
    def _details(self) -> _Details:
        """Unpack what is listed of it."""
        return msgspec.msgpack.decode(zlib.decompress(self.details), type=_Details)


@dataclass(frozen=True, slots=True)
class AbsentUnit:
    """A unit that was to send a plan and sent none."""

    name: str
    cluster: str = ""


@dataclass(frozen=True, slots=True)
class OpenPlace:
    """What keeps a document from being signed as it is."""

    document: str
    """Kind of the document, as its file is called."""
    place: str
    what: str
    settings: tuple[tuple[str, ...], ...] = ()
    """The keys of reconcile.toml that settle it, each from the top down."""
    is_proposed: bool = False
    """Whether it stands in a task that is proposed, and is settled with the proposal."""


@dataclass(frozen=True, slots=True)
class UnitFigures:
    """What is kept of a settled unit, light enough for a run over thousands."""

    digest: Digest
    waiting: int
    """Proposals that nobody has decided on yet."""
    overtaken: int = 0
    """Answers that the unit's plan has gone past, and that nobody has given again yet."""
    answers: AnswerAccount = field(default_factory=AnswerAccount)
    changes: int = 0
    """Changes and comments in the copy of its own Word file that its clerk has to decide on."""
    open_places: bytes = field(default=b"", repr=False)
    """Of ``packed_places``: of a whole country they would be most of what is held."""
    direct: tuple[tuple[DirectLink, ...], ...] = ()
    """What of each plan further up it carries directly, from the topmost on."""
    steps: tuple[Step, ...] = ()
    """Of a level between: what became of each task of the plan above it."""

    @property
    def unfinished(self) -> tuple[OpenPlace, ...]:
        """What is left open in any document that can be made of it."""
        if not self.open_places:
            return ()
        packed = zlib.decompress(self.open_places)
        return msgspec.msgpack.decode(packed, type=tuple[OpenPlace, ...])


def packed_places(places: tuple[OpenPlace, ...]) -> bytes:
    """Pack what is left open in documents."""
    return zlib.compress(msgspec.msgpack.encode(places), _QUICK)


@dataclass(frozen=True, slots=True)
class Coverage:
    """All that the coverage workbook shows: the upper plan, and every lower unit held to it."""

    upper: Plan
    as_of: dt.date
    units: tuple[Digest, ...]
    failed: tuple[Finding, ...] = ()
    """What could not be used, one finding for each file, and what else concerns no one unit."""
    absent: tuple[AbsentUnit, ...] = ()
    """Units that sent nothing."""
    chain: Chain | None = None
    """All levels together, where there are more than two."""

    @property
    def uncounted(self) -> tuple[Finding, ...]:
        """What is said of files and units that are in no figure; a setting is neither."""
        return tuple(found for found in self.failed if found.code != _OF_A_SETTING)

    @property
    def total(self) -> Summary:
        """The figures of all units together."""
        return combine((unit.standings, unit.summary) for unit in self.units)

    def standings(self, index: int) -> tuple[Standing, ...]:
        """Return how each unit stands in one upper task, in the order of the units."""
        return tuple(unit.standings[index] for unit in self.units)

    def role(self, index: int) -> Role:
        """Return the strongest role of any unit in one upper task; its own without units."""
        roles = {standing.role for standing in self.standings(index)}
        known = roles or {self.upper.tasks[index].role}
        return next(role for role in Role if role in known)

    def missing(self, index: int) -> int:
        """Count the units that have a role in one upper task and have not carried it down."""
        missed = (s.counts and s.outcome is Outcome.MISSED for s in self.standings(index))
        return sum(missed)


def coverage_of(result: Reconciliation) -> Coverage:
    """Take one pair of plans for a coverage of its own."""
    return Coverage(result.upper, result.as_of, (digest(result),))


def digest(result: Reconciliation) -> Digest:
    """Keep of a reconciliation what the coverage workbook shows of the unit."""
    tasks = {task.key: task for task in result.lower.tasks}
    findings = without_upper(result.findings, result.upper)
    every = {task.key: task for task in result.upper.tasks} | tasks
    named = sorted({each.task for each in findings} & every.keys())
    details = _Details(
        missed=open_tasks(result.uppers, Outcome.MISSED, tasks),
        review=open_tasks(result.uppers, Outcome.REVIEW, tasks),
        own=own_tasks(result.lowers, elsewhere=answers_other(result)),
        findings=findings,
        texts={key: every[key].text for key in named},
        above=upper_changes(result),
    )
    return Digest(
        unit=result.lower.unit,
        number=result.lower.number,
        files=result.lower.files,
        summary=_summary(result),
        standings=tuple(Standing(u.role, u.outcome) for u in result.uppers),
        details=zlib.compress(msgspec.msgpack.encode(details), _QUICK),
        carried_by=packed_carriers(result),
    )


def _summary(result: Reconciliation) -> Summary:
    """Return the figures of a unit; what its plan has for another upper plan is no addition."""
    return replace(result.summary, own=0) if answers_other(result) else result.summary


def steps_of(result: Reconciliation) -> tuple[Step, ...]:
    """Keep of a reconciliation what a chain goes by: what became of each upper task, and where."""
    return tuple(
        Step(each.role, each.outcome, tuple(link.lower for link in each.links))
        for each in result.uppers
    )
