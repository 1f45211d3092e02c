"""The facts of parts II and III of a Báo cáo over a chain: its sentences stand in the template."""

from reconcile.model import ChainOutcome
from reconcile.report.documents.around_text import Context
from reconcile.report.documents.chain_report.sentences import LOST, TracedDown, most_short, places
from reconcile.report.documents.plan_names import document_type
from reconcile.report.documents.wording import (
    count,
    joined,
    lettered,
    lower_first,
    numbered,
    pointer,
)
from reconcile.vocabulary.text import capitalised

_WHERE = ("cap_giua", "don_vi", "truc_tiep")
"""Where a task was lost, in the order of the report."""
_ASKED = ("cap_giua_bo_sung", "don_vi_bo_sung", "ra_soat")
"""What is asked for, likewise."""


def open_facts(followed: TracedDown) -> Context:
    """Return what the sentences of ``bao-cao-chuoi.docx`` name of what was lost and is asked for.

    What there is none of is empty.
    """
    above = followed.tasks(ChainOutcome.LOST_ABOVE)
    below = followed.tasks(ChainOutcome.LOST_BELOW)
    direct = followed.tasks(ChainOutcome.DIRECT)
    doubt = followed.tasks(ChainOutcome.REVIEW)
    lost = followed.tasks(*LOST)
    between = followed.tasks(ChainOutcome.LOST_ABOVE, ChainOutcome.DIRECT)
    return {
        "loai_van_ban": lower_first(document_type(followed.chain.plans[0])),
        "so_dung_lai": _some(len(lost)),
        "xem_dung_lai": pointer(followed.annexes.get("lost", ""), first=True),
        "dung_cap_giua": joined([f"{name} {count(n)}" for name, n in places(followed, above)]),
        "so_don_vi_thieu": _some(len(below)),
        "don_vi_thieu_nhieu": most_short(followed, below),
        "so_truc_tiep": _some(len(direct)),
        "so_chua_ro": _some(len(doubt)),
        "xem_chua_ro": pointer(followed.annexes.get("doubt", ""), first=True),
        "cap_giua": capitalised(joined([name for name, _ in places(followed, between)])),
        "so_cap_giua": _some(len(between)),
        "cac_don_vi_dau": capitalised(followed.units),
        "muc": _numbers(
            (len(above), len(below), len(direct)), (len(between), len(below), len(doubt))
        ),
    }


def _numbers(lost: tuple[int, ...], asked: tuple[int, ...]) -> dict[str, str]:
    """Number the points: ``a) `` in part II, ``1. `` in part III; one alone bears no number."""
    where = [name for name, number in zip(_WHERE, lost, strict=True) if number]
    wanted = [name for name, number in zip(_ASKED, asked, strict=True) if number]
    marks = (
        *zip(where, lettered([""] * len(where)), strict=True),
        *zip(wanted, numbered([""] * len(wanted)), strict=True),
    )
    return dict.fromkeys((*_WHERE, *_ASKED), "") | dict(marks)


def _some(number: int) -> str:
    """Write a count; empty for none."""
    return count(number) if number else ""
