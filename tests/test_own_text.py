"""What a plan says in words of its own goes into the draft; what nobody says stays a blank."""

from dataclasses import replace
from pathlib import Path

import pytest

from by_path import SHIPPED
from dump import dump_docx
from papers import PER_UNIT, filled, under_party
from plans import many
from reconcile.config import Config, DocumentKind, parse_config
from reconcile.model import PlanText, Reconciliation, TextPart
from reconcile.normalise.own_text import read_own_text
from reconcile.report.documents.kinds import unit_document
from reconcile.vocabulary.plan_text import reporting_body, reporting_day

GIVEN = """
ỦY BAN NHÂN DÂN
XÃ VĨNH HẠ
KẾ HOẠCH
Triển khai chuyển đổi số năm 2026
Căn cứ Luật Tổ chức chính quyền địa phương ngày 16/6/2025;
Căn cứ Nghị quyết số 12-NQ/ĐU ngày 05/01/2026 của Đảng ủy xã;
Thực hiện Kế hoạch số 140/KH-UBND, UBND xã Vĩnh Hạ ban hành Kế hoạch với các nội dung sau:
I. MỤC ĐÍCH, YÊU CẦU
1. Mục đích
- Để người dân làm thủ tục tại nhà.
- Giảm giấy tờ.
2. Yêu cầu
- Làm thật, đo được.
II. NHIỆM VỤ
Các nhiệm vụ nêu tại Phụ lục gửi kèm.
III. KINH PHÍ THỰC HIỆN
Từ ngân sách xã và nguồn xã hội hóa.
IV. TỔ CHỨC THỰC HIỆN
1. Phòng Văn hóa - Xã hội
- Theo dõi, tổng hợp.
2. Các thôn báo cáo kết quả về Phòng Văn hóa - Xã hội trước ngày 12 hằng tháng.
Trên đây là Kế hoạch chuyển đổi số của xã Vĩnh Hạ./.
Nơi nhận:
- UBND tỉnh (để b/c);
- Thường trực Đảng ủy, HĐND và
các đoàn thể xã;
- Lưu: VT, VHXH.
KT. CHỦ TỊCH
PHÓ CHỦ TỊCH
Lò Thị Mai
Phụ lục
- DANH MỤC NHIỆM VỤ
"""
TOLD = read_own_text(GIVEN.splitlines())


REPORTS = {
    "Định kỳ báo cáo UBND tỉnh (qua Sở Khoa học và Công nghệ) trước ngày 20": (
        "Sở Khoa học và Công nghệ"
    ),
    "Gửi báo cáo về Sở Văn hóa, Thể thao và Du lịch để tổng hợp": (
        "Sở Văn hóa, Thể thao và Du lịch"
    ),
    "Các xã báo cáo kết quả về UBND tỉnh trước ngày 20 hằng tháng": "",
    "Các xã phối hợp làm việc qua Sở Nội vụ": "",
}


@pytest.mark.parametrize("said", REPORTS)
def test_the_body_that_reports_go_through_is_read(said: str) -> None:
    assert reporting_body(said) == REPORTS[said]


def test_reports_go_through_the_body_that_the_upper_plan_names() -> None:
    result = many(tasks=14)
    upper = replace(result.upper, text=PlanText(through="Sở Nội vụ"))
    result = replace(result, upper=upper)
    through = "UBND tỉnh (qua Sở Nội vụ)"
    contexts = {kind: unit_document(kind, result, Config(), SHIPPED).context for kind in PER_UNIT}
    addressed = str(contexts[DocumentKind.REPORT]["kinh_gui"])
    assert addressed == "Ủy ban nhân dân tỉnh An Khê (qua Sở Nội vụ)"
    assert through in str(contexts[DocumentKind.PLAN]["to_chuc"])
    assert contexts[DocumentKind.LETTER]["bao_cao_qua"] == " (qua Sở Nội vụ)"


def test_each_part_of_a_plan_is_known_by_its_section() -> None:
    assert (
        PlanText(
            bases=(
                "Căn cứ Luật Tổ chức chính quyền địa phương ngày 16/6/2025",
                "Căn cứ Nghị quyết số 12-NQ/ĐU ngày 05/01/2026 của Đảng ủy xã",
            ),
            opening=GIVEN.splitlines()[7],
            purposes=("Để người dân làm thủ tục tại nhà.", "Giảm giấy tờ."),
            demands=("Làm thật, đo được.",),
            content=("Các nhiệm vụ nêu tại Phụ lục gửi kèm.",),
            funding=("Từ ngân sách xã và nguồn xã hội hóa.",),
            organisation=(
                TextPart("Phòng Văn hóa - Xã hội", ("- Theo dõi, tổng hợp.",)),
                TextPart(
                    "Các thôn báo cáo kết quả về Phòng Văn hóa - Xã hội trước ngày 12 hằng tháng."
                ),
            ),
            reporting="trước ngày 12 hằng tháng",
            closing="Trên đây là Kế hoạch chuyển đổi số của xã Vĩnh Hạ",
            receivers=("UBND tỉnh (để b/c)", "Thường trực Đảng ủy, HĐND và các đoàn thể xã"),
            archive="Lưu: VT, VHXH",
            authority=("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"),
            signer="Lò Thị Mai",
        )
        == TOLD
    )


def test_a_file_that_holds_its_table_alone_has_no_text() -> None:
    assert not read_own_text(["Phụ lục", "DANH MỤC NHIỆM VỤ", "(Kèm theo Kế hoạch)"]).is_known


@pytest.mark.parametrize(
    ("said", "day"),
    [
        (
            "Gửi báo cáo muộn nhất vào 9h00' sáng ngày thứ Sáu hằng tuần.",
            "muộn nhất vào 9h00' sáng",
        ),
        ("Báo cáo kết quả chậm nhất ngày 25 hàng quý về Văn phòng.", "chậm nhất ngày 25 hàng quý"),
        ("Định kỳ 6 tháng, hằng năm báo cáo UBND xã.", "định kỳ 6 tháng, hằng năm"),
        ("Các thôn định kỳ trước ngày 10 hằng tháng gửi kết quả.", "trước ngày 10 hằng tháng"),
        ("Định kỳ ngày 25 tháng cuối quý, gửi báo cáo.", "định kỳ ngày 25 tháng cuối quý"),
        ("Chế độ báo cáo: trước ngày 20 của tháng cuối quý", "trước ngày 20 của tháng cuối quý"),
        (
            "Báo cáo 6 tháng (trước 15/6), năm (trước 15/12) về UBND tỉnh.",
            "6 tháng (trước 15/6), năm (trước 15/12)",
        ),
        ("Báo cáo số liệu năm (2026).", ""),
        ("Họp thôn trước ngày 10 hằng tháng.", ""),
        ("Báo cáo khi có yêu cầu.", ""),
    ],
)
def test_when_is_reported_is_found_in_sentences_on_reports_alone(said: str, day: str) -> None:
    found = reporting_day(said)
    assert found.startswith(day)
    assert bool(found) == bool(day)


def with_text(result: Reconciliation) -> Reconciliation:
    return replace(result, lower=replace(result.lower, text=TOLD))


def plan(result: Reconciliation, out: Path, config: Config | None = None) -> str:
    """All that the draft says, on one line."""
    return " ".join(
        dump_docx(filled(DocumentKind.PLAN, result, out, config, told=False)[0]).split()
    )


def test_the_draft_carries_the_words_of_the_unit_and_none_of_ours_in_their_place(
    tmp_path: Path,
) -> None:
    text = plan(with_text(many()), tmp_path)
    own = (
        *TOLD.bases, TOLD.opening, *TOLD.demands, *TOLD.content, *TOLD.funding, TOLD.closing,
        "a) Để người dân làm thủ tục tại nhà.", "b) Giảm giấy tờ.", "IV. TỔ CHỨC THỰC HIỆN",
        "1. Phòng Văn hóa - Xã hội", "- Theo dõi, tổng hợp.", "2. Các thôn báo cáo kết quả",
        "- UBND tỉnh (để b/c);", "- Lưu: VT, VHXH.", "PHÓ CHỦ TỊCH", "Lò Thị Mai",
    )  # fmt: skip
    for part in own:
        assert part in text
    for ours in ("Bám sát nội dung", "Chế độ báo cáo", "Ủy ban MTTQ", "TM. ỦY BAN", "[…]"):
        assert ours not in text


def test_what_the_settings_say_stands_over_the_words_of_the_unit(tmp_path: Path) -> None:
    config = parse_config(
        '[units."UBND xã Vĩnh Hạ"]\nrecipients = ["Sở Nội vụ"]\nsigner = { name = "Hà Văn Tú" }\n'
    )
    text = plan(with_text(many()), tmp_path, config)
    assert "- Sở Nội vụ;" in text
    assert "- Thường trực Đảng ủy, HĐND" not in text
    assert ("Hà Văn Tú" in text, "Lò Thị Mai" in text) == (True, False)


def test_purposes_that_are_not_parted_from_demands_stand_without_subheadings(
    tmp_path: Path,
) -> None:
    told = replace(TOLD, demands=())
    result = many()
    text = plan(replace(result, lower=replace(result.lower, text=told)), tmp_path)
    assert "1. Mục đích" not in text
    assert "2. Yêu cầu" not in text


def test_a_day_of_reports_that_nobody_has_told_stays_a_blank(tmp_path: Path) -> None:
    assert "báo cáo kết quả thực hiện […], gửi Văn phòng HĐND và UBND" in plan(many(), tmp_path)


def test_the_day_of_the_plan_above_counts_where_the_unit_has_told_none(tmp_path: Path) -> None:
    result = many()
    above = replace(result.upper, text=PlanText(reporting="trước ngày 18 hằng tháng"))
    text = plan(replace(result, upper=above), tmp_path)
    assert "báo cáo kết quả thực hiện trước ngày 18 hằng tháng" in text


def test_an_issued_plan_is_amended_by_a_plan_of_its_own(tmp_path: Path) -> None:
    result = with_text(many())
    issued = replace(result.lower, number="15/KH-UBND", issued=result.as_of)
    text = plan(replace(result, lower=issued), tmp_path)
    named = "Kế hoạch số 15/KH-UBND ngày 22/11/2026 của UBND xã Vĩnh Hạ"
    assert f"Sửa đổi, bổ sung {named}" in text
    assert f"ban hành Kế hoạch sửa đổi, bổ sung {named}, cụ thể như sau:" in text
    assert f"Thay thế danh mục nhiệm vụ kèm theo {named} bằng Phụ lục kèm theo" in text
    assert TOLD.opening not in text
    # What is not amended stays, and so does who follows it.
    assert TOLD.organisation
    assert all(part.heading in text for part in TOLD.organisation)
    assert "Giao Văn phòng HĐND và UBND theo dõi, đôn đốc" not in text
    silent = replace(issued, text=replace(issued.text, reporting=""))
    told = plan(replace(result, lower=silent), tmp_path)
    assert "Chế độ báo cáo" not in told
    assert "[…]" not in told
    # The end mark of a plan that closes with its last point is not that of the draft.
    last = replace(TOLD.organisation[-1], lines=("Gửi Văn phòng để tổng hợp./.",))
    ended = replace(issued, text=replace(issued.text, organisation=(last,)))
    assert plan(replace(result, lower=ended), tmp_path).count("./.") == 1
    bare = plan(replace(result, lower=replace(issued, text=PlanText())), tmp_path)
    assert "Giao Văn phòng HĐND và UBND theo dõi, đôn đốc" in bare


REPLACE = parse_config('[documents]\nissued_plan = "replace"\n', "a.toml")


@pytest.mark.parametrize("party", [False, True])
def test_a_plan_that_replaces_an_issued_one_is_whole_and_names_it(
    tmp_path: Path, *, party: bool
) -> None:
    result = with_text(many())
    number = "15-KH/ĐU" if party else "15/KH-UBND"
    lower = replace(
        result.lower,
        number=number,
        issued=result.as_of,
        title="Kế hoạch triển khai chuyển đổi số năm 2026",
    )
    if party:
        body = replace(lower.unit, name="Đảng ủy xã Vĩnh Hạ", party=True)
        result, lower = under_party(result), replace(lower, unit=body)
    text = plan(replace(result, lower=lower), tmp_path, REPLACE)
    named = f"Kế hoạch số {number} ngày 22/11/2026 của "
    short = named.removesuffix(" của ")
    assert f"riển khai chuyển đổi số năm 2026 (thay thế {short})" in text
    assert f"Kế hoạch này thay thế {named}" in text
    # All the rest is as in a draft of the same plan.
    for said in (TOLD.opening, TOLD.purposes[0], TOLD.closing):
        assert said in text
    assert "ửa đổi, bổ sung" not in text
    # Without words of its own it says on what it rests.
    bare = plan(replace(result, lower=replace(lower, text=PlanText())), tmp_path, REPLACE)
    assert f"; trên cơ sở rà soát {named}" in bare
    assert " Kế hoạch triển khai thực hiện" in bare


@pytest.mark.parametrize(("every", "own"), [("amend", "replace"), ("replace", "amend")])
def test_what_becomes_of_an_issued_plan_is_said_for_all_units_or_for_one(
    tmp_path: Path, every: str, own: str
) -> None:
    result = with_text(many())
    lower = replace(result.lower, number="15/KH-UBND", issued=result.as_of)
    said = f'[documents]\nissued_plan = "{every}"\n[units."{{name}}"]\nissued_plan = "{own}"\n'
    words = {"amend": "Sửa đổi, bổ sung Kế hoạch số 15", "replace": "(thay thế Kế hoạch số 15"}
    for name, expected in ((lower.unit.name, own), ("UBND xã Khác", every)):
        config = parse_config(said.format(name=name), "a.toml")
        text = plan(replace(result, lower=lower), tmp_path, config)
        assert [each for each, told in words.items() if told in text] == [expected]


def test_a_party_plan_lists_what_it_rests_on_with_hyphens(tmp_path: Path) -> None:
    result = under_party(many())
    party = replace(result.lower.unit, name="Đảng ủy xã Vĩnh Hạ", party=True)
    lower = replace(result.lower, unit=party, text=TOLD)
    text = plan(replace(result, lower=lower), tmp_path)
    assert f"- {TOLD.bases[0]};" in text
