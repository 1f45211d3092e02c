"""The facts of a Công văn đôn đốc, in words: its sentences stand in the template."""

from collections.abc import Sequence

from reconcile.model import UpperResult
from reconcile.report.documents.around_text import Context
from reconcile.report.documents.plan_names import cite, cite_shortly, reported_through
from reconcile.report.documents.sender import Sender
from reconcile.report.documents.unit_report.told import Told
from reconcile.report.documents.wording import count, pointer, short_day

_LONGEST = 60

STEPS = ("bo_sung", "mot_phan", "ra_soat", "sai_lech", "to_chuc", "bao_cao")
"""What a lower unit is asked to do, in the order of the letter."""


def letter_facts(told: Told, sent: Sender, missed: Sequence[UpperResult]) -> Context:
    """Return what the sentences of ``cong-van.docx`` name; what there is none of is empty."""
    lower, summary = told.result.lower, told.result.summary
    return {
        "ke_hoach_cap_tren": cite(told.result.upper),
        "ke_hoach_don_vi": (
            cite_shortly(lower) if lower.number else f"kế hoạch của {told.we.name}"
        ),
        # The citation before it has named a long one in full already.
        "co_quan": sent.author if len(sent.author) <= _LONGEST else sent.author_short,
        "co_quan_ngan": sent.author_short,
        "bao_cao_qua": "" if sent.office.name else reported_through(told.result.upper),
        "dong_tu": verb(sent, told),
        "don_vi": told.we.name,
        "don_vi_ngan": told.we.short,
        "cap_tren_ngan": told.they.short,
        "ngay_so_lieu": short_day(told.result.as_of),
        "han_tra_loi": short_day(sent.answer_by(told.result.as_of)),
        "so_chua": _some(summary.missed),
        "so_uu_tien": _some(ahead(told)),
        "qua_han": overdue(told, missed),
        "so_mot_phan": _some(summary.partial),
        "xem_mot_phan": pointer(told.annexes.get("partial", "")),
        "so_ra_soat": _some(summary.review),
        "xem_ra_soat": pointer(told.annexes.get("review", "")),
        "so_sai_lech": _some(len(told.deviations), "nội dung"),
        "xem_sai_lech": pointer(told.annexes.get("deviations", "")),
        "muc": _numbers(told),
    }


def verb(sent: Sender, told: Told) -> str:
    """Return the verb of the letter, by the rank of who writes to whom."""
    return sent.verb_to(told.result.lower.unit)


def ahead(told: Told) -> int:
    """Count the missed tasks to be put first."""
    # To put the tasks to be led first says something only beside others.
    summary = told.result.summary
    return summary.missed_lead if summary.missed_support else 0


def overdue(told: Told, missed: Sequence[UpperResult]) -> str:
    """Name those of the missed tasks that are over; empty where none is."""
    late = sum(upper.task.deadline.is_over(told.result.as_of) for upper in missed)
    if not late:
        return ""
    if len(missed) == 1:
        return "Nhiệm vụ này"
    return "Các nhiệm vụ này đều" if late == len(missed) else f"Trong đó, {count(late)}"


def _some(number: int, noun: str = "nhiệm vụ") -> str:
    """Write a count; empty for none."""
    return count(number, noun) if number else ""


def _numbers(told: Told) -> dict[str, str]:
    """Number what is asked for: ``1. ``, ``2. `` …; one thing alone bears no number."""
    summary = told.result.summary
    open_ = bool(summary.missed or summary.partial or summary.review)
    differing = bool(told.deviations)
    there = (summary.missed, summary.partial, summary.review, differing, True, open_)
    asked = [step for step, is_there in zip(STEPS, there, strict=True) if is_there]
    if len(asked) < 2:
        return dict.fromkeys(STEPS, "")
    return dict.fromkeys(STEPS, "") | {step: f"{at}. " for at, step in enumerate(asked, start=1)}
