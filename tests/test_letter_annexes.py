"""A Công văn lists in its annexes all that it asks for, each with room for the answer."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import docx
import pytest

from papers import LEAD, MISSED, PARTIAL, PARTY, REVIEW, filled, under_party
from plans import many, outcome_of
from reconcile.config import Config, DocumentKind
from reconcile.model import Candidate, Reconciliation
from reconcile.report.documents.letter import letter_context
from reconcile.report.documents.wording import with_times_inside
from reconcile.vocabulary.agencies import spelt_out
from reconcile.vocabulary.findings import finding
from reconcile.vocabulary.written_times import in_one_way

ANNEXES = ("phu_luc", "mot_phan", "can_lam_ro", "sai_lech")


def letter(result: Reconciliation) -> dict[str, Any]:
    return letter_context(result, Config())


def test_every_number_that_the_letter_asks_for_is_listed_in_an_annex() -> None:
    result = many()
    said, summary = letter(result), result.summary
    tasks = [
        [row for row in said[name]["dong"] if row["stt"]] for name in ("mot_phan", "can_lam_ro")
    ]
    assert [len(rows) for rows in tasks] == [summary.partial, summary.review]
    assert sum(not row["nhom"] for row in said["phu_luc"]["dong"]) == summary.missed
    names = [said[name]["ten"] for name in ANNEXES]
    assert names == ["Phụ lục I", "Phụ lục II", "Phụ lục III", "Phụ lục IV"]
    pointers = [said[name] for name in ("xem_mot_phan", "xem_ra_soat", "xem_sai_lech")]
    assert [each.replace("\u00a0", " ").strip() for each in pointers] == [
        "(Phụ lục II)", "(Phụ lục III)", "(Phụ lục IV)",
    ]  # fmt: skip


def test_a_task_carried_in_part_stands_beside_what_the_unit_wrote_and_what_is_lacking() -> None:
    result = outcome_of([(LEAD, PARTIAL), (LEAD, MISSED)], grouped=False)
    (row,) = letter(result)["mot_phan"]["dong"]
    assert row["noi_dung"] == spelt_out(result.uppers[0].task.text)
    assert row["cua_don_vi"] == result.lowers[0].task.text
    assert row["de_nghi"] == "Bổ sung: bố trí kinh phí"
    assert row["tra_loi"] == ""


def test_what_a_task_carried_in_part_lacks_is_asked_for_in_one_annex_alone() -> None:
    result = outcome_of([(LEAD, PARTIAL), (LEAD, MISSED)], grouped=False)
    row = result.lower.tasks[0]
    lacking = finding("dropped-clause", row.where, task=row.key, clause="bố trí kinh phí")
    said = letter(replace(result, findings=(lacking,)))
    assert [each["de_nghi"] for each in said["mot_phan"]["dong"]] == ["Bổ sung: bố trí kinh phí"]
    assert not said["sai_lech"]
    assert "sai lệch" not in " ".join(said["noi_dung"])


def test_a_deviation_shows_both_texts_and_what_to_do() -> None:
    result = outcome_of([(LEAD, PARTIAL), (LEAD, MISSED)], grouped=False, late=1)
    (row,) = letter(result)["sai_lech"]["dong"]
    assert row["noi_dung"] == spelt_out(result.uppers[0].task.text)
    assert row["cua_don_vi"] == result.lowers[0].task.text
    assert "muộn hơn thời hạn cấp trên giao" in row["de_nghi"]
    assert "điều chỉnh thời hạn" in row["de_nghi"]
    assert "là quý I/2027 (31/3/2027)" in row["de_nghi"]
    assert "(ngày 15/12/2026)" in row["de_nghi"]


def test_a_row_said_twice_is_named_by_its_number_and_not_by_its_place_in_a_file() -> None:
    result = outcome_of([(LEAD, PARTIAL), (LEAD, MISSED)], grouped=False)
    first = replace(result.lower.tasks[0], stt="3.", group=("II. Việc chung",))
    said = finding("duplicate-task", first.where, task=first.key, other=str(first.where))
    lowers = (replace(result.lowers[0], task=first), *result.lowers[1:])
    tasks = (first, *result.lower.tasks[1:])
    result = replace(
        result, lowers=lowers, lower=replace(result.lower, tasks=tasks), findings=(said,)
    )
    (row,) = letter(result)["sai_lech"]["dong"]
    assert row["de_nghi"].startswith(
        "Nội dung trùng với nhiệm vụ đã nêu ở số thứ tự 3 nhóm “II. Việc chung”;"
    )


def test_how_far_the_unit_is_with_work_of_its_own_is_none_of_the_letters() -> None:
    result = outcome_of([(LEAD, PARTIAL), (LEAD, MISSED)], grouped=False, own=1)
    late = [
        finding(
            "past-deadline", each.where, task=each.key, deadline="30/9/2026", as_of="20/11/2026"
        )
        for each in result.lower.tasks
    ]
    (row,) = letter(replace(result, findings=tuple(late)))["sai_lech"]["dong"]
    assert row["cua_don_vi"] == result.lower.tasks[0].text


def test_what_is_not_asked_for_has_no_annex() -> None:
    said = letter(outcome_of([(LEAD, MISSED)], grouped=False))
    assert [bool(said[name]) for name in ANNEXES] == [True, False, False, False]
    assert said["phu_luc"]["ten"] == "Phụ lục"


def test_a_doubtful_task_without_a_like_row_is_asked_for_its_place() -> None:
    (row,) = letter(outcome_of([(LEAD, REVIEW), (LEAD, MISSED)]))["can_lam_ro"]["dong"]
    assert row["de_nghi"].startswith("Cho biết nhiệm vụ được thực hiện tại nội dung nào")


@pytest.mark.parametrize(("score", "shown"), [(0.62, True), (0.46, False)])
def test_a_letter_shows_only_rows_that_are_likelier_meant_than_not(
    score: float, *, shown: bool
) -> None:
    result = outcome_of([(LEAD, REVIEW), (LEAD, MISSED)], own=1)
    own = result.lower.tasks[0]
    doubtful = result.uppers[0]
    near = replace(doubtful, candidates=(Candidate(doubtful.task.key, own.key, score),))
    (row,) = letter(replace(result, uppers=(near, *result.uppers[1:])))["can_lam_ro"]["dong"]
    assert (row["cua_don_vi"] == own.text) == shown


@pytest.mark.parametrize(
    ("said", "inside"),
    [
        ("không muộn hơn Trước 30/4/2027, hoặc", "về trước 30/4/2027, hoặc"),
        ("Thời hạn Xong trong tháng 3/2026 đã qua", "Thời hạn trong tháng 3/2026 đã qua"),
        ("giao (Trước ngày 05/6/2026)", "giao (trước ngày 05/6/2026)"),
        ("Trước mắt, Trong dân", "Trước mắt, Trong dân"),
    ],
)
def test_times_taken_from_cells_read_as_part_of_the_sentence(said: str, inside: str) -> None:
    assert with_times_inside(f"điều chỉnh {said}") == f"điều chỉnh {inside}"


def test_days_are_written_alike_in_one_table() -> None:
    said = "30/09/2025; 1/1/2026; 31-12-2025; 31/02/2026; 5/QĐ-UBND; 12/2026"
    written = "30/9/2025; 01/01/2026; 31/12/2025; 31/02/2026; 5/QĐ-UBND; 12/2026"
    assert in_one_way(said) == written


@pytest.mark.parametrize(
    ("said", "written"),
    [
        ("TX", "Thường xuyên"),
        ("T.xuyên", "Thường xuyên"),
        ("12/2026", "Tháng 12/2026"),
        ("T09/2026", "Tháng 9/2026"),
        ("Xong trong tháng 1/2026", "Xong trong tháng 01/2026"),
        ("Q4/2026", "Quý IV/2026"),
        ("Quý 3/2026", "Quý III/2026"),
        ("2026", "Năm 2026"),
        ("2026-2030", "2026-2030"),
        ("Trước ngày 15 hằng tháng", "Trước ngày 15 hằng tháng"),
        ("Tháng 13/2026", "Tháng 13/2026"),
    ],
)
def test_a_letter_writes_each_kind_of_time_in_one_way(said: str, written: str) -> None:
    assert in_one_way(said) == written


@pytest.mark.parametrize(
    ("said", "written"),
    [
        ("Sở KH&CN, Sở GD&ĐT", "Sở Khoa học và Công nghệ, Sở Giáo dục và Đào tạo"),
        ("Sở NN và MT; UBND xã", "Sở Nông nghiệp và Môi trường; UBND xã"),
        # A former body has gone over into another one, which is for a person to say.
        ("Sở TTTT; Sở LĐTBXH", "Sở TTTT; Sở LĐTBXH"),
        ("Văn phòng UBND tỉnh", "Văn phòng UBND tỉnh"),
    ],
)
def test_bodies_stand_in_the_letter_by_their_full_names(said: str, written: str) -> None:
    result = outcome_of([(LEAD, MISSED)], grouped=False)
    task = replace(result.uppers[0].task, lead=said, text=f"Gửi {said} hồ sơ")
    (row,) = letter(replace(result, uppers=(replace(result.uppers[0], task=task),)))["phu_luc"][
        "dong"
    ]
    assert (row["chu_tri"], row["noi_dung"]) == (written, f"Gửi {written} hồ sơ")


@pytest.mark.parametrize("result", [many(PARTY), under_party(many())], ids=["down", "across"])
def test_between_party_and_state_is_asked_and_not_ordered(result: Reconciliation) -> None:
    said = str(letter(result)["yeu_cau"])
    assert " đề nghị " in said
    assert " yêu cầu " not in said


def test_the_tables_have_a_column_for_the_answer(tmp_path: Path) -> None:
    path, _ = filled(DocumentKind.LETTER, many(), tmp_path)
    heads = [table.rows[0].cells[-1].text for table in docx.Document(str(path)).tables]
    assert heads.count("Ý kiến của đơn vị") == len(ANNEXES)
