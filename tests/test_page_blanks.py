"""What a document leaves open leads on the page to the field, or the proposal, that settles it."""

import io
import re
import zipfile
from pathlib import Path

import pytest

from kept import kept
from office import workbook
from pages import HOST, LOWER, UPPER, browser, folder
from reconcile.config import load_config
from reconcile.run.open_folder import Asked
from reconcile.run.writing.documents_again import WantedDocuments, report_folder
from reconcile.web.app import create_app, kept_site
from test_page_views import plain


def linked(shown: str, field: str) -> str:
    """Return where a page leads to a field of the settings: the address that a click opens."""
    found = re.search(rf'href="(/thiet-lap\?don-vi=[0-9a-f]+#{re.escape(field)})"', shown)
    assert found, field
    return found[1]


def unnumbered(home: Path) -> Path:
    """A folder whose upper plan bears neither number nor day."""

    def make(made: Path) -> None:
        for part in ("inputs/upper", "inputs/lower"):
            (made / part).mkdir(parents=True)
        said = UPPER.replace("| Kế hoạch số 186/KH-UBND ngày 20/10/2026 |\n", "")
        workbook(made / "inputs/upper/tinh.xlsx", said)
        workbook(made / "inputs/lower/an-binh.xlsx", LOWER.replace("{name}", "AN BÌNH"))
        kept_site(create_app(made, [HOST])).desk.read()

    return kept(home, "page without a number", make)


def two_plans(home: Path) -> Path:
    """A folder with two upper plans, of which the second bears no number."""

    def make(made: Path) -> None:
        for part in ("inputs/upper/A", "inputs/upper/Giảm nghèo", "inputs/lower"):
            (made / part).mkdir(parents=True)
        workbook(made / "inputs/upper/A/tinh.xlsx", UPPER)
        other = "| UBND TỈNH HÀ SƠN |\n| STT | Nội dung nhiệm vụ | Thời hạn | Chủ trì |\n"
        row = "| 1 | Hỗ trợ cây giống cho hộ nghèo | 30/12/2026 | UBND cấp xã |\n"
        workbook(made / "inputs/upper/Giảm nghèo/giam-ngheo.xlsx", f"{other}{row}")
        workbook(made / "inputs/lower/an-binh.xlsx", LOWER.replace("{name}", "AN BÌNH"))
        kept_site(create_app(made, [HOST])).desk.read()

    return kept(home, "page with two plans", make)


def test_a_blank_for_number_or_day_leads_to_its_own_field(tmp_path: Path) -> None:
    page = browser(unnumbered(tmp_path))
    shown = page.get("/van-ban").text
    for field in ("upper.plan_number", "upper.plan_dated", "documents.reporting"):
        address = linked(shown, field).partition("#")[0]
        assert f'<input id="{field}" name="{field}"' in page.get(address).text
    assert "Điền “Số, ký hiệu của kế hoạch cấp trên”" in shown


def test_a_blank_in_a_proposal_leads_to_the_proposals(tmp_path: Path) -> None:
    home = folder(tmp_path)
    # By then the deadline that was given from above is over, and the proposal leaves it blank.
    (home / "reconcile.toml").write_text("[run]\nas_of = 2027-02-01\n", "utf-8")
    page = browser(home)
    unit = page.units()[0]
    left = [each for each in unit.figures.unfinished if each.is_proposed]
    assert left
    shown = page.get("/van-ban").text
    assert f'<a class="nowrap" href="/ra-soat/{unit.short}/de-xuat">Xem đề xuất</a>' in shown


def test_of_several_upper_plans_each_has_its_own_fields_and_blanks_lead_there(
    tmp_path: Path,
) -> None:
    page = browser(two_plans(tmp_path))
    snapshot = page.site.desk.snapshot
    assert snapshot
    (first, second) = snapshot.upper.plan.parts
    assert (first.number, second.number) == ("186/KH-UBND", "")
    named = re.search(
        r'href="/thiet-lap[^"]*#(ke-hoach-[0-9a-f]+)\.number"', page.get("/van-ban").text
    )
    assert named
    shown = page.get("/thiet-lap").text
    assert "Kế hoạch cấp trên 2/2: Giảm nghèo" in plain(shown)
    assert 'id="upper.plan_number"' not in shown
    saw = shown.partition('name="saw" value="')[2][:16]
    said = {f"{named[1]}.number": "98/KH-UBND", f"{named[1]}.dated": "1/3/2026", "saw": saw}
    assert "Đã lưu thiết lập" in page.post("/thiet-lap", said).text
    (key,) = load_config(tmp_path / "reconcile.toml").upper.plans
    assert key == "Giảm nghèo"
    page.site.desk.read()
    assert f"{named[1]}.number" not in page.get("/van-ban").text
    shown = page.get("/thiet-lap").text
    assert f'name="{named[1]}.number" value="98/KH-UBND"' in shown


def with_papers(home: Path) -> Path:
    """A folder whose letters are made."""

    def make(made: Path) -> None:
        folder(made)
        report_folder(made, Asked(), WantedDocuments())

    return kept(home, "page with documents", make)


def test_documents_of_several_units_are_taken_away_at_once(tmp_path: Path) -> None:
    page = browser(with_papers(tmp_path))
    units = [each.short for each in page.units()]
    packed = page.post("/van-ban/goi.zip", {"don-vi": units})
    names = {name.partition("/")[0] for name in zipfile.ZipFile(io.BytesIO(packed.data)).namelist()}
    assert names == {"UBND xã An Bình", "UBND xã Phú Lộc"}
    shown = page.get("/van-ban").text
    assert "đang chọn 2/2" in shown
    packed = page.post("/van-ban/goi.zip", {"don-vi": units[1:]})
    names = {name.partition("/")[0] for name in zipfile.ZipFile(io.BytesIO(packed.data)).namelist()}
    assert names == {"UBND xã Phú Lộc"}
    assert "Chưa chọn đơn vị nào." in page.post("/van-ban/goi.zip").text


@pytest.mark.slow
def test_documents_are_made_for_the_units_that_are_ticked(tmp_path: Path) -> None:
    home = folder(tmp_path)
    page = browser(home)
    said: dict[str, object] = {"loai": "cong-van", "don-vi": page.units()[1].short}
    page.post("/van-ban/lap", said)
    assert page.site.background.wait().error is None
    made = sorted(path.parent.name for path in home.glob("outputs/*/cong-van.docx"))
    assert made == ["UBND xã Phú Lộc"]
    assert "Chưa chọn đơn vị nào." in page.post("/van-ban/lap", {"loai": "cong-van"}).text
