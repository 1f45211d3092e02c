"""What a Công văn asks for beside the missed tasks: both texts side by side, what is lacking."""

from collections.abc import Iterable, Iterator, Sequence

from reconcile.model import Outcome, Reconciliation, UpperResult
from reconcile.report.documents.annexes import Row, with_role
from reconcile.report.documents.deviations import Deviation
from reconcile.report.documents.plan_names import with_giver
from reconcile.report.documents.wording import with_times_inside
from reconcile.vocabulary.agencies import spelt_out
from reconcile.vocabulary.text import capitalised, clean

_LIKELY = 0.5
"""A row is shown in a letter that is signed only where it is likelier to be meant than not."""
_LIKE = 0.6
"""A row is shown beside the likeliest one if it is at least so likely, as a share of that."""


def asked_rows(result: Reconciliation, found: Sequence[Deviation]) -> dict[str, list[Row]]:
    """Return the rows of the annexes by what they ask for: ``partial``, ``review``, ``deviations``.

    Args:
        result: the outcome.
        found: what deviates in the unit's plan.

    """
    return {
        "partial": _numbered(_partial(result)),
        "review": _numbered(_doubtful(result)),
        "deviations": _numbered(_differing(result, found)),
    }


def _partial(result: Reconciliation) -> Iterator[Row]:
    """Yield the tasks carried in part, with what is lacking."""
    for upper in with_role(result, [Outcome.PARTIAL]):
        own = [result.lower_task(link.lower).text for link in upper.links]
        lacking = [f"Bổ sung: {clause}" for clause in upper.uncovered]
        yield _row(
            [with_giver(result.upper, upper.task)],
            own,
            lacking or ["Bổ sung phần nội dung còn thiếu"],
        )


def _doubtful(result: Reconciliation) -> Iterator[Row]:
    """Yield the tasks in review, with the unit's rows that may carry them."""
    for upper in with_role(result, [Outcome.REVIEW]):
        own = list(_nearest(result, upper))
        asked = "Cho biết nội dung này có phải để thực hiện nhiệm vụ cấp trên giao không"
        if not own:
            asked = "Cho biết nhiệm vụ được thực hiện tại nội dung nào, văn bản nào"
        yield _row([with_giver(result.upper, upper.task)], own, [asked])


def _differing(result: Reconciliation, found: Iterable[Deviation]) -> Iterator[Row]:
    """Yield what deviates, beside the upper tasks that the row carries."""
    for each in found:
        asked = [with_times_inside(f"{capitalised(f.message)}; {f.fix}") for f in each.findings]
        if each.task is None:
            yield _row([], ["Toàn bộ bảng nhiệm vụ"], asked)
            continue
        key = each.task.key
        linked = (u for u in result.uppers if any(link.lower == key for link in u.links))
        above = [with_giver(result.upper, upper.task) for upper in linked]
        yield _row(above, [each.task.text], asked)


def _nearest(result: Reconciliation, upper: UpperResult) -> Iterator[str]:
    """Yield the unit's rows that a doubtful task may be carried by: the likeliest, and its like."""
    best = max((candidate.score for candidate in upper.candidates), default=0.0)
    least = max(best * _LIKE, _LIKELY)
    near = [each for each in upper.candidates if each.score >= least]
    for candidate in near[:2]:
        yield result.lower_task(candidate.lower).text


def _row(above: Sequence[str], own: Sequence[str], asked: Sequence[str]) -> Row:
    """Return the cells of a row."""
    return {
        "noi_dung": _listed([spelt_out(text) for text in above]),
        "cua_don_vi": _listed(own),
        "de_nghi": _listed(asked),
        "tra_loi": "",
    }


def _listed(lines: Sequence[str]) -> str:
    """Put several texts into one cell, each once."""
    each = list(dict.fromkeys(map(clean, lines)))
    return "\n".join(each if len(each) < 2 else (f"- {line}" for line in each))


def _numbered(rows: Iterable[Row]) -> list[Row]:
    """Number rows through."""
    return [{"stt": str(number), **row} for number, row in enumerate(rows, start=1)]
