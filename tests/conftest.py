"""What tests share: real files drawn in the test, kept texts, and the cases beside the project."""

import gc
import os
import shutil
from collections.abc import Callable, Iterator
from inspect import getdoc
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest

from office import workbook
from shared_cases import NOT_BESIDE, SHARED
from soak_table import SoakTable

# Thousands of workbooks come and go: a twentieth of all tests' time went into looking for cycles.
gc.set_threshold(7_000, 10, 10)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="accept the texts of this run")


def pytest_configure(config: pytest.Config) -> None:
    """At the end of a soak, tell what was tried of each promise; only once where several work."""
    if "RECONCILE_SOAK" in os.environ and not hasattr(config, "workerinput"):
        config.pluginmanager.register(SoakTable(), "soak-table")


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Where only tests of one mark are asked for, load no file that has none of them."""
    mark = str(config.getoption("markexpr"))
    if mark not in ("slow", "soak") or not collection_path.name.startswith("test_"):
        return None
    return f"mark.{mark}" not in collection_path.read_text("utf-8") or None


def pytest_collection_finish() -> None:
    """Leave out of every later search for cycles what stays to the end: modules and tests."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session", autouse=True)
def _no_waiting_for_the_disk() -> Iterator[None]:
    """Spare the tests what only a power failure needs; processes of their own do wait."""
    with patch.object(os, "fsync", lambda _: None):
        yield


@pytest.fixture
def shared() -> Path:
    """The folder of real cases and files beside the project; without it the test is skipped."""
    if not SHARED.is_dir():
        pytest.skip(NOT_BESIDE)
    return SHARED


@pytest.fixture(scope="session")
def soffice() -> str:
    """LibreOffice; without it the test is skipped, unless RECONCILE_REQUIRE asks for it."""
    found = shutil.which("soffice")
    if found is None and os.environ.get("RECONCILE_REQUIRE"):
        pytest.fail("LibreOffice is required here and is not installed")
    if found is None:
        pytest.skip("LibreOffice is not installed")
    return found


@pytest.fixture
def book(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A real .xlsx, its sheet drawn as a | table | in the test's docstring."""
    return workbook(tmp_path / "given.xlsx", getdoc(request.function) or "")


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """Compare text with tests/golden/NAME.txt; keep the other text beside it."""

    def compare(name: str, actual: str) -> None:
        kept = Path(__file__).parent / "golden" / f"{name}.txt"
        if request.config.getoption("--update-golden"):
            kept.parent.mkdir(exist_ok=True)
            kept.write_text(actual, "utf-8")
        expected = kept.read_text("utf-8") if kept.exists() else ""
        if actual != expected:
            kept.with_suffix(".actual.txt").write_text(actual, "utf-8")
        assert actual == expected, f"see {kept.name}; accept it with --update-golden"

    return compare


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    """A real browser; without one the test is skipped."""
    # Few tests alone need what the page is made of.
    from browsers import browser_of_this_machine  # noqa: PLC0415

    yield from browser_of_this_machine()
