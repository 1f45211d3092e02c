"""Files made to do harm are refused soon and in little memory; large ones of good will are read."""

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from effort import reference
from hostile import HOSTILE, change_part
from office import workbook
from reconcile.read import read_file

READER = Path(__file__).with_name("measured_reader.py")
pytestmark = pytest.mark.skipif(
    not Path("/proc/self/status").exists(), reason="only Linux tells the peak of memory"
)
SOON, MEGABYTES = 40, 300
"""The most CPU time, as a multiple of the reference (the dearest takes 10), and of memory."""


Measure = Callable[[Path], tuple[int, int]]


@pytest.fixture(scope="module")
def measure() -> Iterator[Measure]:
    """Read a file in a process of its own, and check that this took a bounded effort.

    It gives how many plans were read, and the peak of memory in megabytes.
    """
    call = [sys.executable, str(READER)]
    pipe = subprocess.PIPE
    with subprocess.Popen(call, encoding="utf-8", stdin=pipe, stdout=pipe) as reader:

        def measured(path: Path) -> tuple[int, int]:
            most = SOON * reference()
            assert reader.stdin
            assert reader.stdout
            reader.stdin.write(f"{most} {path}\n")
            reader.stdin.flush()
            told = json.loads(reader.stdout.readline())
            assert told is not None, "reading it was ended: it took too much, or died"
            read, spent, peak = told
            assert spent <= most, f"{spent / reference():.0f} times the reference"
            return int(read), int(peak)

        yield measured
        assert reader.stdin
        reader.stdin.close()


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_refused_soon_and_in_little_memory(
    tmp_path: Path, measure: Measure, name: str
) -> None:
    HOSTILE[name](tmp_path / name)
    read, peak = measure(tmp_path / name)
    assert (read, peak < MEGABYTES) == (0, True)


@pytest.mark.slow
def test_a_million_formatted_rows_cost_little(tmp_path: Path, measure: Measure) -> None:
    path = workbook(tmp_path / "a.xlsx", "| STT | Nhiệm vụ | Chủ trì |\n| 1 | Mở lớp | Phòng A |")
    row = b'<row r="%d" s="0" customFormat="1"><c r="A%d" s="0"/><c r="B%d" s="0"/></row>'
    rows = b"".join(row % (n, n, n) for n in range(3, 1_048_577))
    change_part(
        path,
        "xl/worksheets/sheet1.xml",
        lambda xml: xml.replace(b"</sheetData>", rows + b"</sheetData>"),
    )
    read, peak = measure(path)
    assert (read, peak < MEGABYTES) == (1, True)
    assert len(read_file(path).tables[0].rows) == 2


def test_a_whole_row_and_a_whole_column_merged_are_read(tmp_path: Path, measure: Measure) -> None:
    drawing = "| STT | Nhiệm vụ | Chủ trì |\n| I. Việc chung | | |\n| 1 | Mở lớp | Phòng A |"
    path = workbook(tmp_path / "a.xlsx", drawing)
    merged = b'<mergeCells><mergeCell ref="A2:XFD2"/><mergeCell ref="D3:D1048576"/></mergeCells>'
    end = b"</sheetData>"
    change_part(path, "xl/worksheets/sheet1.xml", lambda xml: xml.replace(end, end + merged))
    read, _ = measure(path)
    assert read == 1
    assert read_file(path).tables[0].rows[-1].group == ("I. Việc chung",)


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["xls", "ods"])
def test_two_cells_in_far_corners_of_an_old_workbook_are_refused(
    tmp_path: Path, measure: Measure, soffice: str, kind: str
) -> None:
    given = workbook(tmp_path / "a.xlsx", "| STT | Nhiệm vụ |", values={"IV65536": "x"})
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    call = [soffice, "--headless", profile, "--convert-to", kind, "--outdir", str(tmp_path)]
    subprocess.run([*call, str(given)], check=True, capture_output=True)
    read, peak = measure(tmp_path / f"a.{kind}")
    assert (read, peak < MEGABYTES) == (0, True)
