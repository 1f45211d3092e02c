"""Which unit a name, a file or a call means: the same answer at every door, through whole runs."""

import json
import re
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import docx
import pytest
from openpyxl import Workbook

from office import draw, fill, workbook
from reconcile.config import UnitSettings, load_config
from reconcile.errors import NoTaskTableError, UsageError
from reconcile.model import Finding
from reconcile.normalise import owned
from reconcile.normalise.whose import known_units
from reconcile.read import read_file
from reconcile.run.answers.decisions import export_decisions, list_decisions
from reconcile.run.folder import RunReport, run_folder
from reconcile.run.one_file import read_one
from reconcile.run.open_folder import Asked
from reconcile.store.database import open_database
from reconcile.store.decisions import name_units
from reconcile.vocabulary.text import bare
from reconcile.vocabulary.units import make_unit
from shipped import after_a_run

TASKS = """
| STT | Nội dung nhiệm vụ | Căn cứ | Thời hạn | Chủ trì |
| 1 | Số hóa hồ sơ hộ tịch còn hiệu lực | 12-TB/TU | 15/12/2026 | UBND cấp xã |
| 2 | Rà soát hộ nghèo, hộ cận nghèo cuối năm | 80/QĐ-UBND | 30/11/2026 | UBND cấp xã |
"""
Folder = Callable[..., Path]


def nfd(text: str) -> str:
    return unicodedata.normalize("NFD", text)


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    """Make a working folder; lower files by name, each with its letterhead."""

    def make(settings: str = "", lowers: dict[str, str] | None = None) -> Path:
        home = tmp_path / "work"
        for part in ("inputs/upper", "inputs/lower"):
            (home / part).mkdir(parents=True, exist_ok=True)
        workbook(home / "inputs/upper/tinh.xlsx", f"| UBND TỈNH HÀ SƠN |\n{TASKS}")
        for name, head in (lowers or {}).items():
            workbook(home / "inputs/lower" / name, f"| {head} |\n{TASKS}")
        kinds = 'as_of = 2026-11-20\n[documents]\nkinds = ["bao-cao"]\n'
        (home / "reconcile.toml").write_text(f"[run]\n{kinds}{settings}", "utf-8")
        return home

    return make


def ran(home: Path, only: str = "") -> RunReport:
    return run_folder(home, Asked(jobs=1, only=only))


def units(report: RunReport) -> list[str]:
    return [unit.unit.name for unit in report.units]


def found(report: RunReport, code: str) -> list[Finding]:
    own = [each for unit in report.units for each in unit.findings]
    return [each for each in (*report.findings, *own) if each.code == code]


CALLS = {
    "the official name": "UBND xã Nà Sen",
    "decomposed capitals": nfd("UBND XÃ NÀ  SEN"),
    "the short name": "xã Nà Sen",
    "the place without diacritics": "na sen",
    "an alias": "Xã Nà  Sen A",
    "its file": nfd("Tệp xã gửi.xlsx"),
    "its file without the ending": "tep xa gui",
    "its folder under outputs": "ubnd xã nà sen",
}


@pytest.fixture
def three(folder: Folder) -> Path:
    """A folder of three units, one of them with an alias."""
    lowers = {"Tệp xã gửi.xlsx": "UBND XÃ NÀ SEN", "b.xlsx": "UBND XÃ SƠN HÀ"}
    lowers["c.xlsx"] = "UBND XÃ SƠN HẠ"
    return folder('[units."UBND xã Nà Sen"]\naliases = ["xã Nà Sen A"]\n', lowers)


@pytest.mark.parametrize("said", CALLS.values(), ids=CALLS)
def test_a_run_and_the_decisions_of_one_unit_take_every_kind_of_name(
    three: Path, said: str
) -> None:
    assert units(ran(three, said)) == ["UBND xã Nà Sen"]
    with open_database(three) as database:
        name_units(database, [make_unit("UBND xã Sơn Hà")])
    assert list_decisions(three, said).decisions == ()
    assert export_decisions(three, three / "y.csv", said).count == 0


@pytest.mark.parametrize("said", ["son ha", "xã Sơn Hả", "xã Nơi Khác", " "])
def test_a_name_of_none_or_several_is_refused_by_a_run_and_by_the_decisions(
    three: Path, said: str
) -> None:
    ran(three)
    for call in (lambda: ran(three, said), lambda: list_decisions(three, said)):
        with pytest.raises(UsageError) as caught:
            call()
        assert "UBND xã Sơn Hà; UBND xã Sơn Hạ" in caught.value.fix


MEANT = {
    "as it is": "Phụ lục đính kèm.xlsx",
    "decomposed on the disk": nfd("Phụ lục đính kèm.xlsx"),
    "other capitals": "PHỤ LỤC đính kèm.XLSX",
    "double spaces": "Phụ  lục đính   kèm.xlsx",
}


@pytest.mark.parametrize("on_disk", MEANT.values(), ids=MEANT)
@pytest.mark.parametrize("typed", MEANT.values(), ids=MEANT)
def test_a_hint_finds_its_file_however_the_name_is_written(
    folder: Folder, on_disk: str, typed: str
) -> None:
    home = folder(f'[files."{typed}"]\nunit = "UBND xã Đồi Chè"\n', {on_disk: "BIỂU NHIỆM VỤ"})
    report = ran(home)
    assert (units(report), report.findings) == (["UBND xã Đồi Chè"], ())


def test_a_changed_hint_for_a_file_from_a_mac_reads_the_file_again(folder: Folder) -> None:
    home = folder(lowers={nfd("Phụ lục.xlsx"): "UBND XÃ NÀ SEN"})
    ran(home)
    folder('[files."Phụ lục.xlsx"]\nsheet = "Không có"\n', {"b.xlsx": "UBND XÃ SƠN HÀ"})
    (told,) = found(ran(home), "no-task-table")
    assert "không có trang tính “Không có”" in told.message


def test_a_hint_finds_a_file_in_an_archive_of_a_mac(folder: Folder) -> None:
    home = folder('[files."GUI.zip/Xã B/Kế hoạch.xlsx"]\nunit = "UBND xã Đồi Chè"\n')
    book = workbook(home / "b.xlsx", TASKS).read_bytes()
    with ZipFile(home / "inputs/lower" / nfd("gui.zip"), "w") as archive:
        archive.writestr(nfd("Xã B/kế  hoạch.xlsx"), book)
    report = ran(home)
    assert (units(report), report.findings) == (["UBND xã Đồi Chè"], ())


def test_a_hinted_unit_is_the_listed_one_and_keeps_its_settings(folder: Folder) -> None:
    settings = '[units."UBND  XÃ ĐỒI CHÈ"]\nsymbol = "VHXH9"\n[files."a.xlsx"]\nunit = "xã đồi chè"'
    home = folder(settings, {"a.xlsx": "BIỂU", "b.xlsx": "UBND XÃ ĐỒI CHÈ"})
    report = ran(home)
    assert units(report) == ["UBND xã Đồi Chè"]
    (data,) = (home / "outputs").glob("UBND xã Đồi Chè/du-lieu/bao-cao.json")
    assert "VHXH9" in data.read_text("utf-8")


def test_two_ways_of_setting_tone_marks_are_one_unit(folder: Folder) -> None:
    home = folder(lowers={"a.xlsx": "UBND XÃ HOÀ AN", "b.xlsx": "UBND xã Hòa An"})
    assert len(units(ran(home))) == 1


def test_a_file_that_may_be_two_units_is_told_with_both(folder: Folder) -> None:
    listed = '[units."UBND xã Sơn Hà"]\n[units."UBND xã Sơn Hạ"]\n'
    home = folder(listed, {"a.xlsx": "UBND XA SON HA"})
    report = ran(home)
    assert units(report) == ["UBND xã Son Ha"]
    (told,) = found(report, "unit-unclear")
    assert told.message == (
        "tên “UBND xã Son Ha” ứng với nhiều đơn vị: UBND xã Sơn Hà; UBND xã Sơn Hạ"
    )
    assert '[files."a.xlsx"]' in told.fix


def test_a_column_and_sheets_name_units_as_calls_do(folder: Folder, tmp_path: Path) -> None:
    known = known_units({name: UnitSettings() for name in ("UBND xã Nà Sen", "UBND xã Đồi Chè")})
    book = Workbook()
    book.remove(book.worksheets[0])
    for name in (nfd("NÀ  SEN"), "doi che"):
        fill(book.create_sheet(name), draw(TASKS))
    book.save(tmp_path / "gop.xlsx")
    owners = [owner for owner, _ in owned(read_file(tmp_path / "gop.xlsx"), known)]
    assert [owner.unit.name for owner in owners] == ["UBND xã Nà Sen", "UBND xã Đồi Chè"]
    column = """
    | STT | Đơn vị | Nhiệm vụ | Chủ trì | Thời hạn |
    | 1 | na sen | Mở lớp | Phòng A | 2026 |
    | 2 | Xã Đồi Chè | Họp thôn | Phòng A | 2026 |
    """
    home = folder('[units."UBND xã Nà Sen"]\n[units."UBND xã Đồi Chè"]\n')
    workbook(home / "inputs/lower/gop.xlsx", column)
    assert units(ran(home)) == ["UBND xã Đồi Chè", "UBND xã Nà Sen"]


def test_a_cell_that_may_be_two_units_keeps_its_tasks_apart(folder: Folder) -> None:
    home = folder('[units."UBND xã Sơn Hà"]\n[units."UBND xã Sơn Hạ"]\n')
    workbook(
        home / "inputs/lower/gop.xlsx",
        """
        | STT | Đơn vị | Nhiệm vụ | Chủ trì | Thời hạn |
        | 1 | Xã Sơn Hà | Mở lớp | Phòng A | 2026 |
        | 2 | Son Ha | Họp thôn | Phòng A | 2026 |
        """,
    )
    report = ran(home)
    assert units(report) == ["Son Ha", "UBND xã Sơn Hà"]
    assert len(found(report, "unit-unclear")) == 1


def test_the_sheet_of_a_hint_is_found_however_it_is_written(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    book = Workbook()
    fill(book.worksheets[0], draw(TASKS)).title = nfd("Phụ lục 1")
    fill(book.create_sheet("Phụ lục 2"), draw(TASKS))
    book.save(path)
    toml = tmp_path / "reconcile.toml"
    for said in ("Phụ lục 1", "PHỤ  LỤC 1", "phu luc 1"):
        toml.write_text(f'[files."a.xlsx"]\nsheet = "{said}"\n', "utf-8")
        (table,) = read_one(path, toml).source.tables
        assert table.where.sheet == nfd("Phụ lục 1")
    toml.write_text('[files."a.xlsx"]\nsheet = "Phụ lục"\n', "utf-8")
    with pytest.raises(NoTaskTableError, match="không có trang tính “Phụ lục”"):
        read_one(path, toml)


def test_a_file_read_alone_is_of_the_unit_that_the_settings_name(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", f"| UBND XÃ NÀ SEN |\n{TASKS}")
    toml = tmp_path / "reconcile.toml"
    toml.write_text('[files."A.xlsx"]\nunit = "UBND xã Đồi Chè"\n', "utf-8")
    assert read_one(path, toml).plan.unit.name == "UBND xã Đồi Chè"
    assert read_one(path, None).plan.unit.name == "UBND xã Nà Sen"


# ---- the manual ---------------------------------------------------------------------------------

HOME = Path(__file__).parents[1]
MANUAL = "\n".join((HOME / page).read_text("utf-8") for page in ("README.md", "docs/huong-dan.md"))
PLACEHOLDERS = ("TÊN", "TÊN TỆP")


def told(pattern: str) -> list[str]:
    """List the examples of the manual that a pattern finds, each once."""
    found = dict.fromkeys(re.findall(pattern, MANUAL))
    return [example for example in found if example not in PLACEHOLDERS]


def as_sent(path: Path) -> None:
    """Save a file as the guide's hints describe it: sheet, header row, columns."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Phụ lục 1"
    sheet["A1"] = "BIỂU"
    rows = ["| STT | Mã | Diễn giải | Chủ trì | Thời gian |"]
    rows += [f"| {n} | x | Số hóa hồ sơ đợt {n} | Văn phòng | 30/11/2026 |" for n in (1, 2, 3)]
    for at, row in enumerate(draw("\n".join(rows)), start=6):
        for column, value in enumerate(row, start=1):
            sheet.cell(at, column).value = value
    book.save(path)


@pytest.fixture
def of_the_guide(folder: Folder) -> Path:
    """A folder with the settings of the guide, and a file for each that they name."""
    blocks = re.findall(r"```toml\n(.*?)```", MANUAL, re.DOTALL)
    settings = "\n".join(block for block in blocks if re.search(r"(?m)^\[(units|files)\.", block))
    home = folder(settings.replace("[run]\nas_of = 2026-11-20\n", ""))
    for name in told(r'\[files\."([^"]+\.xlsx)"\]'):
        if "/" not in name:
            as_sent(home / "inputs/lower" / nfd(name))
    return home


def test_the_settings_of_the_manual_fit_the_files_that_they_speak_of(of_the_guide: Path) -> None:
    report = ran(of_the_guide)
    assert (units(report), report.findings) == (told(r'\[units\."([^"]+)"\]'), ())
    (result,) = (of_the_guide / "outputs/result").iterdir()
    assert len(json.loads(result.read_text("utf-8"))["lower"]["tasks"]) == 3


def test_every_name_that_a_call_of_the_manual_gives_means_its_unit(of_the_guide: Path) -> None:
    ran(of_the_guide)
    calls = [*told(r'--only "([^"]+)"'), *told(r'--unit "([^"]+)"'), *told(r"“([^”]* An Bình)”;")]
    assert len(calls) >= 3
    for name in calls:
        assert units(ran(of_the_guide, name)) == ["UBND xã An Bình"]
        assert list_decisions(of_the_guide, name).decisions == ()


@pytest.mark.slow
def test_every_name_of_the_shipped_example_means_its_unit(tmp_path: Path) -> None:
    home = after_a_run(tmp_path)
    report = ran(home)
    assert found(report, "setting-unused") == []
    settings = load_config(home / "reconcile.toml").units
    for unit in report.units:
        made = make_unit(unit.unit.name)
        aliases = settings[unit.unit.name].aliases
        for name in (made.name, f"{made.word} {made.place}", made.place, *aliases, *unit.files):
            for said in (name, nfd(name), name.upper(), bare(name)):
                listed = list_decisions(home, said)
                assert (listed.decisions, bool(listed.names)) == ((), True), said
    assert units(ran(home, nfd("NÀ SEN"))) == ["UBND xã Nà Sen"]


def signed(place: Path) -> str:
    """The right half of the block below a document's text."""
    paper: Any = docx.Document(str(place))
    cells = [cell.text for table in paper.tables for row in table.rows for cell in row.cells]
    here: str = cells[next(at for at, text in enumerate(cells) if "Nơi nhận" in text) + 1]
    return here


def test_an_office_that_the_settings_list_has_its_own_file_and_signs_as_its_head(
    folder: Folder,
) -> None:
    head = "UBND XÃ NÀ SEN |\n| {} |\n| Số: 12/KH-{}"
    lowers = {
        "a.xlsx": head.format("PHÒNG KINH TẾ", "KT"),
        "b.xlsx": head.format("VĂN PHÒNG HĐND VÀ UBND", "VP"),
        "c.xlsx": head.format("PHÒNG VĂN HÓA - XÃ HỘI", "VHXH"),
    }
    listed = '[units."Phòng Kinh tế xã Nà Sen".signer]\nname = "Nguyễn Văn An"\n'
    home = folder(f'{listed}[units."Văn phòng HĐND và UBND"]\n', lowers)
    done = ran(home)
    names = ["Phòng Kinh tế xã Nà Sen", "UBND xã Nà Sen", "Văn phòng HĐND và UBND"]
    assert sorted(units(done)) == names
    assert found(done, "unit-absent") == []
    lines = [signed(home / f"outputs/{name}/bao-cao.docx").split("\n")[0] for name in names]
    assert lines == ["TRƯỞNG PHÒNG", "TM. ỦY BAN NHÂN DÂN", "CHÁNH VĂN PHÒNG"]
    assert "Nguyễn Văn An" in signed(home / "outputs/Phòng Kinh tế xã Nà Sen/bao-cao.docx")
