"""Word out: a template and a context → one document; text from the plans is never a tag."""

import datetime as dt
from collections.abc import Mapping
from functools import lru_cache
from itertools import pairwise
from xml.parsers.expat import ExpatError

from docx.document import Document as DocumentObject
from docx.oxml.ns import qn
from docx.table import Table
from docx.text.paragraph import Paragraph
from jinja2 import TemplateError as JinjaError
from lxml.etree import LxmlError

from reconcile.errors import TemplateError
from reconcile.model import Where
from reconcile.office.packed_word import packed
from reconcile.office.word_package import PROGRAM, drop_unused, name_program
from reconcile.report.documents.wording import TYPED, respelt
from reconcile.report.templates.check import check_template
from reconcile.report.templates.comments import marked, put_comments
from reconcile.report.templates.empty_columns import drop_empty_columns
from reconcile.report.templates.filled_once import KEPT_PARTS
from reconcile.report.templates.find import Template
from reconcile.report.templates.fit_lines import StyleLooks, fit_letterhead
from reconcile.report.templates.language import TooLongError, allowed, environment
from reconcile.report.templates.open_template import open_template

PROPERTIES = "thuoc_tinh"
"""The one field of a context that is no field of the template: title, author and date."""

_REFUSALS = (
    JinjaError,
    ArithmeticError,
    AttributeError,
    LookupError,
    TypeError,
    ValueError,
    ExpatError,
    LxmlError,
)
"""What filling a template can raise over its tags."""
_SMALL = "12/13/13"
_MOTTO = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
_FIRST_DAY = dt.date(1980, 1, 1)
"""The first day that a zip can name: the same content gives the same bytes on every day."""


def fill(template: Template, context: Mapping[str, object]) -> bytes:
    """Fill a Word template.

    Args:
        template: a .docx with tags.
        context: what its tags name, as the documents' contents make it.

    Returns:
        The document; equal templates and contexts give equal bytes.

    Raises:
        TemplateError: the template is no Word file, has a broken or forbidden tag, or names a
            field that there is not.

    """
    said = context.get(PROPERTIES)
    properties = said if isinstance(said, Mapping) else {}
    fields = {name: value for name, value in context.items() if name != PROPERTIES}
    comments: list[str] = []
    filled = _render(template, marked(fields, comments))
    _drop_empty_end(filled)
    drop_empty_columns(filled)
    _hold_lists(filled)
    author = properties.get("comments_by", PROGRAM)
    put_comments(filled, comments, allowed(author), _day(properties).date())
    fit_letterhead(filled, _looks_of(template), small=properties.get("header") == _SMALL)
    _spell(filled, properties.get("tone_marks", TYPED))
    drop_unused(filled)
    name_program(filled)
    _set_properties(filled, properties)
    return packed(filled)


@lru_cache(KEPT_PARTS)
def _looks_of(template: Template) -> StyleLooks:  # noqa: ARG001 - what is known is kept by it
    """Return what is known of the styles of a template; filling it changes none of them."""
    return {}


def _render(template: Template, fields: Mapping[str, object]) -> DocumentObject:
    """Fill the tags of a template."""
    opened = open_template(template)
    try:
        opened.render(dict(fields), jinja_env=environment())
    except TooLongError as error:
        raise TemplateError(
            "mẫu lặp quá nhiều: văn bản lập ra dài hơn mức cho phép",
            where=Where(template.name),
            fix="bỏ thẻ lặp lồng nhau trên các danh sách không liên quan",
        ) from error
    except TemplateError as error:
        # The check has the place of the tag as well.
        raise next(iter(check_template(template)), error) from error
    except _REFUSALS as error:
        raise _explained(template, error) from error
    return opened.docx


def _explained(template: Template, error: Exception) -> TemplateError:
    """Say what stopped the filling: what the check of the template finds, if it finds anything."""
    found = check_template(template)
    if found:
        return found[0]
    if isinstance(error, ExpatError | LxmlError):
        return TemplateError(
            "thẻ lặp hoặc thẻ điều kiện đặt sai chỗ làm hỏng cấu trúc văn bản",
            where=Where(template.name),
            fix="đặt mỗi thẻ {%p … %} trong một đoạn riêng, mỗi thẻ {%tr … %} trong một dòng riêng"
            " của bảng",
        )
    return TemplateError(
        "có thẻ tính toán hoặc lặp trên giá trị không phù hợp",
        where=Where(template.name),
        fix="chỉ dùng thẻ để in trường hoặc lặp theo danh sách, như trong mẫu có sẵn",
    )


def _drop_empty_end(document: DocumentObject) -> None:
    """Leave out the last section where nothing stands in it: a section that annexes left behind."""
    body = document.element.body
    last = body.sectPr
    before = last.getprevious()
    if before is None or before.tag != qn("w:p"):
        return
    # The last annex ends with its section: that of the body behind it is an empty page.
    ended = before.find(f"{qn('w:pPr')}/{qn('w:sectPr')}")
    if ended is not None:
        body.replace(last, ended)


def _hold_lists(document: DocumentObject) -> None:
    """Hold words that lead to a list, a table or a heading to it: no page ends with them."""
    for words, item in pairwise(document.iter_inner_content()):
        if not isinstance(words, Paragraph) or not words.text.endswith(":"):
            continue
        if isinstance(item, Table) or item.text.strip():
            words.paragraph_format.keep_with_next = True


def _spell(document: DocumentObject, style: str) -> None:
    """Put the tone marks of the template's own sentences where the style has them."""
    for text in document.element.body.iter(qn("w:t")) if style != TYPED else ():
        # Quốc hiệu is written in one way (ND30, Phụ lục I, II.1).
        if text.text and text.text != _MOTTO:
            text.text = respelt(text.text, style)


def _day(said: Mapping[str, str]) -> dt.datetime:
    """Return the day of a document's properties; the first that a zip can name without one."""
    day = dt.date.fromisoformat(said["date"]) if said else _FIRST_DAY
    return dt.datetime.combine(day, dt.time(), dt.UTC)


def _set_properties(document: DocumentObject, said: Mapping[str, str]) -> None:
    """Write title, author and day into the file's properties."""
    properties = document.core_properties
    if not said:
        return
    day = _day(said)
    # python-docx refuses longer ones.
    properties.title = allowed(said["title"])[:255]
    properties.author = properties.last_modified_by = allowed(said["author"])[:255]
    properties.created = properties.modified = day
    properties.revision = 1
    # The layout checker then holds their figures too (G46).
    properties.category = PROGRAM
