"""Documents as pages: LibreOffice opens them whole, and the signature stays with the last words."""

import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest

import progress
from by_path import SHIPPED, fill
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
from reconcile.config import Config, DocumentKind
from reconcile.report.documents.kinds import Document, progress_document

pytestmark = pytest.mark.slow
_HEADING = re.compile(r"(?:\d+|[IVX]+)\. [^.;]+")
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


@dataclass(frozen=True)
class Printed:
    """A document as it was printed."""

    pages: list[str]
    closing: str
    """Its last words."""


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory, soffice: str) -> dict[str, list[Printed]]:
    """All documents that are looked at here, printed by one start of LibreOffice."""
    home = tmp_path_factory.mktemp("in")
    rows = outcome_of([(LEAD, CARRIED), (LEAD, MISSED)] * 150)
    made: dict[str, list[tuple[Path, Document]]] = {}
    for name in NAMES:
        made[name] = [_apart(filled(kind, OUTCOMES[name], home), name) for kind in PER_UNIT]
    made["overall"] = [filled_overall(coverage(7, absent=2, failed=1), home)]
    made["three hundred rows"] = [filled(DocumentKind.PLAN, rows, home)]
    made["progress"] = [_progress(home)]
    told = iter(pages(soffice, *(path for each in made.values() for path, _ in each)))
    return {
        name: [
            Printed(next(told), str(document.context.get("ket_thuc", ""))) for _, document in each
        ]
        for name, each in made.items()
    }


def _progress(home: Path) -> tuple[Path, Document]:
    """Fill the report on progress of a Party committee over all its units."""
    outcome = progress.outcome(progress.busy(), before=progress.earlier(), party=True)
    made = progress_document(outcome, None, Config(), SHIPPED)
    fill(made.template, made.context, home / "bao-cao-tien-do.docx")
    return home / "bao-cao-tien-do.docx", made


def _apart(made: tuple[Path, Document], name: str) -> tuple[Path, Document]:
    """Name a document also by what it is about, so that all lie in one folder."""
    path, document = made
    return path.rename(path.with_stem(f"{name} {path.stem}")), document


@pytest.mark.parametrize("name", NAMES)
def test_the_signature_is_on_the_page_of_the_last_words(
    name: str, printed: dict[str, list[Printed]]
) -> None:
    for each in printed[name]:
        _assert_whole(each)


def test_the_overall_report_is_whole_too(printed: dict[str, list[Printed]]) -> None:
    (report,) = printed["overall"]
    _assert_whole(report)
    assert sum("Phụ lục I" in page for page in report.pages) >= 1


def test_three_hundred_rows_number_their_pages_from_one(
    printed: dict[str, list[Printed]],
) -> None:
    (plan,) = printed["three hundred rows"]
    first = next(at for at, page in enumerate(plan.pages) if page.lstrip().startswith("Phụ lục"))
    annex = plan.pages[first:]
    numbers = [re.match(r"\s*(\d+)\n", page) for page in annex]
    assert [hit[1] if hit else "" for hit in numbers] == [
        "",
        *(str(number) for number in range(2, len(annex) + 1)),
    ]
    assert all("Nội dung nhiệm vụ" in page for page in annex)


def test_no_heading_and_no_words_before_a_list_stand_alone_at_the_foot_of_a_page(
    printed: dict[str, list[Printed]],
) -> None:
    # The table of figures ends near the foot there; LibreOffice left what follows it behind.
    assert len(printed["progress"][0].pages) > 2
    for each in (document for made in printed.values() for document in made):
        feet = [page.split("\n") for page in each.pages[:-1]]
        lasts = [next(line.strip() for line in reversed(foot) if line.strip()) for foot in feet]
        assert [last for last in lasts if _HEADING.fullmatch(last) or last.endswith(":")] == []


def _assert_whole(printed: Printed) -> None:
    """Check that the last words and the receivers stand on one page."""
    words = printed.closing.replace("\u00a0", " ").split()[-3:]
    signed = [page for page in printed.pages if "Nơi nhận:" in page]
    assert len(signed) == 1
    before = " ".join(signed[0].split("Nơi nhận:")[0].split())
    assert " ".join(words) in before
