"""Texts that are formulas, tags, markup and lines of other formats, in every field: data always."""

import csv
import email
import email.policy
import json
import re
import zipfile
from collections.abc import Iterator
from io import BytesIO, StringIO
from pathlib import Path

import pytest
from icalendar import Calendar
from lxml import etree
from openpyxl import Workbook, load_workbook
from openpyxl.utils.escape import unescape

from office import Shown, fill
from pages import VIEWS, browser
from typed import reconcile

SIGN = "zq"
"""Stands in each text, so that it is found again wherever it went."""
TEXTS = (
    "=1+1 zq", "+1+1 zq", "-1+1 zq", "@SUM(1) zq", "=HYPERLINK('http://zq.vn','zq')",
    "=cmd|' /C calc'!A0 zq", "'=1+1 zq", "{{ 7*7 }} zq", "{% for x in zq %}", "{%p if zq %}",
    "{# zq #}", "{{ zq.__class__ }}", "<b>zq</b>", "<script>alert('zq')</script>",
    '"><img src=x onerror=alert(1)> zq', "&lt;zq&amp;", "]]><zq/>", "${7*7} zq",
    "zq\nBcc: a@zq.vn", "zq\nEND:VEVENT\nATTENDEE:zq", "_x003D_1+1 zq", 'zq ; , " | %0A',
)  # fmt: skip
HEADERS = ("STT", "Nội dung nhiệm vụ", "Văn bản giao nhiệm vụ", "Thời hạn", "Chủ trì", "Phối hợp",
           "Sản phẩm", "Kết quả thực hiện", "Ghi chú")  # fmt: skip
SETTINGS = '[run]\nas_of = 2026-12-20\n[units."UBND xã An Bình"]\nemail = "a@an-binh.vn"\n'
SOURCES = {f"../inputs/{each}" for each in ("upper/kh.xlsx", "lower/a.xlsx", "status/so-lieu.xlsx")}
FORMULAS = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"

pytestmark = pytest.mark.slow


def table(path: Path, head: str, lead: str, *, half: bool = False) -> None:
    """Write a plan with every text in every field; the lower one has half of them."""
    book = Workbook()
    rows: list[list[Shown]] = [[head], [*HEADERS]]
    for at, text in enumerate(TEXTS[: len(TEXTS) // 2] if half else TEXTS, start=1):
        task = f"{text} rà soát nội dung thứ {at} của kế hoạch"
        rows.append([at, task, text, "10/12/2026", f"{lead}; {text}", text, text, text, text])
    sheet = fill(book.worksheets[0], rows)
    for row in sheet.iter_rows(min_row=3):
        for cell in row:
            # As text, whatever openpyxl takes it for.
            cell.data_type = "n" if isinstance(cell.value, int) else "s"
    path.parent.mkdir(parents=True, exist_ok=True)
    book.save(path)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A working folder of three levels after everything was made of it."""
    folder = tmp_path_factory.mktemp("chữ")
    (folder / "reconcile.toml").write_text(SETTINGS, "utf-8")
    table(folder / "inputs/top/nq.xlsx", "CHÍNH PHỦ", "UBND cấp tỉnh")
    table(folder / "inputs/upper/kh.xlsx", "UBND TỈNH HÀ SƠN", "UBND cấp xã")
    table(folder / "inputs/lower/a.xlsx", "UBND XÃ AN BÌNH", "Phòng Kinh tế", half=True)
    table(folder / "inputs/status/so-lieu.xlsx", "UBND XÃ AN BÌNH", "UBND xã An Bình")
    for call in (("run", "--jobs", "1"), ("track",), ("form",), ("mail",)):
        assert reconcile(*call, folder).returncode == 0
    return folder


def outputs(home: Path, ending: str) -> list[Path]:
    found = sorted((home / "outputs").rglob(f"*{ending}"))
    assert found, ending
    return found


def parts(path: Path) -> Iterator[tuple[str, etree._Element]]:
    """Yield the XML parts of an Office file."""
    with zipfile.ZipFile(path) as packed:
        for name in packed.namelist():
            if name.endswith((".xml", ".rels")):
                yield name, etree.fromstring(packed.read(name))


def run_by_excel(path: Path) -> list[str]:
    """List what of a text stands where Excel runs it, or follows it."""
    tags = (f"{FORMULAS}f", f"{FORMULAS}definedName", f"{FORMULAS}formula")
    found = [
        f"{name}: {each.text}"
        for name, root in parts(path)
        for each in root.iter(*tags)
        if SIGN in (each.text or "")
    ]
    return found + links(path)


def links(path: Path) -> list[str]:
    """List the links to anything outside a file, but to the inputs of the folder."""
    return [
        f"{name}: {each.get('Target')}"
        for name, root in parts(path)
        if name.endswith(".rels")
        for each in root
        if each.get("TargetMode") == "External" and each.get("Target") not in SOURCES
    ]


def test_no_text_is_a_formula_a_name_or_a_link_in_any_workbook(home: Path) -> None:
    books = outputs(home, ".xlsx")
    assert {"tong-hop.xlsx", "tien-do.xlsx", "mau-chung.xlsx"} <= {path.name for path in books}
    assert [found for path in books for found in run_by_excel(path)] == []


def test_every_text_is_in_the_coverage_workbook_as_it_was_given(home: Path) -> None:
    book = load_workbook(home / "outputs/tong-hop.xlsx", read_only=True)
    cells = {
        str(cell)
        for sheet in book
        for row in sheet.iter_rows(values_only=True)
        for cell in row
        if cell
    }
    said = " ".join(" ".join(cells).split())
    # _x003D_ in a workbook is the letter =, as Excel shows it.
    shown = [" ".join(unescape(text).split()) for text in TEXTS]
    assert [text for text in shown if text not in said] == []


def test_no_text_is_a_field_a_tag_or_a_link_in_any_document(home: Path) -> None:
    for path in outputs(home, ".docx"):
        for name, root in parts(path):
            fields = [each.text or "" for each in root.iter(f"{WORD}instrText")]
            fields += [each.get(f"{WORD}instr", "") for each in root.iter(f"{WORD}fldSimple")]
            assert not any(SIGN in field for field in fields), (path.name, name)
            assert "49" not in re.findall(r"\d+(?= zq)", "".join(map(str, root.itertext())))
        assert links(path) == []


def test_files_for_programs_and_calendars_and_messages_stay_whole(home: Path) -> None:
    for path in outputs(home, ".json"):
        json.loads(path.read_text("utf-8"))
    for path in outputs(home, ".ics"):
        events = Calendar.from_ical(path.read_bytes()).walk("VEVENT")
        assert all("ATTENDEE" not in event for event in events)
        assert len(events) == path.read_bytes().count(b"\r\nBEGIN:VEVENT")
    for path in outputs(home, ".eml"):
        message = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
        assert message["Bcc"] is None
        assert SIGN not in str(message["To"])


def test_a_csv_of_tasks_has_no_cell_that_a_spreadsheet_runs(home: Path) -> None:
    done = reconcile("read", home / "inputs/upper/kh.xlsx", "--csv")
    rows = list(csv.reader(StringIO(done.stdout.removeprefix("\ufeff"))))
    assert len(rows) == len(TEXTS) + 1
    cells = [cell for row in rows for cell in row]
    assert [each for each in cells if each.lstrip().startswith(("=", "+", "@", "-1"))] == []


def test_no_view_of_the_page_has_markup_of_a_text(home: Path) -> None:
    page = browser(home)
    for address in (*VIEWS, page.page_of(TEXTS[0])):
        shown = page.get(address).text
        assert not re.search(r"<(?:b>zq|script>|img src=x|zq)", shown), address
        assert "49 zq" not in shown


def test_what_is_packed_for_a_unit_is_data_too(home: Path) -> None:
    with zipfile.ZipFile(outputs(home, ".zip")[0]) as packed:
        books = [packed.read(name) for name in packed.namelist() if name.endswith(".xlsx")]
    assert books
    for data in books:
        for sheet in load_workbook(BytesIO(data)):
            ran = [c.value for row in sheet.iter_rows() for c in row if c.data_type == "f"]
            assert not any(SIGN in str(each) for each in ran)
