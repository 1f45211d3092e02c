"""What one unit's outputs are called, and what makes each of them.

They can be listed before the unit is settled: so is told which are to be made again.
"""

from collections.abc import Callable

from reconcile.config import DocumentKind
from reconcile.model import Summary
from reconcile.report.documents.kinds import kinds_for
from reconcile.run.settle import RESULTS, OutputPlace, SettledUnit, review_name
from reconcile.run.upper_side import Upper
from reconcile.run.writing.documents import Outputs, unit_documents


def unit_outputs(
    upper: Upper, place: OutputPlace, summary: Summary, settled: Callable[[], SettledUnit]
) -> Outputs:
    """List the outputs of a unit by their paths in the working folder, and what makes each.

    Args:
        upper: the upper side.
        place: where they go.
        summary: the figures of the unit, which say what documents it needs.
        settled: gives the outcome; it is asked for only when an output is made.

    """
    path = place.path
    return {
        **level_outputs(place, settled),
        **document_outputs(upper, place, summary, settled),
        **{f"outputs/{path}/{copy}": _copier(copy, settled) for copy in place.copies.values()},
    }


def level_outputs(place: OutputPlace, settled: Callable[[], SettledUnit]) -> Outputs:
    """List the outputs that levels between have, too: the outcome, and what is to be answered."""
    return {
        f"{RESULTS}/{place.path}.json": lambda: _result(settled(), place.path),
        review_name(place): lambda: _review(settled()),
    }


def document_outputs(
    upper: Upper,
    place: OutputPlace,
    summary: Summary,
    settled: Callable[[], SettledUnit],
    kinds: tuple[DocumentKind, ...] = (),
) -> Outputs:
    """List the Word documents of a unit, as ``unit_outputs`` does.

    Args:
        upper: the upper side.
        place: where they go.
        summary: the figures of the unit.
        settled: gives the outcome.
        kinds: of documents; empty for those of reconcile.toml.

    """
    by_itself = bool(place.unit_id) and place.unit_id == upper.plan.unit.id
    wanted = kinds_for(summary, upper.config, kinds, by_itself=by_itself)
    documents = unit_documents(settled, wanted, upper.config, upper.templates)
    return {f"outputs/{place.path}/{name}": make for name, make in documents.items()}


def _result(settled: SettledUnit, path: str) -> bytes:
    """Make the result file."""
    from reconcile.report.for_programs.result_json import result_bytes

    return result_bytes(settled.result, path)


def _review(settled: SettledUnit) -> bytes:
    """Make the review workbook; what only workbooks need is imported here."""
    from reconcile.run.writing.unit_review import review_bytes

    return review_bytes(settled)


def _copier(copy: str, settled: Callable[[], SettledUnit]) -> Callable[[], bytes]:
    """Return what makes a copy of a unit's own file."""
    return lambda: settled().copies[copy]
