"""What is struck through in an .xls, for calamine tells no fonts: a reader sees it as deleted."""

import struct
from collections.abc import Collection, Iterator, Mapping, Sequence

from reconcile.read.formats import xls_records as xls
from reconcile.read.formats.xls_records import Run

Standing = dict[tuple[int, int], str]
"""By 1-based row and 0-based column: what of a cell is not struck through."""
_STRUCK = 8
_NO_FONT = 4
"""The number that no font has: they are counted 0, 1, 2, 3, 5, 6 …"""
_CELLS = frozenset(
    {xls.LABEL, xls.LABEL_SST, xls.NUMBER, xls.RK, xls.MULRK, xls.FORMULA, xls.BOOLERR}
)


def standing_in_xls(stream: bytes) -> list[Standing]:
    """Find the cells of an .xls with something struck through, sheet by sheet.

    Raises:
        struct.error, IndexError, UnicodeDecodeError: the file is damaged.

    """
    fonts = _struck_fonts(stream)
    if not fonts:
        return []
    styles = [
        struct.unpack_from("<H", body)[0] in fonts
        for kind, body in xls.records(stream)
        if kind == xls.XF
    ]
    texts = {
        number: (text, runs)
        for number, (text, runs) in enumerate(_texts(stream))
        if any(font in fonts for _, font in runs)
    }
    sheets: list[Standing] = []
    for kind, body in xls.records(stream):
        if xls.begins_sheet(kind, body):
            sheets.append({})
        elif sheets and kind in _CELLS:
            sheets[-1].update(_standing(kind, body, styles, fonts, texts))
    return sheets


def _struck_fonts(stream: bytes) -> frozenset[int]:
    """Return the numbers of the fonts that draw a line through text."""
    looks = [
        bool(struct.unpack_from("<H", body, 2)[0] & _STRUCK)
        for kind, body in xls.records(stream)
        if kind == xls.FONT
    ]
    numbers = (index if index < _NO_FONT else index + 1 for index in range(len(looks)))
    return frozenset(number for number, struck in zip(numbers, looks, strict=True) if struck)


def _texts(stream: bytes) -> Iterator[tuple[str, list[Run]]]:
    """Yield the texts that cells share; a workbook from before 1997 has none."""
    pieces: list[bytes] = []
    for kind, body in xls.records(stream):
        if kind == xls.SST or (pieces and kind == xls.CONTINUE):
            pieces.append(body)
        elif pieces:
            break
    return xls.shared_texts(pieces) if pieces else iter(())


def _standing(
    kind: int,
    body: bytes,
    styles: Sequence[bool],
    fonts: Collection[int],
    texts: Mapping[int, tuple[str, list[Run]]],
) -> Iterator[tuple[tuple[int, int], str]]:
    """Yield what stands in the cells of a record with something struck through."""
    text: str = ""
    runs: list[Run] = []
    if kind == xls.LABEL_SST:
        text, runs = texts.get(struct.unpack_from("<I", body, 6)[0], ("", []))
    for row, column, style in xls.styled_cells(body, kind):
        whole = style < len(styles) and styles[style]
        if runs or whole:
            yield (row, column), "".join(unstruck(text, runs, fonts, whole=whole))


def unstruck(
    text: str, runs: Sequence[Run], fonts: Collection[int], *, whole: bool
) -> Iterator[str]:
    """Yield the pieces of a text that are not struck through; the first may look as its cell."""
    begins = [(0, whole), *((at, font in fonts) for at, font in runs)]
    ends = [*(at for at, _ in begins[1:]), len(text)]
    for (at, struck), end in zip(begins, ends, strict=True):
        if not struck:
            yield text[at:end]
