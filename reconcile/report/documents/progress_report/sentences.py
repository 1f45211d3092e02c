"""The sentences of the periodic report as templates that were copied before want them: whole lists.

Those of today have the sentences in themselves, and take the facts of ``facts.py``.
"""

from collections.abc import Callable, Iterable, Sequence

from reconcile.model import PeriodKind
from reconcile.report.documents.progress_report.scope import ProgressScope, reporting
from reconcile.report.documents.progress_report.words import (
    LETTERS,
    MOST,
    PERIODS,
    called,
    corrected,
    counted_apart,
    difficulty,
    done_within,
    moved,
    open_within,
    overdue_by,
    proposal,
    result,
    result_documents,
    said_of,
    some_named,
    timing,
    unexplained,
)
from reconcile.report.documents.wording import count, figure, percent, pointer, short_day
from reconcile.tracking.counts import ProgressFigures, StateClass
from reconcile.tracking.progress import TrackedKind, TrackedTask

NOTHING = "Không có."
LONGER = (PeriodKind.QUARTER, PeriodKind.HALF, PeriodKind.NINE_MONTHS, PeriodKind.YEAR)


def direction(scope: ProgressScope) -> list[str]:
    """Tell how progress was followed; for a quarter and more."""
    if scope.period.kind not in LONGER or scope.kind is not TrackedKind.UPPER:
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
    told = told if figures.reported else "chưa có thông tin về nhiệm vụ nào"
    every = f"Tổng số {count(figures.total)} được theo dõi; {told}."
    lines = [every if figures.total else "Không có nhiệm vụ nào được theo dõi."]
    if figures.dated:
        lines.append(_dated(figures))
    if apart := counted_apart(figures):
        lines.append(f"Tính riêng: {apart}.")
    if figures.unknown:
        lines.append(f"Chưa có thông tin: {count(figures.unknown)}.")
    return lines


def _dated(figures: ProgressFigures) -> str:
    """Tell of the tasks with a deadline that anything is known of."""
    rate = figures.done_rate
    reached = f", đạt {percent(rate)} nhiệm vụ có thời hạn đã có thông tin" if rate else ""
    done = f"đã hoàn thành {figure(figures.done)}{done_within(figures)}{reached}"
    none = "chưa có nhiệm vụ nào hoàn thành"
    left = f"{'chưa hoàn thành' if figures.done else 'còn'} {figure(figures.open)}"
    open_ = f"; {left}{open_within(figures)}" if figures.open else ""
    return f"Nhiệm vụ có thời hạn: {done if figures.done else none}{open_}."


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
    if found := corrected(scope):
        lines.append(_corrected(found))
    return lines


def _nothing_before(scope: ProgressScope) -> str:
    """Say why nothing is compared; of a first period that goes on, when it closes."""
    since, last = scope.outcome.first_since, scope.period.last
    if since is None:
        return "Chưa có báo cáo kỳ trước để so sánh."
    ends = f"; kỳ báo cáo khép lại ngày {short_day(last)}" if scope.day < last else ""
    return (
        f"Đây là báo cáo {PERIODS[scope.period.kind]} đầu tiên kể từ khi kế hoạch được ban hành"
        f" (ngày {short_day(since)}), chưa có kỳ trước để so sánh{ends}."
    )


def _compared(name: str, day: str, then: ProgressFigures, now: ProgressFigures) -> str:
    """Compare two figures in one sentence."""
    late = f", bằng {percent(now.overdue_rate or 0)} tổng số" if now.open_late else ""
    return (
        f"So với {name} (số liệu đã báo cáo đến ngày {day}): nhiệm vụ hoàn thành"
        f" {moved(then.done, now.done)}; nhiệm vụ quá hạn chưa hoàn thành"
        f" {moved(then.open_late, now.open_late)}{late}."
    )


def _corrected(rows: Sequence[TrackedTask]) -> str:
    """Say which tasks stood otherwise at the day of the report before than it said."""
    return (
        f"Đính chính số liệu kỳ trước theo báo cáo nhận sau: {count(len(rows))} có trạng thái khác"
        f" với số đã báo cáo ({some_named(rows)})."
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
        f"- {called(row, LETTERS)}: hoàn thành ngày {short_day(row.state.done_on)} ({timing(row)})"
        f"{_with('kết quả', result(row))}{_with('số văn bản kết quả', result_documents(row))}."
        for row in rows[:MOST]
        if row.state.done_on
    ]
    return [*lines, *_more(rows, "nhiệm vụ")]


def _with(name: str, said: str) -> str:
    """Add something with its name; nothing for none."""
    return f"; {name}: {said}" if said else ""


def late(scope: ProgressScope, annex: str) -> list[str]:
    """Tell what is overdue, by how long, and why where that was told."""
    figures = scope.figures
    if not figures.open_late:
        # Of what nobody has told nobody knows that it is in time.
        unknown = f"; {count(figures.unknown)} chưa có thông tin" if figures.unknown else ""
        return [f"{'Chưa ghi nhận' if unknown else 'Không có'} nhiệm vụ quá hạn{unknown}."]
    lines = [f"Có {count(figures.open_late)} quá hạn{overdue_by(figures)}{pointer(annex)}."]
    why = [
        _line(scope, row, said)
        for row in scope.told_rows
        if row.counted is StateClass.OPEN_LATE and (said := difficulty(row))
    ]
    if not why:
        return [*lines, unexplained(scope)]
    told_by = "" if scope.body_id else " theo báo cáo của cơ quan, đơn vị"
    why = list(dict.fromkeys(why))
    return [*lines, f"Nguyên nhân{told_by}:", *why[:MOST], *_more(why)]


def difficulties(scope: ProgressScope) -> list[str]:
    """List the difficulties that were told, without those that explain what is overdue."""
    late = [row for row in scope.told_rows if row.counted is StateClass.OPEN_LATE]
    others = [row for row in scope.told_rows if row.counted is not StateClass.OPEN_LATE]
    told = _told(scope, others, difficulty)
    if not any(map(difficulty, late)):
        return _not_known(scope) if told == [NOTHING] else told
    if told == [NOTHING]:
        return ["Như nguyên nhân của nhiệm vụ quá hạn nêu trên."]
    return ["Ngoài nguyên nhân của nhiệm vụ quá hạn nêu trên:", *told]


def proposals(scope: ProgressScope) -> list[str]:
    """List what was proposed."""
    told = _told(scope, scope.told_rows, proposal)
    return _not_known(scope) if told == [NOTHING] else told


def _not_known(scope: ProgressScope) -> list[str]:
    """Say that there is nothing; of what nobody has told nobody knows that nothing hinders it."""
    return ["Chưa ghi nhận."] if scope.figures.unknown else [NOTHING]


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


def _line(scope: ProgressScope, row: TrackedTask, said: str) -> str:
    """Write what a body said of a task as a line of a list."""
    whole, task = said_of(scope, row, said)
    return f"- {whole} ({task})."


def _told(
    scope: ProgressScope, rows: Iterable[TrackedTask], say: Callable[[TrackedTask], str]
) -> list[str]:
    """List what bodies told of some tasks, each once."""
    told = ((row, say(row)) for row in rows)
    lines = list(dict.fromkeys(_line(scope, row, said) for row, said in told if said))
    return [*lines[:MOST], *_more(lines)] if lines else [NOTHING]


def _more(items: Sequence[object], noun: str = "nội dung") -> list[str]:
    """Say that there are more than are named."""
    return [f"- Và {count(len(items) - MOST, noun)} khác."] if len(items) > MOST else []


def _of(rate: float | None, name: str) -> str:
    """Write a rate in brackets; nothing for none."""
    return f" ({name} {percent(rate)})" if rate is not None else ""
