"""Try the walls: does an Office library planted in a pure folder make lint-imports fail?

``python tools/walls.py`` plants an import of every Office library in every file that pyproject.toml
calls pure, in a copy of the tree, and runs lint-imports on it once. A folder holds when each of
its files was named with each library. It also says which folder is neither pure nor explained.
"""

import os
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

HOME = Path(__file__).resolve().parents[1]
ROOT = "reconcile"
CONTRACTS = "Office formats stay "
"""How the names of the contracts begin that these walls are made of."""
_BROKEN = re.compile(r"(?m)^[-\s]*([\w.]+ -> \w+) \(l\.")
"""A broken import as lint-imports prints it."""


@dataclass(frozen=True, slots=True)
class Walls:
    """What pyproject.toml says of the folders of a tree, and the modules that there are."""

    modules: Mapping[str, Path]
    """The files of the package by dotted name; ``__init__.py`` bears the name of its folder."""
    pure: Mapping[str, tuple[str, ...]]
    """What the contracts call pure, as written there, with the modules that it means."""
    libraries: tuple[str, ...]
    explained: Mapping[str, str]
    """Folders that open or write files, with what for."""


def read_walls(home: Path = HOME) -> Walls:
    """Read the contracts and the explained folders of a tree."""
    tool = tomllib.loads((home / "pyproject.toml").read_text("utf-8"))["tool"]
    known = dict(_modules(home))
    pure: dict[str, tuple[str, ...]] = {}
    libraries: set[str] = set()
    for contract in tool["importlinter"]["contracts"]:
        if contract["name"].startswith(CONTRACTS):
            deep = contract.get("as_packages", True)
            sources = contract["source_modules"]
            pure |= {said: tuple(_meant(said, known, deep=deep)) for said in sources}
            libraries |= set(contract["forbidden_modules"])
    explained = tool["walls"]["opens_or_writes"]
    return Walls(known, pure, tuple(sorted(libraries)), explained)


def gaps(walls: Walls) -> list[str]:
    """Say what the lists leave open: files of no list, files named by hand, names of nothing."""
    held = {name for names in walls.pure.values() for name in names}
    opening = {name for name in walls.modules if _within(name, walls.explained)}
    loose = [f"{name} is neither pure nor explained" for name in {*walls.modules} - held - opening]
    twice = [f"{name} is both pure and explained" for name in walls.explained if name in walls.pure]
    by_hand = [
        f"{said} is named by hand; name its folder"
        for said, names in walls.pure.items()
        if said.count(".") > 1 and names == (said,) and walls.modules[said].name != "__init__.py"
    ]
    meant = {**walls.pure, **{name: walls.modules.get(name) for name in walls.explained}}
    empty = [f"{said} is nothing in the package" for said, found in meant.items() if not found]
    return sorted(loose + twice + by_hand + empty)


def needless(walls: Walls) -> list[str]:
    """Say which explained folders know no Office library: the contract could hold them."""
    imports = re.compile(rf"(?m)^\s*(?:import|from) ({'|'.join(walls.libraries)})\b")
    knowing = {n for n, path in walls.modules.items() if imports.search(path.read_text("utf-8"))}
    return [
        f"{folder} is explained and imports no Office library; let the contract hold it"
        for folder in walls.explained
        if not any(_within(name, [folder]) for name in knowing)
    ]


def try_walls(walls: Walls, home: Path = HOME) -> dict[str, list[str]]:
    """Plant the imports in a copy of the tree, and return what was not caught, by pure folder."""
    with TemporaryDirectory() as place:
        copy = Path(place)
        shutil.copytree(home / ROOT, copy / ROOT, ignore=shutil.ignore_patterns("__pycache__"))
        shutil.copy(home / "pyproject.toml", copy)
        seeds = "".join(f"\nimport {library}\n" for library in walls.libraries)
        for name in {name for names in walls.pure.values() for name in names}:
            path = copy / walls.modules[name].relative_to(home)
            path.write_text(path.read_text("utf-8") + seeds, "utf-8")
        caught = _caught(copy)
    return {
        said: sorted({f"{name} -> {each}" for name in names for each in walls.libraries} - caught)
        for said, names in walls.pure.items()
    }


def _modules(home: Path) -> Iterator[tuple[str, Path]]:
    """List the files of the package by dotted name."""
    for path in sorted((home / ROOT).rglob("*.py")):
        parts = path.relative_to(home).with_suffix("").parts
        yield ".".join(part for part in parts if part != "__init__"), path


def _meant(said: str, known: Mapping[str, Path], *, deep: bool) -> Iterator[str]:
    """List the modules that a contract's source means, as import-linter reads it."""
    for name in known:
        child = f"{name.rpartition('.')[0]}.*" == said
        if name == said or child or (deep and _within(name, [said])):
            yield name


def _within(name: str, folders: Mapping[str, str] | list[str]) -> bool:
    """Tell whether a module stands in one of the folders, at whatever depth."""
    return any(f"{name}.".startswith(f"{folder}.") for folder in folders)


def _caught(home: Path) -> set[str]:
    """Run lint-imports on a tree, and return the imports that break a contract."""
    done = subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-cache"],
        cwd=home,
        env=os.environ | {"PYTHONPATH": str(home), "COLUMNS": "400"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    return set(_BROKEN.findall(done.stdout)) if done.returncode else set()


def main() -> int:
    """Print each folder and its result; return 1 where a wall does not hold."""
    walls = read_walls()
    wrong = gaps(walls) + needless(walls)
    for said, missed in try_walls(walls).items():
        print(f"{said:30} {len(walls.pure[said]):3} files  {'let through' if missed else 'hold'}")
        wrong += missed
    for folder, why in walls.explained.items():
        print(f"{folder:30} {why}")
    print("\n".join(wrong) or "Every folder is pure and holds, or says what it opens.")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
