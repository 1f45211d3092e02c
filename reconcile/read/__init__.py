"""Read a file: any format an office sends → the rows of its task tables, each with its place."""

from reconcile.read.file import read_file

__all__ = ["read_file"]
