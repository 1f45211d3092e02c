"""Documents as data: an outcome → the context that fills a Word template."""

from collections.abc import Mapping, Sequence
from typing import Any

from reconcile.config import Issuer, UnitSettings
from reconcile.model import Outcome, Reconciliation
from reconcile.report import achieved, outstanding
from reconcile.report.addressing import (
    Sender,
    enclosed_with,
    number_line,
    place_and_day,
    receivers,
    sender,
    signing_lines,
)
from reconcile.report.annex import Row, carried_rows, deviation_rows, missed_rows, roman
from reconcile.report.deviations import deviations
from reconcile.report.told import Told
from reconcile.report.wording import bound, lower_first, respelt
from reconcile.vocabulary.terms import term

_ANNEXES = {"carried": "da_cu_the_hoa", "missed": "chua_cu_the_hoa", "deviations": "sai_lech"}


def report_context(
    result: Reconciliation, settings: UnitSettings, issuer: Issuer
) -> dict[str, object]:
    """Return what fills the Báo cáo of a lower unit to the upper one.

    Args:
        result: the outcome object that every output shows.
        settings: of the lower unit.
        issuer: the office that signs for its parent unit; passed over where that is another unit.

    Returns:
        The fields of ``bao-cao.docx``: texts, lists of texts, and rows; never None. All of it is
        JSON, in NFC and one style of tone marks. ``thuoc_tinh`` holds the file's properties.

    """
    sent = sender(result.lower.unit, result.upper.unit, settings, issuer)
    found = deviations(result)
    rows = {
        "carried": carried_rows(result),
        "missed": missed_rows(result),
        "deviations": deviation_rows(found),
    }
    told = Told(result, found, _annex_names(rows))
    context = {**_frame(told, sent), **_body(told), **_annexes(told, rows)}
    spelt: dict[str, object] = _spell(context, settings.tone_marks)
    return spelt


def report_template(result: Reconciliation) -> str:
    """Name the template of a lower unit's Báo cáo, without its ending."""
    return "bao-cao-dang" if result.lower.unit.party else "bao-cao"


def _frame(told: Told, sent: Sender) -> dict[str, object]:
    """Return the fields round the text: letterhead, receivers, signature, properties.

    A Party document names its receivers in Nơi nhận alone, and its trích yếu begins small.
    """
    as_of = told.result.as_of
    authority, position = signing_lines(sent)
    party = told.result.lower.unit.party
    subject = achieved.subject(told)
    return {
        "co_quan_chu_quan": sent.above,
        "co_quan_ban_hanh": sent.heading,
        "so_ky_hieu": number_line(sent, "BC"),
        "dia_danh_ngay": place_and_day(sent, as_of),
        "trich_yeu": bound(lower_first(subject) if party else subject),
        **({} if party else {"kinh_gui": told.they.full}),
        "noi_nhan": receivers(sent),
        "quyen_han": authority,
        "chuc_vu": position,
        "ho_ten": sent.settings.signer.name,
        "kem_theo": enclosed_with(sent, "BC", "Báo cáo", as_of),
        "thuoc_tinh": {
            "title": f"Báo cáo {lower_first(subject)}",
            "author": sent.office.name or told.we.name,
            "date": (sent.settings.dated or as_of).isoformat(),
        },
    }


def _body(told: Told) -> dict[str, object]:
    """Return the fields of the text."""
    before, behind = achieved.results(told)
    lists: Mapping[str, Sequence[str]] = {
        "ket_qua": before,
        "ket_qua_khac": behind,
        "dat_duoc": outstanding.reached(told),
        "ton_tai": outstanding.shortcomings(told),
        "nguyen_nhan": outstanding.causes(told),
        "nhiem_vu_toi": outstanding.tasks_ahead(told),
        "kien_nghi": outstanding.proposals(told),
    }
    return {
        "mo_dau": bound(achieved.opening(told)),
        "so_lieu": achieved.figures(told),
        "ket_thuc": bound(outstanding.closing(told)),
        **{name: [bound(line) for line in lines] for name, lines in lists.items()},
    }


def _annexes(told: Told, rows: Mapping[str, Sequence[Row]]) -> dict[str, object]:
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


def _annex_names(rows: Mapping[str, Sequence[Row]]) -> dict[str, str]:
    """Name the annexes that there are; a single one bears no number.

    Source: ND30 Phụ lục I III.1.
    """
    there = [key for key in _ANNEXES if rows[key]]
    if len(there) == 1:
        return {there[0]: "Phụ lục"}
    return {key: f"Phụ lục {roman(number)}" for number, key in enumerate(there, start=1)}


def _spell(value: Any, style: str) -> Any:
    """Write every text of a context in NFC and in one style of tone marks."""
    if isinstance(value, str):
        return respelt(value, style)
    if isinstance(value, dict):
        return {key: _spell(each, style) for key, each in value.items()}
    return [_spell(each, style) for each in value]
