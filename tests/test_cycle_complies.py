"""A commune complies with a letter: its task is carried or asked about, never missing in silence.

Drawn as communes write: shortened, with a lead of their own, as “Tổ chức thực hiện …”, with their
own bodies, two tasks in one row, one in two, in another order, by another day.
"""

import json
import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

import pytest
from docx import Document
from openpyxl import load_workbook

from cycle.invented import (
    OWN,
    WAYS,
    WORK,
    Item,
    complied,
    drawing,
    merged,
    own_item,
    upper_item,
)
from office import workbook
from reconcile.run.folder import run_folder
from reconcile.run.open_folder import Asked
from test_run_reviews import TASK, header

pytestmark = [pytest.mark.slow, pytest.mark.soak]
SOAK = "RECONCILE_SOAK" in os.environ
FOLDERS = range(10 if SOAK else 1)
DRAWS = 10 if SOAK else 3
"""Communes in a folder, each of which misses some tasks and takes them up."""
PLACES = ("An Bình", "Bến Đá", "Cẩm Sơn", "Đông Phú", "Gia Hòa", "Hà Lâm", "Ích Hậu", "Kim Tân",
          "Lộc Thủy", "Mỹ Đức")  # fmt: skip
MISSED = "Chưa cụ thể hóa"
KINDS = '[documents]\nkinds = ["ke-hoach", "cong-van", "bao-cao"]\n'


@dataclass
class Commune:
    """A commune, what it sent, and what it left out."""

    name: str
    rows: list[Item]
    missed: list[Item]
    how: list[str]


def draw(random: Random, place: str, upper: list[Item]) -> Commune:
    """Draw a commune that carries most tasks in its own words and leaves out two or three."""
    missed = random.sample(upper, random.randint(2, 3))
    rows = [
        row
        for task in upper
        if task not in missed
        for row in complied(random, task, random.choice(WAYS))
    ]
    rows += [own_item(random, text) for text in random.sample(OWN, 2)]
    return Commune(f"UBND xã {place}", rows, missed, [])


def comply(random: Random, commune: Commune) -> None:
    """Let the commune take up what it had left out, and put its rows in another order."""
    rows: list[Item] = []
    for task in commune.missed:
        way = random.choice(WAYS)
        commune.how.append(way.__name__)
        rows += complied(random, task, way)
    if len(rows) > 1 and random.random() < 0.25:
        commune.how.append("merged")
        rows = [merged(rows[0], rows[-1]), *rows[1:-1]]
    commune.rows += rows
    if random.random() < 0.5:
        random.shuffle(commune.rows)


def send(home: Path, commune: Commune) -> None:
    """Lay the plan of the commune into the folder."""
    path = home / f"inputs/lower/{commune.name.removeprefix('UBND ')}.xlsx"
    workbook(path, drawing(commune.name.upper(), commune.rows))


def ran(home: Path) -> None:
    run_folder(home, Asked(as_of=date(2026, 11, 20), jobs=1))


def answer(home: Path, commune: Commune) -> None:
    """Confirm in the review workbook what the commune has left out."""
    path = home / f"outputs/review/{commune.name}.xlsx"
    book = load_workbook(path, rich_text=True)
    sheet = book["Đối chiếu"]
    top, titles = header(sheet)
    for task in commune.missed:
        row = next(
            row[0].row
            for row in sheet.iter_rows(min_row=top + 1)
            if any(task.text in str(cell.value or "") for cell in row)
        )
        sheet.cell(row or 0, titles[TASK]).value = MISSED
    book.save(path)


def outcomes(home: Path, commune: Commune) -> dict[str, dict[str, Any]]:
    """The upper tasks of the result file by their texts."""
    result = json.loads((home / f"outputs/result/{commune.name}.json").read_text("utf-8"))
    return {each["text"]: each for each in result["upper"]["tasks"]}


def said(path: Path) -> str:
    """All that a document says; nothing where there is none."""
    if not path.exists():
        return ""
    document = Document(str(path))
    cells = (cell.text for t in document.tables for row in t.rows for cell in row.cells)
    return "\n".join([*(p.text for p in document.paragraphs), *cells])


@pytest.mark.parametrize("seed", FOLDERS)
def test_a_task_that_a_commune_takes_up_is_nowhere_missing(
    seed: int, tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    record_property("tried", DRAWS)
    random = Random(seed)  # noqa: S311 - seeded work, no secret
    for part in ("inputs/upper", "inputs/lower"):
        (tmp_path / part).mkdir(parents=True)
    (tmp_path / "reconcile.toml").write_text(KINDS, "utf-8")
    upper = [upper_item(random, each) for each in random.sample(WORK, 8)]
    upper = [Item(each.text, each.cited, each.due, "UBND cấp xã") for each in upper]
    workbook(tmp_path / "inputs/upper/tinh.xlsx", drawing("UBND TỈNH HÀ SƠN", upper))
    communes = [draw(random, place, upper) for place in PLACES[:DRAWS]]
    for each in communes:
        send(tmp_path, each)
    ran(tmp_path)
    for each in communes:
        answer(tmp_path, each)
    ran(tmp_path)
    for each in communes:
        letter = said(tmp_path / f"outputs/{each.name}/cong-van.docx")
        for task in each.missed:
            assert outcomes(tmp_path, each)[task.text]["outcome"] == "missed"
            assert task.text in letter
        comply(random, each)
        send(tmp_path, each)
    ran(tmp_path)
    wrong = [fault for each in communes for fault in faults(tmp_path, each)]
    assert wrong == []


def faults(home: Path, commune: Commune) -> list[str]:
    """Tell where a task that the commune has taken up is still missing."""
    told = outcomes(home, commune)
    letter = said(home / f"outputs/{commune.name}/cong-van.docx")
    plan = said(home / f"outputs/{commune.name}/ke-hoach.docx")
    found: list[str] = []
    for task in commune.missed:
        outcome = told[task.text]["outcome"]
        if outcome not in ("carried", "review"):
            found.append(f"{commune.name} {commune.how}: {outcome}: {task.text}")
        if task.text in letter:
            found.append(f"{commune.name} {commune.how}: in the letter: {task.text}")
        if f"{task.text} (đề xuất)" in plan:
            found.append(f"{commune.name} {commune.how}: in the plan again: {task.text}")
    return found
