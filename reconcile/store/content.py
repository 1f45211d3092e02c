"""What an output holds: its bytes, or a file of them where they are too many to be held at once."""

from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from typing import IO

Content = bytes | IO[bytes]
"""A file is open, may be read from its beginning, and is gone once it was put in place."""
_AT_ONCE = 1 << 20


@contextmanager
def held(content: Content) -> Iterator[Content]:
    """Give a content that is let go of at the end."""
    try:
        yield content
    finally:
        if not isinstance(content, bytes):
            content.close()


def pieces(content: Content) -> Iterator[bytes]:
    """Yield all of a content from its beginning; as often as it is asked for."""
    if isinstance(content, bytes):
        yield content
        return
    content.seek(0)
    while piece := content.read(_AT_ONCE):
        yield piece


def hash_of(content: Content) -> str:
    """Return the SHA-256 of a content, in hex."""
    made = sha256()
    for piece in pieces(content):
        made.update(piece)
    return made.hexdigest()
