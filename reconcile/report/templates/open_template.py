"""A Word template opened, in a language that can name fields and run nothing."""

import re
from collections.abc import Callable
from functools import cache, lru_cache
from io import BytesIO
from typing import Any
from xml.parsers.expat import ParserCreate
from zipfile import BadZipFile

from docx import Document
from docx.document import Document as DocumentObject
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml.ns import qn
from docxtpl.template import DocxTemplate
from jinja2 import StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment
from lxml.etree import LxmlError, fromstring
from lxml.etree import _Element as Element
from markupsafe import Markup, escape

from reconcile.errors import TemplateError
from reconcile.model import Where
from reconcile.report.templates.find import Template

_FORBIDDEN = re.compile(
    "[^\n\t\u0020-\u007e\u00a0-\ud7ff\ue000-\ufdcf\ufdf0-\ufffd\U00010000-\U0010ffff]"
)
"""What XML forbids, and the code points without letters that mark the places of comments."""


_PARAGRAPH = re.compile(r"<w:p(?: [^>]*)?>.*?</w:p>", re.DOTALL)
"""As the library finds paragraphs."""
_CONTROLS = re.compile("[\t\n\a\f]")
"""What the library makes breaks of inside of a text."""
_KEPT_PARTS = 64
"""Parts of templates whose tags are kept as they were understood; a run uses some twenty."""


class Strict(DocxTemplate):
    """A template whose filled parts must be sound XML: the library would mend them silently.

    What the library works out anew for each document, although it comes from the template alone,
    is worked out once; and it goes over those paragraphs only that it may change.
    """

    def __init__(self, template: Template) -> None:
        super().__init__(BytesIO(template.data))
        # The library opens a file when it fills it; opened here, one of another kind is told first.
        self.docx: DocumentObject = Document(BytesIO(template.data))  # type: ignore[assignment]  # None before

    def patch_xml(self, src_xml: str) -> str:
        """Make the tags of a part readable, as the library does; the same part is done once."""
        return _patched(src_xml)

    def resolve_listing(self, xml: str) -> str:
        """Make breaks of the control characters in texts; most paragraphs have none."""
        if not _CONTROLS.search(xml):
            return xml
        resolve: Callable[[str], str] = super().resolve_listing

        def resolved(paragraph: re.Match[str]) -> str:
            return resolve(paragraph[0]) if _CONTROLS.search(paragraph[0]) else paragraph[0]

        return _PARAGRAPH.sub(resolved, xml)

    def fix_tables(self, xml: str) -> Any:
        """Make a tree of a part; tables whose grid has another width than their rows are mended."""
        tree = fromstring(xml)
        if all(_fits_grid(table) for table in tree.iter(qn("w:tbl"))):
            return tree
        mend: Callable[[str], Any] = super().fix_tables
        return mend(xml)

    def render_xml_part(self, *args: Any, **kwargs: Any) -> str:
        """Fill one part, and refuse what is no XML any more."""
        fill_part: Callable[..., str] = super().render_xml_part
        filled = fill_part(*args, **kwargs)
        ParserCreate().Parse(filled, True)  # noqa: FBT003 - expat's; and much quicker than a tree
        return filled


def _fits_grid(table: Element) -> bool:
    """Tell whether the widest row of a table has as many cells as its grid has columns."""
    grid = table.find(qn("w:tblGrid"))
    if grid is None:
        return False
    cell, row = qn("w:tc"), qn("w:tr")
    widest = max((_count(each, cell) for each in table.iter(row)), default=0)
    return widest == _count(grid, qn("w:gridCol"))


def _count(parent: Element, tag: str) -> int:
    """Count the children of a name."""
    return sum(1 for _ in parent.iterchildren(tag))


@lru_cache(_KEPT_PARTS)
def _patched(source: str) -> str:
    """Make the tags of a part readable."""
    # The library's function needs no template.
    patch: Callable[[Any, Any], Any] = DocxTemplate.patch_xml
    patched: str = patch(None, source)
    return patched


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


class _Environment(ImmutableSandboxedEnvironment):
    """Understands the tags of a part once."""

    def from_string(self, source: Any, *_: Any, **__: Any) -> Any:
        """Make what fills a part."""
        return self._made(source)

    @lru_cache(_KEPT_PARTS)  # noqa: B019 - there is one environment
    def _made(self, source: str) -> Any:
        """Make what fills a part."""
        return super().from_string(source)


@cache
def environment() -> ImmutableSandboxedEnvironment:
    """Return the environment where a tag can name fields and run nothing."""
    # By default the library drops what follows & or <, and prints nothing for a missing name.
    return _Environment(undefined=StrictUndefined, autoescape=True, finalize=_literal)


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
