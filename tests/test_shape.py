"""The shape of the code: short modules, short functions, words in one place."""

import ast
from functools import cache
from pathlib import Path

import pytest

HOME = Path(__file__).parents[1]
MODULES = sorted((HOME / "reconcile").rglob("*.py"))
BESIDE = sorted(path for part in ("tools", "benchmarks") for path in (HOME / part).rglob("*.py"))
"""What draws, measures and checks: held to the same, though no user runs it."""
FUNCTION = ast.FunctionDef | ast.AsyncFunctionDef


@cache
def parsed(module: Path) -> ast.Module:
    """Parse a module, once for all that is asked of it."""
    return ast.parse(module.read_text("utf-8"))


@pytest.mark.parametrize("module", [*MODULES, *BESIDE], ids=lambda m: str(m.relative_to(HOME)))
def test_modules_and_functions_stay_short(module: Path) -> None:
    source = module.read_text("utf-8")
    functions = (node for node in ast.walk(parsed(module)) if isinstance(node, FUNCTION))
    long = [f.name for f in functions if (f.end_lineno or 0) - f.body[0].lineno >= 40]
    assert (source.count("\n") <= 300, long) == (True, [])


@pytest.mark.parametrize("module", [*MODULES, *BESIDE], ids=lambda m: str(m.relative_to(HOME)))
def test_every_module_class_and_function_says_what_it_is_for(module: Path) -> None:
    tree = parsed(module)
    classes = [node for node in tree.body if isinstance(node, ast.ClassDef)]
    bodies = [tree.body, *(node.body for node in classes)]
    functions = [node for body in bodies for node in body if isinstance(node, FUNCTION)]
    silent = [
        getattr(node, "name", "module")
        for node in (tree, *classes, *functions)
        if not ast.get_docstring(node) and not getattr(node, "name", "").startswith("__")
    ]
    assert silent == []


def test_the_name_of_a_class_means_one_thing() -> None:
    defined: dict[str, list[str]] = {}
    for module in MODULES:
        for node in parsed(module).body:
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                defined.setdefault(node.name, []).append(str(module.relative_to(HOME)))
    twice = {name: places for name, places in defined.items() if len(places) > 1}
    assert twice == {}
