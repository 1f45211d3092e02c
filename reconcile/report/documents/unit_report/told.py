"""What the sentences of a document speak of."""

from collections import Counter
from dataclasses import dataclass

from reconcile.model import Reconciliation
from reconcile.report.documents.deviations import Deviation
from reconcile.report.documents.issuers import issuer_kind
from reconcile.report.documents.plan_names import document_type, type_within
from reconcile.report.documents.unit_names import NamedUnits, named
from reconcile.report.documents.wording import pointer, words
from reconcile.tracking.figures import Standing


@dataclass(frozen=True, slots=True)
class Told:
    """An outcome, its deviations, and the annexes that there are."""

    result: Reconciliation
    deviations: tuple[Deviation, ...]
    annexes: dict[str, str]
    """Annex (``carried``, ``missed``, ``deviations``) → ``Phụ lục II``; only those with rows."""
    lists_missed_only: bool = False
    """Whether the annex of missed tasks leaves out those in doubt."""

    @property
    def we(self) -> NamedUnits:
        """The lower unit."""
        return named(self.result.lower.unit)

    @property
    def they(self) -> NamedUnits:
        """The upper unit."""
        return named(self.result.upper.unit)

    @property
    def level(self) -> str:
        """The lower level as the upper plan speaks of it: ``cấp xã``."""
        return str(words("level")[self.result.lower.unit.level])

    @property
    def bodies(self) -> str:
        """Who under the upper unit guides the lower one: ``các sở, ban, ngành``."""
        unit = self.result.upper.unit
        own = issuer_kind(unit.name, party=unit.party, usual="office")["guides"]
        return str(own or words("bodies")["party" if unit.party else unit.level])

    @property
    def weighs(self) -> str:
        """What the upper unit does with a report: a Sở directs no People's Committee."""
        unit = self.result.upper.unit
        return str(issuer_kind(unit.name, party=unit.party, usual="office")["weighs"])

    @property
    def given(self) -> int:
        """How many tasks the lower level has a role in."""
        return self.result.summary.given

    @property
    def covered(self) -> int:
        """How many of those are carried down, whole or in part."""
        return self.result.summary.carried + self.result.summary.partial

    @property
    def by_role(self) -> Counter[Standing]:
        """The standings of the lower unit in all tasks, counted."""
        return Counter(Standing(upper.role, upper.outcome) for upper in self.result.uppers)

    @property
    def plan(self) -> str:
        """The upper plan in short: ``Kế hoạch của UBND tỉnh``."""
        return f"{document_type(self.result.upper)} của {self.they.short}"

    @property
    def plan_within(self) -> str:
        """The same within a sentence."""
        return f"{type_within(self.result.upper)} của {self.they.short}"

    def see(self, annex: str, *, first: bool = False) -> str:
        """Return the pointer to an annex, or nothing where there is none.

        Args:
            annex: ``carried``, ``missed`` or ``deviations``.
            first: where the text speaks of it for the first time.

        """
        return pointer(self.annexes.get(annex, ""), first=first)
