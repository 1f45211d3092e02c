"""The example's files of statuses: an export of a system, and a report in sentences."""

import re
import tomllib
from pathlib import Path
from typing import Any

import docx
from openpyxl import Workbook

from example.texts import HERE, upper_text

_TASK = re.compile(r"\{(\d+)\}")
_CUT = 78
"""Letters that the system keeps of a task."""


def status_files() -> tuple[str, ...]:
    """Return the names of the files."""
    said = _said()
    return said["export"]["file"], said["report"]["file"]


def write_status(folder: Path) -> None:
    """Write both files into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    said = _said()
    _export(said["export"], folder)
    document = docx.Document()
    for line in said["report"]["lines"]:
        document.add_paragraph(line)
    document.save(str(folder / said["report"]["file"]))


def _export(said: dict[str, Any], folder: Path) -> None:
    """Write the export of the system."""
    tasks = {entry.says("stt"): entry.says("task") for entry in upper_text().entries()}
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = said["sheet"]
    for line in said["lines"]:
        sheet.append(line)
    sheet.append([])
    sheet.append(said["columns"])
    for at, row in enumerate(said["rows"], start=1):
        cells = [_TASK.sub(lambda hit: f"{tasks[hit[1]][:_CUT]}...", cell) for cell in row]
        sheet.append([str(at), *cells])
    book.save(folder / said["file"])


def _said() -> dict[str, Any]:
    """Read the texts."""
    return tomllib.loads((HERE / "status.toml").read_text("utf-8"))
