"""What the bytes of outputs hang on beside the inputs: versions, told machine by machine."""

import platform
import zlib
from functools import cache
from importlib.metadata import PackageNotFoundError, version

from reconcile.store.cache import program_fingerprint

_LIBRARIES = (
    *("distributed", "docxtpl", "jinja2", "lxml", "msgspec", "numpy", "openpyxl", "python-docx"),
    *("python-calamine", "rapidfuzz"),
)
_SHORT = 12


@cache
def versions() -> dict[str, str]:
    """Return the versions of this machine by their names."""
    python = ".".join(platform.python_version_tuple()[:2])
    found = {"reconcile": program_fingerprint()[:_SHORT], "Python": python}
    return found | {"zlib": zlib.ZLIB_RUNTIME_VERSION} | {name: _of(name) for name in _LIBRARIES}


def what_differs(ours: dict[str, str], theirs: dict[str, str]) -> str:
    """Tell which versions differ; empty where none does."""
    names = [name for name in ours if ours[name] != theirs.get(name, "")]
    said = (f"{name} {theirs.get(name) or '–'} (máy này: {ours[name] or '–'})" for name in names)
    return ", ".join(said)


def _of(name: str) -> str:
    """Return the version of a library; empty where it is not there."""
    try:
        return version(name)
    except PackageNotFoundError:
        return ""
