"""The shipped example after a run, as the README runs it: run once in each process, then copied."""

import shutil
from pathlib import Path

from kept import kept
from reconcile.run.folder import run_folder
from reconcile.run.open_folder import Asked

HOME = Path(__file__).parents[1]


def laid_out(home: Path) -> Path:
    """Lay the example out in a folder."""
    shutil.copytree(HOME / "inputs", home / "inputs")
    shutil.copy(HOME / "reconcile.toml", home)
    return home


def after_a_run(home: Path) -> Path:
    """Fill a folder with the example and all that a run makes of it."""
    return kept(home, "the shipped example", lambda made: run_folder(laid_out(made), Asked()))
