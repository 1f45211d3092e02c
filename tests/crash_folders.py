"""The working folders that works are harmed on: three communes, small plans, much to be written."""

import shutil
from pathlib import Path

from answers import AN_BINH, said
from crash_points import LOWER, SETTINGS, Crashes, plans
from office import workbook
from reconcile.model import Verdict
from reconcile.store.decisions_csv import ENCODING, to_csv
from test_run_reviews import say

BOOK = "outputs/review/UBND xã Phú Lộc.xlsx"
BEGINNING = ("form", "import", "first")
"""Works on a folder in which nothing was done before."""
STATUS = """STT;Nội dung nhiệm vụ;Đơn vị thực hiện;Tình trạng;Ngày hoàn thành
1;Rà soát hộ nghèo, hộ cận nghèo cuối năm trên địa bàn;UBND xã An Bình;Hoàn thành;10/11/2026
2;Tuyên truyền phòng, chống cháy rừng mùa khô;UBND xã Phú Lộc;Đang thực hiện;
"""


def prepared(works: Crashes, work: str) -> Path:
    """Lay out a folder in which a work has much to do."""
    home = works.home / f"for {work}"
    if work in BEGINNING:
        plans(home)
    else:
        shutil.copytree(works.base, home)
    if work == "run":
        say(home / BOOK, "Rà soát hộ nghèo", task="Đã hoàn thành", Ghi="đã hỏi xã")
        (home / "inputs/lower/VĨNH HẠ.xlsx").unlink()
        changed = LOWER.replace("{name}", "AN BÌNH").replace("và nước sạch", "và suối")
        workbook(home / "inputs/lower/AN BÌNH.xlsx", changed)
    if work == "report":
        (home / "reconcile.toml").write_text(f"{SETTINGS}reply_days = 7\n", "utf-8")
    if work == "track":
        (home / "inputs/status/xa.csv").write_text(STATUS, "utf-8-sig")
    if work == "import":
        answers = [said(Verdict.YES, f"u{at}", f"l{at}") for at in range(20)]
        names = {AN_BINH: "UBND xã An Bình"}
        (home / "y-kien.csv").write_bytes(to_csv(answers, names).encode(ENCODING))
    return home
