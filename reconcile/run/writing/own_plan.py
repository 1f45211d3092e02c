"""A unit's own Word file as the draft of its plan: amended under tracked changes."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from functools import cached_property

from reconcile.config import Documents
from reconcile.errors import UnreadableFileError
from reconcile.model import Plan, Source
from reconcile.read import is_word_file, word_file
from reconcile.report.documents.plan.amendments import Amendments
from reconcile.vocabulary.terms import term

_TRACKED = "tracked-change"


@dataclass(frozen=True)
class OwnPlan:
    """The one Word file that holds a unit's plan, and what is to change in it."""

    source: Source
    data: bytes
    amendments: Amendments
    author: str
    day: date

    @cached_property
    def document(self) -> bytes | None:
        """The copy with its changes; None where the file does not allow it."""
        from reconcile.office.word_comments import Writer
        from reconcile.report.amended_copy.write_amended import amended_copy

        writer = Writer(self.author, term("comment", "initials"), self.day)
        try:
            held = word_file(self.data, self.source.file)
        except UnreadableFileError:
            return None
        return amended_copy(held, self.source, self.amendments, writer)

    @property
    def account(self) -> bytes:
        """What was changed, for the file beside the document."""
        said = {"tep": self.source.file, "tac_gia": self.author, **asdict(self.amendments)}
        return f"{json.dumps(said, ensure_ascii=False, indent=1)}\n".encode()

    @property
    def open(self) -> int:
        """How many changes and comments a person has to decide on, those that it had included."""
        had = any(found.code == _TRACKED for found in self.source.findings)
        return len(self.amendments.added) + len(self.amendments.remarks) + had


def own_file(
    plan: Plan, sources: Sequence[Source], originals: Mapping[str, bytes], documents: Documents
) -> Source | None:
    """Find the Word file that a unit's plan can be amended in; None where there is none.

    A plan that bears number and day is issued, and no longer changed in its place; nor is one
    that is put together of several files.
    """
    issued = plan.number and plan.issued
    files = {task.where.file for task in plan.tasks}
    if documents.plan_from != "own-file" or issued or len(files) != 1:
        return None
    source = next((each for each in sources if each.file in files), None)
    data = originals.get(source.file, b"") if source else b""
    return source if source and is_word_file(data, source.file) else None
