"""Blank forms: one for each lower unit, and one for any other, with the upper tasks filled in."""

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from reconcile.config import SETTINGS, Config, load_config
from reconcile.errors import NoTaskTableError, OutputError, UsageError
from reconcile.model import Finding, Plan, Role, Task, Unit
from reconcile.normalise import role_in
from reconcile.run.inputs import read_lowers, read_upper
from reconcile.run.open_folder import must_be_folder
from reconcile.run.pair import in_order
from reconcile.run.unit import edited_finding
from reconcile.store.cache import fingerprint
from reconcile.store.database import open_database
from reconcile.store.outputs import place
from reconcile.store.unit_paths import unit_paths
from reconcile.vocabulary.units import make_unit

FORMS = "outputs/form"
ANY_UNIT_FORM = "mau-chung"
"""Name of the form that asks for the unit."""


@dataclass(frozen=True, slots=True)
class Forms:
    """What became of the forms."""

    upper: Plan
    outputs: tuple[Path, ...]
    """The forms of the units in the order of their paths, then that for any unit."""
    written: int
    findings: tuple[Finding, ...] = ()
    """Files of lower units that could not be read, forms that a person has filled in."""
    failures: tuple[OutputError, ...] = ()
    """Forms that could not be written; the others were."""


def make_forms(folder: Path) -> Forms:
    """Write the blank forms of a working folder, for the units of reconcile.toml and inputs/lower.

    Raises:
        UsageError: there is no such folder.
        ConfigError: reconcile.toml cannot be used.
        ReconcileError: the upper plan cannot be read.

    """
    must_be_folder(folder)
    config = load_config(folder / SETTINGS)
    with open_database(folder) as database:
        upper, made_from = read_upper(folder, config, database)
        units, findings = _units(folder, config, database)
        outputs: list[Path] = []
        failures: list[OutputError] = []
        written = 0
        for name, unit in units.items():
            made = fingerprint(made_from, config.upper.name, unit)
            try:
                placed = place(database, folder, name, made, _writer(upper, unit, config))
            except OutputError as error:
                failures.append(error)
                continue
            outputs.append(placed.path)
            written += placed.written
            if placed.edited:
                findings.append(edited_finding(placed, folder))
    return Forms(upper, tuple(outputs), written, in_order(findings), tuple(failures))


def _units(
    folder: Path, config: Config, database: sqlite3.Connection
) -> tuple[dict[str, Unit | None], list[Finding]]:
    """List who gets a form, by the path of the form; None for the form for any unit.

    Units that sent no file are the usual case here, and no finding.
    """
    units = {unit.id: unit for unit in map(make_unit, config.units)}
    findings: list[Finding] = []
    try:
        lowers, failed = read_lowers(folder, config, database, config.run.jobs)
    except (UsageError, NoTaskTableError):  # nothing has been sent yet
        lowers, failed = (), ()
    findings.extend(each for each in failed if each.code != "unit-absent")
    units |= {lower.unit.id: lower.unit for lower in lowers}
    paths = unit_paths((unit.id, unit.name) for unit in units.values())
    named = sorted((path, units[unit]) for unit, path in paths.items())
    forms: dict[str, Unit | None] = {f"{FORMS}/{path}.xlsx": unit for path, unit in named}
    return forms | {f"{FORMS}/{ANY_UNIT_FORM}.xlsx": None}, findings


def _writer(upper: Plan, unit: Unit | None, config: Config) -> Callable[[Path], None]:
    """Return what writes the form of a unit, or of any where it is None."""

    def role(task: Task) -> Role:
        return task.role if unit is None else role_in(task, upper.unit, unit)

    def make(out: Path) -> None:
        from reconcile.report.blank_form.workbook import ANY_UNIT, form_book
        from reconcile.workbook.xlsx.write import write_workbook

        day = config.run.as_of or upper.issued or date.today()  # noqa: DTZ011 - the office's own day
        write_workbook(form_book(upper, unit or ANY_UNIT, role, day), out)

    return make
