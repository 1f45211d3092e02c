"""The data files of the vocabulary, read once each."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def table(name: str) -> dict[str, Any]:
    """Read a data file of the vocabulary, e.g. ``agencies`` for ``agencies.toml``."""
    raw = files("reconcile.vocabulary").joinpath(f"{name}.toml").read_text("utf-8")
    return tomllib.loads(raw)
