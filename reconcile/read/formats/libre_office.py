"""LibreOffice, where it is installed: its start, what it may not do, and its end."""

import os
import shutil
import signal
import subprocess
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from zipfile import is_zipfile

from reconcile.office.limits import most

_NAMES = ("soffice", "libreoffice")
_USUAL = (
    "{ProgramFiles}/LibreOffice/program/soffice.exe",
    "{ProgramFiles(x86)}/LibreOffice/program/soffice.exe",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
)
"""Where LibreOffice lies on Windows and macOS, which do not put it on the path."""
_PROFILE = Path(__file__).with_name("office_profile.xcu")
_PATIENCE = most("conversion")
"""Seconds without another document, after which a conversion is given up."""
_PDF_END = b"%%EOF"
_AT_ONCE = 50
"""Documents that one start converts."""


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


def as_pdf(document: bytes, office: str) -> bytes:
    """Make the printed pages of a document; empty where they did not come out."""
    (made,) = _converted([document], office, ("pdf", "pdf"))
    return made


def converted(documents: Sequence[bytes], office: str) -> list[bytes]:
    """Convert documents to .docx, many in one go, for most of the time goes into the start.

    Returns:
        What became of each; empty for one that did not come out, and for those behind one that
        LibreOffice cannot bear: each of these may be tried by itself.

    """
    kind = ("docx:MS Word 2007 XML", "docx")
    return [each for some in _parts(documents) for each in _converted(some, office, kind)]


def _parts(documents: Sequence[bytes]) -> Iterator[Sequence[bytes]]:
    """Part documents into as many as one call names; Windows takes no longer ones."""
    for start in range(0, len(documents), _AT_ONCE):
        yield documents[start : start + _AT_ONCE]


def _converted(documents: Sequence[bytes], office: str, kind: tuple[str, str]) -> list[bytes]:
    """Convert copies of documents; the files themselves are never touched.

    ``kind`` is what LibreOffice calls the form wanted, and the ending of such files.

    A profile of its own keeps a LibreOffice that the user has open out of it, and forbids what a
    file may ask for: macros, linked objects, the network.
    """
    with TemporaryDirectory(prefix="reconcile-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        # LibreOffice goes by the content: this name does for .rtf and .odt as well.
        given = [folder / f"{number}.doc" for number in range(len(documents))]
        for path, data in zip(given, documents, strict=True):
            path.write_bytes(data)
        profile = folder / "profile" / "user"
        profile.mkdir(parents=True)
        shutil.copyfile(_PROFILE, profile / "registrymodifications.xcu")
        call = [
            office,
            "--headless",
            "--norestore",
            f"-env:UserInstallation={(folder / 'profile').as_uri()}",
            "--convert-to",
            kind[0],
            "--outdir",
            str(folder / "out"),
            *map(str, given),
        ]
        made = [folder / "out" / f"{path.stem}.{kind[1]}" for path in given]
        with suppress(OSError, subprocess.TimeoutExpired):
            _run(call, lambda: sum(path.exists() for path in made))
        return [_whole(path) for path in made]


def _whole(path: Path) -> bytes:
    """Read a document that was written to its end; empty where none was."""
    data = path.read_bytes() if path.is_file() else b""
    ended = data.rstrip().endswith(_PDF_END) if path.suffix == ".pdf" else is_zipfile(path)
    return data if data and ended else b""


def _run(call: Sequence[str], done: Callable[[], int]) -> None:
    """Run a program to its end; one that gets no further is ended with all that it started."""
    quiet = subprocess.DEVNULL
    own_group = os.name == "posix"
    with subprocess.Popen(  # noqa: S603  fixed words and paths of our own
        call, stdin=quiet, stdout=quiet, stderr=quiet, start_new_session=own_group
    ) as process:
        try:
            _wait(process, done)
        # Ctrl-C included: soffice only starts the program proper, which would stay behind.
        except BaseException:
            if own_group:
                os.killpg(process.pid, signal.SIGKILL)
            else:
                process.kill()
            raise


def _wait(process: subprocess.Popen[bytes], done: Callable[[], int]) -> None:
    """Wait for the end of a program as long as it gets further."""
    before = -1
    while (now := done()) > before:
        before = now
        with suppress(subprocess.TimeoutExpired):
            process.wait(_PATIENCE)
            return
    raise subprocess.TimeoutExpired(process.args, _PATIENCE)
