"""The Word documents of a unit and of all units, as outputs: each with what filled it beside it."""

import json
from collections.abc import Callable
from functools import cached_property
from pathlib import Path

from reconcile.config import Config, DocumentKind
from reconcile.model import Reconciliation, Summary
from reconcile.report.documents.kinds import Document, kinds_for, overall_document, unit_document
from reconcile.store.cache import file_fingerprint, fingerprint
from reconcile.tracking.coverage import Coverage

TEMPLATES = "templates"
DATA = "du-lieu"
"""Folder beside a document that holds what filled it, as JSON."""

Outputs = dict[str, Callable[[Path], None]]


class _Written:
    """A document that is put together when the first of its two files is written."""

    def __init__(self, make: Callable[[], Document]) -> None:
        self._make = make

    @cached_property
    def document(self) -> Document:
        """The document, ready to be filled."""
        return self._make()

    def fill(self, out: Path) -> None:
        """Write the Word file."""
        from reconcile.report.templates.fill import fill

        fill(self.document.template, self.document.context, out)

    def keep(self, out: Path) -> None:
        """Write what fills it, so that every figure can be traced."""
        text = json.dumps(self.document.context, ensure_ascii=False, indent=1)
        out.write_text(f"{text}\n", "utf-8")


def unit_outputs(
    settled: Callable[[], Reconciliation],
    summary: Summary,
    config: Config,
    folder: Path,
    asked: tuple[DocumentKind, ...] = (),
) -> Outputs:
    """List the documents of a unit, and what writes each.

    Args:
        settled: gives the outcome; it is asked for only when a document is written.
        summary: the figures of the unit, which say what documents it needs.
        config: all settings.
        folder: the working folder, whose templates win.
        asked: kinds of documents; empty for those of the settings.

    Returns:
        Path under the unit's folder → what writes the file: ``ke-hoach.docx``,
        ``du-lieu/ke-hoach.json`` …

    """
    outputs: Outputs = {}
    for kind in kinds_for(summary, config, asked):
        outputs |= _both(kind, "", _of_unit(kind, settled, config, folder))
    return outputs


def overall_outputs(coverage: Callable[[], Coverage], config: Config, folder: Path) -> Outputs:
    """List the Báo cáo tổng hợp and what filled it, by their paths in the working folder."""

    def make() -> Document:
        return overall_document(coverage(), config, folder / TEMPLATES)

    return _both(DocumentKind.OVERALL, "outputs/", make)


def templates_mark(folder: Path) -> str:
    """Return the fingerprint of the user's own templates: a changed one makes documents anew."""
    own = sorted((folder / TEMPLATES).glob("*.docx"))
    return fingerprint([(path.name, file_fingerprint(path)) for path in own])


def _of_unit(
    kind: DocumentKind, settled: Callable[[], Reconciliation], config: Config, folder: Path
) -> Callable[[], Document]:
    """Return what puts a document of a unit together."""
    return lambda: unit_document(kind, settled(), config, folder / TEMPLATES)


def _both(kind: DocumentKind, place: str, make: Callable[[], Document]) -> Outputs:
    """Name the two files of a document."""
    written = _Written(make)
    return {
        f"{place}{kind}.docx": written.fill,
        f"{place}{DATA}/{kind}.json": written.keep,
    }
