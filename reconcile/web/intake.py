"""What lies in the inputs, read beside the page as soon as it lies there."""

from pathlib import Path

from reconcile.run.page.files_now import FileNow, read_files
from reconcile.run.page.snapshot import files_mark
from reconcile.run.watch import Watch
from reconcile.web.background import Background

READING = "đọc tệp"


class Intake:
    """Reads input files that nobody has matched yet; any other work goes before."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.work = Background()
        self.files: tuple[FileNow, ...] = ()
        """What was read; empty until the first reading has come to its end."""
        self._mark = ""

    def wake(self) -> None:
        """Read the files where they lie otherwise than when they were read last."""
        mark = files_mark(self.folder)
        if mark != self._mark and self.work.start(READING, self._read):
            self._mark = mark

    def rest(self) -> None:
        """Let go of the reading, so that another work has the folder for itself."""
        self.work.stop()
        if self.work.wait().stopped:
            self._mark = ""

    def _read(self, watch: Watch) -> None:
        """Read every file."""
        self.files = ()
        self.files = read_files(self.folder, watch)
