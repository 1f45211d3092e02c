"""Bảng đối chiếu: units × tasks, to be searched, filtered and sorted; each cell opens its pair."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from flask import Blueprint, request
from werkzeug.wrappers import Response

from reconcile.model import Outcome, Role, Task
from reconcile.run.page.snapshot import OpenedUnit, Snapshot
from reconcile.tracking.figures import Standing
from reconcile.vocabulary.text import bare
from reconcile.web.site import ON_A_PAGE, nothing_yet, page_asked, show, site

views = Blueprint("matrix", __name__)
_UPRIGHT = 14
"""Units beyond which their names stand upright."""
BY_NUMBER, BY_MISSING = "stt", "thieu"
"""What rows are sorted by, beside how one unit stands in them; behind a ``-`` the other way."""
HAS_ROLE = "co"
"""Asked for in the place of a role: any that makes a task count for the unit."""
_GRAVEST_FIRST = (Outcome.MISSED, Outcome.REVIEW, Outcome.PARTIAL, Outcome.CARRIED)


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """An upper task with how each unit stands in it."""

    number: int
    task: Task
    missing: int
    counted: int
    cells: tuple[Standing, ...]


@dataclass(frozen=True, slots=True)
class MatrixPart:
    """Which part of the matrix an address asks for."""

    search: str = ""
    outcome: str = ""
    role: str = ""
    order: str = ""
    cluster: str = ""
    plan: str = ""
    unit: str = ""
    """``short`` of the one unit that is asked about."""
    task: str = ""
    """Key of the one task that is asked about."""

    @property
    def is_filtered(self) -> bool:
        """Whether it is less than the whole."""
        return bool(self.query().keys() - {"sap"})

    def query(self) -> dict[str, str]:
        """Return what an address says to ask for it."""
        said = {
            "tim": self.search, "ket-qua": self.outcome, "vai-tro": self.role, "cum": self.cluster,
            "ke-hoach": self.plan, "don-vi": self.unit, "nhiem-vu": self.task, "sap": self.order,
        }  # fmt: skip
        return {name: value for name, value in said.items() if value}

    @property
    def column(self) -> str:
        """What rows are sorted by."""
        return self.order.removeprefix("-") or BY_MISSING

    @property
    def is_reversed(self) -> bool:
        """Whether they are sorted the other way than is usual for that."""
        return self.order.startswith("-")

    def then(self, column: str) -> str:
        """Return the order that the head of a column leads to: another click turns it round."""
        return f"-{column}" if column == self.column and not self.is_reversed else column


@views.get("/doi-chieu")
def page() -> str | Response:
    """Show the matrix, or the same as a list in words."""
    snapshot = site().desk.snapshot
    if snapshot is None:
        return nothing_yet()
    said = request.args
    wanted = MatrixPart(
        said.get("tim", "")[:200], _one_of(Outcome, "ket-qua"),
        _one_of((*Role, HAS_ROLE), "vai-tro"), _order(), said.get("cum", ""),
        said.get("ke-hoach", ""), said.get("don-vi", ""), said.get("nhiem-vu", ""),
    )  # fmt: skip
    units, rows = part_of(snapshot, wanted)
    listed = said.get("dang") == "danh-sach"
    lines = _lines(units, rows, wanted) if listed else []
    return show(
        "matrix_list.html" if listed else "matrix.html",
        "matrix",
        units=units,
        rows=rows,
        wanted=wanted,
        upright=len(units) > _UPRIGHT,
        lines=lines,
        at=page_asked(len(lines)),
        size=ON_A_PAGE,
        outcomes=tuple(Outcome),
        roles=tuple(Role),
        has_role=HAS_ROLE,
        plans=[each.name for each in snapshot.upper.plan.parts],
        clusters=sorted({each.digest.cluster for each in snapshot.units} - {""}),
    )


def _order() -> str:
    """Return what an address sorts by: of the list beside the filters and a head the latter."""
    return next((said for said in reversed(request.args.getlist("sap")) if said), "")


def _one_of(values: Iterable[str], name: str) -> str:
    """Return what an address asks for where that is one of some values, else nothing."""
    said = request.args.get(name, "")
    return said if said in tuple(values) else ""


def part_of(
    snapshot: Snapshot, wanted: MatrixPart
) -> tuple[tuple[OpenedUnit, ...], tuple[MatrixRow, ...]]:
    """Keep the units and tasks that are asked for; words match with and without diacritics."""
    search, units = bare(wanted.search), snapshot.units
    named = [at for at, unit in enumerate(units) if search and search in bare(unit.unit.name)]
    kept = [
        at
        for at in named or range(len(units))
        if (not wanted.cluster or units[at].digest.cluster == wanted.cluster)
        and wanted.unit in ("", units[at].short)
    ]
    rows = [_row(snapshot, index, kept) for index in range(len(snapshot.upper.plan.tasks))]
    rows = [
        row
        for row in rows
        if wanted.plan in ("", row.task.plan) and wanted.task in ("", row.task.key)
    ]
    found = [row for row in rows if named or not search or search in _searched(row.task)]
    shown = [row for row in found if any(_is_wanted(cell, wanted) for cell in row.cells)]
    held = tuple(units[at] for at in kept)
    return held, tuple(_sorted(shown, wanted, [each.short for each in held]))


def _sorted(rows: Sequence[MatrixRow], wanted: MatrixPart, units: Sequence[str]) -> list[MatrixRow]:
    """Sort rows by their numbers, by how many lack them, or by how one unit stands in them."""
    in_plan = sorted(rows, key=lambda row: row.number)
    if wanted.column == BY_NUMBER:
        return in_plan[::-1] if wanted.is_reversed else in_plan
    at = units.index(wanted.column) if wanted.column in units else None
    return sorted(
        in_plan,
        key=lambda row: -row.missing if at is None else _gravity(row.cells[at]),
        reverse=wanted.is_reversed,
    )


def _gravity(cell: Standing) -> int:
    """Return the place of a cell among all, gravest first; last where the unit has no role."""
    return _GRAVEST_FIRST.index(cell.outcome) if cell.counts else len(_GRAVEST_FIRST)


def _row(snapshot: Snapshot, index: int, kept: Sequence[int]) -> MatrixRow:
    """Gather how the units stand in one task."""
    cells = tuple(snapshot.units[at].digest.standings[index] for at in kept)
    counted = [each for each in cells if each.counts]
    missing = sum(each.outcome is Outcome.MISSED for each in counted)
    return MatrixRow(index + 1, snapshot.upper.plan.tasks[index], missing, len(counted), cells)


def _searched(task: Task) -> str:
    """Return the words of a task in which is searched."""
    return bare(f"{task.stt} {task.text} {task.lead} {task.support}")


def _is_wanted(cell: Standing, wanted: MatrixPart) -> bool:
    """Tell whether a cell fits the filters."""
    if wanted.role and not (cell.counts if wanted.role == HAS_ROLE else cell.role == wanted.role):
        return False
    return not wanted.outcome or (cell.counts and cell.outcome == wanted.outcome)


def _lines(
    units: Sequence[OpenedUnit], rows: Sequence[MatrixRow], wanted: MatrixPart
) -> list[tuple[MatrixRow, OpenedUnit, Standing]]:
    """Write the matrix as rows in words."""
    return [
        (row, unit, cell)
        for row in rows
        for unit, cell in zip(units, row.cells, strict=True)
        if _is_wanted(cell, wanted)
    ]
