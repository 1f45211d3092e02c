"""The Word documents of a unit and of all units, as outputs: each with what filled it beside it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path

from reconcile.config import Config, DocumentKind
from reconcile.model import Chain, Reconciliation, Summary
from reconcile.read.file import shown_name
from reconcile.report.documents.kinds import (
    Document,
    chain_document,
    kinds_for,
    overall_document,
    unit_document,
)
from reconcile.report.for_programs.readable_json import readable_json
from reconcile.report.templates.find import ENDING, Templates, load_templates
from reconcile.run.own_plan import OwnPlan
from reconcile.store.cache import fingerprint
from reconcile.store.files import Files
from reconcile.tracking.coverage import Coverage

TEMPLATES = "templates"
DATA = "du-lieu"
"""Folder beside a document that holds what filled it, as JSON."""

Outputs = dict[str, Callable[[], bytes]]
"""Path of an output → what makes its content."""


class _Made:
    """A document that is put together when the first of its two files is made."""

    def __init__(self, make: Callable[[], Document]) -> None:
        self._make = make

    @cached_property
    def document(self) -> Document:
        """The document, ready to be filled."""
        return self._make()

    def filled(self) -> bytes:
        """Make the Word file."""
        from reconcile.report.templates.fill import fill

        return fill(self.document.template, self.document.context)

    def data(self) -> bytes:
        """Make the file of what fills it, so that every figure can be traced."""
        return readable_json(self.document.context)


@dataclass(frozen=True, slots=True)
class UnitMatter:
    """What the documents of a unit are made of; each is asked for only when one is made."""

    settled: Callable[[], Reconciliation]
    own_plan: Callable[[], OwnPlan | None]
    """Its own Word file, where its plan is amended in a copy of it."""


def unit_documents(
    matter: UnitMatter,
    summary: Summary,
    config: Config,
    templates: Templates,
    asked: tuple[DocumentKind, ...] = (),
) -> Outputs:
    """List the documents of a unit, and what makes each.

    Args:
        matter: gives the outcome, and the unit's own file.
        summary: the figures of the unit, which say what documents it needs.
        config: all settings.
        templates: all that there are.
        asked: kinds of documents; empty for those of the settings.

    Returns:
        Path under the unit's folder → what makes the file: ``ke-hoach.docx``,
        ``du-lieu/ke-hoach.json`` …

    """
    outputs: Outputs = {}
    for kind in kinds_for(summary, config, asked):
        both = _both(kind, "", _of_unit(kind, matter.settled, config, templates))
        outputs |= _amended(both, matter.own_plan) if kind is DocumentKind.PLAN else both
    return outputs


def overall_outputs(
    coverage: Callable[[], Coverage], config: Config, templates: Templates
) -> Outputs:
    """List the Báo cáo tổng hợp and what filled it, by their paths in the working folder."""
    return _both(
        DocumentKind.OVERALL, "outputs/", lambda: overall_document(coverage(), config, templates)
    )


def chain_outputs(chain: Chain, as_of: date, config: Config, templates: Templates) -> Outputs:
    """List the Báo cáo over a chain of plans, as ``overall_outputs`` does."""
    return _both(
        DocumentKind.CHAIN, "outputs/", lambda: chain_document(chain, as_of, config, templates)
    )


def read_templates(files: Files) -> tuple[Templates, str]:
    """Read the templates of a working folder, each once.

    Returns:
        All that documents can be made from; and the fingerprint of the user's own: a changed one
        makes documents anew.

    """
    own = files.folder / TEMPLATES
    templates = load_templates(own, lambda path: files.read(path).data)
    marks = [(shown_name(path.name), _mark(files, path)) for path in sorted(own.glob(f"*{ENDING}"))]
    return templates, fingerprint(marks)


def _mark(files: Files, path: Path) -> str:
    """Return the hash of a template; empty for one that cannot be read, as Word's lock files."""
    try:
        return files.digest(path)
    except OSError:
        return ""


def _of_unit(
    kind: DocumentKind,
    settled: Callable[[], Reconciliation],
    config: Config,
    templates: Templates,
) -> Callable[[], Document]:
    """Return what puts a document of a unit together."""
    return lambda: unit_document(kind, settled(), config, templates)


def _amended(made: Outputs, own_plan: Callable[[], OwnPlan | None]) -> Outputs:
    """Make a plan in a copy of the unit's own file where there is one, else as it would be."""

    def document() -> bytes:
        own = own_plan()
        return (own and own.document) or made[name]()

    def account() -> bytes:
        own = own_plan()
        return own.account if own and own.document else made[data]()

    name, data = made
    return {name: document, data: account}


def _both(kind: DocumentKind, place: str, make: Callable[[], Document]) -> Outputs:
    """Name the two files of a document."""
    made = _Made(make)
    return {
        f"{place}{kind}.docx": made.filled,
        f"{place}{DATA}/{kind}.json": made.data,
    }
