"""One voice for each issuer: who stands over it, its symbol, place, verbs, and how it signs."""

import datetime as dt
import unicodedata
from dataclasses import replace
from typing import Any

import pytest

from by_path import SHIPPED
from papers import PARTY
from plans import many
from reconcile.config import DocumentKind, Documents, Issuer, IssuingSettings, parse_config
from reconcile.model import Level, PlanText, Reconciliation, Unit
from reconcile.report.documents.authority import beyond_authority
from reconcile.report.documents.kinds import unit_document
from reconcile.report.documents.sender import upper_sender
from reconcile.report.documents.unit_names import named
from reconcile.report.documents.wording import TYPED, respelt
from reconcile.review.ask.titles import upper_word
from reconcile.vocabulary.letterhead import lower_line
from reconcile.vocabulary.units import make_unit

LETTER, PLAN, REPORT = DocumentKind.LETTER, DocumentKind.PLAN, DocumentKind.REPORT
SETTINGS = (
    '[issuer]\nparent = "UBND XÃ KHE LIM"\nname = "PHÒNG VĂN HÓA - XÃ HỘI"\nsymbol = "VHXH"\n'
)


def under(name: str, result: Reconciliation | None = None) -> Reconciliation:
    """An outcome under the plan of some issuer."""
    result = result or many(tasks=14)
    return replace(result, upper=replace(result.upper, unit=make_unit(name)))


def of(name: str) -> Reconciliation:
    """The outcome of some lower unit."""
    return many(make_unit(name), tasks=14)


def made(kind: DocumentKind, result: Reconciliation, settings: str = "") -> dict[str, Any]:
    return dict(unit_document(kind, result, parse_config(settings, "a.toml"), SHIPPED).context)


def plain(value: object) -> str:
    return str(value).replace("\\xa0", " ").replace("\xa0", " ")


LETTERS = {
    "UBND tỉnh Lam Châu": ([], "UBND-VP", "Lam Châu", "yêu cầu", "TM. ỦY BAN NHÂN DÂN"),
    "UBND Thành phố Hồ Chí Minh": (
        [],
        "UBND-VP",
        "Thành phố Hồ Chí Minh",
        "yêu cầu",
        "TM. ỦY BAN NHÂN DÂN",
    ),
    "Sở Nông nghiệp và Môi trường tỉnh Lam Châu": (
        ["UBND TỈNH LAM CHÂU"],
        "SNNMT-VP",
        "Lam Châu",
        "đề nghị",
        "",
    ),
    "Ban Chỉ đạo chuyển đổi số tỉnh Lam Châu": (
        ["UBND TỈNH LAM CHÂU"],
        "BCĐ-VP",
        "Lam Châu",
        "yêu cầu",
        "TM. BAN CHỈ ĐẠO",
    ),
    "Ủy ban MTTQ Việt Nam tỉnh Lam Châu": (
        ["ỦY BAN MTTQ VIỆT NAM TỈNH LAM CHÂU"],
        "MTTQ-BTT",
        "Lam Châu",
        "đề nghị",
        "TM. BAN THƯỜNG TRỰC",
    ),
    "Chính phủ": ([], "CP-VP", "Hà Nội", "yêu cầu", "TM. CHÍNH PHỦ"),
    "Ban Thường vụ Tỉnh ủy Lam Châu": ([], "CV/TU", "Lam Châu", "đề nghị", "T/M BAN THƯỜNG VỤ"),
    "Ban Tổ chức Tỉnh ủy Lam Châu": (["TỈNH ỦY LAM CHÂU"], "CV/BTCTU", "Lam Châu", "đề nghị", ""),
    "Ủy ban Kiểm tra Đảng ủy xã Khe Lim": (
        ["ĐẢNG ỦY XÃ KHE LIM"],
        "CV/UBKTĐU",
        "Khe Lim",
        "đề nghị",
        "T/M ỦY BAN KIỂM TRA",
    ),
    "Chi bộ thôn 3 xã Khe Lim": (
        ["ĐẢNG BỘ XÃ KHE LIM"],
        "CV/CB",
        "Khe Lim",
        "đề nghị",
        "T/M CHI BỘ",
    ),
    "Đảng ủy UBND tỉnh Lam Châu": (
        ["ĐẢNG BỘ TỈNH LAM CHÂU"],
        "CV/ĐU",
        "Lam Châu",
        "đề nghị",
        "T/M BAN THƯỜNG VỤ",
    ),
    "Bộ Y tế": ([], "BYT-VP", "Hà Nội", "đề nghị", ""),
    "Thủ tướng Chính phủ": ([], "TTg-VP", "Hà Nội", "yêu cầu", ""),
    "HĐND tỉnh Lam Châu": ([], "HĐND-VP", "Lam Châu", "đề nghị", "TM. HỘI ĐỒNG NHÂN DÂN"),
    "Công an tỉnh Lam Châu": (["BỘ CÔNG AN"], "CAT-VP", "Lam Châu", "đề nghị", ""),
    "Ban Chỉ huy Quân sự xã Khe Lim": (["UBND XÃ KHE LIM"], "BCH-VP", "Khe Lim", "đề nghị", ""),
}
HEADED = {
    "Văn phòng Tỉnh ủy Lam Châu": (["VĂN PHÒNG"], ["CHÁNH VĂN PHÒNG"], "Văn phòng Tỉnh ủy"),
    "Ban Xây dựng Đảng xã Khe Lim": (
        ["BAN XÂY DỰNG ĐẢNG"], ["TRƯỞNG BAN"], "Ban Xây dựng Đảng Đảng ủy xã"
    ),
    "Thường trực HĐND xã Khe Lim": (
        ["HỘI ĐỒNG NHÂN DÂN", "XÃ KHE LIM"], ["CHỦ TỊCH"], "Văn phòng HĐND và UBND"
    ),
    "Công an xã Khe Lim": (["CÔNG AN XÃ KHE LIM"], ["TRƯỞNG CÔNG AN"], "Công an xã"),
    "Bộ Chỉ huy Quân sự tỉnh Lam Châu": (
        ["BỘ CHỈ HUY QUÂN SỰ TỈNH LAM CHÂU"], ["CHỈ HUY TRƯỞNG"], "Bộ Chỉ huy Quân sự tỉnh"
    ),
    "Sở Y tế tỉnh Lam Châu": (["SỞ Y TẾ"], ["GIÁM ĐỐC"], "Văn phòng Sở"),
    "Chi bộ thôn 3 xã Khe Lim": (["CHI BỘ THÔN 3"], ["BÍ THƯ"], "Chi bộ thôn 3"),
}  # fmt: skip


SIGNED = {
    "Văn phòng HĐND và UBND xã Khe Lim": ([], "CHÁNH VĂN PHÒNG"),
    "Văn phòng Đăng ký đất đai tỉnh Lam Châu": ([], "GIÁM ĐỐC"),
    "Trung tâm Phục vụ hành chính công xã Khe Lim": ([], "GIÁM ĐỐC"),
    "Ban Chỉ đạo chuyển đổi số xã Khe Lim": (["TM. BAN CHỈ ĐẠO"], "TRƯỞNG BAN"),
    "Ban Quản lý dự án đầu tư xây dựng tỉnh Lam Châu": ([], "GIÁM ĐỐC"),
    "Ban Quản lý khu kinh tế tỉnh Lam Châu": ([], "TRƯỞNG BAN"),
    "Bệnh viện Đa khoa tỉnh Lam Châu": ([], "GIÁM ĐỐC"),
    "Bảo hiểm xã hội tỉnh Lam Châu": ([], "GIÁM ĐỐC"),
    "Kho bạc Nhà nước khu vực X": ([], "GIÁM ĐỐC"),
    "Viện Kiểm sát nhân dân tỉnh Lam Châu": ([], "VIỆN TRƯỞNG"),
    "Hạt Kiểm lâm khu vực 1": ([], "HẠT TRƯỞNG"),
    "Hội đồng phối hợp phổ biến, giáo dục pháp luật xã Khe Lim": (["TM. HỘI ĐỒNG"], "CHỦ TỊCH"),
    "HĐND xã Khe Lim": (["TM. HỘI ĐỒNG NHÂN DÂN"], "CHỦ TỊCH"),
    "Tổ công tác Đề án 06 xã Khe Lim": (["TM. TỔ CÔNG TÁC"], "TỔ TRƯỞNG"),
    "Tỉnh Đoàn Lam Châu": (["TM. BAN THƯỜNG VỤ"], "BÍ THƯ"),
    "UBND xã Đoàn Kết": (["TM. ỦY BAN NHÂN DÂN"], "CHỦ TỊCH"),
}
"""Issuer → the line over the position, and the position of who signs."""


@pytest.mark.parametrize("name", SIGNED)
def test_who_heads_an_office_signs_as_its_head_and_for_a_body_of_many_for_that(name: str) -> None:
    settings = f'[units."{name}".signer]\nname = "Nguyễn Văn An"\n'
    for said in (made(PLAN, of(name)), made(PLAN, of(name), settings)):
        assert (said["quyen_han"], said["chuc_vu"]) == (SIGNED[name][0], [SIGNED[name][1]])


def test_an_office_does_not_sign_the_plan_of_its_committee_as_that_has_signed_it() -> None:
    result = of("UBND xã Khe Lim")
    own = PlanText(receivers=("UBND tỉnh",), authority=("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"))
    result = replace(result, lower=replace(result.lower, text=replace(own, signer="Lê An")))
    said = made(PLAN, result, SETTINGS)
    assert (said["quyen_han"], said["chuc_vu"], said["ho_ten"]) == ([], ["TRƯỞNG PHÒNG"], "")
    assert made(PLAN, result)["quyen_han"] == ["TM. ỦY BAN NHÂN DÂN"]


@pytest.mark.parametrize("name", LETTERS)
def test_a_letter_is_headed_numbered_and_signed_as_its_issuer_does(name: str) -> None:
    above, symbol, place, verb, authority = LETTERS[name]
    said = made(LETTER, under(name))
    assert said["co_quan_chu_quan"] == above
    assert said["so_ky_hieu"].endswith(symbol)
    assert said["dia_danh_ngay"].startswith(f"{place}, ngày")
    assert f" {verb} UBND xã Vĩnh Hạ" in plain(said["yeu_cau"])
    assert said["quyen_han"] == [authority] * bool(authority)


@pytest.mark.parametrize("name", HEADED)
def test_a_plan_bears_the_name_and_the_head_of_its_issuer_and_is_followed_by_its_office(
    name: str,
) -> None:
    said = made(PLAN, of(name))
    found = (said["co_quan_ban_hanh"], said["chuc_vu"], said["bo_phan"])
    assert found == HEADED[name]
    assert "Ban Thường vụ" not in plain([said["co_quan"], said["noi_nhan"][-1]])


def test_a_steering_committee_is_named_in_full_once_and_then_in_short() -> None:
    said = made(LETTER, under("Ban chỉ đạo về phát triển khoa học, công nghệ và chuyển đổi số"))
    assert "của Ban Chỉ đạo về phát triển khoa học" in plain(said["ke_hoach_cap_tren"])
    assert said["co_quan"] == said["co_quan_ngan"] == said["cap_tren_ngan"] == "Ban Chỉ đạo"
    told = made(LETTER, under("Ban Chỉ đạo chuyển đổi số tỉnh Lam Châu"))
    assert told["co_quan_ngan"] == "Ban Chỉ đạo tỉnh"
    # So that it is not taken for that of the commune.
    alone = Unit("b", "Ban Chỉ đạo về mùa hè số", Level.PROVINCE, "", "Lam Châu", party=True)
    assert named(alone).short == "Ban Chỉ đạo tỉnh"


def test_a_steering_committee_of_the_party_bears_its_committee_and_has_receivers_of_its_own() -> (
    None
):
    result = many(PARTY, tasks=14)
    unit = Unit("bcđ", "Ban chỉ đạo chuyển đổi số", Level.PROVINCE, "", "An Khê", party=True)
    said = made(LETTER, replace(result, upper=replace(result.upper, unit=unit)))
    assert said["co_quan_chu_quan"] == ["TỈNH ỦY AN KHÊ"]
    assert said["co_quan_ban_hanh"] == ["BAN CHỈ ĐẠO CHUYỂN ĐỔI SỐ"]
    assert said["dia_danh_ngay"].startswith("An Khê, ngày")
    assert said["noi_nhan"][-2:] == ["- Trưởng Ban, các Phó Trưởng Ban;", "- Lưu Ban Chỉ đạo."]
    own = lower_line(["BAN CHỈ ĐẠO 57 ĐẢNG ỦY XÃ VĨNH HẠ"])
    assert own
    plan = made(PLAN, replace(result, lower=replace(result.lower, unit=own)))
    assert plan["co_quan_chu_quan"] == ["ĐẢNG ỦY XÃ VĨNH HẠ"]
    assert plan["co_quan_ban_hanh"] == ["BAN CHỈ ĐẠO 57"]


@pytest.mark.parametrize(
    "name",
    [
        "Ban Chỉ đạo 57 Tỉnh ủy Lam Châu",
        "Ban Chỉ đạo 57 của Tỉnh uỷ Lam Châu",
        "Ban Chỉ đạo 57 Thành ủy Hải Phòng",
    ],
)
def test_a_steering_committee_of_a_province_does_not_name_its_committee_twice(name: str) -> None:
    letter = made(LETTER, under(name))
    over = "THÀNH ỦY HẢI PHÒNG" if "Thành" in name else "TỈNH ỦY LAM CHÂU"
    assert letter["co_quan_chu_quan"] == [over]
    assert letter["co_quan_ban_hanh"] == ["BAN CHỈ ĐẠO 57"]


def test_a_department_that_names_no_province_has_the_place_of_the_settings_or_a_blank() -> None:
    said = made(LETTER, under("Sở Nội vụ"))
    assert said["dia_danh_ngay"].startswith("[…], ngày")
    told = made(LETTER, under("Sở Nội vụ"), '[upper]\nplace = "Huế"\n')
    assert told["co_quan_chu_quan"] == ["UBND THÀNH PHỐ HUẾ"]
    assert told["dia_danh_ngay"].startswith("Huế, ngày")


def test_a_commune_asks_a_department_for_the_help_of_its_divisions() -> None:
    said = made(REPORT, under("Sở Nội vụ tỉnh Lam Châu"))
    assert "kính đề nghị Sở Nội vụ quan tâm, chỉ đạo các phòng, đơn vị" in plain(said["kien_nghi"])


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("UBND Phường 14", "Phường 14"),
        ("UBND xã Hoàng Văn Thụ", "Xã Hoàng Văn Thụ"),
        ("UBND xã Khe Lim", "Khe Lim"),
    ],
)
def test_a_place_called_by_a_number_or_a_person_keeps_its_word(name: str, place: str) -> None:
    assert made(PLAN, of(name))["dia_danh_ngay"].startswith(f"{place}, ngày")


def test_a_report_speaks_as_its_issuer_and_the_state_directs_no_party_committee() -> None:
    said = made(REPORT, many(PARTY, tasks=14))
    assert said["co_quan"] == "Ban Thường vụ Đảng ủy xã Vĩnh Hạ"
    assert said["gui_cap_tren"] == "trân trọng gửi UBND tỉnh theo dõi, tổng hợp"
    assert made(REPORT, of("UBND xã Khe Lim"), SETTINGS)["co_quan"] == "Phòng Văn hóa - Xã hội"


@pytest.mark.parametrize("area", ["", " XÃ KHE LIM"])
def test_an_offices_symbol_has_all_its_fields_though_one_is_called_as_a_commune(area: str) -> None:
    settings = f'[issuer]\nparent = "UBND XÃ KHE LIM"\nname = "PHÒNG VĂN HÓA - XÃ HỘI{area}"\n'
    assert made(REPORT, of("UBND xã Khe Lim"), settings)["so_ky_hieu"].endswith("BC-VHXH")


def test_a_division_advises_and_assigns_nothing_to_others() -> None:
    said = made(PLAN, of("UBND xã Khe Lim"), SETTINGS)
    text = plain([said["mo_dau"], said["to_chuc"], said["ket_thuc"]])
    assert "Giao " not in text
    assert " yêu cầu " not in text
    assert "PHÒNG" not in text
    assert "Phòng Văn hóa - Xã hội chủ trì thực hiện 12 nhiệm vụ" in text
    assert "Đề nghị Văn phòng HĐND và UBND chủ trì" in text
    assert "tham mưu UBND xã chỉ đạo" in text
    # It is its own committee that it answers to; that one reports to the province.
    assert said["noi_nhan"][0] == "- UBND xã (để b/c);"
    assert "tỉnh" not in plain(said["noi_nhan"])


def test_a_division_reports_to_its_own_committee_and_asks_the_province_for_nothing() -> None:
    said = made(REPORT, of("UBND xã Khe Lim"), SETTINGS)
    assert said["kinh_gui"] == "Ủy ban nhân dân xã Khe Lim"
    assert said["gui_cap_tren"] == "kính báo cáo UBND xã xem xét, chỉ đạo"
    assert (said["noi_nhan_bao_cao"], said["co_quan_tham_muu"]) == (
        "UBND xã",
        "Phòng Văn hóa - Xã hội",
    )
    own = made(REPORT, of("Phòng Kinh tế xã Khe Lim"))
    assert own["kinh_gui"] == "Ủy ban nhân dân xã Khe Lim"
    unit = made(REPORT, of("UBND xã Khe Lim"))
    assert unit["kinh_gui"].startswith("Ủy ban nhân dân tỉnh")
    assert (unit["noi_nhan_bao_cao"], unit["co_quan_tham_muu"]) == ("UBND tỉnh", "")


SPELT = (
    "Tỉnh ủy An Khê",
    "Đảng ủy UBND tỉnh Lam Châu",
    "Thường trực Đảng ủy xã Khe Lim",
    "Ban Chỉ đạo 57 Đảng ủy xã Vĩnh Hạ",
    "Ủy ban Kiểm tra Đảng ủy xã Khe Lim",
    "Ủy ban MTTQ Việt Nam xã Hòa Bình",
    "Ủy ban nhân dân xã Hòa Bình",
    "Phòng Văn hóa - Xã hội xã Khe Lim",
    "Sở Văn hóa, Thể thao và Du lịch tỉnh Hòa Bình",
)


@pytest.mark.parametrize("name", SPELT)
def test_a_name_is_the_same_issuer_in_either_style_of_tone_marks_and_however_it_was_typed(
    name: str,
) -> None:
    old = respelt(name, "hoà, uỷ")
    typed = (name, old, *(unicodedata.normalize("NFD", each) for each in (name, old)))
    assert len({_heard(each) for each in typed}) == 1, [_heard(each) for each in typed]


def _heard(name: str) -> str:
    """What documents and workbooks make of a name: of a unit, of its office, of the unit above."""
    unit, above = make_unit(name), make_unit("UBND tỉnh Lam Châu")
    office = Issuer(name=name, parent="UBND xã Khe Lim")
    sent = [
        upper_sender(each, IssuingSettings(), issuer, Documents())
        for each, issuer in ((unit, Issuer()), (make_unit(office.parent), office))
    ]
    said = [
        [each.heading, each.above, each.symbol, each.author_short, each.position, each.in_charge]
        for each in sent
    ]
    raw = replace(unit, name=name)
    return respelt(str([said, named(unit), upper_word(raw), sent[0].verb_to(above)]), TYPED)


def test_a_division_does_not_change_what_its_committee_has_issued() -> None:
    result = of("UBND xã Khe Lim")
    issued = replace(result.lower, number="74/KH-UBND", issued=dt.date(2026, 11, 5))
    for plan, told in ((issued, True), (result.lower, False)):
        config = parse_config(SETTINGS, "a.toml")
        found = beyond_authority(PLAN, replace(result, lower=plan), config)
        assert [place.place for place in found] == ["Cơ quan ban hành"] * told
    assert not beyond_authority(PLAN, replace(result, lower=issued), parse_config("", "a.toml"))


def test_a_party_committee_leads_the_offices_of_the_state_through_its_organisations() -> None:
    result = many(PARTY, tasks=14)
    parts = {part["ten"]: plain(part["dong"]) for part in made(PLAN, result)["to_chuc"]}
    (through,) = [said for name, said in parts.items() if "Các cấp ủy, tổ chức đảng" in name]
    assert "Lãnh đạo, chỉ đạo Phòng Văn hóa - Xã hội chủ trì thực hiện" in through
    assert not any("Giao Phòng" in said for said in parts.values())
    assert any("Giao Văn phòng Đảng ủy theo dõi" in said for said in parts.values())


def test_a_party_committee_assigns_to_its_organisations_by_their_own_names() -> None:
    result = many(PARTY, tasks=14)
    leads = ("Đảng ủy UBND xã", "Thường trực Đảng ủy", "Chi bộ Trạm Y tế; Công an xã")
    first = tuple(
        replace(task, lead=lead) for task, lead in zip(result.lower.tasks[:3], leads, strict=True)
    )
    plan = replace(result.lower, tasks=(*first, *result.lower.tasks[3:]))
    rows = made(PLAN, replace(result, lower=plan))["phan_cong"]
    told = [row.get("nhom") or row["co_quan"] for row in rows]
    assert told.index("Ban Thường vụ Đảng ủy xã trực tiếp thực hiện") == 0
    assert told[1] == "Thường trực Đảng ủy"
    given = told[told.index("Ban Thường vụ Đảng ủy xã giao") :]
    through = given.index("Các cấp ủy, tổ chức đảng trực thuộc lãnh đạo, chỉ đạo")
    assert {"Đảng ủy UBND xã", "Chi bộ Trạm Y tế"} <= set(given[:through])
    assert "Công an xã" in given[through:]
    assert "Trạm Y tế xã" not in told


def test_the_standing_members_of_a_party_committee_speak_under_its_name() -> None:
    said = made(PLAN, of("Thường trực Đảng ủy xã An Bình"))
    assert said["co_quan_ban_hanh"] == ["ĐẢNG ỦY XÃ AN BÌNH"]
    assert said["quyen_han"] == ["T/M BAN THƯỜNG VỤ"]
    assert ", Thường trực Đảng ủy xã An Bình xây dựng Kế hoạch" in plain(said["mo_dau"])


def test_the_front_is_ordered_by_nobody_and_asks() -> None:
    assert " đề nghị Ủy ban MTTQ" in plain(made(LETTER, of("Ủy ban MTTQ Việt Nam xã An Bình")))
    said = plain(made(PLAN, of("Ủy ban MTTQ Việt Nam xã An Bình"))["to_chuc"])
    assert "Giao " not in said
    assert "Đề nghị Ủy ban MTTQ" not in said
    assert "Ban Thường trực Ủy ban MTTQ Việt Nam xã theo dõi, đôn đốc" in said


def test_a_department_gathers_what_a_commune_reports_and_directs_nobody() -> None:
    gathers = made(REPORT, under("Sở Nông nghiệp và Môi trường tỉnh Lam Châu"))["gui_cap_tren"]
    assert gathers.endswith("Sở Nông nghiệp và Môi trường theo dõi, tổng hợp")
    assert made(REPORT, many(tasks=14))["gui_cap_tren"].endswith("UBND tỉnh xem xét, chỉ đạo")
