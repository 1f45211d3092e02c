"""Check the layout of Word documents, and write copies with what is safely put right."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from reconcile.errors import OutputError, ReconcileError, UnreadableFileError, UsageError
from reconcile.layout.check import Checked, check_document
from reconcile.layout.checks.faults import Breach
from reconcile.layout.fix.fixed_copy import fixed_copy, is_fixable
from reconcile.layout.rules.rules import ProfileName
from reconcile.model import Where
from reconcile.read.file import load
from reconcile.read.safety.sniff import Format, sniff
from reconcile.run.one_file import must_exist
from reconcile.store.whole_file import write_whole

_COPY = "{stem} (đã chỉnh{more}).docx"
_COPIED = "(đã chỉnh"
_LOCKED = "~$"
"""How the names begin of what Word lays beside a document that is open."""


@dataclass(frozen=True, slots=True)
class LayoutReport:
    """What was found in a document; with a copy, what is left in the copy."""

    file: Path
    checked: Checked
    copy: Path | None = None
    fixed: tuple[Breach, ...] = ()
    """Findings of the document that the copy has no more."""
    wanted_copy: bool = False
    """Whether a copy was asked for: without one nothing could be put right."""

    @property
    def signed(self) -> bool:
        """Whether the document bears a digital signature, so that no copy is made of it."""
        return self.checked.paper.signed


@dataclass(frozen=True, slots=True)
class NotChecked:
    """A document that could not be opened, or whose copy could not be written."""

    file: Path
    error: ReconcileError


def check_layouts(
    paths: Sequence[Path], *, profile: ProfileName | None, draft: bool, fix: bool
) -> Iterator[LayoutReport | NotChecked]:
    """Check documents one after the other; one that cannot be opened stops none of the others.

    Args:
        paths: documents, and folders whose .docx are all meant, those of inner folders included.
        profile: None to take the one that each letterhead tells.
        draft: whether leftovers are a warning only.
        fix: whether to write copies beside the files.

    Raises:
        UsageError: a folder holds no document.

    """
    for file in documents_of(paths, fix=fix):
        try:
            yield check_layout(file, profile=profile, draft=draft, fix=fix)
        except ReconcileError as error:
            yield NotChecked(file, error)


def documents_of(paths: Sequence[Path], *, fix: bool = False) -> tuple[Path, ...]:
    """List the documents that a call names, each once.

    Raises:
        UsageError: a folder holds no document.

    """
    found: dict[Path, None] = {}
    for path in paths:
        held = _inside(path, fix=fix) if path.is_dir() else [path]
        if not held:
            raise UsageError(
                "thư mục không có văn bản Word (.docx) nào",
                where=Where(str(path)),
                fix="kiểm tra lại đường dẫn; văn bản .doc thì mở bằng Word rồi lưu lại dạng .docx",
            )
        found |= dict.fromkeys(held)
    return tuple(found)


def _inside(folder: Path, *, fix: bool) -> list[Path]:
    """List the documents in a folder; copies that were put right are not put right again."""
    held = sorted(path for path in folder.rglob("*") if path.suffix.lower() == ".docx")
    own = [path for path in held if not path.name.startswith(_LOCKED) and path.is_file()]
    return [path for path in own if not (fix and _COPIED in path.name)]


def check_layout(
    file: Path, *, profile: ProfileName | None = None, draft: bool = False, fix: bool = False
) -> LayoutReport:
    """Check a document against the rules of official layout.

    Args:
        file: a .docx, ours or not.
        profile: None to take the one that the document's letterhead tells.
        draft: whether leftovers are a warning only.
        fix: whether to write a copy beside the file with what is safely put right.

    Raises:
        UsageError: there is no such file.
        UnreadableFileError: it is damaged, or no .docx.
        PasswordError: it is protected by a password.
        OutputError: the copy cannot be written.

    """
    must_exist(file)
    data = load(file)
    if sniff(data, file.name) is not Format.DOCX:
        raise UnreadableFileError(
            "đây không phải văn bản Word dạng .docx",
            where=Where(file.name),
            fix="mở bằng Word rồi lưu lại (Save As) dạng Word Document (.docx)",
        )
    checked = check_document(data, file.name, profile=profile, draft=draft)
    if not fix or checked.paper.signed or not is_fixable(checked):
        return LayoutReport(file, checked, wanted_copy=fix)
    mended = fixed_copy(checked)
    again = check_document(mended, file.name, profile=checked.profile, draft=draft)
    left = {(breach.rule.id, breach.found) for breach in again.breaches}
    fixed = tuple(b for b in checked.breaches if b.mends and (b.rule.id, b.found) not in left)
    return LayoutReport(file, again, _write(file, mended), fixed, wanted_copy=True)


def _write(file: Path, data: bytes) -> Path:
    """Write a copy whole, under a name that nothing has."""
    target = _free_name(file)
    try:
        write_whole(target, data)
    except OSError as error:
        raise OutputError(
            "không ghi được bản đã chỉnh",
            where=Where(str(target)),
            fix="kiểm tra quyền ghi và dung lượng trống của thư mục",
        ) from error
    return target


def _free_name(file: Path) -> Path:
    """Name the copy; a copy that is there already stays, since a person may have gone on in it."""
    number = 1
    while True:
        more = f" {number}" if number > 1 else ""
        target = file.with_name(_COPY.format(stem=file.stem, more=more))
        if not target.exists():
            return target
        number += 1
