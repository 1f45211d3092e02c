"""A province, two communes and an office, and what was told of their tasks: for tests."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from papers import PROVINCE_PARTY
from reconcile.model import (
    Column,
    Deadline,
    DeadlineKind,
    PeriodKind,
    Plan,
    Role,
    Side,
    StatusEntry,
    Task,
    TaskOf,
    Unit,
    Where,
)
from reconcile.tracking.outcome import ProgressOutcome
from reconcile.tracking.progress import ProgressMatter, TrackedTask, Tracking, track
from reconcile.tracking.ranking import Steps, ranked
from reconcile.tracking.reported import ReportedStates, reported
from reconcile.tracking.unit_tasks import AssignedTask, UnitTasks
from reconcile.vocabulary.periods import closed_period
from reconcile.vocabulary.states import read_status
from reconcile.vocabulary.units import make_unit

DAY = date(2026, 11, 14)
PROVINCE = make_unit("UBND tỉnh An Khê")
UNITS = (make_unit("UBND xã Vĩnh Hạ"), make_unit("UBND phường An Bình"))
_COLUMNS = ((Column.LEAD, "Chủ trì"), (Column.DEADLINE, "Thời hạn"))


def task(at: int, lead: str, due: date | None) -> Task:
    said = f"{due:%d/%m/%Y}" if due else "Thường xuyên"
    kind = DeadlineKind.DAY if due else DeadlineKind.RECURRING
    return Task(
        key=f"k{at}",
        where=Where("tinh.xlsx", "KH", at),
        text=f"Thực hiện nội dung số {at} của kế hoạch, bảo đảm đúng tiến độ đề ra.",
        stt=str(at),
        group=("I. Chuyển đổi số" if at < 6 else "II. Cải cách hành chính",),
        deadline=Deadline(said, kind, due, recurring=due is None),
        lead=lead,
        columns=_COLUMNS,
    )


TASKS = tuple(
    task(at, "Sở Nội vụ" if at % 3 == 0 else "UBND cấp xã", due)
    for at, due in enumerate(
        (date(2026, 9, 30), date(2026, 10, 31), date(2026, 11, 20), None, date(2027, 6, 30)) * 2,
        start=1,
    )
)


def told(unit: str, at: int, words: str, day: date, why: str = "") -> StatusEntry:
    duty = TaskOf(unit, Side.UPPER, f"k{at}")
    said = read_status(words)
    where = Where("bao cao.xlsx", "BC", at)
    proposal = f"bố trí thêm nguồn lực cho việc số {at}" if why else ""
    return StatusEntry(duty, day, said, words, "a", where, 1, why, proposal)


def matter(entries: Iterable[StatusEntry], *, party: bool = False) -> ProgressMatter:
    issuer: Unit = PROVINCE_PARTY if party else PROVINCE
    number = "15-KH/TU" if party else "186/KH-UBND"
    upper = Plan(issuer, ("tinh.xlsx",), TASKS, number=number, issued=date(2026, 9, 1))
    shared = tuple(AssignedTask(t.key, Role.LEAD) for t in TASKS if t.lead != "Sở Nội vụ")
    return ProgressMatter(upper, [UnitTasks(u, (), shared) for u in UNITS], tuple(entries))


def outcome(  # noqa: PLR0913 - one parameter for each thing that a report is about
    entries: Iterable[StatusEntry] = (),
    *,
    kind: PeriodKind = PeriodKind.MONTH,
    before: ReportedStates | None = None,
    party: bool = False,
    day: date = DAY,
    rule: Steps = (),
) -> ProgressOutcome:
    of = matter(entries, party=party)
    period = closed_period(kind, day, 14)
    now: Tracking = track(of, period.last)
    states = reported(now, period.first)
    known = track(of, before.last_day) if before else None
    trend = (states,) if before is None else (before, states)
    return ProgressOutcome(
        now, now, period, states, before, known, None, trend, doubtful=(), findings=(),
        ranking=ranked(now, rule), rule=rule,
    )  # fmt: skip


def busy() -> tuple[StatusEntry, ...]:
    """What was told by the middle of November: done, late, under way, and why."""
    one, two = (unit.id for unit in UNITS)
    return (
        told(one, 1, "Hoàn thành ngày 20/9/2026", date(2026, 10, 1)),
        told(two, 1, "Hoàn thành ngày 05/11/2026", date(2026, 11, 6)),
        told(one, 2, "Đang thực hiện", date(2026, 11, 1), why="Chưa bố trí được kinh phí."),
        told(two, 2, "Hoàn thành ngày 01/11/2026", date(2026, 11, 2)),
        told("so-noi-vu", 3, "Đang thực hiện", date(2026, 11, 10)),
        told("so-noi-vu", 6, "Chưa thực hiện", date(2026, 11, 10), why="Thiếu nhân lực"),
        told(one, 4, "Thường xuyên", date(2026, 11, 10)),
        told(one, 5, "Chưa triển khai", date(2026, 11, 10)),
    )


def earlier() -> ReportedStates:
    """What the report of October said."""
    return reported(track(matter(busy()[:1]), date(2026, 10, 14)), date(2026, 9, 15))


def later() -> tuple[StatusEntry, ...]:
    """What was told by the middle of December, on top of that."""
    one, two = (unit.id for unit in UNITS)
    december = date(2026, 12, 10)
    asking = told("so-noi-vu", 9, "Thường xuyên", december)
    decided = "Hoàn thành ngày 20/10/2026 tại Quyết định số 9/QĐ-UBND"
    return (
        *busy(),
        replace(asking, proposal="Đề nghị Sở Tài chính bố trí kinh phí."),
        told(two, 7, "Đang thực hiện", date(2026, 12, 9)),
        told(one, 7, decided, december),
        told("so-noi-vu", 3, "Hoàn thành ngày 11/12/2026", date(2026, 12, 11)),
        told(two, 10, "Đang thực hiện", date(2026, 12, 12)),
        told(one, 10, "Đang thực hiện", date(2026, 12, 12)),
    )


def until_november() -> ReportedStates:
    """What the report of November said."""
    return reported(track(matter(later()), date(2026, 11, 14)), date(2026, 10, 15))


def before_the_tenth() -> ReportedStates:
    """The same, when the plan did not have its 10th task yet."""
    then = until_november()
    return replace(then, tasks=tuple(each for each in then.tasks if each.key != "k10"))


def of_two_plans(given: ProgressOutcome) -> ProgressOutcome:
    """The same report, with its tasks from the 6th on given by another plan."""
    upper = given.tracking.upper
    other = replace(upper, number="90/KH-UBND", files=("khac.xlsx",), name="Kế hoạch khác")
    first = replace(upper, name="Kế hoạch 186")

    def part(row: TrackedTask) -> TrackedTask:
        name = first.name if int(row.task.stt) < 6 else other.name
        return replace(row, task=replace(row.task, plan=name))

    whole = replace(upper, parts=(first, other))
    rows = tuple(map(part, given.at_closing.rows))
    now = replace(given.at_closing, rows=rows, upper=whole)
    return replace(given, tracking=now, at_closing=now)
