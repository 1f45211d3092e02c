"""What stands above and below a drawn table, and the whole of it put together."""

from random import Random

from drawn.body import BodyWriter
from drawn.columns import draw_columns, put_header
from drawn.table import DrawnTable
from drawn.words import WORDS, day, pick, shown

CARRIERS = ("xlsx", "docx", "htm", "csv")
_OFTEN = (5, 3, 1, 1)


def draw_table(seed: int) -> tuple[DrawnTable, str]:
    """Draw one table, and say in which carrier it goes."""
    random = Random(seed)  # noqa: S311 - a drawing, and no secret
    carrier = random.choices(CARRIERS, _OFTEN)[0]
    table = DrawnTable()
    leaves = draw_columns(random)
    table.columns = [leaf.holds for leaf in leaves]
    table.traits += [" | ".join(f"{leaf.over}/{leaf.said}".strip("/") for leaf in leaves)]
    _above(random, table)
    put_header(random, table.grid, 0, leaves)
    BodyWriter(random, table, leaves, carrier).write()
    _below(random, table)
    return table, carrier


def _above(random: Random, table: DrawnTable) -> None:
    """Draw letterhead, title and remarks."""
    lines: list[str] = []
    if random.random() < 0.7:
        office = pick(random, "around", random.choice(("provinces", "communes")))
        lines += random.choice(([f"UBND {office}"], ["ỦY BAN NHÂN DÂN", office]))
    if random.random() < 0.9:
        lines.append(pick(random, "around", "titles"))
    if random.random() < 0.6:
        lines.append(pick(random, "around", "subtitles"))
    if random.random() < 0.5:
        values = {"number": random.randrange(9, 300), "day": shown(day(random)), "place": "tỉnh"}
        lines.append(pick(random, "around", "attached").format(**values))
    if random.random() < 0.2:
        remark = pick(random, "around", "remarks").format(day=shown(day(random)))
        lines += [remark] if remark else []
    table.before = lines


def _below(random: Random, table: DrawnTable) -> None:
    """Draw notes, receivers and signature."""
    if random.random() < 0.25:
        line = pick(random, "around", "below").format(count=len(table.tasks))
        table.after.append(line)
    if random.random() < 0.3:
        table.after += [*WORDS["around"]["receivers"], *WORDS["around"]["signers"]]
