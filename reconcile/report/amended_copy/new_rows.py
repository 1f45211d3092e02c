"""New rows and paragraphs: made after those of the plan, in its fonts, widths and numbers."""

from collections.abc import Iterator, Mapping
from copy import deepcopy

from docx.oxml.ns import qn
from lxml.etree import _Element as Element

from reconcile.model import Column
from reconcile.office import word_walk
from reconcile.office.word_elements import element
from reconcile.report.amended_copy.labels import bullet, read_label
from reconcile.report.amended_copy.places import Place, width
from reconcile.report.amended_copy.tracked import Changes, copied, look_of
from reconcile.vocabulary.terms import term
from reconcile.vocabulary.text import one_line

_P, _TC, _TCPR, _TRPR = map(qn, ("w:p", "w:tc", "w:tcPr", "w:trPr"))
_MERGE, _HEADER, _VAL = qn("w:vMerge"), qn("w:tblHeader"), qn("w:val")
_SHORT = (Column.LEAD, Column.SUPPORT, Column.DEADLINE, Column.PRODUCT)
"""What a plan in prose says of a task behind its text."""

Cells = Mapping[Column, str]


def new_row(like: Place, cells: Cells, changes: Changes) -> Element:
    """Make a row like that of a task, with other texts."""
    made = _bare_row(like.element)
    texts = dict(_by_cell(like, cells))
    beside = list(word_walk.in_grid(like.element))
    for nth, (at, _, cell) in enumerate(beside):
        # A cell that is empty in the row above does not tell how its text would look.
        near = sorted(range(len(beside)), key=lambda other: abs(other - nth))
        look = next(filter(_has_look, (_looked(beside[other][2]) for other in near)), None)
        made.append(_cell(cell, texts.get(at, ("", ""))[1], changes, look))
    changes.row(made)
    return made


def left_out(like: Place, cells: Cells) -> list[str]:
    """Say what of a task finds no cell in a row like that of another one."""
    if like.is_prose:
        return []
    shown = {column for _, (column, _) in _by_cell(like, cells)} | {Column.STT}
    rest = {column: text for column, text in cells.items() if text and column not in shown}
    return [f"{term('column', column)}: {one_line(text)}." for column, text in rest.items()]


def new_heading(like: Place | None, task: Place, text: str, changes: Changes) -> Element:
    """Make the row of a group heading: like another one, else merged over the table's width."""
    if like is None:
        return _merged(task, text, changes)
    made = _bare_row(like.element)
    told = [at for at, _, cell in word_walk.in_grid(like.element) if _says(cell)]
    number, _, name = text.partition(" ")
    # A heading whose number has a cell of its own keeps it there.
    parts = {told[0]: number, told[1]: name} if len(told) > 1 else dict.fromkeys(told, text)
    for at, _, cell in word_walk.in_grid(like.element):
        made.append(_cell(cell, parts.get(at, ""), changes))
    changes.row(made)
    return made


def new_paragraph(like: Place, cells: Cells, changes: Changes) -> Element:
    """Make a paragraph like that of a task: its text, and behind it who and when."""
    typed = word_walk.text_of(like.element)
    label = read_label(typed)
    number = cells.get(Column.STT) or (label.typed.strip() if label else bullet(typed).strip())
    short = {column: one_line(cells.get(column, "")) for column in _SHORT}
    heads = {head.column: head.text for head in like.table.headings if head.text}
    named = [
        f"{(heads.get(column) or term('column', column)).lower()}: {text}"
        for column, text in short.items()
        if text
    ]
    ended = one_line(cells[Column.TASK]).rstrip(" .;,")
    about = f" ({'; '.join(named)})." if named else "."
    said = f"{number} {ended}{about}" if number else f"{ended}{about}"
    return changes.paragraph(like.element, said)


def _by_cell(like: Place, cells: Cells) -> Iterator[tuple[int, tuple[Column, str]]]:
    """Yield where in a row each column is written; of two columns in one cell the first counts.

    What goes on in the row above has no text of its own.
    """
    taken: set[int] = set()
    for column, text in cells.items():
        found = like.cell(column)
        if found and found[0] not in taken and not _is_continued(found[1]):
            taken.add(found[0])
            yield found[0], (column, text)


def _bare_row(like: Element) -> Element:
    """Make a row with the properties of another one, and no cells."""
    made = element("w:tr")
    for each in like.iterchildren(qn("w:tblPrEx"), _TRPR):
        properties = copied(each)
        for header in list(properties.iterchildren(_HEADER)):
            properties.remove(header)
        made.append(properties)
    return made


def _cell(like: Element, text: str, changes: Changes, beside: Element | None = None) -> Element:
    """Make a cell like another one, with a text put in.

    ``beside`` is a paragraph that lends the look of its text where the cell's own has none.
    """
    made = element("w:tc")
    properties = like.find(_TCPR)
    if properties is not None:
        kept = deepcopy(properties)
        for name in ("w:cellIns", "w:cellDel", "w:cellMerge", "w:tcPrChange"):
            for each in list(kept.iterchildren(qn(name))):
                kept.remove(each)
        merge = kept.find(_MERGE)
        # A row that begins a merged range has a look-alike below that stands by itself.
        if merge is not None and merge.get(_VAL) == "restart":
            kept.remove(merge)
        made.append(kept)
    looked = _looked(like)
    made.append(changes.paragraph(looked, text, looked if _has_look(looked) else beside))
    return made


def _looked(cell: Element) -> Element:
    """Return the paragraph of a cell that tells how its text looks, else its first one."""
    paragraphs = list(word_walk.paragraphs(cell)) or [element("w:p")]
    return next(filter(_has_look, paragraphs), paragraphs[0])


def _has_look(paragraph: Element) -> bool:
    """Tell whether a paragraph says how its text looks."""
    return look_of(paragraph) is not None


def _merged(task: Place, text: str, changes: Changes) -> Element:
    """Make a row of one cell over the whole width of a task's table."""
    made = element("w:tr")
    whole = _cell(next(cell for _, _, cell in word_walk.in_grid(task.element)), text, changes)
    properties = whole.find(_TCPR)
    if properties is None:
        properties = element("w:tcPr")
        whole.insert(0, properties)
    for name in ("w:gridSpan", "w:vMerge", "w:tcW"):
        for each in list(properties.iterchildren(qn(name))):
            properties.remove(each)
    columns = width([task.element])
    # Before it stands w:cnfStyle alone; the width is left to the columns.
    styled = len(properties) > 0 and properties[0].tag == qn("w:cnfStyle")
    properties.insert(int(styled), element("w:gridSpan", {"val": columns}))
    made.append(whole)
    changes.row(made)
    return made


def _is_continued(cell: Element) -> bool:
    """Tell whether a cell goes on with the one above it."""
    merge = cell.find(f"{_TCPR}/{_MERGE}")
    return merge is not None and merge.get(_VAL, "continue") != "restart"


def _says(cell: Element) -> bool:
    """Tell whether a cell says anything."""
    return any(word_walk.text_of(paragraph).strip() for paragraph in word_walk.paragraphs(cell))
