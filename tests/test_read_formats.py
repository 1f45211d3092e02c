"""Every format an office sends, and what is said of files that cannot be read."""

import subprocess
import unicodedata
from collections.abc import Callable
from pathlib import Path
from zipfile import ZipFile

import pytest

from office import workbook
from reconcile.errors import NoTaskTableError, PasswordError, ReconcileError, UnreadableFileError
from reconcile.model import Column, RowKind, Source
from reconcile.read import read_file

ROWS = (
    ("STT", "Nhiệm vụ", "Chủ trì", "Thời hạn"),
    ("1", "Mở lớp, tập huấn chữ ký số", "Phòng Văn hóa - Xã hội", "Quý I/2026"),
    ("2", "Họp thôn; lập tổ", "Trưởng thôn", "30/6/2026"),
)
PAGE = """<html><head><meta http-equiv=Content-Type content="text/html; charset={charset}"></head>
<body><p>UBND XÃ SUỐI MƠ<br>KẾ HOẠCH</p><table><tr><td rowspan=2>STT</td><td rowspan=2>Nhiệm vụ</td>
<td colspan=2>Cơ quan thực hiện</td></tr><tr><td>Chủ trì</td><td>Phối hợp</td></tr>
<tr><td colspan=4>I. Việc chung</td></tr>
<tr><td>1</td><td><p>Mở lớp</p><p>chữ ký số</p></td><td>Phòng A</td><td>C&#225;c th&#244;n</td></tr>
</table></body></html>"""


def texts(source: Source, column: Column = Column.TASK) -> list[str]:
    rows = (row for table in source.tables for row in table.rows)
    return [row.says(column) for row in rows if row.kind is RowKind.TASK]


def lines(delimiter: str) -> str:
    quoted = ((f'"{cell}"' if delimiter in cell else cell for cell in row) for row in ROWS)
    return "\r\n".join(delimiter.join(row) for row in quoted)


def cp1258(text: str) -> bytes:
    """Write text as Vietnamese Windows does: tone marks as letters of their own."""
    tones = "\u0300\u0301\u0303\u0309\u0323"
    apart = [unicodedata.normalize("NFD", char) for char in text]
    marked = (unicodedata.normalize("NFC", "".join(c for c in a if c not in tones)) for a in apart)
    tone = ("".join(c for c in a if c in tones) for a in apart)
    return "".join(map("".join, zip(marked, tone, strict=True))).encode("cp1258")


@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_separated_values_are_read_in_any_delimiter_and_encoding(
    tmp_path: Path, delimiter: str, encoding: str
) -> None:
    path = tmp_path / ("given.tsv" if delimiter == "\t" else "given.csv")
    path.write_bytes(lines(delimiter).encode(encoding))
    source = read_file(path)
    assert texts(source) == [row[1] for row in ROWS[1:]]
    assert [finding.code for finding in source.findings] == ["not-checkable"]


def test_a_csv_of_vietnamese_windows_is_read(tmp_path: Path) -> None:
    (tmp_path / "given.csv").write_bytes(cp1258(lines(";")))
    assert texts(read_file(tmp_path / "given.csv")) == [row[1] for row in ROWS[1:]]


@pytest.mark.parametrize(
    ("name", "charset"), [("a.htm", "utf-8"), ("b.xls", "utf-8"), ("c.doc", "utf-16")]
)
def test_a_page_is_read_whatever_its_name(tmp_path: Path, name: str, charset: str) -> None:
    (tmp_path / name).write_bytes(PAGE.format(charset=charset).encode(charset))
    source = read_file(tmp_path / name)
    assert texts(source) == ["Mở lớp\nchữ ký số"]
    assert texts(source, Column.SUPPORT) == ["Các thôn"]
    assert [row.group for row in source.tables[0].rows][-1] == ("I. Việc chung",)
    assert [line.text for line in source.lines] == ["UBND XÃ SUỐI MƠ", "KẾ HOẠCH"]


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["csv", "docx"])
def test_the_same_table_saved_in_another_format_gives_the_same_tasks(
    tmp_path: Path, soffice: str, kind: str
) -> None:
    """The formats that test_read_drawn.py does not send its tables through."""
    drawing = "\n".join("| " + " | ".join(row) + " |" for row in ROWS)
    given = workbook(tmp_path / "given.xlsx", drawing)
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    via = ["html", "docx"] if kind == "docx" else [kind]
    for step in via:
        filters = {
            "html": "html",
            "docx": "docx:MS Word 2007 XML",
            "csv": "csv:Text - txt - csv (StarCalc):44,34,76",
        }
        target = filters.get(step, step)
        more = ["--infilter=HTML (StarWriter)"] if step == "docx" else []
        call = [soffice, "--headless", profile, *more, "--convert-to", target]
        subprocess.run([*call, "--outdir", tmp_path, given], check=True, capture_output=True)
        given = tmp_path / f"given.{step}"
    assert texts(read_file(given)) == [row[1] for row in ROWS[1:]]


def _empty(path: Path) -> None:
    path.write_bytes(b"")


def _cut(path: Path) -> None:
    workbook(path, "| STT | Nhiệm vụ |")
    path.write_bytes(path.read_bytes()[:2000])


def _zip(path: Path) -> None:
    with ZipFile(path, "w") as archive:
        archive.writestr("anh.png", b"x")


def _ole(stream: str) -> Callable[[Path], None]:
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    return lambda path: _ignore(path.write_bytes(head + b"\0" * 500 + stream.encode("utf-16-le")))


def _bytes(data: bytes) -> Callable[[Path], None]:
    return lambda path: _ignore(path.write_bytes(data))


def _ignore(_: object) -> None:
    return None


UNREADABLE = {
    "an empty file": ("a.xlsx", _empty, "tệp rỗng"),
    "a workbook cut short": ("a.xlsx", _cut, "bị hỏng"),
    "a zip of pictures": ("a.xlsx", _zip, "bị hỏng"),
    "noise": ("a.xlsx", _bytes(b"\x01\x02\x03noise" * 99), "bị hỏng"),
    "a broken PDF": ("a.docx", _bytes(b"%PDF-1.7 ..."), "bị hỏng"),
    "a scan": ("a.xlsx", _bytes(b"\x89PNG\r\n"), "ảnh"),
    "a RAR archive": ("a.rar", _bytes(b"Rar!\x1a\x07"), ".rar"),
    "a 7z archive": ("a.7z", _bytes(b"7z\xbc\xaf\x27\x1c"), ".7z"),
    "a broken old workbook": ("a.xls", _ole("Workbook"), "bị hỏng"),
    "XML": ("a.xls", _bytes(b"<?xml version='1.0'?><Workbook/>"), "XML"),
}


@pytest.mark.parametrize(("name", "make", "said"), UNREADABLE.values(), ids=UNREADABLE)
def test_what_cannot_be_read_says_why_and_what_to_do(
    tmp_path: Path, name: str, make: Callable[[Path], None], said: str
) -> None:
    make(tmp_path / name)
    with pytest.raises(UnreadableFileError, match=said) as caught:
        read_file(tmp_path / name)
    assert caught.value.where is not None
    assert caught.value.where.file.split("/")[0] == name
    assert caught.value.fix


def test_a_password_is_named(tmp_path: Path) -> None:
    _ole("EncryptedPackage")(tmp_path / "a.xlsx")
    with pytest.raises(PasswordError, match="mật khẩu") as caught:
        read_file(tmp_path / "a.xlsx")
    assert caught.value.code == "password"


def test_a_file_that_is_not_there_is_no_traceback(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFileError, match="không mở được"):
        read_file(tmp_path / "a.xlsx")


def test_a_workbook_that_unpacks_to_too_much_is_refused(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", "| STT | Nhiệm vụ |")
    with ZipFile(path, "a", 8) as archive:
        archive.writestr("xl/media/trap.bin", b"\0" * 60_000_000)
    with pytest.raises(UnreadableFileError, match="quá lớn"):
        read_file(path)


def test_styles_that_openpyxl_refuses_are_read_by_the_other_reader(tmp_path: Path) -> None:
    drawing = "\n".join("| " + " | ".join(row) + " |" for row in ROWS)
    good = workbook(tmp_path / "good.xlsx", drawing)
    with ZipFile(good) as old, ZipFile(tmp_path / "odd.xlsx", "w") as new:
        for part in old.namelist():
            data = old.read(part)
            if part == "xl/styles.xml":
                data = (
                    data.replace(b"<fills", b"<fills odd='1'")
                    .replace(b"<patternFill", b"<strangeFill")
                    .replace(b"</patternFill", b"</strangeFill")
                )
            new.writestr(part, data)
    assert texts(read_file(tmp_path / "odd.xlsx")) == [row[1] for row in ROWS[1:]]


def test_a_message_without_a_table_names_sheets_headers_and_settings(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", "| TT | Tên tài sản | Năm | Giá |\n| 1 | Bàn | 2020 | 5 |")
    with pytest.raises(NoTaskTableError) as caught:
        read_file(path)
    error: ReconcileError = caught.value
    assert "“Phụ lục” (dòng 1: “TT”, “Tên tài sản”, “Năm”, “Giá”)" in error.problem
    assert '[files."a.xlsx"] trong reconcile.toml' in error.fix
    assert "[columns]" in error.fix


def test_tabs_and_line_breaks_in_the_cells_of_an_ods_part_words(tmp_path: Path) -> None:
    """LibreOffice writes them as elements of their own, ``<text:tab/>``."""
    rows = [
        ["STT", "Nhiệm vụ", "Chủ<text:line-break/>trì", "Thời<text:tab/>hạn"],
        ["1", "Sửa cầu<text:tab/>Bến Thử", "Phòng<text:tab></text:tab>Kinh tế", "30/6/2026"],
        [
            "2",
            "Họp thôn<text:line-break/>và lập tổ",
            "<text:span>Các<text:tab/>thôn</text:span>",
            "",
        ],
    ]
    cell = '<table:table-cell office:value-type="string">'
    cells = [
        "".join(f"{cell}<text:p>{text}</text:p></table:table-cell>" for text in row) for row in rows
    ]
    names = "".join(
        f' xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for name in ("office", "table", "text")
    )
    body = "".join(f"<table:table-row>{row}</table:table-row>" for row in cells)
    path = tmp_path / "a.ods"
    with ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
        archive.writestr("styles.xml", "<styles/>")
        archive.writestr(
            "content.xml",
            f"<office:document-content{names}><office:body><office:spreadsheet>"
            f'<table:table table:name="A">{body}</table:table>'
            "</office:spreadsheet></office:body></office:document-content>",
        )
    source = read_file(path)
    assert [" ".join(text.split()) for text in texts(source)] == [
        "Sửa cầu Bến Thử",
        "Họp thôn và lập tổ",
    ]
    assert [" ".join(t.split()) for t in texts(source, Column.LEAD)] == [
        "Phòng Kinh tế",
        "Các thôn",
    ]
