"""Who issues a plan: read from the lines around its tables, else from the file's name."""

from collections.abc import Iterator, Sequence
from pathlib import PurePath

from reconcile.model import Level, Source, Unit
from reconcile.vocabulary.letterhead import lower_line
from reconcile.vocabulary.tables import table
from reconcile.vocabulary.text import bare
from reconcile.vocabulary.units import make_unit, read_unit

_LETTERHEAD = 12
"""How many of the first lines may be letterhead."""
_LOOKED = 40
_LONGEST = 160
_MOTTO = tuple(table("units")["motto"]["starts"])


def issuer_in(sources: Sequence[Source]) -> Unit | None:
    """Read the unit from the lines of the first file that names one; None where none does."""
    for source in sources:
        lines = [line.text for line in source.lines[:_LOOKED] if _may_name(line.text)]
        if below := lower_line(lines[:_LETTERHEAD]):
            return below
        head = [unit for text in _joined(lines[:_LETTERHEAD]) if (unit := read_unit(text))]
        # A letterhead may name the body above first: of its first two names the commune's is the
        # issuer. Source: Nghị định 30/2020/NĐ-CP, Phụ lục I.
        communes = [unit for unit in head[:2] if unit.level is Level.COMMUNE]
        rest = (unit for text in lines[_LETTERHEAD:] if (unit := read_unit(text)))
        unit = next(iter([*communes, *head]), None) or next(rest, None)
        if unit is not None:
            return unit
    return None


def _may_name(text: str) -> bool:
    """Tell whether a line may name the issuer: it is short, and not the motto of the state."""
    return len(text) <= _LONGEST and not bare(text).startswith(_MOTTO)


def _joined(lines: Sequence[str]) -> Iterator[str]:
    """Yield each line, and before it a name set in two lines as one."""
    for place, text in enumerate(lines):
        below = lines[place + 1] if place + 1 < len(lines) else ""
        if read_unit(text) is None and read_unit(below) is None and len(text) < 40:
            yield f"{text} {below}"
        yield text


def issuer_by_name(file: str) -> Unit:
    """Take the unit from a file's name, else from those of the folders that it lies in."""
    path = PurePath(file)
    names = (path.stem, *reversed(path.parts[:-1]))
    said = [" ".join(name.replace("_", " ").replace("-", " ").split()) for name in names]
    return next((unit for text in said if (unit := read_unit(text))), None) or make_unit(said[0])
