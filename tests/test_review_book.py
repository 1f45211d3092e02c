"""The review workbook as a coordinator finds it: written, then opened again."""

import re
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from openpyxl import Workbook, load_workbook

from coverage_sample import province
from plans import many, unit_named
from reconcile.model import (
    Candidate,
    Change,
    ChangedBy,
    Decision,
    Outcome,
    Reconciliation,
    Role,
    Unit,
    UpperResult,
    Verdict,
)
from reconcile.review import review_book, settle
from reconcile.review.ask.marked_words import marked
from reconcile.review.keys.row_labels import label_rows, labels_of
from reconcile.tracking.reopening import Reopened
from reconcile.vocabulary.answers import LOWER, PAIR, UPPER, answer
from reconcile.vocabulary.terms import term
from reconcile.workbook.content.grid import PieceMark
from reconcile.workbook.xlsx.write import workbook_bytes
from reviewing import KEY, LOWERS, PAIRS, Desk, decision, outcome, review_file

SHEETS = ("pairs", "guide", "lowers", "deviations", "overview")


def opened(result: Reconciliation, *decisions: Decision, **options: Any) -> Workbook:
    return load_workbook(BytesIO(workbook_bytes(review_book(result, decisions, **options))))


def rows(book: Workbook, sheet: str = PAIRS) -> list[dict[str, Any]]:
    """Read the table of a sheet, row by row, by header."""
    worksheet: Any = book[sheet]
    (table,) = worksheet.tables.values()
    head, *body = worksheet[table.ref]
    return [{h.value: c.value for h, c in zip(head, row, strict=True)} for row in body]


def column(name: str) -> str:
    return term("review_column", name)


# ---- what is asked ------------------------------------------------------------------------------


def doubtful(count: int, groups: int) -> Reconciliation:
    """An outcome with so many tasks in doubt, in so many groups of the upper plan."""
    base = outcome()
    pattern = next(u for u in base.uppers if u.outcome is Outcome.REVIEW and u.candidates)
    uppers = []
    for at in range(count):
        group = (f"{'I' * (at % groups + 1)}. Nhóm",)
        task = replace(pattern.task, key=f"ngo-{at}", text=f"Việc thứ {at}", group=group)
        pair = replace(
            pattern.candidates[0], upper=task.key, score=round((at + 1) / (count + 1), 3)
        )
        uppers.append(replace(pattern, task=task, role=Role.LEAD, links=(), candidates=(pair,)))
    return replace(base, uppers=tuple(uppers))


def first_asked(book: Workbook) -> list[str]:
    mark = term("review", "first")
    shown = [row for row in rows(book) if mark in str(row[column("outcome")])]
    assert shown == rows(book)[: len(shown)]
    return [row[KEY].split("|")[0] for row in shown]


def test_the_five_tasks_that_tell_most_are_asked_first_and_marked_in_a_column() -> None:
    result = doubtful(20, groups=3)
    book = opened(result)
    first = first_asked(book)
    assert len(first) == 5
    groups = [u.task.group for u in result.uppers if u.task.key in first]
    assert len(set(groups)) == 3
    scores = [u.candidates[0].score for u in result.uppers if u.task.key in first]
    assert all(0.2 < score < 0.6 for score in scores)
    assert "Trả lời 5 nhiệm vụ ghi “Trả lời trước”" in str(book[PAIRS]["A3"].value)


def test_none_is_asked_first_where_few_are_in_doubt_or_five_were_answered() -> None:
    assert first_asked(opened(doubtful(6, groups=2))) == []
    result = doubtful(20, groups=3)
    said = [decision(Verdict.MISSED, upper=f"ngo-{at}") for at in range(5)]
    assert first_asked(opened(result, *said)) == []
    assert len(first_asked(opened(result, *said[:2]))) == 3


def test_the_sheets_are_named_and_ordered_as_the_guide_says_and_keys_are_very_hidden() -> None:
    book = opened(outcome())
    shown = [s.title for s in book.worksheets if s.sheet_state == "visible"]
    assert shown == [term("review_sheet", name) for name in SHEETS]
    assert {s.sheet_state for s in book.worksheets[len(SHEETS) :]} == {"veryHidden"}


def test_every_upper_task_has_a_row_and_every_row_its_own_key() -> None:
    result = outcome()
    keys = [row[KEY] for row in rows(opened(result))]
    assert {key.partition("|")[0] for key in keys} == {u.task.key for u in result.uppers}
    assert len(keys) == len(set(keys))


def test_the_doubtful_come_first_then_the_missed_and_tasks_without_a_role_last() -> None:
    told = [row[column("outcome")] for row in rows(opened(outcome()))]
    kinds = list(dict.fromkeys(told))
    wanted = [Outcome.REVIEW, Outcome.MISSED, Outcome.PARTIAL, Outcome.CARRIED]
    assert kinds == [*(term("outcome", o) for o in wanted), term("role", Role.NONE)]


def test_a_doubtful_task_shows_its_likeliest_pairs_side_by_side_with_score_and_reasons() -> None:
    first, second, third, *_ = rows(opened(outcome()))
    assert [r[KEY] for r in (first, second, third)] == ["u2|l2", "u2|l3", "u2|l4"]
    assert [r[column("score")] for r in (first, second, third)] == [0.62, 0.41, 0.08]
    assert first[column("why")].startswith("- Cùng viện dẫn 27-KH/BCĐ")
    assert "Thời hạn: Ngày 31/12/2026. Văn bản giao: 27/KH-BCĐ" in first["Nhiệm vụ tỉnh giao"]
    assert first["Nhiệm vụ của xã"].startswith("Dòng 11 · 2. Nhiệm vụ thứ 2")


def test_a_pair_that_is_hardly_likely_is_not_asked_about() -> None:
    task = province().tasks[0]
    low = outcome().lower.tasks[0]
    guess = (Candidate(task.key, low.key, 0.004),)
    missed = UpperResult(task, Outcome.MISSED, Role.LEAD, candidates=guess)
    (row,) = rows(opened(replace(outcome(), uppers=(missed,))))
    assert (row[KEY], row["Nhiệm vụ của xã"]) == ("u1|", term("review", "no_candidate"))


def test_what_was_answered_is_shown_in_its_cell_and_asked_last() -> None:
    decisions = (
        decision(Verdict.NO, "u2", "l2", note="khác việc", person="Bà A"),
        decision(Verdict.OTHER_DOCUMENT, "u7", document="15/QĐ-UBND", person="Ông B"),
    )
    result = outcome()
    after = settle(result.uppers, result.lowers, decisions)
    settled = replace(result, uppers=after.uppers, lowers=after.lowers)
    told = rows(opened(settled, *decisions))
    last = [row for row in told if term("review", "answered") in row[column("outcome")]]
    assert told[-len(last) :] == last
    by_key = {row[KEY]: row for row in last}
    pair = by_key["u2|l2"]
    assert (pair[column("pair")], pair[column("note")]) == (answer(Verdict.NO), "khác việc")
    task = next(row for key, row in by_key.items() if key.startswith("u7|"))
    assert (task[column("task")], task[column("document")], task[column("person")]) == (
        answer(Verdict.OTHER_DOCUMENT),
        "15/QĐ-UBND",
        "Ông B",
    )
    assert "u2|l3" not in by_key


def test_a_task_whose_every_pair_was_rejected_is_asked_about_by_itself() -> None:
    said = [decision(Verdict.NO, "u2", low) for low in ("l2", "l3", "l4")]
    result = outcome()
    after = settle(result.uppers, result.lowers, said)
    told = rows(opened(replace(result, uppers=after.uppers), *said))
    at = [row[KEY] for row in told].index("u2|")
    assert told[at]["Nhiệm vụ của xã"] == term("review", "only_task")
    assert told[at][column("outcome")] == term("outcome", "review")
    assert all(row[KEY] == f"u2|l{n}" for n, row in enumerate(told[-3:], start=2))


def test_an_answer_on_a_text_that_has_changed_is_asked_again_and_shown() -> None:
    old = decision(Verdict.YES, "u2-cu", "l2")
    told = rows(opened(outcome(), reopened=[Reopened(old, "u2", "l2")]))
    row = next(row for row in told if row[KEY] == "u2|l2")
    assert row[column("pair")] is None
    assert "Ý kiến trước: “Đúng”" in row[column("why")]


def test_what_was_reworded_since_an_answer_is_shown_beside_it() -> None:
    result = outcome()
    now = result.lower_task("l2").text
    old = decision(Verdict.YES, "u2", "l2-cu", lower_text=f"{now}, báo cáo trước ngày 20/11")
    told = rows(opened(result, reopened=[Reopened(old, "u2", "l2")]))
    row = next(row for row in told if row[KEY] == "u2|l2")
    assert "Đã sửa so với khi cho ý kiến: bỏ “báo cáo trước ngày 20/11”" in row[column("why")]
    other = decision(Verdict.YES, "u2", "l2-cu", lower_text="Mở hội làng đầu xuân")
    told = rows(opened(result, reopened=[Reopened(other, "u2", "l2")]))
    row = next(row for row in told if row[KEY] == "u2|l2")
    assert "Nội dung khi cho ý kiến: “Mở hội làng đầu xuân”" in row[column("why")]


def test_the_units_own_tasks_and_those_linked_to_nothing_have_a_sheet() -> None:
    told = rows(opened(outcome(), decision(Verdict.OWN, lower="l12")), LOWERS)
    assert [(row[KEY], row[column("answer")]) for row in told] == [
        ("|l11", None),
        ("|l12", answer(Verdict.OWN)),
    ]


def test_what_changed_since_the_last_run_has_a_sheet_only_when_something_did() -> None:
    change = Change("newly-carried", "u2", "", "Nhiệm vụ mới của xã", ChangedBy.LOWER)
    book = opened(replace(outcome(), changes=(change,)))
    (row,) = rows(book, term("review_sheet", "changes"))
    assert row[column("change")] == "Mới cụ thể hóa"
    assert row[column("changed_by")] == "Kế hoạch của xã"
    assert row[column("after")] == "Nhiệm vụ mới của xã"
    assert term("review_sheet", "changes") not in opened(outcome()).sheetnames


def test_the_overview_shows_the_figures_of_the_outcome_in_a_native_chart() -> None:
    result = many()
    overview: Any = opened(result)[term("review_sheet", "overview")]
    counts = {row[0].value: row[1].value for row in overview.iter_rows() if row[0].value}
    summary = result.summary
    assert counts[term("outcome", "missed")] == summary.missed
    assert counts[term("review", "assigned")] == summary.lead + summary.support
    assert counts[term("label", "rate")] == summary.rate
    assert len(overview._charts) == 1  # noqa: SLF001 - openpyxl has no public list of charts


@pytest.mark.parametrize(
    ("upper", "lower", "words"),
    [
        ("tỉnh", "xã", ("Nhiệm vụ tỉnh giao", "Nhiệm vụ của xã")),
        ("tỉnh", "đặc khu", ("Nhiệm vụ tỉnh giao", "Nhiệm vụ của đặc khu")),
        ("thành phố", "phường", ("Nhiệm vụ thành phố giao", "Nhiệm vụ của phường")),
        ("", "", ("Nhiệm vụ cấp trên giao", "Nhiệm vụ của đơn vị")),
    ],
)
def test_units_are_called_what_they_are(upper: str, lower: str, words: tuple[str, str]) -> None:
    result = outcome()
    above, below = unit_named(upper, "An Khê"), unit_named(lower, "Vĩnh Hạ")
    heads = heads_of(
        replace(
            result,
            upper=replace(result.upper, unit=above),
            lower=replace(result.lower, unit=below),
        )
    )
    assert tuple(heads[2:4]) == words


def test_party_committees_are_called_what_they_are() -> None:
    result = outcome()
    above = Unit("t", "Tỉnh ủy An Khê", word="tỉnh", place="An Khê", party=True)
    below = Unit("x", "Đảng ủy xã Vĩnh Hạ", word="xã", place="Vĩnh Hạ", party=True)
    upper, lower = replace(result.upper, unit=above), replace(result.lower, unit=below)
    heads = heads_of(replace(result, upper=upper, lower=lower))
    assert heads[2:4] == ["Nhiệm vụ Tỉnh ủy giao", "Nhiệm vụ của Đảng ủy"]


def heads_of(result: Reconciliation) -> list[str]:
    return list(rows(opened(result))[0])


# ---- how it behaves -----------------------------------------------------------------------------


def test_every_answer_is_a_dropdown_away_and_another_word_is_refused_with_a_reason(
    tmp_path: Path,
) -> None:
    desk = Desk(review_file(tmp_path / "r.xlsx"))
    lists = listed(desk.book, PAIRS) | listed(desk.book, LOWERS)
    assert lists[column("pair")] == [answer(v) for v in PAIR]
    assert lists[column("task")] == [answer(v) for v in UPPER]
    assert lists[column("answer")] == [answer(v) for v in LOWER]
    assert lists[column("other")] == list(label_rows(outcome().lower.tasks))
    for validation in desk.sheet.data_validations.dataValidation:
        assert validation.showErrorMessage
        assert validation.errorStyle == "stop"
        assert len(validation.errorTitle) <= 32
        assert len(validation.error) <= 225


def listed(book: Workbook, sheet: str) -> dict[str, list[str]]:
    """Return what each dropdown of a sheet offers, by the header of its column."""
    worksheet: Any = book[sheet]
    (table,) = worksheet.tables.values()
    top = int(re.findall(r"\d+", table.ref)[0])
    found: dict[str, list[str]] = {}
    for validation in worksheet.data_validations.dataValidation:
        first = next(iter(validation.sqref.ranges))
        title, area = re.fullmatch(
            r"'(.+)'!(.+)", str(book.defined_names[validation.formula1].attr_text)
        ).groups()  # type: ignore[union-attr] # the writer names every list so
        source: Any = book[title]
        texts = [cell.value for (cell,) in source[area]]
        found[worksheet.cell(top, first.min_col).value] = texts
    return found


def test_nothing_is_locked_and_the_keys_are_out_of_sight(tmp_path: Path) -> None:
    book = Desk(review_file(tmp_path / "r.xlsx")).book
    assert [s.title for s in book.worksheets if s.protection.sheet] == []
    for title in (PAIRS, LOWERS):
        worksheet: Any = book[title]
        (table,) = worksheet.tables.values()
        assert table.autoFilter is not None
        head = next(cell for row in worksheet.iter_rows() for cell in row if cell.value == KEY)
        assert worksheet.column_dimensions[head.column_letter].hidden
        assert worksheet.freeze_panes == f"B{head.row + 1}"
        assert worksheet.page_setup.orientation == "landscape"
        assert worksheet.page_setup.fitToWidth == 1
        assert worksheet.print_title_rows


def test_equal_outcomes_give_equal_workbooks_to_the_byte() -> None:
    said = decision(Verdict.NO, "u2", "l2")
    one, two = (workbook_bytes(review_book(outcome(), (said,))) for _ in range(2))
    assert one == two


def test_text_from_a_plan_is_never_a_formula(tmp_path: Path) -> None:
    with ZipFile(review_file(tmp_path / "r.xlsx")) as archive:
        sheets = [n for n in archive.namelist() if n.startswith("xl/worksheets/sheet")]
        assert not any(b"<f>" in archive.read(name) for name in sheets)


def test_a_plan_without_any_task_gives_a_workbook_that_says_so() -> None:
    result = outcome()
    empty = replace(
        result,
        upper=replace(result.upper, tasks=()),
        lower=replace(result.lower, tasks=()),
        uppers=(),
        lowers=(),
        findings=(),
    )
    (row,) = rows(opened(empty))
    assert term("review", "no_pairs") in row.values()


# ---- differences and labels ---------------------------------------------------------------------


def test_what_a_lower_text_adds_drops_and_counts_otherwise_is_marked() -> None:
    pieces = marked(
        "Cấp chữ ký số cho 30% cán bộ, công chức cấp xã",
        "Cấp chữ ký số cho 20% cán bộ, công chức của xã",
    )
    told = [(p.text, p.mark) for p in pieces if p.text.strip() and p.mark is not PieceMark.SAME]
    assert told == [
        ("30%", PieceMark.REMOVED),
        ("20%", PieceMark.ADDED),
        ("cấp", PieceMark.REMOVED),
        ("của", PieceMark.ADDED),
    ]


def test_two_texts_that_share_little_are_left_unmarked() -> None:
    assert [p.mark for p in marked("Số hóa hồ sơ đất đai", "Mở lớp tập huấn cho thôn")] == [
        PieceMark.SAME
    ]


def test_two_rows_never_share_a_label_and_each_is_found_by_it() -> None:
    tasks = outcome().lower.tasks
    twins = tuple(replace(tasks[0], key=f"k{n}") for n in range(3))
    labels = label_rows((*tasks, *twins))
    assert list(labels.values()) == [t.key for t in (*tasks, *twins)]
    found = labels_of(labels)
    assert [found.find(label.upper()) for label in labels] == [(k,) for k in labels.values()]
    assert found.find(f"dòng {tasks[0].where.row}") is None
    assert found.find(f"dòng {tasks[1].where.row}") == (tasks[1].key,)
