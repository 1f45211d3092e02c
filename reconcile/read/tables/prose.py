"""Plans without a table: numbered paragraphs as tasks, with the lines that say who and when."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from reconcile.model import Cell, Column, Heading, Line, Row, RowKind, Table, Where
from reconcile.read.tables.groups import Path
from reconcile.read.tables.row_signs import is_sign, label, words
from reconcile.vocabulary.text import fold

_COLUMNS = (Column.LEAD, Column.SUPPORT, Column.DEADLINE, Column.PRODUCT)
_BULLET = re.compile(r"\s*[-–+•*]\s+")
_LABELLED = re.compile(r"[^:;.]{2,40}:")
_ENOUGH = 2
"""How many kinds of lines about tasks a plan in prose has at least, and how many tasks."""

WHY = "theo nhãn ở đầu dòng"
DETAIL = "chi tiết của nhiệm vụ ở đoạn {}"
SAID = "chủ trì, phối hợp, thời hạn hoặc kết quả của nhiệm vụ phía trên"
OUTSIDE = "không phải nhiệm vụ"
GROUP = "tiêu đề nhóm nhiệm vụ"


@dataclass(frozen=True, slots=True)
class _Item:
    """A paragraph: how it is numbered, what it says, and what it says about a task."""

    line: Line
    style: str
    """``-`` for a bullet, else the style of its number; empty for plain text."""
    text: str
    about: Mapping[Column, str]


@dataclass(slots=True)
class _Prose:
    """One pass over the paragraphs of a plan."""

    rows: list[Row] = field(default_factory=list)
    path: Path = field(default_factory=Path)
    block: list[_Item] = field(default_factory=list)
    about: dict[Column, str] = field(default_factory=dict)
    aside: bool = False

    def take(self, item: _Item) -> None:
        """Read one paragraph."""
        if item.about and not item.text:
            for column, said in item.about.items():
                self.about[column] = "; ".join(filter(None, (self.about.get(column), said)))
            self.block.append(item)
            return
        heads = _heads_part(item)
        if self.about or heads or self._ends_bullets(item):
            self.close()
        if heads:
            self.path.enter(item.text)
            self.aside = _is_aside(item)
            self.keep(item, RowKind.CONTEXT if self.aside else RowKind.GROUP)
        else:
            self.block.append(item)

    def _ends_bullets(self, item: _Item) -> bool:
        """Tell whether a numbered paragraph comes after bullets that are tasks by themselves."""
        bullets = (each for each in self.block if each.style in ("-", ""))
        return item.style not in ("-", "") and any(each.about and each.text for each in bullets)

    def close(self) -> None:
        """End a block: its paragraphs become tasks when something is said about them."""
        block, about = self.block, self.about
        self.block, self.about = [], {}
        inline = any(item.about and item.text for item in block)
        if self.aside or not (about or inline):
            for item in block:
                self.keep(item, RowKind.CONTEXT)
            return
        chosen = _tasks(block)
        first = next((place for place, item in enumerate(block) if item in chosen), 0)
        for item in block[:first]:
            if item.style and item.style != "-":
                self.path.enter(item.text)
                self.keep(item, RowKind.GROUP)
            else:
                self.keep(item, RowKind.CONTEXT)
        self.path.leave(chosen[0].style)
        self._tasks(block[first:], chosen, about)

    def _tasks(
        self, block: Iterable[_Item], chosen: Sequence[_Item], about: Mapping[Column, str]
    ) -> None:
        """Keep the tasks of a block, each with the paragraphs below it that are part of it."""
        for item in block:
            if item in chosen:
                self.rows.append(_task(item, {**about, **item.about}, self.path.texts))
            elif item.about and not item.text:
                self.keep(item, RowKind.CONTEXT, SAID)
            else:
                self._join(item)

    def _join(self, item: _Item) -> None:
        """Add a paragraph to the text of the task above it."""
        place = max(i for i, row in enumerate(self.rows) if row.kind is RowKind.TASK)
        task = self.rows[place]
        first, *rest = task.cells
        longer = Cell(first.column, f"{first.text}\n{item.line.text}", None, first.header)
        self.rows[place] = Row(task.number, task.kind, (longer, *rest), task.group)
        self.keep(item, RowKind.JOINED, DETAIL.format(task.number))

    def keep(self, item: _Item, kind: RowKind, why: str = "") -> None:
        """Keep a paragraph that is no task."""
        said = why or (GROUP if kind is RowKind.GROUP else OUTSIDE)
        self.rows.append(Row(item.line.where.row, kind, (), self.path.texts, item.line.text, said))


def read_prose(file: str, lines: Sequence[Line]) -> Table | None:
    """Read the tasks of a plan written in paragraphs; None where there are none.

    Args:
        file: the file's name.
        lines: the paragraphs outside tables, in order.

    """
    items = [_item(line) for line in lines]
    kinds = {column for item in items for column in item.about}
    if len(kinds) < _ENOUGH:
        return None
    prose = _Prose()
    end = next((at for at, i in enumerate(items) if is_sign("footer", i.line.text)), len(items))
    for item in items[:end]:
        prose.take(item)
    prose.close()
    for item in items[end:]:  # receivers have bullets too, and belong to no task
        prose.keep(item, RowKind.CONTEXT)
    rows = tuple(prose.rows)
    if sum(row.kind is RowKind.TASK for row in rows) < _ENOUGH:
        return None
    heads = [Heading(Column.TASK, "", 0, WHY)]
    heads += [
        Heading(c, _header(c, items), i, WHY) for i, c in enumerate(_COLUMNS, 1) if c in kinds
    ]
    return Table(Where(file, lines[0].where.sheet), tuple(heads), rows)


def _heads_part(item: _Item) -> bool:
    """Tell whether a paragraph heads a part of the plan: ``II. Nội dung``, ``C. KINH PHÍ``."""
    if item.style != "letter" or item.about:
        return item.style == "roman"
    return item.text.isupper() or _is_aside(item)


def _is_aside(item: _Item) -> bool:
    """Tell whether a heading says that what stands below it holds no tasks."""
    return any(word in fold(item.text) for word in words("prose", "aside"))


def _header(column: Column, items: Iterable[_Item]) -> str:
    """Return the label that the plan uses for a column."""
    for item in items:
        if column in item.about:
            hit = next(h for h in _labels().finditer(item.line.text) if h.lastgroup == column)
            return hit[str(column)].strip().capitalize()
    return ""


def _item(line: Line) -> _Item:
    """Tell what a paragraph is, and take out what it says about a task."""
    text, about = _split(line.text)
    bullet = _BULLET.match(line.text)
    if bullet:
        return _Item(
            line, "-", text[bullet.end() :] if about == {} else _BULLET.sub("", text), about
        )
    style, _ = label(line.text)
    return _Item(line, style, text, about)


def _split(text: str) -> tuple[str, dict[Column, str]]:
    """Split ``Mở lớp. Đơn vị chủ trì: A; phối hợp: B`` into the text and what is said about it."""
    hits = list(_labels().finditer(text))
    if not hits:
        return text, {}
    about: dict[Column, str] = {}
    ends = [hit.start() for hit in hits[1:]]
    for hit, end in zip(hits, [*ends, len(text)], strict=True):
        column = Column(str(hit.lastgroup))
        said = _closed(text[hit.end() : end].strip(" ;.,\n-"))
        about[column] = "; ".join(filter(None, (about.get(column), said)))
    before = text[: hits[0].start()].strip(" ;,(-–+•*\n")
    return before, about


def _closed(said: str) -> str:
    """Drop the bracket that closes a remark begun before the label."""
    return said.removesuffix(")").strip(" ;.,") if said.count(")") > said.count("(") else said


def _tasks(block: Sequence[_Item]) -> list[_Item]:
    """Choose which paragraphs of a block are its tasks: bullets, numbered ones, or the last."""
    told = [item for item in block if item.text]
    own = {item.style for item in told if item.about}
    if own and all(item.text for item in block if item.about):
        return [item for item in told if item.style in own]
    numbered = [item for item in told if item.style and item.style != "-"]
    if not numbered:
        bullets = [item for item in told if item.style == "-"]
        return bullets or told[-1:]
    leaf = numbered[-1]
    start = max((i for i, n in enumerate(numbered) if n.style != leaf.style), default=-1) + 1
    below = told[told.index(leaf) + 1 :]
    if start == len(numbered) - 1 and _are_tasks(below, block):
        return [item for item in below if item.style == "-"]
    return numbered[start:]


def _are_tasks(below: Sequence[_Item], block: Sequence[_Item]) -> bool:
    """Tell whether the bullets under a number are tasks themselves, not its details.

    Details stand at one level with the lines that say who and when, so those have bullets too.
    """
    bullets = [item for item in below if item.style == "-"]
    said = [item for item in block if item.about and not item.text]
    if len(bullets) < _ENOUGH or not said or any(item.style == "-" for item in said):
        return False
    return sum(_LABELLED.match(item.text) is not None for item in bullets) * 2 < len(bullets)


def _task(item: _Item, about: Mapping[Column, str], group: tuple[str, ...]) -> Row:
    """Make a task of a paragraph."""
    said = {column: about.get(column, "") for column in _COLUMNS}
    cells = [Cell(Column.TASK, _BULLET.sub("", _unnumbered(item.text), count=1))]
    cells += [Cell(column, text) for column, text in said.items() if text]
    return Row(item.line.where.row, RowKind.TASK, (*cells, *_number(item)), group)


def _unnumbered(text: str) -> str:
    """Take its number off a paragraph."""
    _, number = label(text)
    return text.removeprefix(number).lstrip(" .)/:-") if number else text


def _number(item: _Item) -> Iterator[Cell]:
    """Give the number of a paragraph as its STT."""
    _, number = label(item.line.text)
    if number:
        yield Cell(Column.STT, number)


@cache
def _labels() -> re.Pattern[str]:
    """Compile the labels: at the beginning of a line, or after the end of a clause."""
    # An alternation takes the first that fits, and “chủ trì” begins “chủ trì thực hiện”.
    longest_first = {c: sorted(words("prose", c), key=len, reverse=True) for c in _COLUMNS}
    kinds = (f"(?P<{c}>{'|'.join(map(re.escape, said))})" for c, said in longest_first.items())
    return re.compile(rf"(?i)(?:^\s*(?:[-–+•*]\s*)?|(?<=[;.,(])\s*)(?:{'|'.join(kinds)})\s*:\s*")
