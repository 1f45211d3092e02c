"""A path → the sources in it: one for a file, one for each file of a zip archive."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from reconcile.config import FileHints
from reconcile.errors import ReconcileError
from reconcile.model import Column, Source, Where
from reconcile.read.file import load, read_bytes
from reconcile.read.formats.archive import Member, members
from reconcile.read.safety.sniff import Format, sniff
from reconcile.vocabulary.same_name import entry


def read_files(
    path: Path,
    *,
    hints: Mapping[str, FileHints] | None = None,
    columns: Mapping[Column, Sequence[str]] | None = None,
) -> tuple[Source | ReconcileError, ...]:
    """Read a file, or every file of an archive; what stops one of them is a value.

    Args:
        path: the file; its content decides what it is, not its name.
        hints: what the user says about files, by name: in an archive ``goi.zip/a.xlsx``, or the
            file's own name.
        columns: further header texts by column, for all files.

    Returns:
        One for each file, in the order of their names; at least one.

    """
    return tuple(_read(member, hints or {}, columns or {}) for member in _members(path))


def _members(path: Path) -> Iterator[Member]:
    """Yield the files at a path."""
    try:
        data = load(path)
        if data.startswith(b"PK") and sniff(data, path.name) is Format.ZIP:
            yield from members(data, Where(path.name))
        else:
            yield Member(path.name, data)
    except ReconcileError as error:
        yield Member(path.name, error=error)


def _read(
    member: Member, hints: Mapping[str, FileHints], columns: Mapping[Column, Sequence[str]]
) -> Source | ReconcileError:
    """Read one file."""
    if member.error:
        return member.error
    said = entry(hints, member.name, Path(member.name).name) or FileHints()
    try:
        return read_bytes(member.data, member.name, said, columns)
    except ReconcileError as error:
        return error
