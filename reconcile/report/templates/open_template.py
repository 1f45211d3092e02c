"""A Word template opened: what it fills is what was checked, part by part."""

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from io import BytesIO
from typing import Any
from xml.parsers.expat import ParserCreate
from zipfile import ZipFile

from docx import Document
from docx.document import Document as DocumentObject

from reconcile.errors import TemplateError
from reconcile.model import Where
from reconcile.office.limits import most
from reconcile.office.word_package import WORD_DAMAGE
from reconcile.report.templates.filled_once import KEPT_PARTS, Quick
from reconcile.report.templates.find import Template
from reconcile.report.templates.whole_source import source_misuses, tag_at

LARGEST = most("template")
"""Bytes that a template may unpack to."""
_PARAGRAPH = re.compile(r"<w:p([ >])")
_PARTS = {"document": "Thân văn bản", "header": "Đầu trang", "footer": "Chân trang"}
_NOTES = "Cước chú"


class Strict(Quick):
    """A template of which no tag runs that was not read, and whose parts must be sound XML."""

    def __init__(self, template: Template) -> None:
        super().__init__(BytesIO(template.data))
        self.template = template
        # The library opens a file when it fills it; opened here, one of another kind is told first.
        self.docx: DocumentObject = Document(BytesIO(template.data))  # type: ignore[assignment]  # None before
        # What a package calls its document may be any other part.
        if getattr(self.docx.element, "body", None) is None:
            raise ValueError(template.name)

    def render_xml_part(self, src_xml: str, part: Any, *args: Any, **kwargs: Any) -> str:
        """Fill one part: refuse what may not run, and what is no XML any more."""
        # Asked of the very text that is filled: of deleted words, attributes and both branches of
        # alternatives as well, which no walk over paragraphs meets.
        for problem in self._misuses(src_xml, part):
            raise problem
        fill_part: Callable[..., str] = super().render_xml_part
        filled = fill_part(src_xml, part, *args, **kwargs)
        # The library would mend it silently. Of the text itself a strict tree is made next; Expat
        # is much quicker than one.
        if part is not self.docx.part:
            ParserCreate().Parse(filled, True)  # noqa: FBT003 - expat's own order
        return filled

    def render_properties(self, *_args: Any, **_kwargs: Any) -> None:
        """Fill no property of the file: those of a document are written behind the filling."""

    def misuses(self) -> Iterator[TemplateError]:
        """Yield what may not be filled, over all parts that the library fills."""
        library: Any = self  # the library left these unannotated
        held = [(library.get_xml(), self.docx.part)]
        for kind in (self.HEADER_URI, self.FOOTER_URI):
            held += [(library.get_part_xml(p), p) for _, p in library.get_headers_footers(kind)]
        for part in self.docx.part.package.iter_parts():
            if part.content_type.endswith(".footnotes+xml"):
                held.append((part.blob.decode("utf-8"), part))
        for source, part in held:
            yield from self._misuses(library.patch_xml(source), part)

    def _misuses(self, source: str, part: Any) -> Iterator[TemplateError]:
        """Yield what may not be filled of one part."""
        problems = _problems(self.template.stem, source)
        if not problems:
            return
        lines = _in_lines(source)
        name = re.sub(r"\d*\.xml$", "", str(part.partname).rsplit("/", 1)[-1])
        where = Where(self.template.name, _PARTS.get(name, _NOTES))
        for line, problem, fix in problems:
            tag = tag_at(lines, line)
            yield TemplateError(f"{problem}: “{tag}”" if tag else problem, where=where, fix=fix)


@lru_cache(KEPT_PARTS)
def _problems(stem: str, source: str) -> tuple[tuple[int, str, str], ...]:
    """List what may not be filled of one part: its line, why, what to do; asked once."""
    return source_misuses(stem, _in_lines(source))


def _in_lines(source: str) -> str:
    """Begin a line with each paragraph."""
    return _PARAGRAPH.sub(r"\n<w:p\1", source)


def open_template(template: Template) -> Strict:
    """Open a template.

    Raises:
        TemplateError: it is no Word file, or damaged, or unpacks to more than any template needs.

    """
    try:
        _refuse_vast(template)
        return Strict(template)
    except WORD_DAMAGE as error:
        raise TemplateError(
            "tệp mẫu không phải là tệp Word (.docx) hoặc đã hỏng",
            where=Where(template.name),
            fix="mở tệp mẫu bằng Word rồi lưu lại dạng .docx, hoặc xóa đi để dùng mẫu có sẵn",
        ) from error


def _refuse_vast(template: Template) -> None:
    """Refuse a template that unpacks to more than any needs.

    Raises:
        TemplateError: it does.
        BadZipFile: it is no Word file.

    """
    with ZipFile(BytesIO(template.data)) as archive:
        size = sum(entry.file_size for entry in archive.infolist())
    if size > LARGEST:
        raise TemplateError(
            f"tệp mẫu quá lớn khi mở ra ({size // 1_000_000} MB)",
            where=Where(template.name),
            fix="bỏ bớt ảnh và nội dung không phải là mẫu, rồi lưu lại",
        )
