"""Files made to fill the memory or to stop a reader for good, each written by one function."""

import zlib
from collections.abc import Callable, Mapping
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

from docx import Document

from office import workbook

_SHEET = "xl/worksheets/sheet1.xml"
_DOCUMENT = "word/document.xml"
_TEXT = b'<c r="%s" t="inlineStr"><is><t>%s</t></is></c>'
_LAUGHS = b"".join(
    b'<!ENTITY a%d "%s">' % (n, b"&a%d;" % (n - 1) * 10 if n else b"ha" * 10) for n in range(10)
)
_ODS = (
    '<?xml version="1.0"?><office:document-content'
    ' xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
    ' xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
    ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body>'
    '<office:spreadsheet><table:table table:name="A">'
    '<table:table-row table:number-rows-repeated="200000"><table:table-cell'
    ' table:number-columns-repeated="500" office:value-type="string"><text:p>x</text:p>'
    "</table:table-cell></table:table-row></table:table></office:spreadsheet></office:body>"
    "</office:document-content>"
)


def change_part(path: Path, part: str, change: Callable[[bytes], bytes]) -> None:
    """Change one part of an Office file."""
    with ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    with ZipFile(path, "w", ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, change(data) if name == part else data)


def _book(path: Path, rows: bytes, *, before: bytes = b"") -> None:
    """Write a workbook with raw rows at the end of its sheet, and something at its beginning."""
    workbook(path, "| STT | Nhiệm vụ | Chủ trì | Thời hạn |\n| 1 | Mở lớp | Phòng A | 2026 |")
    end = b"</sheetData>"
    change_part(path, _SHEET, lambda xml: before + xml.replace(end, rows + end))


def _document(path: Path, blocks: bytes, *, before: bytes = b"") -> None:
    """Write a document with raw blocks at its end."""
    Document().save(str(path))

    def change(xml: bytes) -> bytes:
        head, mark, rest = xml.partition(b"<w:document")
        return head + before + mark + rest.replace(b"<w:sectPr", blocks + b"<w:sectPr")

    change_part(path, _DOCUMENT, change)


def _million_laughs(path: Path) -> None:
    _book(
        path,
        b'<row r="9">' + _TEXT % (b"A9", b"&a9;") + b"</row>",
        before=b"<!DOCTYPE x [" + _LAUGHS + b"]>",
    )


def _quadratic(path: Path) -> None:
    entity = b'<!DOCTYPE x [<!ENTITY a "' + b"x" * 60_000 + b'">]>'
    _book(path, b'<row r="9">' + _TEXT % (b"A9", b"&a;" * 60_000) + b"</row>", before=entity)


def _far_corner(path: Path) -> None:
    _book(path, b'<row r="1048576">' + _TEXT % (b"XFD1048576", b"x") + b"</row>")
    change_part(path, "xl/styles.xml", lambda xml: xml.replace(b"patternFill", b"strangeFill"))


def _vast_merges(path: Path) -> None:
    _book(path, b"")
    merges = b"".join(b'<mergeCell ref="A%d:XFD1048576"/>' % n for n in range(5, 3005))
    end = b"</sheetData>"
    more = b"%s<mergeCells>%s</mergeCells>" % (end, merges)
    change_part(path, _SHEET, lambda xml: xml.replace(end, more))


def _dense(path: Path) -> None:
    row = b"".join(b'<c r="%c%%d"><v>1</v></c>' % letter for letter in b"ABCDE")
    rows = (b'<row r="%d">%s</row>' % (n, row % ((n,) * 5)) for n in range(3, 200_000))
    _book(path, b"".join(rows))


def _one_endless_row(path: Path) -> None:
    _book(path, b'<row r="9">' + b'<c r="A9"><v>1</v></c>' * 3_000_000 + b"</row>")


def _many_strings(path: Path) -> None:
    _book(path, b"")
    with ZipFile(path, "a", ZIP_DEFLATED) as archive:
        archive.writestr("xl/sharedStrings.xml", b"<sst>" + b"<si><t>abc</t></si>" * 2_000_000)


def _bomb(path: Path) -> None:
    _book(path, b"")
    with ZipFile(path, "a", ZIP_DEFLATED) as archive:
        archive.writestr("xl/media/trap.bin", bytes(300_000_000))


def _long_document(path: Path) -> None:
    _document(path, b"<w:p><w:r><w:t>x</w:t></w:r></w:p>" * 1_200_000)


def _laughing_document(path: Path) -> None:
    text = b"<w:p><w:r><w:t>&a9;</w:t></w:r></w:p>"
    _document(path, text, before=b"<!DOCTYPE x [" + _LAUGHS + b"]>")


def _deep_document(path: Path) -> None:
    _document(path, b"<w:sdt>" * 100_000 + b"</w:sdt>" * 100_000)


def _repeated_cells(path: Path) -> None:
    with ZipFile(path, "w", ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", _ODS)


def _vast_page(path: Path) -> None:
    row = b"<tr>" + b"<td colspan=200 rowspan=5000>x</td>" * 50 + b"</tr>"
    path.write_bytes(b"<html><body><table>" + row * 50)


def _deep_page(path: Path) -> None:
    path.write_bytes(b"<html><body>" + b"<table><tr><td>" * 100_000)


def _page_of_tags(path: Path) -> None:
    path.write_bytes(b"<html><body>" + b"<b>x</b>" * 2_000_000)


def _long_csv(path: Path) -> None:
    path.write_bytes("STT;Nhiệm vụ;Chủ trì\n".encode() + b"1;abc;def\n" * 1_500_000)


def _wide_csv(path: Path) -> None:
    path.write_bytes("STT;Nhiệm vụ;Chủ trì\n".encode() + b";" * 15_000_000)


def _bomb_of_a_pdf(path: Path) -> None:
    packed = zlib.compress(bytes(250_000_000), 9)
    path.write_bytes(b"%%PDF-1.4\n1 0 obj\n<<>>\nstream\n%s\nendstream\nendobj\n" % packed)


def _archive_of_bombs(path: Path) -> None:
    inner = BytesIO()
    with ZipFile(inner, "w", ZIP_DEFLATED) as archive:
        archive.writestr("x.csv", bytes(120_000_000))
    with ZipFile(path, "w", ZIP_DEFLATED) as archive:
        for number in range(20):
            archive.writestr(f"{number}.zip", inner.getvalue())


HOSTILE: Mapping[str, Callable[[Path], None]] = {
    "million-laughs.xlsx": _million_laughs,
    "quadratic.xlsx": _quadratic,
    "far-corner.xlsx": _far_corner,
    "vast-merges.xlsx": _vast_merges,
    "dense.xlsx": _dense,
    "endless-row.xlsx": _one_endless_row,
    "strings.xlsx": _many_strings,
    "bomb.xlsx": _bomb,
    "long.docx": _long_document,
    "laughs.docx": _laughing_document,
    "deep.docx": _deep_document,
    "repeated.ods": _repeated_cells,
    "vast.htm": _vast_page,
    "deep.htm": _deep_page,
    "tags.htm": _page_of_tags,
    "long.csv": _long_csv,
    "wide.csv": _wide_csv,
    "bomb.pdf": _bomb_of_a_pdf,
    "bombs.zip": _archive_of_bombs,
}
