"""A Word template opened, in a language that can name fields and run nothing."""

import re
from collections.abc import Callable
from io import BytesIO
from typing import Any
from xml.parsers.expat import ParserCreate
from zipfile import BadZipFile

from docx import Document
from docx.document import Document as DocumentObject
from docx.opc.exceptions import PackageNotFoundError
from docxtpl.template import DocxTemplate
from jinja2 import StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment
from lxml.etree import LxmlError
from markupsafe import Markup, escape

from reconcile.errors import TemplateError
from reconcile.model import Where
from reconcile.report.templates.find import Template

_FORBIDDEN = re.compile(
    "[^\n\t\u0020-\u007e\u00a0-\ud7ff\ue000-\ufdcf\ufdf0-\ufffd\U00010000-\U0010ffff]"
)
"""What XML forbids, and the code points without letters that mark the places of comments."""


class Strict(DocxTemplate):
    """A template whose filled parts must be sound XML: the library would mend them silently."""

    def __init__(self, template: Template) -> None:
        super().__init__(BytesIO(template.data))
        # The library opens a file when it fills it; opened here, one of another kind is told first.
        self.docx: DocumentObject = Document(BytesIO(template.data))  # type: ignore[assignment]  # None before

    def render_xml_part(self, *args: Any, **kwargs: Any) -> str:
        """Fill one part, and refuse what is no XML any more."""
        fill_part: Callable[..., str] = super().render_xml_part
        filled = fill_part(*args, **kwargs)
        ParserCreate().Parse(filled, True)  # noqa: FBT003 - expat's; and much quicker than a tree
        return filled


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
    # By default the library drops what follows & or <, and prints nothing for a missing name.
    return ImmutableSandboxedEnvironment(
        undefined=StrictUndefined, autoescape=True, finalize=_literal
    )


def allowed(text: str) -> str:
    """Leave out of a text what no document can hold."""
    return _FORBIDDEN.sub("", text)


def _literal(value: Any) -> Any:
    """Write a text so that nothing in it can be taken for a tag or for markup, now or later.

    Braces go in as character references: what fills templates replaces ``{_{`` and its like in
    the finished text.
    """
    if not isinstance(value, str) or isinstance(value, Markup):
        return value
    # Most texts print as they are, and that is quickly asked.
    plain = value if value.isprintable() else allowed(value.replace("\r\n", "\n"))
    safe = escape(plain)
    if "{" not in plain and "}" not in plain:
        return safe
    return Markup(str(safe).replace("{", "&#123;").replace("}", "&#125;"))  # noqa: S704 - escaped
