"""The role of the lower level, by example: every phrase of the field, and the cases."""

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from reconcile.model import Level, Role
from reconcile.vocabulary.roles import Strength, role_from_text, role_of, strength_of
from reconcile.vocabulary.text import bare
from shared_cases import each_case

STRONG = (
    "UBND cấp xã",
    "Chủ tịch UBND cấp xã",
    "UBND các xã, phường",
    "UBND các xã, phường, đặc khu",
    "UBND xã, phường, đặc khu",
    "Ủy ban nhân dân cấp xã",
    "Uỷ ban nhân dân cấp xã",
    "Ủy ban nhân dân các xã, phường, đặc khu",
    "các xã, phường",
    "các xã, phường, đặc khu",
    "chính quyền cấp xã",
    "Đảng ủy các xã, phường",
    "đảng ủy cấp xã",
    "Trung tâm Phục vụ hành chính công cấp xã",
    "Công an cấp xã",
    "UBND các xã có rừng",
    "Sở Y tế; UBND các phường",
)
MEDIUM = (
    "các địa phương",
    "Địa phương",
    "Sở ban ngành, địa phương",
    "các sở, ban, ngành, địa phương",
    "các cơ quan, đơn vị, địa phương",
    "Ủy ban nhân dân cấp dưới",
    "các cấp ủy trực thuộc",
    "các cấp ủy đảng trực thuộc",
    "Đảng ủy trực thuộc Tỉnh ủy",
    "các cấp",
    "Tổ công nghệ số cộng đồng",
)
LEGACY = (
    "UBND các huyện, thị xã, thành phố",
    "UBND cấp huyện",
    "huyện ủy, thị ủy, thành ủy",
    "các huyện",
    "UBND thị trấn",
)
NO_ROLE = (
    "",
    "Sở KH&CN",
    "chính quyền địa phương 2 cấp",
    "mô hình chính quyền địa phương hai cấp",
    "các đơn vị liên quan",
    "Các sở, ban, ngành",
    "Bảo hiểm xã hội tỉnh",
    "Liên minh Hợp tác xã tỉnh; các hợp tác xã",
    "các tổ chức chính trị - xã hội",
    "Ngân hàng Chính sách xã hội; các cơ sở giáo dục",
    "Văn phòng Thành ủy",
    "Cơ quan quân sự địa phương",
    "Trường các cấp học",
)


def _cases() -> Iterator[tuple[str, Strength]]:
    yield from ((text, Strength.STRONG) for text in STRONG)
    yield from ((text, Strength.MEDIUM) for text in MEDIUM)
    yield from ((text, Strength.LEGACY) for text in LEGACY)
    yield from ((text, Strength.NONE) for text in NO_ROLE)


@pytest.mark.parametrize(("cell", "strength"), list(_cases()))
def test_every_phrase_has_its_strength(cell: str, strength: Strength) -> None:
    for form in (cell, cell.upper(), bare(cell)):
        assert strength_of(form) is strength, form


@pytest.mark.parametrize("cell", STRONG + MEDIUM + LEGACY)
def test_a_phrase_in_the_lead_cell_leads_and_in_the_support_cell_supports(cell: str) -> None:
    assert role_of(cell, "Sở Nội vụ") is Role.LEAD
    assert role_of("Sở Nội vụ", cell) is Role.SUPPORT
    assert role_of(cell, cell) is Role.LEAD


@pytest.mark.parametrize("cell", NO_ROLE)
def test_other_cells_give_no_role(cell: str) -> None:
    assert role_of(cell, cell) is Role.NONE


def test_one_cell_may_hold_both_columns() -> None:
    assert role_of("Chủ trì: Sở Y tế; Phối hợp: UBND cấp xã", "") is Role.SUPPORT
    assert role_of("Chủ trì: UBND cấp xã; Phối hợp: Sở Y tế", "") is Role.LEAD
    assert role_of("Sở Y tế chủ trì, phối hợp với UBND các xã, phường", "") is Role.SUPPORT


def test_localities_in_a_central_plan_are_the_provinces() -> None:
    central = "Các bộ, ngành, địa phương"
    assert role_of(central, "", upper=Level.CENTRAL) is Role.LEAD
    assert role_of(central, "", upper=Level.CENTRAL, lower=Level.COMMUNE) is Role.NONE
    assert role_of("Bộ Y tế", "UBND các tỉnh", upper=Level.CENTRAL) is Role.SUPPORT
    assert role_of("Bộ Y tế", "", upper=Level.CENTRAL) is Role.NONE
    assert role_of("UBND cấp xã", "", upper=Level.CENTRAL, lower=Level.COMMUNE) is Role.LEAD


VILLAGE = (
    "Các thôn",
    "Các tổ dân phố; Đoàn xã",
    "Chi bộ các ấp",
    "Trưởng thôn, bản",
    "Ban công tác Mặt trận thôn",
)


@pytest.mark.parametrize("cell", VILLAGE)
def test_in_a_communes_plan_the_villages_and_party_cells_have_the_role(cell: str) -> None:
    assert role_of(cell, "Phòng Kinh tế", upper=Level.COMMUNE) is Role.LEAD
    assert role_of("Công an xã", cell, upper=Level.COMMUNE) is Role.SUPPORT
    assert role_of(cell, "", upper=Level.COMMUNE, lower=Level.COMMUNE) is Role.NONE
    for other in ("UBND xã", "Phòng Văn hóa - Xã hội; Trạm Y tế xã", "bản đồ quy hoạch nông thôn"):
        assert role_of(other, "", upper=Level.COMMUNE) is Role.NONE


def test_single_communes_named_give_a_role_to_these_only() -> None:
    cell = "UBND xã Sông Trong; UBND phường Cầu Mới"
    assert role_of(cell, "") is Role.LEAD
    assert role_of(cell, "", place="Cầu Mới") is Role.LEAD
    assert role_of(cell, "", place="Đồi Thông") is Role.NONE
    assert role_of("UBND các xã, phường", "", place="Đồi Thông") is Role.LEAD


GUESSED = {
    "Các địa phương bảo đảm trang thiết bị đầu cuối": Role.LEAD,
    "UBND cấp xã chủ trì rà soát hộ nghèo": Role.LEAD,
    "Yêu cầu UBND các xã, phường báo cáo trước ngày 15": Role.LEAD,
    "Sở Y tế phối hợp với UBND cấp xã tổ chức tiêm chủng": Role.SUPPORT,
    "Hướng dẫn UBND các xã lập hồ sơ": Role.SUPPORT,
    "Bố trí kinh phí tại cấp xã": Role.NONE,
    "Đáp ứng mô hình chính quyền địa phương 2 cấp": Role.NONE,
    "Phát triển kinh tế - xã hội": Role.NONE,
    "": Role.NONE,
}


@pytest.mark.parametrize(("text", "role"), GUESSED.items(), ids=GUESSED)
def test_a_role_is_guessed_from_the_text_alone(text: str, role: Role) -> None:
    assert role_from_text(text) is role


@each_case("roles.csv", "upper.xlsx")
def test_the_cells_of_the_cases_give_the_roles_that_readers_gave(case: Path) -> None:
    sheet = load_workbook(case / "upper.xlsx", data_only=True).worksheets[0]
    lead, support = _columns(sheet)
    with (case / "roles.csv").open(encoding="utf-8-sig", newline="") as lines:
        truth = {int(line["upper_row"]): Role(line["role"]) for line in csv.DictReader(lines)}
    said = {
        row: role_of(
            str(sheet.cell(row, lead).value or ""), str(sheet.cell(row, support).value or "")
        )
        for row in truth
    }
    assert said == truth


def _columns(sheet: Worksheet) -> tuple[int, int]:
    found: dict[str, int] = {}
    for row in sheet.iter_rows(max_row=8):
        for cell in row:
            said = bare(str(cell.value or ""))
            for name, words in (("lead", ("chu tri", "tham muu")), ("support", ("phoi hop",))):
                if cell.column and len(said) < 60 and any(word in said for word in words):
                    found.setdefault(name, cell.column)
    return found["lead"], found["support"]


@given(st.text(), st.text(), st.sampled_from(Level))
def test_no_text_raises(lead: str, support: str, level: Level) -> None:
    role_of(lead, support, upper=level, place=support)
    role_from_text(lead, upper=level)
