"""Looks for new cells of a person's workbook: those of her own cells, wrapped and in Unicode."""

from copy import deepcopy
from dataclasses import dataclass, field

from lxml.etree import _Element as Element

from reconcile.office.xlsx_package import Package, tag
from reconcile.workbook.xlsx.looks import looks

_LEGACY = (".vn", "vni")
"""Beginnings of fonts in which Unicode text cannot be read."""


@dataclass(slots=True)
class CopiedStyles:
    """The looks of a workbook, with those that are added to it."""

    package: Package
    known: dict[tuple[int, bool], int] = field(default_factory=dict)
    sizes: dict[int, float] = field(default_factory=dict)
    """By look, once asked for: no look changes."""
    wrapped: dict[int, bool] = field(default_factory=dict)

    def like(self, style: int, *, header: bool = False) -> int:
        """Return the look of a new cell that shall look like one of hers.

        Args:
            style: number of the look of her cell.
            header: whether it is a header cell, which keeps how it is centred.

        """
        if (style, header) not in self.known:
            self.known[style, header] = self._add(style, header=header)
        return self.known[style, header]

    def size(self, style: int) -> float:
        """Return the size of a look's letters, in points."""
        if style not in self.sizes:
            font = self._font(self._formats()[style])
            found = None if font is None else font.find(tag("sz"))
            said = 11.0 if found is None else float(found.get("val") or looks().font.size)
            self.sizes[style] = said
        return self.sizes[style]

    def wraps(self, style: int) -> bool:
        """Tell whether a look breaks long texts into lines."""
        if style not in self.wrapped:
            aligned = self._formats()[style].find(tag("alignment"))
            said = aligned is not None and aligned.get("wrapText") in ("1", "true")
            self.wrapped[style] = said
        return self.wrapped[style]

    def _formats(self) -> Element:
        """Return the list of looks.

        Raises:
            ValueError: the workbook has none.

        """
        held = self.package.styles.find(tag("cellXfs"))
        if held is None or not len(held):
            raise ValueError
        return held

    def _add(self, style: int, *, header: bool) -> int:
        """Add a look like one that is there."""
        held = self._formats()
        new = deepcopy(held[style if style < len(held) else 0])
        new.set("numFmtId", "0")
        aligned = new.find(tag("alignment"))
        if aligned is None:
            aligned = new.makeelement(tag("alignment"))
            new.insert(0, aligned)
        if not header:
            aligned.set("horizontal", "left")
        # The height of the row is reckoned for upright lines from edge to edge of the cell.
        for unfit in ("indent", "textRotation", "shrinkToFit"):
            if unfit in aligned.attrib:
                del aligned.attrib[unfit]
        aligned.set("wrapText", "1")
        new.set("applyAlignment", "1")
        self._readable(new)
        held.append(new)
        held.set("count", str(len(held)))
        return len(held) - 1

    def _readable(self, new: Element) -> None:
        """Put our font in place of one that cannot show Unicode."""
        font = self._font(new)
        name = None if font is None else font.find(tag("name"))
        if font is None or name is None or not name.get("val", "").lower().startswith(_LEGACY):
            return
        other = deepcopy(font)
        said = other.find(tag("name"))
        if said is not None:
            said.set("val", looks().font.name)
        for child in list(other):
            # A scheme would bring the theme's font back, and a charset the old code page.
            if child.tag in (tag("charset"), tag("scheme")):
                other.remove(child)
        fonts = self.package.styles.find(tag("fonts"))
        if fonts is not None:
            fonts.append(other)
            fonts.set("count", str(len(fonts)))
            new.set("fontId", str(len(fonts) - 1))
            new.set("applyFont", "1")

    def _font(self, look: Element) -> Element | None:
        """Return the font of a look."""
        fonts = self.package.styles.find(tag("fonts"))
        at = int(look.get("fontId") or 0)
        return fonts[at] if fonts is not None and at < len(fonts) else None
