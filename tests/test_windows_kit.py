"""What starts the page on Windows, and the kit that installs it there without a network."""

import zipfile
from pathlib import Path

import pytest

import windows_kit

HOME = Path(__file__).parents[1]
SCRIPTS = ("Mo-reconcile.cmd", "tools/windows/Cai-dat.cmd")


def wheel(folder: Path, name: str, *needs: str, tags: str = "py3-none-any") -> None:
    """Lay a wheel that says what it needs."""
    stem = f"{name}-1.0"
    said = "".join(f"Requires-Dist: {each}\n" for each in needs)
    with zipfile.ZipFile(folder / f"{stem}-{tags}.whl", "w") as archive:
        archive.writestr(f"{stem}.dist-info/METADATA", f"Name: {name}\nVersion: 1.0\n{said}")


@pytest.mark.parametrize("name", SCRIPTS)
def test_scripts_are_ascii_with_the_line_ends_of_windows(name: str) -> None:
    data = (HOME / name).read_bytes()
    assert data.isascii()
    assert data.count(b"\r\n") == data.count(b"\n")


@pytest.mark.parametrize("name", SCRIPTS)
def test_scripts_work_from_folders_with_spaces_and_marks(name: str) -> None:
    lines = (HOME / name).read_text("ascii").splitlines()
    assert 'set "HERE=%~dp0"' in lines
    for line in lines:
        # A path with a space in it would be two words outside quotes.
        outside = "".join(line.split('"')[::2])
        assert not any(path in outside for path in ("%HERE%", "%PY%", "%WORK%", "%VENV%")), line


def test_what_is_needed_on_windows_alone_is_missed_where_it_is_not_there(tmp_path: Path) -> None:
    wheel(tmp_path, "reconcile", "click>=1", 'uvloop; sys_platform != "win32"')
    wheel(tmp_path, "click", 'colorama; platform_system == "Windows"', 'x; extra == "more"')
    assert windows_kit.unmet(tmp_path, "3.12") == (
        'click needs colorama; platform_system == "Windows"',
    )
    wheel(tmp_path, "colorama")
    assert windows_kit.unmet(tmp_path, "3.12") == ()


def test_a_wheel_of_another_system_or_python_does_not_count(tmp_path: Path) -> None:
    wheel(tmp_path, "reconcile", "lxml")
    wheel(tmp_path, "lxml", tags="cp311-cp311-win_amd64")
    assert windows_kit.unmet(tmp_path, "3.11") == ()
    assert windows_kit.unmet(tmp_path, "3.14") == ("reconcile needs lxml",)
    wheel(tmp_path, "lxml", tags="cp314-cp314-manylinux_2_17_x86_64")
    assert windows_kit.unmet(tmp_path, "3.14") == ("reconcile needs lxml",)


def test_the_leaflet_says_that_python_is_not_in_the_kit() -> None:
    said = (HOME / "tools/windows/DOC-TRUOC.txt").read_text("utf-8-sig")
    assert "KHÔNG có Python" in said
    assert "python.org" in said
    assert {Path(name).name for name in windows_kit.BESIDE} >= {"DOC-TRUOC.txt"}
