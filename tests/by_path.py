"""What the program does with bytes, done with files by path, as tests have them."""

from collections.abc import Callable, Mapping
from pathlib import Path

from reconcile.config import FileHints
from reconcile.errors import ReconcileError
from reconcile.model import Reconciliation, Source
from reconcile.read import members_of, read_member
from reconcile.report.marked_copy.write_copy import checked_copy
from reconcile.report.templates import fill as filling
from reconcile.report.templates.find import Template, load_templates
from reconcile.review import Review, read_reviews
from reconcile.workbook.content.grid import Book
from reconcile.workbook.xlsx.write import workbook_bytes

SHIPPED = load_templates(None, Path.read_bytes)
"""The shipped templates, by name."""


def template(path: Path) -> Template:
    """Read a template."""
    return Template(path.name, path.read_bytes())


def fill(given: Path | Template, context: Mapping[str, object], out: Path) -> None:
    """Fill a template and write the document."""
    opened = template(given) if isinstance(given, Path) else given
    out.write_bytes(filling.fill(opened, context))


def write_workbook(book: Book, path: Path) -> None:
    """Write a workbook."""
    path.write_bytes(workbook_bytes(book))


def read_files(
    path: Path, hints: Mapping[str, FileHints] | None = None
) -> tuple[Source | ReconcileError, ...]:
    """Read a file, or every file of an archive."""
    found = members_of(path.read_bytes(), path.name)
    return tuple(read_member(each, hints or {}, {}) for each in found)


def read_answers(path: Path) -> Review | None:
    """Read a review workbook."""
    return next(iter(read_reviews(path.read_bytes(), file=path.name)), None)


def write_checked_copy(path: Path, result: Reconciliation, out: Path) -> tuple[str, ...]:
    """Write a unit's file with the results beside its tasks; return what could not be kept."""
    copy = checked_copy(path.name, path.read_bytes(), result)
    out.write_bytes(copy.data)
    return copy.lost


def content(text: str) -> Callable[[], bytes]:
    """Return what makes an output of this content."""
    return text.encode
