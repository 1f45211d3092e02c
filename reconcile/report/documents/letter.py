"""The Công văn đôn đốc to a lower unit as data: what it has missed, and what it is to do."""

import datetime as dt
from collections.abc import Mapping, Sequence

from reconcile.config import Config, DocumentKind
from reconcile.model import Outcome, Reconciliation, UpperResult
from reconcile.report.documents.annexes import Row, given, grouped, named_annexes, with_role
from reconcile.report.documents.around_text import Context, bind, frame, spell
from reconcile.report.documents.asked import asked_rows
from reconcile.report.documents.deviations import deviations_from_above
from reconcile.report.documents.letter_facts import (
    ahead,
    letter_facts,
    overdue,
    verb,
)
from reconcile.report.documents.other_plan import other_plan_said
from reconcile.report.documents.plan_names import (
    cite,
    cite_shortly,
    document_type,
    groups_under,
)
from reconcile.report.documents.sender import Sender, settings_for, upper_sender
from reconcile.report.documents.unit_report.part_1_done import standing
from reconcile.report.documents.unit_report.told import Told
from reconcile.report.documents.wording import (
    count,
    numbered,
    overdue_mark,
    short_day,
)
from reconcile.tracking.other_plan import answers_other
from reconcile.vocabulary.agencies import spelt_out
from reconcile.vocabulary.terms import term
from reconcile.vocabulary.text import capitalised

_KIND = DocumentKind.LETTER


def letter_context(result: Reconciliation, config: Config) -> Context:
    """Return what fills the Công văn đôn đốc of the upper side to a lower unit.

    Args:
        result: the outcome object that every output shows.
        config: settings of the upper unit, of its issuing office and of all documents.

    Returns:
        The fields of ``cong-van.docx``; its annexes list all that it asks for, each with a column
        for the answer; one without rows is empty.

    """
    settings = settings_for(config.upper, _KIND)
    sent = upper_sender(result.upper.unit, settings, config.issuer, config.documents)
    missed = with_role(result, [Outcome.MISSED])
    found = deviations_from_above(result)
    rows = {
        "missed": grouped(
            (groups_under(result.upper, each.task), _row(each, result.as_of)) for each in missed
        ),
        **asked_rows(result, found),
    }
    told = Told(result, found, named_annexes(rows), lists_missed_only=True)
    # Templates that were copied from version 0.1 have the annex of missed tasks alone.
    first = {key: name for key, name in told.annexes.items() if key == "missed"}
    told_before = Told(result, found, first, lists_missed_only=True)
    context: Context = {
        **frame(sent, _KIND, result.as_of, _subject(told), addressed=True),
        "kinh_gui": told.we.full,
        **bind(letter_facts(told, sent, missed)),
        "ket_qua_chung": _standing(told),
        **bind(_body(told_before, sent, missed)),
        **_annexes(told, rows),
    }
    spelt: Context = spell(context, sent.spelling)
    return spelt


def _subject(told: Told) -> str:
    """Return the trích yếu, without ``V/v``."""
    upper = told.result.upper
    named = f"{document_type(upper)} số {upper.number}" if upper.number else told.plan_within
    if told.result.summary.missed:
        return f"Đôn đốc cụ thể hóa nhiệm vụ được giao tại {named}"
    return f"Kết quả cụ thể hóa nhiệm vụ được giao tại {named}"


def _body(told: Told, sent: Sender, missed: list[UpperResult]) -> Context:
    """Return the fields of the text.

    They hold whole sentences for templates that were copied from version 0.1; those of today have
    the sentences in themselves.
    """
    lower = told.result.lower
    plan = cite_shortly(lower) if lower.number else f"kế hoạch của {told.we.name}"
    opening = (
        f"Thực hiện {cite(told.result.upper)}, {sent.author} đã đối chiếu {plan} với các nhiệm vụ"
        f" được giao (số liệu tính đến ngày {short_day(told.result.as_of)}). Kết quả như sau:"
    )
    return {
        "mo_dau": opening,
        "ket_qua": [_standing(told)],
        "yeu_cau": _asked(told, sent),
        "noi_dung": _steps(told, sent, missed),
        "ket_thuc": _closing(told, sent),
    }


def _standing(told: Told) -> str:
    """Say how far the unit has carried down what it was given, and if it answers another plan."""
    said = standing(told)
    if not answers_other(told.result):
        return said
    return f"{said} {capitalised(other_plan_said(told.result))}."


def _asked(told: Told, sent: Sender) -> str:
    """Return the sentence that leads to what is to be done."""
    return (
        "Để bảo đảm tiến độ, chất lượng thực hiện nhiệm vụ,"
        f" {sent.author_short} {verb(sent, told)} {told.we.name} thực hiện các nội dung sau:"
    )


def _steps(told: Told, sent: Sender, missed: list[UpperResult]) -> list[str]:
    """Return what the lower unit is to do."""
    summary = told.result.summary
    partial = f"Bổ sung đầy đủ nội dung của {count(summary.partial)} mới được cụ thể hóa một phần."
    doubtful = f"Rà soát, làm rõ {count(summary.review)} chưa đủ cơ sở để kết luận."
    number = count(len(told.deviations), "nội dung")
    differing = f"Rà soát, điều chỉnh {number} còn sai lệch so với yêu cầu."
    steps = [
        *([_add(told, missed)] if missed else []),
        *([partial] if summary.partial else []),
        *([doubtful] if summary.review else []),
        *([differing] if told.deviations else []),
        _carry_out(told, sent),
    ]
    if missed or summary.partial or summary.review:
        day = short_day(sent.answer_by(told.result.as_of))
        steps.append(f"Báo cáo kết quả thực hiện về {sent.author_short} trước ngày {day}.")
    return numbered(steps)


def _carry_out(told: Told, sent: Sender) -> str:
    """Say that the tasks are to be carried out, and whom to turn to in difficulties."""
    return (
        f"Tổ chức thực hiện các nhiệm vụ trong kế hoạch của {told.we.short} bảo đảm tiến độ, chất"
        f" lượng; kịp thời phản ánh khó khăn, vướng mắc về {sent.author_short} để được hướng dẫn,"
        " tháo gỡ."
    )


def _add(told: Told, missed: list[UpperResult]) -> str:
    """Say that the missed tasks are to be written in, and which of them are pressing."""
    summary = told.result.summary
    first = f"; ưu tiên {count(ahead(told))} được giao chủ trì" if ahead(told) else ""
    said = (
        f"Bổ sung {count(summary.missed)} chưa cụ thể hóa vào kế hoạch của {told.we.short}; xác"
        " định rõ cơ quan chủ trì, cơ quan phối hợp và thời hạn hoàn thành, không muộn hơn thời"
        f" hạn {told.they.short} giao{first}."
    )
    late = overdue(told, missed)
    if not late:
        return said
    return f"{said} {late} {term('mark', 'overdue')}, cần tập trung thực hiện ngay."


def _closing(told: Told, sent: Sender) -> str:
    """Return the last sentence, without its end mark."""
    how = "khẩn trương" if told.result.summary.missed else "quan tâm"
    return f"{sent.author} {verb(sent, told)} {told.we.name} {how} triển khai thực hiện"


_FIELDS = {
    "missed": "phu_luc",
    "partial": "mot_phan",
    "review": "can_lam_ro",
    "deviations": "sai_lech",
}


def _annexes(told: Told, rows: Mapping[str, Sequence[Row]]) -> Context:
    """Return the annexes; one without rows is empty, and the template leaves it out."""
    given = f"Danh mục nhiệm vụ {told.they.short} giao"
    titles = {
        "missed": f"{given} {term('outcome', Outcome.MISSED)}",
        "partial": f"{given} {term('outcome', Outcome.PARTIAL)}, cần bổ sung",
        "review": f"{given} cần rà soát, làm rõ",
        "deviations": "Danh mục nội dung còn sai lệch, cần điều chỉnh",
    }
    return {
        field: {
            "ten": told.annexes[key],
            "tieu_de": titles[key].upper(),
            "dong": list(rows[key]),
        }
        if rows[key]
        else {}
        for key, field in _FIELDS.items()
    }


def _row(upper: UpperResult, as_of: dt.date) -> Row:
    """Return the cells of a missed task."""
    return given(upper.task) | {
        "qua_han": overdue_mark(over=upper.task.deadline.is_over(as_of)),
        "chu_tri": spelt_out(upper.task.lead),
        "vai_tro": term("role", upper.role),
        "tra_loi": "",
    }
