"""Automatic numbers of Word paragraphs, counted as Word counts them."""

from collections.abc import Callable
from dataclasses import dataclass, field

from docx.document import Document
from docx.oxml.ns import qn
from lxml.etree import _Element

_VAL = qn("w:val")
_PPR, _NUM, _STYLE = qn("w:pPr"), qn("w:numPr"), qn("w:pStyle")
_STYLE_NUM = f"{_PPR}/{_NUM}"


@dataclass(frozen=True, slots=True)
class _Level:
    """One level of a list: where it starts, in which figures, and the text around them."""

    start: int
    figures: str
    text: str


@dataclass(slots=True)
class Numbers:
    """The lists of a document with their counters, and what its styles add to paragraphs."""

    roman: Callable[[int], str]
    """Writes a number in Roman figures."""
    lists: dict[str, dict[int, _Level]] = field(default_factory=dict)
    kinds: dict[str, str] = field(default_factory=dict)
    """List → the abstract list whose counters it shares."""
    restarts: dict[str, dict[int, int]] = field(default_factory=dict)
    styles: dict[str, _Element] = field(default_factory=dict)
    counts: dict[str, dict[int, int]] = field(default_factory=dict)

    @classmethod
    def of(cls, document: Document, roman: Callable[[int], str]) -> "Numbers":
        """Read the lists and styles of a document; one without lists numbers nothing."""
        made = cls(roman)
        for style in document.styles.element.findall(qn("w:style")):
            made.styles[style.get(qn("w:styleId"), "")] = style
        relations = document.part.rels.values()
        for relation in relations:
            if relation.reltype.endswith("/numbering") and not relation.is_external:
                made._read(relation.target_part.element)
        return made

    def label(self, paragraph: _Element) -> str:
        """Return the number that Word puts before a paragraph, and count it; mostly empty."""
        found = self._place(paragraph)
        if found is None:
            return ""
        number, level = found
        levels = self._levels(number)
        if level not in levels:
            return ""
        if levels[level].figures == "bullet":
            return "-"
        counts = self._count(number, level, levels)
        text = levels[level].text
        for depth in range(level + 1):
            if depth in levels:
                start = levels[depth].start
                shown = self._figures(counts.get(depth, start), levels[depth].figures)
                text = text.replace(f"%{depth + 1}", shown)
        return text.strip()

    def font(self, run: _Element) -> str:
        """Return the name of a run's font: its own, its paragraph style's, or empty."""
        fonts = run.find(f"{qn('w:rPr')}/{qn('w:rFonts')}")
        paragraph = run.getparent()
        if fonts is None and paragraph is not None:
            style = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
            name = style.get(_VAL, "") if style is not None else "Normal"
            fonts = self._styled(name, f"{qn('w:rPr')}/{qn('w:rFonts')}")
        return (
            (fonts.get(qn("w:ascii")) or fonts.get(qn("w:hAnsi")) or "")
            if fonts is not None
            else ""
        )

    def _figures(self, number: int, figures: str) -> str:
        """Write a number in the figures of a list; in Arabic ones where they are not known."""
        writers: dict[str, Callable[[int], str]] = {
            "none": lambda _: "",
            "decimalZero": "{:02d}".format,
            "lowerLetter": _letters,
            "upperLetter": lambda n: _letters(n).upper(),
            "lowerRoman": lambda n: self.roman(n).lower(),
            "upperRoman": self.roman,
        }
        return writers.get(figures, str)(number)

    def _read(self, numbering: _Element) -> None:
        """Take the lists of the numbering part."""
        abstract = {
            kind.get(qn("w:abstractNumId"), ""): {
                int(level.get(qn("w:ilvl"), "0")): _level(level) for level in kind.iter(qn("w:lvl"))
            }
            for kind in numbering.iter(qn("w:abstractNum"))
        }
        for num in numbering.iter(qn("w:num")):
            number = num.get(qn("w:numId"), "")
            kind = _said(num, "w:abstractNumId", "")
            self.kinds[number] = kind
            self.lists[number] = abstract.get(kind, {})
            self.restarts[number] = {
                int(change.get(qn("w:ilvl"), "0")): int(_said(change, "w:startOverride", "1"))
                for change in num.iter(qn("w:lvlOverride"))
                if change.find(qn("w:startOverride")) is not None
            }

    def _levels(self, number: str) -> dict[int, _Level]:
        """Return the levels of a list."""
        return self.lists.get(number, {})

    def _count(self, number: str, level: int, levels: dict[int, _Level]) -> dict[int, int]:
        """Count one paragraph on, and begin the deeper levels anew."""
        counts = self.counts.setdefault(self.kinds.get(number, number), {})
        # A startOverride counts once: when its list is used for the first time.
        for depth, start in self.restarts.pop(number, {}).items():
            counts[depth] = start - 1
        counts[level] = counts.get(level, levels[level].start - 1) + 1
        for depth in [depth for depth in counts if depth > level]:
            del counts[depth]
        return counts

    def _place(self, paragraph: _Element) -> tuple[str, int] | None:
        """Find the list and level of a paragraph: its own, or its style's."""
        properties = paragraph.find(_PPR)
        if properties is None:
            return None
        own, style = properties.find(_NUM), properties.find(_STYLE)
        if own is None and style is not None:
            own = self._styled(style.get(_VAL, ""), _STYLE_NUM)
        if own is None:
            return None
        number, level = _said(own, "w:numId", "0"), _said(own, "w:ilvl", "0")
        # numId 0 takes off the numbering that the style would give.
        return (number, int(level)) if number != "0" and level.isdecimal() else None

    def _styled(self, name: str, path: str) -> _Element | None:
        """Find what a style, or one that it is based on, says of a property."""
        for _ in range(10):  # a style may be based on itself in a damaged document
            style = self.styles.get(name)
            if style is None:
                return None
            found = style.find(path)
            if found is not None:
                return found
            name = _said(style, "w:basedOn", "")
        return None


def _level(level: _Element) -> _Level:
    """Read one level of a list."""
    start = _said(level, "w:start", "1")
    return _Level(
        int(start) if start.isdecimal() else 1,
        _said(level, "w:numFmt", "decimal"),
        _said(level, "w:lvlText", ""),
    )


def _said(element: _Element, name: str, default: str) -> str:
    """Return the value of a child element."""
    child = element.find(qn(name))
    return child.get(_VAL, default) if child is not None else default


def _letters(number: int) -> str:
    """Write 1 as a, 26 as z, 27 as aa, as Word does."""
    turns, place = divmod(max(number, 1) - 1, 26)
    return chr(ord("a") + place) * (turns + 1)
