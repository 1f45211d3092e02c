"""The commands, as a user types them: what they print, what they exit with, what they leave."""

import json
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from effort import HANGS
from office import workbook
from typed import reconcile, reconcile_apart

UPPER = """
| UBND TỈNH HÀ SƠN |
| STT | Nội dung nhiệm vụ | Văn bản giao nhiệm vụ | Thời hạn | Chủ trì | Phối hợp |
| 1 | Số hóa hồ sơ hộ tịch còn hiệu lực | Thông báo số 12-TB/TU | 15/12/2026 | UBND cấp xã | |
| 2 | Rà soát hộ nghèo, hộ cận nghèo cuối năm | 80/QĐ-UBND | 30/11/2026 | UBND cấp xã | Sở KH&CN |
| 3 | Thẩm định quy hoạch chung đô thị | 81/QĐ-UBND | Năm 2026 | Sở Xây dựng | |
"""
LOWER = """
| UBND XÃ AN BÌNH |
| STT | Nội dung nhiệm vụ | Căn cứ | Thời gian hoàn thành | Đơn vị chủ trì | Đơn vị phối hợp |
| 1 | Số hóa hồ sơ hộ tịch còn hiệu lực | Thông báo số 12-TB/TU | 20/12/2026 | Văn phòng | |
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A working folder with one upper and one lower plan."""
    home = tmp_path / "cong viec"
    for part in ("inputs/upper", "inputs/lower"):
        (home / part).mkdir(parents=True)
    workbook(home / "inputs/upper/tinh.xlsx", UPPER)
    workbook(home / "inputs/lower/xa.xlsx", LOWER)
    (home / "reconcile.toml").write_text("[run]\nas_of = 2026-11-20\n", "utf-8")
    return home


def refused(done: subprocess.CompletedProcess[str], code: int, *said: str) -> None:
    """Check that a command stopped with this code, a message in these words, and no traceback."""
    assert done.returncode == code, done.stderr
    assert "Traceback" not in done.stderr + done.stdout
    for words in said:
        assert words in done.stderr
    assert "\n  → " in done.stderr


def tree(folder: Path) -> dict[str, bytes]:
    """Every file of a folder and what it holds, but for the database."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.name.startswith("reconcile.db")
    }


@pytest.mark.slow
def test_run_leaves_the_workbook_the_report_and_the_result(folder: Path) -> None:
    done = reconcile_apart("run", folder)
    assert done.returncode == 0, done.stderr
    made = {name for name in tree(folder / "outputs") if "du-lieu/" not in name}
    assert made == {
        "tong-hop.json",
        "tong-hop.xlsx",
        "bao-cao-tong-hop.docx",
        "result/UBND xã An Bình.json",
        "review/UBND xã An Bình.xlsx",
        "UBND xã An Bình/bao-cao.docx",
        "UBND xã An Bình/ke-hoach.docx",
        "UBND xã An Bình/cong-van.docx",
        "UBND xã An Bình/gui-don-vi.zip",
        "UBND xã An Bình/xa-ra-soat.xlsx",
    }
    assert "UBND xã An Bình" in done.stdout


@pytest.mark.slow
def test_a_second_run_writes_nothing_and_says_the_same(folder: Path) -> None:
    first = reconcile_apart("run", folder)
    before = {path: path.stat().st_mtime_ns for path in (folder / "outputs").rglob("*")}
    second = reconcile_apart("run", folder)
    assert {path: path.stat().st_mtime_ns for path in (folder / "outputs").rglob("*")} == before
    assert "0 tệp mới ghi" in second.stdout
    assert first.stdout.split("Kết quả (")[0] == second.stdout.split("Kết quả (")[0]


@pytest.mark.slow
def test_made_anew_from_the_same_inputs_the_outputs_are_the_same_bytes(folder: Path) -> None:
    reconcile("run", folder)
    first = tree(folder / "outputs")
    for path in sorted((folder / "outputs").rglob("*"), reverse=True):
        path.unlink() if path.is_file() else path.rmdir()
    (folder / "reconcile.db").unlink()
    time.sleep(1.1)  # a zip keeps seconds
    reconcile("run", folder)
    assert tree(folder / "outputs") == first


def fields(told: Any) -> set[str]:
    """Return the names of all fields of a JSON value, at whatever depth."""
    if isinstance(told, list):
        return set().union(*map(fields, told))
    return set(told).union(*map(fields, told.values())) if isinstance(told, dict) else set()


def test_every_field_of_the_files_for_programs_is_told_in_the_design(folder: Path) -> None:
    design = (Path(__file__).parents[1] / "docs/design.md").read_text("utf-8")
    reconcile("run", folder)
    for name in ("result/UBND xã An Bình.json", "tong-hop.json"):
        there = fields(json.loads((folder / "outputs" / name).read_text("utf-8")))
        assert len(there) > 25, name
        assert not [each for each in there if not re.search(rf'[`."]{each}[`"]', design)], name


def test_another_day_makes_again_what_depends_on_it(folder: Path) -> None:
    reconcile("run", folder)
    before = tree(folder)
    done = reconcile("run", folder, "--as-of", "2026-12-31")
    assert done.returncode == 0
    after = tree(folder)
    assert (
        after["outputs/result/UBND xã An Bình.json"]
        != before["outputs/result/UBND xã An Bình.json"]
    )
    assert b"past-deadline" in after["outputs/result/UBND xã An Bình.json"]
    assert after["inputs/lower/xa.xlsx"] == before["inputs/lower/xa.xlsx"]


def test_strict_tells_a_script_that_something_is_missing(folder: Path) -> None:
    assert reconcile("run", folder, "--strict").returncode == 1
    assert reconcile("run", folder).returncode == 0


def test_a_report_that_a_person_edited_stays_and_the_new_one_lies_beside_it(folder: Path) -> None:
    reconcile("run", folder)
    report = folder / "outputs/UBND xã An Bình/bao-cao.docx"
    report.write_bytes(b"the chair's own words")
    workbook(folder / "inputs/lower/xa.xlsx", LOWER.replace("20/12/2026", "10/12/2026"))
    done = reconcile("run", folder)
    assert done.returncode == 0
    assert report.read_bytes() == b"the chair's own words"
    assert report.with_name("bao-cao (bản mới).docx").exists()
    assert (
        "outputs/UBND xã An Bình/bao-cao.docx: tệp không phải bản chương trình ghi lần cuối"
        in done.stdout
    )


def test_a_workbook_that_a_person_edited_stays_too(folder: Path) -> None:
    reconcile("run", folder)
    (folder / "outputs/tong-hop.xlsx").write_bytes(b"notes of the coordinator")
    workbook(folder / "inputs/lower/xa.xlsx", LOWER.replace("20/12/2026", "10/12/2026"))
    reconcile("run", folder)
    assert (folder / "outputs/tong-hop.xlsx").read_bytes() == b"notes of the coordinator"
    assert (folder / "outputs/tong-hop (bản mới).xlsx").exists()


def test_an_output_that_cannot_be_replaced_is_told_after_the_rest_is_done(folder: Path) -> None:
    (folder / "outputs/tong-hop.xlsx").mkdir(parents=True)
    done = reconcile("run", folder)
    refused(done, 5, "outputs/tong-hop.xlsx: không ghi được tệp kết quả", "đóng tệp")
    assert (folder / "outputs/UBND xã An Bình/bao-cao.docx").exists()


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    refused(reconcile_apart("run", tmp_path / "khong-co"), 2, "khong-co: không có thư mục này")


def test_a_folder_without_inputs_is_refused(tmp_path: Path) -> None:
    refused(reconcile("run", tmp_path), 2, "không có thư mục inputs/upper", "reconcile init")


def test_an_empty_folder_of_inputs_is_refused(folder: Path) -> None:
    (folder / "inputs/lower/xa.xlsx").unlink()
    refused(reconcile("run", folder), 3, "inputs/lower: thư mục chưa có tệp nào")


def test_an_upper_file_that_is_no_workbook_stops_everything(folder: Path) -> None:
    (folder / "inputs/upper/tinh.xlsx").write_bytes(b"\x89PNG\r\n\x1a\n" + b"\0" * 200)
    refused(reconcile("run", folder), 3, "tinh.xlsx")
    assert not (folder / "outputs").exists()


def test_a_lower_file_that_is_no_workbook_stops_nothing(folder: Path) -> None:
    (folder / "inputs/lower/hong.xlsx").write_bytes(b"PK\x03\x04 broken")
    done = reconcile("run", folder)
    assert done.returncode == 0
    assert "hong.xlsx" in done.stdout
    assert (folder / "outputs/UBND xã An Bình/bao-cao.docx").exists()


def test_a_workbook_with_no_task_table_names_the_sheets_seen(folder: Path) -> None:
    path = folder / "danh-ba.xlsx"
    workbook(path, "| Họ và tên | Điện thoại |\n| A | 1 |\n")
    refused(reconcile("read", path), 3, "danh-ba.xlsx", "[columns]")


def test_an_unknown_key_in_the_settings(folder: Path) -> None:
    (folder / "reconcile.toml").write_text("[run]\nngay = 1\n", "utf-8")
    refused(
        reconcile("run", folder),
        2,
        "reconcile.toml › dòng 2: khóa không có trong danh mục: “ngay” (trong mục [run])",
    )


def test_a_unit_that_there_is_not_is_refused_with_the_names_of_those_that_there_are(
    folder: Path,
) -> None:
    refused(reconcile("run", folder, "--only", "xã Không Có"), 2, "UBND xã An Bình")


def test_only_one_unit_leaves_the_others_and_the_overview_alone(folder: Path) -> None:
    workbook(folder / "inputs/lower/khac.xlsx", LOWER.replace("AN BÌNH", "TÂN HÒA"))
    done = reconcile("run", folder, "--only", "Tân Hòa")
    assert done.returncode == 0
    made = set(tree(folder / "outputs"))
    assert {"result/UBND xã Tân Hòa.json", "UBND xã Tân Hòa/bao-cao.docx"} <= made
    assert not [name for name in made if "An Bình" in name or "/" not in name]


@pytest.mark.slow
def test_a_pipe_of_a_western_encoding_loses_diacritics_and_nothing_else(folder: Path) -> None:
    done = reconcile_apart("run", folder, env={"PYTHONIOENCODING": "cp1252"})
    assert done.returncode == 0
    assert "UBND x\udce3 An B\udcecnh" in done.stdout  # ã and ì are in cp1252
    assert "Ket qua" in done.stdout
    wrong = reconcile_apart("run", folder / "không", env={"PYTHONIOENCODING": "cp1252"})
    assert wrong.returncode == 2
    assert "Traceback" not in wrong.stderr


def test_match_knows_no_working_folder(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "ket-qua.json"
    upper, lower = folder / "inputs/upper/tinh.xlsx", folder / "inputs/lower/xa.xlsx"
    done = reconcile("match", upper, lower, "--json", out)
    assert done.returncode == 0
    assert '"schema": 1' in out.read_text("utf-8")
    assert not (folder / "reconcile.db").exists()
    assert reconcile("match", upper, lower, "--json", out).returncode == 0


def test_match_never_writes_over_an_input_or_a_persons_file(folder: Path) -> None:
    upper, lower = folder / "inputs/upper/tinh.xlsx", folder / "inputs/lower/xa.xlsx"
    before = tree(folder)
    refused(reconcile("match", upper, lower, "--xlsx", lower), 2, "trùng với tệp đầu vào")
    note = folder / "ghi-chu.json"
    note.write_text("của tôi", "utf-8")
    refused(reconcile("match", upper, lower, "--json", note), 5, "không ghi đè")
    assert tree(folder) == before | {"ghi-chu.json": "của tôi".encode()}


def test_match_names_a_file_that_is_not_there(folder: Path) -> None:
    done = reconcile("match", folder / "x.xlsx", folder / "inputs/lower/xa.xlsx")
    refused(done, 2, "x.xlsx: không có tệp này")


def test_read_shows_what_was_taken_for_what(folder: Path) -> None:
    done = reconcile("read", folder / "inputs/upper/tinh.xlsx")
    assert done.returncode == 0
    assert "cột “Thời hạn” → Thời hạn hoàn thành" in done.stdout
    assert "3 nhiệm vụ" in done.stdout


def test_read_as_csv_opens_in_excel_with_its_diacritics(folder: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "reconcile", "read", folder / "inputs/upper/tinh.xlsx", "--csv"],
        capture_output=True,
        check=True,
        env=os.environ | {"PYTHONIOENCODING": "cp1252"},
    )
    assert done.stdout.startswith(b"\xef\xbb\xbf")
    assert "Số hóa hồ sơ hộ tịch".encode() in done.stdout


def test_init_makes_a_folder_that_run_understands_and_keeps_what_is_there(tmp_path: Path) -> None:
    home = tmp_path / "mới"
    assert reconcile("init", home).returncode == 0
    (home / "reconcile.toml").write_text("# của tôi\n", "utf-8")
    assert reconcile("init", home).returncode == 0
    assert (home / "reconcile.toml").read_text("utf-8") == "# của tôi\n"
    refused(reconcile("run", home), 3, "thư mục chưa có tệp nào")


WRONG_CALLS = {
    "an unknown option": (["run", "--nhanh"], "không có tùy chọn --nhanh"),
    "an unknown command": (["chay"], "không có lệnh “chay”"),
    "a missing argument": (["match", "a.xlsx"], "thiếu tham số TỆP_CẤP_DƯỚI"),
    "a day that is no day": (["run", "--as-of", "mai"], "giá trị của tùy chọn --as-of"),
}


@pytest.mark.parametrize(("words", "said"), WRONG_CALLS.values(), ids=WRONG_CALLS)
def test_a_wrong_call_is_told_in_vietnamese(words: list[str], said: str) -> None:
    refused(reconcile_apart(*words), 2, said)


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="Windows sends Ctrl-C to a whole console")
def test_ctrl_c_stops_without_a_traceback_and_leaves_nothing_half_written(folder: Path) -> None:
    for number in range(8):
        text = LOWER.replace("AN BÌNH", f"SỐ {number}")
        workbook(folder / f"inputs/lower/x{number}.xlsx", text)
    running = subprocess.Popen(
        [sys.executable, "-m", "reconcile", "run", folder, "--jobs", "2"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
        env=os.environ | {"PYTHONIOENCODING": "utf-8"},
        # A shell starts what runs in the background, as these tests may, deaf to Ctrl-C.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509
    )
    while not list(folder.glob("outputs/result/*.json")) and running.poll() is None:
        time.sleep(0.02)
    os.killpg(running.pid, signal.SIGINT)
    _, said = running.communicate(timeout=HANGS)
    assert running.returncode == 130, said.decode()
    assert "đã dừng theo yêu cầu" in said.decode()
    assert "Traceback" not in said.decode()
    assert not list(folder.rglob("*.tmp"))
    assert reconcile("run", folder).returncode == 0
