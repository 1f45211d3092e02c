"""The facts of parts II to IV of a Báo cáo tổng hợp: its sentences stand in the template."""

from collections.abc import Mapping

from reconcile.report.documents.around_text import Context
from reconcile.report.documents.overall_report.gathered import Gathered
from reconcile.report.documents.overall_report.parts_2_4_open import TURNS, UNITS, unsent
from reconcile.report.documents.sender import NOBODY
from reconcile.report.documents.wording import count, lettered, numbered, point_marks, pointer
from reconcile.vocabulary.text import capitalised

_OPEN = ("chua", "mot_phan", "ra_soat", "chua_gui")
"""What can be short, in the order of the report."""


def open_facts(gathered: Gathered, annexes: Mapping[str, str]) -> Context:
    """Return what the sentences of ``bao-cao-tong-hop.docx`` name of what is short and to be done.

    What there is none of is empty.
    """
    total, units = gathered.total, gathered.coverage.units
    short = sum(bool(unit.summary.missed) for unit in units)
    absent = len(gathered.absent)
    return {
        "co_quan_ngan": capitalised(gathered.sent.author_short),
        "dong_tu": gathered.sent.verb_to(units[0].unit if units else NOBODY),
        "so_chua": count(total.missed, TURNS) if total.missed else "",
        "so_don_vi_thieu": count(short, UNITS) if short else "",
        "xem_nhiem_vu": pointer(annexes.get("tasks", "")),
        "so_mot_phan": count(total.partial, TURNS) if total.partial else "",
        "so_ra_soat": count(total.review, TURNS) if total.review else "",
        "so_chua_gui": count(absent, UNITS) if absent else "",
        "chua_nop": unsent(gathered),
        "xem_chua_gui": pointer(annexes.get("absent", "")),
    }


def open_numbers(gathered: Gathered) -> dict[str, str]:
    """Number the points: ``a) `` in part II, ``1. `` in part III; one alone bears no number."""
    total, absent = gathered.total, len(gathered.absent)
    there = (total.missed, total.partial, total.review, absent + len(gathered.failed))
    short = [name for name, number in zip(_OPEN, there, strict=True) if number]
    # A file that cannot be used is told, and asks nothing of a unit that has sent another one.
    asked = [name for name in short if name != "chua_gui" or absent]
    ahead = [*(f"{name}_toi" for name in asked), "theo_doi"]
    every = (*_OPEN, *(f"{name}_toi" for name in _OPEN), "theo_doi")
    return point_marks(every, (short, lettered), (ahead, numbered))
