"""Old and foreign word documents (.doc, .rtf, .odt): through LibreOffice where it is installed."""

import os
import shutil
import signal
import subprocess
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from reconcile.errors import UnreadableFileError
from reconcile.model import Where
from reconcile.read.formats import word
from reconcile.read.grid import Opened

REFUSALS = word.REFUSALS
"""What reading the converted document may raise."""
_NAMES = ("soffice", "libreoffice")
_USUAL = (
    "{ProgramFiles}/LibreOffice/program/soffice.exe",
    "{ProgramFiles(x86)}/LibreOffice/program/soffice.exe",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
)
"""Where LibreOffice lies on Windows and macOS, which do not put it on the path."""
_PROFILE = Path(__file__).with_name("office_profile.xcu")
_PATIENCE = 60
"""Seconds after which a conversion is given up."""


def open_file(data: bytes, file: str) -> Opened:
    """Convert a document in a folder of its own, and read what comes out.

    Raises:
        UnreadableFileError: LibreOffice is not there, or cannot convert it.
        one of ``REFUSALS``: what came out cannot be read.

    """
    where = Where(file)
    office = find_office()
    if office is None:
        raise UnreadableFileError(
            "văn bản này (.doc, .rtf, .odt) chỉ đọc được khi máy có LibreOffice",
            where=where,
            fix="mở bằng Word, chọn Save As › Word Document (.docx) rồi dùng tệp .docx đó;"
            " hoặc cài LibreOffice rồi chạy lại",
        )
    return word.open_file(_converted(data, office, where), file)


def find_office() -> str | None:
    """Return the path of LibreOffice's program; None where it is not installed."""
    found = next((path for name in _NAMES if (path := shutil.which(name))), None)
    if found:
        return found
    usual = (_expanded(path) for path in _USUAL)
    return next((path for path in usual if path and Path(path).is_file()), None)


def _expanded(path: str) -> str:
    """Put the system's folder into a path; empty where the system has no such folder."""
    if not path.startswith("{"):
        return path
    name, _, rest = path[1:].partition("}")
    return f"{os.environ[name]}{rest}" if name in os.environ else ""


def _converted(data: bytes, office: str, where: Where) -> bytes:
    """Convert a copy of a document to .docx; the file itself is never touched.

    A profile of its own keeps a LibreOffice that the user has open out of it, and forbids what a
    file may ask for: macros, linked objects, the network.
    """
    with TemporaryDirectory(prefix="reconcile-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        # LibreOffice goes by the content: this name does for .rtf and .odt as well.
        given, out = folder / "given.doc", folder / "out"
        given.write_bytes(data)
        profile = folder / "profile" / "user"
        profile.mkdir(parents=True)
        shutil.copyfile(_PROFILE, profile / "registrymodifications.xcu")
        call = [
            office,
            "--headless",
            "--norestore",
            f"-env:UserInstallation={(folder / 'profile').as_uri()}",
            "--convert-to",
            "docx:MS Word 2007 XML",
            "--outdir",
            str(out),
            str(given),
        ]
        try:
            _run(call)
            return (out / "given.docx").read_bytes()
        except (OSError, subprocess.TimeoutExpired) as error:
            raise UnreadableFileError(
                "LibreOffice không chuyển được văn bản này sang .docx",
                where=where,
                fix="mở bằng Word, kiểm tra nội dung rồi chọn Save As › Word Document (.docx)",
            ) from error


def _run(call: Sequence[str]) -> None:
    """Run a program to its end; one that takes too long is ended with all that it started."""
    quiet = subprocess.DEVNULL
    own_group = os.name == "posix"
    with subprocess.Popen(  # noqa: S603  fixed words and paths of our own
        call, stdin=quiet, stdout=quiet, stderr=quiet, start_new_session=own_group
    ) as process:
        try:
            process.wait(_PATIENCE)
        # Ctrl-C included: soffice only starts the program proper, which would stay behind.
        except BaseException:
            if own_group:
                os.killpg(process.pid, signal.SIGKILL)
            else:
                process.kill()
            raise
