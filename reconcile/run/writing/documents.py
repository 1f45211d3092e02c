"""The Word documents of a unit and of all units, as outputs: each with what filled it beside it."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Protocol

from reconcile.config import Config, DocumentKind
from reconcile.model import Chain, Reconciliation
from reconcile.read.file import shown_name
from reconcile.report.documents.kinds import (
    Document,
    UnitContexts,
    chain_document,
    overall_document,
    unit_document,
)
from reconcile.report.for_programs.readable_json import readable_json
from reconcile.report.templates.find import ENDING, Templates, load_templates
from reconcile.run.writing.own_plan import OwnPlan
from reconcile.run.writing.sent import SENT, sent_zip
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

    @cached_property
    def word(self) -> bytes:
        """The Word file."""
        from reconcile.report.templates.fill import fill

        return fill(self.document.template, self.document.context)

    def filled(self) -> bytes:
        """Make the Word file."""
        return self.word

    def data(self) -> bytes:
        """Make the file of what fills it, so that every figure can be traced."""
        return readable_json(self.document.context)


class UnitMatter(Protocol):
    """What the documents of a unit are made of; each is worked out only when one is made."""

    @property
    def result(self) -> Reconciliation:
        """Its outcome."""

    @property
    def contexts(self) -> UnitContexts:
        """What fills its documents."""

    @property
    def own_plan(self) -> OwnPlan | None:
        """Its own Word file, where its plan is amended in a copy of it."""

    @property
    def copies(self) -> Mapping[str, bytes]:
        """Name → copy of a file of its own with what was found beside its tasks."""


def unit_documents(
    matter: Callable[[], UnitMatter],
    kinds: Iterable[DocumentKind],
    config: Config,
    templates: Templates,
) -> Outputs:
    """List the documents of a unit, and what makes each.

    Args:
        matter: gives the outcome, and the unit's own files.
        kinds: of documents that the unit gets.
        config: all settings.
        templates: all that there are.

    Returns:
        Path under the unit's folder → what makes the file: ``ke-hoach.docx``,
        ``du-lieu/ke-hoach.json`` …; with a letter also what is sent to the unit, in a zip.

    """
    outputs: Outputs = {}
    for kind in kinds:
        made = _Made(_of_unit(kind, matter, config, templates))
        both = _both(kind, "", made)
        outputs |= _amended(both, matter) if kind is DocumentKind.PLAN else both
        if kind is DocumentKind.LETTER:
            outputs[SENT] = _sent(made, matter)
    return outputs


def overall_outputs(
    coverage: Callable[[], Coverage], config: Config, templates: Templates
) -> Outputs:
    """List the Báo cáo tổng hợp and what filled it, by their paths in the working folder."""
    made = _Made(lambda: overall_document(coverage(), config, templates))
    return _both(DocumentKind.OVERALL, "outputs/", made)


def chain_outputs(chain: Chain, as_of: date, config: Config, templates: Templates) -> Outputs:
    """List the Báo cáo over a chain of plans, as ``overall_outputs`` does."""
    return both_files(
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
    matter: Callable[[], UnitMatter],
    config: Config,
    templates: Templates,
) -> Callable[[], Document]:
    """Return what puts a document of a unit together."""
    return lambda: unit_document(kind, matter().result, config, templates, matter().contexts)


def _amended(made: Outputs, matter: Callable[[], UnitMatter]) -> Outputs:
    """Make a plan in a copy of the unit's own file where there is one, else as it would be."""

    def document() -> bytes:
        own = matter().own_plan
        return (own and own.document) or made[name]()

    def account() -> bytes:
        own = matter().own_plan
        return own.account if own and own.document else made[data]()

    name, data = made
    return {name: document, data: account}


def _sent(letter: _Made, matter: Callable[[], UnitMatter]) -> Callable[[], bytes]:
    """Return what packs a letter with all that goes with it."""
    return lambda: sent_zip(letter.word, letter.document.context, matter().copies, matter().result)


def both_files(kind: DocumentKind, place: str, make: Callable[[], Document]) -> Outputs:
    """Name the two files of a document that goes into nothing else."""
    return _both(kind, place, _Made(make))


def _both(kind: DocumentKind, place: str, made: _Made) -> Outputs:
    """Name the two files of a document."""
    return {
        f"{place}{kind}.docx": made.filled,
        f"{place}{DATA}/{kind}.json": made.data,
    }
