"""The facts of parts I and II.1 of a Báo cáo tổng hợp: its sentences stand in the template."""

from collections.abc import Mapping

from reconcile.report.documents.around_text import Context
from reconcile.report.documents.overall_report.gathered import Gathered
from reconcile.report.documents.overall_report.part_1_done import (
    EACH_NAMED,
    high_and_low,
    most_missed,
    outcomes,
    plan_in_short,
    rated,
)
from reconcile.report.documents.overall_report.parts_2_4_open import (
    TURNS,
    UNITS,
    by_role,
    listed,
    unsent,
)
from reconcile.report.documents.wording import (
    count,
    numbered,
    out_of,
    percent,
    point_marks,
    pointer,
    there_are,
)

_POINTS = ("nhan", "cu_the_hoa", "xep_hang", "viec_thieu")
"""What part I tells, in its order."""


def done_facts(gathered: Gathered, annexes: Mapping[str, str]) -> Context:
    """Return what the sentences of ``bao-cao-tong-hop.docx`` name of what was done.

    What there is none of is empty.
    """
    units, given, missed = gathered.coverage.units, gathered.given, gathered.most_missed
    every, whole = len(units) + len(gathered.absent), gathered.whole
    sent = out_of(len(units), every, UNITS) if gathered.absent else count(len(units), UNITS)
    worst, most = most_missed(gathered) if given else ([], False)
    return {
        "ke_hoach_ngan": plan_in_short(gathered),
        "so_tong": count(len(gathered.coverage.upper.tasks)),
        "so_da_gui": sent if units else "",
        "chua_nop_ten": unsent(gathered, named=True),
        "so_don_vi": count(len(units), UNITS) if units else "",
        "so_luot": count(given, TURNS) if given else "",
        "cac_ket_qua": outcomes(gathered),
        "ty_le": percent(gathered.total.rate) if given else "",
        **_ranked(gathered),
        "so_viec_thieu": count(len(missed)) if missed else "",
        "viec_thieu": "; ".join(worst),
        "con_viec_khac": len(missed) > len(worst),
        "viec_thieu_nhat": most and len(missed) > len(worst),
        "theo_vai_tro": by_role(gathered) if given and gathered.covered else "",
        "so_don_vi_du": there_are(len(whole), len(units), UNITS) if whole else "",
        "ten_don_vi_du": listed([unit.unit.name for unit in whole]),
        "xem_chua_gui_dau": pointer(annexes.get("absent", ""), first=True),
        "xem_don_vi": pointer(annexes.get("units", ""), first=True),
        "xem_nhiem_vu_dau": pointer(annexes.get("tasks", ""), first=True),
    }


def done_numbers(gathered: Gathered) -> dict[str, str]:
    """Number the points of part I: ``1. ``; one alone bears no number."""
    there = (True, gathered.coverage.units, gathered.ranked, gathered.given)
    points = [name for name, some in zip(_POINTS, there, strict=True) if some]
    return point_marks(_POINTS, (points, numbered))


def _ranked(gathered: Gathered) -> Context:
    """Return the rates of the units: of one, one of all, of each, or of the highest and lowest."""
    ranked = gathered.ranked
    empty = dict.fromkeys(
        ("ty_le_mot", "so_bang_nhau", "ty_le_bang", "ty_le_tung", "ty_le_cao", "ty_le_thap"), ""
    )
    if not ranked:
        return {**empty}
    if len(ranked) == 1:
        return {**empty, "ty_le_mot": rated(ranked)[0]}
    rate = ranked[0].summary.rate
    if rate == ranked[-1].summary.rate:
        alike = count(len(ranked), UNITS)
        return {**empty, "so_bang_nhau": alike, "ty_le_bang": percent(rate)}
    if len(ranked) <= EACH_NAMED:
        return {**empty, "ty_le_tung": "; ".join(rated(ranked))}
    high, low = ("; ".join(rated(each)) for each in high_and_low(ranked))
    return {**empty, "ty_le_cao": high, "ty_le_thap": low}
