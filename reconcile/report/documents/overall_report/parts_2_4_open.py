"""The sentences of the Báo cáo tổng hợp on what is open: parts II to IV and the closing words."""

from collections.abc import Mapping, Sequence

from reconcile.report.documents.by_role import carried_by_role
from reconcile.report.documents.overall_report.gathered import Gathered
from reconcile.report.documents.plan_names import document_type
from reconcile.report.documents.sender import NOBODY
from reconcile.report.documents.wording import (
    count,
    figure,
    joined,
    lettered,
    lower_first,
    numbered,
    pointer,
    there_are,
)
from reconcile.vocabulary.text import capitalised

TURNS = "lượt nhiệm vụ"
"""A task counted once for each unit that it is given to."""
UNITS = "đơn vị"
_NAMED = 5
"""Units that a sentence names; the annexes have them all."""


def reached(gathered: Gathered) -> list[str]:
    """Return what was reached."""
    if not gathered.given or not gathered.covered:
        return [f"Chưa xác định được nhiệm vụ nào đã được {gathered.units} cụ thể hóa."]
    lines = [by_role(gathered)]
    if whole := gathered.whole:
        lines.append(
            f"{there_are(len(whole), len(gathered.coverage.units), UNITS)} đã cụ thể hóa toàn bộ"
            f" nhiệm vụ được giao: {listed([unit.unit.name for unit in whole])}."
        )
    return lines


def by_role(gathered: Gathered) -> str:
    """Say how far tasks of each role are carried down."""
    return carried_by_role(gathered.by_role, TURNS, "chưa có lượt nào được cụ thể hóa")


def shortcomings(gathered: Gathered, annexes: Mapping[str, str]) -> list[str]:
    """Return what is short; or that nothing is."""
    total = gathered.total
    items = [
        *([_missed(gathered, annexes)] if total.missed else []),
        *(
            [f"Có {count(total.partial, TURNS)} mới được cụ thể hóa một phần."]
            if total.partial
            else []
        ),
        *(
            [f"Có {count(total.review, TURNS)} chưa đủ cơ sở để kết luận, cần tiếp tục rà soát."]
            if total.review
            else []
        ),
        *([not_sent(gathered, annexes)] if gathered.absent or gathered.failed else []),
    ]
    return lettered(items) or ["Qua đối chiếu, chưa phát hiện nội dung còn thiếu."]


def causes(gathered: Gathered) -> list[str]:
    """Return why something is short, as far as the plans tell; empty where they tell nothing."""
    others = [unit for unit in gathered.coverage.units if any(task.elsewhere for task in unit.own)]
    if not others:
        return []
    names = listed([unit.unit.name for unit in others])
    said = (
        f"Kế hoạch của {count(len(others), UNITS)} có thể được ban hành để thực hiện kế hoạch khác:"
        f" {names}."
    )
    return [said]


def tasks_ahead(gathered: Gathered) -> list[str]:
    """Return what the upper side does next."""
    total, units = gathered.total, gathered.units
    steps = [
        *(
            [f"Đôn đốc {units} bổ sung các nhiệm vụ chưa cụ thể hóa vào kế hoạch của đơn vị."]
            if total.missed
            else []
        ),
        *(
            ["Hướng dẫn các đơn vị bổ sung đầy đủ nội dung của nhiệm vụ mới cụ thể hóa một phần."]
            if total.partial
            else []
        ),
        *(["Rà soát, làm rõ các nhiệm vụ chưa đủ cơ sở để kết luận."] if total.review else []),
        *(
            [f"Đôn đốc {count(len(gathered.absent), UNITS)} chưa gửi kế hoạch."]
            if gathered.absent
            else []
        ),
        f"Theo dõi, kiểm tra việc tổ chức thực hiện các nhiệm vụ đã giao cho {units}.",
    ]
    return numbered(steps)


def proposals(gathered: Gathered) -> list[str]:
    """Return what is asked of whoever reads the report."""
    total, units = gathered.total, gathered.units
    if not (total.missed or total.review or gathered.absent):
        return [f"{capitalised(gathered.sent.author_short)} không có kiến nghị, đề xuất."]
    parts = [
        *(["khẩn trương bổ sung nhiệm vụ còn thiếu vào kế hoạch"] if total.missed else []),
        *(["rà soát, làm rõ nhiệm vụ chưa đủ cơ sở để kết luận"] if total.review else []),
        *(["gửi kế hoạch đối với đơn vị chưa gửi"] if gathered.absent else []),
    ]
    if gathered.sent.office.name:
        asked = f"Kính đề nghị {gathered.they.short} quan tâm, chỉ đạo {units}"
    else:
        below = [unit.unit for unit in gathered.coverage.units]
        verb = gathered.sent.verb_to(below[0] if below else NOBODY)
        asked = f"{capitalised(gathered.sent.author_short)} {verb} {units}"
    return [f"{asked} {'; '.join(parts)}."]


def closing(gathered: Gathered) -> str:
    """Return the last sentence, without its end mark."""
    what = lower_first(document_type(gathered.coverage.upper))
    start = (
        f"Trên đây là báo cáo tổng hợp kết quả cụ thể hóa {what} của {gathered.they.name} tại"
        f" {gathered.units}"
    )
    if gathered.sent.office.name:
        return (
            f"{start}, {gathered.sent.author} kính báo cáo {gathered.they.short} xem xét, chỉ đạo"
        )
    return start


def _missed(gathered: Gathered, annexes: Mapping[str, str]) -> str:
    """Say how many tasks are missed, and in how many units."""
    units = sum(bool(unit.summary.missed) for unit in gathered.coverage.units)
    return (
        f"Còn {count(gathered.total.missed, TURNS)} chưa được cụ thể hóa tại"
        f" {count(units, UNITS)}{pointer(annexes.get('tasks', ''))}."
    )


def not_sent(gathered: Gathered, annexes: Mapping[str, str], *, first: bool = False) -> str:
    """Say how many units sent nothing, and how many files could not be used."""
    place = pointer(annexes.get("absent", ""), first=first)
    return f"{'còn' if first else 'Còn'} {unsent(gathered, named=first)}{place}."


def unsent(gathered: Gathered, *, named: bool = False) -> str:
    """Count the units that sent nothing and the files that could not be used; few are named."""
    parts = []
    if gathered.absent:
        few = len(gathered.absent) <= _NAMED and named
        names = f" ({listed(gathered.absent)})" if few else ""
        parts.append(f"{count(len(gathered.absent), UNITS)} chưa gửi kế hoạch{names}")
    if gathered.failed:
        parts.append(f"{count(len(gathered.failed), 'tệp')} không sử dụng được")
    return joined(parts)


def listed(names: Sequence[str]) -> str:
    """Name some units, and count the others."""
    rest = len(names) - _NAMED
    more = f" và {figure(rest)} đơn vị khác" if rest > 0 else ""
    return f"{', '.join(names[:_NAMED])}{more}"
