"""A zip that installs the program on Windows without a network: `make windows-kit`.

What is needed is resolved for Windows by uv, for each Python by itself; pip alone would resolve
it for the machine that it runs on, and leave out what only Windows needs. Every wheel's demands
are then held against the wheels that are there, as Windows will.
"""

import email
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

from packaging.requirements import Requirement
from packaging.tags import Tag, compatible_tags, cpython_tags
from packaging.utils import canonicalize_name, parse_wheel_filename
from packaging.version import Version

HOME = Path(__file__).resolve().parents[1]
PYTHONS = ("3.11", "3.12", "3.13", "3.14")
PLATFORM = "win_amd64"
BESIDE = (
    "Mo-reconcile.cmd",
    "tools/windows/Cai-dat.cmd",
    "tools/windows/DOC-TRUOC.txt",
)
"""What lies in the kit beside the wheels."""
OUT = HOME / "dist" / "reconcile-windows.zip"


@dataclass(frozen=True)
class Wheel:
    """A wheel as its name and its own words tell it."""

    name: str
    version: Version
    tags: frozenset[Tag]
    demands: tuple[Requirement, ...]


def main() -> int:
    """Make the kit; exit with 1 where a wheel demands one that is not there."""
    with TemporaryDirectory() as name:
        wheels = Path(name)
        _pip("wheel", "--no-deps", "--wheel-dir", name, str(HOME))
        for python in PYTHONS:
            _download(python, wheels)
        lacking = [f"{python}: {each}" for python in PYTHONS for each in unmet(wheels, python)]
        if lacking:
            print("\n".join(lacking))
            return 1
        _zip(wheels)
    print(f"{OUT} ({OUT.stat().st_size // 1_000_000} MB)")
    return 0


def unmet(folder: Path, python: str) -> tuple[str, ...]:
    """Name what wheels demand on Windows and do not find beside them.

    Args:
        folder: of the wheels; those for other systems or Pythons do not count.
        python: version of Python, such as ``3.11``.

    """
    wheels = {each.name: each for each in _fitting(folder, python)}
    if "reconcile" not in wheels:
        return ("reconcile",)
    found = (
        f"{wheel.name} needs {demand}"
        for wheel in wheels.values()
        for demand in wheel.demands
        if _counts(demand, python) and not _is_met(demand, wheels)
    )
    return tuple(sorted(found))


def _counts(demand: Requirement, python: str) -> bool:
    """Tell whether a wheel demands something on Windows, without any extra."""
    there = {
        "extra": "",
        "implementation_name": "cpython",
        "os_name": "nt",
        "platform_machine": "AMD64",
        "platform_python_implementation": "CPython",
        "platform_system": "Windows",
        "python_full_version": f"{python}.0",
        "python_version": python,
        "sys_platform": "win32",
    }
    return demand.marker is None or demand.marker.evaluate(there)


def _is_met(demand: Requirement, wheels: dict[str, Wheel]) -> bool:
    """Tell whether a wheel of that name and of a version that will do is there."""
    found = wheels.get(canonicalize_name(demand.name))
    return found is not None and demand.specifier.contains(found.version, prereleases=True)


def _fitting(folder: Path, python: str) -> Iterator[Wheel]:
    """Read the wheels that a Python on Windows takes."""
    major, minor = map(int, python.split("."))
    taken = {
        *cpython_tags((major, minor), platforms=[PLATFORM]),
        *compatible_tags((major, minor), interpreter=f"cp{major}{minor}", platforms=[PLATFORM]),
    }
    for path in sorted(folder.glob("*.whl")):
        name, version, _, tags = parse_wheel_filename(path.name)
        if tags & taken:
            yield Wheel(name, version, tags, tuple(_demands(path)))


def _demands(path: Path) -> Iterable[Requirement]:
    """Read what a wheel says that it needs."""
    with zipfile.ZipFile(path) as archive:
        said = next(n for n in archive.namelist() if n.endswith(".dist-info/METADATA"))
        words = email.message_from_bytes(archive.read(said))
    return [Requirement(each) for each in words.get_all("Requires-Dist", [])]


def _download(python: str, wheels: Path) -> None:
    """Fetch the wheels that one Python needs on Windows."""
    uv = shutil.which("uv")
    if uv is None:
        sys.exit("make windows-kit needs uv: pip install uv")
    needed = wheels / f"needed-{python}.txt"
    compiling = [uv, "pip", "compile", "pyproject.toml", "--constraint", "constraints.txt"]
    there = ["--python-platform", "windows", "--python-version", python]
    subprocess.run([*compiling, *there, "--quiet", "-o", str(needed)], cwd=HOME, check=True)
    only = ["--no-deps", "--only-binary=:all:", "--platform", PLATFORM, "--python-version", python]
    _pip("download", *only, "--requirement", str(needed), "--dest", str(wheels))
    needed.unlink()


def _pip(*words: str) -> None:
    """Call pip."""
    subprocess.run([sys.executable, "-m", "pip", "--quiet", *words], check=True)


def _zip(wheels: Path) -> None:
    """Put the wheels and what lies beside them into one file."""
    OUT.parent.mkdir(exist_ok=True)
    with zipfile.ZipFile(OUT, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in BESIDE:
            archive.write(HOME / name, Path(name).name)
        for path in sorted(wheels.glob("*.whl")):
            archive.write(path, f"wheels/{path.name}")
    digest = sha256(OUT.read_bytes()).hexdigest()
    # As sha256sum reads it back; how a kit is checked with it: docs/security.md.
    OUT.with_name(f"{OUT.name}.sha256").write_text(f"{digest}  {OUT.name}\n", "ascii")


if __name__ == "__main__":
    sys.exit(main())
