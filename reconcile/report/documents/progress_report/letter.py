"""The Công văn on what is overdue as data: to a unit, or to an office that leads tasks."""

from dataclasses import replace

from reconcile.config import Config, DocumentKind
from reconcile.model import Unit
from reconcile.report.documents.around_text import Context, bind, frame, spell
from reconcile.report.documents.plan_names import cite, document_type
from reconcile.report.documents.progress_report.rows import overdue_rows
from reconcile.report.documents.progress_report.scope import ProgressScope, led, led_late
from reconcile.report.documents.sender import Sender, settings_for, upper_sender
from reconcile.report.documents.unit_names import named
from reconcile.report.documents.wording import count, figure, joined, percent, short_day
from reconcile.tracking.counts import StateClass
from reconcile.tracking.outcome import ProgressOutcome
from reconcile.tracking.progress import TrackedKind
from reconcile.vocabulary.agencies import spelt_out
from reconcile.vocabulary.units import make_unit

_KIND = DocumentKind.URGING


def urging_context(outcome: ProgressOutcome, body_id: str, config: Config) -> Context:
    """Return what fills the Công văn to a body with overdue tasks.

    Args:
        outcome: of the tracking; its figures are of the day asked for.
        body_id: of the unit or office.
        config: settings of the upper unit, of its issuing office and of all documents.

    """
    upper = outcome.tracking.upper
    sent = upper_sender(
        upper.unit, settings_for(config.upper, _KIND), config.issuer, config.documents
    )
    unit = next((each for each in outcome.tracking.units if each.id == body_id), None)
    late = led_late(outcome, body_id)
    body = unit or make_unit(late[0].body)
    context: Context = {
        **frame(sent, _KIND, outcome.tracking.as_of, _subject(outcome), addressed=True),
        # Plans abbreviate offices in their tables; a letter is addressed to them in full.
        "kinh_gui": named(body).full if unit else spelt_out(named(body).full),
        **bind(_facts(sent, outcome, body_id, body)),
        "danh_muc_qua_han": {
            "ten": "Phụ lục",
            "tieu_de": "DANH MỤC NHIỆM VỤ QUÁ HẠN",
            "dong": overdue_rows(_today(outcome, body_id), late),
        },
    }
    spelt: Context = spell(context, sent.spelling)
    return spelt


def _today(outcome: ProgressOutcome, body_id: str) -> ProgressScope:
    """Return the scope of a body whose day is that of the tracking."""
    states = replace(outcome.states, last_day=outcome.tracking.as_of)
    return ProgressScope(replace(outcome, states=states), TrackedKind.UPPER, body_id)


def _subject(outcome: ProgressOutcome) -> str:
    """Return the trích yếu, without ``V/v``."""
    plans = outcome.tracking.upper.plans
    cited = [f"{document_type(each)} số {each.number}" for each in plans if each.number]
    return f"Đôn đốc thực hiện nhiệm vụ quá hạn{f' tại {joined(cited)}' if cited else ''}"


def _facts(sent: Sender, outcome: ProgressOutcome, body_id: str, body: Unit) -> Context:
    """Return what the sentences of the template name."""
    rows = led(outcome, body_id)
    figures = outcome.tracking.figures(rows)
    unknown = sum(row.counted is StateClass.UNKNOWN for row in rows)
    return {
        "ke_hoach_cap_tren": cite(outcome.tracking.upper),
        "co_quan": sent.author,
        "co_quan_ngan": sent.author_short,
        "dong_tu": sent.verb_to(body),
        "don_vi": named(body).name,
        "ngay_so_lieu": short_day(outcome.tracking.as_of),
        "han_tra_loi": short_day(sent.answer_by(outcome.tracking.as_of)),
        "so_giao": count(figures.total),
        "co_hoan_thanh": bool(figures.done),
        "so_hoan_thanh": f"{figure(figures.done)} nhiệm vụ",
        "ty_le_hoan_thanh": percent(figures.done_rate) if figures.done_rate else "",
        "ty_le_cap_nhat": percent(figures.reported_rate or 0),
        "so_qua_han": count(figures.open_late),
        "so_chua_ro": count(unknown) if unknown else "",
    }
