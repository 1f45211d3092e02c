"""The facts of a Báo cáo over a chain, in words: its sentences stand in the template."""

from reconcile.model import ChainOutcome
from reconcile.report.documents.around_text import Context
from reconcile.report.documents.chain_report.sentences import (
    LOST,
    TracedDown,
    gaps_of_others,
    most_short,
    places,
    stopped_between,
)
from reconcile.report.documents.plan_names import document_type
from reconcile.report.documents.wording import (
    count,
    joined,
    lettered,
    lower_first,
    numbered,
    out_of,
    percent,
    point_marks,
    pointer,
    there_are,
)
from reconcile.vocabulary.text import capitalised

_CAME = ("tong", "cap_duoi", "den_don_vi")
"""What part I tells, in its order."""
_WHERE = ("cap_giua", "don_vi", "truc_tiep")
"""Where a task was lost, in the order of the report."""
_ASKED = ("cap_giua_bo_sung", "don_vi_bo_sung", "ra_soat")
"""What is asked for, likewise."""


def chain_facts(followed: TracedDown) -> Context:
    """Return what the sentences of ``bao-cao-chuoi.docx`` name; what there is none of is empty."""
    above = followed.tasks(ChainOutcome.LOST_ABOVE)
    below = followed.tasks(ChainOutcome.LOST_BELOW)
    direct = followed.tasks(ChainOutcome.DIRECT)
    doubt = followed.tasks(ChainOutcome.REVIEW)
    lost = followed.tasks(*LOST)
    units, most = most_short(followed, below)
    between = gaps_of_others(followed)
    return {
        **_came_down(followed),
        "loai_van_ban": lower_first(document_type(followed.chain.plans[0])),
        "so_dung_lai": _some(len(lost)),
        "xem_dung_lai": pointer(followed.annexes.get("lost", ""), first=True),
        "dung_cap_giua": stopped_between(followed, above),
        "so_don_vi_thieu": _some(len(below)),
        "don_vi_thieu_nhieu": units,
        "don_vi_thieu_nhat": most,
        "so_truc_tiep": _some(len(direct)),
        "so_chua_ro": _some(len(doubt)),
        "xem_chua_ro": pointer(followed.annexes.get("doubt", ""), first=True),
        "cap_giua": capitalised(joined([name for name, _ in places(followed, between)])),
        "so_cap_giua": _some(len(between)),
        "cac_don_vi_dau": capitalised(followed.units),
        "muc": _numbers(
            len(followed.chain.given),
            (len(above), len(below), len(direct)),
            (len(between), len(below), len(doubt)),
        ),
    }


def _came_down(followed: TracedDown) -> Context:
    """Return how many tasks there are, and how many came how far."""
    chain = followed.chain
    given, whole = len(chain.given), chain.count(ChainOutcome.WHOLE)
    carried = sum(task.step.is_carried for task in chain.given)
    return {
        "van_ban_goc_dau": followed.about,
        "so_tong": count(len(chain.tasks)),
        "so_thuoc": _some(given),
        "cap_duoi": followed.next,
        "so_cu_the_hoa": out_of(carried, given) if carried else "",
        "ty_le_cu_the_hoa": percent(chain.shallow) if carried else "",
        "so_den_du": there_are(whole, given) if given and whole else "",
        "ty_le_den_du": percent(whole / given) if given and whole else "",
    }


def _numbers(given: int, lost: tuple[int, ...], asked: tuple[int, ...]) -> dict[str, str]:
    """Number the points: ``1. `` in parts I and III, ``a) `` in II; one alone bears no number."""
    first = _CAME if given else ()
    where = [name for name, number in zip(_WHERE, lost, strict=True) if number]
    wanted = [name for name, number in zip(_ASKED, asked, strict=True) if number]
    every = (*_CAME, *_WHERE, *_ASKED)
    return point_marks(every, (first, numbered), (where, lettered), (wanted, numbered))


def _some(number: int) -> str:
    """Write a count; empty for none."""
    return count(number) if number else ""
