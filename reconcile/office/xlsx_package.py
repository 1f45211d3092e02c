"""An .xlsx file as its parts: what is not changed stays as it is, to the byte."""

import re
from collections.abc import Iterator
from io import BytesIO
from posixpath import dirname, join, normpath
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from lxml.etree import XMLParser, fromstring, tostring
from lxml.etree import _Element as Element

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
WORKBOOK = "xl/workbook.xml"
_STRINGS = "xl/sharedStrings.xml"
_STYLES = "xl/styles.xml"
ZIP_TIME = (1980, 1, 1, 0, 0, 0)
"""The earliest that an archive can hold: files of equal content are equal to the byte."""
# Characters that XML does not have (ECMA-376 Part 1, 22.9.2.19, ST_Xstring).
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")


def tag(name: str) -> str:
    """Return the full name of an element of a workbook."""
    return f"{{{MAIN}}}{name}"


class Package:
    """The parts of a workbook; those that were edited are written anew, the others kept."""

    def __init__(self, data: bytes) -> None:
        with ZipFile(BytesIO(data)) as archive:
            self.parts = {info.filename: archive.read(info) for info in archive.infolist()}
        self._trees: dict[str, Element] = {}
        self._edited: set[str] = set()
        self._strings: list[str] | None = None

    def tree(self, part: str) -> Element:
        """Return a part as XML, to be looked at.

        Raises:
            KeyError: there is no such part.
            LxmlError: it is no XML.

        """
        if part not in self._trees:
            # A file of other people: nothing in it is expanded, and nothing is fetched for it.
            parser = XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
            self._trees[part] = fromstring(self.parts[part], parser)
        return self._trees[part]

    def edit(self, part: str) -> Element:
        """Return a part as XML, to be changed: it is saved anew.

        Raises:
            KeyError, LxmlError: as ``tree``.

        """
        self._edited.add(part)
        return self.tree(part)

    @property
    def book(self) -> Element:
        """The list of sheets and names, to be looked at."""
        return self.tree(WORKBOOK)

    @property
    def styles(self) -> Element:
        """The looks of cells, to be added to."""
        return self.edit(_STYLES)

    def sheets(self) -> dict[str, str]:
        """Return the part of each sheet by the sheet's name, in their order."""
        targets = dict(self.related(WORKBOOK))
        listed = self.book.iterfind(f"{tag('sheets')}/{tag('sheet')}")
        parts = ((s.get("name", ""), targets.get(s.get(f"{{{_RELATIONS}}}id", ""))) for s in listed)
        return {str(name): part for name, part in parts if part in self.parts}

    def related(self, part: str, kind: str = "") -> Iterator[tuple[str, str]]:
        """Yield id and name of the parts that a part refers to, of one kind where that is given."""
        place = dirname(part)
        file = f"{place}/_rels/{part.rsplit('/', 1)[-1]}.rels"
        if file not in self.parts:
            return
        for relation in self.tree(file):
            target = str(relation.get("Target", ""))
            if str(relation.get("Type", "")).endswith(kind):
                # Excel writes places from the part on, openpyxl from the root.
                full = target[1:] if target.startswith("/") else normpath(join(place, target))
                yield str(relation.get("Id", "")), full

    def text(self, cell: Element) -> str:
        """Return what a cell says; a number as it is stored."""
        kind, value = cell.get("t"), cell.find(tag("v"))
        if kind == "inlineStr":
            held = cell.find(tag("is"))
            return _plain(held) if held is not None else ""
        if value is None or not value.text:
            return ""
        if kind == "s" and str(value.text).strip().isdigit():
            return self._shared(int(value.text))
        return str(value.text)

    def saved(self) -> bytes:
        """Return the workbook as a file; equal parts give equal bytes."""
        out = BytesIO()
        with ZipFile(out, "w", ZIP_DEFLATED) as archive:
            for part, content in self.parts.items():
                info = ZipInfo(part, ZIP_TIME)
                info.compress_type = ZIP_DEFLATED
                archive.writestr(info, self._content(part, content))
        return out.getvalue()

    def _content(self, part: str, content: bytes) -> bytes:
        """Return a part's bytes, written anew where it was taken to be changed."""
        if part not in self._edited:
            return content
        return tostring(self._trees[part], xml_declaration=True, encoding="UTF-8", standalone=True)

    def _shared(self, index: int) -> str:
        """Return one of the texts that cells share."""
        if self._strings is None:
            held = _STRINGS in self.parts
            self._strings = [_plain(e) for e in self.tree(_STRINGS)] if held else []
        return self._strings[index] if index < len(self._strings) else ""


def _plain(held: Element) -> str:
    """Return the text of a plain or rich string, without the phonetic one beside it."""
    runs = held.iterfind(f"{tag('r')}/{tag('t')}")
    texts = [str(t.text or "") for t in (*held.iterfind(tag("t")), *runs)]
    return _ESCAPED.sub(lambda hit: chr(int(hit[1], 16)), "".join(texts))
