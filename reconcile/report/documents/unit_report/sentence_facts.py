"""The facts of a unit's Báo cáo, in words: its sentences stand in the template."""

from reconcile.report.documents.around_text import Context
from reconcile.report.documents.other_plan import other_plan_said
from reconcile.report.documents.sender import Sender
from reconcile.report.documents.unit_report.part_1_done import given_in_words, standing
from reconcile.report.documents.unit_report.parts_2_4_open import (
    by_role,
    deviating,
    deviating_tasks,
    kinds_of_deviation,
    proofs,
    roles_of_missed,
    whole,
)
from reconcile.report.documents.unit_report.told import Told
from reconcile.report.documents.wording import count, enclosed, lettered, numbered, point_marks
from reconcile.tracking.other_plan import answers_other
from reconcile.vocabulary.text import capitalised

_OPEN = ("chua", "mot_phan", "ra_soat", "sai_lech")
"""What can be short, in the order of the report."""


def unit_report_facts(told: Told, sent: Sender) -> Context:
    """Return what the sentences of ``bao-cao.docx`` name; what there is none of is empty."""
    return {
        "co_quan": sent.author,
        "co_quan_ngan": sent.author_short,
        "don_vi": told.we.name,
        "don_vi_ngan": told.we.short,
        "gui_cap_tren": _sent_up(told, sent),
        **_given(told),
        **_reached(told),
        **_short(told),
        **_asked(told),
        "noi_nhan_bao_cao": sent.answers_to.short,
        "co_quan_tham_muu": sent.author_short if sent.answers_to != told.they else "",
        "muc": _numbers(told),
    }


def _sent_up(told: Told, sent: Sender) -> str:
    """Say what the upper unit gets the report for: the Party is directed by the Party alone."""
    if sent.unit.party and not told.result.upper.unit.party:
        return f"trân trọng gửi {told.they.short} theo dõi, tổng hợp"
    return f"kính báo cáo {sent.answers_to.short} {sent.weighs}"


def _given(told: Told) -> Context:
    """Return how many tasks the upper plan has, for whom, and what the unit added."""
    result, own = told.result, told.result.summary.own
    start = f"{told.plan} có {count(result.summary.total)}"
    other = capitalised(other_plan_said(result)) if answers_other(result) else ""
    return {
        "ke_hoach_ngan": told.plan,
        "so_tong": count(result.summary.total),
        "giao_vai_tro": given_in_words(told).removeprefix(start).removesuffix("."),
        "so_duoc_giao": count(told.given) if told.given else "",
        "ke_hoach_khac": other,
        "so_them": count(own) if own else "",
    }


def _reached(told: Told) -> Context:
    """Return how far the tasks are carried down."""
    summary = told.result.summary
    return {
        "ket_qua_chung": standing(told) if told.given else "",
        "so_cu_the_hoa": count(told.covered) if told.covered else "",
        "cu_the_hoa_het": bool(told.given) and summary.carried == told.given,
        "theo_vai_tro": by_role(told) if told.covered else "",
        "bang_chung": proofs(told),
    }


def _short(told: Told) -> Context:
    """Return what is short: missed, in part, in doubt, deviating."""
    summary = told.result.summary
    every = bool(summary.missed) and summary.missed == told.given
    lead = summary.missed_lead if summary.missed_support else 0
    return {
        "so_chua": count(summary.missed) if summary.missed else "",
        "chua_het": capitalised(whole(summary.missed)) if every else "",
        "chua_vai_tro": roles_of_missed(told) if summary.missed else "",
        "xem_chua": told.see("missed"),
        "so_uu_tien": count(lead) if lead else "",
        "so_mot_phan": count(summary.partial) if summary.partial else "",
        "xem_cu_the_hoa": told.see("carried"),
        "so_ra_soat": count(summary.review) if summary.review else "",
        "co_sai_lech": deviating(told) if told.deviations else "",
        "noi_sai_lech": deviating_tasks(told) if told.deviations else "",
        "loai_sai_lech": kinds_of_deviation(told),
        "xem_sai_lech": told.see("deviations"),
    }


def _asked(told: Told) -> Context:
    """Return what help is asked for, and where the tasks stand."""
    summary, place = told.result.summary, told.annexes.get("missed", "")
    return {
        "phu_luc_chua": enclosed(place),
        "cac_nhiem_vu": "các nhiệm vụ" if summary.missed + summary.review > 1 else "nhiệm vụ",
        "co_quan_huong_dan": told.bodies,
    }


def _numbers(told: Told) -> dict[str, str]:
    """Number the points of the parts: ``1. `` in parts I and III, ``a) `` in part II."""
    summary = told.result.summary
    there = (summary.missed, summary.partial, summary.review, len(told.deviations))
    open_ = [name for name, number in zip(_OPEN, there, strict=True) if number]
    first = ["giao", *(["cu_the_hoa"] if told.given else []), "them"]
    ahead = [*(f"{name}_toi" for name in open_), "to_chuc"]
    every = ("giao", "cu_the_hoa", "them", *_OPEN, *(f"{n}_toi" for n in _OPEN), "to_chuc")
    return point_marks(every, (first, numbered), (open_, lettered), (ahead, numbered))
