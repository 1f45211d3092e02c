"""The facts of a Kế hoạch, in words, and the unit's own: the sentences stand in the template."""

from reconcile.config import PlanBlock
from reconcile.report.documents.around_text import Context
from reconcile.report.documents.plan.assignments import assignments
from reconcile.report.documents.plan.duties import spans
from reconcile.report.documents.plan.planned import Planned
from reconcile.report.documents.plan_names import cite, cite_once, reported_through, type_within
from reconcile.report.documents.wording import count, lettered
from reconcile.vocabulary.roman import to_roman


def plan_facts(plan: Planned) -> Context:
    """Return what the sentences of ``ke-hoach.docx`` name; what there is none of is empty."""
    upper, sent = plan.result.upper, plan.sent
    return {
        "rieng": _own_words(plan),
        "kinh_phi": list(plan.text.funding),
        "ke_hoach_cap_tren": cite(upper),
        "ke_hoach_cap_tren_ngan": cite_once(upper),
        "loai_ke_hoach": type_within(upper),
        "cap_tren_ngan": plan.they.short,
        "co_quan": sent.author,
        "co_quan_ngan": sent.author_short,
        "ban_hanh": sent.kind["issues"],
        "dong_tu": sent.kind["charging"],
        "cac_co_quan": sent.kind["offices"],
        "doi_tuong": sent.kind["charged"],
        "cach_lam": sent.kind["how"],
        "dia_ban": f" {plan.area}" if plan.area else "",
        "cung_cap": f" {sent.unit.word}" if sent.unit.word else "",
        "ten_ke_hoach": plan.what,
        "bo_sung": not plan.whole,
        "sua_doi": plan.revises,
        "thay_the": plan.replaced,
        "ke_hoach_hien_hanh": plan.own_plan
        if plan.revises or plan.replaced or not plan.whole
        else "",
        **_figures(plan),
        **_who(plan),
        "muc": _numbers(plan),
        "khoi": {_FIELDS[block]: block in sent.documents.plan_blocks for block in PlanBlock},
    }


_FIELDS = {
    PlanBlock.FUNDING: "kinh_phi",
    PlanBlock.OVERSIGHT: "giam_sat",
    PlanBlock.EMULATION: "thi_dua",
    PlanBlock.REVIEW: "so_ket",
}


def _own_words(plan: Planned) -> Context:
    """Return what the unit's own plan says, which comes before any sentence of ours."""
    text = plan.text
    return {
        "mo_dau": text.opening,
        "muc_dich": lettered(text.purposes),
        "yeu_cau": lettered(text.demands),
        "noi_dung": list(text.content),
        "to_chuc": plan.points,
        "ket_thuc": text.closing,
    }


def _figures(plan: Planned) -> Context:
    """Return how many tasks the plan has, and how many of them are added in which roles."""
    added = len(plan.proposals)
    return {
        "so_nhiem_vu": count(plan.total) if plan.total else "",
        "so_them": count(added) if 0 < added < plan.total else "",
        "theo_vai_tro": plan.by_role if added else "",
        "day_du": plan.fully,
        "xem_phu_luc": plan.see_annex,
    }


def _who(plan: Planned) -> Context:
    """Return who does what, who follows it, and who is reported to."""
    sent, result = plan.sent, plan.result
    rows, rest = assignments(plan.rows, sent) if not plan.text.organisation else ([], ())
    office, leader = sent.in_charge, sent.leader
    itself = office == sent.author_short
    above = f"{plan.they.short}{reported_through(result.upper)}"
    # An office of the upper unit advises it and reports to it.
    same = leader in (office, plan.they.short, plan.they.name)
    return {
        "phan_cong": rows,
        "so_chung": count(len(rest)) if rest else "",
        "stt_chung": spans(rest),
        "bo_phan": office,
        "giao_theo_doi": office if itself else str(sent.kind["assigns"]).format(office=office),
        "lanh_dao": leader,
        "bao_cao_lanh_dao": "" if leader == office else leader,
        "tham_muu_cho": leader if itself and leader != office else "",
        "bao_cao_khi": plan.reported_when,
        "bao_cao_cho": above if same else f"{leader} và {above}",
    }


def _numbers(plan: Planned) -> dict[str, str]:
    """Number the points on who does what, and the part that they stand in."""
    text, blocks = plan.text, plan.sent.documents.plan_blocks
    money = bool(text.funding or PlanBlock.FUNDING in blocks)
    own = len(text.organisation)
    points = [
        *([] if own else ["theo_doi", "co_quan"]),
        *([] if plan.says_reporting else ["bao_cao"]),
        *(_FIELDS[each] for each in PlanBlock if each in blocks and each != PlanBlock.FUNDING),
    ]
    every = ("theo_doi", "co_quan", "bao_cao", "giam_sat", "thi_dua", "so_ket")
    numbers = {point: f"{at}. " for at, point in enumerate(points, start=own + 1)}
    return dict.fromkeys(every, "") | numbers | {"to_chuc": to_roman(4 if money else 3)}
