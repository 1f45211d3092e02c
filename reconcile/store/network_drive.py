"""Whether a working folder lies on another machine, where SQLite's locks cannot be trusted."""

import ctypes
import os
import sys
from pathlib import Path

from reconcile.model import Finding, Where
from reconcile.store.database import NAME
from reconcile.vocabulary.findings import finding

_MOUNTS = Path("/proc/self/mountinfo")
_NETWORK = frozenset(
    {"cifs", "smb3", "smbfs", "nfs", "nfs4", "afs", "ceph", "glusterfs", "ncpfs", "davfs"}
)
"""Kinds of file systems of other machines, as Linux names them; those in user space have more."""
_IN_USER_SPACE = ("fuse.sshfs", "fuse.gvfs", "fuse.rclone", "fuse.glusterfs", "fuse.davfs")
_REMOTE = 4
"""DRIVE_REMOTE of GetDriveTypeW."""


def network_findings(folder: Path) -> tuple[Finding, ...]:
    """Say that a folder lies on a network drive, where it does."""
    kind = network_kind(folder)
    return (finding("network-drive", Where(NAME), kind=kind),) if kind else ()


def network_kind(folder: Path, mounts: Path = _MOUNTS) -> str:
    """Return what connects a folder with another machine; empty where it is this one's own.

    Args:
        folder: of which it is asked.
        mounts: what Linux tells of file systems.

    """
    place = folder.resolve()
    if sys.platform == "win32":
        return _windows_kind(place)
    return _kind_of_mount(place, mounts) if mounts.exists() else ""


def _windows_kind(place: Path) -> str:
    """Tell of a path of Windows: a share by its name, or under a letter."""
    if sys.platform == "win32":
        share = str(place).startswith("\\\\")
        remote = ctypes.windll.kernel32.GetDriveTypeW(place.anchor) == _REMOTE
        return "SMB" if share or remote else ""
    return ""


def _kind_of_mount(place: Path, mounts: Path) -> str:
    """Tell of a path of Linux, by the file system that is mounted nearest above it."""
    nearest, kind = "", ""
    for line in mounts.read_text("utf-8", "surrogateescape").splitlines():
        before, _, after = line.partition(" - ")
        # Blanks and the like stand in octal. Source: proc(5), mountinfo.
        point = before.split()[4].encode("utf-8", "surrogateescape").decode("unicode_escape")
        point = os.fsdecode(point.encode("latin-1"))
        if place.is_relative_to(point) and len(point) >= len(nearest):
            nearest, kind = point, after.split()[0]
    return kind if kind in _NETWORK or kind.startswith(_IN_USER_SPACE) else ""
