"""The facts of the report on progress, in words: its sentences stand in the template."""

from collections.abc import Callable, Iterable, Mapping, Sequence

from reconcile.model import PeriodKind
from reconcile.report.documents.around_text import Context
from reconcile.report.documents.progress_report.scope import ProgressScope, reporting
from reconcile.report.documents.progress_report.sentences import LONGER
from reconcile.report.documents.progress_report.words import (
    MOST,
    PERIODS,
    corrected,
    counted_apart,
    difficulty,
    done_within,
    finished_line,
    moved,
    open_within,
    overdue_by,
    proposal,
    rate_or_nothing,
    said_of,
    some,
    some_named,
)
from reconcile.report.documents.wording import (
    enclosed,
    figure,
    numbered,
    point_marks,
    pointer,
    short_day,
)
from reconcile.tracking.counts import ProgressFigures, StateClass
from reconcile.tracking.outcome import ProgressOutcome
from reconcile.tracking.progress import TrackedKind, TrackedTask
from reconcile.tracking.reported import ReportedStates

_Lines = list[dict[str, str]]


def progress_facts(
    scope: ProgressScope, due: Sequence[TrackedTask], annexes: Mapping[str, str]
) -> Context:
    """Return what the sentences of ``bao-cao-tien-do.docx`` name; what there is none of is empty.

    Args:
        scope: what the text tells of.
        due: the tasks whose last day comes in the next period.
        annexes: field → ``Phụ lục II``; only those with rows.

    """
    return {
        "co_ky": bool(scope.period.first),
        "cua_don_vi": bool(scope.body_id),
        **_direction(scope),
        **_figures(scope.figures),
        **_before(scope),
        **_finished(scope),
        **_told(scope),
        "so_den_han": some(len(due)),
        "phu_luc_don_vi": enclosed(annexes.get("theo_don_vi", "")),
        "phu_luc_rieng": enclosed(annexes.get("tinh_rieng", "")),
        "phu_luc_dang_lam": enclosed(annexes.get("dang_thuc_hien", "")),
        "xem_qua_han": pointer(annexes.get("danh_muc_qua_han", "")),
        "xem_den_han": pointer(annexes.get("den_han", "")),
    }


def _direction(scope: ProgressScope) -> Context:
    """Return how many units report, for a quarter and more; and the numbers of part I."""
    longer = scope.period.kind in LONGER and scope.kind is TrackedKind.UPPER
    told, every = reporting(scope.outcome) if longer else (0, 0)
    points = ("theo_doi", "thong_ke", "hoan_thanh") if every else ("thong_ke", "hoan_thanh")
    return {
        "tong_don_vi": figure(every) if every else "",
        "so_don_vi_bao_cao": figure(told) if told else "",
        "muc": point_marks(("theo_doi",), (points, numbered)),
    }


def _figures(figures: ProgressFigures) -> Context:
    """Return the figures; of tasks with a deadline only where anything is known of one."""
    return {
        "so_tong": some(figures.total),
        "so_thong_tin": some(figures.reported),
        "ty_le_cap_nhat": rate_or_nothing(figures.reported_rate),
        "co_thoi_han": bool(figures.dated),
        "co_hoan_thanh": bool(figures.done),
        "hoan_thanh_gom": done_within(figures),
        "co_dang_lam": bool(figures.open),
        "dang_lam_gom": open_within(figures),
        "so_hoan_thanh": figure(figures.done),
        "so_dung_han": figure(figures.done_in_time),
        "so_hoan_thanh_muon": figure(figures.done_late),
        "ty_le_hoan_thanh": rate_or_nothing(figures.done_rate or None),
        "so_dang_lam": figure(figures.open),
        "so_trong_han": figure(figures.open_in_time),
        "so_muon": figure(figures.open_late),
        "ty_le_qua_han": rate_or_nothing(figures.overdue_rate or 0) if figures.open_late else "",
        "so_qua_han": some(figures.open_late),
        "qua_han_bao_lau": overdue_by(figures),
        "so_rieng": counted_apart(figures),
        "so_chua_ro": some(figures.unknown),
        "so_thuong_xuyen": some(figures.recurring),
    }


def _before(scope: ProgressScope) -> Context:
    """Return what the reports before said, or why nothing is compared."""
    outcome, found = scope.outcome, corrected(scope)
    before, year_before = (_then(scope, each) for each in compared_with(outcome))
    alone = not before and not year_before and scope.period.kind is not PeriodKind.AD_HOC
    since, last = outcome.first_since if alone else None, scope.period.last
    return {
        "ky_truoc": before,
        "nam_truoc": year_before,
        "chua_co_ky_truoc": alone and since is None,
        "ky_dau": PERIODS[scope.period.kind] if since else "",
        "ngay_ban_hanh": short_day(since) if since else "",
        "ngay_khep_ky": short_day(last) if since and scope.day < last else "",
        "so_dinh_chinh": some(len(found)),
        "viec_dinh_chinh": some_named(found),
    }


def compared_with(
    outcome: ProgressOutcome,
) -> tuple[ReportedStates | None, ReportedStates | None]:
    """Return the report before and that of a year before; of one alone it is said once."""
    before, year_before = outcome.before, outcome.year_before
    one = before and year_before and before.last_day == year_before.last_day
    return (None if one else before), year_before


def _then(scope: ProgressScope, states: ReportedStates | None) -> Context:
    """Return the day of another report, and what moved since; empty where there is none."""
    then, now = scope.figures_of(states), scope.figures
    if then is None or states is None:
        return {}
    return {
        "ngay": short_day(states.last_day),
        "hoan_thanh": moved(then.done, now.done),
        "qua_han": moved(then.open_late, now.open_late),
    }


def _finished(scope: ProgressScope) -> Context:
    """Return what was done within the period."""
    rows = scope.done
    return {
        "so_xong": some(len(rows)),
        "viec_xong": [finished_line(row) for row in rows[:MOST] if row.state.done_on],
        "so_xong_khac": some(len(rows) - MOST),
    }


def _told(scope: ProgressScope) -> Context:
    """Return why tasks are overdue, what else hinders, and what is proposed."""
    rows = scope.told_rows
    late = [row for row in rows if row.counted is StateClass.OPEN_LATE]
    others = [row for row in rows if row.counted is not StateClass.OPEN_LATE]
    lists = {
        "ly_do": _lines(scope, late, difficulty),
        "vuong_mac": _lines(scope, others, difficulty),
        "de_xuat": proposals(scope),
    }
    more = {f"so_{name}_khac": some(len(each) - MOST, "nội dung") for name, each in lists.items()}
    return {**{name: each[:MOST] for name, each in lists.items()}, **more}


def proposals(scope: ProgressScope) -> list[dict[str, str]]:
    """List what bodies propose, each once, with the task that it is about."""
    return _lines(scope, scope.told_rows, proposal)


def _lines(
    scope: ProgressScope, rows: Iterable[TrackedTask], say: Callable[[TrackedTask], str]
) -> _Lines:
    """List what bodies told, each once, with the task that it is about."""
    told = [said_of(scope, row, said) for row in rows if (said := say(row))]
    return [{"noi_dung": said, "nhiem_vu": task} for said, task in dict.fromkeys(told)]
