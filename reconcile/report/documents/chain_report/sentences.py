"""The sentences of the Báo cáo over a chain: the whole picture, what was lost, what to do."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from reconcile.model import Chain, ChainOutcome, ChainTask, Reach
from reconcile.report.documents.plan_names import cite_in_title, document_type, issuers
from reconcile.report.documents.sender import Sender
from reconcile.report.documents.unit_names import named, units_together
from reconcile.report.documents.wording import (
    count,
    figure,
    joined,
    lettered,
    lower_first,
    most_of,
    numbered,
    out_of,
    percent,
    pointer,
    there_are,
)
from reconcile.vocabulary.text import capitalised

LOST = (ChainOutcome.LOST_ABOVE, ChainOutcome.LOST_BELOW, ChainOutcome.DIRECT)
"""Outcomes of tasks that did not come all the way through the plans between."""
_NAMED = 3
"""Units that a sentence names; the annex has them all."""


@dataclass(frozen=True, slots=True)
class TracedDown:
    """A chain, who reports on it, and the annexes that there are."""

    chain: Chain
    sent: Sender
    annexes: Mapping[str, str]
    """Annex (``lost``, ``doubt``) → ``Phụ lục I``; only those with rows."""

    @property
    def about(self) -> str:
        """The topmost plan in short: ``Nghị quyết của Đảng ủy tỉnh``."""
        top = self.chain.plans[0]
        return f"{capitalised(document_type(top))} của {issuers(top)}"

    @property
    def own(self) -> int:
        """Position of the plan of who reports, the lowest above the units; -1 of an office."""
        return -1 if self.sent.office.name else len(self.chain.plans) - 1

    @property
    def next(self) -> str:
        """Who issued the plan below the topmost one."""
        return named(self.chain.plans[1].unit).name

    @property
    def units(self) -> str:
        """The units together: ``các xã, phường, đặc khu``."""
        return units_together(self.chain.units, self.chain.plans[-1])

    def tasks(self, *outcomes: ChainOutcome) -> list[ChainTask]:
        """Pick the tasks of some outcomes."""
        return [task for task in self.chain.tasks if task.outcome in outcomes]


def subject(followed: TracedDown) -> str:
    """Return the trích yếu."""
    return f"Kết quả cụ thể hóa {cite_in_title(followed.chain.plans[0])} qua các cấp"


def results(followed: TracedDown) -> list[str]:
    """Return how much came how far."""
    chain = followed.chain
    given = len(chain.given)
    first = f"{followed.about} có {count(len(chain.tasks))}"
    if not given:
        return [f"{first}; không nhiệm vụ nào thuộc trách nhiệm của {followed.next}."]
    carried = sum(task.step.is_carried for task in chain.given)
    whole = chain.count(ChainOutcome.WHOLE)
    ours = f"{count(given)} thuộc trách nhiệm của {followed.next} hoặc của {followed.units}"
    done = f"đã cụ thể hóa {out_of(carried, given)}, đạt {percent(chain.shallow)}"
    none = "chưa cụ thể hóa nhiệm vụ nào"
    reached = there_are(whole, given)
    deep = f"{reached} đã đến đủ các đơn vị liên quan, đạt {percent(whole / given)}"
    nowhere = "Chưa có nhiệm vụ nào đến đủ các đơn vị liên quan"
    said = (
        f"{first}, trong đó {ours}.",
        f"Kế hoạch của {followed.next} {done if carried else none}.",
        f"{deep if whole else nowhere}. Kết quả theo từng loại như sau:",
    )
    return numbered(said)


def shortcomings(followed: TracedDown) -> list[str]:
    """Return what was lost, and where; or that nothing was."""
    lost = followed.tasks(*LOST)
    said = []
    if lost:
        see = pointer(followed.annexes.get("lost", ""), first=True)
        said.append(f"Có {count(len(lost))} chưa đến đủ các đơn vị theo kế hoạch các cấp{see}:")
        items = (*_lost_above(followed), *_lost_below(followed), *_direct(followed))
        said += lettered(items)
    said += _doubtful(followed)
    return said or ["Không có nhiệm vụ nào dừng lại trước khi đến đơn vị."]


def proposals(followed: TracedDown) -> list[str]:
    """Return what is asked of whom."""
    asked = []
    above = gaps_of_others(followed)
    if above:
        who = joined([unit for unit, _ in places(followed, above)])
        asked.append(f"{capitalised(who)} xem xét, bổ sung {count(len(above))} vào kế hoạch.")
    below = followed.tasks(ChainOutcome.LOST_BELOW)
    if below:
        asked.append(
            f"Đơn vị còn thiếu bổ sung {count(len(below))} đã được giao vào kế hoạch, tổ chức thực"
            " hiện và báo cáo kết quả."
        )
    doubt = followed.tasks(ChainOutcome.REVIEW)
    if doubt:
        asked.append(f"Cơ quan tham mưu rà soát, kết luận {count(len(doubt))} chưa rõ.")
    if not asked:
        asked.append(f"{capitalised(followed.units)} tiếp tục tổ chức thực hiện theo kế hoạch.")
    return numbered(asked)


def gaps_of_others(followed: TracedDown) -> list[ChainTask]:
    """Pick the tasks that plans between have lost, but that of who reports: it asks not itself."""
    lost = followed.tasks(ChainOutcome.LOST_ABOVE, ChainOutcome.DIRECT)
    return [task for task in lost if task.lost_at != followed.own]


def _lost_above(followed: TracedDown) -> list[str]:
    """Say what was lost at plans between."""
    lost = followed.tasks(ChainOutcome.LOST_ABOVE)
    if not lost:
        return []
    return [f"Dừng ở cấp trung gian: {stopped_between(followed, lost)}."]


def stopped_between(followed: TracedDown, lost: Sequence[ChainTask]) -> str:
    """Name the plans that have lost tasks with how many; of its own who reports says what is done.

    Empty of none.
    """
    said = [f"{unit} {count(number)}" for unit, number in places(followed, lost)]
    if any(task.lost_at == followed.own for task in lost):
        # Its plan is the lowest of those, and so the last that is named.
        said[-1] += " (sẽ rà soát, bổ sung vào kế hoạch)"
    return joined(said)


def _lost_below(followed: TracedDown) -> list[str]:
    """Say what was lost at the units, and at which most."""
    lost = followed.tasks(ChainOutcome.LOST_BELOW)
    if not lost:
        return []
    units, most = most_short(followed, lost)
    short = f"Đã giao đến đơn vị nhưng còn đơn vị chưa có trong kế hoạch: {count(len(lost))}"
    return [f"{short}, {'nhiều nhất là' if most else 'trong đó có'} {units}."]


def _direct(followed: TracedDown) -> list[str]:
    """Say what units carry past a plan that has lost it."""
    direct = followed.tasks(ChainOutcome.DIRECT)
    if not direct:
        return []
    about = lower_first(document_type(followed.chain.plans[0]))
    missing = "Không có trong kế hoạch của cấp trung gian nhưng được đơn vị thực hiện trực tiếp"
    return [f"{missing} theo {about}: {count(len(direct))}."]


def _doubtful(followed: TracedDown) -> list[str]:
    """Say what cannot be told yet."""
    doubt = followed.tasks(ChainOutcome.REVIEW)
    see = pointer(followed.annexes.get("doubt", ""), first=True)
    return [f"Có {count(len(doubt))} chưa đủ cơ sở để kết luận{see}."] if doubt else []


def most_short(followed: TracedDown, lost: Sequence[ChainTask]) -> tuple[str, bool]:
    """Name the units that lack most of these tasks, each with how many; empty of none.

    The second is whether none that is not named lacks as many.
    """
    met = Counter(
        unit.name
        for task in lost
        for unit, reach in zip(followed.chain.units, task.reach, strict=True)
        if reach is Reach.MISSED
    )
    units, most = most_of(met.most_common(), _NAMED)
    return joined([f"{unit} ({figure(number)})" for unit, number in units]), most


def places(followed: TracedDown, tasks: Sequence[ChainTask]) -> list[tuple[str, int]]:
    """Count tasks by the plan that lost them, from the topmost on."""
    plans = followed.chain.plans
    met = Counter(task.lost_at for task in tasks)
    return [(named(plans[at].unit).name, met[at]) for at in sorted(met)]
