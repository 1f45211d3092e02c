"""Who should send a plan: from reconcile.toml or a list beside it; and the figures by cluster."""

import json
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook

from office import workbook
from reconcile.config import parse_config
from reconcile.run.folder import RunReport, run_folder
from reconcile.run.open_folder import Asked
from reconcile.run.reading.unit_list import LISTED, settings_of, with_listed

UPPER = """
| UBND TỈNH HÀ SƠN |
| STT | Nội dung nhiệm vụ | Thời hạn | Chủ trì |
| 1 | Rà soát hộ nghèo, hộ cận nghèo cuối năm | 30/11/2026 | UBND cấp xã |
"""
LOWER = """
| UBND XÃ {name} |
| STT | Nội dung nhiệm vụ | Thời hạn | Chủ trì |
| 1 | Rà soát hộ nghèo, hộ cận nghèo cuối năm | 20/11/2026 | Phòng Kinh tế |
"""
LIST = """
| DANH SÁCH ĐƠN VỊ |
| TT | Tên đơn vị | Tên gọi khác | Cụm | Email | Đầu mối |
| 1 | UBND xã An Bình | an binh; xã An Bình mới | Cụm 1 | vp@anbinh.example | Bà Tư |
| 2 | UBND xã Bình Hòa | | Cụm 2 | | |
| 3 | UBND xã Cẩm Sơn | | Cụm 10 | | |
"""


def test_the_list_gives_each_unit_its_other_names_cluster_address_and_contact(
    tmp_path: Path,
) -> None:
    workbook(tmp_path / LISTED, LIST)
    config, told = settings_of(tmp_path)
    unit = config.units["UBND xã An Bình"]
    assert unit.aliases == ("an binh", "xã An Bình mới")
    assert (unit.cluster, unit.email, unit.contact) == ("Cụm 1", "vp@anbinh.example", "Bà Tư")
    assert ([*config.units][1:], told) == (["UBND xã Bình Hòa", "UBND xã Cẩm Sơn"], ())


def test_what_reconcile_toml_says_stands_and_the_difference_is_told(tmp_path: Path) -> None:
    workbook(tmp_path / LISTED, LIST)
    text = '[units."UBND xã An Bình"]\ncluster = "Cụm 7"\naliases = ["xã nhà"]\n'
    (tmp_path / "reconcile.toml").write_text(text, "utf-8")
    config, (told,) = settings_of(tmp_path)
    unit = config.units["UBND xã An Bình"]
    assert (unit.cluster, unit.contact, unit.aliases[0]) == ("Cụm 7", "Bà Tư", "xã nhà")
    assert (told.code, told.where.row) == ("unit-list-differs", 3)
    assert "“Cụm 1”" in told.message
    assert "“Cụm 7”" in told.message


def test_a_list_without_a_name_column_or_that_is_none_stops_nothing(tmp_path: Path) -> None:
    (tmp_path / LISTED).write_bytes(b"PK not a workbook")
    assert [each.code for each in settings_of(tmp_path)[1]] == ["unreadable"]
    workbook(tmp_path / LISTED, "| Xã | Cụm |\n| An Bình | 1 |")
    assert [each.code for each in settings_of(tmp_path)[1]] == ["no-task-table"]
    assert with_listed(parse_config(""), ())[1] == ()


def ran(home: Path) -> RunReport:
    return run_folder(home, Asked(as_of=date(2026, 11, 20), jobs=1))


@pytest.mark.slow
def test_who_sent_nothing_is_told_and_counted_in_its_cluster(tmp_path: Path) -> None:
    workbook(tmp_path / LISTED, LIST)
    (tmp_path / "reconcile.toml").write_text("[documents]\nkinds = []\n", "utf-8")
    for part in ("upper", "lower/Cụm 1", "lower/Đợt hai", "lower/Xã Đông Hà"):
        (tmp_path / "inputs" / part).mkdir(parents=True)
    workbook(tmp_path / "inputs/upper/tinh.xlsx", UPPER)
    sent = {"Cụm 1": ("An Bình",), "Đợt hai": ("Giang Sơn", "Hà Mỹ"), "Xã Đông Hà": ("Đông Hà",)}
    for folder, names in sent.items():
        for name in names:
            drawing = LOWER.format(name=name.upper())
            workbook(tmp_path / f"inputs/lower/{folder}/{name}.xlsx", drawing)
    report = ran(tmp_path)
    absent = [each.message for each in report.findings if each.code == "unit-absent"]
    assert ["Bình Hòa" in absent[0], "Cẩm Sơn" in absent[1]] == [True, True]
    sheet = load_workbook(tmp_path / "outputs/tong-hop.xlsx")["Tổng quan"]
    rows = [[v for v in row if v is not None] for row in sheet.iter_rows(values_only=True)]
    top = rows.index(["Theo cụm, khối"])
    assert [row[:3] for row in rows[top + 2 : top + 7]] == [
        ["Cụm 1", 1, 0],
        ["Cụm 2", 0, 1],
        ["Cụm 10", 0, 1],
        ["Đợt hai", 2, 0],
        ["(chưa xếp cụm)", 1, 0],
    ]
    told = json.loads((tmp_path / "outputs/tong-hop.json").read_text("utf-8"))
    assert told["absent"] == [
        {"name": "UBND xã Bình Hòa", "cluster": "Cụm 2"},
        {"name": "UBND xã Cẩm Sơn", "cluster": "Cụm 10"},
    ]
    assert (told["units"][0]["name"], told["units"][0]["cluster"]) == (
        "UBND xã An Bình",
        "Cụm 1",
    )
    assert (len(told["units"]), told["summary"]["lead"]) == (4, 4)
    assert ran(tmp_path).written == 0
