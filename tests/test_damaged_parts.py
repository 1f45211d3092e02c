"""Every part of every kind of file harmed in every way: a clear answer soon, never a traceback."""

import os
import shutil
import struct
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random

import pytest
from docx import Document

from by_path import SHIPPED, read_files
from damage import damage
from damaged_parts import SECTOR, harmed, harmed_pages
from effort import at_most
from office import document, workbook
from reconcile.errors import ReconcileError
from reconcile.model import Source, Verdict
from reconcile.normalise import to_plan
from reconcile.office.ole import OleError, is_endless
from reconcile.office.sheet_extent import STREAMS, sheet_corners
from reconcile.report.templates.check import check_template
from reconcile.report.templates.fill import fill
from reconcile.report.templates.find import Template
from reconcile.review import read_reviews
from reconcile.run.answers.decisions import list_decisions
from reconcile.run.checking.store import check_store
from reconcile.run.folder import run_folder
from reconcile.run.layout_check import check_layout
from reconcile.run.open_folder import Asked
from reconcile.store.database import NAME
from reviewing import decision, review_file
from test_odd_names import FEW, folder
from test_read_convert import given as long_document
from test_read_convert import saved_as
from test_read_damage import HOME, texts, was_in
from xlsb import xlsb

SOAK = "RECONCILE_SOAK" in os.environ
SAMPLE = 1
PATIENCE = 40
"""Times the reference of ``effort``."""
ROWS_AMISS = {"row-joined", "stt-gap"}
"""What tells a coordinator that rows of a table are lost or run together."""
pytestmark = pytest.mark.soak


Some = Callable[[Iterable[tuple[str, bytes]]], list[tuple[str, bytes]]]


@pytest.fixture
def some(record_property: Callable[[str, object], None]) -> Some:
    """What chooses of all harms: all in the soak, and else a seeded part; it tells how many."""

    def chosen(every: Iterable[tuple[str, bytes]]) -> list[tuple[str, bytes]]:
        found = list(every)
        if not SOAK:
            found = Random(18).sample(found, min(SAMPLE, len(found)))  # noqa: S311 - the same each time
        record_property("tried", len(found))
        return found

    return chosen


@contextmanager
def answered(harm: str) -> Iterator[None]:
    """Let a work end well, or with an answer that says what to do; with nothing else."""
    try:
        yield
    except ReconcileError as error:
        if not error.fix:
            raise AssertionError(harm) from error


def subjects(book: bytes) -> set[tuple[str, ...]]:
    """What the answers of a review workbook are about."""
    reviews = read_reviews(book, file="phieu.xlsx")
    return {each.subject for review in reviews for each in review.decisions}


def told(path: Path) -> set[str]:
    """Return the codes of what is told of a file."""
    read = [each for each in read_files(path) if isinstance(each, Source)]
    return {finding.code for finding in to_plan(read, upper=True).findings}


def commented(path: Path) -> Path:
    """A document with a table, styles, a header, and a comment."""
    made = Document(str(document(path, "UBND XÃ SUỐI MƠ", "KẾ HOẠCH", "Nơi nhận:")))
    table = Document(str(document(path.with_name("b.docx"), FEW))).tables[0]
    made.element.body.insert(2, table._tbl)  # noqa: SLF001 - python-docx moves no tables
    made.add_comment(made.paragraphs[0].runs, "Xem lại", author="A", initials="A")
    made.sections[0].header.paragraphs[0].text = "2"
    made.save(str(path))
    return path


def written(path: Path) -> Path:
    """A workbook with a comment, a merged range, a hidden row and texts in a part of their own."""
    head = "| BIỂU NHIỆM VỤ | | | | |\n"
    return workbook(path, head + FEW, merges=["A1:E1"], hidden=[9], values={"C9": "Ghi chú"})


def kept_case(path: Path) -> Path:
    """The file of a case of that format."""
    (case,) = (HOME / name for name in ("ods-open", "xls-old") if name.startswith(path.suffix[1:]))
    return Path(shutil.copy(case / f"given{path.suffix}", path))


def in_binary(path: Path) -> Path:
    """A workbook whose parts are records in place of XML."""
    return xlsb(path, "| BIỂU NHIỆM VỤ | | | | |\n" + FEW)


def harmed_parts(path: Path) -> Iterator[tuple[str, bytes]]:
    """Yield a file with each of its parts done each harm: sectors, where it is no archive."""
    data = path.read_bytes()
    return harmed_pages(data, SECTOR) if path.suffix == ".xls" else harmed(data)


MADE: dict[str, Callable[[Path], Path]] = {
    "a.xlsx": written,
    "a.docx": commented,
    "a.ods": kept_case,
    "a.xls": kept_case,
    "a.xlsb": in_binary,
}


@pytest.mark.parametrize("name", MADE)
def test_a_plan_with_a_harmed_part_gives_its_own_tasks_or_a_clear_answer(
    tmp_path: Path, name: str, some: Some
) -> None:
    sound = MADE[name](tmp_path / name)
    assert texts(sound)
    wrong = []
    for harm, data in some(harmed_parts(sound)):
        path = tmp_path / f"hỏng{sound.suffix}"
        path.write_bytes(data)
        with at_most(PATIENCE, harm):
            read = texts.__wrapped__(path)
        wrong += [f"{harm}: {task}" for task in read if not was_in(task, sound)]
    assert wrong == []


def test_a_review_workbook_with_a_harmed_part_is_read_or_told(tmp_path: Path, some: Some) -> None:
    given = review_file(tmp_path / "phieu.xlsx", decision(Verdict.DONE, "u5"))
    sound = subjects(given.read_bytes())
    for harm, data in some(harmed(given.read_bytes())):
        with answered(harm):
            assert subjects(data) <= sound, harm


def test_a_template_with_a_harmed_part_is_told_or_filled(some: Some) -> None:
    for harm, data in some(harmed(SHIPPED["cong-van"].data)):
        broken = Template("cong-van.docx", data)
        with answered(harm):
            if not check_template(broken):
                fill(broken, {})


def test_a_document_with_a_harmed_part_is_checked_or_told(tmp_path: Path, some: Some) -> None:
    sound = commented(tmp_path / "a.docx")
    for harm, data in some(harmed(sound.read_bytes())):
        path = tmp_path / "hỏng.docx"
        path.write_bytes(data)
        with answered(harm):
            check_layout(path, fix=True)


def test_a_database_with_a_harmed_page_is_looked_at_and_read_or_told(
    tmp_path: Path, some: Some
) -> None:
    home = folder(tmp_path / "a")
    run_folder(home, Asked(jobs=1))
    for harm, data in some(harmed_pages((home / NAME).read_bytes())):
        copy = tmp_path / "b"
        shutil.rmtree(copy, ignore_errors=True)
        shutil.copytree(home, copy)
        (copy / NAME).write_bytes(data)
        check_store(copy)
        with answered(harm):
            list_decisions(copy, whole=True)


CIRCLES = {"the table of sectors": 512, "the directory": 48, "the list of the table": 68}
"""What is made to run in a circle, and where in the file it begins or is named."""


@pytest.mark.parametrize("name", CIRCLES)
def test_a_circle_in_an_old_workbook_is_refused_before_a_reader_follows_it_for_ever(
    name: str,
) -> None:
    data = bytearray((HOME / "xls-old/given.xls").read_bytes())
    (first,) = struct.unpack_from("<I", data, CIRCLES[name])
    if name == "the table of sectors":
        data[SECTOR : 2 * SECTOR] = bytes(SECTOR)
    elif name == "the directory":
        struct.pack_into("<I", data, SECTOR + 4 * first, first)
    else:
        struct.pack_into("<I", data, CIRCLES[name], 0)
        struct.pack_into("<I", data, 2 * SECTOR - 4, 0)
    assert is_endless(bytes(data), STREAMS)
    with pytest.raises(OleError):
        list(sheet_corners(bytes(data)))


@pytest.mark.skipif(not SOAK, reason="`make soak` runs whole folders")
@pytest.mark.parametrize("name", MADE)
def test_a_folder_of_harmed_plans_stops_at_none_of_them(tmp_path: Path, name: str) -> None:
    home = folder(tmp_path / "a", head="UBND XÃ AN BÌNH")
    sound = MADE[name](tmp_path / name)
    for at, (_, data) in enumerate(harmed_parts(sound)):
        (home / f"inputs/lower/{at:03}{sound.suffix}").write_bytes(data)
    report = run_folder(home, Asked(jobs=1))
    assert report.failures == ()
    assert "UBND xã An Bình" in {unit.unit.name for unit in report.units}


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["pdf", "doc", "rtf", "odt"] if SOAK else ["pdf"])
def test_a_mutated_document_of_another_kind_gives_its_own_tasks_or_a_clear_answer(
    tmp_path: Path, soffice: str, kind: str
) -> None:
    sound = HOME / "pdf-many-pages/given.pdf"
    if kind != "pdf":
        sound = saved_as(soffice, long_document(tmp_path), kind=kind)
    wrong = []
    for seed in range(60 if kind == "pdf" and SOAK else 12 if SOAK else 2):
        path = tmp_path / f"hỏng.{kind}"
        path.write_bytes(damage(sound.read_bytes(), seed))
        read = texts.__wrapped__(path)
        strange = [f"{seed}: {text}" for text in read if not was_in(text, sound)]
        # What LibreOffice makes of damage is its own affair; to tell what ran together is ours.
        if kind == "pdf" or (strange and not told(path) & ROWS_AMISS):
            wrong += strange
    assert wrong == []
