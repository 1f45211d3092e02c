"""Periods of reports: which one has closed at a day, the one before it, the same a year before."""

import datetime as dt
from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from reconcile.model import PeriodKind
from reconcile.vocabulary.roman import to_roman
from reconcile.vocabulary.tables import table

_TABLE = table("periods")
_WEEK = dt.timedelta(days=7)
_DAY = dt.timedelta(days=1)
_NONE: Mapping[PeriodKind, int] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class ReportPeriod:
    """The period of a report; one for a single occasion has no first day."""

    kind: PeriodKind
    first: dt.date | None
    last: dt.date

    @property
    def name(self) -> str:
        """Name it as the subject of a report does: ``tháng 11 năm 2026``."""
        last = self.last
        if self.kind is PeriodKind.AD_HOC:
            return "đột xuất"
        if self.kind is PeriodKind.WEEK:
            year, week, _ = last.isocalendar()
            return f"{_NAMES[self.kind].format(number=week)} năm {year}"
        said = _NAMES[self.kind].format(
            number=f"{last.month:02d}" if last.month < 3 else last.month,
            roman=to_roman((last.month + 2) // 3),
            half="đầu" if last.month <= 6 else "cuối",
        )
        return f"{said} năm {last.year}".strip()


def closing_day(
    kind: PeriodKind,
    *,
    party: bool,
    every: int | None = None,
    by_kind: Mapping[PeriodKind, int] = _NONE,
) -> int:
    """Return the day of the month on which periods of a kind close; 0 for its last.

    Args:
        kind: of the period; a week closes on a day of the week, 1 to 7.
        party: whether a Party body reports.
        every: what the settings say of all but weeks; None where they are silent.
        by_kind: what they say of some kinds alone.

    """
    if kind in by_kind:
        return by_kind[kind]
    if kind is PeriodKind.WEEK:
        return int(_TABLE["period"][kind]["weekday"])
    usual = _TABLE["closing"]["party" if party else "government"]["day"]
    return int(usual) if every is None else every


def closed_period(kind: PeriodKind, as_of: dt.date, closing: int) -> ReportPeriod:
    """Return the last period of a kind that has closed by a day.

    Args:
        kind: of the report.
        as_of: the day; a period that closes on it has closed.
        closing: of ``closing_day``, for that kind.

    """
    if kind is PeriodKind.AD_HOC:
        return ReportPeriod(kind, None, as_of)
    if kind is PeriodKind.WEEK:
        # The state at the end of a week is asked for on the day after.
        last = as_of - dt.timedelta(days=(as_of.isoweekday() - closing) % 7)
        return ReportPeriod(kind, last - _WEEK + _DAY, last)
    ends: list[int] = _TABLE["period"][kind]["ends"]
    months = ((as_of.year, as_of.month - back) for back in range(13))
    days = (_closing(year, month, closing) for year, month in months)
    last = next(day for day in days if day <= as_of and day.month in ends)
    return _ending(kind, last, closing)


def first_period(kind: PeriodKind, issued: dt.date, closing: int) -> ReportPeriod:
    """Return the first period of a kind that closes when a plan is there to be reported on.

    Args:
        kind: of the report.
        issued: the day of the plan; a period that closes on it is the first.
        closing: of ``closing_day``, for that kind.

    """
    if kind in (PeriodKind.AD_HOC, PeriodKind.WEEK):
        week_ends = issued + dt.timedelta(days=(closing - issued.isoweekday()) % 7)
        return closed_period(kind, issued if kind is PeriodKind.AD_HOC else week_ends, closing)
    ends: list[int] = _TABLE["period"][kind]["ends"]
    days = (_closing(issued.year, issued.month + ahead, closing) for ahead in range(14))
    return _ending(kind, next(d for d in days if d >= issued and d.month in ends), closing)


def period_before(period: ReportPeriod, closing: int) -> ReportPeriod | None:
    """Return the period before one; None for a report on a single occasion."""
    if period.first is None:
        return None
    if period.kind is PeriodKind.NINE_MONTHS:
        return a_year_before(period, closing)
    return closed_period(period.kind, period.first - _DAY, closing)


def period_after(period: ReportPeriod, closing: int, days: int) -> ReportPeriod:
    """Return the period that begins when one ends.

    Args:
        period: of a report.
        closing: of ``closing_day``, for that kind.
        days: how long it is after a report on a single occasion.

    """
    first = period.last + _DAY
    if period.first is None:
        return ReportPeriod(period.kind, first, period.last + dt.timedelta(days=days))
    if period.kind is PeriodKind.WEEK:
        return ReportPeriod(period.kind, first, period.last + _WEEK)
    months: int = _TABLE["period"][period.kind]["months"]
    last = _closing(period.last.year, period.last.month + months, closing)
    return ReportPeriod(period.kind, first, last)


def a_year_before(period: ReportPeriod, closing: int) -> ReportPeriod | None:
    """Return the same period of the year before; None for a single occasion."""
    if period.first is None:
        return None
    if period.kind is PeriodKind.WEEK:
        return ReportPeriod(period.kind, period.first - 52 * _WEEK, period.last - 52 * _WEEK)
    return _ending(period.kind, _closing(period.last.year - 1, period.last.month, closing), closing)


def _ending(kind: PeriodKind, last: dt.date, closing: int) -> ReportPeriod:
    """Return the period of a kind that ends on a day."""
    months: int = _TABLE["period"][kind]["months"]
    before = _closing(last.year, last.month - months, closing)
    return ReportPeriod(kind, before + _DAY, last)


def _closing(year: int, month: int, closing: int) -> dt.date:
    """Return the day on which a month closes; months go on below 1 into the year before."""
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    most = monthrange(year, month)[1]
    return dt.date(year, month, min(closing or most, most))


_NAMES: dict[str, str] = {kind: said["name"] for kind, said in _TABLE["period"].items()}
