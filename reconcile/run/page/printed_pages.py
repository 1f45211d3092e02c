"""Documents as they are printed, and what the layout check says of them: made beside the page."""

from dataclasses import dataclass
from pathlib import Path
from threading import BoundedSemaphore, Lock

from reconcile.errors import ReconcileError, UsageError
from reconcile.model import Severity, Where
from reconcile.office.limits import most
from reconcile.read.formats.libre_office import as_pdf, find_office
from reconcile.read.formats.page_images import can_draw, page_count, page_image
from reconcile.run.layout_check import check_layout
from reconcile.run.page.made_beside import MadeBeside
from reconcile.run.page.quick_view import QuickView, quick_view

_WAITING = most("previews")
_KEPT_PAGES, _KEPT_CHECKS = 20, 200
_CHECKS_WAITING = 20
"""Of a unit's documents each is checked; that takes a second each at most."""
_ONE_AT_A_TIME = Lock()
"""Two starts of LibreOffice at once take more than twice as long."""
_PATIENT = BoundedSemaphore(2)
"""Of more who wait for a PDF none would be left to answer other requests."""


@dataclass(frozen=True, slots=True)
class LookedThrough:
    """What the layout check says of a document, and its text in short form."""

    errors: int
    notes: int
    """Breaches that are no errors."""
    breaches: tuple[tuple[Severity, Where, str], ...]
    """Severity, place, what was found."""
    quick: QuickView


@dataclass(frozen=True, slots=True)
class PrintedPages:
    """The printed pages of a document; none where LibreOffice could not make them."""

    pdf: bytes
    count: int


class PaperDesk:
    """What is known of the documents of a folder: their layout, their pages."""

    def __init__(self) -> None:
        self._checks = MadeBeside(_checked, waiting=_CHECKS_WAITING, kept=_KEPT_CHECKS)
        self._pages = MadeBeside(_printed, waiting=_WAITING, kept=_KEPT_PAGES)

    def checked(self, path: Path) -> LookedThrough | ReconcileError | None:
        """Return what the layout check says, or what stopped it; None while it is going on."""
        return self._checks.ask(path)

    def pages(self, path: Path) -> PrintedPages | None:
        """Return the printed pages; None while they are made."""
        return self._pages.ask(path)

    def image(self, path: Path, number: int) -> bytes:
        """Draw one printed page as PNG; empty where it is not there, or not yet."""
        pages = self._pages.ask(path)
        if pages is None or not 1 <= number <= pages.count:
            return b""
        return page_image(pages.pdf, number)

    def drain_checks(self) -> None:
        """Wait until all layout checks that were asked for are done."""
        self._checks.drain()

    def drain(self) -> None:
        """Wait until all that was asked for is made."""
        self._checks.drain()
        self._pages.drain()


def can_print() -> bool:
    """Tell whether a PDF of printed pages can be made here."""
    return find_office() is not None


def can_show() -> bool:
    """Tell whether printed pages can be shown within the page."""
    return can_print() and can_draw()


def printed(path: Path) -> bytes:
    """Make the PDF of a document while somebody waits for it; empty where that fails.

    Raises:
        UsageError: others wait for theirs already.

    """
    if not _PATIENT.acquire(blocking=False):
        raise UsageError(
            "máy đang dựng trang in của các văn bản khác",
            where=Where(path.name),
            fix="đợi vài giây rồi mở lại; tải .docx không phải chờ",
        )
    try:
        return _pdf(path)
    finally:
        _PATIENT.release()


def _pdf(path: Path) -> bytes:
    """Make the PDF of a document, one document at a time."""
    office = find_office()
    if office is None:
        return b""
    with _ONE_AT_A_TIME:
        return as_pdf(path.read_bytes(), office)


def _printed(path: Path) -> PrintedPages:
    """Make the printed pages of a document."""
    try:
        pdf = _pdf(path)
    except OSError:
        pdf = b""
    return PrintedPages(pdf, page_count(pdf) if pdf else 0)


def _checked(path: Path) -> LookedThrough | ReconcileError:
    """Check the layout of a document; one that cannot be opened says why."""
    try:
        checked = check_layout(path, draft=True).checked
        # The document itself is let go of: many are looked through, and each holds megabytes.
        return LookedThrough(
            checked.errors,
            len(checked.breaches) - checked.errors,
            tuple((each.severity, each.where, each.found) for each in checked.breaches),
            quick_view(checked.paper),
        )
    except ReconcileError as error:
        return error
    except OSError:
        return ReconcileError("không mở được tệp", where=Where(path.name), fix="lập lại văn bản")
