"""Plan × plan → candidates with their reasons → outcomes; pure."""

from reconcile.match.memory import Known
from reconcile.match.pairing import Matched, match
from reconcile.match.reading import Prepared, prepare
from reconcile.vocabulary.difference import Change, Piece, difference

__all__ = ["Change", "Known", "Matched", "Piece", "Prepared", "difference", "match", "prepare"]
