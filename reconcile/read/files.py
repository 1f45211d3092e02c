"""A file's bytes → the files in it: itself, or each file of a zip archive; and each one read."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import PurePath

from reconcile.config import FileHints, TableHints
from reconcile.errors import ReconcileError
from reconcile.model import Column, Source, Where
from reconcile.read.file import read_bytes
from reconcile.read.formats.archive import Member, members
from reconcile.read.safety.sniff import Format, sniff
from reconcile.vocabulary.same_name import entry


def members_of(data: bytes, name: str) -> Iterator[Member]:
    """Yield the files that a file is or holds; what stops one of them is a value.

    Args:
        data: the file; its content decides what it is, not its name.
        name: its name.

    Yields:
        In the order of their names, at least one.

    """
    try:
        if data.startswith(b"PK") and sniff(data, name) is Format.ZIP:
            yield from members(data, Where(name))
        else:
            yield Member(name, data)
    except ReconcileError as error:
        yield Member(name, error=error)


def read_member(
    member: Member,
    hints: Mapping[str, FileHints],
    columns: Mapping[Column, Sequence[str]],
    tables: Sequence[TableHints] = (),
) -> Source | ReconcileError:
    """Read one file; what stops the reading of it is a value.

    Args:
        member: of ``members_of``.
        hints: what the user says about files, by name: in an archive ``goi.zip/a.xlsx``, or the
            file's own name.
        columns: further header texts by column, for all files.
        tables: what the user says about kinds of tables.

    """
    if member.error:
        return member.error
    try:
        own = hints_for(member.name, hints)
        return read_bytes(member.data, member.name, own, columns, tables)
    except ReconcileError as error:
        return error


def said_of(hints: Mapping[str, FileHints], name: str, place: str) -> Mapping[str, FileHints]:
    """Return what is said about files, with what is said of this one by its place over the rest.

    Args:
        hints: by name, or by the path below the inputs of a side where several have one name.
        name: of the file.
        place: its path there; empty where it has none of its own, as in an archive.

    """
    own = entry(hints, place) if place else None
    return {**hints, name: own} if own else hints


def hints_for(name: str, hints: Mapping[str, FileHints]) -> FileHints:
    """Return what the user says about a file, by its name in the archive or its own."""
    return entry(hints, name, PurePath(name).name) or FileHints()
