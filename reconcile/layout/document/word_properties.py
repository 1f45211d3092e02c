"""Run and paragraph properties of Word as plain values, one element at a time."""

from collections.abc import Callable, Iterable

from docx.oxml.ns import qn
from lxml.etree import _Element as Element

from reconcile.office.word_elements import is_on

Properties = dict[str, str]
"""Names that are ours to their values as the file says them; a name that is absent is not said."""

_VAL = qn("w:val")
_FACES = {
    "ascii": "asciiTheme",
    "hAnsi": "hAnsiTheme",
    "cs": "cstheme",
    "eastAsia": "eastAsiaTheme",
}
_SWITCHES = {"b": "bold", "i": "italic", "caps": "caps", "vanish": "hidden"}
_VALUES = {"sz": "size", "u": "underline", "highlight": "highlight", "rStyle": "style"}
_FLAGS = {"keepNext": "keep", "contextualSpacing": "contextual"}
_NAMED = {"pStyle": "style", "jc": "align"}
# The strict form of the standard says start and end, the other one left and right.
_INDENTS = {"left": "left", "start": "left", "right": "right", "end": "right"}
_SPACES = ("before", "after", "line", "lineRule", "beforeAutospacing", "afterAutospacing")
_SIDES = ("top", "bottom")
THEME = "theme:"
"""Before the name of a theme font, where a face is one."""


def run_properties(found: Element | None) -> Properties:
    """Return what a ``w:rPr`` says."""
    said: Properties = {}
    for child in _children(found):
        name = _local(child)
        if name in _SWITCHES:
            said[_SWITCHES[name]] = "1" if is_on(child) else "0"
        elif name in _VALUES:
            said[_VALUES[name]] = child.get(_VAL, "")
        elif name == "rFonts":
            said |= _faces(child)
        elif name == "color":
            # A theme colour outranks a value (ECMA-376 Part 1, 17.3.2.6).
            said["color"] = child.get(qn("w:themeColor"), "") or child.get(_VAL, "auto")
        elif name == "shd":
            said["fill"] = child.get(qn("w:fill"), "auto")
        elif name == "lang":
            said["language"] = child.get(_VAL, "")
    return said


def paragraph_properties(found: Element | None) -> Properties:
    """Return what a ``w:pPr`` says."""
    said: Properties = {}
    for child in _children(found):
        name = _local(child)
        if name in _FLAGS:
            said[_FLAGS[name]] = "1" if is_on(child) else "0"
        elif name in _NAMED:
            said[_NAMED[name]] = child.get(_VAL, "")
        elif name in _GROUPS:
            said |= _GROUPS[name](child)
    return said


def merged(levels: Iterable[Properties]) -> Properties:
    """Lay properties over each other, the last on top."""
    out: Properties = {}
    for level in levels:
        out |= level
    return out


def _faces(fonts: Element) -> Properties:
    """Return the face of each script; a theme font outranks a name in the same element."""
    said: Properties = {}
    for face, theme in _FACES.items():
        themed, named = fonts.get(qn(f"w:{theme}")), fonts.get(qn(f"w:{face}"))
        # Source: ECMA-376 Part 1, 17.3.2.26.
        if themed:
            said[face] = f"{THEME}{themed}"
        elif named:
            said[face] = named
    return said


def _indents(element: Element) -> Properties:
    """Return indents in twips; a hanging first line is a negative one."""
    said = {
        ours: element.get(qn(f"w:{name}"), "0")
        for name, ours in _INDENTS.items()
        if _has(element, name)
    }
    # firstLine is passed over beside it (ECMA-376 Part 1, 17.3.1.12).
    if _has(element, "hanging"):
        said["first"] = f"-{element.get(qn('w:hanging'), '0')}"
    elif _has(element, "firstLine"):
        said["first"] = element.get(qn("w:firstLine"), "0")
    return said


def _spacing(element: Element) -> Properties:
    """Return gaps and the distance of lines, in twips."""
    return {key: element.get(qn(f"w:{key}"), "") for key in _SPACES if _has(element, key)}


def _frame(element: Element) -> Properties:
    """Return where a frame stands between the margins, if it says so."""
    return {"frame": element.get(qn("w:xAlign"), "")} if _has(element, "xAlign") else {}


def _numbering(element: Element) -> Properties:
    """Return the list that a paragraph is an item of, and its level."""
    said: Properties = {}
    for child in _children(element):
        if _local(child) in ("numId", "ilvl"):
            said[_local(child)] = child.get(_VAL, "0")
    return said


def _borders(element: Element) -> Properties:
    """Return which sides have a line."""
    said: Properties = {}
    for child in _children(element):
        if _local(child) in _SIDES:
            drawn = child.get(_VAL, "nil") not in ("nil", "none")
            said[f"border_{_local(child)}"] = "1" if drawn else "0"
    return said


_GROUPS: dict[str, Callable[[Element], Properties]] = {
    "ind": _indents,
    "spacing": _spacing,
    "numPr": _numbering,
    "pBdr": _borders,
    "framePr": _frame,
}
"""Properties that say several things."""


def _children(element: Element | None) -> Iterable[Element]:
    """Return the elements inside of one; none of nothing."""
    # ``{*}*`` leaves out comments and instructions of XML, whose tag is no text in lxml.
    return () if element is None else element.iterchildren("{*}*")


def _local(element: Element) -> str:
    """Return the name of an element without its namespace."""
    return str(element.tag).rpartition("}")[2]


def _has(element: Element, name: str) -> bool:
    """Tell whether an element has an attribute of Word's."""
    return element.get(qn(f"w:{name}")) is not None
