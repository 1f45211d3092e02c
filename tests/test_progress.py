"""A run tells how it goes: on a terminal by a bar, elsewhere in a few plain lines."""

from io import StringIO

from rich.console import Console
from rich.progress import Progress

from reconcile.cli.progress import BarWatch, LineWatch

COMMUNES = [f"UBND xã [Số {number}]" for number in range(1, 41)]


def test_without_a_terminal_a_province_takes_a_dozen_plain_lines() -> None:
    seconds = iter(range(0, 4000, 3))
    said: list[str] = []
    watch = LineWatch(said.append, lambda: next(seconds))
    watch.expects(len(COMMUNES))
    for name in COMMUNES:
        watch.begins(name)
        watch.ends(name)
    # A plan between two levels comes after the units: what is left is never less than nothing.
    watch.expects(1)
    watch.ends("UBND tỉnh")
    watch.gathers()
    assert said[0] == "Đang đọc các tệp…"
    assert said[1] == "[4/40] UBND xã [Số 4] (còn 36 đơn vị, đã chạy 3 giây)"
    assert said[-2].startswith("[40/40] UBND xã [Số 40] (còn 0 đơn vị, ")
    assert (len(said), said[-1]) == (12, "Đang lập bảng tổng hợp…")


def test_the_bar_names_what_is_at_work_and_how_many_are_done() -> None:
    shown = Console(file=StringIO(), force_terminal=True, width=100)
    with Progress(console=shown) as bar:
        watch = BarWatch(bar)
        watch.expects(len(COMMUNES))
        for name in COMMUNES[:5]:
            watch.begins(name)
        watch.ends(COMMUNES[0])
        (task,) = bar.tasks
        assert (task.completed, task.total) == (1, 40)
        assert task.description == ", ".join(COMMUNES[1:4]) + " và 1 đơn vị khác"
        watch.gathers()
        assert bar.tasks[0].description == "Đang lập bảng tổng hợp"
