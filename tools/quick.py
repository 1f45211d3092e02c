"""The fast tests that a change calls for, in under a minute: `make quick`.

Of the tests that are not slow, all light files run, which takes half a minute. Of the heavy files
that the change touches, as many run as fit into the minute: first those that import most from the
rooms that were changed. The last line names those that are left to `make test`.
"""

import ast
import subprocess
import sys
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

HOME = Path(__file__).resolve().parents[1]
TESTS = HOME / "tests"
HEAVY = (
    "test_checked", "test_documents_all", "test_documents_many", "test_documents_words",
    "test_form", "test_known_call", "test_known_call_kept", "test_layout_check",
    "test_layout_check_files", "test_read_limits", "test_progress_documents", "test_report_word",
    "test_renamed_issuer", "test_review_answers", "test_status_files", "test_status_matching",
)  # fmt: skip
"""Files whose fast tests take more than five seconds of CPU together."""
MOST = 4
"""Heavy files that fit into a minute beside the light ones."""
DRAWN = {"templates": ("report", "layout"), "tools": ("report", "layout")}
"""Folders beside the package, and the rooms that a change in them is a change of."""


def changed() -> list[str]:
    """List the files that differ from where this branch left main, whether committed or not."""
    base = _git("merge-base", "HEAD", "main") or _git("merge-base", "HEAD", "origin/main")
    since = _git("diff", "--name-only", *base or ["HEAD"])
    return [*since, *_git("ls-files", "--others", "--exclude-standard")]


def rooms_of(paths: Iterable[str]) -> set[str]:
    """Name the rooms of the package in which files stand: ``read``, ``config``, and so on."""
    found: set[str] = set()
    for path in paths:
        top, *rest = Path(path).parts
        if top == "reconcile" and rest:
            found.add(Path(rest[0]).stem)
        found.update(DRAWN.get(top, ()))
    return found


def touched(paths: Iterable[str]) -> list[str]:
    """List the heavy files of tests that a change touches, the nearest first."""
    known = list(paths)
    tests = {Path(path).stem for path in known if path.startswith("tests/")}
    rooms = rooms_of(known)
    near = {name: sum(each in rooms | tests for each in _imports(name)) for name in HEAVY}
    found = [name for name in HEAVY if _reached(name) & (rooms | tests)]
    return sorted(found, key=lambda name: (name not in tests, -near[name]))


@cache
def _imports(name: str) -> tuple[str, ...]:
    """Name what a file of tests imports, import by import: rooms, and other files of tests."""
    tree = ast.parse((TESTS / f"{name}.py").read_text("utf-8"))
    modules = [each for node in ast.walk(tree) for each in _modules(node)]
    parts = [module.split(".") for module in modules]
    return tuple(each[1] if each[0] == "reconcile" and each[1:] else each[0] for each in parts)


def _modules(node: ast.AST) -> Iterator[str]:
    """Yield the modules that an import names."""
    if isinstance(node, ast.ImportFrom):
        yield node.module or ""
    if isinstance(node, ast.Import):
        yield from (each.name for each in node.names)


@cache
def _reached(name: str) -> frozenset[str]:
    """Name a file of tests and what it imports, also by its helpers."""
    found = {name}
    for each in _imports(name):
        helper = (TESTS / f"{each}.py").exists()
        found |= _reached(each) if helper else {each}
    return frozenset(found)


def main() -> int:
    """Run the tests, and say which were left out."""
    heavy = touched(changed())
    left = [name for name in HEAVY if name not in heavy[:MOST]]
    ignored = [f"--ignore=tests/{name}.py" for name in left]
    call = [sys.executable, "-m", "pytest", "--numprocesses", "auto", "--dist", "worksteal"]
    done = subprocess.run([*call, "-m", "not slow", *ignored], cwd=HOME, check=False)
    if heavy[MOST:]:
        print(f"touched too, and left to make test: {', '.join(heavy[MOST:])}")
    return done.returncode


def _git(*words: str) -> list[str]:
    """Ask git, and return the lines of its answer; none where it cannot tell."""
    call = ["git", *words]
    done = subprocess.run(call, cwd=HOME, capture_output=True, encoding="utf-8", check=False)
    return done.stdout.splitlines() if done.returncode == 0 else []


if __name__ == "__main__":
    sys.exit(main())
