"""Word comments on rows of a document: on what it proposes, and on cells of the unit's own."""

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from typing import Any

from docx.document import Document as DocumentObject
from docx.oxml.ns import nsmap
from lxml.etree import XPath

from reconcile.office.word_comments import Comments, Writer
from reconcile.report.templates.language import END, START, allowed
from reconcile.vocabulary.terms import term

COMMENT = "y_kien"
"""Field of a row: the text of its comment; no field of the template."""
ANCHOR = "de_xuat"
"""Field of a row: the mark that the comment stands at."""
ON_CELL = f"{COMMENT}_"
"""How a field begins that holds the comment on a cell; the field of the cell follows."""

_BEARING = XPath(f".//w:t[contains(., '{START}')]", namespaces=nsmap)
"""Finds the texts that bear a comment; most texts of a plan do not."""
_PLACE = re.compile(f"{START}(\\d+){END}")


def marked(fields: Any, comments: list[str]) -> Any:
    """Return fields for rendering, with the number of its comment behind each mark or cell.

    Args:
        fields: of a context, at any depth; they stay as they are.
        comments: gets the texts of the comments, in the order of their numbers.

    """
    if isinstance(fields, Mapping):
        shown = {n: marked(v, comments) for n, v in fields.items() if not _is_comment(n)}
        for name, said in fields.items():
            if _is_comment(name) and said:
                at = ANCHOR if name == COMMENT else name.removeprefix(ON_CELL)
                shown[at] = f"{shown[at]}{START}{len(comments)}{END}"
                comments.append(allowed(said))
        return shown
    if isinstance(fields, list):
        return [marked(each, comments) for each in fields]
    # No text of a plan marks the place of a comment.
    return allowed(fields) if isinstance(fields, str) else fields


def put_comments(
    document: DocumentObject, comments: Sequence[str], author: str, day: dt.date
) -> None:
    """Put the comments of a filled document in their places, and take their numbers out."""
    # The part is made as soon as it is asked for: no plan without comments has one.
    if not comments:
        return
    writer = Writer(author, term("comment", "initials"), day)
    written = Comments(document, writer)
    bearing: Any = _BEARING(document.element.body)
    for text in bearing:
        numbers = _PLACE.findall(text.text)
        text.text = _PLACE.sub("", text.text)
        run = text.getparent()
        for number in numbers:
            written.put(comments[int(number)], run, run)


def _is_comment(name: str) -> bool:
    """Tell whether a field holds a comment."""
    return name == COMMENT or name.startswith(ON_CELL)
