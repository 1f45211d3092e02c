"""A working folder on another machine is told, for SQLite's locks cannot be trusted there."""

import sys
from pathlib import Path

import pytest

from reconcile.run.checking.store import check_store
from reconcile.store import network_drive
from reconcile.store.network_drive import network_kind

MOUNTS = """\
22 1 252:1 / / rw,relatime - ext4 /dev/vda1 rw
40 22 0:50 / /mnt/may\\040chu rw,relatime shared:1 - cifs //may-chu/ke-hoach rw,vers=3.0
41 22 0:51 / /mnt/may\\040chu/noi-bo rw - xfs /dev/vdb rw
42 22 0:52 / /home/a/.gvfs rw - fuse.gvfsd-fuse gvfsd-fuse rw
43 22 0:53 / /mnt/k\\303\\252-hoach rw - nfs4 10.0.0.2:/k rw
"""

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows tells of its own drives")


@pytest.fixture
def mounts(tmp_path: Path) -> Path:
    path = tmp_path / "mountinfo"
    path.write_text(MOUNTS, "ascii")
    return path


@pytest.mark.parametrize(
    ("folder", "kind"),
    [
        ("/home/a/cong-viec", ""),
        ("/mnt/may chu/xa", "cifs"),
        ("/mnt/may chu/noi-bo/xa", ""),
        ("/mnt/may", ""),
        ("/home/a/.gvfs/xa", "fuse.gvfsd-fuse"),
        ("/mnt/kê-hoach/2026", "nfs4"),
    ],
)
def test_the_nearest_mount_tells_whether_a_folder_is_this_machines(
    mounts: Path, folder: str, kind: str
) -> None:
    assert network_kind(Path(folder), mounts) == kind


def test_a_folder_on_a_share_is_told_with_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "reconcile.toml").touch()
    assert check_store(tmp_path).findings == ()
    monkeypatch.setattr(network_drive, "network_kind", lambda _: "cifs")
    (told,) = check_store(tmp_path).findings
    assert (told.code, told.where.file) == ("network-drive", "reconcile.db")
    assert "(cifs)" in told.message
