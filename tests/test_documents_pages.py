"""Documents as pages: LibreOffice opens them whole, and the signature stays with the last words."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from papers import (
    CARRIED,
    LEAD,
    MISSED,
    OUTCOMES,
    PER_UNIT,
    coverage,
    filled,
    filled_overall,
)
from plans import outcome_of
from reconcile.config import DocumentKind

pytestmark = pytest.mark.slow
NAMES = ("many tasks", "one task missed", "a long name", "a Party committee")


def pages(soffice: str, document: Path) -> list[str]:
    """The text of a document, page by page, as LibreOffice prints it."""
    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext is not installed")
    home = document.parent / "profile"
    subprocess.run(
        [
            *(soffice, f"-env:UserInstallation=file://{home}", "--headless"),
            *("--convert-to", "pdf", "--outdir", str(document.parent), str(document)),
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )
    said = subprocess.run(
        ["pdftotext", "-layout", str(document.with_suffix(".pdf")), "-"],  # noqa: S607 - found above
        check=True,
        capture_output=True,
        encoding="utf-8",
        timeout=60,
    )
    return said.stdout.split("\f")[:-1]


@pytest.mark.parametrize("kind", PER_UNIT)
@pytest.mark.parametrize("name", NAMES)
def test_the_signature_is_on_the_page_of_the_last_words(
    kind: DocumentKind, name: str, tmp_path: Path, soffice: str
) -> None:
    path, document = filled(kind, OUTCOMES[name], tmp_path)
    _assert_whole(pages(soffice, path), str(document.context["ket_thuc"]))


def test_the_overall_report_is_whole_too(tmp_path: Path, soffice: str) -> None:
    path, document = filled_overall(coverage(7, absent=2, failed=1), tmp_path)
    printed = pages(soffice, path)
    _assert_whole(printed, str(document.context["ket_thuc"]))
    assert sum("Phụ lục I" in page for page in printed) >= 1


def test_three_hundred_rows_number_their_pages_from_one(tmp_path: Path, soffice: str) -> None:
    path, _ = filled(
        DocumentKind.PLAN, outcome_of([(LEAD, CARRIED), (LEAD, MISSED)] * 150), tmp_path
    )
    printed = pages(soffice, path)
    first = next(at for at, page in enumerate(printed) if page.lstrip().startswith("Phụ lục"))
    numbers = [re.match(r"\s*(\d+)\n", page) for page in printed[first:]]
    assert [hit[1] if hit else "" for hit in numbers] == [
        "",
        *(str(number) for number in range(2, len(printed) - first + 1)),
    ]
    assert all("Nội dung nhiệm vụ" in page for page in printed[first:])


def _assert_whole(printed: list[str], closing: str) -> None:
    """Check that the last words and the receivers stand on one page."""
    words = closing.replace("\u00a0", " ").split()[-3:]
    signed = [page for page in printed if "Nơi nhận:" in page]
    assert len(signed) == 1
    before = " ".join(signed[0].split("Nơi nhận:")[0].split())
    assert " ".join(words) in before
