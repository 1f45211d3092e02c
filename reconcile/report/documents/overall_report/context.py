"""The Báo cáo tổng hợp over all units as data: the context that fills its Word template."""

from collections.abc import Mapping, Sequence

from reconcile.config import Config, DocumentKind
from reconcile.model import Where
from reconcile.report.documents.annexes import Row, given, named_annexes
from reconcile.report.documents.around_text import Context, bind, frame, spell
from reconcile.report.documents.by_role import figure_rows, outcome_cells
from reconcile.report.documents.overall_report import part_1_done as overall_text
from reconcile.report.documents.overall_report import parts_2_4_open as overall_ahead
from reconcile.report.documents.overall_report.done_facts import done_facts, done_numbers
from reconcile.report.documents.overall_report.gathered import Gathered
from reconcile.report.documents.overall_report.open_facts import open_facts, open_numbers
from reconcile.report.documents.overall_report.plan_by_plan import plan_rows, under_plans
from reconcile.report.documents.sender import settings_for, upper_sender
from reconcile.report.documents.upper_plan_facts import upper_plan_facts
from reconcile.report.documents.wording import figure, percent
from reconcile.tracking.coverage import Coverage, Digest
from reconcile.vocabulary.terms import term
from reconcile.vocabulary.text import capitalised, clean

_KIND = DocumentKind.OVERALL
_ANNEXES = {"units": "don_vi", "tasks": "nhiem_vu", "absent": "chua_gui"}
_MOST_NAMED = 10
"""Units that a row names; the workbook has them all."""


def overall_context(coverage: Coverage, config: Config) -> Context:
    """Return what fills the Báo cáo tổng hợp of the upper side.

    Args:
        coverage: the upper plan and every lower unit held to it.
        config: settings of the upper unit, of its issuing office and of all documents.

    Returns:
        The fields of ``bao-cao-tong-hop.docx``; ``kinh_gui`` is empty where the report goes to
        nobody above.

    """
    sent = upper_sender(
        coverage.upper.unit, settings_for(config.upper, _KIND), config.issuer, config.documents
    )
    gathered = Gathered(coverage, sent)
    addressed = config.upper.reports_to
    # An office reports to the unit that it belongs to, that unit to nobody unless it is told.
    if sent.office.name and not addressed:
        addressed = gathered.they.full
    rows = {
        "units": _unit_rows(gathered),
        "tasks": _task_rows(gathered),
        "absent": _absent_rows(gathered),
    }
    annexes = named_annexes(rows)
    in_front = bool(addressed) and not sent.unit.party
    context: Context = {
        **frame(sent, _KIND, coverage.as_of, overall_text.subject(gathered), addressed=in_front),
        **({} if sent.unit.party else {"kinh_gui": addressed}),
        **bind(_facts(gathered, annexes)),
        **bind(_body(gathered, annexes)),
        **_annexes(gathered, rows, annexes),
    }
    spelt: Context = spell(context, sent.spelling)
    return spelt


def _facts(gathered: Gathered, annexes: Mapping[str, str]) -> Context:
    """Return what the sentences of the template name."""
    return {
        **done_facts(gathered, annexes),
        **open_facts(gathered, annexes),
        "muc": done_numbers(gathered) | open_numbers(gathered),
        "theo_ke_hoach": plan_rows(gathered.coverage),
        **upper_plan_facts(gathered.coverage.upper, gathered.coverage.as_of),
        "co_quan": gathered.sent.author,
        "co_quan_tham_muu": gathered.sent.office.name,
        "cac_don_vi": gathered.units,
    }


def _body(gathered: Gathered, annexes: Mapping[str, str]) -> Context:
    """Return the fields of the text.

    All but the table of figures and the causes is for templates that were copied from version 0.1;
    those of today have the sentences in themselves.
    """
    before, behind = overall_text.results(gathered, annexes)
    return {
        "mo_dau": overall_text.opening(gathered),
        "ket_qua": before,
        "so_lieu": figure_rows(gathered.by_role, gathered.total),
        "ket_qua_khac": behind,
        "dat_duoc": overall_ahead.reached(gathered),
        "ton_tai": overall_ahead.shortcomings(gathered, annexes),
        "nguyen_nhan": overall_ahead.causes(gathered),
        "nhiem_vu_toi": overall_ahead.tasks_ahead(gathered),
        "kien_nghi": overall_ahead.proposals(gathered),
        "ket_thuc": overall_ahead.closing(gathered),
    }


def _annexes(
    gathered: Gathered, rows: Mapping[str, Sequence[Row]], names: Mapping[str, str]
) -> Context:
    """Return the annexes; one without rows is empty, and the template leaves it out."""
    titles = {
        "units": f"Kết quả cụ thể hóa nhiệm vụ {gathered.they.short} giao theo đơn vị",
        "tasks": f"Danh mục nhiệm vụ {gathered.they.short} giao còn đơn vị chưa cụ thể hóa",
        "absent": "Danh sách đơn vị chưa gửi kế hoạch, tệp không sử dụng được",
    }
    return {
        field: {"ten": names[key], "tieu_de": titles[key].upper(), "dong": list(rows[key])}
        if rows[key]
        else {}
        for key, field in _ANNEXES.items()
    }


def _unit_rows(gathered: Gathered) -> list[Row]:
    """Return one row for each unit, in their ranking, and the sum of several."""
    rows = [
        {"stt": str(number), "don_vi": unit.unit.name, **_of_the_unit(unit)}
        for number, unit in enumerate(gathered.ranking, start=1)
    ]
    total = gathered.total
    sums = outcome_cells(total) | {"ty_le": percent(total.rate)}
    last = {"stt": "", "don_vi": "Tổng cộng", "so_ky_hieu": "", **sums}
    return [*rows, last] if len(rows) > 1 else rows


def _of_the_unit(unit: Digest) -> Row:
    """Return the plan of a unit and its figures."""
    return {"so_ky_hieu": unit.number, **outcome_cells(unit.summary)}


def _task_rows(gathered: Gathered) -> list[Row]:
    """Return a row for each task that some unit has missed, the most missed of each plan first."""
    upper = gathered.coverage.upper
    rows = []
    for index, number in gathered.most_missed:
        names = gathered.missing_units(index)
        more = len(names) - _MOST_NAMED
        rest = f"; và {figure(more)} đơn vị khác" if more > 0 else ""
        cells = given(upper.tasks[index]) | {
            "vai_tro": term("role", gathered.coverage.role(index)),
            "so_don_vi": f"{figure(number)}/{figure(gathered.holders(index))}",
            "don_vi": f"{'; '.join(names[:_MOST_NAMED])}{rest}",
        }
        rows.append((index, {name: clean(text) for name, text in cells.items()}))
    return under_plans(upper, rows)


def _absent_rows(gathered: Gathered) -> list[Row]:
    """Return one row for each unit that sent nothing and each file that could not be used."""
    absent = [
        (name, "Chưa gửi kế hoạch", "Đôn đốc đơn vị gửi kế hoạch") for name in gathered.absent
    ]
    failed = [
        (_file(finding.where), capitalised(finding.message), capitalised(finding.fix))
        for finding in gathered.failed
    ]
    return [
        {"stt": str(stt), "don_vi": name, "ly_do": why, "de_nghi": fix}
        for stt, (name, why, fix) in enumerate([*absent, *failed], start=1)
    ]


def _file(where: Where) -> str:
    """Name the file that something is said of."""
    return f"Tệp “{where.file}”" if where.file else "-"
