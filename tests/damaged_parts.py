"""Every part of a file done every harm in turn: removed, emptied, cut, doubled, swapped."""

import zipfile
from collections.abc import Iterator
from io import BytesIO

HARMS = ("removed", "emptied", "truncated", "doubled", "swapped")
PAGE = 4096
"""Bytes of a page of the database."""
SECTOR = 512
"""Bytes of a sector of an old Office file."""


def parts_of(data: bytes) -> dict[str, bytes]:
    """Return the parts of an Office file or another archive, by name."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def harmed(data: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield an archive with each of its parts done each harm, and what was done."""
    parts = parts_of(data)
    for name in parts:
        for harm in HARMS:
            yield f"{harm} {name}", _packed(_harm(parts, name, harm))


def harmed_pages(data: bytes, size: int = PAGE) -> Iterator[tuple[str, bytes]]:
    """Yield a database, or a file of sectors, with each page done each harm, and what was done."""
    pages = [data[at : at + size] for at in range(0, len(data), size)]
    for at in range(len(pages)):
        before, page, after = pages[:at], pages[at], pages[at + 1 :]
        changed = {
            "removed": [*before, *after],
            "emptied": [*before, bytes(len(page)), *after],
            "truncated": [*before, page[: len(page) // 2]],
            "doubled": [*before, page, page, *after],
            "swapped": [*before, *after[:1], page, *after[1:]],
        }
        for harm in HARMS:
            yield f"{harm} page {at}", b"".join(changed[harm])


def _harm(parts: dict[str, bytes], name: str, harm: str) -> list[tuple[str, bytes]]:
    """Do a part a harm; swapped with the part behind it, doubled under its own name."""
    names = list(parts)
    other = names[(names.index(name) + 1) % len(names)]
    match harm:
        case "removed":
            changed = {each: data for each, data in parts.items() if each != name}
        case "emptied":
            changed = parts | {name: b""}
        case "truncated":
            changed = parts | {name: parts[name][: len(parts[name]) // 2]}
        case "swapped":
            changed = parts | {name: parts[other], other: parts[name]}
        case _:
            changed = parts | {name: parts[name] * 2}
    return list(changed.items())


def _packed(parts: list[tuple[str, bytes]]) -> bytes:
    """Pack parts."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts:
            archive.writestr(name, data)
    return out.getvalue()
