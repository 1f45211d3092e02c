"""The documents that there are: which a unit gets, with the template and what fills it."""

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cached_property

from reconcile.config import Config, DocumentKind
from reconcile.model import Chain, Reconciliation, Summary, Unit
from reconcile.report.documents.around_text import Context
from reconcile.report.documents.authority import beyond_authority
from reconcile.report.documents.chain_report.context import chain_context
from reconcile.report.documents.letter import letter_context
from reconcile.report.documents.overall_report.context import overall_context
from reconcile.report.documents.plan.context import plan_context
from reconcile.report.documents.plan.proposals import Proposal, propose
from reconcile.report.documents.progress_report.context import (
    overall_progress_context,
    unit_progress_context,
)
from reconcile.report.documents.progress_report.letter import urging_context
from reconcile.report.documents.sender import settings_of
from reconcile.report.documents.unfinished import unfinished
from reconcile.report.documents.unit_report.context import report_context
from reconcile.report.templates.find import Template, Templates, pick_template
from reconcile.tracking.coverage import Coverage, OpenPlace
from reconcile.tracking.outcome import ProgressOutcome

OVER_ALL = (DocumentKind.OVERALL, DocumentKind.CHAIN)
"""Documents over all units, and so of none."""
OF_A_UNIT = tuple(kind for kind in DocumentKind if kind not in OVER_ALL and not kind.is_tracked)
"""Documents on what a unit carries down."""

# A supplement is a Kế hoạch, too, and is made from the same template.
_TEMPLATES = {kind: str(kind) for kind in DocumentKind} | {
    DocumentKind.SUPPLEMENT: str(DocumentKind.PLAN)
}


@dataclass(frozen=True, slots=True)
class Document:
    """A document to be written: its template, and what fills it."""

    template: Template
    context: Context


def template_name(kind: DocumentKind, issuer: Unit, config: Config) -> str:
    """Name the template of a kind of document by who issues it; without its ending."""
    name = _TEMPLATES[kind]
    if not issuer.party:
        return name
    profile = config.documents.party_profile
    return f"{name}-dang" if profile == "hd05" else f"{name}-dang-{profile}"


def kinds_for(
    summary: Summary,
    config: Config,
    asked: tuple[DocumentKind, ...] = (),
    *,
    by_itself: bool = False,
) -> tuple[DocumentKind, ...]:
    """List the documents that a unit with these figures gets, in the order of their kinds.

    Args:
        summary: of the unit.
        config: ``[documents] kinds`` counts where nothing is asked for.
        asked: the kinds that somebody asks for; empty for those of the settings.
        by_itself: whether the unit has issued the plan above itself.

    Returns:
        Never those over all units, which are of none; no letter and no supplement where
        nothing is missed, and none where nothing of it is to be written in. Nobody writes a
        letter to itself.

    """
    wanted = asked or config.documents.kinds
    needless = set() if summary.missed and not by_itself else {DocumentKind.LETTER}
    if summary.missed == summary.left_out:
        needless.add(DocumentKind.SUPPLEMENT)
    return tuple(kind for kind in OF_A_UNIT if kind in wanted and kind not in needless)


class UnitContexts:
    """What fills the documents of a unit: each is put together once, for all who ask for it."""

    def __init__(self, result: Reconciliation, config: Config) -> None:
        self.result = result
        self.config = config
        self._made: dict[DocumentKind, Context] = {}

    def of(self, kind: DocumentKind) -> Context:
        """Return what fills a document of a kind; nobody changes it."""
        if kind not in self._made:
            self._made[kind] = self._put_together(kind)
        return self._made[kind]

    @cached_property
    def proposals(self) -> tuple[Proposal, ...]:
        """How what is missed would be written into the plan."""
        return propose(self.result, self.config.proposals)

    def _put_together(self, kind: DocumentKind) -> Context:
        """Put together what fills a document."""
        result, config = self.result, self.config
        if kind is DocumentKind.REPORT:
            settings = settings_of(result.lower.unit, config.units)
            return report_context(result, settings, config.issuer, config.documents)
        if kind is DocumentKind.LETTER:
            return letter_context(result, config)
        return plan_context(result, config, kind, self.proposals)


def unit_document(
    kind: DocumentKind,
    result: Reconciliation,
    config: Config,
    templates: Templates,
    contexts: UnitContexts | None = None,
) -> Document:
    """Return a document of one unit, ready to be filled.

    Args:
        kind: any but those over all units.
        result: the outcome of the unit.
        config: all settings.
        templates: all that there are.
        contexts: of the unit, where others ask for them, too.

    Raises:
        TemplateError: there is no such template.

    """
    # The công văn goes down; the others are the unit's own.
    issuer = (result.upper if kind is DocumentKind.LETTER else result.lower).unit
    template = pick_template(template_name(kind, issuer, config), templates)
    return Document(template, (contexts or UnitContexts(result, config)).of(kind))


def unfinished_in(
    kinds: Iterable[DocumentKind],
    result: Reconciliation,
    config: Config,
    contexts: UnitContexts | None = None,
) -> tuple[OpenPlace, ...]:
    """Find what keeps documents of a unit from being signed as they are."""
    said = contexts or UnitContexts(result, config)
    return tuple(
        place
        for kind in kinds
        for found in (beyond_authority(kind, result, config), _unfinished(kind, said))
        for place in found
    )


def unfinished_over_all(
    kinds: Collection[DocumentKind], coverage: Coverage, config: Config
) -> tuple[OpenPlace, ...]:
    """Find what keeps the documents over all units from being signed as they are."""
    found: tuple[OpenPlace, ...] = ()
    if DocumentKind.OVERALL in kinds:
        found += unfinished(
            DocumentKind.OVERALL, overall_context(coverage, config), coverage.upper, config.upper
        )
    if DocumentKind.CHAIN in kinds and coverage.chain:
        context = chain_context(coverage.chain, coverage.as_of, config)
        found += unfinished(DocumentKind.CHAIN, context, coverage.upper, config.upper)
    return found


def _unfinished(kind: DocumentKind, said: UnitContexts) -> tuple[OpenPlace, ...]:
    """Find what is left open in the text of one document."""
    return unfinished(kind, said.of(kind), said.result.upper, said.config.upper)


def overall_document(coverage: Coverage, config: Config, templates: Templates) -> Document:
    """Return the Báo cáo tổng hợp, ready to be filled.

    Raises:
        TemplateError: there is no such template.

    """
    name = template_name(DocumentKind.OVERALL, coverage.upper.unit, config)
    return Document(pick_template(name, templates), overall_context(coverage, config))


def chain_document(chain: Chain, as_of: dt.date, config: Config, templates: Templates) -> Document:
    """Return the Báo cáo over a chain of plans, ready to be filled.

    Raises:
        TemplateError: there is no such template.

    """
    name = template_name(DocumentKind.CHAIN, chain.plans[-1].unit, config)
    return Document(pick_template(name, templates), chain_context(chain, as_of, config))


def progress_document(
    outcome: ProgressOutcome, unit: Unit | None, config: Config, templates: Templates
) -> Document:
    """Return the periodic report on progress, of one unit or over all.

    Raises:
        TemplateError: there is no such template.

    """
    issuer = unit or outcome.tracking.upper.unit
    template = pick_template(template_name(DocumentKind.PROGRESS, issuer, config), templates)
    if unit is None:
        return Document(template, overall_progress_context(outcome, config))
    return Document(template, unit_progress_context(outcome, unit, config))


def urging_document(
    outcome: ProgressOutcome, body_id: str, config: Config, templates: Templates
) -> Document:
    """Return the Công văn to a body with overdue tasks.

    Raises:
        TemplateError: there is no such template.

    """
    name = template_name(DocumentKind.URGING, outcome.tracking.upper.unit, config)
    return Document(pick_template(name, templates), urging_context(outcome, body_id, config))
