"""Documents as pages: LibreOffice opens them whole, and the signature stays with the last words."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from effort import HANGS
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


def pages(soffice: str, *documents: Path) -> list[list[str]]:
    """The texts of documents of one folder, page by page, as LibreOffice prints them.

    It starts once for all of them, which takes longer than printing one.
    """
    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext is not installed")
    out = documents[0].parent
    subprocess.run(
        [
            *(soffice, f"-env:UserInstallation=file://{out / 'profile'}", "--headless"),
            *("--convert-to", "pdf", "--outdir", str(out), *map(str, documents)),
        ],
        check=True,
        capture_output=True,
        timeout=HANGS,
    )
    return [_text(document.with_suffix(".pdf")) for document in documents]


def _text(path: Path) -> list[str]:
    said = subprocess.run(
        ["pdftotext", "-layout", str(path), "-"],  # noqa: S607 - found above
        check=True,
        capture_output=True,
        encoding="utf-8",
        timeout=HANGS,
    )
    return said.stdout.split("\f")[:-1]


@pytest.mark.parametrize("name", NAMES)
def test_the_signature_is_on_the_page_of_the_last_words(
    name: str, tmp_path: Path, soffice: str
) -> None:
    made = [filled(kind, OUTCOMES[name], tmp_path) for kind in PER_UNIT]
    printed = pages(soffice, *(path for path, _ in made))
    for (_, document), each in zip(made, printed, strict=True):
        _assert_whole(each, str(document.context["ket_thuc"]))


def test_the_overall_report_is_whole_too(tmp_path: Path, soffice: str) -> None:
    path, document = filled_overall(coverage(7, absent=2, failed=1), tmp_path)
    (printed,) = pages(soffice, path)
    _assert_whole(printed, str(document.context["ket_thuc"]))
    assert sum("Phụ lục I" in page for page in printed) >= 1


def test_three_hundred_rows_number_their_pages_from_one(tmp_path: Path, soffice: str) -> None:
    path, _ = filled(
        DocumentKind.PLAN, outcome_of([(LEAD, CARRIED), (LEAD, MISSED)] * 150), tmp_path
    )
    (printed,) = pages(soffice, path)
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
