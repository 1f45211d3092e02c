"""The tables of docs/security.md that come from the program itself: `make security`.

They are the limits (reconcile/office/limits.toml), and the packages that a user's machine needs.
"""

import re
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import PackageMetadata, PackageNotFoundError, metadata, requires
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from reconcile.office.limits import Limit, limits

HOME = Path(__file__).resolve().parents[1]
PAGE = HOME / "docs/security.md"
_MARKS = "<!-- {name} -->\n"
_END = "<!-- hết -->"
_PIN = re.compile(r"^([\w.-]+)==(\S+)", re.MULTILINE)


def filled(page: str) -> str:
    """Return the page with its tables as they are now."""
    for name, lines in (("giới hạn", limit_lines()), ("thư viện", package_lines())):
        start, rest = page.split(_MARKS.format(name=name))
        _, end, after = rest.partition(_END)
        table = "\n".join(lines)
        page = f"{start}{_MARKS.format(name=name)}{table}\n{end}{after}"
    return page


def limit_lines() -> Iterator[str]:
    """Yield the table of limits."""
    yield "| Giới hạn | Nhiều nhất | Thường gặp | Khi vượt |"
    yield "|---|---|---|---|"
    for limit in limits().values():
        yield f"| {limit.about} | {shown(limit)} | {limit.usual} | {limit.then} |"


def shown(limit: Limit) -> str:
    """Write a limit as Vietnamese text does."""
    if limit.unit == "byte":
        return f"{limit.value // 1_000_000:,} MB".replace(",", ".")
    count = f"{limit.value:,}".replace(",", ".")
    return f"{count} giây" if limit.unit == "second" else count


def package_lines() -> Iterator[str]:
    """Yield the table of packages."""
    pinned, purposes = pins(), tomllib.loads(_read("tools/packages.toml"))["purpose"]
    yield "| Thư viện | Phiên bản | Giấy phép | Dùng để |"
    yield "|---|---|---|---|"
    for name in needed():
        yield f"| {name} | {pinned[name]} | {licence(name)} | {purposes[name]} |"


def needed() -> tuple[str, ...]:
    """List the packages that a user's machine needs, with PDF, on any system; in order."""
    project = tomllib.loads(_read("pyproject.toml"))["project"]
    left = [Requirement(said) for said in _direct(project)]
    found: set[str] = set()
    while left:
        name = canonicalize_name(left.pop().name)
        if name not in found:
            found.add(name)
            every = map(Requirement, requires(name) or ())
            left += [each for each in every if _counts(each)]
    return tuple(sorted(found))


def pins() -> dict[str, str]:
    """Return the pinned version of each package."""
    return {canonicalize_name(n): v for n, v in _PIN.findall(_read("constraints.txt"))}


def licence(name: str) -> str:
    """Return the licence that a package says it has."""
    said = metadata(name)
    classified = (each for each in said.get_all("Classifier") or () if each.startswith("License"))
    short = _said(said, "License")
    named = short if short and "\n" not in short else next(classified, "").rpartition(" :: ")[2]
    return _said(said, "License-Expression") or named or "không ghi"


def _said(metadata_: PackageMetadata, name: str) -> str:
    """Return what a package says under a name; empty where it says nothing."""
    return str((metadata_.get_all(name) or [""])[0])


def _direct(project: dict[str, dict[str, list[str]]]) -> list[str]:
    """List what the project itself asks for."""
    return [*project["dependencies"], *project["optional-dependencies"]["pdf"]]


def _counts(demand: Requirement) -> bool:
    """Tell whether a demand is one of this machine, and what it names is there."""
    if demand.marker is not None and not demand.marker.evaluate({"extra": ""}):
        return False
    try:
        metadata(demand.name)
    except PackageNotFoundError:
        return False
    return True


def _read(name: str) -> str:
    """Read a file of the repository."""
    return (HOME / name).read_text("utf-8")


if __name__ == "__main__":
    page = filled(PAGE.read_text("utf-8"))
    changed = page != PAGE.read_text("utf-8")
    PAGE.write_text(page, "utf-8")
    sys.exit(print("docs/security.md", "đã ghi lại" if changed else "không đổi"))
