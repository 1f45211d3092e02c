"""A form that comes back without its hidden sheet: read by its keys or headers, never as a plan."""

import csv
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from forms import Person, answers, blank_form, said, source, working_folder
from office import document
from reconcile.errors import NoTaskTableError
from reconcile.model import Plan
from reconcile.normalise import to_plan
from reconcile.read import read_file
from reconcile.run.folder import run_folder
from reconcile.run.open_folder import Asked

Cells = list[list[str]]
OWN = "Mở hai lớp cho trưởng thôn"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return working_folder(tmp_path_factory.mktemp("forms"))


@pytest.fixture(scope="module")
def upper(folder: Path) -> Plan:
    return to_plan([read_file(folder / "inputs" / "upper" / "KH140.xlsx")], upper=True)


@pytest.fixture(scope="module")
def filled(folder: Path) -> Cells:
    """What the sheet of a form shows in which one of six tasks was filled in."""
    book = load_workbook(blank_form(folder))
    rows = [[str(c) if c is not None else "" for c in row] for row in book.worksheets[0].values]
    head = next(row for row in rows if "Nội dung cụ thể hóa" in row)
    row = next(row for row in rows if any(cell.startswith("Phổ cập") for cell in row))
    row[head.index("Nội dung cụ thể hóa")] = OWN
    row[head.index("Cơ quan chủ trì")] = "Phòng Văn hóa - Xã hội"
    return [row for row in rows if any(row)]


def without_keys(cells: Cells) -> Cells:
    return [row[:-1] for row in cells]


def in_book(path: Path, cells: Cells) -> Path:
    book = Workbook()
    for row in cells:
        book.worksheets[0].append(row)
    book.save(path.with_suffix(".xlsx"))
    return path.with_suffix(".xlsx")


def in_csv(path: Path, cells: Cells) -> Path:
    with path.with_suffix(".csv").open("w", encoding="utf-8-sig", newline="") as out:
        csv.writer(out, delimiter=";").writerows(cells)
    return path.with_suffix(".csv")


def in_word(path: Path, cells: Cells) -> Path:
    at = next(place for place, row in enumerate(cells) if "Nội dung cụ thể hóa" in row)
    above = [" ".join(filter(None, row)) for row in cells[:at]]
    rows = (" | ".join(cell.replace("\n", "¶") for cell in row) for row in cells[at:])
    return document(path.with_suffix(".docx"), *above, "\n".join(f"| {row} |" for row in rows))


def in_page(path: Path, cells: Cells) -> Path:
    rows = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in cells)
    path.with_suffix(".xls").write_text(f"<html><table>{rows}</table></html>", "utf-8")
    return path.with_suffix(".xls")


CARRIERS: tuple[Callable[[Path, Cells], Path], ...] = (in_book, in_csv, in_word, in_page)


@pytest.mark.parametrize("keyed", [True, False], ids=["with its keys", "without them"])
@pytest.mark.parametrize("carrier", CARRIERS, ids=lambda each: each.__name__)
def test_the_answers_are_as_those_of_the_untouched_form(
    tmp_path: Path,
    upper: Plan,
    filled: Cells,
    carrier: Callable[[Path, Cells], Path],
    keyed: bool,  # noqa: FBT001
) -> None:
    path = carrier(tmp_path / "gửi lại", filled if keyed else without_keys(filled))
    plan = said(path)
    assert [task.text for task in plan.tasks] == [OWN]
    assert plan.unit.name == "UBND xã Vĩnh Hạ"
    assert plan.tasks[0].lead == "Phòng Văn hóa - Xã hội"
    assert "form-marks-lost" in [each.code for each in plan.findings]
    if keyed:
        assert answers(upper, plan) == [("5", OWN)]


@pytest.mark.slow
def test_a_run_gives_the_rate_of_the_untouched_form(tmp_path: Path, filled: Cells) -> None:
    whole, lost = (working_folder(tmp_path / name) for name in ("whole", "lost"))
    person = Person(blank_form(whole))
    lead = {"Cơ quan chủ trì": "Phòng Văn hóa - Xã hội"}
    person.type(person.row("5"), {"Nội dung cụ thể hóa": OWN, **lead})
    person.book.save(whole / "inputs" / "lower" / "a.xlsx")
    in_book(lost / "inputs" / "lower" / "a", without_keys(filled))
    one, other = (
        run_folder(home, Asked(as_of=date(2026, 11, 20))).units[0].summary for home in (whole, lost)
    )
    assert (one, one.carried) == (other, 1)


def test_a_form_of_which_only_the_keys_are_left_is_refused(tmp_path: Path, filled: Cells) -> None:
    rows = [[*row[:2], *row[5:]] for row in filled if row[-1] != "Mã nhiệm vụ cấp trên"]
    with pytest.raises(NoTaskTableError, match="không thấy dòng tiêu đề cột của biểu"):
        source(in_book(tmp_path / "a", rows))


def test_a_form_without_marks_and_without_its_content_column_is_refused(
    tmp_path: Path, filled: Cells
) -> None:
    at = next(row for row in filled if "Nội dung cụ thể hóa" in row).index("Nội dung cụ thể hóa")
    rows = [[*row[:at], *row[at + 1 :]] for row in filled]
    with pytest.raises(NoTaskTableError, match="biểu không còn cột “Nội dung cụ thể hóa”"):
        source(in_book(tmp_path / "a", without_keys(rows)))


def test_a_plan_of_an_offices_own_is_no_form(tmp_path: Path) -> None:
    head = ["STT", "Nội dung cụ thể hóa", "Cơ quan chủ trì", "Thời hạn hoàn thành", "Ghi chú"]
    rows = [[str(n), f"Dọn đoạn mương số {n}", "Thôn 1", "30/6/2026", ""] for n in (1, 2, 3)]
    plan = said(in_book(tmp_path / "a", [["UBND XÃ BẾN THỬ", "", "", "", ""], head, *rows]))
    assert len(plan.tasks) == 3
    assert not any(task.answers for task in plan.tasks)
