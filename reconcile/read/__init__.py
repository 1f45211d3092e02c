"""Read a file: any format an office sends → the rows of its task tables, each with its place."""

from reconcile.read.file import read_file, read_words
from reconcile.read.files import hints_for, members_of, read_member, said_of
from reconcile.read.formats.archive import Member
from reconcile.read.word_file import is_word_file, word_file

__all__ = [
    "Member",
    "hints_for",
    "is_word_file",
    "members_of",
    "read_file",
    "read_member",
    "read_words",
    "said_of",
    "word_file",
]
