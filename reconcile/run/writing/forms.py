"""Blank forms: one for each lower unit, and one for any other, with the upper tasks filled in."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from reconcile.config import Config
from reconcile.errors import NoTaskTableError, OutputError, UsageError
from reconcile.model import Finding, Plan, Unit
from reconcile.run.open_folder import open_files
from reconcile.run.pair import in_order
from reconcile.run.reading.kept_tables import Tables
from reconcile.run.reading.lower_plans import read_lowers
from reconcile.run.reading.unit_list import settings_of
from reconcile.run.reading.upper_plans import read_upper
from reconcile.run.writing.blank_form import form_bytes
from reconcile.run.writing.outputs import PlacedOutputs, put_in_place
from reconcile.store.cache import fingerprint
from reconcile.store.database import open_database
from reconcile.store.files import Files
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
    with open_files(folder) as files:
        config, _ = settings_of(folder)
        with open_database(folder) as database:
            tables = Tables(database)
            upper, made_from = read_upper(files, config, tables)
            units, findings = _units(files, config, tables)
            done = PlacedOutputs(folder)
            for name, unit in units.items():
                made = fingerprint(made_from, config.upper.name, unit)
                form = {name: _maker(upper, unit, config)}
                done.add(put_in_place(database, files, made, form))
    found = in_order([*findings, *done.findings])
    return Forms(upper, done.paths, done.written, found, tuple(done.failures))


def _units(
    files: Files, config: Config, tables: Tables
) -> tuple[dict[str, Unit | None], list[Finding]]:
    """List who gets a form, by the path of the form; None for the form for any unit.

    Units that sent no file are the usual case here, and no finding.
    """
    units = {unit.id: unit for unit in map(make_unit, config.units)}
    findings: list[Finding] = []
    try:
        lowers, failed = read_lowers(files, config, tables, config.run.jobs)
    except (UsageError, NoTaskTableError):  # nothing has been sent yet
        lowers, failed = (), ()
    findings.extend(each for each in failed if each.code != "unit-absent")
    units |= {lower.unit.id: lower.unit for lower in lowers}
    paths = unit_paths((unit.id, unit.name) for unit in units.values())
    named = sorted((path, units[unit]) for unit, path in paths.items())
    forms: dict[str, Unit | None] = {f"{FORMS}/{path}.xlsx": unit for path, unit in named}
    return forms | {f"{FORMS}/{ANY_UNIT_FORM}.xlsx": None}, findings


def _maker(upper: Plan, unit: Unit | None, config: Config) -> Callable[[], bytes]:
    """Return what makes the form of a unit, or of any where it is None."""
    issued = next((plan.issued for plan in upper.plans if plan.issued), None)
    day = config.run.as_of or issued or date.today()  # noqa: DTZ011 - the office's own day
    return lambda: form_bytes(upper, unit, day)
