"""The annexes of a Công văn as a workbook to answer in: the same rows, a sheet for each."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from reconcile.report.documents.annexes import Row
from reconcile.vocabulary.form_columns import ANNEXES_MARKER
from reconcile.vocabulary.terms import term
from reconcile.workbook.content import grid
from reconcile.workbook.content.columns import column
from reconcile.workbook.content.grid import (
    Book,
    Entry,
    Kind,
    Lines,
    Sheet,
    SheetTable,
    Tone,
    Visibility,
)

_STT = column("letter_annex", "stt", 6, Kind.WORD)
_GROUP = column("letter_annex", "nhom", 20)
_GIVEN = column("letter_annex", "noi_dung", 46)
_ANSWER = column("letter_annex", "tra_loi", 34, Kind.TYPED)
_MISSED = (
    *(_STT, _GROUP, _GIVEN),
    column("letter_annex", "van_ban", 22),
    column("letter_annex", "thoi_han", 16),
    column("letter_annex", "chu_tri", 20),
    column("letter_annex", "vai_tro", 11, Kind.WORD),
    _ANSWER,
)
_ASKED = (
    *(_STT, _GIVEN),
    column("letter_annex", "cua_don_vi", 46),
    column("letter_annex", "de_nghi", 36),
    _ANSWER,
)
ANNEXES = {"phu_luc": _MISSED, "mot_phan": _ASKED, "can_lam_ro": _ASKED, "sai_lech": _ASKED}
"""Field of the letter that holds an annex → the columns of its sheet."""


def annex_book(letter: Mapping[str, Any], as_of: dt.date) -> Book:
    """Describe the workbook of a letter's annexes.

    Args:
        letter: what fills the letter; an annex without rows is empty there.
        as_of: the day of its figures.

    """
    shown = tuple(_sheet(letter, field) for field in ANNEXES if letter[field])
    return Book(
        title=f"{term('letter_annex', 'title')} – {letter['kinh_gui']}",
        sheets=(*shown, _mark()),
        as_of=as_of,
        footer=letter["kinh_gui"],
    )


def _sheet(letter: Mapping[str, Any], field: str) -> Sheet:
    """Describe the sheet of one annex, under the head that it has on paper."""
    annex = letter[field]
    rows = tuple(_under_groups(annex["dong"]))
    columns = tuple(c for c in ANNEXES[field] if c.name != "nhom" or any(r["nhom"] for r in rows))
    lines = (annex["ten"], annex["tieu_de"], letter["kem_theo"], term("letter_annex", "note"))
    tones = (Tone.SECTION, Tone.TITLE, Tone.SUBTITLE, Tone.NOTE)
    head = Lines(tuple((Entry(t, tone, span=0),) for t, tone in zip(lines, tones, strict=True)))
    table = SheetTable(
        name=field,
        columns=columns,
        rows=tuple(_row(row, [each.name for each in columns]) for row in rows),
        empty="",
        frozen=1,
    )
    return Sheet(annex["ten"], (head, table))


def _mark() -> Sheet:
    """Describe the sheet by which the workbook is known when it comes back among the plans."""
    lines = Lines(((Entry(ANNEXES_MARKER),),))
    return Sheet(term("form", "marks"), (lines,), visibility=Visibility.VERY_HIDDEN)


def _under_groups(rows: Sequence[Row]) -> Iterator[Row]:
    """Yield the rows of tasks, each with the headings that stand over it."""
    over: list[str] = []
    for row in rows:
        heading = row.get("nhom", "")
        if heading:
            # “I.” is the first level, “I.1.” the second.
            depth = heading.split()[0].count(".")
            over = [*over[: depth - 1], heading]
        else:
            yield row | {"nhom": "\n".join(over)}


def _row(row: Row, names: Sequence[str]) -> grid.Row:
    """Show a task, with a mark behind its deadline where that is over."""
    said = row | {"thoi_han": f"{row.get('thoi_han', '')}{row.get('qua_han', '')}"}
    tones = {"tra_loi": Tone.ANSWER}
    return tuple(Entry(said[name], tones.get(name, Tone.BODY)) for name in names)
