"""The Kế hoạch of a lower unit as data: its own tasks, and the missed ones written in."""

from dataclasses import replace
from typing import Any

from reconcile.config import Config, DocumentKind
from reconcile.model import Column, Reconciliation, Task, Where
from reconcile.report.documents.addressing import by_issuer
from reconcile.report.documents.annexes import Row, given, grouped
from reconcile.report.documents.around_text import Context, bind, frame, spell
from reconcile.report.documents.other_plan import carried_instead
from reconcile.report.documents.plan import sentences
from reconcile.report.documents.plan.amendments import remarks
from reconcile.report.documents.plan.facts import plan_facts
from reconcile.report.documents.plan.placing import place
from reconcile.report.documents.plan.planned import Planned
from reconcile.report.documents.plan.proposals import Proposal
from reconcile.report.documents.plan.told_once import told_once
from reconcile.report.documents.plan_names import cite_once, groups_under
from reconcile.report.documents.sender import lower_sender, settings_for, settings_of
from reconcile.report.documents.unit_documents import documents_of
from reconcile.report.documents.wording import bound, overdue_mark
from reconcile.vocabulary.terms import term
from reconcile.vocabulary.text import capitalised
from reconcile.vocabulary.written_times import days_in_one_way


def plan_context(
    result: Reconciliation, config: Config, kind: DocumentKind, proposals: tuple[Proposal, ...]
) -> Context:
    """Return what fills a Kế hoạch: the whole of it, or the supplement with what is missed.

    Args:
        result: the outcome object that every output shows.
        config: settings of the unit, of the proposals and of all documents.
        kind: ``PLAN`` for the whole plan, ``SUPPLEMENT`` for the missed tasks only.
        proposals: how what is missed is written in.

    Returns:
        The fields of ``ke-hoach.docx``. A row that is a proposal has ``de_xuat``, and in
        ``y_kien`` the text of its comment; a row of the unit's own has the comment on a cell in
        ``y_kien_thoi_han`` and its like.

    """
    unit, documents = result.lower.unit, documents_of(result.lower.unit, config)
    settings = settings_for(settings_of(unit, config.units), kind)
    sent = lower_sender(unit, result.upper.unit, settings, config.issuer, documents)
    sent = replace(sent, text=by_issuer(sent, result.lower.text))
    whole = kind is DocumentKind.PLAN
    rows = _rows(result, proposals, _on_own(result, config)) if whole else _added(result, proposals)
    plan = Planned(
        result=result,
        sent=sent,
        proposals=proposals,
        rows=tuple(rows),
        whole=whole,
    )
    framed = frame(sent, kind, result.as_of, sentences.subject(plan))
    said: Any = framed["thuoc_tinh"]
    context: Context = {
        **framed,
        **bind(_body(plan)),
        **bind(plan_facts(plan)),
        "phu_luc": _annex(plan),
        "thuoc_tinh": {**said, "comments_by": config.documents.changes_by},
    }
    spelt: Context = spell(context, sent.spelling)
    return spelt


def _body(plan: Planned) -> Context:
    """Return the fields of the text: whole sentences, but for what the plan rests on.

    Templates of today have the sentences in themselves, and these fields go.
    """
    return {
        "can_cu": sentences.bases(plan),
        "mo_dau": sentences.opening(plan),
        "muc_dich": sentences.purposes(plan),
        "yeu_cau": sentences.demands(plan),
        "nhiem_vu": sentences.tasks(plan),
        "to_chuc": sentences.organisation(plan),
        "ket_thuc": sentences.closing(plan),
    }


def _annex(plan: Planned) -> Context:
    """Return the annex with the table of tasks; empty without tasks."""
    if not plan.rows:
        return {}
    what = "nhiệm vụ" if plan.whole else "nhiệm vụ bổ sung"
    # A plan that answers another one is that one's list, with ours written in.
    instead = carried_instead(plan.result) if plan.whole else ""
    carried = instead or cite_once(plan.result.upper)
    return {
        "ten": "Phụ lục",
        "tieu_de": bound(f"Danh mục {what} thực hiện {carried}").upper(),
        "san_pham": any(row.get("san_pham") for row in plan.rows),
        "dong": list(plan.rows),
    }


def _added(result: Reconciliation, proposals: tuple[Proposal, ...]) -> list[Row]:
    """Return the rows of a supplement: the proposals alone."""
    above = result.upper
    return grouped((groups_under(above, each.task), _proposed(each)) for each in proposals)


def _rows(
    result: Reconciliation, proposals: tuple[Proposal, ...], said: dict[Where, Row]
) -> list[Row]:
    """Return the rows of the annex; what is said of a row is said once."""
    own = [(task.group, _own(task, said.pop(task.where, {}))) for task in result.lower.tasks]
    return grouped(_written_in(own, proposals, result))


_FIELDS = {
    Column.TASK: "noi_dung",
    Column.DIRECTIVE: "van_ban",
    Column.DEADLINE: "thoi_han",
    Column.LEAD: "chu_tri",
    Column.SUPPORT: "phoi_hop",
    Column.PRODUCT: "san_pham",
}
"""Column of a plan → field of a row; what is said of another column stands at the task."""
_Grouped = tuple[tuple[str, ...], Row]


def _written_in(
    own: list[_Grouped], proposals: tuple[Proposal, ...], result: Reconciliation
) -> list[_Grouped]:
    """Put each proposal behind the last own task of its group; without one, at the end."""
    at = {id(task): number for number, task in enumerate(result.lower.tasks)}
    behind: dict[int, list[_Grouped]] = {}
    end: list[_Grouped] = []
    for placed in place(result, proposals):
        row = _proposed(placed.proposal)
        if placed.after is None:
            end.append(((placed.heading,) if placed.heading else (), row))
        else:
            behind.setdefault(at[id(placed.after)], []).append((placed.after.group, row))
    rows = [row for number, each in enumerate(own) for row in (each, *behind.get(number, ()))]
    return [*rows, *end]


def _on_own(result: Reconciliation, config: Config) -> dict[Where, Row]:
    """Return the comments on the unit's own rows, what is so of many rows once."""
    said: dict[Where, Row] = {}
    for remark in told_once(remarks(result, config.proposals)):
        row = said.setdefault(remark.where, {})
        field = _FIELDS.get(remark.column, _FIELDS[Column.TASK])
        row[field] = "\n".join(filter(None, (row.get(field), remark.with_new)))
    return said


def _own(task: Task, said: Row) -> Row:
    """Return the cells of a task that the unit has in its plan, with the comments on them."""
    cells = given(task) | {
        # The unit's own words: what else is odd in them stands in a comment.
        "noi_dung": task.text,
        "thoi_han": days_in_one_way(task.deadline.text),
        "chu_tri": task.lead,
        "phoi_hop": task.support,
        "san_pham": task.product,
        "de_xuat": "",
        "qua_han": "",
        "y_kien": "",
    }
    comments: Row = {}
    for field, text in said.items():
        # An empty cell has nothing that a comment could stand at.
        name = f"y_kien_{field if cells[field].strip() else _FIELDS[Column.TASK]}"
        comments[name] = "\n".join(filter(None, (comments.get(name), text)))
    return cells | comments


def _proposed(proposal: Proposal) -> Row:
    """Return the cells of a proposal, with its marks and the text of its comment."""
    return given(proposal.task) | {
        "noi_dung": proposal.text,
        "thoi_han": proposal.deadline,
        "chu_tri": proposal.lead,
        "phoi_hop": capitalised(proposal.support),
        "san_pham": proposal.task.product,
        "de_xuat": "" if proposal.accepted else f" ({term('mark', 'proposed')})",
        "qua_han": overdue_mark(over=proposal.overdue),
        "y_kien": "" if proposal.accepted else "\n".join(proposal.reasons),
    }
