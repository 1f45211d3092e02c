"""A working folder of a province of any size, from invented text: equal seeds, equal plans.

Communes carry most of the upper tasks: word for word, reworded, shortened, two in one; some are
missed, and some tasks are their own. They send workbooks, Word tables and CSV; numbers are
missing, texts are decomposed or full of spaces, deadlines are days or words.
"""

import csv
import datetime as dt
import shutil
import tomllib
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import product
from pathlib import Path
from random import Random

from docx import Document
from openpyxl import Workbook

HOME = Path(__file__).resolve().parents[1]
WORDS = tomllib.loads((HOME / "benchmarks" / "drawn_province.toml").read_text("utf-8"))
COLUMNS = ("stt", "text", "directive", "lead", "support", "due", "product")
SETTINGS = "[run]\nas_of = 2026-11-20\n"
_WIDTHS = (6, 60, 26, 24, 24, 16, 18)
_EVERY = 20
"""Tasks under one heading."""
Cell = str | int | dt.date


@dataclass(frozen=True)
class Drawn:
    """A task as it is drawn."""

    text: str
    directive: str
    lead: str
    support: str
    due: Cell
    product: str


def draw_province(
    home: Path, units: int, uppers: int, lowers: int, seed: int = 1
) -> tuple[list[Drawn], list[str]]:
    """Lay a working folder out.

    Args:
        home: the folder; its inputs are written, and an empty reconcile.toml with the day.
        units: how many communes.
        uppers: tasks of the province.
        lowers: tasks of each commune, about.
        seed: of all draws.

    Returns:
        The tasks of the province, and the names of the communes.

    """
    above, below = home / "inputs" / "upper", home / "inputs" / "lower"
    above.mkdir(parents=True)
    below.mkdir(parents=True)
    shutil.copytree(HOME / "templates", home / "templates")
    (home / "reconcile.toml").write_text(SETTINGS, "utf-8")
    random = Random(f"{seed} upper")
    tasks = [_task(random) for _ in range(uppers)]
    letterhead = ("ỦY BAN NHÂN DÂN", "TỈNH MẪU SƠN", "PHỤ LỤC NHIỆM VỤ TRỌNG TÂM")
    _xlsx(above / "Phu luc tinh.xlsx", letterhead, _rows(random, tasks))
    names = _names()[:units]
    for number, name in enumerate(names):
        draw_commune(below, number, name, tasks, lowers, Random(f"{seed} {number}"))
    return tasks, names


def draw_top(home: Path, tasks: Sequence[Drawn], count: int, seed: int = 1) -> None:
    """Lay a plan over that of the province, of which the province carries most in other words.

    Args:
        home: the folder of ``draw_province``.
        tasks: of the province.
        count: tasks of the plan over it.
        seed: of all draws.

    """
    random = Random(f"{seed} top")
    carried = random.sample(range(len(tasks)), min(round(count * 0.85), len(tasks)))
    top = [_over(random, tasks[at]) for at in carried]
    top += [_over(random, _task(random)) for _ in range(count - len(top))]
    place = home / "inputs" / "top"
    place.mkdir(parents=True)
    letterhead = ("BAN CHỈ ĐẠO TRUNG ƯƠNG", "", "DANH MỤC NHIỆM VỤ TRỌNG TÂM")
    _xlsx(place / "Danh muc trung uong.xlsx", letterhead, _rows(random, top))


def _over(random: Random, task: Drawn) -> Drawn:
    """Say a task of the province as the plan over it does."""
    text = random.choices((str, _reworded), (1, 1))[0](task.text)
    return replace(task, text=text, lead="UBND các tỉnh, thành phố", support="Bộ Nội vụ")


def draw_commune(  # noqa: PLR0913, PLR0917 - all that one commune's file comes from
    folder: Path, number: int, name: str, uppers: Sequence[Drawn], lowers: int, random: Random
) -> None:
    """Write the plan of one commune, in the format that it is wont to."""
    carried = random.sample(range(len(uppers)), min(round(lowers * 0.85), len(uppers)))
    tasks = [_carried(random, uppers[at]) for at in sorted(carried)]
    tasks += [_own(random) for _ in range(lowers - len(tasks))]
    letterhead = ("ỦY BAN NHÂN DÂN", name.upper(), "PHÂN CÔNG NHIỆM VỤ THỰC HIỆN KẾ HOẠCH CỦA TỈNH")
    write, ending = random.choices(_WRITERS, (7, 2, 1))[0]
    write(folder / f"{number:04} KH {name}.{ending}", letterhead, _rows(random, tasks))


def _names() -> list[str]:
    """Name communes, all different."""
    pairs = [f"{one} {two}" for one, two in product(WORDS["names"], repeat=2) if one != two]
    Random(0).shuffle(pairs)
    more = [f"{pair} {last}" for last, pair in product(WORDS["names"], pairs) if last not in pair]
    return [f"{Random(pair).choice(WORDS['kinds'])} {pair}" for pair in (*pairs, *more)]


def _task(random: Random) -> Drawn:
    """Draw a task of the province."""
    task, body = WORDS["task"], WORDS["body"]
    said = f"{_pick(random, task['verbs'])} {_pick(random, task['objects'])}"
    said += f" {_pick(random, task['places'])}, {_pick(random, task['aims'])}"
    if random.random() < 1 / 3:
        said += f"; {_pick(random, task['verbs']).lower()} {_pick(random, task['objects'])}"
    said += f". {_pick(random, task['more'])}" if random.random() < 1 / 3 else "."
    support = "; ".join(random.sample(body["support"], random.randint(1, 2)))
    cited = _pick(random, WORDS["cited"]["documents"])
    due = _pick(random, WORDS["cited"]["due"])
    return Drawn(
        said, cited, _pick(random, body["lead"]), support, due, _pick(random, task["products"])
    )


def _carried(random: Random, upper: Drawn) -> Drawn:
    """Write an upper task into a commune's plan, as it is, reworded or shortened."""
    text = random.choices((str, _reworded, _shortened), (4, 4, 2))[0](upper.text)
    due: Cell = dt.date(2026, 12, 1) + dt.timedelta(random.randrange(90))
    lead, support = random.sample(WORDS["body"]["commune"], 2)
    due = due if random.random() < 1 / 2 else upper.due
    return replace(upper, text=_messed(random, text), lead=lead, support=support, due=due)


def _reworded(text: str) -> str:
    """Say a task in other words."""
    draw = Random(text)
    for place in WORDS["task"]["places"]:
        text = text.replace(place, "của xã")
    for verb in WORDS["task"]["verbs"]:
        text = text.replace(
            verb, f"{draw.choice(('Tập trung', 'Tiếp tục', 'Chủ động'))} {verb.lower()}"
        )
    return text


def _shortened(text: str) -> str:
    """Say the beginning of a task only."""
    return text.split(", ", maxsplit=1)[0] + "."


def _own(random: Random) -> Drawn:
    """Draw a task that is the commune's own."""
    lead, support = random.sample(WORDS["body"]["commune"], 2)
    return Drawn(_pick(random, WORDS["task"]["own"]), "", lead, support, "Năm 2027", "")


def _messed(random: Random, text: str) -> str:
    """Type a text as people do."""
    habits = (str, _spaced, lambda said: unicodedata.normalize("NFD", said), str.rstrip)
    return random.choices(habits, (80, 8, 6, 6))[0](text)


def _spaced(text: str) -> str:
    """Break a text, and put too many spaces into it."""
    return text.replace(", ", " ,  ", 1).replace(". ", ".\n", 1)


def _pick(random: Random, texts: Sequence[str]) -> str:
    """Draw a text, and the numbers in it."""
    day = dt.date(2026, 1, 5) + dt.timedelta(random.randrange(330))
    return random.choice(texts).format(
        n=random.randrange(5, 95), d=random.randrange(5, 29), day=f"{day:%d/%m/%Y}"
    )


def _rows(random: Random, tasks: Sequence[Drawn]) -> list[tuple[Cell, ...]]:
    """Lay a table out: its header, headings over tasks, and tasks."""
    rows: list[tuple[Cell, ...]] = [tuple(random.choice(WORDS["head"][name]) for name in COLUMNS)]
    for number, task in enumerate(tasks):
        if number % _EVERY == 0:
            rows.append((f"{number // _EVERY + 1}. {random.choice(WORDS['groups'])}",))
        stt: Cell = number + 1 if random.random() < 0.95 else ""
        rows.append(
            (stt, task.text, task.directive, task.lead, task.support, task.due, task.product)
        )
    return rows


def _xlsx(path: Path, above: Sequence[str], rows: Sequence[Sequence[Cell]]) -> None:
    """Write a workbook."""
    book = Workbook()
    sheet = book.worksheets[0]
    for letter, width in zip("ABCDEFG", _WIDTHS, strict=True):
        sheet.column_dimensions[letter].width = width
    for line in (*((text,) for text in above), (), *rows):
        sheet.append(tuple(line))
    book.save(path)


def _docx(path: Path, above: Sequence[str], rows: Sequence[Sequence[Cell]]) -> None:
    """Write a Word document."""
    document = Document()
    for text in above:
        document.add_paragraph(text)
    table = document.add_table(len(rows), len(COLUMNS))
    # By row: table.cell() counts all cells each time.
    for row, values in zip(table.rows, rows, strict=True):
        for cell, value in zip(row.cells, values, strict=False):
            cell.text = _typed(value)
    document.save(str(path))


def _csv(path: Path, above: Sequence[str], rows: Sequence[Sequence[Cell]]) -> None:
    """Write a CSV file."""
    with path.open("w", encoding="utf-8-sig", newline="") as out:
        csv.writer(out).writerows(
            [*([text] for text in above), *([_typed(v) for v in r] for r in rows)]
        )


def _typed(value: Cell) -> str:
    """Write a value as people type it."""
    return f"{value:%d/%m/%Y}" if isinstance(value, dt.date) else str(value)


_WRITERS: tuple[
    tuple[Callable[[Path, Sequence[str], Sequence[Sequence[Cell]]], None], str], ...
] = (
    (_xlsx, "xlsx"),
    (_docx, "docx"),
    (_csv, "csv"),
)
