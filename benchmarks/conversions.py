"""What LibreOffice's copies of plans lose in reading: `python benchmarks/conversions.py [FILE…]`.

Each workbook is converted to the formats that offices send, by LibreOffice itself, and every copy
is read and held to the workbook, task by task. One line for a format: how many files were read all
alike, how many were refused (which is better than read wrongly), and of the tasks of the files
that were read how many have the same text, group, lead and so on. `--kinds xls,pdf` tries some.
"""

import argparse
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from pathlib import Path
from tempfile import TemporaryDirectory

from reconcile.errors import ReconcileError
from reconcile.model import Task
from reconcile.run.one_file import read_one

HTML = "--infilter=HTML (StarWriter)"
# Every sheet to a file of its own, in UTF-8, cells as they are shown.
CSV = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1"
KINDS: dict[str, tuple[str, str, tuple[str, ...]]] = {
    "xls": ("xlsx", "xls", ()),
    "ods": ("xlsx", "ods", ()),
    "csv": ("xlsx", CSV, ()),
    "htm": ("xlsx", "htm", ()),
    "pdf": ("xlsx", "pdf", ()),
    "docx": ("htm", "docx:MS Word 2007 XML", (HTML,)),
    "docx-pdf": ("docx", "pdf", ()),
}
"""Of which files a kind is made, by which filter, with which options."""
FIELDS = ("text", "group", "lead", "support", "deadline", "directives", "status", "product")
Told = dict[str, str]


@dataclass(slots=True)
class Tally:
    """What was counted of one format."""

    files: int = 0
    alike: int = 0
    refused: int = 0
    tasks: int = 0
    """Of the workbooks whose copies were read."""
    lost: int = 0
    invented: int = 0
    same: Counter[str] = field(default_factory=Counter)

    def line(self, kind: str) -> str:
        """Write it as a line of the table."""
        shares = (f"{self.same[name]:>{len(name)}}" for name in FIELDS)
        files = f"{self.alike}+{self.refused}/{self.files}"
        return f"{kind:9} {files:>9} {self.tasks:5} {self.lost:4} {self.invented:8}  " + "  ".join(
            shares
        )


def convert(soffice: str, folder: Path, kind: str) -> Path:
    """Convert all files of the kind that this one is made of, in one process."""
    source, target, options = KINDS[kind]
    out = folder / kind
    if out.exists():
        return out
    given = folder / source if source == "xlsx" else convert(soffice, folder, source)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    call = [soffice, profile, "--headless", *options, "--convert-to", target, "--outdir", str(out)]
    files = sorted(map(str, given.glob(f"*.{source}")))
    subprocess.run([*call, *files], check=True, capture_output=True)
    return out


def tasks_of(paths: Iterable[Path]) -> list[Told] | None:
    """Read files as one plan; None where none of them can be read."""
    found: list[Told] = []
    for path in paths:
        try:
            found += map(told, read_one(path, None).plan.tasks)
        except ReconcileError:  # of several sheets some are no plans
            continue
    return found or None


def told(task: Task) -> Told:
    """Say what is compared of a task, without spaces: lines break elsewhere in other formats."""
    due = f"{task.deadline.kind} {task.deadline.latest}"
    keys = " ".join(sorted(map(str, task.directives)))
    said = (task.text, "/".join(task.group), task.lead, task.support, due, keys)
    values = (*said, task.status, task.product)
    return {name: "".join(value.split()) for name, value in zip(FIELDS, values, strict=True)}


def compare(tally: Tally, first: Sequence[Told], copy: Sequence[Told] | None) -> None:
    """Count what a copy has of the tasks of its workbook."""
    tally.files += 1
    if copy is None:
        tally.refused += 1
        return
    pairs = list(paired(first, copy))
    tally.tasks += len(first)
    tally.lost += len(first) - len(pairs)
    tally.invented += len(copy) - len(pairs)
    tally.alike += list(first) == list(copy)
    for one, other in pairs:
        tally.same.update(name for name in FIELDS if one[name] == other[name])


def paired(first: Sequence[Told], copy: Sequence[Told]) -> Iterator[tuple[Told, Told]]:
    """Pair tasks in order: those with the same text, and as many as stand between two such."""
    ours, theirs = ([task["text"] for task in tasks] for tasks in (first, copy))
    matcher = SequenceMatcher(None, ours, theirs, autojunk=False)
    for sign, i, i_end, j, j_end in matcher.get_opcodes():
        if sign in ("equal", "replace"):
            yield from zip(first[i:i_end], copy[j:j_end], strict=False)


def measure(soffice: str, books: Sequence[Path], kinds: Sequence[str], folder: Path) -> None:
    """Print the table of formats and fields."""
    (folder / "xlsx").mkdir()
    names = [f"{path.parent.name}--{path.stem}" for path in books]
    for path, name in zip(books, names, strict=True):
        shutil.copy(path, folder / "xlsx" / f"{name}.xlsx")
    first = {name: tasks_of([folder / "xlsx" / f"{name}.xlsx"]) or [] for name in names}
    heads = "  ".join(FIELDS)
    print(f"{'':9} {'files':>9} tasks lost invented  {heads}")
    for kind in kinds:
        out, tally = convert(soffice, folder, kind), Tally()
        for name in names:
            compare(tally, first[name], tasks_of(sorted(out.glob(f"{name}[.-]*"))))
        print(tally.line(kind), flush=True)
    print("files: read all alike + refused / all; tasks: of the files that were read")


def main() -> int:
    """Measure the workbooks that are given, else those of the shared cases."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--kinds", default=",".join(KINDS))
    asked = parser.parse_args()
    soffice = shutil.which("soffice")
    if not soffice:
        print("LibreOffice (soffice) is not installed")
        return 1
    shared = Path(__file__).resolve().parents[2] / "shared"
    books = asked.files or sorted(shared.glob("cases*/*/*.xlsx"))
    with TemporaryDirectory() as folder:
        measure(soffice, books, asked.kinds.split(","), Path(folder))
    return 0


if __name__ == "__main__":
    sys.exit(main())
