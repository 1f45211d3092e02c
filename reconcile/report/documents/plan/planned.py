"""A Kế hoạch to be written: what every sentence and every field of it is made of."""

from dataclasses import dataclass

from reconcile.model import PlanText, Reconciliation, Role, TextPart
from reconcile.report.documents.annexes import Row
from reconcile.report.documents.plan.proposals import Proposal
from reconcile.report.documents.plan_names import cite_shortly
from reconcile.report.documents.sender import Sender
from reconcile.report.documents.unit_names import NamedUnits, named
from reconcile.report.documents.wording import UNKNOWN, count, pointer
from reconcile.vocabulary.text import fold

_LONGEST_TITLE = 100
_END_MARK = "./."


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """A Kế hoạch to be written: of what outcome, by whom, with which rows."""

    result: Reconciliation
    sent: Sender
    proposals: tuple[Proposal, ...]
    rows: tuple[Row, ...]
    """Of the annex, group headings among them."""
    whole: bool
    """Whether all tasks of the unit are in it, or the missed ones only."""

    @property
    def revises(self) -> bool:
        """Whether the unit's plan was issued, and is amended and not written anew."""
        return self._follows_issued and self.sent.documents.issued_plan == "amend"

    @property
    def replaced(self) -> str:
        """The issued plan in whose place this one is written; empty where there is none."""
        replaces = self.sent.documents.issued_plan == "replace"
        return cite_shortly(self.result.lower) if self._follows_issued and replaces else ""

    @property
    def _follows_issued(self) -> bool:
        """Whether all of a plan that bears number and day is written again."""
        lower = self.result.lower
        return self.whole and bool(lower.number and lower.issued)

    @property
    def text(self) -> PlanText:
        """The words of the unit's own plan, as far as a draft of the whole plan takes them.

        An amendment speaks for itself; but who follows the plan, and when is reported, stays as
        it was issued, for it says that all else does.
        """
        own = self.result.lower.text
        if self.revises:
            return PlanText(organisation=own.organisation, reporting=own.reporting)
        return own if self.whole else PlanText()

    @property
    def says_reporting(self) -> bool:
        """Whether the unit's own points say how is reported, or an amendment leaves it as it is."""
        return bool(self.text.organisation and (self.text.reporting or self.revises))

    @property
    def points(self) -> list[dict[str, object]]:
        """The unit's own points on who does what, numbered through."""
        return [_point(*each) for each in enumerate(self.text.organisation, start=1)]

    @property
    def reported_when(self) -> str:
        """When is reported: as the settings, the unit's own plan or the one above say."""
        result = self.result
        told = (self.sent.documents.reporting, result.lower.text.reporting)
        if self.says_reporting:
            return next(filter(None, told), "")
        # No day is made up.
        return next(filter(None, (*told, result.upper.text.reporting)), UNKNOWN)

    @property
    def what(self) -> str:
        """What the document calls itself, such as ``Kế hoạch bổ sung nhiệm vụ``."""
        if self.revises:
            return f"Kế hoạch sửa đổi, bổ sung {cite_shortly(self.result.lower)}"
        return "Kế hoạch" if self.whole else "Kế hoạch bổ sung nhiệm vụ"

    @property
    def total(self) -> int:
        """How many tasks the annex has."""
        return sum(not row["nhom"] for row in self.rows)

    @property
    def they(self) -> NamedUnits:
        """The upper unit."""
        return named(self.result.upper.unit)

    @property
    def area(self) -> str:
        """Where the plan is carried out: ``trên địa bàn xã``; empty for a body without an area."""
        word = self.result.lower.unit.word if self.sent.kind["areal"] else ""
        return f"trên địa bàn {word}" if word else ""

    @property
    def own_plan(self) -> str:
        """The unit's own plan, which the document adds to or revises."""
        lower = self.result.lower
        return cite_shortly(lower) if lower.number else f"kế hoạch của {named(lower.unit).short}"

    @property
    def by_role(self) -> str:
        """In which roles the added tasks were given: ``, đều là nhiệm vụ được giao chủ trì``."""
        roles = [proposal.role for proposal in self.proposals]
        lead, support = roles.count(Role.LEAD), roles.count(Role.SUPPORT)
        if lead and support:
            return f", gồm {count(lead)} được giao chủ trì và {count(support)} được giao phối hợp"
        role = "chủ trì" if lead else "phối hợp"
        return f", {'đều ' if lead + support > 1 else ''}là nhiệm vụ được giao {role}"

    @property
    def fully(self) -> str:
        """`` đầy đủ``, if with the added tasks all that was given is carried down."""
        summary = self.result.summary
        # What is left out by a person, or still in doubt, is not carried down whole.
        open_ = summary.left_out or summary.review or summary.partial
        return "" if open_ or len(self.proposals) == self.total else " đầy đủ"

    @property
    def see_annex(self) -> str:
        """The words that point to the annex; empty where the unit's own words do so already."""
        told = any("phụ lục" in fold(line) for line in self.text.content)
        return "" if told else pointer("Phụ lục", first=True)


def _point(number: int, part: TextPart) -> dict[str, object]:
    """Return a point of the unit's own, as the fields of a template hold it."""
    # A plan that closes with its last point has its end mark there; in a draft the closing follows.
    heading, *lines = (line.replace(_END_MARK, ".") for line in (part.heading, *part.lines))
    said = f"{number}. {heading}"
    # What is a sentence by itself is no heading.
    titled = len(heading) <= _LONGEST_TITLE and not heading.endswith((".", ";"))
    return {"ten": said if titled else "", "dong": [*([] if titled else [said]), *lines]}
