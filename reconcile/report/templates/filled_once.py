"""What the library works out anew for each document, although it comes from the template alone."""

import re
from collections.abc import Callable
from functools import lru_cache
from typing import Any

from docx.oxml.ns import qn
from docxtpl.template import DocxTemplate
from lxml.etree import _Element as Element
from lxml.etree import fromstring

_BEGIN, _END = re.compile(r"<w:p(?: [^>]*)?>"), "</w:p>"
"""As the library finds paragraphs: up to the first end."""
_CONTROLS = re.compile("[\t\n\a\f]")
"""What the library makes breaks of inside of a text."""
KEPT_PARTS = 64
"""Parts of templates whose tags are kept as they were understood; a run uses some twenty."""


class Quick(DocxTemplate):
    """A template whose tags are understood once, and that goes over what it may change only."""

    def patch_xml(self, src_xml: str) -> str:
        """Make the tags of a part readable, as the library does; the same part is done once."""
        return _patched(src_xml)

    def resolve_listing(self, xml: str) -> str:
        """Make breaks of the control characters in texts; most paragraphs have none."""
        if not _CONTROLS.search(xml):
            return xml
        resolve: Callable[[str], str] = super().resolve_listing

        def resolved(piece: str) -> str:
            begin = _BEGIN.search(piece) if _CONTROLS.search(piece) else None
            if begin is None:
                return piece + _END
            return piece[: begin.start()] + resolve(piece[begin.start() :] + _END)

        # Parted at the ends, which is many times quicker than to look for whole paragraphs.
        *pieces, rest = xml.split(_END)
        return "".join(map(resolved, pieces)) + rest

    def fix_tables(self, xml: str) -> Any:
        """Make a tree of a part; tables whose grid has another width than their rows are mended."""
        tree = fromstring(xml)
        if all(_fits_grid(table) for table in tree.iter(qn("w:tbl"))):
            return tree
        mend: Callable[[str], Any] = super().fix_tables
        return mend(xml)


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


@lru_cache(KEPT_PARTS)
def _patched(source: str) -> str:
    """Make the tags of a part readable."""
    # The library's function needs no template.
    patch: Callable[[Any, Any], Any] = DocxTemplate.patch_xml
    patched: str = patch(None, source)
    return patched
