"""One unit settled: plans, answers and history in; outcome, figures and outputs as bytes out.

Nothing here opens a file or the database: whoever runs it, here or in another process, owns
nothing of the working folder.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from reconcile.config import DocumentKind
from reconcile.model import (
    Decision,
    Finding,
    JudgedWordings,
    Plan,
    Reconciliation,
    Source,
    TaskState,
    Unit,
)
from reconcile.normalise import to_plan, with_own_tasks
from reconcile.report.documents.kinds import UnitContexts, kinds_for, unfinished_in
from reconcile.report.documents.plan.amendments import amend
from reconcile.review import Draft
from reconcile.run.answers.carry_notes import CarriedNotes, carry_notes, gone_note
from reconcile.run.answers.hold_answers import hold_answers, stale_finding
from reconcile.run.answers.touched import made_with, touching_plan
from reconcile.run.direct import CarriedDirectly, carried_directly
from reconcile.run.pair import Beforehand, in_order, reconcile_plans
from reconcile.run.upper_side import Upper
from reconcile.run.writing.own_plan import OwnPlan, own_file
from reconcile.run.writing.sent import checked_copies
from reconcile.store.cache import unpack
from reconcile.tracking.answer_account import account_of
from reconcile.tracking.changes import RunStanding, changes_since, standing
from reconcile.tracking.coverage import Digest, OpenPlace, digest
from reconcile.tracking.history import History
from reconcile.tracking.overtaken import Seen
from reconcile.tracking.reopening import CarriedOver, Reopened

RESULTS, REVIEWS = "outputs/result", "outputs/review"


@dataclass(frozen=True, slots=True)
class TakenIn:
    """What the workbooks of one unit hold beside the answers that are in the log now."""

    findings: tuple[Finding, ...] = ()
    drafts: tuple[Draft, ...] = ()
    """Notes beside answers that are not given yet."""


NOTHING = TakenIn()


@dataclass(frozen=True, slots=True)
class OutputPlace:
    """Where a unit's outputs go: they can be listed before the unit is settled."""

    path: str
    """Its folder under ``outputs/``."""
    copies: Mapping[str, str]
    """File of its own → name of the copy with the results beside its tasks."""
    unit_id: str = ""
    """Of the unit; empty of a plan between two levels."""


@dataclass(frozen=True, slots=True, weakref_slot=True)
class Lower:
    """All that one unit is settled from, beside what all units share."""

    unit: Unit
    place: OutputPlace
    tables: tuple[bytes, ...]
    """Its sources as ``store.cache.pack`` wrote them, in the order of its files."""
    findings: tuple[Finding, ...] = ()
    """About its files."""
    review: TakenIn = NOTHING
    answers: tuple[Decision, ...] = ()
    """Those that stand on the unit."""
    withdrawn: tuple[Decision, ...] = ()
    """Lines that took an answer back: the workbook keeps them for a database that has lost them."""
    history: History = field(default_factory=History)
    seen: Seen = field(default_factory=dict)
    """What the authors of the answers saw of its plan."""
    took_over: Mapping[str, str] = field(default_factory=dict)
    """Id of each unit that it has taken over → what that was called."""
    generation: str = ""
    """What the review workbook that is made of it goes by, but for what touches its plan."""
    told: Mapping[str, TaskState] = field(default_factory=dict)
    """States of its tasks that sources tell otherwise than its own rows."""
    originals: Mapping[str, bytes] = field(default_factory=dict)
    """File of its own → its bytes, for the copies."""
    read: Plan | None = None
    """Its plan where that is read already, as that of a level between."""


def review_name(place: OutputPlace) -> str:
    """Return the path of a unit's review workbook in the working folder."""
    return f"{REVIEWS}/{place.path}.xlsx"


class SettledUnit:
    """The outcome of one unit, and all that is made of it; each part when it is asked for."""

    def __init__(self, upper: Upper, lower: Lower) -> None:
        self.upper = upper
        self.lower = lower

    @cached_property
    def sources(self) -> tuple[Source, ...]:
        """What was read of the unit's files."""
        read = (unpack(packed, Source) for packed in self.lower.tables)
        return tuple(with_own_tasks(source, self.upper.plan.tasks) for source in read)

    @cached_property
    def plan(self) -> Plan:
        """The unit's plan as it is now."""
        plan = self.lower.read or to_plan(self.sources, unit=self.lower.unit)
        found = (*self.lower.findings, *self.lower.review.findings, *plan.findings)
        return replace(plan, findings=in_order(found))

    @cached_property
    def answers(self) -> CarriedOver:
        """What became of people's answers."""
        return hold_answers(self.lower.answers, self.lower.history, self.upper.plan, self.plan)

    @cached_property
    def notes(self) -> CarriedNotes:
        """What became of notes beside questions that nobody has answered yet."""
        drafts = self.lower.review.drafts
        return carry_notes(drafts, self.lower.history, self.upper.plan, self.plan)

    @cached_property
    def touching(self) -> JudgedWordings:
        """What people have judged in any unit, as far as it touches this one."""
        return touching_plan(self.upper.known, [task.text for task in self.plan.tasks])

    @property
    def generation(self) -> str:
        """What a review workbook that is made of it goes by."""
        return made_with(self.lower.generation, self.touching)[:16]

    @cached_property
    def result(self) -> Reconciliation:
        """The outcome object that every output of this unit shows."""
        carried, upper = self.answers, self.upper
        place = review_name(self.lower.place)
        stale = [
            *map(stale_finding, (*carried.stale, *self.direct.stale)),
            *(gone_note(each, place) for each in self.notes.gone),
        ]
        result = reconcile_plans(
            upper.plan,
            replace(self.plan, findings=in_order((*self.plan.findings, *stale))),
            upper.config,
            upper.as_of,
            Beforehand(
                prepared=upper.prepared,
                known=self.touching,
                decisions=carried.live,
                seen=self.lower.seen,
                took_over=self.lower.took_over,
                told=self.lower.told,
            ),
        )
        now, history = standing(result), self.lower.history
        return replace(
            result,
            changes=changes_since(history.before(now), now),
            answers=account_of(result, carried, history.since(now)),
        )

    @property
    def shown_answers(self) -> tuple[tuple[Decision, ...], tuple[Reopened, ...]]:
        """The answers that are shown as given, and those that are asked again."""
        overtaken = [each.decision for each in self.result.overtaken]
        stand = tuple(each for each in self.answers.live if each not in overtaken)
        again = (
            Reopened(each.decision, each.decision.upper, "", each.given_for)
            for each in self.result.overtaken
        )
        return stand, (*self.answers.reopened, *again)

    @cached_property
    def standing(self) -> RunStanding:
        """Where its tasks stand, for later runs to compare."""
        return standing(self.result)

    @cached_property
    def digest(self) -> Digest:
        """The outcome in short."""
        return digest(self.result)

    @cached_property
    def own_plan(self) -> OwnPlan | None:
        """The unit's own Word file with what is to change in it; None without such a file."""
        config, originals = self.upper.config, self.lower.originals
        source = own_file(self.plan, self.sources, originals, config.documents)
        if source is None:
            return None
        said = amend(self.result, config.proposals, self.contexts.proposals)
        author, day = config.documents.changes_by, self.upper.as_of
        return OwnPlan(source, originals[source.file], said, author, day)

    @cached_property
    def direct(self) -> CarriedDirectly:
        """What of each plan further up it carries directly."""
        upper = self.upper
        held = (self.lower.answers, self.lower.history)
        return carried_directly(upper.passing, self.plan, upper.config, *held)

    @property
    def unfinished(self) -> tuple[OpenPlace, ...]:
        """What keeps its documents from being signed; of an own file the changes tell that."""
        itself = self.lower.unit.id == self.upper.plan.unit.id
        every = tuple(DocumentKind)
        kinds = kinds_for(self.digest.summary, self.upper.config, every, by_itself=itself)
        told = (k for k in kinds if not (self.own_plan and k is DocumentKind.PLAN))
        return unfinished_in(told, self.result, self.upper.config, self.contexts)

    @cached_property
    def contexts(self) -> UnitContexts:
        """What fills its documents."""
        return UnitContexts(self.result, self.upper.config)

    @cached_property
    def copies(self) -> Mapping[str, bytes]:
        """Its own files with what was found written beside their tasks, by the copies' names."""
        return checked_copies(self.lower.place.copies, self.lower.originals, self.result)

    @cached_property
    def proposals(self) -> Mapping[str, str]:
        """Key of a missed upper task → how the draft would write it in, where nobody agreed yet."""
        return {
            each.task.key: each.summary for each in self.contexts.proposals if not each.accepted
        }

    @property
    def drafts(self) -> Mapping[str, str]:
        """Key of a missed upper task → how the draft writes it in, agreed to or not."""
        return {each.task.key: each.summary for each in self.contexts.proposals}
