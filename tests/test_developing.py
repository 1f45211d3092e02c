"""The page for developers is true: every path that it names is there, and defines what it says."""

import ast
import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

HOME = Path(__file__).parents[1]
PAGE = (HOME / "docs" / "developing.md").read_text("utf-8")
ROW = re.compile(r"(?m)^\| ([^|`]+) \| `([^`]+)` \| `([^`]+)` \|$")
ANSWERS = ROW.findall(PAGE)
FOLDERS = "reconcile|tests|tools|docs|benchmarks|templates"


def defined(path: Path) -> set[str]:
    """List what a module or a data file defines at its top; a key by its dotted path."""
    text = path.read_text("utf-8")
    if path.suffix == ".toml":
        return set(keys(tomllib.loads(text)))
    found: set[str] = set()
    for node in ast.parse(text).body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            found.add(node.name)
        targets = node.targets if isinstance(node, ast.Assign) else []
        targets += [node.target] if isinstance(node, ast.AnnAssign) else []
        found |= {target.id for target in targets if isinstance(target, ast.Name)}
    return found


def keys(table: dict[str, Any], path: str = "") -> list[str]:
    """List the keys of a data file, at whatever depth."""
    found = []
    for key, value in table.items():
        found.append(f"{path}{key}")
        found += keys(value, f"{path}{key}.") if isinstance(value, dict) else []
    return found


@pytest.mark.parametrize(("question", "path", "name"), ANSWERS, ids=[row[0] for row in ANSWERS])
def test_a_rule_is_where_the_table_says(question: str, path: str, name: str) -> None:
    assert (HOME / path).is_file(), question
    assert name in defined(HOME / path), question


def test_the_table_answers_many_questions_each_once() -> None:
    table = PAGE.partition("## Where would I")[2]
    assert len(ANSWERS) == len(re.findall(r"(?m)^\| (?!I would)\w", table))
    assert len(ANSWERS) >= 50
    assert len({question for question, _, _ in ANSWERS}) == len(ANSWERS)


def test_every_path_on_the_page_is_there() -> None:
    paths = re.findall(rf"`((?:{FOLDERS})/[^`*]*|[A-Z]+\.md)`", PAGE)
    assert len(paths) > 80
    assert [path for path in paths if not (HOME / path).exists()] == []


def test_every_call_of_make_on_the_page_is_in_the_makefile() -> None:
    targets = re.findall(r"(?m)^([a-z]+):", (HOME / "Makefile").read_text("utf-8"))
    assert sorted(set(re.findall(r"`make ([a-z]+)`", PAGE)) - set(targets)) == []


def test_every_name_on_the_page_is_in_the_code() -> None:
    folders = ("reconcile", "tests", "tools")
    sources = [path for folder in folders for path in sorted((HOME / folder).rglob("*.py"))]
    code = "\n".join(path.read_text("utf-8") for path in sources)
    names = set(re.findall(r"`(\w*[a-z]_\w+|[A-Z]\w+)(?:\(.*?\))?`", PAGE))
    assert len(names) > 40
    assert sorted(names - set(re.findall(r"\w+", code))) == []
