"""A cell that says who leads and who helps: both are known, however it puts them apart."""

from pathlib import Path

import pytest

from office import document, workbook
from reconcile.model import Column
from reconcile.read import read_file

TOLD = {
    "Phòng Kinh tế (chủ trì), Hội Nông dân (phối hợp)": ("Phòng Kinh tế", "Hội Nông dân"),
    "Hội Nông dân (phối hợp); Phòng Kinh tế (chủ trì)": ("Phòng Kinh tế", "Hội Nông dân"),
    "Phòng Kinh tế (cơ quan chủ trì) và Trạm Y tế, Công an xã (đơn vị phối hợp)": (
        "Phòng Kinh tế",
        "Trạm Y tế, Công an xã",
    ),
    "Phòng Kinh tế - chủ trì; Hội Nông dân - phối hợp": ("Phòng Kinh tế", "Hội Nông dân"),
    "Phòng Kinh tế chủ trì, phối hợp với Hội Nông dân": ("Phòng Kinh tế", "Hội Nông dân"),
    "Phòng Kinh tế (CT), Hội Nông dân (PH)": ("Phòng Kinh tế", "Hội Nông dân"),
    "Phòng Kinh tế (chủ trì), các thôn": ("Phòng Kinh tế", "các thôn"),
    "Chủ trì: Phòng Kinh tế; Phối hợp: Hội Nông dân": ("Phòng Kinh tế", "Hội Nông dân"),
    "- Chủ trì: Phòng Kinh tế; - Phối hợp: Hội Nông dân": ("Phòng Kinh tế", "Hội Nông dân"),
}
WHOLE = (
    "Phòng Văn hóa - Xã hội",
    "Phòng Kinh tế (CT), Hội Nông dân",
    "Các phòng, Hội Nông dân (phối hợp)",
    "Phòng Kinh tế (Tổ thủy nông)",
    "Chủ tịch UBND xã chủ trì họp giao ban",
)


def drawn(said: str, head: str = "Đơn vị thực hiện") -> str:
    return f"| STT | Nhiệm vụ | {head} | Thời hạn |\n| 1 | Sửa cầu bến đò | {said} | 6/2026 |\n"


def roles(path: Path) -> tuple[str, str]:
    (table,) = read_file(path).tables
    row = table.rows[-1]
    return row.says(Column.LEAD), row.says(Column.SUPPORT)


@pytest.mark.parametrize("said", TOLD)
def test_who_leads_and_who_helps_are_told_apart(tmp_path: Path, said: str) -> None:
    assert roles(workbook(tmp_path / "a.xlsx", drawn(said))) == TOLD[said]


@pytest.mark.parametrize("said", WHOLE)
def test_a_cell_that_does_not_say_both_stays_whole(tmp_path: Path, said: str) -> None:
    assert roles(workbook(tmp_path / "a.xlsx", drawn(said))) == (said, "")


def test_a_word_file_says_it_as_well(tmp_path: Path) -> None:
    said = "Trạm Y tế (chủ trì), các trường học (phối hợp)"
    path = document(tmp_path / "a.docx", "UBND XÃ SUỐI MƠ", drawn(said, "Phân công"))
    assert roles(path) == ("Trạm Y tế", "các trường học")
