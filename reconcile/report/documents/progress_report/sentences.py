"""The sentences of the periodic report: figures, comparison, what is late, what comes next."""

from collections.abc import Callable, Iterable, Sequence

from reconcile.model import PeriodKind
from reconcile.report.documents.progress_report.scope import ProgressScope, reporting
from reconcile.report.documents.wording import (
    count,
    figure,
    joined,
    lower_first,
    percent,
    pointer,
    short_day,
)
from reconcile.tracking.counts import BANDS, ProgressFigures, StateClass
from reconcile.tracking.progress import TrackedKind, TrackedTask
from reconcile.vocabulary.tables import table
from reconcile.vocabulary.terms import term
from reconcile.vocabulary.text import capitalised, one_line, shorten

NOTHING = "Không có."
_LONGER = (PeriodKind.QUARTER, PeriodKind.HALF, PeriodKind.NINE_MONTHS, PeriodKind.YEAR)
_PERIODS = {
    PeriodKind.WEEK: "tuần",
    PeriodKind.MONTH: "tháng",
    PeriodKind.QUARTER: "quý",
    PeriodKind.HALF: "6 tháng",
    PeriodKind.NINE_MONTHS: "9 tháng",
    PeriodKind.YEAR: "năm",
}
_MOST, _LETTERS = 10, 160
_DANGLING = frozenset(table("words")["nothing"].split())
_APART = (
    ("recurring", "thường xuyên"),
    ("no_deadline", "không xác định thời hạn"),
    ("stopped", "tạm dừng, không còn thực hiện"),
    ("done_undated", "đã hoàn thành nhưng chưa rõ ngày"),
)


def direction(scope: ProgressScope) -> list[str]:
    """Tell how progress was followed; for a quarter and more."""
    if scope.period.kind not in _LONGER or scope.kind is not TrackedKind.UPPER:
        return []
    told, every = reporting(scope.outcome)
    if not every:
        return []
    some = f"đã có {figure(told)}/{figure(every)} đơn vị" if told else "chưa có đơn vị nào"
    return [f"Đến ngày {short_day(scope.day)}, {some} báo cáo tiến độ thực hiện."]


def statistics(figures: ProgressFigures) -> list[str]:
    """Tell the figures, each percent with what it is of."""
    share = _of(figures.reported_rate, "tỷ lệ cập nhật")
    told = f"{count(figures.reported)} đã có thông tin{share}"
    lines = [f"Tổng số {count(figures.total)} được theo dõi; {told}."]
    if figures.dated:
        lines.append(_dated(figures))
    apart = [
        f"{count(number)} {said}" for name, said in _APART if (number := getattr(figures, name))
    ]
    if apart:
        lines.append(f"Tính riêng: {joined(apart)}.")
    if figures.unknown:
        lines.append(f"Chưa có thông tin: {count(figures.unknown)}.")
    return lines


def _dated(figures: ProgressFigures) -> str:
    """Tell of the tasks with a deadline that anything is known of."""
    rate = figures.done_rate
    reached = f", đạt {percent(rate)} nhiệm vụ có thời hạn đã có thông tin" if rate else ""
    late = f", bằng {percent(figures.overdue_rate or 0)} tổng số" if figures.open_late else ""
    return (
        f"Nhiệm vụ có thời hạn: đã hoàn thành {_some(figures.done)} (đúng hạn"
        f" {_some(figures.done_in_time)}, quá hạn {_some(figures.done_late)}){reached}; chưa hoàn"
        f" thành {_some(figures.open)} (trong hạn {_some(figures.open_in_time)}, quá hạn"
        f" {_some(figures.open_late)}{late})."
    )


def comparison(scope: ProgressScope) -> list[str]:
    """Compare with the report before and that of a year before, as they said it."""
    outcome, lines = scope.outcome, list[str]()
    for name, states in (
        ("kỳ trước", outcome.before),
        ("cùng kỳ năm trước", outcome.year_before),
    ):
        then = scope.figures_of(states)
        if then and states:
            lines.append(_compared(name, short_day(states.last_day), then, scope.figures))
    if not lines and scope.period.kind is not PeriodKind.AD_HOC:
        lines.append(_nothing_before(scope))
    corrected = [row for row in outcome.corrected if _is_in(row, scope)]
    if corrected:
        lines.append(_corrected(corrected))
    return lines


def _nothing_before(scope: ProgressScope) -> str:
    """Say why nothing is compared; of a first period that goes on, when it closes."""
    since, last = scope.outcome.first_since, scope.period.last
    if since is None:
        return "Chưa có báo cáo kỳ trước để so sánh."
    ends = f"; kỳ báo cáo khép lại ngày {short_day(last)}" if scope.day < last else ""
    return (
        f"Đây là báo cáo {_PERIODS[scope.period.kind]} đầu tiên kể từ khi kế hoạch được ban hành"
        f" (ngày {short_day(since)}), chưa có kỳ trước để so sánh{ends}."
    )


def _compared(name: str, day: str, then: ProgressFigures, now: ProgressFigures) -> str:
    """Compare two figures in one sentence."""
    late = f", bằng {percent(now.overdue_rate or 0)} tổng số" if now.open_late else ""
    return (
        f"So với {name} (số liệu đã báo cáo đến ngày {day}): nhiệm vụ hoàn thành"
        f" {_moved(then.done, now.done)}; nhiệm vụ quá hạn chưa hoàn thành"
        f" {_moved(then.open_late, now.open_late)}{late}."
    )


def _moved(then: int, now: int) -> str:
    """Tell from what to what a number went."""
    if then == now:
        return f"không đổi ({_some(now)})"
    way = "tăng" if now > then else "giảm"
    to = "lên" if now > then else "xuống"
    return f"{way} {count(abs(now - then))} (từ {_some(then)} {to} {_some(now)})"


def _corrected(rows: Sequence[TrackedTask]) -> str:
    """Say which tasks stood otherwise at the day of the report before than it said."""
    named = "; ".join(_called(row, 60) for row in rows[:_MOST])
    more = f"; và {count(len(rows) - _MOST)} khác" if len(rows) > _MOST else ""
    return (
        f"Đính chính số liệu kỳ trước theo báo cáo nhận sau: {count(len(rows))} có trạng thái khác"
        f" với số đã báo cáo ({named}{more})."
    )


def finished(scope: ProgressScope) -> list[str]:
    """List what was done within the period."""
    rows = scope.done
    within = " trong kỳ" if scope.period.first else ""
    if not rows:
        known = "Chưa ghi nhận" if scope.figures.unknown else "Không có"
        return [f"{known} nhiệm vụ hoàn thành{within}."]
    lines = [f"Hoàn thành {count(len(rows))}{within}:"]
    lines += [
        f"- {_called(row, _LETTERS)}: hoàn thành ngày {short_day(row.state.done_on)}"
        f" ({_timing(row)})."
        for row in rows[:_MOST]
        if row.state.done_on
    ]
    return [*lines, *_more(rows)]


def late(scope: ProgressScope, annex: str) -> list[str]:
    """Tell what is overdue, by how long, and why where that was told."""
    figures = scope.figures
    if not figures.open_late:
        # Of what nobody has told nobody knows that it is in time.
        unknown = f"; {count(figures.unknown)} chưa có thông tin" if figures.unknown else ""
        return [f"{'Chưa ghi nhận' if unknown else 'Không có'} nhiệm vụ quá hạn{unknown}."]
    bands = [
        f"{count(number)} quá hạn {_band(first, last)}"
        for (first, last), number in zip(BANDS, figures.overdue_by, strict=True)
        if number
    ]
    lines = [f"Có {count(figures.open_late)} quá hạn{pointer(annex)}: {joined(bands)}."]
    why = [
        f"- {_said_of(scope, row, said)}."
        for row in scope.told_rows
        if row.counted is StateClass.OPEN_LATE and (said := _difficulty(row))
    ]
    if not why:
        who = "Đơn vị" if scope.body_id else "Các cơ quan, đơn vị"
        return [*lines, f"{who} chưa báo cáo nguyên nhân."]
    told_by = "" if scope.body_id else " theo báo cáo của cơ quan, đơn vị"
    return [*lines, f"Nguyên nhân{told_by}:", *why[:_MOST], *_more(why)]


def difficulties(scope: ProgressScope) -> list[str]:
    """List the difficulties that were told, without those that explain what is overdue."""
    late = [row for row in scope.told_rows if row.counted is StateClass.OPEN_LATE]
    others = [row for row in scope.told_rows if row.counted is not StateClass.OPEN_LATE]
    told = _told(scope, others, _difficulty)
    if not any(map(_difficulty, late)):
        return told
    if told == [NOTHING]:
        return ["Như nguyên nhân của nhiệm vụ quá hạn nêu trên."]
    return ["Ngoài nguyên nhân của nhiệm vụ quá hạn nêu trên:", *told]


def proposals(scope: ProgressScope) -> list[str]:
    """List what was proposed."""
    return _told(scope, scope.told_rows, _proposal)


def tasks_ahead(scope: ProgressScope, due: Sequence[TrackedTask], annex: str) -> list[str]:
    """Tell what the next period asks for."""
    figures, lines = scope.figures, list[str]()
    if due:
        when = "trong kỳ tới" if scope.period.first else "trong thời gian tới"
        lines.append(f"Hoàn thành {count(len(due))} đến hạn {when}{pointer(annex)}.")
    if figures.open_late:
        lines.append(f"Tập trung hoàn thành dứt điểm {count(figures.open_late)} quá hạn.")
    if figures.unknown:
        lines.append(
            f"Cập nhật tình hình thực hiện của {count(figures.unknown)} chưa có thông tin."
        )
    if figures.recurring:
        lines.append(f"Tiếp tục thực hiện {count(figures.recurring)} thường xuyên.")
    if not lines:
        return ["Tiếp tục theo dõi, duy trì kết quả thực hiện các nhiệm vụ được giao."]
    return [f"- {line}" for line in lines]


def _said_of(scope: ProgressScope, row: TrackedTask, said: str) -> str:
    """Write what a body said of a task; in its own report it does not name itself."""
    said = said.rstrip(".")
    whole = capitalised(said) if scope.body_id else f"{row.body}: {lower_first(said)}"
    return f"{whole} ({lower_first(_called(row, 60))})"


def _told(
    scope: ProgressScope, rows: Iterable[TrackedTask], say: Callable[[TrackedTask], str]
) -> list[str]:
    """List what bodies told of some tasks, each once."""
    told = ((row, say(row)) for row in rows)
    lines = list(dict.fromkeys(f"- {_said_of(scope, row, said)}." for row, said in told if said))
    return [*lines[:_MOST], *_more(lines)] if lines else [NOTHING]


def _difficulty(row: TrackedTask) -> str:
    """Return the difficulty told of a task."""
    return one_line(row.standing.entry.difficulty) if row.standing else ""


def _proposal(row: TrackedTask) -> str:
    """Return what was proposed on a task."""
    return one_line(row.standing.entry.proposal) if row.standing else ""


def _more(items: Sequence[object]) -> list[str]:
    """Say that there are more than are named."""
    return [f"- Và {count(len(items) - _MOST, 'nội dung')} khác."] if len(items) > _MOST else []


def _called(row: TrackedTask, most: int) -> str:
    """Name a task: its number, and its text as far as there is room."""
    number = f"nhiệm vụ số {row.task.stt}: " if row.task.stt else ""
    text = _cut(one_line(row.task.text).rstrip("."), most)
    return capitalised(f"{number}{lower_first(text)}") if number else text


def _cut(text: str, most: int) -> str:
    """Cut a text to so many letters; it does not end with a word that leads on to what is cut."""
    cut = shorten(text, most)
    if cut == text:
        return text
    words = cut.removesuffix("…").split()
    while len(words) > 1 and words[-1].lower().strip(",;:-–") in _DANGLING:
        words.pop()
    return f"{' '.join(words).rstrip(',;:')} …"


def _timing(row: TrackedTask) -> str:
    """Write whether a task that is done was in time."""
    return lower_first(term("state_class", row.counted)).removeprefix("hoàn thành").strip(" ,")


def _band(first: int, last: int) -> str:
    """Write a band of days."""
    return f"từ {first} đến {last} ngày" if last else f"trên {first - 1} ngày"


def _is_in(row: TrackedTask, scope: ProgressScope) -> bool:
    """Tell whether a row is of a scope."""
    return row.kind is scope.kind and scope.body_id in ("", row.body_id)


def _some(number: int) -> str:
    """Write a number among others: ``0``, ``05``."""
    return figure(number)


def _of(rate: float | None, name: str) -> str:
    """Write a rate in brackets; nothing for none."""
    return f" ({name} {percent(rate)})" if rate is not None else ""
