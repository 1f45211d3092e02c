"""Elements of a Word document, made by what they are called in the standard."""

from collections.abc import Iterable, Mapping

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from lxml.etree import _Element as Element


def element(tag: str, attributes: Mapping[str, str | float] | None = None) -> Element:
    """Make a Word element: ``element("w:jc", {"val": "center"})``; numbers are written whole."""
    made = OxmlElement(tag)
    for name, value in (attributes or {}).items():
        said = value if isinstance(value, str) else str(round(value))
        made.set(qn(f"w:{name}"), said)
    return made


def field_elements(code: str) -> Iterable[Element]:
    """Make the parts of a field: begin, code, separator, a value for the time being, end."""
    instruction = OxmlElement("w:instrText")
    instruction.set(qn("xml:space"), "preserve")
    instruction.text = f" {code} "
    shown = OxmlElement("w:t")
    shown.text = "2"
    yield element("w:fldChar", {"fldCharType": "begin"})
    yield instruction
    yield element("w:fldChar", {"fldCharType": "separate"})
    yield shown
    yield element("w:fldChar", {"fldCharType": "end"})
