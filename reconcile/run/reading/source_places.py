"""Where the files lie that outputs lead back to."""

from collections import defaultdict
from pathlib import Path

from reconcile.read.file import shown_name

_INPUTS = "inputs"


def places_of(folder: Path) -> dict[str, str]:
    """Return the path of each input from the folder of the outputs, by its name.

    A name that several inputs have leads nowhere, and neither does one inside of an archive.
    """
    found: dict[str, list[str]] = defaultdict(list)
    for path in sorted((folder / _INPUTS).rglob("*")):
        inside = path.relative_to(folder).as_posix()
        # What is no text in any encoding stands in no workbook.
        if path.is_file() and shown_name(inside) == inside:
            found[path.name].append(f"../{inside}")
    return {name: paths[0] for name, paths in found.items() if len(paths) == 1}
