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
PROGRAMS = HOME / "reconcile/report/for_programs"
FRAMES = (PROGRAMS / "frames.py", PROGRAMS / "progress_frame.py")
CSV = PROGRAMS / "tasks_csv.py"


def loaded(*words: str | Path) -> set[str]:
    """Run a command, and return the packages that it and its workers loaded."""
    return loaded_by("-m", "reconcile", *map(str, words))


def loaded_by(*words: str) -> set[str]:
    """Run Python, and return the packages that it and its workers loaded."""
    done = subprocess.run(
        [sys.executable, "-X", "importtime", *words],
        capture_output=True,
        encoding="utf-8",
        timeout=HANGS,
        check=True,
    )
    lines = [line for line in done.stderr.splitlines() if line.startswith("import time:")]
    return {line.rpartition("|")[2].strip().partition(".")[0] for line in lines}


def imports(tree: ast.AST, *, at_once: bool = False) -> set[str]:
    """Collect the modules that code imports when it is run; at once, those that no call waits for.

    What stands under TYPE_CHECKING is never run.
    """
    found: set[str] = set()
    left = [tree]
    while left:
        node = left.pop()
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
            continue
        if at_once and isinstance(node, ast.FunctionDef):
            continue
        left += ast.iter_child_nodes(node)
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        if isinstance(node, ast.ImportFrom):
            found.add(node.module or "")
    return found


def test_help_loads_neither_pandas_nor_an_office_library() -> None:
    found = loaded("--help")
    assert "click" in found
    assert found & {"pandas", "numpy", "openpyxl", "docx", "docxtpl", "lxml"} == set()


PAGE = {"flask", "werkzeug", "waitress", "tomlkit"}
"""What only the local page needs."""


def test_no_command_but_serve_loads_what_the_page_needs() -> None:
    found = loaded_by("-c", "import reconcile.cli.main, reconcile.run.folder, reconcile.api")
    assert "reconcile" in found
    assert found & PAGE == set()


@pytest.mark.slow
def test_a_run_in_two_processes_loads_no_pandas(tmp_path: Path) -> None:
    for part, plans in (("upper", [UPPER]), ("lower", [LOWER, LOWER.replace("AN BÌNH", "B")])):
        (tmp_path / "inputs" / part).mkdir(parents=True)
        for number, plan in enumerate(plans):
            workbook(tmp_path / "inputs" / part / f"{number}.xlsx", plan)
    found = loaded("run", tmp_path, "--jobs", "2")
    assert "openpyxl" in found
    assert found & {"pandas", "distributed"} == set()


def test_who_works_from_python_waits_for_pandas_only_at_the_first_frame() -> None:
    found = loaded_by("-c", "import reconcile.api")
    assert found & {"pandas", "numpy", "openpyxl", "docx", "docxtpl", "lxml"} == set()


def test_only_frames_know_pandas_and_no_module_loads_them_at_its_top() -> None:
    texts = {p: p.read_text("utf-8") for p in (HOME / "reconcile").rglob("*.py")}
    # To parse every module takes seconds; who imports one of these names it in some way.
    stems = ("pandas", *(p.stem for p in (*FRAMES, CSV)))
    trees = {p: ast.parse(text) for p, text in texts.items() if any(s in text for s in stems)}
    knowing = [path for path, tree in trees.items() if "pandas" in imports(tree)]
    assert sorted(knowing) == sorted(FRAMES)
    names = {".".join(p.relative_to(HOME).with_suffix("").parts) for p in (*FRAMES, CSV)}
    loading = {path for path, tree in trees.items() if names & imports(tree, at_once=True)}
    assert loading - set(FRAMES) == {CSV}
