"""Draw the case files anew: `python tests/cases/make.py [NAME…]`.

One folder for each oddity of tables that offices send: ``given.*`` as an office would send it, and
``expected.txt`` with what is right to read in it, held together by tests/test_cases.py. All content
is invented. Cases are told in cases.toml; those that take more than a drawing, in odd.py. The old
formats are made by LibreOffice; without it those files stay as they are.
"""

import sys
import tomllib
import unicodedata
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

HOME = Path(__file__).parent
sys.path[:0] = [str(HOME), str(HOME.parent)]

from odd import ODD, convert, legacy  # noqa: E402  found by the path above, as the tests find each other
from openpyxl import Workbook  # noqa: E402  the same
from openpyxl.styles import Font  # noqa: E402  the same
from openpyxl.worksheet.worksheet import Worksheet  # noqa: E402  the same

from office import document, draw, fill  # noqa: E402  the same

Told = Mapping[str, Any]
_TONES = "\u0300\u0301\u0303\u0309\u0323"


def told() -> dict[str, dict[str, Any]]:
    """Read the cases that are told in words."""
    return tomllib.loads((HOME / "cases.toml").read_text("utf-8"))


def make(name: str, said: Told) -> None:
    """Draw one case."""
    folder = HOME / name
    folder.mkdir(exist_ok=True)
    file = folder / said.get("file", "given.xlsx")
    source = file.with_suffix(f".{said['from']}") if "from" in said else file
    if "blocks" in said:
        document(source, *said["blocks"])
    elif "text" in said:
        file.write_bytes(_encoded(said["text"].lstrip(), said.get("encoding", "utf-8")))
    else:
        _workbook(source, said)
    if source != file:
        convert(source, file)


def _workbook(path: Path, said: Told) -> None:
    """Save a workbook of one sheet or several."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for sheet in said.get("sheets", [said]):
        _sheet(book.create_sheet(sheet.get("name", "Phụ lục")), sheet)
    book.save(path)


def _sheet(sheet: Worksheet, said: Told) -> None:
    """Fill a sheet as it is told."""
    values = {**said.get("values", {}), **said.get("dates", {})}
    rows = [[_written(cell, said) for cell in row] for row in draw(said["table"])]
    fill(
        sheet,
        rows,
        merges=said.get("merges", ()),
        hidden=said.get("hidden_rows", ()),
        values=values,
    )
    sheet.sheet_state = said.get("state", "visible")
    for letter in said.get("hidden_columns", ()):
        sheet.column_dimensions[letter].hidden = True
    for place in said.get("formats", ()):
        sheet[place].number_format = "0.00"
    for row in sheet.iter_rows() if "font" in said else ():
        for cell in row:
            cell.font = Font(name=said["font"])


def _written(cell: Any, said: Told) -> Any:
    """Write a text as the case has it: numbers as numbers, in an old encoding, or taken apart."""
    if not isinstance(cell, str):
        return cell
    if cell.isdecimal():
        return int(cell)
    if "encoding" in said:
        return legacy(cell, said["encoding"])
    if said.get("decomposed"):
        return unicodedata.normalize("NFD", cell).replace(" ", "\u00a0", 1) + "\u200b"
    return cell


def _encoded(text: str, encoding: str) -> bytes:
    """Encode a text; Vietnamese Windows writes tone marks as letters of their own."""
    if encoding != "cp1258":
        return text.encode(encoding)
    out = []
    for char in text:
        apart = unicodedata.normalize("NFD", char)
        base = unicodedata.normalize("NFC", "".join(c for c in apart if c not in _TONES))
        out.append(base + "".join(c for c in apart if c in _TONES))
    return "".join(out).encode("cp1258")


def main(names: Sequence[str]) -> None:
    """Draw the cases named, or all."""
    cases = told()
    for name, said in cases.items():
        if not names or name in names:
            make(name, said)
    for name, draw_it in ODD.items():
        if not names or name in names:
            (HOME / name).mkdir(exist_ok=True)
            draw_it(HOME / name)


if __name__ == "__main__":
    main(sys.argv[1:])
