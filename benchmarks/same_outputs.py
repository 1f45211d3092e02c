"""Are the outputs of two checkouts the same to the byte: ``python benchmarks/same_outputs.py OLD``.

Every working folder at hand is run with the program of each checkout: the example, a small drawn
province, the cases beside the project, the cases of tests/matching. The old one runs once; this
one with one process and with two, and with the hash seeds 0, 1 and 2. Each file that differs is
named, with its parts or the JSON elements that differ. Exits 1 where any file does. Both take the
same for the hash of their own code, which would otherwise make every review workbook another.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from hashlib import sha256
from itertools import zip_longest
from pathlib import Path
from zipfile import BadZipFile, ZipFile

from drawn_province import draw_province

HOME = Path(__file__).resolve().parents[1]
CASES = (HOME.parent / "shared" / "cases", HOME / "tests" / "matching")
SETTINGS = '[run]\nas_of = 2026-11-20\n[documents]\nkinds = ["bao-cao", "ke-hoach", "cong-van"]\n'
WAYS = tuple((jobs, seed) for jobs in ("1", "2") for seed in ("0", "1", "2"))
PROVINCE = (4, 60, 40)
"""Communes, upper tasks, tasks of each commune."""
_SHOWN = 12
_CALL = (
    "import reconcile.store.cache as cache; cache.program_fingerprint = lambda: ''; "
    "from reconcile.cli.main import main; main()"
)


def main() -> None:
    """Run both checkouts, and print what differs."""
    old = Path(sys.argv[1]).resolve()
    with tempfile.TemporaryDirectory() as scratch:
        home = Path(scratch)
        folders = list(_folders(home / "given"))
        wanted = _run(old, folders, home / "old", "1", "0")
        print(f"{len(folders)} working folders, {len(wanted)} outputs of {old.name}")
        wrong = 0
        for jobs, seed in WAYS:
            made = _run(HOME, folders, home / f"new-{jobs}-{seed}", jobs, seed)
            different = sorted(
                name for name in {*wanted, *made} if _hash(wanted, name) != _hash(made, name)
            )
            print(f"jobs {jobs}, hash seed {seed}: {len(different)} of {len(made)} differ")
            for name in different[:_SHOWN]:
                print(f"  {name}: {'; '.join(_differences(wanted.get(name), made.get(name)))}")
            wrong += len(different)
    sys.exit(1 if wrong else 0)


def _folders(home: Path) -> Iterator[Path]:
    """Lay out every working folder."""
    example = home / "example"
    for part in ("inputs", "templates"):
        shutil.copytree(HOME / part, example / part)
    shutil.copy(HOME / "reconcile.toml", example)
    yield example
    draw_province(home / "province", *PROVINCE)
    yield home / "province"
    for path in (gold.parent for folder in CASES for gold in sorted(folder.glob("*/gold.csv"))):
        case = home / path.name
        for side in ("upper", "lower"):
            (case / "inputs" / side).mkdir(parents=True)
            shutil.copy(next(path.glob(f"{side}.[xc]*")), case / "inputs" / side)
        (case / "reconcile.toml").write_text(SETTINGS, "utf-8")
        yield case


def _run(checkout: Path, folders: list[Path], home: Path, jobs: str, seed: str) -> dict[str, Path]:
    """Run a checkout on copies of the folders, and list its outputs by their names."""
    setting = {**os.environ, "PYTHONPATH": str(checkout), "PYTHONHASHSEED": seed}
    outputs: dict[str, Path] = {}
    for folder in folders:
        work = home / folder.name
        shutil.copytree(folder, work)
        for call in (["run", work, "--jobs", jobs], ["form", work]):
            command = [sys.executable, "-c", _CALL, *map(str, call)]
            subprocess.run(command, env=setting, cwd=home, check=True, capture_output=True)
        made = (path for path in sorted((work / "outputs").rglob("*")) if path.is_file())
        outputs |= {path.relative_to(home).as_posix(): path for path in made}
    return outputs


def _hash(outputs: dict[str, Path], name: str) -> str:
    """Return the hash of an output; empty where it is not there."""
    return sha256(outputs[name].read_bytes()).hexdigest() if name in outputs else ""


def _differences(old: Path | None, new: Path | None) -> list[str]:
    """Say in what two files differ."""
    if old is None or new is None:
        return ["only one of the two has it"]
    try:
        with ZipFile(old) as first, ZipFile(new) as second:
            names = sorted({*first.namelist(), *second.namelist()})
            parts = [(name, _part(first, name), _part(second, name)) for name in names]
        return [name for name, before, after in parts if before != after]
    except BadZipFile:
        pass
    if new.suffix != ".json":
        return ["content"]
    one, two = (json.loads(path.read_text("utf-8")) for path in (old, new))
    return list(_elements(one, two, "$"))[:_SHOWN]


def _part(archive: ZipFile, name: str) -> bytes | None:
    """Read a part of a file; None where it has none of that name."""
    return archive.read(name) if name in archive.namelist() else None


def _elements(old: object, new: object, place: str) -> Iterator[str]:
    """Name the elements of two JSON values that differ."""
    if isinstance(old, dict) and isinstance(new, dict):
        for key in {**old, **new}:
            yield from _elements(old.get(key), new.get(key), f"{place}.{key}")
    elif isinstance(old, list) and isinstance(new, list):
        for at, (one, two) in enumerate(zip_longest(old, new)):
            yield from _elements(one, two, f"{place}[{at}]")
    elif old != new:
        yield f"{place}: {old!r} → {new!r}"


if __name__ == "__main__":
    main()
