"""A run that goes on writing outputs and decisions until it is killed: ``FOLDER FIRST_ROUND``."""

import sys
from functools import partial
from io import BytesIO
from pathlib import Path

from openpyxl import Workbook

from answers import AN_BINH, said
from reconcile.model import Outcome, Unit, Verdict
from reconcile.store.database import open_database
from reconcile.store.decisions import record
from reconcile.store.files import Files
from reconcile.store.history import remember_run
from reconcile.store.outputs import place
from reconcile.store.temporary_names import sweep
from reconcile.tracking.changes import RunStanding, Stated

OUTPUTS = tuple(f"outputs/{name}" for name in ("tong-hop.xlsx", "review/An Bình.xlsx", "b/b.xlsx"))
ROWS = 250
TASKS = 60


def book(number: int) -> bytes:
    """Make a workbook of the size of a review workbook, the round's number in every row."""
    made = Workbook(write_only=True)
    sheet = made.create_sheet("Đối chiếu")
    for row in range(ROWS):
        sheet.append([number, row, *(f"Nội dung nhiệm vụ {row} cột {at} " * 4 for at in range(8))])
    out = BytesIO()
    made.save(out)
    return out.getvalue()


def standing_of(number: int) -> RunStanding:
    """Make where the tasks stand after a round."""
    return RunStanding(
        {f"u{at}": Stated(f"Nhiệm vụ cấp trên {at} " * 8) for at in range(TASKS)},
        {f"l{at}-{number}": Stated(f"Việc của xã {at}, lần {number} " * 8) for at in range(TASKS)},
        {f"u{at}": Outcome.CARRIED for at in range(TASKS)},
        {f"u{at}": (f"l{at}-{number}",) for at in range(TASKS)},
        {},
    )


def go_on(folder: Path, number: int) -> None:
    """Write round after round, telling what is done as soon as it is."""
    print("ready", flush=True)  # noqa: T201 - the parent reads it
    while True:
        with open_database(folder) as database:
            record(database, [said(Verdict.YES, f"u{number}", f"l{at}") for at in range(20)])
            print(f"recorded {number}", flush=True)  # noqa: T201 - the parent reads it
            for name in OUTPUTS:
                place(database, Files(folder), name, str(number), partial(book, number))
                print(f"placed {number} {name}", flush=True)  # noqa: T201 - the parent reads it
            remember_run(database, Unit(AN_BINH, "UBND xã An Bình"), standing_of(number))
            print(f"remembered {number}", flush=True)  # noqa: T201 - the parent reads it
        number += 1


if __name__ == "__main__":
    sweep(Path(sys.argv[1]) / "outputs")
    go_on(Path(sys.argv[1]), int(sys.argv[2]))
