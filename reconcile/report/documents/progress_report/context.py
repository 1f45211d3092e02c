"""The periodic report on progress as data: the context that fills its Word template."""

import datetime as dt
from collections.abc import Mapping, Sequence

from reconcile.config import Config, DocumentKind
from reconcile.model import PeriodKind, Unit
from reconcile.report.documents.annexes import Row, named_annexes
from reconcile.report.documents.around_text import Context, bind, frame, spell
from reconcile.report.documents.plan_names import cite
from reconcile.report.documents.progress_report import sentences
from reconcile.report.documents.progress_report.by_period import period_facts
from reconcile.report.documents.progress_report.facts import progress_facts
from reconcile.report.documents.progress_report.rows import (
    apart_rows,
    body_rows,
    due_rows,
    late_rows,
    scope_rows,
)
from reconcile.report.documents.progress_report.scope import ProgressScope
from reconcile.report.documents.progress_report.standings import ranking_rows
from reconcile.report.documents.sender import (
    Sender,
    lower_sender,
    settings_for,
    settings_of,
    upper_sender,
)
from reconcile.report.documents.unit_names import named
from reconcile.report.documents.wording import enclosed, short_day
from reconcile.tracking.outcome import ProgressOutcome
from reconcile.tracking.progress import TrackedKind, TrackedTask
from reconcile.vocabulary.periods import closing_day, period_after
from reconcile.vocabulary.times import working_day

_KIND = DocumentKind.PROGRESS
_WITHIN = {
    PeriodKind.WEEK: "TUẦN",
    PeriodKind.MONTH: "THÁNG",
    PeriodKind.QUARTER: "QUÝ",
    PeriodKind.YEAR: "NĂM",
}
_TITLES = {
    "theo_don_vi": "Tiến độ thực hiện nhiệm vụ theo cơ quan, đơn vị",
    "danh_muc_qua_han": "Danh mục nhiệm vụ quá hạn",
    "den_han": "Danh mục nhiệm vụ đến hạn trong kỳ tới",
    "tinh_rieng": "Danh mục nhiệm vụ thường xuyên, không xác định thời hạn",
    "dang_thuc_hien": "Danh mục nhiệm vụ đang thực hiện, chưa thực hiện còn trong hạn",
    "xep_hang": "Xếp hạng cơ quan, đơn vị theo tỷ lệ hoàn thành nhiệm vụ đúng hạn",
}


def overall_progress_context(outcome: ProgressOutcome, config: Config) -> Context:
    """Return what fills the report of the upper side over all units."""
    settings = settings_for(config.upper, _KIND)
    upper = outcome.tracking.upper
    sent = upper_sender(upper.unit, settings, config.issuer, config.documents)
    addressed = config.upper.reports_to
    if sent.office.name and not addressed:
        addressed = named(upper.unit).full
    kinds = (TrackedKind.UPPER, TrackedKind.ASSIGNED, TrackedKind.UNIT)
    scopes = [ProgressScope(outcome, kind) for kind in kinds]
    return _context(sent, scopes, config, addressed)


def unit_progress_context(outcome: ProgressOutcome, unit: Unit, config: Config) -> Context:
    """Return what fills the report of one unit to the upper side."""
    settings = settings_for(settings_of(unit, config.units), _KIND)
    upper = outcome.tracking.upper.unit
    sent = lower_sender(unit, upper, settings, config.issuer, config.documents)
    kinds = (TrackedKind.ASSIGNED, TrackedKind.UNIT)
    scopes = [ProgressScope(outcome, kind, unit.id) for kind in kinds]
    return _context(sent, scopes, config, sent.answers_to.full)


def _context(
    sent: Sender, scopes: Sequence[ProgressScope], config: Config, addressed: str
) -> Context:
    """Return the fields of the template; ``scopes`` begins with what the text tells of."""
    scope = scopes[0]
    closing = _closing(scope, sent, config)
    due = scope.due(period_after(scope.period, closing, config.tracking.soon_days).last)
    rows = {
        "theo_don_vi": body_rows(scope) if not scope.body_id else [],
        "danh_muc_qua_han": late_rows(scope),
        "den_han": due_rows(scope, due),
        "tinh_rieng": apart_rows(scope),
        # The last: templates that were copied before do not have them, and leave no number out.
        "dang_thuc_hien": due_rows(scope, scope.running),
        "xep_hang": ranking_rows(scope),
    }
    annexes = named_annexes(rows)
    in_front = bool(addressed) and not sent.unit.party
    period = _named(scope)
    subject = f"Tiến độ thực hiện nhiệm vụ {period}"
    context: Context = {
        **frame(sent, _KIND, _signed_in(scope), subject, addressed=in_front),
        **({} if sent.unit.party else {"kinh_gui": addressed}),
        **bind(_facts(sent, scope, addressed)),
        **bind(progress_facts(scope, due, annexes)),
        **bind(period_facts(scope, due, annexes)),
        **bind(_lists(scope, due, annexes)),
        "so_lieu": scope_rows(scopes),
        **_annexes(rows, annexes),
    }
    spelt: Context = spell(context, sent.spelling)
    return spelt


def _closing(scope: ProgressScope, sent: Sender, config: Config) -> int:
    """Return the day on which periods of this kind close."""
    said, party = config.tracking, sent.unit.party
    kind = scope.period.kind
    return closing_day(kind, party=party, every=said.closing_day, by_kind=said.closing)


def _signed_in(scope: ProgressScope) -> dt.date:
    """Return the day whose month is that of the report where nobody has set its day.

    What closes with the month is written and signed in the next one; however late the call, the
    month stays, so that a report that people have worked on is not made anew.

    Source: Nghị định 09/2019/NĐ-CP, Điều 8 khoản 5: a working day at least behind the closing.
    """
    return min(scope.outcome.tracking.as_of, working_day(scope.day + dt.timedelta(1)))


def _facts(sent: Sender, scope: ProgressScope, addressed: str) -> Context:
    """Return what the sentences of the template name."""
    within = _WITHIN.get(scope.period.kind, "KỲ")
    ahead = "THỜI GIAN TỚI" if within == "KỲ" else f"{within} TỚI"
    return {
        "ke_hoach_cap_tren": cite(scope.outcome.tracking.upper),
        "co_quan": sent.author,
        "ngay_so_lieu": short_day(scope.day),
        "ky": _named(scope),
        "trong_ky": f"TRONG {within}" if scope.period.first else _named(scope).upper(),
        "ky_toi": ahead,
        "noi_nhan_bao_cao": addressed,
        "xem_xet": sent.weighs,
    }


def _named(scope: ProgressScope) -> str:
    """Name the time that is reported on; “nhiệm vụ đột xuất” would be tasks of another kind."""
    return scope.period.name if scope.period.first else f"đến ngày {short_day(scope.day)}"


def _lists(scope: ProgressScope, due: Sequence[TrackedTask], annexes: Mapping[str, str]) -> Context:
    """Return the fields whose sentences templates of today have in themselves; they go."""
    return {
        "chi_dao": sentences.direction(scope),
        "thong_ke": [*sentences.statistics(scope.figures), *_pointers(annexes)],
        "so_sanh": sentences.comparison(scope),
        "hoan_thanh": sentences.finished(scope),
        "cham": sentences.late(scope, annexes.get("danh_muc_qua_han", "")),
        "kho_khan": sentences.difficulties(scope),
        "nhiem_vu_toi": sentences.tasks_ahead(scope, due, annexes.get("den_han", "")),
        "kien_nghi": sentences.proposals(scope),
    }


def _pointers(annexes: Mapping[str, str]) -> list[str]:
    """Point to the annexes that no other sentence names."""
    said = {
        "theo_don_vi": "Số liệu theo cơ quan, đơn vị",
        "tinh_rieng": "Nhiệm vụ thường xuyên, không xác định thời hạn",
        "dang_thuc_hien": "Nhiệm vụ đang thực hiện, chưa thực hiện còn trong hạn",
    }
    return [
        f"{text} nêu tại {enclosed(annexes[key])}." for key, text in said.items() if key in annexes
    ]


def _annexes(rows: Mapping[str, Sequence[Row]], names: Mapping[str, str]) -> Context:
    """Return the annexes; one without rows is empty, and the template leaves it out."""
    return {
        key: {"ten": names[key], "tieu_de": _TITLES[key].upper(), "dong": list(rows[key])}
        if rows[key]
        else {}
        for key in _TITLES
    }
