"""What starting a command loads: pandas, which takes as long as all the rest, only for a frame."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from effort import HANGS
from office import workbook
from test_cli import LOWER, UPPER

HOME = Path(__file__).parents[1]
FRAMES = HOME / "reconcile/report/for_programs/tasks_csv.py"


def loaded(*words: str | Path) -> set[str]:
    """Run a command, and return the packages that it and its workers loaded."""
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "reconcile", *map(str, words)],
        capture_output=True,
        encoding="utf-8",
        timeout=HANGS,
        check=True,
    )
    lines = [line for line in done.stderr.splitlines() if line.startswith("import time:")]
    return {line.rpartition("|")[2].strip().partition(".")[0] for line in lines}


def imports(tree: ast.AST) -> set[str]:
    """Collect the modules that code imports, at its top or within."""
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        if isinstance(node, ast.ImportFrom):
            found.add(node.module or "")
    return found


def test_help_loads_neither_pandas_nor_an_office_library() -> None:
    found = loaded("--help")
    assert "click" in found
    assert found & {"pandas", "numpy", "openpyxl", "docx", "docxtpl", "lxml"} == set()


@pytest.mark.slow
def test_a_run_in_two_processes_loads_no_pandas(tmp_path: Path) -> None:
    for part, plans in (("upper", [UPPER]), ("lower", [LOWER, LOWER.replace("AN BÌNH", "B")])):
        (tmp_path / "inputs" / part).mkdir(parents=True)
        for number, plan in enumerate(plans):
            workbook(tmp_path / "inputs" / part / f"{number}.xlsx", plan)
    found = loaded("run", tmp_path, "--jobs", "2")
    assert "openpyxl" in found
    assert "pandas" not in found


def test_only_frames_know_pandas_and_no_module_loads_them_at_its_top() -> None:
    trees = {p: ast.parse(p.read_text("utf-8")) for p in (HOME / "reconcile").rglob("*.py")}
    knowing = [path for path, tree in trees.items() if "pandas" in imports(tree)]
    assert knowing == [FRAMES]
    name = ".".join(FRAMES.relative_to(HOME).with_suffix("").parts)
    at_top = [
        path
        for path, tree in trees.items()
        if name
        in {m for node in tree.body for m in imports(node) if not isinstance(node, ast.FunctionDef)}
    ]
    assert at_top == []
