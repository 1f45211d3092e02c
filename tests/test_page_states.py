"""How far tasks are, and what became of the tasks of a higher plan: as the local page shows it."""

import re
from datetime import date
from pathlib import Path

import pytest

from pages import STATUS, Browser, beside, browser, folder, whole_folder
from reconcile.model import Progress
from reconcile.report.documents.wording import percent
from reconcile.run.open_folder import Asked
from reconcile.run.page import board
from reconcile.run.progress.track import AskedTracking, TrackReport, track_folder
from reconcile.store.database import open_database
from reconcile.store.status_entries import all_entries
from reconcile.tracking.counts import StateClass
from reconcile.tracking.progress import TrackedKind, TrackedTask
from reconcile.vocabulary.findings import catalogue
from reconcile.web.shown import FILTERS

CANAL, POOR = "Nạo vét kênh mương", "Rà soát hộ nghèo"
AT_UNITS = "/tien-do?nhom=tat-ca&pham-vi=assigned"


@pytest.fixture
def page(tmp_path: Path) -> Browser:
    return browser(whole_folder(tmp_path))


def row(page: Browser, text: str, unit: str = "UBND xã An Bình") -> TrackedTask:
    states = page.site.board.now()
    assert states
    rows = states.tracking.of(TrackedKind.ASSIGNED)
    return next(r for r in rows if r.body == unit and r.task.text.startswith(text))


def form(page: Browser, text: str) -> dict[str, str]:
    """Open the row of a task, and return what its form would send."""
    shown = page.get(f"{AT_UNITS}&mo={board.row_id(row(page, text))}").text
    hidden = dict(re.findall(r'type="hidden" name="(saw-0|dong)" value="([^"]*)"', shown))
    assert set(hidden) == {"saw-0", "dong"}
    return hidden


def enter(page: Browser, text: str, progress: str, **more: str) -> tuple[int, str]:
    said = form(page, text) | {"tinh-trang": progress} | more
    done = page.post("/tien-do/ghi?nhom=tat-ca&pham-vi=assigned", said)
    return done.status_code, plain(done.text)


def plain(html: str) -> str:
    return " ".join(re.sub(r"<[^>]*>", " ", html).split())


def lines(page: Browser) -> list[tuple[str, str]]:
    with open_database(page.site.folder) as database:
        return [(each.stream, each.words) for each in all_entries(database)]


def tracked(page: Browser) -> TrackReport:
    return track_folder(page.site.folder, Asked(), AskedTracking())


def test_the_board_says_what_is_overdue_due_soon_and_unknown(page: Browser) -> None:
    shown = plain(page.get("/tien-do?pham-vi=assigned").text)
    assert "1 /12 quá hạn" in shown
    assert "Chưa thực hiện, quá hạn" in shown
    assert "5 ngày" in shown
    doubtful = plain(page.get("/tien-do?nhom=can-ra-soat").text)
    assert "Trồng dừa ven biển" in doubtful
    assert "trang tính “Cần rà soát” trong tien-do.xlsx" in doubtful
    assert "11/2026" in page.get("/tien-do?nhom=lich&pham-vi=assigned").text
    assert "UBND xã An Bình" in page.get("/tien-do?nhom=don-vi&pham-vi=assigned").text


def test_every_figure_of_the_board_says_of_how_many_and_leads_to_its_list(page: Browser) -> None:
    shown = page.get("/tien-do?pham-vi=assigned").text.partition('<ul class="figures">')[2]
    led = re.findall(r'href="([^"]*)"><b>(\d+)<span class="of">/(\d+)</span>', shown)
    assert len(led) == 5
    for address, count, whole in led:
        listed = page.get(address.replace("&amp;", "&")).text
        assert listed.count('<th scope="row">') == int(count), address
        assert f">Tất cả <b>{whole}</b>" in listed
    for group in ("don-vi", "lich"):
        shown = page.get(f"/tien-do?pham-vi=assigned&nhom={group}").text
        led = re.findall(r'<td class="num(?: strong)?"><a href="([^"]*)">(\d+)</a>', shown)
        assert led
        for address, count in led:
            listed = page.get(address.replace("&amp;", "&")).text
            assert listed.count('<th scope="row">') == int(count), address


@pytest.mark.parametrize(
    ("part", "whole", "shown", "written"),
    [
        (1, 16, "6,3%", "6,3%"),
        (145, 287, "50,5%", "50,5%"),
        (3, 4, "75,0%", "75%"),
        (2999, 3000, "99,9%", "99,9%"),
        (1, 3000, "0,1%", "0,1%"),
        (5, 5, "100,0%", "100%"),
    ],
)
def test_a_rate_of_the_page_is_that_of_the_documents_and_of_excel(
    part: int, whole: int, shown: str, written: str
) -> None:
    assert (FILTERS["percent"](part / whole), percent(part / whole)) == (shown, written)


@pytest.mark.slow
def test_every_figure_of_the_board_is_that_of_the_workbook(page: Browser) -> None:
    enter(page, CANAL, "done", **{"ngay-xong": "2-12-26"})
    states = page.site.board.now()
    assert states
    told = tracked(page).outcome.tracking
    assert states.tracking.rows == told.rows


def test_a_state_entered_on_the_page_is_an_entry_like_any_other(page: Browser) -> None:
    code, shown = enter(
        page, CANAL, "done", **{
            "ngay-xong": "2-12-26", "van-ban": "45/BC-UBND", "ghi-chu": "đã nghiệm thu",
            "nguoi": "Lê Thị B",
        },
    )  # fmt: skip
    assert code == 200
    assert "Đã lưu “Hoàn thành” cho nhiệm vụ 3 (UBND xã An Bình)." in shown
    now = row(page, CANAL)
    assert now.counted is StateClass.DONE_IN_TIME
    assert now.state.done_on == date(2026, 12, 2)
    words = "Hoàn thành ngày 02/12/2026; 45/BC-UBND; đã nghiệm thu"
    assert lines(page)[-1] == ("page", words)
    assert "Trang Tiến độ › Lê Thị B" in shown


def test_the_last_word_of_the_page_for_a_day_counts_and_none_is_removed(page: Browser) -> None:
    enter(page, CANAL, "done")
    enter(page, CANAL, "under-way", **{"ghi-chu": "chưa nghiệm thu"})
    assert row(page, CANAL).state.progress is Progress.UNDER_WAY
    assert [words for stream, words in lines(page) if stream == "page"] == [
        "Hoàn thành", "Đang thực hiện; chưa nghiệm thu",
    ]  # fmt: skip


def test_a_state_that_was_entered_can_be_taken_back(page: Browser) -> None:
    enter(page, CANAL, "done")
    said = form(page, CANAL) | {"co-quan": "0"}
    shown = plain(page.post("/tien-do/rut-lai", said).text)
    assert "Đã rút lại “Hoàn thành” cho nhiệm vụ 3 (UBND xã An Bình)." in shown
    assert row(page, CANAL).state.progress is Progress.UNDER_WAY
    assert "để rút lại" in page.post("/tien-do/rut-lai", said).text


def test_a_state_that_was_entered_elsewhere_meanwhile_is_not_overtaken_unseen(
    page: Browser,
) -> None:
    old = form(page, CANAL)
    enter(beside(page), CANAL, "paused")
    shown = plain(page.post("/tien-do/ghi", old | {"tinh-trang": "done"}).text)
    assert re.search("Chưa lưu\\..*Nhiệm vụ này vừa có thông tin “Tạm dừng”", shown)
    assert "Thông tin của bạn: “Hoàn thành”" in shown
    assert row(page, CANAL).state.progress is Progress.PAUSED


def test_of_two_sources_that_contradict_each_other_one_is_chosen_and_that_settles_it(
    page: Browser,
) -> None:
    other = page.site.folder / "inputs/status/so-theo-doi.csv"
    done = STATUS.replace("Đang triển khai,05/11", "Đã hoàn thành ngày 02/11/2026,05/11")
    other.write_text(done, "utf-8")
    page.site.desk.read()
    shown = page.get(f"{AT_UNITS}&tim=kenh+muong").text
    assert "Hai nguồn khác nhau:" in shown
    (at,) = re.findall(r'value="(\d)">Chọn “Đã hoàn thành', shown)
    hidden = re.findall(r'name="(dong|saw)" value="([^"]*)"', shown.partition('"row choose"')[2])
    old = dict(hidden[:2]) | {"nguon": at}
    assert "Đã lưu “Hoàn thành”" in page.post("/tien-do/chon", old).text
    now = row(page, CANAL)
    assert now.standing
    assert (now.state.done_on, now.standing.against) == (date(2026, 11, 2), ())
    assert lines(page)[-1][1].endswith("; theo so-theo-doi.csv › dòng 2")
    assert "không còn khác nhau" in page.post("/tien-do/chon", old).text
    page.post("/tien-do/rut-lai", old | {"co-quan": "0"})
    assert row(page, CANAL).state.progress is Progress.UNDER_WAY


def test_what_is_found_in_sources_of_progress_stands_in_the_list_of_findings(page: Browser) -> None:
    home = page.site.folder
    done = STATUS.replace("Đang triển khai,05/11", "Đã hoàn thành ngày 02/11/2026,05/11")
    (home / "inputs/status/so-theo-doi.csv").write_text(done, "utf-8")
    lines = STATUS.splitlines(keepends=True)
    (home / "inputs/status/bao-cao.csv").write_text("".join(lines[:2]), "utf-8")
    page.site.desk.read()
    shown = plain(page.get("/sai-lech?tim=bao-cao.csv").text)
    assert catalogue()["status-shrunk"].title in shown
    assert catalogue()["status-contradiction"].title in plain(page.get("/sai-lech").text)


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({"tinh-trang": ""}, "Chọn tình trạng."),
        ({"ngay": "06/12/2026"}, "Ngày này sau ngày lấy số liệu (05/12/2026)."),
        ({"ngay-xong": "31/11/2026"}, "Ngày không có thật: 31/11/2026."),
        ({"ngay": "01/12/2026", "ngay-xong": "02/12/2026"}, "Ngày hoàn thành sau ngày"),
    ],
)
def test_a_state_that_cannot_be_is_refused_beside_its_field(
    page: Browser, said: dict[str, str], told: str
) -> None:
    code, shown = enter(page, CANAL, "done", **said)
    assert code == 422
    assert told in shown
    assert not [words for stream, words in lines(page) if stream == "page"]


def test_of_a_task_that_several_units_lead_each_unit_is_told_of(page: Browser) -> None:
    shown = page.get("/tien-do?nhom=tat-ca&pham-vi=upper").text
    assert "Theo từng đơn vị" in shown
    states = page.site.board.now()
    assert states
    upper = next(r for r in states.tracking.of(TrackedKind.UPPER) if not board.duties(r))
    said = {"dong": board.row_id(upper), "tinh-trang": "done"}
    assert page.post("/tien-do/ghi", said).status_code == 404
    assert page.post("/tien-do/ghi", said | {"dong": "khong-co"}).status_code == 404


@pytest.mark.slow
def test_the_report_and_the_forms_are_made_and_taken_away(page: Browser) -> None:
    page.post("/tien-do/lap")
    assert page.site.background.wait().error is None
    link = re.search(r'href="([^"]*)">tien-do.xlsx<', page.get("/tien-do").text)
    assert link
    assert page.get(link[1]).data[:2] == b"PK"
    page.post("/tien-do/bieu")
    assert page.site.background.wait().error is None
    assert page.get("/tien-do/bieu.zip").data[:2] == b"PK"


@pytest.mark.slow
def test_a_final_report_on_progress_waits_for_what_is_open_and_both_views_say_for_what(
    page: Browser,
) -> None:
    assert "Bản chính thức (không lập khi còn việc chờ quyết định)" in page.get("/tien-do").text
    page.post("/tien-do/lap", {"chinh-thuc": "on"})
    left = page.site.background.wait().result.left
    assert left
    for view in ("/tien-do", "/van-ban"):
        shown = plain(page.get(view).text)
        assert "Chưa lập bản chính thức." in shown
        for each in left:
            assert f"{each.unit}:" in shown
            assert all(f"{place.what}: {place.place}" in shown for place in each.unfinished[:10])
        assert "nhiệm vụ cần rà soát" in shown
        assert "chỗ chưa hoàn chỉnh" in shown
        assert "Báo cáo tiến độ: " in shown
    outputs = page.site.folder / "outputs"
    assert not list(outputs.rglob("bao-cao-tien-do.docx"))
    page.post("/tien-do/lap")
    page.site.background.wait()
    assert "Chưa lập bản chính thức." not in page.get("/tien-do").text
    assert list(outputs.rglob("bao-cao-tien-do.docx"))


def test_the_chain_says_where_each_task_of_the_top_was_lost_and_opens_its_pairs(
    page: Browser,
) -> None:
    shown = page.get("/chuoi").text
    assert "Dừng ở cấp trung gian" in shown
    assert "Tại UBND tỉnh Hà Sơn" in shown
    assert plain(page.get("/chuoi?ket-qua=lost-above").text).count("2. Xây dựng sân vận động") == 1
    level = page.site.desk.snapshot
    assert level
    (province,) = level.levels
    assert f"/ra-soat/{province.short}/" in shown


def test_a_doubt_between_two_levels_is_settled_on_the_page_and_the_chain_follows(
    page: Browser,
) -> None:
    snapshot = page.site.desk.snapshot
    assert snapshot
    (level,) = snapshot.levels
    item = next(e for e in page.site.desk.items(level) if e.upper.task.text.startswith("Truyền"))
    place = f"/ra-soat/{level.short}/{item.key}"
    shown = page.get(place).text
    assert "Đưa nhiệm vụ này vào dự thảo" not in shown
    saw = re.findall(r'name="saw" value="([^"]*)"', shown)[0]
    page.post(f"{place}/y-kien", {"verdict": "not-ours", "saw": saw})
    page.site.learner.drain()
    fresh = page.site.desk.snapshot
    assert fresh
    assert fresh.chain
    outcome = next(t.outcome for t in fresh.chain.tasks if t.task.key == item.key)
    assert outcome == "not-below"


def test_a_folder_of_two_levels_has_no_chain(tmp_path: Path) -> None:
    page = browser(folder(tmp_path))
    assert ">Chuỗi<" not in page.get("/tong-quan").text
    assert "Chưa có chuỗi để xem." in page.get("/chuoi").text


DOUBTFUL = """STT,Nội dung nhiệm vụ,Đơn vị thực hiện,Tình hình thực hiện,Ngày cập nhật
,Trồng dừa ven biển,UBND xã An Bình,Đã xong,05/11/2026
,Nạo vét kênh mương nội đồng,UBND xã An Bình,Theo tinh thần chung,05/11/2026
"""
"""A row of no task, and one whose words nobody understands."""


@pytest.fixture
def doubts(tmp_path: Path) -> Browser:
    home = folder(tmp_path)
    (home / "inputs/status").mkdir()
    (home / "inputs/status/bao-cao.csv").write_text(DOUBTFUL, "utf-8")
    (home / "reconcile.toml").write_text("[run]\nas_of = 2026-12-05\n", "utf-8")
    return browser(home)


def on_row(page: Browser, text: str, **said: str) -> tuple[int, str]:
    """Answer on the row that says a text, as its form was just shown."""
    shown = page.get("/tien-do?nhom=can-ra-soat").text
    forms = shown.split("<tr id=")[1:]
    own = next(form for form in forms if f'scope="row">{text}' in form)
    hidden = dict(re.findall(r'type="hidden" name="(saw|dong)" value="([^"]*)"', own))
    done = page.post("/tien-do/dong?nhom=can-ra-soat", hidden | said)
    return done.status_code, plain(done.text)


def test_doubtful_rows_are_answered_on_the_page_as_in_the_workbook(doubts: Browser) -> None:
    assert "Dòng cần rà soát 2" in plain(doubts.get("/tien-do?nhom=can-ra-soat").text)
    code, shown = on_row(doubts, "Trồng dừa", **{"tra-loi": "none"})
    assert (code, "Đã lưu cho dòng bao-cao.csv" in shown) == (200, True)
    assert "Dòng cần rà soát 1" in shown
    assert "Đã trả lời" in shown
    on_row(doubts, "Nạo vét", **{"so": "3", "tinh-trang": "Hoàn thành ngày 01/11/2026"})
    assert row(doubts, CANAL).state.progress is Progress.DONE
    # The log is the workbook's: a report that is made now says the same, and asks no more.
    assert tracked(doubts).outcome.doubtful == ()
    on_row(doubts, "Nạo vét", **{"rut-lai": "1"})
    assert row(doubts, CANAL).state.progress is Progress.UNKNOWN
    assert len(tracked(doubts).outcome.doubtful) == 1


def test_an_answer_on_a_row_that_cannot_be_is_told_beside_its_field(doubts: Browser) -> None:
    for field, typed, told in (
        ("so", "99", "Không có nhiệm vụ nào mang số hoặc mã “99”"),
        ("noi", "Ban quản lý lạ", "không có cơ quan, đơn vị “Ban quản lý lạ”"),
        ("tinh-trang", "như trên", "hông hiểu tình trạng “như trên”"),
    ):
        code, shown = on_row(doubts, "Trồng dừa", **{field: typed})
        assert (code, told.lower() in shown.lower()) == (422, True), field
    code, shown = on_row(doubts, "Trồng dừa")
    assert (code, "Chưa có trả lời" in shown) == (422, True)
    assert len(tracked(doubts).outcome.doubtful) == 2


def test_an_answer_on_a_row_that_was_overtaken_is_refused_with_both_shown(doubts: Browser) -> None:
    other = beside(doubts)
    shown = other.get("/tien-do?nhom=can-ra-soat").text
    id_ = re.findall(r'<tr id="([0-9a-f]+)">', shown)[0]
    on_row(doubts, "Trồng dừa", so="4")
    said = {"dong": id_, "saw": "", "tra-loi": "none"}
    told = plain(other.post("/tien-do/dong?nhom=can-ra-soat", said).text)
    assert "Chưa lưu. Dòng này đã được trả lời “4”" in told
    assert "Trả lời của bạn: “Không phải nhiệm vụ nào”" in told
    assert other.post("/tien-do/dong", {"dong": "0" * 10}).status_code == 404
