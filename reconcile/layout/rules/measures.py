"""The measures of a profile of official layout: data with its source, read from one file."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any, Literal

import msgspec

Status = Literal["C", "T", "P", "X"]
"""Certain · to be checked · practice · worked out here."""


class _Measure(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A table of a profile, with where it is from."""

    source: str
    status: Status


class Page(_Measure, frozen=True):
    """A kind of page, in mm; ``allowed`` has the range of each margin."""

    width: float
    height: float
    top: float
    bottom: float
    left: float
    right: float
    header: float
    """From the edge of the paper to the page number."""
    allowed: dict[str, tuple[float, float]]

    @property
    def text_width(self) -> float:
        """Width between the margins, in mm."""
        return self.width - self.left - self.right


class Text(_Measure, frozen=True):
    """A kind of paragraph, which is a style of the template: type in pt, indent in mm."""

    style: str
    size: float
    sizes: tuple[float, float]
    """The sizes that the rule allows."""
    align: Literal["left", "center", "justify"]
    bold: bool = False
    italic: bool = False
    underline: bool = False
    indent: float = 0
    """Of the first line."""
    before: float = 0
    after: float = 0
    line: float = 1
    """In lines; ``exact`` stands over it."""
    exact: float = 0
    """Line height in pt; 0 for none."""
    keep: bool = False
    """Whether it stays on the page of what follows."""


class DrawnRule(_Measure, frozen=True):
    """A line under a text: an empty paragraph with a bottom border, in pt."""

    # A border at the bottom: at the top of so low a paragraph it runs into the dots under ự and ộ.
    # No underline and no typed strokes either, since their length cannot be checked.
    style: str
    """Its name says how long the line is, in per cent of the text above."""
    shares: tuple[float, float]
    """The lengths that the rule allows, as shares of the text above."""
    exact: float
    thick: float


class TableMeasures(_Measure, frozen=True):
    """A table: widths of its columns and padding of its cells in mm, border in pt."""

    widths: tuple[float, ...] = ()
    padding: float = 0
    border: float = 0


class BlankLines(_Measure, frozen=True):
    """Empty lines, in number."""

    signature: int
    """Between the position and the name of who signs."""


class Profile(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Everything that one set of layout rules measures."""

    font: str
    language: str
    page: dict[Literal["portrait", "landscape"], Page]
    text: dict[str, Text]
    rule: dict[str, DrawnRule]
    grid: dict[str, TableMeasures]
    blank_lines: BlankLines


class TableColumn(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A column of a table in a document: width in mm."""

    title: str
    field: str
    width: float
    centred: bool
    marks: tuple[str, ...] = ()
    """Fields whose text follows in italics."""
    over: str = ""
    """The title of a cell above this one and its neighbours that have the same; empty for none."""


@cache
def profile(name: str) -> Profile:
    """Return the measures of a profile: ``nd30`` for government documents, ``hd05``, ``hd36``.

    A file that names another one in ``like`` says only what is different from it.
    """
    said = tomllib.loads(_data(name).decode())
    like = said.pop("like", "")
    if like:
        said = _over(tomllib.loads(_data(like).decode()), said)
    return msgspec.convert(said, Profile)


@cache
def table_columns(table: str) -> tuple[TableColumn, ...]:
    """Return the columns of one of the tables of ``annexes.toml``, from the left."""
    said = msgspec.toml.decode(_data("annexes"), type=dict[str, tuple[TableColumn, ...]])
    return said[table]


def _over(base: dict[str, Any], own: dict[str, Any]) -> dict[str, Any]:
    """Lay tables over tables, key by key."""
    merged = {
        key: _over(base[key], value) if isinstance(base.get(key), dict) else value
        for key, value in own.items()
    }
    return base | merged


def _data(name: str) -> bytes:
    """Read a data file that lies beside this module."""
    return files("reconcile.layout.rules").joinpath(f"{name}.toml").read_bytes()
