"""Files made to do harm are refused soon and in little memory; large ones of good will are read."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from hostile import HOSTILE, change_part
from office import workbook
from reconcile.read import read_file

STATUS = Path("/proc/self/status")
pytestmark = pytest.mark.skipif(not STATUS.exists(), reason="only Linux tells the peak of memory")
SECONDS, MEGABYTES = 2.0, 300
MEASURED = """
import json, re, sys, time
from pathlib import Path
from reconcile.errors import ReconcileError
from reconcile.read import members_of, read_member
start = time.perf_counter()
path = Path(sys.argv[1])
reads = [read_member(each, {}, {}) for each in members_of(path.read_bytes(), path.name)]
spent = time.perf_counter() - start
refused = [read.problem for read in reads if isinstance(read, ReconcileError)]
peak = int(re.search(r"VmHWM:\\s*(\\d+)", Path("/proc/self/status").read_text())[1]) // 1024
print(json.dumps([len(reads) - len(refused), spent, peak, refused[:1]]))
"""


def measure(path: Path) -> tuple[int, float, int]:
    """Read a file in a process of its own: how many were read, seconds, peak megabytes."""
    done = subprocess.run(
        [sys.executable, "-c", MEASURED, str(path)], check=True, capture_output=True, timeout=60
    )
    read, spent, peak, _ = json.loads(done.stdout)
    return int(read), float(spent), int(peak)


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_refused_soon_and_in_little_memory(tmp_path: Path, name: str) -> None:
    HOSTILE[name](tmp_path / name)
    read, spent, peak = measure(tmp_path / name)
    assert read == 0
    assert spent < SECONDS
    assert peak < MEGABYTES


def test_a_million_formatted_rows_cost_little(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", "| STT | Nhiệm vụ | Chủ trì |\n| 1 | Mở lớp | Phòng A |")
    row = b'<row r="%d" s="0" customFormat="1"><c r="A%d" s="0"/><c r="B%d" s="0"/></row>'
    rows = b"".join(row % (n, n, n) for n in range(3, 1_048_577))
    change_part(
        path,
        "xl/worksheets/sheet1.xml",
        lambda xml: xml.replace(b"</sheetData>", rows + b"</sheetData>"),
    )
    read, spent, peak = measure(path)
    assert read == 1
    assert spent < 5
    assert peak < MEGABYTES
    assert len(read_file(path).tables[0].rows) == 2


def test_a_whole_row_and_a_whole_column_merged_are_read(tmp_path: Path) -> None:
    drawing = "| STT | Nhiệm vụ | Chủ trì |\n| I. Việc chung | | |\n| 1 | Mở lớp | Phòng A |"
    path = workbook(tmp_path / "a.xlsx", drawing)
    merged = b'<mergeCells><mergeCell ref="A2:XFD2"/><mergeCell ref="D3:D1048576"/></mergeCells>'
    end = b"</sheetData>"
    change_part(path, "xl/worksheets/sheet1.xml", lambda xml: xml.replace(end, end + merged))
    read, spent, _ = measure(path)
    assert (read, spent < SECONDS) == (1, True)
    assert read_file(path).tables[0].rows[-1].group == ("I. Việc chung",)


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["xls", "ods"])
def test_two_cells_in_far_corners_of_an_old_workbook_are_refused(
    tmp_path: Path, soffice: str, kind: str
) -> None:
    given = workbook(tmp_path / "a.xlsx", "| STT | Nhiệm vụ |", values={"IV65536": "x"})
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    call = [soffice, "--headless", profile, "--convert-to", kind, "--outdir", str(tmp_path)]
    subprocess.run([*call, str(given)], check=True, capture_output=True)
    read, spent, peak = measure(tmp_path / f"a.{kind}")
    assert (read, spent < SECONDS, peak < MEGABYTES) == (0, True, True)
