"""Old Word documents and PDFs: read through what is installed, else a clear word on what to do."""

import os
import socket
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from docx import Document

from office import document
from processes import is_running, until
from reconcile.errors import NoTaskTableError, PasswordError, UnreadableFileError
from reconcile.model import Column, Row, RowKind
from reconcile.read import read_file
from reconcile.read.formats import libre_office, open_bytes
from reconcile.run.open_folder import Asked, open_work
from reconcile.run.page.files_now import read_files
from reconcile.run.watch import Watch
from shared_cases import SHARED
from test_odd_names import folder

HEAD = "| STT | Nhiệm vụ | Chủ trì | Thời hạn |\n"
ROWS = (
    HEAD
    + "| I. Việc chung | < | < | < |\n"
    + "".join(
        f"| {n} | Kiểm tra, sửa chữa tuyến mương số {n} trước mùa mưa lũ, báo cáo kết quả "
        f"cho Phòng Kinh tế tổng hợp | Tổ thủy nông số {n} | Quý I/2026 |\n"
        for n in range(1, 41)
    )
)
MANIFEST = (
    '<m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"><m:file-entry'
    ' m:full-path="/" m:media-type="application/vnd.oasis.opendocument.text"/><m:file-entry'
    ' m:full-path="content.xml" m:media-type="text/xml"/></m:manifest>'
)
LOCKED = (
    '{"EncryptFile":{"type":"boolean","value":"true"},'
    '"DocumentOpenPassword":{"type":"string","value":"x"}}'
)


def given(folder: Path) -> Path:
    """A document with one long ruled table."""
    path = document(folder / "given.docx", "UBND XÃ SUỐI MƠ", "KẾ HOẠCH", ROWS, "Nơi nhận:")
    made = Document(str(path))
    made.tables[0].style = "Table Grid"
    made.save(str(path))
    return path


def saved_as(office: str, path: Path, *more: Path, kind: str) -> Path:
    """Let LibreOffice save files of a folder in another format beside them; give the first."""
    profile = f"-env:UserInstallation=file://{path.parent}/profile"
    call = [office, "--headless", profile, "--convert-to", kind]
    call += ["--outdir", str(path.parent), *map(str, (path, *more))]
    subprocess.run(call, check=True, capture_output=True)
    return path.with_suffix(f".{kind.split(':', maxsplit=1)[0]}")


def tasks(path: Path) -> list[Row]:
    tables = read_file(path).tables
    return [row for table in tables for row in table.rows if row.kind is RowKind.TASK]


def said(rows: list[Row]) -> list[tuple[str, ...]]:
    columns = (Column.STT, Column.TASK, Column.LEAD, Column.DEADLINE)
    return [(*(row.says(c).strip(".") for c in columns), *row.group) for row in rows]


PROSE = ("laocai_kh_sct_dean08_2026.docx", "luongminh_xa_kh_baucu_2025.htm")
ANNEXES = ("upper", "lower")


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory, soffice: str) -> Path:
    """A folder of documents, each printed into a PDF beside it by one start of LibreOffice."""
    home = tmp_path_factory.mktemp("in")
    given(home)
    if SHARED.is_dir():
        for name in PROSE:
            (home / name).write_bytes((SHARED / "files" / name).read_bytes())
        for side in ANNEXES:
            annex = SHARED / f"cases/quangngai-dantien/{side}.docx"
            (home / annex.name).write_bytes(annex.read_bytes())
    saved_as(soffice, *sorted(home.iterdir()), kind="pdf:writer_pdf_Export")
    return home


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["doc", "rtf", "odt"])
def test_the_same_document_in_another_format_gives_the_same_tasks(
    tmp_path: Path, soffice: str, kind: str
) -> None:
    path = given(tmp_path)
    other = saved_as(soffice, path, kind=kind)
    before = other.read_bytes()
    assert said(tasks(other)) == said(tasks(path))
    assert other.read_bytes() == before


@pytest.mark.slow
def test_the_same_document_printed_as_pdf_gives_the_same_tasks(printed: Path) -> None:
    path = printed / "given.pdf"
    before = path.read_bytes()
    assert said(tasks(path)) == said(tasks(printed / "given.docx"))
    assert path.read_bytes() == before


@pytest.mark.slow
def test_a_pdf_with_a_password_is_named(tmp_path: Path, soffice: str) -> None:
    locked = saved_as(soffice, given(tmp_path), kind=f"pdf:writer_pdf_Export:{LOCKED}")
    with pytest.raises(PasswordError):
        read_file(locked)


def test_without_libreoffice_the_message_says_how_to_save_as_docx(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "")
    monkeypatch.setattr(libre_office, "_USUAL", ())
    (tmp_path / "given.rtf").write_bytes(b"{\\rtf1 abc}")
    with pytest.raises(UnreadableFileError) as caught:
        read_file(tmp_path / "given.rtf")
    assert "LibreOffice" in caught.value.problem
    assert "Save As › Word Document (.docx)" in caught.value.fix


def test_a_conversion_that_gives_nothing_is_a_clear_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(libre_office, "_NAMES", ("true",))
    (tmp_path / "given.rtf").write_bytes(b"{\\rtf1 abc}")
    with pytest.raises(UnreadableFileError, match="không chuyển được"):
        read_file(tmp_path / "given.rtf")


def unreadable_for_a_run(home: Path) -> list[str]:
    with open_work(home, Asked(jobs=1)) as work:
        return [found.where.file for found in work.findings if found.code == "unreadable"]


def unreadable_on_the_page(home: Path) -> list[str]:
    """What the page tells of files as soon as they are dropped."""
    return [each.name for each in read_files(home, Watch()) if each.error]


@pytest.mark.parametrize("unreadable_in", [unreadable_for_a_run, unreadable_on_the_page])
@pytest.mark.skipif(os.name == "nt", reason="LibreOffice is stood for by a shell script")
def test_many_old_documents_are_converted_in_one_start_and_a_bad_one_spoils_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, unreadable_in: Callable[[Path], list[str]]
) -> None:
    office, starts = tmp_path / "office", tmp_path / "starts"
    # What holds the word “dead” ends the program, as a document may that LibreOffice cannot bear.
    office.write_text(
        f"""#!/bin/sh
echo start >> {starts}
while [ "$1" != --outdir ]; do shift; done
out=$2; shift 2; mkdir -p "$out"
for file; do
  grep -q dead "$file" && exit 1
  cp {given(tmp_path)} "$out/$(basename "$file" .doc).docx"
done
"""
    )
    office.chmod(0o755)
    monkeypatch.setattr(libre_office, "_NAMES", (str(office),))
    home = folder(tmp_path / "home", head="UBND XÃ NÀ SEN")
    for at in range(5):
        said = "dead" if at == 1 else "well"
        (home / f"inputs/lower/xa-{at}.rtf").write_text(f"{{\\rtf1 {said} {at}}}", "utf-8")
    for at in range(3):
        (home / f"inputs/upper/phu-luc-{at}.rtf").write_text(f"{{\\rtf1 well {at}}}", "utf-8")
    assert unreadable_in(home) == ["xa-1.rtf"]
    # Those above at once, those below at once; then by themselves the bad one and those behind it.
    assert starts.read_text().count("start") == 1 + 1 + 4


def test_a_doc_with_a_password_is_named(tmp_path: Path) -> None:
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
    main = b"\xec\xa5\xc1\x00" + bytes(7) + b"\x01" + bytes(500)
    (tmp_path / "given.doc").write_bytes(head + main + "WordDocument".encode("utf-16-le"))
    with pytest.raises(PasswordError):
        read_file(tmp_path / "given.doc")


def test_without_the_extra_a_pdf_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def absent(name: str) -> object:
        raise ModuleNotFoundError(name)

    monkeypatch.setattr(open_bytes, "import_module", absent)
    (tmp_path / "given.pdf").write_bytes(b"%PDF-1.7")
    with pytest.raises(UnreadableFileError, match="PDF") as caught:
        read_file(tmp_path / "given.pdf")
    assert 'pip install "reconcile[pdf]"' in caught.value.fix


@pytest.mark.slow
@pytest.mark.usefixtures("shared")
@pytest.mark.parametrize("name", [*PROSE, *(f"{side}.docx" for side in ANNEXES)])
def test_a_plan_in_prose_and_an_annex_printed_as_pdf_give_the_same_tasks(
    printed: Path, name: str
) -> None:
    path = printed / name
    plain, told = (said(tasks(each)) for each in (path, path.with_suffix(".pdf")))
    assert unspaced(told) == unspaced(plain)


def unspaced(rows: list[tuple[str, ...]]) -> list[list[str]]:
    """What tasks say without spaces, which a page may win or lose."""
    return [["".join(text.split()) for text in row] for row in rows]


@pytest.mark.skipif(os.name != "posix", reason="the stand-in is a shell script")
def test_a_conversion_that_never_ends_is_given_up_with_all_that_it_started(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    started = tmp_path / "started"
    office = tmp_path / "office"
    office.write_text(f"#!/bin/sh\nsleep 100000 &\necho $! > {started}\nwait\n", "utf-8")
    office.chmod(0o755)
    monkeypatch.setattr(libre_office, "_NAMES", (str(office),))
    monkeypatch.setattr(libre_office, "_PATIENCE", 0.5)
    (tmp_path / "given.rtf").write_bytes(b"{\\rtf1 abc}")
    with pytest.raises(UnreadableFileError, match="không chuyển được"):
        read_file(tmp_path / "given.rtf")
    child = int(started.read_text("utf-8"))
    until(lambda: not is_running(child), "what the conversion started goes on")


@pytest.mark.slow
def test_a_document_that_links_to_a_server_makes_no_call(tmp_path: Path) -> None:
    if libre_office.find_office() is None:
        pytest.skip("LibreOffice is not installed")
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.5)
        picture = f"http://127.0.0.1:{server.getsockname()[1]}/b.png"
        namespaces = (
            'xmlns:o="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
            ' xmlns:t="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
            ' xmlns:d="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"'
            ' xmlns:x="http://www.w3.org/1999/xlink"'
        )
        image = f'<d:image x:href="{picture}" x:type="simple" x:show="embed" x:actuate="onLoad"/>'
        text = f"<t:p>UBND XÃ BẾN THỬ<d:frame>{image}</d:frame></t:p>"
        body = f"<o:body><o:text>{text}</o:text></o:body>"
        content = f'<o:document-content {namespaces} o:version="1.2">{body}</o:document-content>'
        with zipfile.ZipFile(tmp_path / "a.odt", "w") as packed:
            packed.writestr("mimetype", "application/vnd.oasis.opendocument.text")
            packed.writestr("META-INF/manifest.xml", MANIFEST)
            packed.writestr("content.xml", content)
        with pytest.raises(NoTaskTableError):
            read_file(tmp_path / "a.odt")
        with pytest.raises(TimeoutError):
            server.accept()
