"""Word out: a template and a context → one document; text from the plans is never a tag."""

import datetime as dt
import re
from collections.abc import Callable, Mapping
from io import BytesIO
from struct import pack_into, unpack_from
from typing import Any
from xml.parsers.expat import ExpatError, ParserCreate
from zipfile import BadZipFile, ZipFile

from docx import Document
from docx.document import Document as DocumentObject
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml.ns import qn
from docxtpl.template import DocxTemplate
from jinja2 import StrictUndefined
from jinja2 import TemplateError as JinjaError
from jinja2.sandbox import ImmutableSandboxedEnvironment
from lxml.etree import LxmlError
from markupsafe import Markup, escape

from reconcile.errors import TemplateError
from reconcile.model import Where
from reconcile.report.tags import explained
from reconcile.report.templates.comments import marked, put_comments
from reconcile.report.templates.find import Template
from reconcile.report.templates.fit_lines import fit_letterhead

PROPERTIES = "thuoc_tinh"
"""The one field of a context that is no field of the template: title, author and date."""

_FORBIDDEN = re.compile(
    "[^\n\t\u0020-\u007e\u00a0-\ud7ff\ue000-\ufdcf\ufdf0-\ufffd\U00010000-\U0010ffff]"
)
"""What XML forbids, and the code points without letters that mark the places of comments."""
_SMALL = "12/13/13"
_FIRST_DAY = dt.date(1980, 1, 1)
"""The first day that a zip can name: the same content gives the same bytes on every day."""
_LOCAL_TIME, _CENTRAL_TIME = 10, 12
"""Where the hour stands in an entry's own header, and in the list at the end of a zip."""
_CENTRAL_SIZE, _CENTRAL_LENGTHS = 46, 28
"""Fixed size of an entry in that list, and where the lengths of what follows it stand."""


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
    put_comments(filled, comments, _day(properties))
    fit_letterhead(filled, small=properties.get("header") == _SMALL)
    _set_properties(filled, properties)
    return _packed(filled)


PROGRAM = "reconcile"
"""Category of our own documents: the layout checker then holds their figures too (G46)."""


class Strict(DocxTemplate):
    """A template whose filled parts must be sound XML: the library would mend them silently."""

    def __init__(self, template: Template) -> None:
        super().__init__(BytesIO(template.data))
        self.docx: DocumentObject = Document(BytesIO(template.data))  # type: ignore[assignment]  # None before

    def render_xml_part(self, *args: Any, **kwargs: Any) -> str:
        """Fill one part, and refuse what is no XML any more."""
        fill_part: Callable[..., str] = super().render_xml_part
        filled = fill_part(*args, **kwargs)
        ParserCreate().Parse(filled, True)  # noqa: FBT003 - expat's; and much quicker than a tree
        return filled


def _render(template: Template, fields: Mapping[str, object]) -> DocumentObject:
    """Fill the tags of a template."""
    opened = open_template(template)
    try:
        opened.render(dict(fields), jinja_env=environment())
    except JinjaError as error:
        raise explained(template, error) from error
    except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError) as error:
        raise TemplateError(
            "có thẻ tính toán hoặc lặp trên giá trị không phù hợp",
            where=Where(template.name),
            fix="chỉ dùng thẻ để in trường hoặc lặp theo danh sách, như trong mẫu có sẵn",
        ) from error
    except (ExpatError, LxmlError) as error:
        raise TemplateError(
            "thẻ lặp hoặc thẻ điều kiện đặt sai chỗ làm hỏng cấu trúc văn bản",
            where=Where(template.name),
            fix="đặt mỗi thẻ {%p … %} trong một đoạn riêng, mỗi thẻ {%tr … %} trong một dòng riêng"
            " của bảng",
        ) from error
    return opened.docx


def open_template(template: Template) -> Strict:
    """Open a template.

    Raises:
        TemplateError: it is no Word file, or damaged.

    """
    try:
        return Strict(template)
    except (PackageNotFoundError, BadZipFile, LookupError, ValueError, OSError, LxmlError) as error:
        raise TemplateError(
            "tệp mẫu không phải là tệp Word (.docx) hoặc đã hỏng",
            where=Where(template.name),
            fix="mở tệp mẫu bằng Word rồi lưu lại dạng .docx, hoặc xóa đi để dùng mẫu có sẵn",
        ) from error


def environment() -> ImmutableSandboxedEnvironment:
    """Make an environment where a tag can name fields and run nothing."""
    return ImmutableSandboxedEnvironment(
        undefined=StrictUndefined, autoescape=True, finalize=_literal
    )


def _literal(value: Any) -> Any:
    """Write a text so that nothing in it can be taken for a tag or for markup, now or later.

    Braces go in as character references: what fills templates replaces ``{_{`` and its like in
    the finished text.
    """
    if not isinstance(value, str) or isinstance(value, Markup):
        return value
    plain = value if value.isprintable() else _FORBIDDEN.sub("", value.replace("\r\n", "\n"))
    safe = escape(plain)
    if "{" not in plain and "}" not in plain:
        return safe
    return Markup(str(safe).replace("{", "&#123;").replace("}", "&#125;"))  # noqa: S704 - escaped


def _drop_empty_end(document: DocumentObject) -> None:
    """Leave out the last section where nothing stands in it: a section that annexes left behind."""
    body = document.element.body
    last = body.sectPr
    before = last.getprevious()
    if before is None or before.tag != qn("w:p"):
        return
    ended = before.find(f"{qn('w:pPr')}/{qn('w:sectPr')}")
    if ended is not None:
        body.replace(last, ended)


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
    properties.title = _FORBIDDEN.sub("", said["title"])[:255]
    properties.author = properties.last_modified_by = _FORBIDDEN.sub("", said["author"])[:255]
    properties.created = properties.modified = day
    properties.revision = 1
    properties.category = PROGRAM


def _packed(document: DocumentObject) -> bytes:
    """Save a document so that its bytes depend on its content alone.

    The library writes the hour into each entry; it is set to the first that a zip can name in
    the finished bytes, since packing all of it again would take as long as filling a template.
    """
    saved = BytesIO()
    document.save(saved)
    packed = bytearray(saved.getvalue())
    with ZipFile(saved) as archive:
        entries, at = archive.infolist(), archive.start_dir
    for entry in entries:
        _stamp(packed, entry.header_offset + _LOCAL_TIME)
        _stamp(packed, at + _CENTRAL_TIME)
        at += _CENTRAL_SIZE + sum(unpack_from("<3H", packed, at + _CENTRAL_LENGTHS))
    return bytes(packed)


def _stamp(packed: bytearray, at: int) -> None:
    """Write the first hour that a zip can name: 01/01/1980, 0:00."""
    pack_into("<2H", packed, at, 0, 1 << 5 | 1)
