"""The rows of annexes: tasks under their groups, numbered through."""

import re
from collections.abc import Iterable, Mapping, Sequence

from reconcile.model import (
    Candidate,
    Outcome,
    Proof,
    Reconciliation,
    Relation,
    Task,
    UpperResult,
)
from reconcile.report.documents.deviations import Deviation
from reconcile.report.documents.plan_names import groups_under
from reconcile.report.documents.wording import with_times_inside
from reconcile.vocabulary.agencies import spelt_out
from reconcile.vocabulary.roman import ROMAN, to_roman
from reconcile.vocabulary.terms import term
from reconcile.vocabulary.text import capitalised, clean, one_line
from reconcile.vocabulary.written_times import in_one_way

Row = dict[str, str]

# Numeral and letter need a mark (“I.”, “A -”), as names may begin with one; a figure needs none.
_OWN_NUMBER = re.compile(rf"^\s*(?:{ROMAN}|[A-ZĐ]|\d+)(?:\.\d+)*(?:[.)]\s*|\s*[-:]\s+|(?<=\d)\s+)")


def carried_rows(result: Reconciliation) -> list[Row]:
    """Return the rows of the tasks carried down, whole or in part, with what carries them."""
    wanted = (Outcome.CARRIED, Outcome.PARTIAL)
    uppers = with_role(result, wanted)
    return grouped((groups_under(result.upper, u.task), _carried(result, u)) for u in uppers)


def missed_rows(result: Reconciliation) -> list[Row]:
    """Return the rows of the tasks that are missed or in doubt."""
    wanted = (Outcome.MISSED, Outcome.REVIEW)
    uppers = with_role(result, wanted)
    return grouped((groups_under(result.upper, u.task), _missed(u)) for u in uppers)


def deviation_rows(deviations: Iterable[Deviation]) -> list[Row]:
    """Return the rows of the lower tasks that something deviates in."""
    return [
        {
            "stt": str(number),
            "noi_dung": clean(deviation.task.text) if deviation.task else "Toàn bộ bảng nhiệm vụ",
            "sai_lech": _listed(with_times_inside(f.message) for f in deviation.findings),
            "de_nghi": _listed(with_times_inside(f.fix) for f in deviation.findings),
        }
        for number, deviation in enumerate(deviations, start=1)
    ]


def named_annexes(rows: Mapping[str, Sequence[Row]]) -> dict[str, str]:
    """Name the annexes that have rows, in their order; a single one bears no number.

    Source: ND30 Phụ lục I III.1.
    """
    there = [key for key in rows if rows[key]]
    if len(there) == 1:
        return {there[0]: "Phụ lục"}
    return {key: f"Phụ lục {to_roman(number)}" for number, key in enumerate(there, start=1)}


def with_role(result: Reconciliation, outcomes: Iterable[Outcome]) -> list[UpperResult]:
    """Pick the tasks of some outcomes that the lower level has a role in."""
    wanted = set(outcomes)
    return [u for u in result.uppers if u.counts and u.outcome in wanted]


def grouped(tasks: Iterable[tuple[tuple[str, ...], Row]]) -> list[Row]:
    """Return the rows of tasks, with a heading wherever a group begins.

    Groups are numbered anew (I., I.1 …), so that no number repeats and none is left out; tasks
    are numbered through. A group that ended does not go on under its old number.

    Args:
        tasks: the groups over each task, outermost first, and the cells of its row.

    """
    rows: list[Row] = []
    open_groups: tuple[str, ...] = ()
    numbers: list[int] = []
    for stt, (group, cells) in enumerate(tasks, start=1):
        same = _shared(open_groups, group)
        for depth in range(same, len(group)):
            # Not the plan's own numbers: a real plan has several groups I.1.
            numbers = _next(numbers, depth)
            # With all cells, blank: a template of one's own may print them without asking.
            blanks = dict.fromkeys(("stt", *cells), "")
            rows.append({**blanks, "nhom": _heading(numbers, group[depth])})
        numbers = numbers[: max(len(group), 1)] if group else numbers
        open_groups = group
        cleaned = {name: _cleaned(text) for name, text in cells.items()}
        rows.append({"nhom": "", "stt": str(stt), **cleaned})
    return rows


def group_name(name: str) -> str:
    """Return the name of a group without the number it bears in its plan."""
    said = one_line(name)
    return _OWN_NUMBER.sub("", said) or said


def given(task: Task) -> Row:
    """Return the cells that say what a plan gives: the task, its basis, its deadline."""
    return {
        "noi_dung": spelt_out(task.text),
        "van_ban": "\n".join(map(str, task.directives)),
        "thoi_han": in_one_way(task.deadline.text),
    }


def _cleaned(text: str) -> str:
    """Clean a cell; a space in front, which parts a mark from the text before it, stays."""
    return f"{text[: text.startswith(' ')]}{clean(text)}"


def _shared(one: tuple[str, ...], other: tuple[str, ...]) -> int:
    """Count the groups that two rows share, from the outermost in."""
    pairs = zip(one, other, strict=False)
    return next((n for n, (a, b) in enumerate(pairs) if a != b), min(len(one), len(other)))


def _next(numbers: list[int], depth: int) -> list[int]:
    """Return the numbers of the group that begins at a depth."""
    padded = [*numbers, *[0] * (depth + 1 - len(numbers))]
    return [*padded[:depth], padded[depth] + 1]


def _heading(numbers: list[int], name: str) -> str:
    """Write a group's heading under its new number: ``I. Chính quyền số``, ``I.1. Nhóm 8``."""
    number = ".".join([to_roman(numbers[0]), *map(str, numbers[1:])])
    return f"{number}. {group_name(name)}"


def _carried(result: Reconciliation, upper: UpperResult) -> Row:
    """Return the cells of a task carried down."""
    return _given(upper) | {
        "tuong_ung": _answer(result, upper),
        "ket_qua": term("outcome", upper.outcome),
    }


def _missed(upper: UpperResult) -> Row:
    """Return the cells of a task missed or in doubt."""
    return _given(upper) | {
        "chu_tri": spelt_out(upper.task.lead),
        "ket_qua": term("outcome", upper.outcome),
    }


def _given(upper: UpperResult) -> Row:
    """Return the cells that say what the upper plan gives, and in what role."""
    return given(upper.task) | {"vai_tro": term("role", upper.role)}


def _answer(result: Reconciliation, upper: UpperResult) -> str:
    """Say what carries a task: lower tasks, another document, or that it is done."""
    if upper.proof is not Proof.LINK:
        return term("proof", upper.proof)
    said = [_linked(result, link, upper.outcome) for link in upper.links]
    lines = [said[0]] if len(said) == 1 else [f"- {line}" for line in said]
    missing = [f"Chưa thể hiện: {clause}" for clause in upper.uncovered]
    return "\n".join([*lines, *missing])


def _linked(result: Reconciliation, link: Candidate, outcome: Outcome) -> str:
    """Show a linked lower task; that it carries a part only is said where the whole is carried."""
    text = result.lower_task(link.lower).text
    part = link.relation is Relation.PARTIAL and outcome is Outcome.CARRIED
    return f"{text} ({term('relation', link.relation).lower()})" if part else text


def _listed(lines: Iterable[str]) -> str:
    """Put several remarks into one cell, each once."""
    each = [capitalised(line) for line in dict.fromkeys(lines)]
    return each[0] if len(each) == 1 else "\n".join(f"- {line}" for line in each)
