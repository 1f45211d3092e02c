"""The very hidden sheet of a review workbook: what the program wrote, to know it again."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from reconcile.workbook.content.grid import Entry, Lines, Sheet, Visibility

MARK = "reconcile-review"
"""Its first cell; by it a workbook is known as ours, whatever its name."""
VERSION = 2
"""1 knew neither its generation nor the answers that it showed; it is read as ever."""
_CHUNK = 3000
"""Seals in a cell; each takes 9 of the 32,767 characters that a cell holds."""


@dataclass(frozen=True, slots=True)
class AskedRow:
    """A row to be answered, as the program wrote it."""

    key: str
    seals: tuple[str, ...]
    """Of its cells, in the order of the form's program columns."""
    answers: tuple[str, ...]
    """What the log said in its answer cells, in the order of the form's answer columns."""
    score: float | None = None
    """What the program thought of the pair."""


@dataclass(frozen=True, slots=True)
class AnswerForm:
    """A sheet to be answered: its columns by their names in the glossary, and its rows."""

    name: str
    program: tuple[str, ...]
    """Columns that the program fills."""
    answers: tuple[str, ...]
    """Columns that people fill."""
    titles: Mapping[str, str]
    """Header text by column, in the order of the sheet, the key column last."""
    rows: tuple[AskedRow, ...]


@dataclass(frozen=True, slots=True)
class Ledger:
    """All that reading the workbook back needs, besides the workbook itself."""

    unit: str
    """Id of the lower unit."""
    forms: tuple[AnswerForm, ...]
    texts: Mapping[str, str]
    """Task key → its text, of both plans."""
    lowers: Mapping[str, str]
    """Label of a lower row in the dropdown → its task key."""
    known: frozenset[str]
    """Seals of every cell that the program wrote on the other sheets, titles and lists too."""
    plan: str = ""
    """Identity of the upper plan; empty where it is not told."""
    generation: str = ""
    """Of this writing of the workbook; empty in version 1."""
    bases: Mapping[str, str] = field(default_factory=dict)
    """Row key of a subject → mark of the answer that stood on it then."""


def ledger_sheet(title: str, ledger: Ledger) -> Sheet:
    """Describe the very hidden sheet."""
    rows = [tuple(map(Entry, line)) for line in _lines(ledger)]
    # Very hidden, for no menu of Excel offers to show it.
    return Sheet(title, (Lines(tuple(rows)),), (12.0,) * 12, Visibility.VERY_HIDDEN)


def read_ledger(lines: Iterable[Sequence[object]]) -> Ledger | None:
    """Read the sheet back; None when its first cell is not our mark.

    Args:
        lines: the values of its rows, from the first.

    """
    rows = [[_text(value) for value in line] for line in lines]
    if not rows or not rows[0] or rows[0][0] != MARK:
        return None
    told: dict[str, list[list[str]]] = {}
    for kind, *cells in rows[1:]:
        told.setdefault(kind, []).append(cells)  # kinds of a later version are passed over
    _, _, unit, plan, generation, *_ = [*rows[0], "", ""]
    return Ledger(
        unit=unit,
        forms=tuple(_forms(told)),
        texts={cells[0]: cells[1] for cells in told.get("task", ())},
        lowers={cells[1]: cells[0] for cells in told.get("lower", ())},
        known=frozenset(seal for cells in told.get("known", ()) for seal in cells[0].split()),
        plan=plan,
        generation=generation,
        bases={cells[0]: cells[1] for cells in told.get("base", ())},
    )


def _forms(told: Mapping[str, Sequence[Sequence[str]]]) -> Iterator[AnswerForm]:
    """Yield the forms with their rows."""
    for form in map(_form, told.get("form", ())):
        rows = (_asked(cells, form) for cells in told.get("row", ()) if cells[0] == form.name)
        yield replace(form, rows=tuple(rows))


def _lines(ledger: Ledger) -> Iterator[tuple[str, ...]]:
    """Lay the ledger out in rows of texts."""
    yield (MARK, str(VERSION), ledger.unit, ledger.plan, ledger.generation)
    for form in ledger.forms:
        titles = (f"{name}={title}" for name, title in form.titles.items())
        yield ("form", form.name, " ".join(form.program), " ".join(form.answers), "\n".join(titles))
        for row in form.rows:
            # All cells are texts, and repr keeps every digit.
            score = "" if row.score is None else repr(row.score)
            yield ("row", form.name, row.key, score, " ".join(row.seals), *row.answers)
    yield from (("task", key, text) for key, text in ledger.texts.items())
    yield from (("lower", key, label) for label, key in ledger.lowers.items())
    yield from (("base", subject, mark) for subject, mark in ledger.bases.items())
    seals = sorted(ledger.known)
    for first in range(0, len(seals), _CHUNK):
        yield ("known", " ".join(seals[first : first + _CHUNK]))


def _form(cells: Sequence[str]) -> AnswerForm:
    """Read a form without its rows."""
    name, program, answers, titles = cells[:4]
    pairs = (line.partition("=") for line in titles.split("\n"))
    named = {column: title for column, _, title in pairs}
    return AnswerForm(name, tuple(program.split()), tuple(answers.split()), named, ())


def _asked(cells: Sequence[str], form: AnswerForm) -> AskedRow:
    """Read a row of a form; its last answers may be missing where they are empty."""
    _, key, score, seals, *answers = cells
    padded = (*answers, *[""] * len(form.answers))[: len(form.answers)]
    return AskedRow(key, tuple(seals.split()), padded, float(score) if score else None)


def _text(value: object) -> str:
    """Return a cell of the ledger as text; all of them are."""
    return "" if value is None else str(value)
