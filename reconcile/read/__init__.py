"""Read a file: any format an office sends → the rows of its task tables, each with its place."""

from reconcile.read.file import read_file
from reconcile.read.files import read_files

__all__ = ["read_file", "read_files"]
