"""Each run says what it did with people's work: on the screen, in the workbook, in result.json."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from openpyxl import load_workbook

from office import workbook
from reconcile.cli.main import cli
from test_run_reviews import BOOK, LOWER, UNIT, first_run, say
from test_second_turn import GAP, MISSED, YES


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A working folder after its first run."""
    return first_run(tmp_path, xa=LOWER)


def told(home: Path) -> str:
    """Run, and return the paragraph on the screen."""
    done = CliRunner().invoke(cli, ["run", str(home), "--as-of", "2026-11-20"])
    assert done.exception is None or isinstance(done.exception, SystemExit)
    (line,) = [each for each in done.output.splitlines() if each.startswith("Ý kiến của người")]
    return line.removeprefix("Ý kiến của người rà soát: ")


def account(home: Path) -> dict[str, Any]:
    """What the result file says."""
    result = json.loads((home / f"outputs/result/{UNIT}.json").read_text("utf-8"))
    answers: dict[str, Any] = result["answers"]
    return answers


def overview(home: Path) -> list[str]:
    """The lines of the workbook's sheet of figures."""
    sheet = load_workbook(home / BOOK)["Tổng quan"]
    return [str(row[0].value) for row in sheet.iter_rows() if row[0].value]


def test_a_first_run_says_that_nobody_has_answered_yet(home: Path) -> None:
    assert told(home) == "chưa có ý kiến nào."
    assert account(home)["kept"] == 0
    assert "Ý kiến của người rà soát: chưa có ý kiến nào." in overview(home)


def test_answers_are_taken_in_from_named_files_and_then_kept(home: Path) -> None:
    say(home / BOOK, GAP, task=MISSED)
    assert told(home) == f"nhận mới 1 ý kiến: {BOOK} (1)."
    assert account(home) | {"new": [{"file": BOOK, "count": 1}], "kept": 0} == account(home)
    assert f"Ý kiến của người rà soát: nhận mới 1 ý kiến: {BOOK} (1)." in overview(home)
    # Nothing is written again only because what was new is known by now.
    before = (home / BOOK).read_bytes()
    assert told(home) == "giữ nguyên 1 ý kiến đã có."
    assert (home / BOOK).read_bytes() == before


def test_an_answer_taken_back_and_one_given_twice_are_counted_once_and_rightly(home: Path) -> None:
    say(home / BOOK, GAP, task=MISSED)
    say(home / BOOK, "Nạo vét", task=MISSED)
    told(home)
    copy = home / "outputs/review/ban-sao.xlsx"
    shutil.copyfile(home / BOOK, copy)
    for path in (home / BOOK, copy):
        say(path, "Số hóa hồ sơ", pair=YES)
    say(home / BOOK, GAP, task="")
    assert told(home) == (
        f"nhận mới 2 ý kiến: {BOOK} (1), outputs/review/ban-sao.xlsx (1); rút lại 1 ý kiến; "
        "giữ nguyên 1 ý kiến đã có."
    )


def test_answers_that_contradict_or_are_not_understood_or_overtaken_are_counted(home: Path) -> None:
    copy = home / "outputs/review/ban-sao.xlsx"
    shutil.copyfile(home / BOOK, copy)
    say(home / BOOK, GAP, task=MISSED)
    told(home)
    say(copy, GAP, task="Đã hoàn thành")
    assert (
        "1 chỗ có ý kiến trái nhau (giữ ý kiến có trước; chưa có thì chưa dùng ý kiến nào)"
        in told(home)
    )
    say(copy, GAP, task="Có lẽ")
    assert "1 chỗ ghi không hiểu được" in told(home)
    assert account(home)["not_understood"] == 1
    copy.unlink()
    workbook(home / "inputs/lower/xa.xlsx", f"{LOWER}| 4 | {GAP} trên địa bàn | 80/QĐ-UBND | | |\n")
    assert (
        told(home) == "hỏi lại 1 ý kiến vì kế hoạch của đơn vị nay khác bản đã xem khi cho ý kiến."
    )
    assert account(home)["overtaken"] == 1


def test_a_task_settled_through_another_units_answer_says_whose(home: Path) -> None:
    own = f"{GAP} trên địa bàn"
    row = f"| 4 | {own} | 80/QĐ-UBND | | |\n"
    workbook(home / "inputs/lower/xa.xlsx", LOWER + row)
    other = (LOWER + row).replace("AN BÌNH", "AN HÒA")
    workbook(home / "inputs/lower/xa-2.xlsx", other)
    told(home)
    say(home / BOOK, own, pair=YES)
    elsewhere = "1 nhiệm vụ có căn cứ là ý kiến đã cho tại đơn vị khác: UBND xã An Bình (1)"
    assert elsewhere in told(home)
