"""The figures by cluster (cụm, khối), under those of the units."""

import re

from reconcile.tracking.coverage import Coverage, Digest
from reconcile.tracking.figures import combine
from reconcile.vocabulary.terms import term
from reconcile.vocabulary.text import bare
from reconcile.workbook.content.grid import Entry, Kind, Lines, Row, Tone


def has_clusters(coverage: Coverage) -> bool:
    """Tell whether any unit belongs to a cluster, also one that sent nothing."""
    named = (*(u.cluster for u in coverage.units), *(u.cluster for u in coverage.absent))
    return any(named)


def cluster_lines(coverage: Coverage) -> Lines:
    """Show each cluster: who sent and who did not, what became of its tasks; nothing without any.

    Over the columns of the table of units above it: a sheet has one width for each column.
    """
    digests = by_cluster(coverage)
    missing: dict[str, int] = {}
    for unit in coverage.absent:
        missing[unit.cluster] = missing.get(unit.cluster, 0) + 1
    names = sorted({*digests, *missing}, key=_in_order)
    if not has_clusters(coverage):
        return Lines(())
    heads = (
        *(("cluster", 3), ("sent", 1), ("not_sent", 1), ("assigned", 2)),
        *(("carried", 1), ("partial", 1), ("review", 1), ("missed", 1), ("rate", 1)),
    )
    return Lines(
        (
            (Entry(term("coverage", "by_cluster"), Tone.SECTION, span=0),),
            tuple(Entry(term("cluster", key), Tone.HEADING, span) for key, span in heads),
            *(_line(name, digests.get(name, []), missing.get(name, 0)) for name in names),
        )
    )


def by_cluster(coverage: Coverage) -> dict[str, list[Digest]]:
    """Sort the units by their clusters, which stand in their order."""
    names = sorted({unit.cluster for unit in coverage.units}, key=_in_order)
    found: dict[str, list[Digest]] = {name: [] for name in names}
    for unit in coverage.units:
        found[unit.cluster].append(unit)
    return found


def _line(name: str, units: list[Digest], missing: int) -> Row:
    """Show one cluster."""
    figures = combine((unit.standings, unit.summary) for unit in units)
    counts = (figures.carried, figures.partial, figures.review, figures.missed)
    return (
        Entry(name or term("cluster", "none"), Tone.STRONG, span=3),
        Entry(len(units), kind=Kind.NUMBER),
        Entry(missing, kind=Kind.NUMBER),
        Entry(figures.lead + figures.support, span=2, kind=Kind.NUMBER),
        *(Entry(count, kind=Kind.NUMBER) for count in counts),
        Entry(figures.rate, kind=Kind.PERCENT),
    )


def _in_order(name: str) -> tuple[bool, list[tuple[int, str]]]:
    """Return the order of clusters: 2 before 10, those without a cluster last."""
    parts = re.findall(r"\d+|\D+", bare(name))
    return not name, [(int(part), "") if part.isdigit() else (-1, part) for part in parts]
