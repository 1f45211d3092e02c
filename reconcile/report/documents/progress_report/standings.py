"""How bodies stand by the office's own rule: the annex, and whom a yearly report names."""

from collections.abc import Iterable, Sequence

from reconcile.report.documents.annexes import Row
from reconcile.report.documents.around_text import Context
from reconcile.report.documents.progress_report.scope import ProgressScope
from reconcile.report.documents.progress_report.words import MOST, some
from reconcile.report.documents.wording import figure, joined, percent
from reconcile.tracking.progress import TrackedKind
from reconcile.tracking.ranking import RankedBody, body_standings
from reconcile.vocabulary.terms import term


def ranking_rows(scope: ProgressScope) -> list[Row]:
    """Rank units and offices as they were reported; nobody without a rule, or by a unit."""
    found = scope.outcome.reported_ranking if _is_over_all(scope) else ()
    rows: list[Row] = []
    for kind in dict.fromkeys(each.is_unit for each in found):
        alike = [each for each in found if each.is_unit is kind]
        if len(alike) > 1:
            rows.append({"nhom": term("progress", "rank_unit" if kind else "rank_office")})
            rows += [_ranked(each) for each in alike]
    return rows


def standing_facts(scope: ProgressScope) -> Context:
    """Return whom a report over all names for what it did, and for what it did not."""
    every = body_standings(scope.outcome.as_reported) if _is_over_all(scope) else ()
    good = [each.body for each in every if each.due and each.in_time == each.due]
    late = sorted((each for each in every if each.late), key=lambda each: -each.late)
    silent = [each.body for each in every if each.given and not each.told]
    return {
        "dan_dau": _named(_first_of(scope)),
        "bieu_duong": _named(good),
        "nhac_nho": _named([f"{each.body} ({some(each.late)})" for each in late]),
        "chua_bao_cao": _named(silent),
    }


def _first_of(scope: ProgressScope) -> list[str]:
    """Name who stands first among its like, where the like differ."""
    found = scope.outcome.reported_ranking if _is_over_all(scope) else ()
    last = {kind: max(e.place for e in found if e.is_unit is kind) for kind in _kinds(found)}
    return [
        f"{each.body} ({percent(each.share)})"
        for each in found
        if each.place == 1 and last[each.is_unit] > 1
    ]


def _kinds(found: Iterable[RankedBody]) -> tuple[bool, ...]:
    """List whether units and offices are ranked."""
    return tuple(dict.fromkeys(each.is_unit for each in found))


def _is_over_all(scope: ProgressScope) -> bool:
    """Tell whether a report is of all bodies: a unit's own names no others."""
    return scope.kind is TrackedKind.UPPER and not scope.body_id


def _ranked(each: RankedBody) -> Row:
    """Write the row of a body."""
    points = f"{each.points:g}".replace(".", ",")
    return {
        "nhom": "",
        "hang": str(each.place),
        "don_vi": each.body,
        "den_han": figure(each.due),
        "dung_han": figure(each.in_time),
        "ty_le": percent(each.share),
        "diem": points,
    }


def _named(names: Sequence[str]) -> str:
    """Name some bodies, and count the others; empty for none."""
    if len(names) <= MOST:
        return joined(names)
    return f"{', '.join(names[:MOST])} và {some(len(names) - MOST, 'cơ quan, đơn vị')} khác"
