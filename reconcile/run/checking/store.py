"""``reconcile check``: whether the store is sound; it looks at a copy and changes nothing."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from sqlite3 import Connection
from tempfile import TemporaryDirectory

from reconcile.model import Finding, Severity, Where
from reconcile.run.answers.decisions import must_be_working_folder
from reconcile.run.checking.answers import check_answers
from reconcile.run.checking.outputs import CheckedOutputs, check_outputs
from reconcile.run.checking.reviews import CheckedReviews, check_reviews
from reconcile.run.pair import in_order
from reconcile.store.copied_database import copied_database, faults
from reconcile.store.database import NAME, open_database
from reconcile.store.decisions import current, history
from reconcile.store.files import Files
from reconcile.store.network_drive import network_findings
from reconcile.store.restored import salvaged_lines
from reconcile.store.salvage import salvage
from reconcile.vocabulary.findings import finding


@dataclass(frozen=True, slots=True)
class StoreCheck:
    """What a check of a working folder found."""

    findings: tuple[Finding, ...]
    """In the order in which they are shown."""
    lines: int = 0
    """Of the log."""
    standing: int = 0
    """Answers that stand."""
    workbooks: int = 0
    """Files in the folder of review workbooks."""
    outputs: int = 0
    """Files in the folder of outputs, those aside and review workbooks left out."""

    @property
    def is_sound(self) -> bool:
        """Whether nothing asks for anybody's attention."""
        return all(each.severity is Severity.INFO for each in self.findings)


def check_store(folder: Path) -> StoreCheck:
    """Verify database, log, review workbooks and outputs of a working folder against each other.

    Every byte of the folder stays. A damaged database is told, and nothing is held against it.

    Raises:
        UsageError: it is no working folder, or a newer program made its database.
        OutputError: the database may not be read.

    """
    must_be_working_folder(folder)
    with _copy(folder) as copy:
        wrong = _damage(copy / NAME)
        if wrong:
            return StoreCheck((finding("database-damaged", Where(NAME), problem=wrong),))
        with closing(Files(folder)) as files, open_database(copy) as database:
            return _check(files, database)


@contextmanager
def _copy(folder: Path) -> Iterator[Path]:
    """Give a folder with a copy of the database; an empty one where there is none."""
    if (folder / NAME).exists():
        with copied_database(folder / NAME) as copy:
            yield copy
    else:
        with TemporaryDirectory(prefix="reconcile-") as made:
            yield Path(made)


def _damage(file: Path) -> str:
    """Say what is wrong with a copied database; ``""`` where it is whole, or there is none."""
    if not file.exists():
        return ""
    found = faults(file)
    if found:
        return "; ".join(found[:3])
    left = salvage(file)
    if left.damaged:
        return f"không đọc được hết bảng {', '.join(left.damaged)}"
    lost = salvaged_lines(left)[1]
    return f"{lost} dòng của nhật ký ý kiến không hiểu được" if lost else ""


def _check(files: Files, database: Connection) -> StoreCheck:
    """Hold all that a folder keeps against each other."""
    outputs, reviews = check_outputs(files, database), check_reviews(files, database)
    found = [*reviews.findings, *check_answers(database, outputs.results)]
    found += network_findings(files.folder)
    found += [finding("output-gone", Where(name)) for name in outputs.gone]
    behind = _behind(outputs, reviews)
    if behind:
        count = str(len(behind))
        found.append(finding("database-behind", Where(NAME), count=count, example=behind[0]))
    else:
        found += outputs.findings()
    return StoreCheck(
        in_order(found),
        lines=len(history(database)),
        standing=len(current(database)),
        workbooks=reviews.count,
        outputs=outputs.count,
    )


def _behind(outputs: CheckedOutputs, reviews: CheckedReviews) -> list[str]:
    """List the files that were written after the database, if there is a sign of any."""
    # An edited document looks like one of a later run; only these are never edited.
    if not (outputs.unknown_results or reviews.ahead):
        return []
    return [*reviews.ahead, *outputs.edited, *outputs.unrecorded]
