"""Formatting as Word resolves it: defaults, styles on styles, theme fonts, then what is direct."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from lxml.etree import LxmlError, fromstring
from lxml.etree import _Element as Element

from reconcile.layout.document.word_properties import (
    THEME,
    Properties,
    merged,
    paragraph_properties,
    run_properties,
)
from reconcile.office.word_numbers import Numbers
from reconcile.vocabulary.roman import to_roman

Align = Literal["left", "center", "right", "justify"]
_ALIGN: dict[str, Align] = {
    "center": "center",
    "both": "justify",
    "distribute": "justify",
    "right": "right",
    "end": "right",
}
_TOGGLES = ("bold", "italic", "caps", "hidden")
# The names are those of the theme's text colour, which Office's own themes print in black.
_BLACK = ("auto", "000000", "text1", "tx1", "dark1", "windowText")
_NO_FILL = ("auto", "FFFFFF", "")
_TWIPS_A_POINT = 20
_MM_A_TWIP = 25.4 / 1440
_AUTO_GAP = 14
"""Points that Word puts where the gap is left to it, as on web pages."""
_UNSAID = "Times New Roman"
"""What Word writes in where nothing names a font."""
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"


@dataclass(frozen=True, slots=True)
class Type:
    """How characters look: size in pt; faces by script; ``colour`` is empty for black."""

    # Word takes ``ascii`` for U+0000 to U+007F alone and ``hAnsi`` for the Latin letters beyond
    # them (ECMA-376 Part 1, 17.3.2.26).
    ascii: str
    high: str
    """Face of letters with diacritics."""
    others: tuple[str, str]
    """Faces of complex and of East Asian scripts."""
    size: float
    bold: bool
    italic: bool
    underline: bool
    colour: str
    highlight: str
    caps: bool
    hidden: bool
    language: str


@dataclass(frozen=True, slots=True)
class ParagraphShape:
    """How a paragraph stands: indents in mm, gaps in pt, lines in ``rule`` (pt, or a multiple)."""

    style: str
    align: Align
    left: float
    right: float
    first: float
    before: float
    after: float
    line: float
    rule: Literal["auto", "exact", "least"]
    contextual: bool
    keep: bool
    list_id: str
    list_level: str
    bordered: bool


class Styles:
    """The styles, defaults and theme of one document."""

    def __init__(self, document: WordDocument) -> None:
        root = document.styles.element
        self._styles = {s.get(qn("w:styleId"), ""): s for s in root.findall(qn("w:style"))}
        self._run: dict[str, Properties] = {}
        self._paragraph: dict[str, Properties] = {}
        self._default = {
            kind: key
            for key, style in self._styles.items()
            if style.get(qn("w:default")) in ("1", "true")
            for kind in [style.get(qn("w:type"), "")]
        }
        run, paragraph = (
            root.find("/".join(map(qn, ("w:docDefaults", f"w:{kind}Default", f"w:{kind}"))))
            for kind in ("rPr", "pPr")
        )
        self._run_base, self._paragraph_base = run_properties(run), paragraph_properties(paragraph)
        self._themed = _theme_faces(document)
        self.numbers = Numbers.of(document, to_roman)
        """The automatic numbers; asked of each paragraph once, in the order of reading."""

    @property
    def language(self) -> str:
        """The language of text that names none."""
        normal = self.run_level(self._default.get("paragraph", ""))
        return normal.get("language") or self._run_base.get("language", "")

    @property
    def identifiers(self) -> frozenset[str]:
        """The identifiers of all styles."""
        return frozenset(self._styles)

    def shape(self, found: Element | None, table: str = "") -> ParagraphShape:
        """Resolve a paragraph's ``w:pPr``; ``table`` is the style of the table round it."""
        direct = paragraph_properties(found)
        style = self._known(direct.get("style", ""))
        # Source of this order, and of that in ``type``: ECMA-376 Part 1, 17.7.2.
        levels = (self._paragraph_base, self.paragraph_level(table), self.paragraph_level(style))
        return _shape(merged((*levels, direct)), style)

    def type(self, found: Element | None, style: str, table: str = "") -> Type:
        """Resolve a run's ``w:rPr`` in a paragraph of a style."""
        direct = run_properties(found)
        levels = [self.run_level(key) for key in (table, style, direct.get("style", ""))]
        said = merged((self._run_base, *levels, direct))
        for name in _TOGGLES:
            said[name] = self._toggle(name, levels, direct)
        return self._type(said)

    def run_level(self, key: str) -> Properties:
        """Return what a style and those that it is based on say of characters."""
        return self._level(key, self._run)

    def paragraph_level(self, key: str) -> Properties:
        """Return what a style and those that it is based on say of paragraphs."""
        return self._level(key, self._paragraph)

    def based_on(self, key: str) -> str:
        """Return the style that a style is based on."""
        style = self._styles.get(key)
        base = None if style is None else style.find(qn("w:basedOn"))
        return "" if base is None else base.get(qn("w:val"), "")

    def element(self, key: str) -> Element | None:
        """Return the element of a style."""
        return self._styles.get(key)

    def _known(self, key: str) -> str:
        """Return a paragraph style that there is: the default one for one that there is not."""
        return key if key in self._styles else self._default.get("paragraph", "")

    def _level(self, key: str, held: dict[str, Properties]) -> Properties:
        """Lay a style over those that it is based on; a circle of styles ends where it closes."""
        if key in held:
            return held[key]
        style = self._styles.get(key)
        if style is None:
            return {}
        held[key] = {}
        base = self._level(self.based_on(key), held)
        own = (
            run_properties(style.find(qn("w:rPr")))
            if held is self._run
            else paragraph_properties(style.find(qn("w:pPr")))
        )
        held[key] = base | own
        return held[key]

    def _toggle(self, name: str, levels: list[Properties], direct: Properties) -> str:
        """Settle a switch: what is direct wins, else styles of different kinds undo each other.

        Source: ECMA-376 Part 1, 17.7.3.
        """
        if name in direct:
            return direct[name]
        if self._run_base.get(name) == "1":
            return "1"
        return str(sum(level.get(name) == "1" for level in levels) % 2)

    def _type(self, said: Mapping[str, str]) -> Type:
        """Make the type of resolved properties."""
        colour, fill = said.get("color", "auto"), said.get("fill", "auto")
        highlight = said.get("highlight", "none")
        return Type(
            ascii=self._face(said.get("ascii", "")),
            high=self._face(said.get("hAnsi", "")),
            others=(self._face(said.get("cs", "")), self._face(said.get("eastAsia", ""))),
            # In half points; Word prints 10 pt where nothing says a size.
            size=_number(said.get("size", "20")) / 2,
            bold=said["bold"] == "1",
            italic=said["italic"] == "1",
            underline=said.get("underline", "none") not in ("none", "", "0"),
            colour="" if colour in _BLACK else colour,
            highlight=highlight if highlight != "none" else "" if fill in _NO_FILL else fill,
            caps=said["caps"] == "1",
            hidden=said["hidden"] == "1",
            language=said.get("language", ""),
        )

    def _face(self, said: str) -> str:
        """Return the font of a face, looked up in the theme where it is one of it."""
        name = self._themed.get(said.removeprefix(THEME), "") if said.startswith(THEME) else said
        return name or _UNSAID


def _shape(said: Properties, style: str) -> ParagraphShape:
    """Make the shape of resolved properties."""
    rule = said.get("lineRule", "auto")
    line = _number(said.get("line", "240"))
    return ParagraphShape(
        style=style,
        # A frame's place outranks its paragraph's: older Word puts its page numbers into one.
        align=_ALIGN.get(said.get("frame") or said.get("align", "left"), "left"),
        left=_number(said.get("left", "0")) * _MM_A_TWIP,
        right=_number(said.get("right", "0")) * _MM_A_TWIP,
        first=_number(said.get("first", "0")) * _MM_A_TWIP,
        before=_gap(said, "before"),
        after=_gap(said, "after"),
        # In 240ths of a line, or in twips (ECMA-376 Part 1, 17.3.1.33).
        line=line / (240 if rule == "auto" else _TWIPS_A_POINT),
        rule="exact" if rule == "exact" else "least" if rule == "atLeast" else "auto",
        contextual=said.get("contextual") == "1",
        keep=said.get("keep") == "1",
        list_id=said.get("numId", "0"),
        list_level=said.get("ilvl", "0"),
        bordered="1" in (said.get("border_bottom"), said.get("border_top")),
    )


def _gap(said: Properties, side: str) -> float:
    """Return the gap above or below a paragraph, in pt."""
    if said.get(f"{side}Autospacing") in ("1", "true", "on"):
        return _AUTO_GAP
    return _number(said.get(side, "0")) / _TWIPS_A_POINT


def _theme_faces(document: WordDocument) -> dict[str, str]:
    """Return the font behind each name of a theme font.

    For Vietnamese the theme has a face of its own, under the script ``Viet``.
    """
    rels = (rel for rel in document.part.rels.values() if not rel.is_external)
    blob = next((rel.target_part.blob for rel in rels if rel.reltype.endswith("/theme")), b"")
    try:
        theme = fromstring(blob) if blob else None
    except LxmlError:
        return {}
    if theme is None:
        return {}
    faces: dict[str, str] = {}
    for kind in ("major", "minor"):
        font = theme.find(f".//{_A}{kind}Font")
        if font is not None:
            faces |= _theme_font(font, kind, vietnamese=_is_vietnamese(document))
    return faces


def _theme_font(font: Element, kind: str, *, vietnamese: bool) -> dict[str, str]:
    """Return the faces of one font of a theme."""
    latin, east, complex_ = (_typeface(font.find(f"{_A}{tag}")) for tag in ("latin", "ea", "cs"))
    own = next((f for f in font.findall(f"{_A}font") if f.get("script") == "Viet"), None)
    if vietnamese and own is not None:
        latin = _typeface(own) or latin
    return {
        f"{kind}Ascii": latin,
        f"{kind}HAnsi": latin,
        f"{kind}EastAsia": east or latin,
        f"{kind}Bidi": complex_ or latin,
    }


def _is_vietnamese(document: WordDocument) -> bool:
    """Tell whether the document takes its theme fonts for Vietnamese."""
    language = document.settings.element.find(qn("w:themeFontLang"))
    return language is not None and str(language.get(qn("w:val"), "")).startswith("vi")


def _typeface(element: Element | None) -> str:
    """Return the font that an element of a theme names."""
    return "" if element is None else element.get("typeface", "")


def _number(said: str) -> float:
    """Read a number of the file; what is none counts as 0."""
    try:
        return float(said)
    except ValueError:
        return 0.0
