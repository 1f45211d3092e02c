"""To confirm a gap is not to accept a proposal: “Đưa vào kế hoạch” is an answer of its own."""

import json
from pathlib import Path
from typing import Any

import pytest

from reconcile.run.decisions import export_decisions, import_decisions, list_decisions
from reconcile.run.documents_again import WantedDocuments, report_folder
from reconcile.run.open_folder import Asked
from test_run_reviews import BOOK, UNIT, codes, home, outcome, ran, say

__all__ = ["home"]
pytestmark = pytest.mark.slow

GAP = "Rà soát hộ nghèo"
OWN = "Rà soát hộ nghèo, hộ cận nghèo của 12 thôn"
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
    assert "unknown-answer" in codes(home)
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
    older = "\r\n".join(";".join(line.split(";")[:-4]) for line in lines)
    (home / "cu.csv").write_text(older, "utf-8-sig", newline="")
    for left in (home / BOOK, *home.glob("reconcile.db*")):
        left.unlink()
    ran(home)
    import_decisions(home, home / "cu.csv")
    assert answered(home) == ["missed", "write"]
