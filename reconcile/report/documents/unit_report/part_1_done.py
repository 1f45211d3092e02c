"""The sentences of a Báo cáo on what was done: subject, opening, part I."""

from reconcile.report.documents.by_role import figure_rows
from reconcile.report.documents.other_plan import other_plan_said
from reconcile.report.documents.plan_names import cite, cite_in_title
from reconcile.report.documents.unit_report.told import Told
from reconcile.report.documents.wording import (
    count,
    joined,
    numbered,
    out_of,
    percent,
    short_day,
)
from reconcile.tracking.other_plan import answers_other
from reconcile.vocabulary.text import capitalised


def subject(told: Told) -> str:
    """Return the trích yếu."""
    return f"Kết quả cụ thể hóa {cite_in_title(told.result.upper)}"


def opening(told: Told) -> str:
    """Return the paragraph that says what is reported, and on what basis."""
    day = short_day(told.result.as_of)
    return (
        f"Thực hiện {cite(told.result.upper)}, {told.we.name} báo cáo kết quả cụ thể hóa các"
        f" nhiệm vụ được giao vào kế hoạch của {told.we.short} (số liệu tính đến ngày {day})"
        " như sau:"
    )


def results(told: Told) -> tuple[list[str], list[str]]:
    """Return the paragraphs of part I: those before the table of figures, those behind it."""
    before = [given_in_words(told), *([_carried(told)] if told.given else [])]
    every = numbered([*before, _own(told)])
    return every[: len(before)], every[len(before) :]


def figures(told: Told) -> list[dict[str, str]]:
    """Return the rows of the table of figures; empty when the lower level has no role at all."""
    return figure_rows(told.by_role, told.result.summary)


def standing(told: Told) -> str:
    """Say how far the lower unit has carried down what it was given."""
    if not told.given:
        start = f"{told.plan} có {count(told.result.summary.total)}"
        return f"{start}; không có nhiệm vụ nào giao {told.level} chủ trì hoặc phối hợp."
    return f"{capitalised(_carried_some(told) if told.covered else _carried_none(told))}."


def given_in_words(told: Told) -> str:
    """Say how many tasks the upper plan has, and which roles it gives the lower level."""
    summary, level = told.result.summary, told.level
    if not told.given:
        return standing(told)
    start = f"{told.plan} có {count(summary.total)}"
    for number, verb in ((summary.lead, "chủ trì"), (summary.support, "phối hợp")):
        if number == summary.total:
            return f"{start}, {'đều ' if number > 1 else ''}giao {level} {verb}."
    roles = [
        f"{verb} {count(number)}"
        for number, verb in ((summary.lead, "chủ trì"), (summary.support, "phối hợp"))
        if number
    ]
    rest = f"; {count(summary.none)} không giao {level}" if summary.none else ""
    return f"{start}, trong đó giao {level} {joined(roles)}{rest}."


def _carried(told: Told) -> str:
    """Say how many of the tasks are carried down, and what is open."""
    return f"{standing(told)} Số liệu theo vai trò như sau:"


def _carried_some(told: Told) -> str:
    """Say how many tasks are carried down, how far, and how many are not."""
    summary, we = told.result.summary, told.we.short
    what = f"{out_of(told.covered, told.given)} được giao"
    rate = f", đạt tỷ lệ {percent(summary.rate)}"
    if not summary.partial:
        said = f"{we} đã cụ thể hóa đầy đủ {what}{rate}"
    elif not summary.carried:
        said = f"{we} mới cụ thể hóa được một phần nội dung của {what}{rate}"
    else:
        said = (
            f"{we} đã cụ thể hóa {what}{rate}, gồm {count(summary.carried)} cụ thể hóa đầy đủ"
            f" và {count(summary.partial)} cụ thể hóa một phần"
        )
    left = f"; còn {_open(told)}" if told.covered < told.given else ""
    return f"{said}{told.see('carried', first=True)}{left}"


def _carried_none(told: Told) -> str:
    """Say that no task is surely carried down."""
    summary, we, place = told.result.summary, told.we.short, told.see("missed", first=True)
    every = f"{out_of(told.given, told.given)} được giao"
    if not summary.review:
        none = f"nhiệm vụ nào trong {count(told.given)} được giao" if told.given > 1 else every
        return f"{we} chưa cụ thể hóa {none}{place}"
    if not summary.missed:
        whole = every if told.given > 1 else f"có {every}"
        return f"{whole} cần rà soát thêm để kết luận{place}"
    return f"trong {count(told.given)} được giao, có {_open(told)}"


def _open(told: Told) -> str:
    """Say how many tasks are missed and in doubt, with the annex."""
    summary = told.result.summary
    parts = [
        *([f"{count(summary.missed)} chưa cụ thể hóa"] if summary.missed else []),
        *([f"{count(summary.review)} cần rà soát"] if summary.review else []),
    ]
    # The annex of a công văn lists the missed tasks alone, and so is named right behind them.
    if told.lists_missed_only and len(parts) > 1:
        return f"{parts[0]}{told.see('missed', first=True)} và {parts[1]}"
    return f"{joined(parts)}{told.see('missed', first=True)}"


def _own(told: Told) -> str:
    """Say how many tasks the lower unit added of its own accord."""
    they, we, own = told.they.short, told.we.short, told.result.summary.own
    if answers_other(told.result):
        return (
            f"{capitalised(other_plan_said(told.result))}. {count(own)} còn lại trong kế hoạch"
            f" không thuộc nhiệm vụ {they} giao, không tính là nhiệm vụ {we} tự bổ sung."
        )
    if own:
        return f"Ngoài các nhiệm vụ {they} giao, {we} tự bổ sung {count(own)} vào kế hoạch."
    return f"Chưa ghi nhận nhiệm vụ do {we} tự bổ sung ngoài các nhiệm vụ {they} giao."
