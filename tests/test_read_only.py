"""A working folder that can only be read, as on a disc or in an archive: told, nothing lost."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from crash_points import plans
from effort import HANGS
from reconcile.errors import OutputError
from typed import Done, reconcile_apart

SOAK = "RECONCILE_SOAK" in os.environ
ONLY_READ = 'mount --bind "$0" "$0" && mount -o remount,ro,bind "$0" "$0" || exit 99; exec "$@"'
"""A folder looks so only for the process that asked for it, and for its children."""


def typed_where_nothing_can_be_written(folder: Path, *words: str | Path) -> Done:
    """Run a command while the folder can only be read."""
    unshare = shutil.which("unshare") or pytest.skip("unshare is not installed")
    call = [sys.executable, "-m", "reconcile", *map(str, words)]
    done = subprocess.run(
        [unshare, "-rm", "sh", "-c", ONLY_READ, str(folder), *call],
        capture_output=True,
        encoding="utf-8",
        timeout=HANGS,
        check=False,
    )
    if done.returncode == 99 or "unshare" in done.stderr:
        pytest.skip(f"no folder can be made read-only here: {done.stderr.strip()}")
    return done


def all_bytes(folder: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


pytestmark = [pytest.mark.slow, pytest.mark.soak]


def test_a_folder_that_can_only_be_read_is_named_so_and_stays_as_it_is(tmp_path: Path) -> None:
    folder = plans(tmp_path / "a")
    assert reconcile_apart("run", folder).returncode == 0
    before = all_bytes(folder)
    for word in ("run", "report") if SOAK else ("run",):
        done = typed_where_nothing_can_be_written(folder, word, folder)
        assert done.returncode == OutputError.exit_code, (word, done.stderr)
        assert "thư mục làm việc chỉ cho đọc" in done.stderr, (word, done.stderr)
        assert "→ chép cả thư mục sang ổ đĩa ghi được" in done.stderr
        assert "rebuild" not in done.stderr
    # What only reads works as ever.
    check = typed_where_nothing_can_be_written(folder, "check", folder)
    assert (check.returncode, check.stdout) == (0, reconcile_apart("check", folder).stdout)
    assert all_bytes(folder) == before
