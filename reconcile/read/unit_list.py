"""``don-vi.xlsx``: the list of units that should send a plan, as an office keeps it."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from reconcile.errors import NoTaskTableError
from reconcile.model import Where
from reconcile.read.formats.open_bytes import open_bytes
from reconcile.read.grid import Grid, GridRow
from reconcile.read.safety.sniff import sniff
from reconcile.vocabulary.tables import table
from reconcile.vocabulary.text import bare, one_line

_NAME = "name"


@dataclass(frozen=True, slots=True)
class ListedUnit:
    """A row of the list."""

    name: str
    where: Where
    aliases: tuple[str, ...] = ()
    cluster: str = ""
    email: str = ""
    contact: str = ""


def read_unit_list(data: bytes, file: str) -> tuple[ListedUnit, ...]:
    """Read the list, on whichever sheet it stands.

    Raises:
        NoTaskTableError: no column is called by a unit's name.
        ReconcileError: it cannot be opened.

    """
    opened = open_bytes(sniff(data, file), data, file)
    found = [each for grid in opened.grids if not grid.hidden for each in _listed(grid, file)]
    if not found:
        raise NoTaskTableError(
            "không thấy danh sách đơn vị",
            where=Where(file),
            fix="đặt tiêu đề các cột là: Tên, Tên gọi khác, Cụm, Thư điện tử, Đầu mối; mỗi đơn vị"
            " một dòng",
        )
    return tuple(found)


def _listed(grid: Grid, file: str) -> Iterator[ListedUnit]:
    """Yield the units of one sheet."""
    columns: Mapping[str, int] = {}
    for row in grid.rows:
        if not columns:
            columns = _columns(row)
            continue
        said = {name: one_line(row.text(column)) for name, column in columns.items()}
        if said[_NAME]:
            yield ListedUnit(
                name=said[_NAME],
                where=Where(file, grid.name, row.number),
                aliases=_parts(row.text(columns["aliases"])) if "aliases" in columns else (),
                cluster=said.get("cluster", ""),
                email=said.get("email", ""),
                contact=said.get("contact", ""),
            )


def _columns(row: GridRow) -> dict[str, int]:
    """Tell the columns of a header row by their words; nothing where it is none."""
    known: Mapping[str, Sequence[str]] = table("unit_list")["columns"]
    names = {bare(word): name for name, words in known.items() for word in words}
    found: dict[str, int] = {}
    for column in row.filled:
        name = names.get(bare(one_line(row.text(column))))
        if name:
            found.setdefault(name, column)
    return found if _NAME in found else {}


def _parts(text: str) -> tuple[str, ...]:
    """Return the names in a cell, parted by semicolons or line breaks."""
    return tuple(part.strip() for part in re.split(r"[;\n]", text) if part.strip())
