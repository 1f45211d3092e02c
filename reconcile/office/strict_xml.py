"""Strict Open XML → the usual kind: the same parts, whose names are spelt otherwise."""

import re
import zipfile
from io import BytesIO

_STRICT = b"http://purl.oclc.org/ooxml/"
# http://purl.oclc.org/ooxml/spreadsheetml/main is …/spreadsheetml/2006/main in the usual kind.
# Source: ISO/IEC 29500-4:2016, Annex A.
_NAME = re.compile(rb"http://purl\.oclc\.org/ooxml/(\w+)/")
_USUAL = rb"http://schemas.openxmlformats.org/\1/2006/"
_ROOT = "_rels/.rels"


def as_usual(data: bytes) -> bytes:
    """Return an Office file with the names that libraries know; any other file as it is.

    Raises:
        what reading a damaged archive raises.

    """
    with zipfile.ZipFile(BytesIO(data)) as given:
        names = given.namelist()
        if _ROOT not in names or _STRICT not in given.read(_ROOT):
            return data
        out = BytesIO()
        with zipfile.ZipFile(out, "w") as made:
            for name in names:
                part = given.read(name)
                is_xml = name.endswith((".xml", ".rels"))
                made.writestr(name, _NAME.sub(_USUAL, part) if is_xml else part)
    return out.getvalue()
