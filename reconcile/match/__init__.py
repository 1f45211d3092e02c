"""Plan × plan → candidates with their reasons → outcomes; pure."""

from reconcile.match.pairing import Matched, match
from reconcile.match.prepared import Prepared, prepare
from reconcile.vocabulary.difference import Change, Piece, difference

__all__ = ["Change", "Matched", "Piece", "Prepared", "difference", "match", "prepare"]
