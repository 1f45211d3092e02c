"""Read a file: any format an office sends → the rows of its task tables, each with its place."""

from reconcile.read.file import read_file
from reconcile.read.files import hints_for, members_of, read_member
from reconcile.read.formats.archive import Member

__all__ = ["Member", "hints_for", "members_of", "read_file", "read_member"]
