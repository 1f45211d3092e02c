"""Which cluster (cụm, khối) each unit belongs to, and which units sent nothing."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from reconcile.config import Config
from reconcile.run.reading.kept_tables import LowerInput
from reconcile.tracking.coverage import AbsentUnit
from reconcile.vocabulary.tables import table
from reconcile.vocabulary.text import bare
from reconcile.vocabulary.units import unit_id


def clusters_of(config: Config, lowers: Iterable[LowerInput]) -> dict[str, str]:
    """Return the cluster of each unit, by its id; those without one are left out.

    What the settings say stands. Else a folder below inputs/lower is one that its files lie in:
    the innermost that calls itself so; where none does, the outermost that several units share,
    but not one that only holds the folders of all, as it was sent. A folder may be a unit's own.
    """
    lying = {each.unit.id: tuple(filter(None, each.folder.split("/"))) for each in lowers}
    outer = _holding_all([*lying.values()])
    folders = {
        unit: next(filter(_is_called, reversed(path)), "") or next(iter(path[outer:]), "")
        for unit, path in lying.items()
    }
    shared = Counter(folders.values())
    meant = {
        unit: name
        for unit, name in folders.items()
        if name and (shared[name] > 1 or _is_called(name))
    }
    said = {unit_id(name): unit.cluster for name, unit in config.units.items() if unit.cluster}
    return meant | said


def _holding_all(paths: Sequence[tuple[str, ...]]) -> int:
    """Count the folders around the folders of all units."""
    least, most = min(paths, default=()), max(paths, default=())
    common = next(
        (at for at, (one, other) in enumerate(zip(least, most, strict=False)) if one != other),
        min(len(least), len(most)),
    )
    # A folder in which nothing but files lies may be the one cluster that was sent.
    deepest = max(map(len, paths), default=0)
    return common if common < deepest else max(common - 1, 0)


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
