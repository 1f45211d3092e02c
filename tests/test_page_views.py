"""The views of the local page beside the review: figures, matrix, settings, files, documents."""

import io
import re
import zipfile
from concurrent.futures import ThreadPoolExecutor, as_completed
from pathlib import Path
from threading import Event

import pytest
from docx import Document

from office import workbook
from pages import LOWER, SETTINGS, UPPER, Browser, browser, folder, whole_folder
from reconcile.config import load_config
from reconcile.errors import OutputError, UnreadableFileError, UsageError
from reconcile.model import Where
from reconcile.report.documents.kinds import OF_A_UNIT
from reconcile.run.folder import run_folder
from reconcile.run.open_folder import Asked
from reconcile.run.page import printed_pages
from reconcile.run.page.preview import short_of
from reconcile.run.page.settings import change_settings
from reconcile.run.page.snapshot import short_id
from reconcile.run.watch import Watch
from reconcile.vocabulary.findings import catalogue
from reconcile.web.app import create_app
from reconcile.web.background import Background, StoppedError
from reconcile.web.fields import FieldError, groups, understood, unit_fields
from reconcile.web.views import overview


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return folder(tmp_path)


@pytest.fixture
def page(home: Path) -> Browser:
    return browser(home)


LATER = "Fri, 31 Dec 2027 00:00:00 GMT"


def plain(shown: str) -> str:
    """Take the words of a page."""
    return " ".join(re.sub(r"<[^>]*>", " ", shown).split())


def settings(page: Browser, **typed: str) -> tuple[int, str]:
    """Send the form of settings with these fields."""
    saw = page.get("/thiet-lap").text.partition('name="saw" value="')[2][:16]
    done = page.post("/thiet-lap", {"saw": saw} | typed)
    return done.status_code, done.text


def test_a_folder_in_which_nothing_was_matched_leads_to_the_start(tmp_path: Path) -> None:
    app = create_app(tmp_path, ["127.0.0.1:8765"])
    empty = Browser(app, app.test_client())
    shown = plain(empty.get("/").text)
    assert "Thả hai tệp vào đây là bắt đầu được." in shown
    assert "Văn bản" not in shown
    for view in ("tong-quan", "doi-chieu", "ra-soat", "van-ban", "sai-lech", "lich-su"):
        assert "Thả hai tệp vào đây" in empty.get(f"/{view}").text


def test_the_overview_shows_the_figures_of_every_other_output(page: Browser) -> None:
    snapshot = page.site.desk.snapshot
    assert snapshot
    total = snapshot.coverage.total
    shown = plain(page.get("/").text)
    rate = f"{total.rate * 100:.1f}".replace(".", ",")
    counted = total.lead + total.support
    assert f"{rate}% = ( {total.carried} + {total.partial} )/ {counted}" in shown
    assert f"{total.missed} ✕ Chưa cụ thể hóa" in shown
    assert "rà soát 4 nhiệm vụ của 2 đơn vị" in shown


def figures(shown: str) -> list[tuple[str, int]]:
    """Return the figures of a view that lead to a list: its address, and the figure."""
    found = re.findall(r'href="(/doi-chieu[?][^"]*dang=danh-sach[^"]*)">(?:<b>)?(\d+)[</]', shown)
    return [(address.replace("&amp;", "&"), int(count)) for address, count in found]


def test_every_figure_of_the_overview_leads_to_the_list_of_what_it_counts(page: Browser) -> None:
    unit = page.units()[1].short
    settings(page, **{"don-vi": unit, "don-vi.cluster": "Cụm ven biển"})
    page.site.desk.read()
    for address, least in (
        ("/tong-quan", 15),
        (f"/tong-quan?don-vi={unit}", 7),
        ("/tong-quan?cum=Cụm ven biển", 9),
    ):
        led = figures(page.get(address).text)
        assert len(led) >= least
        for place, count in led:
            assert f"<p>{count} dòng</p>" in page.get(place).text, place


def test_the_overview_of_a_cluster_and_its_lists_keep_to_it(page: Browser) -> None:
    settings(page, **{"don-vi": page.units()[1].short, "don-vi.cluster": "Cụm ven biển"})
    page.site.desk.read()
    shown = page.get("/tong-quan?cum=Cụm ven biển").text
    assert "<h1>Tổng quan – Cụm ven biển</h1>" in shown
    assert "rà soát 2 nhiệm vụ của 1 đơn vị" in shown
    assert "UBND xã An Bình" not in shown
    assert "Lọc: Cụm ven biển" in shown
    assert "UBND xã An Bình" in page.get("/tong-quan?cum=không có").text


def test_a_list_that_is_filtered_says_so_keeps_it_and_can_be_made_whole(page: Browser) -> None:
    unit, key = page.units()[1], page.item("Nạo vét").key
    shown = page.get(f"/doi-chieu?dang=danh-sach&don-vi={unit.short}&nhiem-vu={key}").text
    assert shown.count("<tr><td>UBND xã") == 1
    assert "Lọc: UBND xã Phú Lộc; nhiệm vụ 3" in shown
    # Another filter is chosen beside: these stay.
    assert f'type="hidden" name="don-vi" value="{unit.short}"' in shown
    assert f'type="hidden" name="nhiem-vu" value="{key}"' in shown
    assert ">Bỏ lọc</a>" in shown
    assert ">Bỏ lọc</a>" not in page.get("/doi-chieu?sap=stt").text


def test_what_was_found_and_what_to_do_about_it_are_whole_sentences(tmp_path: Path) -> None:
    page = browser(whole_folder(tmp_path))
    rows = re.findall(r"<tr><td>(?s:.*?)</tr>", page.get("/sai-lech").text)
    cells = [re.findall(r"<td>((?s:.*?))</td>", row) for row in rows]
    told = [plain(cell) for row in cells for cell in (row[2], row[4]) if "<form" not in cell]
    assert told
    assert not [each for each in told if each and each[-1] not in ".?!…"]
    # Nobody runs a command on the page.
    assert not [each for each in told if "chạy lại" in each]
    assert "Không có sai lệch nào khớp." in page.get("/sai-lech?tim=khong%20co").text


def test_the_figures_of_every_view_follow_the_answers(page: Browser) -> None:
    page.answer("Tuyên truyền", "yes")
    page.answer("Nạo vét", "missed")
    shown = plain(page.get("/tong-quan").text)
    assert "rà soát 2 nhiệm vụ của 1 đơn vị" in shown
    assert "2 ? Cần rà soát" in shown
    assert "5 ✕ Chưa cụ thể hóa" in shown
    assert plain(page.get("/doi-chieu?ket-qua=review").text).count("? Rà soát") == 3


def test_the_history_tells_answers_and_what_they_have_changed(page: Browser) -> None:
    page.answer("Tuyên truyền", "yes", person="Lan")
    shown = plain(page.get(f"/lich-su?don-vi={page.units()[0].short}&tim=lan").text)
    assert "Đúng Tuyên truyền phòng, chống cháy rừng mùa khô Họp thôn" in shown
    assert "Mới cụ thể hóa Tuyên truyền phòng" in shown
    assert "Ý kiến của người rà soát" in shown


def test_the_matrix_is_searched_with_and_without_diacritics(page: Browser) -> None:
    for words in ("kênh mương", "kenh muong", "KENH  MUONG"):
        shown = page.get(f"/doi-chieu?tim={words}").text
        assert "Nạo vét kênh mương" in shown
        assert "Tuyên truyền phòng" not in shown
    assert "Không có nhiệm vụ nào khớp" in page.get("/doi-chieu?tim=khong co gi").text
    only = page.get("/doi-chieu?tim=phu loc").text
    assert "UBND xã Phú Lộc" in only
    assert "UBND xã An Bình" not in only


def test_the_next_step_is_to_mend_a_file_that_cannot_be_used_and_then_to_review(
    page: Browser, home: Path
) -> None:
    first = re.compile(r'class="panel next">(.*?)</div>', re.DOTALL)
    assert plain(first.findall(page.get("/tong-quan").text)[0]).startswith(
        "Việc tiếp theo: rà soát"
    )
    (home / "inputs/lower/HÒA SƠN.xlsx").write_bytes(b"PK hong")
    page.site.desk.read()
    (shown,) = first.findall(page.get("/tong-quan").text)
    assert plain(shown).startswith("Việc tiếp theo: sửa 1 tệp không sử dụng được.")
    assert 'class="main" href="/bat-dau#chua-dung"' in shown
    assert 'class="button" href="/ra-soat">Rà soát 4 nhiệm vụ</a>' in shown
    assert shown.count('class="main"') == 1


@pytest.mark.slow
def test_who_has_done_everything_is_told_so_and_takes_the_figures_away(tmp_path: Path) -> None:
    for part in ("upper", "lower"):
        (tmp_path / "inputs" / part).mkdir(parents=True)
    workbook(tmp_path / "inputs/upper/tinh.xlsx", UPPER)
    own = UPPER.replace("UBND TỈNH HÀ SƠN", "UBND XÃ AN BÌNH").replace("186/KH", "12/KH")
    workbook(tmp_path / "inputs/lower/xa.xlsx", own)
    (tmp_path / "reconcile.toml").write_text(SETTINGS, "utf-8")
    run_folder(tmp_path, Asked(), Watch())
    page = browser(tmp_path)
    next_step = re.compile(r'class="panel next">(.*?)</div>', re.DOTALL)
    (shown,) = next_step.findall(page.get("/tong-quan").text)
    assert plain(shown).startswith("Không còn việc phải làm. Tải tong-hop.xlsx")
    (taken,) = re.findall(r'class="main" href="([^"]*)"', shown)
    assert page.get(taken).data[:2] == b"PK"
    # An answer that came later, or a document that is gone: documents are the next step.
    next(tmp_path.glob("outputs/*/bao-cao.docx")).unlink()
    (shown,) = next_step.findall(page.get("/tong-quan").text)
    assert plain(shown).startswith("Việc tiếp theo: lập văn bản của 1 đơn vị. Lập văn bản")
    assert shown.count('class="main"') == 1


def test_who_is_where_nothing_is_finds_the_way_on(page: Browser) -> None:
    shown = page.get("/khong-co")
    assert shown.status_code == 404
    assert "Không có trang này." in shown.text
    assert ">Về Tổng quan</a>" in shown.text
    for view in ("Bắt đầu", "Tổng quan", "Bảng đối chiếu", "Văn bản"):
        assert f">{view}</a>" in shown.text


def test_what_is_to_be_done_is_told_in_whole_sentences(page: Browser) -> None:
    shown = page.get("/ra-soat/0000000000/0000000000").text
    assert "<b>Không có đơn vị này.</b>" in shown
    assert "Cách xử lý: Mở lại từ trang Tổng quan.</p>" in shown


def test_units_are_added_up_and_looked_at_by_cluster(page: Browser) -> None:
    assert "Theo cụm, khối" not in page.get("/tong-quan").text
    unit = page.units()[1].short
    settings(page, **{"don-vi": unit, "don-vi.cluster": "Cụm ven biển"})
    page.site.desk.read()
    assert "Theo cụm, khối" in page.get("/tong-quan").text
    only = page.get("/doi-chieu?cum=Cụm ven biển").text
    assert "UBND xã Phú Lộc" in only
    assert "UBND xã An Bình" not in only


def test_answers_are_taken_away_as_csv_and_brought_to_another_folder(
    page: Browser, tmp_path: Path
) -> None:
    page.answer("Tuyên truyền", "yes", person="Lan")
    data = page.get("/lich-su/y-kien.csv").data
    other = browser(folder(tmp_path / "khác"))
    sent = {"tep": (io.BytesIO(data), "y-kien.csv")}
    assert "Đã nhập 1 ý kiến." in other.post("/lich-su/nhap", sent).text
    assert not other.item("Tuyên truyền").is_open
    wrong = data.replace("Đúng".encode(), "Chưa rõ".encode())
    sent = {"tep": (io.BytesIO(wrong), "../../y-kien.csv")}
    assert "Không nhập dòng nào." in other.post("/lich-su/nhap", sent).text
    assert "Chưa chọn tệp" in other.post("/lich-su/nhap").text


def test_the_list_says_in_words_and_with_links_what_the_matrix_shows(page: Browser) -> None:
    shown = page.get("/doi-chieu?dang=danh-sach&ket-qua=missed").text
    assert shown.count("<tr><td>UBND xã") == 4
    assert page.page_of("Rà soát hộ nghèo") in shown


def test_a_matrix_of_many_units_stays_small_and_its_cells_bear_nothing_but_a_class(
    page: Browser,
) -> None:
    shown = page.get("/doi-chieu").text
    cells = re.findall(r'<td class="(?:carried|partial|review|missed|none)">[^<]*</td>', shown)
    assert len(cells) == 12
    assert max(map(len, cells)) < 60
    # The heads lead to the unit and to the task.
    assert shown.count('<a href="/tong-quan?don-vi=') == 2
    assert shown.count(f"nhiem-vu={page.item('Rà soát hộ').key}") == 2


def test_the_matrix_is_sorted_by_any_of_its_columns_and_the_other_way(page: Browser) -> None:
    def order(address: str) -> list[str]:
        shown = page.get(address).text
        return re.findall(r'<th scope="row" class="task"><a href="[^"]*">(\d)\.', shown)

    unit = page.units()[1]
    assert order("/doi-chieu?sap=stt") == ["1", "2", "3", "4", "5", "6"]
    assert order("/doi-chieu?sap=-stt") == ["6", "5", "4", "3", "2", "1"]
    assert order("/doi-chieu")[0] == order("/doi-chieu?sap=thieu")[0]
    missing = re.findall(
        r'<td class="num">(?:<a href="[^"]*">)?(\d)/', page.get("/doi-chieu?sap=-thieu").text
    )
    assert missing == sorted(missing)
    page.answer("Nạo vét", "missed", unit=1)
    page.answer("Tuyên truyền", "yes", unit=1)
    by_unit = order(f"/doi-chieu?sap=stt&sap={unit.short}")
    assert by_unit.index("3") < by_unit.index("4")
    assert order(f"/doi-chieu?sap=-{unit.short}").index("4") < by_unit.index("4")
    shown = page.get(f"/doi-chieu?sap={unit.short}&ket-qua=missed").text
    # The head turns it round, and the filters stay: it sends their form.
    own = f'<a href="/tong-quan?don-vi={unit.short}">UBND xã Phú Lộc</a>'
    head = f'<button form="loc" name="sap" data-column="{unit.short}" value="-{unit.short}"'
    assert f'<th scope="col" aria-sort="descending">{own}{head}' in shown
    assert "selected>Theo UBND xã Phú Lộc</option>" in shown
    assert order("/doi-chieu?sap=la")[0] == order("/doi-chieu")[0]


def test_wrong_settings_are_refused_beside_their_field_and_nothing_is_written(
    page: Browser, home: Path
) -> None:
    code, shown = settings(page, **{"run.as_of": "31/11/2026", "documents.reply_days": "mười"})
    assert code == 422
    assert "Có 2 chỗ cần sửa" in shown
    assert "Ngày không có thật: 31/11/2026. Nhập theo dạng ngày/tháng/năm." in shown
    assert 'value="31/11/2026"' in shown
    assert "<title>Lỗi: Thiết lập" in shown
    assert (home / "reconcile.toml").read_text("utf-8") == SETTINGS


def test_what_is_no_address_of_mail_is_refused_beside_its_field() -> None:
    email = next(each for each in unit_fields() if tuple(each.path) == ("email",))
    with pytest.raises(FieldError, match="địa chỉ thư điện tử: vanphong"):
        understood(email, "vt@xa.example, vanphong")
    assert understood(email, "vt@xa.example; vp@xa.example") == "vt@xa.example; vp@xa.example"


def test_settings_keep_the_comments_of_the_file(page: Browser, home: Path) -> None:
    typed = {
        "run.as_of": "20-11-26",
        "don-vi": page.units()[0].short,
        "don-vi.signer.position": "PHÓ CHỦ TỊCH",
        "don-vi.recipients": "UBND tỉnh (để b/c)\n\nLưu: VT",
        "synonyms": "thôn; bản",
    }
    code, shown = settings(page, **typed)
    assert (code, "Đã lưu thiết lập" in shown) == (200, True)
    text = (home / "reconcile.toml").read_text("utf-8")
    assert text.startswith("# Ghi chú của người dùng.\n")
    said = load_config(home / "reconcile.toml")
    assert said.units["UBND xã An Bình"].signer.position == "PHÓ CHỦ TỊCH"
    assert said.units["UBND xã An Bình"].recipients == ("UBND tỉnh (để b/c)", "Lưu: VT")
    assert said.synonyms == (("thôn", "bản"),)
    shown = page.get("/thiet-lap").text
    assert "Đã đặt; nếu để trống: ngày của máy" in shown
    assert "In ra:<b>TM. ỦY BAN NHÂN DÂN\nPHÓ CHỦ TỊCH\n\n…</b>" in shown
    assert "In ra:<b>- UBND tỉnh (để b/c);\n- Lưu: VT;</b>" in shown
    assert "Ví dụ in ra:<b>- Lưu: VT, VP.</b>" in shown


def test_a_unit_that_has_sent_nothing_is_given_another_name_in_the_settings(
    page: Browser, home: Path
) -> None:
    (home / "reconcile.toml").write_text(
        SETTINGS + '[units."UBND xã Vân Hà"]\ncluster = "Cụm số 1"\n', "utf-8"
    )
    page.site.desk.read()
    shown = page.get("/thiet-lap").text
    found = re.search(r'<option value="(\w+)">UBND xã Vân Hà \(chưa gửi kế hoạch\)', shown)
    assert found
    assert "<h2>UBND xã An Bình</h2>" in shown
    shown = page.get(f"/thiet-lap?don-vi={found[1]}").text
    assert "<h2>UBND xã Vân Hà</h2>" in shown
    assert 'value="Cụm số 1"' in shown
    code, _ = settings(page, **{"don-vi": found[1], "don-vi.aliases": "xã Vân Hạ\nvan ha moi"})
    assert code == 200
    said = load_config(home / "reconcile.toml").units["UBND xã Vân Hà"]
    assert (said.aliases, said.cluster) == (("xã Vân Hạ", "van ha moi"), "Cụm số 1")


def test_who_issues_for_the_upper_side_is_set_on_the_page_and_printed_so(
    page: Browser, home: Path
) -> None:
    typed = {
        "upper.place": "Hà Sơn",
        "upper.symbol": "TH",
        "upper.recipients": "Thường trực Tỉnh ủy (để b/c)\nLưu trữ tỉnh",
        "upper.signer.deputy": "PHÓ CHỦ TỊCH",
        "upper.signer.name": "Trần Văn Bình",
    }
    code, shown = settings(page, **typed)
    assert (code, "Đã lưu thiết lập" in shown) == (200, True)
    said = load_config(home / "reconcile.toml").upper
    assert (said.place, said.symbol, said.signer.name) == ("Hà Sơn", "TH", "Trần Văn Bình")
    assert said.recipients == ("Thường trực Tỉnh ủy (để b/c)", "Lưu trữ tỉnh")
    assert "PHÓ CHỦ TỊCH\n\nTrần Văn Bình</b>" in page.get("/thiet-lap").text


def test_an_emptied_field_goes_back_to_what_is_read(page: Browser, home: Path) -> None:
    settings(page, **{"upper.name": "UBND tỉnh Hà Bắc"})
    settings(page, **{"upper.name": ""})
    assert load_config(home / "reconcile.toml").upper.name == ""
    assert "Đọc từ kế hoạch: UBND tỉnh Hà Sơn" in plain(page.get("/thiet-lap").text)


def test_settings_that_were_changed_elsewhere_are_not_overwritten_unseen(
    page: Browser, home: Path
) -> None:
    saw = page.get("/thiet-lap").text.partition('name="saw" value="')[2][:16]
    (home / "reconcile.toml").write_text(SETTINGS + '[upper]\nname = "UBND tỉnh B"\n', "utf-8")
    done = page.post("/thiet-lap", {"saw": saw, "upper.name": "UBND tỉnh C"})
    assert done.status_code == 409
    assert "đã được sửa ở nơi khác" in done.text
    assert load_config(home / "reconcile.toml").upper.name == "UBND tỉnh B"
    # And where it is changed between our look and our writing.
    assert not change_settings(home, {("upper", "name"): "UBND tỉnh C"}, saw)
    assert load_config(home / "reconcile.toml").upper.name == "UBND tỉnh B"


def test_every_field_of_the_form_is_a_key_of_the_settings_and_takes_its_own_example() -> None:
    fields = [*(each for group in groups() for each in group.field), *unit_fields()]
    for each in fields:
        assert understood(each, "") is None
        typed = next(iter(each.choices), each.example)
        assert understood(each, typed) is not None, each.label
    with pytest.raises(FieldError):
        understood(next(each for each in fields if each.kind == "words"), "một từ")


def test_a_file_is_shown_as_it_was_read_and_what_was_passed_over(page: Browser) -> None:
    snapshot = page.site.desk.snapshot
    assert snapshot
    reading = next(each for each in snapshot.readings if each.file == "AN BÌNH.xlsx")
    shown = plain(page.get(f"/bat-dau/tep/{reading.short}").text)
    assert "Đọc được 5 nhiệm vụ" in shown
    assert "Dòng tiêu đề" in shown
    assert "Áp dụng cho mọi tệp có cùng các tiêu đề cột (đang có 2 tệp)" in shown


def test_a_way_of_reading_is_kept_for_all_files_of_the_shape(page: Browser, home: Path) -> None:
    snapshot = page.site.desk.snapshot
    assert snapshot
    reading = next(each for each in snapshot.readings if each.file == "AN BÌNH.xlsx")
    said = {"header_row": "2", "cot-B": "task", "cot-E": "support", "dung": "1", "cung-dang": "on"}
    page.post(f"/bat-dau/tep/{reading.short}", said)
    (kept,) = load_config(home / "reconcile.toml").tables.values()
    assert kept.columns == {"task": "Nội dung nhiệm vụ", "support": "Đơn vị chủ trì"}
    # A file that comes later, with a column before its table, is read so as well.
    later = LOWER.replace("{name}", "HÒA SƠN").replace("\n| ", "\n| | ")
    workbook(home / "inputs/lower/HÒA SƠN.xlsx", later)
    page.site.desk.read()
    for unit in page.units():
        task = page.site.desk.unit_desk(unit).settled.plan.tasks[0]
        assert (task.lead, task.support) == ("", "Văn phòng")


def form_of(shown: str) -> dict[str, str]:
    """Return what the form of a file's columns says as it is shown."""
    fields = dict(re.findall(r'type="hidden" name="(da-hien-[A-Z])" value="([^"]*)"', shown))
    for letter, options in re.findall(r'name="cot-([A-Z])">(.*?)</select>', shown):
        chosen = re.search(r'value="([a-z]*)" selected', options)
        fields[f"cot-{letter}"] = chosen[1] if chosen else ""
    row = re.search(r'name="header_row"[^>]*value="(\d+)"', shown)
    return fields | {"header_row": row[1] if row else ""}


@pytest.mark.parametrize("alike", ["", "on"])
def test_a_column_that_the_program_found_by_itself_can_be_said_to_be_of_no_use(
    page: Browser, alike: str
) -> None:
    snapshot = page.site.desk.snapshot
    assert snapshot
    reading = next(each for each in snapshot.readings if each.file == "AN BÌNH.xlsx")
    place = f"/bat-dau/tep/{reading.short}"
    said = form_of(page.get(place).text)
    assert (said["cot-D"], said["cot-E"]) == ("deadline", "lead")
    said["cot-E"] = ""
    # Tried first: what was left out stays so when something else is changed.
    again = form_of(page.post(place, said).text)
    assert (again["cot-D"], again["cot-E"]) == ("deadline", "")
    page.post(place, again | {"dung": "1"} | ({"cung-dang": alike} if alike else {}))
    page.site.desk.read()
    leads = [page.site.desk.unit_desk(each).settled.plan.tasks[0].lead for each in page.units()]
    assert leads == ["", "" if alike else "Văn phòng"]
    shown = page.get(place).text
    assert "E: theo reconcile.toml" in shown
    # It can be taken back.
    back = form_of(shown) | {"cot-E": "lead", "dung": "1"}
    page.post(place, back | ({"cung-dang": alike} if alike else {}))
    page.site.desk.read()
    leads = [page.site.desk.unit_desk(each).settled.plan.tasks[0].lead for each in page.units()]
    assert leads == ["Văn phòng", "Văn phòng"]


ODD_LOWER = """
| UBND XÃ HÒA SƠN |
| TT | Mục | Cần đạt | Mốc | Ai làm |
| 1 | Hộ tịch | Số hóa hồ sơ hộ tịch | 10/12/2026 | Văn phòng |
| 2 | Thủy lợi | Dọn cỏ, khơi thông kênh mương ra đồng | 20/12/2026 | Phòng Kinh tế |
"""


def test_a_header_that_was_not_found_is_chosen_by_its_row_and_counts_for_files_like_it(
    page: Browser, home: Path
) -> None:
    workbook(home / "inputs/lower/HÒA SƠN.xlsx", ODD_LOWER)
    address = f"/bat-dau/tep/{short_id('HÒA SƠN.xlsx')}"
    page.site.desk.read()
    # A file that could not be read leads to where it is put right, too.
    assert f'<a href="{address}">HÒA SƠN.xlsx</a>' in page.get("/bat-dau").text
    assert (
        'name="dong" value="2" aria-label="Lấy dòng 2 làm dòng tiêu đề"' in page.get(address).text
    )
    # What was taken for a column under another header is forgotten with that.
    shown = page.post(address, {"dong": "2", "header_row": "3", "cot-A": "task"}).text
    assert 'name="header_row" inputmode="numeric" size="4" value="2"' in shown
    assert '<option value="task" selected' not in shown.partition('id="cot-B"')[0]
    said = {"header_row": "2", "cot-C": "task", "cot-D": "deadline", "cot-E": "lead"}
    done = page.post(address, said | {"dung": "1", "cung-dang": "on"}).text
    assert "cho mọi tệp của đơn vị có cùng các tiêu đề cột" in done
    config = load_config(home / "reconcile.toml")
    assert config.files == {}
    ((name, kind),) = config.tables.items()
    assert name == "TT · Mục · Cần đạt · Mốc · Ai làm"
    assert kind.columns == {"task": "Cần đạt", "deadline": "Mốc", "lead": "Ai làm"}
    other = ODD_LOWER.replace("HÒA SƠN |", "TÂN LẬP |\n| Kế hoạch năm 2026 |")
    workbook(home / "inputs/lower/TÂN LẬP.xlsx", other)
    page.site.desk.read()
    for unit in page.units()[-2:]:
        first = page.site.desk.unit_desk(unit).settled.plan.tasks[0]
        assert (first.text, first.lead) == ("Số hóa hồ sơ hộ tịch", "Văn phòng")
    # Put right once more, it is the same kind of table.
    page.post(address, {"header_row": "2", "cot-C": "task", "dung": "1", "cung-dang": "on"})
    ((name, kind),) = load_config(home / "reconcile.toml").tables.items()
    assert kind.columns == {"task": "Cần đạt"}


def test_every_file_under_what_was_read_opens_also_of_an_archive_and_of_the_topmost_level(
    tmp_path: Path,
) -> None:
    home = whole_folder(tmp_path)
    own = home / "inputs/lower/PHÚ LỘC.xlsx"
    with zipfile.ZipFile(home / "inputs/lower/gui.zip", "w") as archive:
        archive.write(own, "xã Phú Lộc/ke-hoach.xlsx")
    own.unlink()
    page = browser(home)
    shown = page.get("/bat-dau").text
    links = dict(re.findall(r'href="(/bat-dau/tep/\w+)">([^<]+)</a></td>', shown))
    assert sorted(links.values()) == [
        "AN BÌNH.xlsx", "gui.zip/xã Phú Lộc/ke-hoach.xlsx", "nghi-quyet.xlsx", "tinh.xlsx",
    ]  # fmt: skip
    for address, name in links.items():
        opened = page.get(address)
        assert (opened.status_code, name in opened.text) == (200, True)
        assert re.search(r"Đọc được [356] nhiệm vụ", opened.text)
    packed = next(address for address, name in links.items() if name.startswith("gui.zip"))
    page.post(packed, {"header_row": "2", "cot-B": "task", "cot-E": "support", "dung": "1"})
    assert [*load_config(home / "reconcile.toml").files] == ["gui.zip/xã Phú Lộc/ke-hoach.xlsx"]
    page.site.desk.read()
    task = page.site.desk.unit_desk(page.units()[1]).settled.plan.tasks[0]
    assert (task.lead, task.support) == ("", "Văn phòng")
    assert short_of(home, "gui.zip/xã Phú Lộc/ke-hoach.xlsx") in packed


def test_of_two_files_of_one_name_each_is_opened_and_put_right_for_itself(tmp_path: Path) -> None:
    home = folder(tmp_path)
    for name in ("AN BÌNH", "PHÚ LỘC"):
        (home / f"inputs/lower/{name}").mkdir()
        (home / f"inputs/lower/{name}.xlsx").rename(home / f"inputs/lower/{name}/ke-hoach.xlsx")
    page = browser(home)
    shown = page.get("/bat-dau").text
    links = dict(re.findall(r'href="(/bat-dau/tep/\w+)">([^<]+)</a></td>', shown))
    named = {name: address for address, name in links.items()}
    assert "UBND XÃ PHÚ LỘC" in page.get(named["PHÚ LỘC/ke-hoach.xlsx"]).text
    assert "UBND XÃ AN BÌNH" in page.get(named["AN BÌNH/ke-hoach.xlsx"]).text
    said = {"header_row": "2", "cot-B": "task", "cot-E": "support", "dung": "1"}
    page.post(named["PHÚ LỘC/ke-hoach.xlsx"], said)
    assert [*load_config(home / "reconcile.toml").files] == ["PHÚ LỘC/ke-hoach.xlsx"]
    page.site.desk.read()
    tasks = [page.site.desk.unit_desk(each).settled.plan.tasks[0] for each in page.units()]
    assert [each.lead for each in tasks] == ["Văn phòng", ""]
    assert "setting-unused" not in {each.code for each in page.site.desk.read().findings}
    assert "theo reconcile.toml" in page.get(named["PHÚ LỘC/ke-hoach.xlsx"]).text
    assert "theo reconcile.toml" not in page.get(named["AN BÌNH/ke-hoach.xlsx"]).text


def test_of_an_upper_file_too_rows_passed_over_are_counted_and_what_was_found_stands_in_its_row(
    tmp_path: Path,
) -> None:
    home = folder(tmp_path)
    above = UPPER.replace("| 4 | Tuyên", "| I | Các nhiệm vụ khác | | | |\n| 4 | Tuyên")
    workbook(home / "inputs/upper/tinh.xlsx", above, hidden=[5])
    page = browser(home)
    snapshot = page.site.desk.snapshot
    assert snapshot
    reading = snapshot.readings[0]
    # The header and the head of a group, as they are counted of a file of a unit.
    assert (reading.file, reading.tasks, reading.passed_over) == ("tinh.xlsx", 6, 2)
    assert [each.code for each in reading.findings] == ["hidden-row"]
    assert "cùng các tiêu đề" not in page.get(f"/bat-dau/tep/{reading.short}").text
    told = re.search(r"tinh\.xlsx</a>.*?</tr>", page.get("/bat-dau").text, re.DOTALL)
    assert told
    assert 'class="num">2</td>' in told[0]
    assert "Cần xem lại: 1" in told[0]


def test_every_kind_of_document_of_a_unit_is_offered_and_no_other(page: Browser) -> None:
    shown = page.get("/van-ban").text
    assert [each.value for each in OF_A_UNIT] == re.findall(r'name="loai" value="([^"]*)"', shown)
    assert page.get(f"/van-ban/{page.units()[0].short}/bao-cao-tong-hop").status_code == 404


def test_a_unit_that_has_issued_the_plan_above_itself_is_offered_no_letter(tmp_path: Path) -> None:
    home = folder(tmp_path)
    above = UPPER.replace("UBND TỈNH HÀ SƠN", "UBND XÃ AN BÌNH").replace("UBND cấp xã", "Văn phòng")
    workbook(home / "inputs/upper/tinh.xlsx", above)
    (home / "inputs/lower/PHÚ LỘC.xlsx").unlink()
    shown = browser(home).get("/van-ban").text
    assert "đơn vị ban hành chính kế hoạch cấp trên" in plain(shown)
    assert re.search(r'value="cong-van"[^>]* disabled', shown)


def test_of_several_upper_plans_each_is_named_counted_and_read_right(tmp_path: Path) -> None:
    home = folder(tmp_path)
    other = UPPER.replace("186/KH-UBND", "201/KH-UBND").replace("Số hóa hồ sơ", "Lập danh sách")
    for name, text in (("ke-hoach-a", UPPER), ("ke-hoach-b", other)):
        (home / "inputs/upper" / name).mkdir()
        workbook(home / f"inputs/upper/{name}/tinh.xlsx", text)
    (home / "inputs/upper/tinh.xlsx").unlink()
    page = browser(home)
    shown = plain(page.get("/tong-quan").text)
    assert "Theo kế hoạch" in shown
    assert "186/KH-UBND" in shown
    assert "201/KH-UBND" in shown
    snapshot = page.site.desk.snapshot
    assert snapshot
    files = [each for each in snapshot.readings if "tinh" in each.file]
    assert [each.tasks for each in files] == [6, 6]
    assert "Đọc được 6 nhiệm vụ" in plain(page.get(f"/bat-dau/tep/{files[1].short}").text)
    assert "201/KH-UBND" in plain(page.get(page.page_of("Lập danh sách")).text)


def test_the_guide_is_read_on_the_page_and_says_what_each_finding_means(
    page: Browser,
) -> None:
    shown = page.get("/tro-giup").text
    assert 'id="14-trang-làm-việc-trong-trình-duyệt"' in shown
    assert 'href="/tro-giup/sai-lech#setting-unused"' in shown
    assert not re.search(r"<img|\sstyle=|href=\"[a-z]+\.md", shown)
    meant = page.get("/tro-giup/sai-lech").text
    assert [code for code in catalogue() if f'id="{code}"' not in meant] == []
    assert page.get("/tro-giup/reconcile.toml").status_code == 404


@pytest.mark.slow
def test_what_is_sent_to_units_is_made_and_taken_away(page: Browser, home: Path) -> None:
    run_folder(home, Asked())
    unit = page.units()[0].short
    shown = page.get(f"/van-ban?don-vi={unit}").text
    at = re.search(r'href="([^"]*)">gui-don-vi.zip<', shown)
    assert at
    packed = zipfile.ZipFile(io.BytesIO(page.get(at[1]).data))
    assert "cong-van.docx" in packed.namelist()
    for make, take in (("bieu", "bieu.zip"), ("thu", "thu.zip")):
        page.post(f"/van-ban/{make}")
        assert page.site.background.wait().error is None
        assert page.get(f"/van-ban/{take}").data[:2] == b"PK"
    assert "Tải 3 biểu (.zip)" in page.get("/van-ban").text
    assert "Tải 2 thư (.zip)" in page.get("/van-ban").text


@pytest.mark.slow
def test_documents_are_made_looked_through_and_taken_away(page: Browser) -> None:
    unit = page.units()[0].short
    page.post("/van-ban/lap", {"don-vi": unit, "loai": ["ke-hoach", "cong-van"]})
    assert page.site.background.wait().error is None
    shown = plain(page.get(f"/van-ban?don-vi={unit}").text)
    assert "Tải .docx Kế hoạch" in shown
    page.site.papers.drain()
    assert "Thể thức: 0 lỗi" in page.get(f"/van-ban/{unit}/ke-hoach").text
    data = page.get(f"/van-ban/{unit}/ke-hoach/tai").data
    assert Document(io.BytesIO(data)).tables
    packed = zipfile.ZipFile(io.BytesIO(page.get(f"/van-ban/tat-ca.zip?don-vi={unit}").data))
    assert packed.namelist() == [
        "UBND xã An Bình/ke-hoach.docx", "UBND xã An Bình/cong-van.docx",
        "UBND xã An Bình/gui-don-vi.zip",
    ]  # fmt: skip
    assert "Đã lập xong trong" in shown
    again = page.get(f"/van-ban/{unit}/ke-hoach/tai", **{"If-Modified-Since": LATER})
    assert (again.status_code, again.data) == (200, data)
    page.answer("Tuyên truyền", "done")
    assert "Lập lại để cập nhật" in page.get(f"/van-ban?don-vi={unit}").text


@pytest.mark.slow
def test_a_final_document_waits_for_what_is_open(page: Browser) -> None:
    unit = page.units()[0].short
    page.post("/van-ban/lap", {"don-vi": unit, "loai": ["ke-hoach"], "chinh-thuc": "on"})
    page.site.background.wait()
    shown = plain(page.get(f"/van-ban?don-vi={unit}").text)
    assert "Chưa lập bản chính thức." in shown
    assert "2 nhiệm vụ cần rà soát" in shown


def test_changed_files_are_told_on_every_view(page: Browser, home: Path) -> None:
    assert "đã thay đổi từ lần đọc" not in page.get("/tong-quan").text
    (home / "inputs/lower/moi.csv").write_text("a;b", "utf-8")
    assert "đã thay đổi từ lần đọc" in page.get("/tong-quan").text


def test_what_stops_a_run_is_told_with_its_place_and_the_figures_stay(
    page: Browser, home: Path
) -> None:
    (home / "reconcile.toml").write_text("khoa_la = 1\n", "utf-8")
    page.post("/doi-chieu-lai")
    page.site.background.wait()
    shown = plain(page.get("/tong-quan").text)
    assert "Chưa làm được: đối chiếu." in shown
    assert "reconcile.toml" in shown
    assert "Việc tiếp theo" in shown
    page.post("/bat-dau/nhan/lower", {"tep": (io.BytesIO(b"a;b"), "moi.csv")})
    assert "Chưa làm được" not in page.get("/tong-quan").text


@pytest.mark.slow
def test_a_run_on_the_page_tells_which_file_it_could_not_write_and_what_became_of_answers(
    page: Browser, home: Path
) -> None:
    page.answer("Tuyên truyền", "yes")
    # A folder in its place cannot be written to, as a workbook cannot that is open in Excel.
    (home / "outputs/tong-hop.xlsx").mkdir(parents=True)
    page.post("/doi-chieu-lai")
    page.site.background.wait()
    shown = plain(page.get("/bat-dau").text)
    assert "Đã đối chiếu, nhưng chưa ghi được 1 tệp. tong-hop.xlsx: không ghi" in shown
    assert "Cách xử lý: Đóng tệp nếu đang mở trong Excel" in shown
    assert "rồi làm lại." in shown
    assert "Ý kiến của người rà soát: giữ nguyên 1 ý kiến đã có" in shown


def test_forms_begun_on_the_page_tell_which_files_they_could_not_write(
    page: Browser, home: Path
) -> None:
    (home / "outputs/form").mkdir(parents=True)
    (home / "outputs/form/tien-do").write_text("no folder", "utf-8")
    page.post("/tien-do/bieu")
    page.site.background.wait()
    shown = plain(page.get("/tien-do").text)
    assert "Đã lập biểu, nhưng chưa ghi được" in shown
    assert "rồi làm lại." in shown


def test_a_file_that_stops_a_run_is_put_right_from_where_it_is_told(page: Browser) -> None:
    def refused(_: object) -> None:
        raise UnreadableFileError("không thấy bảng", where=Where("tinh.xlsx"), fix="chỉ ra bảng")

    page.site.background.start("đối chiếu", refused)
    page.site.background.wait()
    shown = page.get("/tong-quan").text
    assert f'<a href="/bat-dau/tep/{short_id("tinh.xlsx")}">chỉ ra bảng' in shown


def test_who_begins_a_work_while_another_goes_on_is_told(page: Browser) -> None:
    going_on = Event()
    page.site.background.start("soạn thư", lambda _: going_on.wait(9))
    said = {"loai": "ke-hoach", "don-vi": page.units()[0].short}
    shown = page.post("/van-ban/lap", said).text
    assert "Chưa bắt đầu lập văn bản: chương trình đang soạn thư." in shown
    going_on.set()
    page.site.background.wait()


def test_pages_are_made_one_after_the_other_and_leave_room_for_other_requests(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    paper, going_on = tmp_path / "a.docx", Event()
    paper.write_bytes(b"a")
    monkeypatch.setattr(printed_pages, "find_office", lambda: "office")
    monkeypatch.setattr(printed_pages, "as_pdf", lambda *_: going_on.wait(9) and b"pdf")
    with ThreadPoolExecutor(3) as pool:
        asked = [pool.submit(printed_pages.printed, paper) for _ in range(3)]
        refused = next(as_completed(asked))
        going_on.set()
    with pytest.raises(UsageError, match="đang dựng trang in"):
        refused.result()
    assert [each.result() for each in asked if each is not refused] == [b"pdf", b"pdf"]


def test_paper_says_of_which_plan_day_and_filter_a_view_is(page: Browser) -> None:
    for address, said in (
        ("/sai-lech?muc-do=warning", "Lọc: Cảnh báo"), ("/tien-do?nhom=tat-ca", "Lọc: Tất cả"),
        ("/doi-chieu?ket-qua=missed&tim=xa", "Lọc: xa; Chưa cụ thể hóa"),
        ("/lich-su?tim=rung", "Lọc: rung"),
    ):  # fmt: skip
        printed = page.get(address).text.partition('class="only-print">')[2].partition("</p>")[0]
        assert printed == f"UBND tỉnh Hà Sơn · Số liệu tính đến ngày 20/11/2026 · {said}"


def test_one_work_goes_on_at_a_time_and_can_be_stopped() -> None:
    background = Background()

    def endless(watch: Watch) -> None:
        watch.expects(1_000_000)
        for _ in range(1_000_000):
            watch.ends("UBND xã Suối Đá")

    assert background.start("đối chiếu", endless)
    assert not background.start("lập văn bản", endless)
    background.stop()
    assert background.wait().stopped
    assert StoppedError.__mro__[1] is Exception


def test_a_work_that_fails_says_why_and_the_next_can_begin() -> None:
    background = Background()

    def refused(_: object) -> None:
        raise OutputError("không ghi được", fix="đóng tệp")

    assert background.start("đối chiếu", refused)
    assert str(background.wait().error).startswith("không ghi được")

    def of_two_levels(watch: Watch) -> None:
        for unit in ("UBND xã Suối Đá", "UBND tỉnh Hà Sơn"):
            watch.expects(1)
            watch.ends(unit)

    background.start("đối chiếu", of_two_levels)
    assert (background.wait().done, background.progress.total) == (2, 2)
    assert background.start("đối chiếu", lambda _: "xong")
    assert background.wait().result == "xong"


@pytest.mark.parametrize(
    "view", ["/lich-su?", "/sai-lech?", "/doi-chieu?dang=danh-sach&", "/tien-do?nhom=tat-ca&"]
)
def test_beyond_the_end_of_a_list_its_last_page_is_shown(page: Browser, view: str) -> None:
    page.answer("Tuyên truyền", "yes")
    last, beyond = (plain(page.get(f"{view}trang={number}").text) for number in ("1", "9" * 30))
    assert beyond == last


def test_figures_are_shown_over_time_and_each_run_says_what_it_changed(
    page: Browser, home: Path
) -> None:
    run_folder(home, Asked())
    page.site.desk.read()
    assert "Theo thời gian" not in page.get("/tong-quan").text
    assert "Mới có một lần đối chiếu" in page.get("/lich-su").text
    page.answer("Tuyên truyền", "yes", person="Lan")
    page.answer("Nạo vét", "missed")
    # What was answered since the run stands at the end of the line.
    shown = plain(page.get("/tong-quan").text)
    assert "Hiện nay (có ý kiến mới) 5 2 0 5 41,7%" in shown
    run_folder(home, Asked())
    page.site.desk.read()
    shown = page.get("/tong-quan").text
    assert 'aria-label="Tỷ lệ cụ thể hóa từ 33,3%' in shown
    assert "Hiện nay" not in plain(shown)
    first, second = sorted({int(each) for each in re.findall(r"/lich-su/(\d+)", shown)})
    told = plain(page.get(f"/lich-su/{second}").text)
    assert "2 đơn vị có thay đổi" in told
    assert "UBND xã An Bình Chưa cụ thể hóa 2 → 3 · Cần rà soát 2 → 0" in told
    assert "Mới cụ thể hóa Tuyên truyền phòng, chống cháy rừng mùa khô" in told
    assert "Ý kiến của người rà soát" in told
    # What was learnt there concludes the same doubt of another unit.
    assert "UBND xã Phú Lộc" in told
    assert "Chương trình đối chiếu lại" in told
    told = plain(page.get(f"/lich-su/{first}").text)
    assert "2 đơn vị có thay đổi" in told
    # Where nothing was there before, a line for each unit tells it all.
    head = "Đơn vị Chưa Rà soát Một phần Đã có Tỷ lệ"
    assert f"{head} UBND xã An Bình 2 2 0 2 33,3% UBND xã Phú Lộc 2 2 0 2 33,3%" in told
    unit = page.units()[0].short
    shown = page.get(f"/tong-quan?don-vi={unit}").text
    assert 'aria-label="Tỷ lệ cụ thể hóa từ 33,3%' in shown
    assert re.search(r"\+\d+,\d điểm", plain(page.get("/lich-su").text))
    for nobody in (second + 1, 10**30):
        assert page.get(f"/lich-su/{nobody}").status_code == 404


def test_where_few_of_many_units_are_listed_the_paper_says_so_too(
    page: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(overview, "_MANY", 1)
    monkeypatch.setattr(overview, "_FIRST", 1)
    shown = page.get("/tong-quan").text
    assert "1 trong 2 đơn vị." in plain(shown)
    assert re.search(r'<a class="not-printed"[^>]*>Xem cả 2 đơn vị</a>', shown)
    whole = plain(page.get("/tong-quan?tat-ca=1").text)
    assert "UBND xã An Bình" in whole
    assert "UBND xã Phú Lộc" in whole
