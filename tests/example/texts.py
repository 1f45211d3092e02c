"""The example's texts: one TOML file per plan, read into plain nouns."""

import datetime as dt
import tomllib
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import msgspec

HERE = Path(__file__).parent


class Head(msgspec.Struct, frozen=True, array_like=True):
    """A column as the office prints it: field, header text, width, header over it."""

    field: str
    text: str
    width: float
    over: str = ""


class Entry(msgspec.Struct, frozen=True):
    """A row of the table: a task, a group heading, or the rest of the task above."""

    kind: str
    """``task``, ``group`` or ``rest``."""
    values: dict[str, str]

    def says(self, field: str) -> str:
        """Return what stands in a field; ``""`` where nothing does."""
        return self.values.get(field, "")


class Text(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Everything that one office's file holds, before it takes a format."""

    file: str
    unit: str
    format: str
    """``xlsx``, ``xls``, ``csv`` or ``docx``."""
    letterhead: tuple[str, ...]
    titles: tuple[str, ...]
    columns: tuple[Head, ...]
    fields: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    sheet: str = "Sheet1"
    index_row: bool = False
    numeric_stt: bool = False
    automatic_stt: bool = False
    footer: tuple[str, ...] = ()
    signature: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    number: str = ""
    place_date: str = ""
    heading: tuple[str, ...] = ()
    body: tuple[str, ...] = ()
    cover: tuple[str, ...] = ()
    hidden_sheet: tuple[str, ...] = ()
    hidden_rows: tuple[str, ...] = ()

    @property
    def two_levels(self) -> bool:
        """Whether some column stands under another header."""
        return any(head.over for head in self.columns)

    def entries(self) -> Iterator[Entry]:
        """Yield the rows of the table, in order."""
        for row in self.rows:
            if len(row) == 1:
                yield Entry("group", {"task": row[0]})
            elif row[0] == "+":
                yield Entry("rest", {"task": row[1]})
            else:
                yield Entry("task", dict(zip(self.fields, row, strict=True)))


def upper_text() -> Text:
    """Read the province's plan."""
    return _load(HERE / "upper.toml")


def lower_texts() -> tuple[Text, ...]:
    """Read the communes' plans, in the order of their files."""
    return tuple(_load(path) for path in sorted((HERE / "communes").glob("*.toml")))


def value(text: str, *, numeric: bool = False) -> str | int | dt.date | None:
    """Turn a written value into what the cell holds.

    ``@2026-05-12`` is a real date, a leading ``~`` asks for decomposed Unicode, and with
    ``numeric`` digits become a number; an empty text is an empty cell.
    """
    if text.startswith("@"):
        return dt.date.fromisoformat(text[1:])
    if text.startswith("~"):
        return unicodedata.normalize("NFD", text[1:])
    if numeric and text.isdigit():
        return int(text)
    return text or None


def _load(path: Path) -> Text:
    return msgspec.convert(tomllib.loads(path.read_text("utf-8")), Text)
