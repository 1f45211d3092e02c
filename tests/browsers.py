"""A real browser before the local page of a folder that has been read."""

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from pages import serve_until_closed
from reconcile.web.serve import Serving, listen
from reconcile.web.site import Site

CHROMIUM = "/usr/bin/chromium"


def browser_of_this_machine() -> Iterator[Any]:
    """Start Chromium; without it, or without what drives it, tests skip."""
    driver = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    if not Path(CHROMIUM).exists():
        if "chromium" in os.environ.get("RECONCILE_REQUIRE", ""):
            pytest.fail("Chromium is required here and is not installed")
        pytest.skip("Chromium is not installed")
    with driver.sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield opened
        opened.close()


@contextmanager
def served(home: Path) -> Iterator[tuple[Site, str]]:
    """Serve the page of a folder; gives what it stands on, and its address."""
    there = listen(home, Serving(port=0, opens_browser=False))
    threading.Thread(target=serve_until_closed, args=(there.server,), daemon=True).start()
    yield there.site, there.address.rstrip("/")
    there.server.close()
