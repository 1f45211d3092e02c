"""The Báo cáo over a chain of plans as data: the context that fills its Word template."""

import datetime as dt
from collections.abc import Sequence

from reconcile.config import Config, DocumentKind
from reconcile.model import Chain, ChainOutcome, ChainTask
from reconcile.report.documents.annexes import Row, given, named_annexes
from reconcile.report.documents.around_text import Context, bind, frame, spell
from reconcile.report.documents.chain_report import sentences
from reconcile.report.documents.chain_report.chain_facts import chain_facts
from reconcile.report.documents.chain_report.sentences import TracedDown
from reconcile.report.documents.plan_names import cite, cite_once, with_giver
from reconcile.report.documents.sender import settings_for, upper_sender
from reconcile.report.documents.unit_names import named
from reconcile.report.documents.wording import figure, joined, percent, short_day
from reconcile.vocabulary.chain_told import where_lost
from reconcile.vocabulary.terms import term
from reconcile.vocabulary.text import capitalised, clean

_KIND = DocumentKind.CHAIN
_FIELDS = {"lost": "dung_lai", "doubt": "can_ket_luan"}
_TITLES = {
    "lost": "Danh mục nhiệm vụ chưa đến đủ các đơn vị",
    "doubt": "Danh mục nhiệm vụ cần rà soát, kết luận",
}


def chain_context(chain: Chain, as_of: dt.date, config: Config) -> Context:
    """Return what fills the Báo cáo over a chain, of who issued the plan right above the units.

    Args:
        chain: all levels together.
        as_of: the day of the figures.
        config: settings of the upper unit, of its issuing office and of all documents.

    Returns:
        The fields of ``bao-cao-chuoi.docx``; ``kinh_gui`` is empty where the report goes to nobody
        above.

    """
    upper = chain.plans[-1].unit
    sent = upper_sender(upper, settings_for(config.upper, _KIND), config.issuer, config.documents)
    addressed = config.upper.reports_to
    if sent.office.name and not addressed:
        addressed = named(upper).full
    rows = {
        "lost": _rows(chain, [task for task in chain.tasks if task.outcome in sentences.LOST]),
        "doubt": _rows(chain, [t for t in chain.tasks if t.outcome is ChainOutcome.REVIEW]),
    }
    annexes = named_annexes(rows)
    followed = TracedDown(chain, sent, annexes)
    in_front = bool(addressed) and not sent.unit.party
    context: Context = {
        **frame(sent, _KIND, as_of, sentences.subject(followed), addressed=in_front),
        **({} if sent.unit.party else {"kinh_gui": addressed}),
        **bind(_body(followed, as_of)),
        **{
            field: {"ten": annexes[key], "tieu_de": _TITLES[key].upper(), "dong": rows[key]}
            if rows[key]
            else {}
            for key, field in _FIELDS.items()
        },
    }
    spelt: Context = spell(context, sent.spelling)
    return spelt


def _body(followed: TracedDown, as_of: dt.date) -> Context:
    """Return the fields of the text; three lists are for templates that were copied before."""
    chain = followed.chain
    between = list(dict.fromkeys(named(plan.unit).name for plan in chain.plans[1:]))
    return {
        "van_ban_goc": cite(chain.plans[0]),
        "van_ban_goc_ngan": cite_once(chain.plans[0]),
        "cac_cap": joined(between),
        "co_quan": followed.sent.author,
        "cac_don_vi": followed.units,
        "ngay_so_lieu": short_day(as_of),
        "ket_qua": sentences.results(followed),
        "dong_chay": _flow(chain),
        **chain_facts(followed),
        "ton_tai": sentences.shortcomings(followed),
        "kien_nghi": sentences.proposals(followed),
    }


def _flow(chain: Chain) -> list[dict[str, str]]:
    """Return one row for each outcome of a chain, none for a chain without any task."""
    total = len(chain.tasks)
    return [
        {
            "ket_qua": term("chain_outcome", outcome),
            "tong": figure(chain.count(outcome)),
            "ty_le": percent(chain.count(outcome) / total),
        }
        for outcome in ChainOutcome
        if total
    ]


def _rows(chain: Chain, tasks: Sequence[ChainTask]) -> list[Row]:
    """Return one row for each of these tasks."""
    rows: list[Row] = []
    for stt, task in enumerate(tasks, start=1):
        carriers = "\n".join(each.text for level in task.carriers for each in level)
        cells = given(task.task) | {
            "noi_dung": with_giver(chain.plans[0], task.task),
            "tiep_noi": carriers or "Chưa có",
            "ket_qua": term("chain_outcome", task.outcome),
            "dung_o": capitalised(where_lost(chain, task)),
        }
        rows.append({"stt": str(stt), **{name: clean(text) for name, text in cells.items()}})
    return rows
