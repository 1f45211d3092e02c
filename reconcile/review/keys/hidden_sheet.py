"""The very hidden sheet of a review workbook: what the program wrote, to know it again.

Its first row bears the mark, the number of the format and the unit; each other row begins with
the kind of line that it is. Kinds that are not known are passed over, so that lines may be added
without a new number; a change of what a line means takes one (tests/upgrades).
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from reconcile.review.keys.kept_lines import kept_line, read_kept
from reconcile.review.keys.sheet_seals import SheetSeals, seals_from
from reconcile.tracking.overtaken import Kept
from reconcile.vocabulary.form_columns import REVIEW_MARKER
from reconcile.workbook.content.grid import Entry, LazyRows, Lines, Row, Sheet, Visibility

MARK = REVIEW_MARKER
"""Its first cell; by it a workbook is known as ours, whatever its name."""
VERSION = 2
"""1 knew neither its generation nor the answers that it showed, and kept the seals of all sheets
in one set, without their places; it is read as ever."""
JOINT = 3
"""Of the workbook of all units: first a ledger of what they share, then one of each unit."""


class DamagedKeysError(ValueError):
    """The hidden sheet is not as any version of the program wrote it."""


class NewerKeysError(ValueError):
    """The hidden sheet was written by a later version of the program."""


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
    around: SheetSeals | None = None
    """Of the lines over the table, and of the one that stands in it when it has no rows; None
    before format 2."""


@dataclass(frozen=True, slots=True)
class HeldNote:
    """A note whose task is gone: on no row, and not lost."""

    key: str
    """Of the row that it stood on."""
    name: str
    """Of the column."""
    text: str
    upper_text: str = ""
    lower_text: str = ""


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
    known: frozenset[str] = frozenset()
    """In version 1: seals of every cell that the program wrote, titles and lists too."""
    plan: str = ""
    """Identity of the upper plan; empty where it is not told."""
    generation: str = ""
    """Of this writing of the workbook; empty in version 1."""
    bases: Mapping[str, str] = field(default_factory=dict)
    """Row key of a subject → marks of the answer that stood on it then, and of those before."""
    sheets: Mapping[str, SheetSeals] = field(default_factory=dict)
    """Title of a sheet that is not answered → its seals."""
    held: tuple[HeldNote, ...] = ()
    kept: tuple[Kept, ...] = ()
    """By them a database that was lost gets its log back as it was, also what no row shows."""
    version: int = VERSION


def ledger_sheet(title: str, ledgers: Callable[[], Iterable[Ledger]]) -> Sheet:
    """Describe the very hidden sheet; of many ledgers each is made as it is written."""

    def rows() -> Iterator[Row]:
        return (tuple(map(Entry, line)) for ledger in ledgers() for line in _lines(ledger))

    # Very hidden, for no menu of Excel offers to show it.
    return Sheet(title, (Lines(LazyRows(rows)),), (12.0,) * 12, Visibility.VERY_HIDDEN)


def read_ledgers(lines: Iterable[Sequence[object]]) -> tuple[Ledger, ...]:
    """Read the sheet back: of the workbook of all units what they share stands first.

    Args:
        lines: the values of its rows, from the first.

    Returns:
        Nothing where its first cell is not our mark.

    Raises:
        DamagedKeysError: it is not as it was written.
        NewerKeysError: a later version of the program wrote it.

    """
    rows = [[_text(value) for value in line] for line in lines]
    if not rows or not rows[0] or rows[0][0] != MARK:
        return ()
    try:
        version = int(rows[0][1])
        if version > JOINT:
            raise NewerKeysError
        parts = _parts(rows) if version == JOINT else [rows]
        read = [_gathered(part[0][2:], part[1:], version) for part in parts]
    except (IndexError, KeyError, ValueError) as error:
        if isinstance(error, NewerKeysError):
            raise
        raise DamagedKeysError from error
    ledgers = _with_shared(read) if version == JOINT else tuple(read)
    for ledger in ledgers[1:] or ledgers:
        _must_be_whole(ledger)
    return ledgers


def _parts(rows: Iterable[list[str]]) -> list[list[list[str]]]:
    """Cut the sheet of a workbook of all units into its ledgers, each of which bears the mark."""
    parts: list[list[list[str]]] = []
    for row in rows:
        if row[0] == MARK:
            parts.append([])
        parts[-1].append(row)
    return parts


def _with_shared(ledgers: Sequence[Ledger]) -> tuple[Ledger, ...]:
    """Give each unit's ledger the texts of the upper plan, which all of them share."""
    shared, *own = ledgers
    if not own:
        raise DamagedKeysError
    return (shared, *(replace(each, texts={**shared.texts, **each.texts}) for each in own))


def _gathered(head: Sequence[str], rows: Iterable[Sequence[str]], version: int) -> Ledger:
    """Sort the lines by their kinds, and make each what it stands for."""
    by_kind: dict[str, list[Sequence[str]]] = {}
    for row in rows:
        by_kind.setdefault(row[0], []).append(row[1:])  # those of a later version are passed over
    asked: dict[str, list[Sequence[str]]] = {}
    for cells in by_kind.get("row", ()):
        asked.setdefault(cells[0], []).append(cells)
    around, sheets = (_sealed(by_kind.get(kind, ())) for kind in ("around", "sheet"))
    forms = tuple(
        _form(cells, asked.pop(cells[0], ()), around.get(cells[0]))
        for cells in by_kind.get("form", ())
    )
    if asked:
        raise DamagedKeysError
    # Version 1 told only the unit, and at first not even the plan.
    unit, plan, generation, *_ = [*head, "", ""]
    return Ledger(
        unit=unit,
        forms=forms,
        texts={cells[0]: cells[1] for cells in by_kind.get("task", ())},
        lowers={cells[1]: cells[0] for cells in by_kind.get("lower", ())},
        known=frozenset(seal for cells in by_kind.get("known", ()) for seal in cells[0].split()),
        plan=plan,
        generation=generation,
        bases={cells[0]: " ".join(cells[1:3]).strip() for cells in by_kind.get("base", ())},
        sheets=sheets,
        held=tuple(HeldNote(*cells[:5]) for cells in by_kind.get("held", ())),
        kept=tuple(read_kept(unit, cells) for cells in by_kind.get("kept", ())),
        version=version,
    )


def _sealed(lines: Iterable[Sequence[str]]) -> dict[str, SheetSeals]:
    """Gather the seals of sheets, which may take several lines each."""
    texts: dict[str, list[str]] = {}
    for cells in lines:
        texts.setdefault(cells[0], []).append(cells[1])
    return {name: seals_from(parts) for name, parts in texts.items()}


def _must_be_whole(ledger: Ledger) -> None:
    """Refuse a sheet of which something is gone or does not fit the rest."""
    whole = bool(ledger.unit and ledger.forms)
    tasks = {"", *ledger.texts}
    for form in ledger.forms:
        whole = whole and {*form.program, *form.answers} <= set(form.titles)
        for row in form.rows:
            upper, parted, lower = row.key.partition("|")
            known = bool(upper or lower) and {upper, lower} <= tasks
            whole = whole and bool(parted) and known and len(row.seals) == len(form.program)
    if not (whole and set(ledger.lowers.values()) <= tasks):
        raise DamagedKeysError


def _lines(ledger: Ledger) -> Iterator[tuple[str, ...]]:
    """Lay the ledger out in rows of texts."""
    yield (MARK, str(ledger.version), ledger.unit, ledger.plan, ledger.generation)
    for form in ledger.forms:
        titles = (f"{name}={title}" for name, title in form.titles.items())
        yield ("form", form.name, " ".join(form.program), " ".join(form.answers), "\n".join(titles))
        for row in form.rows:
            # All cells are texts, and repr keeps every digit.
            score = "" if row.score is None else repr(row.score)
            yield ("row", form.name, row.key, score, " ".join(row.seals), *row.answers)
        if form.around is not None:
            yield from (("around", form.name, text) for text in form.around.texts())
    yield from (("task", key, text) for key, text in ledger.texts.items())
    yield from (("lower", key, label) for label, key in ledger.lowers.items())
    # What the answer of then had replaced stands apart, for programs that know only that one.
    yield from (("base", key, *marks.split(" ", 1)) for key, marks in ledger.bases.items())
    for title, seals in ledger.sheets.items():
        yield from (("sheet", title, text) for text in seals.texts())
    for note in ledger.held:
        yield ("held", note.key, note.name, note.text, note.upper_text, note.lower_text)
    yield from (("kept", *kept_line(each)) for each in ledger.kept)


def _form(
    cells: Sequence[str], rows: Iterable[Sequence[str]], around: SheetSeals | None
) -> AnswerForm:
    """Read a form with its rows."""
    name, program, answers, titles = cells[:4]
    pairs = (line.partition("=") for line in titles.split("\n"))
    named = {column: title for column, _, title in pairs}
    asked = tuple(_asked(row, len(answers.split())) for row in rows)
    return AnswerForm(name, tuple(program.split()), tuple(answers.split()), named, asked, around)


def _asked(cells: Sequence[str], columns: int) -> AskedRow:
    """Read a row of a form; its last answers may be missing where they are empty."""
    _, key, score, seals, *answers = cells
    padded = (*answers, *[""] * columns)[:columns]
    return AskedRow(key, tuple(seals.split()), padded, float(score) if score else None)


def _text(value: object) -> str:
    """Return a cell of the ledger as text; all of them are."""
    return "" if value is None else str(value)
