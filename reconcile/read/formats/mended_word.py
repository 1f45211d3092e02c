"""Word documents that python-docx refuses: read again with the text's own parts alone."""

import zipfile
from io import BytesIO

from lxml.etree import LxmlError, fromstring

from reconcile.read.formats import word
from reconcile.read.grid import Opened
from reconcile.read.safety.limits import DOCUMENT

REFUSALS = word.REFUSALS
"""What reading raises over a document whose text itself is damaged."""
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_BESIDE = {"styles": "styles", "numbering": "numbering", "fontTable": "fontTable"}
"""The parts that the text needs, and what relates them to it."""


def open_file(data: bytes, file: str) -> Opened:
    """Read a document without its pictures, headers and other parts, of which one is amiss.

    Raises:
        one of ``REFUSALS``: its text is damaged too.

    """
    return word.open_file(_bare(data), file)


def _bare(data: bytes) -> bytes:
    """Write a document with its text, styles and numbers alone, those that are sound."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as given, zipfile.ZipFile(out, "w") as made:
        main = next(name for name in given.namelist() if DOCUMENT.fullmatch(name))
        kept = [part for part in _BESIDE if _is_sound(given, f"word/{part}.xml")]
        made.writestr("[Content_Types].xml", _types(kept))
        made.writestr("_rels/.rels", _relations([("officeDocument", "word/document.xml")]))
        made.writestr("word/document.xml", given.read(main))
        beside = _relations([(_BESIDE[part], f"{part}.xml") for part in kept])
        made.writestr("word/_rels/document.xml.rels", beside)
        for part in kept:
            made.writestr(f"word/{part}.xml", given.read(f"word/{part}.xml"))
    return out.getvalue()


def _is_sound(given: zipfile.ZipFile, name: str) -> bool:
    """Tell whether a part is there and is XML."""
    try:
        fromstring(given.read(name))
    except (KeyError, LxmlError):
        return False
    return True


def _types(kept: list[str]) -> str:
    """List what each part is."""
    parts = {"document": "document.main"} | {part: part for part in kept}
    said = "".join(
        f'<Override PartName="/word/{part}.xml" ContentType="{_TYPE}.{kind}+xml"/>'
        for part, kind in parts.items()
    )
    kind = "application/vnd.openxmlformats-package.relationships+xml"
    return (
        f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" ContentType="{kind}"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{said}</Types>'
    )


def _relations(targets: list[tuple[str, str]]) -> str:
    """List what a part refers to."""
    said = "".join(
        f'<Relationship Id="rId{at}" Type="{_RELATION}/{kind}" Target="{target}"/>'
        for at, (kind, target) in enumerate(targets, 1)
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{said}</Relationships>'
