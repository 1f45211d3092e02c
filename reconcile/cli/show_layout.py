"""What ``reconcile layout`` prints: findings rule by rule, or JSON for a program."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

import click

from reconcile.cli.console import write_bytes
from reconcile.errors import ReconcileError
from reconcile.layout.checks.faults import Breach
from reconcile.layout.rules.rules import kinds
from reconcile.model import Severity, Where
from reconcile.run.layout_check import LayoutReport, NotChecked
from reconcile.vocabulary.terms import term

_SHOWN = 8
"""Further places that are named; the JSON has them all."""
_UNSURE = "T"


def show_layout(report: LayoutReport, *, as_json: bool) -> None:
    """Print what was found in a document, and what the copy has put right."""
    if as_json:
        said = json.dumps(_as_data(report), ensure_ascii=False, indent=1)
        write_bytes(f"{said}\n", "utf-8")
        return
    checked = report.checked
    what = checked.type_name.lower() or "văn bản chưa rõ loại"
    click.echo(f"{report.file.name}: {what}, {kinds().profiles[checked.profile]}")
    _show_copy(report)
    for severity in (Severity.ERROR, Severity.WARNING):
        _show(severity, [b for b in checked.breaches if b.severity is severity])
    warnings = len(checked.breaches) - checked.errors
    where = " (trong bản đã chỉnh)" if report.copy else ""
    click.echo(f"Tổng cộng{where}: {checked.errors:02d} lỗi, {warnings:02d} cảnh báo.")


def show_layouts(reports: Iterable[LayoutReport | NotChecked], *, as_json: bool) -> int:
    """Print what was found in several documents, then a table of all; return the exit code."""
    rows: list[_Row] = []
    data: list[dict[str, Any]] = []
    for report in reports:
        rows.append(_row(report))
        if as_json:
            data.append(_with_path(report))
        elif isinstance(report, LayoutReport):
            show_layout(report, as_json=False)
            click.echo()
    if as_json:
        said = json.dumps({"schema": 1, "files": data}, ensure_ascii=False, indent=1)
        write_bytes(f"{said}\n", "utf-8")
    else:
        _show_table(rows)
    codes = [row.error.exit_code for row in rows if row.error is not None]
    return int(codes[0]) if codes else int(any(row.errors for row in rows))


@dataclass(frozen=True, slots=True)
class _Row:
    """A document in the table of all."""

    file: Path
    what: str
    errors: int = 0
    warnings: int = 0
    error: ReconcileError | None = None


def _row(report: LayoutReport | NotChecked) -> _Row:
    """Sum a document up."""
    if isinstance(report, NotChecked):
        return _Row(report.file, f"không kiểm tra được: {report.error.problem}", error=report.error)
    checked = report.checked
    what = checked.type_name.lower() or "chưa rõ loại"
    return _Row(report.file, what, checked.errors, len(checked.breaches) - checked.errors)


def _show_table(rows: Sequence[_Row]) -> None:
    """Print a line for each document, and the sum."""
    click.echo(f"{'Lỗi':>5} {'Cảnh báo':>9}  Văn bản")
    for row in rows:
        figures = f"{'-':>5} {'-':>9}" if row.error else f"{row.errors:>5} {row.warnings:>9}"
        click.echo(f"{figures}  {row.file} ({row.what})")
        if row.error:
            click.echo(f"{'':>17}→ {row.error.fix}")
    errors, warnings = (sum(getattr(row, name) for row in rows) for name in ("errors", "warnings"))
    unread = sum(row.error is not None for row in rows)
    clean = sum(not row.errors and row.error is None for row in rows)
    click.echo(f"{errors:>5} {warnings:>9}  {len(rows)} văn bản: {clean} không có lỗi")
    if unread:
        click.echo(f"{'':>17}{unread} không kiểm tra được")


def _with_path(report: LayoutReport | NotChecked) -> dict[str, Any]:
    """Return a report of one of several documents as plain data, or why one was not checked."""
    if isinstance(report, LayoutReport):
        return _as_data(report) | {"file": str(report.file)}
    error = report.error
    return {"file": str(report.file), "error": error.problem, "fix": error.fix}


def _show_copy(report: LayoutReport) -> None:
    """Print what was put right, and where the copy is."""
    if not report.wanted_copy:
        return
    if report.signed:
        click.echo("Văn bản đã ký số nên không lập bản đã chỉnh; muốn sửa, mở tệp chưa ký.")
        return
    if report.copy is None:
        click.echo("Không có nội dung nào chỉnh tự động được; không ghi bản sao.")
        return
    click.echo(f"Đã chỉnh {len(report.fixed):02d} nội dung, ghi vào bản sao: {report.copy}")
    for breach in report.fixed:
        click.echo(f"  {breach.rule.id} {breach.rule.title}: {_spot(breach)}: {breach.found}")
    click.echo("  → xem lại bản sao bằng Word trước khi dùng; tệp gốc không thay đổi")


def _show(severity: Severity, found: Sequence[Breach]) -> None:
    """Print the findings of one gravity, rule by rule."""
    if not found:
        return
    click.echo(f"\n{term('severity', severity)}:")
    for rule, group in groupby(found, key=lambda breach: breach.rule):
        unsure = f" ({kinds().status[_UNSURE]})" if rule.status == _UNSURE else ""
        click.echo(f"  {rule.id} {rule.title}")
        for breach in group:
            level = f" [{kinds().fix[breach.fix]}]" if breach.fix else ""
            click.echo(f"    {_spot(breach)}: {breach.found}{_others(breach.places[1:])}{level}")
        click.echo(f"    → cần: {rule.needed}")
        click.echo(f"      nguồn: {rule.source}{unsure}")


def _spot(breach: Breach) -> str:
    """Name the place of a finding, with the words that stand there."""
    return f"{breach.where} “{breach.quote}”" if breach.quote else str(breach.where)


def _others(places: Sequence[Where]) -> str:
    """Name the further places of a finding."""
    if not places:
        return ""
    shown = ", ".join(map(_inside, places[:_SHOWN]))
    more = ", …" if len(places) > _SHOWN else ""
    return f" (và {len(places)} chỗ khác: {shown}{more})"


def _inside(where: Where) -> str:
    """Name a place inside of its file."""
    return str(where).removeprefix(f"{where.file} › ")


def _as_data(report: LayoutReport) -> dict[str, Any]:
    """Return all of a report as plain data."""
    checked = report.checked
    return {
        "schema": 1,
        "file": report.file.name,
        "profile": checked.profile,
        "type": checked.type_name,
        "summary": {"errors": checked.errors, "warnings": len(checked.breaches) - checked.errors},
        "findings": _listed(checked.breaches),
        "copy": str(report.copy) if report.copy else None,
        "fixed": _listed(report.fixed),
    }


def _listed(breaches: Iterable[Breach]) -> list[dict[str, Any]]:
    """Return findings as plain data."""
    return [
        {
            "rule": breach.rule.id,
            "severity": str(breach.severity),
            "title": breach.rule.title,
            "place": _inside(breach.where),
            "quote": breach.quote,
            "found": breach.found,
            "needed": breach.rule.needed,
            "source": breach.rule.source,
            "status": breach.rule.status,
            "fixable": bool(breach.mends),
            "fix": breach.fix,
            "places": [_inside(place) for place in breach.places],
        }
        for breach in breaches
    ]
