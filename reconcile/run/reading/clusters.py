"""Which cluster (cụm, khối) each unit belongs to, and which units sent nothing."""

from collections import Counter
from collections.abc import Iterable, Mapping

from reconcile.config import Config
from reconcile.run.reading.kept_tables import LowerInput
from reconcile.tracking.coverage import AbsentUnit
from reconcile.vocabulary.tables import table
from reconcile.vocabulary.text import bare
from reconcile.vocabulary.units import unit_id


def clusters_of(config: Config, lowers: Iterable[LowerInput]) -> dict[str, str]:
    """Return the cluster of each unit, by its id; those without one are left out.

    What the settings say stands; else the sub-folder of inputs/lower that its files lie in is one,
    where several units share it or its name says so. A folder may be a unit's own.
    """
    said = {unit_id(name): unit.cluster for name, unit in config.units.items() if unit.cluster}
    folders = {each.unit.id: each.folder for each in lowers if each.folder}
    shared = Counter(folders.values())
    meant = {unit: name for unit, name in folders.items() if shared[name] > 1 or _is_called(name)}
    return meant | said


def absent_units(config: Config, lowers: Iterable[LowerInput]) -> tuple[AbsentUnit, ...]:
    """Return the units of the settings that sent nothing, in the order of the settings."""
    there = {each.unit.id for each in lowers}
    names: Mapping[str, str] = {unit_id(name): name for name in config.units}
    return tuple(
        AbsentUnit(name, config.units[name].cluster)
        for unit, name in names.items()
        if unit not in there
    )


def _is_called(folder: str) -> bool:
    """Tell whether a folder calls itself a cluster."""
    starts = tuple(bare(word) for word in table("unit_list")["folders"]["starts"])
    return bare(folder).startswith(starts)
