"""Where a view has nothing to show, or refuses, it says so and where the work goes on."""

import re
import shutil
from pathlib import Path

import pytest

from office import workbook
from pages import HOST, SETTINGS, UPPER, Browser, beside, browser, folder, whole_folder
from reconcile.web.app import create_app

FULL = """
| UBND XÃ AN BÌNH |
| STT | Nội dung nhiệm vụ | Căn cứ | Thời gian hoàn thành | Đơn vị chủ trì |
| 1 | Nạo vét kênh mương nội đồng trước vụ xuân | 81/QĐ-UBND | 20/12/2026 | Phòng Kinh tế |
"""
ALONE = "\n".join(line for line in UPPER.splitlines() if not re.match(r"\| [12456] ", line))


def plain(html: str) -> str:
    """Return what a view says, in one line."""
    body = re.sub("(?s)<svg.*?</svg>", " ", html.partition("<main")[2])
    return re.sub(r"\s+", " ", re.sub("<[^>]*>", " ", body))


def leads(html: str, sentence: str) -> str:
    """Return the first link or button behind a sentence."""
    found = re.search(f"{re.escape(sentence)}.*?<(?:a|button)[^>]*>(.*?)<", html, re.DOTALL)
    return found[1].strip() if found else ""


@pytest.fixture
def all_done(tmp_path: Path) -> Browser:
    """A folder in which nothing is missing, nothing is in doubt and nothing deviates."""
    home = tmp_path / "xong"
    for part in ("inputs/upper", "inputs/lower"):
        (home / part).mkdir(parents=True)
    (home / "reconcile.toml").write_text(SETTINGS, "utf-8")
    workbook(home / "inputs/upper/tinh.xlsx", ALONE)
    workbook(home / "inputs/lower/an-binh.xlsx", FULL)
    return browser(home)


def as_found(home: Path, without: str) -> Browser:
    """Open the page of a folder with one side of the plans alone, which nothing was read of."""
    folder(home)
    shutil.rmtree(home / "inputs" / without)
    for kept in home.glob("reconcile.db*"):
        kept.unlink()
    return unread(home)


def unread(home: Path) -> Browser:
    """Open the page of a folder of which nothing was read."""
    app = create_app(home, [HOST])
    return Browser(app, app.test_client())


@pytest.mark.parametrize(
    "address",
    ["/tong-quan", "/doi-chieu", "/ra-soat", "/tien-do", "/van-ban", "/sai-lech", "/lich-su",
     "/lich-su/1", "/chuoi"],
)  # fmt: skip
def test_a_view_of_an_empty_folder_leads_to_where_files_are_dropped_and_says_why(
    tmp_path: Path, address: str
) -> None:
    shown = unread(tmp_path).get(address)
    assert shown.request.path == "/bat-dau"
    assert "Chưa có số liệu để xem. Thả tệp vào đủ hai ô, rồi bấm “Đối chiếu”." in shown.text
    assert "Thả hai tệp vào đây là bắt đầu được." in plain(shown.text)


@pytest.mark.parametrize(
    ("without", "said"),
    [("lower", "Còn thiếu kế hoạch của đơn vị."), ("upper", "Còn thiếu kế hoạch cấp trên.")],
)
def test_one_side_alone_is_told_and_cannot_be_matched(
    tmp_path: Path, without: str, said: str
) -> None:
    shown = as_found(tmp_path / "x", without).get("/bat-dau").text
    assert said in plain(shown)
    assert re.search(r"<button[^>]* disabled>Đối chiếu", shown)
    assert "Cần ít nhất một tệp ở mỗi bên." in plain(shown)


def test_where_there_is_no_level_above_its_view_says_where_to_drop_it(tmp_path: Path) -> None:
    shown = browser(folder(tmp_path)).get("/chuoi")
    assert shown.request.path == "/bat-dau"
    assert "Chưa có chuỗi để xem. Thả kế hoạch của cấp cao hơn nữa" in shown.text


@pytest.mark.parametrize(
    ("address", "said", "next_step"),
    [
        ("/ra-soat", "Không còn nhiệm vụ cần rà soát ở UBND xã An Bình.", "Lập văn bản"),
        ("/doi-chieu?ket-qua=missed", "Không có nhiệm vụ nào khớp.", "Bỏ lọc"),
        ("/doi-chieu?dang=danh-sach&ket-qua=missed", "Không có nhiệm vụ nào khớp.", "Bỏ lọc"),
        ("/tien-do?nhom=qua-han", "Không có nhiệm vụ quá hạn.", "Xem tất cả nhiệm vụ"),
        ("/tien-do?nhom=sap-den-han", "Không có nhiệm vụ sắp đến hạn.", "Xem tất cả nhiệm vụ"),
        ("/tien-do?nhom=tat-ca&tim=zzz", "Không có nhiệm vụ nào khớp.", "Bỏ lọc"),
        ("/tien-do?nhom=can-ra-soat", "Không có dòng nào cần rà soát.", "Xem tất cả nhiệm vụ"),
        ("/tien-do?nhom=thay-doi", "chưa có báo cáo kỳ trước.", "Lập báo cáo tiến độ"),
        ("/tien-do", "Chưa có nguồn tiến độ.", ""),
        ("/sai-lech", "Không phát hiện sai lệch nào.", "Về Tổng quan"),
        ("/sai-lech?tim=zzz", "Không có sai lệch nào khớp.", "Bỏ lọc"),
        ("/lich-su", "Chưa có ý kiến nào.", "Rà soát"),
        ("/lich-su?tim=zzz", "Không có ý kiến nào khớp.", "Bỏ lọc"),
        ("/lich-su/99", "Không có trang này.", "Về Tổng quan"),
    ],
)
def test_a_view_with_nothing_to_show_says_so_and_where_the_work_goes_on(
    all_done: Browser, address: str, said: str, next_step: str
) -> None:
    shown = all_done.get(address).text
    assert said in plain(shown)
    assert not next_step or leads(shown, said) == next_step


def test_what_was_typed_stays_where_somebody_was_quicker_with_a_proposal(tmp_path: Path) -> None:
    page = browser(folder(tmp_path))
    other = beside(page)
    page.answer("Nạo vét", "missed")
    unit, key = page.units()[0], page.item("Nạo vét").key
    view = f"/ra-soat/{unit.short}/de-xuat"
    row = page.get(view).text.partition(f'<tr id="{key}">')[2]
    saw = re.search(r'name="saw" value="([^"]*)"', row)
    assert saw
    other.post(f"{view}/{key}/y-kien", {"verdict": "leave-out", "saw": saw[1]})
    own = {"entry_text": "Nạo vét 3 km kênh", "entry_lead": "Phòng Kinh tế", "entry_deadline": ""}
    shown = page.post(f"{view}/{key}/y-kien", {"verdict": "rewrite", "saw": saw[1]} | own).text
    assert "Chưa lưu. Nội dung này đã có ý kiến “Đưa vào kế hoạch: Không”" in shown
    assert "muốn thay thì bấm lại." in shown
    row = shown.partition(f'<tr id="{key}">')[2].partition("</tr>")[0]
    assert "Nạo vét 3 km kênh" in row
    assert "<details open>" in row
    # Sent again as it stands, it is the answer.
    saw = re.search(r'name="saw" value="([^"]*)"', row)
    assert saw
    page.post(f"{view}/{key}/y-kien", {"verdict": "rewrite", "saw": saw[1]} | own)
    assert "Nạo vét 3 km kênh; Phòng Kinh tế" in plain(page.get(view).text)


def test_what_was_typed_stays_where_somebody_was_quicker_with_a_state(tmp_path: Path) -> None:
    page = browser(whole_folder(tmp_path))
    other = beside(page)
    view = "/tien-do?nhom=tat-ca&pham-vi=assigned"
    opened = re.search(r'href="/tien-do\?[^"]*mo=([^&"]+)', page.get(view).text)
    assert opened
    form = page.get(f"{view}&mo={opened[1]}").text
    hidden = dict(re.findall(r'type="hidden" name="(dong|saw-0)" value="([^"]*)"', form))
    other.post("/tien-do/ghi", hidden | {"tinh-trang": "paused", "ghi-chu": "chờ vốn"})
    own = {"tinh-trang": "under-way", "ghi-chu": "đã họp hai lần", "van-ban": "15/BC-UBND"}
    done = page.post("/tien-do/ghi?nhom=tat-ca&pham-vi=assigned", hidden | own)
    assert done.status_code == 409
    shown = plain(done.text)
    assert "Chưa lưu." in shown
    assert "Nhiệm vụ này vừa có thông tin" in shown
    assert "Bấm Lưu lần nữa để ghi thông tin của bạn." in shown
    assert 'value="đã họp hai lần"' in done.text
    assert 'value="15/BC-UBND"' in done.text
    again = dict(re.findall(r'type="hidden" name="(dong|saw-0)" value="([^"]*)"', done.text))
    saved = page.post("/tien-do/ghi?nhom=tat-ca&pham-vi=assigned", again | own)
    assert "Đã lưu “Đang thực hiện”" in saved.text


def test_a_page_that_is_open_goes_on_where_the_program_was_started_again(tmp_path: Path) -> None:
    page = browser(folder(tmp_path))
    old = page.token()
    page.app = browser(page.site.folder).app
    page.client = page.app.test_client()
    assert page.post("/giao-dien", {"giao-dien": "dark"}).status_code == 403
    now = page.get("/trang-thai").get_json()["token"]
    assert now != old
    page.known = now
    assert page.post("/giao-dien", {"giao-dien": "dark"}).status_code == 200


def test_a_refused_file_of_answers_is_told_line_by_line(tmp_path: Path) -> None:
    page = browser(folder(tmp_path))
    assert "Chưa chọn tệp .csv nào." in page.post("/lich-su/nhap").text
