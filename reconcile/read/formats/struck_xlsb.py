"""What is struck through in an .xlsb, for calamine tells no fonts: a reader sees it as deleted."""

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

from reconcile.read.formats.struck_xls import unstruck
from reconcile.read.formats.xls_records import Run

# Records of BIFF12. Source: [MS-XLSB] 2.3, 2.4.149 (BrtFont), 2.5.122 (RichStr).
_TEXT_ITEM, _FONT, _XF12, _CELL_XFS, _CELL_XFS_END = 19, 43, 47, 617, 618
_SHARED = 7
_CELLS = frozenset(range(2, 12))
_STRUCK, _RICH = 8, 1
Records = Iterator[tuple[int, bytes]]


@dataclass(slots=True)
class Strikes:
    """The fonts and styles that draw a line through text, and the shared texts with such runs."""

    fonts: set[int] = field(default_factory=set)
    styles: list[bool] = field(default_factory=list)
    texts: dict[int, tuple[str, list[Run]]] = field(default_factory=dict)

    def read_styles(self, records: Records) -> None:
        """Read which fonts and styles of cells strike through."""
        count, of_cells = 0, False
        for kind, body in records:
            if kind == _FONT:
                if struct.unpack_from("<H", body, 2)[0] & _STRUCK:
                    self.fonts.add(count)
                count += 1
            elif kind in (_CELL_XFS, _CELL_XFS_END):
                of_cells = kind == _CELL_XFS
            elif kind == _XF12 and of_cells:
                self.styles.append(int.from_bytes(body[4:6], "little") in self.fonts)

    def read_texts(self, records: Records) -> None:
        """Read the shared texts of which something is struck through."""
        items = (body for kind, body in records if kind == _TEXT_ITEM)
        for number, body in enumerate(items):
            if not body[0] & _RICH:
                continue
            (length,) = struct.unpack_from("<I", body, 1)
            ends = 5 + 2 * length
            (count,) = struct.unpack_from("<I", body, ends)
            runs = [struct.unpack_from("<HH", body, ends + 4 + 4 * at) for at in range(count)]
            if any(font in self.fonts for _, font in runs):
                self.texts[number] = (body[5:ends].decode("utf-16-le"), runs)

    def standing(self, kind: int, body: bytes) -> tuple[int, str] | None:
        """Return the column of a cell and what of it is not struck through; None where all is."""
        if kind not in _CELLS or not self.fonts:
            return None
        column, style = struct.unpack_from("<II", body)
        whole = any(self.styles[style & 0xFFFFFF :][:1])
        text, runs = "", list[Run]()
        if kind == _SHARED:
            text, runs = self.texts.get(struct.unpack_from("<I", body, 8)[0], ("", []))
        if not whole and not runs:
            return None
        return column, "".join(unstruck(text, runs, self.fonts, whole=whole))
