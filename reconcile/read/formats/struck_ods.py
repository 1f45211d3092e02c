"""Struck-through text of an .ods, taken out before it is read: a reader sees it as deleted."""

from collections.abc import Collection, Iterator

from lxml.etree import LxmlError
from lxml.etree import _Element as Element

from reconcile.model import Finding, Where
from reconcile.office.xlsx_package import Package
from reconcile.read.formats.struck import listed
from reconcile.read.safety.sniff import ZIP_REFUSALS
from reconcile.vocabulary.findings import finding

_CONTENT, _STYLES = "content.xml", "styles.xml"
_OASIS = "urn:oasis:names:tc:opendocument:xmlns"
_STYLE, _TABLE, _TEXT = (f"{{{_OASIS}:{name}:1.0}}" for name in ("style", "table", "text"))
_OFFICE = f"{{{_OASIS}:office:1.0}}"
_LINES = (f"{_STYLE}text-line-through-style", f"{_STYLE}text-line-through-type")


def without_struck(data: bytes, file: str) -> tuple[bytes, list[Finding]]:
    """Take what is struck through out of an .ods, and say where; any other file stays as it is."""
    try:
        package = Package(data)
        if b"text-line-through" not in package.parts.get(_CONTENT, b""):
            return data, []
        struck = frozenset(_struck(package.tree(_STYLES))) | set(_struck(package.tree(_CONTENT)))
        if not struck:
            return data, []
        told = [
            finding("struck-text", Where(file, name, min(rows)), places=listed(sorted(rows)))
            for table in package.edit(_CONTENT).iter(f"{_TABLE}table")
            if (rows := set(_emptied(table, struck)))
            for name in (table.get(f"{_TABLE}name", ""),)
        ]
        return (package.saved() if told else data), told
    except (*ZIP_REFUSALS, LxmlError, KeyError, ValueError):
        # The reader itself says what is wrong with the file.
        return data, []


def _struck(root: Element) -> Iterator[str]:
    """Yield the styles that draw a line through text, and those made after them."""
    known: set[str] = set()
    for style in root.iter(f"{_STYLE}style"):
        looks = [node.get(line) for node in style for line in _LINES if node.get(line)]
        name = style.get(f"{_STYLE}name", "")
        inherited = not looks and style.get(f"{_STYLE}parent-style-name") in known
        if inherited or any(look != "none" for look in looks):
            known.add(name)
            yield name


def _emptied(table: Element, struck: Collection[str]) -> Iterator[int]:
    """Empty the cells and the pieces of texts that are struck through; yield their rows."""
    number = 1
    for row in table.iter(f"{_TABLE}table-row"):
        for cell in row:
            if not "".join(map(str, cell.itertext())).strip():
                continue
            if cell.get(f"{_TABLE}style-name") in struck:
                _empty(cell)
                yield number
            for span in list(cell.iter(f"{_TEXT}span")):
                if span.get(f"{_TEXT}style-name") in struck:
                    tail = span.tail
                    span.clear()
                    span.tail = tail
                    yield number
        number += int(row.get(f"{_TABLE}number-rows-repeated", "1"))


def _empty(cell: Element) -> None:
    """Take the value of a cell away; what it is merged with, and how often it stands, stays."""
    for name in list(cell.attrib):
        if str(name).startswith(_OFFICE) or str(name).endswith("}value-type"):
            del cell.attrib[name]
    for part in list(cell):
        cell.remove(part)
