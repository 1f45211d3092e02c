"""Thiết lập: every value says where it comes from, and what needed a text editor has its field."""

import datetime as dt
import re
from pathlib import Path

import pytest
from docx import Document
from openpyxl import load_workbook

from office import workbook
from pages import LOWER, UPPER, Browser, browser, folder
from reconcile.config import DocumentKind, load_config
from reconcile.report.documents.addressing import signing_lines
from reconcile.report.documents.sender import lower_sender, settings_of
from reconcile.run.page.snapshot import short_id
from test_page_views import plain, settings


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return folder(tmp_path)


@pytest.fixture
def page(home: Path) -> Browser:
    return browser(home)


def beside(shown: str, field: str) -> str:
    """Return what stands under a field: where its value comes from."""
    found = re.search(rf'<p class="second" id="{re.escape(field)}-nguon">(.*?)</p>', shown)
    assert found, field
    return found[1].partition(" · Ví dụ")[0]


def test_every_value_says_whether_it_was_read_is_usual_or_was_set(page: Browser) -> None:
    shown = page.get("/thiet-lap").text
    assert beside(shown, "upper.name") == "Đọc từ kế hoạch: UBND tỉnh Hà Sơn"
    assert beside(shown, "don-vi.place") == "Mặc định: An Bình"
    assert beside(shown, "don-vi.signer.authority") == "Mặc định: TM. ỦY BAN NHÂN DÂN"
    assert beside(shown, "don-vi.signer.position") == "Mặc định: CHỦ TỊCH"
    assert beside(shown, "upper.place") == "Mặc định: Hà Sơn"
    assert beside(shown, "issuer.name") == "Chưa đặt"
    assert beside(shown, "run.as_of") == "Đã đặt; nếu để trống: ngày của máy"
    settings(page, **{"upper.name": "UBND tỉnh Hà Bắc"})
    page.site.desk.read()
    shown = page.get("/thiet-lap").text
    # Read with what is set, the folder does not tell what the plan itself says.
    said = "Đã đặt; nếu để trống: đọc từ kế hoạch cấp trên khi đối chiếu"
    assert beside(shown, "upper.name") == said


def test_what_is_printed_nowhere_has_no_empty_example(page: Browser) -> None:
    unit = page.units()[0].short
    shown = page.get(f"/thiet-lap?don-vi={unit}").text
    saw = shown.partition('name="saw" value="')[2][:16]
    names = {"don-vi": unit, "saw": saw, "don-vi.aliases": "xã An Bình cũ\nAn Bình"}
    page.post("/thiet-lap", names)
    assert not re.search(r"[Ii]n ra:<b>\s*</b>", page.get(f"/thiet-lap?don-vi={unit}").text)


def test_what_a_unit_s_own_plan_says_of_its_signature_is_shown_as_read(tmp_path: Path) -> None:
    home = tmp_path
    for part in ("inputs/upper", "inputs/lower"):
        (home / part).mkdir(parents=True)
    workbook(home / "inputs/upper/tinh.xlsx", UPPER)
    workbook(home / "inputs/lower/an-binh.xlsx", LOWER.replace("{name}", "AN BÌNH"))
    words = Document()
    for line in (
        "ỦY BAN NHÂN DÂN XÃ AN BÌNH", "KẾ HOẠCH", "Triển khai nhiệm vụ năm 2026",
        "I. MỤC ĐÍCH, YÊU CẦU", "1. Mục đích", "Cụ thể hóa nhiệm vụ tỉnh giao.",
        "II. TỔ CHỨC THỰC HIỆN", "Các phòng báo cáo kết quả trước ngày 12 hằng tháng.",
        "Nơi nhận:", "- UBND tỉnh (để b/c);", "- Đảng ủy xã;", "- Lưu: VT.",
        "TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "Trần Thị Hạnh",
    ):  # fmt: skip
        words.add_paragraph(line)
    words.save(str(home / "inputs/lower/an-binh.docx"))
    shown = browser(home).get("/thiet-lap").text
    assert beside(shown, "don-vi.signer.authority") == (
        "Đọc từ kế hoạch: TM. ỦY BAN NHÂN DÂN / KT. CHỦ TỊCH"
    )
    assert beside(shown, "don-vi.signer.position") == "Đọc từ kế hoạch: PHÓ CHỦ TỊCH"
    assert beside(shown, "don-vi.signer.name") == "Đọc từ kế hoạch: Trần Thị Hạnh"
    assert "UBND tỉnh (để b/c) / Đảng ủy xã" in beside(shown, "don-vi.recipients")
    assert "trước ngày 12 hằng tháng" in beside(shown, "documents.reporting")


def test_numbers_days_whole_formulas_and_merged_units_are_set_on_the_page(
    page: Browser, home: Path
) -> None:
    typed = {
        "don-vi": page.units()[0].short,
        "don-vi.takes_over": "UBND xã An Hòa\nUBND xã An Lạc",
        "don-vi.signer.lines": "TL. CHỦ TỊCH\nCHÁNH VĂN PHÒNG",
        "don-vi.number": "125",
        "don-vi.dated": "25/11/2026",
        "don-vi.documents.ke-hoach.number": "140",
        "don-vi.documents.ke-hoach.dated": "28/11/2026",
        "upper.signer.lines": "TL. CHỦ TỊCH\nKT. CHÁNH VĂN PHÒNG\nPHÓ CHÁNH VĂN PHÒNG",
        "upper.dated": "30/11/2026",
        "upper.documents.bao-cao-tong-hop.number": "310",
    }
    assert settings(page, **typed)[0] == 200
    config = load_config(home / "reconcile.toml")
    said = config.units["UBND xã An Bình"]
    assert said.takes_over == ("UBND xã An Hòa", "UBND xã An Lạc")
    assert (said.number, said.dated) == ("125", dt.date(2026, 11, 25))
    plan = said.documents[DocumentKind.PLAN]
    assert (plan.number, plan.dated) == ("140", dt.date(2026, 11, 28))
    assert config.upper.documents[DocumentKind.OVERALL].number == "310"
    unit, upper = page.units()[0].unit, config.upper
    sent = lower_sender(
        unit, unit, settings_of(unit, config.units), config.issuer, config.documents
    )
    assert signing_lines(sent) == (["TL. CHỦ TỊCH"], ["CHÁNH VĂN PHÒNG"])
    assert upper.signer.lines[-1] == "PHÓ CHÁNH VĂN PHÒNG"
    shown = page.get("/thiet-lap").text
    assert "TL. CHỦ TỊCH\nCHÁNH VĂN PHÒNG</textarea>" in shown
    assert "In ra: Số: 140/KH-…" in plain(shown)
    day = settings(page, **{"tracking.closing_day": "29"})
    assert (day[0], "Nhập một số từ 0 đến 28." in day[1]) == (422, True)
    assert settings(page, **{"tracking.closing_day": "0", "tracking.period": "quy"})[0] == 200
    tracking = load_config(home / "reconcile.toml").tracking
    assert (tracking.closing_day, tracking.period.value) == (0, "quy")
    wrong = settings(page, **{"don-vi": typed["don-vi"], "don-vi.dated": "31/11/2026"})
    assert wrong[0] == 422
    assert "Ngày không có thật: 31/11/2026" in wrong[1]


def unclear(home: Path) -> Browser:
    """Open a folder with two upper plans, and a list that says of neither that it is its own."""
    for part in ("inputs/upper", "inputs/lower"):
        (home / part).mkdir(parents=True)
    head = "| UBND {unit} |\n| Số: {number} |\n| Hà Sơn, ngày {day} tháng 9 năm 2026 |\n"
    columns = "| STT | Nội dung nhiệm vụ | Thời hạn | Chủ trì |\n"
    rows = columns + "| 1 | {text} | 30/12/2026 | UBND cấp xã |\n"
    plan = head.format(unit="TỈNH HÀ SƠN", number="140/KH-UBND", day="05")
    other = head.format(unit="TỈNH HÀ SƠN", number="152/KH-UBND", day="07")
    workbook(home / "inputs/upper/a.xlsx", plan + rows.format(text="Số hóa hồ sơ hộ tịch"))
    workbook(home / "inputs/upper/b.xlsx", other + rows.format(text="Rà soát hộ nghèo cuối năm"))
    annex = "| DANH MỤC NHIỆM VỤ |\n" + rows.format(text="Nạo vét kênh mương nội đồng")
    workbook(home / "inputs/upper/Phu luc.xlsx", annex)
    workbook(home / "inputs/lower/an-binh.xlsx", LOWER.replace("{name}", "AN BÌNH"))
    return browser(home)


def test_which_plan_an_unclear_upper_file_belongs_to_is_chosen_beside_the_finding(
    tmp_path: Path,
) -> None:
    page = unclear(tmp_path)
    shown = page.get("/sai-lech?ma=upper-plan-unclear").text
    offered = dict(re.findall(r'<option value="([0-9a-f]{10})">([^<]*)</option>', shown))
    names = {said: id_ for id_, said in offered.items() if "kế hoạch" in said}
    assert set(names) == {
        "thuộc kế hoạch 140/KH-UBND", "thuộc kế hoạch 152/KH-UBND", "là một kế hoạch riêng",
    }  # fmt: skip
    file = re.search(r'name="tep" value="([0-9a-f]+)"', shown)
    assert file
    said = {"tep": file[1], "ke-hoach": names["thuộc kế hoạch 152/KH-UBND"]}
    told = page.post("/sai-lech/ke-hoach", said).text
    assert "Đã lưu: tệp “Phu luc.xlsx” thuộc kế hoạch 152/KH-UBND." in told
    assert " selected>thuộc kế hoạch 152/KH-UBND" in told
    page.site.desk.read()
    snapshot = page.site.desk.snapshot
    assert snapshot
    assert [len(each.tasks) for each in snapshot.upper.plan.parts] == [1, 2]
    assert "Chọn…" not in page.get("/sai-lech?ma=upper-plan-unclear").text
    assert page.post("/sai-lech/ke-hoach", said).status_code == 404


def test_headings_that_would_break_the_settings_file_are_text_in_it(
    page: Browser, home: Path
) -> None:
    odd = workbook(
        home / "inputs/lower/HÒA SƠN.xlsx",
        "| UBND XÃ HÒA SƠN |\n| TT | Mục | Cần đạt | Mốc |\n"
        "| 1 | Hộ tịch | Số hóa hồ sơ hộ tịch còn hiệu lực | 10/12/2026 |\n",
    )
    book = load_workbook(odd)
    for column, text in ((2, 'M"ục]\\ = [[x]] #'), (3, 'Cần "đạt"\nxong'), (4, "{{ 7 * 7 }}<b>")):
        book.worksheets[0].cell(2, column).value = text
    book.save(odd)
    said = {"header_row": "2", "cot-C": "task", "cot-D": "deadline", "dung": "1"}
    page.post(f"/bat-dau/tep/{short_id('HÒA SƠN.xlsx')}", said | {"cung-dang": "on"})
    ((name, kind),) = load_config(home / "reconcile.toml").tables.items()
    assert kind.headings == ("TT", 'M"ục]\\ = [[x]] #', 'Cần "đạt" xong', "{{ 7 * 7 }}<b>")
    assert name == " · ".join(kind.headings)
    page.site.desk.read()
    assert "UBND xã Hòa Sơn" in {each.unit.name for each in page.units()}


def test_which_plan_an_upper_file_belongs_to_is_changed_beside_its_table(tmp_path: Path) -> None:
    page = unclear(tmp_path)
    address = f"/bat-dau/tep/{short_id('Phu luc.xlsx')}"
    shown = page.get(address).text.partition('name="ke-hoach"')[2]
    offered = dict(re.findall(r'<option value="([0-9a-f]{10})">([^<]*)</option>', shown))
    ids = {said: id_ for id_, said in offered.items()}
    assert list(ids) == ["140/KH-UBND", "152/KH-UBND", "một kế hoạch riêng"]
    for said in ("152/KH-UBND", "140/KH-UBND"):
        told = page.post(address, {"ke-hoach": ids[said], "dung": "1"}).text
        assert "Đã lưu cách đọc của riêng tệp này" in told
        page.site.desk.read()
        snapshot = page.site.desk.snapshot
        assert snapshot
        counted = {each.number: len(each.tasks) for each in snapshot.upper.plan.parts}
        assert counted == {"140/KH-UBND": 1, "152/KH-UBND": 1} | {said: 2}
        assert f" selected>{said}</option>" in page.get(address).text
