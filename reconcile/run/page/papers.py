"""The documents and workbooks of a folder, as they lie there: to be seen, checked, taken away."""

import io
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import MappingProxyType

from reconcile.config import Config, DocumentKind
from reconcile.report.documents.kinds import OF_A_UNIT, OVER_ALL, kinds_for
from reconcile.run.folder import COVERAGE
from reconcile.run.page.snapshot import OpenedUnit
from reconcile.run.progress.forms import PLACE as FORMS
from reconcile.run.progress.outputs import CALENDAR, HOME, WORKBOOK
from reconcile.run.settle import review_name
from reconcile.run.writing.forms import FORMS as PLAN_FORMS
from reconcile.run.writing.joint import JOINT
from reconcile.run.writing.retire import MAIL
from reconcile.run.writing.sent import SENT
from reconcile.store.outputs import beside
from reconcile.store.unit_paths import OURS
from reconcile.tracking.coverage import OpenPlace

_OVER_ALL = (COVERAGE, JOINT, *(f"outputs/{kind}.docx" for kind in OVER_ALL))
"""What stands over all units."""
_PROGRESS = (WORKBOOK, f"outputs/{DocumentKind.PROGRESS}.docx", f"{HOME}/{CALENDAR}")
"""What a report on progress leaves over all units."""
_TRACKED = (*(f"{kind}.docx" for kind in DocumentKind if kind.is_tracked), CALENDAR)
"""What it leaves of one unit or office."""
_EPOCH = (2026, 1, 1, 0, 0, 0)
"""Time of all members of an archive: the same files, the same bytes."""


@dataclass(frozen=True, slots=True)
class UnitDocument:
    """A kind of document of a unit, and what there is of it."""

    kind: DocumentKind
    path: Path | None
    """The file that is current; None where none was made."""
    is_needed: bool
    """False where there is nothing for it to say."""
    unfinished: tuple[OpenPlace, ...]
    """What keeps it from being signed."""
    edited: Path | None = None
    """The file that a person has worked in, where the current one lies beside it."""

    @property
    def made_at(self) -> str:
        """When the file was written, as ISO date and time of the office."""
        return _moment(self.path) if self.path else ""

    def is_behind(self, answered: str) -> bool:
        """Tell whether it is older than the last answer, given by its moment; empty for none."""
        return bool(answered and self.path) and self.made_at <= answered


def papers_of(folder: Path, opened: OpenedUnit, config: Config) -> tuple[UnitDocument, ...]:
    """List the kinds of documents of a unit."""
    summary, itself = opened.digest.summary, opened.issued_above
    needed = kinds_for(summary, config, OF_A_UNIT, by_itself=itself)
    return tuple(_paper(folder, opened, kind, is_needed=kind in needed) for kind in OF_A_UNIT)


def awaits_documents(folder: Path, opened: OpenedUnit, config: Config, answered: str) -> bool:
    """Tell whether a document that is asked for has to be made, or made again, for a unit.

    Args:
        folder: the working folder.
        opened: the unit.
        config: its kinds are those that are asked for.
        answered: when the last answer of the unit was given; empty for none.

    """
    asked = config.documents.kinds
    papers = (each for each in papers_of(folder, opened, config) if each.kind in asked)
    return any(each.is_needed and (not each.path or each.is_behind(answered)) for each in papers)


def paper_of(folder: Path, opened: OpenedUnit, kind: DocumentKind, config: Config) -> UnitDocument:
    """Return what there is of one kind of document of a unit."""
    return next(each for each in papers_of(folder, opened, config) if each.kind is kind)


def workbooks_of(folder: Path, opened: OpenedUnit) -> dict[str, Path]:
    """List the workbooks of a unit by their names, in order."""
    place = opened.lower.place
    own = (*place.copies.values(), SENT)
    names = (review_name(place), *(f"outputs/{place.path}/{name}" for name in own))
    found = (inside(folder, name) for name in names)
    return {path.name: path for path in found if path}


def overall_files(folder: Path, levels: Iterable[OpenedUnit] = ()) -> dict[str, Path]:
    """List what stands over all units, by the names; the reviews of levels between with it."""
    reviews = (review_name(each.lower.place) for each in levels)
    found = (inside(folder, name) for name in (*_OVER_ALL, *reviews))
    return {path.name: path for path in found if path}


def progress_files(folder: Path) -> dict[str, Path]:
    """List what the last report on progress has left, by the names."""
    found = (inside(folder, name) for name in _PROGRESS)
    return {path.name: path for path in found if path}


def progress_of(folder: Path, place: str) -> dict[str, Path]:
    """List what the last report on progress has left of a unit or an office, by the names.

    Args:
        folder: the working folder.
        place: name of its folder below ``outputs``.

    """
    names = (f"{HOME}/{place}/{name}" for name in _TRACKED)
    # Of a document that a person has edited, the new one lies beside it.
    found = (inside(folder, beside(name)) or inside(folder, name) for name in names)
    return {path.name: path for path in found if path}


def office_files(folder: Path, units: Iterable[OpenedUnit]) -> dict[str, Path]:
    """List what the last report on progress has left of offices: ``Sở Y tế/lich-nhiem-vu.ics``."""
    taken = {*OURS, *(each.lower.place.path for each in units)}
    lying = sorted(path.name for path in (folder / HOME).glob("*/"))
    return {
        f"{place}/{name}": path
        for place in lying
        if place not in taken and place.isprintable()
        for name, path in progress_of(folder, place).items()
    }


def letters(folder: Path) -> dict[str, Path]:
    """List the messages to the units that were made, by the names."""
    return _listed(folder, MAIL)


def blank_forms(folder: Path) -> dict[str, Path]:
    """List the forms for plans that were made, by the names."""
    return _listed(folder, PLAN_FORMS)


def progress_forms(folder: Path) -> dict[str, Path]:
    """List the forms for reports on progress that were made, by the names."""
    return _listed(folder, FORMS)


def _listed(folder: Path, place: str) -> dict[str, Path]:
    """List the files of ours in a folder, by the names; what leads out of it is none."""
    found = (inside(folder, f"{place}/{path.name}") for path in sorted((folder / place).glob("*")))
    return {path.name: path for path in found if path}


def inside(folder: Path, name: str) -> Path | None:
    """Return a file of ours; None where it is not there, or leads out of the folder."""
    path = folder / name
    if path.is_symlink() or not path.is_file():
        return None
    return path if path.resolve().is_relative_to(folder.resolve()) else None


def zipped(
    folder: Path,
    units: Iterable[OpenedUnit],
    config: Config,
    over_all: Mapping[str, Path] = MappingProxyType({}),
) -> bytes:
    """Put all that lies there of some units into one archive, a folder each.

    Args:
        folder: the working folder.
        units: the units.
        config: all settings.
        over_all: what goes with them, by its name in the archive.

    """
    return packed(
        {
            **over_all,
            **{
                f"{opened.lower.place.path}/{path.name}": path
                for opened in units
                for path in _files_of(folder, opened, config)
            },
        }
    )


def packed(files: Mapping[str, Path]) -> bytes:
    """Put files into one archive, each under its name there."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, path in files.items():
            told = zipfile.ZipInfo(name, _EPOCH)
            told.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(told, path.read_bytes())
    return out.getvalue()


def _paper(
    folder: Path, opened: OpenedUnit, kind: DocumentKind, *, is_needed: bool
) -> UnitDocument:
    """Find what there is of one kind of document."""
    name = f"outputs/{opened.lower.place.path}/{kind}.docx"
    plain, new = inside(folder, name), inside(folder, beside(name))
    left = tuple(each for each in opened.figures.unfinished if each.document == kind)
    return UnitDocument(kind, new or plain, is_needed, left, plain if new else None)


def _files_of(folder: Path, opened: OpenedUnit, config: Config) -> Iterator[Path]:
    """Yield the files of a unit."""
    for paper in papers_of(folder, opened, config):
        if paper.path:
            yield paper.path
    yield from workbooks_of(folder, opened).values()
    yield from progress_of(folder, opened.lower.place.path).values()


def _moment(path: Path) -> str:
    """Return when a file was written."""
    written = datetime.fromtimestamp(path.stat().st_mtime, UTC).astimezone()
    return written.replace(tzinfo=None).isoformat(timespec="seconds")
