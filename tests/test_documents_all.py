"""Every kind of document, of outcomes of every shape: what holds for all of them."""

import json
import os
import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
import pytest
from docxtpl.template import DocxTemplate
from jinja2 import Environment

from by_path import fill
from dump import dump_docx
from papers import (
    CARRIED,
    CHAINS,
    COVERAGES,
    LEAD,
    MISSED,
    OF_PLANS,
    OUTCOMES,
    PER_UNIT,
    SUPPORT,
    annex_tables,
    coverage,
    filled,
    filled_chain,
    filled_overall,
)
from plans import outcome_of
from reconcile.config import DocumentKind, parse_config
from reconcile.model import Where
from reconcile.report.documents.deviations import deviations
from reconcile.report.documents.kinds import OVER_ALL, Document
from reconcile.report.templates.fields import retired_in
from reconcile.report.templates.fill import PROPERTIES
from reconcile.report.templates.find import Template
from reconcile.vocabulary.findings import finding
from schema import schema_errors

CASES = [(str(kind), name) for kind in PER_UNIT for name in OUTCOMES]
CASES += [(str(DocumentKind.OVERALL), name) for name in COVERAGES]
CASES += [(str(DocumentKind.CHAIN), name) for name in CHAINS]
EVERY = pytest.mark.parametrize(("kind", "name"), CASES)


class Made(dict[tuple[str, str], tuple[Path, Document]]):
    """The documents, each filled when it is first asked for."""

    def __init__(self, factory: pytest.TempPathFactory) -> None:
        super().__init__()
        self.factory = factory

    def __missing__(self, key: tuple[str, str]) -> tuple[Path, Document]:
        kind, name = key
        out = self.factory.mktemp("vb")
        if kind == DocumentKind.OVERALL:
            self[key] = filled_overall(COVERAGES[name], out)
        elif kind == DocumentKind.CHAIN:
            self[key] = filled_chain(CHAINS[name], out)
        else:
            self[key] = filled(DocumentKind(kind), OUTCOMES[name], out)
        return self[key]


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """Every document, filled once."""
    return Made(tmp_path_factory)


def texts(value: Any) -> Iterator[str]:
    """Every text of a context."""
    if isinstance(value, str):
        yield value
    for each in value.values() if isinstance(value, dict) else value:
        if not isinstance(value, str):
            yield from texts(each) if isinstance(each, str | dict | list) else ()


@EVERY
def test_no_tag_and_no_hole_is_left(kind: str, name: str, made: Made) -> None:
    text = dump_docx(made[kind, name][0])
    for residue in ("{{", "}}", "{%", "%}", "None", "nan", "[...]", "???", "()", "\ufdd0", " ;"):
        assert residue not in text
    assert not re.search(r"có không có|còn không có|(?<!\.)\.\.(?!\.)|,,|;;", text)


@cache
def fields_used(template: Template) -> set[str]:
    """The fields that the tags of a template name, read once for all documents made from it."""
    fresh = DocxTemplate(BytesIO(template.data))
    return fresh.get_undeclared_template_variables(Environment(autoescape=True))


@EVERY
def test_the_template_uses_only_fields_that_the_context_gives(
    kind: str, name: str, made: Made
) -> None:
    document = made[kind, name][1]
    retired = retired_in(document.template.stem)
    assert fields_used(document.template) == set(document.context) - {PROPERTIES} - retired


@pytest.mark.parametrize(
    ("kind", "name"), CASES if os.environ.get("RECONCILE_SOAK") else CASES[::9]
)
def test_a_document_keeps_to_the_office_schema(kind: str, name: str, made: Made) -> None:
    assert schema_errors(made[kind, name][0]) == []


@EVERY
def test_what_fills_a_document_is_plain_json(kind: str, name: str, made: Made) -> None:
    context = made[kind, name][1].context
    assert json.loads(json.dumps(context)) == context


@EVERY
def test_the_figures_of_the_file_are_those_of_the_outcome(kind: str, name: str, made: Made) -> None:
    path, document = made[kind, name]
    annexes = [
        value for value in document.context.values() if isinstance(value, dict) and "dong" in value
    ]
    rows = sum(bool(row.get("stt")) for annex in annexes for row in annex["dong"])
    tables = annex_tables(path)
    shown = sum(row.cells[0].text.isdecimal() for table in tables for row in table.rows)
    assert shown == rows
    if kind in OVER_ALL:
        return
    summary, lowers = OUTCOMES[name].summary, len(OUTCOMES[name].lowers)
    asked = summary.missed + summary.partial + summary.review
    expected = {
        DocumentKind.PLAN: lowers + summary.missed,
        DocumentKind.SUPPLEMENT: summary.missed,
        DocumentKind.LETTER: asked + len(deviations(OUTCOMES[name])),
    }
    if kind in expected:
        assert shown == expected[DocumentKind(kind)]


@EVERY
def test_an_annex_is_named_in_the_text(kind: str, name: str, made: Made) -> None:
    path, document = made[kind, name]
    there = [v["ten"] for v in document.context.values() if isinstance(v, dict) and v.get("ten")]
    before = dump_docx(path).split("[Phụ lục]")[0].replace("\u00a0", " ")
    assert set(re.findall(r"Phụ lục(?: [IVX]+)?", before)) == set(there)


@EVERY
def test_a_document_ends_as_its_side_asks(kind: str, name: str, made: Made) -> None:
    path, document = made[kind, name]
    (last,) = [
        p.text
        for p in docx.Document(str(path)).paragraphs
        if p.style is not None and p.style.name == "Kết thúc"
    ]
    party = "-dang" in document.template.stem
    assert last.endswith("./.") != party
    assert last.endswith(".")


@EVERY
def test_one_style_of_tone_marks_and_composed_letters(kind: str, name: str, made: Made) -> None:
    text = "\n".join(texts(made[kind, name][1].context))
    assert not re.search("hoá|uỷ|UỶ|[\u0300-\u036f]", text)


@pytest.mark.parametrize("kind", PER_UNIT)
def test_the_same_outcome_gives_the_same_bytes(kind: DocumentKind, tmp_path: Path) -> None:
    path, document = filled(kind, OUTCOMES["many tasks"], tmp_path)
    first = path.read_bytes()
    fill(document.template, document.context, path)
    assert path.read_bytes() == first


@pytest.mark.parametrize("profile", ["hd05", "hd36"])
@pytest.mark.parametrize("kind", OF_PLANS)
def test_party_receivers_end_as_their_rules_ask(
    kind: DocumentKind, profile: str, tmp_path: Path
) -> None:
    config = parse_config(f'[documents]\nparty_profile = "{profile}"\n')
    if kind is DocumentKind.OVERALL:
        _, document = filled_overall(coverage(2, party=True), tmp_path, config)
    elif kind is DocumentKind.CHAIN:
        _, document = filled_chain(CHAINS["a Party committee"], tmp_path, config)
    else:
        _, document = filled(kind, OUTCOMES["a Party committee"], tmp_path, config)
    receivers = document.context["noi_nhan"]
    assert isinstance(receivers, list)
    assert {line[-1] for line in receivers[:-1]} == {";" if profile == "hd05" else ","}
    assert receivers[-1].startswith("- Lưu Văn phòng")
    assert receivers[-1].endswith(".")
    assert document.template.stem.endswith("-dang" if profile == "hd05" else "-dang-hd36")


def test_a_unit_with_a_name_in_quotes_that_sent_nothing_is_named_whole(tmp_path: Path) -> None:
    absent = finding(
        "unit-absent", Where("inputs/lower"), unit="Trường “Hoa Sen” xã Khe Mây", near=""
    )
    covered = replace(coverage(2), failed=(absent,))
    text = dump_docx(filled_overall(covered, tmp_path)[0]).replace("\u00a0", " ")
    assert "Trường “Hoa Sen” xã Khe Mây" in text


def test_text_from_a_plan_is_never_a_tag(tmp_path: Path) -> None:
    result = outcome_of([(LEAD, MISSED), (SUPPORT, CARRIED)], grouped=False)
    said = "{{ 7*7 }} {% for x in y %} {_{ A & B <b>đậm</b> \ufdd00\ufdd1"
    task = replace(result.uppers[0].task, text=said)
    evil = replace(result, uppers=(replace(result.uppers[0], task=task), result.uppers[1]))
    for kind in PER_UNIT:
        path, _ = filled(kind, evil, tmp_path)
        assert "{{ 7*7 }} {% for x in y %} {_{ A & B <b>đậm</b>" in dump_docx(path)
