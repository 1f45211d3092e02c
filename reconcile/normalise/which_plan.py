"""Which upper plan a file belongs to: a plan of its own, an annex of another, or not to be told."""

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace

from reconcile.model import Directive, Finding, Source, Where
from reconcile.normalise.issuer import issuer_in
from reconcile.vocabulary.directives import find_directives
from reconcile.vocabulary.findings import finding
from reconcile.vocabulary.plan_facts import (
    enclosed_with,
    headline,
    is_draft,
    own_number,
    read_plan_facts,
)
from reconcile.vocabulary.same_document import Sameness, compare_documents, differ
from reconcile.vocabulary.tables import table
from reconcile.vocabulary.terms import term
from reconcile.vocabulary.text import bare, fold

_LETTERHEAD = 12
"""How many of the first lines may be letterhead."""
_WAS_PLAN = "known"
"""Why a file is taken for a plan of its own: it was one before another was laid beside it."""
_SURE = Sameness.POSSIBLE
_FACTS = table("units")["facts"]


@dataclass(frozen=True, slots=True)
class UpperFile:
    """A file of the upper side as it lies there."""

    source: Source
    folder: str = ""
    """Of its own below ``inputs/upper``; empty for what lies there directly."""
    told: str = ""
    """The plan that the settings give it to."""


@dataclass(frozen=True, slots=True)
class Identity:
    """By what a file is told from those of other plans; each part may be unknown."""

    document: Directive | None = None
    issuer: str = ""
    """Id of the unit."""
    issued: dt.date | None = None
    title: str = ""
    annex: bool = False
    """Whether the number is that of a document that it goes with."""
    draft: bool = False
    """Whether it has a letterhead of its own that leaves the number open."""


@dataclass(slots=True)
class PlanFiles:
    """The files of one upper plan, in their order."""

    name: str
    """Folder, or first file, or what the settings call it."""
    sources: list[Source] = field(default_factory=list)
    identity: Identity = field(default_factory=Identity)
    """Of the file that bears the number, else of the first."""
    folder: str = ""
    told: str = ""

    @property
    def number(self) -> str:
        """Number and symbol of the plan; empty where no file tells it."""
        return self.identity.document.symbol if self.identity.document else ""

    @property
    def names(self) -> tuple[str, str]:
        """By what the plan is known again: who issued it, number and day; and its place."""
        own = self.identity
        return f"{own.issuer}|{self.number}|{own.issued or ''}" if self.number else "", self.name

    def take(self, source: Source) -> None:
        """Count a file in."""
        self.sources.append(source)


def plans_of(
    files: Sequence[UpperFile], known: Collection[str] = ()
) -> tuple[tuple[PlanFiles, ...], tuple[Finding, ...]]:
    """Put the files of the upper side together by plans.

    Args:
        files: in the order in which their tasks are shown.
        known: names of files without a number that were plans before: a plan that is laid beside
            them does not take their tasks over.

    Returns:
        The plans in the order of their first files; and what is asked where it cannot be told.

    """
    met = [(each, identity_of(each.source)) for each in files]
    groups: list[PlanFiles] = []
    asked: list[Finding] = []
    # Who bears a number of its own comes first: an annex is told by the plan that it goes with.
    for each, own in sorted(met, key=lambda pair: _rank(pair[0], pair[1], known)):
        group, why = _place(each, own, groups, known)
        if group and why:
            asked.append(_unclear(each.source.file, group, why))
        if group is None or why == _WAS_PLAN:
            group = PlanFiles(_name(each), identity=own, folder=each.folder, told=each.told)
            groups.append(group)
        group.take(each.source)
    order = {each.source.file: at for at, each in enumerate(files)}
    for group in groups:
        group.sources.sort(key=lambda source: order[source.file])
    groups.sort(key=lambda group: order[group.sources[0].file])
    return tuple(groups), tuple(asked)


def identity_of(source: Source) -> Identity:
    """Read by what a file is told from those of other plans."""
    head = [line.text for line in source.lines[:_LETTERHEAD]]
    facts = read_plan_facts([line.text for line in source.lines])
    own = next(iter(find_directives(own_number(head))), None)
    with_ = enclosed_with([line.text for line in source.lines])
    beside = with_ if with_ and with_.kind in _FACTS["issues"] else None
    found = own or beside or headline(head)
    issuer = issuer_in([source])
    return Identity(
        document=found,
        issuer=issuer.id if issuer else "",
        issued=facts.issued or (found.date if found else None),
        title=facts.title,
        annex=own is None and with_ is not None,
        draft=own is None and is_draft(head),
    )


def _rank(each: UpperFile, own: Identity, known: Collection[str]) -> int:
    """Say in which turn a file finds its plan: told, numbered, in a folder, annexes, the rest."""
    if each.told:
        return 0
    if own.document and not own.annex:
        return 1
    if each.folder and not _is_annex_folder(each.folder):
        return 2
    if own.document:
        return 3
    return 4 if each.source.file in known else 5


def _place(
    each: UpperFile, own: Identity, groups: Sequence[PlanFiles], known: Collection[str]
) -> tuple[PlanFiles | None, str]:
    """Find the plan of a file; None for one of its own, and why that is in doubt."""
    if each.told:
        return next((g for g in groups if _is_called(g, each.told)), None), ""
    told = next((g for g in groups if g.told and own.document and _is_called(g, _said(own))), None)
    if told:
        return told, ""
    if each.folder and not (own.annex or _is_annex_folder(each.folder)):
        return next((g for g in groups if g.folder == each.folder), None), ""
    return _by_number(each, own, groups) if own.document else _beside(each, own, groups, known)


def _by_number(
    each: UpperFile, own: Identity, groups: Sequence[PlanFiles]
) -> tuple[PlanFiles | None, str]:
    """Find the plan of a file by its number, or that which it goes with; as ``_place`` does."""
    same = next((group for group in groups if _one_plan(group.identity, own)), None)
    here = next((group for group in groups if each.folder and group.folder == each.folder), None)
    why = "day" if same and differ(same.identity.issued, own.issued) else ""
    return same or here, why


def _beside(
    each: UpperFile, own: Identity, groups: Sequence[PlanFiles], known: Collection[str]
) -> tuple[PlanFiles | None, str]:
    """Find the plan of a file without a number among those that lie beside it, as ``_place``."""
    beside = [g for g in groups if not g.told and g.folder in ("", each.folder)]
    if not beside:
        return (groups[0] if groups and _is_annex_folder(each.folder) else None), ""
    if each.source.file in known and beside[0].identity.document:
        return beside[0], _WAS_PLAN
    usual = next((group for group in beside if group.name in known), beside[0])
    return usual, _doubt(own, [usual, *beside[1:]])


def _doubt(own: Identity, beside: Sequence[PlanFiles]) -> str:
    """Say why a file without a number may be another plan than the first beside it."""
    first = beside[0].identity
    if len(beside) > 1:
        return "several"
    if not own.annex and differ(own.issuer, first.issuer):
        return "issuer"
    if not own.annex and differ(own.issued, first.issued):
        return "day"
    headed = first.draft or (first.document is not None and not first.annex)
    return "title" if own.draft and headed and differ(own.title, first.title) else ""


def _one_plan(one: Identity, other: Identity) -> bool:
    """Tell whether two numbers are those of one plan; their days may be slips of the pen."""
    if one.document is None or other.document is None:
        return False
    years = replace(one.document, date=None, year=_year(one))
    if compare_documents(years, replace(other.document, date=None, year=_year(other))) < _SURE:
        return False
    # An annex names the issuer of its plan, or nobody, or who typed it.
    return one.annex or other.annex or not differ(one.issuer, other.issuer)


def _year(identity: Identity) -> int:
    """Give the year of a plan, as far as it is known."""
    document = identity.document
    return (document.year if document else 0) or (identity.issued.year if identity.issued else 0)


def _is_annex_folder(folder: str) -> bool:
    """Tell whether a folder is called as annexes are."""
    return bare(folder).replace("-", " ").replace("_", " ").startswith(tuple(_FACTS["annexes"]))


def _is_called(group: PlanFiles, said: str) -> bool:
    """Tell whether settings mean a plan: by its number, its folder, its first file, their words."""
    return fold(said) in map(
        fold, filter(None, (group.number, group.name, group.folder, group.told))
    )


def _said(own: Identity) -> str:
    """Write the number of a file."""
    return own.document.symbol if own.document else ""


def _name(each: UpperFile) -> str:
    """Call a plan by what tells it on the disk."""
    return each.told or each.folder or each.source.file


def _unclear(file: str, group: PlanFiles, why: str) -> Finding:
    """Ask whether a file is an annex of a plan or another plan."""
    plan, told = group.number or group.name, term("unclear_plan", why)
    done = term("unclear_plan", "apart" if why == _WAS_PLAN else "together").format(plan=plan)
    return finding("upper-plan-unclear", Where(file), file=file, plan=plan, why=told, done=done)
