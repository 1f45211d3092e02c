"""The sheets of the workbook of all units, parted: each unit's rows as if they lay by themselves.

So they are read by the one reader of rows that there is.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from reconcile.review.answers.locate_form import IDENTITY, KEY, Located, locate
from reconcile.review.keys.hidden_sheet import Ledger
from reconcile.review.keys.seals import seal, shown
from reconcile.review.keys.unit_keys import parted, with_unit
from reconcile.review.workbooks.grids import Line, ReviewGrid

_UNIT = "unit"
_Texts = tuple[str, ...]
"""The seals of the two tasks that a row shows."""


@dataclass(slots=True)
class Parted:
    """The sheets of a workbook, by whose rows they hold."""

    of: dict[str, list[Located]] = field(default_factory=dict)
    """Id of a unit → its rows, sheet by sheet, with the form that they were written by."""
    rest: list[ReviewGrid] = field(default_factory=list)
    """Everything else: other sheets, what stands over the rows, rows that are no unit's."""


def part_by_unit(grids: Sequence[ReviewGrid], shared: Ledger, ledgers: Sequence[Ledger]) -> Parted:
    """Part the sheets of a workbook.

    Args:
        grids: its sheets, but for the hidden one.
        shared: what its units have in common: how a sheet to be answered looks.
        ledgers: of each unit.

    """
    owners = _Owners(ledgers)
    made = Parted()
    for grid in grids:
        located = locate(grid, shared.forms)
        if located is None:
            made.rest.append(grid)
            continue
        _part(located, owners, made)
    return made


def _part(located: Located, owners: "_Owners", made: Parted) -> None:
    """Part one sheet."""
    rest: dict[int, Line] = {}
    rows: dict[str, dict[int, Line]] = {}
    for number, line in located.grid.rows.items():
        unit = owners.of(located, line) if number > located.header else ""
        if unit:
            rows.setdefault(unit, {})[number] = owners.by_itself(located, line, unit)
        else:
            rest[number] = line
    owned = {number for lines in rows.values() for number in lines}
    left = tuple(each for each in located.grid.comments if each[0] not in owned)
    made.rest.append(replace(located.grid, rows=rest, comments=left))
    head = located.grid.rows[located.header]
    for unit, lines in rows.items():
        comments = tuple(each for each in located.grid.comments if each[0] in lines)
        grid = replace(located.grid, rows={located.header: head, **lines}, comments=comments)
        form = owners.ledgers[unit].forms[0]
        # What became of the headers is told once, with the rest.
        made.of.setdefault(unit, []).append(replace(located, form=form, grid=grid, renamed={}))


class _Owners:
    """Tells whose a row is."""

    def __init__(self, ledgers: Sequence[Ledger]) -> None:
        self.ledgers: Mapping[str, Ledger] = {each.unit: each for each in ledgers}
        self.names = {
            row.seals[form.program.index(_UNIT)]: ledger.unit
            for ledger in ledgers
            for form in ledger.forms
            for row in form.rows[:1]
        }
        self.keys: dict[str, _Texts] = {}
        self.texts: dict[str, set[_Texts]] = {}
        for ledger in ledgers:
            for form in ledger.forms:
                places = [form.program.index(name) for name in IDENTITY]
                for row in form.rows:
                    shows = tuple(row.seals[place] for place in places)
                    self.keys[with_unit(row.key, ledger.unit)] = shows
                    self.texts.setdefault(ledger.unit, set()).add(shows)

    def of(self, located: Located, line: Line) -> str:
        """Return the unit of a row: the one that it names, else that of its key; or none.

        Who sorts the columns that she sees leaves the hidden keys behind, and reads the names. But
        where key and texts agree on one unit, another name was typed there: nobody knows who is
        meant.
        """
        named = self.names.get(seal(located.says(line, _UNIT)))
        key = shown(located.says(line, KEY))
        shows = tuple(seal(located.says(line, name)) for name in IDENTITY)
        keyed = parted(key)[1] if key in self.keys else ""
        if named and keyed not in ("", named) and shows == self.keys[key]:
            return named if shows in self.texts[named] else ""
        return named or keyed

    def by_itself(self, located: Located, line: Line, unit: str) -> Line:
        """Return a row with the key that it has within its unit; a key of others is left out."""
        column, key = located.columns.get(KEY, 0), shown(located.says(line, KEY))
        if key not in self.keys:
            return line
        own, whose = parted(key)
        others = {at: value for at, value in line.items() if at != column}
        return {**others, column: own} if whose == unit else others
