"""Small words of the report on progress: how a task is named, what was told, how figures moved."""

import re
from collections.abc import Sequence

from reconcile.model import PeriodKind
from reconcile.report.documents.progress_report.scope import ProgressScope
from reconcile.report.documents.wording import (
    count,
    figure,
    joined,
    lower_first,
    percent,
    short_day,
)
from reconcile.tracking.asked_proposals import proposed
from reconcile.tracking.counts import BANDS, ProgressFigures
from reconcile.tracking.progress import TrackedTask
from reconcile.vocabulary.tables import table
from reconcile.vocabulary.terms import term
from reconcile.vocabulary.text import capitalised, one_line, shorten

MOST, LETTERS = 10, 160
"""Tasks that a list names, and letters of a task in it."""
PERIODS = {
    PeriodKind.WEEK: "tuần",
    PeriodKind.MONTH: "tháng",
    PeriodKind.QUARTER: "quý",
    PeriodKind.HALF: "6 tháng",
    PeriodKind.NINE_MONTHS: "9 tháng",
    PeriodKind.YEAR: "năm",
}
_JUST_DONE = re.compile(
    r"(?:đã|xong|hoàn thành|thực hiện|(?:đúng|trước|quá) hạn|100 ?%|vào|ngày|[\d/.,\s()-])+",
    re.IGNORECASE,
)
"""Words that say no more of a finished task than that it is, and since when."""
_SAYS = re.compile(
    r"(?:Đã|Đang|Chưa|Sẽ|Mới|Vừa|Còn|Xin|Đề nghị|Đề xuất|Kiến nghị|Do|Vì|Chờ|Dự kiến|Phấn đấu|Thiếu"
    r"|Không|Tiếp tục|Hoàn thành|Cơ bản|Thực hiện|Triển khai)(?!\w)"
)
"""How a cell begins that says something; anything else may be a name."""
_DANGLING = frozenset(table("words")["nothing"].split())
_APART = (
    ("recurring", "thường xuyên"),
    ("no_deadline", "không xác định thời hạn"),
    ("stopped", "tạm dừng, không còn thực hiện"),
)


def called(row: TrackedTask, most: int) -> str:
    """Name a task: its number, and its text as far as there is room."""
    number = f"nhiệm vụ số {row.task.stt}: " if row.task.stt else ""
    text = _cut(one_line(row.task.text).rstrip("."), most)
    return capitalised(f"{number}{lower_first(text)}") if number else text


def said_of(scope: ProgressScope, row: TrackedTask, said: str) -> tuple[str, str]:
    """Write what a body said, and of which task; in its own report it does not name itself."""
    said = said.rstrip(".")
    whole = capitalised(said) if scope.body_id else f"{row.body}: {lower_first(said)}"
    return whole, lower_first(called(row, 60))


def difficulty(row: TrackedTask) -> str:
    """Return the difficulty told of a task."""
    return one_line(row.standing.entry.difficulty) if row.standing else ""


def proposal(row: TrackedTask) -> str:
    """Return what was proposed on a task, or asked for."""
    return _in_one_line(proposed(row.standing.entry).split("; ")) if row.standing else ""


def finished_line(row: TrackedTask) -> dict[str, str]:
    """Return what is said of a task that was done: when, whether in time, what came of it."""
    return {
        "ten": called(row, LETTERS),
        "ngay": short_day(row.state.done_on) if row.state.done_on else "",
        "dung_han": timing(row),
        "ket_qua": result(row),
        "van_ban": result_documents(row),
    }


def told(row: TrackedTask) -> str:
    """Return what was told of a task, without cells of figures alone."""
    return _in_one_line(_told_parts(row))


def _in_one_line(parts: Sequence[str]) -> str:
    """Put what several cells say into one line, as one sentence; names keep their capitals."""
    rest = (lower_first(part) if _SAYS.match(part) else part for part in parts[1:])
    return "; ".join([*parts[:1], *rest])


def result(row: TrackedTask) -> str:
    """Return what was told of a task that is done, beyond that it is and on which day."""
    said = "; ".join(part for part in _told_parts(row) if not _JUST_DONE.fullmatch(part))
    return _cut(lower_first(said).rstrip(" ."), LETTERS) if said else ""


def result_documents(row: TrackedTask) -> str:
    """List the documents that a task came to, without those that what was told names itself."""
    cited = row.standing.said.documents if row.standing else ()
    told_already = result(row)
    symbols = dict.fromkeys(each.symbol for each in cited if each.number)
    return "; ".join(symbol for symbol in symbols if symbol not in told_already)


def _told_parts(row: TrackedTask) -> list[str]:
    """Return the cells in which something was told in words."""
    words = row.standing.entry.words if row.standing else ""
    said = (one_line(part) for part in words.split(";"))
    return [part for part in said if any(letter.isalpha() for letter in part)]


def timing(row: TrackedTask) -> str:
    """Write whether a task that is done was in time."""
    return lower_first(term("state_class", row.counted)).removeprefix("hoàn thành").strip(" ,")


def moved(then: int, now: int) -> str:
    """Tell from what to what a number went."""
    if then == now:
        return f"không đổi ({figure(now)})" if now else "cả hai kỳ đều chưa ghi nhận"
    way = "tăng" if now > then else "giảm"
    to = "lên" if now > then else "xuống"
    return f"{way} {count(abs(now - then))} (từ {figure(then)} {to} {figure(now)})"


def done_within(figures: ProgressFigures) -> str:
    """Say how many of what is done were in time, late, or on a day that nobody has told."""
    in_time, late = ("đúng hạn", figures.done_in_time), ("quá hạn", figures.done_late)
    return _within([in_time, late, ("chưa rõ ngày hoàn thành", figures.done_undated)])


def open_within(figures: ProgressFigures, *, share: bool = True) -> str:
    """Say the same of what is open, with the share of what is overdue."""
    late = share and figures.open_late
    part = f", bằng {percent(figures.overdue_rate or 0)} tổng số" if late else ""
    parts = [("trong hạn", figures.open_in_time), ("quá hạn", figures.open_late)]
    return _within(parts, part)


def _within(parts: Sequence[tuple[str, int]], share: str = "") -> str:
    """Divide a number: in brackets, or as ``đều``; a part of none is not named."""
    some = [(said, number) for said, number in parts if number]
    if not some:
        return ""
    if len(some) > 1:
        return f" ({', '.join(f'{said} {figure(number)}' for said, number in some)}{share})"
    said, number = some[0]
    return f" ({'đều ' if number > 1 else ''}{said}{share})"


def overdue_by(figures: ProgressFigures) -> str:
    """Say by how long tasks are overdue: all of them alike, or so many by so many days."""
    bands = [
        (number, _band(first, last))
        for (first, last), number in zip(BANDS, figures.overdue_by, strict=True)
        if number
    ]
    if len(bands) == 1:
        return f" {bands[0][1]}"
    return f", gồm {joined([f'{count(number)} {band}' for number, band in bands])}" if bands else ""


def counted_apart(figures: ProgressFigures) -> str:
    """Say how many tasks count apart, by kind; empty for none."""
    return joined(
        [f"{count(number)} {said}" for name, said in _APART if (number := getattr(figures, name))]
    )


def some(number: int, noun: str = "nhiệm vụ") -> str:
    """Write a count; empty for none."""
    return count(number, noun) if number > 0 else ""


def rate_or_nothing(rate: float | None) -> str:
    """Write a rate; empty for none."""
    return "" if rate is None else percent(rate)


def corrected(scope: ProgressScope) -> list[TrackedTask]:
    """List the rows of a scope that stood otherwise than the report before said."""
    return [
        row
        for row in scope.outcome.corrected
        if row.kind is scope.kind and scope.body_id in ("", row.body_id)
    ]


def some_named(rows: Sequence[TrackedTask]) -> str:
    """Name some tasks, and count the others."""
    named = "; ".join(called(row, 60) for row in rows[:MOST])
    return f"{named}; và {count(len(rows) - MOST)} khác" if len(rows) > MOST else named


def unexplained(scope: ProgressScope) -> str:
    """Say that no cause was told; a unit does not say of itself that it has not reported."""
    if scope.body_id:
        return "Chưa ghi nhận nguyên nhân trong số liệu cập nhật."
    return "Các cơ quan, đơn vị chưa báo cáo nguyên nhân."


def _cut(text: str, most: int) -> str:
    """Cut a text to so many letters; it does not end with a word that leads on to what is cut."""
    cut = shorten(text, most)
    if cut == text:
        return text
    words = cut.removesuffix("…").split()
    while len(words) > 1 and words[-1].lower().strip(",;:-–") in _DANGLING:
        words.pop()
    return f"{' '.join(words).rstrip(',;:')} …"


def _band(first: int, last: int) -> str:
    """Write a band of days."""
    return f"từ {first} đến {last} ngày" if last else f"trên {first - 1} ngày"
