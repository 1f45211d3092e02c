"""The Báo cáo as data: an outcome → the context that fills its Word template."""

from collections.abc import Mapping, Sequence

from reconcile.config import DocumentKind, Documents, Issuer, IssuingSettings
from reconcile.model import Outcome, Reconciliation
from reconcile.report.documents.annexes import (
    Row,
    carried_rows,
    deviation_rows,
    missed_rows,
    named_annexes,
)
from reconcile.report.documents.around_text import Context, bind, frame, spell
from reconcile.report.documents.deviations import deviations
from reconcile.report.documents.plan_names import reported_through
from reconcile.report.documents.sender import lower_sender, settings_for
from reconcile.report.documents.unit_report import part_1_done as achieved
from reconcile.report.documents.unit_report import parts_2_4_open as outstanding
from reconcile.report.documents.unit_report.sentence_facts import unit_report_facts
from reconcile.report.documents.unit_report.told import Told
from reconcile.report.documents.upper_plan_facts import upper_plan_facts
from reconcile.vocabulary.terms import term

_KIND = DocumentKind.REPORT
_USUAL = Documents()
_ANNEXES = {"carried": "da_cu_the_hoa", "missed": "chua_cu_the_hoa", "deviations": "sai_lech"}


def report_context(
    result: Reconciliation,
    settings: IssuingSettings,
    issuer: Issuer,
    documents: Documents = _USUAL,
) -> Context:
    """Return what fills the Báo cáo of a lower unit to the upper one.

    Args:
        result: the outcome object that every output shows.
        settings: of the lower unit.
        issuer: the office that signs for its parent unit; passed over where that is another unit.
        documents: what all documents have in common.

    Returns:
        The fields of ``bao-cao.docx``: texts, lists of texts, and rows; never None. All of it is
        JSON, in NFC and one style of tone marks. ``thuoc_tinh`` holds the file's properties. A
        Party document names its receivers in Nơi nhận alone, and has no ``kinh_gui``.

    """
    unit, above = result.lower.unit, result.upper.unit
    sent = lower_sender(unit, above, settings_for(settings, _KIND), issuer, documents)
    found = deviations(result)
    rows = {
        "carried": carried_rows(result),
        "missed": missed_rows(result),
        "deviations": deviation_rows(found),
    }
    told = Told(result, found, named_annexes({key: rows[key] for key in _ANNEXES}))
    party, to = unit.party, sent.answers_to.full
    # A Phòng sends its report to its own committee, which takes the way that the plan names.
    to = f"{to}{reported_through(result.upper)}" if to == told.they.full else to
    context: Context = {
        **frame(sent, _KIND, result.as_of, achieved.subject(told), addressed=not party),
        **({} if party else {"kinh_gui": to}),
        **bind(upper_plan_facts(result.upper, result.as_of)),
        **bind(unit_report_facts(told, sent)),
        **bind(_body(told)),
        **_annexes(told, rows),
    }
    spelt: Context = spell(context, sent.spelling)
    return spelt


def _body(told: Told) -> Context:
    """Return the fields of the text whose sentences templates of today have in themselves.

    They go; the table of figures and the causes stay.
    """
    before, behind = achieved.results(told)
    return {
        "mo_dau": achieved.opening(told),
        "ket_qua": before,
        "so_lieu": achieved.figures(told),
        "ket_qua_khac": behind,
        "dat_duoc": outstanding.reached(told),
        "ton_tai": outstanding.shortcomings(told),
        "nguyen_nhan": outstanding.causes(told),
        "nhiem_vu_toi": outstanding.tasks_ahead(told),
        "kien_nghi": outstanding.proposals(told),
        "ket_thuc": outstanding.closing(told),
    }


def _annexes(told: Told, rows: Mapping[str, Sequence[Row]]) -> Context:
    """Return the annexes; one without rows is empty, and the template leaves it out."""
    summary, upper = told.result.summary, told.they.short
    carried = _outcomes((Outcome.CARRIED, summary.carried), (Outcome.PARTIAL, summary.partial))
    missed = _outcomes((Outcome.MISSED, summary.missed), (Outcome.REVIEW, summary.review))
    titles = {
        "carried": f"Danh mục nhiệm vụ {upper} giao {carried}".upper(),
        "missed": f"Danh mục nhiệm vụ {upper} giao {missed}".upper(),
        "deviations": "Danh mục nhiệm vụ có nội dung sai lệch, cần điều chỉnh".upper(),
    }
    return {
        field: {"ten": told.annexes[key], "tieu_de": titles[key], "dong": list(rows[key])}
        if rows[key]
        else {}
        for key, field in _ANNEXES.items()
    }


def _outcomes(*counted: tuple[Outcome, int]) -> str:
    """Name the outcomes that occur, as the title of an annex does."""
    return ", ".join(term("outcome", outcome) for outcome, number in counted if number)
