"""Decisions as a CSV file: one that a Vietnamese Excel opens in columns, and reading it back.

UTF-8 with a byte order mark, without which Excel loses the diacritics; the separator is the
semicolon, which Excel expects wherever the decimal sign is the comma, as it is in Vietnam. There
is no ``sep=`` line: Excel disregards the mark when it meets one. What is read back may also be
separated by commas or tabs, and be in UTF-16, as Excel saves "Unicode Text".
"""

import csv
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass

from reconcile.errors import UnreadableFileError
from reconcile.model import Decision, PlanEntry, Topic, Verdict, Where
from reconcile.office.ole import SIGNATURE
from reconcile.tracking.overtaken import given_on, plan_mark, row_marks
from reconcile.vocabulary.answers import (
    OF_ONE_UNIT,
    OVERTAKEN_BY_WORK,
    answer,
    is_marked,
    known_with,
    topic_of,
)
from reconcile.vocabulary.terms import term, terms
from reconcile.vocabulary.text import bare, clean

ENCODING = "utf-8-sig"
SEPARATORS = (";", ",", "\t")
KEY_PREFIX = "nv-"
"""Keeps Excel from reading a key such as 0012345678 or 12345678e9 as a number."""
_NEEDED = ("verdict", "upper", "lower")
# Apostrophes of the text's own are counted in, so that only the one set by us is taken off.
_RISKY = re.compile(r"'*(?:[=+\-@\t\r]|\d[\d\s.,:/eE+-]*$)")
_NUMBERS = ("score", "row")
"""Columns that may become numbers in a spreadsheet."""
_SEEN = re.compile(r"([0-9a-f]{32})((?: [0-9a-f]{8})*)")
_MOST_IN_A_CELL = 32_000
"""Characters; Excel cuts a cell at 32,767."""
_SAVE_AS = "mở tệp trong Excel, chọn Lưu thành (Save As), kiểu “CSV UTF-8”, rồi nhập lại"
_SEPARATOR_LINE = re.compile(r"sep=.\r?\n", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class CsvLine:
    """A line of the file: where it stands, and its cells by the names of section ``decision``."""

    where: Where
    """File and row, as a spreadsheet numbers it."""
    cells: Mapping[str, str]
    extra: bool = False
    """Whether it has more cells than the header, so that none can be trusted."""

    def place(self, column: str) -> Where:
        """Return the place of a cell, its column as the user sees it."""
        return Where(self.where.file, "", self.where.row, terms("decision")[column])


def to_csv(
    decisions: Iterable[Decision],
    names: Mapping[str, str],
    seen: Mapping[tuple[str, str], frozenset[str]] | None = None,
) -> str:
    """Write decisions as CSV text, which still has to be encoded.

    Args:
        decisions: in the order of the lines.
        names: official name of each unit, by its id, of those too that others have taken over.
        seen: what their authors saw of the lower plans, by the unit and ``given_on``.

    """
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=SEPARATORS[0], lineterminator="\r\n")
    columns = terms("decision")
    writer.writerow(columns.values())
    for each in decisions:
        told = _seen_cell(each, (seen or {}).get((each.unit, given_on(each))))
        cells = zip(columns, (*_cells(each, names), told, each.writing), strict=True)
        writer.writerow(cell if name in _NUMBERS else _inert(cell) for name, cell in cells)
    return out.getvalue()


def decoded(data: bytes, file: str) -> str:
    """Decode the bytes of a CSV file.

    Raises:
        UnreadableFileError: it is in none of the encodings of Unicode, or a workbook.

    """
    if data.startswith((b"PK", SIGNATURE)):
        raise UnreadableFileError(
            "đây là bảng tính, không phải tệp CSV", where=Where(file), fix=_SAVE_AS
        )
    encoding = "utf-16" if data.startswith((b"\xff\xfe", b"\xfe\xff")) else ENCODING
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise UnreadableFileError(
            "tệp CSV không ở dạng Unicode nên chữ tiếng Việt đã bị hỏng",
            where=Where(file),
            fix=_SAVE_AS,
        ) from error


def from_csv(text: str, file: str) -> tuple[CsvLine, ...]:
    """Read the lines of a CSV file, in their order; empty ones are left out.

    Args:
        text: decoded.
        file: its name, for the places.

    Raises:
        UnreadableFileError: the quotes are broken, or a column that is needed is not there.

    """
    body = _SEPARATOR_LINE.sub("", text, count=1) if _SEPARATOR_LINE.match(text) else text
    rows = _rows(body, _separator(body), file)
    first = rows[0] if rows else []
    header = _header(first)
    missing = [
        name for key, name in terms("decision").items() if key in _NEEDED and key not in header
    ]
    if missing:
        raise UnreadableFileError(
            f"tệp không phải là tệp ý kiến rà soát: thiếu cột {', '.join(missing)}",
            where=Where(file),
            fix="dùng tệp do lệnh reconcile decisions export ghi ra, giữ nguyên dòng tiêu đề",
        )
    return tuple(
        CsvLine(Where(file, "", number), _named(row, header), len(row) > len(first))
        for number, row in enumerate(rows[1:], start=2)
        if any(map(str.strip, row))
    )


def topic_told(cells: Mapping[str, str], verdict: Verdict) -> Topic:
    """Tell what an answer is about: of one on a plan further up, or taken back, the column says."""
    said = bare(cells.get("topic", ""))
    if said == bare(term("topic", Topic.DIRECT)):
        return Topic.DIRECT
    if verdict is not Verdict.WITHDRAWN:
        return topic_of(verdict)
    writing_in = said == bare(term("topic", Topic.WRITING_IN))
    return Topic.WRITING_IN if writing_in else Topic.COVERAGE


def entry_told(cells: Mapping[str, str]) -> PlanEntry:
    """Read what was written in the place of the proposal."""
    return PlanEntry(*(cells.get(f"entry_{part}", "") for part in ("text", "lead", "deadline")))


def score_told(cells: Mapping[str, str]) -> float | None:
    """Read a score; one that a spreadsheet has spoilt is as good as none."""
    with suppress(ValueError):
        score = float(cells.get("score", "").replace(",", "."))
        return score if 0 <= score <= 1 else None
    return None


def base_told(cells: Mapping[str, str], said: Decision) -> str:
    """Return the marks of the answers that the author of a line knew, as ``Decision.base``.

    The first mark of its cell is that of the answer as it was exported: who has edited the line has
    seen that one too. An export of an earlier program, or a line typed by hand, has none.
    """
    exported, *before = cells.get("known", "").split() or [""]
    return " ".join(before if is_marked(said, exported) else [exported, *before])


def writing_told(cells: Mapping[str, str], said: Decision) -> str:
    """Return in which writing of a review workbook an answer was given, as ``Decision.writing``.

    Who has edited the line said it in the file. An export of an earlier program does not tell.
    """
    exported = cells.get("known", "").partition(" ")[0]
    return cells.get("workbook", "") if exported and is_marked(said, exported) else ""


def seen_told(cells: Mapping[str, str]) -> tuple[str, tuple[str, ...]]:
    """Return the fingerprint of the lower plan that was seen, and the marks of its rows.

    Empty where the file does not say: in an export of an earlier program, or a line typed by hand.
    """
    match = _SEEN.fullmatch(cells.get("seen", ""))
    return (match[1], tuple(f"~{row}" for row in match[2].split())) if match else ("", ())


def _seen_cell(decision: Decision, seen: frozenset[str] | None) -> str:
    """Say which rows the author of an answer saw, where new ones may overtake that answer."""
    counts = decision.verdict in OVERTAKEN_BY_WORK or _given_for(decision)
    if not counts or decision.lower or seen is None:
        return ""
    cell = " ".join((decision.seen or plan_mark(seen), *(e[1:] for e in row_marks(seen))))
    return cell if len(cell) <= _MOST_IN_A_CELL else ""


def _given_for(decision: Decision) -> str:
    """Return the unit of which alone an answer was said that counts for another; else nothing."""
    return "" if decision.lower or decision.verdict not in OF_ONE_UNIT else decision.given_for


def _cells(decision: Decision, names: Mapping[str, str]) -> tuple[str, ...]:
    """Return a decision as the cells of a line, in the order of the columns."""
    where, unit = decision.where, _given_for(decision) or decision.unit
    # With a comma, which a Vietnamese Excel takes for the decimal sign.
    score = "" if decision.score is None else f"{decision.score:.4f}".replace(".", ",")
    return (
        names.get(unit, unit),
        decision.upper_text,
        decision.lower_text,
        answer(decision.verdict),
        decision.document,
        decision.note,
        decision.person,
        decision.when,
        score,
        where.file,
        where.sheet,
        str(where.row or ""),
        where.column,
        unit,
        decision.upper and KEY_PREFIX + decision.upper,
        decision.lower and KEY_PREFIX + decision.lower,
        term("topic", decision.topic or "coverage"),
        decision.entry.text,
        decision.entry.lead,
        decision.entry.deadline,
        known_with(decision),
    )


def _inert(text: str) -> str:
    """Keep a spreadsheet from running a text as a formula, or rewriting it as a number or date.

    Source: OWASP, CSV injection.
    """
    return f"'{text}" if _RISKY.match(text) else text


def _as_meant(text: str) -> str:
    """Undo ``_inert``."""
    return text[1:] if text.startswith("'") and _RISKY.match(text) else text


def _separator(text: str) -> str:
    """Return the separator by which the first line falls into the most known columns."""
    first = text.partition("\n")[0]
    return max(SEPARATORS, key=lambda sign: len(_header(first.strip("\r").split(sign))))


def _header(cells: Sequence[str]) -> dict[str, int]:
    """Return the position of each known column; a name is known without its diacritics too."""
    names = {bare(name): key for key, name in terms("decision").items()}
    found: dict[str, int] = {}
    for at, cell in enumerate(cells):
        key = names.get(bare(cell.strip('"')))
        if key:
            found.setdefault(key, at)
    return found


def _rows(text: str, separator: str, file: str) -> list[list[str]]:
    """Split the text into rows and cells."""
    # Strict: else a quote that never closes would swallow the rest of the file.
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    rows: list[list[str]] = []
    try:
        rows.extend(reader)
    except csv.Error as error:
        raise UnreadableFileError(
            "dấu ngoặc kép không khép hoặc ô quá dài, từ dòng này trở đi không đọc được",
            where=Where(file, "", len(rows) + 1),
            fix="mở tệp trong Excel, sửa dòng này, lưu lại dạng “CSV UTF-8”, rồi nhập lại",
        ) from error
    return rows


def _named(row: Sequence[str], header: Mapping[str, int]) -> dict[str, str]:
    """Take the cells of a row by their columns."""
    return {key: clean(_as_meant(row[at])) for key, at in header.items() if at < len(row)}
