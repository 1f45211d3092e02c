"""Files sent to the local page: where they land, and what is refused of them."""

import io
import re
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from hostile import HOSTILE
from office import workbook
from pages import COOKIE, HOST, LOWER, ORIGIN, UPPER, Browser, browser, folder
from reconcile.run.page.received import DroppedSide, safe_folders, safe_name
from reconcile.run.page.snapshot import short_id
from reconcile.run.watch import Watch
from reconcile.web import app as application

NAMES = (
    ("../../ngoai.xlsx", "ngoai.xlsx"), ("/etc/passwd.csv", "passwd.csv"),
    ("C:\\Windows\\xa.xlsx", "xa.xlsx"), ("..", "don-vi"), (".an.xlsx", "an.xlsx"),
    ("con.xlsx", "con_.xlsx"), ("a\x00b\n.xlsx", "a-b-.xlsx"), ("<b>.xlsx", "-b-.xlsx"),
    ("~$xa.xlsx", "$xa.xlsx"), ("x" * 300 + ".xlsx", None),
)  # fmt: skip


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return folder(tmp_path / "thu-muc")


@pytest.fixture
def page(home: Path) -> Browser:
    return browser(home)


def upload(page: Browser, name: str, data: bytes, side: str = "lower") -> str:
    return page.post(f"/bat-dau/nhan/{side}", {"tep": (io.BytesIO(data), name)}).text


def still_answers(page: Browser) -> bool:
    return page.get("/tong-quan").status_code == 200


def test_names_of_files_are_shown_as_text(page: Browser, home: Path) -> None:
    upload(page, "<script>{{ 8*8 }}.xlsx", b"khong phai excel")
    shown = page.get("/bat-dau").text
    assert "<script>{{" not in shown
    assert "{{ 8-8 }}.xlsx" in shown
    assert not (home / "inputs/lower/<script>{{ 8*8 }}.xlsx").exists()


def read_now(page: Browser) -> str:
    """Return what the first view shows once the files that lie there were read."""
    page.get("/bat-dau")
    page.site.intake.work.wait()
    return page.get("/bat-dau").text


def test_files_are_read_and_shown_before_anything_is_matched(tmp_path: Path) -> None:
    home = tmp_path / "moi"
    home.mkdir()
    app = application.create_app(home, [HOST])
    page = Browser(app, app.test_client())
    upper, lower = tmp_path / "tinh.xlsx", tmp_path / "xa.xlsx"
    workbook(upper, UPPER)
    workbook(lower, LOWER.replace("{name}", "AN BÌNH"))
    upload(page, "tinh.xlsx", upper.read_bytes(), "upper")
    upload(page, "hong.xlsx", b"khong phai Excel")
    upload(page, "xa.xlsx", lower.read_bytes())
    shown = read_now(page)
    rows = re.findall(r"<tr><td.*?</tr>", shown.partition('id="da-doc"')[2], re.DOTALL)
    told = [re.sub(r"<[^>]+>|\s+", " ", row) for row in rows]
    assert len(told) == 3
    assert re.search(r"tinh\.xlsx +UBND tỉnh Hà Sơn +6 +1 ", told[0])
    assert re.search(r"xa\.xlsx +UBND xã An Bình +5 +1 ", told[1])
    assert "Nội dung nhiệm vụ: “Nội dung nhiệm vụ”" in told[1]
    assert re.search(r"hong\.xlsx .*Không đọc được: ", told[2])
    assert "Đã đọc 2 tệp, 1 tệp chưa dùng được" in shown
    # Told beside the button: on a small screen the table stands below the window.
    assert "Đã đọc 6 nhiệm vụ cấp trên, 5 nhiệm vụ của đơn vị." in shown
    assert ">Đối chiếu 1 đơn vị</button>" in shown
    # Nothing was matched, and each file can be put right already.
    assert page.site.desk.snapshot is None
    short = short_id("xa.xlsx")
    assert f'href="/bat-dau/tep/{short}"' in shown
    assert page.get(f"/bat-dau/tep/{short}").status_code == 200


def test_what_is_told_is_not_lost_to_a_part_of_the_page_that_is_fetched_meanwhile(
    page: Browser,
) -> None:
    data = {"token": page.token(), "tep": (io.BytesIO(b"a,b\n1,2\n"), "sau.csv")}
    headers = page.HEADERS | {"Origin": ORIGIN}
    page.client.post("/bat-dau/nhan/lower", data=data, headers=headers)
    assert "đã nhận" not in page.get("/bat-dau", **{"X-Quiet": "1"}).text
    assert "“sau.csv”: đã nhận." in page.get("/bat-dau").text


def test_a_file_that_comes_later_is_read_beside_those_that_were_matched(
    page: Browser, tmp_path: Path
) -> None:
    later = tmp_path / "sau.xlsx"
    workbook(later, LOWER.replace("{name}", "HỒNG PHONG"))
    upload(page, "sau.xlsx", later.read_bytes())
    shown = read_now(page)
    assert "UBND xã Hồng Phong" in shown
    assert ">Đối chiếu 3 đơn vị</button>" in shown
    assert "Đã đọc 4 tệp" in shown


def test_the_reading_of_new_files_gives_way_to_the_matching(page: Browser, home: Path) -> None:
    begun, go_on = threading.Event(), threading.Event()

    def slowly(watch: Watch) -> None:
        begun.set()
        while True:
            go_on.wait(0.01)
            watch.ends("")

    assert page.site.intake.work.start("đọc tệp", slowly)
    begun.wait()
    page.post("/doi-chieu-lai")
    assert page.site.background.wait().error is None
    assert page.site.intake.work.progress.stopped
    assert (home / "outputs/tong-hop.xlsx").exists()


@pytest.mark.parametrize(("name", "kept"), NAMES)
def test_the_name_of_an_upload_is_never_a_path(name: str, kept: str | None) -> None:
    found = safe_name(name)
    assert "/" not in found
    assert "\\" not in found
    assert len(found) <= 90
    if kept is not None:
        assert found == kept


def test_an_upload_lands_in_its_folder_whatever_it_is_called(page: Browser, home: Path) -> None:
    before = {path for path in home.parent.rglob("*") if path.is_file()}
    upload(page, "../../../ngoai.xlsx", b"PK")
    after = {path for path in home.parent.rglob("*") if path.is_file()}
    assert {path.relative_to(home).as_posix() for path in after - before} == {
        "inputs/lower/ngoai.xlsx"
    }


def test_files_of_one_name_in_two_folders_both_land_each_in_its_own(
    page: Browser, home: Path
) -> None:
    paths = ["Cụm 1/A/ke-hoach.xlsx", "Cụm 1/B/ke-hoach.xlsx", "ke-hoach.xlsx"]
    for side in ("lower", "upper"):
        files = [(io.BytesIO(path.encode()), "ke-hoach.xlsx") for path in paths]
        told = page.post(
            f"/bat-dau/nhan/{side}", {"tep": files, "duong-dan": "\n".join(paths)}
        ).text
        assert "“Cụm 1/B/ke-hoach.xlsx”: đã nhận." in told
        for path in paths:
            assert (home / "inputs" / side / path).read_bytes() == path.encode()


@pytest.mark.parametrize(
    ("paths", "clusters"),
    [
        # A folder that was dropped as a whole, around those of the clusters.
        (("Nộp/Cụm 1/a", "Nộp/Cụm 1/b", "Nộp/Cụm 2/c"), ("Cụm 1", "Cụm 1", "Cụm 2")),
        (("Nộp/Miền núi/a", "Nộp/Miền núi/b", "Nộp/Đồng bằng/c"), ("Miền núi", "Miền núi", "")),
        (("Nộp/Cụm 1/xã A/a", "Nộp/Cụm 1/xã B/b", "Nộp/c"), ("Cụm 1", "Cụm 1", "")),
        # A folder for each unit makes no cluster of that around them.
        (("Nộp/xã A/a", "Nộp/xã B/b", "Nộp/xã C/c"), ("", "", "")),
        (("Miền núi/a", "Miền núi/xã B/b", "c"), ("Miền núi", "Miền núi", "")),
        (("Miền núi/a", "Miền núi/b", "Miền núi/c"), ("Miền núi",) * 3),
        (("a", "b", "c"), ("", "", "")),
    ],
)
def test_a_folder_around_the_folders_of_clusters_is_none_itself(
    home: Path, paths: tuple[str, ...], clusters: tuple[str, ...]
) -> None:
    for each in (home / "inputs/lower").iterdir():
        each.unlink()
    for path, name in zip(paths, ("AN BÌNH", "PHÚ LỘC", "HỒNG PHONG"), strict=True):
        place = home / "inputs/lower" / f"{path}.xlsx"
        place.parent.mkdir(parents=True, exist_ok=True)
        workbook(place, LOWER.replace("{name}", name))
    found = {each.unit.name: each.digest.cluster for each in browser(home).units()}
    names = ("UBND xã An Bình", "UBND xã Phú Lộc", "UBND xã Hồng Phong")
    assert tuple(found[name] for name in names) == clusters


@pytest.mark.parametrize(
    ("path", "kept"),
    [
        ("../../a.xlsx", ()), ("a/../../../b.xlsx", ()), ("a/./b.xlsx", ()),
        ("/etc/b.xlsx", ("etc",)),
        ("C:\\Windows\\b.xlsx", ("C-", "Windows")), ("\\\\may\\chung\\b.xlsx", ("may", "chung")),
        ("con/b.xlsx", ("con_",)), (".an/b.xlsx", ("an",)), ("a" + "/a" * 40 + "/b.xlsx", ()),
        ("a\x00/. ./b.xlsx", ()), ("b.xlsx", ()), ("", ()),
    ],
)  # fmt: skip
def test_the_folders_of_an_upload_never_lead_out_of_the_inputs(
    path: str, kept: tuple[str, ...]
) -> None:
    assert safe_folders(path) == kept


def test_a_folder_of_an_upload_that_is_a_link_is_not_written_through(
    page: Browser, home: Path, tmp_path: Path
) -> None:
    outside = tmp_path / "ngoai"
    outside.mkdir()
    (home / "inputs/lower/A").symlink_to(outside, target_is_directory=True)
    said = {"tep": [(io.BytesIO(b"x"), "xa.xlsx")], "duong-dan": "A/B/xa.xlsx"}
    assert "dẫn ra ngoài" in page.post("/bat-dau/nhan/lower", said).text
    assert not list(outside.iterdir())


def test_other_kinds_of_files_are_not_taken(page: Browser, home: Path) -> None:
    for name in ("virus.exe", "reconcile.toml", "a.py", "trang.svg", "khong-duoi"):
        assert "không nhận" in upload(page, name, b"x")
    assert sorted(each.name for each in (home / "inputs/lower").iterdir()) == [
        "AN BÌNH.xlsx",
        "PHÚ LỘC.xlsx",
    ]


def test_a_file_of_the_same_name_is_moved_aside_and_not_lost(page: Browser, home: Path) -> None:
    old = (home / "inputs/lower/AN BÌNH.xlsx").read_bytes()
    assert "đã thay tệp cũ" in upload(page, "AN BÌNH.xlsx", b"moi")
    assert (home / "inputs/cu/AN BÌNH.xlsx").read_bytes() == old
    assert "đã có sẵn" in upload(page, "AN BÌNH.xlsx", b"moi")


def test_a_file_that_was_replaced_is_kept_beside_the_new_one_where_both_are_wanted(
    page: Browser, home: Path
) -> None:
    old = (home / "inputs/lower/AN BÌNH.xlsx").read_bytes()
    assert "Giữ cả hai" in upload(page, "AN BÌNH.xlsx", b"moi")
    keep = f"/bat-dau/giu-ca-hai/{short_id('AN BÌNH.xlsx')}"
    told = page.post(keep).text
    assert "tệp cũ nay là “AN BÌNH (2).xlsx”" in told
    assert "<button>Giữ cả hai" not in told
    assert (home / "inputs/lower/AN BÌNH (2).xlsx").read_bytes() == old
    assert (home / "inputs/lower/AN BÌNH.xlsx").read_bytes() == b"moi"
    assert page.post(keep).status_code == 404


def test_an_upload_that_is_too_large_is_refused(page: Browser) -> None:
    page.app.config["MAX_CONTENT_LENGTH"] = 100_000
    shown = page.post("/bat-dau/nhan/lower", {"tep": (io.BytesIO(b"x" * 200_000), "to.xlsx")})
    assert shown.status_code == 413
    assert "quá lớn hoặc quá nhiều" in shown.text
    assert application.MOST_BYTES < 2_000_000_000
    assert still_answers(page)


# Werkzeug leaves it to the collector to close what had come before the refusal.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_too_many_files_at_once_are_refused(page: Browser, home: Path) -> None:
    files = [(io.BytesIO(b"x"), f"{at}.xlsx") for at in range(application.MOST_FILES + 60)]
    assert page.post("/bat-dau/nhan/lower", {"tep": files}).status_code == 413
    assert len(list((home / "inputs/lower").iterdir())) == 2
    assert still_answers(page)


def test_fifty_uploads_at_once_all_land(page: Browser, home: Path) -> None:
    token, headers = page.token(), Browser.HEADERS | {"Origin": ORIGIN}
    cookie = page.client.get_cookie(COOKIE, domain="127.0.0.1")
    assert cookie

    def send(at: int) -> int:
        client = page.app.test_client()
        client.set_cookie(COOKIE, cookie.value, domain="127.0.0.1")
        data = {"token": token, "tep": (io.BytesIO(f"so {at}".encode()), f"{at}.csv")}
        return client.post("/bat-dau/nhan/lower", data=data, headers=headers).status_code

    with ThreadPoolExecutor(16) as pool:
        assert set(pool.map(send, range(50))) == {303}
    assert len(list((home / "inputs/lower").glob("*.csv"))) == 50


@pytest.mark.slow
def test_a_zip_bomb_is_told_of_and_the_rest_goes_on(page: Browser, tmp_path: Path) -> None:
    HOSTILE["bombs.zip"](tmp_path / "bom.zip")
    upload(page, "bom.zip", (tmp_path / "bom.zip").read_bytes())
    page.site.desk.read()
    assert "bom.zip" in page.get("/tong-quan").text
    assert len(page.units()) == 2


def test_folders_of_inputs_that_lead_elsewhere_are_not_written_to(
    page: Browser, home: Path, tmp_path: Path
) -> None:
    outside = tmp_path / "ngoai"
    outside.mkdir()
    (home / "inputs/lower").rename(tmp_path / "cu")
    (home / "inputs/lower").symlink_to(outside, target_is_directory=True)
    assert "dẫn ra ngoài" in upload(page, "xa.xlsx", b"x")
    assert not list(outside.iterdir())


def test_a_link_in_the_place_of_an_upload_is_never_written_through(
    page: Browser, home: Path, tmp_path: Path
) -> None:
    secret = tmp_path / "bi-mat.xlsx"
    secret.write_bytes(b"giu nguyen")
    (home / "inputs/lower/link.xlsx").symlink_to(secret)
    upload(page, "link.xlsx", b"moi")
    assert secret.read_bytes() == b"giu nguyen"
    assert (home / "inputs/lower/link.xlsx").read_bytes() == b"moi"


def test_a_link_in_the_place_of_a_document_is_not_handed_out(
    page: Browser, home: Path, tmp_path: Path
) -> None:
    secret = tmp_path / "bi-mat.docx"
    secret.write_bytes(b"bi mat")
    unit = page.units()[0]
    place = home / "outputs" / unit.lower.place.path
    place.mkdir(parents=True)
    (place / "ke-hoach.docx").symlink_to(secret)
    (home / "outputs/tong-hop.xlsx").symlink_to(secret)
    assert page.get(f"/van-ban/{unit.short}/ke-hoach/tai").status_code == 404
    assert page.get(f"/van-ban/tong-hop/{short_id('tong-hop.xlsx')}/tai").status_code == 404
    assert b"bi mat" not in page.get("/van-ban/tat-ca.zip").data


def test_a_link_hands_out_the_file_that_it_names_or_none(page: Browser, home: Path) -> None:
    (home / "outputs").mkdir()
    names = ("tong-hop.xlsx", "bao-cao-tong-hop.docx")
    for name in names:
        (home / "outputs" / name).write_bytes(name.encode())
    shown = page.get("/van-ban").text
    links = [re.search(rf'href="([^"]*)">{name}<', shown) for name in names]
    first, second = (found[1] for found in links if found)
    (home / "outputs/tong-hop.xlsx").unlink()
    assert page.get(first).status_code == 404
    assert page.get(second).data == b"bao-cao-tong-hop.docx"
    for said in ("0", "bao-cao-tong-hop.docx", "..%2f..%2freconcile.toml"):
        assert page.get(f"/van-ban/tong-hop/{said}/tai").status_code == 404


def test_sides_are_a_closed_list(page: Browser) -> None:
    assert [each.value for each in DroppedSide] == ["top", "upper", "lower", "status"]
    assert page.post("/bat-dau/nhan/..%2f..").status_code == 404
    assert page.post("/bat-dau/nhan/templates").status_code == 404
