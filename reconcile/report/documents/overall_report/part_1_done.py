"""The sentences of the Báo cáo tổng hợp on what was done, for templates that were copied before."""

from collections.abc import Mapping, Sequence

from reconcile.report.documents.overall_report.gathered import Gathered
from reconcile.report.documents.overall_report.parts_2_4_open import TURNS, UNITS, not_sent
from reconcile.report.documents.plan_names import (
    cite,
    cite_in_title,
    document_type,
    giver_in_short,
)
from reconcile.report.documents.wording import (
    count,
    joined,
    most_of,
    numbered,
    out_of,
    percent,
    pointer,
    short_day,
)
from reconcile.tracking.coverage import Digest
from reconcile.vocabulary.agencies import spelt_out
from reconcile.vocabulary.text import one_line

_FEW = 3
"""Units or tasks that a sentence names; the annexes have them all."""
EACH_NAMED = 2 * _FEW
"""Units up to which the rate of each is told."""
_LONGEST = 160
_INNER = str.maketrans("“”", "‘’")


def subject(gathered: Gathered) -> str:
    """Return the trích yếu."""
    return (
        f"Tổng hợp kết quả cụ thể hóa {cite_in_title(gathered.coverage.upper)} tại {gathered.units}"
    )


def opening(gathered: Gathered) -> str:
    """Return the paragraph that says what is reported, and on what basis."""
    day = short_day(gathered.coverage.as_of)
    return (
        f"Thực hiện {cite(gathered.coverage.upper)}, {gathered.sent.author} tổng hợp, báo cáo kết"
        f" quả cụ thể hóa các nhiệm vụ được giao vào kế hoạch của {gathered.units} (số liệu tính"
        f" đến ngày {day}) như sau:"
    )


def results(gathered: Gathered, annexes: Mapping[str, str]) -> tuple[list[str], list[str]]:
    """Return the paragraphs of part I: those before the table of figures, those behind it."""
    before = [_received(gathered, annexes)]
    if gathered.given:
        before.append(f"{_standing(gathered)} Số liệu theo vai trò như sau:")
    elif gathered.coverage.units:
        place = pointer(annexes.get("units", ""), first=True)
        before.append(
            f"{plan_in_short(gathered)} không giao nhiệm vụ nào cho {gathered.units}{place}."
        )
    behind = [
        *([_ranking(gathered, annexes)] if gathered.ranked else []),
        *([_tasks(gathered, annexes)] if gathered.given else []),
    ]
    every = numbered([*before, *behind])
    return every[: len(before)], every[len(before) :]


def plan_in_short(gathered: Gathered) -> str:
    """Name the upper plan in short."""
    return f"{document_type(gathered.coverage.upper)} của {gathered.they.short}"


def _received(gathered: Gathered, annexes: Mapping[str, str]) -> str:
    """Say how many units sent their plans, and which did not."""
    there, absent = len(gathered.coverage.units), len(gathered.absent)
    day = short_day(gathered.coverage.as_of)
    if not there:
        said = f"Đến ngày {day}, chưa có kế hoạch nào của đơn vị để đối chiếu"
    elif not absent:
        said = f"Đến ngày {day}, đã nhận và đối chiếu kế hoạch của {count(there, UNITS)}"
    else:
        of = out_of(there, there + absent, UNITS)
        said = f"Đến ngày {day}, đã nhận và đối chiếu kế hoạch của {of}"
    if gathered.absent or gathered.failed:
        said += f"; {not_sent(gathered, annexes, first=True).rstrip('.')}"
    return f"{said}."


def _standing(gathered: Gathered) -> str:
    """Say how many tasks were given and how far they are carried down, all units together."""
    total, units = gathered.total, count(len(gathered.coverage.units), UNITS)
    tasks = count(len(gathered.coverage.upper.tasks))
    start = (
        f"{plan_in_short(gathered)} có {tasks}; tính chung {units}, có"
        f" {count(gathered.given, TURNS)} được giao"
    )
    rate = percent(total.rate)
    return f"{start}, gồm {outcomes(gathered)}; tỷ lệ cụ thể hóa chung đạt {rate}."


def outcomes(gathered: Gathered) -> str:
    """Say how many tasks came how far, those outcomes that occur."""
    total = gathered.total
    counted = (
        (total.carried, "cụ thể hóa đầy đủ"),
        (total.partial, "cụ thể hóa một phần"),
        (total.review, "cần rà soát"),
        (total.missed, "chưa cụ thể hóa"),
    )
    return joined([f"{count(number, TURNS)} {said}" for number, said in counted if number])


def _ranking(gathered: Gathered, annexes: Mapping[str, str]) -> str:
    """Say which units stand highest and lowest."""
    ranked, place = gathered.ranked, pointer(annexes.get("units", ""), first=True)
    if len(ranked) == 1:
        return f"Tỷ lệ cụ thể hóa của {rated(ranked)[0]}{place}."
    if ranked[0].summary.rate == ranked[-1].summary.rate:
        return (
            f"Cả {count(len(ranked), UNITS)} có cùng tỷ lệ cụ thể hóa"
            f" {percent(ranked[0].summary.rate)}{place}."
        )
    if len(ranked) <= EACH_NAMED:
        return f"Tỷ lệ cụ thể hóa của từng đơn vị: {'; '.join(rated(ranked))}{place}."
    high, low = high_and_low(ranked)
    return (
        f"Đơn vị có tỷ lệ cụ thể hóa cao: {'; '.join(rated(high))}. Đơn vị có tỷ lệ thấp:"
        f" {'; '.join(rated(low))}{place}."
    )


def high_and_low(ranked: Sequence[Digest]) -> tuple[list[Digest], list[Digest]]:
    """Pick the units that stand highest and lowest, none of them both."""
    high = [unit for unit in ranked if unit.summary.rate > ranked[-1].summary.rate][:_FEW]
    low = [unit for unit in reversed(ranked) if unit.summary.rate < high[-1].summary.rate][:_FEW]
    return high, low


def rated(units: Sequence[Digest]) -> list[str]:
    """Name units with their rates."""
    return [
        f"{unit.unit.name} là {percent(unit.summary.rate)}"
        f" ({out_of(unit.summary.carried + unit.summary.partial, unit.summary.given)})"
        for unit in units
    ]


def _tasks(gathered: Gathered, annexes: Mapping[str, str]) -> str:
    """Say which tasks most units have missed."""
    missed = gathered.most_missed
    if not missed:
        return "Không có nhiệm vụ nào bị đơn vị bỏ sót trong kế hoạch."
    worst, most = most_missed(gathered)
    some = "nhiều nhất là" if most else "trong đó có"
    which = some if len(missed) > len(worst) else "gồm"
    return (
        f"Có {count(len(missed))} còn đơn vị chưa cụ thể hóa, {which}: {'; '.join(worst)}"
        f"{pointer(annexes.get('tasks', ''), first=True)}."
    )


def most_missed(gathered: Gathered) -> tuple[list[str], bool]:
    """Name the tasks that most units have missed, with how many of how many.

    The second is whether none that is not named has been missed by as many.
    """
    named, most = most_of(gathered.most_missed, _FEW)
    return [_missed_task(gathered, index, number) for index, number in named], most


def _missed_task(gathered: Gathered, index: int, number: int) -> str:
    """Name a task with how many of how many have missed it; of several plans its own as well."""
    upper = gathered.coverage.upper
    units = out_of(number, gathered.holders(index), UNITS)
    source = giver_in_short(upper, upper.tasks[index])
    return f"“{_short(upper.tasks[index].text)}” ({f'{source}; ' if source else ''}{units})"


def _short(text: str) -> str:
    """Cut a long task between words; quotes in it become those of a quote in a quote."""
    line = one_line(spelt_out(text)).rstrip(" .;").translate(_INNER)
    return line if len(line) <= _LONGEST else f"{line[:_LONGEST].rsplit(' ', 1)[0]}…"
