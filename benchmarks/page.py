"""How long the server side of the local page takes: `python benchmarks/page.py [UNITS]`.

Three communes of 120 tasks under 300 of the province: the review view, and an answer saved with
the next task shown; UNITS communes (150 where none is said): the matrix, the overview and the board
of progress. Processor time and that of the clock, medians; and the bytes of the largest answer.
Then the whole way of an ordinary plan, 27 × 67 tasks: what the program takes of it.
"""

import re
import sys
import tempfile
import time
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))

from drawn_province import draw_province
from werkzeug.test import TestResponse

from full_size import draw_full_size
from pages import Browser, beside, browser
from reconcile.run.page.review_item import next_open
from reconcile.web.app import create_app

ROUNDS = 15
SECOND = 1000
MOST_BYTES = 1_000_000
ORIGIN = "http://127.0.0.1:8765"


def main() -> int:
    """Measure the views on two folders; exit with 1 where a bound is not kept."""
    units = int(sys.argv[1]) if len(sys.argv) > 1 else 150
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as home:
        held = _review(Path(home) / "review")
        held &= _province(Path(home) / "province", units)
        held &= _journey(Path(home) / "journey")
    return 0 if held else 1


def _review(home: Path) -> bool:
    """Measure the review of a large unit, and answers on its tasks, doubtful or not."""
    draw_province(home, 3, 300, 120)
    page = browser(home)
    unit = page.units()[0]
    keys = [each.key for each in page.site.desk.items(unit)][:ROUNDS]
    print("300 × 120")
    held = _measure("review view", 100, lambda at: page.get(f"/ra-soat/{unit.short}/{keys[at]}"))
    token = page.token()

    def form(at: int) -> dict[str, str]:
        page.site.learner.drain()
        shown = page.get(f"/ra-soat/{unit.short}/{keys[at]}").text
        saw = re.findall(r'name="saw" value="([^"]*)"', shown)[0]
        return {"token": token, "verdict": "done", "saw": saw}

    def save(at: int, said: dict[str, str]) -> TestResponse:
        place = f"/ra-soat/{unit.short}/{keys[at]}/y-kien"
        # As our script asks: the next task comes with the answer.
        headers = Browser.HEADERS | {"Origin": ORIGIN, "X-Part": "1"}
        return page.client.post(place, data=said, headers=headers)

    return _measure_with("answer saved", 30, form, save) and held


def _province(home: Path, units: int) -> bool:
    """Measure the views over many communes."""
    draw_province(home, units, 120, 60)
    page = browser(home)
    print(f"{units} communes, 120 × 60")
    held = _measure("matrix", 300, lambda _: page.get("/doi-chieu"))
    # Another browser each time: the order is made when a list is first shown.
    by_task = "/ra-soat?xep=nhiem-vu"
    held &= _measure("by task", 300, lambda _: beside(page).get(by_task))
    held &= _measure("overview", 300, lambda _: page.get("/tong-quan"))
    return _measure("progress", 300, lambda _: page.get("/tien-do")) and held


def _journey(home: Path) -> bool:
    """Measure the way from two files to the documents, every answer given."""
    home.mkdir()
    app = create_app(home, ["127.0.0.1:8765"])
    page = Browser(app, app.test_client())
    with tempfile.TemporaryDirectory() as stick:
        plans = draw_full_size(Path(stick))
        begun = time.process_time()
        for side, plan in zip(("upper", "lower"), plans, strict=True):
            page.post(f"/bat-dau/nhan/{side}", {"tep": (BytesIO(plan.read_bytes()), plan.name)})
    page.post("/doi-chieu-lai")
    page.site.background.wait()
    unit, answers = page.units()[0], 0
    while key := next_open(page.site.desk.items(unit)):
        shown = page.get(f"/ra-soat/{unit.short}/{key}").text
        hidden = dict(re.findall(r'name="(saw|lower)" value="([^"]*)"', shown))
        verdict = "yes" if "lower" in hidden else "missed"
        page.post(f"/ra-soat/{unit.short}/{key}/y-kien", hidden | {"verdict": verdict})
        answers += 1
        page.site.learner.drain()
    page.post("/van-ban/lap", {"don-vi": unit.short, "loai": ["ke-hoach", "bao-cao"]})
    page.site.background.wait()
    took = time.process_time() - begun
    print(f"27 × 67: the program takes {took:.1f} s (at most 10), {answers} answers")
    return took <= 10


def _measure(name: str, most: float, ask: Callable[[int], TestResponse]) -> bool:
    """Ask for a view some times, and print the medians."""
    return _measure_with(name, most, lambda _: {}, lambda at, _: ask(at))


def _measure_with(
    name: str,
    most: float,
    prepare: Callable[[int], dict[str, str]],
    ask: Callable[[int, dict[str, str]], TestResponse],
) -> bool:
    """Do the same where something has to be there first; print how long the asking takes."""
    clock, processor, size = [], [], 0
    for at in range(ROUNDS):
        said = prepare(at)
        begun = time.perf_counter(), time.process_time()
        size = max(size, len(ask(at, said).data))
        clock.append(time.perf_counter() - begun[0])
        processor.append(time.process_time() - begun[1])
    wall, work = (median(took) * SECOND for took in (clock, processor))
    print(f"{name:14} {work:6.1f} ms (at most {most:g}), by the clock {wall:6.1f} {size:9,} bytes")
    return work <= most and size <= MOST_BYTES


if __name__ == "__main__":
    sys.exit(main())
