"""Invented tasks of a province, and how communes put them into their own words."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random

from reconcile.model import Cell, Column, Heading, Line, Row, RowKind, Source, Table, Where

Clauses = tuple[str, str, str]
"""What is done to what, the qualifier, and a second clause."""
WORK: tuple[Clauses, ...] = tuple(
    (head, tail, more)
    for line in (Path(__file__).parent / "work.txt").read_text("utf-8").splitlines()
    for head, tail, more in [line.split(" | ")]
)
OWN = (
    "Tổ chức hội khỏe Phù Đổng các trường trong xã",
    "Sơn sửa trụ sở Ủy ban nhân dân và mua sắm bàn ghế hội trường",
    "Giao lưu văn nghệ giữa các thôn nhân ngày hội Đại đoàn kết",
    "Đặt tên tuyến đường liên thôn mới mở qua cánh đồng Bãi Dài",
    "Thành lập câu lạc bộ cờ tướng hưu trí",
    "Sắp xếp lại chợ phiên ngày 5 và ngày 10 âm lịch",
    "Tặng quà sinh nhật cho đoàn viên công đoàn khối cơ quan",
    "Trang trí đèn hoa cổng chào dịp tết Nguyên đán",
)
CITED = ("12-TB/TU", "80/QĐ-UBND", "81/QĐ-UBND", "57-NQ/TW", "27/KH-UBND", "")
DUE = ("30/11/2026", "15/12/2026", "31/12/2026", "Quý I/2027", "Thường xuyên", "")
LEADS = ("Văn phòng HĐND và UBND", "Phòng Kinh tế", "Phòng Văn hóa - Xã hội", "Công an xã")
BODIES = ("UBND cấp xã", "UBND cấp xã", "Sở Tư pháp; UBND cấp xã", "Sở Tài chính")


@dataclass(frozen=True)
class Item:
    """A row of a plan."""

    text: str
    cited: str = ""
    due: str = ""
    lead: str = ""
    carries: tuple[str, ...] = ()
    """Upper texts that its writer had in mind."""
    whole: bool = False
    """Whether it says the upper text to the letter."""


def upper_item(random: Random, clauses: Clauses) -> Item:
    """Make a task of the province."""
    head, tail, more = clauses
    text = random.choice((f"{head} {tail}", f"{head} {tail}; {more}", f"{head} {tail}, {more}"))
    return Item(text, random.choice(CITED), random.choice(DUE), random.choice(BODIES))


def own_item(random: Random, text: str) -> Item:
    """Make a task that no province has given."""
    return Item(text, "", random.choice(DUE), random.choice(LEADS))


def small(text: str) -> str:
    """Begin a text with a small letter."""
    return text[:1].lower() + text[1:]


def localised(text: str) -> str:
    """Put a commune's bodies in the place of the province's."""
    for theirs, ours in (
        ("trên địa bàn tỉnh", "trên địa bàn xã"),
        ("Sở Tư pháp", "Phòng Văn hóa - Xã hội"),
        ("Sở Tài chính", "Phòng Kinh tế"),
        ("Sở Khoa học và Công nghệ", "Phòng Văn hóa - Xã hội"),
        ("Công an cấp trên", "Công an xã"),
    ):
        text = text.replace(theirs, ours)
    return text


def _shortened(random: Random, text: str) -> list[str]:
    """Leave out the second clause, or the last words."""
    first, sign, _ = text.partition(";")
    if sign:
        return [first]
    words = text.split()
    return [" ".join(words[: max(6, len(words) - random.randint(1, 4))])]


def _led(random: Random, text: str) -> list[str]:
    """Say who does it first."""
    lead = random.choice(("Tham mưu UBND xã", "Phối hợp", "Chủ động", "Phòng Kinh tế tham mưu"))
    return [f"{lead} {small(localised(text))}"]


def _organised(_: Random, text: str) -> list[str]:
    """Begin as plans begin."""
    return [f"Tổ chức thực hiện {small(localised(text))}"]


def _local(_: Random, text: str) -> list[str]:
    """Name the commune's own bodies, and the commune."""
    said = localised(text)
    return [said if said != text else f"{text} trên địa bàn xã"]


def _split(_: Random, text: str) -> list[str]:
    """Make two rows of two clauses."""
    first, sign, second = text.partition(";")
    if not sign:
        return [text, f"Báo cáo kết quả {small(text)}"]
    return [first, second.strip()[:1].upper() + second.strip()[1:]]


def _turned(_: Random, text: str) -> list[str]:
    """Put the second clause first."""
    first, sign, second = text.partition(";")
    if not sign:
        first, sign, second = text.partition(", ")
    if not sign:
        return [f"{text}, báo cáo kết quả"]
    second = second.strip()
    return [f"{second[:1].upper()}{second[1:]}; {small(first)}"]


def _redated(_: Random, text: str) -> list[str]:
    """Change nothing but the deadline."""
    return [text]


Way = Callable[[Random, str], list[str]]
WAYS: tuple[Way, ...] = (_shortened, _led, _organised, _local, _split, _turned, _redated)
"""How communes put one task into their own words."""


def complied(random: Random, task: Item, way: Way) -> list[Item]:
    """Write the rows by which a commune takes a task up."""
    rows = way(random, task.text)
    return [
        Item(
            text,
            random.choice((task.cited, task.cited, "")),
            random.choice(DUE),
            random.choice(LEADS),
            (task.text,),
            whole=text == task.text,
        )
        for text in rows
    ]


def merged(one: Item, other: Item) -> Item:
    """Make one row of two."""
    text = f"{one.text}; {small(other.text)}"
    return replace(one, text=text, carries=(*one.carries, *other.carries), whole=False)


def reworded(random: Random, text: str) -> str:
    """Change some words of a text, so that it is still the same task."""
    changes = (
        lambda said: f"{said} (lần {random.randint(2, 99)})",
        lambda said: f"{said}, hoàn thành đúng hạn {random.randint(2, 99)}%",
        lambda said: said.replace("các", "tất cả các", 1),
        lambda said: said.replace(" và ", ", ", 1),
    )
    return random.choice(changes)(text)


def source(file: str, letterhead: str, items: Sequence[Item]) -> Source:
    """Make the source that a file of these rows, under the lines of a letterhead, is read as."""
    heads = (
        (Column.STT, "STT"),
        (Column.TASK, "Nội dung nhiệm vụ"),
        (Column.DIRECTIVE, "Văn bản giao nhiệm vụ"),
        (Column.DEADLINE, "Thời hạn"),
        (Column.LEAD, "Chủ trì"),
    )
    headings = tuple(Heading(column, text, at) for at, (column, text) in enumerate(heads))
    rows = tuple(
        Row(
            number + 2,
            RowKind.TASK,
            tuple(
                Cell(column, text, None, head)
                for (column, head), text in zip(heads, _said(number, item), strict=True)
                if text
            ),
        )
        for number, item in enumerate(items, start=1)
    )
    sheet = "Phụ lục"
    said = letterhead.splitlines()
    lines = tuple(Line(Where(file, sheet, 1), text) for text in said)
    return Source(file, (Table(Where(file, sheet, 2), headings, rows),), lines, (), (sheet,))


def _said(number: int, item: Item) -> tuple[str, ...]:
    """Return the cells of a row."""
    return (str(number), item.text, item.cited, item.due, item.lead)


def drawing(letterhead: str, items: Sequence[Item]) -> str:
    """Draw the same file for ``office.workbook``."""
    lines = [
        *letterhead.splitlines(),
        "STT | Nội dung nhiệm vụ | Văn bản giao nhiệm vụ | Thời hạn | Chủ trì",
    ]
    lines += [" | ".join(_said(number, item)) for number, item in enumerate(items, start=1)]
    return "\n".join(f"| {line} |" for line in lines)
