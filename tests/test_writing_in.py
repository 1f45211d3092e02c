"""To confirm a gap is not to accept a proposal: “Đưa vào kế hoạch” is an answer of its own."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from office import workbook
from reconcile.run.answers.decisions import export_decisions, import_decisions, list_decisions
from reconcile.run.checking.store import check_store
from reconcile.run.open_folder import Asked
from reconcile.run.writing.documents_again import WantedDocuments, report_folder
from reconcile.vocabulary.terms import term
from test_run_reviews import BOOK, UNIT, UPPER, codes, header, home, outcome, ran, say

__all__ = ["home"]
pytestmark = pytest.mark.slow

GAP = "Rà soát hộ nghèo"
OWN = "Rà soát hộ nghèo, hộ cận nghèo của 12 thôn"
COPY = f"outputs/review/{UNIT} (bản của chị Hoa).xlsx"
REVIEW_1 = Path(__file__).parent / "upgrades" / "review-1.xlsx"
PLAN = f"outputs/{UNIT}/du-lieu/ke-hoach.json"


def rows(home: Path) -> list[dict[str, Any]]:
    """The tasks of the drafted plan."""
    annex: list[dict[str, Any]] = json.loads((home / PLAN).read_text("utf-8"))["phu_luc"]["dong"]
    return annex


def row(home: Path) -> dict[str, Any] | None:
    """The row of the gap in the drafted plan."""
    return next((each for each in rows(home) if each["noi_dung"].startswith(GAP)), None)


def answered(home: Path) -> list[str]:
    return sorted(str(d.verdict) for d in list_decisions(home).decisions)


def test_a_confirmed_gap_is_a_finding_and_its_proposal_still_waits(home: Path) -> None:
    say(home / BOOK, GAP, task="Chưa cụ thể hóa")
    ran(home)
    assert outcome(home, GAP)["decided_by"] == "person"
    waits = row(home)
    assert waits
    assert "đề xuất" in waits["de_xuat"]


def test_an_accepted_proposal_loses_its_mark(home: Path) -> None:
    say(home / BOOK, GAP, writing="Đồng ý")
    ran(home)
    accepted = row(home)
    assert accepted
    assert (accepted["de_xuat"], accepted["y_kien"]) == ("", "")
    assert answered(home) == ["write"]
    assert outcome(home, GAP)["writing_in"]["answer"] == "write"


def test_what_is_not_to_be_written_in_stays_missed_and_is_in_no_draft(home: Path) -> None:
    say(home / BOOK, GAP, writing="khong", task="Chưa cụ thể hóa")
    ran(home)
    assert row(home) is None
    assert outcome(home, GAP)["outcome"] == "missed"
    final = WantedDocuments(final=True)
    left = report_folder(home, Asked(only=UNIT), final).left
    assert [each.proposals for each in left] == [0]


@pytest.mark.parametrize("said", ["Sửa", "Đồng ý", ""])
def test_what_a_person_writes_in_the_place_of_a_proposal_stands_in_the_draft(
    home: Path, said: str
) -> None:
    words = {"Sửa nội dung": OWN, "Sửa cơ quan chủ trì": "Ban Công tác xã hội"}
    chosen = {"writing": said} if said else {}
    say(home / BOOK, GAP, **words, **chosen, **{"Sửa thời hạn": "Trước 25/11/2026"})
    ran(home)
    for _ in range(2):
        written = row(home)
        assert written
        assert (written["noi_dung"], written["chu_tri"], written["thoi_han"]) == (
            OWN,
            "Ban Công tác xã hội",
            "Trước 25/11/2026",
        )
        assert written["de_xuat"] == ""
        ran(home)
    assert answered(home) == ["rewrite"]


def test_an_empty_cell_of_an_edit_stands_as_proposed(home: Path) -> None:
    lead = (row(home) or {})["chu_tri"]
    say(home / BOOK, GAP, writing="Sửa", **{"Sửa thời hạn": "Tháng 11/2026"})
    ran(home)
    written = row(home)
    assert written
    assert written["chu_tri"] == lead
    assert written["thoi_han"] == "Tháng 11/2026"


def test_to_edit_without_a_word_is_asked_back(home: Path) -> None:
    say(home / BOOK, GAP, writing="Sửa")
    ran(home)
    assert "unread-answers" in codes(home)
    assert answered(home) == []


def test_an_answer_on_the_proposal_is_taken_back_by_itself(home: Path) -> None:
    say(home / BOOK, GAP, writing="Đồng ý", task="Chưa cụ thể hóa")
    ran(home)
    say(home / BOOK, GAP, writing="")
    ran(home)
    assert answered(home) == ["missed"]
    waits = row(home)
    assert waits
    assert waits["de_xuat"]


def test_a_note_beside_an_answer_on_the_proposal_goes_with_it(home: Path) -> None:
    say(home / BOOK, GAP, writing="Đồng ý", **{"Ghi chú": "đã hỏi xã"})
    ran(home)
    (said,) = list_decisions(home).decisions
    assert said.note == "đã hỏi xã"
    say(home / BOOK, GAP, writing="")
    ran(home)
    assert answered(home) == []
    sheet = load_workbook(home / BOOK)["Đối chiếu"]
    assert not any("đã hỏi xã" in str(cell.value) for row in sheet.iter_rows() for cell in row)


def test_an_export_tells_both_answers_apart_and_what_was_written(home: Path) -> None:
    say(home / BOOK, GAP, task="Chưa cụ thể hóa", **{"Sửa nội dung": OWN})
    ran(home)
    export_decisions(home, home / "y-kien.csv")
    table = (home / "y-kien.csv").read_text("utf-8-sig")
    assert "Đưa vào kế hoạch" in table
    assert OWN in table
    for left in (home / BOOK, *home.glob("reconcile.db*")):
        left.unlink()
    ran(home)
    import_decisions(home, home / "y-kien.csv")
    ran(home)
    assert answered(home) == ["missed", "rewrite"]
    assert (row(home) or {})["noi_dung"] == OWN


def test_an_export_of_before_means_both_by_one_answer(home: Path) -> None:
    say(home / BOOK, GAP, task="Chưa cụ thể hóa")
    ran(home)
    export_decisions(home, home / "y-kien.csv")
    lines = (home / "y-kien.csv").read_text("utf-8-sig").splitlines()
    older = "\r\n".join(";".join(line.split(";")[:-7]) for line in lines)
    (home / "cu.csv").write_text(older, "utf-8-sig", newline="")
    for left in (home / BOOK, *home.glob("reconcile.db*")):
        left.unlink()
    ran(home)
    import_decisions(home, home / "cu.csv")
    assert answered(home) == ["missed", "write"]


def test_two_people_who_write_it_in_otherwise_are_both_quoted(home: Path) -> None:
    shutil.copy(home / BOOK, home / COPY)
    say(home / BOOK, GAP, **{"Sửa nội dung": OWN})
    say(home / COPY, GAP, **{"Sửa nội dung": f"{OWN} và 2 khu"})
    ran(home)
    result = json.loads((home / f"outputs/result/{UNIT}.json").read_text("utf-8"))
    (message,) = [f["message"] for f in result["findings"] if "contradicting" in f["code"]]
    assert f"Đưa vào kế hoạch: Sửa: {OWN}”" in message
    assert f"{OWN} và 2 khu”" in message
    assert answered(home) == []


def test_to_delete_the_columns_takes_nothing_back(home: Path) -> None:
    say(home / BOOK, GAP, task="Chưa cụ thể hóa", writing="Đồng ý")
    ran(home)
    book = load_workbook(home / BOOK, rich_text=True)
    sheet = book["Đối chiếu"]
    _, titles = header(sheet)
    sheet.delete_cols(titles["Đưa vào kế hoạch"], 4)
    book.save(home / BOOK)
    ran(home)
    assert answered(home) == ["missed", "write"]


def test_a_workbook_of_before_means_both_with_its_hidden_sheet_and_without(home: Path) -> None:
    for name in ("có khóa.xlsx", f"{UNIT} không khóa.xlsx"):
        book = load_workbook(REVIEW_1, rich_text=True)
        if "không" in name:
            del book[term("review_sheet", "ledger")]
        sheet = book["Đối chiếu"]
        top, titles = header(sheet)
        rows = sheet.iter_rows(min_row=top + 1)
        row = next(r[0].row for r in rows if any("Nạo vét" in str(c.value) for c in r))
        sheet.cell(row or 0, titles["Kết luận về nhiệm vụ"]).value = "Chưa cụ thể hóa"
        sheet.cell(row or 0, titles["Tương ứng với"]).value = None
        for left in (home / "outputs/review").iterdir():
            left.unlink()
        for left in home.glob("reconcile.db*"):
            left.unlink()
        book.save(home / "outputs/review" / name)
        ran(home)
        assert [each for each in answered(home) if each in {"missed", "write"}] == [
            "missed",
            "write",
        ]


@pytest.mark.parametrize("said", ["Đồng ý", "Không", "Sửa"])
def test_a_folder_with_answers_on_writing_in_is_sound(home: Path, said: str) -> None:
    edit = {"Sửa nội dung": OWN} if said == "Sửa" else {}
    say(home / BOOK, GAP, task="Chưa cụ thể hóa", writing=said, **edit)
    ran(home)
    assert check_store(home).findings == ()


def test_the_plan_counts_by_role_only_what_it_writes_in(home: Path) -> None:
    upper = UPPER.replace(
        "80/QĐ-UBND | 30/11/2026 | UBND cấp xã",
        "80/QĐ-UBND | 30/11/2026 | Sở Y tế; UBND cấp xã phối hợp",
    )
    workbook(home / "inputs/upper/tinh.xlsx", upper)
    ran(home)
    say(home / BOOK, "Nạo vét kênh mương", task="Chưa cụ thể hóa", writing="Không")
    say(home / BOOK, GAP, task="Chưa cụ thể hóa", writing="Đồng ý")
    ran(home)
    said = " ".join(json.loads((home / PLAN).read_text("utf-8"))["nhiem_vu"])
    roles = [part for part in ("chủ trì", "phối hợp") if f"giao {part}" in said]
    assert len(roles) == 1, said
    assert "đầy đủ" not in said
