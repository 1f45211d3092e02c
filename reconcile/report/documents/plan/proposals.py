"""Proposals: how each missed task would stand in the lower unit's own plan, and why so."""

import datetime as dt
from dataclasses import dataclass, replace

from reconcile.config import Proposals
from reconcile.model import (
    Deadline,
    DeadlineKind,
    Decision,
    Level,
    Outcome,
    Reconciliation,
    Role,
    Task,
    UpperResult,
    Verdict,
)
from reconcile.report.documents.annexes import with_role
from reconcile.report.documents.plan.itself import is_the_plan
from reconcile.report.documents.plan.offices import named_in_plan, offices_for
from reconcile.report.documents.plan.own_words import in_own_words
from reconcile.report.documents.plan.totals import with_own_figures
from reconcile.report.documents.plan_names import giver_named
from reconcile.report.documents.unit_names import named
from reconcile.report.documents.wording import UNKNOWN, short_day
from reconcile.vocabulary.deadlines import read_deadline
from reconcile.vocabulary.terms import term
from reconcile.vocabulary.text import capitalised, one_line
from reconcile.vocabulary.written_times import in_one_way


@dataclass(frozen=True, slots=True)
class Proposal:
    """A missed task as a draft proposes it; a person decides."""

    task: Task
    """Of the upper plan: its group and cited documents go into the draft as they are."""
    text: str
    """Of the upper plan, or what a person wrote in its place."""
    role: Role
    lead: str
    support: str
    deadline: str
    latest: dt.date | None
    """The day proposed; None where the upper deadline means none."""
    overdue: bool
    """Whether the upper deadline lies before ``as_of``, so that no day before it can be kept."""
    reasons: tuple[str, ...]
    """Where lead, support and deadline come from, for the comment; full sentences."""
    accepted: bool
    """Whether a person wants it written in: the draft then carries it without a mark."""

    @property
    def summary(self) -> str:
        """The proposal in one line, for the review workbook."""
        said = {"lead": self.lead, "support": self.support, "deadline": self.deadline}
        named = ((term("column", name), text) for name, text in said.items())
        return "; ".join(f"{name[:1].lower()}{name[1:]}: {text}" for name, text in named if text)


@dataclass(frozen=True, slots=True)
class _Day:
    """A proposed deadline, and why."""

    text: str
    latest: dt.date | None
    reason: str
    overdue: bool = False


def propose(result: Reconciliation, settings: Proposals) -> tuple[Proposal, ...]:
    """Propose how the missed tasks would be written into the lower unit's plan.

    Args:
        result: the outcome; its day is the one that no proposed deadline lies before.
        settings: days in front of the upper deadline, and the agency map's own entries.

    Returns:
        One for each missed task that the lower unit has a role in, in the order of the upper
        plan, but those that a person wants left out, and the issuing of this very plan unless a
        person wants it in; empty when nothing is missed. A deadline
        that has passed is proposed as it is, and marked. What a person wrote in the place of a
        proposal stands as she wrote it.

    """
    missed = with_role(result, [Outcome.MISSED])
    return tuple(
        _as_decided(_propose(result, upper, settings), upper.writing)
        for upper in missed
        if not _left_out(upper, result)
    )


def _left_out(upper: UpperResult, result: Reconciliation) -> bool:
    """Tell whether a missed task is not written in: a person has said so, or it is this plan."""
    if upper.writing:
        return upper.writing.verdict is Verdict.LEAVE_OUT
    return is_the_plan(upper.task, result)


def _propose(result: Reconciliation, upper: UpperResult, settings: Proposals) -> Proposal:
    """Propose how one task would be written."""
    task, role = upper.task, upper.role
    unit = result.lower.unit
    offices = offices_for(task, unit, settings)
    # Words such as “trên địa bàn tỉnh”, which say whose a figure is, are the commune's afterwards.
    text, totals = task.text, ""
    if unit.level is Level.COMMUNE:
        text, totals = with_own_figures(text, unit.word)
    text = in_own_words(replace(task, text=text), role, result)
    day = _day(task.deadline, result, settings.days_before)
    return Proposal(
        task=task,
        text=text,
        role=role,
        lead=named_in_plan(offices.lead, result.lower),
        support=offices.support,
        deadline=day.text,
        latest=day.latest,
        overdue=day.overdue,
        reasons=tuple(
            filter(None, (_source(result, task, role), offices.reason, day.reason, totals))
        ),
        accepted=False,
    )


def _as_decided(proposal: Proposal, said: Decision | None) -> Proposal:
    """Put what a person decided in the place of what is proposed."""
    if said is None:
        return proposal
    entry = said.entry
    # A day that a person typed is hers: no mark says of it that it has passed.
    typed = read_deadline(entry.deadline).latest if entry.deadline else proposal.latest
    return replace(
        proposal,
        text=entry.text or proposal.text,
        lead=entry.lead or proposal.lead,
        deadline=entry.deadline or proposal.deadline,
        latest=typed,
        overdue=proposal.overdue and not entry.deadline,
        accepted=True,
    )


def _source(result: Reconciliation, task: Task, role: Role) -> str:
    """Say where the task comes from."""
    number = f" (số thứ tự {one_line(task.stt)})" if one_line(task.stt) else ""
    verb = "chủ trì" if role is Role.LEAD else "phối hợp"
    given_by = giver_named(result.upper, task) or named(result.upper.unit).name
    return f"Nhiệm vụ{number} của {given_by} giao đơn vị {verb}, chưa có trong kế hoạch của đơn vị."


def _day(upper: Deadline, result: Reconciliation, days: int) -> _Day:
    """Settle the deadline: some days before the upper one, and never a past one unmarked."""
    said = one_line(upper.text)
    if upper.kind is DeadlineKind.NONE or not said:
        text = f"Theo yêu cầu của {named(result.upper.unit).short}"
        return _Day(text, None, "Cấp trên không nêu thời hạn; đề nghị xác định thời hạn cụ thể.")
    if not upper.is_dated or upper.latest is None:
        reason = "Thời hạn giữ như cấp trên giao, không phải một ngày cụ thể."
        return _Day(capitalised(in_one_way(said)), None, reason)
    if upper.is_over(result.as_of):
        reason = (
            f"Thời hạn cấp trên giao ({said}) đã qua tính đến ngày {short_day(result.as_of)}; đề"
            " nghị thực hiện ngay hoặc xin ý kiến cơ quan giao nhiệm vụ."
        )
        return _Day(UNKNOWN, upper.latest, reason, overdue=True)
    if upper.kind is not DeadlineKind.DAY:
        return _Day(
            capitalised(in_one_way(said)), upper.latest, f"Thời hạn giữ như cấp trên giao ({said})."
        )
    return _before(upper.latest, said, result.as_of, days)


def _before(latest: dt.date, said: str, as_of: dt.date, days: int) -> _Day:
    """Set a deadline some days before the upper one, as far as these days are still to come."""
    wanted = latest - dt.timedelta(days)
    # No day before that of the figures can be kept; the upper deadline still can.
    if wanted < as_of:
        reason = (
            f"Thời hạn cấp trên giao ({said}) đã gần nên giữ nguyên, không lùi trước {days} ngày."
        )
        return _Day(short_day(latest), latest, reason)
    reason = f"Thời hạn sớm hơn thời hạn cấp trên giao ({said}) {days} ngày."
    if not days:
        reason = f"Thời hạn bằng thời hạn cấp trên giao ({said})."
    return _Day(short_day(wanted), wanted, reason)
