"""Comments in a Word document: who says what, and where they stand."""

import datetime as dt
from dataclasses import dataclass

from docx.document import Document
from docx.oxml.ns import qn
from lxml.etree import SubElement
from lxml.etree import _Element as Element

from reconcile.office.word_elements import element

_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_ID = qn("w:id")


@dataclass(frozen=True, slots=True)
class Writer:
    """In whose name a document is commented and changed, and when."""

    name: str
    initials: str
    day: dt.date

    @property
    def when(self) -> str:
        """The day as Word writes it: not the hour of writing, so that nothing differs twice."""
        return f"{self.day:%Y-%m-%d}T00:00:00Z"


class Comments:
    """The comments of a document; those that it has already stay as they are."""

    def __init__(self, document: Document, writer: Writer) -> None:
        # python-docx makes the part as soon as it is asked for; its own way of adding counts all
        # comments for each new one.
        self._part: Element = document.comments._comments_elm  # noqa: SLF001 - no public door
        self._writer = writer
        said = (comment.get(_ID, "") for comment in self._part)
        self._next = max((int(number) for number in said if number.isdecimal()), default=-1) + 1

    def put(self, said: str, first: Element, last: Element) -> None:
        """Let a comment stand from one element of a paragraph to another."""
        number = str(self._next)
        reference = self.reference(said)
        start, end = (element(f"w:commentRange{part}", {"id": number}) for part in ("Start", "End"))
        first.addprevious(start)
        last.addnext(end)
        end.addnext(reference)

    def reference(self, said: str) -> Element:
        """Add a comment; returns the run that it stands at, to be put in its place."""
        number = str(self._next)
        self._next += 1
        comment = SubElement(self._part, qn("w:comment"))
        comment.set(_ID, number)
        comment.set(qn("w:author"), self._writer.name)
        comment.set(qn("w:initials"), self._writer.initials)
        comment.set(qn("w:date"), self._writer.when)
        for line in said.split("\n"):
            run = SubElement(SubElement(comment, qn("w:p")), qn("w:r"))
            text = SubElement(run, qn("w:t"))
            text.set(_SPACE, "preserve")
            text.text = line
        made = element("w:r")
        made.append(element("w:commentReference", {"id": number}))
        return made
