"""What the outputs of a finished run cost at least, made again with the plain libraries.

``python benchmarks/floor.py FOLDER`` in two processes: every input workbook loaded once; of every
workbook written, also of those that lie packed in what is sent to a unit, the same cells, styles,
tables and validations put into a new openpyxl book and saved, of which the writing is timed alone;
every Word file rendered by docxtpl from its template and its data; copies of what units sent
loaded and saved, by openpyxl and by python-docx. No reading of tables, no matching, no findings.
Prints CPU seconds by kind as JSON.
"""

import json
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from copy import copy
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from zipfile import ZipFile

from docx import Document
from docxtpl.template import DocxTemplate
from jinja2 import Environment
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

_SENT_ALONE = {"phu-luc-cong-van.xlsx", "bieu-tra-loi.xlsx"}
_OWN_FILE = "tep"
"""In what tells of a unit's own file that was amended: its name."""
Timed = tuple[str, float]
Work = Callable[[Path], Timed]


def main() -> None:
    """Make every output again, and print what it cost."""
    folder = Path(sys.argv[1])
    seconds: dict[str, float] = defaultdict(float)
    with ProcessPoolExecutor(2) as pool, TemporaryDirectory() as scratch:
        works = [*_works(folder), *((_written, path) for path in _sent(folder, Path(scratch)))]
        for made in [pool.submit(work, path) for work, path in works]:
            kind, cost = made.result()
            seconds[kind] += cost
    print(json.dumps(seconds))


def _works(folder: Path) -> Iterator[tuple[Work, Path]]:
    """List what is to be made, and of which file."""
    for path in sorted((folder / "inputs").rglob("*.xlsx")):
        yield _loaded, path
    for path in sorted((folder / "outputs").rglob("*.docx")):
        yield _rendered, path
    for path in sorted((folder / "outputs").rglob("*.xlsx")):
        yield (_amended if path.stem.endswith("-ra-soat") else _written), path


def _sent(folder: Path, scratch: Path) -> Iterator[Path]:
    """Unpack the workbooks that are written for what is sent to a unit alone."""
    for number, path in enumerate(sorted((folder / "outputs").rglob("*.zip"))):
        with ZipFile(path) as packed:
            for name in _SENT_ALONE & {*packed.namelist()}:
                yield Path(packed.extract(name, scratch / str(number)))


def _loaded(path: Path) -> Timed:
    """Load an input."""
    return "read", _cost(lambda: load_workbook(path))


def _amended(path: Path) -> Timed:
    """Load and save a marked copy."""
    return "copies", _cost(lambda: load_workbook(path).save(BytesIO()))


def _rendered(path: Path) -> Timed:
    """Render a document from what filled it; a unit's own file that was amended is saved again."""
    context = json.loads((path.parent / "du-lieu" / f"{path.stem}.json").read_text("utf-8"))
    if _OWN_FILE in context:
        return "copies", _cost(lambda: Document(str(path)).save(BytesIO()))
    template = path.parents[1 if path.parent.name == "outputs" else 2] / "templates" / path.name

    def render() -> None:
        document = DocxTemplate(str(template))
        document.render(context, jinja_env=Environment(autoescape=True))
        document.save(BytesIO())

    return "documents", _cost(render)


def _written(path: Path) -> Timed:
    """Write a workbook again, cell by cell."""
    given = load_workbook(path, rich_text=True)
    book = Workbook()
    book.remove(book.worksheets[0])
    # The lists of looks are taken over whole, so that a look costs what its number costs.
    for name in ("_fonts", "_fills", "_borders", "_alignments", "_number_formats", "_cell_styles"):
        setattr(book, name, getattr(given, name))
    book._named_styles = given._named_styles  # type: ignore[attr-defined]  # noqa: SLF001 - no door
    sheets = [(sheet, list(_cells(sheet))) for sheet in given.worksheets]

    def write() -> None:
        for sheet, cells in sheets:
            _fill(book.create_sheet(sheet.title), sheet, cells)
        book.save(BytesIO())

    return "workbooks", _cost(write)


Copied = tuple[int, int, Any, Any]


def _cells(sheet: Worksheet) -> Iterator[Copied]:
    """Yield row, column, value and look of the cells of a sheet."""
    cell: Any
    for row in sheet.iter_rows():
        for cell in row:
            if cell.value is not None or cell.has_style:
                yield cell.row, cell.column, cell.value, copy(cell._style)  # noqa: SLF001 - no door


def _fill(made: Worksheet, given: Worksheet, cells: list[Copied]) -> None:
    """Fill a sheet as another is."""
    for row, column, value, look in cells:
        cell: Any = made.cell(row, column)
        cell._style = look  # noqa: SLF001 - the quickest way that there is
        if value is not None:
            cell.value = value
    for letter, wide in given.column_dimensions.items():
        made.column_dimensions[letter].width = wide.width
    for number, high in given.row_dimensions.items():
        made.row_dimensions[number].height = high.height
    for area in given.merged_cells.ranges:
        made.merge_cells(area.coord)
    for table in given.tables.values():
        made.add_table(table)
    made.data_validations = given.data_validations


def _cost(work: Callable[[], object]) -> float:
    """Time a work, in seconds of the processor."""
    start = time.process_time()
    work()
    return time.process_time() - start


if __name__ == "__main__":
    main()
