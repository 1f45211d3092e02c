"""The findings hold together: the closed list, the catalogue, the guide, the rules, the tests."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest

from reconcile.model import Where
from reconcile.vocabulary.findings import catalogue, finding
from reconcile.vocabulary.terms import term

HOME = Path(__file__).parents[1]
GUIDE = (HOME / "docs" / "findings.md").read_text("utf-8")

CLOSED_LIST = {
    # about a pair
    "later-deadline": "warning",
    "changed-number": "warning",
    "copied-total": "warning",
    "other-directive": "info",
    "wrong-directive-number": "warning",
    "lead-not-localised": "warning",
    "dropped-clause": "info",
    # about a lower task
    "no-deadline": "warning",
    "past-deadline": "warning",
    "impossible-date": "error",
    "date-serial": "warning",
    "date-swapped": "warning",
    "dates-american": "info",
    "misspelt-date": "warning",
    "no-lead": "warning",
    "duplicate-task": "warning",
    "district-body": "warning",
    "no-diacritics": "info",
    # about a table
    "stt-gap": "info",
    "stt-repeated": "info",
    "group-repeated": "info",
    "group-empty": "info",
    "row-joined": "info",
    "hidden-row": "warning",
    "hidden-sheet": "warning",
    "formula-without-value": "warning",
    "legacy-encoding": "info",
    "text-cut": "warning",
    "tracked-change": "warning",
    "table-unruled": "warning",
    "text-overprinted": "warning",
    "table-parted": "warning",
    "not-checkable": "info",
    "role-guessed": "warning",
    "column-guessed": "info",
    "column-unread": "info",
    "column-sparse": "warning",
    "upper-repeated": "warning",
    "form-marks-lost": "warning",
    "struck-text": "warning",
    "cells-cut": "info",
    "prose-read": "warning",
    # about a file or unit
    "unreadable": "error",
    "no-task-table": "error",
    "password": "error",
    "unit-guessed": "warning",
    "unit-misspelt": "warning",
    "unit-unclear": "warning",
    "unit-twice": "warning",
    "content-repeated": "warning",
    "plan-versions": "warning",
    "upper-copied": "warning",
    "upper-sent-back": "error",
    "other-programme": "warning",
    "levels-swapped": "warning",
    "upper-plan-unclear": "warning",
    "unit-absent": "warning",
    "unit-list-differs": "warning",
    "setting-unused": "warning",
    "other-upper-plan": "warning",
    # decisions
    "unread-answers": "error",
    "stale-decision": "warning",
    "unit-renamed": "info",
    "merged-answers": "warning",
    "heirs-differ": "warning",
    "answers-without-unit": "warning",
    "answer-overtaken": "warning",
    "answer-of-merged-unit": "warning",
    "contradicting-answers": "error",
    "unknown-answer": "error",
    "no-such-row": "error",
    "program-cell-edited": "warning",
    "output-without-cause": "warning",
    "output-edited": "warning",
    "network-drive": "warning",
    "database-damaged": "error",
    "database-behind": "error",
    "outcome-without-answer": "warning",
    "answer-not-used": "warning",
    "answers-not-taken-in": "warning",
    "output-unrecorded": "warning",
    "output-gone": "info",
    # what sources tell of progress
    "status-contradiction": "warning",
    "status-word-date": "info",
    "period-before-plan": "info",
    "status-shrunk": "warning",
    "status-doubtful": "warning",
    "status-answer": "warning",
    "status-hidden": "warning",
}
"""docs/design.md; a code that other people's files and checks hang on never changes its meaning."""

NAMED = re.compile(r'"([a-z]+(?:-[a-z]+)*)"')
RAISES = re.compile(r"\bfinding\b|\bcode\b *[:=]|\bReconcileError\b")
PARTS = ("Là gì", "Vì sao", "Xử lý")
CODE = pytest.mark.parametrize("code", CLOSED_LIST)


def sections() -> dict[str, list[str]]:
    """Cut the guide into paragraphs by code; the first one has the title and the severity."""
    texts = re.findall(r"(?ms)^### ([a-z-]+)$\n(.*?)(?=^##|\Z)", GUIDE)
    return {code: [" ".join(p.split()) for p in text.strip().split("\n\n")] for code, text in texts}


def strings(tree: ast.AST) -> set[str]:
    """Collect every string that a module holds."""
    constants = (node.value for node in ast.walk(tree) if isinstance(node, ast.Constant))
    return {value for value in constants if isinstance(value, str)}


@cache
def parsed() -> list[ast.Module]:
    """Parse every module of the package that may raise a code; to parse them all takes seconds."""
    modules = sorted((HOME / "reconcile").rglob("*.py"))
    texts = (module.read_text("utf-8") for module in modules)
    return [ast.parse(text) for text in texts if RAISES.search(text)]


def makes_findings(tree: ast.Module) -> bool:
    """Tell whether a module imports what makes findings, or defines the errors that become one."""
    imported = (node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom))
    defined = {node.name for node in tree.body if isinstance(node, ast.ClassDef)}
    return "ReconcileError" in defined or any(
        node.module == "reconcile.vocabulary.findings"
        and any(alias.name == "finding" for alias in node.names)
        for node in imported
    )


def raised() -> set[str]:
    """Collect the codes in the modules that make findings: what they say, in whatever shape."""
    return set().union(*(strings(tree) for tree in parsed() if makes_findings(tree)))


def called(tree: ast.AST) -> set[str]:
    """Collect the codes that are plainly given: ``finding("code", …)`` and ``code = "…"``."""
    found: list[ast.expr | None] = []
    for node in ast.walk(tree):
        match node:
            case ast.Call(func=ast.Name("finding"), args=[first, *_]):
                found.append(first)
            case ast.Assign(targets=[ast.Name("code")], value=value):
                found.append(value)
            case ast.AnnAssign(target=ast.Name("code"), value=value):
                found.append(value)
    return {str(node.value) for node in found if isinstance(node, ast.Constant)}


def test_the_catalogue_is_the_closed_list() -> None:
    known = {code: str(kind.severity) for code, kind in catalogue().items()}
    assert list(known.items()) == list(CLOSED_LIST.items())


@CODE
def test_every_code_has_a_section_with_its_title_and_severity(code: str) -> None:
    kind = catalogue()[code]
    heading = f"**{kind.title}** · {term('severity', kind.severity)}"
    assert sections()[code][0] == heading


@CODE
def test_every_section_says_what_it_is_why_it_matters_and_what_to_do(code: str) -> None:
    paragraphs = sections()[code][1:]
    assert [p.split(".** ")[0].removeprefix("**") for p in paragraphs] == list(PARTS)
    assert "Ví dụ: " in paragraphs[0] or "ví dụ: " in paragraphs[0]
    assert all(p.endswith(".") for p in paragraphs)


def test_the_sections_and_the_table_of_contents_go_through_the_list_in_order() -> None:
    rows = re.findall(r"^\| \[(.+?)\]\(#(.+?)\) \| (.+?) \| (.+?) \|$", GUIDE, re.MULTILINE)
    kinds = catalogue().values()
    told = [(k.code, k.code, k.title, term("severity", k.severity)) for k in kinds]
    assert rows == told
    assert list(sections()) == list(CLOSED_LIST)


def test_links_between_sections_lead_somewhere() -> None:
    links = re.findall(r"\[([^\]]+)\]\(#([^)]+)\)", GUIDE)
    assert [link for link in links if link[0] != link[1] or link[1] not in CLOSED_LIST] == []


@CODE
def test_the_texts_of_every_code_can_be_filled(code: str) -> None:
    kind = catalogue()[code]
    parts = dict.fromkeys(kind.parts, "An Bình")
    made = finding(code, Where("an-binh.xlsx", "Phụ lục", 7), **parts)
    assert (made.code, made.severity) == (code, kind.severity)
    assert made.message
    assert made.fix
    assert not set("{}") & set(made.message + made.fix)


@CODE
def test_a_text_that_lacks_a_part_is_refused_not_shown_half_empty(code: str) -> None:
    for missing in catalogue()[code].parts:
        parts = dict.fromkeys(set(catalogue()[code].parts) - {missing}, "An Bình")
        with pytest.raises(KeyError, match=missing):
            finding(code, Where("an-binh.xlsx"), **parts)


@CODE
def test_titles_messages_and_fixes_are_written_in_one_style(code: str) -> None:
    kind = catalogue()[code]
    assert kind.title[0].isupper()
    for text in (kind.message, kind.fix):
        assert not text[0].isupper()
    for text in (kind.title, kind.message, kind.fix):
        assert text == " ".join(text.split())
        assert not text.endswith((".", ";", ","))
        assert "'" not in text
        assert '"' not in text or "reconcile.toml" in text, "only settings take straight quotes"


def test_a_code_that_is_raised_is_in_the_catalogue() -> None:
    codes = set().union(*map(called, parsed()))
    assert codes
    assert codes <= set(catalogue())


def test_every_code_is_raised_by_some_rule_and_named_in_some_test() -> None:
    due = set(CLOSED_LIST)
    tests = (path for path in (HOME / "tests").rglob("*.py") if path != Path(__file__))
    # Read as text, for to parse all tests takes seconds.
    named = {word for path in tests for word in NAMED.findall(path.read_text("utf-8"))}
    assert sorted(due - raised()) == [], "no rule raises these"
    assert sorted(due - named) == [], "no test names these"
