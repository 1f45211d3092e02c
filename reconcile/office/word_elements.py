"""Elements of a Word document: made by what they are called in the standard, and switches."""

from collections.abc import Iterable, Mapping

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from lxml.etree import _Element as Element

_VAL = qn("w:val")
_OFF = ("0", "false", "off")


def element(tag: str, attributes: Mapping[str, str | float] | None = None) -> Element:
    """Make a Word element: ``element("w:jc", {"val": "center"})``; numbers are written whole."""
    made = OxmlElement(tag)
    for name, value in (attributes or {}).items():
        said = value if isinstance(value, str) else str(round(value))
        made.set(qn(f"w:{name}"), said)
    return made


def is_on(switch: Element) -> bool:
    """Tell whether a switch is on: it is when it says nothing else."""
    return switch.get(_VAL, "1") not in _OFF


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
