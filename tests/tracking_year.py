"""A year of reports acted out by a seeded script, and counted again without the program."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from random import Random

from example.texts import upper_text

PLACES = ("Khe Mai", "Nà Lùng", "Hạ Sơn", "Bến Đá", "Suối Cát", "Bãi Thơm", "Tà Phìn")
DONE, OPEN, NOTHING = "done", "open", "nothing"
_WORDS = {DONE: ("Hoàn thành", "Đã hoàn thành", "xong"), OPEN: ("Đang thực hiện", "Chưa xong")}
_HEADS = (
    ("Nội dung nhiệm vụ", "Đơn vị thực hiện", "Trạng thái", "Ngày hoàn thành"),
    ("Nhiệm vụ", "Cơ quan thực hiện", "Tình trạng", "Ngày xong"),
    ("Việc cần làm", "Đơn vị", "Tiến độ thực hiện", "Hoàn thành ngày"),
)


@dataclass(frozen=True)
class Said:
    """What somebody told of a task at a commune."""

    day: date
    state: str
    done_on: date | None = None


@dataclass
class Year:
    """The script's own truth."""

    random: Random
    communes: int
    tasks: list[tuple[str, date]] = field(default_factory=list)
    told: dict[tuple[str, str], list[Said]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        texts = [entry.says("task") for entry in upper_text().entries() if entry.kind == "task"]
        for text in texts[:12]:
            due = date(2026, 1, 1) + timedelta(days=self.random.randrange(20, 360))
            self.tasks.append((text, due))

    @property
    def units(self) -> list[str]:
        return [f"UBND xã {place}" for place in PLACES[: self.communes]]

    def write_plans(self, home: Path) -> None:
        rows = [
            [str(at), text, f"{due:%d/%m/%Y}", "UBND cấp xã"]
            for at, (text, due) in enumerate(self.tasks, start=1)
        ]
        heads = ["STT", "Nội dung nhiệm vụ", "Thời hạn", "Cơ quan chủ trì"]
        write(home / "inputs/upper/tinh.csv", [["UBND TỈNH LAM CHÂU"], ["KẾ HOẠCH"], heads, *rows])
        for at, unit in enumerate(self.units):
            own = [["1", f"Trồng hoa dọc đường thôn số {at + 1}", "30/6/2027", "Phòng Kinh tế"]]
            write(home / f"inputs/lower/xa-{at}.csv", [[unit.upper()], ["KẾ HOẠCH"], heads, *own])

    def month(self, home: Path, closing: date) -> None:
        """Let everybody report in the month before a closing day: late, wrong, corrected."""
        places = home / "inputs/status"
        for source in ("hệ thống", "đơn vị"):
            day = closing - timedelta(days=self.random.randrange(0, 9))
            rows = list(self._reports(day))
            self.random.shuffle(rows)
            heads = self.random.choice(_HEADS)
            # The name of the file says nothing of its month: each has its own.
            name = f"{source} {day:%d-%m-%Y}.csv"
            write(places / name, [[f"Số liệu đến ngày {day:%d/%m/%Y}"], list(heads), *rows])

    def _reports(self, day: date) -> Iterator[list[str]]:
        for unit in self.units:
            for text, _ in self.tasks:
                if self.random.random() < 0.6:
                    said = self._next(unit, text, day)
                    self.told.setdefault((unit, text), []).append(said)
                    shown = text if self.random.random() < 0.5 else f"{text[:70]}..."
                    done = f"{said.done_on:%d/%m/%Y}" if said.done_on else ""
                    yield [shown, unit, self.random.choice(_WORDS[said.state]), done]

    def _next(self, unit: str, text: str, day: date) -> Said:
        before = self.standing(unit, text, day)
        odds = 0.9 if before and before.state == DONE else 0.2
        if self.random.random() < odds:
            # Now and then the day done is put right.
            kept = before and before.done_on and self.random.random() < 0.9
            done_on = before.done_on if kept and before else day - timedelta(days=3)
            return Said(day, DONE, done_on)
        return Said(day, OPEN)

    def standing(self, unit: str, text: str, day: date) -> Said | None:
        """What counts at a day: the last word; on one day what is open outweighs what is done."""
        said = [each for each in self.told.get((unit, text), ()) if each.day <= day]
        return max(said, key=lambda each: (each.day, each.state == OPEN), default=None)

    def recount(self, day: date) -> dict[str, dict[str, int]]:
        """The figures of each commune, and of the province's plan under ``*``."""
        found = {unit: self._count(self._of_unit(unit, day)) for unit in self.units}
        return found | {"*": self._count(self._of_all(day))}

    def _of_unit(self, unit: str, day: date) -> Iterator[str]:
        for text, due in self.tasks:
            yield judged(self.standing(unit, text, day), due, day)

    def _of_all(self, day: date) -> Iterator[str]:
        for text, due in self.tasks:
            each = [judged(self.standing(unit, text, day), due, day) for unit in self.units]
            done = [state.startswith("done") for state in each]
            if all(done):
                yield "done_late" if "done_late" in each else "done_in_time"
            elif all(d or state == "unknown" for d, state in zip(done, each, strict=True)):
                yield "unknown"
            else:
                yield "open_late" if day > due else "open_in_time"

    def _count(self, states: Iterator[str]) -> dict[str, int]:
        every = list(states)
        kinds = ("done_in_time", "done_late", "open_in_time", "open_late", "unknown")
        return {kind: every.count(kind) for kind in kinds}


def judged(said: Said | None, due: date, day: date) -> str:
    if said is None:
        return "unknown"
    if said.state == DONE and said.done_on:
        return "done_late" if said.done_on > due else "done_in_time"
    return "open_late" if day > due else "open_in_time"


def write(path: Path, rows: list[list[str]]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8-sig", newline="") as opened:
        csv.writer(opened, delimiter=";").writerows(rows)
