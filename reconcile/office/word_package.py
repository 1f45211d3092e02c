"""The package of a Word document: which program wrote it, and the parts that nothing asks for."""

from docx.document import Document as DocumentObject
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.part import Part
from docx.oxml.ns import nsmap
from lxml.etree import XPath

PROGRAM = "reconcile"
_SAID = (
    "<?xml version='1.0' encoding='UTF-8' standalone='yes'?>\n"
    '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
    f"<Application>{PROGRAM}</Application></Properties>"
)
# Others are found by their kind alone: styles, settings, notes.
_ASKED_FOR = ("header", "footer", "image", "hyperlink", "chart")
"""Kinds of parts that the text names by their relation."""
_named = XPath("//@r:id | //@r:embed | //@r:link | //@r:pict", namespaces={"r": nsmap["r"]})


def name_program(document: DocumentObject) -> None:
    """Say in a document's properties that this program wrote it, and nothing that it did not count.

    What a template says there, pages and words, was true of the template.
    """
    for relation in document.part.package.rels.values():
        if relation.reltype == RELATIONSHIP_TYPE.EXTENDED_PROPERTIES:
            part: Part = relation.target_part
            part._blob = _SAID.encode()  # noqa: SLF001 - no public door to a plain part


def drop_unused(document: DocumentObject) -> None:
    """Leave out the parts that the text does not name any more: headers of a section that went."""
    part = document.part
    found = _named(document.element)
    named = set(map(str, found)) if isinstance(found, list) else set()
    for key, relation in list(part.rels.items()):
        if relation.reltype.rsplit("/", 1)[-1] in _ASKED_FOR and key not in named:
            del part.rels[key]
