"""The case files that take more than a drawing: each function draws one, its docstring says why."""

import re
import shutil
import subprocess
import zlib
from collections.abc import Callable, Mapping
from inspect import getdoc
from pathlib import Path
from tempfile import TemporaryDirectory
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from openpyxl import load_workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font

from office import document, draw, fill_table, put_paragraph, track, workbook
from reconcile.vocabulary.legacy import Encoding, decode
from reconcile.vocabulary.tables import table

Maker = Callable[[Path], None]
_HEAD = "| STT | Nhiệm vụ | Chủ trì | Thời hạn |\n"


def legacy(text: str, encoding: str) -> str:
    """Write a text in a legacy encoding, as a Latin-1 program would show it."""
    told = table("legacy")
    if encoding == Encoding.TCVN3:
        return text.translate(str.maketrans(told["tcvn3"]["to"], told["tcvn3"]["from"]))
    vni = told["vni"]
    letters = [*vni["bases"], *vni["bases"].upper()]
    written = [*vni["single"], *letters, *(a + b for a in letters for b in vni["marks"])]
    spelt = {decode(old, Encoding.VNI): old for old in written}
    return "".join(spelt.get(char, char) for char in text)


def convert(source: Path, file: Path) -> None:
    """Let LibreOffice save a file in another format where it is installed, and remove the first."""
    office = shutil.which("soffice")
    if office:
        with TemporaryDirectory() as profile:
            call = [office, "--headless", f"-env:UserInstallation={Path(profile).as_uri()}"]
            call += ["--convert-to", file.suffix[1:], "--outdir", str(file.parent), str(source)]
            subprocess.run(call, check=True, capture_output=True)
    source.unlink()


def _changed(path: Path, part: str, change: Callable[[bytes], bytes]) -> None:
    """Change one part of an Office file."""
    with ZipFile(path) as archive:
        parts = {info.filename: archive.read(info) for info in archive.infolist()}
    with ZipFile(path, "w", ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, change(data) if name == part else data)


def _dimension_lies(folder: Path) -> None:
    """The stored dimension of the sheet says that it has only A1."""
    path = folder / "given.xlsx"
    workbook(path, _HEAD + "| 1 | Lát lại đường làng Vông | Phòng Kinh tế | 30/6/2026 |")
    _changed(
        path,
        "xl/worksheets/sheet1.xml",
        lambda xml: re.sub(rb'<dimension ref="[^"]*"', b'<dimension ref="A1"', xml),
    )


def _dimension_vast(folder: Path) -> None:
    """The stored dimension claims the whole sheet."""
    path = folder / "given.xlsx"
    workbook(path, _HEAD + "| 1 | Kè bờ suối sau trạm y tế | Phòng Kinh tế | 31/5/2026 |")
    _changed(
        path,
        "xl/worksheets/sheet1.xml",
        lambda xml: re.sub(rb'<dimension ref="[^"]*"', b'<dimension ref="A1:XFD1048576"', xml),
    )


def _styles_refused(folder: Path) -> None:
    """Another office suite wrote styles that openpyxl refuses."""
    path = folder / "given.xlsx"
    workbook(path, _HEAD + "| 1 | Trồng lại hàng rào trường | Nhà trường | 30/6/2026 |")
    _changed(path, "xl/styles.xml", lambda xml: xml.replace(b"patternFill", b"strangeFill"))


def _word_tracked(folder: Path) -> None:
    """A draft with tracked insertions and deletions."""
    made = Document()
    inner = fill_table(
        made.add_table(2, 4), draw(_HEAD + "| 1 | x | Phòng Văn hóa - Xã hội | 2026 |")
    )
    put_paragraph(inner, 1, 1, track("Mở lớp xóa mù ", inserted="tin học", deleted="chữ"))
    made.save(str(folder / "given.docx"))


def _word_controls(folder: Path) -> None:
    """Texts stand in content controls, the title in a text box."""
    made = Document()
    box = (
        f"<w:p {nsdecls('w')} xmlns:v='urn:schemas-microsoft-com:vml'><w:r><w:pict><v:shape>"
        "<v:textbox><w:txbxContent><w:p><w:r><w:t>UBND XÃ ĐÁ TRẮNG</w:t></w:r></w:p>"
        "</w:txbxContent></v:textbox></v:shape></w:pict></w:r></w:p>"
    )
    made.element.body.insert(0, parse_xml(box))
    inner = fill_table(made.add_table(2, 4), draw(_HEAD + "| 1 | x | Văn phòng | 2026 |"))
    put_paragraph(
        inner,
        1,
        1,
        f"<w:p {nsdecls('w')}><w:sdt><w:sdtContent><w:r><w:t>Chụp ảnh hiện trạng cầu treo</w:t>"
        "</w:r></w:sdtContent></w:sdt></w:p>",
    )
    made.save(str(folder / "given.docx"))


def _word_numbers(folder: Path) -> None:
    """STT comes from automatic numbering: the cells themselves are empty."""
    made = Document()
    rows = "| x | Đắp nền sân thể thao | Phòng Kinh tế | Quý I/2026 |\n"
    rows += "| x | Căng lưới, kẻ sân | Đoàn Thanh niên | Quý II/2026 |"
    inner = fill_table(made.add_table(3, 4), draw(_HEAD + rows))
    for row in (1, 2):
        style = '<w:pPr><w:pStyle w:val="ListNumber"/></w:pPr>'
        put_paragraph(inner, row, 0, f"<w:p {nsdecls('w')}>{style}</w:p>")
    made.save(str(folder / "given.docx"))


def _page_of_word(folder: Path) -> None:
    """A page saved by Word: Western Windows with entities, a header of two levels."""
    text = """<html><head><meta http-equiv=Content-Type content="text/html; charset=windows-1252">
</head><body><p>UBND XÃ KHE BÙNG</p><table><tr><td rowspan=2>STT</td><td rowspan=2>Nội dung nhiệm vụ
</td><td colspan=2>Cơ quan thực hiện</td><td rowspan=2>Thời hạn</td></tr><tr><td>Chủ trì</td>
<td>Phối hợp</td></tr><tr><td colspan=5>I. Việc của quý I</td></tr><tr><td>1</td><td><p>Cân đo trẻ
dưới 5 tuổi</p></td><td>Trạm Y tế</td><td>Các thôn</td><td>31/3/2026</td></tr>
</table></body></html>"""
    (folder / "given.htm").write_bytes(text.encode("cp1252", "xmlcharrefreplace"))


def _page_named_xls(folder: Path) -> None:
    """A report of some system: a page named .xls."""
    rows = [row.strip("| ").split(" | ") for row in _HEAD.splitlines()]
    rows.append(["1", "Gắn biển di tích đình Hạ", "Phòng Văn hóa - Xã hội", "30/11/2026"])
    cells = "".join(f"<tr>{''.join(f'<td>{c}</td>' for c in row)}</tr>" for row in rows)
    text = f"<html><meta charset=utf-8><body><table>{cells}</table></body></html>"
    (folder / "given.xls").write_text(text, "utf-8")


def _password(folder: Path) -> None:
    """A workbook with a password."""
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
    (folder / "given.xlsx").write_bytes(head + "EncryptedPackage".encode("utf-16-le") + bytes(480))


class _Unmarked(ZipInfo):
    """An entry whose name is written as it is, without saying in which encoding."""

    raw = b""

    def _encodeFilenameFlags(self) -> tuple[bytes, int]:  # noqa: N802  zipfile calls it so
        return self.raw, self.flag_bits & ~0x800


def _zip_unmarked_names(folder: Path) -> None:
    """An archive of two communes; names in UTF-8 and in Vietnamese Windows, neither marked so."""
    rows = "STT;Nhiệm vụ;Chủ trì;Thời hạn\n1;Vá lưới chợ;Phòng Kinh tế;30/6/2026\n"
    drawing = _HEAD + "| 1 | Hàn cổng chợ | Phòng Kinh tế | 2026 |"
    book = workbook(folder / "b.xlsx", drawing)
    with ZipFile(folder / "given.zip", "w", ZIP_DEFLATED) as archive:
        for raw, data in (
            ("KH/Xã Khe Bùng.csv".encode(), rows.encode()),
            ("KH/Phươ\u0300ng Đông Ma\u0323.xlsx".encode("cp1258"), book.read_bytes()),
            (b"__MACOSX/KH/._a.csv", b"x"),
        ):
            info = _Unmarked(raw.decode("cp437"), (2026, 1, 5, 8, 0, 0))
            info.raw = raw
            archive.writestr(info, data)
    book.unlink()


def _pdf_many_pages(folder: Path) -> None:
    """A PDF whose one table goes over three pages."""
    rows = "".join(
        f"| {n} | Kiểm tra an toàn hồ chứa số {n}, ghi mực nước, sửa chữa cửa cống, dọn rác và cây "
        f"bụi quanh bờ, cắm biển cảnh báo ở những chỗ sâu | Phòng Kinh tế | Quý I/2026 |\n"
        for n in range(1, 31)
    )
    given = document(folder / "given.docx", "UBND XÃ ĐÁ TRẮNG", "KẾ HOẠCH", _HEAD + rows)
    made = Document(str(given))
    made.tables[0].style = "Table Grid"
    made.save(str(given))
    convert(given, folder / "given.pdf")


def _pdf_scan(folder: Path) -> None:
    """A scan: a picture of a page, without a letter."""
    picture = zlib.compress(bytes(range(256)) * 64)
    draw_it = b"q 500 0 0 700 50 50 cm /Im0 Do Q"
    parts = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        (
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
            b" /Resources << /XObject << /Im0 5 0 R >> >> >>"
        ),
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(draw_it), draw_it),
        b"<< /Type /XObject /Subtype /Image /Width 128 /Height 128 /ColorSpace /DeviceGray"
        b" /BitsPerComponent 8 /Filter /FlateDecode /Length %d >>\nstream\n%s\nendstream"
        % (len(picture), picture),
    ]
    out, places = b"%PDF-1.4\n", []
    for number, part in enumerate(parts, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, part)
    table_at = len(out)
    out += b"xref\n0 6\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % at for at in places)
    out += b"trailer << /Size 6 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % table_at
    (folder / "given.pdf").write_bytes(out)


def _xls_struck(folder: Path) -> None:
    """A workbook of the nineties with a task, and a word in another, struck through."""
    path = workbook(
        folder / "given.xlsx",
        _HEAD
        + "| 1 | Sơn lại cầu Bến Thử | Tổ Một | 30/6/2026 |\n"
        + "| 2 | Trồng tre ven sông | Tổ Hai | 31/7/2026 |\n"
        + "| 3 | Dựng cột cờ | Tổ Ba | 31/8/2026 |",
    )
    book = load_workbook(path)
    sheet = book.worksheets[0]
    for cell in sheet[3]:
        cell.font = Font(strike=True)
    struck = TextBlock(InlineFont(strike=True), "đình ")
    sheet["B4"] = CellRichText("Dựng cột cờ ở ", struck, TextBlock(InlineFont(b=True), "trường"))
    book.save(path)
    convert(path, folder / "given.xls")


def _table_with_noise(folder: Path) -> None:
    """A file cut off in the middle."""
    path = workbook(folder / "given.xlsx", _HEAD + "| 1 | Việc | Văn phòng | 2026 |")
    path.write_bytes(path.read_bytes()[:2500])


ODD: Mapping[str, Maker] = {
    "dimension-lies": _dimension_lies,
    "dimension-vast": _dimension_vast,
    "styles-refused": _styles_refused,
    "word-tracked-changes": _word_tracked,
    "word-controls-and-boxes": _word_controls,
    "word-automatic-numbers": _word_numbers,
    "page-saved-by-word": _page_of_word,
    "page-named-xls": _page_named_xls,
    "password": _password,
    "zip-unmarked-names": _zip_unmarked_names,
    "pdf-many-pages": _pdf_many_pages,
    "pdf-scan": _pdf_scan,
    "file-cut-off": _table_with_noise,
    "xls-struck": _xls_struck,
}
"""The cases by the names of their folders."""


def about(name: str) -> str:
    """Say what is odd in a case of this module."""
    return getdoc(ODD[name]) or ""
