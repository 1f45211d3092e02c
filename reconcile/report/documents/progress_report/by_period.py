"""What the skeleton of a period needs beside the facts of every report."""

import datetime as dt
from collections.abc import Collection, Mapping, Sequence

from reconcile.report.documents.around_text import Context
from reconcile.report.documents.progress_report.addressed import by_addressee
from reconcile.report.documents.progress_report.by_group import group_facts
from reconcile.report.documents.progress_report.facts import proposals
from reconcile.report.documents.progress_report.rows import body_of, deadline, hindrance
from reconcile.report.documents.progress_report.scope import ProgressScope
from reconcile.report.documents.progress_report.skeleton import shown_in, skeleton_fields
from reconcile.report.documents.progress_report.standings import standing_facts
from reconcile.report.documents.progress_report.text_tables import (
    due_table,
    every_table,
    finished_table,
    late_table,
    running_table,
    running_with_news,
)
from reconcile.report.documents.progress_report.words import LETTERS, MOST, called, some, told
from reconcile.report.documents.wording import count, enclosed, figure, lower_first, pointer
from reconcile.tracking.counts import overdue_days
from reconcile.tracking.progress import TrackedKind, TrackedTask
from reconcile.vocabulary.roman import to_roman
from reconcile.vocabulary.terms import term


def period_facts(
    scope: ProgressScope, due: Sequence[TrackedTask], annexes: Mapping[str, str]
) -> Context:
    """Return the parts of the report, and what stands in those that not every period has.

    Args:
        scope: what the text tells of.
        due: the tasks whose last day comes in the next period.
        annexes: field → ``Phụ lục II``; only those with rows.

    """
    shown = set(shown_in(scope.period.kind))
    facts: Context = {
        **_figures(scope),
        **_running(scope, due),
        **_new(scope),
        **group_facts(scope),
        **standing_facts(scope),
        **_tables(scope, due, shown),
        "viec_cham": _late(scope) if "one-by-one" in shown else [],
        "so_cham_khac": some(len(scope.late) - MOST),
        "so_ton": some(len(scope.backlog)),
        "den_han_theo_quy": _by_quarter(due) if "directions" in shown else [],
        "kien_nghi_theo_noi": by_addressee(proposals(scope)),
        "xem_dang_lam": pointer(annexes.get("dang_thuc_hien", "")),
        "phu_luc_xep_hang": enclosed(annexes.get("xep_hang", "")),
    }
    return facts | skeleton_fields(scope.period.kind, _none_of(scope, facts))


def _none_of(scope: ProgressScope, facts: Context) -> Collection[str]:
    """List what there are no data for."""
    there = {
        "followed": any(scope.units),
        "groups": facts["nhom_nhiem_vu"],
        # Without a report before nobody knows what is new.
        "new": scope.figures_of(scope.outcome.before),
        "ranked": scope.kind is TrackedKind.UPPER and not scope.body_id,
        "directions": facts["den_han_theo_quy"],
    }
    return [name for name, known in there.items() if not known]


def _figures(scope: ProgressScope) -> Context:
    """Return which of the figures there are, and how many units have sent a plan."""
    figures = scope.figures
    with_plan, _ = scope.units
    return {
        "co_dung_han": bool(figures.done_in_time),
        "co_muon": bool(figures.done_late),
        "so_chua_ro_ngay": figure(figures.done_undated) if figures.done_undated else "",
        "co_trong_han": bool(figures.open_in_time),
        "so_trong_han_viec": some(figures.open_in_time),
        "so_co_ke_hoach": figure(with_plan) if with_plan else "",
    }


def _running(scope: ProgressScope, due: Sequence[TrackedTask]) -> Context:
    """Return the open tasks on which anything was reported within the period."""
    news = [row for row in scope.running if scope.is_news(row)]
    listed = len(running_with_news(scope, due))
    return {
        "so_moi_bao": some(len(news)),
        "viec_dang_lam": [
            {
                "ten": called(row, LETTERS),
                "tinh_hinh": lower_first(told(row) or term("progress_state", row.state.progress)),
            }
            for row in news[:MOST]
        ],
        "so_dang_lam_khac": some(len(news) - MOST),
        "so_khong_neu": some(len(scope.running) - listed) if listed else "",
    }


def _new(scope: ProgressScope) -> Context:
    """Return the tasks that the report before did not have, where there was one of this plan."""
    rows = scope.new
    return {
        "so_moi": some(len(rows)),
        "viec_moi": [
            {"ten": called(row, LETTERS), "don_vi": "" if scope.body_id else row.body}
            for row in rows[:MOST]
        ],
        "so_moi_khac": some(len(rows) - MOST),
    }


def _late(scope: ProgressScope) -> list[dict[str, str]]:
    """List each overdue task with who has it, since when, and why."""
    return [
        {
            "ten": called(row, LETTERS),
            "don_vi": "" if scope.body_id else body_of(scope, row),
            "thoi_han": deadline(row),
            "so_ngay": count(overdue_days(row.state, scope.day), "ngày"),
            "nguyen_nhan": "; ".join(scope.hindered_at(row)) or lower_first(hindrance(row)),
        }
        for row in scope.late[:MOST]
    ]


def _tables(scope: ProgressScope, due: Sequence[TrackedTask], shown: Collection[str]) -> Context:
    """Return the tables in the text; empty where the skeleton has none."""
    tables = "tables" in shown
    return {
        "bang_xong": finished_table(scope) if tables else [],
        "bang_dang_lam": running_table(scope, due) if tables else [],
        "bang_qua_han": late_table(scope) if tables else [],
        "bang_den_han": due_table(scope, due) if tables else [],
        "bang_nhiem_vu": every_table(scope) if "all-tasks" in shown else [],
    }


def _by_quarter(due: Sequence[TrackedTask]) -> list[dict[str, str]]:
    """Count what comes due by quarters, in their order."""
    days = [row.state.last_day for row in due if row.state.last_day]
    quarters = sorted({_quarter(day) for day in days})
    return [
        {
            "quy": f"quý {to_roman(number)} năm {year}",
            "so": some(sum(_quarter(day) == (year, number) for day in days)),
        }
        for year, number in quarters
    ]


def _quarter(day: dt.date) -> tuple[int, int]:
    """Return the year and the quarter of a day."""
    return day.year, (day.month + 2) // 3
