"""Word comments on what a document proposes: each stands at the mark that its row bears."""

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from typing import Any

from docx.document import Document as DocumentObject
from docx.oxml.ns import nsmap
from lxml.etree import XPath
from markupsafe import Markup, escape

from reconcile.office.word_comments import Comments, Writer
from reconcile.vocabulary.terms import term

COMMENT = "y_kien"
"""Field of a row: the text of its comment; no field of the template."""
ANCHOR = "de_xuat"
"""Field of a row: the mark that the comment stands at."""

_START, _END = "\ufdd0", "\ufdd1"
"""Code points that are no letters in any text: they hold the number of a comment."""
_BEARING = XPath(f".//w:t[contains(., '{_START}')]", namespaces=nsmap)
"""Finds the texts that bear a comment; most texts of a plan do not."""
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


def put_comments(document: DocumentObject, comments: Sequence[str], day: dt.date) -> None:
    """Put the comments of a filled document in their places, and take their numbers out."""
    # The part is made as soon as it is asked for: no plan without proposals has one.
    if not comments:
        return
    writer = Writer(term("comment", "author"), term("comment", "initials"), day)
    written = Comments(document, writer)
    bearing: Any = _BEARING(document.element.body)
    for text in bearing:
        hit = _PLACE.search(text.text)
        if hit is None:
            continue
        text.text = _PLACE.sub("", text.text)
        run = text.getparent()
        written.put(comments[int(hit[1])], run, run)
