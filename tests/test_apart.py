"""No network, no home, another language, clock and umask, a strange path: the same outputs."""

import os
import re
import shutil
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

import pytest

from apart_work import commands
from crash_points import plans
from effort import HANGS

WORKER = Path(__file__).with_name("apart_work.py")
SOAK = "RECONCILE_SOAK" in os.environ
STRANGE = "Kế hoạch số 186 của Ủy ban nhân dân tỉnh Hà Sơn " * 4
BARE = {"LANG": "C", "TZ": "Pacific/Kiritimati", "PATH": os.environ.get("PATH", "")}
TABLE = r"\trowd\cellx500\cellx5000\cellx7000\cellx9000 %s\row"
ROWS = (
    ("STT", "Nhi\\u7879?m v\\u7909?", "Th\\u7901?i h\\u7841?n", "Ch\\u7911? tr\\u236?"),
    ("1", "S\\u7889? h\\u243?a h\\u7891? s\\u417? h\\u7897? t\\u7883?ch", "10/12/2026", "Phong A"),
)

pytestmark = [
    pytest.mark.slow,
    pytest.mark.soak,
    pytest.mark.skipif(sys.platform != "linux", reason="only Linux takes the network away so"),
]


def refused(*call: str) -> str:
    """Say why a program may not do its work here; empty where it may."""
    if shutil.which(call[0]) is None:
        return f"{call[0]} is not installed"
    done = subprocess.run([*call, "true"], capture_output=True, encoding="utf-8", check=False)
    return done.stderr.strip() if done.returncode else ""


def made(folder: Path) -> dict[str, str]:
    """Return the hashes of all outputs by their paths."""
    files = (path for path in (folder / "outputs").rglob("*") if path.is_file())
    return {
        path.relative_to(folder).as_posix(): sha256(path.read_bytes()).hexdigest() for path in files
    }


def given(folder: Path) -> Path:
    """Lay out a folder; in the soak with a document that LibreOffice converts."""
    plans(folder)
    if SOAK:
        rows = (" ".join(f"{cell}\\cell" for cell in row) for row in ROWS)
        text = "UBND X\\u195? T\\u194?N S\\u416?N\\par " + " ".join(TABLE % row for row in rows)
        (folder / "inputs/lower/tan-son.rtf").write_text(f"{{\\rtf1\\ansi {text}}}", "ascii")
    return folder


def beyond_this_machine(trace: str) -> list[str]:
    """List the calls that speak to anything but programs of this machine."""
    spoken = re.findall(r"(?:connect|sendto|sendmsg)\(.*?sa_family=(AF_\w+)(.*)", trace)
    near = re.compile(r"127\.0\.0\.1|::1")
    return [
        f"{family}{rest}"
        for family, rest in spoken
        if family not in ("AF_UNIX", "AF_NETLINK") and not near.search(rest)
    ]


def test_without_network_and_home_from_anywhere_everything_gives_the_same(tmp_path: Path) -> None:
    if why := refused("unshare", "-rn"):
        pytest.skip(f"the network cannot be taken away: {why}")
    usual = given(tmp_path / "a")
    apart = Path(shutil.copytree(usual, tmp_path / STRANGE.strip()))
    codes = commands(usual, "1")
    trace = tmp_path / "trace"
    watch = ["strace", "-f", "--seccomp-bpf", "-e", "trace=connect,sendto,sendmsg"]
    watch += ["-o", str(trace)]
    call = ["unshare", "-rn", *([] if refused(*watch) else watch)]
    done = subprocess.run(
        [*call, sys.executable, str(WORKER), str(apart)],
        capture_output=True,
        encoding="utf-8",
        timeout=HANGS,
        check=True,
        env=BARE | {"PYTHONPATH": str(WORKER.parents[1])},
    )
    assert done.stdout == f"{ {**codes, 'page': 200} }\n"
    assert made(apart) == made(usual)
    modes = {path.stat().st_mode & 0o077 for path in (apart / "outputs").rglob("*")}
    assert modes == {0}
    assert len(str(apart)) > 200
    if trace.exists():
        assert beyond_this_machine(trace.read_text("utf-8", "replace")) == []
