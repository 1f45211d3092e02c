"""Word comments on what a document proposes: each stands at the mark that its row bears."""

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from typing import Any

from docx.document import Document as DocumentObject
from docx.oxml import OxmlElement
from docx.oxml.ns import nsmap, qn
from lxml.etree import SubElement, XPath
from lxml.etree import _Element as Element
from markupsafe import Markup, escape

from reconcile.vocabulary.terms import term

COMMENT = "y_kien"
"""Field of a row: the text of its comment; no field of the template."""
ANCHOR = "de_xuat"
"""Field of a row: the mark that the comment stands at."""

_START, _END = "\ufdd0", "\ufdd1"
"""Code points that are no letters in any text: they hold the number of a comment."""
_BEARING = XPath(f".//w:t[contains(., '{_START}')]", namespaces=nsmap)
"""Finds the texts that bear a comment; most texts of a plan do not."""
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_PLACE = re.compile(f"{_START}(\\d+){_END}")


def marked(fields: Any, comments: list[str]) -> Any:
    """Return fields for rendering, with the number of its comment behind each mark.

    Args:
        fields: of a context, at any depth; they stay as they are.
        comments: gets the texts of the comments, in the order of their numbers.

    """
    if isinstance(fields, Mapping):
        shown = {name: marked(value, comments) for name, value in fields.items() if name != COMMENT}
        if fields.get(COMMENT):
            shown[ANCHOR] = Markup(f"{escape(shown[ANCHOR])}{_START}{len(comments)}{_END}")  # noqa: S704 - escaped
            comments.append(fields[COMMENT])
        return shown
    if isinstance(fields, list):
        return [marked(each, comments) for each in fields]
    return fields


def put_comments(document: DocumentObject, comments: Sequence[str], day: dt.datetime) -> None:
    """Put the comments of a filled document in their places, and take their numbers out.

    The elements are made here: the library's own way counts all comments for each new one.
    """
    # python-docx makes the part as soon as it is asked for: no plan without proposals has one.
    if not comments:
        return
    part = document.comments._comments_elm  # noqa: SLF001 - no public door to the part
    # A template may bear comments of its own.
    first = len(part)
    bearing: Any = _BEARING(document.element.body)
    for text in bearing:
        hit = _PLACE.search(text.text)
        if hit is None:
            continue
        number = int(hit[1])
        text.text = _PLACE.sub("", text.text)
        _add(part, str(first + number), comments[number], day)
        _anchor(text.getparent(), str(first + number))


def _add(part: Element, number: str, said: str, day: dt.datetime) -> None:
    """Add one comment in the name of the program, dated as the document is."""
    comment = SubElement(part, qn("w:comment"))
    comment.set(qn("w:id"), number)
    comment.set(qn("w:author"), term("comment", "author"))
    comment.set(qn("w:initials"), term("comment", "initials"))
    comment.set(qn("w:date"), f"{day:%Y-%m-%dT%H:%M:%SZ}")
    for line in said.split("\n"):
        run = SubElement(SubElement(comment, qn("w:p")), qn("w:r"))
        text = SubElement(run, qn("w:t"))
        text.set(_SPACE, "preserve")
        text.text = line


def _anchor(run: Element, number: str) -> None:
    """Let a comment stand at a run."""
    start, end, reference = (
        OxmlElement(tag) for tag in ("w:commentRangeStart", "w:commentRangeEnd", "w:r")
    )
    mark = SubElement(reference, qn("w:commentReference"))
    for each in (start, end, mark):
        each.set(qn("w:id"), number)
    run.addprevious(start)
    run.addnext(end)
    end.addnext(reference)
