"""A unit's own file given back: a copy with what was found beside each task of its table."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from zipfile import BadZipFile

from lxml.etree import LxmlError

from reconcile.model import LowerOutcome, LowerResult, Reconciliation, Relation, Task
from reconcile.office.xlsx_package import MAIN, Package
from reconcile.report.marked_copy.filters import widen_filters
from reconcile.report.marked_copy.plain_table import plain_book
from reconcile.report.marked_copy.row_heights import fit_row
from reconcile.report.marked_copy.sheet import CopiedSheet
from reconcile.report.marked_copy.styles import CopiedStyles
from reconcile.report.marked_copy.table_place import Header, Placement, find_placement
from reconcile.vocabulary.terms import term
from reconcile.vocabulary.text import capitalised, one_line
from reconcile.workbook.content.columns import column
from reconcile.workbook.xlsx.write import workbook_bytes

_ADDED = (
    column("checked", "result", 24),
    column("checked", "uppers", 46),
    column("checked", "deviations", 46),
)
"""The columns that a copy has more than the file."""
_UNUSABLE = (BadZipFile, LxmlError, KeyError, ValueError, IndexError)
"""What the parts of a workbook raise that is not built as workbooks are."""

Said = tuple[str, str, str]
"""What stands beside a task: what it is, the upper tasks, what deviates."""


@dataclass(frozen=True, slots=True)
class CheckedCopy:
    """A copy of a unit's file with the results beside its tasks."""

    data: bytes
    lost: tuple[str, ...] = ()
    """What could not be kept, in Vietnamese, for a note to the coordinator; empty when the copy
    has everything, and for files that are no workbooks."""


def checked_copy(file: str, data: bytes, result: Reconciliation) -> CheckedCopy:
    """Copy a unit's own file with the results beside its tasks; the original stays as it is.

    A workbook (.xlsx) is copied part by part, and only new cells at the right of its task tables
    are added: formats, pictures, shapes, charts and rules stay. Any other file, and a workbook
    of which something would be lost, becomes a plain table.

    Args:
        file: name of the file, that of its tasks' ``where.file``.
        data: the file as the unit sent it; of no use where it is no workbook.
        result: the outcome of the unit.

    """
    said = _said(file, result)
    lost: tuple[str, ...] = ()
    if is_workbook(data):
        copied = _copied(data, said)
        if isinstance(copied, bytes):
            return CheckedCopy(copied)
        lost = copied
    book = plain_book(file, result, [(s.task, s.said) for s in said], lost)
    return CheckedCopy(workbook_bytes(book), lost)


def is_workbook(data: bytes) -> bool:
    """Tell whether a file is an .xlsx, which is copied with all that it has."""
    # A zip names its parts in clear text, so that it need not be opened to ask.
    return data.startswith(b"PK") and b"xl/workbook.xml" in data


@dataclass(frozen=True, slots=True)
class _Row:
    """A task of the file, and what stands beside it."""

    task: Task
    said: Said


def _said(file: str, result: Reconciliation) -> tuple[_Row, ...]:
    """Say what was found for each task of a file, in the order of the plan."""
    uppers = {each.task.key: each.task for each in result.uppers}
    partial = {
        (link.upper, link.lower)
        for each in result.uppers
        for link in each.links
        if link.relation is Relation.PARTIAL
    }
    deviations = _deviations(file, result)
    return tuple(
        _Row(
            each.task,
            (
                term("lower_outcome", each.outcome),
                _uppers(each, uppers, partial),
                deviations.get((each.task.where.sheet, each.task.where.row), ""),
            ),
        )
        for each in result.lowers
        if each.task.where.file == file
    )


def _uppers(each: LowerResult, uppers: Mapping[str, Task], partial: set[tuple[str, str]]) -> str:
    """List the upper tasks that a task carries, or may carry."""
    lines = []
    for key in each.uppers:
        task = uppers[key]
        number = f"{term('column', 'stt')} {task.stt}" if task.stt else f"dòng {task.where.row}"
        part = f" ({term('checked', 'partly')})" if (key, each.task.key) in partial else ""
        lines.append(f"{number}{part}: {one_line(task.text)}")
    if lines and each.outcome is LowerOutcome.REVIEW:
        lines.insert(0, term("checked", "maybe"))
    return "\n".join(lines)


def _deviations(file: str, result: Reconciliation) -> dict[tuple[str, int], str]:
    """List what was found in the rows of a file, the gravest first, with what to do."""
    keys = {task.key for task in result.lower.tasks}
    own = set(result.lower.findings)
    found: dict[tuple[str, int], list[str]] = defaultdict(list)
    for each in result.findings:
        if each.where.file == file and each.where.row and (each.task in keys or each in own):
            text = f"{term('severity', each.severity)}: {each.message}\n→ {capitalised(each.fix)}"
            found[each.where.sheet, each.where.row].append(text)
    return {place: "\n".join(texts) for place, texts in found.items()}


def _copied(data: bytes, rows: Sequence[_Row]) -> bytes | tuple[str, ...]:
    """Copy a workbook and add the results; where that would lose something, return what."""
    try:
        # Not by openpyxl: its round trip loses shapes, some rules and borders of merged cells.
        package = Package(data)
        lost = tuple(term("lost", what) for what in _lost(package))
        if lost:
            return lost
        parts = package.sheets()
        by_sheet: dict[str, list[_Row]] = defaultdict(list)
        for row in rows:
            by_sheet[row.task.where.sheet].append(row)
        styles = CopiedStyles(package)
        if not by_sheet or not all(
            name in parts and _add(CopiedSheet(package, parts[name]), name, held, styles)
            for name, held in by_sheet.items()
        ):
            return (term("lost", "place"),)
        return package.saved()
    except _UNUSABLE:
        return (term("lost", "structure"),)


def _lost(package: Package) -> list[str]:
    """List what a copy of a workbook would not keep."""
    types = package.parts.get("[Content_Types].xml", b"")
    lost = []
    # The copy is called .xlsx, which Excel does not open with macros in it.
    if b"vbaProject" in types or b"macroEnabled" in types or b"macrosheet" in types:
        lost.append("macros")
    # A signature does not hold for a file that has changed.
    if any(part.startswith("_xmlsignatures/") for part in package.parts):
        lost.append("signature")
    # The strict form has other namespaces: nothing would be found in its parts.
    if package.book.tag != f"{{{MAIN}}}workbook":
        lost.append("strict")
    return lost


def _add(sheet: CopiedSheet, name: str, rows: Sequence[_Row], styles: CopiedStyles) -> bool:
    """Add the result columns to a sheet; False where its task table is not to be found."""
    titles = [each.title for each in _ADDED]
    placement = find_placement(sheet, [row.task for row in rows], titles)
    if placement is None:
        return False
    said = {row.task.where.row: row.said for row in rows}
    for number in range(placement.headers[0].top, max(said) + 1):
        if number in said:
            _put_row(sheet, placement, number, said[number], styles)
        elif number in sheet.rows and not placement.heads(number):
            _put_empty(sheet, placement, number)
    for header in placement.headers:
        _put_header(sheet, placement.first, header, titles, styles)
    for offset, each in enumerate(_ADDED):
        sheet.widen(placement.first + offset, each.width)
    sheet.reach(placement.first + len(_ADDED) - 1)
    sheet.print_wider()
    # Last, since a table takes columns along only where their titles stand already.
    widen_filters(sheet, name, titles, placement.first)
    return True


def _put_row(
    sheet: CopiedSheet, placement: Placement, row: int, said: Said, styles: CopiedStyles
) -> None:
    """Put the results beside a task, in the look of the task's own cell."""
    look = styles.like(sheet.style(row, placement.header_over(row).tasks))
    widths = (each.width for each in _ADDED)
    fit_row(sheet, row, list(zip(said, widths, strict=True)), styles, look)
    for offset, text in enumerate(said):
        sheet.put(row, placement.first + offset, text, look)


def _put_empty(sheet: CopiedSheet, placement: Placement, row: int) -> None:
    """Go on with the look of a row that is no task: its last cell's, without any text."""
    look = sheet.style(row, placement.first - 1)
    for offset in range(len(_ADDED)):
        sheet.put(row, placement.first + offset, "", look)


def _put_header(
    sheet: CopiedSheet, first: int, header: Header, titles: Sequence[str], styles: CopiedStyles
) -> None:
    """Put the titles of the new columns, over as many rows as the header has."""
    merged = sheet.has_merges and header.top < header.bottom
    shown = header.top if merged else header.bottom
    for offset, title in enumerate(titles):
        for row in range(header.top, header.bottom + 1):
            # Of a merged area its first cell has the look that is seen.
            anchor = sheet.merged(row, header.right)
            look = styles.like(sheet.style(anchor[1], anchor[0]), header=True)
            sheet.put(row, first + offset, title if row == shown else "", look)
        sheet.merge_down(first + offset, header.top, header.bottom)
