"""The sentences of a Báo cáo on what is open: parts II to IV and the closing words."""

from collections import Counter

from reconcile.model import Outcome, Proof, Role
from reconcile.report.documents.by_role import carried_by_role
from reconcile.report.documents.other_plan import other_plan_reason
from reconcile.report.documents.plan_names import document_type
from reconcile.report.documents.unit_report.told import Told
from reconcile.report.documents.wording import (
    count,
    joined,
    lettered,
    lower_first,
    numbered,
    short_day,
)
from reconcile.tracking.other_plan import answers_other
from reconcile.vocabulary.findings import catalogue
from reconcile.vocabulary.text import capitalised

_IN_PART = "mới được cụ thể hóa một phần"
_IN_DOUBT = "chưa đủ cơ sở để kết luận"
_MOST_NAMED = 3
"""Kinds of deviation that a sentence names; the annex has them all."""


def reached(told: Told) -> list[str]:
    """Return what was reached."""
    summary, we = told.result.summary, told.we.short
    if not told.given:
        return [f"{we} không có nhiệm vụ phải cụ thể hóa từ {lower_first(told.plan)}."]
    if not told.covered:
        said = (
            f"Qua đối chiếu, chưa xác định được nhiệm vụ nào trong kế hoạch của {we} cụ thể hóa"
            f" nhiệm vụ {told.they.short} giao."
        )
        return [said]
    if summary.carried == told.given:
        return [
            f"Các nhiệm vụ được giao đã được cụ thể hóa đầy đủ. {by_role(told)}",
            *_proven(told),
        ]
    return [by_role(told), *_proven(told)]


def shortcomings(told: Told) -> list[str]:
    """Return what is short: missed, in part, in doubt, deviating; or that nothing is."""
    summary = told.result.summary
    parts = (
        (summary.missed, _missed),
        (summary.partial, _partial),
        (summary.review, _review),
        (len(told.deviations), _deviating),
    )
    items = [say(told) for number, say in parts if number]
    none = "Qua đối chiếu, chưa phát hiện nội dung còn thiếu hoặc sai lệch."
    return lettered(items) or [none]


def causes(told: Told) -> list[str]:
    """Return why something is short, as far as the plans tell; empty where they tell nothing.

    What is short is no reason for itself: where nobody has told one, there is none.
    """
    result, we, they = told.result, told.we.short, told.they.short
    if not (result.summary.missed or result.summary.partial):
        return []
    reason = other_plan_reason(result) if answers_other(result) else ""
    said = [reason] if reason else []
    own, given = result.lower.issued, result.upper.issued
    if own and given and own < given:
        what = lower_first(document_type(result.upper))
        said.append(
            f"Kế hoạch của {we} ban hành ngày {short_day(own)}, trước khi {they} ban hành {what}"
            f" (ngày {short_day(given)})."
        )
    return [" ".join(said)] if said else []


def tasks_ahead(told: Told) -> list[str]:
    """Return what the lower unit does next."""
    summary, we, they = told.result.summary, told.we.short, told.they.short
    steps = (
        (summary.missed, _add(told)),
        (summary.partial, f"Bổ sung đầy đủ nội dung của {count(summary.partial)} {_IN_PART}."),
        (summary.review, f"Rà soát, làm rõ {count(summary.review)} {_IN_DOUBT}."),
        (len(told.deviations), _mend(told)),
    )
    last = (
        f"Tổ chức thực hiện các nhiệm vụ trong kế hoạch của {we} bảo đảm tiến độ, chất lượng;"
        f" báo cáo kết quả với {they} theo quy định."
    )
    return numbered([*(step for number, step in steps if number), last])


def proposals(told: Told) -> list[str]:
    """Return what the lower unit asks of the upper one."""
    we, they = told.we.short, told.they.short
    place = told.annexes.get("missed")
    if not place:
        return [f"{we} không có kiến nghị, đề xuất đối với {they}."]
    summary = told.result.summary
    which = "các nhiệm vụ" if summary.missed + summary.review > 1 else "nhiệm vụ"
    asked = (
        f"{we} kính đề nghị {they} quan tâm, chỉ đạo {told.bodies} hướng dẫn {we} triển khai"
        f" {which} nêu tại {place if place != 'Phụ lục' else 'Phụ lục kèm theo'}."
    )
    return [asked]


def closing(told: Told) -> str:
    """Return the last sentence, without its end mark."""
    what = lower_first(document_type(told.result.upper))
    return (
        f"Trên đây là báo cáo kết quả cụ thể hóa {what} của {told.they.name}, {told.we.name}"
        f" kính báo cáo {told.they.short} {told.weighs}"
    )


def by_role(told: Told) -> str:
    """Say how many tasks are carried down in each role, and what share."""
    none = "chưa có nhiệm vụ nào được xác định là đã cụ thể hóa"
    return carried_by_role(told.by_role, "nhiệm vụ", none)


def proofs(told: Told) -> str:
    """Name how many tasks are carried by another document, or done; empty of none."""
    given = [
        u.proof for u in told.result.uppers if u.outcome is Outcome.CARRIED and u.role != Role.NONE
    ]
    counted = Counter(given)
    parts = [
        f"{count(counted[proof])} {said}"
        for proof, said in (
            (Proof.OTHER_DOCUMENT, "đã được triển khai tại văn bản khác"),
            (Proof.DONE, "đã hoàn thành"),
        )
        if counted[proof]
    ]
    return joined(parts)


def _proven(told: Told) -> list[str]:
    """Say how many tasks are carried by another document, or done; empty of none."""
    said = proofs(told)
    return [f"Trong các nhiệm vụ đã cụ thể hóa, có {said}."] if said else []


def _missed(told: Told) -> str:
    """Say how many tasks are missed, by role, with the annex."""
    summary = told.result.summary
    if summary.missed == told.given:
        start = f"{capitalised(whole(summary.missed))} được giao chưa được cụ thể hóa"
    else:
        start = f"Còn {count(summary.missed)} chưa được cụ thể hóa"
    return f"{start}{roles_of_missed(told)}{told.see('missed')}."


def whole(number: int) -> str:
    """Name all of several tasks, or the one there is."""
    return f"toàn bộ {count(number)}" if number > 1 else count(number)


def roles_of_missed(told: Told) -> str:
    """Say how the missed tasks divide over the roles."""
    summary = told.result.summary
    if summary.missed_lead and summary.missed_support:
        return (
            f", gồm {count(summary.missed_lead)} được giao chủ trì và"
            f" {count(summary.missed_support)} được giao phối hợp"
        )
    role = "chủ trì" if summary.missed_lead else "phối hợp"
    return f", {'đều ' if summary.missed > 1 else ''}là nhiệm vụ được giao {role}"


def _partial(told: Told) -> str:
    """Say how many tasks are carried in part."""
    return (
        f"Có {count(told.result.summary.partial)} {_IN_PART}, còn"
        f" nội dung chưa được thể hiện trong kế hoạch{told.see('carried')}."
    )


def _review(told: Told) -> str:
    """Say how many tasks are in doubt."""
    return (
        f"Có {count(told.result.summary.review)} {_IN_DOUBT}, cần tiếp"
        f" tục rà soát{told.see('missed')}."
    )


def _deviating(told: Told) -> str:
    """Say how many tasks deviate, and mostly how."""
    return (
        f"{deviating(told)} còn nội dung sai lệch hoặc cần điều chỉnh:"
        f" {kinds_of_deviation(told)}{told.see('deviations')}."
    )


def deviating(told: Told) -> str:
    """Begin the sentence on what deviates: ``Có 03 nhiệm vụ trong kế hoạch``."""
    whole_table = all(deviation.task is None for deviation in told.deviations)
    return capitalised(f"{'' if whole_table else 'có '}{deviating_tasks(told)}")


def kinds_of_deviation(told: Told) -> str:
    """Name how tasks mostly deviate, each with its number; empty where none does."""
    codes = Counter(
        code for deviation in told.deviations for code in {f.code for f in deviation.findings}
    )
    # Equal numbers in the order of the catalogue: the same outcome gives the same words.
    kinds = sorted(codes, key=lambda code: (-codes[code], list(catalogue()).index(code)))
    named = [f"{lower_first(catalogue()[code].title)} ({count(codes[code])})" for code in kinds]
    mostly = "chủ yếu là " if len(named) > _MOST_NAMED else ""
    return f"{mostly}{'; '.join(named[:_MOST_NAMED])}"


def deviating_tasks(told: Told) -> str:
    """Count the lower tasks that something deviates in."""
    tasks = sum(deviation.task is not None for deviation in told.deviations)
    return f"{count(tasks)} trong kế hoạch" if tasks else "bảng nhiệm vụ của kế hoạch"


def _add(told: Told) -> str:
    """Say that the missed tasks are to be written into the plan, those to lead first."""
    summary = told.result.summary
    lead = summary.missed_lead
    first = f"; ưu tiên {count(lead)} được giao chủ trì" if lead and summary.missed_support else ""
    return (
        f"Bổ sung {count(summary.missed)} chưa cụ thể hóa vào kế hoạch của {told.we.short}, xác"
        f" định rõ cơ quan chủ trì, cơ quan phối hợp và thời hạn hoàn thành{first}."
    )


def _mend(told: Told) -> str:
    """Say that what deviates is to be put right."""
    return f"Điều chỉnh nội dung sai lệch của {deviating_tasks(told)}{told.see('deviations')}."
